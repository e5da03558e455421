"""The command ``ccsim``: read, call, print. Nothing heavy is imported before a command needs it."""

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from simulator import __version__
from simulator.cli.answering import complain, say
from simulator.cli.check import check
from simulator.cli.compare import compare
from simulator.cli.describe import describe
from simulator.cli.early_workers import process_is_ours
from simulator.cli.init import init
from simulator.cli.listing import list_scenarios
from simulator.cli.plot import plot
from simulator.cli.report import report
from simulator.cli.run import run
from simulator.cli.schema import schema
from simulator.cli.show import show
from simulator.cli.validate import validate
from simulator.errors import CcsimError, ExitCode
from simulator.execution.garbage import look_seldom
from simulator.execution.interrupts import interrupts_remembered
from simulator.which_engine import engine_kind

app = typer.Typer(
    name="ccsim",
    help="Simulate a contact center: how many people, on which shifts, with which skills, under which rules.",
    epilog="Words of the trade (AHT, SLA, skill, queue, trunk, shrinkage): GLOSSARY.md says what they are called here, "
    "and so does the error when one is written as a key.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        try:
            say([f"ccsim {__version__} ({engine_kind()} engine)"])
        except CcsimError as refused:
            say([f"ccsim {__version__}"])
            complain(str(refused))
            raise typer.Exit(int(refused.exit_code)) from None
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show version and engine, and exit."),
    ] = False,
) -> None:
    """Take what stands before the command."""


app.command()(run)
app.command()(compare)
app.command()(check)
app.command()(describe)
app.command()(report)
app.command()(plot)
app.command()(validate)
app.command()(show)
app.command("list")(list_scenarios)
app.command()(init)
app.command()(schema)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (None: this process's) and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # An old terminal may not know a sign: it shows a question mark instead of a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if arguments is None:
        process_is_ours()
        look_seldom()
    try:
        with interrupts_remembered():
            app(args=arguments)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(ExitCode.INTERRUPTED)
