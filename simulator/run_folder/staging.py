"""The folder beside a run folder's place in which it is put together, and those that dead processes left there.

Whose it is says a lock that the system takes back when a process ends, however it ends. A lock tells of processes of
this machine only, so the name says which machine it was; a folder of another one, or of an older version, is left to
people. The name's form is nobody else's, and links are not followed.
"""

import hashlib
import os
import platform
import re
import shutil
import stat
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

try:
    import fcntl
except ImportError:  # Not on Windows: there nobody can tell, and everything is left.
    fcntl = None  # type: ignore[assignment]

_FORM = re.compile(r"\..{1,60}\.(?:([0-9a-f]{8})-)?[0-9a-f]{12}\.part", re.DOTALL)
_locks: dict[Path, int] = {}
"""The open folders of this process, which hold its locks."""


def staging_for(folder: Path) -> Path:
    """Make and return an empty folder beside ``folder``, on the same disk. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    while True:
        # The time or the process's number could be those of another one.
        own = uuid.uuid4().hex[:12]
        staging = folder.parent / f".{folder.name[:60]}.{_machine()}-{own}.part"
        staging.mkdir()
        handle = _locked(staging)
        if not staging.exists():
            # Somebody took it for one of the dead before it had its lock.
            if handle is not None:
                os.close(handle)
            continue
        if handle is not None:
            _locks[staging] = handle
            return staging
        # Without a lock it would look dead to others: so it has the name of those that nobody may judge.
        unjudged = folder.parent / f".{folder.name[:60]}.{own}.part"
        os.replace(staging, unjudged)
        return unjudged


def drop(staging: Path | None) -> None:
    """Take away what was not published."""
    if staging is not None:
        shutil.rmtree(staging, ignore_errors=True)
        release(staging)


def release(staging: Path) -> None:
    """Give back the lock of a folder that is published or gone."""
    handle = _locks.pop(staging, None)
    if handle is not None:
        os.close(handle)


def sweep(folder: Path) -> list[Path]:
    """Remove what dead processes left beside the place of ``folder``, and return what may be of a living one.

    Never raises: what cannot be removed stays.
    """
    unsure = []
    for path, machine in _left_over(folder.parent):
        if path in _locks:
            continue
        if machine != _machine():
            unsure.append(path)
            continue
        handle = _locked(path)
        if handle is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(handle)
    return unsure


def _left_over(parent: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield the folders that have the form of ours and are this user's, with the machine in their names."""
    try:
        names = sorted(os.listdir(parent))
    except OSError:
        return
    for name in names:
        found = _FORM.fullmatch(name)
        try:
            about = os.lstat(parent / name) if found else None
        except OSError:
            continue
        if found and about and stat.S_ISDIR(about.st_mode) and about.st_uid == _user(about.st_uid):
            yield parent / name, found.group(1)


def _locked(path: Path) -> int | None:
    """Return the open folder with the lock on it; None when another process has it, or there are none here."""
    if fcntl is None:
        return None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _user(other: int) -> int:
    return os.getuid() if hasattr(os, "getuid") else other


@cache
def _machine() -> str:
    """Return what tells this machine from others that see the same disk, containers on it included."""
    parts = [platform.node()]
    for file in ("/etc/machine-id", "/proc/sys/kernel/random/boot_id"):
        try:
            parts.append(Path(file).read_text("ascii").strip())
        except (OSError, ValueError):
            continue
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
