"""What is born inside a run is drawn by attempt and hop: one law, independent of the first draw and of each other."""

import numpy as np
import pytest

from simulator.demand.later import Later, ordinal_of
from simulator.demand.workload import NO_SEGMENT, draw
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Later
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 160/h}}
contact_types:
  orders:
    from: shoppers
    channel: voice
    talk: {exponential: {mean: 4m}}
    wrap_up: {gamma: {mean: 1m, cv: 0.7}}
    patience: {lognormal: {mean: 3m, cv: 1}}
    segments: {vip: {share: 20%, talk: {exponential: {mean: 8m}}, patience: endless}}
  night: {from: shoppers, share: 0%, channel: voice, talk: {exponential: {mean: 2m}}, patience: endless}
agent_groups: {front: {agents: 60, serves: {orders: {}, night: {}}}}
"""
SCENARIO = load_text(TEXT).resolve("base")
LATER = Later(SCENARIO)
WORKLOAD = draw(SCENARIO, 3, 0)
KEYS = [int(key) for key in WORKLOAD.key]
"""Some 1,600."""


def drawn(attempt: int, hop: int, type_: int = 0, segment: int = NO_SEGMENT) -> np.ndarray:
    """Return talk, wrap-up and patience of each case, shape (3, cases)."""
    return np.array([LATER.drawn(key, segment, type_, attempt, hop, 36_000.0) for key in KEYS]).T


def test_the_first_attempt_without_a_hop_is_the_draw_of_the_workload():
    for row in range(0, len(KEYS), 37):
        mine = LATER.drawn(KEYS[row], int(WORKLOAD.segment[row]), int(WORKLOAD.type[row]), 1, 0, 36_000.0)
        assert mine == (WORKLOAD.talk_s[row], WORKLOAD.wrap_up_s[row], WORKLOAD.patience_s[row])


PLACES = [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0)]


def test_later_draws_follow_the_same_law():
    first = drawn(1, 0)
    for place in PLACES[1:]:
        for one, other in zip(first, drawn(*place), strict=True):
            # Two samples of n: the Kolmogorov-Smirnov distance exceeds 2.2 √(2/n) once in some 16,000 times.
            together = np.sort(np.concatenate([one, other]))
            below = [np.searchsorted(np.sort(each), together, side="right") / len(each) for each in (one, other)]
            assert np.abs(below[0] - below[1]).max() < 2.2 * (2 / len(one)) ** 0.5


def test_later_draws_are_independent_of_the_first_and_of_each_other():
    ranks = [np.argsort(np.argsort(column)) for place in PLACES for column in drawn(*place)]
    correlations = np.corrcoef(ranks)[np.triu_indices(len(ranks), k=1)]
    assert len(correlations) == 153
    assert np.abs(correlations).max() < 4.5 / len(KEYS) ** 0.5
    # And not too small either: they are draws, not a design.
    assert np.std(correlations) == pytest.approx(len(KEYS) ** -0.5, rel=0.25)


def test_the_segment_says_how_long_where_the_type_knows_it():
    vip = SCENARIO.segment_names.index("vip")
    talk_s = drawn(1, 1, segment=vip)[0]
    assert np.array_equal(talk_s, 2 * drawn(1, 1)[0]) or np.allclose(talk_s, 2 * drawn(1, 1)[0], atol=2e-6)
    assert np.isinf(drawn(1, 1, segment=vip)[2]).all()
    assert np.array_equal(drawn(1, 1, type_=1, segment=vip), drawn(1, 1, type_=1))


def test_no_attempt_meets_a_hop():
    places = {ordinal_of(attempt, hop) for attempt in (1, 2, 3, 1 << 20) for hop in range(4)}
    assert len(places) == 16
    with pytest.raises(AssertionError):
        ordinal_of((1 << 20) + 1, 0)
