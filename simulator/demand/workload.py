"""The workload: one row per case, drawn column by column.

A case is somebody's wish that leads to a first contact. All that chance decides before the center meets it is here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.arrivals import Cases, expected_cases, poisson_cases
from simulator.demand.distributions import durations_s
from simulator.demand.draws import Purpose, derive, u_column
from simulator.demand.recorded import recorded_cases
from simulator.errors import UsageError
from simulator.scenario.nouns import ContactType, Distribution, Scenario, Source
from simulator.units import GRID_PER_S


@dataclass(frozen=True)
class Workload:
    """Cases sorted by (arrived_s, key); every column has shape (cases,). Times on the grid of 2⁻²⁰ s."""

    key: NDArray[np.uint64]
    source: NDArray[np.int16]
    type: NDArray[np.int16]
    arrived_s: NDArray[np.float64]
    talk_s: NDArray[np.float64]
    wrap_up_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    """Infinite when endless."""
    expected: NDArray[np.float64]
    """Shape (types, intervals): contacts expected; NaN when recorded."""
    seed: int
    replication: int

    def __len__(self) -> int:
        return len(self.arrived_s)

    @classmethod
    def of(
        cls,
        *,
        types: Sequence[int],
        arrived_s: Sequence[float],
        talk_s: Sequence[float],
        wrap_up_s: Sequence[float] | None = None,
        patience_s: Sequence[float] | None = None,
    ) -> "Workload":
        """Return a day worked out by hand: one number per case in each list, no chance in it.

        Left out, wrap-up takes no time and patience is endless. Times are put on the grid and cases sorted by arrival,
        those of one instant as given; a case's key is its place in the lists. ``expected`` is one NaN, shape (1, 1).
        Raises UsageError when the lists differ in length or hold a negative number or NaN.
        """
        cases = len(arrived_s)
        columns = {
            "arrived_s": _on_grid(arrived_s),
            "talk_s": _on_grid(talk_s),
            "wrap_up_s": _on_grid([0.0] * cases if wrap_up_s is None else wrap_up_s),
            "patience_s": _on_grid([np.inf] * cases if patience_s is None else patience_s),
        }
        _check_columns(len(types), columns)
        order = np.argsort(columns["arrived_s"], kind="stable")
        return cls(
            key=order.astype(np.uint64),
            source=np.zeros(cases, dtype=np.int16),
            type=np.array(types, dtype=np.int16)[order],
            expected=np.full((1, 1), np.nan),
            seed=0,
            replication=0,
            **{name: column[order] for name, column in columns.items()},
        )


def draw(scenario: Scenario, seed: int, replication: int) -> Workload:
    """Return the cases of one day: who comes, when, with which wish, how long they talk and how long they would wait.

    A pure function of its arguments. Keys come from (seed, replication, name of the source, day, cell, place in the
    cell) alone, so contact types, channels and groups change nobody's draws, and a source more moves no other.
    Raises ScenarioError when a recorded file cannot be used.
    """
    names = list(scenario.sources)
    cases = [_cases(scenario, source_key(seed, replication, name), scenario.sources[name]) for name in names]
    key = np.concatenate([each.key for each in cases])
    arrived_s = np.concatenate([each.arrived_s for each in cases])
    order = _by_arrival(arrived_s, key)
    key = key[order]
    source = np.repeat(np.arange(len(names), dtype=np.int16), [len(each.key) for each in cases])[order]
    type_ = _types(scenario, key, source)
    types = list(scenario.contact_types.values())
    return Workload(
        key=key,
        source=source,
        type=type_,
        arrived_s=arrived_s[order],
        talk_s=_durations(key, type_, [each.talk for each in types], Purpose.TALK),
        wrap_up_s=_durations(key, type_, [each.wrap_up for each in types], Purpose.WRAP_UP),
        patience_s=_durations(key, type_, [each.patience for each in types], Purpose.PATIENCE),
        expected=expected_contacts(scenario),
        seed=seed,
        replication=replication,
    )


def source_key(seed: int, replication: int, name: str, day: int = 0) -> int:
    """Return the key that all cases of a source come from on one day of one replication."""
    return derive(seed, replication, "source", name, day)


def expected_contacts(scenario: Scenario) -> NDArray[np.float64]:
    """Return contacts expected per type and reporting interval, shape (types, intervals); NaN when recorded."""
    edges_s = (*scenario.interval_starts_s, scenario.horizon.to_s)
    rows = []
    for contact_type in scenario.contact_types.values():
        rate_per_hour = scenario.sources[contact_type.from_].arrivals.rate_per_hour_steps()
        expected = expected_cases(rate_per_hour, edges_s) if rate_per_hour else np.full(len(edges_s) - 1, np.nan)
        rows.append(contact_type.share * expected)
    return np.array(rows)


def _cases(scenario: Scenario, key: int, source: Source) -> Cases:
    horizon, recorded = scenario.horizon, source.arrivals.recorded
    if recorded is not None:
        return recorded_cases(recorded, scenario.folder, horizon, key).cases
    return poisson_cases(source.arrivals.rate_per_hour_steps(), horizon.from_s, horizon.to_s, key)


def _by_arrival(arrived_s: NDArray[np.float64], key: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the order by (arrived_s, key): by time, then again for those few who come at one instant."""
    order = np.argsort(arrived_s)
    sorted_s = arrived_s[order]
    same = sorted_s[1:] == sorted_s[:-1]
    if same.any():
        tied = np.zeros(len(order), dtype=np.bool_)
        tied[1:] |= same
        tied[:-1] |= same
        rows = order[tied]
        order[tied] = rows[np.lexsort((key[rows], arrived_s[rows]))]
    return order


