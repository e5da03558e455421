"""Print the lowest versions that pyproject.toml allows, as constraints for pip: what is stated there is what is tried.

Those of the dependencies and of what the tests need; of lint, types and benchmarks the newest alone is used.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest(requirement: str) -> str:
    """Return ``name==version`` for ``name>=version``."""
    found = re.fullmatch(r"([\w.-]+)>=([\w.]+)", requirement)
    if not found:
        sys.exit(f"{requirement}: expected name>=version, so that its lowest version can be tried")
    return f"{found[1]}=={found[2]}"


def main() -> None:
    """Print a line for each requirement."""
    project = tomllib.loads(PROJECT.read_text())["project"]
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        print(lowest(requirement))


if __name__ == "__main__":
    main()
