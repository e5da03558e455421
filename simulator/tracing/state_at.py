"""The state of a center at an instant: who waits in which order, who is free, who has what in hand, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.record import SeenAgent
from simulator.log import SpanKind
from simulator.tracing.beside_waiting import reserved
from simulator.tracing.choice_keys import ComparedAgent, agent_keys, first_agents, why_agent
from simulator.tracing.contact_keys import CONTACT_KEYS, why_contact
from simulator.tracing.conversation_told import waited_in_hand
from simulator.tracing.conversations_seen import InNoHand, handed_over_by, in_no_hand
from simulator.tracing.fullness import is_full, is_unstaffed, with_nobody
from simulator.tracing.instants import (
    OnDuty,
    at_close_of,
    compared,
    is_empty,
    on_duty_at,
    outside_at,
    reach_of,
    room_for,
    shut_with_room,
    waiting_at,
)
from simulator.tracing.intervened_hours import acts_of, hours_at
from simulator.tracing.lines_in_use import lines_missing
from simulator.tracing.off_duty import NotThere, channels_shut, not_there_at
from simulator.tracing.one_more import agents_found
from simulator.tracing.place_in_line import place_in_line
from simulator.tracing.playback import Playback
from simulator.tracing.reasons import Reason, tightest
from simulator.tracing.silences_seen import is_gone_at
from simulator.tracing.taken_before import after_instant, compared_agents


@dataclass(frozen=True)
class Waiter:
    """A contact that waits."""

    contact: str
    type: str
    segment: str | None
    since_s: float
    clock: str
    waited_s: float
    credit_s: float
    counts_as_s: float | None
    """The age that is compared, where somebody has a rate or a cap."""
    of_target: float | None
    """Which part of its target time is used up, where that is compared."""
    groups: tuple[str, ...]
    """Which groups may take it now."""
    later: tuple[tuple[str, str], ...]
    """(group, from when on) of those that may take it later."""
    handed_over_by: str | None = None
    """Of a conversation that waits again, which agent handed it over."""
    is_gone: bool = False
    """Whether its customer has left silently."""


@dataclass(frozen=True)
class HandTold:
    """A contact in an agent's hand."""

    contact: str
    type: str
    doing: str
    """talk, wrap_up or hold; of a conversation reading, reply, in_hand, paused or inactive."""
    since_s: float
    for_s: float
    owed_s: float | None = None
    """How long a message of a conversation waits for a reply that nobody writes yet; None: none does."""
    is_gone: bool = False
    """Whether its customer has left silently."""


@dataclass(frozen=True)
class AgentNow:
    """An agent on duty."""

    agent: str
    group: str
    idle_s: float | None
    is_leaving: bool
    in_hand: tuple[HandTold, ...]
    ready_s: float | None = None
    """Until when they are off the phone; None where they are not."""
    ready: str = ""
    """The same as the clock says it."""
    nothing_new_of: tuple[str, ...] = ()
    """Of which channels they take nothing new, because their shift ends soon."""


@dataclass(frozen=True)
class LaidAside:
    """A conversation that lies in no hand and does not wait in a queue, since an agent's shift has ended."""

    contact: str
    type: str
    segment: str | None
    is_parked: bool
    """Whether it waits for the agent's next shift; else it belongs to nobody until the customer writes."""
    agent: str
    """Who has parked it, or has handed it over."""
    since_s: float
    clock: str
    owed_s: float | None
    """How long a message waits for a reply; None: none does."""


@dataclass(frozen=True)
class NextForGroup:
    """Which contact an agent of a group would take who became free now."""

    group: str
    on_duty: int
    contact: str | None
    """None: nobody waits whom they may take."""
    type: str
    why: Reason
    may_be_kept: bool = False
    """Whether a `while` or `reserves` of the group decides as well, by how things stand then."""


