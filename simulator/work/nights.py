"""All the time there is: the pieces in which the center is open, and between them the nights.

A night is what lies between two days, or between the last one and the end, however long; it is cut into *watches*.
Who comes again may come then, and whoever is turned away then comes again from there; in a watch, as in a piece, all
are spread evenly.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.nouns import Horizon, Scenario
from simulator.units import DAY_S
from simulator.work.timeline import Columns, Timeline

_WATCHES_S = (1800.0, 900.0, 300.0, 60.0)
"""How long a watch may be; they begin at such times of the clock."""
_LEAST = 24
"""So many watches a night has at least, or those of a minute: a short one is cut finely, a long one by half hours."""

Places = NDArray[np.intp]


class WholeTime(NamedTuple):
    """Pieces and watches in a row, without gaps, from the first opening to the end."""

    edges_s: Columns
    """Where each begins, and where the last one ends, in seconds since 00:00 of day 0."""
    pieces: Places
    """Which of them are the pieces of the timeline, in order."""
    watches: Places
    """Which are watches."""
    before: Places
    """By watch, the last piece of the timeline before it."""

    def __len__(self) -> int:
        return len(self.edges_s) - 1

    def column(self, in_pieces: Columns | float = 0.0, in_watches: Columns | float = 0.0) -> Columns:
        """Return what is given by piece and by watch as one column."""
        column = np.empty(len(self.pieces) + len(self.watches))
        column[self.pieces], column[self.watches] = in_pieces, in_watches
        return column

    def by_piece(self, column: Columns) -> Columns:
        """Return a column with what is at night in the last piece before."""
        return column[self.pieces] + self.at_closing(column[self.watches])

    def at_closing(self, in_watches: Columns) -> Columns:
        """Return what is given by watch in the last piece before each night."""
        return np.bincount(self.before, in_watches, minlength=len(self.pieces)).astype(np.float64)


def end_s(horizon: Horizon) -> float:
    """Return until when customers come again: the last day's 24:00, its closing if that is later, or the stop."""
    last = horizon.simulated_days[-1]
    if horizon.run_on_s is not None:
        return last.closes_s + horizon.run_on_s
    return max((last.number + 1) * DAY_S, last.closes_s)


@lru_cache(maxsize=32)
def whole_time(timeline: Timeline) -> WholeTime:
    """Return the pieces of a timeline with the watches between them; kept, as every round asks."""
    is_cut = _any_from_night(timeline.scenario)
    last = np.array([timeline.of_day(place).stop - 1 for place in range(len(timeline.days))], dtype=np.intp)
    closes_s = timeline.to_s[last]
    opens_s = np.append(timeline.from_s[last[:-1] + 1], end_s(timeline.scenario.horizon))
    begins, before = [], []
    for place, from_s, to_s in zip(last.tolist(), closes_s.tolist(), opens_s.tolist(), strict=True):
        mine = _watches(from_s, to_s, is_cut)
        begins.append(mine)
        before.append(np.full(len(mine), place))
    at_night_s = np.concatenate(begins)
    begins_s = np.concatenate([timeline.from_s, at_night_s])
    order = np.argsort(begins_s, kind="stable")
    places = np.empty(len(order), dtype=np.intp)
    places[order] = np.arange(len(order))
    edges_s = np.append(begins_s[order], max(float(opens_s[-1]), float(closes_s[-1])))
    return WholeTime(edges_s, places[: len(timeline)], places[len(timeline) :], np.concatenate(before))


def _watches(from_s: float, to_s: float, is_cut: bool) -> Columns:
    """Return when the watches of a night begin; none where there is no night."""
    if to_s <= from_s:
        return np.empty(0)
    if not is_cut:
        return np.array([from_s])
    length_s = next((one for one in _WATCHES_S if (to_s - from_s) / one >= _LEAST), _WATCHES_S[-1])
    begins_s = np.arange(np.floor(from_s / length_s) + 1.0, np.ceil(to_s / length_s)) * length_s
    return np.concatenate([[from_s], begins_s])


def _any_from_night(scenario: Scenario) -> bool:
    """Return whether anybody who is turned away at night may come again, so that it matters when in the night."""
    return any(
        any(rule.share) and any(rule.when.fits(ended, False, False) for ended in ("refused", "voicemail"))
        for rule in scenario.follow_ups.values()
    )
