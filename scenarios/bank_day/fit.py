"""What the recorded day says, and how many agents would explain it: the numbers of ``bank_day.yaml``.

    python scenarios/bank_day/fit.py              the estimates, as they stand in the scenario
    python scenarios/bank_day/fit.py --table      recorded against simulated, as in the README beside this file
    python scenarios/bank_day/fit.py --calibrate  the agents per hour, found anew (a minute or two)

Talk and patience are estimated from ``calls.csv``. Staffing was never recorded; the agents are *effective* agents,
chosen so that this very day's waits come out. That is a calibration: the waits it was made from cannot judge it.
"""

import csv
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import Columns, EndedBy
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load

HERE = Path(__file__).parent
SCENARIO = HERE.parent / "bank_day.yaml"
TYPES = {"PS": "regular", "NW": "prospective", "NE": "stock", "OTHER": "other"}
"""The type in the records and its name in the scenario."""
GROUP = "agents"
HOURS = range(7, 24)
ALL_DAY = slice(0, len(HOURS))
"""The columns of all hours."""
SHORT_TALK_S = 10.0
IN_TIME_S = 20.0
HEADS = (
    "arrived",
    "agents",
    "calls",
    "abandoned",
    "simulated",
    "mean wait",
    "simulated",
    "middle 90 % of days",
    "in 20 s",
    "simulated",
)
SEED = 1
DAYS_TO_CALIBRATE = 40
DAYS_TO_COMPARE = 200


@dataclass(frozen=True)
class Call:
    """A row of the records."""

    offered_s: float
    kind: str
    wait_s: float
    abandoned: bool
    talk_s: float
    """NaN for the abandoned."""


@dataclass(frozen=True)
class Estimate:
    """What the scenario says of a contact type. Seconds and shares."""

    kind: str
    calls: int
    talk_mean_s: float
    talk_cv: float
    short_share: float
    waited_share: float
    abandoned: int
    patience_mean_s: float


@dataclass(frozen=True)
class Measures:
    """Sums by hour of arrival, then by type; shape (days, hours + types)."""

    offered: NDArray[np.float64]
    abandoned: NDArray[np.float64]
    in_time: NDArray[np.float64]
    wait_s: NDArray[np.float64]
    """Waits of all offered, however they ended."""


