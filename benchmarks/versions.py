"""What is raced or counted: an older checkout, this one interpreted, and an environment in which it is compiled."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TIMED = HERE / "timed.py"


@dataclass(frozen=True)
class Version:
    """A way to run the program."""

    name: str
    python: str
    checkout: Path | None
    """Where its sources are; None: it is installed beside its python."""
    engine: str = "interpreted"

    @property
    def command(self) -> list[str]:
        """Return the command that times it; names or one center follow."""
        folder = self.checkout / "benchmarks" if self.checkout else HERE
        return [self.python, str(TIMED), str(folder)]

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables it runs with."""
        found = {**os.environ, "CCSIM_ENGINE": self.engine, "PYTHONHASHSEED": "0"}
        found.pop("PYTHONPATH", None)
        return found | ({"PYTHONPATH": str(self.checkout)} if self.checkout else {})

    @property
    def folder(self) -> Path:
        """Return where it runs: there are its scenarios."""
        return self.checkout or HERE.parent


def versions(old: Path | None, compiled: str | None) -> list[Version]:
    """Return those that were asked for; ``compiled`` is the python of an environment, None: nothing is compiled.

    Raises SystemExit where the program installed beside that python is not compiled.
    """
    found = [Version("old", sys.executable, old.resolve())] if old else []
    found.append(Version("interpreted", sys.executable, HERE.parent))
    if compiled:
        # A python is a link into another folder; its name says to which environment it belongs.
        python = os.path.abspath(compiled)
        code = "from simulator.engine import engine_kind; print(engine_kind())"
        asked = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd=HERE)
        if asked.stdout.strip() != "compiled":
            sys.exit(f"{compiled}: the program installed there is not compiled. {asked.stderr.strip()}")
        found.append(Version("compiled", python, None, "compiled"))
    return found
