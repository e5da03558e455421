"""The story of a case: what happened to each of its contacts, in order of time, and what decided it."""

from collections.abc import Iterator
from itertools import pairwise
from math import isnan

from simulator.engine.record import Decision, Rule, SeenAgent
from simulator.engine.tables.eligibility import Reach
from simulator.log import NOBODY, Cause, EndedBy, SpanKind
from simulator.tracing.barred import GroupAsked, why_not_group
from simulator.tracing.beside_waiting import room_beside
from simulator.tracing.conversation_told import course_of, waited_in_hand, worked_in_vain
from simulator.tracing.conversations_seen import handed_over_by, is_conversation, laid_down
from simulator.tracing.explained import kept_agents, why_this_agent, why_this_contact
from simulator.tracing.fullness import is_unstaffed, limited_queues
from simulator.tracing.groups_seen import GroupSeen, groups_for
from simulator.tracing.happenings import CaseTold, ContactTold, Happening, What
from simulator.tracing.in_order import InOrder, happening
from simulator.tracing.instants import on_duty_at, passed_to, room_for, waiting_at
from simulator.tracing.intervened_hours import acts_of, hours_at, opened_at
from simulator.tracing.lines_in_use import NO_LINE, is_without_staff
from simulator.tracing.off_duty import NOT_THERE
from simulator.tracing.playback import IN_HAND, Playback
from simulator.tracing.reasons import Reason
from simulator.tracing.silences_seen import left_silently_s, was_taken_in_vain
from simulator.tracing.without_choice import WITHOUT_CHOICE

_TAKEN_BY_LOOKING = (Rule.FREE_AGENT, Rule.WAITED, Rule.TAKEN_OVER)
_TAKEN_BY_AGENT = (Rule.FREED_AGENT, Rule.LATE)
_WAITS = (Rule.QUEUED, Rule.KEPT_FREE)
_WAIT_ENDS = (
    Rule.VOICEMAIL, Rule.PATIENCE, Rule.LEFT_SILENTLY, Rule.CLEARED, Rule.MESSAGE_LEFT, Rule.SENT_AWAY,
)  # fmt: skip
_AT_DOORS = (
    Rule.REFUSED, Rule.CLOSED_VOICEMAIL, Rule.OUTSIDE, Rule.REDIRECTED, Rule.CLEARED, Rule.OPENED,
)  # fmt: skip
_OF_RULES = (
    Rule.MOVED_ON, Rule.DECLINED, Rule.WIDENED, Rule.RAISED, Rule.MESSAGE_LEFT, Rule.SENT_AWAY,
)  # fmt: skip


def case_told(play: Playback, case: int) -> CaseTold:
    """Return the story of a case."""
    rows = play.of_case[case]
    return CaseTold(case, tuple(contact_told(play, row) for row in rows), tuple(_happenings(play, rows)))


def contact_alone(play: Playback, row: int) -> CaseTold:
    """Return the story of one contact of a case."""
    return CaseTold(play.number("case", row), (contact_told(play, row),), tuple(_happenings(play, [row])))


def contact_told(play: Playback, row: int) -> ContactTold:
    """Return a contact in short."""
    agent, last = play.number("answered_by", row), play.number("closed_by", row)
    waits_s = [one.to_s - one.from_s for one in play.spans_of_contact(row) if one.kind is SpanKind.QUEUE]
    is_silent = left_silently_s(play, row) is not None
    by_replies = is_conversation(play, row) or was_taken_in_vain(play, row)
    if (by_replies or is_silent) and not isnan(play.time("wait_s", row)):
        # In an agent's hand as well its customer waits for the first reply; who has left waits no more.
        waits_s = [play.time("wait_s", row)]
    return ContactTold(
        contact=play.name_of(row),
        type=play.type_of(row),
        channel=play.channel_of(row),
        segment=play.segment_of(row),
        cause=Cause(play.number("cause", row)).name.lower(),
        attempt=play.number("attempt", row),
        arrived_s=play.time("arrived_s", row),
        clock=play.clock(play.time("arrived_s", row)),
        ended_by=EndedBy(play.number("ended_by", row)).name.lower(),
        waited_s=sum(waits_s),
        waits=len(waits_s),
        answered_by=None if agent < 0 else play.agent_name(agent),
        closed_by=None if last < 0 else play.agent_name(last),
        reported=play.time("arrived_s", row) >= play.reports_from_s,
        by_replies=by_replies,
        silent=is_silent,
    )


def _happenings(play: Playback, rows: list[int]) -> list[Happening]:
    found = sorted(
        one
        for row in rows
        for one in (
            _came(play, row),
            *_decided(play, row),
            *_facts(play, row),
            *course_of(play, row),
            *worked_in_vain(play, row),
            *_helped(play, row),
        )
    )
    return [one.happening for one in found]


