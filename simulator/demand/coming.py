"""Who comes, as something that can be compared: two scenarios with the same cases, to the bit, or not.

It says what the draws of `demand/source_cases.py` depend on and nothing else: what people want, how long they talk and
whom they meet is left out. So it is equal exactly where the columns (source, key, arrival) of all replications are.
Only of recorded files it does not look inside: the same file read in the same way is the same people.

Results are about the reported days, and so is this: a warm-up makes no difference unless a campaign that began in it
still brings somebody later, and hours, redirects and the end of a run make none. Whoever draws once for several
scenarios asks for the days of the warm-up as well.
"""

from typing import Any

from simulator.demand.poisson import cells_drawn
from simulator.scenario.days import course
from simulator.scenario.days.views import simulated_views, views
from simulator.scenario.nouns import Batch, Busyness, Scenario, Source


class Coming:
    """Who comes to a scenario; equal to that of another one when the same people come at the same instants."""

    def __init__(self, scenario: Scenario, warm_up: bool = False) -> None:
        """Look at the reported days of ``scenario``, or (``warm_up``) at all that are simulated."""
        self._scenario, self._warm_up = scenario, warm_up

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Coming):
            return NotImplemented
        assert self._warm_up == other._warm_up, "the same days of both are asked for"
        return self._as_written() == other._as_written() or self._as_drawn() == other._as_drawn()

    def __hash__(self) -> int:
        return hash(tuple(self._scenario.sources))

    def _as_written(self) -> tuple[object, ...]:
        """Return what says all of it, and perhaps more: mostly strategies do not touch it."""
        scenario = self._scenario
        return scenario.sources, scenario.busyness, scenario.horizon, scenario.folder

    def _as_drawn(self) -> dict[tuple[str, int], object]:
        """Return by source and day what is drawn; whoever brings nobody is not there."""
        found: dict[tuple[str, int], object] = {}
        horizon = self._scenario.horizon
        if self._warm_up and horizon.warm_up_s:
            found["", 0] = horizon.starts_s
        for day, view in (simulated_views if self._warm_up else views)(self._scenario):
            for name, source in view.sources.items():
                if source.keep > 0.0 and (streams := _streams(view, name)):
                    found[name, day.number] = (streams, _batch(source.batch), source.keep, _busyness(view, source))
        return found


def _streams(day: Scenario, name: str) -> dict[str, Any]:
    """Return what comes from a source on the day of a scenario: its own, and what each of its campaigns brings."""
    source = day.sources[name]
    demand = course.coming(day, name)
    found: dict[str, Any] = {}
    if source.arrivals.in_a_file:
        # What a file's campaigns bring may be a percentage of what is in it.
        hours = (day.horizon.from_s, day.horizon.to_s, day.horizon.first_weekday, day.horizon.date)
        found[""] = (source.arrivals, day.folder, source.truth and _shifted(source), source.campaigns, hours)
    elif source.arrivals.count is not None:
        number = course.fixed_number(source, day.horizon)
        cells = cells_drawn(demand.own, as_one=True)
        found |= {"": (number, cells)} if number and cells else {}
    elif cells := cells_drawn(demand.own):
        found[""] = cells
    return found | {campaign: cells for campaign, curve in demand.campaigns.items() if (cells := cells_drawn(curve))}


def _shifted(source: Source) -> tuple[float, float]:
    assert source.truth is not None
    return source.truth.volume, source.truth.shift_s


def _batch(batch: Batch | None) -> tuple[int, float] | None:
    return None if batch is None or batch.mean_size == 1.0 else (batch.size or 0, batch.mean or 0.0)


def _busyness(day: Scenario, source: Source) -> tuple[object, ...] | None:
    """Return what the factors of the day's rates are drawn from; None where every day is alike."""
    days = day.busyness
    common, own = _spread(days.common), _spread(source.busyness)
    if source.arrivals.fixed or not (common or own):
        return None
    starts_s = days.part_starts_s
    between_parts = days.between_parts if len(starts_s) > 1 else None
    return common, own, days.between_sources if own else 0.0, starts_s, between_parts


def _spread(busyness: Busyness | None) -> tuple[bool, float] | None:
    return None if busyness is None or busyness.cv == 0.0 else (busyness.gamma is not None, busyness.cv)
