"""What a result may be broken down by."""

from enum import StrEnum


class By(StrEnum):
    """A kind of row: parts of the day, of the contacts, or of the agents."""

    INTERVAL = "interval"
    TYPE = "type"
    SEGMENT = "segment"
    CHANNEL = "channel"
    GROUP = "group"
