"""Tables say closed where nothing is taken and nobody came, and never instead of a number of anybody."""

import json

import pytest
from pages import Page
from printing import in_one_line, printed

from simulator.comparing import ask, compare, run_asked
from simulator.report.blocks import Tone
from simulator.report.media.markdown import markdown
from simulator.report.page.html_page import page
from simulator.report.pictures.single_days import days_of
from simulator.report.records.document import document
from simulator.report.tables.breakdown import by_blocks, run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.by_days import days_sheet
from simulator.report.tables.by_one import one_sheets
from simulator.report.tables.by_several import several_sheets
from simulator.report.words.closed_hours import CLOSED_DOOR_LEGEND, CLOSED_LEGEND, closed_cells
from simulator.report.words.parts import parts
from simulator.run_folder.page_background import background_of
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Doors
horizon: {from: "06:00", to: "22:00", days: 3, weekday: saturday, interval: 4h}
channels:
  voice: {hours: {from: "10:00", to: "16:00", sunday: closed}, when_closed: voicemail}
  mail: {hours: {from: "10:00", to: "18:00", sunday: closed}, when_closed: wait}
sources:
  callers:                               # nobody after 18:00, and nobody on Sunday before 14:00
    arrivals: {per_hour: {"06:00": 30, "18:00": 0}}
    arrivals_on: {sunday: {per_hour: {"06:00": 0, "14:00": 20, "18:00": 0}}}
  writers: {arrivals: 10/h}
contact_types:
  calls: {from: callers, channel: voice, talk: 4m, patience: {exponential: {mean: 3m}}}
  mails: {from: writers, channel: mail, talk: 5m, patience: endless, service_level: 80% in 1h}
agent_groups:
  front: {agents: {"06:00": 0, "10:00": 4, "18:00": 0}, serves: {calls: {}, mails: {}}}
strategies:
  as_today: {}
  evenings: {contact_types: {calls: {hours: {from: "10:00", to: "22:00", sunday: closed}}}}
  passed_on:
    contact_types:
      calls: {when_closed: {redirect: night_calls}}
      night_calls: {channel: voice, talk: 4m, patience: 3m, hours: {to: "10:00", sunday: closed}, when_closed: refuse}
    agent_groups: {night: {agents: 1, serves: {night_calls: {}}}}
