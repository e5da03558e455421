"""What happened to a contact, as a sentence each: a table of what there is, and how each is said."""

from collections.abc import Callable
from math import inf

from simulator.catalogue import Unit
from simulator.report.traces.intervention_done import done_by
from simulator.report.traces.reason_words import OF_AGENTS, OF_CONTACTS, UNSTAFFED, all_won
from simulator.report.traces.type_words import type_said
from simulator.report.words.numbers import format_value
from simulator.tracing.groups_seen import GroupSeen
from simulator.tracing.happenings import ContactTold, Happening, What
from simulator.tracing.reasons import Reason

_CAUSES = {
    "redial": "comes again after {parent} (redial, attempt {attempt})",
    "return": "comes again after {parent} (return, attempt {attempt})",
    "transfer": "arrives, passed on from {parent}",
    "redirect": "arrives, redirected from {parent}",
    "overflow": "arrives, moved from {parent}",
}
"""How a contact came that is not the first of its case."""
ENDINGS = {
    "still_open": "still open at the end",
    "agent": "answered",
    "customer": "ended by the customer",
    "time_out": "timed out",
    "abandoned": "abandoned",
    "blocked": "blocked",
    "cleared": "sent away at closing",
    "contained": "contained",
    "moved": "moved on",
    "call_back": "call-back",
    "voicemail": "voicemail",
    "passed_on": "answered and passed on",
    "refused": "refused",
    "sent_away": "sent away by a rule",
}
_OF_CONVERSATIONS = {
    "agent": "finished",
    "customer": "left waiting for a later reply",
    "time_out": "closed without a further message",
}
"""How a conversation ended that an agent took, where it is said in other words."""

_STEPS = {
    "": "Other groups may take it now.",
    "fewer": "Fewer groups may take it now.",
    "ranks": "The ranks of its groups change.",
}
"""What a step changes."""
_ALL_BUSY = {1: "the only agent is busy", 2: "both agents are busy"}


def long(seconds: float | None) -> str:
    """Return a time as a sentence has it."""
    return format_value(seconds or 0.0, Unit.SECONDS)


def came_said(one: Happening, told: ContactTold) -> str:
    """Return how a contact came."""
    what = f"{told.type} on {told.channel}" + (f", segment {told.segment}" if told.segment else "")
    how = _CAUSES.get(told.cause, "arrives" if not one.said else "arrives after {parent}")
    warm_up = "" if told.reported else " (in the warm-up, not reported)"
    return f"{told.contact} {how.format(parent=one.said, attempt=told.attempt)}: {what}{warm_up}."


def said_of(one: Happening, told: ContactTold) -> str:
    """Return what happened, as a sentence or two."""
    if one.what is What.CAME:
        return came_said(one, told)
    return _SAID[one.what](one, told)


def _free_agent(one: Happening, told: ContactTold) -> str:
    return f"{one.agent} {_takes(one, told)} at once: {_agent_why(one)}.{_not_to_be_had(one)}"


def _takes(one: Happening, told: ContactTold) -> str:
    """Return what an agent does who has a contact from now on: in a conversation the first reply comes later."""
    if one.handed_over_by is not None:
        return "takes it over"
    return "takes it" if told.by_replies else "answers"


def _waited(one: Happening, told: ContactTold) -> str:
    after = "" if one.waited_s is None else f" after {long(one.waited_s)}, when other groups may take it"
    return f"{one.agent} {_takes(one, told)}{after}: {_agent_why(one)}.{_not_to_be_had(one)}"


def _not_to_be_had(one: Happening) -> str:
    """Return which other groups serve the contact and could not take it."""
    others = tuple(each for each in one.groups if each.why is not Reason.FREE)
    return f" Not available: {groups_said(others)}." if others else ""


def _agent_why(one: Happening) -> str:
    able = [each.why for each in one.candidates if each.why not in (Reason.GATE, Reason.KEEP_FREE)]
    return all_won(one.why, able, OF_AGENTS) + (f", of {len(able)} free" if len(able) > 1 else "")


def _queued(one: Happening, told: ContactTold) -> str:
    return f"Waits{_hearing(one)}. {groups_said(one.groups)}."


def _kept_free(one: Happening, told: ContactTold) -> str:
    return f"Waits, although agents are free{_hearing(one)}. {groups_said(one.groups)}."


