"""Teams on a day that a pencil can follow: hours, cost and contacts of each, whatever group its people work in.

Seconds count from 08:00; the center closes at 7200.
"""

import numpy as np
import pytest
from building import center, day, told

from simulator.engine.simulate import simulate
from simulator.metrics.frames import agent_time_frame, values_frame
from simulator.metrics.measure import measure
from simulator.scenario.sound.money import is_known, unknown_costs
from simulator.scenario.text.nodes import as_node
from simulator.work.planned_hours import planned_hours

ALL_DAY = {"from": "08:00", "to": "10:00"}
PEOPLE = {"ana": {"team": "north", "cost": "18 EUR/h"}, "ben": {}}
TEAMS = {"south": {"cost": "14 EUR/h"}}
FRONT = {
    "cost": "10 EUR/h",
    "shifts": {
        "crew": {"agents": 1, "team": "south", **ALL_DAY},
        "ana": {"people": ["ana"], "from": "08:00", "to": "09:00"},
        "ben": {"people": ["ben"], **ALL_DAY},
    },
    "serves": {"calls": {}},
}
BACK = {
    "cost": "12 EUR/h",
    "shifts": {"ana": {"people": ["ana"], "from": "09:00", "to": "10:00"}},
    "serves": {"advice": {"solved": "0%"}},
}
CALLS = ((0, 600), (10, 1200, np.inf, 60), (20, 100), (3700, 300), (6900, 400))
"""The first three find agents idle since the opening and go by number: to the crew, to Ana, to Ben. The fourth is
advice, for Ana in the other group; the last goes to Ben, who is idle longer than the crew, until 7300."""


def teams_of(people=PEOPLE, teams=TEAMS, front=FRONT, back=BACK):
    scenario = center(
        types={"calls": {}, "advice": {}}, groups={"front": front, "back": back}, people=people, teams=teams
    )
    return simulate(scenario, day(*CALLS, types=[0, 0, 0, 1, 0]))


@pytest.fixture(scope="module")
def log():
    return teams_of()


@pytest.fixture(scope="module")
def value(log):
    frame = values_frame(measure(log))
    whole = frame[frame["interval"].isna()].set_index(["metric", "of"])["value"]
    return lambda metric, *of: [whole[metric, one] for one in of]


ALL = ("team:north", "team:south", "team:no team", "all")


def test_who_takes_what(log):
    assert log.names.agents == ("front crew 1", "ana in front", "ben", "ana in back")
    assert [agent for *_, agent in told(log)] == [0, 1, 2, 3, 2]
    assert log.names.teams == ("south", "north", "no team")


def test_a_person_brings_hours_of_all_groups_to_one_team(value):
    # Two hours each; Ben's last call takes 100 s longer than his shift.
    late = 100 / 3600
    for metric in ("paid_hours", "agent_hours"):
        assert value(metric, *ALL) == pytest.approx([2, 2, 2 + late, 6 + late], rel=1e-12)
    assert value("scheduled_hours", *ALL) == [2, 2, 2, 6]
    assert value("overtime_hours", *ALL) == pytest.approx([0, 0, late, late])
    assert value("talk_hours", *ALL) == pytest.approx([1500 / 3600, 600 / 3600, 500 / 3600, 2600 / 3600])
    assert value("wrap_up_hours", *ALL) == pytest.approx([60 / 3600, 0, 0, 60 / 3600])


def test_a_person_costs_their_own_then_the_team_then_the_group(value):
    # Ana 18 in both groups, the crew 14 as its team, Ben 10 as the group: 36, 28, 20 and 100 s of overtime.
    late = 10 * 100 / 3600
    assert value("staff_cost", *ALL) == pytest.approx([36, 28, 20 + late, 84 + late], rel=1e-12)
    assert value("staff_cost", "group:front", "group:back") == pytest.approx([18 + 28 + 20 + late, 18], rel=1e-12)
    assert value("cost_per_closed", *ALL[:2]) == pytest.approx([18, 28])


def test_contacts_are_those_of_the_team_of_who_answered_and_closed_them(value):
    assert value("answered", *ALL) == [2, 1, 2, 5]
    assert value("closed", *ALL) == [2, 1, 2, 5]
    assert value("closed", "group:front", "group:back") == [4, 1]
    assert value("closed_per_agent_hour", *ALL[:2]) == [1, 0.5]
    assert value("closed_per_paid_hour", *ALL[:2]) == [1, 0.5]
    # Over the two hours in which the center is open, not over those hours once for each group of the team.
    assert value("closed_per_hour", *ALL) == [1, 0.5, 1, 2.5]
    # Ana: 1260 s and 300 s; of hers the advice is not solved.
    assert value("aht_s", *ALL[:2]) == [780, 600]
    assert value("unsolved_share", *ALL[:3]) == [0.5, 0, 0]


