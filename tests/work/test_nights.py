"""Pieces and watches in a row: without gaps, and night where the center is closed."""

import itertools
from typing import Any

import numpy as np
import pytest
from building import center

from simulator.units import HOUR_S
from simulator.work.nights import WholeTime, whole_time
from simulator.work.timeline import timeline_of

ASKED = {"retry": {"of": "calls", "when": {"ended": "refused"}, "share": "50%", "after": "1h"}}
UNASKED = {"retry": {"of": "calls", "when": {"ended": "abandoned"}, "share": "50%", "after": "1h"}}


def of(follow_ups: dict[str, Any] = ASKED, **horizon: Any) -> WholeTime:
    return whole_time(timeline_of(center(follow_ups=follow_ups, **horizon)))


def nights(time: WholeTime) -> list[tuple[float, float, int]]:
    """Return the watches as (from, to) in hours since 00:00 of day 0, with the piece before."""
    ends = list(itertools.pairwise((time.edges_s / HOUR_S).tolist()))
    return [(*ends[place], before) for place, before in zip(time.watches.tolist(), time.before.tolist(), strict=True)]


def test_a_night_is_cut_into_watches_that_begin_by_the_clock() -> None:
    time = of(days=2, weekday="monday", interval="1h", to="10:20", hours={"monday": {"to": "20:15"}})
    # 13 pieces on Monday; a night of less than twelve hours has quarters of an hour.
    first = nights(time)[: 4 * 12 - 1]
    assert first[0] == (20.25, 20.5, 12)
    assert first[-1] == (31.75, 32.0, 12)
    assert all(to - from_ == 0.25 for from_, to, _ in first)
    # After the last day until midnight: a first one that is shorter, and then half hours.
    last = nights(time)[4 * 12 - 1 :]
    assert [last[0], last[1], last[-1]] == [
        (pytest.approx(34 + 1 / 3), 34.5, 15),
        (34.5, 35.0, 15),
        (47.5, 48.0, 15),
    ]
    assert len(time) == len(time.pieces) + len(time.watches)
    assert sorted([*time.pieces.tolist(), *time.watches.tolist()]) == list(range(len(time)))


@pytest.mark.parametrize(("to", "length_s"), [("18:00", 1800), ("24:00", 900), ("30:00", 300), ("31:00", 60)])
def test_a_shorter_night_is_cut_more_finely(to: str, length_s: float) -> None:
    time = of(days=2, weekday="monday", to=to, run_on="0s")
    assert set(np.diff(time.edges_s)[time.watches].tolist()) == {length_s}


def test_where_nobody_is_asked_at_night_a_night_is_one() -> None:
    time = of(UNASKED, days=3, weekday="monday", interval="1h")
    assert nights(time) == [(10.0, 32.0, 1), (34.0, 56.0, 3), (58.0, 72.0, 5)]


def test_days_that_touch_have_no_night_and_the_stop_ends_the_last_one() -> None:
    time = of(days=2, weekday="monday", interval="12h", to="32:00", run_on="0s")
    assert nights(time) == []
    assert len(time.edges_s) == len(time.pieces) + 1
    assert nights(of(UNASKED, interval="2h", run_on="3h")) == [(10.0, 13.0, 0)]


def test_what_is_at_night_counts_for_the_piece_before() -> None:
    time = of(UNASKED, days=2, weekday="monday", interval="1h")
    column = time.column(np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 20.0]))
    assert column.tolist() == [1.0, 2.0, 10.0, 3.0, 4.0, 20.0]
    assert time.by_piece(column).tolist() == [1.0, 12.0, 3.0, 24.0]
