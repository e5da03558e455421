"""The center at an instant as blocks: who waits, who is there and what they have in hand, what would come next."""

from simulator.report.blocks import Blocks, Paragraph, Sheet, Tone, column
from simulator.report.traces.compared_columns import compared_columns
from simulator.report.traces.happening_words import long
from simulator.report.traces.intervention_done import done_by
from simulator.report.traces.not_there_words import not_there_said
from simulator.report.traces.reason_words import OF_AGENTS, OF_CONTACTS, OF_NOBODY, UNSTAFFED, won_by
from simulator.report.traces.type_words import type_said
from simulator.report.words.numbers import NOTHING, listed
from simulator.tracing.off_duty import NotThere
from simulator.tracing.state_at import AgentNow, HandTold, LaidAside, NextForGroup, NextOfType, StateTold, Waiter

_WHEN_CLOSED = {
    "refuse": "is refused",
    "voicemail": "leaves a voicemail",
    "wait": "waits outside",
    "redirect": "is redirected",
    "waits": "waits",
    "blocked": "is blocked",
    "sent_away": "is sent away",
}
_DOING = {"talk": "talk", "wrap_up": "wrap-up", "hold": "hold", "helping": "helping"} | {
    "reading": "reading", "reply": "writing", "in_vain": "writing", "in_hand": "active", "paused": "paused",
    "inactive": "inactive",
}  # fmt: skip
_IF_NOT_KEPT = ", if `while` and `reserves` allow it"
_NAMED_MAX = 3
"""So many agents are named of whom chance takes one."""


def state_blocks(told: StateTold) -> Blocks:
    """Yield the state of the center."""
    yield Paragraph(_summary(told), Tone.STRONG)
    if told.interventions:
        yield _interventions_sheet(told)
    if told.changed:
        yield Paragraph(_changed_said(told))
    if told.waiting:
        yield _waiting_sheet(told.waiting, "Waiting, who stands furthest ahead first")
    if told.outside:
        yield _waiting_sheet(told.outside, "Waiting outside until their hours begin")
    if told.laid_aside:
        yield _laid_aside_sheet(told.laid_aside)
    if told.agents:
        yield _agents_sheet(told.agents)
    if told.not_there:
        yield _not_there_sheet(told.not_there)
    if told.next_for:
        yield _next_for_sheet(told.next_for)
    if told.next_of:
        yield _next_of_sheet(told.next_of)


def _interventions_sheet(told: StateTold) -> Sheet:
    done = [done_by(one.verb, one.number) for one in told.interventions]
    columns = (
        column("intervention", [one.intervention for one in told.interventions], left=True),
        column("what was done", done, left=True),
    )
    return Sheet((column("at", [one.clock for one in told.interventions]),), columns, "Interventions of the day so far")


def _changed_said(told: StateTold) -> str:
    return "\n".join(
        f"Contact type {one.type} is {'open' if one.is_open else 'closed'} by intervention {one.intervention}."
        for one in told.changed
    )


def _summary(told: StateTold) -> str:
    closed = "" if told.is_open else " The center is closed."
    waiting = f"{_count(len(told.waiting), 'contact waits', 'contacts wait')}"
    count, more = len(told.not_there), " more" * bool(told.agents)
    gone = f" {count}{more} {'is' if count == 1 else 'are'} on the plan and not there." if count else ""
    return f"At {told.clock} {waiting}; {_there(told.agents)}.{gone}{closed}"


def _there(agents: tuple[AgentNow, ...]) -> str:
    """Return how many are on duty, and how many of them are idle."""
    if not agents:
        return "no agent is on duty"
    idle, count = sum(one.idle_s is not None for one in agents), len(agents)
    away = sum(one.ready_s is not None for one in agents)
    said = f"{_count(count, 'agent is', 'agents are')} on duty"
    if away:
        return f"{said}, {idle or 'none'} of them idle and {away} off the phone"
    if idle in (0, count):
        return f"{said}, {'all ' * (count > 1)}{'idle' if idle else 'busy'}"
    return f"{said}, {idle} of them idle"


def _count(number: int, one: str, several: str) -> str:
    return f"{number or 'no'} {one if number == 1 else several}"


