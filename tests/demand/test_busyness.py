"""Busy days: mean 1, the spread and the likeness that are stated, and the same people on busy days as on quiet ones."""

import numpy as np
import pytest
from demand_texts import scenario_of
from scipy import stats

from simulator.demand.busy_factors import busy_of, factors_of
from simulator.demand.source_cases import drawn_cases, source_key
from simulator.scenario.nouns import Busyness

DAYS = 4000
OWN = {"arrivals": "40/h", "busyness": {"gamma": {"cv": "30%"}}}


def factors(scenario, *names, days=DAYS, seed=1):
    """Return the factors of each source on each day, shape (sources, days, parts)."""
    found = np.ones((len(names), days, len(scenario.busyness.part_starts_s)))
    for k, name in enumerate(names):
        for day in range(days):
            busy = busy_of(scenario, name, seed, day, source_key(seed, day, name))
            if busy is not None:
                found[k, day] = busy.factors
    return found


def normal_scores(column):
    return stats.norm.ppf((stats.rankdata(column) - 0.5) / len(column))


def likeness(one, other):
    """Return the correlation of the normal numbers behind two columns; its standard error is below 1/√n."""
    return np.corrcoef(normal_scores(one), normal_scores(other))[0, 1]


@pytest.mark.parametrize(
    ("busyness", "theory"),
    [
        ({"gamma": {"cv": "30%"}}, stats.gamma(1 / 0.09, scale=0.09)),
        ({"gamma": {"cv": "150%"}}, stats.gamma(1 / 2.25, scale=2.25)),
        ({"lognormal": {"cv": "30%"}}, stats.lognorm(np.sqrt(np.log(1.09)), scale=1 / np.sqrt(1.09))),
    ],
)
def test_a_factor_has_mean_1_and_the_stated_spread(busyness, theory):
    assert theory.mean() == pytest.approx(1.0)
    noun = Busyness.model_validate(busyness)
    assert theory.std() == pytest.approx(noun.cv)
    normal = np.linspace(-6, 6, 101)
    below, above = theory.ppf(stats.norm.cdf(normal)), theory.isf(stats.norm.sf(normal))
    # Far out scipy's own lognormal is exact to some 10⁻⁹ only before its version 1.12.
    assert factors_of(noun, normal) == pytest.approx(np.where(normal < 0, below, above), rel=1e-8)


def test_the_days_of_a_source_are_distributed_as_stated():
    (mine,) = factors(scenario_of(OWN), "shoppers")
    assert mine.shape == (DAYS, 1)
    assert stats.kstest(mine[:, 0], stats.gamma(1 / 0.09, scale=0.09).cdf).pvalue > 1e-4
    assert abs(np.corrcoef(mine[1:, 0], mine[:-1, 0])[0, 1]) < 4 / np.sqrt(DAYS)


def test_the_number_of_a_busy_day_varies_as_much_as_poisson_and_busyness_together():
    scenario = scenario_of({"arrivals": "20/h", "busyness": {"gamma": {"cv": "25%"}}})
    numbers = np.array([len(drawn_cases(scenario, "shoppers", 3, day).key) for day in range(1500)])
    # Given its factor a day is Poisson: variance 200 + (200 · 25 %)²; the number is negative binomial.
    shape = 1 / 0.25**2
    theory = stats.nbinom(shape, shape / (shape + 200))
    assert theory.var() == pytest.approx(200 + 50**2)
    assert abs(numbers.mean() - 200) < 4 * theory.std() / np.sqrt(len(numbers))
    assert numbers.var(ddof=1) == pytest.approx(theory.var(), rel=4 * np.sqrt(2.5 / len(numbers)))


def test_sources_are_as_alike_as_stated():
    scenario = scenario_of(
        OWN,
        sources={"others": {"arrivals": "20/h", "busyness": {"lognormal": {"cv": "10%"}}}},
        busyness={"between_sources": "60%"},
    )
    one, other = factors(scenario, "shoppers", "others")
    assert likeness(one[:, 0], other[:, 0]) == pytest.approx(0.6, abs=4 * 0.64 / np.sqrt(DAYS))
    # The likeness changes nothing about each of them alone.
    assert stats.kstest(one[:, 0], stats.gamma(1 / 0.09, scale=0.09).cdf).pvalue > 1e-4


def test_sources_without_stated_likeness_know_nothing_of_each_other():
    one, other = factors(scenario_of(OWN, sources={"others": OWN}), "shoppers", "others")
    assert abs(likeness(one[:, 0], other[:, 0])) < 4 / np.sqrt(DAYS)


