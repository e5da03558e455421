"""The workload: one row per case, drawn column by column.

A case is somebody's wish that leads to a first contact. All that chance decides before the center meets it is here.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import SCENARIO, of_kind, whole_number
from simulator.demand.distributions import durations_s, steps_at
from simulator.demand.draws import Purpose, u_column
from simulator.demand.source_cases import drawn_cases, expected_of_source
from simulator.errors import UsageError
from simulator.scenario.days import course
from simulator.scenario.days.steps import at
from simulator.scenario.days.views import kinds_of_days, views
from simulator.scenario.nouns import CustomerKind, Patiences, Scenario
from simulator.units import GRID_PER_S

Script = tuple[tuple[float, float, float], ...]
"""A conversation worked out by hand: of each reply its work, the thinking before its message, the patience with it."""

NO_SEGMENT = -1
"""The segment of a case that is in none."""


@dataclass(frozen=True)
class Workload:
    """Cases sorted by (arrived_s, key); every column has shape (cases,). Times on the grid of 2⁻²⁰ s.

    Who comes in the warm-up is among them, with a time below 0 or before the first reported opening.
    """

    key: NDArray[np.uint64]
    source: NDArray[np.int16]
    type: NDArray[np.int16]
    segment: NDArray[np.int16]
    """Positions in the scenario's ``segment_names``; `NO_SEGMENT` for those who are in none."""
    arrived_s: NDArray[np.float64]
    talk_s: NDArray[np.float64]
    wrap_up_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    """Infinite when endless."""
    expected: NDArray[np.float64]
    """Shape (types, intervals): contacts expected by the demand that is drawn from; NaN when recorded."""
    forecast: NDArray[np.float64]
    """Shape (types, intervals): contacts expected by the forecast, which planning sees; NaN when recorded."""
    seed: int
    replication: int
    replies: tuple[Script | None, ...] = ()
    """By case, of conversations worked out by hand; None: as chance has it. Empty: of none."""

    def __len__(self) -> int:
        return len(self.arrived_s)

    @classmethod
    def of(
        cls,
        *,
        types: Sequence[int],
        arrived_s: Sequence[float],
        talk_s: Sequence[float] | None = None,
        wrap_up_s: Sequence[float] | None = None,
        patience_s: Sequence[float] | None = None,
        replies: "Sequence[Sequence[tuple[float, float, float]] | None] | None" = None,
    ) -> "Workload":
        """Return a day worked out by hand: one number per case in each list, no chance in it.

        ``replies`` are of conversations, None for other cases: of each reply its work, the thinking before its message
        (0 for the first) and the patience with it; talk and patience of such a case are those of its first reply.
        Left out, wrap-up takes no time and patience is endless. Times are put on the grid and cases sorted by arrival,
        those of one instant as given; a case's key is its place in the lists. Nobody is in a segment; ``expected`` and
        ``forecast`` are one NaN, shape (1, 1).
        Raises UsageError when the lists differ in length or hold a negative number or NaN.
        """
        cases = len(arrived_s)
        scripts = [None if one is None else _script(one) for one in replies or ()]
        talk_s = [0.0] * cases if talk_s is None else list(talk_s)
        patience_s = [np.inf] * cases if patience_s is None else list(patience_s)
        for case, script in enumerate(scripts[:cases]):
            # Of a list that is too short it is told below.
            if script is not None and case < min(len(talk_s), len(patience_s)):
                talk_s[case], _, patience_s[case] = script[0]
        columns = {
            "arrived_s": _on_grid(arrived_s),
            "talk_s": _on_grid(talk_s),
            "wrap_up_s": _on_grid([0.0] * cases if wrap_up_s is None else wrap_up_s),
            "patience_s": _on_grid(patience_s),
        }
        _check_columns(len(types), columns, len(scripts) if replies else None)
        order = np.argsort(columns["arrived_s"], kind="stable")
        return cls(
            key=order.astype(np.uint64),
            source=np.zeros(cases, dtype=np.int16),
            type=np.array(types, dtype=np.int16)[order],
            segment=np.full(cases, NO_SEGMENT, dtype=np.int16),
            expected=np.full((1, 1), np.nan),
            forecast=np.full((1, 1), np.nan),
            seed=0,
            replication=0,
            replies=tuple(scripts[case] for case in order) if replies else (),
            **{name: column[order] for name, column in columns.items()},
        )


