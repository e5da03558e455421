"""What a result may be broken down by."""

from enum import StrEnum


class By(StrEnum):
    """A kind of row: days and their parts, kinds of contacts, or of agents."""

    DAY = "day"
    INTERVAL = "interval"
    TYPE = "type"
    SEGMENT = "segment"
    CHANNEL = "channel"
    GROUP = "group"
    TEAM = "team"
