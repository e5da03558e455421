"""Where a run folder may be written, and how: beside its place first, then moved there in one step.

So a crash leaves nothing half. A folder is written again only by the run that is in it, or when the run in it did not
finish; what is not a run of ours is never touched.
"""

import json
import os
import shutil
from enum import Enum
from pathlib import Path

from simulator.errors import CcsimError, ExitCode, UsageError
from simulator.run_folder.identity import Identity, differences, hash_of
from simulator.run_folder.manifest import COMPLETE, FILE, KEPT, VERSION, WRITTEN
from simulator.run_folder.manifest_read import OF_DAMAGE, DamagedFolder, hash_in, manifest_text_in, read_manifest
from simulator.run_folder.replications import FILE as REPLICATIONS
from simulator.run_folder.replications import holds_numbers, read_sealed, same_numbers
from simulator.run_folder.seals import LOG, Seals, changes_in, seals_below
from simulator.run_folder.staging import drop, staging_for

_HOW_ELSE = "Name another folder with --out, or leave it out with --no-out."


class Found(Enum):
    """What is in the place of a run folder."""

    NOTHING = "nothing"
    SAME = "the same run"
    INCOMPLETE = "a run that did not finish"
    DAMAGED = "the same run, or an unknown one, damaged"


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
    try:
        manifest = read_manifest(folder)
    except DamagedFolder:
        return _damaged(folder, identity)
    if manifest is None:
        if holds_numbers(folder / REPLICATIONS):
            return Found.DAMAGED
        if any(folder.iterdir()):
            raise UsageError(f"{folder} holds files that are not a run of ccsim; it was left as it is. {_HOW_ELSE}")
        return Found.NOTHING
    if manifest["manifest_version"] != VERSION:
        raise UsageError(f"{folder} was written by another version of ccsim; it was left as it is. {_HOW_ELSE}")
    if manifest["status"] != COMPLETE and (manifest["identity"] == identity or not manifest.get(KEPT)):
        return Found.INCOMPLETE
    if manifest["identity"] != identity:
        try:
            told = "\n".join(f"  {line}" for line in differences(manifest["identity"], identity))
        except OF_DAMAGE:
            told = "  its description of itself cannot be read"
        raise UsageError(f"{folder} holds another run:\n{told}\n{_HOW_ELSE} Or delete that one first.")
    return Found.SAME


def _damaged(folder: Path, identity: Identity) -> Found:
    """Return `Found.DAMAGED` unless a damaged manifest is that of another run. Raises UsageError and OSError."""
    if _is_of(folder, identity) is False:
        raise UsageError(
            f"{folder} holds another run, and its {FILE} is damaged; it was left as it is. {_HOW_ELSE} Or delete that "
            "one first."
        )
    return Found.DAMAGED


def publish(staging: Path, folder: Path, identity: Identity) -> str:
    """Move what is in ``staging`` to its place. Raises UsageError, `NotWritten` and OSError; nothing is lost then.

    The same run is written again file by file, each in one step: what else is in its folder (a log, pictures) stays.
    What was damaged there, or changed, is returned in words.
    """
    found = look_at(folder, identity)
    if found in (Found.SAME, Found.DAMAGED):
        why = _changed(staging, folder) if found is Found.SAME else _broken(staging, folder, identity)
        if found is Found.DAMAGED:
            # Nothing says any more of which run it is.
            shutil.rmtree(folder / LOG, ignore_errors=True)
        _replace_files(staging, folder)
        return why
    if found is Found.INCOMPLETE:
        old = staging_for(folder)
        os.replace(folder, old / "old")
        os.replace(staging, folder)
        drop(old)
    else:
        if folder.is_dir():
            folder.rmdir()
        os.replace(staging, folder)
    return ""


def kept_in(folder: Path, identity: Identity) -> int:
    """Return how many replications a folder keeps of a run that ended early, of this one. Raises OSError."""
    try:
        manifest = read_manifest(folder)
    except DamagedFolder:
        return 0
    mine = manifest is not None and manifest["status"] != COMPLETE and manifest["identity"] == identity
    return manifest.get(KEPT, 0) if manifest and mine else 0


def seals_of_log(folder: Path, identity: Identity) -> Seals:
    """Return the seals of the log that stays when the same run is written again without one. Raises OSError."""
    try:
        manifest = read_manifest(folder)
    except DamagedFolder:
        return {}
    if not (folder / LOG).is_dir() or manifest is None or manifest["manifest_version"] != VERSION:
        return {}
    if manifest["status"] != COMPLETE or manifest["identity"] != identity:
        return {}
    if WRITTEN not in manifest:
        return seals_below(folder, LOG)
    return {name: seal for name, seal in manifest[WRITTEN].items() if name.startswith(f"{LOG}/")}


def _changed(staging: Path, folder: Path) -> str:
    """Return in words what was changed in a folder of the same run.

    Raises `NotWritten` when its numbers are as they were written, and not those that this run gave.
    """
    manifest = read_manifest(folder)
    assert manifest is not None, "it is of the same run"
    there, seal = folder / REPLICATIONS, manifest.get(WRITTEN, {}).get(REPLICATIONS)
    if same_numbers(there, staging / REPLICATIONS):
        return "; ".join(changes_in(folder, manifest, seal or {}))
    try:
        now = read_sealed(there)[1]
    except (OSError, UsageError):
        now = None
    if now is not None and (seal is None or seal == now):
        raise NotWritten(
            f"{folder} holds the same run with other numbers, so it was left as it is. Another version of a library "
            f"(see 'versions' in its {FILE}) may round differently. {_HOW_ELSE} Or delete that one first."
        )
    return "; ".join(changes_in(folder, manifest, now))


def _broken(staging: Path, folder: Path, identity: Identity) -> str:
    """Return in words what became of a folder of which no manifest tells.

    Raises `NotWritten` when it has numbers, and they are not those of this run.
    """
    there = folder / REPLICATIONS
    if not _is_of(folder, identity) and holds_numbers(there) and not same_numbers(there, staging / REPLICATIONS):
        raise NotWritten(
            f"{folder} holds the numbers of another run and does not identify that run; it was left as it is. "
            f"{_HOW_ELSE} Or delete that one first."
        )
    try:
        manifest = read_manifest(folder)
    except DamagedFolder as error:
        return error.what
    assert manifest is None, "it is damaged"
    return f"it has no {FILE} that can be understood"


def _is_of(folder: Path, identity: Identity) -> bool | None:
    """Return whether a damaged manifest is that of the run with an identity; None where it does not tell."""
    text = manifest_text_in(folder) or ""
    found = hash_in(text)
    if found is None or found == hash_of(identity):
        return None if found is None else True
    try:
        return bool(json.loads(text)["identity"] == identity)
    except OF_DAMAGE:
        return False


def _replace_files(staging: Path, folder: Path) -> None:
    """Move all files, the manifest last: it says that the others are there."""
    files = [path for path in sorted(staging.rglob("*")) if path.is_file()]
    for path in sorted(files, key=lambda path: path == staging / FILE):
        target = folder / path.relative_to(staging)
        if target.parent != folder and target.parent.is_symlink():
            # What it leads to is not ours.
            target.parent.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    shutil.rmtree(staging, ignore_errors=True)
