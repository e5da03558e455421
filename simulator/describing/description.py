"""What a scenario says, as frozen data: who comes, what work that is, who is there for it, and what the draws give.

Columns by interval are tuples with one number for each reporting interval, in order. Agents are counted as the mean of
those on duty in an interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.describing.by_rules import Reservation
from simulator.describing.chains_found import ChainFound
from simulator.errors import Problem
from simulator.scenario.nouns import Channel, Gate, HelpRule, Horizon, Intervention, Overflow
from simulator.scenario.nouns.announcements import Announcement
from simulator.scenario.nouns.conversation_targets import Targets
from simulator.scenario.nouns.silent_customers import SilentCustomers
from simulator.scenario.resolved.titles import Titles
from simulator.shown import HasPicture
from simulator.units import HOUR_S, format_time_of_day
from simulator.work.flow import Said
from simulator.work.load_nouns import Column, Gap, GroupLoad, Pool, SlotGap, SlotLoad, TypeLoad
from simulator.work.unmatched import WithoutPeople, WithoutWork


@dataclass(frozen=True)
class ErlangLoad:
    """What Erlang's formulas ask for types that share agents: in each interval of the tightest set of them.

    Erlang A has their mean patience. Numbers are NaN where nobody comes, those of Erlang A also where patience has no
    end; infinite where no number of agents is enough. All is empty where the formulas do not apply.
    """

    types: tuple[str, ...]
    groups: tuple[str, ...]
    reason: str
    """Why the formulas do not apply, in words; empty where they do."""
    sets: tuple[tuple[str, ...], ...] = ()
    """By interval, the types with the most work per agent; empty where nobody comes."""
    contacts: Column = ()
    handle_s: Column = ()
    """Mean handle time of the set."""
    patience_s: Column = ()
    """Mean patience of the set; infinite where that of somebody has no end."""
    erlangs: Column = ()
    """Offered load."""
    staff: Column = ()
    """Agents on duty who may serve the set and are not needed by a tighter one."""
    target_of: tuple[str, ...] = ()
    """By interval, the type whose target asks for the most agents."""
    target_share: Column = ()
    within_s: Column = ()
    """The target's share and T."""
    agents_c: Column = ()
    """The fewest agents with whom Erlang C keeps the target."""
    agents_a: Column = ()
    in_time_c: Column = ()
    """The share served in time with the agents on duty, by Erlang C."""
    in_time_a: Column = ()
    steady: tuple[bool, ...] = ()
    """Whether the load stays long enough for a formula of a steady state."""

    @property
    def applies(self) -> bool:
        """Return whether there are numbers."""
        return not self.reason

    @property
    def needed(self) -> Column:
        """Return the agents that are asked for: by Erlang A, where patience has no end by Erlang C."""
        return tuple(c if a != a else a for a, c in zip(self.agents_a, self.agents_c, strict=True))

    @property
    def missing(self) -> Column:
        """Return how many more are asked for than are on duty; NaN where nobody comes."""
        return tuple(asked - there for asked, there in zip(self.needed, self.staff, strict=True))


@dataclass(frozen=True)
class Need:
    """How many heads on the plan the agents come to that are needed on the phone, by interval, and how many there are.

    Of types that share agents it is the tightest set of an interval, as of Erlang's formulas. Heads are paid: those
    whom the plan has deducted already are counted in. Needs are NaN where the formulas do not apply.
    """

    types: tuple[str, ...]
    groups: tuple[str, ...]
    chained: bool
    """Whether the agents have shifts, or rates take some of them away or were deducted; else heads are agents."""
    sets: tuple[tuple[str, ...], ...]
    """By interval, the types that are meant."""
    contacts: Column
    work: Column
    """Agents that their work keeps busy."""
    on_phone: Column
    """Agents that are needed at the same time, by `ErlangLoad.needed`; 0 where nobody comes."""
    heads: Column
    """Heads that are needed for that: agents ÷ the part of the heads that is expected on duty."""
    planned: Column
    expected: Column
    """Agents expected on duty."""

    @property
    def gap(self) -> Column:
        """Return the heads on the plan beyond those needed; below 0, how many are missing."""
        return tuple(there - asked for there, asked in zip(self.planned, self.heads, strict=True))


@dataclass(frozen=True)
class Moments:
    """Mean, standard deviation and 90th percentile of a duration, in seconds; infinite where there is none."""

    mean_s: float
    sd_s: float
    p90_s: float


