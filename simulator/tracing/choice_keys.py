"""How the choice of an agent is explained: by the first key in which the chosen one is ahead of each of the others.

The engine chooses; here is only said which of its keys made the difference. Keys stand in the order in which they are
compared, and a rule that is new is a line in a table: what it compares, the smaller one first, and what it is called.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from simulator.engine.record import SeenAgent
from simulator.engine.tables import Tables
from simulator.tracing.reasons import Reason


class ComparedAgent(NamedTuple):
    """An agent who might have been chosen, as rules see them."""

    seen: SeenAgent
    group: int
    contacts: int = 0
    """How many were assigned since midnight; 0 where no key compares it."""
    turn: int = 0
    """How many agents come before, counted round from the one who had the last contact of the type; 0 likewise."""

    @property
    def since_s(self) -> float:
        """Return since when an agent with nothing in hand waits for a contact; the others come after them."""
        return float("inf") if self.seen.idle_since_s is None else self.seen.idle_since_s


class AgentKey(NamedTuple):
    """What agents are compared by: the smaller number comes first."""

    reason: Reason
    of: Callable[[ComparedAgent], float]
    by_chance: bool = False
    """Whether chance decides between those who differ, and not the number."""


KEPT = AgentKey(Reason.KEEP_FREE, lambda one: one.seen.is_kept)
RANK = AgentKey(Reason.RANK, lambda one: one.seen.rank)
NUMBER = AgentKey(Reason.AGENT_NUMBER, lambda one: one.seen.agent)
IDLE = AgentKey(Reason.LONGEST_IDLE, lambda one: one.since_s)
ASSIGNED = AgentKey(Reason.LAST_ASSIGNED, lambda one: one.seen.assigned_s)
FEWEST = AgentKey(Reason.FEWEST_CONTACTS, lambda one: one.contacts)
TURN = AgentKey(Reason.ROUND_ROBIN, lambda one: one.turn)
ANY = AgentKey(Reason.RANDOM, lambda one: one.seen.agent, by_chance=True)

RULES: dict[str, tuple[AgentKey, ...]] = {
    "longest_idle": (IDLE,),
    "longest_since_contact": (AgentKey(Reason.LONGEST_SINCE_CONTACT, lambda one: one.since_s),),
    "fewest_contacts": (FEWEST, IDLE),
    "round_robin": (TURN,),
    "random": (ANY,),
    "random_group": (AgentKey(Reason.RANDOM_GROUP, lambda one: one.group, by_chance=True), IDLE),
}
"""By `agent` of `routing`, for exclusive contacts."""
RULES_OF_SLOTS: dict[str, tuple[AgentKey, ...]] = {
    "least_loaded": (AgentKey(Reason.LEAST_LOADED, lambda one: one.seen.used), ASSIGNED),
    "pack": (AgentKey(Reason.PACK, lambda one: -one.seen.used), ASSIGNED),
    "fewest_contacts": (FEWEST, ASSIGNED),
    "round_robin": (TURN,),
    "random": (ANY,),
}
"""By `agent` of a channel with slots."""
_OTHER = (AgentKey(Reason.AGENT_RULE, lambda one: one.seen.agent, by_chance=True),)


def agent_keys(tables: Tables, type_: int) -> tuple[AgentKey, ...]:
    """Return what agents are compared by when a contact of a type looks for one."""
    slots = tables.channels.slots[tables.channels.of_type[type_]]
    rule = agent_rule_of(tables, type_)
    keys = RULES if slots is None else RULES_OF_SLOTS
    return (KEPT, RANK, *keys.get(rule, _OTHER), NUMBER)


def agent_rule_of(tables: Tables, type_: int) -> str:
    """Return the rule by which a contact of a type chooses among agents of the best rank."""
    slots = tables.channels.slots[tables.channels.of_type[type_]]
    return tables.agent_rule if slots is None else slots.agent


def why_agent(chosen: ComparedAgent, other: ComparedAgent, keys: Sequence[AgentKey]) -> Reason:
    """Return what made the difference between an agent who was chosen and another one.

    Where the keys say that the other one is ahead, the engine went by a rule that has no line.
    """
    for key in keys:
        mine, theirs = key.of(chosen), key.of(other)
        if mine != theirs:
            return key.reason if mine < theirs or key.by_chance else Reason.AGENT_RULE
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
