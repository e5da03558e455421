"""The options of the commands, each defined once, and those that always come together."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from simulator.errors import UsageError
from simulator.report.tables.by import By


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    MD = "md"
    CSV = "csv"
    JSON = "json"


File = Annotated[str, typer.Argument(metavar="FILE", help="The scenario file.", show_default=False)]
Strategies = Annotated[
    list[str] | None,
    typer.Option("--strategy", "-s", metavar="NAME", help="A strategy of the file; may be repeated. [default: all]"),
]
Strategy = Annotated[
    str | None,
    typer.Option("--strategy", "-s", metavar="NAME", help="A strategy of the file. [default: the first]"),
]
CheckedStrategies = Annotated[
    list[str] | None,
    typer.Option("--strategy", "-s", metavar="NAME", help="A strategy; may be repeated. [default: the first]"),
]
Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="NAME", help="The strategy the others are compared with. [default: the first]"),
]
Future = Annotated[
    str | None,
    typer.Option("--future", metavar="NAME", help="A future of the file. [default: as_stated]"),
]
Futures = Annotated[
    list[str] | None,
    typer.Option(
        "--future",
        metavar="NAME",
        help="A future of the file, as_stated, or all; may be repeated. [default: as_stated]",
    ),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH=FROM..TO:STEP",
        help="Run a grid of values, or PATH=A,B,C. Repeat it for all combinations; A+B=8+1,9+2 varies paths together. "
        "Without -s, only the baseline is varied.",
    ),
]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        min=1,
        max=1_000_000,
        metavar="REPS",
        help="Replications per strategy. [default: the file's]",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", min=0, metavar="N", help="Random seed. [default: the file's]"),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Override a value of the file; may be repeated."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, metavar="N", help="Number of parallel processes; does not change results. [default: all cores]"
    ),
]
Fineness = Annotated[
    str | None,
    typer.Option("--by", metavar="hour|interval", help="Time resolution of the table. [default: what fits]"),
]
Plot = Annotated[
    str | None, typer.Option("--plot", metavar="FILE", help="Draw load against staff to FILE, .png or .svg.")
]
NeedTable = Annotated[
    str | None,
    typer.Option(
        "--csv",
        metavar="FILE",
        help="Write need, plan and gap of every interval to FILE, a table for planning; of all days, unless --day "
        "names one.",
    ),
]
Days = Annotated[
    int | None,
    typer.Option(
        "--days",
        min=1,
        max=100_000,
        metavar="N",
        help="Number of days to draw. [default: 200, fewer for very large centers]",
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--day",
        metavar="NAME",
        help="The day to show, such as monday. [default: the first with the most groups on duty]",
    ),
]
JsonDocument = Annotated[bool, typer.Option("--json", help="Print everything as one JSON document.")]
Json = Annotated[bool, typer.Option("--json", help="Same as --format json.")]
Formats = Annotated[
    Format,
    typer.Option(
        "--format",
        help="Output format: a table to read, Markdown to paste; CSV and JSON contain all results.",
        show_default=True,
    ),
]


def _by(text: str) -> By:
    """Read a breakdown; the library's own words for a wrong one are not for analysts."""
    if text not in [*By]:
        raise typer.BadParameter(f"expected {', '.join([*By][:-1])} or {[*By][-1]}, got {text}.")
    return By(text)


Breakdown = Annotated[
    By | None,
    typer.Option(
        "--by",
        parser=_by,
        metavar=f"<{'|'.join(By)}>",
        help="Break the results down instead of showing the whole day together.",
    ),
]
Show = Annotated[
    list[str] | None,
    typer.Option(
        "--show",
        metavar="METRIC(OF)",
        help="Also show this metric, such as asa_s(channel:voice) or occupancy(group:front, 09:00-09:30); may be "
        "repeated.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Hide progress; warnings and errors are still shown.")]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors: exit code 2.")]
