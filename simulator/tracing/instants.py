"""What a center looks like at an instant: which groups may take a contact, who waits, who is free.

All of it is read from the log and the scenario: what goes on at an instant is a span that has begun and is not over.
"""

from dataclasses import dataclass

from simulator.engine.record import Rule, SeenAgent
from simulator.engine.tables.eligibility import Reach
from simulator.log import NOBODY, SpanKind
from simulator.tracing.contact_keys import ComparedContact
from simulator.tracing.conversations_seen import conversed_by, units_asleep
from simulator.tracing.off_duty import NOT_THERE, came_late, channels_shut, has_shifts, takes_nothing_new
from simulator.tracing.place_in_line import place_in_line
from simulator.tracing.playback import IN_HAND, OneSpan, Playback
from simulator.tracing.waiting_state import queue_at, terms_at


def leaving(play: Playback, now: list[OneSpan], time_s: float) -> set[int]:
    """Return who is told to take nothing new and to leave: after closing all stay as long as somebody waits."""
    if not play.is_open_at(time_s):
        return set()
    return {one.agent for one in now if one.kind is SpanKind.OVERTIME} | takes_nothing_new(play, time_s)


def off_phone(now: list[OneSpan]) -> dict[int, float]:
    """Return who is paid and not there for contacts, with until when: on the way, on a break, absent or away."""
    return {one.agent: one.to_s for one in now if one.kind in NOT_THERE}


def at_close_of(play: Playback, row: int) -> str:
    """Return what becomes at closing of a contact that waits."""
    return play.tables.admission[play.number("type", row)].at_close


def reach_of(
    play: Playback, row: int, time_s: float, since_s: float, place: int | None = None
) -> tuple[tuple[tuple[int, ...], ...], dict[int, float]]:
    """Return (groups that may take a contact now, by rank; others, with the instant from which on they may).

    With a ``place`` it is as at the decision of that place, and not when the instant is over.
    """
    to = passed_to(play, row, time_s, place)
    if to is not None:
        return ((to,),), {}
    eligibility, queue = play.tables.eligibility, queue_at(play, row, time_s, since_s)
    tiers = eligibility.tiers_of(queue)
    have = {group for tier in tiers for group in tier}
    later: dict[int, float] = {}
    while (following := eligibility.next_of(queue)) is not None:
        after_s, queue, _ = following
        for group in (group for tier in eligibility.tiers_of(queue) for group in tier if group not in have):
            later.setdefault(group, since_s + after_s)
    return tiers, later


def reached(play: Playback, row: int, time_s: float, since_s: float) -> Reach:
    """Return what a contact has reached which waits ``since_s`` and was passed to no group alone: who may take it."""
    eligibility = play.tables.eligibility
    terms = eligibility.queues[queue_at(play, row, time_s, since_s)]
    return eligibility.states[terms.type][terms.step].reach


def passed_to(play: Playback, row: int, time_s: float, place: int | None = None) -> int | None:
    """Return the one group that may take a contact since it was passed there; None where others may as well."""
    if not play.log.passed:
        return None
    columns = (play.log.passed[name].tolist() for name in ("contact", "group", "passed_s"))
    passes = [group for contact, group, passed_s in zip(*columns, strict=True) if contact == row and passed_s <= time_s]
    if place is not None:
        before = [one for one in play.about[row] if one < place]
        passes = passes[: sum(play.decisions[one].rule in (Rule.PASSED_ON, Rule.HELD) for one in before)]
    return passes[-1] if passes and passes[-1] != NOBODY else None


def line_of(play: Playback, row: int, time_s: float) -> tuple[int, int | None]:
    """Return what contacts of one line have in common: the queue, or the one that they joined and to whom alone."""
    to = passed_to(play, row, time_s)
    since_s = play.wait_of(row, time_s) or time_s
    return queue_at(play, row, time_s if to is None else since_s, since_s), to