def _types(scenario: Scenario, key: NDArray[np.uint64], source: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the contact type of each case, by its own uniform against the shares in the scenario's order."""
    chosen = np.zeros(len(key), dtype=np.int16)
    for number, name in enumerate(scenario.sources):
        mine = [
            (position, each)
            for position, each in enumerate(scenario.contact_types.values())
            if each.from_ == name and each.share > 0.0
        ]
        rows = _rows_where(source, number, len(scenario.sources))
        chosen[rows] = _choose(mine, key[rows])
    return chosen


def _choose(types: list[tuple[int, ContactType]], key: NDArray[np.uint64]) -> NDArray[np.int16]:
    assert types, "every source has contact types"
    if len(types) == 1:
        return np.full(len(key), types[0][0], dtype=np.int16)
    upper = np.cumsum([each.share for _, each in types])
    assert abs(upper[-1] - 1.0) < 1e-6, "the shares of a source add up to 100%"
    place = np.searchsorted(upper[:-1], u_column(key, Purpose.TYPE), side="right")
    return np.array([position for position, _ in types], dtype=np.int16)[place]


def _durations(
    key: NDArray[np.uint64], type_: NDArray[np.int16], distributions: list[Distribution | None], purpose: Purpose
) -> NDArray[np.float64]:
    seconds = np.empty(len(key))
    for number, distribution in enumerate(distributions):
        rows = _rows_where(type_, number, len(distributions))
        seconds[rows] = durations_s(distribution, key[rows], purpose)
    return seconds


def _rows_where(column: NDArray[np.int16], number: int, numbers: int) -> slice | NDArray[np.intp]:
    """Return the rows that hold ``number``; all of them as a slice, free of charge, when there is no other."""
    return slice(None) if numbers == 1 else np.flatnonzero(column == number)


def _on_grid(seconds: Iterable[float]) -> NDArray[np.float64]:
    column: NDArray[np.float64] = np.rint(np.array(list(seconds), dtype=np.float64) * GRID_PER_S) / GRID_PER_S
    return column


def _check_columns(cases: int, columns: dict[str, NDArray[np.float64]]) -> None:
    for name, column in columns.items():
        if len(column) != cases:
            raise UsageError(f"{name} has {len(column)} numbers, types has {cases}. Give one per case.")
        if not (column >= 0.0).all():
            raise UsageError(f"{name} holds a negative number or none at all. Times are seconds, 0 or more.")
