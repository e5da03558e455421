"""A share within a time, as ``80% in 20s``: how every target of customers is written."""

from dataclasses import dataclass

from simulator.units import format_duration, parse_duration, parse_share, shown


@dataclass(frozen=True)
class Target:
    """A promise: this share within this time."""

    share: float
    within_s: float

    def __str__(self) -> str:
        return f"{self.share * 100:.10g}% in {format_duration(self.within_s)}"


def words_of_target(value: object) -> tuple[str, str] | None:
    """Return the share and the time of a target as they are written; None where it is written otherwise.

    >>> words_of_target("80% in 20s"), words_of_target("80/20")
    (('80%', '20s'), None)
    """
    share, separator, within = value.partition(" in ") if isinstance(value, str) else ("", "", "")
    return (share.strip(), within.strip()) if separator and " in " not in within else None


def read_service_level(value: object) -> Target:
    """Return a service level as a file writes it. Raises ValueError in the analyst's words."""
    return read_target(value, "a service level, as 80% in 20s")


def read_target(value: object, expected: str) -> Target:
    """Return a target as a file writes it. Raises ValueError in the analyst's words: what was ``expected``."""
    words = words_of_target(value)
    if words is None:
        raise ValueError(f"expected {expected}, got {shown(value)}.")
    return Target(parse_share(words[0]), parse_duration(words[1]))
