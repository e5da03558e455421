"""What is drawn one by one: the same bits as in a column, and the law to a millionth, of every shape there is."""

import math

import numpy as np
import pytest

from simulator.demand import inverses
from simulator.demand.distributions import quantile, shape_of
from simulator.demand.draws import Purpose, u_column
from simulator.demand.inverses import inverse_of
from simulator.scenario.nouns import Distribution
from simulator.scenario.nouns.observed import files_are_in

GRID_S = 2.0**-20
ENDS = [2.0**-53, 1 - 2.0**-53, 0.5, np.nextafter(0.5, 0), np.nextafter(0.5, 1)]
UNIFORMS = np.concatenate(
    [ENDS, 2.0 ** -np.arange(2.0, 53), 1 - 2.0 ** -np.arange(2.0, 53), (np.arange(100_000) + 0.5) / 100_000,
     u_column(np.arange(2_000, dtype=np.uint64), Purpose.TALK)]
)  # fmt: skip
"""Both tails down to the last uniform, and 10⁵ in between."""

LAWS = {
    "exponential": {"exponential": {"mean": "4m"}},
    "of half a second": {"exponential": {"mean": "500ms"}},
    "lognormal": {"lognormal": {"mean": "4m", "cv": 0.7}},
    "lognormal without spread": {"lognormal": {"mean": "4m", "sd": "0s"}},
    "lognormal, wide": {"lognormal": {"mean": "4m", "cv": 10}},
    "lognormal, narrow": {"lognormal": {"mean": "4m", "cv": 0.01}},
    "gamma": {"gamma": {"mean": "90s", "cv": 1.6}},
    "erlang": {"erlang": {"mean": "3m", "phases": 3}},
    "weibull": {"weibull": {"mean": "3m", "cv": 1.3}},
    "weibull, narrow": {"weibull": {"mean": "3m", "cv": 0.1}},
    "log_logistic": {"log_logistic": {"p50": "2m", "p90": "10m"}},
    "log_logistic beyond all": {"log_logistic": {"p50": "1ms", "p75": "36600d"}},
    "normal": {"normal": {"mean": "4m", "sd": "1m"}},
    "normal, cut": {"normal": {"mean": "4m", "cv": 0.9}},
    "uniform": {"uniform": {"from": "20s", "to": "1m"}},
    "triangular": {"triangular": {"from": "1m", "mode": "3m", "to": "10m"}},
    "triangular, from its mode": {"triangular": {"from": "1m", "mode": "1m", "to": "10m"}},
    "fixed": "30s",
    "mixture": {"mixture": {
        "quick": {"share": "70%", "of": {"lognormal": {"mean": "2m", "sd": "1m"}}},
        "fixed": {"share": "30%", "of": "9m"},
    }},
    "shifted": {"shifted": {"by": "10s", "of": {"exponential": {"mean": "20s"}}}},
    "zero": {"zero": {"share": "10%", "of": {"exponential": {"mean": "5m"}}}},
    "zero of gamma": {"zero": {"share": "70%", "of": {"gamma": {"mean": "5m", "cv": 3}}}},
    "empirical": {"empirical": {"file": "calls.csv", "column": "talk"}},
    "empirical, of one": {"empirical": {"file": "one.csv", "column": "talk"}},
}  # fmt: skip


@pytest.fixture(scope="module", params=LAWS)
def law(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    values = [f"{value:.3f}" for value in 300 * u_column(np.arange(317, dtype=np.uint64), Purpose.PATIENCE)]
    (folder / "calls.csv").write_text("talk\n" + "\n".join([*values, "12", "12", "12"]) + "\n")
    (folder / "one.csv").write_text("talk\n61.5\n")
    with files_are_in(str(folder)):
        one = Distribution.model_validate(LAWS[request.param])
    shape_of(one)
    return one


def test_one_draw_and_a_column_give_the_same_bits(law):
    inverse = inverse_of(law)
    column = inverse.column(UNIFORMS)
    assert np.array([inverse.at(float(one)) for one in UNIFORMS]).tobytes() == column.tobytes()
    # And what a value is does not depend on its neighbours.
    assert inverse.column(UNIFORMS[7:5_000:3]).tobytes() == column[7:5_000:3].tobytes()


def test_what_is_drawn_follows_the_law_to_a_millionth(law):
    shape, found = shape_of(law), inverse_of(law).column(UNIFORMS)
    # To the grid, on which what is drawn is rounded; from both sides, each exact near its end.
    too_long = shape.below(found - GRID_S) - UNIFORMS
    too_short = shape.above(found + GRID_S) - (1.0 - UNIFORMS)
    off = np.maximum(too_long, too_short)
    assert off.max() <= 1e-6
    # And the far end is not merely within a millionth of everything: it is exact relative to what is left beyond.
    v = np.minimum(UNIFORMS, 1.0 - UNIFORMS)
    assert (off <= 1e-6 * v + 2e-9).all()


def test_durations_are_on_the_grid_never_negative_and_in_order(law):
    found = inverse_of(law).column(np.sort(UNIFORMS))
    assert (found >= 0.0).all()
    assert not np.signbit(found).any()
    small = found[found < 2.0**30] / GRID_S
    assert (small == np.rint(small)).all()
    # A cubic ends where the next one begins to what a table is exact to: there the order may turn by so much.
    assert (np.diff(found) >= -np.maximum(GRID_S, 1e-6 * found[1:])).all()


@pytest.mark.filterwarnings("ignore:overflow")
def test_what_is_drawn_later_is_what_the_formula_says_but_for_the_table(law):
    later, first = inverse_of(law).column(UNIFORMS), quantile(law, UNIFORMS)
    inside = (UNIFORMS > 1e-6) & (UNIFORMS < 1 - 1e-6)
    jumps = 0.001 * len(UNIFORMS)
    assert (~np.isclose(later, first, rtol=1e-3, atol=2 * GRID_S))[inside].sum() <= jumps


def test_endless_stays_endless():
    assert inverse_of(None).at(0.3) == math.inf
    assert np.isinf(inverse_of(None).column(UNIFORMS[:5])).all()


def test_laws_that_differ_in_scale_share_a_table():
    inverses._table.cache_clear()
    for mean in ("1m", "2m", "1h"):
        inverses.inverse_of(Distribution.model_validate({"lognormal": {"mean": mean, "cv": 1.234}}))
        inverses.inverse_of(Distribution.model_validate({"exponential": {"mean": mean}}))
    assert inverses._table.cache_info().misses <= 2
    short, long = (inverse_of(Distribution.model_validate({"exponential": {"mean": mean}})) for mean in ("4m", "8m"))
    assert np.abs(long.column(UNIFORMS) - 2 * short.column(UNIFORMS)).max() <= 2 * GRID_S
