"""Why, in words: what is said of the one that was chosen, and of each of the others.

A reason that is new joins here with its line.
"""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.tracing.reasons import Reason


class SaidOfChoice(NamedTuple):
    """What is said of a reason."""

    won: str
    """Of the one that was chosen."""
    lost: str
    """Of another one."""


OF_AGENTS: dict[Reason, SaidOfChoice] = {
    Reason.ONLY_ONE: SaidOfChoice("the only agent with room", ""),
    Reason.GATE: SaidOfChoice("the groups of the others take none now", "the group takes none of the type now"),
    Reason.KEEP_FREE: SaidOfChoice("the others are kept free", "kept free for other contacts"),
    Reason.RANK: SaidOfChoice("best rank", "lower rank"),
    Reason.LONGEST_SINCE_CONTACT: SaidOfChoice("longest since the last contact", "a contact that ended later"),
    Reason.FEWEST_CONTACTS: SaidOfChoice("fewest contacts today", "more contacts today"),
    Reason.LONGEST_IDLE: SaidOfChoice("idle longest", "idle for less time"),
    Reason.ROUND_ROBIN: SaidOfChoice("next in turn", "later in turn"),
    Reason.LEAST_LOADED: SaidOfChoice("least in hand", "more in hand"),
    Reason.PACK: SaidOfChoice("most in hand with room left", "less in hand"),
    Reason.LAST_ASSIGNED: SaidOfChoice("longest since the last contact assigned", "a contact assigned later"),
    Reason.RANDOM: SaidOfChoice("drawn at random", "not drawn"),
    Reason.RANDOM_GROUP: SaidOfChoice("of the group drawn at random", "of a group not drawn"),
    Reason.AGENT_RULE: SaidOfChoice("by the agent rule", "behind by the agent rule"),
    Reason.AGENT_NUMBER: SaidOfChoice("lowest number in a tie", "higher number in a tie"),
}
"""A contact chose among agents."""
OF_CONTACTS: dict[Reason, SaidOfChoice] = {
    Reason.ONLY_ONE: SaidOfChoice("the only contact they may take", ""),
    Reason.PRIORITY: SaidOfChoice("best priority of the group", "lower priority of the group"),
    Reason.SEGMENT: SaidOfChoice("best segment priority", "lower segment priority"),
    Reason.LONGEST_WAIT: SaidOfChoice("longest wait", "shorter wait"),
    Reason.CREDIT: SaidOfChoice("ahead by its age credit", "behind by age credit"),
    Reason.AGE_RATE: SaidOfChoice("ahead by its age rate", "behind by age rate"),
    Reason.AGE_CAP: SaidOfChoice("ahead by the age cap of others", "counts no further than its age cap"),
    Reason.DUE_TIME: SaidOfChoice("earliest due time", "later due time"),
    Reason.RATIO_TO_TARGET: SaidOfChoice("most of its target time used up", "less of its target time used up"),
    Reason.PLACE: SaidOfChoice("ahead in line", "behind in line"),
    Reason.CONTACT_RULE: SaidOfChoice("by the contact rule", "behind by the contact rule"),
    Reason.FIRST_COME: SaidOfChoice("first to arrive in a tie", "later arrival in a tie"),
    Reason.SERVES: SaidOfChoice("", "not served by the group"),
    Reason.SKILL: SaidOfChoice("", "not among the agent's skills"),
    Reason.PASSED_TO: SaidOfChoice("", "passed to another group"),
    Reason.AFTER: SaidOfChoice("", "has not waited long enough"),
    Reason.STEP: SaidOfChoice("", "not for the group, by its steps"),
    Reason.BEHIND: SaidOfChoice("", "further back in the same line"),
    Reason.ROOM: SaidOfChoice("", "does not fit in the hand"),
    Reason.GATE: SaidOfChoice("", "the group takes none of the type now"),
    Reason.KEEP_FREE: SaidOfChoice("", "the agent is kept free"),
    Reason.LEAVING: SaidOfChoice("", "the agent's duty has ended"),
    Reason.NO_NEW: SaidOfChoice("", "nothing new of its channel so near the end of the shift"),
    Reason.KEEPS_PLACE: SaidOfChoice("", "keeps its place until the opening"),
}
"""An agent chose among contacts."""
OF_NOBODY: dict[Reason, str] = {
    Reason.HOURS: "outside its hours",
    Reason.INTERVENTION: "closed by an intervention",
    Reason.LINES: "no line is free",
    Reason.QUEUE_LIMIT: "the queue is at its limit",
    Reason.GATE: "free agents take none of the type now",
    Reason.OVERFLOW: "an overflow rule applies",
    Reason.ANNOUNCEMENT: "the expected wait was announced",
    Reason.KEEP_FREE: "free agents are kept for other contacts",
    Reason.ROOM: "no agent has room",
    Reason.OFF_DUTY: "no agent is on duty",
    Reason.NONE_WAITS: "no contact waits for them",
    Reason.AFTER: "no contact has waited long enough for them",
    Reason.STEP: "no contact is for them yet, by its steps",
    Reason.SKILL: "waiting contacts are not among their skills",
    Reason.LEAVING: "they take no new contacts before they leave",
    Reason.NO_NEW: "nothing new of its channel is taken so near the end of a shift",
    Reason.KEEPS_PLACE: "waiting contacts keep their place until the opening",
}
"""Nobody was to be had, or nothing to be taken."""


UNSTAFFED = " (0 with nobody on duty)"
"""What is added of a queue limit by agents on duty."""


def won_by(reason: Reason, by: dict[Reason, SaidOfChoice]) -> str:
    """Return why somebody was chosen."""
    said = by.get(reason)
    return said.won if said else str(reason).replace("_", " ")


def all_won(why: Reason | None, lost: Iterable[Reason | None], by: dict[Reason, SaidOfChoice]) -> str:
    """Return all that decided between the one that was chosen and the others, in the order in which it is compared.

    ``why`` is what decided against the nearest of them, ``lost`` what did against each.
    """
    found = {why, *lost} - {None, Reason.ONLY_ONE, Reason.GATE, Reason.KEEP_FREE}
    said = [won_by(reason, by) for reason in by if reason in found]
    return ", then ".join(said) or (won_by(why, by) if why else "")


def lost_by(reason: Reason | None, by: dict[Reason, SaidOfChoice]) -> str:
    """Return why somebody was not chosen; of the one who was, *chosen*."""
    if reason is None:
        return "chosen"
    said = by.get(reason)
    return said.lost if said else str(reason).replace("_", " ")
