"""Queue limits, worked out by hand: of a type, of a channel, for a group, and by how many agents are there."""

import pytest
from building import center, day, story

TWO = {"orders": {}, "advice": {}}


def ends(scenario, *contacts, types=None):
    """Return how each contact ended."""
    return [how for how, *_ in story(scenario, day(*contacts, types=types))]


def test_a_channel_limits_all_its_types_together():
    scenario = center(types=TWO, channels={"voice": {"behaviour": "live", "queue_limit": 2}})
    # One is talked with, two wait, whatever they want; the fourth is blocked, the fifth comes when one is taken.
    assert ends(scenario, (0, 50), (1, 9), (2, 9), (3, 9), (51, 9), types=[0, 1, 0, 1, 0]) == [
        "agent", "agent", "agent", "blocked", "agent",
    ]  # fmt: skip


def test_the_limit_of_a_type_counts_beside_that_of_its_channel():
    kinds = {"orders": {"queue_limit": 1}, "advice": {}}
    scenario = center(types=kinds, channels={"voice": {"behaviour": "live", "queue_limit": 2}})
    assert ends(scenario, (0, 50), (1, 9), (2, 9), (3, 9), (4, 9), types=[0, 0, 0, 1, 1]) == [
        "agent", "agent", "blocked", "agent", "blocked",
    ]  # fmt: skip


@pytest.mark.parametrize(("per_agent", "waits"), [(0.5, 1), (1.0, 2), (1.5, 3), (0.4, 0)])
def test_a_limit_per_agent_is_rounded_down(per_agent, waits):
    scenario = center(2, types={"calls": {"queue_limit": {"per_agent": per_agent}}})
    told = ends(scenario, (0, 50), (0, 50), *((1 + k, 9) for k in range(5)))
    assert told.count("blocked") == 5 - waits


def test_a_limit_per_agent_follows_the_staff():
    # Three agents until 08:01, then one: whoever ends first leaves, and one may wait from then on, not three.
    scenario = center({"08:00": 3, "08:01": 1}, types={"calls": {"queue_limit": {"per_agent": 1}}})
    busy = ((0, 900), (0, 900), (0, 900))
    assert ends(scenario, *busy, (50, 5), (51, 5), (52, 5), (59, 5))[3:] == ["agent", "agent", "agent", "blocked"]
    assert ends(scenario, *busy, (60, 5), (61, 5))[3:] == ["agent", "blocked"]


def test_with_nobody_on_duty_nobody_may_wait():
    scenario = center({"08:10": 1}, types={"calls": {"queue_limit": {"per_agent": 2}}})
    assert ends(scenario, (0, 50), (599, 50), (600, 50), (601, 9), (602, 9), (603, 9)) == [
        "blocked", "blocked", "agent", "agent", "agent", "blocked",
    ]  # fmt: skip


def test_a_contact_waits_while_one_of_its_groups_has_room():
    groups = {
        "front": {"agents": 1, "queue_limit": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "queue_limit": 2, "serves": {"orders": {}, "advice": {}}},
    }
    scenario = center(types=TWO, groups=groups)
    busy = ((0, 90), (0, 90))
    # For the front wait orders alone, for the experts both: the third that waits is one too many for either.
    assert ends(scenario, *busy, (1, 9), (2, 9), (3, 9), types=[0, 1, 1, 1, 0]) == ["agent"] * 5
    assert ends(scenario, *busy, (1, 9), (2, 9), (3, 9), types=[0, 1, 0, 1, 0])[2:] == ["agent", "agent", "blocked"]
    assert ends(scenario, *busy, (1, 9), (2, 9), (3, 9), types=[0, 1, 0, 1, 1])[2:] == ["agent", "agent", "blocked"]


def test_a_group_without_a_limit_takes_any_number():
    groups = {
        "front": {"agents": 1, "queue_limit": 0, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"orders": {}}},
    }
    scenario = center(types={"orders": {}}, groups=groups)
    assert ends(scenario, (0, 90), (0, 90), (1, 9), (2, 9), (3, 9)) == ["agent"] * 5


def test_a_limit_is_none_of_a_free_agents_matter():
    scenario = center(types={"calls": {"queue_limit": 0}})
    assert ends(scenario, (0, 50), (49, 9), (50, 9)) == ["agent", "blocked", "agent"]
