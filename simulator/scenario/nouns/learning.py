"""The noun of learning: people who are new need longer, and less so week by week."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Duration, Noun, Ratio
from simulator.scenario.nouns.decided import FromDay
from simulator.units import DAY_S

_WEEK_DAYS = 7


class Learning(Noun):
    """How people who are new become as fast as the others: week by week, by the same amount each time."""

    example: ClassVar[str] = """\
horizon: {date: "2026-11-30"}
agent_groups:
  front:
    shifts:
      old: {agents: 4, from: "08:00", to: "18:00"}
      new: {agents: 2, from: "08:00", to: "18:00", learning: {from: "2026-11-02", over: 8w, handle_time: 150%}}
    serves: {orders: {}}
"""

    from_: FromDay | None = Field(
        None, alias="from", description="The first day of work. Left out: that of `since`.", examples=["2026-11-02"]
    )
    over_s: Annotated[Duration, Field(gt=0)] = Field(
        alias="over", description="How long it takes until they are as fast as the others.", examples=["8w"]
    )
    handle_time: Ratio = Field(
        gt=0,
        description="How many times as long talk and wrap-up take in the first week; then it approaches 1 each week.",
        examples=["150%", 1.5],
    )

    def times(self, since: datetime.date, date: datetime.date) -> float:
        """Return how many times as long talk and wrap-up take on a ``date``, of who works ``since`` a day."""
        weeks = max(0, (date - since).days // _WEEK_DAYS)
        left = max(0.0, 1.0 - weeks * _WEEK_DAYS * DAY_S / self.over_s)
        return 1.0 + (self.handle_time - 1.0) * left


def works_on(since: FromDay | None, learning: Learning | None, date: datetime.date | None) -> bool:
    """Return whether somebody works on a day who works since one, and learns from one on."""
    first = [one for one in (since, None if learning is None else learning.from_) if one is not None]
    return all(one.has_come(date) for one in first)


def times_on(since: FromDay | None, learning: Learning | None, date: datetime.date | None) -> float:
    """Return how many times as long their talk and wrap-up take on that day."""
    first = since if learning is None or learning.from_ is None else learning.from_
    return 1.0 if learning is None or first is None or date is None else learning.times(first.day, date)
