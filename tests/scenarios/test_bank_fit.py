"""The numbers of the bank day are those that its script computes from the committed calls."""

import importlib.util
import math
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from simulator.scenario.reader import load

FOLDER = Path(__file__).parents[2] / "scenarios"
README = (FOLDER / "bank_day" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bank_day_fit", FOLDER / "bank_day" / "fit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_scenario_states_the_estimates(fit: ModuleType) -> None:
    scenario, calls = load(FOLDER / "bank_day.yaml").resolve(), fit.read_calls()
    for kind, name in fit.TYPES.items():
        one, stated = fit.estimate(calls, kind), scenario.contact_types[name]
        assert stated.talk[0.0].lognormal
        assert stated.talk[0.0].mean_s == round(one.talk_mean_s)
        assert stated.talk[0.0].lognormal.spread == round(one.talk_cv, 2)
        assert stated.patience[0.0]
        assert stated.patience[0.0].exponential
        assert stated.patience[0.0].mean_s == round(one.patience_mean_s)


def test_the_types_stand_in_the_order_the_script_counts_on(fit: ModuleType) -> None:
    assert tuple(load(FOLDER / "bank_day.yaml").resolve().contact_types) == tuple(fit.TYPES.values())


def test_the_readme_shows_what_the_script_prints(fit: ModuleType) -> None:
    assert "\n".join(fit.report(fit.read_calls())) in README


def test_the_recorded_half_of_the_table_is_that_of_the_calls(fit: ModuleType) -> None:
    recorded = fit.recorded_measures(fit.read_calls())
    rows = re.findall(r"^\| (\d\d):00 \| \d+ \| (\d+) \| (\d+)% \| \d+% \| (\d+) s ", README, re.MULTILINE)
    assert len(rows) == len(fit.HOURS)
    for place, (_, calls, abandoned, wait_s) in enumerate(rows):
        offered = recorded.offered[0, place]
        assert int(calls) == offered
        assert int(abandoned) == round(100 * recorded.abandoned[0, place] / offered)
        assert int(wait_s) == round(recorded.wait_s[0, place] / offered)


def test_patience_is_estimated_with_answered_waits_as_lower_bounds(fit: ModuleType) -> None:
    chance = np.random.default_rng(1)
    patience_s, offered_wait_s = chance.exponential(300.0, 20_000), chance.exponential(60.0, 20_000)
    calls = [
        fit.Call(0.0, "PS", min(patient, offered), patient < offered, 60.0 + number % 7)
        for number, (patient, offered) in enumerate(zip(patience_s, offered_wait_s, strict=True))
    ]
    one = fit.estimate(calls, "PS")
    assert one.patience_mean_s == pytest.approx(300, rel=4 / math.sqrt(one.abandoned))
    # The mean of the abandoned waits is another thing: 50 s here, whatever the patience.
    assert np.mean([call.wait_s for call in calls if call.abandoned]) < 60
    for after_s in (30, 120):
        assert fit.share_still_waiting(calls, "PS", after_s) == pytest.approx(math.exp(-after_s / 300), abs=0.02)


def test_those_still_waiting_by_hand(fit: ModuleType) -> None:
    # At 10 s one of four leaves; at 20 s one of the remaining three is answered; at 30 s one of two leaves.
    waits = [(10.0, True), (20.0, False), (30.0, True), (40.0, False)]
    calls = [fit.Call(0.0, "PS", wait_s, abandoned, math.nan) for wait_s, abandoned in waits]
    assert fit.share_still_waiting(calls, "PS", 9) == 1
    assert fit.share_still_waiting(calls, "PS", 25) == pytest.approx(3 / 4)
    assert fit.share_still_waiting(calls, "PS", 30) == pytest.approx(3 / 4 / 2)


@pytest.mark.long
def test_the_readme_shows_the_table_that_the_script_prints(fit: ModuleType) -> None:
    scenario = load(fit.SCENARIO).resolve("as_recorded")
    simulated = fit.simulated_measures(scenario, fit.DAYS_TO_COMPARE)
    assert "\n".join(fit.table(fit.recorded_measures(fit.read_calls()), simulated, scenario)) in README


@pytest.mark.long
def test_the_agents_of_the_scenario_are_the_calibrated_ones(fit: ModuleType) -> None:
    scenario = load(fit.SCENARIO).resolve("as_recorded")
    stated = {int(time_s // 3600): agents for time_s, agents in scenario.agent_groups[fit.GROUP].agents.items()}
    assert fit.calibrate(scenario, fit.read_calls()) == stated
