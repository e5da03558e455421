"""Standard output and standard error that never fail a command: what cannot be written is remembered and told at last.

A full disk, a closed descriptor or a reader who has seen enough would else raise wherever something is printed, the
libraries' own help included, and a run would be lost with its answer.
"""

import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from simulator.errors import ExitCode, reason_of

_ENOUGH = (errno.EPIPE, errno.ESHUTDOWN, errno.ECONNRESET)
"""A reader who has seen enough is no error."""
_MORE_TELLING = (ExitCode.UNFORESEEN, ExitCode.HUNG_UP, ExitCode.INTERRUPTED, ExitCode.TERMINATED)
"""What a command ended with says more than that nobody could read it."""
_STREAMS = ("stdin", "stdout", "stderr")


class Outlet(io.FileIO):
    """A descriptor that takes everything; from the first failure on it goes nowhere."""

    def __init__(self, descriptor: int, closed_before: bool = False) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.failed: OSError | None = None
        self._closed_before = closed_before

    def write(self, data: Any) -> int:
        """Write all or, after a failure, nothing; return that all was written."""
        left = memoryview(data).cast("B")
        length = len(left)
        while left and self.failed is None:
            try:
                if self._closed_before:
                    raise OSError(errno.EBADF, "")
                written = super().write(left)
                # None: somebody else made it a descriptor that does not wait.
                left = left[written or 0 :]
                if written is None:
                    select.select((), (self,), (), 1)
            except OSError as error:
                self.failed = error
        return length


class _Lost:
    """The outlet of standard output that is in use."""

    def __init__(self) -> None:
        self.outlet: Outlet | None = None


_lost = _Lost()


def output_lost() -> OSError | None:
    """Return why what was printed to standard output did not arrive; None when it did, or nobody wanted more."""
    failed = _lost.outlet.failed if _lost.outlet else None
    return None if failed is None or failed.errno in _ENOUGH else failed


@contextmanager
def outlets() -> Iterator[None]:
    """Have standard output and standard error take everything inside the block."""
    before = sys.stdout, sys.stderr
    _open_what_is_closed()
    sys.stdout, stdout = _steady(sys.stdout, 1)
    sys.stderr, _ = _steady(sys.stderr, 2)
    outer, _lost.outlet = _lost.outlet, stdout
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            # A stream of somebody else may be closed, or fail.
            with suppress(OSError, ValueError):
                stream.flush()
        sys.stdout, sys.stderr = before
        _lost.outlet = outer


def after_printing(code: int) -> int:
    """Return the exit code of a command that ended with ``code``, and say so where its answer did not arrive."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    failed = output_lost()
    if failed is None or code in _MORE_TELLING:
        return code
    why = "standard output is closed" if failed.errno == errno.EBADF else reason_of(failed)
    sys.stderr.write(f"the result could not be printed: {why}.\n")
    return ExitCode.NOT_PRINTED


def _open_what_is_closed() -> None:
    """Let what is closed lead nowhere: a file that is opened next would get its number, and what is printed to it."""
    for number, name in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                # The lowest number that is free, which is this one.
                os.open(os.devnull, os.O_RDWR)


def _steady(stream: TextIO | None, number: int) -> tuple[TextIO, Outlet | None]:
    """Return a stream that takes everything and its outlet; a stream that is no file of ours stays as it is."""
    if stream is None:
        outlet = Outlet(number, closed_before=True)
        return io.TextIOWrapper(io.BufferedWriter(outlet), "utf-8", "replace", line_buffering=True), outlet
    if not isinstance(stream, io.TextIOWrapper):
        return stream, None
    # Where Python was told not to use a buffer, what stands for it is the file itself.
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO:
        # An old terminal may not know a sign: it shows a question mark instead of a traceback.
        stream.reconfigure(errors="replace")
        return stream, None
    try:
        stream.flush()
        outlet = Outlet(raw.fileno())
    except (OSError, ValueError):
        return stream, None
    lines = stream.line_buffering or number == 2
    steady = io.TextIOWrapper(io.BufferedWriter(outlet), stream.encoding, "replace", line_buffering=lines)
    return steady, outlet