class Comers(NamedTuple):
    """Who comes and when, sorted by (arrived_s, key); what they want is not decided yet."""

    key: NDArray[np.uint64]
    source: NDArray[np.int16]
    arrived_s: NDArray[np.float64]


def draw(scenario: Scenario, seed: int, replication: int) -> Workload:
    """Return the cases of a replication: who comes, when, with which wish, how long they talk and would wait.

    A pure function of its arguments. Keys come from (seed, replication, name of the source, day, cell, place in the
    cell) alone, so contact types, channels and groups change nobody's draws, and a source more moves no other.
    Raises UsageError for arguments of another kind, ScenarioError when a recorded file cannot be used.
    """
    of_kind("scenario", scenario, Scenario, SCENARIO)
    seed, replication = whole_number("seed", seed), whole_number("replication", replication)
    if seed < 0 or replication < 0:
        raise UsageError(f"expected whole numbers for seed and replication, 0 or more, got {seed} and {replication}.")
    return wishes(scenario, comers(scenario, seed, replication), seed, replication)


def comers(scenario: Scenario, seed: int, replication: int) -> Comers:
    """Return who comes in a replication and when: the first half of `draw`, the same wherever `Coming` is."""
    names = list(scenario.sources)
    cases = [drawn_cases(scenario, name, seed, replication) for name in names]
    key = np.concatenate([each.key for each in cases])
    arrived_s = np.concatenate([each.arrived_s for each in cases])
    order = _by_arrival(arrived_s, key)
    key, arrived_s = key[order], arrived_s[order]
    source = np.repeat(np.arange(len(names), dtype=np.int16), [len(each.key) for each in cases])[order]
    return Comers(key, source, arrived_s)


def wishes(scenario: Scenario, who: Comers, seed: int, replication: int) -> Workload:
    """Return the workload of those who come: the second half of `draw`."""
    key, source, arrived_s = who
    type_ = _types(scenario, key, source, _time_of_day(scenario, arrived_s))
    segment = _segments(scenario, key, type_)
    talk_s, wrap_up_s, patience_s = _durations(scenario, key, type_, segment, arrived_s)
    return Workload(
        key=key,
        source=source,
        type=type_,
        segment=segment,
        arrived_s=arrived_s,
        talk_s=talk_s,
        wrap_up_s=wrap_up_s,
        patience_s=patience_s,
        expected=expected_contacts(scenario),
        forecast=forecast_contacts(scenario),
        seed=seed,
        replication=replication,
    )


def expected_contacts(scenario: Scenario) -> NDArray[np.float64]:
    """Return contacts expected per type and reporting interval by the demand that is drawn from.

    Shape (types, intervals); NaN when recorded. Raises ScenarioError when a file of the past cannot be used.
    """
    return _expected(scenario, truth=True)


def forecast_contacts(scenario: Scenario) -> NDArray[np.float64]:
    """Return the same by the forecast, which is what planning sees."""
    return _expected(scenario, truth=False)


_KEPT: OrderedDict[tuple[int, bool], tuple[Scenario, NDArray[np.float64]]] = OrderedDict()
_KEPT_MAX = 16


def _expected(scenario: Scenario, truth: bool) -> NDArray[np.float64]:
    """Return what is expected, read-only; of what no file says it is kept, because every replication asks again."""
    if any(source.arrivals.in_a_file for source in scenario.sources.values()):
        return contacts_by_type(scenario, truth, expected_of_source)
    # The scenario is kept as well: as long as it is there, no other one has its number.
    name = (id(scenario), truth)
    if name not in _KEPT:
        expected = contacts_by_type(scenario, truth, expected_of_source)
        expected.flags.writeable = False
        _KEPT[name] = (scenario, expected)
        while len(_KEPT) > _KEPT_MAX:
            _KEPT.popitem(last=False)
    return _KEPT[name][1]


OfSource = Callable[[Scenario, str, tuple[float, ...], bool], NDArray[np.float64]]
"""As `expected_of_source`: (scenario of a day, source, edges in s, truth) to cases between neighbours of the edges."""


def contacts_by_type(scenario: Scenario, truth: bool, of_source: OfSource) -> NDArray[np.float64]:
    """Return what ``of_source`` says of each source on each day, divided among its types by their shares.

    Shape (types, intervals); the shares are the true ones, or those that are planned.
    """
    known: dict[Hashable, NDArray[np.float64]] = {}
    in_a_file = any(source.arrivals.in_a_file for source in scenario.sources.values())
    days = []
    for (day, view), alike in zip(views(scenario), kinds_of_days(scenario), strict=True):
        # Of a year's days each kind is asked for once; what a file says may differ from date to date.
        kind = day.number if in_a_file else alike
        if kind not in known:
            known[kind] = contacts_on(view, (*view.interval_starts_s, view.horizon.to_s), truth, of_source)
        days.append(known[kind])
    return days[0] if len(days) == 1 else np.concatenate(days, axis=1)