run: {replications: 4, seed: 5}
"""
NOBODY = ("saturday 18:00-22:00", "sunday 06:00-10:00", "sunday 10:00-14:00", "sunday 18:00-22:00")
"""Closed, and nobody called."""


@pytest.fixture(scope="module")
def run():
    return compare(load_text(TEXT), jobs=1)


@pytest.fixture(scope="module")
def alone():
    return compare(load_text(TEXT), ["as_today"], "as_today", jobs=1)


def table(sheet):
    labels = [cell.text for cell in sheet.labels[0].cells]
    return {one.head: dict(zip(labels, one.cells, strict=True)) for one in sheet.columns}


def voice(run, by):
    (sheet,) = [one for one in one_sheets(run.first, by, sure=True) if one.title.startswith("voice")]
    return table(sheet)


def test_a_place_is_closed_when_nothing_is_taken_from_its_beginning_to_its_end(run):
    first = run.first
    of = {part.label: part.of for part in parts(first)}
    shut = {
        name: {cell.interval for cell in closed_cells(first, name) if cell.of == of["voice"]} for name in run.strategies
    }
    sunday = {"sunday", *(f"sunday {time}" for time in ("06:00-10:00", "10:00-14:00", "14:00-18:00", "18:00-22:00"))}
    night = {f"{day} {time}" for day in ("saturday", "monday") for time in ("06:00-10:00", "18:00-22:00")}
    # 14:00 to 18:00 is open until 16:00, so it is not closed.
    assert shut["as_today"] == sunday | night
    assert shut["evenings"] == sunday | {one for one in night if "06:00" in one}
    # Who is redirected is taken as long as that type is open, and no longer.
    assert shut["passed_on"] == sunday | {one for one in night if "18:00" in one}


def test_where_nobody_came_while_it_was_closed_the_cells_say_so(alone):
    found = voice(alone, By.INTERVAL)
    for place in NOBODY:
        for column in found.values():
            assert (column[place].text, column[place].tone) == ("closed", Tone.QUIET)


def test_a_cell_of_anybody_shows_its_number(alone):
    found = voice(alone, By.INTERVAL)
    for place in ("saturday 06:00-10:00", "sunday 14:00-18:00"):
        assert alone.row("as_today", "arrived", "channel:voice", place).value > 20
        assert found["served\nin time"][place].text.startswith("0.0 % (")
        assert found["served\nin time"][place].text.endswith("‡")
        # They were not offered: of the offered there is nobody.
        assert found["offered"][place].text == found["abandoned"][place].text == found["ASA"][place].text == "closed"
    for column in found.values():
        assert column["saturday 14:00-18:00"].tone is Tone.PLAIN
        assert "‡" not in column["saturday 14:00-18:00"].text


def test_who_waits_outside_is_offered_and_no_cell_of_them_is_closed(alone):
    (sheet,) = [one for one in one_sheets(alone.first, By.INTERVAL, sure=True) if one.title.startswith("mail")]
    for column in table(sheet).values():
        assert all(cell.text != "closed" for cell in column.values())
    assert table(sheet)["served\nin time"]["sunday 10:00-14:00"].text.endswith("‡")
    assert "‡" not in table(sheet)["offered"]["sunday 10:00-14:00"].text


def test_a_day_that_is_closed_says_so_by_day(alone):
    found = voice(alone, By.DAY)
    assert found["offered"]["sunday"].text == found["ASA"]["sunday"].text == "closed"
    assert found["served\nin time"]["sunday"].text.endswith("‡")
    assert all(cell.text != "closed" for column in found.values() for day, cell in column.items() if day != "sunday")


def test_an_open_hour_in_which_nobody_came_is_no_closed_one():
    text = TEXT.replace(
        'voice: {hours: {from: "10:00", to: "16:00", sunday: closed}, when_closed: voicemail}', "voice: {}"
    )
    found = voice(compare(load_text(text.split("strategies:")[0] + "run: {replications: 2}"), jobs=1), By.INTERVAL)
    assert found["offered"]["saturday 18:00-22:00"].text.startswith("0")
    assert found["ASA"]["saturday 18:00-22:00"].text == "–"


def test_days_side_by_side_say_closed(alone):
    part = next(part for part in parts(alone.first) if part.label == "voice")
    sheet = days_sheet(alone.first, part)
    found = table(sheet)
    assert found["saturday"]["18:00-22:00"].text == found["sunday"]["06:00-10:00"].text == "closed"
    assert found["sunday"]["14:00-18:00"].text == "0.0 %‡"


def test_each_strategy_is_closed_by_its_own_hours(run):
    sheets = [sheet for sheet, _ in several_sheets(run.first, By.INTERVAL) if sheet.title.startswith("voice")]
    found = table(sheets[0])
    for name in ("as_today", "evenings"):
        assert found[name]["saturday 06:00-10:00"].text.startswith("0.0 % (")
        assert "‡" in found[name]["saturday 06:00-10:00"].text
    assert "‡" not in found["passed_on"]["saturday 06:00-10:00"].text
    assert found["as_today"]["saturday 18:00-22:00"].text.strip() == "closed"
    assert found["evenings"]["saturday 18:00-22:00"].text.strip() == "–"


def test_the_points_of_a_grid_say_closed_each_by_its_own_hours():
    grid = compare(
        load_text(TEXT), ["as_today"], "as_today", jobs=1, replications=2, vary=["channels.voice.hours.to=16:00,22:00"]
    )
    text = printed(by_blocks(grid, By.INTERVAL), 120)
    (row,) = [line.split() for line in text.split("mail, ")[0].splitlines() if line.startswith("saturday 18:00-22:00")]
    assert row[2:] == ["closed", "–"]


def test_below_the_first_table_it_is_said_what_closed_means_and_only_there(alone, run):
    for text in (printed(run_blocks(alone, By.INTERVAL), 100), printed(run_blocks(alone), 100)):
        assert in_one_line(text).count(CLOSED_LEGEND) == in_one_line(text).count(CLOSED_DOOR_LEGEND) == 1
    told = printed(run_blocks(compare(load_text(TEXT.split("channels:")[0] + OPEN), jobs=1)), 100)
    assert CLOSED_LEGEND not in told
    assert "‡" not in told


OPEN = """\
channels: {voice: {}}
sources: {callers: {arrivals: 10/h}}
contact_types: {calls: {from: callers, channel: voice, talk: 4m, patience: 3m}}
agent_groups: {front: {agents: 2, serves: {calls: {}}}}
run: {replications: 2}
"""


def test_where_it_is_worst_while_closed_is_said_so(run):
    text = in_one_line(printed(by_blocks(run, By.DAY), 100))
    assert "fewest of voice are served in time on sunday, while it is closed: 0.0 %" in text


def test_machines_get_numbers_and_null(alone):
    rows = json.loads("\n".join(document(alone)))["rows"]
    place = {"of": "channel:voice", "interval": NOBODY[0]}
    mine = {one["metric"]: one["value"] for one in rows if place.items() <= one.items()}
    assert mine["offered"] == 0.0
    assert mine["served_in_time"] is mine["asa_s"] is None
    assert "closed" not in {str(one["value"]) for one in rows}


def test_days_in_target_tell_how_many_days_are_judged_and_how_many_were_closed():
    many = compare(load_text(TEXT), ["as_today"], "as_today", jobs=1, replications=5)
    text = printed(run_blocks(many), 140)
    lines = text.split("days in target: ")[1].split("\n\n")[0].splitlines()
    (calls,) = [line for line in lines if line.startswith("calls")]
    (mails,) = [line for line in lines if line.startswith("mails")]
    assert calls.endswith("10 of 15; 5 closed")
    # Who writes on Sunday is judged when Monday's agents answer.
    assert mails.endswith("15 of 15")
    assert many.first.stacks["as_today"].replications == 5


def test_without_closed_days_nothing_is_said_of_judged_days():
    assert "days judged" not in printed(
        run_blocks(compare(load_text(TEXT.split("channels:")[0] + OPEN), replications=5, jobs=1)), 140
    )


def test_the_picture_of_days_says_that_closed_ones_are_left_out(alone):
    assert "Days without contacts, such as closed days, are left out." in days_of(alone.first).footer
    assert "each day of 4 replications" in days_of(alone.first).subtitle
    judged = compare(load_text(TEXT.split("channels:")[0] + OPEN), jobs=1).first
    assert "left out" not in days_of(judged).footer


def test_markdown_and_the_page_say_closed_and_below_the_table_what_it_means(alone):
    text = markdown(run_blocks(alone, By.INTERVAL))
    assert "| closed |" in text
    assert CLOSED_LEGEND in text
    assert CLOSED_DOOR_LEGEND in text
    for strategies in (["as_today"], ["as_today", "evenings"]):
        asked = ask(load_text(TEXT), strategies, "as_today", replications=2)
        found = Page(page(run_asked(asked, 1), background_of(asked, "run"), None, with_pictures=False))
        assert found.wrong == []
        told = " ".join(" ".join(found.texts).split())
        assert CLOSED_DOOR_LEGEND in told
    assert any("‡" in text for table in found.tables for row in table.rows for text in row)
