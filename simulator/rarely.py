"""When something happens so rarely in a run that it is as good as never, and how that is said."""

from collections.abc import Iterator

RARE = 1 / 1000
"""What touches a smaller share of the contacts never worked."""
ENOUGH = 1000
"""Of fewer contacts than this, in all replications, one in a thousand cannot be told."""
RARE_DAYS, ENOUGH_DAYS = 1 / 100, 20
"""What happens on a smaller share of the days never worked; of fewer days than this it cannot be told."""

Findings = Iterator[tuple[str, str, str]]
"""(kind, where, what)."""


def rare(touched: float, of: float) -> bool:
    """Return whether of enough contacts hardly any was touched."""
    return of >= ENOUGH and touched < RARE * of


def ever(touched: float) -> str:
    """Return whether it is never or hardly ever."""
    return "hardly ever" if touched else "never"


def few(count: float) -> str:
    """Return a small count."""
    return "none" if count == 0 else f"{max(1.0, count):,.0f}"
