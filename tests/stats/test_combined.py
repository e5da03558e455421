"""A weighted mean of metrics: by pencil, its interval by simulation, and the metric itself where it is alone."""

import numpy as np
import pytest
from hotline import waits_of

from simulator.catalogue import METRICS
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Stack
from simulator.scenario.judged.goal import Goal, Term
from simulator.stats.combined import weighed_in, weighted_difference, weighted_mean
from simulator.stats.estimate import difference, estimate

CELLS = (Cell("channel:voice", None), Cell("channel:chat", None))
BOTH = Goal((Term("served_in_time", "channel:voice", None, 2.0), Term("served_in_time", "channel:chat", None, 1.0)))


def stack(voice: np.ndarray, chat: np.ndarray, arrived: float | np.ndarray = 100.0) -> Stack:
    sums = np.zeros((len(voice), len(MEASURES), 2))
    for measure in ("arrived", "cases_decided"):
        sums[:, MEASURES.index(measure), :] = np.reshape(arrived, (-1, 1))
    sums[:, MEASURES.index("cases_in_time"), :] = np.stack([voice, chat], axis=1)
    return Stack.of(CELLS, sums, waits_of([[]] * len(voice)))


def test_the_value_is_the_weighted_mean_whatever_the_numbers_of_contacts():
    found = weighted_mean(
        one := stack(np.array([80.0, 90.0]), np.array([20.0, 40.0])), weighed_in(BOTH, one.cells), 0.95
    )
    assert found.value.item() == pytest.approx((2 * 0.85 + 0.30) / 3)


@pytest.mark.parametrize("place", [0, 1])
def test_one_measure_alone_has_exactly_its_own_interval_and_difference(place):
    dice = np.random.default_rng(4)
    mine, theirs = (stack(*dice.integers(50, 100, (2, 30)).astype(float), dice.integers(90, 110, 30)) for _ in range(2))
    metric, places = METRICS["served_in_time"], np.array([place])
    alone = weighed_in(Goal((Term("served_in_time", CELLS[place].of),)), CELLS)
    combined, usual = weighted_mean(mine, alone, 0.95), estimate(mine, metric, places, 0.95)
    assert combined.value.item() == pytest.approx(usual.value.item())
    change = weighted_difference((mine, alone), (theirs, alone), 0.95)
    expected = difference(mine, theirs, metric, places, 0.95)
    assert change.difference.item() == pytest.approx(expected.difference.item())
    assert change.n.item() == 30


def width(voice, chat, arrived=100.0) -> float:
    found = weighted_mean(one := stack(voice, chat, arrived), weighed_in(BOTH, one.cells), 0.95)
    return found.high.item() - found.low.item()


def test_days_on_which_one_channel_gains_what_the_other_loses_are_known_better():
    wobble = np.array([3.0, -3.0, 5.0, -5.0])
    assert 0 < width(80 + wobble, 40 - 2 * wobble) < width(80 + wobble, 40 + 2 * wobble) / 4


def test_a_weighted_mean_of_shares_is_never_certain_and_never_beyond_the_possible():
    everybody = np.full(20, 100.0)
    one = stack(everybody, everybody)
    found = weighted_mean(one, weighed_in(BOTH, one.cells), 0.95)
    assert (found.value.item(), found.high.item()) == (1.0, 1.0)
    assert 0.9 < found.low.item() < 1.0
    nearly = stack(np.array([*everybody[:-1], 90.0]), everybody)
    assert weighted_mean(nearly, weighed_in(BOTH, nearly.cells), 0.95).high.item() <= 1.0
    change = weighted_difference((one, weighed_in(BOTH, CELLS)), (nearly, weighed_in(BOTH, CELLS)), 0.95)
    assert change.high.item() > change.low.item()


def test_a_metric_that_too_few_days_carry_makes_a_weighted_mean_of_too_few_days():
    came = np.array([40.0, 60.0, 90.0, 150.0, 210.0, 300.0, 50.0, 120.0, 80.0, 100.0])
    lost = np.zeros(10)
    lost[5] = 60.0
    one = stack(came - lost, came, came)
    assert not weighted_mean(one, weighed_in(BOTH, CELLS), 0.95).enough.all()


def test_equal_in_all_that_goes_into_it_is_exactly_the_same():
    one, other = (stack(np.array([80.0, 90.0, 70.0]), np.array([20.0, 40.0, 30.0])) for _ in range(2))
    sides = [(each, weighed_in(BOTH, each.cells)) for each in (one, other)]
    same = weighted_difference(*sides, 0.95)
    assert (same.difference.item(), same.low.item(), same.high.item()) == (0.0, 0.0, 0.0)


def test_what_is_not_there_has_no_value():
    one = stack(np.array([80.0, 90.0]), np.array([20.0, 40.0]))
    elsewhere = Goal((*BOTH.terms, Term("served_in_time", "type:gifts")))
    assert weighed_in(elsewhere, one.cells) == []
    assert np.isnan(weighted_mean(one, [], 0.95).value).all()
    assert np.isnan(weighted_difference((one, []), (one, []), 0.95).low).all()


@pytest.mark.long
def test_the_interval_of_a_weighted_mean_covers_as_often_as_it_says():
    dice, hits, studies = np.random.default_rng(1), 0, 600
    for _ in range(studies):
        busy = dice.normal(0, 4, 25)
        voice, chat = 80 + busy + dice.normal(0, 3, 25), 50 + 2 * busy + dice.normal(0, 3, 25)
        found = weighted_mean(one := stack(voice, chat), weighed_in(BOTH, one.cells), 0.95)
        hits += found.low.item() <= (2 * 0.8 + 0.5) / 3 <= found.high.item()
    assert 0.92 <= hits / studies <= 0.975
