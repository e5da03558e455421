"""Files of different habits that mean what they say: nothing is said of them. And what a factor cannot make."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.demand.look import look
from simulator.scenario.reader import load_text
from simulator.scenario.text.wanted import ANSWERS_MAX, Answers, wanted_rows
from simulator.units import format_time_of_day

TEXT = """\
version: 1
name: Sane
horizon: {from: "FROM", to: "TO", interval: 30m}
channels: {voice: {}}
sources: {callers: {arrivals: ARRIVALS}}
contact_types: {help: {from: callers, channel: voice, talk: TALK, wrap_up: WRAP, patience: endless}}
agent_groups: {desk: {agents: 90, serves: {help: {}}}}
"""
CLOCKS_S = [32400 + place * 97 % 30000 for place in range(300)]
SORTED_S = sorted(CLOCKS_S)
DATES = ["2026-11-02", "2026-11-03", "2026-11-04"]


def clock(time_s: float) -> str:
    return format_time_of_day(time_s % 86400)


def rows(head: str, line: Callable[[int, int], str], times: list[int] = SORTED_S) -> str:
    return f"{head}\n" + "".join(f"{line(place, time_s)}\n" for place, time_s in enumerate(times))


def said(folder: Path, file: str, arrivals: str = "10/h", talk: str = "3m", wrap: str = "0s", hours=("08:00", "19:00")):
    (folder / "g.csv").write_text(file, encoding="utf-8")
    values = {"ARRIVALS": arrivals, "TALK": talk, "WRAP": wrap, "FROM": hours[0], "TO": hours[1]}
    text = TEXT
    for name, value in values.items():
        text = text.replace(name, value)
    return look(load_text(text, folder))


def recorded(where: str = "") -> str:
    return f"{{recorded: {{file: g.csv, time: time{where}}}}}"


def counts(more: str = "") -> str:
    return f"{{counts: {{file: g.csv, time: time, count: n, interval: 30m, drawn: on_average{more}}}}}"


NIGHT_S = [79200 + place * 90 for place in range(319)]
RECORDED = {
    "three in a quarter of an hour": "time\n32400\n32410\n33000\n",
    "three calls a minute, on the minute": rows("time", lambda place, _: str(32400 + place // 3 * 60), SORTED_S[:40]),
    "newest first": rows("time", lambda _, time_s: clock(time_s), SORTED_S[::-1]),
    "a crowd in whole seconds": rows("time", lambda place, _: str(46000 + place * 16 + place % 3), SORTED_S[:60]),
    "one below the other by agent": rows(
        "agent,time", lambda place, time_s: f"{'ann' if place < 150 else 'ben'},{clock(time_s)}",
        SORTED_S[::2] + SORTED_S[1::2],
    ),
    "since when who calls is a customer": rows(
        "time,since", lambda place, time_s: f"{clock(time_s)},{2000 + place * 7 % 25}-01-{10 + place % 18}"
    ),
    "a date, and another one by when it is due": rows(
        "date,time,due", lambda place, time_s: f"{DATES[0]},{clock(time_s)},{DATES[place % 3]}"
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", RECORDED)
def test_recorded_arrivals_of_one_day_are_read_without_a_word(tmp_path, habit):
    assert said(tmp_path, RECORDED[habit], recorded()) == ((), ())


def test_a_date_that_is_chosen_is_one_day_whatever_other_dates_there_are(tmp_path):
    file = rows("date,time,due", lambda place, time_s: f"{DATES[place % 2]},{clock(time_s)},{DATES[place % 3]}")
    assert said(tmp_path, file, recorded(f', where: {{date: "{DATES[0]}"}}')) == ((), ())
    # A weekday is several dates.
    file = rows("weekday,time,date", lambda place, time_s: f"monday,{clock(time_s)},{DATES[place % 3]}")
    for where in ("", ", where: {weekday: monday}"):
        (odd,) = said(tmp_path, file, recorded(where)).odd
        assert "3 days" in odd.what
        assert "'date'" in odd.what


def test_a_round_of_the_clock_that_begins_in_the_evening_is_one_day(tmp_path):
    hours = ("00:00", "24:00")
    assert said(tmp_path, rows("time", lambda _, time_s: clock(time_s), NIGHT_S), recorded(), hours=hours) == ((), ())
    # Two days that overlap are two.
    twice = rows("time", lambda _, time_s: clock(time_s), SORTED_S[::2] + SORTED_S[1::2])
    assert [one.kind for one in said(tmp_path, twice, recorded(), hours=hours).odd] == ["several_days"]


def test_seconds_after_midnight_are_seconds_where_all_is_over_soon_after(tmp_path):
    file = rows("time", lambda place, _: f"{place * 11 % 1200}.5", SORTED_S[:100])
    assert said(tmp_path, file, recorded(), hours=("00:00", "00:24")) == ((), ())
    assert "minutes since 00:00" in said(tmp_path, file, recorded(), hours=("00:00", "24:00")).wrong[0].what


@pytest.mark.parametrize(("number", "thousands"), [("14.552", False), ("4.552", True)])
def test_averages_with_three_decimals_are_no_thousands(tmp_path, number, thousands):
    file = rows("time,n", lambda place, _: f"{clock(32400 + 1800 * place)},{number[:-1]}{place % 10}", SORTED_S[:18])
    assert [one.kind for one in said(tmp_path, file, counts()).odd] == (["other_unit"] if thousands else [])


def test_averages_where_whole_numbers_are_expected_are_told_how_they_are_drawn(tmp_path):
    (wrong,) = said(tmp_path, "time,n\n09:00,14.5\n", counts().replace("on_average", "exactly")).wrong
    assert wrong.what.endswith("got '14.5'. Averages are 'drawn: on_average'.")


@pytest.mark.parametrize("decimals", [1, 2, 3])
def test_work_after_a_talk_may_take_seconds_and_a_talk_may_have_milliseconds(tmp_path, decimals):
    def line(place: int, _: int) -> str:
        return f"{12 + place * 37 % 900 + place / 7 % 1:.{decimals}f},{2 + place % 17 + place / 7 % 1:.{decimals}f}"

    file, talk = rows("talk,wrap", line), "{empirical: {file: g.csv, column: talk}}"
    assert said(tmp_path, file, talk=talk, wrap=talk.replace("talk", "wrap")) == ((), ())
    minutes = said(tmp_path, file, talk=talk.replace("talk", "wrap"))
    assert [one.kind for one in minutes.odd] == (["other_unit"] if decimals < 3 else [])


def test_a_factor_makes_no_duration_of_more_than_a_hundred_years(tmp_path):
    talk = "{empirical: {file: g.csv, column: talk, factor: FACTOR}}"
    for factor, wrong in (("1e6", []), ("1e300", ["column"])):
        found = said(tmp_path, "talk\n120\n200\n", talk=talk.replace("FACTOR", factor))
        assert [one.where.rpartition(".")[2] for one in found.wrong] == wrong
    assert found.wrong[0].what == "g.csv: the longest is 3m20s, times 1e+300 it is more than 100 years."


def test_each_cell_of_a_column_is_asked_once_and_not_all_are_remembered():
    answers = Answers(wanted_rows({"a": 1})[0])
    assert [answers[cell] for cell in ("1", "01", "2", "1")] == [True, True, False, True]
    assert not any(answers[str(cell)] for cell in range(2, 2 * ANSWERS_MAX))
    assert len(answers) == ANSWERS_MAX
