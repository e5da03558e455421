"""Slots against conversations: those that are in hand at a time, with the pauses in which their customers think.

Work and hands are two things: agents who write for half of their time may have no slot left, because customers think.
So hands are spread as work is, as evenly as skills allow (`tightest.py`), and what is told are sets of types that fill
more of them than those agents have who may serve them. What is filled is the least: how long messages wait in hand,
nobody knows before a run.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.rules.hand_units import capacity_of, units_of
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_time_of_day as clock
from simulator.work.by_piece import DayWork, SkillLoad
from simulator.work.load_against_staff import ROUNDING, by_begin, is_too_much, runs, too_tight
from simulator.work.load_nouns import Column, SlotGap, SlotLoad, TypeLoad
from simulator.work.tightest import Tight

_DIGITS = 6
_Amount = Callable[[TypeLoad], float]


class Filled(NamedTuple):
    """A set of types that fill more of their agents' hands than there is room for."""

    types: tuple[str, ...]
    channels: tuple[str, ...]
    """Of its conversations."""
    filled: float
    """In slots where all are conversations of one channel, else in hands of agents."""
    there: float
    in_slots: bool


def few_slots(scenario: Scenario, tree: Mapping, day: DayWork) -> list[Problem]:
    """Warn of channels whose conversations fill more slots on a day than there are; places come from ``tree``.

    As of too much work: where customers wait endlessly as soon as it is so, else if the whole day has too few.
    """
    endless = [name for name, one in scenario.contact_types.items() if one.endless]
    told = {one.types: (one, what) for one, what in _grows(scenario, day, endless)}
    known = {name for types in told for name in types}
    others = [name for name in scenario.contact_types if name not in known]
    told |= {one.types: (one, what) for one, what in _too_few(scenario, day, others)}
    found = []
    for one, what in told.values():
        path = ("channels", one.channels[0], "slots")
        found.append(problem(value_mark(tree, *path), dotted(*path), what, _hint(scenario, one.channels[0])))
    return found


def slot_gaps(view: Scenario, day: DayWork) -> tuple[SlotGap, ...]:
    """Return when conversations fill more slots than there are, neighbouring intervals together, by their beginning."""
    places: dict[tuple[str, ...], list[tuple[int, Filled]]] = {}
    for place in range(len(day.edges_s) - 1):
        for one in _at(view, day, [kind.name for kind in day.types], place):
            places.setdefault(one.types, []).append((place, one))
    found = []
    for mine in places.values():
        for run in runs(mine):
            # What differs by rounding alone is equally bad, and the first of it is told.
            worst, most = max(run, key=lambda one: (round(one[1].filled - one[1].there, _DIGITS), -one[0]))
            spans_s = day.edges_s[run[0][0]], day.edges_s[run[-1][0] + 1], day.edges_s[worst]
            found.append(SlotGap(most.types, *spans_s, most.filled, most.there, most.in_slots))
    return tuple(sorted(found, key=by_begin))


def slot_loads(view: Scenario, day: DayWork) -> tuple[SlotLoad, ...]:
    """Return the slots of each channel of conversations: filled ones, and those of all on duty who serve it."""
    return tuple(
        _slot_load(view, day, name) for name, one in view.channels.items() if isinstance(one, ConversationChannel)
    )


def _slot_load(view: Scenario, day: DayWork, channel: str) -> SlotLoad:
    mine = [one for one in day.types if one.channel == channel]
    types, slots, places = {one.name for one in mine}, _slots(view, channel), range(len(day.edges_s) - 1)
    serving = [one for one in day.servers if not types.isdisjoint(one.types)]
    rooms = [_room_for(view, one.group, channel) * slots for one in serving]
    there = [sum(room * one.staff[at] for room, one in zip(rooms, serving, strict=True)) for at in places]
    filled = [sum(one.filled[at] for one in mine) for at in places]
    return SlotLoad(channel, tuple(one.name for one in mine), tuple(filled), tuple(there))


def _grows(scenario: Scenario, day: DayWork, names: Sequence[str]) -> Iterator[tuple[Filled, str]]:
    worst: dict[tuple[str, ...], tuple[float, Filled]] = {}
    for place, time_s in enumerate(day.edges_s[:-1]):
        for one in _at(scenario, day, names, place, piled_up=False):
            known = worst.get(one.types)
            if one.there > 0.0 and (known is None or one.filled - one.there > known[1].filled - known[1].there):
                worst[one.types] = time_s, one
    told: set[str] = set()
    for time_s, one in sorted(worst.values(), key=lambda each: each[1].there - each[1].filled):
        if told.isdisjoint(one.types):
            told.update(one.types)
            what = f"customers have endless patience, and at {clock(time_s)} {_fill(one, '')}"
            yield one, f"{what}: the queue grows as long as that lasts."