@dataclass(frozen=True)
class NextOfType:
    """What would become of a contact of a type that came now, in no segment."""

    type: str
    agents: tuple[str, ...]
    """Who would take it; several where chance decides, none where nobody would."""
    why: Reason
    """What decides among those; or why nobody takes it."""
    ends: str = ""
    """Where nobody takes it: waits, blocked, or what becomes of it outside its hours."""
    unstaffed: bool = False
    """Whether it is blocked by a queue limit that is 0 with nobody on duty."""


@dataclass(frozen=True)
class CarriedOut:
    """An intervention that was carried out."""

    time_s: float
    clock: str
    intervention: str
    verb: str
    number: int
    """How many agents, types or groups it changed."""


@dataclass(frozen=True)
class ChangedType:
    """A type that an intervention has closed or opened."""

    type: str
    is_open: bool
    intervention: str


@dataclass(frozen=True)
class StateTold:
    """The center at an instant, when everything of that instant has happened."""

    time_s: float
    clock: str
    is_open: bool
    waiting: tuple[Waiter, ...]
    outside: tuple[Waiter, ...]
    agents: tuple[AgentNow, ...]
    next_for: tuple[NextForGroup, ...]
    next_of: tuple[NextOfType, ...]
    interventions: tuple[CarriedOut, ...] = ()
    """Those of the day up to then, in order."""
    changed: tuple[ChangedType, ...] = ()
    """Types that are closed or open by them now, where their hours say otherwise."""
    laid_aside: tuple[LaidAside, ...] = ()
    """Conversations that are parked, or belong to nobody until their customer writes."""
    not_there: tuple[NotThere, ...] = ()
    """Agents with shifts who are on the plan now, and on a break, absent or away."""


_LYING = (SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.INACTIVE)
"""What goes on with a conversation to which nobody writes."""


def state_told(play: Playback, time_s: float) -> StateTold:
    """Return the state of the center at an instant."""
    agents = on_duty_at(play, time_s)
    is_open = play.is_open_at(time_s)
    return StateTold(
        time_s=time_s,
        clock=play.clock(time_s),
        is_open=is_open,
        waiting=tuple(_waiter(play, row, since_s, time_s) for row, since_s in waiting_at(play, time_s)),
        outside=tuple(_waiter(play, row, since_s, time_s) for row, since_s in outside_at(play, time_s)),
        agents=tuple(_agent(play, one, time_s) for one in agents),
        next_for=tuple(_next_for(play, group, agents, time_s) for group in range(len(play.log.names.groups))),
        next_of=tuple(_next_of(play, type_, agents, time_s) for type_ in range(len(play.log.names.types)))
        if is_open
        else (),
        interventions=tuple(_carried_out(play, time_s)),
        changed=tuple(_changed(play, time_s)) if is_open else (),
        laid_aside=tuple(_laid_aside(play, one, time_s) for one in in_no_hand(play, time_s)),
        not_there=tuple(not_there_at(play, time_s)),
    )


def _carried_out(play: Playback, time_s: float) -> Iterator[CarriedOut]:
    """Yield the interventions of the day of an instant up to then."""
    for number, at_s, did in acts_of(play):
        if at_s <= time_s and play.day_at(at_s) == play.day_at(time_s):
            name, verb = play.log.names.interventions[number], play.tables.interventions[number].verb
            yield CarriedOut(at_s, play.clock(at_s), name, verb, did)


def _changed(play: Playback, time_s: float) -> Iterator[ChangedType]:
    for type_ in play.tables.types_that_change:
        terms, closed_by, opened_by = hours_at(play, type_, time_s)
        name = play.log.names.types[type_]
        if closed_by is not None:
            yield ChangedType(name, False, closed_by)
        elif opened_by is not None and terms.open_at(time_s) and not play.tables.admission[type_].open_at(time_s):
            yield ChangedType(name, True, opened_by)


