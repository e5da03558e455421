"""What Erlang's formulas say of a whole day, and what of the distance to a simulated day can be computed, by trying.

As planners use them: interval by interval, with the mean load and the agents on duty, weighted by who comes. Beside it
the same formula with one assumption less: on days that are busier and quieter, and with a load that follows who comes
only as fast as contacts are finished, beginning with an empty center.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from simulator.demand.busy_factors import levels_of
from simulator.describing.erlang_asked import ErlangQueue, queue_of, why_not
from simulator.scenario.days.views import views
from simulator.scenario.nouns import Busyness, Scenario
from simulator.work.by_piece import DayWork
from simulator.work.load_against_staff import Load, in_steps, loads_of
from simulator.work.load_nouns import Column, TypeLoad
from simulator.work.tightest import Tight

DAYS_MAX = 14
"""Of more days in a row nothing is told: it would take longer than the answer is worth."""
_FINE_S = 300.0
"""So long are the steps in which the load is followed."""
_LEVELS = 31
"""So many equally likely days stand for all days."""


@dataclass(frozen=True)
class ErlangDay:
    """A contact type on the days of a scenario, by the formulas: shares served in time of all who come."""

    type: str
    types: tuple[str, ...]
    """All types with which it is one queue at some time."""
    reason: str
    """Why the formulas do not apply, in words; empty where they do."""
    contacts: float = 0.0
    """Those that come by themselves."""
    more_drawn: float = 0.0
    """By what part more contacts of it came in the simulation than were expected."""
    in_time_c: float = math.nan
    in_time_a: float = math.nan
    """NaN, where somebody's patience has no end."""
    cv: float = 0.0
    """Of the busyness of all days."""
    busy: float = math.nan
    """The nearer formula (A, or C without A) over days of the stated busyness; NaN where all days are alike."""
    moving: float = math.nan
    """The nearer formula with a load that follows who comes as contacts are finished, from an empty center on."""
    drawn: float = math.nan
    """The nearer formula with as many as came in the simulation; NaN where that is not known."""
    overloaded: float = 0.0
    """The share of contacts that come in intervals with no more agents than erlangs."""

    @property
    def nearer(self) -> float:
        """Return Erlang A's share; where there is none, Erlang C's."""
        return self.in_time_c if math.isnan(self.in_time_a) else self.in_time_a


def erlang_days(scenario: Scenario, came: Mapping[str, float] | None = None) -> tuple[ErlangDay, ...]:
    """Return what the formulas say of each type that somebody comes for; nothing when there are very many days.

    ``came`` is how many came per replication of each type, where that was simulated: by themselves or again, but not
    who was passed on to it, nor who met a closed door on coming again.
    """
    days = views(scenario)
    if len(days) > DAYS_MAX:
        return ()
    loads = loads_of(scenario)
    expected = {
        name: sum(sum(load.types[row].in_all) for load in loads) for row, name in enumerate(scenario.contact_types)
    }
    # Who is passed on to a type did not come to it, and is expected all the same.
    reached = {rule.pass_.type for rule in scenario.transfers.values()}
    drawn = {
        name: (expected[name], number)
        for name, number in (came or {}).items()
        if expected[name] > 0.0 and name not in reached
    }
    # Days of which one closes when the next opens are one opening: the center is empty at the first only.
    empty = [True, *(before.day.closes_s < after.day.opens_s for before, after in pairwise(days))]
    fine = in_steps(scenario, min(_FINE_S, scenario.horizon.interval_s))
    seen = [_of_day(view, load, steps) for (_, view), load, steps in zip(days, loads, fine, strict=True)]
    parts = [each for place, two in enumerate(seen) for each in _on(*two, drawn, empty[place])]
    found = (_together([each for each in parts if each.type == name]) for name in scenario.contact_types)
    return tuple(each for each in found if each is not None)


