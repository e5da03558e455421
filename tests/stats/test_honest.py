"""Intervals where things are rare, small or skewed: never empty or impossible, and the t interval elsewhere."""

import math

import numpy as np
import pytest
from hotline import waits_of
from scipy import stats

from simulator.catalogue import METRICS, Better
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Stack
from simulator.stats.estimate import difference, estimate
from simulator.stats.intervals import ratio_interval
from simulator.stats.paired import verdict
from simulator.stats.skewed import reach

ONE = np.array([0])


def days(**measures: list[float]) -> Stack:
    """Return the replications of one cell; other measures are 0, and a contact takes three minutes."""
    sums = np.zeros((len(next(iter(measures.values()))), len(MEASURES), 1))
    known = {"closed": [100.0] * len(sums), "handle_s": [18_000.0] * len(sums)} | measures
    for name, values in known.items():
        sums[:, MEASURES.index(name), 0] = values
    return Stack.of((Cell("all", None),), sums, waits_of([[]] * len(sums)))


def bounds(stack: Stack, metric: str, confidence: float = 0.95) -> tuple[float, float]:
    found = estimate(stack, METRICS[metric], ONE, confidence)
    return float(found.low[0]), float(found.high[0])


def test_a_share_of_alike_days_is_that_of_clopper_and_pearson_but_for_the_days_that_tell_it():
    # 20 of 1000 on every one of a hundred days: fewer than chance would vary, so the contacts are counted.
    low, high = bounds(days(abandoned=[20.0] * 100, offered=[1000.0] * 100), "abandonment_rate")
    worth = 100_000 * (stats.norm.ppf(0.975) / stats.t.ppf(0.975, 99)) ** 2
    assert low == pytest.approx(stats.beta.ppf(0.025, 0.02 * worth, 0.98 * worth + 1))
    assert high == pytest.approx(stats.beta.ppf(0.975, 0.02 * worth + 1, 0.98 * worth))


def test_where_there_is_much_of_everything_it_is_the_t_interval():
    generator = np.random.default_rng(1)
    came = generator.poisson(5000, 200).astype(float)
    served = generator.binomial(came.astype(int), np.clip(generator.normal(0.8, 0.05, 200), 0, 1)).astype(float)
    t = ratio_interval(served[:, None], came[:, None], 0.95)
    low, high = bounds(days(cases_in_time=list(served), cases_decided=list(came)), "served_in_time")
    assert (high - low) / (t.high[0] - t.low[0]) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("n", [2, 5, 30])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize(
    ("metric", "measures"),
    [
        ("abandonment_rate", {"abandoned": 0.0, "offered": 200.0}),
        ("service_level", {"answered_in_time": 200.0, "answered": 200.0}),
        ("asa_s", {"wait_s_answered": 0.0, "answered": 200.0}),
        ("occupancy", {"busy_s": 3600.0, "staffed_s": 3600.0}),
        ("blocked", {"blocked": 0.0, "arrived": 200.0}),
        ("closed_per_hour", {"closed": 100.0, "open_s": 36_000.0}),
        ("cost_per_closed", {"cost": 900.0, "closed": 100.0}),
    ],
)
def test_what_is_made_of_contacts_has_a_width_and_nothing_impossible_in_it(metric, measures, n, confidence):
    found = estimate(days(**{name: [value] * n for name, value in measures.items()}), METRICS[metric], ONE, confidence)
    assert 0 <= found.low[0] <= found.value[0] <= found.high[0]
    assert found.high[0] - found.low[0] > 0
    if METRICS[metric].unit == "share":
        assert found.high[0] <= 1


def test_hours_that_the_plan_decides_have_no_width_where_they_never_vary():
    assert bounds(days(logged_in_s=[36_000.0] * 12), "agent_hours") == (10, 10)
    low, high = bounds(days(logged_in_s=[36_000.0] * 11 + [36_900.0]), "agent_hours")
    assert low < 10 + 0.25 / 12 < high


def test_nothing_seen_leaves_room_for_a_day_that_was_not_seen():
    # A day in 1 - 0.025^(1/30), or 11.6 %, may have been missed; on it a tenth may have been lost.
    low, high = bounds(days(abandoned=[0.0] * 30, offered=[600.0] * 30), "abandonment_rate")
    assert (low, high) == (0, pytest.approx(0.1 * (1 - 0.025 ** (1 / 30))))


