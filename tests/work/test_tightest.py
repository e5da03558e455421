"""Which types have the fewest agents for their work: against every set of types there is, and by hand."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.work.tightest import tightest_first

GROUPS = ("g0", "g1", "g2", "g3")


@st.composite
def centers(draw):
    types = [f"t{number}" for number in range(draw(st.integers(1, 5)))]
    able = {name: tuple(draw(st.lists(st.sampled_from(GROUPS), min_size=1, unique=True))) for name in types}
    work = {name: draw(st.sampled_from([0.0, 0.5, 1.0, 2.5, 7.3])) for name in types}
    staff = {name: draw(st.sampled_from([0.0, 1.0, 2.0, 3.5])) for name in GROUPS}
    return work, staff, able


@settings(max_examples=40, deadline=None, derandomize=True)
@given(centers())
def test_the_tightest_set_is_the_one_with_the_most_work_per_agent_of_all_sets(center):
    work, staff, able = center
    working = [name for name in work if work[name] > 0]
    found = tightest_first(work, staff, able)
    assert sorted(name for one in found for name in one.types) == sorted(working)
    if not working:
        return
    occupancies = []
    for size in range(1, len(working) + 1):
        for types in combinations(working, size):
            there = sum(staff[name] for name in GROUPS if any(name in able[kind] for kind in types))
            asked = sum(work[kind] for kind in types)
            occupancies.append(asked / there if there else math.inf)
    assert found[0].occupancy == pytest.approx(max(occupancies))
    falling = [one.occupancy for one in found]
    assert all(a >= b - 1e-9 for a, b in pairwise(falling))
    # No group is in two sets, and each set has all who may serve it and are not in a tighter one.
    members = [name for one in found for name in one.groups]
    assert len(members) == len(set(members))


def test_who_can_do_more_helps_only_as_far_as_others_need_them():
    # B alone has 2 of the generalists; with A's 3 agents all of 5 would be 80 % busy, but A cannot give B any.
    able = {"a": ("only_a", "both"), "b": ("both",)}
    found = tightest_first({"a": 1.0, "b": 3.0}, {"only_a": 3.0, "both": 2.0}, able)
    assert [(one.types, one.groups) for one in found] == [(("b",), ("both",)), (("a",), ("only_a",))]
    assert [one.occupancy for one in found] == [1.5, pytest.approx(1 / 3)]


def test_work_is_spread_evenly_where_skills_allow():
    able = {"a": ("only_a", "both"), "b": ("both",)}
    (one,) = tightest_first({"a": 4.0, "b": 1.0}, {"only_a": 3.0, "both": 2.0}, able)
    assert (one.types, one.occupancy) == (("a", "b"), 1.0)


def test_work_for_which_nobody_is_there_comes_first():
    found = tightest_first({"a": 4.0, "b": 0.1}, {"x": 3.0, "y": 0.0}, {"a": ("x",), "b": ("y",)})
    assert [one.types for one in found] == [("b",), ("a",)]
    assert found[0].occupancy == math.inf
