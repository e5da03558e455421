"""Who comes by themselves, of every source, campaign and batch; those of a recorded file are counted."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand.distributions import steps_at
from simulator.demand.poisson import expected_cases
from simulator.demand.recorded import recorded_cases
from simulator.demand.source_cases import expected_of_source
from simulator.demand.workload import contacts_on
from simulator.scenario.days import course
from simulator.scenario.days.views import simulated_views
from simulator.scenario.nouns import ContactType, CustomerKind, Scenario, turns
from simulator.work.flow import Notes, Round, Said, Traffic
from simulator.work.stage import EVERYBODY
from simulator.work.timeline import Columns, Timeline


class WhoComes:
    """The first contribution: what the sources bring, with the mean handle time of its type, of all segments."""

    name = "arrivals"

    def cuts_s(self, scenario: Scenario) -> Iterator[float]:
        """Yield when somebody begins to come, or nobody comes any more; else a rate may change inside a piece.

        And when who arrives begins to talk for longer or shorter.
        """
        known: dict[Hashable, tuple[float, ...]] = {}
        for day, view in simulated_views(scenario):
            kind = _kind(view)
            if kind not in known:
                known[kind] = tuple(_turns(view))
            yield from (day.start_s + time_s for time_s in known[kind])
            for one in scenario.contact_types.values():
                yield from turns(one.steps_s, day.opens_s, day.closes_s) if len(one.steps_s) > 1 else ()

    def __call__(self, timeline: Timeline, one: Round, truth: bool) -> Round:
        """Return the first round with all who come; nobody comes by themselves a second time."""
        if not one.is_first:
            return one
        contacts = contacts_that_come(timeline, truth) * _share_of(timeline, one.stage.segment)
        some = of_types(timeline, contacts, one.stage.segment)
        return replace(one, on_its_way=one.on_its_way + some, came=one.came + some.contacts)

    def say(self, timeline: Timeline, day: int, notes: Notes) -> Iterator[Said]:
        """Yield nothing: sources have a table of their own."""
        yield from ()


def of_types(timeline: Timeline, contacts: Columns, segment: str | None = EVERYBODY) -> Traffic:
    """Return contacts with the mean handle time of their types at the time at which they come, before any factor.

    Where they are of one ``segment``, it is that of its customers.
    """
    handle_s, wrap_up_s = (_of_contacts(contacts, means_s) for means_s in handle_means(timeline, segment))
    return Traffic(contacts, handle_s, wrap_up_s, timeline.nothing())


@lru_cache(maxsize=32)
def handle_means(timeline: Timeline, segment: str | None) -> tuple[Columns, Columns]:
    """Return the mean handle time and the mean wrap-up in it by type and piece; kept, because every stage asks."""
    types = timeline.scenario.contact_types.values()

    def handle_s(one: ContactType, time_s: float) -> float:
        if segment == EVERYBODY:
            return one.work_s_mean(time_s)
        return kind_of(one, segment).talk_s_mean(time_s) + kind_of(one, segment).wrap_up_s_mean(time_s)

    def wrap_up_s(one: ContactType, time_s: float) -> float:
        return one.wrap_up_s_mean(time_s) if segment == EVERYBODY else kind_of(one, segment).wrap_up_s_mean(time_s)

    handle, wrap_up = (np.array([_by_piece(timeline, one, way) for one in types]) for way in (handle_s, wrap_up_s))
    return handle, wrap_up


def kind_of(one: ContactType, segment: str | None) -> CustomerKind:
    """Return the customers of a segment in a type; where it does not know the segment, those who are in none."""
    return next((kind for kind in one.kinds if kind.segment == segment), one.usual)


def _share_of(timeline: Timeline, segment: str | None) -> Columns:
    """Return how many of each type's customers are of a segment, shape (types, 1)."""
    types = timeline.scenario.contact_types.values()
    if segment == EVERYBODY:
        return np.ones((len(types), 1))
    shares = [sum(kind.share for kind in one.kinds if kind.segment == segment) for one in types]
    return np.array(shares, dtype=np.float64)[:, np.newaxis]


def _of_contacts(contacts: Columns, means_s: Columns) -> Columns:
    with np.errstate(invalid="ignore"):
        return np.where(contacts > 0.0, contacts * means_s, 0.0)


def _by_piece(timeline: Timeline, one: ContactType, mean_s: Callable[[ContactType, float], float]) -> Columns:
    """Return a mean of a type in each piece; its steps are edges of pieces."""
    steps_s = one.steps_s
    means_s = np.array([mean_s(one, time_s) for time_s in steps_s])
    return means_s[steps_at(steps_s, timeline.from_s)]


def contacts_that_come(timeline: Timeline, truth: bool) -> Columns:
    """Return contacts by type and piece, by the truth or by the forecast."""
    in_a_file = any(source.arrivals.in_a_file for source in timeline.scenario.sources.values())
    known: dict[Hashable, Columns] = {}
    days = []
    for (day, view), edges_s in zip(timeline.days, timeline.edges_s, strict=True):
        # Days that are alike are asked for once; what a file says may differ from date to date.
        kind = (day.number if in_a_file else _kind(view), edges_s)
        if kind not in known:
            known[kind] = contacts_on(view, edges_s, truth, cases_between)
        days.append(known[kind])
    return np.concatenate(days, axis=1)


def _kind(view: Scenario) -> Hashable:
    """Return what is equal on days on which the same are expected, as far as no file says otherwise."""
    horizon = view.horizon
    hours = (horizon.from_s, horizon.to_s, horizon.profile_to_s, horizon.first_weekday)
    # The views keep the sources, so no two of them have one number.
    return (*hours, *(id(source) for source in view.sources.values()))


def _turns(view: Scenario) -> Iterator[float]:
    """Yield when somebody begins to come from a source, or nobody comes any more, by the day's own clock."""
    for name in view.sources:
        lines = sorted(line for part in course.coming(view, name).all for line in part if line.total > 0.0)
        until_s = -math.inf
        for line in lines:
            yield from () if line.from_s <= until_s else (until_s, line.from_s)
            until_s = max(until_s, line.to_s)
        yield until_s


def cases_between(scenario: Scenario, name: str, edges_s: Sequence[float], truth: bool) -> NDArray[np.float64]:
    """Return the cases of a source on one day between each two neighbours of ``edges_s``, shape (edges − 1,).

    A workload says NaN of what is recorded, because there is nothing to expect; here what counts is that they come.
    Raises ScenarioError when a file of the past cannot be used.
    """
    edges = tuple(edges_s)
    source = scenario.sources[name]
    recorded = source.arrivals.recorded
    if recorded is None:
        return expected_of_source(scenario, name, edges, truth)
    arrived_s = recorded_cases(recorded, scenario.folder, scenario.horizon, key=0).arrived_s
    counts = np.diff(np.searchsorted(np.sort(arrived_s), edges)).astype(np.float64)
    demand = (course.coming if truth else course.forecast)(scenario, name)
    more = sum((expected_cases(curve, edges) for curve in demand.campaigns.values()), start=np.zeros(len(counts)))
    return (counts + more) * course.cases_per_arrival(source)
