"""Which engine runs: the compiled one, or its sources as they stand. The numbers are the same, the time is not.

A compiled module lies beside the source it was made of, and `compiled.txt` says of which text. It runs where all of
them are there and none of these texts was changed since. ``CCSIM_ENGINE=interpreted`` runs the sources of the same
installation, for a debugger, for coverage and to compare; ``CCSIM_ENGINE=compiled`` takes nothing else.
"""

import os
import sys
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import source_hash, spec_from_file_location

COMPILED, INTERPRETED = "compiled", "interpreted"
WISH = "CCSIM_ENGINE"
"""The variable that says which engine is to run; without it the compiled one does, where there is one."""
RECORD = "compiled.txt"
"""Written beside the package's first file when it is compiled: `SUFFIX`, then a line for each module."""
SUFFIX = EXTENSION_SUFFIXES[0]
"""The end of a compiled module's name, which says for which Python it is."""
_FOLDER = os.path.dirname(__file__)
_AGAIN = f"Install ccsim again to compile it (docs/install.md), or run the sources as they are: {WISH}={INTERPRETED}."


@cache
def engine_kind() -> str:
    """Return ``"compiled"`` or ``"interpreted"``.

    Raises UsageError where the engine that is wanted is not there, or is not the one of these sources.
    """
    wish = os.environ.get(WISH, "")
    if wish not in ("", COMPILED, INTERPRETED):
        raise _refused(f"{WISH} is '{wish}'; expected {INTERPRETED} or {COMPILED}.")
    if wish == INTERPRETED:
        return INTERPRETED
    made_of = _record()
    if not made_of:
        if wish == COMPILED:
            raise _refused(f"{WISH} is {COMPILED}, and the engine of this ccsim is not compiled. {_AGAIN}")
        return INTERPRETED
    for name, text in made_of.items():
        place = _place(name)
        if not os.path.exists(place + SUFFIX) or fingerprint(place) != text:
            raise _refused(f"{place}.py was changed since the engine was compiled. {_AGAIN}")
    return COMPILED


def fingerprint(place: str) -> str:
    """Return what tells the text of a module, given without its ending, from every other: its code and declarations."""
    text = b""
    for ending in (".py", ".pyx", ".pxd"):
        try:
            with open(place + ending, "rb") as file:
                text += file.read()
        except FileNotFoundError:
            text += b"\0"
    return source_hash(text).hex()


def record_text(fingerprints: dict[str, str]) -> str:
    """Return the text of the record: by module, of which text it was made."""
    return "\n".join([SUFFIX, *(f"{name} {text}" for name, text in fingerprints.items())]) + "\n"


def prefer_what_engine_kind_says() -> None:
    """From now on a module of the package that is compiled is imported in the form that `engine_kind` says."""
    if not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the source where both lie there and the source is to run; an extension nobody recorded never runs."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where the source of a module is; None where the usual search finds the right form."""
        if not name.startswith("simulator."):
            return None
        place = _place(name)
        if not os.path.exists(place + SUFFIX) or (engine_kind() == COMPILED and name in _record()):
            return None
        if not os.path.exists(place + ".py"):
            raise ModuleNotFoundError(f"{name} exists only compiled, and the engine is interpreted", name=name)
        return spec_from_file_location(name, place + ".py")


@cache
def _record() -> dict[str, str]:
    """Return by module of which text it was compiled; nothing where nothing was, or for another Python."""
    try:
        with open(os.path.join(_FOLDER, RECORD), encoding="utf-8") as file:
            suffix, *lines = file.read().splitlines()
    except (FileNotFoundError, ValueError):
        return {}
    return dict(line.split(" ", 1) for line in lines) if suffix == SUFFIX else {}


def _place(name: str) -> str:
    """Return where a module is, without an ending."""
    return os.path.join(_FOLDER, *name.split(".")[1:])


def _refused(text: str) -> Exception:
    from simulator.errors import UsageError

    return UsageError(text)
