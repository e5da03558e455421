"""What a result may be broken down by."""

from enum import StrEnum


class By(StrEnum):
    """A kind of row: parts of the day, days, parts of the contacts, or of the agents."""

    INTERVAL = "interval"
    DAY = "day"
    TYPE = "type"
    SEGMENT = "segment"
    CHANNEL = "channel"
    GROUP = "group"