def contacts_on(
    scenario: Scenario, edges_s: tuple[float, ...], truth: bool, of_source: OfSource
) -> NDArray[np.float64]:
    """Return what ``of_source`` says of each source on the one day of ``scenario``, divided among its types.

    Shape (types, edges − 1): between each two neighbours of ``edges_s``, in seconds since the day's own 00:00.
    """
    # Nobody comes by themselves to a type without a source.
    of_type = {kind: np.zeros(len(edges_s) - 1) for kind, one in scenario.contact_types.items() if one.from_ is None}
    for name in scenario.sources:
        # Where the mix changes between two edges, what is between them is taken in parts.
        shares = course.mix(scenario, name, truth)
        changes = {time_s for share in shares.values() for time_s in share if edges_s[0] < time_s < edges_s[-1]}
        parts_s = tuple(sorted(changes.union(edges_s)))
        expected = of_source(scenario, name, parts_s, truth)
        first = np.searchsorted(parts_s, edges_s[:-1])
        for kind, share in shares.items():
            of_type[kind] = np.add.reduceat(expected * [at(share, time_s) for time_s in parts_s[:-1]], first)
    return np.array([of_type[kind] for kind in scenario.contact_types])


def _time_of_day(scenario: Scenario, arrived_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return times as seconds since 00:00 of the day on which the center opened."""
    days = scenario.horizon.simulated_days
    if days[0].number == days[-1].number == 0:
        return arrived_s
    opened = np.searchsorted([day.opens_s for day in days], arrived_s, side="right") - 1
    starts_s: NDArray[np.float64] = np.array([day.start_s for day in days])
    clock_s: NDArray[np.float64] = arrived_s - starts_s[opened]
    return clock_s


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


def _types(
    scenario: Scenario, key: NDArray[np.uint64], source: NDArray[np.int16], clock_s: NDArray[np.float64]
) -> NDArray[np.int16]:
    """Return the contact type of each case, by its own uniform against the shares in the scenario's order."""
    chosen = np.zeros(len(key), dtype=np.int16)
    place = {name: number for number, name in enumerate(scenario.contact_types)}
    for number, name in enumerate(scenario.sources):
        rows = _rows_where(source, number, len(scenario.sources))
        shares = {place[kind]: share for kind, share in course.mix(scenario, name).items() if any(share.values())}
        chosen[rows] = _choose(shares, key[rows], clock_s[rows])
    return chosen


def _choose(
    shares: Mapping[int, Mapping[float, float]], key: NDArray[np.uint64], clock_s: NDArray[np.float64]
) -> NDArray[np.int16]:
    assert shares, "every source has contact types"
    types = np.array(list(shares), dtype=np.int16)
    if len(types) == 1:
        return np.full(len(key), types[0], dtype=np.int16)
    times_s = sorted({time_s for share in shares.values() for time_s in share})
    upper = np.cumsum([[at(share, time_s) for share in shares.values()] for time_s in times_s], axis=1)
    uniforms = u_column(key, Purpose.TYPE)
    if len(times_s) == 1:
        # To the last type belongs all that is left, so that a rounding error sends nobody to no type.
        return types[np.searchsorted(upper[0, :-1], uniforms, side="right")]
    now = np.maximum(np.searchsorted(times_s, clock_s, side="right") - 1, 0)
    place = np.zeros(len(key), dtype=np.int16)
    for column in range(len(types) - 1):
        place += uniforms >= upper[now, column]
    return types[np.minimum(place, _last_with_share(upper)[now])]


def _last_with_share(upper: NDArray[np.float64]) -> NDArray[np.int16]:
    """Return the place of the last type that has a share at each time: a rounding error sends nobody beyond it."""
    has_share = np.diff(upper, axis=1, prepend=0.0) > 0.0
    last: NDArray[np.int16] = (upper.shape[1] - 1 - has_share[:, ::-1].argmax(axis=1)).astype(np.int16)
    return last


def _segments(scenario: Scenario, key: NDArray[np.uint64], type_: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the segment of each case, by its own uniform against its type's segments in their order."""
    chosen = np.full(len(key), NO_SEGMENT, dtype=np.int16)
    names = {name: number for number, name in enumerate(scenario.segment_names)}
    types = list(scenario.contact_types.values())
    for number, one in enumerate(types):
        if one.segments:
            rows = _rows_where(type_, number, len(types))
            upper = np.cumsum([kind.share for kind in one.kinds])
            numbers = [NO_SEGMENT if kind.segment is None else names[kind.segment] for kind in one.kinds]
            place = np.searchsorted(upper[:-1], u_column(key[rows], Purpose.SEGMENT), side="right")
            chosen[rows] = np.array(numbers, dtype=np.int16)[place]
    return chosen


def _durations(
    scenario: Scenario,
    key: NDArray[np.uint64],
    type_: NDArray[np.int16],
    segment: NDArray[np.int16],
    arrived_s: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return talk, wrap-up and patience of each case."""
    talk_s, wrap_up_s, patience_s = (np.empty(len(key)) for _ in range(3))
    for rows, kind in _alike(scenario, type_, segment):
        mine = key[rows]
        for column, steps, purpose in (
            (talk_s, kind.talk, Purpose.TALK),
            (wrap_up_s, kind.wrap_up, Purpose.WRAP_UP),
            (patience_s, kind.patience, Purpose.PATIENCE),
        ):
            if len(steps) == 1:
                column[rows] = durations_s(next(iter(steps.values())), mine, purpose)
            else:
                column[rows] = _through_the_day(steps, mine, purpose, arrived_s[rows])
    return talk_s, wrap_up_s, patience_s


def _through_the_day(
    steps: Patiences, keys: NDArray[np.uint64], purpose: Purpose, arrived_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the duration of each key by the clock at its arrival: at all times by the same uniform."""
    now = steps_at(steps, arrived_s)
    seconds = np.empty(len(keys))
    for place, distribution in enumerate(steps.values()):
        rows = np.flatnonzero(now == place)
        seconds[rows] = durations_s(distribution, keys[rows], purpose)
    return seconds


def _alike(
    scenario: Scenario, type_: NDArray[np.int16], segment: NDArray[np.int16]
) -> Iterator[tuple[slice | NDArray[np.intp], CustomerKind]]:
    """Yield the rows of customers who are alike: of one type and segment."""
    names = {name: number for number, name in enumerate(scenario.segment_names)}
    types = list(scenario.contact_types.values())
    for number, one in enumerate(types):
        rows = _rows_where(type_, number, len(types))
        for kind in one.kinds:
            if not one.segments:
                yield rows, kind
            else:
                wanted = NO_SEGMENT if kind.segment is None else names[kind.segment]
                yield np.flatnonzero((type_ == number) & (segment == wanted)), kind


def _rows_where(column: NDArray[np.int16], number: int, numbers: int) -> slice | NDArray[np.intp]:
    """Return the rows that hold ``number``; all of them as a slice, free of charge, when there is no other."""
    return slice(None) if numbers == 1 else np.flatnonzero(column == number)


def _on_grid(seconds: Iterable[float]) -> NDArray[np.float64]:
    column: NDArray[np.float64] = np.rint(np.array(list(seconds), dtype=np.float64) * GRID_PER_S) / GRID_PER_S
    return column


def _script(replies: "Sequence[tuple[float, float, float]]") -> Script:
    """Return a conversation worked out by hand, on the grid."""
    if not replies:
        raise UsageError("a conversation in replies has no reply. Give one at least, or None.")
    rows = [tuple(_on_grid(one).tolist()) for one in replies]
    if any(len(one) != 3 or not all(time_s >= 0.0 for time_s in one) for one in rows):
        raise UsageError("replies need three times each, in seconds, 0 or more: work, thinking before it, patience.")
    return tuple((work_s, thinking_s, patience_s) for work_s, thinking_s, patience_s in rows)


def _check_columns(cases: int, columns: dict[str, NDArray[np.float64]], scripts: int | None = None) -> None:
    if scripts is not None and scripts != cases:
        raise UsageError(f"replies has {scripts} entries, types has {cases}. Give one per case, or None.")
    for name, column in columns.items():
        if len(column) != cases:
            raise UsageError(f"{name} has {len(column)} numbers, types has {cases}. Give one per case.")
        if not (column >= 0.0).all():
            raise UsageError(f"{name} has a negative or missing value. Times are in seconds, 0 or more.")
