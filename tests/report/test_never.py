"""What a scenario rules out is 0 without an interval; what could be is not."""

from types import SimpleNamespace
from typing import Any

import pytest
from building import center

from simulator.report.words.never import is_never
from simulator.scenario.nouns import Scenario

BOTH = ("still_open", "not_yet_decided")


def never(scenario: Scenario) -> list[str]:
    of_it: Any = SimpleNamespace(scenarios={"a": scenario})
    return [metric for metric in BOTH if is_never(of_it, "a", metric, "all")]


def calls(patience: str = "3m", **more: Any) -> dict[str, Any]:
    return {"calls": {"patience": patience, **more}}


@pytest.mark.parametrize(
    ("types", "horizon", "expected"),
    [
        # Sent away at closing: nobody is left then.
        (calls(), {"at_close": "clear"}, [*BOTH]),
        (calls("endless"), {"at_close": "clear"}, [*BOTH]),
        # Served after closing: all end some time, but at closing some are not decided.
        (calls(), {}, ["still_open"]),
        (calls("endless"), {}, []),
        (calls(), {"at_close": "keep"}, []),
        (calls(), {"at_close": "clear", "run_on": "1h"}, []),
        (calls(hours={"from": "08:30", "to": "09:30"}, when_closed="wait"), {"at_close": "clear"}, []),
        # One type of several is enough.
        (calls() | {"mails": {"at_close": "keep"}}, {"at_close": "clear"}, []),
    ],
)
def test_who_is_left_over_is_ruled_out_where_all_give_up_or_are_sent_away(
    types: dict[str, Any], horizon: dict[str, Any], expected: list[str]
) -> None:
    assert never(center(types=types, **horizon)) == expected


def test_nobody_repeats_a_story_that_no_rule_loses() -> None:
    def told_again(**rules: Any) -> list[bool]:
        types = {"calls": {"patience": "3m"}, "later": {"arrivals": None, "channel": "chat", "patience": "3m"}}
        of_it: Any = SimpleNamespace(scenarios={"a": center(types=types, channels={"chat": {}}, **rules)})
        return [is_never(of_it, "a", metric, "all") for metric in ("stories_repeated", "story_hours")]

    def offering(**more: str) -> dict[str, Any]:
        return {"to_chat": {"of": "calls", "offer": {"type": "later", "accept": "40%", **more}}}

    assert told_again() == [True, True]
    assert told_again(overflow=offering()) == [True, True]
    assert told_again(overflow={"to_chat": {"of": "calls", "move": {"type": "later", "place": "back"}}}) == [True, True]
    assert told_again(overflow=offering(context="lost")) == [False, False]
    again = {"of": "calls", "when": {"ended": "answered"}, "share": "5%", "after": "1h"}
    assert told_again(follow_ups={"back": again}) == [False, False]
    assert told_again(transfers={"on": {"of": "calls", "share": "5%", "pass": {"type": "later"}}}) == [False, False]


@pytest.mark.parametrize("on_call", [None, {"paid": "0%"}])
def test_nobody_is_on_call_where_no_shift_is(on_call: dict[str, str] | None) -> None:
    shift = {"agents": 2, "from": "08:00", "to": "09:00", "on_call": on_call}
    groups = {"front": {"shifts": {"day": shift}, "serves": {"calls": {}}}}
    of_it: Any = SimpleNamespace(scenarios={"a": center(types=calls(), groups=groups)})
    assert is_never(of_it, "a", "on_call_hours", "all") is (on_call is None)
