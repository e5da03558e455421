"""Changes between trees give the other tree back, in its order, whatever the two are."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.run_folder.trees import changes_between, plain_tree, with_changes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from([1.0, "1", "a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
TREES = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)


@settings(max_examples=40)
@given(TREES, TREES)
def test_a_tree_with_the_changes_to_another_is_the_other(base, other):
    before = json.dumps(base)
    changes = list(changes_between(base, other))
    assert json.dumps(with_changes(base, changes)) == json.dumps(other)
    assert json.dumps(base) == before


@settings(max_examples=20)
@given(TREES)
def test_a_tree_differs_in_nothing_from_itself(tree):
    assert list(changes_between(tree, tree)) == []


def test_a_change_names_just_what_is_another():
    base = {"groups": {"front": {"agents": 3, "cost": "14 EUR/h"}}, "name": "x"}
    other = {"groups": {"front": {"agents": 4, "cost": "14 EUR/h"}}, "name": "x"}
    assert list(changes_between(base, other)) == [{"path": ["groups", "front", "agents"], "value": 4}]


def test_endless_numbers_become_texts():
    assert plain_tree({"a": [float("inf"), 1.5], "b": {"c": float("nan")}}) == {"a": ["inf", 1.5], "b": {"c": "nan"}}