def compared(play: Playback, row: int, group: int, time_s: float, agent: int | None = None) -> ComparedContact | None:
    """Return a waiting contact as an agent of a group compares it; None where they do not serve its type.

    Without an ``agent`` it is one who has no skills of their own.

    Its tier is not known before it is compared with others: 0.
    """
    serves, since_s = play.serves(row, group, agent), play.wait_of(row, time_s)
    if serves is None or since_s is None:
        return None
    alone = passed_to(play, row, time_s) is not None
    own = 1 if not alone and reached(play, row, time_s, since_s).flat else serves.priority
    segment = terms_at(play, row, time_s).order.priority
    return ComparedContact(row, 0, own, segment, place_in_line(play, row, time_s), since_s)


def waiting_at(play: Playback, time_s: float) -> list[tuple[int, float]]:
    """Return (contact, since when) of everybody in a queue at an instant: who stands further ahead first."""
    found = [(one.contact, one.from_s) for one in play.at(time_s) if one.kind is SpanKind.QUEUE]
    return sorted(found, key=lambda one: (place_in_line(play, one[0], time_s).behind, one[0]))


def outside_at(play: Playback, time_s: float) -> list[tuple[int, float]]:
    """Return (contact, since when) of everybody who waits outside at an instant for the hours of their type."""
    found = []
    for row, places in play.about.items():
        before = [play.decisions[place] for place in places if play.decisions[place].time_s <= time_s]
        # Who is sent away before the hours begin is told so, by another decision.
        if before and before[-1].rule is Rule.OUTSIDE:
            found.append((row, before[-1].time_s))
    return sorted(found, key=lambda one: (one[1], one[0]))


@dataclass(frozen=True)
class OnDuty:
    """An agent on duty at an instant."""

    agent: int
    group: int
    since_s: float
    is_leaving: bool
    """Told to take nothing new and to leave."""
    idle_since_s: float | None
    """None with something in hand."""
    waits_since_s: float | None
    """The same as the rule counts it by which agents are chosen: perhaps over breaks, since the last contact."""
    in_hand: tuple[OneSpan, ...]
    """What is active, one each."""
    assigned_s: float
    ready_s: float | None = None
    """Until when they are off the phone; None where they are not."""
    asleep: tuple[OneSpan, ...] = ()
    """Conversations in hand that are inactive."""

    @property
    def may_take(self) -> bool:
        """Return whether they may take something new."""
        return not self.is_leaving and self.ready_s is None


def on_duty_at(play: Playback, time_s: float) -> list[OnDuty]:
    """Return the agents on duty at an instant, by number; of those with shifts only who is there.

    Who is told to leave and stays after all, because more are scheduled again, counts as staying: no span tells of it.
    """
    now = play.at(time_s)
    told, on_the_way, found = leaving(play, now, time_s), off_phone(now), []
    for stay in sorted((one for one in now if one.kind is SpanKind.DUTY), key=lambda one: one.agent):
        shifts = has_shifts(play, stay.agent)
        if shifts and stay.agent in on_the_way:
            continue
        hand = tuple(one for one in now if one.agent == stay.agent and one.kind in IN_HAND)
        spans = play.spans_of_agent(stay.agent)
        held = [one for one in spans if one.kind in IN_HAND and one.from_s <= time_s]
        asleep = tuple(one for one in now if one.agent == stay.agent and one.kind is SpanKind.INACTIVE)
        is_busy = bool(hand) or any(units_asleep(play, one) for one in asleep)
        taken_s, sent_s = conversed_by(play, stay.agent, time_s)
        last_s = max([*(min(one.to_s, time_s) for one in held), *sent_s], default=None)
        back = _is_back if shifts else _is_way_of
        ready_s = max((one.to_s for one in spans if back(one, stay) and one.to_s <= time_s), default=stay.from_s)
        idle_s = ready_s if last_s is None else max(ready_s, last_s)
        waits_s = idle_s
        if play.tables.agent_rule == "longest_since_contact" and (shifts or ready_s == stay.from_s):
            waits_s = _came_s(play, spans) if last_s is None else last_s
        assigned_s = max(
            [ready_s if shifts else stay.from_s, *taken_s, *(one.from_s for one in held if one.kind is SpanKind.TALK)]
        )
        found.append(
            OnDuty(
                stay.agent,
                play.group_of(stay.agent),
                stay.from_s,
                stay.agent in told,
                None if is_busy or stay.agent in on_the_way else idle_s,
                None if is_busy or stay.agent in on_the_way else waits_s,
                hand,
                assigned_s,
                on_the_way.get(stay.agent),
                asleep,
            )
        )
    return found


