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


SKILLED = {"ana": {"skills": {"mails": 1, "calls": 2}}, "ben": {"skills": "claims"}}
TEAM = {"day": {"people": ["ana", "ben", "cid"], "from": "08:00", "to": "12:00"}}


def office():
    kinds = {"calls": {}, "mails": {}, "claims": {}}
    groups = {"front": {"shifts": TEAM, "serves": {"calls": {}, "mails": {"priority": 2}}}}
    return center(types=kinds, groups=groups, people={**SKILLED, "cid": {}}, to="12:00")


@pytest.mark.parametrize(
    ("given", "free", "taken"),
    [
        # Ana prefers mails; whoever has no skills of their own, calls. Ben takes claims alone.
        ({"a": CALL, "b": {"type": "mails", "waited": "10s"}}, {"ana": "front"}, {"b": ("ana", "priority")}),
        ({"a": {"type": "mails", "waited": "20s"}, "b": {"type": "calls", "waited": "10s"}}, {"cid": "front"},
         {"b": ("cid", "priority")}),
        ({"a": CALL, "b": {"type": "mails", "waited": "10s"}}, {"front": 1}, {"a": ("front", "priority")}),
        ({"a": "claims"}, {"ana": "front", "ben": "front", "cid": "front"}, {"a": ("ben", "serves")}),
        # A tie between ana and whoever else is there: the longer idle.
        ({"a": "calls"}, {"ana": {"group": "front", "idle": "1m"}, "front": {"idle": "2m"}},
         {"a": ("front", "longest_idle")}),
        ({"a": "calls"}, {"ana": {"group": "front", "idle": "2m"}, "front": {"idle": "1m"}},
         {"a": ("ana", "longest_idle")}),
    ],
)  # fmt: skip
def test_people_have_their_own_skills_in_a_test_that_names_them(given, free, taken):
    found = became_in(office(), test_of(given, free, {"a": "waits"}))
    assert {name: (one.agent, one.by[0]) for name, one in found.items() if one.outcome == "taken"} == taken


def test_who_cannot_take_a_contact_is_told_by_their_name():
    found = became_in(office(), test_of({"a": "mails"}, {"ben": "front"}, {"a": "waits"}))["a"]
    assert (found.outcome, found.by, found.why) == ("waits", ("serves",), "ben does not serve mails")
