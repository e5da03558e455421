"""The day of one agent: stays, contacts, the time between them, and why each contact was theirs."""

from dataclasses import dataclass

from simulator.engine.record import Rule
from simulator.log import SpanKind
from simulator.scenario.nouns import Day
from simulator.tracing.agent_moves import MoveTold, moves_of
from simulator.tracing.barred import GroupAsked, agents_barred, takes_none, why_not_group
from simulator.tracing.conversations_seen import handed_over_by, is_conversation, laid_down, messages_of, units_asleep
from simulator.tracing.explained import why_this_agent, why_this_contact
from simulator.tracing.happenings import What
from simulator.tracing.instants import reach_of
from simulator.tracing.off_duty import NotThere, has_shifts, times_off
from simulator.tracing.playback import IN_HAND, OneSpan, Playback
from simulator.tracing.reasons import Reason
from simulator.tracing.silences_seen import is_gone_at
from simulator.units import GRID_PER_S

_JUST_BEFORE_S = 1 / GRID_PER_S
"""Of the instant at which a wait ends something else is true."""


@dataclass(frozen=True)
class StayTold:
    """A time on duty."""

    from_s: float
    to_s: float
    overtime_s: float


@dataclass(frozen=True)
class AgentEntry:
    """A contact in hand, or (``contact`` None) a time with nothing in hand."""

    from_s: float
    to_s: float
    clock: str
    contact: str | None = None
    type: str = ""
    segment: str | None = None
    talk_s: float = 0.0
    wrap_up_s: float = 0.0
    hold_s: float = 0.0
    in_hand: int = 0
    """How many contacts were in hand when it began, this one included; of conversations those that were active."""
    replies: int | None = None
    """How many replies of a conversation were sent, whose talk is what was written; None: it is none."""
    inactive_s: float = 0.0
    what: What | None = None
    """How it came: the contact looked for an agent, or the agent for a contact."""
    why: Reason | None = None
    handed_over_by: str | None = None
    """Who had a conversation in hand before, and handed it over."""
    laid_down: What | None = None
    """What became of a conversation because the agent's shift ended: handed over, or parked."""
    against: str | None = None
    """The nearest of those that were not chosen: an agent, or a contact."""
    off_phone: bool = False
    """Whether they are paid and not there for contacts yet."""
    helps: str | None = None
    """The agent whom they help with the contact; None: it is their own."""
    left_silently: bool = False
    """Whether the customer had left by the end of it, and nobody had noticed."""
    not_there: NotThere | None = None
    """Why they are not there, with a shift."""


@dataclass(frozen=True)
class AgentTold:
    """An agent on one day."""

    agent: str
    group: str
    day: str
    stays: tuple[StayTold, ...]
    entries: tuple[AgentEntry, ...]
    moves: tuple[MoveTold, ...] = ()
    """How they came and went by interventions."""
    team: str | None = None
    """None where nobody has a team."""


def agent_told(play: Playback, agent: int, day: Day) -> AgentTold:
    """Return what an agent did on a day, from its opening to the next one."""
    spans = [one for one in play.spans_of_agent(agent) if play.day_at(one.from_s)[1] == day.start_s]
    stays = [one for one in spans if one.kind is SpanKind.DUTY]
    overtime = [one for one in spans if one.kind is SpanKind.OVERTIME]
    held = _in_hand(play, [one for one in spans if one.kind in (*IN_HAND, SpanKind.INACTIVE)])
    shifts = has_shifts(play, agent)
    off_phone = [one for one in spans if one.kind is SpanKind.OFF_PHONE and not shifts]
    times = [one for one in times_off(play, agent) if play.day_at(one.from_s)[1] == day.start_s]
    held += [AgentEntry(one.from_s, one.to_s, one.clock, not_there=one) for one in times]
    held += [AgentEntry(one.from_s, one.to_s, play.clock(one.from_s), off_phone=True) for one in off_phone]
    busy = [(one.from_s, one.to_s) for one in held if one.contact is None or one.replies is None]
    busy += [(one.from_s, one.to_s) for one in spans if one.kind in IN_HAND or _fills(play, one)]
    idle = [one for stay in stays for one in _idle(play, stay, busy)]
    return AgentTold(
        agent=play.agent_name(agent),
        group=play.log.names.groups[play.group_of(agent)],
        day=day.name,
        stays=tuple(
            StayTold(
                one.from_s, one.to_s, sum(o.to_s - o.from_s for o in overtime if one.from_s <= o.from_s < one.to_s)
            )
            for one in stays
        ),
        entries=tuple(sorted([*held, *idle], key=lambda one: (one.from_s, one.contact is not None, one.to_s))),
        moves=tuple(moves_of(play, stays, off_phone)),
        team=_team_of(play, agent),
    )