def read_calls(path: Path = HERE / "calls.csv") -> list[Call]:
    """Return the recorded calls in their order."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            Call(
                float(row["offered_s"]),
                row["contact_type"],
                float(row["wait_s"]),
                row["outcome"] == "abandoned",
                float(row["talk_s"] or "nan"),
            )
            for row in csv.DictReader(file)
        ]


def estimate(calls: Sequence[Call], kind: str) -> Estimate:
    """Return the estimates of one type.

    Talk is lognormal. Its cv is that of the talks from 10 s up, by the standard deviation of their logarithms, because
    there the shape is right; its mean is that of *all* talks: the short ones, partly calls that an agent hung up, took
    little of the agents' time but were answered, and so the work of the day stays what it was.

    Patience is exponential. An abandoned wait is a patience, an answered one only says that the patience was longer, so
    the likelihood is that of censored times and its maximum is at total wait / abandonments.
    """
    mine = [call for call in calls if call.kind == kind]
    talks = [call.talk_s for call in mine if not call.abandoned]
    spread = stdev(math.log(talk_s) for talk_s in talks if talk_s >= SHORT_TALK_S)
    abandoned = sum(call.abandoned for call in mine)
    return Estimate(
        kind=kind,
        calls=len(mine),
        talk_mean_s=fmean(talks),
        talk_cv=math.sqrt(math.expm1(spread**2)),
        short_share=fmean(talk_s < SHORT_TALK_S for talk_s in talks),
        waited_share=fmean(call.wait_s > 0 for call in mine),
        abandoned=abandoned,
        patience_mean_s=sum(call.wait_s for call in mine) / abandoned,
    )


def share_still_waiting(calls: Sequence[Call], kind: str, after_s: float) -> float:
    """Return the share whose patience is longer than ``after_s``, without assuming a shape (Kaplan and Meier, 1958)."""
    waits = sorted((call.wait_s, not call.abandoned) for call in calls if call.kind == kind and call.wait_s > 0)
    share = 1.0
    # At one instant those who abandon come before those who are answered, who were still willing to wait.
    for place, (wait_s, answered) in enumerate(waits):
        if wait_s <= after_s and not answered:
            share *= 1 - 1 / (len(waits) - place)
    return share


def recorded_measures(calls: Sequence[Call]) -> Measures:
    """Return the measures of the recorded day; one day."""
    offered_s = np.array([call.offered_s for call in calls])
    kind = np.array([list(TYPES).index(call.kind) for call in calls])
    wait_s = np.array([call.wait_s for call in calls])
    return _stack([_sums(offered_s, kind, wait_s, np.array([call.abandoned for call in calls]))])


def simulated_measures(scenario: Scenario, days: int) -> Measures:
    """Return the measures of ``days`` simulated days of ``scenario``."""
    # The scenario names its types in the order of TYPES.
    logs = (simulate(scenario, draw(scenario, SEED, replication)).contacts for replication in range(days))
    return _stack(
        [
            _sums(log["arrived_s"].astype(float), log["type"].astype(int), log["wait_s"].astype(float), _gave_up(log))
            for log in logs
        ]
    )


def calibrate(scenario: Scenario, calls: Sequence[Call]) -> dict[int, int]:
    """Return the effective agents per hour whose simulated mean waits by hour are nearest to the recorded ones.

    Near is the absolute difference of an hour's mean waits, averaged over the calls. From the work of each hour and one
    agent more, every hour in turn tries one agent fewer and one more, with its effect on the hours that inherit its
    queue, until nothing gets nearer. Abandonments are not fitted: with exponential patience they follow the waits.
    """
    recorded = recorded_measures(calls)

    def miss_s(agents: dict[int, int]) -> float:
        simulated = simulated_measures(staffed(scenario, agents), DAYS_TO_CALIBRATE)
        apart_s = np.abs(simulated.wait_s.mean(axis=0) - recorded.wait_s[0])[ALL_DAY]
        return float(apart_s.sum() / recorded.offered[0, ALL_DAY].sum())

    agents = {hour: round(_work_s(calls, hour) / 3600) + 1 for hour in HOURS}
    least_s, improved = miss_s(agents), True
    while improved:
        improved = False
        for hour in HOURS:
            for count in (agents[hour] - 1, agents[hour] + 1):
                tried_s = miss_s(agents | {hour: count}) if count else math.inf
                if tried_s < least_s:
                    agents, least_s, improved = agents | {hour: count}, tried_s, True
    return agents


def staffed(scenario: Scenario, agents: dict[int, int]) -> Scenario:
    """Return ``scenario`` with these agents by hour."""
    group = scenario.agent_groups[GROUP]
    by_time_s = {hour * 3600.0: count for hour, count in agents.items()}
    return scenario.model_copy(update={"agent_groups": {GROUP: group.model_copy(update={"agents": by_time_s})}})


def report(calls: Sequence[Call]) -> list[str]:
    """Return the estimates as lines to read, and how well the exponential patience fits."""
    estimates = [estimate(calls, kind) for kind in TYPES]
    lines = [
        f"{TYPES[one.kind]:<12}{one.calls:>5} calls, {one.waited_share:.0%} waited, {one.abandoned:>3} abandoned; "
        f"talk lognormal, mean {one.talk_mean_s:.0f}s, cv {one.talk_cv:.2f} ({one.short_share:.0%} under 10 s); "
        f"patience exponential, mean {one.patience_mean_s:.0f}s"
        for one in estimates
    ]
    abandoned = sum(one.abandoned for one in estimates)
    waited = sum(one.calls * one.waited_share for one in estimates)
    patience_s = sum(one.patience_mean_s * one.abandoned for one in estimates) / abandoned
    return [
        *lines,
        f"{'all':<12}{len(calls):>5} calls, {waited / len(calls):.0%} waited, {abandoned:>3} abandoned "
        f"({abandoned / len(calls):.1%}, {abandoned / waited:.0%} of those who waited); "
        f"total wait / abandonments {patience_s:.0f}s",
        *(_patience_fit(calls, one) for one in estimates[:2]),
    ]


def _patience_fit(calls: Sequence[Call], one: Estimate) -> str:
    def both(after_s: float) -> str:
        exponential = math.exp(-after_s / one.patience_mean_s)
        return f"{after_s:.0f}s {share_still_waiting(calls, one.kind, after_s):.0%}/{exponential:.0%}"

    texts = ", ".join(both(after_s) for after_s in (20, 60, 120, 180, 300))
    return f"{TYPES[one.kind]}, more patient than, recorded/exponential: {texts}"


def table(recorded: Measures, simulated: Measures, scenario: Scenario) -> list[str]:
    """Return recorded against simulated by hour and by type, as Markdown."""
    steps = scenario.agent_groups[GROUP].agents
    lines = ["|" + "|".join(f" {head} " for head in HEADS) + "|", "|---|" + "--:|" * (len(HEADS) - 1)]
    for place, hour in enumerate(HOURS):
        agents = steps[max(time_s for time_s in steps if time_s <= hour * 3600)]
        lines.append(_line(f"{hour:02d}:00", str(agents), recorded, simulated, slice(place, place + 1)))
    for place, name in enumerate(TYPES.values(), ALL_DAY.stop):
        lines.append(_line(name, "", recorded, simulated, slice(place, place + 1)))
    return [*lines, _line("all", "", recorded, simulated, ALL_DAY)]


def _line(name: str, agents: str, recorded: Measures, simulated: Measures, cells: slice) -> str:
    def share(measure: NDArray[np.float64], of: Measures) -> str:
        return f"{measure[:, cells].sum() / of.offered[:, cells].sum():.0%}"

    recorded_s = recorded.wait_s[:, cells].sum() / recorded.offered[:, cells].sum()
    waits_s = simulated.wait_s[:, cells].sum(axis=1) / simulated.offered[:, cells].sum(axis=1)
    low_s, high_s = np.quantile(waits_s, [0.05, 0.95])
    texts = (
        name,
        agents,
        f"{recorded.offered[:, cells].sum():.0f}",
        share(recorded.abandoned, recorded),
        share(simulated.abandoned, simulated),
        f"{recorded_s:.0f} s",
        f"{waits_s.mean():.0f} s",
        f"{low_s:.0f}–{high_s:.0f} s",
        share(recorded.in_time, recorded),
        share(simulated.in_time, simulated),
    )
    return f"| {' | '.join(texts)} |"


def _work_s(calls: Sequence[Call], hour: int) -> float:
    return sum(call.talk_s for call in calls if not call.abandoned and call.offered_s // 3600 == hour)


def _gave_up(contacts: Columns) -> NDArray[np.bool_]:
    return np.asarray(contacts["ended_by"] == EndedBy.ABANDONED, dtype=bool)


def _sums(
    offered_s: NDArray[np.float64], kind: NDArray[np.int_], wait_s: NDArray[np.float64], abandoned: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], ...]:
    hour = (offered_s // 3600).astype(int) - HOURS.start

    def total(weights: NDArray[np.generic]) -> NDArray[np.float64]:
        numbers = weights.astype(float)
        return np.concatenate([np.bincount(hour, numbers, len(HOURS)), np.bincount(kind, numbers, len(TYPES))])

    return total(np.ones(len(hour))), total(abandoned), total(~abandoned & (wait_s <= IN_TIME_S)), total(wait_s)


def _stack(days: Sequence[tuple[NDArray[np.float64], ...]]) -> Measures:
    return Measures(*(np.array(columns) for columns in zip(*days, strict=True)))


def main(options: Sequence[str]) -> None:
    """Print what was asked for."""
    calls = read_calls()
    if not options:
        print("\n".join(report(calls)))
        return
    scenario = load(SCENARIO).resolve("as_recorded")
    recorded = recorded_measures(calls)
    if "--calibrate" in options:
        print({f"{hour:02d}:00": count for hour, count in calibrate(scenario, calls).items()})
    if "--table" in options:
        print("\n".join(table(recorded, simulated_measures(scenario, DAYS_TO_COMPARE), scenario)))


if __name__ == "__main__":
    main(sys.argv[1:])