def _hearing(one: Happening) -> str:
    """Return which wait they hear to expect, if any."""
    return "" if one.announced_s is None else f", told to expect {_expected(one)}"


def _expected(one: Happening) -> str:
    return "an endless wait" if one.announced_s == inf else long(one.announced_s)


def _announced(one: Happening, told: ContactTold) -> str:
    return f"Told to expect {_expected(one)}, and hangs up at once."


def _moved_on(one: Happening, told: ContactTold) -> str:
    how = "accepts the offer and goes on" if one.verb == "offer" else "moved"
    return f"Overflow rule {one.rule}: {how} as {one.said}."


def _widened(one: Happening, told: ContactTold) -> str:
    return f"Overflow rule {one.rule} changes who may take it ({one.verb}). {groups_said(one.groups)}."


def _by_rule(text: str) -> Callable[[Happening, ContactTold], str]:
    """Return what says ``text`` of an overflow rule, with the wait that it ends."""

    def said(one: Happening, told: ContactTold) -> str:
        after = f" after {long(one.waited_s)}" if one.waited_s is not None else ""
        return f"Overflow rule {one.rule}: {text}{after}."

    return said


def _wider(one: Happening, told: ContactTold) -> str:
    return f"{_STEPS.get(one.said, _STEPS[''])} {groups_said(one.groups)}."


def groups_said(groups: tuple[GroupSeen, ...]) -> str:
    """Return what keeps each group from taking a contact, with its rank where they differ."""
    has_ranks = any(one.rank > 1 for one in groups)
    said = [
        f"{one.group}{f' (rank {one.rank})' if has_ranks and one.rank else ''}: {group_said(one)}" for one in groups
    ]
    return "; ".join(said) or "no group may take it"


def group_said(one: GroupSeen) -> str:
    """Return what keeps one group from taking a contact."""
    if one.may_from:
        return f"may take it from {one.may_from} on"
    if one.why is Reason.OFF_DUTY:
        return "off duty"
    if one.why is Reason.GATE:
        return f"{one.with_room} of {one.on_duty} free, but the group takes none of the type now"
    if one.why is Reason.KEEP_FREE:
        return f"{one.with_room} of {one.on_duty} free, kept for other contacts"
    if one.why is Reason.NO_NEW:
        return f"{one.with_room} of {one.on_duty} with room, but too near the end of the shift for anything new"
    if one.why is Reason.FREE:
        return f"{one.with_room} of {one.on_duty} with room"
    if one.why is Reason.KEEPS_PLACE:
        return "nobody stays for it after closing"
    return _ALL_BUSY.get(one.on_duty, f"all {one.on_duty} agents are busy")


def _freed(one: Happening, told: ContactTold) -> str:
    in_reach = [each.why for each in one.rivals if each.why is None or OF_CONTACTS[each.why].won]
    waiting = f", of {len(in_reach) + one.more} waiting" if len(in_reach) + one.more > 1 else ""
    why = all_won(one.why, in_reach, OF_CONTACTS)
    return f"{one.agent} {one.said} and {_takes(one, told)} after {long(one.waited_s)}: {why}{waiting}."


def _late(one: Happening, told: ContactTold) -> str:
    how = f"{one.agent} {_takes(one, told)} after {long(one.waited_s)}"
    return f"{how}: off duty, but agents stay for contacts of ended hours."


def _talked(one: Happening, told: ContactTold) -> str:
    then = f"; {long(one.wrap_up_s)} of wrap-up" if one.wrap_up_s else ""
    return f"The talk with {one.agent} ends after {long(one.lasts_s)}{then}."


def _reply(one: Happening, told: ContactTold) -> str:
    since = "the arrival" if one.number == 1 else f"message {one.number}"
    text = f"{one.agent} sends reply {one.number}, {long(one.waited_s)} after {since} ({long(one.lasts_s)} of writing)"
    if one.what is What.REPLY:
        return f"{text}."
    then = f"; {long(one.wrap_up_s)} of wrap-up" if one.wrap_up_s else ""
    return f"{text}: the conversation ends{then}."


def _awake(one: Happening, told: ContactTold) -> str:
    after = f", after its message has waited for {long(one.waited_s)}" if one.waited_s else ""
    return f"Active again{after}."


def _handed_over(one: Happening, told: ContactTold) -> str:
    if one.number is None:
        return f"{one.agent} hands it over, as the shift ends: others go on when the customer writes."
    return f"{one.agent} hands it over, as the shift ends: message {one.number} waits for another agent."


