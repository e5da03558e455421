"""Every shipped scenario runs, and its strategies differ in what they say and in nothing else."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from checkers import check

from simulator.checking import read_checks
from simulator.comparing import compare
from simulator.demand.workload import Workload, draw
from simulator.engine.simulate import simulate
from simulator.log import Cause, RunLog
from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study, load

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(FOLDER.glob("*.yaml"))
ABOUT_A_WARNING = {"chat_and_messages": ["whatever the priorities."]}
"""Scenarios that show what a warning warns of, with its last words."""


@cache
def shipped(path: Path) -> Study:
    """Return the study of a file, read once, for nobody changes it."""
    return load(path)


@cache
def day_of(path: Path, strategy: str) -> tuple[Scenario, Workload, RunLog]:
    """Return the first day of a strategy with who came and its log, simulated once."""
    scenario = shipped(path).resolve(strategy)
    workload = draw(scenario, scenario.run.seed, 0)
    return scenario, workload, simulate(scenario, workload)


@pytest.fixture
def bank_day() -> Study:
    return shipped(FOLDER / "bank_day.yaml")


@pytest.fixture
def first_steps() -> Study:
    return shipped(FOLDER / "first_steps.yaml")


def by_hour(scenario: Scenario, group: str) -> dict[int, int]:
    """Agents of a group whose steps are whole hours, by hour of the day."""
    steps = scenario.agent_groups[group].agents
    opens, closes = (int(time_s // 3600) for time_s in (scenario.horizon.from_s, scenario.horizon.to_s))
    return {hour: steps[max(time_s for time_s in steps if time_s <= hour * 3600)] for hour in range(opens, closes)}


def changes(study: Study, strategy: str, group: str) -> dict[int, int]:
    """Agents more (less: negative) than in the first strategy, by hour, where there is a difference."""
    before, after = by_hour(study.resolve(), group), by_hour(study.resolve(strategy), group)
    return {hour: after[hour] - before[hour] for hour in before if after[hour] != before[hour]}


def test_there_are_scenarios() -> None:
    assert {path.name for path in SHIPPED} >= {"bank_day.yaml", "first_steps.yaml"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_has_no_warnings_and_asks_a_question(path: Path) -> None:
    study = shipped(path)
    assert [one.what.rpartition(", ")[2] for one in study.warnings()] == ABOUT_A_WARNING.get(path.stem, [])
    assert study.resolve().question.endswith("?")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_compares_all_its_strategies(path: Path) -> None:
    study = shipped(path)
    comparison = compare(study, replications=2, jobs=1)
    for strategy in study.strategies:
        row = comparison.row(strategy, "served_in_time", "all", None)
        assert 0 < row.value < 1
        assert row.n == 2


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_keeps_the_invariants_in_every_strategy(path: Path) -> None:
    for strategy in shipped(path).strategies:
        check(*day_of(path, strategy))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_has_checks_that_can_be_read(path: Path) -> None:
    study = shipped(path)
    asked = read_checks(study, {strategy: study.resolve(strategy) for strategy in study.strategies})
    assert len(asked) == 2 * len(study.strategies)


def test_the_strategies_of_the_bank_day_change_what_they_say(bank_day: Study) -> None:
    assert bank_day.strategies == ("as_recorded", "one_more_at_peak", "one_fewer", "lunch_dip_moved")
    assert changes(bank_day, "one_more_at_peak", "agents") == {14: 1, 15: 1}
    assert changes(bank_day, "one_fewer", "agents") == {14: -1, 15: -1}
    assert changes(bank_day, "lunch_dip_moved", "agents") == {11: 1, 12: -1}  # as many agent hours


def test_the_peak_of_the_bank_day_is_its_busiest_two_hours(bank_day: Study) -> None:
    hours = (draw(bank_day.resolve(), 1, 0).arrived_s // 3600).astype(int)
    calls = np.bincount(hours, minlength=24)
    pairs = {hour: calls[hour] + calls[hour + 1] for hour in range(7, 23)}
    assert max(pairs, key=lambda hour: pairs[hour]) == 14
    assert pairs[14] == 259


def test_the_bank_day_replays_arrivals_and_draws_the_rest(bank_day: Study) -> None:
    scenario = bank_day.resolve()
    first, second = draw(scenario, 1, 0), draw(scenario, 1, 1)
    assert len(first) == 1433
    assert (first.arrived_s == second.arrived_s).all()
    # Two calls in one second have no recorded order: their keys decide, and the keys are each replication's own.
    assert sorted(zip(first.arrived_s, first.type, strict=True)) == sorted(
        zip(second.arrived_s, second.type, strict=True)
    )
    assert (first.talk_s != second.talk_s).all()
    assert (first.patience_s != second.patience_s).all()


def test_the_strategies_of_first_steps_change_what_they_say(first_steps: Study) -> None:
    assert first_steps.strategies == ("as_today", "experts_help", "one_more_in_front")
    for group in ("front", "experts"):
        assert changes(first_steps, "experts_help", group) == {}
    helping = first_steps.resolve("experts_help")
    assert set(helping.agent_groups["experts"].serves) == {"advice", "orders"}
    assert helping.contact_types["orders"].ranks == {"front": 1, "experts": 2}
    assert changes(first_steps, "one_more_in_front", "front") == dict.fromkeys(range(8, 18), 1)
    assert changes(first_steps, "one_more_in_front", "experts") == {}


def test_all_plans_of_cyber_monday_have_as_many_agents_hours_in_every_group_together() -> None:
    path = FOLDER / "cyber_monday.yaml"
    hours = {name: day_of(path, name)[2].facts.scheduled_s.sum() / 3600 for name in shipped(path).strategies}
    assert set(hours.values()) == {459.0}


def test_the_teams_of_cyber_monday_have_as_many_people_as_there_were_at_every_time() -> None:
    path = FOLDER / "cyber_monday.yaml"

    def people(strategy: str) -> np.ndarray:
        return day_of(path, strategy)[2].facts.scheduled_s.sum(axis=0)

    for strategy in ("mailing_team", "mailing_team_prepared", "prepared_and_shared"):
        assert (people(strategy) == people("as_today")).all(), strategy


def test_the_strategies_of_night_and_day_change_what_they_say() -> None:
    study = shipped(FOLDER / "night_and_day.yaml")
    assert study.strategies == ("as_today", "longer_evenings", "night_team")
    hours = {}
    for strategy in study.strategies:
        scenario = study.resolve(strategy)
        stretches = opening_of(scenario, "calls").stretches or ()
        # Of the week that is reported: five days, for Sunday and the holiday are closed.
        hours[strategy] = sum(to_s - from_s for from_s, to_s in stretches if from_s >= 0) / 3600
    assert hours == {"as_today": 5 * 12, "longer_evenings": 5 * 16, "night_team": 5 * 12}
    assert opening_of(study.resolve("night_team"), "night_calls").stretches is None


def test_in_night_and_day_somebody_is_there_at_night_only_with_the_night_team_and_all_its_callers_are_moved() -> None:
    scenario, _, log = day_of(FOLDER / "night_and_day.yaml", "night_team")
    moved = log.contacts["cause"] == Cause.REDIRECT
    assert moved.sum() > 1000
    assert set(log.contacts["type"][moved]) == {list(scenario.contact_types).index("night_calls")}
    night = log.contacts["answered_s"][~moved & (log.contacts["type"] == 0)] % 86400
    assert ((night[~np.isnan(night)] >= 8 * 3600) & (night[~np.isnan(night)] < 21 * 3600)).all()
    _, _, today = day_of(FOLDER / "night_and_day.yaml", "as_today")
    assert not (today.contacts["cause"] == Cause.REDIRECT).any()