AllowOutside = Annotated[
    bool, typer.Option("--allow-outside", help="Allow the scenario to read files outside its own folder.")
]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Scenario files; - reads standard input.", show_default=False)
]
Defaults = Annotated[bool, typer.Option("--defaults", help="Also write default values that the file leaves out.")]
Why = Annotated[
    list[str] | None,
    typer.Option("--why", metavar="PATH", help="Show where the values under this path came from; may be repeated."),
]
ShowRouting = Annotated[
    bool,
    typer.Option("--routing", help="Show which group takes which contacts, with ranks, priorities and all rules."),
]
PlanCsv = Annotated[str | None, typer.Option("--csv", metavar="FILE", help="Write the plan to this CSV file.")]
PlanXlsx = Annotated[
    str | None, typer.Option("--xlsx", metavar="FILE", help="Write the plan to this Excel workbook (.xlsx).")
]
FileOrFolder = Annotated[str, typer.Argument(metavar="PATH", help="A folder of scenarios, or a scenario file.")]
NewFolder = Annotated[str, typer.Argument(metavar="FOLDER", help="Where to write; created if it does not exist.")]
Template = Annotated[
    str, typer.Option("--template", "-t", metavar="NAME", help="Template to start from; --list shows all.")
]
ListTemplates = Annotated[bool, typer.Option("--list", help="List the templates and write nothing.")]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FOLDER", help="Keep the run in this folder. [default: results/<scenario>-<hash>]"),
]
NoOut = Annotated[bool, typer.Option("--no-out", help="Do not keep the run; only print the results.")]
Log = Annotated[bool, typer.Option("--log", help="Also keep the event log: a row per contact, as Parquet files.")]
Page = Annotated[
    str | None,
    typer.Option("--html", metavar="FILE", help="Write the full report, including pictures, as one HTML page."),
]
RunFolder = Annotated[
    str, typer.Argument(metavar="RUN", help="A run folder, as written by compare or run.", show_default=False)
]
Pictures = Annotated[
    str | None, typer.Option("--plot", metavar="FOLDER", help="Draw pictures of the run to FOLDER, as SVG and PNG.")
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="KIND", help="A kind of picture; may be repeated. --list shows all. [default: all]"),
]
To = Annotated[
    str | None, typer.Option("--to", metavar="FOLDER", help="Folder for the pictures. [default: RUN/pictures]")
]
PictureFormats = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="svg|png", help="Picture format; may be repeated. [default: both]"),
]
ListPictures = Annotated[
    bool, typer.Option("--list", help="List the pictures available for this run and draw nothing.")
]


def check_show(show: list[str] | None, by: By | None) -> None:
    """Raise UsageError when both are given: what is broken down has no table to show more in."""
    if show and by:
        metric = show[0].partition("(")[0].strip()
        part = by.upper() if by in (By.INTERVAL, By.DAY) else f"{by}:NAME"
        raise UsageError(
            "--show adds a row to the overall table, --by breaks results down; choose one of them. "
            f"One part in a row: --show '{metric}({part})'; all metrics of all parts: --format csv."
        )


@dataclass(frozen=True)
class Keeping:
    """What commands that keep their runs are told: whether, where, how much."""

    out: Out = None
    no_out: NoOut = False
    log: Log = False


@dataclass(frozen=True)
class Running:
    """What every command that simulates is told: how much, from which chance, and how to answer."""

    replications: Replications = None
    seed: Seed = None
    settings: Settings = None
    jobs: Jobs = None
    strict: Strict = False
    allow_outside: AllowOutside = False
    format: Formats = Format.TABLE
    json: Json = False
    quiet: Quiet = False

    @property
    def wanted(self) -> Format:
        """Return the format; raise UsageError when two are asked for."""
        if self.json and self.format not in (Format.TABLE, Format.JSON):
            raise UsageError(f"--json and --format {self.format} contradict each other; choose one.")
        return Format.JSON if self.json else self.format