def _parked(one: Happening, told: ContactTold) -> str:
    waits = "" if one.number is None else f" Message {one.number} waits until then."
    return f"{one.agent} parks it until their next shift, as the shift ends.{waits}"


def _taken_over(one: Happening, told: ContactTold) -> str:
    after = "" if not one.waited_s else f" after {long(one.waited_s)}"
    return f"{one.agent} takes it over{after}: {_agent_why(one)}.{_not_to_be_had(one)}"


def _reads(one: Happening, told: ContactTold) -> str:
    return f"{one.agent} reads for {long(one.lasts_s)} before going on with it."


def _in_vain(one: Happening, told: ContactTold) -> str:
    return f"{one.agent} has written in vain for {long(one.lasts_s)}: the customer has left."


def _back(one: Happening, told: ContactTold) -> str:
    return f"{one.agent} is there again and has it in hand."


def _message(one: Happening, told: ContactTold) -> str:
    return f"The customer writes message {one.number}."


def _briefing(one: Happening, told: ContactTold) -> str:
    then = f"; {long(one.wrap_up_s)} of wrap-up" if one.wrap_up_s else ""
    return f"{one.agent} has briefed the next agent for {long(one.lasts_s)}{then}."


def _passed_on(one: Happening, told: ContactTold) -> str:
    return f"{one.agent or 'The agent'} passes it on{_where_to(one)}."


def _held(one: Happening, told: ContactTold) -> str:
    until = "stays with the customer until the next agent answers"
    return f"{one.agent or 'The agent'} passes it on{_where_to(one)} and {until}."


def _where_to(one: Happening) -> str:
    if one.said:
        return f" as {one.said}"
    return f" to {one.group}" if one.group else " into its own queue"


def _queue_full(one: Happening, told: ContactTold) -> str:
    queues = [each.type or each.channel or each.group or "each group" for each in one.queues]
    full = " or ".join(f"the queue of {each}" for each in queues)
    return f"Blocked: no agent has room, and {full} is at its limit{UNSTAFFED * one.unstaffed}."


def _no_line(one: Happening, told: ContactTold) -> str:
    whose = told.type if one.what is What.NO_TYPE_LINE else told.channel
    return f"Blocked: no line of {whose} is free{UNSTAFFED * one.unstaffed}."


def _again(one: Happening, told: ContactTold) -> str:
    when = f" at {one.again}" if one.again else ""
    return f"The customer will contact the center again{when}."


def _called_for_help(one: Happening, told: ContactTold) -> str:
    return f"{one.agent} calls for help (rule {one.rule})."


def _help_came(one: Happening, told: ContactTold) -> str:
    after = f" after {long(one.waited_s)}" if one.waited_s else ""
    ready = f" and is ready at {one.ready}" if one.ready else ""
    return f"{one.helper} comes to help {one.agent}{after}{ready}."


def _no_help_came(one: Happening, told: ContactTold) -> str:
    return f"Nobody has come for the call by rule {one.rule}."


def _fixed(text: str) -> Callable[[Happening, ContactTold], str]:
    """Return what says ``text`` with the fields of what happened."""

    def said(one: Happening, told: ContactTold) -> str:
        return text.format(channel=told.channel, type=told.type, waited=long(one.waited_s), said=one.said)

    return said


def _intervened(one: Happening, told: ContactTold) -> str:
    return f"Intervention {one.intervention}: {done_by(one.verb, one.number)}."


def _at_door(text: str, by_intervention: str) -> Callable[[Happening, ContactTold], str]:
    """Return what says ``text`` of hours, and another text of a type that an intervention has closed, or opened."""

    def said(one: Happening, told: ContactTold) -> str:
        if one.intervention is None:
            return _fixed(text)(one, told)
        closed = f"intervention {one.intervention} has closed {told.type}"
        waited = long(one.waited_s)
        return by_intervention.format(
            closed=closed, waited=waited, said=one.said, type=told.type, intervention=one.intervention
        )

    return said