def _team_of(play: Playback, agent: int) -> str | None:
    teams = play.log.facts.teams
    return None if teams is None else play.log.names.teams[teams.team_of_agent[agent]]


def _in_hand(play: Playback, spans: list[OneSpan]) -> list[AgentEntry]:
    """Return a row for each time a contact was in hand: from the answer to the end of wrap-up."""
    found: list[list[OneSpan]] = []
    for one in sorted(spans, key=lambda one: (one.contact, one.from_s, one.to_s)):
        last = found[-1] if found else None
        goes_on = last is not None and last[-1].contact == one.contact and last[-1].to_s == one.from_s
        goes_on = goes_on and _laid_down(play, one.contact, one.agent, one.from_s) is None
        # An answer begins a row of its own, but where the agent only stays on the line and briefs the next one.
        if goes_on and last is not None and not (one.kind is SpanKind.TALK and last[-1].kind is not SpanKind.HOLD):
            last.append(one)
        else:
            found.append([one])
    return [_entry(play, parts, found) for parts in found]


def _entry(play: Playback, parts: list[OneSpan], everything: list[list[OneSpan]]) -> AgentEntry:
    first, last = parts[0], parts[-1]
    kinds = (*IN_HAND, SpanKind.INACTIVE)
    lasted = {kind: sum(one.to_s - one.from_s for one in parts if one.kind is kind) for kind in kinds}
    beside = sum(
        one.kind in IN_HAND and one.from_s <= first.from_s < one.to_s
        for each in everything
        if each is not parts
        for one in each
    )
    messages = messages_of(play, first.contact)
    sent = [one for one in messages if one.agent == first.agent and first.from_s <= one.sent_s <= last.to_s]
    what, why, against = _how(play, first)
    calls = [each for each in play.helps if (each.helper, each.begun_s) == (first.agent, first.from_s)]
    helps = play.agent_name(calls[0].agent) if first.kind is SpanKind.HELPING else None
    laid = laid_down(play, first.contact)
    if what is None and any(one.is_parked and one.at_s <= first.from_s for one in laid):
        what = What.BACK
    before = None if what in (None, What.BACK) else handed_over_by(play, first.contact, first.from_s)
    return AgentEntry(
        from_s=first.from_s,
        to_s=last.to_s,
        clock=play.clock(first.from_s),
        contact=play.name_of(first.contact),
        type=play.type_of(first.contact),
        segment=play.segment_of(first.contact),
        talk_s=lasted[SpanKind.TALK] + lasted[SpanKind.READING] + lasted[SpanKind.REPLY] + lasted[SpanKind.IN_VAIN],
        wrap_up_s=lasted[SpanKind.WRAP_UP],
        hold_s=lasted[SpanKind.HOLD],
        in_hand=beside + 1,
        replies=len(sent) if is_conversation(play, first.contact) else None,
        inactive_s=lasted[SpanKind.INACTIVE],
        what=what,
        why=why,
        handed_over_by=None if before is None else play.agent_name(before.agent),
        laid_down=_laid_down(play, first.contact, first.agent, last.to_s),
        against=against,
        helps=helps,
        left_silently=is_gone_at(play, first.contact, last.to_s),
    )