def _together(parts: Sequence[ErlangDay]) -> ErlangDay | None:
    """Return a type on several days, weighted by who comes."""
    if len(parts) == 1 and parts[0].types:
        return parts[0]
    told = next((each for each in parts if each.reason), None)
    if told is not None:
        return told
    # Who comes on a day on which nobody is taken counts among all who come, but not among those in queues.
    taken = [each for each in parts if each.types]
    if not taken:
        return None

    def mean(name: str, of: Sequence[ErlangDay]) -> float:
        return float(sum(getattr(each, name) * each.contacts for each in of) / sum(each.contacts for each in of))

    types = tuple(dict.fromkeys(name for each in taken for name in each.types))
    shares = {name: mean(name, parts) for name in ("in_time_c", "in_time_a", "busy", "moving", "drawn")}
    shares |= {name: mean(name, taken) for name in ("cv", "overloaded", "more_drawn")}
    return ErlangDay(parts[0].type, types, "", sum(each.contacts for each in parts), **shares)


class _Piece(NamedTuple):
    """A type in one interval: who comes for it, and the queue it waits in."""

    contacts: float
    length_s: float
    queue: ErlangQueue


Drawn = Mapping[str, tuple[float, float]]
"""By type: how many were expected, and how many came."""


def _of_day(scenario: Scenario, load: Load, fine: DayWork) -> "tuple[Load, _Day, _Day]":
    """Return the queues of one day by its intervals, and in fine steps with the tight sets of these."""
    places = [bisect_right(load.edges_s, from_s) - 1 for from_s in fine.edges_s[:-1]]
    steps = _Day(scenario, fine.types, fine.edges_s, tuple(load.tight[place] for place in places))
    return load, _Day(scenario, load.types, load.edges_s, load.tight), steps


def _on(load: Load, coarse: "_Day", fine: "_Day", drawn: Drawn, empty: bool) -> list[ErlangDay]:
    """Return the types of one day, on which the center may be ``empty`` at opening."""
    told = {pool: why_not(coarse.scenario, pool) for pool in load.pools}
    found = [ErlangDay(name, pool.types, reason) for pool, reason in told.items() if reason for name in pool.types]
    names = [name for pool, reason in told.items() if not reason for name in pool.types]
    days = (_day(coarse, fine, name, drawn, empty) for name in names)
    return found + [day for day in days if day is not None]


class _Day:
    """The queues of a day, each made once: types of one set share it."""

    def __init__(
        self, scenario: Scenario, types: tuple[TypeLoad, ...], edges_s: Column, tight: tuple[tuple[Tight, ...], ...]
    ) -> None:
        self.scenario, self.types, self.edges_s, self.tight = scenario, types, edges_s, tight
        self._queues: dict[tuple[int, tuple[str, ...]], ErlangQueue] = {}

    def kind(self, name: str) -> TypeLoad:
        """Return a type."""
        return next(one for one in self.types if one.name == name)

    def pieces(self, name: str) -> list[_Piece]:
        """Return a type in each interval in which somebody comes for its queue."""
        edges_s, found, kind = self.edges_s, [], self.kind(name)
        for place, sets in enumerate(self.tight):
            tight = next((one for one in sets if name in one.types), None)
            if tight is not None:
                length_s = edges_s[place + 1] - edges_s[place]
                # Who comes again or was passed on is work for the queue; the first request is what is in time.
                first = max(kind.offered[place] - kind.brought[place], 0.0)
                found.append(_Piece(first, length_s, self._queue(place, tight)))
        return found

    def _queue(self, place: int, tight: Tight) -> ErlangQueue:
        if (place, tight.types) not in self._queues:
            self._queues[place, tight.types] = queue_of(self.scenario, self.types, self.edges_s, tight, place)
        return self._queues[place, tight.types]


