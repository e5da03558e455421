"""Why: the words for what decided, each a rule of the scenario or a fact of the moment.

There is one list of words: traces, documents for machines and the `by` of routing tests use them. A rule that is new
joins here with a line; where its key is compared, in `choice_keys.py` or `contact_keys.py`, or where it bars somebody,
in `barred.py`, or where it decides without a choice, in `without_choice.py`; with its sentence in
`report/traces/reason_words.py`; and, if tests may name it, in `scenario/nouns/deciding_rules.py` and
`routing_tests/rule_sentences.py`.
"""

from collections.abc import Iterable
from enum import StrEnum


class Reason(StrEnum):
    """What decided between two, or why one of them could not be chosen; in the order in which it is asked."""

    ONLY_ONE = "only_one"
    PASSED_TO = "passed_to"
    """It was passed to another group alone."""
    SERVES = "serves"
    """The group does not serve the type."""
    SKILL = "skill"
    """The group serves it, but not the agent, who has skills of their own."""
    ROOM = "room"
    """It does not fit in a hand; of a group: in none of its hands."""
    AFTER = "after"
    """It has not waited as long as the group is to wait."""
    STEP = "step"
    """By its steps the group may not take it yet, or any more."""
    GATE = "gate"
    """The group takes none of the type as things stand: its `while` does not hold."""
    LEAVING = "leaving"
    NO_NEW = "no_new"
    """So near the end of the shift nothing new of the channel is taken."""
    KEEP_FREE = "keep_free"
    KEEPS_PLACE = "keeps_place"
    """After closing nobody stays for those who keep their place."""
    BEHIND = "behind"
    """In the same line, further back."""
    RANK = "rank"
    FEWEST_CONTACTS = "fewest_contacts"
    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"
    PACK = "pack"
    RANDOM = "random"
    RANDOM_GROUP = "random_group"
    AGENT_RULE = "agent_rule"
    """A rule of `routing: {agent: …}` that has no line of its own."""
    LONGEST_IDLE = "longest_idle"
    LONGEST_SINCE_CONTACT = "longest_since_contact"
    LAST_ASSIGNED = "last_assigned"
    AGENT_NUMBER = "agent_number"
    PRIORITY = "priority"
    SEGMENT = "segment"
    CONTACT_RULE = "contact_rule"
    DUE_TIME = "due_time"
    RATIO_TO_TARGET = "ratio_to_target"
    LONGEST_WAIT = "longest_wait"
    PLACE = "place"
    """A place in line that is not that of the arrival: kept, or put in front, when it was passed on."""
    CREDIT = "credit"
    AGE_RATE = "age_rate"
    AGE_CAP = "age_cap"
    FIRST_COME = "first_come"
    NONE_WAITS = "none_waits"
    """No contact waits that they may take."""
    OFF_DUTY = "off_duty"
    FREE = "free"
    LINES = "lines"
    QUEUE_LIMIT = "queue_limit"
    HOURS = "hours"
    INTERVENTION = "intervention"
    """An intervention has closed the type."""
    VOICEMAIL_AFTER = "voicemail_after"
    PATIENCE = "patience"
    OVERFLOW = "overflow"
    """An overflow rule ended it, or made it a contact of another type."""
    ANNOUNCEMENT = "announcement"
    """They heard which wait to expect, and left."""


_PLACES = {reason: place for place, reason in enumerate(Reason)}


def tightest(reasons: Iterable[Reason]) -> Reason:
    """Return what decided against the nearest of all others, which is asked last; without others, nobody.

    Of one comparison, as of waits with credits, it is the setting without which another one would have been chosen.
    """
    return max(reasons, key=_PLACES.__getitem__, default=Reason.ONLY_ONE)
