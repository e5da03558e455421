"""The page of the overflow rules shows what its commands print, costs what it says, and holds with other seeds."""

import shlex

import pytest
from scenario_pages import ROOT, ScenarioPage, printed, shows, written

from simulator import compare, load, pictures
from simulator.compared import Compared
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.routing_tests.asking import run_routing_tests
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study

PAGE = ScenarioPage("overflow_rules", "futures.svg")
HELP = ["overflow.orders_help.when.waited", "overflow.advice_help.when.waited"]
PAID = ["by_time", "by_queue", "by_service_level", "chat_offered", "more_staff", "more_staff_apart"]


@pytest.fixture(scope="module")
def study() -> Study:
    return load(PAGE.scenario)


def money(scenario: Scenario) -> float:
    """Return what the agents on duty cost in a day, without work after closing."""
    log = simulate(scenario, draw(scenario, 1, 0))
    hours = log.facts.scheduled_s.sum(axis=1) / 3600
    costs = [group.cost.hour.per_hour for group in scenario.agent_groups.values() if group.cost]
    return float(sum(hours * costs))


def test_the_page_shows_every_strategy_as_the_file_has_it(study: Study) -> None:
    PAGE.shows_as_the_file_has_them(study.strategies)


def test_what_costs_money_costs_two_hundred_a_day_and_the_rest_nothing(study: Study) -> None:
    more = {name: round(money(study.resolve(name)) - money(study.resolve()), 6) for name in study.strategies}
    assert more == dict.fromkeys(study.strategies, 0.0) | dict.fromkeys(PAID, 200.0)


def test_with_peaks_apart_as_many_call_and_nobody_at_another_time_but_those_who_seek_advice(study: Study) -> None:
    together, apart = (study.resolve("no_overflow", future) for future in ("peaks_together", "peaks_apart"))
    counts = {}
    for name, scenario in (("together", together), ("apart", apart)):
        days = [draw(scenario, 1, day) for day in range(40)]
        kinds = list(scenario.contact_types)
        for kind in kinds:
            times = [time_s / 3600 for one in days for time_s in one.arrived_s[one.type == kinds.index(kind)]]
            counts[name, kind] = (len(times), sum(13.5 <= time < 16 for time in times))
    assert counts["together", "orders"] == counts["apart", "orders"]
    assert counts["together", "chats"] == counts["apart", "chats"]
    assert counts["apart", "advice"][0] == pytest.approx(counts["together", "advice"][0], rel=0.02)
    assert counts["apart", "advice"][1] > 1.5 * counts["together", "advice"][1]


def test_the_routing_tests_hold(study: Study) -> None:
    assert not run_routing_tests(study).failed


def test_every_number_with_a_decimal_in_a_sentence_is_one_of_an_output_or_a_difference_of_two() -> None:
    # One second more; the story lost.
    differences = {"5.1": ("20s+20s", 88.3, "21s+21s", 83.2), "0.2": ("peaks_together", 86.5, "peaks_together", 86.3)}
    assert PAGE.numbers_from_nowhere() == set(differences)
    lines = [line for _, block in PAGE.outputs for line in block.splitlines()]
    for said, (where, more, elsewhere, less) in differences.items():
        assert any(line.startswith(where) and f" {more} %" in line for line in lines)
        assert any(line.startswith(elsewhere) and f" {less} %" in line for line in lines)
        assert f"{more - less:.1f}" == said


def test_the_picture_names_every_strategy_and_who_cannot_be_best(study: Study) -> None:
    for strategy in study.strategies:
        assert strategy in PAGE.picture
    # In each future, and at worst.
    assert PAGE.picture.count("breaks a condition") == len(study.futures) + 1


@pytest.mark.long
@pytest.mark.parametrize(("command", "block"), PAGE.outputs, ids=[command for command, _ in PAGE.outputs])
def test_the_page_shows_what_its_commands_print(command: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shows(block, printed(*shlex.split(command)))


@pytest.mark.long
def test_the_picture_says_what_a_run_finds(study: Study) -> None:
    assert written(pictures.svg_text(pictures.futures(compare(study, futures="all")))) == PAGE.picture


def points(run: Compared, future: str, better: str, than: str, of: str = "all") -> float:
    """Return how many points more one strategy serves in time than another."""
    rows = [run.at(future).row(name, "served_in_time", of).value for name in (better, than)]
    return 100 * (rows[0] - rows[1])


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_what_the_page_says_holds_with_other_seeds(study: Study, seed: int) -> None:
    run = compare(study, futures="all", seed=seed, replications=40)
    together, apart, more = study.futures
    # Staff where the peaks are together, help where they are apart, even against who knows the peaks.
    assert 0.5 < points(run, together, "more_staff", "by_time") < 4
    assert 0.3 < points(run, apart, "by_time", "more_staff_apart") < 4
    assert 0.8 < points(run, apart, "more_staff_apart", "more_staff") < 4
    assert points(run, more, "more_staff", "no_overflow") > 1.5 * points(run, more, "by_time", "no_overflow") > 0
    # The trigger.
    assert 3 < points(run, apart, "by_time", "by_queue") < 7
    assert 2 < points(run, apart, "by_time", "by_service_level") < 5
    assert -1 < points(run, together, "by_queue", "no_overflow") < 1
    # The chat: much for buyers, nothing for advice, paid by the other chats; the story costs little.
    assert points(run, together, "chat_offered", "no_overflow", "type:orders") > 5
    assert points(run, together, "chat_offered", "no_overflow", "type:advice") == 0
    assert points(run, more, "no_overflow", "chat_offered", "type:chats") > 3
    assert 0 < points(run, together, "chat_offered", "story_lost") < 0.7
    assert 1 < points(run, together, "forced_to_chat", "chat_offered") < 4


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_one_second_beyond_the_target_costs_the_service_level_and_no_wait(study: Study, seed: int) -> None:
    values = [f"{after}+{after}" for after in ("1s", "20s", "21s")]
    run = compare(
        study, ["by_time"], futures="peaks_apart", vary=["+".join(HELP) + "=" + ",".join(values)], seed=seed,
        replications=40,
    )  # fmt: skip
    level = {value: one.row("by_time", "served_in_time").value for value, one in zip(values, run, strict=True)}
    wait_s = {value: one.row("by_time", "asa_s", "channel:voice").value for value, one in zip(values, run, strict=True)}
    assert abs(level["1s+1s"] - level["20s+20s"]) < 0.01
    assert 0.03 < level["20s+20s"] - level["21s+21s"] < 0.08
    assert abs(wait_s["20s+20s"] - wait_s["21s+21s"]) < 0.5
    assert wait_s["20s+20s"] - wait_s["1s+1s"] > 0.5
