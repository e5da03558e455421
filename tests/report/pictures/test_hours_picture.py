"""What becomes of the hours that are paid: stacked bars, overtime under their end, unpaid hours beside."""

import pytest
from drawn import artists, hotline_run, legend, words
from small_floor import floor_run

from simulator.report.pictures.paid_hours import (
    DEDUCTED,
    OVERTIME,
    UNPAID,
    WHOLE,
    HoursPicture,
    HoursRow,
    draw_hours,
    has_hours,
    hours,
    hours_of,
)

METRICS = {
    "talk": "talk_hours",
    "wrap-up": "wrap_up_hours",
    "breaks": "break_hours",
    "off the phone": "off_phone_hours",
    "away": "away_hours",
    "absent": "absent_hours",
}


def rows(*strategies):
    return {row.name: row for row in hours_of(floor_run(*strategies).first).rows}


def test_states_are_those_of_the_tables_and_add_up_to_the_paid_hours():
    names = ("as_planned", "absent", "away")
    run = floor_run(*names).first
    for name, row in rows(*names).items():
        for state, metric in METRICS.items():
            assert row.paid.get(state, 0.0) == pytest.approx(run.row(name, metric).value), (name, state)
        assert row.paid_in_all == pytest.approx(run.row(name, "paid_hours").value)
        assert row.overtime == pytest.approx(run.row(name, "overtime_hours").value)
    assert rows(*names)["as_planned"].paid.keys() == {"talk", "wrap-up", "available", "breaks", "off the phone"}


def test_unpaid_hours_are_unpaid_breaks_and_unpaid_absence():
    found = rows("as_planned", "absent", "absent_unpaid")
    # Four people, half an hour each.
    assert found["as_planned"].unpaid == pytest.approx(2.0)
    # Also of those who are absent with pay.
    assert found["absent"].unpaid == pytest.approx(2.0)
    assert found["absent"].paid["absent"] > 0
    assert "absent" not in found["absent_unpaid"].paid
    assert found["absent_unpaid"].unpaid == pytest.approx(found["absent"].unpaid + found["absent"].paid["absent"])


def test_of_a_plan_by_number_it_is_known_how_many_hours_are_paid():
    found = rows("as_planned", "by_number", "deducted")
    assert found["by_number"].paid == pytest.approx({WHOLE: 32.0}, abs=0.1)
    # Three of four agents have a fifth deducted: 24 hours on the plan are 30.
    assert found["deducted"].paid[DEDUCTED] == pytest.approx(6.0, abs=0.05)
    assert WHOLE not in found["deducted"].paid
    picture = hours_of(floor_run("as_planned", "by_number", "deducted").first)
    assert "states and overtime are not counted" in picture.footer


def test_there_are_hours_only_where_agents_have_shifts_or_rates():
    assert has_hours(floor_run("by_number", "away").first)
    assert not has_hours(hotline_run("as_today").first)


def drawn(*given):
    return draw_hours(HoursPicture("Hours", given))


def test_bars_are_stacked_and_what_is_not_paid_stands_apart():
    row = HoursRow("plan", {"talk": 60.0, "available": 20.0, "absent": 10.0}, overtime=4.0, unpaid=6.0)
    figure = drawn(row, HoursRow("other", {"talk": 50.0}, overtime=0.0, unpaid=0.0))
    (found,) = artists(figure)
    spans = {name: (box.get_x(), box.get_x() + box.get_width()) for name, box in found.items()}
    assert [spans[f"{name}:plan"] for name in ("talk", "available", "absent")] == [(0, 60), (60, 80), (80, 90)]
    assert spans[f"{OVERTIME}:plan"] == (86, 90)
    left, right = spans[f"{UNPAID}:plan"]
    assert left > 90
    assert right - left == pytest.approx(6)
    assert spans["talk:other"] == (0, 50)
    # Overtime is a strip below its bar.
    bar, strip = found["absent:plan"], found[f"{OVERTIME}:plan"]
    assert strip.get_y() >= bar.get_y() + bar.get_height()
    assert legend(figure) == ["talk", "available", "absent", UNPAID, OVERTIME]
    assert figure.axes[0].get_xlabel() == "hours"
    assert figure.axes[0].get_xlim()[1] > right
    text = words(figure)
    assert all(said in text for said in ("90.0 paid\n6.0 not paid\n4.0 overtime", "60.0", "20.0", "50.0 paid"))


def test_the_title_says_how_much_of_what_is_paid_is_on_duty():
    rows_of = floor_run("as_planned", "absent")
    text = words(hours(rows_of)).replace("\n", " ")
    assert "as_planned: agents are on duty in 9" in text
    assert "; absent: " in text


def test_no_hours_at_all_are_still_a_picture():
    assert "0.0 paid" in words(drawn(HoursRow("nobody", {}, 0.0, 0.0)))
