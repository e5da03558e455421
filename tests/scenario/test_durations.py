"""A duration is stated in one way; strategies change what they name and keep the rest; impossible ones are refused."""

import math

import pytest
from pydantic import ValidationError
from scenario_texts import SMALL, changed

from simulator.errors import ScenarioError
from simulator.scenario.nouns import Distribution
from simulator.scenario.reader import load, load_text

LOGNORMAL = "talk: {lognormal: {mean: 4m, sd: 3m}}"


def after(change: str, talk: str) -> Distribution:
    """Return the talk of a scenario whose talk is ``talk``, after a strategy's ``change`` of it."""
    text = changed(SMALL, (LOGNORMAL, f"talk: {talk}"))
    strategy = f"strategies: {{other: {{contact_types: {{orders: {{talk: {change}}}}}}}}}\n"
    return load_text(text + strategy).resolve("other").contact_types["orders"].talk[0.0]


def stated(distribution: Distribution) -> dict:
    """Return what is written of a distribution, without what is left out."""
    return distribution.model_dump(by_alias=True, exclude_none=True)


CV, SD = "{lognormal: {mean: 4m, cv: 0.5}}", "{lognormal: {mean: 4m, sd: 3m}}"
POINTS = "{lognormal: {p50: 2m, p90: 8m}}"
MIXTURE = "{mixture: {quick: {share: 70%, of: {exponential: {mean: 1m}}}, slow: {share: 30%, of: 9m}}}"


@pytest.mark.parametrize(
    ("talk", "change", "expected"),
    [
        # What is named changes, the rest stays.
        (CV, "{lognormal: {mean: 5m}}", {"lognormal": {"mean": 300, "cv": 0.5}}),
        (SD, "{lognormal: {mean: 5m}}", {"lognormal": {"mean": 300, "sd": 180}}),
        (POINTS, "{lognormal: {p90: 6m}}", {"lognormal": {"p50": 120, "p90": 360}}),
        (SD, "{lognormal: {times: 2}}", {"lognormal": {"mean": 480, "sd": 360}}),
        (POINTS, "{times: 2}", {"lognormal": {"p50": 240, "p90": 960}}),
        # What cannot stand beside the new one goes.
        (CV, "{lognormal: {sd: 1m}}", {"lognormal": {"mean": 240, "sd": 60}}),
        (SD, "{lognormal: {cv: 90%}}", {"lognormal": {"mean": 240, "cv": 0.9}}),
        (SD, "{lognormal: {p50: 2m, p90: 5m}}", {"lognormal": {"p50": 120, "p90": 300}}),
        (POINTS, "{lognormal: {mean: 3m, cv: 1}}", {"lognormal": {"mean": 180, "cv": 1}}),
        (POINTS, "{lognormal: {p90: null, p95: 9m}}", {"lognormal": {"p50": 120, "p95": 540}}),
        (SD, "{exponential: {mean: 3m}}", {"exponential": {"mean": 180}}),
        (SD, "{exponential: {mean: 3m}, lognormal: null}", {"exponential": {"mean": 180}}),
        (SD, "{lognormal: null, exponential: {mean: 3m}}", {"exponential": {"mean": 180}}),
        (SD, "3m", {"deterministic": 180}),
        ("3m", "{gamma: {mean: 3m, cv: 1}}", {"gamma": {"mean": 180, "cv": 1}}),
        (SD, "{shifted: {by: 10s, of: 1m}}", {"shifted": {"by": 10, "of": {"deterministic": 60}}}),
    ],
)
def test_a_strategy_changes_a_duration_in_part_or_in_kind(talk, change, expected):
    found = stated(after(change, talk))
    assert found == expected


