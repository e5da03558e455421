"""The noun of a day from which something is so: a date, or a decision and how long it takes until it is carried out."""

import datetime
from math import ceil
from typing import ClassVar

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Date, Duration, OneOf
from simulator.units import DAY_S


class FromDay(OneOf):
    """The day from which something is so: a date, or the day of a decision and the time from then on."""

    example: ClassVar[str] = """\
horizon: {date: "2026-11-30"}
agent_groups:
  front:
    shifts:
      old: {agents: 4, from: "08:00", to: "18:00"}
      new: {agents: 2, from: "08:00", to: "18:00", since: {decided: "2026-10-05", lead: 8w}}   # from 30 November on
    serves: {orders: {}}
"""
    exactly_one: ClassVar[tuple[str, ...]] = ("date", "decided")
    beside: ClassVar[dict[str, tuple[str, ...]]] = {"lead": ("decided",)}
    bare: ClassVar[str] = "date"

    date: Date | None = Field(None, description="The day. Left out: `decided` and `lead` say.", examples=["2026-11-30"])
    decided: Date | None = Field(
        None, description="The day on which it is decided. Left out: `date` says.", examples=["2026-10-05"]
    )
    lead_s: Duration = Field(
        0.0, alias="lead", description="How long it takes from the decision on, in whole days.", examples=["8w"]
    )

    @model_validator(mode="after")
    def _lead_of_a_decision(self) -> "FromDay":
        if self.lead_s and self.decided is None:
            raise ValueError("'lead' stands beside decided only.")
        return self

    @property
    def day(self) -> datetime.date:
        """Return the first day on which it is so."""
        if self.date is not None:
            return self.date
        assert self.decided is not None, "one of them is given"
        return self.decided + datetime.timedelta(ceil(self.lead_s / DAY_S))

    def has_come(self, date: datetime.date | None) -> bool:
        """Return whether it is so on a day; on one without a date it is."""
        return date is None or date >= self.day
