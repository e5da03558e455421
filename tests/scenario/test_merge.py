"""Overriding merges mappings by key, removes with null, replaces, multiplies and adds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import Problem
from simulator.scenario.layers.merge import override
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, Sequence, came_via
from simulator.scenario.text.yaml_text import read_mapping

BASE = read_mapping(
    """\
agents: {"08:00": 4, "12:00": 6}
arrivals: 240/h
talk: {lognormal: {mean: 4m, sd: 3m}}
speed: [1, 0.8]
word: longest_idle
""",
    "x.yaml",
)


def change(text: str) -> Mapping:
    node = came_via(read_mapping(text, "x.yaml"), "strategy 's'")
    assert isinstance(node, Mapping)
    return node


def merged(text: str, base: Mapping = BASE) -> dict[str, Any]:
    wrong: list[Problem] = []
    result = override(base, change(text), wrong)
    assert not wrong
    return result.plain


def complaints(text: str, base: Mapping = BASE) -> list[Problem]:
    wrong: list[Problem] = []
    result = override(base, change(text), wrong)
    assert result.plain == base.plain, "what cannot be applied leaves everything as it was"
    return wrong


def test_mappings_merge_by_key() -> None:
    assert merged("talk: {lognormal: {sd: 1m}}")["talk"] == {"lognormal": {"mean": "4m", "sd": "1m"}}
    assert merged("new: {a: 1}") == {**BASE.plain, "new": {"a": 1}}


def test_a_leaf_replaces_whatever_was_there() -> None:
    assert merged("agents: 6")["agents"] == 6
    assert merged('arrivals: {"08:00": 20/h}')["arrivals"] == {"08:00": "20/h"}
    assert merged("speed: [1, 0.5, 0.2]")["speed"] == [1, 0.5, 0.2]


def test_null_removes() -> None:
    assert merged('agents: {"12:00": null}')["agents"] == {"08:00": 4}
    assert "word" not in merged("word: null")


def test_null_inside_something_new_removes_nothing_and_says_so() -> None:
    (problem,) = complaints("transfers: {a: {b: null}}")
    assert "there is no 'b' to remove" in problem.what


def test_what_is_not_there_cannot_be_removed() -> None:
    (problem,) = complaints("wrod: null")
    assert "there is no 'wrod' to remove" in problem.what
    assert "'word'" in problem.hint


def test_the_same_time_of_day_is_the_same_key() -> None:
    assert merged('agents: {"8:00": 5}')["agents"] == {"08:00": 5, "12:00": 6}
    assert merged('agents: {"8:00:00": null}')["agents"] == {"12:00": 6}
    assert merged('agents: {"8:00": {add: 1}}')["agents"] == {"08:00": 5, "12:00": 6}
    assert merged('agents: {"9:00": 5}')["agents"] == {"08:00": 4, "12:00": 6, "9:00": 5}


def test_times_and_add_change_one_number() -> None:
    assert merged("arrivals: {times: 1.2}")["arrivals"] == "288/h"
    assert merged('agents: {"12:00": {add: -2}}')["agents"] == {"08:00": 4, "12:00": 4}


def test_times_and_add_change_every_number_of_a_mapping() -> None:
    assert merged("agents: {add: 2}")["agents"] == {"08:00": 6, "12:00": 8}
    assert merged("talk: {times: 1.5}")["talk"] == {"lognormal": {"mean": "6m", "sd": "4m30s"}}
    assert merged("speed: {times: 0.5}")["speed"] == [0.5, 0.4]


def test_a_step_that_is_not_there_cannot_be_changed_and_the_steps_are_listed() -> None:
    (problem,) = complaints('agents: {"10:00": {add: 1}}')
    assert problem.where.startswith('agents."10:00"')
    assert problem.hint == "Known: 08:00, 12:00."


@pytest.mark.parametrize(
    "text",
    [
        "word: {times: 2}",
        "word: {add: 2}",
        "agents: {add: 10%}",
        "nothing: {times: 2}",
        "agents: {times: 2, add: 1}",
        "agents: {times: two}",
        "arrivals: {add: 2}",
        "agents: {add: -5}",
    ],
)
def test_a_change_that_means_nothing_is_a_problem(text: str) -> None:
    assert len(complaints(text)) == 1


def test_numbers_of_different_kinds_are_not_changed_together() -> None:
    base = read_mapping("talk: {mean: 4m, cv: 0.9}\nempty: {}\n", "x.yaml")
    (problem,) = complaints("talk: {times: 2}", base)
    assert "a duration (mean) and a number (cv)" in problem.what
    (problem,) = complaints("empty: {times: 2}", base)
    assert "no number" in problem.what


def test_a_thing_called_times_or_add_is_a_mapping_and_no_operation() -> None:
    base = read_mapping("types: {add: {a: 1}}", "x.yaml")
    assert merged("types: {add: {a: 2}}", base) == {"types": {"add": {"a": 2}}}


def test_what_is_changed_says_where_and_what_stays_keeps_its_place() -> None:
    result = override(BASE, change('agents: {"12:00": {add: 1}}\nword: random\n'), [])
    agents = result.section("agents")
    assert agents.entries["12:00"].value.mark == Mark("x.yaml", 1, 19, "strategy 's'")
    assert agents.entries["08:00"].value.mark == Mark("x.yaml", 1, 19)
    assert result.entries["word"].value.mark == Mark("x.yaml", 2, 7, "strategy 's'")
    assert result.entries["talk"].value is BASE.entries["talk"].value


# Trees whose texts are never numbers and whose keys are never times: where merging is only merging.
HERE = Mark("x.yaml", 1, 1)
leaves = st.sampled_from(["a", "b", "c"]).map(lambda value: Scalar(value, HERE))
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves | st.lists(leaves, max_size=2).map(lambda items: Sequence(tuple(items), HERE)),
    lambda inner: st.dictionaries(st.sampled_from("pqrs"), inner, max_size=3).map(
        lambda entries: Mapping({key: Entry(HERE, node) for key, node in entries.items()}, HERE)
    ),
    max_leaves=8,
)
mappings = st.dictionaries(st.sampled_from("pqrs"), nodes, max_size=4).map(
    lambda entries: Mapping({key: Entry(HERE, node) for key, node in entries.items()}, HERE)
)


@given(mappings)
def test_overriding_with_nothing_changes_nothing(base: Mapping) -> None:
    assert override(base, Mapping({}, HERE), []) == base


@given(mappings)
def test_overriding_with_itself_changes_nothing(base: Mapping) -> None:
    assert override(base, base, []) == base


@given(mappings, mappings)
def test_the_change_can_be_found_in_the_result(base: Mapping, new: Mapping) -> None:
    assert override(override(base, new, []), new, []) == override(base, new, [])


@given(mappings, mappings, mappings)
def test_two_changes_in_a_row_are_one_merged_change(base: Mapping, first: Mapping, second: Mapping) -> None:
    # It holds unless the first change puts a single value where both others have a mapping: then the base's mapping is
    # gone in between, and the two changes merged would keep it.
    if not _hides(base, first, second):
        in_a_row = override(override(base, first, []), second, [])
        assert in_a_row.plain == override(base, override(first, second, []), []).plain


def _hides(base: Node | None, first: Node | None, second: Node | None) -> bool:
    if not isinstance(base, Mapping) or not isinstance(second, Mapping) or first is None:
        return False
    if not isinstance(first, Mapping):
        return True
    return any(_hides(base.get(key), first.get(key), second.get(key)) for key in second.entries)