@dataclass(frozen=True)
class DurationFound:
    """A duration of customers who are alike: what is stated, and what the keyed draws give."""

    type: str
    segment: str | None
    """None for all who are in no segment."""
    what: str
    """``talk``, ``wrap_up`` or ``patience``; of conversations, ``replies.work``, of one reply, ``replies.thinking`` and
    ``replies.patience`` in place of talk."""
    form: str
    """The distribution's name in the scenario; ``endless`` for a patience without end."""
    stated: Moments
    cases: int
    drawn: Moments
    """NaN when nobody is drawn."""
    doubt: str
    """What of the two disagrees more than chance explains; empty when nothing does."""
    from_s: float | None = None
    """The time of day from which it goes; None where it is the same all day."""


@dataclass(frozen=True)
class ConversationFound:
    """How conversations of customers who are alike go, in the mean."""

    type: str
    segment: str | None
    """None for all who are in no segment."""
    always: bool
    """Whether all have the same number of replies."""
    replies: float
    """The agent's, as stated."""
    replies_drawn: float
    """NaN when nobody is drawn."""
    work_s: tuple[float, ...]
    """On all replies, by the steps of `work` through the day; one where it is the same all day."""
    thinking_s: tuple[float, ...]
    """Of the customer in all, at full speed, by the steps of `thinking`."""
    slower: bool
    """Whether thinking passes more slowly at some times of day."""
    doubt: str
    """What of stated and drawn disagrees more than chance explains; empty when nothing does."""


@dataclass(frozen=True)
class CampaignFound:
    """What a campaign brings."""

    name: str
    from_s: float
    to_s: float
    """When it is over; the end of the day at the latest."""
    cases: float
    """Expected cases, by the truth."""
    forecast: float


@dataclass(frozen=True)
class DaysDrawn:
    """How many cases came on the days that were drawn."""

    days: int
    mean: float
    sd: float
    p10: float
    """NaN, as ``p90``, when too few days were drawn."""
    p90: float


@dataclass(frozen=True)
class BusynessFound:
    """How much busier one day is than another: a distribution with mean 1."""

    form: str
    cv: float


@dataclass(frozen=True)
class SourceFound:
    """A source: how many it brings a day, by what is stated and on the days that were drawn."""

    name: str
    form: str
    """How its arrivals are stated: ``rate``, ``recorded`` …"""
    fixed: bool
    """Whether the number of arrivals is stated exactly, so that no busyness changes it."""
    same_every_day: bool
    """Whether every day brings the same number, because it is fixed or replayed."""
    expected: float
    """Cases a day by the demand that the customers follow; those of a file are counted."""
    forecast: float
    keep: float
    batch_mean: float
    campaigns: tuple[CampaignFound, ...]
    busyness: BusynessFound | None
    volume: float
    """The truth's factor on the forecast; 1 as forecast."""
    shift_s: float
    """How much later than forecast the day's course is; negative when earlier."""
    other_mix: bool
    """Whether the truth has another mix of contact types."""
    drawn: DaysDrawn
    doubt: str
    """What of the two disagrees more than chance explains; empty when nothing does."""
    from_s: float | None = None
    """The time of day from which it goes; None where it is the same all day."""


@dataclass(frozen=True)
class BusyTogether:
    """What the busyness of several sources, and of parts of a day, have in common."""

    common: BusynessFound | None
    between_sources: float
    parts: tuple[tuple[str, float], ...]
    """(name, time in s at which it begins), in order of time."""
    between_parts: float | None
    pairs: tuple[tuple[str, str, float], ...]
    """(source, source, correlation of their numbers of cases on the days that were drawn)."""


class SilentStated(NamedTuple):
    """Who leaves a contact type silently."""

    silent: SilentCustomers
    by_replies: bool
    """Whether its contacts are conversations."""


class TargetsFound(NamedTuple):
    """What customers of a contact type are promised of their conversations."""

    type: str
    targets: Targets
    clock: str
    """Which time counts: always, or that inside the opening hours."""


