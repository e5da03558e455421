"""Where a run folder may be written, and how: beside its place first, then moved there in one step.

So a crash leaves nothing half. A folder is written again only by the run that is in it, or when the run in it did not
finish; what is not a run of ours is never touched.
"""

import os
import shutil
import uuid
from enum import Enum
from pathlib import Path

from simulator.errors import CcsimError, ExitCode, UsageError
from simulator.run_folder.identity import Identity, differences
from simulator.run_folder.manifest import COMPLETE, FILE, VERSION, read_manifest
from simulator.run_folder.replications import FILE as REPLICATIONS
from simulator.run_folder.replications import same_numbers

_HOW_ELSE = "Name another folder with --out, or leave it out with --no-out."


class Found(Enum):
    """What is in the place of a run folder."""

    NOTHING = "nothing"
    SAME = "the same run"
    INCOMPLETE = "a run that did not finish"


class NotWritten(CcsimError):
    """The folder could not be written; the results were shown all the same."""

    exit_code = ExitCode.INCOMPLETE


def look_at(folder: Path, identity: Identity) -> Found:
    """Return what is in the place of a run folder. Raises UsageError for what must not be overwritten, and OSError."""
    try:
        os.lstat(folder)  # A dead link is there too.
    except FileNotFoundError:
        return Found.NOTHING
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; the results of a run are a folder. {_HOW_ELSE}")
    manifest = read_manifest(folder)
    if manifest is None:
        if any(folder.iterdir()):
            raise UsageError(f"{folder} holds files that are no run of ccsim; it is left as it is. {_HOW_ELSE}")
        return Found.NOTHING
    if manifest["manifest_version"] != VERSION:
        raise UsageError(f"{folder} was written by another version of ccsim; it is left as it is. {_HOW_ELSE}")
    if manifest["status"] != COMPLETE:
        return Found.INCOMPLETE
    if manifest["identity"] != identity:
        told = "\n".join(f"  {line}" for line in differences(manifest["identity"], identity))
        raise UsageError(f"{folder} holds another run:\n{told}\n{_HOW_ELSE} Or delete that one first.")
    return Found.SAME


def staging_for(folder: Path) -> Path:
    """Make and return an empty folder beside ``folder``, on the same disk. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    # The time or the process's number could be those of another one.
    staging = folder.parent / f".{folder.name[:60]}.{uuid.uuid4().hex[:12]}.part"
    staging.mkdir()
    return staging


def publish(staging: Path, folder: Path, identity: Identity) -> None:
    """Move what is in ``staging`` to its place. Raises UsageError, `NotWritten` and OSError; nothing is lost then.

    The same run is written again file by file, each in one step: what else is in its folder (a log, pictures) stays.
    """
    found = look_at(folder, identity)
    if found is Found.SAME:
        _same_numbers(staging, folder)
        _replace_files(staging, folder)
    elif found is Found.INCOMPLETE:
        old = staging_for(folder)
        os.replace(folder, old / "old")
        os.replace(staging, folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        if folder.is_dir():
            folder.rmdir()
        os.replace(staging, folder)


def drop(staging: Path | None) -> None:
    """Take away what was not published."""
    if staging is not None:
        shutil.rmtree(staging, ignore_errors=True)


def _same_numbers(staging: Path, folder: Path) -> None:
    there, here = folder / REPLICATIONS, staging / REPLICATIONS
    if there.exists() and not same_numbers(there, here):
        raise NotWritten(
            f"{folder} holds the same run with other numbers, so it is left as it is. Another version of a library "
            f"(see 'versions' in its {FILE}) may round differently. {_HOW_ELSE} Or delete that one first."
        )


def _replace_files(staging: Path, folder: Path) -> None:
    """Move all files, the manifest last: it says that the others are there."""
    files = [path for path in sorted(staging.rglob("*")) if path.is_file()]
    for path in sorted(files, key=lambda path: path == staging / FILE):
        target = folder / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    shutil.rmtree(staging, ignore_errors=True)
