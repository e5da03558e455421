"""Routing tests of groups with shifts: the agents of a test are there, whatever their plan says."""

import pytest
from building import center
from playing_of import became_in, test_of

CALL = {"type": "calls", "waited": "20s"}
SHIFTS = {"early": {"agents": 2, "from": "08:00", "to": "09:00"}}


@pytest.mark.parametrize(
    "plan",
    [
        {"shifts": SHIFTS},
        {"shifts": SHIFTS, "breaks": {"lunch": {"for": "30m", "at": "08:30"}}, "apart": {"at_least": "5m"}},
        {"shifts": SHIFTS, "absence": "90%", "adherence": "10%"},
        {"agents": 2, "shrinkage": "90%"},
        {"agents": 2, "shrinkage": "90%", "agents_are": "on_duty"},
    ],
    ids=["shifts", "breaks", "rates", "shrinkage", "on_duty"],
)
@pytest.mark.parametrize("at", ["08:40", "09:30"])
def test_the_agents_of_a_test_are_there_and_take_contacts(plan, at):
    scenario = center(types={"calls": {}}, groups={"front": {**plan, "serves": {"calls": {}}}}, to="12:00")
    free = {"one": {"group": "front", "idle": "2m"}, "two": {"group": "front", "idle": "1m"}}
    found = became_in(scenario, test_of({"a": "calls"}, free, {"a": "one"}, at=at))["a"]
    assert (found.outcome, found.agent, found.by) == ("taken", "one", ("longest_idle",))
