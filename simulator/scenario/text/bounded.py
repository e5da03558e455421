"""Reading what may have no end: a device, a pipe, a file that grows. Never more than a limit is read, nor waited for.

The kind of a file says little: ``/dev/stdin`` is a good scenario and a symbolic link to ``/dev/zero`` looks like a file
among others. So what counts is how much there is. A named pipe is refused, because opening one waits for a writer who
may never come; the pipes that this process has already, as its standard input, are read.
"""

import errno
import os
import re
import stat
from pathlib import Path

_OURS = re.compile(r"/dev/stdin|/dev/fd/(\d+)|/proc/self/fd/(\d+)")
_AT_ONCE = 2**20


class NotRead(Exception):
    """A file is not read, with the reason as a sentence."""


def read_at_most(path: str | Path, most: int) -> bytes:
    """Return the content of a file of at most so many bytes.

    Raises `NotRead` when it has more, or is a named pipe or a socket, OSError when the system refuses.
    """
    ours = _OURS.fullmatch(str(path))
    handle = os.dup(int(ours.group(1) or ours.group(2) or 0)) if ours and _is_pipe(path) else _opened(path)
    with os.fdopen(handle, "rb") as file:
        return _whole(file.fileno(), most)


def _opened(path: str | Path) -> int:
    # Not to wait for whoever might write into a pipe; devices and files do not care.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            raise NotRead(
                "this is a named pipe, which may never deliver anything. Give a file, or - to read the standard input."
            )
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(handle, True)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _is_pipe(path: str | Path) -> bool:
    mode = os.stat(path).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode)


def _whole(handle: int, most: int) -> bytes:
    """Return what is left in an open file, of at most so many bytes. Raises `NotRead` and OSError."""
    pieces, size = [], 0
    while piece := os.read(handle, min(_AT_ONCE, most + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            about = os.fstat(handle)
            has = f"{about.st_size / 1e6:,.1f} MB, " if stat.S_ISREG(about.st_mode) else ""
            raise NotRead(f"the file is too large: {has}at most {most / 1e6:,.0f} MB.")
    return b"".join(pieces)
