"""The raced engines tell the same story of the same customers; only then may their speeds be compared."""

import importlib.util
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import dispatcher, drawing, ours, tutorial
from benchmarks.days import SINGLE, SKILLS, SMALL, Calls, Day, Model, Outcome, Team, days_of, scenario_of
from benchmarks.race import Disagreement, Entrant, agree, race
from benchmarks.run import table

needs_ciw = pytest.mark.skipif(importlib.util.find_spec("ciw") is None, reason="Ciw is not installed")

TIGHT = replace(SINGLE, name="tight", types=(Calls(3.0, 4),), minutes=120, teams=(Team(12),))
"""Overloaded for two hours: many wait, many abandon, the queue is served out after closing."""
TIGHT_SKILLS = replace(
    SKILLS,
    name="tight skills",
    minutes=120,
    teams=tuple(replace(team, agents=team.agents - 16) for team in SKILLS.teams),
)


def two_days(model: Model) -> list[Day]:
    return days_of(model, scenario_of(model), 2)


@pytest.mark.parametrize("model", [SMALL, TIGHT], ids=lambda model: model.name)
def test_the_tutorial_and_this_engine_agree_to_the_bit(model: Model) -> None:
    scenario, days = scenario_of(model), two_days(model)
    agree([ours.run(scenario, day) for day in days], [tutorial.run(day) for day in days], "ours", "tutorial")


@pytest.mark.parametrize("model", [replace(SKILLS, minutes=60), TIGHT_SKILLS], ids=lambda model: model.name)
def test_the_dispatcher_written_by_hand_and_this_engine_agree_to_the_bit(model: Model) -> None:
    scenario, days = scenario_of(model), days_of(model, scenario_of(model), 1)
    ours_, theirs = [ours.run(scenario, day) for day in days], [dispatcher.run(day) for day in days]
    agree(ours_, theirs, "ours", "by hand")
    if model is TIGHT_SKILLS:
        assert 0.3 < (theirs[0].wait_s > 0).mean() < 1
        assert 0.02 < theirs[0].abandoned.mean() < 0.8


@needs_ciw
@pytest.mark.parametrize("model", [SMALL, TIGHT], ids=lambda model: model.name)
def test_ciw_and_this_engine_agree_to_the_bit(model: Model) -> None:
    from benchmarks import ciw_model

    scenario, days = scenario_of(model), two_days(model)
    agree([ours.run(scenario, day) for day in days], [ciw_model.run(day) for day in days], "ours", "Ciw")


def test_the_days_have_something_to_disagree_about() -> None:
    outcomes = [tutorial.run(day) for day in two_days(TIGHT)]
    waited = np.concatenate([outcome.wait_s for outcome in outcomes]) > 0
    abandoned = np.concatenate([outcome.abandoned for outcome in outcomes])
    assert 0.2 < waited.mean() < 1
    assert 0.02 < abandoned.mean() < 0.8


def test_a_disagreement_names_the_customer() -> None:
    same = Outcome(np.array([0.0, 4.0]), np.array([False, True]))
    other = Outcome(np.array([0.0, 4.5]), np.array([False, False]))
    with pytest.raises(Disagreement, match=r"number 1: ours abandoned after 4\.0 s, theirs answered after 4\.5 s"):
        agree([same], [other], "ours", "theirs")


def test_a_lost_customer_is_a_disagreement() -> None:
    two = Outcome(np.zeros(2), np.zeros(2, dtype=bool))
    one = Outcome(np.zeros(1), np.zeros(1, dtype=bool))
    with pytest.raises(Disagreement, match="2 contacts and 1"):
        agree([two], [one], "ours", "theirs")


def test_drawing_is_measured_per_million_cases() -> None:
    text = drawing.report([drawing.Drawing("plain", 1_000_000, [0.2, 0.9, 0.4])])
    assert "1,000,000 cases  0.40 (0.20–0.90), aim under 0.5: met" in text


def test_a_race_prints_each_engine_with_its_ratio() -> None:
    day = two_days(TIGHT)[0]
    timings = race([Entrant("first", tutorial.run, 1), Entrant("again", tutorial.run, 1)], [day], rounds=2)
    lines = table(timings, {"again": 1000.0})
    assert [line.split()[0] for line in lines] == ["engine", "first", "again"]
    assert lines[2].endswith("aim 1000: MISSED")
