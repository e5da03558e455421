"""How a choice is explained: by the first key in which the chosen one is ahead of each of the others.

The engine chooses; here is only said which of its keys made the difference. Keys stand in the order in which they are
compared, and a rule that is new is a line in a table: what it compares, the smaller one first, and what it is called.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from simulator.engine.record import SeenAgent
from simulator.engine.tables import Tables
from simulator.tracing.reasons import Reason


class ComparedAgent(NamedTuple):
    """An agent who might have been chosen, as rules see them."""

    seen: SeenAgent
    group: int

    @property
    def since_s(self) -> float:
        """Return since when nothing is in hand; those who have something come after all others."""
        return float("inf") if self.seen.idle_since_s is None else self.seen.idle_since_s


class AgentKey(NamedTuple):
    """What agents are compared by: the smaller number comes first."""

    reason: Reason
    of: Callable[[ComparedAgent], float]
    by_chance: bool = False
    """Whether chance decides between those who differ, and not the number."""


KEPT = AgentKey(Reason.KEEP_FREE, lambda one: one.seen.is_kept)
RANK = AgentKey(Reason.RANK, lambda one: one.seen.rank)
NUMBER = AgentKey(Reason.NUMBER, lambda one: one.seen.agent)
IDLE = AgentKey(Reason.LONGEST_IDLE, lambda one: one.since_s)
ASSIGNED = AgentKey(Reason.LONGEST_SINCE_ASSIGNED, lambda one: one.seen.assigned_s)
ANY = AgentKey(Reason.RANDOM, lambda one: one.seen.agent, by_chance=True)

RULES: dict[str, tuple[AgentKey, ...]] = {
    "longest_idle": (IDLE,),
    "random": (ANY,),
    "random_group": (AgentKey(Reason.RANDOM_GROUP, lambda one: one.group, by_chance=True), IDLE),
}
"""By `agent` of `routing`, for exclusive contacts."""
RULES_OF_SLOTS: dict[str, tuple[AgentKey, ...]] = {
    "least_loaded": (AgentKey(Reason.LEAST_LOADED, lambda one: one.seen.used), ASSIGNED),
    "pack": (AgentKey(Reason.PACK, lambda one: -one.seen.used), ASSIGNED),
    "random": (ANY,),
}
"""By `agent` of a channel with slots."""
_OTHER = (AgentKey(Reason.AGENT_RULE, lambda one: one.seen.agent, by_chance=True),)


def agent_keys(tables: Tables, type_: int) -> tuple[AgentKey, ...]:
    """Return what agents are compared by when a contact of a type looks for one."""
    slots = tables.channels.slots[tables.channels.of_type[type_]]
    rule = RULES.get(tables.agent_rule, _OTHER) if slots is None else RULES_OF_SLOTS.get(slots.agent, _OTHER)
    return (KEPT, RANK, *rule, NUMBER)


def why_agent(chosen: ComparedAgent, other: ComparedAgent, keys: Sequence[AgentKey]) -> Reason:
    """Return what made the difference between an agent who was chosen and another one."""
    for key in keys:
        mine, theirs = key.of(chosen), key.of(other)
        if mine != theirs:
            return key.reason
    return Reason.ONLY_ONE


def first_agents(found: Sequence[ComparedAgent], keys: Sequence[AgentKey]) -> list[ComparedAgent]:
    """Return who would be chosen; several where chance decides among them, none where all are kept free."""
    left = [one for one in found if not one.seen.is_kept]
    for key in keys:
        if key.by_chance and len({key.of(one) for one in left}) > 1:
            return left
        best = min(map(key.of, left), default=0.0)
        left = [one for one in left if key.of(one) == best]
    return left


class ComparedContact(NamedTuple):
    """A contact that might have been chosen, as rules see it."""

    row: int
    tier: int
    """The place of its priorities among those that are compared: 1 is the best."""
    own: int
    """The group's priority of its type."""
    segment: int
    """The priority of its segment."""
    place_s: float
    """What its place is compared by: the credit taken off, or the time of the target added."""
    head_start_s: float
    """What was taken off."""
    since_s: float
    """Since when it waits."""


class ContactKey(NamedTuple):
    """What waiting contacts are compared by: the smaller number comes first."""

    reason: Reason
    of: Callable[[ComparedContact], float]


CONTACT_KEYS = (
    ContactKey(Reason.PRIORITY, lambda one: one.tier),
    ContactKey(Reason.LONGEST_WAIT, lambda one: one.place_s),
    ContactKey(Reason.NUMBER, lambda one: one.row),
)


def why_contact(chosen: ComparedContact, other: ComparedContact, contact_rule: str) -> Reason:
    """Return what made the difference between a contact that was chosen and another one."""
    for key in CONTACT_KEYS:
        mine, theirs = key.of(chosen), key.of(other)
        if mine < theirs:
            if key.reason is Reason.PRIORITY and chosen.own == other.own:
                return Reason.SEGMENT
            return _of_place(chosen, other, contact_rule) if key.reason is Reason.LONGEST_WAIT else key.reason
        if mine > theirs:
            return Reason.CONTACT_RULE
    return Reason.ONLY_ONE


def _of_place(chosen: ComparedContact, other: ComparedContact, contact_rule: str) -> Reason:
    """Return why one place is before another: by the wait alone, or by what is added to it."""
    if contact_rule != "longest_wait":
        return Reason.DUE_TIME if contact_rule == "due_time" else Reason.CONTACT_RULE
    if chosen.place_s + chosen.head_start_s >= other.place_s + other.head_start_s:
        # Without the credit the other one would stand further ahead.
        return Reason.CREDIT
    return Reason.LONGEST_WAIT if chosen.since_s <= other.since_s else Reason.PLACE


def tightest(reasons: Iterable[Reason], order: Sequence[Reason]) -> Reason:
    """Return what decided against the nearest of all others: the key that is compared last; without others, nobody."""
    found = set(reasons)
    return next((one for one in reversed(order) if one in found), Reason.ONLY_ONE)
