"""The nouns of conditions: what is measured in a running center, and between which values it has to be.

One language for everything that depends on how things stand: overflow rules, and groups that take a type only while
something holds. What a measure is of, where `of` is left out, says whoever asks: an overflow rule the contact's own
type, a group the type it serves.
"""

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Name, Noun, Share, TimeOfDay, Whole, WithShortForm
from simulator.scenario.nouns.rule_parts import Names, NamesOfOneKind
from simulator.scenario.nouns.when_looked import GateLook
from simulator.units import DAY_S

_EXAMPLE = """\
overflow:
  to_experts: {{of: orders, when: {when}, also: {{experts: 2}}}}
contact_types:
  advice: {{from: shoppers, share: 0%, channel: voice, talk: 7m, patience: 5m}}
agent_groups:
  experts: {{agents: 1, serves: {{advice: {{priority: 1}}, orders: {{priority: 2}}}}}}
"""


def _least(what: str, *examples: Any) -> Any:
    return Field(
        None, description=f"Holds when {what} is at least this. Left out: however small.", examples=list(examples)
    )


def _most(what: str, *examples: Any) -> Any:
    return Field(
        None, description=f"Holds when {what} is at most this. Left out: however large.", examples=list(examples)
    )


def _whose(what: str, *examples: Any) -> Any:
    return Field(
        None,
        description=f"{what} Left out: the type of the contact that the rule is asked for, or, under `while`, the "
        "type that the group serves.",
        examples=list(examples),
    )


class Measure(WithShortForm):
    """Base of what conditions measure; a bare value means *at least*."""

    bare: ClassVar[str] = "at_least"
    at_least_one: ClassVar[tuple[str, ...]] = ("at_least", "at_most")

    at_least: Any = None
    at_most: Any = None

    @model_validator(mode="after")
    def _has_bounds(self) -> "Measure":
        if self.at_least is None and self.at_most is None:
            raise ValueError("'at_least' or 'at_most' is missing.")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("'at_least' is more than 'at_most', so the condition can never hold.")
        return self


class WaitedFor(Measure):
    """For how long the contact itself has waited, since it last began to."""

    example: ClassVar[str] = _EXAMPLE.format(when="{waited: {at_least: 40s}}")

    at_least: Duration | None = _least("its wait", "20s")
    at_most: Duration | None = _most("its wait", "2m")


class WaitingContacts(Measure):
    """How many contacts wait."""

    example: ClassVar[str] = _EXAMPLE.format(when="{waiting: {of: orders, at_least: 5}}")

    of: Names | None = _whose(
        "Whose: contact types, channels, or groups, which count all contacts of the types they serve; a list counts "
        "all of them together.",
        "orders",
        "channel:voice",
        ["orders", "advice"],
    )
    at_least: Whole | None = _least("the number of waiting contacts", 5)
    at_most: Whole | None = _most("the number of waiting contacts", 3)


class OldestWait(Measure):
    """The longest wait up to now of the contacts that wait; 0 where nobody does."""

    example: ClassVar[str] = _EXAMPLE.format(when="{oldest_wait: {of: orders, at_least: 2m}}")

    of: Names | None = _whose("Whose: contact types, channels, or groups, as for `waiting`.", "orders")
    at_least: Duration | None = _least("the longest wait", "2m")
    at_most: Duration | None = _most("the longest wait", "30s")


Predictor = Literal["last_wait", "mean_of_last", "average", "head", "queue"]


class ExpectedWait(Measure):
    """The wait to be expected by a contact that arrived now, as a center would predict it."""

    example: ClassVar[str] = _EXAMPLE.format(when="{expected_wait: {at_least: 3m, by: queue}}")

    of: Name | None = _whose("Of which contact type.", "orders")
    by: Predictor = Field(
        "last_wait",
        description="How it is predicted: `last_wait`, the wait of the last contact of the type that an agent "
        "answered; `mean_of_last`, the mean of the last few, see `last`; `average`, three quarters of the old average "
        "and a quarter of each new wait; `head`, the wait up to now of whoever has waited longest; `queue`, one more "
        "than the number who wait, times the mean handle time of the type, divided by the agents on duty who serve it.",
        examples=["queue"],
    )
    last: Count = Field(10, description="Of `mean_of_last`: of how many contacts.", examples=[20])
    at_least: Duration | None = _least("the expected wait", "3m")
    at_most: Duration | None = _most("the expected wait", "1m")


