"""Days that are drawn, by the very draws a run makes: how many come from each source, and their durations.

As many as a second or so gives: durations of the first days until there are enough, and numbers of cases of many days.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.distributions import steps_at
from simulator.demand.draws import Purpose, u_column
from simulator.demand.inverses import inverse_of
from simulator.demand.later import ordinal_of
from simulator.demand.replies_drawn import number_of_replies
from simulator.demand.source_cases import drawn_cases
from simulator.demand.workload import NO_SEGMENT, Workload, draw
from simulator.scenario.nouns import Patiences, Scenario
from simulator.scenario.nouns.conversation_replies import Replies

ARRIVED = "arrived"
THINKING, LATER_PATIENCE, NUMBER = "replies.thinking", "replies.patience", "replies.number"
"""Of conversations: what their customers do before and after the second message, and how many replies they take."""
DAYS = 200
"""So many days are drawn, unless they are so large that their cases would be more than `CASES_OF_DAYS`."""
CASES_OF_DAYS = 3_000_000
CASES_OF_DURATIONS = 200_000
"""No further day is drawn with durations when there are so many."""

Kind = tuple[str, str | None]
"""Contact type and segment; None for those who are in none."""
Seconds = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """What the draws of some days give."""

    cases: Mapping[str, NDArray[np.int64]]
    """Per source, shape (days,)."""
    durations: Mapping[Kind, Mapping[str, Seconds]]
    """Per kind of customers and duration (``talk``, ``wrap_up``, ``patience``), shape (cases,), in s; with the time
    at which each arrived (`ARRIVED`). Of conversations also `THINKING`, `LATER_PATIENCE` and `NUMBER`."""
    days_of_durations: int


def drawn(scenario: Scenario, seed: int, days: int | None = None) -> Drawn:
    """Return what ``days`` days give, the replications 0, 1, … of ``seed``; None: as many as are quickly drawn.

    Raises ScenarioError when a file of the past cannot be used.
    """
    counts: list[list[int]] = []
    workloads: list[Workload] = []
    with_durations = cases = 0
    for day in range(DAYS if days is None else days):
        if with_durations < CASES_OF_DURATIONS:
            workload = draw(scenario, seed, day)
            workloads.append(workload)
            with_durations += len(workload)
            counts.append(np.bincount(workload.source, minlength=len(scenario.sources)).tolist())
        else:
            counts.append([len(drawn_cases(scenario, name, seed, day).key) for name in scenario.sources])
        cases += sum(counts[-1])
        if days is None and cases >= CASES_OF_DAYS:
            break
    columns = np.array(counts, dtype=np.int64).reshape(-1, len(scenario.sources)).T
    return Drawn(dict(zip(scenario.sources, columns, strict=True)), _durations(scenario, workloads), len(workloads))


def _durations(scenario: Scenario, workloads: list[Workload]) -> dict[Kind, dict[str, Seconds]]:
    names = ("talk", "wrap_up", "patience")
    types, segments = (np.concatenate([getattr(one, key) for one in workloads]) for key in ("type", "segment"))
    columns = {name: np.concatenate([getattr(one, f"{name}_s") for one in workloads]) for name in names}
    columns[ARRIVED] = np.concatenate([one.arrived_s for one in workloads])
    keys = np.concatenate([one.key for one in workloads])
    at = {name: place for place, name in enumerate(scenario.segment_names)}
    found = {}
    for number, (name, one) in enumerate(scenario.contact_types.items()):
        for kind in one.kinds:
            wanted = NO_SEGMENT if kind.segment is None else at[kind.segment]
            rows = np.flatnonzero((types == number) & (segments == wanted))
            mine = found[name, kind.segment] = {key: column[rows] for key, column in columns.items()}
            if kind.replies is not None:
                mine |= _of_replies(kind.replies, keys[rows], mine[ARRIVED])
    return found


def _of_replies(replies: Replies, keys: NDArray[np.uint64], arrived_s: Seconds) -> dict[str, Seconds]:
    """Return what a run would draw of the second replies of cases, and of their number."""
    law = number_of_replies(replies.number)
    numbers = [law.at(uniform) for uniform in u_column(keys, Purpose.REPLIES).tolist()]
    return {
        THINKING: _of_second(replies.thinking, keys, Purpose.THINKING, arrived_s),
        LATER_PATIENCE: _of_second(replies.patience, keys, Purpose.PATIENCE, arrived_s),
        NUMBER: np.array(numbers, dtype=np.float64),
    }


def _of_second(steps: Patiences, keys: NDArray[np.uint64], purpose: Purpose, arrived_s: Seconds) -> Seconds:
    uniforms, now = u_column(keys, purpose, ordinal_of(1, 0, 1)), steps_at(steps, arrived_s)
    seconds = np.empty(len(keys))
    for place, distribution in enumerate(steps.values()):
        rows = np.flatnonzero(now == place)
        seconds[rows] = inverse_of(distribution).column(uniforms[rows])
    return seconds
