"""Closed doors in reports: who was refused, left a voicemail, was moved or kept waiting; warm-up and the stop."""

import numpy as np
import pytest
from printing import in_one_line, printed

from simulator.compared import Compared
from simulator.comparing import compare
from simulator.describing.whole_description import describe
from simulator.metrics.measure import MEASURES
from simulator.report.description.description_blocks import description_blocks
from simulator.report.pictures.captions import footer
from simulator.report.tables.breakdown import by_blocks, run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.table import comparison_blocks
from simulator.report.tables.who import answered
from simulator.report.words.goal_words import goal_level
from simulator.report.words.moved import only_moved_to
from simulator.report.words.parts import parts
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Doors
horizon: {from: "06:00", to: "22:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 30/h}}
contact_types:
  calls:
    from: callers
    channel: voice
    hours: {from: "08:00", to: "18:00"}
    when_closed: refuse
    talk: {exponential: {mean: 5m}}
    patience: {exponential: {mean: 3m}}
agent_groups:
  front: {agents: {"08:00": 4, "18:00": 0}, serves: {calls: {}}}
strategies:
  as_today: {}
  machine: {contact_types: {calls: {when_closed: voicemail}}}
  late_team:
    contact_types:
      calls: {when_closed: {redirect: late}}
      late:
        from: callers
        share: 0%
        channel: voice
        talk: {exponential: {mean: 5m}}
        patience: {exponential: {mean: 3m}}
    agent_groups:
      evening: {agents: {"06:00": 2, "08:00": 0, "18:00": 2}, serves: {late: {}}}
run: {replications: 8, seed: 5}
"""
HOURS = '    hours: {from: "08:00", to: "18:00"}\n    when_closed: refuse\n'
OPEN = TEXT.replace(HOURS, "").split("strategies:")[0] + "run: {replications: 4, seed: 5}\n"
WEEK = """\
version: 1
name: Week
horizon: {from: "00:00", to: "24:00", days: 3, weekday: monday, interval: 4h, warm_up: 2d, run_on: 0s}
channels: {mail: {hours: {from: "08:00", to: "16:00"}, when_closed: wait}}
sources: {writers: {arrivals: 10/h}}
contact_types: {mails: {from: writers, channel: mail, talk: 5m, patience: endless, service_level: 80% in 1h}}
agent_groups: {desk: {agents: {"08:00": 3, "16:00": 0}, serves: {mails: {}}}}
run: {replications: 4, seed: 5}
"""


@pytest.fixture(scope="module")
def doors():
    return compare(load_text(TEXT), jobs=1)


@pytest.fixture(scope="module")
def week():
    return compare(load_text(WEEK), jobs=1)


def line_of(text, start):
    (line,) = (line for line in text.split("\n\n")[1].splitlines() if line.startswith(start))
    return line.removeprefix(start).split("  ")


def cells_of(text, start):
    return [cell.strip() for cell in line_of(text, start) if cell.strip()]


def test_who_came_while_closed_has_rows_where_it_happens_and_a_plain_0_where_it_cannot(doors):
    text = printed(compared_blocks(doors), 100)
    came = doors.row("as_today", "refused").value
    assert came > 100
    refused, voicemail, moved = (
        cells_of(text, start) for start in ("refused while closed a day", "left a voicemail a day", "moved on a day")
    )
    assert refused[0].startswith(f"{came:.0f} ±")
    assert refused[1:] == ["0", "0"]
    assert voicemail[0] == voicemail[2] == "0"
    assert voicemail[1].startswith(f"{came:.0f} ±")
    assert moved[:2] == ["0", "0"]
    assert moved[2].startswith(f"{came:.0f} ±")


def test_below_the_headline_stands_what_became_of_those_who_came_while_open(doors):
    text = printed(compared_blocks(doors), 100)
    rows = [line for line in text.split("\n\n")[1].splitlines() if " %" in line]
    assert rows[0].startswith("served in time (all) ")
    assert rows[1].startswith("without closed-door contacts ")
    of_all, while_open = (doors.row("as_today", name).value for name in ("served_in_time", "served_in_time_while_open"))
    assert while_open > of_all + 0.2
    assert f"{100 * while_open:.1f} %" in rows[1]
    # Whom the machine of doors moves on, the center let in.
    assert doors.row("late_team", "served_in_time").value == doors.row("late_team", "served_in_time_while_open").value


def test_a_center_without_hours_says_nothing_of_it():
    text = printed(run_blocks(compare(load_text(OPEN), jobs=1)), 100)
    for word in ("closed a day", "while open", "moved", "warm-up", "stopped", "passed on", "after an answer"):
        assert word not in text


def test_a_type_that_contacts_only_become_has_no_part_and_no_row_of_customers(doors):
    late = doors.first.scenarios["late_team"]
    assert only_moved_to(late) == {"late"}
    assert only_moved_to(doors.first.scenarios["as_today"]) == frozenset()
    assert [part.of for part in parts(doors.first)] == ["all"]
    alone = compare(load_text(TEXT), ["late_team"], "late_team", jobs=1)
    for text in (printed(run_blocks(alone), 100), printed(by_blocks(alone, By.TYPE), 100)):
        assert not any(line.startswith("late ") for line in text.splitlines())
    said = "Moved on: contacts of calls that became contacts of another type count once, under the type as which they "
    assert said in in_one_line(printed(run_blocks(alone), 100))


def test_a_type_that_others_become_and_some_come_for_is_told():
    text = TEXT.replace("share: 0%", "share: 10%").replace(
        "calls: {when_closed: {", "calls: {share: 90%, when_closed: {"
    )
    one = compare(load_text(text), ["late_team"], "late_team", replications=2, jobs=1).first
    assert only_moved_to(one.scenarios["late_team"]) == frozenset()
    assert any(line.startswith("late ") for line in printed(run_blocks(Compared((one,))), 100).splitlines())


def test_who_answered_whom_that_was_moved_stands_where_he_came(doors):
    (calls,) = answered(doors.first, "late_team")
    assert list(calls.by) == ["front", "evening"]
    moved = doors.row("late_team", "moved").value
    assert 0 < calls.by["evening"] <= moved
    assert sum(calls.by.values()) == pytest.approx(doors.row("late_team", "answered").value)
    assert calls.nobody == pytest.approx(calls.unserved["abandoned"])


def test_a_voicemail_at_a_closed_door_is_among_the_not_offered_only(doors):
    (calls,) = answered(doors.first, "machine")
    came = doors.row("machine", "came_closed").value
    assert calls.unserved["came_closed"] == came == doors.row("machine", "voicemail").value
    assert calls.unserved["voicemail"] == 0
    # Nobody of the offered left one: who was never answered abandoned.
    assert calls.nobody == pytest.approx(calls.unserved["abandoned"])


def test_a_service_level_says_whom_it_leaves_out_at_the_door(doors):
    text = in_one_line(printed(compared_blocks(doors), 100))
    assert "Service levels do not cover the same contacts: they leave out refused contacts," in text
    assert "Service levels do not cover the same contacts: they leave out voicemails, 0" in text
    alone = in_one_line(printed(run_blocks(compare(load_text(TEXT), ["as_today"], jobs=1)), 100))
    assert "Service level and its target leave out refused contacts (" in alone


def test_the_warm_up_is_said_once_in_a_report_a_description_and_below_a_picture(week):
    text = printed(run_blocks(week), 100)
    assert text.count("warm-up") == 1
    assert "after 2 days of warm-up, which are not reported" in in_one_line(text)
    assert "4 replications after 2 days of warm-up · seed 5." in footer(week.first)
    told = printed(description_blocks(describe(load_text(WEEK), days=3)), 100)
    assert told.count("warm-up") == 1
    assert "monday, one of 3 days, after 2 days of warm-up; nothing is simulated" in told


def test_a_run_that_is_stopped_says_who_is_still_open_and_that_nobody_left(week):
    open_ = week.row("base", "still_open").value
    assert open_ > 50
    assert week.row("base", "abandoned").value == 0
    text = in_one_line(printed(run_blocks(week), 100))
    stopped = f"{open_:.1f} contacts in 3 days had not ended when the run stopped, at the last closing"
    assert f"Still open: {stopped}; none of them has abandoned." in text
    assert "were still open when the run stopped and waited outside or had waited for less than their target" in text


def test_a_run_that_goes_on_says_how_long_it_went_on():
    run = compare(load_text(WEEK.replace("run_on: 0s", "run_on: 90m")), jobs=1)
    text = in_one_line(printed(run_blocks(run), 100))
    assert "when the run stopped, 1h30m after the last closing; none of them has abandoned" in text


def test_all_who_came_stand_beside_a_share_of_them(doors):
    table = printed(by_blocks(doors, By.INTERVAL), 100)
    first = next(line for line in table.splitlines() if line.startswith("06:00-07:00"))
    came = doors.row("as_today", "arrived", "all", "06:00-07:00").value
    assert came > 20
    assert doors.row("as_today", "offered", "all", "06:00-07:00").value == 0
    assert first.split()[1] == f"{came:.1f}"


def test_that_wishes_are_counted_is_said_where_some_come_again():
    one = compare(load_text(OPEN), jobs=1).first
    said = "Served in time counts each case once, by its first request for an agent"
    assert said not in in_one_line(printed(comparison_blocks(one), 100))
    sums, cases = one.stacks["base"].sums, MEASURES.index("cases")
    # As if every other contact were of a wish that had come before.
    sums[:, cases] = np.floor(sums[:, cases] / 2)
    assert said in in_one_line(printed(comparison_blocks(one), 100))


def test_of_very_many_days_the_worst_are_shown_until_all_are_asked_for():
    text = (
        WEEK.replace("days: 3", "days: 40")
        .replace("interval: 4h", "interval: 24h")
        .replace("replications: 4", "replications: 2")
    )
    run = compare(load_text(text), jobs=1)
    days = [day.name for day in run.first.scenarios["base"].horizon.open_days]
    values = {day: run.row("base", "served_in_time", "all", day).value for day in days}
    shown = [line for line in printed(run_blocks(run), 80).splitlines() if line.startswith("week ")]
    worst = sorted(days, key=lambda day: values[day])[:14]
    assert [line.split("  ")[0] for line in shown] == [day for day in days if day in worst]
    assert "The 14 of 40 days with" in in_one_line(printed(run_blocks(run), 80))
    asked = printed(run_blocks(run, By.DAY), 80)
    assert sum(line.startswith("week ") for line in asked.splitlines()) == 40
    assert max(map(len, asked.splitlines())) <= 80


def test_a_goal_of_solved_cases_counts_cases():
    run = compare(load_text(OPEN + "goal: {best: solved(all)}\n"), jobs=1)
    assert goal_level(run.first, run.baseline).endswith(" cases")
    run = compare(load_text(OPEN + "goal: {best: answered_in_time(all)}\n"), jobs=1)
    assert goal_level(run.first, run.baseline).endswith(" contacts")
