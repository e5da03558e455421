"""The goal is read with the file, is one statement, and is the usual one where none is stated."""

import pytest
from hotline import TEXT, study

from simulator.errors import ScenarioError
from simulator.scenario.judged.goal import USUAL, Goal, Term, goal_of
from simulator.scenario.reader import load, load_text
from simulator.scenario.resolved.as_yaml import resolved_text

WEIGHED = "goal: {best: {served_in_time(orders): 2, served_in_time(returns): 1}, within: {hours: agent_hours <= 9}}\n"


def goal(one) -> Goal:
    found, wrong = goal_of(one.goal, one.resolve())
    assert wrong == []
    return found


def test_left_out_or_nothing_it_is_served_in_time_of_all():
    for more in ("", "goal:\n", "goal: {}\n", "goal: {best: served_in_time}\n", "goal: {best: null}\n"):
        assert goal(study(more)) == USUAL
    assert USUAL.terms == (Term("served_in_time", "all"),)


def test_measures_weights_and_conditions_are_read():
    found = goal(study(WEIGHED))
    assert [(term.of, term.weight) for term in found.terms] == [("type:orders", 2.0), ("type:returns", 1.0)]
    assert [(one.name, one.check.limit) for one in found.within] == [("hours", 9.0)]
    assert goal(study("goal: {best: asa_s(channel:voice)}\n")).sense == -1.0
    assert goal(study('goal: {best: "served_in_time(orders, 08:00-09:00)"}\n')).alone.interval == "08:00-09:00"


def test_what_it_says_of_itself_reads_back_to_the_same():
    from simulator.scenario.text.nodes import as_node

    one = study(WEIGHED)
    again, wrong = goal_of(as_node(goal(one).as_stated()), one.resolve())
    assert (again, wrong) == (goal(one), [])


def test_a_resolved_scenario_keeps_it():
    text = resolved_text(study(WEIGHED), "three")
    assert goal(load_text(text)) == goal(study(WEIGHED))


def test_a_file_over_another_replaces_it_whole_or_removes_it(tmp_path):
    (tmp_path / "below.yaml").write_text(TEXT + WEIGHED)
    for more, expected in (
        ("", goal(study(WEIGHED))),
        ("goal: {best: asa_s}\n", Goal((Term("asa_s"),))),
        ("goal: null\n", USUAL),
    ):
        (tmp_path / "above.yaml").write_text(f"extends: below.yaml\n{more}")
        assert goal(load(tmp_path / "above.yaml")) == expected


def test_no_setting_changes_it():
    with pytest.raises(ScenarioError):
        study(settings=("goal.best=asa_s",))


def test_what_is_wrong_with_it_stands_beside_what_else_is_wrong():
    with pytest.raises(ScenarioError) as caught:
        load_text(TEXT.replace("lines: 6", "lines: many") + "goal: {bset: asa_s}\n")
    assert [one.where for one in caught.value.problems] == ["channels.voice.lines", "goal"]
