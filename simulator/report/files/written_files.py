"""Places where a command is going to write: tried before anything is run, and written in one step.

Permissions say little (a full disk, a folder of the system that takes no files), so a file is really made and removed.
"""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from simulator.errors import UsageError, reason_of
from simulator.execution.interrupts import interrupts_deferred

_TAKES_NONE = (errno.ENOENT, errno.EINVAL, errno.EPERM, errno.ENOSYS, errno.ENOTSUP)
"""What folders answer that are none on a disk."""


def try_file(path: str | Path) -> Path:
    """Return where a file is going to be written. Raises UsageError when it cannot be; the folder must be there."""
    target = Path(path)
    folder = target.parent
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise UsageError(f"{path} cannot be written: the folder {folder} {what}.")
    if target.exists() and not target.is_file():
        raise UsageError(f"{path} cannot be written: it is no ordinary file.")
    _try(path, folder)
    return target


def try_folder(path: str | Path, beside: bool = False) -> Path:
    """Return a folder that is going to be written into, and made if need be. Raises UsageError when it cannot be.

    With ``beside`` it is written beside its place first and moved there.
    """
    places = [*([] if beside else [Path(path)]), *Path(path).absolute().parents]
    there = next(one for one in places if os.path.lexists(one))
    if not there.is_dir():
        raise UsageError(f"{path} cannot be written: {there} is no folder.")
    _try(path, there)
    return Path(path)


def write_whole(data: bytes, target: Path) -> None:
    """Write a file beside its place and move it there. Raises OSError, and then nothing is left of it."""
    spare = target.with_name(f".{target.name[:60]}.{os.getpid()}.part")
    try:
        spare.write_bytes(data)
        os.replace(spare, target)
    finally:
        with suppress(OSError):
            spare.unlink(missing_ok=True)


def _try(path: str | Path, folder: Path) -> None:
    try:
        with interrupts_deferred():
            number, name = tempfile.mkstemp(".part", ".ccsim-", folder)
            os.close(number)
            os.unlink(name)
    except OSError as error:
        why = f"{folder} takes no files" if error.errno in _TAKES_NONE else reason_of(error)
        raise UsageError(f"{path} cannot be written: {why}.") from None
