"""What is said of a file beside a scenario, and which of its durations it is said of."""

from typing import NamedTuple

from simulator.scenario.nouns.observed import duration_s
from simulator.scenario.text.wanted import Wanted
from simulator.units import format_duration


class FileRemark(NamedTuple):
    """A warning of a file, and the key below the one that reads it where it stands."""

    key: str
    kind: str
    what: str
    hint: str


class MeasuredFile(NamedTuple):
    """Which durations are meant; the look at a file is kept until it changes."""

    path: str
    stamp: tuple[int, int]
    file: str
    column: str
    where: tuple[Wanted, ...]

    @property
    def apart(self) -> tuple[str, ...]:
        """Return the columns that the scenario names."""
        return (self.column, *(one.column for one in self.where))


def seconds_in(cell: str) -> float | None:
    """Return the duration in a cell; None where there is none."""
    try:
        return duration_s(cell)
    except ValueError:
        return None


def length(seconds: float) -> str:
    """Return a duration in words, to a second."""
    return format_duration(float(round(seconds)))
