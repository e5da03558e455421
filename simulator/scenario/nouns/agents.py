"""The nouns of those who serve: the agents, whom they serve, and who is taken when there is a choice."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, PrivateAttr, Tag, model_validator

from simulator.scenario.nouns.attendance_rates import Absence, Adherence, Shrinkage
from simulator.scenario.nouns.basics import (
    Count,
    Duration,
    Name,
    Note,
    Noun,
    Ratio,
    Share,
    StepsOfAgents,
    Title,
    note_of,
    title_of,
)
from simulator.scenario.nouns.breaks import Apart, Break
from simulator.scenario.nouns.conditions import Gate
from simulator.scenario.nouns.costs import Cost
from simulator.scenario.nouns.day_names import CertainDay, InOrderOfDays, name_on
from simulator.scenario.nouns.horizon import Day
from simulator.scenario.nouns.queue_limits import QueueLimit, queue_limit_of
from simulator.scenario.nouns.shift_plans import ShiftsByName
from simulator.scenario.nouns.through_the_day import WholeThroughDay, none_kept


class HandleTime(Noun):
    """How many times as long talk and wrap-up take with a group, if the two differ."""

    example: ClassVar[str] = """\
agent_groups:
  front: {agents: 4, serves: {orders: {handle_time: {talk: 1.2, wrap_up: 0.8}}}}   # talk longer, note less
"""
    alike: ClassVar[tuple[str, ...]] = ("talk", "wrap_up")

    talk: Ratio = Field(1.0, gt=0, description="The talk takes this many times as long.", examples=[1.2])
    wrap_up: Ratio = Field(1.0, gt=0, description="Wrap-up takes this many times as long.", examples=["80%"])


def _for_both(value: object) -> str:
    return "both[times]" if not isinstance(value, Mapping | HandleTime) else "apart[times]"


HandleTimes = Annotated[
    Annotated[Ratio, Field(gt=0), Tag("both[times]")] | Annotated[HandleTime, Tag("apart[times]")],
    Discriminator(_for_both),
]
"""One number for talk and wrap-up, or one for each."""


class Serves(Noun):
    """How a group serves a contact type; `{}` for the defaults."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    agents: 4
    serves:
      orders: {priority: 1}   # `orders: {}` means the same
      # advice: {priority: 2, after: 30s, handle_time: 1.2}   helps out with advice nobody took for 30 s, and is slower
      # billing: {handle_time: {talk: 1.2, wrap_up: 0.8}}     talks longer, and has less to note afterwards
"""

    priority: Count = Field(
        1,
        description="Which contact types an agent who becomes free takes first: 1 first; among equals, the priority "
        "of the segment decides, then the contact rule.",
        examples=[2],
    )
    after_s: Duration = Field(
        0.0,
        alias="after",
        description="The contact must have waited this long before the group may take it.",
        examples=["30s"],
    )
    handle_time: HandleTimes = Field(
        1.0,
        description="Talk and wrap-up take this many times as long with this group; one number for both, or one for "
        "each.",
        examples=[1.1, {"talk": 1.2, "wrap_up": 0.8}],
    )
    keep_free: WholeThroughDay = Field(
        default_factory=none_kept,
        description="How many other agents of the group must be left with nothing in hand, all day or by time of "
        "day: while the center is open, an agent with nothing in hand takes no contact of this type when fewer would "
        "be left, even if the contact has to wait. If the channel has `keep_empty` as well, the larger number counts.",
        examples=[2, {"08:00": 2, "12:00": 0}],
    )
    while_: Gate | None = Field(
        None,
        alias="while",
        description="The group takes contacts of this type only while this holds; contacts in hand are finished. "
        "Left out: always.",
        examples=[{"free": 2}, {"waiting": {"of": "orders", "at_most": 3}}],
    )
    reserves: Literal[True, False] = Field(
        False,
        description="Whether waiting contacts of this type reserve agents of the group: as long as n of them wait "
        "that the group may take now or after a longer wait, an agent with nothing in hand takes no contact of a type "
        "with a worse priority unless n others are left with nothing in hand. While its gate is shut, none of them "
        "counts. Ends when the center closes.",
        examples=[True],
    )
    solved: Share = Field(
        1.0,
        description="The share of these contacts that are solved when an agent of the group closes them.",
        examples=["80%"],
    )

    @property
    def talk_times(self) -> float:
        """Return how many times as long the talk takes."""
        return self.handle_time.talk if isinstance(self.handle_time, HandleTime) else self.handle_time

    @property
    def wrap_up_times(self) -> float:
        """Return how many times as long wrap-up takes."""
        return self.handle_time.wrap_up if isinstance(self.handle_time, HandleTime) else self.handle_time


class AgentGroup(Noun):
    """Agents who work together, mostly with the same skills."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    agents: {"08:00": 3, "10:00": 5, "17:00": 3}   # each holds until the next
    cost: 14 EUR/h
    serves:
      orders: {}
