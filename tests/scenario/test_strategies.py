"""Strategies and futures are named overrides; each may be based on another of its kind."""

import pytest
from scenario_texts import RICH, SMALL

from simulator.errors import Problem, ScenarioError
from simulator.scenario.reader import load_text


def agents(text: str, strategy: str, future: str | None = None) -> dict[float, int]:
    return load_text(SMALL + text).resolve(strategy, future).agent_groups["front"].agents


def test_a_strategy_builds_on_the_one_it_is_based_on() -> None:
    text = """
strategies:
  last: {based_on: middle, agent_groups: {front: {agents: {"12:00": {add: 1}}}}}
  middle: {based_on: first, agent_groups: {front: {agents: {times: 2}}}}
  first: {agent_groups: {front: {agents: {"08:00": 5}}}}
"""
    assert agents(text, "first") == {28800.0: 5, 43200.0: 8}
    assert agents(text, "middle") == {28800.0: 10, 43200.0: 16}
    assert agents(text, "last") == {28800.0: 10, 43200.0: 17}


def test_base_is_a_strategy_of_every_scenario() -> None:
    study = load_text(RICH)
    assert study.strategies == ("as_today", "two_more", "two_more_and_faster")
    assert study.resolve("base") == study.resolve("as_today")
    assert load_text(SMALL).strategies == ("base",)


def test_a_strategy_may_be_based_on_base() -> None:
    assert agents("strategies:\n  same: {based_on: base}\n", "same") == {28800.0: 4, 43200.0: 8}


def test_a_file_may_say_what_base_is() -> None:
    text = "strategies:\n  base: {agent_groups: {front: {agents: 9}}}\n  other: {based_on: base}\n"
    assert agents(text, "base") == {0.0: 9}
    assert agents(text, "other") == {0.0: 9}


def test_an_empty_strategy_may_be_written_in_both_ways() -> None:
    assert agents("strategies:\n  a: {}\n  b:\n", "a") == agents("strategies:\n  a: {}\n  b:\n", "b")


def test_the_future_happens_to_what_the_strategy_decided() -> None:
    text = """
strategies: {more: {agent_groups: {front: {agents: {add: 2}}}}}
futures: {twice: {agent_groups: {front: {agents: {times: 2}}}}}
"""
    assert agents(text, "more", "twice") == {28800.0: 12, 43200.0: 20}


def test_a_future_may_be_based_on_a_future() -> None:
    text = """
futures:
  busy: {sources: {shoppers: {arrivals: {times: 120%}}}}
  busier: {based_on: busy, sources: {shoppers: {arrivals: {times: 1.5}}}}
"""
    source = load_text(SMALL + text).resolve(future="busier").sources["shoppers"]
    assert source.arrivals.per_hour == {28800.0: 72.0, 43200.0: 171.0}


def test_a_time_of_day_is_moved_by_a_duration() -> None:
    assert load_text(RICH).resolve(future="later").horizon.to_s == 26.5 * 3600


def test_a_problem_of_the_base_is_told_once_and_without_strategies() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(RICH.replace("lines: 60", "lines: none"))
    (problem,) = refused.value.problems
    assert problem.where == "channels.voice.lines"


def test_a_problem_of_a_strategy_is_told_once_although_others_are_based_on_it() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(RICH.replace("{add: 2}", "{add: 0.5}"))
    assert [problem.where for problem in refused.value.problems] == [
        "agent_groups.front.agents.\"08:00\" (from strategy 'two_more')",
        "agent_groups.front.agents.\"12:00\" (from strategy 'two_more')",
    ]


def test_problems_of_the_base_and_of_all_strategies_are_told_together() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(
            RICH.replace("lines: 60", "lines: 0").replace("times: 0.8", "times: x").replace("to: {add", "two: {add")
        )
    assert [problem.line for problem in refused.value.problems] == [6, 52, 57]


def test_a_missing_thing_names_the_strategies_that_lack_it() -> None:
    text = "strategies:\n  a: {}\n  b: {agent_groups: {front: {serves: {orders: null}}}}\n  c: {based_on: b}\n"
    with pytest.raises(ScenarioError) as refused:
        load_text(SMALL + text)
    assert {problem.where for problem in refused.value.problems} == {
        "contact_types.orders (in strategy 'b' and 1 more)",
        "agent_groups.front.serves (in strategy 'b' and 1 more)",
    }


def names(section: str, count: int) -> str:
    return f"{section}:\n" + "".join(f"  s{i}: {{}}\n" for i in range(count))


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        load_text(SMALL + text)
    return caught.value.problems


def test_more_strategies_than_a_file_has_are_one_problem() -> None:
    (only,) = problems(names("strategies", 1001))
    assert (only.where, only.what) == ("strategies", "expected at most 1,000 strategies, got 1,001.")
    assert only.hint == "Put them into files of their own that extend this one."


def test_more_pairs_of_strategy_and_future_than_a_file_has_are_one_problem() -> None:
    (only,) = problems(names("strategies", 41) + names("futures", 50))
    assert (only.where, only.what) == ("futures", "strategies times futures are 2,050; at most 2,000 are possible.")


def test_a_thousand_strategies_are_read() -> None:
    assert len(load_text(SMALL + names("strategies", 1000)).strategies) == 1000


def chain(count: int) -> str:
    return "strategies:\n  s0: {}\n" + "".join(f"  s{i}: {{based_on: s{i - 1}}}\n" for i in range(1, count))


def test_strategies_based_on_one_another_have_an_end() -> None:
    assert len(load_text(SMALL + chain(50)).strategies) == 50
    (only,) = problems(chain(60))
    assert (only.where, only.what) == ("strategies.s50", "at most 50 strategies can be based on one another.")