def _is_way_of(one: OneSpan, stay: OneSpan) -> bool:
    """Return whether a span is the way on which a stay begins: whoever arrives is idle since then."""
    return one.kind is SpanKind.OFF_PHONE and one.from_s == stay.from_s


def _is_back(one: OneSpan, stay: OneSpan) -> bool:
    """Return whether a span is a time of a stay in which the agent is not there: whoever is back is idle since then."""
    return one.kind in NOT_THERE and stay.from_s <= one.from_s


def _came_s(play: Playback, spans: list[OneSpan]) -> float:
    """Return when an agent came on duty for the first time."""
    absent = {one.from_s for one in spans if one.kind is SpanKind.ABSENT}
    first_s = min(one.from_s for one in spans if one.kind is SpanKind.DUTY and one.from_s not in absent)
    away = [one for one in spans if one.kind is SpanKind.AWAY and one.from_s == first_s]
    return next((one.to_s for one in away if came_late(play, one.agent, one)), first_s)


def room_for(
    play: Playback, type_: int, agents: list[OnDuty], rank_of: dict[int, int], time_s: float
) -> list[SeenAgent]:
    """Return who of ``agents``, on duty at an instant, has room for a contact of a type, of the groups with a rank."""
    channel = play.tables.channels.of_type[type_]
    slots, keeps = play.tables.channels.slots[channel], play.keeps_at(time_s)[type_]
    there = [one for one in agents if one.group in rank_of and one.may_take and _fits(play, channel, one)]
    empty = [sum(is_empty(play, one) for one in there if one.group == group) for group in range(len(keeps))]
    shut = channels_shut(play, time_s)
    # Whoever takes nothing new of the channel is one with nothing in hand all the same.
    able = [one for one in there if play.has_skill(one.agent, type_) and channel not in shut.get(one.agent, ())]
    return [
        SeenAgent(
            one.agent,
            rank_of[one.group],
            one.waits_since_s,
            one.assigned_s,
            len(one.in_hand) + len(one.asleep),
            used_of(play, one) if slots is not None else 0,
            is_empty(play, one) and empty[one.group] <= keeps[one.group],
        )
        for one in able
    ]


def shut_with_room(play: Playback, type_: int, agents: list[OnDuty], time_s: float) -> list[OnDuty]:
    """Return who of ``agents`` has room for a contact of a type, but takes none before their shift ends."""
    channel, shut = play.tables.channels.of_type[type_], channels_shut(play, time_s)
    mine = [one for one in agents if one.may_take and channel in shut.get(one.agent, ())]
    return [one for one in mine if play.has_skill(one.agent, type_) and _fits(play, channel, one)]


def is_empty(play: Playback, one: OnDuty) -> bool:
    """Return whether an agent has nothing in hand; conversations that are inactive and fill nothing are nothing."""
    return not one.in_hand and not used_of(play, one)


def used_of(play: Playback, one: OnDuty) -> int:
    """Return how much of an agent's hand is filled, in the engine's units."""
    found = sum(units_asleep(play, span) for span in one.asleep)
    for span in one.in_hand:
        slots = play.tables.channels.slots[play.number("channel", span.contact)]
        found += play.tables.staff.hands[one.group].capacity if slots is None else slots.weight
    return found


def _fits(play: Playback, channel: int, one: OnDuty) -> bool:
    slots, hands = play.tables.channels.slots[channel], play.tables.staff.hands[one.group]
    if slots is None or any(
        play.tables.channels.slots[play.number("channel", span.contact)] is None for span in one.in_hand
    ):
        return is_empty(play, one)
    most = hands.at_most[channel]
    of_channel = sum(play.number("channel", span.contact) == channel for span in one.in_hand)
    return used_of(play, one) + slots.weight <= hands.capacity and (most is None or of_channel < most)
