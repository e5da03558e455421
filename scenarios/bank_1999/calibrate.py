"""How many agents would explain January's waits: a calibration, because nobody recorded who was there.

    python scenarios/bank_1999/calibrate.py     the agents of the scenario, found anew (some minutes)

Agents *seen* answering in an hour are too many: who was seen once was not there all of the hour, and breaks, wrap-up and
other work are not in the records. So effective agents are sought, hour by hour, such that simulated mean waits and
abandonment come near to those of January. Then, where that comes nearer still, one half of an hour has one agent more
or fewer than the other. February has no say; `judge.py` asks it.
"""

from collections.abc import Callable, Sequence

import numpy as np
from simulated import by_hour, contacts_of, staffed, workloads
from tables import HOURS, SCENARIO, Days, recorded, rows

from simulator.scenario.reader import load

CALIBRATED_ON = "january"
SEED = 1999
DAYS = 60
FITTED = ("wait_s", "abandoned")
SEEN_THAT_WORK = 2 / 3
"""Where the search begins: so many of the agents seen."""
HALF_HOUR_S = 1800.0

Plan = dict[float, int]
"""Agents by the second of the day from which on they are there, one for each half hour."""
Miss = Callable[[Plan], float]


def misses(recorded_days: Days, simulated_days: Days) -> np.ndarray:
    """Return by how many of January's standard errors each hour is off, shape (measures, hours)."""
    off = []
    for name in FITTED:
        value, error = recorded_days.per_call(name)
        off.append((simulated_days.per_call(name)[0] - value) / error)
    return np.array(off)


def calibrated(month: str = CALIBRATED_ON, future: str | None = None) -> tuple[Plan, float]:
    """Return the agents by half hour, and the root mean square of what is left of the misses."""
    scenario = load(SCENARIO).resolve("as_today", future)
    customers, wanted = workloads(scenario, DAYS, SEED), recorded(month)

    def miss(plan: Plan) -> float:
        found = by_hour(contacts_of(staffed(scenario, plan), customers))
        return float(np.sqrt((misses(wanted, found) ** 2).mean()))

    seen = {int(row["hour"]): float(row[month]) for row in rows("agents_seen.csv")}
    start = {hour * 3600.0 + half: round(seen[hour] * SEEN_THAT_WORK) for hour in HOURS for half in (0.0, HALF_HOUR_S)}
    hours = [(hour * 3600.0, hour * 3600.0 + HALF_HOUR_S) for hour in HOURS]
    coarse, _ = descend(start, hours, miss)
    return descend(coarse, [(time_s,) for time_s in coarse], miss, even=True)


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
    kept = [t for before, t in zip([None, *times_s], times_s, strict=False) if before is None or plan[t] != plan[before]]
    return {f"{int(t // 3600):02d}:{int(t % 3600 // 60):02d}": plan[t] for t in kept}


def _is_even(plan: Plan) -> bool:
    return all(abs(plan[hour * 3600.0] - plan[hour * 3600.0 + HALF_HOUR_S]) <= 1 for hour in HOURS)


def main() -> None:
    """Print the agents and how well they explain January."""
    plan, left = calibrated()
    print("agents:", as_written(plan))
    print(f"agent hours: {sum(plan.values()) / 2:.1f}")
    print(f"left: {left:.2f} standard errors of January's hours, mean waits and abandonment together")


if __name__ == "__main__":
    main()