def test_a_common_factor_multiplies_all_sources_alike():
    common = {"common": {"gamma": {"cv": "12%"}}}
    with_it = scenario_of(OWN, sources={"others": {"arrivals": "20/h"}}, busyness=common)
    without = scenario_of(OWN, sources={"others": {"arrivals": "20/h"}})
    mine, theirs = factors(with_it, "shoppers", "others", days=200)
    alone, nothing = factors(without, "shoppers", "others", days=200)
    assert (nothing == 1.0).all()
    assert mine == pytest.approx(alone * theirs)
    assert np.std(theirs) == pytest.approx(0.12, rel=0.25)


PARTS = {"parts": {"morning": "08:00", "midday": "11:00", "evening": "15:00"}, "between_parts": "70%"}


def test_neighbouring_parts_are_as_alike_as_stated_and_distant_ones_less():
    (mine,) = factors(scenario_of(OWN, busyness=PARTS), "shoppers")
    error = 1 / np.sqrt(DAYS)
    assert likeness(mine[:, 0], mine[:, 1]) == pytest.approx(0.7, abs=4 * 0.51 * error)
    assert likeness(mine[:, 1], mine[:, 2]) == pytest.approx(0.7, abs=4 * 0.51 * error)
    assert likeness(mine[:, 0], mine[:, 2]) == pytest.approx(0.49, abs=4 * 0.76 * error)
    for part in range(3):
        assert stats.kstest(mine[:, part], stats.gamma(1 / 0.09, scale=0.09).cdf).pvalue > 1e-4


@pytest.mark.long
def test_parts_and_sources_together_are_alike_by_both():
    scenario = scenario_of(OWN, sources={"others": OWN}, busyness={**PARTS, "between_sources": "60%"})
    one, other = factors(scenario, "shoppers", "others")
    for part in range(3):
        assert likeness(one[:, part], other[:, part]) == pytest.approx(0.6, abs=0.042)
    assert likeness(one[:, 0], other[:, 1]) == pytest.approx(0.42, abs=0.053)


def test_each_part_of_the_day_has_its_factor():
    arrivals = "4000/h"
    scenario = scenario_of({**OWN, "arrivals": arrivals}, busyness=PARTS)
    quiet = scenario_of({"arrivals": arrivals})
    busy = busy_of(scenario, "shoppers", 1, 5, source_key(1, 5, "shoppers"))
    assert busy is not None
    edges_s = np.array([8, 11, 15, 18]) * 3600.0
    more = np.histogram(drawn_cases(scenario, "shoppers", 1, 5).arrived_s, edges_s)[0]
    plain = np.histogram(drawn_cases(quiet, "shoppers", 1, 5).arrived_s, edges_s)[0]
    # The same uniforms decide both numbers, so their ratio is nearly the factor itself.
    assert more / plain == pytest.approx(busy.factors, rel=0.01)


def test_a_busy_day_has_all_who_come_on_the_quiet_one():
    quiet = drawn_cases(scenario_of({"arrivals": "40/h"}), "shoppers", 1, 0)
    was = dict(zip(quiet.key.tolist(), quiet.arrived_s.tolist(), strict=True))
    seen = set()
    for day in range(30):
        quiet = drawn_cases(scenario_of({"arrivals": "40/h"}), "shoppers", 1, day)
        busy = drawn_cases(scenario_of(OWN), "shoppers", 1, day)
        was = dict(zip(quiet.key.tolist(), quiet.arrived_s.tolist(), strict=True))
        now = dict(zip(busy.key.tolist(), busy.arrived_s.tolist(), strict=True))
        more = now.items() >= was.items()
        fewer = now.items() <= was.items()
        assert more or fewer
        seen |= {more, fewer}
    assert seen == {True, False}


def test_a_larger_spread_leaves_the_order_of_the_days():
    (low,), (high,) = (
        factors(scenario_of({**OWN, "busyness": busyness}), "shoppers", days=300)
        for busyness in ({"gamma": {"cv": "10%"}}, {"lognormal": {"cv": "60%"}})
    )
    assert (np.argsort(low[:, 0]) == np.argsort(high[:, 0])).all()


def test_busyness_of_one_source_leaves_the_others_identical():
    others = {"others": {"arrivals": "30/h"}}
    before, after = scenario_of({"arrivals": "40/h"}, sources=others), scenario_of(OWN, sources=others)
    for day in range(5):
        one, other = drawn_cases(before, "others", 1, day), drawn_cases(after, "others", 1, day)
        assert (one.key == other.key).all()
        assert (one.arrived_s == other.arrived_s).all()


def test_a_spread_of_nothing_is_no_busyness():
    scenario = scenario_of({"arrivals": "40/h", "busyness": {"gamma": {"cv": "0%"}}})
    assert busy_of(scenario, "shoppers", 1, 0, source_key(1, 0, "shoppers")) is None
