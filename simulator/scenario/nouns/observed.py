"""Durations as they were measured: the values of a column in a CSV file beside the scenario."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, PrivateAttr

from simulator.errors import ScenarioError
from simulator.scenario.nouns.basics import Cell, File, Noun, Ratio, Text
from simulator.scenario.text.csv_lines import beside, stamp_of, wrong
from simulator.scenario.text.other_spelling import number_hint
from simulator.scenario.text.wanted import Wanted, wanted_rows
from simulator.units import HOUR_S, LONGEST_S, format_duration, on_grid, parse_duration, shown

if TYPE_CHECKING:
    from simulator.scenario.text.mistaken import Mistaken

_FOLDER: ContextVar[str] = ContextVar("folder", default=".")
_NUMBER = re.compile(r"\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d)")


@contextmanager
def files_are_in(folder: str) -> Iterator[None]:
    """Let the nouns that are made inside find their files in ``folder``.

    A noun knows only what stands below its key; where the scenario is, nobody writes there.
    """
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


@dataclass(frozen=True, eq=False)
class Sample:
    """The values of a file, in seconds and in order of size, each as likely as any other; its exact moments.

    Two of the same values are not told to be equal: comparing a million of them would cost more than reading.
    """

    values_s: tuple[float, ...]
    mean_s: float
    sd_s: float
    mistaken: "Mistaken | None" = None
    """What the file's numbers look like, if not like seconds."""


class Empirical(Noun):
    """One of the durations in a file, each row as likely as any other: what is drawn has happened.

    The distribution is the step function of the file; nothing is drawn between two values, and nothing beyond the
    longest. Mean and sd are those of the rows that are taken, exactly, times the factor.
    """

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk:
      empirical:
        file: bank_day/calls.csv                        # in the scenario's folder
        column: talk_s                                  # seconds, or 3m30s, or 0:03:30
        where: {contact_type: NW, outcome: answered}    # only the rows with this in these columns
"""
    factor_key: ClassVar[str] = "factor"
    unchangeable: ClassVar[dict[str, str]] = {
        "add": "'add' changes numbers in the scenario, but these are in another file. Write {shifted: {by: 30s, of: "
        "{empirical: …}}}."
    }

    file: File = Field(description="A CSV file in the scenario's folder.", examples=["day/calls.csv"])
    column: Text = Field(
        description="The column with the durations: seconds, or with a unit as 3m30s, or as 0:03:30.",
        examples=["talk_s"],
    )
    where: dict[Text, Cell] = Field(
        default_factory=dict,
        description="Which rows are used: those whose columns have these values. Left out: all rows.",
        examples=[{"outcome": "answered"}],
    )
    factor: Ratio = Field(
        1.0,
        description="The factor for every duration in the file. `{times: …}` on the distribution changes it.",
        examples=["110%", 1.1],
    )
    _folder: str = PrivateAttr(".")

    def model_post_init(self, context: Any, /) -> None:
        """Remember where the file is."""
        self._folder = _FOLDER.get()

    @property
    def path(self) -> str:
        """Return where the file is."""
        return beside(self._folder, self.file)

    @property
    def sample(self) -> Sample:
        """Return the durations in the file; kept until the file changes.

        Raises ScenarioError when the file cannot be used.
        """
        return _sample(self.path, stamp_of(self.path), self.column, wanted_rows(self.where), self.factor)

    @property
    def measured(self) -> Sample:
        """Return the durations as they stand in the file, without the factor. Raises ScenarioError, as `sample`."""
        return _sample(self.path, stamp_of(self.path), self.column, wanted_rows(self.where), 1.0)

    @property
    def mean_s(self) -> float:
        """Return the mean of the file's durations in seconds; NaN when it cannot be read."""
        sample = self._sample()
        return sample.mean_s if sample else math.nan

    @property
    def sd_s(self) -> float:
        """Return the standard deviation of the file's durations in seconds; NaN when it cannot be read."""
        sample = self._sample()
        return sample.sd_s if sample else math.nan

    def _sample(self) -> Sample | None:
        try:
            return self.sample
        except ScenarioError:
            # Who opens the file to draw from it says what is wrong with it.
            return None


@lru_cache(maxsize=16)
def _sample(path: str, changed: tuple[int, int], column: str, where: tuple[Wanted, ...], factor: float) -> Sample:
    if factor != 1.0:
        one = _sample(path, changed, column, where, 1.0)
        if one.values_s[-1] * factor > LONGEST_S:
            longest = format_duration(one.values_s[-1])
            raise wrong(
                path, f"the longest is {longest}, times {factor:.10g} it is more than 100 years.", column=column
            )
        return Sample(
            tuple(value * factor for value in one.values_s), one.mean_s * factor, one.sd_s * factor, one.mistaken
        )
    # Here and not above: it brings numpy, which nobody needs who does not open a file.
    from simulator.scenario.text.mistaken import mistaken_durations
    from simulator.scenario.text.rows import FileColumn, rows_of

    rows = rows_of(path, (FileColumn(column, duration_s, mistaken_durations),), where)
    values_s = sorted(rows.values[0].tolist())
    mean_s = math.fsum(values_s) / len(values_s)
    sd_s = math.sqrt(math.fsum((value - mean_s) ** 2 for value in values_s) / len(values_s))
    return Sample(tuple(values_s), mean_s, sd_s, rows.mistaken[0])


def duration_s(cell: str) -> float:
    """Return the seconds in a cell: ``210``, ``210.5``, ``3m30s`` or ``0:03:30``."""
    number = float(cell) if _NUMBER.fullmatch(cell) else None
    if number is not None and number <= LONGEST_S:
        return on_grid(number)
    if clock := _CLOCK.fullmatch(cell):
        return int(clock[1]) * HOUR_S + int(clock[2]) * 60.0 + int(clock[3])
    try:
        return parse_duration(cell if number is None else "")
    except ValueError:
        usual = "Write seconds, or 3m30s, or 0:03:30; leave out rows without a duration with 'where'."
        hint = number_hint(cell) or usual
        raise ValueError(f"expected a duration, got {shown(cell or None)}. {hint}") from None
