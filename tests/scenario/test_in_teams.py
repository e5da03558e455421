"""Who is in which team: people before shifts before groups, one team all day."""

import pytest

from simulator.scenario.days.in_teams import InTeams, team_rows
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.reader import load_text
from simulator.scenario.text.typing_errors import meant_name

CENTER = """\
version: 1
name: Teams
horizon: {from: "08:00", to: "16:00", date: "2026-11-30"}
channels: {voice: {}}
sources: {callers: {arrivals: 30/h}}
contact_types: {orders: {from: callers, channel: voice, talk: 4m, patience: 5m}}
"""
MORNING, NOON = 'from: "08:00", to: "12:00"', 'from: "12:00", to: "16:00"'


def scenario_of(people, front, back="agents: 1", teams="{}"):
    groups = (
        f"agent_groups: {{front: {{{front}, serves: {{orders: {{}}}}}}, back: {{{back}, serves: {{orders: {{}}}}}}}}"
    )
    return load_text(f"{CENTER}teams: {teams}\npeople: {people}\n{groups}\n").resolve()


def team(scenario, name, number=-1):
    return InTeams(scenario).team_of(Somebody(name, number))


def test_people_say_it_before_their_shift_and_that_before_the_group():
    shifts = f"shifts: {{a: {{people: [ana, ben], team: shift, {MORNING}}}, b: {{people: cem, {MORNING}}}}}"
    scenario = scenario_of("{ana: {team: own}, ben: {}, cem: {}}", f"team: group, {shifts}")
    assert [team(scenario, name) for name in ("ana", "ben", "cem")] == ["own", "shift", "group"]


def test_the_shift_of_one_group_counts_in_the_other_as_well():
    there = f"team: south, shifts: {{b: {{people: ana, {NOON}}}}}"
    scenario = scenario_of("{ana: {}}", f"shifts: {{a: {{people: ana, team: north, {MORNING}}}}}", there)
    assert team(scenario, "ana") == "north"


def test_a_crew_has_one_team_in_all_its_shifts():
    shifts = f"shifts: {{a: {{agents: 2, crew: c, team: north, {MORNING}}}, b: {{agents: 3, crew: c, {NOON}}}}}"
    scenario = scenario_of("{}", shifts)
    assert [team(scenario, "c", number) for number in range(3)] == ["north"] * 3


def test_a_person_and_a_crew_of_the_same_name_are_not_the_same():
    shifts = f"shifts: {{a: {{people: ana, team: north, {MORNING}}}, b: {{agents: 1, crew: ana, {NOON}}}}}"
    scenario = scenario_of("{ana: {}}", shifts)
    assert (team(scenario, "ana"), team(scenario, "ana", 0)) == ("north", None)


def test_agents_of_a_headcount_have_the_team_of_their_group_also_where_some_are_absent():
    scenario = scenario_of("{}", "team: north, agents: 3, absence: 10%", "agents: 1, team: south")
    assert team(scenario, "front", 2) == "north"
    assert team_rows(scenario) == ("north", "south")


def test_teams_stand_as_stated_and_then_by_name_with_those_who_have_none_at_the_end():
    shifts = f"shifts: {{a: {{people: [ana, ben], team: b, {MORNING}}}, c: {{agents: 1, team: a, {MORNING}}}}}"
    people = "{ana: {team: z}, ben: {}}"
    assert team_rows(scenario_of(people, shifts, teams="{z: {}, y: {}}")) == ("z", "y", "a", "b", "no team")
    assert team_rows(scenario_of(people, shifts, "agents: 1, team: a", "{z: {}, y: {}}")) == ("z", "y", "a", "b")


def test_where_nobody_has_a_team_there_are_none_whatever_is_stated():
    assert team_rows(scenario_of("{}", "agents: 1", teams="{north: {}}")) == ()


def test_a_team_works_in_the_groups_of_its_people():
    shifts = f"shifts: {{a: {{people: [ana, ben], {MORNING}}}}}"
    scenario = scenario_of("{ana: {team: north}, ben: {}}", shifts, "agents: 1, team: north")
    found = InTeams(scenario)
    assert (found.groups_of("north"), found.groups_of("no team")) == ({"front", "back"}, {"front"})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("nort", "north"),
        ("northh", "north"),
        ("North", "north"),
        ("noth", "north"),
        ("nroth", "north"),
        ("nortj", "north"),
        ("teama", "team_a"),
        ("team_b", None),
        ("team_A1", None),
        ("team_2", None),
        ("west", None),
        ("south", None),
        ("north_2", None),
        ("norht_east", None),
        ("", None),
    ],
)
def test_a_typing_error_is_one_slip_and_no_other_name(name, meant):
    assert meant_name(name, ["north", "team_a", "team_1", "east"]) == meant


def test_who_is_moved_to_a_team_that_costs_more_is_warned_of():
    moves = "interventions: {help: {when: {waiting: 5}, move_people: {number: 1, from: front, to: back}}}\n"
    for teams, said in (
        ("{north: {cost: 20 EUR/h}}", ["moved agents cost 20 EUR/h in 'back' and 14 EUR/h in 'front'."]),
        ("{north: {cost: 14 EUR/h}}", []),
    ):
        groups = (
            "agent_groups: {front: {agents: 3, cost: 14 EUR/h, serves: {orders: {}}}, "
            "back: {agents: 1, cost: 14 EUR/h, team: north, serves: {orders: {}}}}"
        )
        study = load_text(f"{CENTER}teams: {teams}\n{groups}\n{moves}")
        assert [one.what for one in study.warnings() if one.kind == "people_moved"] == said
