"""Futures and grids: every strategy in every place, the same customers wherever nothing about them was changed."""

import json

import numpy as np
import pytest
from hotline import TEXT, study

from simulator.comparing import ask, chosen_futures, compare
from simulator.demand.workload import draw
from simulator.errors import ScenarioError, UsageError
from simulator.report.records.document import document
from simulator.report.words.notes import notes_across
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study, load_text

AGENTS = "agent_groups.front.agents"
CALM = "  calm: {question: Is this the same day?}\n"
"""A future that changes nothing that is simulated."""


def with_calm() -> Study:
    return load_text(TEXT.replace("futures:\n", f"futures:\n{CALM}"))


@pytest.fixture(scope="module")
def in_futures():
    return compare(with_calm(), ["three", "two_lines"], replications=6, jobs=1, futures=["all"])


@pytest.fixture(scope="module")
def gridded():
    return compare(study(), replications=6, jobs=1, vary=[f"{AGENTS}=2..4:1", "channels.voice.lines=3,6"])


def test_all_futures_are_the_scenario_as_stated_and_those_of_the_file(in_futures):
    assert in_futures.futures == (None, "calm", "busy")
    assert [one.strategies for one in in_futures] == [("as_today", "three", "two_lines")] * 3


def test_a_future_that_changes_nothing_gives_exactly_the_stated_values(in_futures):
    stated, calm, busy = in_futures
    for name in in_futures.strategies:
        np.testing.assert_array_equal(stated.stacks[name].sums, calm.stacks[name].sums)
        np.testing.assert_array_equal(stated.stacks[name].waits.number, calm.stacks[name].waits.number)
    assert stated.delta("three", "served_in_time").difference == calm.delta("three", "served_in_time").difference
    assert stated.delta("three", "served_in_time").difference != busy.delta("three", "served_in_time").difference


def test_differences_are_to_the_baseline_in_the_same_future(in_futures):
    busy = in_futures.at("busy")
    delta = busy.delta("three", "arrived")
    assert (delta.future, delta.baseline, delta.difference) == ("busy", "as_today", 0.0)
    assert busy.row("three", "arrived").value > in_futures.at().row("three", "arrived").value
    assert {row.future for row in busy.rows("three")} == {"busy"}


def test_futures_are_run_in_the_order_they_are_chosen_and_each_once():
    file = with_calm()
    assert chosen_futures(file, None) == chosen_futures(file, []) == (None,)
    assert chosen_futures(file, ["busy", "as_stated", "busy"]) == ("busy", None)
    assert chosen_futures(file, ["busy", "all"]) == ("busy", None, "calm")


def test_an_empty_first_future_is_the_scenario_as_stated_and_not_run_twice():
    file = load_text(TEXT.replace("futures:\n", "futures:\n  as_planned: {}\n"))
    assert chosen_futures(file, ["all"]) == file.futures
    assert file.futures[0] == "as_planned"


def test_a_future_of_the_file_wins_over_a_word_of_ours():
    file = load_text(TEXT.replace("futures:\n", "futures:\n  all: {}\n  as_stated: {}\n"))
    assert chosen_futures(file, ["all", "as_stated"]) == ("all", "as_stated")


def test_what_was_not_run_is_not_there(in_futures, gridded):
    only = compare(study(), ["three"], replications=1, jobs=1, futures=["busy"])
    assert only.first is only.at("busy")
    with pytest.raises(UsageError, match="the scenario as stated was not run"):
        only.at()
    with pytest.raises(UsageError, match=r"the future 'bsy' was not run. Did you mean 'busy'\?"):
        in_futures.at("bsy")
    with pytest.raises(UsageError, match="is not on the grid"):
        gridded.at(point={AGENTS: "9", "channels.voice.lines": "3"})


