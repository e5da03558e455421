"""Seals: what the files of a run folder were when they were written, so that a later change can be told.

They stand in the manifest beside the identity and never in it, or a folder's name would depend on how its files are
packed. What is read is compared by content, small files too; of large ones that nobody reads, the size has to do.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.run_folder.identity import digest_of
from simulator.scenario.text.files import is_inside

Seal = dict[str, Any]
Seals = dict[str, Seal]
NUMBERS, LOG = "replications.npz", "log"
HASHED_MAX = 16 * 2**20
"""Bytes of a file that is compared by content although nobody reads it."""


class ArraysSeal:
    """The seal of named arrays: of what is in them, however the file that holds them is packed."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._arrays: dict[str, str] = {}

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Take the next array."""
        said = f"{np.lib.format.dtype_to_descr(array.dtype)} {'×'.join(map(str, array.shape)) or 1}"
        self._arrays[name] = said
        self._digest.update(f"{name} {said}\n".encode())
        self._digest.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)

    def add_text(self, name: str, text: bytes) -> None:
        """Take what stands beside the arrays."""
        self._digest.update(f"{name} {len(text)}\n".encode())
        self._digest.update(text)

    @property
    def seal(self) -> Seal:
        """Return the seal: a hash of all, and of each array the kind of number and the shape."""
        return {"sha256": self._digest.hexdigest(), "arrays": self._arrays}


def seal_of(path: Path) -> Seal:
    """Return the seal of a file. Raises OSError."""
    return {"bytes": path.stat().st_size, "sha256": digest_of(path)}


def seals_below(folder: Path, below: str) -> Seals:
    """Return the seals of the files in a folder's folder. Raises OSError."""
    found = sorted((folder / below).iterdir()) if (folder / below).is_dir() else []
    return {f"{below}/{path.name}": seal_of(path) for path in found if stat.S_ISREG(os.lstat(path).st_mode)}


def changes_in(folder: Path, manifest: Mapping[str, Any], numbers: Seal | None) -> list[str]:
    """Return in words which files are not what they were when they were written, each of those the manifest knows.

    ``numbers`` is the seal of the numbers as they are now; None: they cannot be read. A log that was taken away as
    a whole is no change. Raises OSError.
    """
    seals = dict(manifest.get("written", {}))
    of_numbers = seals.pop(NUMBERS, numbers)
    seals |= {one["file"]: one for one in manifest["sources"] if one["copied"]}
    if not (folder / LOG).exists():
        seals = {name: seal for name, seal in seals.items() if not name.startswith(f"{LOG}/")}
    changed = list(_changes_of_files(folder, seals))
    if numbers is None or numbers != of_numbers:
        changed.insert(0, f"{NUMBERS} {'cannot be read' if numbers is None else 'has different numbers'}")
    return changed


def _changes_of_files(folder: Path, seals: Mapping[str, Seal]) -> Iterator[str]:
    """Yield in words what became of the files that have seals. Raises OSError.

    No link is followed that leads out of the folder, and no name that does.
    """
    for name, seal in seals.items():
        path = folder / name
        if not _is_below(name, path, folder):
            yield f"{name} is not in the folder"
            continue
        try:
            about = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            yield f"{name} is missing"
            continue
        size = seal.get("bytes", about.st_size)
        same = stat.S_ISREG(about.st_mode) and about.st_size == size
        if same and about.st_size <= HASHED_MAX:
            same = digest_of(path) == seal["sha256"]
        if not same:
            yield f"{name} has different content"


def _is_below(name: str, path: Path, folder: Path) -> bool:
    way = PurePosixPath(name)
    if not way.parts or way.is_absolute() or ".." in way.parts or "\\" in name:
        return False
    try:
        return is_inside(path, folder)
    except (ValueError, RuntimeError):
        return False
