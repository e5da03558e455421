"""What is stated beside what is drawn: exact moments, the draws of a run, doubts only beyond chance."""

import math

import numpy as np
import pytest
from demand_texts import scenario_of
from rich_day import rich_day

from simulator import describe
from simulator.demand.distributions import quantile
from simulator.demand.draws import Purpose, derive_column, u_column
from simulator.demand.workload import draw
from simulator.describing.description import DaysDrawn
from simulator.describing.drawn import Drawn, drawn
from simulator.describing.stated_durations import durations_found, largest_step, mean_is_doubted
from simulator.describing.stated_sources import days_drawn, sources_found
from simulator.errors import UsageError
from simulator.scenario.nouns import Distribution

TYPES = {
    "orders": {
        "from": "shoppers",
        "channel": "voice",
        "talk": {"lognormal": {"mean": "4m", "sd": "3m"}},
        "wrap_up": "30s",
        "patience": {"exponential": {"mean": "3m"}},
        "segments": {"vip": {"share": "20%", "talk": "6m", "patience": "endless"}},
    }
}


def uniforms(number: int = 5000) -> np.ndarray:
    return u_column(derive_column(7, np.arange(number)), Purpose.TALK)


def a_distribution(tree: object) -> Distribution:
    return Distribution.model_validate(tree)


def test_the_sample_is_what_a_run_with_the_seed_draws():
    scenario = scenario_of({"arrivals": "60/h"}, types=TYPES)
    days = [draw(scenario, 5, day) for day in range(3)]
    sample = drawn(scenario, 5, days=3)
    assert sample.days_of_durations == 3
    assert sample.cases["shoppers"].tolist() == [len(day) for day in days]
    talks = np.concatenate([day.talk_s[day.segment == -1] for day in days])
    assert np.array_equal(sample.durations["orders", None]["talk"], talks)


def test_further_days_are_only_counted_and_counted_the_same(monkeypatch):
    scenario = scenario_of({"arrivals": "60/h", "busyness": {"gamma": {"cv": "20%"}}}, types=TYPES)
    whole = drawn(scenario, 5, days=6)
    monkeypatch.setattr("simulator.describing.drawn.CASES_OF_DURATIONS", 1000)
    part = drawn(scenario, 5, days=6)
    assert part.days_of_durations == 2
    assert part.cases["shoppers"].tolist() == whole.cases["shoppers"].tolist()


def test_two_hundred_days_are_drawn_unless_they_are_very_large(monkeypatch):
    assert len(drawn(scenario_of({"arrivals": "1/h"}), 1).cases["shoppers"]) == 200
    monkeypatch.setattr("simulator.describing.drawn.CASES_OF_DAYS", 2000)
    scenario = scenario_of({"arrivals": "60/h"})
    assert len(drawn(scenario, 1).cases["shoppers"]) == 4
    assert len(drawn(scenario, 1, days=7).cases["shoppers"]) == 7


def test_stated_moments_are_exact_and_by_segment():
    one = describe(scenario_of({"arrivals": "60/h"}, types=TYPES), days=30)
    found = {(each.segment, each.what): each for each in one.durations}
    talk = found[None, "talk"].stated
    assert (talk.mean_s, talk.sd_s) == pytest.approx((240.0, 180.0))
    # The 90th percentile of the lognormal: exp(μ + 1.28155 σ) with σ² = ln(1 + 0.75²).
    sigma = math.sqrt(math.log(1 + 0.75**2))
    assert talk.p90_s == pytest.approx(240 * math.exp(1.2815515655 * sigma - sigma**2 / 2), rel=1e-6)
    assert found[None, "patience"].stated.p90_s == pytest.approx(180 * math.log(10), rel=1e-6)
    assert found["vip", "talk"].form == "deterministic"
    assert found["vip", "talk"].drawn.mean_s == 360.0
    assert found["vip", "patience"].form == "endless"
    assert found["vip", "talk"].cases + found[None, "talk"].cases == sum_of_cases(one)
    assert found["vip", "talk"].cases / sum_of_cases(one) == pytest.approx(0.2, abs=0.02)


