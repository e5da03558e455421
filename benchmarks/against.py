"""How fast is this version beside another one, and compiled beside interpreted: all run the same days in turn.

    python -m benchmarks.against [--old CHECKOUT] [--compiled PYTHON] [--rounds 9] [CENTER…]

``CHECKOUT`` is one of an older version, ``PYTHON`` that of an environment in which this version was installed compiled.
Each version is a process of its own for each center; one of them works at a time, and ratios are taken within a round.
"""

import argparse
import json
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import combinations
from pathlib import Path
from statistics import median

from benchmarks.centers import DAYS, LATER
from benchmarks.versions import Version, versions

Round = dict[str, float]


class Ended(Exception):
    """A version ended instead of answering; why, it has said itself."""


class Running:
    """A version that answers."""

    def __init__(self, version: Version) -> None:
        """Start it."""
        self._name = version.name
        self._process = subprocess.Popen(
            version.command,
            cwd=version.folder,
            env=version.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()

    def took(self, center: str) -> Round:
        """Return what one round of a center took, by what was measured."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{center}\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        if not said:
            raise Ended(self._name)
        found: Round = json.loads(said)
        return found


def race(raced: Sequence[Version], center: str, rounds: int) -> dict[str, list[Round]]:
    """Return what each version took, round by round."""
    with ExitStack() as stack:
        running = {version.name: stack.enter_context(Running(version)) for version in raced}
        found: dict[str, list[Round]] = {name: [] for name in running}
        for number in range(rounds):
            for name in list(running)[:: 1 if number % 2 else -1]:
                found[name].append(running[name].took(center))
    return found


def lines(center: str, found: dict[str, list[Round]]) -> list[str]:
    """Return the rows of a center: what each version does in a second, and by how much the later ones are faster."""
    rows = []
    for name, took in found.items():
        per_s = median(one["contacts"] / one["replication"] for one in took)
        rows.append(f"| {center} | {name} | {per_s:,.0f} | | {max(one['peak_mb'] for one in took):,.0f} MB |")
    for slow, fast in combinations(found, 2):
        ratios = [_ratio([a[what] / b[what] for a, b in zip(found[slow], found[fast], strict=True)]) for what in _TOLD]
        rows.append(f"| {center} | {fast} ÷ {slow} | {' | '.join(reversed(ratios))} | |")
    return rows


_TOLD = ("log", "replication")


def _ratio(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def main() -> None:
    """Race and print the table: above 1 the one named first is faster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", type=Path)
    parser.add_argument("--compiled", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("centers", nargs="*", default=list(DAYS))
    # Centers may stand behind the rounds.
    asked = parser.parse_intermixed_args()
    raced = versions(asked.old, asked.compiled)
    print("| center | version | replication: contacts/s, or faster by | log: faster by | peak |\n|---|---|--:|--:|--:|")
    for center in asked.centers or DAYS:
        able = [version for version in raced if version.name != "old" or center not in LATER]
        try:
            print("\n".join(lines(center, race(able, center, asked.rounds))), flush=True)
        except Ended as ended:
            print(f"| {center} | {ended} | ended with an error | | |", flush=True)


if __name__ == "__main__":
    main()