def _too_few(scenario: Scenario, day: DayWork, names: Sequence[str]) -> Iterator[tuple[Filled, str]]:
    lengths_s = day.lengths_s

    def of_day(column: Column) -> float:
        return sum(value * length_s for value, length_s in zip(column, lengths_s, strict=True))

    whole_s = of_day((1.0,) * len(lengths_s))
    amounts = (
        lambda one: of_day(one.hands) / whole_s,
        lambda one: of_day(one.agents) / whole_s,
        lambda one: of_day(one.staff) / whole_s,
    )
    for one in _sets(scenario, day, names, *amounts):
        if one.there > 0.0:
            share = f"about {1 - one.there / one.filled:.0%} or more cannot be taken in that time."
            yield one, f"{_fill(one, ' on average through the day')}: {share}"


def _at(view: Scenario, day: DayWork, names: Sequence[str], place: int, *, piled_up: bool = True) -> Iterator[Filled]:
    """Yield the sets of types with too few slots in an interval; of who waited for an opening, only if ``piled_up``."""

    def hands(one: TypeLoad) -> float:
        return one.hands[place] - (0.0 if piled_up else one.erlangs_piled_up[place] / (one.slots or one.at_once))

    return _sets(view, day, names, hands, lambda one: one.agents[place], lambda one: one.staff[place])


def _sets(
    view: Scenario,
    day: DayWork,
    names: Sequence[str],
    hands: _Amount,
    work: _Amount,
    staff: Callable[[SkillLoad], float],
) -> Iterator[Filled]:
    """Yield the sets of types with conversations that fill too many hands, as far as time for work is less scarce."""
    kinds = {one.name: one for one in day.types}
    if not any(one.slots for one in kinds.values()):
        return
    room = [staff(one) * _room(view, one) for one in day.servers]
    for tight in too_tight(day, names, {name: hands(one) for name, one in kinds.items()}, room):
        mine = [kinds[name] for name in tight.types]
        if any(one.slots for one in mine) and tight.work > sum(map(work, mine)) * (1.0 + ROUNDING):
            yield _filled(view, mine, tight)


def _filled(view: Scenario, kinds: Sequence[TypeLoad], tight: Tight) -> Filled:
    assert is_too_much(tight)
    channels = tuple(dict.fromkeys(one.channel for one in kinds if one.slots))
    alone = len(channels) == 1 and all(one.slots for one in kinds)
    times = _slots(view, channels[0]) if alone else 1
    return Filled(tight.types, channels, tight.work * times, tight.staff * times, alone)


def _room(view: Scenario, one: SkillLoad) -> float:
    """Return how much of a hand agents can fill with what they serve: all of it is one."""
    channels = {view.contact_types[name].channel for name in one.types}
    if len(channels) == 1 and isinstance(view.channels[channel := channels.pop()], ConversationChannel):
        return _room_for(view, one.group, channel)
    # What each channel may fill is no limit where there are others; a call needs the whole agent.
    return max(1.0, _capacity(view, view.agent_groups[one.group]))


def _room_for(view: Scenario, group: str, channel: str) -> float:
    """Return how much of a hand agents of a group can fill with conversations of a channel."""
    noun, slots = view.agent_groups[group], _slots(view, channel)
    fit = int(_capacity(view, noun) * slots + ROUNDING)
    return min(fit, noun.at_most.get(channel, fit)) / slots


def _capacity(view: Scenario, group: AgentGroup) -> float:
    units = units_of(view)
    return capacity_of(group, units) / units


def _slots(view: Scenario, channel: str) -> int:
    slots = view.channels[channel].in_hand_max
    assert slots is not None, "conversations are in slots"
    return slots


def _fill(one: Filled, when: str) -> str:
    """Say what is filled and what there is."""
    names = "" if len(one.types) == 1 else f" of {', '.join(one.types[:-1])} and {one.types[-1]}"
    thinking = "with the time in which customers think"
    filled, there = _number(one.filled), _number(one.there)
    if one.in_slots:
        return f"conversations{names} fill at least {filled} slots{when}, {thinking}, and agents on duty have {there}"
    return f"contacts{names} fill the hands of at least {filled} agents{when}, {thinking}, and {there} are on duty"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) or value >= 100 else f"{value:.1f}"


def _hint(scenario: Scenario, channel: str) -> str:
    noun = scenario.channels[channel]
    assert isinstance(noun, ConversationChannel), "only there are pauses"
    if noun.inactive is None:
        return "Write 'inactive', so that conversations fill less while customers think, raise 'slots', or add agents."
    return "Shorten 'after' of 'inactive', raise 'slots', or add agents."