def sum_of_cases(one):
    (source,) = one.sources
    return round(source.drawn.mean * source.drawn.days)


def test_all_of_a_rich_day_agrees_with_its_draws():
    one = describe(rich_day(), days=20)
    assert one.doubts == ()
    assert {each.form for each in one.durations} >= {"gamma", "mixture", "log_logistic", "lognormal"}


@pytest.mark.parametrize(
    ("stated", "other"),
    [
        ({"exponential": {"mean": "4m"}}, {"exponential": {"mean": "5m"}}),
        ({"lognormal": {"mean": "4m", "sd": "3m"}}, {"gamma": {"mean": "4m", "sd": "3m"}}),
        ({"zero": {"share": "10%", "of": "4m"}}, {"zero": {"share": "20%", "of": "4m30s"}}),
    ],
)
def test_another_distribution_than_stated_is_doubted(stated, other):
    truth, wrong = a_distribution(stated), a_distribution(other)
    sample = quantile(truth, uniforms())
    n = len(sample)
    assert not mean_is_doubted(sample, truth.mean_s, truth.sd_s)
    assert largest_step(truth, sample) * math.sqrt(n) < 2.0
    assert mean_is_doubted(sample, wrong.mean_s, wrong.sd_s) or largest_step(wrong, sample) * math.sqrt(n) > 2.5


def test_a_duration_that_many_share_is_no_step_beside_the_stated_one():
    stated = a_distribution({"mixture": {"a": {"share": "50%", "of": "0.1s"}, "b": {"share": "50%", "of": "3m20s"}}})
    assert largest_step(stated, quantile(stated, uniforms())) < 0.02


def test_a_wrong_mean_is_told_with_the_numbers():
    scenario = scenario_of({"arrivals": "60/h"}, types=TYPES)
    honest = drawn(scenario, 1, days=5)
    longer = {kind: {what: 1.2 * column for what, column in mine.items()} for kind, mine in honest.durations.items()}
    found = durations_found(scenario, Drawn(honest.cases, longer, 5))
    doubts = {(each.segment, each.what): each.doubt for each in found}
    assert doubts[None, "talk"].startswith("the mean of 2,")
    assert doubts[None, "talk"].endswith("the stated mean is 240 s.")
    assert "the stated mean is 30 s." in doubts["vip", "wrap_up"]
    assert doubts["vip", "patience"] == ""


def test_a_skewed_mean_of_few_is_not_doubted_too_soon():
    # Without the allowance for skew, one in some hundred such samples would be beside its mean by five errors.
    stated = a_distribution({"lognormal": {"mean": "4m", "cv": 4}})
    sample = quantile(stated, uniforms(100_000)).reshape(-1, 50)
    assert not any(mean_is_doubted(row, stated.mean_s, stated.sd_s) for row in sample)


def test_sources_tell_what_they_bring_and_how_days_differ():
    one = describe(rich_day(), future="more", days=30)
    shoppers, members, night = one.sources
    assert shoppers.busyness is not None
    assert (shoppers.busyness.form, shoppers.busyness.cv) == ("gamma", 0.15)
    assert (shoppers.volume, shoppers.shift_s, shoppers.form) == (1.3, 3600.0, "linear")
    assert shoppers.expected == pytest.approx(1.3 * shoppers.forecast)
    (mailing,) = shoppers.campaigns
    # 15 min of rise, an hour of 60, and what fades: 60 × 45 min / ln 2, of which a ten-thousandth is left out.
    assert mailing.forecast == pytest.approx(7.5 + 60 + 60 * 0.75 / math.log(2), rel=1e-3)
    assert mailing.cases == pytest.approx(1.3 * mailing.forecast)
    assert members.expected == pytest.approx(800 * 1.2 * 1.2 * 0.9)
    assert (members.keep, members.batch_mean) == (0.9, 1.2)
    assert night.busyness is None
    for each in one.sources:
        assert each.drawn.days == 30
        assert each.drawn.p10 < each.drawn.mean < each.drawn.p90
    assert one.together.between_sources == 0.4
    assert [pair[:2] for pair in one.together.pairs] == [
        ("shoppers", "members"), ("shoppers", "night"), ("members", "night"),
    ]  # fmt: skip
    assert one.together.pairs[0][2] > 0.3


