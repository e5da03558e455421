"""What stands in a run folder beside the manifest: the answer, the tables, the numbers behind them.

Same run, same bytes: nothing here knows the time, the machine or the number of processes. A grid of many points, or a
run so large that of intervals only blocks were kept, would take as long to write down in full as to run; of them,
values by interval are in `replications.npz` only.
"""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import IncompleteRun
from simulator.execution.processes import results_of
from simulator.execution.warm_workers import warm_jobs
from simulator.report.records.day_tables import TABLES, write_day_csv
from simulator.report.records.records import difference_records, row_records
from simulator.report.records.tidy import answered_by_csv, checks_csv, differences_csv, rows_csv
from simulator.report.tables.summary import summary
from simulator.run_folder.replications import FILE as REPLICATIONS
from simulator.run_folder.replications import write_replications
from simulator.run_folder.seals import Seal, Seals, seal_of

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared

SUMMARY, ROWS, DIFFERENCES, CHECKS = "summary.md", "metrics.csv", "differences.csv", "checks.csv"
ANSWERED_BY = "answered_by.csv"
WRITTEN = (DIFFERENCES, ROWS, *(f"{table}.csv" for table in TABLES), REPLICATIONS, SUMMARY, ANSWERED_BY, CHECKS)
"""The files, those that take longest first."""
LARGE = 2**26
"""Bytes of results that are written by the process that has them: each of some would have to be given all."""


def write_contents(run: "Compared", checked: "Checked | None", folder: Path) -> Seals:
    """Write all of it into ``folder``, a file in each of some processes where these are there.

    Return the seals of the files. Raises OSError.
    """
    # Each process gets all that was kept; what is large is written by the one that has it.
    large = sum(stack.nbytes for one in run for stack in one.stacks.values()) > LARGE
    jobs = 1 if large else warm_jobs()
    files = [name for name in WRITTEN if checked or name != CHECKS]
    try:
        return _write_all(run, checked, folder, files, jobs)
    except IncompleteRun:
        # Other processes die of a lack of memory; what was simulated is not to be lost for it.
        return _write_all(run, checked, folder, files, 1)


def _write_all(run: "Compared", checked: "Checked | None", folder: Path, files: list[str], jobs: int) -> Seals:
    with closing(results_of(_write, (run, checked, folder), files, jobs)) as written:
        return dict(sorted(zip(files, written, strict=True)))


def _write(of: "tuple[Compared, Checked | None, Path]", name: str) -> Seal:
    run, checked, folder = of
    if name == REPLICATIONS:
        return write_replications([stack for one in run for stack in one.stacks.values()], folder / name)
    with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
        if (table := name.removesuffix(".csv")) in TABLES:
            write_day_csv(run, table, file)
        else:
            file.write(_text(run, checked, name))
    return seal_of(folder / name)


def _text(run: "Compared", checked: "Checked | None", name: str) -> str:
    by_interval = not run.grid.axes and all(len(stack.parts) == 1 for one in run for stack in one.stacks.values())
    if name == ROWS:
        return rows_csv(run, row_records(run, by_interval))
    if name == DIFFERENCES:
        return differences_csv(run, difference_records(run, by_interval))
    if name == ANSWERED_BY:
        return answered_by_csv(run)
    if name == CHECKS and checked:
        return checks_csv(checked)
    return summary(run, checked)
