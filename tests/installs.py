"""Install ccsim on machines laid bare: with a compiler, with one that comes as a package, with none; and see what runs.

    python tests/installs.py                 # all three, in a minute or two
    python tests/installs.py compiler none   # two of them

Each is a fresh environment, and a copy of the tracked files. Prints what was found and how long it took; ends with 1
when another engine runs than should, when ccsim does not answer, or when two give other numbers.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from readme_commands import copy_of_tracked_files

TOOLS = ("sh", "bash", "env", "cat", "uname", "ls", "rm", "mkdir")
"""What is on the path of a machine without a compiler."""
MACHINES = {"compiler": "compiled", "package": "compiled", "none": "interpreted"}
ASKED_IN_PYTHON = """
import importlib.resources as files
import ccsim as cc
assert all(getattr(cc, name) for name in cc.__all__)
assert all(files.files(package).joinpath("py.typed").is_file() for package in ("ccsim", "simulator"))
"""
ASKED = ("run", "scenarios/first_steps.yaml", "-n", "5", "--no-out", "--format", "json")


def environment(machine: str, folder: Path) -> dict[str, str]:
    """Return the variables of a machine."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CCSIM", "PYTHONPATH", "CC"))}
    if machine == "compiler":
        return kept
    tools = folder / "tools"
    tools.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    # Where a compiler is named, no other is looked for, nor fetched.
    return {**kept, "PATH": str(tools), **({"CC": "/nowhere/cc"} if machine == "none" else {})}


def installed(machine: str) -> tuple[str, str]:
    """Return what ``--version`` says on a machine, and a run's document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, venv = folder / "source", folder / "venv"
        source.mkdir()
        copy_of_tracked_files(source)
        variables = environment(machine, folder)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        began = time.monotonic()
        pip = [str(venv / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", str(source)]
        subprocess.run(pip, check=True, env=variables)
        seconds = time.monotonic() - began
        ccsim = str(venv / "bin" / "ccsim")
        version, document = (
            subprocess.run(
                [ccsim, *words], check=True, env=variables, cwd=source, capture_output=True, text=True
            ).stdout
            for words in (("--version",), ASKED)
        )
        # Away from the sources, so that nothing but what is installed can be found.
        python = [str(venv / "bin" / "python"), "-c", ASKED_IN_PYTHON]
        subprocess.run(python, check=True, env=variables, cwd=folder)
        print(f"{machine}: {version.strip()}, installed in {seconds:.0f} s", flush=True)
        return version, document


def main(machines: list[str]) -> int:
    """Install on all ``machines``; return 1 when one is not as it should be."""
    found = {machine: installed(machine) for machine in machines}
    wrong = [
        f"{machine}: {said.strip()}" for machine, (said, _) in found.items() if f"({MACHINES[machine]} " not in said
    ]
    if len({document for _, document in found.values()}) > 1:
        wrong.append("the numbers are not the same")
    for one in wrong:
        print(one)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(MACHINES)))