def test_what_is_exact_is_the_same_every_day_and_what_is_left_to_chance_is_not():
    fixed, rate = (describe(scenario_of({"arrivals": form}), days=25).sources[0] for form in ({"count": 300}, "30/h"))
    assert fixed.same_every_day
    assert (fixed.drawn.sd, fixed.drawn.p10, fixed.expected) == (0.0, 300.0, 300.0)
    assert not rate.same_every_day
    assert rate.drawn.sd == pytest.approx(math.sqrt(300), rel=0.5)


def test_days_that_bring_another_number_than_expected_are_doubted():
    scenario = scenario_of({"arrivals": "30/h"})
    counts = np.array([300, 310, 290, 305] * 10)
    (fine,) = sources_found(scenario, Drawn({"shoppers": counts}, {}, 0))
    (wrong,) = sources_found(scenario, Drawn({"shoppers": counts + 60}, {}, 0))
    assert fine.doubt == ""
    assert wrong.doubt == "40 drawn days bring 361.2 cases on average, 300.0 are expected."


def test_few_days_have_no_tenths():
    days = days_drawn(np.array([10, 12, 14]))
    assert (days.days, days.mean) == (3, 12.0)
    assert math.isnan(days.p10)
    assert math.isnan(days.p90)
    assert isinstance(days, DaysDrawn)


def test_names_seeds_and_days_that_do_not_fit_are_refused():
    study = rich_day()
    with pytest.raises(UsageError, match="no strategy 'pool'"):
        describe(study, "pool")
    with pytest.raises(UsageError, match="one strategy in one future already"):
        describe(study.resolve(), future="more")
    with pytest.raises(UsageError, match="at least 1, got 0"):
        describe(study, days=0)
    with pytest.raises(UsageError, match="seed"):
        describe(study, seed=-1)


def test_a_description_has_the_warnings_of_its_strategy():
    found = describe(rich_day(), future="more", days=1).warnings
    assert any("no agent who serves them is on duty, 25:00 to 26:00" in one.what for one in found)
    assert describe(rich_day().resolve(), days=1).warnings == ()


def test_durations_by_the_time_of_day_are_judged_step_by_step():
    steps = {"09:00": {"exponential": {"mean": "4m"}}, "15:00": {"exponential": {"mean": "12m"}}}
    scenario = scenario_of({"arrivals": "200/h"}, types={"orders": {**TYPES["orders"], "talk": steps}})
    sample = drawn(scenario, 5, days=4)
    found = [one for one in durations_found(scenario, sample) if one.what == "talk" and one.segment is None]
    assert [(one.from_s, one.stated.mean_s, one.doubt) for one in found] == [
        (9 * 3600.0, 240.0, ""), (15 * 3600.0, 720.0, ""),
    ]  # fmt: skip
    assert sum(one.cases for one in found) == len(sample.durations["orders", None]["talk"])
    # Who comes before the first step is among those of the last.
    clock = sample.durations["orders", None]["arrived"]
    assert found[1].cases == ((clock < 9 * 3600) | (clock >= 15 * 3600)).sum()
    assert found[0].drawn.mean_s == pytest.approx(240.0, rel=0.1)
    assert found[1].drawn.mean_s == pytest.approx(720.0, rel=0.1)
    # Judged as one they would be neither.
    mixed = Drawn(sample.cases, {name: {**one, "arrived": one["arrived"] * 0 + 10 * 3600.0}
                                 for name, one in sample.durations.items()}, 4)  # fmt: skip
    doubts = [one.doubt for one in durations_found(scenario, mixed) if one.what == "talk" and one.from_s == 9 * 3600]
    assert doubts[0].startswith("the mean of")
    # What is the same all day stays one row.
    assert [one.from_s for one in durations_found(scenario, sample) if one.what == "patience"] == [None, None]