class _OfGroups(Measure):
    """Base of what is measured of agents."""

    of: NamesOfOneKind | None = Field(
        None,
        description="Of which agent groups; a list counts all of them together. Left out: all groups that serve the "
        "type of the contact that the rule is asked for, or, under `while`, the group itself.",
        examples=["experts", ["front", "experts"]],
    )


class LoggedIn(_OfGroups):
    """How many agents are on duty; who stays beyond their time to finish does not count."""

    example: ClassVar[str] = _EXAMPLE.format(when="{not: {logged_in: {of: experts, at_least: 1}}}")

    at_least: Whole | None = _least("the number of agents on duty", 2)
    at_most: Whole | None = _most("the number of agents on duty", 0)


class AgentsFree(_OfGroups):
    """How many agents on duty have nothing in hand, whoever is about to take a contact included."""

    example: ClassVar[str] = _EXAMPLE.format(when="{free: {of: experts, at_least: 1}}")

    at_least: Whole | None = _least("the number of free agents", 1)
    at_most: Whole | None = _most("the number of free agents", 0)


class AgentsWithRoom(_OfGroups):
    """How many agents on duty have room in hand for one more contact of a type.

    Where contacts are taken one at a time, that is the free agents; `keep_free` and `keep_empty` change nothing about
    room.
    """

    example: ClassVar[str] = _EXAMPLE.format(when="{with_room: {of: experts, at_least: 1}}")

    type: Name | None = _whose("For a contact of which type.", "chat_orders")
    at_least: Whole | None = _least("the number of agents with room", 1)
    at_most: Whole | None = _most("the number of agents with room", 0)


class BusyShare(_OfGroups):
    """The share of the capacity of the agents on duty that is in hand; 100% where nobody is on duty.

    An agent who takes one contact at a time is in use as a whole, from the answer to the end of wrap-up.
    """

    example: ClassVar[str] = _EXAMPLE.format(when="{busy_share: {of: experts, at_most: 80%}}")

    at_least: Share | None = _least("the share", "90%")
    at_most: Share | None = _most("the share", "80%")


class RecentServiceLevel(Measure):
    """The share, of the contacts that were answered or abandoned lately, of those answered within the target time.

    Contacts count once, with their first wait and the target time of their type. 100% where there were none.
    """

    example: ClassVar[str] = _EXAMPLE.format(when="{service_level: {at_most: 70%, over: 15m}}")

    of: Names | None = _whose("Of which contact types, channels, or groups, as for `waiting`.", "channel:voice")
    over_s: Duration = Field(
        900.0, alias="over", gt=0, description="How far the window reaches back, until now.", examples=["30m"]
    )
    at_least: Share | None = _least("the service level", "80%")
    at_most: Share | None = _most("the service level", "60%")


class HourOfDay(Noun):
    """The time of day."""

    example: ClassVar[str] = _EXAMPLE.format(when='{hour: {from: "17:00", to: "18:00"}}')

    from_s: TimeOfDay = Field(alias="from", description="Holds from this time on.", examples=["18:00"])
    to_s: TimeOfDay = Field(alias="to", description="Until this time, which it does not include.", examples=["22:00"])

    @model_validator(mode="after")
    def _has_a_length(self) -> "HourOfDay":
        if not (self.to_s - self.from_s) % DAY_S:
            raise ValueError("'from' and 'to' are the same time of day. Leave 'hour' out where it holds all day.")
        return self


