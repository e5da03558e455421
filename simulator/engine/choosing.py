"""Which rules choose in a center: of each type the one that finds an agent, and by which agents find contacts."""

from collections.abc import Sequence

from simulator.engine.assignments import Assignments
from simulator.engine.at_random import AnyAgent, AnyGroup, AnyPool, AnyWithRoom, Looks
from simulator.engine.tables import Tables
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.routing.aged_wait import AgedWait
from simulator.routing.candidates import Idle, WithRoom
from simulator.routing.fewest_contacts import FewestContacts
from simulator.routing.kept_free import LongestIdleButKept
from simulator.routing.least_loaded import LeastLoaded
from simulator.routing.longest_idle import LongestIdle
from simulator.routing.pack import Pack
from simulator.routing.protocol import AgentRule, ContactRule
from simulator.routing.ratio_to_target import RatioToTarget
from simulator.routing.round_robin import RoundRobin

LONGEST_IDLE = LongestIdle()
_BY_CHANCE = ("random", "random_group")
_BY_COUNT = ("fewest_contacts", "round_robin")


def contact_rule(tables: Tables) -> ContactRule | None:
    """Return how agents choose among waiting contacts; None where only their places have to be compared."""
    if tables.contact_rule == "ratio_to_target":
        return RatioToTarget()
    return None if all(one.order.by_age_alone for one in tables.eligibility.queues) else AgedWait()


def at_random(tables: Tables, channel: int) -> bool:
    """Return whether chance chooses who takes contacts of a channel."""
    return _name_of(tables, channel) in _BY_CHANCE


def any_counts(tables: Tables) -> bool:
    """Return whether who takes contacts of any channel depends on what agents took before."""
    return any(_name_of(tables, channel) in _BY_COUNT for channel in range(len(tables.channels.slots)))


def _name_of(tables: Tables, channel: int) -> str:
    slots = tables.channels.slots[channel]
    return tables.agent_rule if slots is None else slots.agent


def agent_rule(
    tables: Tables, type_: int, keeps: Sequence[int], looks: Looks, taken: Assignments | None, reserved: bool = False
) -> AgentRule:
    """Return how contacts of a type choose an agent; ``keeps`` is what is kept from it as things stand, by pool.

    ``reserved`` says whether other contacts that wait may keep agents from it.
    """
    channel = tables.channels.of_type[type_]
    name, slots = _name_of(tables, channel), tables.channels.slots[channel]
    if name in _BY_COUNT:
        assert taken is not None
        candidates = Idle(keeps) if slots is None else WithRoom(slots.channel, keeps)
        return FewestContacts(candidates, taken) if name == "fewest_contacts" else RoundRobin(candidates, taken, type_)
    if slots is not None:
        return _by_load(name, slots, keeps, looks)
    if name in _BY_CHANCE:
        if name == "random":
            return AnyAgent(looks, keeps)
        mixed = [one.group for one in tables.staff.pools] if tables.staff.mixed else []
        return AnyGroup(looks, keeps, mixed) if mixed else AnyPool(looks, keeps)
    # Since the last contact and since the last duty differ in what is written down when an agent comes.
    return LongestIdleButKept(keeps) if reserved or _ever_kept(tables, type_) else LONGEST_IDLE


def _by_load(name: str, slots: SlotTerms, keeps: Sequence[int], looks: Looks) -> AgentRule:
    rules: dict[str, AgentRule] = {
        "pack": Pack(slots.channel, keeps),
        "least_loaded": LeastLoaded(slots.channel, keeps),
        "random": AnyWithRoom(looks, slots.channel, keeps),
    }
    return rules[name]


def _ever_kept(tables: Tables, type_: int) -> bool:
    """Return whether agents are kept from a type at any time."""
    courses = [tables.eligibility.keeps, *(one.keeps for one in tables.kept_later)]
    return any(any(keeps[type_]) for keeps in courses)