"""
    named_days: ClassVar[dict[str, str]] = {"agents": "agents_on"}
    at_most_one: ClassVar[tuple[str, ...]] = ("agents", "shifts")
    beside: ClassVar[dict[str, tuple[str, ...]]] = {
        "agents_on": ("agents",),
        "breaks": ("shifts",),
        "apart": ("shifts",),
    }

    agents: StepsOfAgents | None = Field(
        None,
        description="Agents on duty: a number for the whole day, or numbers by time of day, each until the next; "
        "before the first, nobody is on duty. Left out: `shifts` or a plan in a sheet say who is.",
        examples=[12, {"08:00": 4, "12:00": 6}],
    )
    agents_on: Annotated[dict[CertainDay, StepsOfAgents], InOrderOfDays] = Field(
        default_factory=dict,
        description="Agents on duty on a day of the week or on a date, instead of `agents` and written like it; a "
        "date takes precedence over its weekday. Days that are not named follow `agents`. `times` and `add` of "
        "`agents` change these days too, except days that the same change states itself and days without agents. Left "
        "out: every day follows `agents`.",
        examples=[{"friday": 10, "saturday": {"09:00": 2, "12:00": 1}, "2026-12-24": 3}],
    )
    shifts: ShiftsByName | None = Field(
        None,
        description="Who is on duty from when until when, by the name of the shift. Left out: `agents` says how many, "
        "or a plan in a sheet who.",
        examples=[{"early": {"agents": 14, "from": "08:00", "to": "16:00"}}],
    )
    breaks: dict[Name, Break] = Field(
        default_factory=dict,
        description="The breaks in all its shifts, by name, and other time off the phone. Left out: none.",
        examples=[{"lunch": {"for": "30m", "from": "11:30", "to": "13:30"}}],
    )
    apart: Apart | None = Field(
        None,
        description="How far breaks are from each other and from the ends of a shift. Left out: as it happens.",
        examples=[{"at_least": "1h", "at_most": "3h"}],
    )
    absence: Absence | None = Field(
        None,
        description="How many of those on the plan do not come. Left out: everybody comes.",
        examples=["6%", {"share": "6%", "common": "30%"}],
    )
    adherence: Adherence | None = Field(
        None,
        description="How much of the time in which they should be on the phone people are there. Left out: always.",
        examples=["92%"],
    )
    shrinkage: Shrinkage | None = Field(
        None,
        description="How much of the time they are paid for people are not available, where absence, breaks and "
        "adherence are not known one by one. Left out: none.",
        examples=["30%"],
    )
    off_phone: Annotated[Share, Field(lt=1)] = Field(
        0.0,
        description="The share of their time at work that people spend on breaks and on work off the phone, of a plan "
        "that has deducted it already; see `agents_are`. It raises paid hours and takes nobody away. Left out: none.",
        examples=["12%"],
    )
    agents_are: Literal["paid", "present", "on_phone", "on_duty"] = Field(
        "paid",
        description="Whom the plan counts, and so what still takes people away: `paid`, all who are paid, so absence, "
        "breaks, work off the phone and adherence do; `present`, those who come, without the absent; `on_phone`, those "
        "who are to be on the phone, without absence, breaks and work off the phone; `on_duty`, those who are there "
        "for contacts: nothing takes them away. What the plan has deducted already raises the hours that are paid.",
        examples=["on_duty"],
    )
    team: Name | None = Field(
        None,
        description="The team of everybody in the group who has none by their shift and none of their own. Left out: "
        "they have no team.",
        examples=["north"],
    )
    cost: Cost | None = Field(
        None,
        description="The cost of one agent hour; all groups use the same currency. Left out: unknown, and so is the "
        "cost of the center.",
        examples=["14 EUR/h", {"hour": "14 EUR/h", "overtime": "150%"}],
    )
    capacity: Ratio = Field(
        1.0,
        gt=0,
        description="How much an agent can have in hand, where channels have slots: a contact of a channel with 3 "
        "slots takes a third, so 134% holds four of them. A contact of an exclusive channel needs an agent with "
        "nothing in hand and takes all of it.",
        examples=["120%"],
    )
    at_most: dict[Name, Count] = Field(
        default_factory=dict,
        description="The most contacts of a channel that an agent has in hand, by channel. Left out: as many as fit.",
        examples=[{"chat": 2}],
    )
    queue_limit: QueueLimit | None = queue_limit_of(
        "The most contacts that may wait for the group: a contact that would have to wait is blocked if all groups "
        "that may take it when it arrives have a limit and have reached it."
    )
    serves: dict[Name, Serves] = Field(
        description="The contact types that the group serves, each with its priority. At least one, but for a group "
        "that only helps: `{}`.",
        examples=[{"orders": {}}, {"advice": {"priority": 1}, "orders": {"priority": 2}}],
    )
    title: Title | None = title_of("the group")
    note: Note | None = note_of("the group")

    @model_validator(mode="after")
    def _one_chain(self) -> "AgentGroup":
        # A plan in a sheet may say it, so the file need not; whoever is validated has one of them.
        given = [key for key in self.at_most_one if getattr(self, key) is not None]
        if len(given) != 1:
            raise ValueError(f"expected exactly one of agents, shifts, got {' and '.join(given) or 'none'}.")
        for key in self.beside:
            if self.agents is not None and key != "agents_on" and self.value_of(key):
                raise ValueError(f"'{key}' stands beside shifts only. Write 'agents' as shifts.")
        if self.agents is None and self.agents_on:
            raise ValueError("'agents_on' stands beside agents only. Shifts have an 'agents_on' of their own.")
        return self

    _usual: tuple[str, ...] | None = PrivateAttr(None)

    @property
    def usual(self) -> tuple[str, ...]:
        """Return the contact types that those serve who have no skills of their own.

        `serves` has, in a scenario, also those that only single people serve.
        """
        return tuple(self.serves) if self._usual is None else self._usual

    def with_own_skills(self, names: Iterable[str]) -> "AgentGroup":
        """Return the group in which single people serve contact types, which it need not serve itself."""
        more = {name: Serves() for name in names if name not in self.serves}
        if not more:
            return self
        one = self.model_copy(update={"serves": {**self.serves, **more}})
        one._usual = self.usual
        return one

    def with_usual(self, names: tuple[str, ...], update: Mapping[str, Any]) -> "AgentGroup":
        """Return the group with other keys, of which those serve ``names`` who have no skills of their own."""
        one = self.model_copy(update=dict(update))
        one._usual = names
        return one

    _there: dict[float, float] | None = PrivateAttr(None)

    @property
    def expected(self) -> dict[float, float] | dict[float, int]:
        """Return the agents expected on duty by time of day; of a view, where some are on breaks, absent or away.

        Where nothing takes agents away it is the headcount.
        """
        return self.headcount if self._there is None else self._there

    def with_expected(self, agents: dict[float, int], there: dict[float, float] | None) -> "AgentGroup":
        """Return the group of a day with so many agents on the plan, of whom some may be expected on duty only."""
        one = self.model_copy(update={"agents": agents, "agents_on": {}})
        one._there = there
        return one

    @property
    def everybody(self) -> tuple[str, ...]:
        """Return the people by name who work in any of its shifts."""
        return tuple(dict.fromkeys(one for shift in (self.shifts or {}).values() for one in shift.everybody))

    @property
    def headcount(self) -> dict[float, int]:
        """Return the agents on duty by time of day on every day that is not named; of a view, on its day."""
        assert self.agents is not None, "of shifts only days say how many are on duty"
        return self.agents

    def agents_of(self, day: Day) -> dict[float, int]:
        """Return the agents on duty by time of day on a day, where no shifts say so."""
        name = self.named_on(day)
        return self.headcount if name is None else self.agents_on[name]

    def named_on(self, day: Day) -> str | None:
        """Return which name in `agents_on` counts on a day; None where none does."""
        return name_on(self.agents_on, day.weekday, day.date)


class Routing(Noun):
    """How agents and contacts are chosen."""

    example: ClassVar[str] = """\
routing: {agent: longest_idle, contact: longest_wait}   # the defaults
"""

    agent: Literal[
        "longest_idle", "longest_since_contact", "fewest_contacts", "round_robin", "random", "random_group"
    ] = Field(
        "longest_idle",
        description="Which of the free agents of the best rank takes a contact: `longest_idle`, the one without a "
        "contact for the longest time since coming on duty; `longest_since_contact`, the one whose last contact "
        "ended first, on whatever day; `fewest_contacts`, the one with the fewest contacts today; `round_robin`, the "
        "next one after the agent who took the last contact of the type, by number; `random`, any of them, all "
        "equally likely; `random_group`, any of the groups with a free agent, all equally likely, and in it the agent "
        "without a contact for the longest time.",
        examples=["random"],
    )
    contact: Literal["longest_wait", "due_time", "ratio_to_target"] = Field(
        "longest_wait",
        description="Which of the waiting contacts of the best priority is taken: `longest_wait`, the one that has "
        "waited longest, credits, rates and caps included; `due_time`, the one whose target time ends first, credits "
        "deducted; `ratio_to_target`, the one that has waited longest in proportion to its target time, credits "
        "included.",
        examples=["due_time"],
    )
