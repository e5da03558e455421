"""Waits in bins: what a bin holds, that all cells are sums of them, and that a quantile is true of the callers."""

import math

import numpy as np
import pytest
from hand_log import Contact, log_of, random_log

from simulator.catalogue import METRICS
from simulator.log import EndedBy, Names
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.pooled import SHARES, by_replication, pooled
from simulator.metrics.values import metric_values, stack
from simulator.metrics.wait_bins import bin_of, binned, joined, lower_s, upper_s

EVERYTHING = [Cell("all", None)]
WAITS_S = np.concatenate((np.arange(1, 4000) / 256, np.geomspace(1e-6, 2**20, 5000), np.arange(1.0, 100_000.0, 7)))


def test_a_bin_holds_its_upper_end_and_no_more_than_its_lower_end():
    number = bin_of(WAITS_S)
    assert (lower_s(number) < WAITS_S).all()
    assert (upper_s(number) >= WAITS_S).all()
    np.testing.assert_array_equal(bin_of(upper_s(number)), number)
    np.testing.assert_array_equal(bin_of(np.nextafter(upper_s(number), np.inf)), number + 1)
    assert (np.diff(bin_of(np.sort(WAITS_S))) >= 0).all()


def test_a_bin_is_never_wider_than_a_hundredth_of_the_wait_nor_below_a_second_than_a_hundredth_of_it():
    width_s = upper_s(bin_of(WAITS_S)) - lower_s(bin_of(WAITS_S))
    assert (width_s <= 0.01 * np.maximum(WAITS_S, 1.0)).all()


def test_no_wait_at_all_has_a_bin_of_its_own():
    assert bin_of(np.array([0.0, 2.0**-20])).tolist() == [0, 1]
    assert (upper_s(np.array([0]))[0], lower_s(np.array([0]))[0]) == (0, 0)


@pytest.mark.parametrize("target_s", [*range(1, 61), 90, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 4 * 3600])
def test_what_is_usual_as_a_target_is_the_end_of_a_bin(target_s):
    assert upper_s(bin_of(np.array([float(target_s)])))[0] == target_s


@pytest.mark.parametrize("shape", [(1, 1, 0), (5, 3, 0), (3, 2, 3)])
def test_the_callers_of_every_cell_are_those_whose_wait_ended(shape):
    logs = [random_log(seed, 2000, types=shape[0], channels=shape[1], segments=shape[2]) for seed in (1, 2)]
    both = stack([measure(log) for log in logs])
    places = [place for place, cell in enumerate(both.cells) if cell.kind != "group"]
    found = pooled(both.waits, 0.9, [both.cells[place] for place in places])
    np.testing.assert_array_equal(found.callers, both.sums[:, MEASURES.index("waited"), places])


@pytest.mark.parametrize("share", SHARES)
def test_at_least_the_share_of_callers_waited_at_most_what_is_reported_and_hardly_more(share):
    logs = [random_log(seed, 1500, intervals=3, types=2) for seed in range(5)]
    together = joined([measure(log).waits for log in logs])
    cells = [Cell("all", None), Cell("type:type_1", None), Cell("all", "00:30-01:00")]
    number = pooled(together, share, cells).number
    everyone = [np.concatenate([callers(log, cell) for log in logs]) for cell in cells]
    for value_s, below_s, wait_s in zip(upper_s(number), lower_s(number), everyone, strict=True):
        assert (wait_s <= value_s).mean() >= share
        assert (wait_s <= below_s).mean() < share or value_s == 0


def callers(log, cell):
    """Return the waits that ended, of a cell."""
    waited = ~np.isnan(log.contacts["wait_s"])
    if cell.kind == "type":
        waited &= log.contacts["type"] == log.names.types.index(cell.of.partition(":")[2])
    if cell.interval:
        waited &= (log.contacts["arrived_s"] >= 1800) & (log.contacts["arrived_s"] < 3600)
    return log.contacts["wait_s"][waited]


def test_a_hand_worked_quantile_is_of_all_callers_of_all_days():
    # A quiet day of two, a busy day of eight: nine of the ten waited at most 40 s. The mean of the days' is not that.
    quiet = log_of([Contact(0, 10), Contact(1, 20)])
    busy = log_of([Contact(60.0 * i, wait_s) for i, wait_s in enumerate([30] * 7 + [400])])
    both = stack([measure(quiet), measure(busy)])
    assert upper_s(pooled(both.waits, 0.9, EVERYTHING).number).tolist() == [30]
    assert by_replication(both.waits, 0.9, EVERYTHING)[:, 0].tolist() == [20, 400]


def test_who_was_not_offered_or_still_waits_has_no_wait():
    log = log_of([Contact(0, 5), Contact(1, 900, EndedBy.STILL_OPEN), Contact(2, 7, EndedBy.BLOCKED)])
    assert upper_s(pooled(measure(log).waits, 0.95, EVERYTHING).number).tolist() == [5]


def test_nobody_has_no_quantile():
    alone = stack([measure(log_of([]))])
    assert math.isnan(metric_values(METRICS["wait_s_p90"], alone, np.array([0]))[0, 0])
    assert pooled(alone.waits, 0.9, EVERYTHING).number.tolist() == [-1]


def test_a_day_is_no_larger_than_the_list_of_its_callers():
    log = random_log(1, 500, types=3)
    waits = measure(log).waits
    assert len(waits.place) <= 500
    assert waits.count.sum() == measure(log).sums[MEASURES.index("waited"), 0]


def test_joined_replications_are_those_given_in_their_order():
    cells = measure(log_of([], names=Names(("a",), ("b",), ("c",)), within_s=[1.0], short_s=[1.0])).cells
    days = [[0.0, 3.0], [], [5.0, 5.0, 0.0]]
    together = joined([binned(cells, np.zeros(len(day), dtype=np.int64), np.array(day)) for day in days])
    assert together.units == 3
    assert together.starts.tolist() == [0, 2, 2, 4]
    assert upper_s(together.number).tolist() == [0, 3, 0, 5]
    assert together.count.tolist() == [1, 1, 1, 2]
