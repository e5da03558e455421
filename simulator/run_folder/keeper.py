"""A run that is kept: it is done, shown, and then written down, and what is known of it survives an interruption.

Results are shown before they are written: a full disk or a folder that is in the way costs nobody an answer.
"""

import datetime
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.comparing import Asked, StrategyRun, run_asked
from simulator.errors import CcsimError, IncompleteRun, UsageError, reason_of
from simulator.execution.interrupts import interrupts_deferred
from simulator.execution.log_files import LogNotKept, LogTarget, write_tables
from simulator.execution.room import check_disk
from simulator.execution.tasks import DoneSoFar, Progress
from simulator.report.files.written_files import try_folder
from simulator.run_folder.contents import write_contents
from simulator.run_folder.copied_files import copy_sources, sources_of
from simulator.run_folder.identity import Identity, hash_of, identity_of
from simulator.run_folder.manifest import FILE, manifest_of, manifest_text
from simulator.run_folder.names import folder_name
from simulator.run_folder.place import Found, NotWritten, kept_in, look_at, publish, seals_of_log
from simulator.run_folder.replications import write_replications
from simulator.run_folder.seals import LOG, NUMBERS, Seals, seals_below
from simulator.run_folder.staging import drop, staging_for, sweep
from simulator.scenario.text.given import NAME

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared

BELOW = "results"
"""Where run folders are made when none is named."""
PARTS = ".log-parts"
KEPT_LEAST = 2
"""Of a single replication nothing is sure."""
_HINT = "Name another folder with --out, or leave it out with --no-out."


class Keeper:
    """What was asked, the folder it is going to be kept in, and how far it has come."""

    def __init__(
        self,
        asked: Asked,
        command: str,
        out: str | None = None,
        log: bool = False,
        settings: Sequence[str] = (),
        below: str = BELOW,
    ) -> None:
        """Take what ``command`` asked; ``out`` names the folder (None: one named after the run in ``below``).

        A folder that was named is looked at now, before anything is run. Raises UsageError when it must not be
        overwritten or there is no room for it, `NotWritten` when a file of the scenario cannot be read.
        """
        _check_kept(asked)
        self.asked, self.command, self.settings, self.log = asked, command, tuple(settings), log
        try:
            self.identity: Identity = identity_of(asked)
        except OSError as error:
            raise NotWritten(f"{error.filename} cannot be read: {reason_of(error)}.") from None
        title = next(iter(asked.runs.values())).name
        self.folder = Path(out) if out is not None else Path(below, folder_name(title, hash_of(self.identity)))
        if out is not None:
            _try(self.folder)
        check_disk(asked.extents, asked.replications, self.folder, log)
        self.started = _now()
        self.tally = Tally()
        self.staging: Path | None = None
        self.left_in: Path | None = None
        """The folder that says how far an interrupted run came."""
        self.left = 0
        """How many replications it keeps."""
        self.mended = ""
        """What was damaged, or had been changed, in the folder that was written anew; in words."""
        self.unsure: list[Path] = []
        """Folders beside it that may be of a run that is still going on."""
        if out is not None or log:
            self._be_early()

    def _be_early(self) -> None:
        """Find out now what would keep the folder from being written; what was asked for is not found out late."""
        try:
            look_at(self.folder, self.identity)
            self.staging = self._staging()
        except OSError as error:
            raise UsageError(_cannot(self.folder, error)) from None

    def run(self, jobs: int | None = None, progress: Progress | None = None) -> "Compared":
        """Run what was asked. When it ends early, what is known of it is written before the error goes on."""
        self.tally.told = progress
        left = DoneSoFar()
        try:
            return run_asked(self.asked, jobs, self.tally, self._targets(), left)
        except (KeyboardInterrupt, IncompleteRun):
            with interrupts_deferred():
                self._write_incomplete(left)
            raise
        except BaseException:
            self.give_up()
            raise

    def write(self, run: "Compared", checked: "Checked | None" = None) -> Path:
        """Write the folder of a run that is done and return it.

        Raises `NotWritten` when it cannot be written or must not be overwritten.
        """
        try:
            if self.staging is None:
                look_at(self.folder, self.identity)
                self.staging = self._staging()
            written = write_contents(run, checked, self.staging)
            lost = self._write_log(self.staging) if self.log else ""
            logged = self.log and not lost
            written |= seals_below(self.staging, LOG) if logged else seals_of_log(self.folder, self.identity)
            self._write_manifest(self.staging, written)
            with interrupts_deferred():
                self.mended = publish(self.staging, self.folder, self.identity)
        except OSError as error:
            raise NotWritten(_cannot(self.folder, error)) from None
        except UsageError as error:
            raise NotWritten(str(error)) from None
        finally:
            self.give_up()
        if lost:
            raise NotWritten(f"{self.folder} holds everything but the log: {lost}")
        return self.folder

    def _staging(self) -> Path:
        """Make and return the folder beside the folder's place; it goes at the latest when the process ends."""
        self.unsure = sweep(self.folder)
        with interrupts_deferred():
            staging = self.staging = staging_for(self.folder)
            weakref.finalize(self, drop, staging)
        return staging

    def give_up(self) -> None:
        """Take away what is beside the folder's place."""
        with interrupts_deferred():
            drop(self.staging)
            self.staging = None

    def _targets(self) -> dict[StrategyRun, LogTarget]:
        if not self.log or self.staging is None:
            return {}
        parts = self.staging / PARTS
        parts.mkdir()
        return {run: LogTarget(str(parts), number, _labels(run)) for number, run in enumerate(self.asked.runs)}

    def _write_log(self, staging: Path) -> str:
        """Write the log's tables; return why not, where that fails: the results do not need them."""
        folder, parts = staging / LOG, staging / PARTS
        folder.mkdir()
        targets = [LogTarget(str(parts), number, _labels(run)) for number, run in enumerate(self.asked.runs)]
        try:
            write_tables(targets, self.asked.replications, folder)
        except LogNotKept as error:
            drop(folder)
            return str(error)
        except OSError as error:
            drop(folder)
            return f"{reason_of(error)}."
        finally:
            drop(parts)
        return ""

    def _write_manifest(self, staging: Path, written: Seals, kept: int = 0) -> None:
        sources = sources_of(self.asked)
        copied = copy_sources(self.asked, sources, staging)
        manifest = manifest_of(
            self.asked,
            self.identity,
            self.command,
            self.settings,
            sources,
            copied,
            self.tally.done,
            self.started,
            _now(),
            written,
            kept,
        )
        (staging / FILE).write_text(manifest_text(manifest), encoding="utf-8", newline="\n")

    def _write_incomplete(self, left: DoneSoFar) -> None:
        """Leave a folder that says how far the run came, with the replications that all of it has done.

        One with all the results of this run stays as it is, and one that an earlier try left with more of them.
        Whatever keeps it from being written is not told: an error is on its way that says more.
        """
        self.give_up()
        try:
            if look_at(self.folder, self.identity) not in (Found.NOTHING, Found.INCOMPLETE):
                return
            if kept_in(self.folder, self.identity) <= left.replications:
                self.staging = self._staging()
                kept, written = _written(left, self.staging)
                self._write_manifest(self.staging, written, kept)
                publish(self.staging, self.folder, self.identity)
            self.left_in, self.left = self.folder, kept_in(self.folder, self.identity)
        except (OSError, CcsimError):
            pass
        finally:
            self.give_up()


