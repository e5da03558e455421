"""How fast is this version beside another one: both run the same days in turn, and ratios are taken within a round.

    python -m benchmarks.against OLD [--rounds 15] [single small skills cyber_monday]

``OLD`` is a checkout of the other version. Each version is a process of its own; only one of them works at a time.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
MODELS = ("single", "small", "skills", "cyber_monday")


class Version:
    """A checkout that answers."""

    def __init__(self, checkout: Path) -> None:
        """Start it."""
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        command = [sys.executable, str(HERE / "timed.py")]
        self._process = subprocess.Popen(
            command, cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def took_s(self, model: str) -> dict[str, float]:
        """Return the seconds of one round of a model, by what was timed."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{model}\n")
        self._process.stdin.flush()
        found: dict[str, float] = json.loads(self._process.stdout.readline())
        return found


def race(old: Version, new: Version, model: str, rounds: int) -> dict[str, list[float]]:
    """Return how many times as fast the new one is, round by round, by what was timed."""
    ratios: dict[str, list[float]] = {}
    for number in range(rounds):
        first, second = (old, new) if number % 2 else (new, old)
        one, other = first.took_s(model), second.took_s(model)
        before, now = (one, other) if number % 2 else (other, one)
        for what, seconds in now.items():
            ratios.setdefault(what, []).append(before[what] / seconds)
    return ratios


def main() -> None:
    """Race and print: the median of the ratios and their range, above 1 where this version is faster."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("models", nargs="*", default=MODELS)
    parser.add_argument("--rounds", type=int, default=15)
    # Models may stand behind the rounds.
    asked = parser.parse_intermixed_args()
    old, new = Version(asked.old.resolve()), Version(HERE.parent)
    for model in asked.models:
        for what, ratios in race(old, new, model, asked.rounds).items():
            print(f"{model:14} {what:12} {median(ratios):.2f}  ({min(ratios):.2f} to {max(ratios):.2f})", flush=True)


if __name__ == "__main__":
    main()