def _came(play: Playback, row: int) -> InOrder:
    """Return that a contact came, just before the first decision about it."""
    time_s = play.time("arrived_s", row)
    first = play.about.get(row, [len(play.decisions)])[0]
    parent = play.number("parent", row)
    said = "" if parent < 0 else play.name_of(parent)
    return InOrder(time_s, first - 0.5, happening(play, row, time_s, What.CAME, said=said))


def _decided(play: Playback, row: int) -> Iterator[InOrder]:
    for place in play.about.get(row, []):
        yield InOrder(play.decisions[place].time_s, place, _of_decision(play, place))


def _of_decision(play: Playback, place: int) -> Happening:
    """Return a decision with what it was made from."""
    one = play.decisions[place]
    row, time_s, rule = one.contact, one.time_s, one.rule
    what = What[rule.name] if rule.name in What.__members__ else What.OTHER
    since_s, seen = play.wait_of(row, time_s), play.seen_agents(place)
    agent = None if one.agent is None else play.agent_name(one.agent)
    if rule in _TAKEN_BY_LOOKING and seen:
        choice = why_this_agent(play, place, seen)
        waited_s = None if since_s is None or rule is Rule.FREE_AGENT else time_s - since_s
        groups = tuple(groups_for(play, row, time_s, _since(since_s, rule, time_s), seen))
        return happening(
            play, row, time_s, what, agent=agent, handed_over_by=_handed_over_by(play, one),
            why=choice.why, waited_s=waited_s, groups=groups,
            candidates=choice.candidates,
        )  # fmt: skip
    if rule in _TAKEN_BY_AGENT and seen:
        taken = why_this_contact(play, place)
        waited_s = None if since_s is None else time_s - since_s
        return happening(
            play, row, time_s, what, agent=agent, handed_over_by=_handed_over_by(play, one),
            why=taken.why, waited_s=waited_s, rivals=taken.rivals,
            more=taken.more, said=_how_freed(play, seen[0], time_s),
        )  # fmt: skip
    if rule in _WAITS:
        groups = tuple(groups_for(play, row, time_s, time_s, seen))
        why = _why_kept(seen) if rule is Rule.KEPT_FREE else _why_it_waits(groups)
        return happening(
            play, row, time_s, what, why=why, groups=groups, candidates=kept_agents(play, place, seen),
            announced_s=_announced_s(play, row, time_s),
        )  # fmt: skip
    waited_s = time_s - since_s if rule in _WAIT_ENDS and since_s is not None else None
    if (
        since_s is None
        or rule in (Rule.LEFT_WAITING, Rule.SILENT_IN_HAND)
        or (rule in (Rule.PATIENCE, Rule.LEFT_SILENTLY) and laid_down(play, row))
    ):
        # Its customer waits for a reply in a hand, and after it was handed over or parked.
        waited_s = waited_in_hand(play, row, time_s)
    return happening(
        play, row, time_s, what, agent=_who(play, one), why=WITHOUT_CHOICE.get(rule), waited_s=waited_s,
        said=_said(play, one), group=_group_passed_to(play, one),
        queues=limited_queues(play, *_kind(play, row)) if rule is Rule.QUEUE_FULL else (),
        unstaffed=_is_unstaffed(play, one), **_again(play, one),
        intervention=_intervention(play, one), **_of_rule(play, one),
    )  # fmt: skip


def _handed_over_by(play: Playback, one: Decision) -> str | None:
    """Return the agent who handed over a conversation that is taken by a decision; None where nobody did."""
    laid = handed_over_by(play, one.contact, one.time_s)
    return None if laid is None else play.agent_name(laid.agent)


def _is_unstaffed(play: Playback, one: Decision) -> bool:
    """Return whether a contact was blocked because a limit is 0 with nobody on duty."""
    type_, segment = _kind(play, one.contact)
    if one.rule is Rule.QUEUE_FULL:
        return is_unstaffed(play, type_, one.time_s, segment)
    return one.rule in NO_LINE and is_without_staff(play, one.rule, type_, one.time_s)


def _intervention(play: Playback, one: Decision) -> str | None:
    """Return the intervention that closed the type of a contact which meets a closed door, or opened it."""
    if not play.log.interventions or one.rule not in _AT_DOORS:
        return None
    type_ = play.number("type", one.contact)
    if one.rule is Rule.OPENED:
        return opened_at(play, type_, one.time_s)
    return hours_at(play, type_, one.time_s).closed_by


