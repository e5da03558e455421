"""Centers of VIPs and orders with exponential times, and what a Markov chain and a log say of them alike."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from agreement import assert_agrees
from checkers import check

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog
from simulator.scenario.nouns import Scenario

LONGEST_QUEUE = 22
"""Of each type; longer ones are so rare that they do not matter, which is checked."""
WARM_UP_S = 2 * 3600.0
NAMES = ("vips", "orders")
VIP, ORDER = 0, 1


class Rates(Protocol):
    """Rates per hour, by type."""

    @property
    def come(self) -> tuple[float, float]:
        """Return how many come."""

    @property
    def end(self) -> tuple[float, float]:
        """Return how many talks an agent ends."""

    @property
    def give_up(self) -> tuple[float, float]:
        """Return how many who wait give up."""


StateT = TypeVar("StateT", bound=tuple[int, ...])


def with_(now: StateT, **more: int) -> StateT:
    """Return a state, which is a named tuple, with so many more."""
    return now._replace(**{name: getattr(now, name) + one for name, one in more.items()})  # type: ignore[attr-defined]


def by_little(
    case: Rates, shares: Mapping[StateT, float], waiting: Callable[[StateT], tuple[int, int]]
) -> dict[str, float]:
    """Return what a chain says: waits follow by Little, who gives up by the patience of those who wait."""
    assert sum(share for now, share in shares.items() if LONGEST_QUEUE in waiting(now)) < 1e-5
    found = {}
    for number, name in enumerate(NAMES):
        queue = sum(share * waiting(now)[number] for now, share in shares.items())
        found[f"mean wait of {name}"] = queue / case.come[number] * 3600
        found[f"abandoned {name}"] = queue * case.give_up[number] / case.come[number]
    return found


def measured(log: RunLog) -> dict[str, float]:
    """Return the same of a log."""
    contacts, found, late = log.contacts, {}, after_warm_up(log)
    for number, name in enumerate(log.names.types):
        mine = late & (contacts["type"] == number)
        found[f"mean wait of {name}"] = float(contacts["wait_s"][mine].mean())
        found[f"abandoned {name}"] = float((contacts["ended_by"][mine] == EndedBy.ABANDONED).mean())
    return found


def after_warm_up(log: RunLog) -> Any:
    """Return which contacts came when the queues were no longer those of the opening."""
    return log.contacts["arrived_s"] >= log.facts.interval_starts_s[0] + WARM_UP_S


def types_of(case: Rates) -> dict[str, dict[str, Any]]:
    """Return the contact types of a center."""
    return {
        name: {
            "arrivals": f"{case.come[number]!r}/h",
            "talk": _minutes(case.end[number]),
            "patience": _minutes(case.give_up[number]),
        }
        for number, name in enumerate(NAMES)
    }


def _minutes(per_hour: float) -> dict[str, Any]:
    return {"exponential": {"mean": f"{60 / per_hour!r}m"}}


def days_of(
    scenario: Scenario, seed: int, days: int, measure: Callable[[RunLog], dict[str, float]]
) -> list[dict[str, float]]:
    """Return what so many days measure, the first of which is checked."""
    found = []
    for replication in range(days):
        workload = draw(scenario, seed=seed, replication=replication)
        log = simulate(scenario, workload)
        if not replication:
            check(scenario, workload, log)
        found.append(measure(log))
    return found


def agree(found: list[dict[str, float]], exact: dict[str, float], relative: float, of: str = "") -> None:
    """Fail unless the days agree with what the chain says."""
    assert exact.keys() == found[0].keys()
    for name, value in exact.items():
        assert_agrees([one[name] for one in found], value, relative=relative, absolute=0.02, what=f"{name}{of}")