def test_a_grid_runs_the_baseline_at_every_point(gridded):
    assert len(gridded) == 6
    assert {one.strategies for one in gridded} == {("as_today",)}
    assert [dict(one.point) for one in gridded][:2] == [
        {AGENTS: "2", "channels.voice.lines": "3"},
        {AGENTS: "2", "channels.voice.lines": "6"},
    ]
    assert {row.point for row in gridded.first.rows("as_today")} == {gridded.first.point}


def test_a_point_is_what_its_settings_make_of_the_file(gridded):
    there = gridded.at(point={"channels.voice.lines": "6", AGENTS: "3"})
    by_hand = compare(study(settings=(f"{AGENTS}=3", "channels.voice.lines=6")), [], replications=6, jobs=1).first
    np.testing.assert_array_equal(there.stacks["as_today"].sums, by_hand.stacks["as_today"].sums)
    assert there.scenarios == by_hand.scenarios


def test_all_points_see_the_same_customers_when_the_demand_is_not_varied(gridded):
    days = [draw(one.scenarios["as_today"], gridded.first.seed, 4) for one in gridded]
    for day in days[1:]:
        for column in ("key", "arrived_s", "talk_s", "patience_s"):
            np.testing.assert_array_equal(getattr(days[0], column), getattr(day, column))
    assert len({one.row("as_today", "arrived").value for one in gridded}) == 1


def test_more_demand_at_a_point_keeps_the_customers_of_the_other():
    run = compare(study(), replications=1, jobs=1, vary=["sources.shoppers.arrivals=40/h,60/h"])
    fewer, more = (draw(one.scenarios["as_today"], 3, 0) for one in run)
    assert set(fewer.key.tolist()) < set(more.key.tolist())


def test_strategies_are_compared_within_each_point():
    run = compare(study(), ["three", "twin"], replications=3, jobs=1, vary=["channels.voice.lines=3..5:1"])
    for one in run:
        assert one.strategies == ("as_today", "three", "twin")
        delta = one.delta("twin", "served_in_time")
        assert (delta.difference, delta.point, delta.from_point) == (0.0, one.point, None)


def test_neighbours_on_the_grid_are_compared_replication_by_replication(gridded):
    steps = list(gridded.steps())
    assert len(steps) == 2 * 2 + 3 * 1
    one, before = steps[1]
    delta = one.delta("as_today", "served_in_time", since=before)
    values = [each.row("as_today", "served_in_time").value for each in (one, before)]
    assert delta.difference == pytest.approx(values[0] - values[1])
    assert (delta.point, delta.from_point) == (one.point, before.point)
    assert delta.gain > 1  # The same customers came to both.


def test_a_grid_in_several_futures_is_run_in_each():
    run = compare(study(), replications=2, jobs=1, futures=["all"], vary=[f"{AGENTS}=2,3"])
    assert [(one.future, one.point[0][1]) for one in run] == [(None, "2"), (None, "3"), ("busy", "2"), ("busy", "3")]
    assert [one.point[0][1] for one in run.in_future("busy")] == ["2", "3"]
    assert {(one.future, before.future) for one, before in run.steps()} == {(None, None), ("busy", "busy")}


@pytest.mark.long
@pytest.mark.parametrize("numbers", [(1, 2), pytest.param((1, 2, 5), marks=pytest.mark.long)])
def test_the_number_of_processes_changes_not_a_byte(numbers):
    texts = {
        "\n".join(
            document(
                compare(with_calm(), ["three"], replications=4, jobs=jobs, futures=["all"], vary=[f"{AGENTS}=2..3:1"])
            )
        )
        for jobs in numbers
    }
    (text,) = texts
    assert len(json.loads(text)["rows"]) > 1000


def test_the_file_is_read_once_and_each_variant_is_checked_once(monkeypatch):
    file = study()
    checked = []
    validate = Scenario.model_validate.__func__
    monkeypatch.setattr(
        Scenario, "model_validate", classmethod(lambda cls, *a, **k: checked.append(1) or validate(cls, *a, **k))
    )
    compare(file, ["three", "two_lines"], replications=1, jobs=1, vary=["channels.voice.lines=1..10:1"])
    assert len(checked) == 10 * 3