def _waiting_sheet(found: tuple[Waiter, ...], title: str) -> Sheet:
    columns = [
        column("type", [type_said(one.type, one.segment) for one in found], left=True),
        column("since", [one.clock for one in found]),
        column("waited", [long(one.waited_s) for one in found]),
    ]
    columns += compared_columns(found)
    if any(one.handed_over_by for one in found):
        by = [one.handed_over_by or NOTHING for one in found]
        columns.append(column("handed over by", by, left=True))
    if any(one.is_gone for one in found):
        columns.append(column("customer", ["has left" if one.is_gone else "waits" for one in found], left=True))
    columns.append(column("who may take it", [_groups(one) for one in found], fills=True))
    return Sheet((column("contact", [one.contact for one in found]),), tuple(columns), title)


def _laid_aside_sheet(found: tuple[LaidAside, ...]) -> Sheet:
    columns = (
        column("type", [type_said(one.type, one.segment) for one in found], left=True),
        column("since", [one.clock for one in found]),
        column("message waits", [NOTHING if one.owed_s is None else long(one.owed_s) for one in found]),
        column("whose", [_whose(one) for one in found], fills=True),
    )
    return Sheet((column("contact", [one.contact for one in found]),), columns, "Conversations in no agent's hand")


def _whose(one: LaidAside) -> str:
    if one.is_parked:
        return f"parked by {one.agent} until their next shift"
    return f"handed over by {one.agent}: nobody's until the customer writes"


def _groups(one: Waiter) -> str:
    later = [f"{group} from {clock}" for group, clock in one.later]
    return "; ".join([", ".join(one.groups) or "nobody yet", *later])


def _agents_sheet(found: tuple[AgentNow, ...]) -> Sheet:
    columns = [
        column("idle for", [NOTHING if one.idle_s is None else long(one.idle_s) for one in found]),
        column("in hand", [_hand(one) for one in found], fills=True),
    ]
    return Sheet((column("agent", [one.agent for one in found]),), tuple(columns), "Agents on duty")


def _not_there_sheet(found: tuple[NotThere, ...]) -> Sheet:
    why = column("why", [not_there_said(one) for one in found], fills=True)
    return Sheet((column("agent", [one.agent for one in found]),), (why,), "On the plan, and not there")


def _hand(one: AgentNow) -> str:
    if one.ready_s is not None:
        return f"off the phone until {one.ready}"
    hand = [f"{each.contact} ({each.type}, {_doing(each)})" for each in one.in_hand]
    leaves = "; takes nothing new and leaves" if one.is_leaving else ""
    if one.nothing_new_of:
        leaves = f"; takes nothing new of {listed(list(one.nothing_new_of))} before the end of the shift"
    return ", ".join(hand or ["nothing"]) + leaves


def _doing(one: HandTold) -> str:
    owed = "" if one.owed_s is None else f", message waiting for {long(one.owed_s)}"
    gone = ", the customer has left" if one.is_gone else ""
    return f"{_DOING[one.doing]} for {long(one.for_s)}{owed}{gone}"


def _next_for_sheet(found: tuple[NextForGroup, ...]) -> Sheet:
    takes = [f"{one.contact} ({one.type})" if one.contact else "no contact" for one in found]
    columns = (column("takes", takes, left=True), column("why", [_why_next(one) for one in found], left=True))
    return Sheet((column("group", [one.group for one in found]),), columns, "An agent who becomes free now")


def _why_next(one: NextForGroup) -> str:
    if one.contact:
        return won_by(one.why, OF_CONTACTS) + _IF_NOT_KEPT * one.may_be_kept
    return OF_NOBODY.get(one.why, str(one.why))


def _next_of_sheet(found: tuple[NextOfType, ...]) -> Sheet:
    becomes = [_becomes(one) for one in found]
    why = [_why_it(one) for one in found]
    columns = (column("goes to", becomes, left=True), column("why", why, left=True))
    return Sheet((column("type", [one.type for one in found]),), columns, "A contact that arrives now")


def _why_it(one: NextOfType) -> str:
    if one.agents:
        return won_by(one.why, OF_AGENTS)
    return OF_NOBODY.get(one.why, str(one.why)) + UNSTAFFED * one.unstaffed


def _becomes(one: NextOfType) -> str:
    if not one.agents:
        return _WHEN_CLOSED.get(one.ends, one.ends)
    if len(one.agents) > _NAMED_MAX:
        return f"one of {len(one.agents)} agents"
    return listed(list(one.agents), "or")