def test_the_parts_of_a_mixture_change_by_their_names():
    found = after(
        "{mixture: {quick: {share: 60%, of: {exponential: {mean: {times: 2}}}}, slow: null, "
        "new: {share: 40%, of: 1h}}}",
        MIXTURE,
    )
    assert found.mixture is not None
    assert list(found.mixture) == ["quick", "new"]
    assert found.mean_s == pytest.approx(0.6 * 120 + 0.4 * 3600)
    other_kind = after("{mixture: {slow: {of: {uniform: {from: 1m, to: 3m}}}}}", MIXTURE)
    assert other_kind.mean_s == pytest.approx(0.7 * 60 + 0.3 * 120)


def test_other_forms_than_those_of_durations_take_each_others_place_too():
    text = SMALL + "strategies: {even: {sources: {shoppers: {arrivals: {rate: 50/h}}}}}\n"
    arrivals = load_text(text).resolve("even").sources["shoppers"].arrivals
    assert arrivals.rate == {0.0: 50.0}
    assert arrivals.per_hour is None


def test_a_setting_may_change_the_kind():
    found = load_text(SMALL, settings=["contact_types.orders.talk.exponential.mean=3m"]).resolve()
    assert stated(found.contact_types["orders"].talk[0.0]) == {"exponential": {"mean": 180}}


def test_a_file_may_change_the_kind_of_what_another_says(tmp_path):
    (tmp_path / "below.yaml").write_text(
        SMALL + f"strategies: {{other: {{contact_types: {{orders: {{talk: {CV}}}}}}}}}\n"
    )
    gamma = "{gamma: {mean: 1m, cv: 1}}"
    (tmp_path / "top.yaml").write_text(
        f"extends: below.yaml\ncontact_types: {{orders: {{talk: {gamma}}}}}\n"
        "strategies: {other: {contact_types: {orders: {talk: {exponential: {mean: 2m}}}}}}\n"
    )
    study = load(tmp_path / "top.yaml")
    assert stated(study.resolve("base").contact_types["orders"].talk[0.0]) == {"gamma": {"mean": 60, "cv": 1}}
    assert stated(study.resolve("other").contact_types["orders"].talk[0.0]) == {"exponential": {"mean": 120}}


def test_a_change_that_cannot_be_made_takes_nothing_away():
    with pytest.raises(ScenarioError, match="there is no number here for 'times' to change") as refused:
        after("{lognormal: {sd: {times: 2}}}", CV)
    assert "give 'mean'" not in str(refused.value)


@pytest.mark.parametrize(
    "tree",
    [
        {"gamma": {"mean": "4m", "sd": "3m", "cv": 0.75}},
        {"gamma": {"mean": "4m"}},
        {"gamma": {"sd": "4m"}},
        {"gamma": {"p50": "4m"}},
        {"gamma": {"p25": "1m", "p50": "4m", "p90": "8m"}},
        {"gamma": {"mean": "4m", "p90": "8m"}},
        {"gamma": {}},
    ],
)
def test_a_shape_is_given_in_one_whole_way(tree):
    with pytest.raises(ValidationError, match=r"give 'mean' with either 'sd' or 'cv'.*got "):
        Distribution.model_validate(tree)


@pytest.mark.parametrize("name", ["gamma", "weibull", "log_logistic", "normal"])
def test_the_ends_of_what_is_accepted_are_accepted_as_sd_too(name):
    for share in (0.001, 0.99):
        assert Distribution.model_validate({name: {"mean": "7m", "sd": f"{420 * share}s"}}).sd_s > 0


def test_percentiles_may_leave_a_patience_without_a_mean():
    text = changed(SMALL, ("patience: {exponential: {mean: 3m}}", "patience: {log_logistic: {p50: 2m, p90: 1h}}"))
    study = load_text(text)
    patience = study.resolve().contact_types["orders"].patience[0.0]
    assert patience is not None
    assert patience.mean_s == math.inf
    assert not study.warnings()


def test_a_mean_that_exists_may_have_no_spread():
    distribution = Distribution.model_validate({"log_logistic": {"p50": "2m", "p90": "8m"}})
    assert distribution.has_mean
    assert 120 < distribution.mean_s < math.inf
    assert distribution.sd_s == math.inf
