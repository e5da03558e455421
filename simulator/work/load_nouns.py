"""Work against staff as frozen data: types, groups, those that share agents, and where agents are too few.

Columns are tuples with one number for each reporting interval, or for each piece of one, in order. Agents are counted
as the mean of those expected on duty in it: without those who are on breaks, absent or away.
"""

import math
from dataclasses import dataclass

Column = tuple[float, ...]
"""One number for each reporting interval."""


@dataclass(frozen=True)
class TypeLoad:
    """A contact type: what comes of it, what work that is, and who may do it."""

    name: str
    source: str | None
    """None for a type to which nobody comes by themselves."""
    channel: str
    came: Column
    """Contacts that come by themselves, by the demand that the customers follow; those of a file are counted."""
    brought: Column
    """Contacts that come otherwise: passed on as this type, or come again; as far as that is known before a run."""
    more_may_come: bool
    """Whether others come again as this type of whom nobody knows before a run how many they are."""
    offered: Column
    """Contacts that are worked on, when they are: without those refused, with those moved here from elsewhere."""
    forecast: Column
    """The same by the forecast, which planning sees."""
    handle_s_mean: float
    """Exact mean of talk and wrap-up together, of all segments, before any group's factor; where it differs by the time
    of day, of all who are worked on."""
    factor: Column
    """What groups make of the handle time: the mean of their factors, weighted by the agents they have on duty, and
    where talk and wrap-up have factors apart, by how much of the work they are."""
    at_once: float
    """How many contacts' work an agent gets done in the time of one, at best; more than 1 only with slots."""
    groups: tuple[str, ...]
    """Who may serve it, in the scenario's order."""
    able: Column
    """Agents on duty in these groups."""
    erlangs: Column
    """Contacts in work at once on average: offered × handle time with its factor / the interval's length."""
    erlangs_forecast: Column
    erlangs_piled_up: Column
    """Part of ``erlangs``: contacts that came earlier and all stand there when the interval begins."""
    slots: int = 0
    """How many active conversations an agent may have in hand; 0 where contacts are no conversations."""
    filled: Column = ()
    """Slots that conversations fill, at least: those in work, and those whose customers think, inactive ones as far as
    they fill any. Waits of messages are not known, who leaves sooner fills less. Empty where there are none."""

    @property
    def in_all(self) -> Column:
        """Return all contacts that come, by themselves or otherwise, as far as that is known."""
        return tuple(a + b for a, b in zip(self.came, self.brought, strict=True))

    @property
    def is_unknown(self) -> bool:
        """Return whether only those may come of whom nobody knows before a run how many they are."""
        return self.more_may_come and not any(self.offered)

    @property
    def as_it_comes(self) -> bool:
        """Return whether what is worked on is what comes by itself, at that time."""
        return all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(self.came, self.offered, strict=True))

    @property
    def agents(self) -> Column:
        """Return the agents that the work keeps busy: erlangs / ``at_once``, so with slots it is the least."""
        return tuple(value / self.at_once for value in self.erlangs)

    @property
    def hands(self) -> Column:
        """Return how many agents' hands its contacts fill, at least: where they are no conversations, ``agents``."""
        return tuple(value / self.slots for value in self.filled) if self.slots else self.agents

    @property
    def agents_forecast(self) -> Column:
        """Return the same by the forecast."""
        return tuple(value / self.at_once for value in self.erlangs_forecast)

    @property
    def as_forecast(self) -> bool:
        """Return whether what comes is what is forecast."""
        return all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(self.offered, self.forecast, strict=True))


@dataclass(frozen=True)
class GroupLoad:
    """An agent group: who is there, and how busy they are when work is spread as evenly as skills allow."""

    name: str
    types: tuple[str, ...]
    staff: Column
    """Agents on duty."""
    occupancy: Column
    """Work / agents, above 1 where there is more work than they can do; NaN when nobody is there for no work."""


@dataclass(frozen=True)
class Pool:
    """Contact types that share agents, directly or through others, and the groups that serve them."""

    types: tuple[str, ...]
    groups: tuple[str, ...]
    agents: Column
    """Agents that the work of all its types keeps busy."""
    agents_forecast: Column
    staff: Column
    """Agents on duty."""
    staff_steps: tuple[tuple[float, float], ...]
    """(time in s, agents on duty from then on) through the day, in order; the first is its opening."""
    planned_steps: tuple[tuple[float, float], ...] = ()
    """The same of all who are on the plan, also the absent, the away and those on breaks; empty where nobody is."""

    @property
    def occupancy(self) -> Column:
        """Return work / agents, above 1 where there is more work than they can do; NaN where there is neither."""
        return tuple(ratio(*pair) for pair in zip(self.agents, self.staff, strict=True))


@dataclass(frozen=True)
class Gap:
    """Neighbouring intervals in which some types bring more work than those who may serve them can do."""

    types: tuple[str, ...]
    groups: tuple[str, ...]
    from_s: float
    to_s: float
    worst_s: float
    """When the interval begins in which most is missing."""
    agents: float
    """Agents that their work would keep busy then."""
    staff: float
    """Agents on duty then who may serve them."""
    agent_hours: float
    """What is missing in all of these intervals together."""


@dataclass(frozen=True)
class SlotLoad:
    """A channel of conversations: slots that they fill, and slots of those who serve it."""

    channel: str
    types: tuple[str, ...]
    filled: Column
    """At least."""
    there: Column
    """Of all agents on duty, as if they had nothing else in hand."""


@dataclass(frozen=True)
class SlotGap:
    """Neighbouring intervals in which conversations fill more slots than their agents have."""

    types: tuple[str, ...]
    from_s: float
    to_s: float
    worst_s: float
    """When the interval begins in which most are missing."""
    filled: float
    """Slots that are filled then, at least."""
    there: float
    in_slots: bool
    """False where other contacts, or conversations of several channels, share the agents: then both are agents."""


def ratio(work: float, staff: float) -> float:
    """Return work / staff; infinite when nobody is there for it, NaN when there is neither."""
    if staff > 0:
        return work / staff
    return math.inf if work > 0 else math.nan
