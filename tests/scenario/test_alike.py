"""Strategies and futures that are as if they were not there are told, but not the baseline."""

import pytest
from scenario_texts import RICH, SMALL

from simulator.scenario.reader import load_text

MORE = "{agent_groups: {front: {agents: {add: 1}}}}"


def told(text: str, *asked: str, settings: tuple[str, ...] = ()) -> list[str]:
    found = load_text(SMALL + text, settings=settings).warnings(asked or None)
    return [f"{one.where}: {one.what}" for one in found]


@pytest.mark.parametrize("body", ["", "{}", "null"])
def test_an_empty_first_strategy_is_the_usual_baseline(body: str) -> None:
    assert told(f"strategies:\n  as_today: {body}\n  more: {MORE}\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "{name: Peak}",
        "{name: Another, question: Why?}",
        "{based_on: as_today}",
        "{agent_groups: {front: {agents: {times: 1}}}}",
        '{agent_groups: {front: {agents: {"10:00": 4}}}, channels: {voice: {lines: 60}}}',
        "{run: {replications: 3}}",
    ],
)
def test_another_strategy_that_changes_nothing_is_told(body: str) -> None:
    changes = "this strategy changes nothing: it is the scenario as it stands."
    step = '{"10:00": 4}' in body
    expected = [] if step else [f"strategies.same: {changes}"]
    assert told(f"strategies:\n  as_today: {{}}\n  same: {body}\n") == expected


def test_a_first_strategy_that_means_to_change_something_is_told_too() -> None:
    assert len(told("strategies:\n  same: {agent_groups: {front: {agents: {add: 0}}}}\n")) == 1
    assert told("strategies:\n  same: {run: {replications: 3}}\n") == []


def test_two_strategies_of_the_same_effect_are_told_at_the_second() -> None:
    same = "{agent_groups: {front: {agents: {'08:00': 5, '12:00': 9}}}}"
    text = f"strategies:\n  as_today: {{}}\n  more: {MORE}\n  plus_one: {same}\n"
    assert told(text) == ["strategies.plus_one: this strategy is the same as 'more'."]
    assert told(text, "plus_one") == []
    assert told(text, "as_today", "more") == []


def test_settings_may_make_strategies_alike() -> None:
    text = f"strategies:\n  as_today: {{}}\n  more: {MORE}\n"
    assert told(text, settings=("agent_groups.front.agents=9",)) == [
        "strategies.more: this strategy changes nothing: it is the scenario as it stands."
    ]


def test_a_future_that_changes_nothing_is_told_when_all_is_looked_at() -> None:
    text = "futures:\n  expected: {}\n  busy: {sources: {shoppers: {arrivals: {times: 1}}}}\n"
    assert told(text) == ["futures.busy: this future changes nothing: it is the scenario as it stands."]
    assert load_text(SMALL + text).warnings(future="busy") == ()


def test_a_future_that_only_matters_to_one_strategy_matters() -> None:
    text = "strategies:\n  as_today: {}\n  extra: {agent_groups: {extra: {agents: 1, serves: {orders: {}}}}}\n"
    assert told(text + "futures:\n  sick: {agent_groups: {front: {agents: {times: 1}}}}\n") != []
    assert told(text + "futures:\n  sick: {agent_groups: {front: {agents: {'12:00': {add: -1}}}}}\n") == []


def test_strategies_that_differ_are_not_told() -> None:
    assert load_text(RICH).warnings() == ()


def test_among_many_strategies_the_first_of_two_that_are_the_same_is_named() -> None:
    bodies = [f"  s{n}: {{agent_groups: {{front: {{agents: {n % 40 + 20}}}}}}}\n" for n in range(42)]
    found = told("strategies:\n  as_today: {}\n" + "".join(bodies))
    assert found == [f"strategies.s{n}: this strategy is the same as 's{n - 40}'." for n in (40, 41)]
