"""Writes down which tests take long, so that the README's test command leaves them out; CI runs them all.

python -m pytest -m "not long" -n 2 --durations=0 --durations-min=0.05 | python tests/slow_tests.py
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

LIST = Path(__file__).with_name("slow_tests.txt")
SLOW_S = 0.3
"""A test that takes longer is left out, with all its parameters."""


def slow_tests(report: Iterable[str]) -> list[str]:
    """Return the names of slow tests, with their files, from what pytest says of durations."""
    found = set()
    for line in report:
        told = re.match(r"([\d.]+)s (?:call|setup|teardown)\s+(\S+::[^\[\s]+)", line)
        if told and float(told[1]) >= SLOW_S:
            found.add(told[2])
    return sorted(found)


if __name__ == "__main__":
    LIST.write_text("".join(f"{name}\n" for name in slow_tests(sys.stdin)), encoding="utf-8")