def _day(coarse: _Day, fine: _Day, name: str, drawn: Drawn, empty: bool) -> ErlangDay | None:
    scenario, pieces = coarse.scenario, coarse.pieces(name)
    contacts, came = sum(one.contacts for one in pieces), sum(coarse.kind(name).came)
    if not contacts or not came:
        return _shut(name, came) if came else None
    # Who came while it was closed came, and is not served in time.
    inside = min(contacts / came, 1.0)
    within_s = scenario.contact_types[name].service_level.within_s
    endless = any(math.isinf(one.queue.patience_s) for one in pieces)
    types = tuple(dict.fromkeys(kind for one in pieces for kind in one.queue.types))
    spread = _spread(scenario, coarse.types, types)
    over = sum(one.contacts for one in pieces if one.queue.erlangs >= one.queue.staff)
    return ErlangDay(
        type=name,
        types=types,
        reason="",
        contacts=came,
        more_drawn=drawn[name][1] / drawn[name][0] - 1.0 if name in drawn else 0.0,
        in_time_c=inside * _share(pieces, within_s, endless=True),
        in_time_a=math.nan if endless else inside * _share(pieces, within_s, endless=False),
        cv=spread.cv if spread else 0.0,
        busy=inside * _share(pieces, within_s, endless, levels_of(spread, _LEVELS)) if spread else math.nan,
        moving=inside * _share(_followed(fine.pieces(name), empty), within_s, endless),
        drawn=inside * _share(_as_drawn(pieces, drawn), within_s, endless) if drawn else math.nan,
        overloaded=over / contacts,
    )


def _shut(name: str, came: float) -> ErlangDay:
    """Return a type on a day on which it takes nobody: who comes then came, and none of them is served in time."""
    return ErlangDay(name, (), "", came, in_time_c=0.0, in_time_a=0.0, busy=0.0, moving=0.0, drawn=0.0)


def _share(pieces: list[_Piece], within_s: float, endless: bool, levels: Sequence[float] = (1.0,)) -> float:
    """Return the share served in time, weighted by who comes; on a day with a larger level more come."""
    met = came = 0.0
    for contacts, _, queue in pieces:
        patience_s = math.inf if endless else queue.patience_s
        for level in levels:
            came += contacts * level
            met += contacts * level * queue.in_time(within_s, patience_s, level)
    return met / came


def _as_drawn(pieces: list[_Piece], drawn: Drawn) -> list[_Piece]:
    """Return the pieces with as many contacts as came on the days that were drawn."""
    found = []
    for piece in pieces:
        expected, came = (sum(drawn[name][each] for name in piece.queue.types if name in drawn) for each in (0, 1))
        queue = piece.queue._replace(per_hour=piece.queue.per_hour * came / expected) if expected else piece.queue
        found.append(piece._replace(queue=queue))
    return found


def _followed(pieces: list[_Piece], empty: bool) -> list[_Piece]:
    """Return the pieces with the load that is in hand when all find an agent, in place of the one that comes.

    dm/dt = (a − m) / handle time, m = 0 at opening when it is ``empty``. Source: Jennings, Mandelbaum, Massey and
    Whitt, Server staffing to meet time-varying demand, Management Science 42, 1996 (modified offered load).
    """
    followed, rate = [], 0.0 if empty else pieces[0].queue.per_hour
    for contacts, length_s, queue in pieces:
        kept = math.exp(-length_s / queue.handle_s) if queue.handle_s else 0.0
        before, rate = rate, queue.per_hour + (rate - queue.per_hour) * kept
        followed.append(_Piece(contacts, length_s, queue._replace(per_hour=(before + rate) / 2)))
    return followed


def _spread(scenario: Scenario, loads: Sequence[TypeLoad], types: Sequence[str]) -> Busyness | None:
    """Return how the load of types differs from day to day beyond chance; None where all days are alike."""
    days, work = scenario.busyness, dict[str, float]()
    for one in loads:
        # Who only comes of other types differs as those do.
        if one.name in types and one.source is not None:
            work[one.source] = work.get(one.source, 0.0) + sum(one.erlangs)
    stated = {name: scenario.sources[name].busyness for name in work}
    cvs = {name: one.cv if one else 0.0 for name, one in stated.items()}
    squares = sum(
        work[a] * work[b] * cvs[a] * cvs[b] * (1.0 if a == b else days.between_sources) for a in work for b in work
    )
    own = squares / sum(work.values()) ** 2 if any(work.values()) else 0.0
    common = days.common.cv if days.common else 0.0
    cv = math.sqrt((1.0 + own) * (1.0 + common**2) - 1.0)
    if cv == 0.0:
        return None
    lognormal = any(one is not None and one.lognormal for one in (*stated.values(), days.common))
    return Busyness.model_validate({"lognormal" if lognormal else "gamma": {"cv": cv}})