def test_a_value_that_rests_on_few_of_days_that_differ_is_marked():
    alike, busy = [600.0] * 9 + [610.0], [300.0] * 8 + [900.0, 1200.0]
    lost = [0.0] * 8 + [10.0, 90.0]
    for came, enough in ((alike, True), (busy, False)):
        found = estimate(days(abandoned=lost, offered=came), METRICS["abandonment_rate"], ONE, 0.95)
        assert found.enough[0] == enough


def test_the_interval_reaches_to_the_side_of_the_tail_and_only_there():
    generator = np.random.default_rng(3)
    skewed = generator.lognormal(0, 1, (40, 1))
    parts, n = skewed - skewed.mean(axis=0), np.array([40])
    below, above = reach(parts, n, 0.95)
    t = stats.t.ppf(0.975, 39) * skewed.std(ddof=1) / math.sqrt(40)
    assert below[0] == 0
    assert above[0] > t
    mirrored_below, mirrored_above = reach(-parts, n, 0.95)
    assert (mirrored_below[0], mirrored_above[0]) == (pytest.approx(above[0]), 0)
    alike = np.array([[1.0], [-1.0]] * 20)
    assert [side[0] for side in reach(alike, n, 0.95)] == [0, 0]


def lost(*by_day: float) -> Stack:
    return days(abandoned=list(by_day), offered=[500.0] * len(by_day))


def told(strategy: Stack, baseline: Stack, metric: str = "abandonment_rate") -> str:
    found = difference(strategy, baseline, METRICS[metric], ONE, 0.95)
    numbers = (float(found.difference[0]), float(found.low[0]), float(found.high[0]))
    return verdict(*numbers, Better.LOWER, bool(np.broadcast_to(found.enough, 1)[0]))


def test_two_lost_against_none_are_not_told_apart_and_many_are():
    none = [0.0] * 28
    assert told(lost(*none, 1, 1), lost(*none, 0, 0)) == "cannot tell"
    assert told(lost(*none, 15, 0), lost(*none, 0, 0)) == "cannot tell"
    assert told(lost(*[0.0] * 25, 1, 1, 1, 1, 0), lost(*[0.0] * 30)) == "cannot tell"
    assert told(lost(*[1.0] * 12, *[0.0] * 18), lost(*[0.0] * 30)) == "worse"


def test_what_is_equal_in_every_replication_is_the_same_and_has_no_width():
    for stack in (lost(3, 0, 1, 9), lost(0, 0, 0, 0)):
        found = difference(stack, stack, METRICS["abandonment_rate"], ONE, 0.95)
        assert (found.difference[0], found.low[0], found.high[0]) == (0, 0, 0)
    # Nobody lost of other numbers is nobody lost.
    fewer = days(abandoned=[0.0] * 4, offered=[400.0, 500.0, 300.0, 500.0])
    assert told(fewer, lost(0, 0, 0, 0)) == "same"


def test_a_difference_of_shares_stays_within_1():
    all_lost, none_lost = lost(500, 500, 499), lost(0, 1, 0)
    found = difference(all_lost, none_lost, METRICS["abandonment_rate"], ONE, 0.999)
    assert found.high[0] <= 1
    assert found.low[0] < found.difference[0]


def test_hours_that_differ_by_the_same_every_day_differ_by_exactly_that():
    more, less = days(logged_in_s=[36_000.0] * 3), days(logged_in_s=[28_800.0] * 3)
    found = difference(more, less, METRICS["agent_hours"], ONE, 0.95)
    assert (found.low[0], found.difference[0], found.high[0]) == (2, 2, 2)


def test_cells_do_not_know_of_each_other():
    generator = np.random.default_rng(4)
    sums = generator.poisson(3, (12, len(MEASURES), 7)).astype(float)
    waits = waits_of([[]] * 12)
    cells = tuple(Cell("all", str(number)) for number in range(7))
    one, two = Stack.of(cells, sums, waits), Stack.of(cells, sums[::-1], waits)
    for metric in METRICS.values():
        together = estimate(one, metric, np.arange(7), 0.95), difference(one, two, metric, np.arange(7), 0.95)
        for place in range(7):
            alone = (
                estimate(one, metric, np.array([place]), 0.95),
                difference(one, two, metric, np.array([place]), 0.95),
            )
            for both, single in zip(together, alone, strict=True):
                for name in ("low", "high", "n"):
                    np.testing.assert_array_equal(getattr(both, name)[place], getattr(single, name)[0], metric.name)
