"""Which modules are compiled: every source that has a declaration beside it, or is written in Cython itself."""

from pathlib import Path

PACKAGE = "simulator"


def compiled_modules(root: Path) -> dict[str, Path]:
    """Return by module what is compiled of the sources in ``root``; where a module is written twice, the Cython."""
    found = {}
    for name, place in declared_places(root).items():
        sources = [place.with_suffix(ending) for ending in (".pyx", ".py")]
        # What is only declared becomes part of whatever uses it.
        if source := next(filter(Path.exists, sources), None):
            found[name] = source
    return found


def declared_places(root: Path) -> dict[str, Path]:
    """Return by module where what is declared, or written in Cython, is found, without an ending."""
    files = sorted([*root.glob(f"{PACKAGE}/**/*.pxd"), *root.glob(f"{PACKAGE}/**/*.pyx")])
    places = [one.with_suffix("") for one in files if one.stem != "__init__"]
    return {".".join(place.relative_to(root).parts): place for place in places}