def _laid_down(play: Playback, row: int, agent: int, time_s: float) -> What | None:
    """Return what became of a conversation that an agent laid down at an instant; None where they did not."""
    mine = [one for one in laid_down(play, row) if (one.agent, one.at_s) == (agent, time_s)]
    return (What.PARKED if mine[-1].is_parked else What.HANDED_OVER) if mine else None


def _how(play: Playback, answer: OneSpan) -> tuple[What | None, Reason | None, str | None]:
    """Return how a contact came into an agent's hand, what decided, and against whom."""
    for place in play.about.get(answer.contact, []):
        one = play.decisions[place]
        if (one.agent, one.time_s) != (answer.agent, answer.from_s):
            continue
        seen = play.seen_agents(place)
        if one.rule in (Rule.FREE_AGENT, Rule.WAITED, Rule.TAKEN_OVER):
            choice = why_this_agent(play, place, seen)
            other = next((each.agent for each in choice.candidates if each.why is choice.why), None)
            return What[one.rule.name], choice.why, other
        if one.rule in (Rule.FREED_AGENT, Rule.LATE):
            taken = why_this_contact(play, place)
            return What[one.rule.name], taken.why, next((r.contact for r in taken.rivals if r.why is taken.why), None)
    return None, None, None


def _fills(play: Playback, one: OneSpan) -> bool:
    """Return whether it is a conversation that is inactive, and fills a part of the hand all the same."""
    return one.kind is SpanKind.INACTIVE and units_asleep(play, one) > 0


def _idle(play: Playback, stay: OneSpan, busy: list[tuple[float, float]]) -> list[AgentEntry]:
    """Return the times of a stay in which nothing was in hand, nor anything else to do."""
    found, free_s = [], stay.from_s
    for from_s, to_s in sorted(busy):
        if from_s >= stay.to_s or to_s < stay.from_s:
            continue
        if from_s > free_s:
            found.append(_nothing(play, stay.agent, free_s, from_s))
        free_s = max(free_s, to_s)
    if free_s < stay.to_s:
        found.append(_nothing(play, stay.agent, free_s, stay.to_s))
    return found


def _nothing(play: Playback, agent: int, from_s: float, to_s: float) -> AgentEntry:
    """Return a time with nothing in hand, and why no contact of those that waited meanwhile was taken."""
    group, why = play.group_of(agent), Reason.NONE_WAITS
    for wait in play.waits_between(from_s, to_s):
        # As long as it waited at most while the agent had nothing in hand.
        last_s = min(to_s, wait.to_s) - _JUST_BEFORE_S
        tiers, later = reach_of(play, wait.contact, last_s, wait.from_s)
        may = any(group in tier for tier in tiers)
        if (may or group in later) and not play.has_skill(agent, play.number("type", wait.contact)):
            why = Reason.SKILL if why is Reason.NONE_WAITS else why
        elif may:
            why = _kept_from(play, agent, wait, last_s)
            break
        elif group in later:
            why = why_not_group(GroupAsked(play, wait.contact, group, last_s, wait.from_s)) or why
    return AgentEntry(from_s, to_s, play.clock(from_s), why=why)


def _kept_from(play: Playback, agent: int, wait: OneSpan, time_s: float) -> Reason:
    """Return what keeps an agent with nothing in hand from a contact that their group may take and they can."""
    if takes_none(play, agent, wait.contact, time_s):
        return Reason.NO_NEW
    if play.keeps_at(time_s)[play.number("type", wait.contact)][play.group_of(agent)]:
        return Reason.KEEP_FREE
    if not play.is_open_at(time_s):
        return Reason.KEEPS_PLACE
    barred = agents_barred(play, wait.contact, time_s, wait.from_s).get(agent)
    # There is room in an empty hand, unless nothing is put into it any more.
    return Reason.LEAVING if barred is Reason.ROOM else barred or Reason.KEEPS_PLACE