def _laid_aside(play: Playback, one: InNoHand, time_s: float) -> LaidAside:
    return LaidAside(
        contact=play.name_of(one.row),
        type=play.type_of(one.row),
        segment=play.segment_of(one.row),
        is_parked=one.laid.is_parked,
        agent=play.agent_name(one.laid.agent),
        since_s=one.laid.at_s,
        clock=play.clock(one.laid.at_s),
        owed_s=None if one.owed_since_s is None else time_s - one.owed_since_s,
    )


def _waiter(play: Playback, row: int, since_s: float, time_s: float) -> Waiter:
    tiers, later = reach_of(play, row, time_s, since_s)
    names, in_line = play.log.names.groups, place_in_line(play, row, time_s)
    laid = handed_over_by(play, row, time_s)
    return Waiter(
        contact=play.name_of(row),
        type=play.type_of(row),
        segment=play.segment_of(row),
        since_s=since_s,
        clock=play.clock(since_s),
        waited_s=time_s - since_s,
        credit_s=in_line.order.age_credit_s,
        counts_as_s=in_line.counts_as_s,
        of_target=in_line.part_of_target,
        groups=tuple(names[group] for tier in tiers for group in tier),
        later=tuple((names[group], play.clock(from_s)) for group, from_s in later.items()),
        handed_over_by=None if laid is None else play.agent_name(laid.agent),
        is_gone=is_gone_at(play, row, time_s),
    )


def _agent(play: Playback, one: OnDuty, time_s: float) -> AgentNow:
    shut = sorted(channels_shut(play, time_s).get(one.agent, ())) if one.may_take else ()
    return AgentNow(
        agent=play.agent_name(one.agent),
        group=play.log.names.groups[one.group],
        idle_s=None if one.idle_since_s is None else time_s - one.idle_since_s,
        is_leaving=one.is_leaving,
        nothing_new_of=tuple(play.log.names.channels[channel] for channel in shut),
        ready_s=one.ready_s,
        ready="" if one.ready_s is None else play.clock(one.ready_s),
        in_hand=tuple(
            HandTold(
                play.name_of(span.contact),
                play.type_of(span.contact),
                span.kind.name.lower(),
                span.from_s,
                time_s - span.from_s,
                None if span.kind not in _LYING else waited_in_hand(play, span.contact, time_s),
                is_gone_at(play, span.contact, time_s),
            )
            for span in (*one.in_hand, *one.asleep)
        ),
    )


def _next_for(play: Playback, group: int, agents: list[OnDuty], time_s: float) -> NextForGroup:
    """Return whom an agent of ``group`` takes who becomes free now, with nothing left in hand."""
    mine = [one for one in agents if one.group == group and one.may_take]
    others = sum(is_empty(play, one) for one in mine)
    shut = channels_shut(play, time_s)
    # Of these channels nobody of the group takes anything new.
    of_none = set.intersection(*(shut.get(one.agent, set()) for one in mine)) if mine else set()
    able, kept, is_shut = [], False, False
    for row, since_s in waiting_at(play, time_s):
        reach, _ = reach_of(play, row, time_s, since_s)
        one = compared(play, row, group, time_s) if play.usually_serves(row, group) else None
        keeps_place = not play.is_open_at(time_s) and at_close_of(play, row) == "keep"
        if one is None or keeps_place or all(group not in tier for tier in reach):
            continue
        if play.number("channel", row) in of_none:
            is_shut = True
        elif play.keeps_at(time_s)[play.number("type", row)][group] > others:
            kept = True
        else:
            able.append(one)
    name = play.log.names.groups[group]
    if not mine or not able:
        why = Reason.KEEP_FREE if kept else Reason.NO_NEW if is_shut else Reason.NONE_WAITS
        why = why if mine else Reason.OFF_DUTY
        return NextForGroup(name, len(mine), None, "", why)
    tiers = sorted({(one.own, one.segment) for one in able})
    able = [one._replace(tier=tiers.index((one.own, one.segment)) + 1) for one in able]
    first, *rest = sorted(able, key=lambda one: [key.of(one) for key in CONTACT_KEYS])
    # Within a line nobody is overtaken: what decides is said of the first of the others.
    why = why_contact(first, rest[0]) if rest else Reason.ONLY_ONE
    may_be_kept = _may_be_kept(play, group, play.number("type", first.row), time_s)
    return NextForGroup(name, len(mine), play.name_of(first.row), play.type_of(first.row), why, may_be_kept)


