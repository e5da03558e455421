"""A page as a file: found out before a run whether it can be written, and never half a page."""

import os
from pathlib import Path

from simulator.errors import UsageError


def check_target(path: str | Path) -> Path:
    """Return where a page is to be written. Raises UsageError when it cannot be, as far as can be known before."""
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"{path} is a folder; a page is a file: {target / 'report.html'}")
    folder = target.parent
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise UsageError(f"{path} cannot be written: the folder {folder} {what}.")
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{path} cannot be written: permission denied.")
    return target


def save_page(text: str, target: Path) -> None:
    """Write a page; it is written beside its place first. Raises OSError, and then nothing is left of it."""
    spare = target.with_name(f".{target.name[:60]}.{os.getpid()}.part")
    try:
        spare.write_text(text, encoding="utf-8", newline="\n")
        os.replace(spare, target)
    finally:
        spare.unlink(missing_ok=True)
