"""One day's plan with what became of it: boxes of shifts and breaks, and over them what each person did."""

import numpy as np
import pytest
from drawn import artists, legend, words
from small_floor import floor_run

from simulator.demand.attendance import PersonsDay
from simulator.log import State
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.plan_day import PEOPLE_MAX, plan, plan_of
from simulator.report.pictures.plan_drawn import PersonsRow, PlanGroup, PlanPicture, draw_plan

HOUR = 3600.0


def rows(strategy="as_planned"):
    picture = plan_of(floor_run(*dict.fromkeys(("as_planned", strategy))).first, strategy)
    return {row.name: row for group in picture.groups for row in group.rows}


def hours(spans):
    return [(from_s / HOUR, to_s / HOUR) for from_s, to_s in spans]


def lengths(spans):
    return sum(to_s - from_s for from_s, to_s in spans)


def boxes(patch):
    """Return (left, right, top, bottom) of each box of a patch."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return [(*one[:2, 0].tolist(), one[0, 1], one[2, 1]) for one in corners]


def test_each_person_has_a_row_by_name_or_by_crew_and_number():
    assert list(rows()) == ["front early 1", "front early 2", "evening 1", "ana"]


def test_shifts_and_breaks_at_known_times_are_boxes_and_windows_are_outlines():
    ana, early = rows()["ana"].planned, rows()["front early 1"].planned
    assert hours(ana["shift as planned"]) == [(9, 15)]
    assert hours(ana["break as planned"]) == [(12, 12.5)]
    assert hours(ana["off the phone as planned"]) == [(14, 14.5)]
    assert hours(ana["time for a break"]) == [(13, 15)]
    # Whoever goes at 13:00 has neither the coffee nor the meeting, and a break again and again has no planned time.
    assert set(early) == {"shift as planned", "break as planned"}
    assert "so long on duty: screen" in plan_of(floor_run().first).footer


def test_what_was_done_fills_the_shift():
    for row in rows().values():
        ((from_s, to_s),) = row.planned["shift as planned"]
        late_s = lengths(row.done.get("overtime", []))
        assert lengths(span for spans in row.done.values() for span in spans) == to_s - from_s + late_s
        (lunch,) = row.done["unpaid break"]
        assert lengths([lunch]) == pytest.approx(1800, abs=1e-3)
        assert 12 * HOUR <= lunch[0] < 12.1 * HOUR
    assert lengths(rows()["ana"].done["off the phone"]) == pytest.approx(1800, abs=1e-3)


def test_who_is_absent_does_nothing_else_whether_it_is_paid_or_not():
    chance = {name: PersonsDay(5, 0, *who, 0) for name, who in {
        "front early 1": ("front early", 0), "front early 2": ("front early", 1), "evening 1": ("evening", 0),
        "ana": ("ana", -1)}.items()}  # fmt: skip
    for strategy in ("absent", "absent_unpaid"):
        absence = floor_run(strategy).first.scenarios[strategy].agent_groups["front"].absence
        expected = {name for name, one in chance.items() if one.is_absent(absence)}
        found = rows(strategy)
        assert {name for name, row in found.items() if "absent" in row.done} == expected
        assert 0 < len(expected) < 4
        for name in expected:
            assert found[name].done == {"absent": found[name].planned["shift as planned"]}
        title = plan_of(floor_run(strategy).first, strategy).title
        assert title == f"A day of {strategy}: 4 people on the plan, {len(expected)} of them absent"


def test_short_absences_are_those_of_the_log():
    spans = floor_run("away").first.stacks["away"].details.agents
    away = spans["state"] == State.AWAY
    drawn = sum(lengths(row.done.get("away", [])) for row in plan_of(floor_run("away").first, "away").groups[0].rows)
    assert drawn == (spans["to_s"] - spans["from_s"])[away].sum() > 0


def test_what_only_some_have_is_planned_for_those_who_have_it():
    picture = plan_of(floor_run("few_have_lunch").first, "few_have_lunch")
    early = [row for row in picture.groups[0].rows if row.name.startswith("front early")]
    planned = [row for row in early if "break as planned" in row.planned]
    assert 0 < len(planned) < len(early)
    assert [row for row in early if any(lengths([one]) > 1700 for one in row.done.get("break", []))] == planned


def test_of_many_people_a_page_is_shown_and_the_rest_counted():
    picture = plan_of(floor_run("many").first, "many")
    shown = sum(len(group.rows) for group in picture.groups)
    assert 2 < shown <= PEOPLE_MAX
    assert f"{92 - shown} more people are not shown" in picture.footer
    assert plan(floor_run("many"), "many").get_size_inches()[1] < 12


def test_who_is_only_counted_is_named_and_not_shown():
    picture = plan_of(floor_run().first)
    assert [group.name for group in picture.groups] == ["front"]
    assert "only their number is planned: back" in picture.footer


def test_boxes_of_the_plan_are_wide_and_of_what_was_done_thin():
    row = PersonsRow("a <b>", {"shift as planned": [(8 * HOUR, 9 * HOUR)]}, {"on duty": [(8.1 * HOUR, 9 * HOUR)]})
    figure = draw_plan(PlanPicture("A day", [PlanGroup("front", [row, row])], 8 * HOUR, 10 * HOUR))
    (found,) = artists(figure)
    wide, thin = boxes(found["shift as planned"]), boxes(found["on duty"])
    assert [one[:2] for one in wide] == [(8 * HOUR, 9 * HOUR)] * 2
    assert [one[:2] for one in thin] == [(8.1 * HOUR, 9 * HOUR)] * 2
    assert wide[0][2] < thin[0][2] < thin[0][3] < wide[0][3] < 1 < wide[1][2]
    assert legend(figure) == ["shift as planned", "on duty"]
    assert [one.get_text() for one in figure.axes[0].get_yticklabels()] == ["a <b>", "a <b>"]
    assert np.array_equal(figure.axes[0].get_yticks(), [0.5, 1.5])
    assert "<b>" not in svg_text(figure)


def test_nobody_on_the_plan_is_still_a_picture():
    assert "A day" in words(draw_plan(PlanPicture("A day", [], 8 * HOUR, 10 * HOUR)))


def test_who_works_in_two_groups_has_two_rows_and_is_one_person():
    picture = plan_of(floor_run("two_groups").first, "two_groups")
    assert [(group.name, [row.name for row in group.rows]) for group in picture.groups] == [
        ("front", ["front early 1", "front early 2", "evening 1", "ana in front"]),
        ("back", ["ana in back"]),
    ]
    assert picture.title == "A day of two_groups: 4 people on the plan, nobody absent"
    assert hours(picture.groups[1].rows[0].planned["shift as planned"]) == [(15, 16)]
    assert "not shown" not in picture.footer