def _may_be_kept(play: Playback, group: int, type_: int, time_s: float) -> bool:
    read = play.tables.read
    if read is None or not play.is_open_at(time_s):
        return False
    return read.gates[group][type_] is not None or reserved(play, type_, group, time_s) > 0


def _next_of(play: Playback, type_: int, agents: list[OnDuty], time_s: float) -> NextOfType:
    """Return what becomes of a contact of ``type_`` that comes now."""
    name, (terms, closed_by, _) = play.log.names.types[type_], hours_at(play, type_, time_s)
    if not terms.open_at(time_s):
        ends = "sent_away" if closed_by and terms.when_closed == "refuse" else terms.when_closed
        return NextOfType(name, (), Reason.HOURS if closed_by is None else Reason.INTERVENTION, ends)
    lines = lines_missing(play, type_, time_s)
    if lines is not None:
        return NextOfType(name, (), Reason.LINES, "blocked", with_nobody(play, lines, time_s))
    reach = play.tables.eligibility.reaches[type_][0]
    rank_of = {group: rank for rank, tier in enumerate(reach.tiers, 1) for group in tier}
    room = _room(play, type_, agents, rank_of, time_s)
    keys = agent_keys(play.tables, type_)
    able = compared_agents(play, type_, reach.tiers, room, after_instant(play, time_s))
    first = first_agents(able, keys)
    if first:
        reasons = [why_agent(first[0], one, keys) for one in able if one not in first]
        why = _chance(first, keys) or tightest(reasons)
        return NextOfType(name, tuple(play.agent_name(one.seen.agent) for one in first), why)
    if is_full(play, type_, time_s):
        return NextOfType(name, (), Reason.QUEUE_LIMIT, "blocked", is_unstaffed(play, type_, time_s))
    return NextOfType(name, (), _why_nobody(play, type_, able, agents, rank_of, time_s), "waits")


def _room(play: Playback, type_: int, agents: list[OnDuty], rank_of: dict[int, int], time_s: float) -> list[SeenAgent]:
    """Return who has room for a contact of a type that comes now; what keeps some from it may have to be tried."""
    read = play.tables.read
    if read is not None and (any(gates[type_] for gates in read.gates) or any(read.reserves)):
        found = agents_found(play, type_, time_s)
        if found is not None:
            return found
    return room_for(play, type_, agents, rank_of, time_s)


def _why_nobody(
    play: Playback, type_: int, able: list[ComparedAgent], agents: list[OnDuty], rank_of: dict[int, int], time_s: float
) -> Reason:
    """Return why nobody of the groups with a rank takes a contact that waits; ``able`` have room and are kept free."""
    if able:
        return Reason.GATE if all(one.seen.is_shut_out for one in able) else Reason.KEEP_FREE
    if any(one.group in rank_of for one in shut_with_room(play, type_, agents, time_s)):
        return Reason.NO_NEW
    is_staffed = any(one.group in rank_of and one.may_take and play.has_skill(one.agent, type_) for one in agents)
    return Reason.ROOM if is_staffed or not rank_of else Reason.OFF_DUTY


def _chance(first: list[ComparedAgent], keys: tuple[object, ...]) -> Reason | None:
    """Return the key that leaves the choice to chance, where it does."""
    if len(first) < 2:
        return None
    return why_agent(first[0], first[1], keys)  # type: ignore[arg-type]
