"""Why: the words for what decided, each a rule of the scenario or a fact of the moment.

A rule that is new joins here with a line, in `choosing.py` with the key that it compares, and in
`report/traces/reason_words.py` with its sentence. Routing tests and documents for machines use the same words.
"""

from enum import StrEnum


class Reason(StrEnum):
    """What decided between two, or why one of them could not be chosen."""

    ONLY_ONE = "only_one"
    RANK = "rank"
    LONGEST_IDLE = "longest_idle"
    LEAST_LOADED = "least_loaded"
    PACK = "pack"
    LONGEST_SINCE_ASSIGNED = "longest_since_assigned"
    RANDOM = "random"
    RANDOM_GROUP = "random_group"
    AGENT_RULE = "agent_rule"
    """A rule of `routing: {agent: …}` that has no line of its own."""
    NUMBER = "number"
    PRIORITY = "priority"
    SEGMENT = "segment"
    LONGEST_WAIT = "longest_wait"
    CREDIT = "credit"
    DUE_TIME = "due_time"
    PLACE = "place"
    """A place in line that is not that of the arrival: kept, or put in front, when it was passed on."""
    CONTACT_RULE = "contact_rule"
    NOT_SERVED = "not_served"
    PASSED_TO = "passed_to"
    """It was passed to another group alone."""
    AFTER = "after"
    BEHIND = "behind"
    """In the same line, further back."""
    NO_ROOM = "no_room"
    KEEP_FREE = "keep_free"
    LEAVING = "leaving"
    KEEPS_PLACE = "keeps_place"
    """After closing nobody stays for those who keep their place."""
    OFF_DUTY = "off_duty"
    BUSY = "busy"
    FREE = "free"
    HOURS = "hours"
    LINES = "lines"
    QUEUE_LIMIT = "queue_limit"
    PATIENCE = "patience"
    VOICEMAIL = "voicemail"
