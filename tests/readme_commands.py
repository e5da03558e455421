"""Run the README's bash blocks as a new user would: in a fresh copy of the tracked files, with nothing installed.

    python tests/readme_commands.py

Prints each command with its time and its last lines; ends with 1 when one fails. Not collected by pytest: it installs.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def commands() -> list[str]:
    """Return the README's bash blocks, in order."""
    return re.findall(r"```bash\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)


def copy_of_tracked_files(folder: Path) -> None:
    """Put into ``folder`` what a clone would hold, with the changes that are not committed yet."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, names.decode().split("\0")):
        source, target = ROOT / name, folder / name
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
            target.chmod(source.stat().st_mode)


def run(command: str, folder: Path) -> int:
    """Run one block in ``folder`` and say how it went."""
    print(f"$ {command.strip()}", flush=True)
    # The surrounding environment must not lend its packages.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("VIRTUAL_ENV", "PYTHONPATH"))}
    started = time.monotonic()
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=environment, check=False)
    print(f"-- exit {done.returncode} after {time.monotonic() - started:.0f} s\n", flush=True)
    return done.returncode


def main() -> int:
    """Run all blocks; return 1 when one failed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of_tracked_files(folder)
        failed = [command for command in commands() if run(command, folder)]
        return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
