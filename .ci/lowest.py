"""Print the lowest versions that pyproject.toml allows, as constraints for pip: what it promises is what is tested."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest(requirement: str) -> str:
    """Return ``name==version`` for ``name>=version``.

    >>> lowest("scipy-stubs>=1.14; python_version >= '3.11'")
    'scipy-stubs==1.14'
    """
    found = re.match(r"([\w.-]+)\s*>=\s*([\w.]+)\s*(;|$)", requirement)
    if not found:
        raise SystemExit(f"{requirement}: expected name>=version, so that its lowest version can be tested")
    return f"{found[1]}=={found[2]}"


def main() -> None:
    """Print a line for each requirement, those of the extras included."""
    project = tomllib.loads(PROJECT.read_text())["project"]
    extras = project["optional-dependencies"].values()
    for requirement in (*project["dependencies"], *(one for extra in extras for one in extra)):
        print(lowest(requirement))


if __name__ == "__main__":
    main()