def _of_rule(play: Playback, one: Decision) -> dict[str, object]:
    """Return the overflow rule of a decision, whom it brings, or what was announced."""
    if one.rule is Rule.ANNOUNCED:
        return {"announced_s": _announced_s(play, one.contact, one.time_s)}
    if one.rule not in _OF_RULES:
        return {}
    number = one.candidates[0]
    found: dict[str, object] = {"rule": play.log.names.overflow[number], "verb": play.log.names.verbs[number]}
    if one.rule is Rule.WIDENED:
        since_s = play.wait_of(one.contact, one.time_s)
        found["groups"] = tuple(
            groups_for(play, one.contact, one.time_s, one.time_s if since_s is None else since_s, _room(play, one))
        )
    return found


def _room(play: Playback, one: Decision) -> tuple[SeenAgent, ...]:
    """Return who has room for a contact when a decision about it is over."""
    type_, groups = play.number("type", one.contact), range(len(play.log.names.groups))
    there = on_duty_at(play, one.time_s)
    waits_on = any(row == one.contact for row, _ in waiting_at(play, one.time_s))
    room = room_beside if waits_on else room_for
    return tuple(room(play, type_, there, dict.fromkeys(groups, 1), one.time_s))


def _announced_s(play: Playback, row: int, time_s: float) -> float | None:
    """Return which wait a contact heard that began to wait, or left, at an instant; None: nothing."""
    if "announced_s" not in play.log.contacts or play.time("queued_s", row) != time_s:
        return None
    announced_s = play.time("announced_s", row)
    return None if isnan(announced_s) else announced_s


def _why_kept(seen: tuple[SeenAgent, ...]) -> Reason:
    return Reason.GATE if seen and all(one.is_shut_out for one in seen) else Reason.KEEP_FREE


def _why_it_waits(groups: tuple[GroupSeen, ...]) -> Reason:
    in_reach = [one.why for one in groups if one.rank]
    nobody = bool(in_reach) and all(one in (Reason.OFF_DUTY, Reason.NO_NEW) for one in in_reach)
    if not nobody:
        return Reason.ROOM
    return Reason.NO_NEW if Reason.NO_NEW in in_reach else Reason.OFF_DUTY


def _how_freed(play: Playback, agent: SeenAgent, time_s: float) -> str:
    """Return why an agent looks for a contact at an instant."""
    if agent.idle_since_s is None:
        return "has room"
    spans = play.spans_of_agent(agent.agent)
    was_busy = any(one.to_s == time_s for one in spans if one.kind in IN_HAND)
    # Before what is idle: that may count from the last contact on, over breaks.
    comes = any(one.from_s == time_s for one in spans if one.kind is SpanKind.DUTY)
    is_ready = any(one.to_s == time_s for one in spans if one.kind in NOT_THERE)
    if not was_busy and (comes or is_ready):
        return "comes on duty"
    return "is kept free no longer" if agent.idle_since_s < time_s else "becomes free"


def _since(since_s: float | None, rule: Rule, time_s: float) -> float:
    return time_s if since_s is None or rule is Rule.FREE_AGENT else since_s


def _kind(play: Playback, row: int) -> tuple[int, int]:
    return play.number("type", row), play.number("segment", row)


def _who(play: Playback, one: Decision) -> str | None:
    """Return the agent whom a decision without a choice is about: who has the contact in hand, or had it last."""
    if one.rule not in (Rule.PASSED_ON, Rule.HELD):
        return None
    talks = [
        span
        for span in play.spans_of_contact(one.contact)
        if span.kind is SpanKind.TALK and span.from_s <= one.time_s <= span.to_s
    ]
    # The next one may have answered within the instant.
    return play.agent_name(talks[0].agent) if talks else None


def _said(play: Playback, one: Decision) -> str:
    """Return which contact it becomes that goes on; of a decision without a line of its own, its words."""
    if one.rule.name not in What.__members__:
        return str(one.rule)
    if one.rule in (Rule.PASSED_ON, Rule.HELD, Rule.REDIRECTED, Rule.MOVED_ON):
        heirs = [
            row
            for row in play.of_case[play.number("case", one.contact)]
            if play.number("parent", row) == one.contact and play.time("arrived_s", row) == one.time_s
        ]
        return play.name_of(heirs[0]) if heirs else ""
    return ""


def _group_passed_to(play: Playback, one: Decision) -> str | None:
    """Return the group that a contact is passed to by a decision; None where it is none, or becomes another contact."""
    if one.rule not in (Rule.PASSED_ON, Rule.HELD) or _said(play, one):
        return None
    group = passed_to(play, one.contact, one.time_s)
    return None if group is None else play.log.names.groups[group]


def _again(play: Playback, one: Decision) -> dict[str, object]:
    """Return when a customer comes again for whom that is decided."""
    if one.rule is not Rule.COMES_AGAIN or "again_s" not in play.log.contacts:
        return {}
    again_s = play.time("again_s", one.contact)
    return {} if isnan(again_s) else {"again_s": again_s, "again": play.clock(again_s)}


