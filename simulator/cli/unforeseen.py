"""What nobody foresaw: one line that asks for a report, and the traceback in a file that can be sent with it."""

import errno
import os
import platform
import sys
import tempfile
import traceback

from simulator import __version__
from simulator.cli.answering import complain
from simulator.errors import ExitCode, reason_of

WISH = "CCSIM_TRACEBACK"
"""The variable with which developers see the traceback itself."""
_OF_THE_MACHINE = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
)
"""What the machine refuses is no fault of ours."""


def tell_unforeseen(error: BaseException) -> int:
    """Say what is to be said of an error that nobody foresaw, and return the exit code."""
    if os.environ.get(WISH):
        complain("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        complain(
            "not enough memory. Fewer replications, longer reporting intervals (horizon.interval), "
            "fewer days or fewer --jobs need less."
        )
        return ExitCode.INCOMPLETE
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{reason_of(error)}; ccsim could not continue.")
        return ExitCode.NOT_PRINTED
    kind = type(error).__name__
    asks = f"ccsim hit an internal error ({kind}): a fault of ccsim, not of your files. Please report it"
    text = _report(error)
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="ccsim-error-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(text)
    except OSError:
        complain(text.rstrip())
        complain(f"{asks} with the lines above; they contain paths of this machine.")
    else:
        complain(f"{asks} with the file {file.name}; it contains paths of this machine.")
    return ExitCode.UNFORESEEN


def _report(error: BaseException) -> str:
    """Return what helps to find out what happened."""
    trace = "".join(traceback.format_exception(error))
    versions = f"ccsim {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return f"{versions}\n{' '.join(sys.argv)}\n\n{trace}"
