"""A page as a file: found out before a run whether it can be written, and never half a page."""

from pathlib import Path

from simulator.errors import UsageError
from simulator.report.files.written_files import try_file, write_whole


def check_target(path: str | Path) -> Path:
    """Return where a page is to be written. Raises UsageError when it cannot be, as far as can be known before."""
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"{path} is a folder; a page is a file: {target / 'report.html'}")
    return try_file(path)


def save_page(text: str, target: Path) -> None:
    """Write a page; it is written beside its place first. Raises OSError, and then nothing is left of it."""
    write_whole(text.encode("utf-8"), target)