def _facts(play: Playback, row: int) -> Iterator[InOrder]:
    """Yield what nobody decided: waits that grew long enough for more groups, ends of talks."""
    spans = play.spans_of_contact(row)
    taken = {(play.decisions[place].time_s) for place in play.about.get(row, [])}
    for one in spans:
        if one.kind is SpanKind.QUEUE:
            yield from _wider(play, row, one.from_s, one.to_s, taken)
            yield from _intervened(play, row, one.from_s, one.to_s)
    passed = {
        play.decisions[place].time_s
        for place in play.about.get(row, [])
        if play.decisions[place].rule in (Rule.PASSED_ON, Rule.HELD)
    }
    for one in spans:
        if one.kind is SpanKind.TALK and one.to_s not in passed:
            wraps = [
                each.to_s - each.from_s
                for each in spans
                if each.kind is SpanKind.WRAP_UP and each.agent == one.agent and each.from_s == one.to_s
            ]
            held = any(
                each.kind is SpanKind.HOLD and (each.agent, each.to_s) == (one.agent, one.from_s) for each in spans
            )
            what = What.BRIEFING if held else What.TALKED
            told = happening(
                play, row, one.to_s, what, agent=play.agent_name(one.agent), lasts_s=one.to_s - one.from_s,
                wrap_up_s=wraps[0] if wraps else None,
            )  # fmt: skip
            # Of one instant a talk ends before anything is decided; one of no length after its answer.
            yield InOrder(one.to_s, -1.0 if one.to_s > one.from_s else len(play.decisions) + 1.0, told)


def _helped(play: Playback, row: int) -> Iterator[InOrder]:
    """Yield when the agent who talked called for help, and who came; after all else of an instant, but a talk's end."""
    after = len(play.decisions) + 1.0
    for one in play.helps:
        if one.contact != row:
            continue
        said = {"agent": play.agent_name(one.agent), "rule": play.log.names.helps[one.rule]}
        yield InOrder(one.called_s, after, happening(play, row, one.called_s, What.CALLED_FOR_HELP, **said))
        if one.helper == NOBODY:
            yield InOrder(one.until_s, -2.0, happening(play, row, one.until_s, What.NO_HELP_CAME, **said))
            continue
        ready = "" if one.joined_s == one.begun_s or isnan(one.joined_s) else play.clock(one.joined_s)
        told = happening(
            play, row, one.begun_s, What.HELP_CAME, helper=play.agent_name(one.helper), ready=ready,
            waited_s=one.begun_s - one.called_s, **said,
        )  # fmt: skip
        yield InOrder(one.begun_s, after + 1.0, told)


def _intervened(play: Playback, row: int, from_s: float, to_s: float) -> Iterator[InOrder]:
    """Yield the interventions that were carried out while a contact waited; they come after all decisions before."""
    for number, at_s, did in acts_of(play):
        if from_s <= at_s < to_s:
            terms, name = play.tables.interventions[number], play.log.names.interventions[number]
            told = happening(play, row, at_s, What.INTERVENED, intervention=name, verb=terms.verb, number=did)
            yield InOrder(at_s, len(play.decisions) + 1.0, told)


def _changed(before: Reach, after: Reach) -> str:
    """Return what a step changes: nothing is said of groups that join."""
    had, has = ({group for tier in one.tiers for group in tier} for one in (before, after))
    return "" if has - had else "fewer" if had - has else "ranks"


def _why_wider(play: Playback, row: int, from_s: float, before: Reach, after: Reach) -> Reason:
    """Return what kept the groups from a contact that join at a step; the step, where none joins."""
    had, has = ({group for tier in one.tiers for group in tier} for one in (before, after))
    asked = (GroupAsked(play, row, group, from_s + before.after_s, from_s) for group in sorted(has - had))
    return next((why for one in asked if (why := why_not_group(one))), Reason.STEP)


def _wider(play: Playback, row: int, from_s: float, to_s: float, taken: set[float]) -> Iterator[InOrder]:
    """Yield the instants of a wait at which more groups might take a contact, and did not."""
    type_ = play.number("type", row)
    for before, reach in pairwise(play.tables.eligibility.reaches_of(*_kind(play, row))):
        time_s = from_s + reach.after_s
        if time_s < to_s and time_s not in taken and passed_to(play, row, time_s) is None:
            rank_of = {group: rank for rank, tier in enumerate(reach.tiers, 1) for group in tier}
            seen = tuple(room_beside(play, type_, on_duty_at(play, time_s), rank_of, time_s))
            groups = groups_for(play, row, time_s, from_s, seen)
            told = happening(
                play,
                row,
                time_s,
                What.WIDER,
                why=_why_wider(play, row, from_s, before, reach),
                groups=tuple(groups),
                said=_changed(before, reach),
            )
            yield InOrder(time_s, -0.5, told)
