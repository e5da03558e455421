"""Small centers and workloads for tests, in as few words as possible."""

from typing import Any

import numpy as np
from checkers import check

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.units import on_grid

OPENS_S = 8 * 3600.0
"""Tests count their seconds from 08:00."""


def center(
    agents: Any = 1,
    *,
    types: dict[str, dict[str, Any]] | None = None,
    groups: dict[str, dict[str, Any]] | None = None,
    lines: Any = None,
    channels: dict[str, dict[str, Any]] | None = None,
    to: str = "10:00",
    routing: dict[str, Any] | None = None,
    follow_ups: dict[str, Any] | None = None,
    transfers: dict[str, Any] | None = None,
    helps: dict[str, Any] | None = None,
    overflow: dict[str, Any] | None = None,
    interventions: dict[str, Any] | None = None,
    people: Any = (),
    teams: dict[str, Any] | None = None,
    trainings: dict[str, Any] | None = None,
    **horizon: Any,
) -> Scenario:
    """Return a center open from 08:00; without ``types`` and ``groups`` one of each, `calls` and `front`.

    Types are on the channel `voice` unless they say otherwise; ``channels`` are those beside it. To a type whose
    ``arrivals`` are None nobody comes by themselves.
    """
    kinds = {"calls": {}} if types is None else types
    arrivals = {name: kind.get("arrivals", "60/h") for name, kind in kinds.items()}
    served = {"front": {"agents": agents, "serves": {name: {} for name in kinds}}} if groups is None else groups
    plain = {"talk": {"exponential": {"mean": "4m"}}, "patience": "endless", "channel": "voice"}
    conversing = {key: value for key, value in plain.items() if key != "talk"}
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "test",
            "horizon": {"from": "08:00", "to": to, **horizon},
            "channels": {
                "voice": {"behaviour": "live", **({} if lines is None else {"lines": lines})},
                **(channels or {}),
            },
            "sources": {f"s_{name}": {"arrivals": rate} for name, rate in arrivals.items() if rate is not None},
            "contact_types": {
                name: {
                    **(plain if "replies" not in kind else conversing),
                    **({} if arrivals[name] is None else {"from": f"s_{name}"}),
                    **{k: v for k, v in kind.items() if k != "arrivals"},
                }
                for name, kind in kinds.items()
            },
            "people": people if isinstance(people, dict) else {name: {} for name in people},
            "teams": teams or {},
            "trainings": trainings or {},
            "agent_groups": served,
            "routing": routing or {},
            "follow_ups": follow_ups or {},
            "transfers": transfers or {},
            "helps": helps or {},
            "overflow": overflow or {},
            "interventions": interventions or {},
        }
    )


def day(*contacts: tuple[float, ...], types: list[int] | None = None, segments: list[int] | None = None) -> Workload:
    """Return a workload of (arrived, talk, patience, wrap-up) in seconds after 08:00; patience and wrap-up may lack.

    ``types`` and ``segments`` are positions; in segment -1, and left out, is who is in none.
    """
    rows = [(*row, *(float("inf"), 0.0)[len(row) - 2 :]) for row in contacts]
    arrived, talk, patience, wrap_up = (np.array([on_grid(float(row[k])) for row in rows]) for k in range(4))
    count = len(rows)
    return Workload(
        key=np.arange(count, dtype=np.uint64),
        source=np.zeros(count, dtype=np.int16),
        type=np.array(types or [0] * count, dtype=np.int16),
        segment=np.array(segments or [-1] * count, dtype=np.int16),
        arrived_s=arrived + OPENS_S,
        talk_s=talk,
        wrap_up_s=wrap_up,
        patience_s=patience,
        expected=np.full((1, 1), np.nan),
        forecast=np.full((1, 1), np.nan),
        seed=0,
        replication=0,
    )


def story(scenario: Scenario, workload: Workload) -> list[tuple[Any, ...]]:
    """Return per contact (ended by, wait, ended, agent) with times in seconds after 08:00; None where there is none."""
    return told(simulated(scenario, workload))


def simulated(scenario: Scenario, workload: Workload) -> RunLog:
    """Return the log of a day, of which every invariant holds."""
    return check(scenario, workload, simulate(scenario, workload))


def told(log: RunLog) -> list[tuple[Any, ...]]:
    """Return the story of a log, see ``story``."""
    columns = (log.contacts[name].tolist() for name in ("ended_by", "wait_s", "ended_s", "answered_by"))
    return [
        (EndedBy(how).name.lower(), _number(wait), _number(ended - OPENS_S), None if agent == NOBODY else agent)
        for how, wait, ended, agent in zip(*columns, strict=True)
    ]


def spans_of(log: RunLog, *kinds: SpanKind) -> list[tuple[Any, ...]]:
    """Return (contact, kind, agent, from, to) of the spans of some kinds, all where none is named.

    Times in seconds after 08:00; without a contact or an agent it says None.
    """
    columns = [log.spans[name].tolist() for name in ("contact", "kind", "agent", "from_s", "to_s")]
    return [
        (_someone(row), SpanKind(kind), _someone(agent), *_since(times))
        for row, kind, agent, *times in zip(*columns, strict=True)
        if not kinds or kind in kinds
    ]


def _someone(number: int) -> int | None:
    return None if number == NOBODY else number


def _since(times: list[float]) -> list[float]:
    return [time_s - OPENS_S for time_s in times]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