_SAID: dict[What, Callable[[Happening, ContactTold], str]] = {
    What.WIDER: _wider,
    What.TALKED: _talked,
    What.BRIEFING: _briefing,
    What.FREE_AGENT: _free_agent,
    What.WAITED: _waited,
    What.QUEUED: _queued,
    What.KEPT_FREE: _kept_free,
    What.FREED_AGENT: _freed,
    What.LATE: _late,
    What.PASSED_ON: _passed_on,
    What.HELD: _held,
    What.COMES_AGAIN: _again,
    What.BRIEFED: _fixed("The next agent answers and is briefed."),
    What.CALLED_FOR_HELP: _called_for_help,
    What.HELP_CAME: _help_came,
    What.NO_HELP_CAME: _no_help_came,
    What.NO_LINE: _no_line,
    What.NO_TYPE_LINE: _no_line,
    What.QUEUE_FULL: _queue_full,
    What.VOICEMAIL: _fixed("Leaves a voicemail after {waited} of waiting."),
    What.PATIENCE: _fixed("Abandons after {waited}: patience ends."),
    What.CLEARED: _at_door("Sent away after {waited}: the hours have ended.", "Sent away after {waited}: {closed}."),
    What.REFUSED: _at_door("Refused: outside the hours of {type}.", "Sent away: {closed}."),
    What.CLOSED_VOICEMAIL: _at_door(
        "Leaves a voicemail: outside the hours of {type}.", "Leaves a voicemail: {closed}."
    ),
    What.OUTSIDE: _at_door("Waits outside until the hours of {type} begin.", "Waits outside: {closed}."),
    What.OPENED: _at_door(
        "The hours of {type} begin: it comes in.", "Intervention {intervention} opens {type}: it comes in."
    ),
    What.REDIRECTED: _at_door("Redirected as {said}: outside the hours of {type}.", "Redirected as {said}: {closed}."),
    What.ANNOUNCED: _announced,
    What.MOVED_ON: _moved_on,
    What.DECLINED: _by_rule("declines the offer and waits on"),
    What.WIDENED: _widened,
    What.RAISED: _by_rule("preferred from now on"),
    What.MESSAGE_LEFT: _by_rule("leaves a voicemail"),
    What.SENT_AWAY: _by_rule("sent away"),
    What.INTERVENED: _intervened,
    What.MESSAGE: _message,
    What.REPLY: _reply,
    What.LAST_REPLY: _reply,
    What.INACTIVE: _fixed("Inactive: the customer has not written for {waited}."),
    What.AWAKE: _awake,
    What.HANDED_OVER: _handed_over,
    What.PARKED: _parked,
    What.WAITS_AGAIN: _fixed("Waits in the queue until another agent takes it over."),
    What.TAKEN_OVER: _taken_over,
    What.READS: _reads,
    What.BACK: _back,
    What.LEFT_WAITING: _fixed("The customer leaves after {waited} without a reply: patience ends."),
    What.LEFT_SILENTLY: _fixed("Leaves silently after {waited}: patience ends, and nobody notices."),
    What.SILENT_IN_HAND: _fixed("The customer leaves silently after {waited} without a reply: nobody notices."),
    What.IN_VAIN: _in_vain,
    What.NOTICED: _fixed("Closed: the customer, who has left, has not answered."),
    What.CLOSED_IN_VAIN: _fixed("Closed as if the customer had read the last reply."),
    What.TIMED_OUT: _fixed("Closed: the customer has not written for too long."),
    What.STILL_OPEN: _fixed("Still open when the simulation stops."),
    What.OTHER: _fixed("The center decides: {said}."),
}
"""How each is said; what is new joins with a line."""


def outcome_said(told: ContactTold) -> str:
    """Return a contact in a line: what it was, how it ended, how long it waited."""
    what = f"{told.contact}: {type_said(told.type, told.segment)}"
    # A conversation that was handed over is finished by another one than who answered it.
    agent = (told.by_replies and told.closed_by) or told.answered_by
    by = f" by {agent}" if agent and told.ended_by in ("agent", "passed_on") else ""
    waited = f"waited {long(told.waited_s)}" if told.waited_s else "no wait"
    in_all = f" in {told.waits} waits" if told.waits > 1 else ""
    ended = _OF_CONVERSATIONS.get(told.ended_by) if told.by_replies else None
    if told.silent:
        ended = "left silently" if told.ended_by == "abandoned" else f"{ended}, silently"
    ended = ended or ENDINGS.get(told.ended_by, told.ended_by)
    return f"{what} at {told.clock}, {ended}{by}, {waited}{in_all}."
