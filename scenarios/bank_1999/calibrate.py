"""How many agents would explain January's waits: a calibration, because nobody recorded who was there.

    python scenarios/bank_1999/calibrate.py     the agents of the scenario, found anew (some minutes)

Agents *seen* answering in an hour are too many: who was seen once was not there all of the hour, and breaks, wrap-up
and other work are not in the records. So effective agents are sought, hour by hour, such that simulated mean waits and
abandonment come near to those of January. Then, where that comes nearer still, one half of an hour has one agent more
or fewer than the other. What was answered within 20 s is not fitted: it tells whether the shape of the waits is right,
and it is why one more agent is there all day who is on other work and steps in late. February has no say in any of it;
`judge.py` asks it.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from simulated import by_hour, logs_of, staffed, workloads
from tables import HOURS, SCENARIO, Days, Floats, recorded, rows

from simulator.scenario.reader import load
from simulator.units import format_time_of_day

CALIBRATED_ON = "january"
SEED = 1999
DAYS = 60
FITTED = ("wait_s", "abandoned")
SEEN_THAT_WORK = 0.6
"""Where the search begins: so many of the agents seen."""
HALF_HOUR_S = 1800.0

Plan = dict[float, int]
"""Agents by the second of the day from which on they are there, one for each half hour."""
Miss = Callable[[Plan], float]


class Calibrated(NamedTuple):
    """What was found."""

    plan: Plan
    left: float
    """Root mean square of what is left of the misses, in standard errors of the recorded hours."""
    in_time: float
    """Share answered within 20 s, which was not fitted."""

    @property
    def agent_hours(self) -> float:
        """The agent hours of the plan, without who is on other work."""
        return sum(self.plan.values()) * HALF_HOUR_S / 3600


def misses(wanted: Days, found: Days) -> Floats:
    """Return by how many standard errors of the recorded hours each simulated one is off, shape (measures, hours)."""
    off = []
    for name in FITTED:
        value, error = wanted.per_call(name)
        off.append((found.per_call(name)[0] - value) / error)
    return np.array(off)


def calibrated(month: str = CALIBRATED_ON, future: str | None = None, on_other_work: int = 1) -> Calibrated:
    """Return the staffing that explains a month best; ``future`` is the one with that month's customers."""
    scenario = load(SCENARIO).resolve("as_today", future)
    customers, wanted = workloads(scenario, DAYS, SEED), recorded(month)

    def simulated(plan: Plan) -> Days:
        return by_hour(logs_of(staffed(scenario, plan, on_other_work), customers))

    def miss(plan: Plan) -> float:
        return float(np.sqrt((misses(wanted, simulated(plan)) ** 2).mean()))

    seen = {int(row["hour"]): float(row[month]) for row in rows("agents_seen.csv")}
    start = {hour * 3600.0 + half: round(seen[hour] * SEEN_THAT_WORK) for hour in HOURS for half in (0.0, HALF_HOUR_S)}
    hours = [(hour * 3600.0, hour * 3600.0 + HALF_HOUR_S) for hour in HOURS]
    coarse, _ = descend(start, hours, miss)
    plan, left = descend(coarse, [(time_s,) for time_s in coarse], miss, even=True)
    end = simulated(plan)
    return Calibrated(plan, left, float(end.in_time.sum() / end.offered.sum()))


def descend(plan: Plan, moves: Sequence[tuple[float, ...]], miss: Miss, even: bool = False) -> tuple[Plan, float]:
    """Return the plan that no move betters, and its miss.

    A move changes the agents of its times by one, up or down. ``even`` keeps the halves of an hour within one agent of
    each other. After a change, only its neighbours (an hour has its queue from the one before) are tried again.
    """
    least, waiting = miss(plan), list(range(len(moves)))
    while waiting:
        at = waiting.pop(0)
        for more in (1, -1):
            tried = plan | {time_s: plan[time_s] + more for time_s in moves[at]}
            if min(tried.values()) < 1 or (even and not _is_even(tried)):
                continue
            left = miss(tried)
            if left < least:
                plan, least = tried, left
                again = range(max(0, at - 2), min(len(moves), at + 3))
                waiting += [near for near in again if near not in waiting]
                break
    return plan, least


def as_written(plan: Plan) -> dict[str, int]:
    """Return the plan as it stands in a scenario: a time only where the number changes."""
    times_s = sorted(plan)
    kept = times_s[:1] + [time_s for before, time_s in pairwise(times_s) if plan[time_s] != plan[before]]
    return {format_time_of_day(time_s): plan[time_s] for time_s in kept}


def _is_even(plan: Plan) -> bool:
    return all(abs(plan[hour * 3600.0] - plan[hour * 3600.0 + HALF_HOUR_S]) <= 1 for hour in HOURS)


def main() -> None:
    """Print the agents and how well they explain January, with somebody who steps in late and without."""
    days = recorded(CALIBRATED_ON)
    print(f"recorded: {days.in_time.sum() / days.offered.sum():.1%} answered within 20 s")
    for number in (0, 1):
        found = calibrated(on_other_work=number)
        print(
            f"{number} on other work: {found.agent_hours:.1f} agent hours beside, "
            f"{found.left:.2f} standard errors off, {found.in_time:.1%} answered within 20 s"
        )
        print(f"  agents: {as_written(found.plan)}")


if __name__ == "__main__":
    main()
