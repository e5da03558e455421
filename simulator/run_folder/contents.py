"""What stands in a run folder beside the manifest: the answer, the tables, the numbers behind them.

Same run, same bytes: nothing here knows the time, the machine or the number of processes. A grid of many points, or a
run so large that of intervals only blocks were kept, would take as long to write down in full as to run; of them,
values by interval are in `replications.npz` only.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.report.records.day_tables import TABLES, write_day_csv
from simulator.report.records.records import difference_records, row_records
from simulator.report.records.tidy import answered_by_csv, checks_csv, differences_csv, rows_csv
from simulator.report.tables.summary import summary
from simulator.run_folder.replications import FILE as REPLICATIONS
from simulator.run_folder.replications import write_replications

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.comparison import Compared

SUMMARY, ROWS, DIFFERENCES, CHECKS = "summary.md", "metrics.csv", "differences.csv", "checks.csv"
ANSWERED_BY = "answered_by.csv"


def write_contents(run: "Compared", checked: "Checked | None", folder: Path) -> None:
    """Write all of it into ``folder``. Raises OSError."""
    for name, text in _texts(run, checked):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for table in TABLES:
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="\n") as file:
            write_day_csv(run, table, file)
    write_replications([stack for one in run for stack in one.stacks.values()], folder / REPLICATIONS)


def _texts(run: "Compared", checked: "Checked | None") -> Iterator[tuple[str, str]]:
    yield SUMMARY, summary(run, checked)
    by_interval = not run.grid.axes and all(len(stack.parts) == 1 for one in run for stack in one.stacks.values())
    yield ROWS, rows_csv(run, row_records(run, by_interval))
    yield DIFFERENCES, differences_csv(run, difference_records(run, by_interval))
    yield ANSWERED_BY, answered_by_csv(run)
    if checked:
        yield CHECKS, checks_csv(checked)