def test_how_time_is_used(value):
    # While it is open: Ben talks 100 s and from 6900 to 7200.
    assert value("occupancy", *ALL) == pytest.approx([1560 / 7200, 600 / 7200, 400 / 7200, 2560 / 21600])
    assert value("utilisation_of_paid_time", *ALL[:3]) == pytest.approx([1560 / 7200, 600 / 7200, 500 / 7300])
    assert value("adherence", *ALL) == [1, 1, 1, 1]
    assert value("conformance", *ALL[:3]) == pytest.approx([1, 1, 7300 / 7200])


def test_what_a_team_cannot_own_has_no_value(log):
    frame = values_frame(measure(log))
    assert {"served_in_time", "further_waits"}.isdisjoint(frame[frame["of"].str.startswith("team:")]["metric"])


def test_the_table_of_agents_says_the_team(log):
    time = agent_time_frame(log)
    assert dict(zip(time["agent"], time["team"], strict=True)) == {
        "front crew 1": "south",
        "ana in front": "north",
        "ben": "no team",
        "ana in back": "north",
    }
    assert time.groupby("team", observed=True)["seconds"].sum().to_dict() == {
        "south": 7200,
        "north": 7200,
        "no team": 7300,
    }


def test_what_is_not_known_of_one_team_is_known_of_the_others():
    # The group says nothing: of Ben alone it is not known what he costs.
    free = {key: one for key, one in FRONT.items() if key != "cost"}
    frame = values_frame(measure(teams_of(front=free))).set_index(["metric", "of"])["value"]
    cost = [float(frame["staff_cost", of].iloc[0]) for of in (*ALL, "group:front")]
    assert cost[:2] == pytest.approx([36, 28])
    assert all(np.isnan(cost[2:]))


def test_a_team_of_which_nobody_says_more_costs_what_the_group_does():
    cost = values_frame(measure(teams_of(people={"ana": {"team": "north"}, "ben": {}}, teams={})))
    cost = cost[(cost["metric"] == "staff_cost") & cost["interval"].isna()].set_index("of")["value"]
    assert cost["team:north"] == pytest.approx(10 + 12)
    assert cost["team:south"] == pytest.approx(20)


def test_a_wage_in_a_team_keeps_the_overtime_of_the_group():
    # 100 s of overtime at 150 %, as the group says, of what the team says an hour costs; the person's own 200 % counts.
    front = {**FRONT, "cost": {"hour": "10 EUR/h", "overtime": "150%"}}
    people = {"ana": {"team": "north"}, "ben": {"team": "south"}}
    for said, times in ((people, 1.5), ({**people, "ben": {"team": "south", "cost": PAID_TWICE}}, 2.0)):
        frame = values_frame(measure(teams_of(people=said, front=front))).set_index(["metric", "of"])["value"]
        wage = 14 if times == 1.5 else 20
        south = float(frame["staff_cost", "team:south"].iloc[0])
        assert south == pytest.approx(2 * 14 + 2 * wage + wage * times * 100 / 3600)


PAID_TWICE = {"hour": "20 EUR/h", "overtime": "200%"}


def test_agents_who_are_only_counted_have_the_team_and_the_wage_of_their_group():
    groups = {
        "front": {"agents": 2, "team": "south", "serves": {"calls": {}}},
        "back": {"agents": 1, "cost": "10 EUR/h", "serves": {"calls": {}}},
    }
    scenario = center(types={"calls": {}}, groups=groups, teams=TEAMS)
    assert unknown_costs(scenario, as_node({})) == []
    # Two hours of two agents at 14 EUR, and of one at 10 EUR; nobody says more than how many they are.
    assert planned_hours(scenario).cost == 2 * 2 * 14 + 2 * 10
    frame = values_frame(measure(simulate(scenario, day((0, 60))))).set_index(["metric", "of"])["value"]
    of = ("team:south", "team:no team", "group:front", "all")
    assert [float(frame["staff_cost", one].iloc[0]) for one in of] == pytest.approx([56, 20, 56, 76])
    assert [float(frame["agent_hours", one].iloc[0]) for one in of] == [4, 2, 4, 6]


def test_a_group_without_a_cost_needs_none_where_all_its_people_are_in_a_team_with_one():
    crew = {"agents": 1, "team": "south", **ALL_DAY}
    for shifts, known in (({"crew": crew}, True), ({"crew": crew, "ben": {"people": ["ben"], **ALL_DAY}}, False)):
        group = {"shifts": shifts, "serves": {"calls": {}}}
        scenario = center(types={"calls": {}}, groups={"front": group}, people={"ben": {}}, teams=TEAMS)
        assert is_known(scenario, "front") is known
