"""The page of the end of a messaging shift shows what its commands print, and what it says holds with other seeds."""

import re
import shlex

import numpy as np
import pytest
from scenario_pages import ROOT, ScenarioPage, printed, shows

from simulator import compare, load
from simulator.compared import Compared
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import SpanKind
from simulator.scenario.reader import Study
from simulator.units import DAY_S, HOUR_S

PAGE = ScenarioPage("messaging_shift_end", "")
SHOWN = ("stay", "hour_early", "first", "last", "parked")
COMPUTED = {"2.8": 100 * (1 - 1632 / 1679), "7.6": 10.1 - 2.5, "2.5": 5.0 - 2.5}
"""Fewer closed an hour early; more overtime for three minutes of reading, and for 45 seconds; 2.5 % is practice."""


@pytest.fixture(scope="module")
def study() -> Study:
    return load(PAGE.scenario)


def test_the_strategies_differ_in_the_end_of_a_shift_alone(study: Study) -> None:
    scenarios = [study.resolve(name) for name in study.strategies]
    assert set(SHOWN) < set(study.strategies)
    assert len({repr((one.agent_groups, one.contact_types, one.sources)) for one in scenarios}) == 1
    ends = [one.channels["messaging"] for one in scenarios]
    assert [one.at_the_end for one in ends] == ["finish"] * 2 + ["hand_over"] * 4 + ["park"]
    assert [one.handed_over.place for one in ends[2:6]] == ["front", "back", "front", "back"]
    assert [one.handed_over.reading_s for one in ends[2:6]] == [45.0, 45.0, 0.0, 0.0]


def test_the_page_shows_pieces_of_the_file() -> None:
    text = PAGE.scenario.read_text(encoding="utf-8")
    assert PAGE.yaml
    assert all(block in text for block in PAGE.yaml)


def test_every_number_in_a_sentence_is_one_of_the_output_or_computed_from_two() -> None:
    prose = re.sub(r"```.*?```|<!--.*?-->", "", PAGE.text, flags=re.DOTALL)
    shown = "\n".join(block for _, block in PAGE.outputs)
    for number in re.findall(r"\d+m\d\ds|\d+\.\d+", prose):
        assert number in shown or number in COMPUTED, number
    assert [f"{value:.1f}" for value in COMPUTED.values()] == list(COMPUTED)


@pytest.mark.long
@pytest.mark.parametrize(("command", "block"), PAGE.outputs, ids=["compare"])
def test_the_page_shows_what_its_commands_print(command: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shows(block, printed(*shlex.split(command)))


def in_hand(study: Study, strategy: str) -> float:
    """Return how many conversations an agent of the late shift has in hand when it ends."""
    scenario, found = study.resolve(strategy), []
    log = simulate(scenario, draw(scenario, 5, 0))
    held = np.isin(log.spans["kind"], [SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.INACTIVE, SpanKind.WRAP_UP])
    late = [number for number, name in enumerate(log.names.agents) if "late" in name]
    for day in range(scenario.horizon.days):
        time_s = day * DAY_S + 22 * HOUR_S - 1
        here = held & (log.spans["from_s"] <= time_s) & (log.spans["to_s"] > time_s)
        found.append(int(np.isin(log.spans["agent"][here], late).sum()) / len(late))
    return float(np.mean(found))


@pytest.mark.long
def test_an_hour_early_clears_about_a_third(study: Study) -> None:
    assert 0.2 < 1 - in_hand(study, "hour_early") / in_hand(study, "stay") < 0.45


def values(run: Compared, metric: str) -> dict[str, float]:
    return {name: run.row(name, metric, "all").value for name in run.strategies}


@pytest.mark.long
@pytest.mark.parametrize("seed", [4, 5])
def test_what_the_page_says_holds_with_other_seeds(study: Study, seed: int) -> None:
    run = compare(study, SHOWN, seed=seed, replications=8)
    closed, overtime = values(run, "closed"), values(run, "overtime_hours")
    assert 0.01 < 1 - closed["hour_early"] / closed["stay"] < 0.05
    assert 0.01 < 1 - closed["first"] / closed["stay"] < 0.05
    assert abs(closed["first"] / closed["last"] - 1) < 0.01
    assert closed["parked"] < 0.95 * closed["first"]
    assert 150 < overtime["hour_early"] < overtime["stay"] < 240
    assert overtime["parked"] < 1 < overtime["first"] < 9
    left, first = values(run, "left_waiting_share"), values(run, "asa_s")
    assert 1.6 * left["stay"] < left["first"] < 2.6 * left["stay"]
    assert left["parked"] > 0.11
    assert first["hour_early"] > 1.5 * first["stay"]
    assert first["parked"] == pytest.approx(first["stay"], rel=0.03)
    assert values(run, "handed_over_waiting_share")["first"] < 0.02
    cost = values(run, "staff_cost")
    assert max(cost["first"], cost["last"], cost["parked"]) < 5000 < min(cost["stay"], cost["hour_early"])
