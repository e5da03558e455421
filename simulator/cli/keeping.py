"""How a command keeps what it ran: first the answer on the screen, then the folder, and one line that says where.

A run that is done is kept whatever happens to its answer, and an interrupt leaves nothing half.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.cli.answering import complain
from simulator.cli.options import Keeping, Running
from simulator.cli.outlets import output_lost
from simulator.errors import CcsimError, UsageError
from simulator.execution.interrupts import interrupts_deferred, interrupts_remembered

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.comparing import Asked
    from simulator.run_folder.keeper import Keeper

RESULTS = "CCSIM_RESULTS"
"""The variable that says below which folder runs are kept; when it is empty, only those with --out are."""


@contextmanager
def keeping_run(asked: "Asked", command: str, keeping: Keeping, how: Running) -> "Iterator[Keeper | None]":
    """Yield who keeps the run, None when nothing is to be kept; at the end nothing of it is left beside its place.

    Raises UsageError for options that do not fit.
    """
    with interrupts_remembered():
        keeper = _keeper_of(asked, command, keeping, how)
        try:
            yield keeper
        finally:
            if keeper is not None:
                with interrupts_deferred():
                    keeper.give_up()


def _keeper_of(asked: "Asked", command: str, keeping: Keeping, how: Running) -> "Keeper | None":
    if keeping.no_out:
        given = "--out" if keeping.out is not None else "--log" if keeping.log else ""
        if given:
            raise UsageError(f"{given} keeps the run and --no-out does not; choose one of them.")
        return None
    from simulator.run_folder.keeper import BELOW, Keeper

    below = os.environ.get(RESULTS, BELOW)
    if not below and keeping.out is None:
        if keeping.log:
            raise UsageError(f"--log needs a folder: the variable {RESULTS} is empty. Name one with --out.")
        return None
    return Keeper(asked, command, keeping.out, keeping.log, how.settings or (), below)


def run_kept(asked: "Asked", keeper: "Keeper | None", how: Running) -> "Compared":
    """Run what was asked and show how far it is."""
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparing import run_asked
    from simulator.execution.room import told_of_size

    if not how.quiet and (said := told_of_size(asked.extents, asked.replications)):
        complain(said)
    try:
        with progress_on_stderr(how.quiet) as progress:
            if keeper is None:
                return run_asked(asked, how.jobs, progress)
            return keeper.run(how.jobs, progress)
    finally:
        if keeper is not None and keeper.left_in is not None:
            few = f" keeps {keeper.left:,} replications of each; ccsim report shows them" if keeper.left else ""
            complain(f"incomplete: {keeper.left_in}{few}")


@contextmanager
def kept_after(keeper: "Keeper | None", run: "Compared", checked: "Checked | None", how: Running) -> Iterator[None]:
    """Write the folder of a run at the end of the block that shows it, also where that fails. Raises NotWritten."""
    try:
        yield
    except BaseException:
        try:
            _keep(keeper, run, checked, how)
        except CcsimError as also:
            # The other error goes on; of both, one would else be told by nobody.
            complain(str(also))
        raise
    _keep(keeper, run, checked, how)


def _keep(keeper: "Keeper | None", run: "Compared", checked: "Checked | None", how: Running) -> None:
    if keeper is None:
        return
    # Who interrupts now has waited for the whole run: it is written, unless they ask again.
    with interrupts_deferred(unless_again=True):
        folder = keeper.write(run, checked)
        if keeper.mended:
            complain(f"{folder} was damaged or had been changed ({keeper.mended}); it was written again")
        if not how.quiet:
            for path in keeper.unsure:
                complain(f"{path} was left as it is: another run may still be using it. If not, delete it.")
        if not how.quiet or output_lost():
            complain(f"kept in {folder}")
