"""A manifest read back: one that was written by us and is whole, or a sentence about what became of it.

Files are changed by hand, cut by full disks and flipped by bad ones. So nothing of a manifest is used before all of it
has its kind, and what was sealed is what it was.
"""

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.errors import UsageError
from simulator.run_folder.identity import hash_of
from simulator.run_folder.manifest import (
    COMPLETE,
    FILE,
    INCOMPLETE,
    KEPT,
    SEALED,
    VERSION,
    WRITTEN,
    Manifest,
    seal_of_manifest,
)
from simulator.scenario.text.bounded import NotRead, read_at_most

BYTES_MAX = 2**30
AGAIN = "Repeat the command of the run; the folder is then replaced."
OF_DAMAGE = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, AssertionError),
    *(EOFError, MemoryError, struct.error, zlib.error, zipfile.BadZipFile),
)
"""What is raised by whoever uses what is not as it was written."""

_HASH = re.compile(r'"hash":\s*"([0-9a-f]{64})"')
_MARK = '"manifest_version"'
_KINDS: dict[str, type | tuple[type, ...]] = {
    "manifest_version": int,
    "status": str,
    "hash": str,
    "command": str,
    "repeat": str,
    "file": str,
    "settings": list,
    "started": str,
    "ended": str,
    "wall_s": (int, float),
    "versions": dict,
    "machine": str,
    "runs": list,
    "sources": list,
    "identity": dict,
}
_LATER = {"engine": str, WRITTEN: dict, SEALED: str, KEPT: int}
"""Keys that earlier versions did not write, or that are not in every manifest."""
_OF_RUNS = {"strategy": str, "future": (str, type(None)), "point": dict, "planned": int, "done": int}
_OF_SOURCES = {"file": str, "sha256": str, "copied": bool}
_OF_IDENTITY = {
    "ccsim": str,
    "seed": int,
    "replications": int,
    "confidence": (int, float),
    "baseline": str,
    "strategies": list,
    "futures": list,
    "grid": list,
    "checks": list,
    "scenario": dict,
    "changes": list,
    "inputs": dict,
}


class DamagedFolder(UsageError):
    """A run folder is not as it was written."""

    def __init__(self, folder: str, what: str) -> None:
        # Both go to the base, so that the error survives pickling between processes.
        super().__init__(folder, what)
        self.folder, self.what = folder, what

    def __str__(self) -> str:
        return f"{self.folder} is damaged, or was changed after it was written: {self.what}. {AGAIN}"


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a run folder, whole and as it was written; None when there is none of ours.

    Of another version of the folder nothing is looked at but the version. Raises `DamagedFolder` and OSError.
    """
    text = manifest_text_in(folder)
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or "manifest_version" not in found:
        if not is_ours(text):
            return None
        raise DamagedFolder(str(folder), f"{FILE} cannot be read")
    version = found["manifest_version"]
    theirs = {"status", "hash", "identity"} & found.keys()
    if not theirs or (len(theirs) < 3 and version != VERSION):
        return None
    if type(version) is int and version != VERSION:
        return found
    wrong = next(_wrong_in(found), None)
    if wrong is not None:
        raise DamagedFolder(str(folder), f"{FILE} {wrong}")
    return found


def manifest_text_in(folder: Path) -> str | None:
    """Return the text of a manifest, whatever it is; None when there is none that could be read. Raises OSError."""
    try:
        return read_at_most(folder / FILE, BYTES_MAX).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, NotRead):
        return None


def is_ours(text: str) -> bool:
    """Return whether a text that is no manifest was one of ours before something happened to it.

    >>> is_ours('{\\n "manifest_version": 2,\\n "sta'), is_ours('{"name": "An app"}')
    (True, False)
    """
    return (_MARK in text[:100] and '"hash"' in text[:1000]) or text.startswith("{\n " + _MARK)


def hash_in(text: str) -> str | None:
    """Return the hash of a run that a damaged manifest still tells."""
    found = _HASH.search(text)
    return found.group(1) if found else None


def _wrong_in(manifest: Manifest) -> Iterator[str]:
    """Yield what keeps a manifest from being used, or from being believed."""
    yield from _kinds(manifest, _KINDS, "")
    yield from _kinds(manifest, {key: kind for key, kind in _LATER.items() if key in manifest}, "")
    if manifest["status"] not in (COMPLETE, INCOMPLETE) or manifest["command"] not in ("run", "compare"):
        yield "has an unknown status or command"
    for key, kinds in (("runs", _OF_RUNS), ("sources", _OF_SOURCES)):
        for number, one in enumerate(manifest[key]):
            yield from _kinds(one, kinds, f"{key}[{number}].")
    yield from _kinds(manifest["identity"], _OF_IDENTITY, "identity.")
    texts = (*manifest["settings"], *manifest["versions"].values(), *manifest["identity"]["checks"])
    if not all(isinstance(one, str) for one in texts):
        yield "has settings, versions or checks of the wrong type"
    for name, seal in manifest.get(WRITTEN, {}).items():
        if not (isinstance(seal, dict) and _is(seal.get("sha256"), str) and _is(seal.get("bytes", 0), int)):
            yield f"has a value of the wrong type for '{WRITTEN}.{name}'"
    yield from _unsealed(manifest)


def _unsealed(manifest: Manifest) -> Iterator[str]:
    try:
        if hash_of(manifest["identity"]) != manifest["hash"]:
            yield "has an identity that does not match its hash"
        if (SEALED in manifest) != (WRITTEN in manifest):
            yield f"has no '{SEALED}' or no '{WRITTEN}'"
        if SEALED in manifest and seal_of_manifest(manifest) != manifest[SEALED]:
            yield "does not match its own hash"
    except (ValueError, RecursionError):
        yield "has an impossible number"


def _kinds(values: Any, kinds: Mapping[str, Any], where: str) -> Iterator[str]:
    if not isinstance(values, dict):
        yield f"has a value of the wrong type for '{where.rstrip('.')}'"
        return
    for key, kind in kinds.items():
        if key not in values:
            yield f"has no '{where}{key}'"
        elif not _is(values[key], kind):
            yield f"has a value of the wrong type for '{where}{key}'"


def _is(value: Any, kind: Any) -> bool:
    # To Python true is a whole number.
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