class Conditions(Noun):
    """What has to hold: all keys that are given."""

    example: ClassVar[str] = _EXAMPLE.format(
        when='{waited: 30s, any: {many: {waiting: {at_least: 8}}, late: {hour: {from: "17:00", to: "18:00"}}}}'
    )
    at_least_one: ClassVar[tuple[str, ...]] = (
        "waited", "waiting", "oldest_wait", "expected_wait", "logged_in", "free", "with_room", "busy_share",
        "service_level", "hour", "all", "any", "not",
    )  # fmt: skip

    waited: WaitedFor | None = Field(
        None, description="How long the contact has waited. Left out: however long.", examples=["40s"]
    )
    waiting: WaitingContacts | None = Field(
        None, description="How many wait. Left out: however many.", examples=[5, {"of": "orders", "at_most": 3}]
    )
    oldest_wait: OldestWait | None = Field(
        None, description="The longest wait of those who wait. Left out: however long.", examples=["2m"]
    )
    expected_wait: ExpectedWait | None = Field(
        None,
        description="The predicted wait. Left out: however long.",
        examples=["3m", {"at_least": "3m", "by": "queue"}],
    )
    logged_in: LoggedIn | None = Field(
        None,
        description="How many agents are on duty. Left out: however many.",
        examples=[{"of": "experts", "at_most": 0}],
    )
    free: AgentsFree | None = Field(
        None, description="How many agents have nothing in hand. Left out: however many.", examples=[1]
    )
    with_room: AgentsWithRoom | None = Field(
        None,
        description="How many agents have room for one more contact. Left out: however many.",
        examples=[{"of": "front", "type": "chat_orders", "at_least": 1}],
    )
    busy_share: BusyShare | None = Field(
        None, description="How much of the agents' capacity is in use. Left out: however much.", examples=["90%"]
    )
    service_level: RecentServiceLevel | None = Field(
        None,
        description="The service level of the last minutes. Left out: whatever it is.",
        examples=[{"at_most": "60%", "over": "15m"}],
    )
    hour: HourOfDay | None = Field(
        None, description="The time of day. Left out: all day.", examples=[{"from": "18:00", "to": "22:00"}]
    )
    all: dict[Name, "Conditions"] | None = Field(
        None,
        min_length=1,
        description="Conditions by names of your own, all of which hold; for two of one kind. Left out: no more.",
        examples=[{"long": {"waiting": 8}, "room": {"free": {"of": "experts", "at_least": 1}}}],
    )
    any: dict[Name, "Conditions"] | None = Field(
        None,
        min_length=1,
        description="Conditions by names of your own, at least one of which holds. Left out: no more.",
        examples=[{"many": {"waiting": 8}, "long": {"oldest_wait": "2m"}}],
    )
    not_: "Conditions | None" = Field(
        None,
        alias="not",
        description="What does not hold, at least one of its keys. Left out: no more.",
        examples=[{"hour": {"from": "18:00", "to": "22:00"}}],
    )

    @model_validator(mode="after")
    def _says_something(self) -> "Conditions":
        if not self.given:
            raise ValueError(f"expected at least one of {', '.join(self.at_least_one)}, got none.")
        return self

    @property
    def given(self) -> "dict[str, Measure | HourOfDay | Conditions | dict[str, Conditions]]":
        """Return what stands under each key that is given."""
        return {key: one for key in Conditions.at_least_one if (one := self.value_of(key)) is not None}


class Gate(Conditions):
    """While what a group takes contacts of a type: as long as all keys that are given hold."""

    example: ClassVar[str] = """\
contact_types:
  advice: {from: shoppers, share: 0%, channel: voice, talk: 7m, patience: 5m}
agent_groups:
  experts: {agents: 2, serves: {advice: {}, orders: {priority: 2, while: {free: 2}}}}
"""

    look: GateLook = Field(
        "change",
        description="When the conditions are checked: `change`, whenever the group might take a contact; or a "
        "duration, so often from each opening on, and what was found holds until the next time.",
        examples=["1m"],
    )