def _written(left: DoneSoFar, staging: Path) -> tuple[int, Seals]:
    """Write what an interrupted run has done; return how many replications that is, and the seals. Raises OSError."""
    if left.replications < KEPT_LEAST:
        return 0, {}
    try:
        return left.replications, {NUMBERS: write_replications(left.stacks(), staging / NUMBERS)}
    except MemoryError:
        # Perhaps that is why it ended.
        (staging / NUMBERS).unlink(missing_ok=True)
        return 0, {}


def _check_kept(asked: Asked) -> None:
    """Raise UsageError for what has no identity, or could not be run again from its folder."""
    if asked.own:
        raise UsageError("a run with your own metrics cannot be kept: its folder could not record what they are.")
    if asked.path == NAME:
        raise UsageError("a run of a mapping cannot be kept: a folder holds the scenario's files. Write one.")


class Tally:
    """Counts what is done and tells whoever else wants to know."""

    def __init__(self) -> None:
        self.told: Progress | None = None
        self.done: dict[str, int] = {}

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Learn what is going to be done."""
        self.done = dict.fromkeys(runs, 0)
        if self.told:
            self.told.started(runs, replications)

    def finished(self, run: str, replications: int) -> None:
        """Learn that so many more replications of a run are done."""
        self.done[run] += replications
        if self.told:
            self.told.finished(run, replications)


def _labels(run: StrategyRun) -> tuple[tuple[str, str | None], ...]:
    point = ((f"point.{path}", value) for path, value in run.place.point)
    return ("strategy", run.strategy), ("future", run.place.future), *point


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _try(folder: Path) -> None:
    try:
        try_folder(folder, beside=True)
    except UsageError as error:
        raise UsageError(f"{error} {_HINT}") from None


def _cannot(folder: Path, error: OSError) -> str:
    return f"{folder} cannot be written: {reason_of(error)}. {_HINT}"