@pytest.mark.parametrize(
    ("vary", "words"),
    [
        ([f"{AGENTS}=1..3"], "a step is missing"),
        (["run.replications=1,2"], "all points share the same run settings"),
    ],
)
def test_a_wrong_grid_is_a_usage_error(vary, words):
    with pytest.raises(UsageError, match=words):
        compare(study(), vary=vary)


def test_a_path_that_does_not_exist_is_told_as_the_reader_tells_it():
    with pytest.raises(ScenarioError) as caught:
        compare(study(), vary=["agent_groups.frnt.agents=1..9:1"])
    (problem,) = caught.value.problems
    assert problem.what == "there is no 'frnt' here."
    assert problem.hint == "Did you mean 'front'?"


def test_what_is_wrong_at_some_points_says_at_which():
    with pytest.raises(ScenarioError) as caught:
        compare(study(), vary=[f"{AGENTS}=0..3:1"])
    (problem,) = {problem.where for problem in caught.value.problems if "returns" in problem.where}
    assert problem.endswith(f"(at {AGENTS}=0)")
    with pytest.raises(ScenarioError) as caught:
        compare(study(), vary=[f"{AGENTS}=1..2:0.5"])
    assert [problem.where.count("1.5") for problem in caught.value.problems] == [1]


def test_progress_is_told_the_places():
    class Told:
        def __init__(self):
            self.runs, self.done = [], []

        def started(self, runs, replications):
            self.runs = list(runs)

        def finished(self, run, replications):
            self.done.append(run)

    told = Told()
    compare(study(), ["three"], replications=1, jobs=1, futures=["all"], vary=[f"{AGENTS}=2,3"], progress=told)
    assert told.runs[:2] == [f"as_today, {AGENTS}=2", f"three, {AGENTS}=2"]
    assert told.runs[-1] == f"three in busy, {AGENTS}=3"
    assert sorted(told.done) == sorted(told.runs)


ONLY_ONE_HAS = """\
version: 1
name: Two
horizon: {from: "08:00", to: "09:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 60/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 4, serves: {orders: {}}}
strategies:
  as_today: {}
  more: {agent_groups: {extra: {agents: 1, serves: {orders: {}}}}}
"""


def test_a_grid_of_what_only_one_strategy_has_runs_that_one_beside_the_baseline():
    study = load_text(ONLY_ONE_HAS)
    asked = ask(study, vary=["agent_groups.extra.agents=1,2"])
    assert asked.strategies == ("as_today", "more")
    assert ask(study, vary=["agent_groups.front.agents=4,5"]).strategies == ("as_today",)
    with pytest.raises(
        UsageError, match=r"no strategy that is run has agent_groups\.extra\.agents; strategy 'more' has it"
    ):
        ask(study, strategies=["as_today"], vary=["agent_groups.extra.agents=1,2"])
    with pytest.raises(ScenarioError, match=r"Write agent_groups\.extra\.agents"):
        ask(study, vary=["strategies.more.agent_groups.extra.agents=1,2"])


def test_a_strategy_without_what_is_varied_is_the_same_at_every_point_and_a_note_says_so():
    study = load_text(ONLY_ONE_HAS)
    run = compare(study, vary=["agent_groups.extra.agents=1,2"], replications=2, jobs=1)
    first, second = run.comparisons
    hours = {name: [one.row(name, "agent_hours").value for one in (first, second)] for name in run.strategies}
    assert hours["as_today"][0] == hours["as_today"][1]
    assert hours["more"][0] < hours["more"][1]
    said = "as_today is the same whatever agent_groups.extra.agents is: only more has it."
    assert said in list(notes_across(run))
    both = compare(study, ["more"], vary=["agent_groups.front.agents=4,5"], replications=2, jobs=1)
    assert not any("the same whatever" in one for one in notes_across(both))