@dataclass(frozen=True, repr=False)
class Description(HasPicture):
    """All that a scenario says of one strategy in one future; nothing is simulated."""

    name: str
    question: str
    path: str
    strategy: str
    """Empty for a scenario that is no study's."""
    future: str | None
    seed: int
    horizon: Horizon
    """Of the day that is told."""
    of_days: str
    """Which day of how many, as *monday, one of 5 days*; empty when there is only one."""
    other_days: str
    """How other days are had, where the day is neither the first nor asked for; else empty."""
    warm_up_s: float
    """What is simulated before the first day that is reported; 0 for nothing."""
    edges_s: Column
    """Shape (intervals + 1,): where the reporting intervals begin, and the end of the last."""
    types: tuple[TypeLoad, ...]
    groups: tuple[GroupLoad, ...]
    pools: tuple[Pool, ...]
    gaps: tuple[Gap, ...]
    """By the time they begin."""
    said: tuple[Said, ...]
    """What became of contacts on their way to the agents: refused, redirected, waiting …"""
    without_people: tuple[WithoutPeople, ...]
    without_work: tuple[WithoutWork, ...]
    erlang: tuple[ErlangLoad, ...]
    """One for each of ``pools``."""
    durations: tuple[DurationFound, ...]
    days_of_durations: int
    """Days from which the durations come."""
    sources: tuple[SourceFound, ...]
    together: BusyTogether
    warnings: tuple[Problem, ...]
    """What `ccsim validate` warns of, of this strategy in this future."""
    acknowledged: tuple[Problem, ...] = ()
    """Those of them that the file says are known; they are not among the warnings."""
    titles: Titles = field(default_factory=dict)
    """What people are told in place of names, and notes, of what is there."""
    overflow: Mapping[str, Overflow] = field(default_factory=dict)
    """The overflow rules, by name."""
    interventions: Mapping[str, Intervention] = field(default_factory=dict)
    """What changes in the center by how things stand, by name."""
    helps: Mapping[str, HelpRule] = field(default_factory=dict)
    """When agents call for help, by name."""
    gates: tuple[tuple[str, str, Gate], ...] = ()
    """Group, type, and while what the group takes contacts of the type."""
    reservations: tuple[Reservation, ...] = ()
    """Who keeps agents of which group from whom."""
    announcements: Mapping[str, Announcement] = field(default_factory=dict)
    """By contact type, which wait its customers hear."""
    follow_ups: int = 0
    """How many rules there are of who comes again."""
    needs: tuple[Need, ...] = ()
    """One for each of ``pools``."""
    chains: tuple[ChainFound, ...] = ()
    """Of the groups of which breaks or rates take somebody away, or have been deducted."""
    conversations: tuple[ConversationFound, ...] = ()
    """How conversations go, of each kind of customers who write."""
    targets: tuple[TargetsFound, ...] = ()
    """Of each contact type whose conversations have any."""
    slots: tuple[SlotLoad, ...] = ()
    """Of each channel of conversations."""
    slot_gaps: tuple[SlotGap, ...] = ()
    """When conversations fill more slots than there are, by the time it begins."""
    slotted: Mapping[str, Channel] = field(default_factory=dict)
    """The channels of which agents have several contacts in hand, by name."""
    silent: Mapping[str, SilentStated] = field(default_factory=dict)
    """By contact type, who leaves silently."""
    routing_tests: int = 0
    """How many there are of this strategy; `ccsim check` plays them."""

    @property
    def by_rules(self) -> bool:
        """Return whether something of it depends on how things stand, which is known only after a run."""
        return bool(self.overflow or self.gates or self.interventions or self.helps)

    @property
    def hours(self) -> Column:
        """Return the length of each interval in hours."""
        return tuple((to_s - from_s) / HOUR_S for from_s, to_s in zip(self.edges_s, self.edges_s[1:], strict=False))

    @property
    def as_forecast(self) -> bool:
        """Return whether the customers follow the forecast."""
        return all(one.as_forecast for one in self.types)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what is stated and drawn otherwise, a sentence each; empty when all agrees."""
        found = [(f"sources.{one.name}", one.doubt) for one in self.sources]
        found += [(_place(one.type, one.segment, one.what, one.from_s), one.doubt) for one in self.durations]
        found += [(_place(one.type, one.segment, "replies.number"), one.doubt) for one in self.conversations]
        return tuple(f"{where}: {doubt}" for where, doubt in found if doubt)


def _place(type_: str, segment: str | None, what: str, from_s: float | None = None) -> str:
    of_segment = f".segments.{segment}" if segment else ""
    step = "" if from_s is None else f'."{format_time_of_day(from_s)}"'
    return f"contact_types.{type_}{of_segment}.{what}{step}"
