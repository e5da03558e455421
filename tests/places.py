"""Comparisons built by hand in several futures and at several points, for the sentences and tables about them."""

from dataclasses import replace

from hotline import by_hand

from simulator.compared import Compared
from simulator.scenario.layers.grid import Axis, Grid

AGENTS = "agent_groups.front.agents"
DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]


def shifted(by: float, wobble: float = 0.0) -> list[float]:
    """Return days that served ``by`` more of 1000 in time, plus or minus ``wobble`` in turn."""
    return [day + by + (wobble if number % 2 else -wobble) for number, day in enumerate(DAYS)]


def in_futures(
    served: dict[str | None, dict[str, list[float]]],
    agent_hours: dict[str, float] | None = None,
    customers_differ: tuple[str, ...] = (),
) -> Compared:
    """Return what was served in time in each future (None: as stated) by each strategy."""
    return Compared(
        tuple(
            replace(by_hand(days, agent_hours, customers_differ=customers_differ), future=future)
            for future, days in served.items()
        )
    )


def along(
    served: dict[str, list[float]], hours: dict[str, float] | None = None, path: str = AGENTS, name: str = "today"
) -> Compared:
    """Return what one strategy served in time at each value of a grid of one axis."""
    points = [
        replace(by_hand({name: days}, {name: (hours or {}).get(value, 40.0)}), point=((path, value),))
        for value, days in served.items()
    ]
    return Compared(tuple(points), Grid((Axis(path, tuple(served)),)))


def at_points(served: dict[str, dict[str, list[float]]], path: str = AGENTS) -> Compared:
    """Return what several strategies served in time at each value of a grid of one axis."""
    points = [replace(by_hand(days), point=((path, value),)) for value, days in served.items()]
    return Compared(tuple(points), Grid((Axis(path, tuple(served)),)))
