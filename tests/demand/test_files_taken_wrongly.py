"""Files that are read without a complaint and mean something else: each is refused, or has a warning that says what.

What people complain of in tools of this kind, each with a small file of its own.
"""

import csv
from pathlib import Path
from statistics import mean

import numpy as np
import pytest
from files_taken import (
    DAYS,
    HALF_HOURS,
    a_study,
    counts,
    counts_of,
    in_words,
    only_odd,
    only_wrong,
    place_after,
    said,
    text_of,
)

from simulator.demand.look import look
from simulator.demand.source_cases import drawn_cases
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.scenario.reader import load_text
from simulator.units import format_time_of_day
from simulator.work.odd import odd

# --- nobody left, nobody inside ---


def test_a_replication_with_nobody_of_the_recorded_is_one_with_nobody(tmp_path):
    study = a_study(tmp_path, "{recorded: {file: r.csv}}, keep: 60%", r="time\n09:10\n11:40\n15:20\n")
    there = [len(drawn_cases(study.resolve(), "callers", 1, replication).key) for replication in range(400)]
    assert min(there) == 0
    # Binomial(3, 60%): four standard errors of the mean of 400.
    assert abs(np.mean(there) - 1.8) < 4 * np.sqrt(3 * 0.6 * 0.4 / 400)


@pytest.mark.parametrize("drawn", ["on_average", "exactly"])
def test_counts_of_another_month_are_an_error_as_recorded_arrivals_are(tmp_path, drawn):
    rows = "".join(f"2026-12-{day:02d},09:00,20\n" for day in range(1, 5))
    by_date = counts_of("day: date", drawn=drawn)
    study = a_study(tmp_path, by_date, g=f"date,time,count\n{rows}")
    assert only_wrong(study) == (
        f"{place_after(text_of(by_date), 'day: ')}  sources.callers.arrivals.counts.day: g.csv: none of the 80 counted "
        "arrivals falls between 09:00 and 18:00 of a day that is simulated. "
        "The file covers 2026-12-01 to 2026-12-04."
    )
    recorded = a_study(tmp_path, "{recorded: {file: g.csv, day: date}}")
    assert "none of the 4 recorded arrivals is between 09:00 and 18:00" in only_wrong(recorded)
    # An interval in which nobody came is a fact, and so is a rate of nothing.
    assert look(counts(tmp_path, "time,count\n09:00,0\n07:00,5\n")).wrong == ()
    assert look(a_study(tmp_path, "0/h")) == ((), ())
    assert len(drawn_cases(a_study(tmp_path, "0/h").resolve(), "callers", 1, 0).key) == 0


# --- numbers that are something else ---


def shapes() -> str:
    """Return 270 calls of five days between 09:00 and 18:00, as a spreadsheet may keep them."""
    rows = ["day,clock,serial,answered,talk_s,talk_min"]
    for place in range(270):
        time_s, day = 32400 + place * 119, place % 5
        talk = 0 if place % 6 == 0 else 60 + place * 37 % 300
        serial = 46328 + day + time_s / 86400
        rows.append(
            f"2026-11-{day + 2:02d},{format_time_of_day(time_s)},{serial:.6f},{'NY'[talk > 0]},{talk},{talk / 60:.2f}"
        )
    return "\n".join(rows)


def test_a_spreadsheets_date_and_time_is_refused_with_what_it_is(tmp_path):
    serials = "{recorded: {file: s.csv, time: serial}}"
    study = a_study(tmp_path, serials, s=shapes())
    assert only_wrong(study) == (
        f"{place_after(text_of(serials), 'time: ')}  "
        "sources.callers.arrivals.recorded.time: s.csv, line 2: a bare number is a number of seconds, and these "
        "are dates and times as spreadsheets keep them: 46328.375000 is 2026-11-02 09:00:00. "
        "Put the date and the time into a column each, the time as 09:30:15."
    )
    clocks = a_study(tmp_path, "{recorded: {file: s.csv, time: clock, day: day}}")
    assert look(clocks).wrong == ()
    assert len(drawn_cases(clocks.resolve(), "callers", 1, 0).key) == 54


def test_dates_as_numbers_are_refused_in_a_column_of_days(tmp_path):
    text = "day,time,count\n" + "".join(f"{46328 + day},09:00,20\n" for day in range(5))
    assert "these are dates as spreadsheets keep them: 46328 is 2026-11-02." in only_wrong(
        counts(tmp_path, text, "day: day")
    )


def test_hours_and_minutes_without_a_colon_are_known_before_they_overlap(tmp_path):
    rows = "".join(f"{900 + 100 * (place // 2) + 30 * (place % 2)},20\n" for place in range(6))
    assert "overlap: an interval is 30m long. They look like hours and minutes without a colon: 900 is 09:00." in (
        only_wrong(counts(tmp_path, f"time,count\n{rows}"))
    )


def test_minutes_after_midnight_are_seconds_where_nothing_else_is_simulated(tmp_path):
    times = "".join(f"{place * 40}\n" for place in range(30))
    counted = "".join(f"{place * 40},2\n" for place in range(30))
    (tmp_path / "r.csv").write_text(f"time\n{times}")
    (tmp_path / "g.csv").write_text(f"time,count\n{counted}")
    for arrivals in ("{recorded: {file: r.csv}}", counts_of(interval="40s")):
        text = text_of(arrivals).replace('"09:00"', '"00:00"')
        first_24 = load_text(text.replace('"18:00"', '"00:24"'), tmp_path)
        assert look(first_24) == ((), ())
        assert len(drawn_cases(first_24.resolve(), "callers", 1, 0).key) >= 30
        # A whole hour, of which nobody comes in the second half, is more probably one of minutes.
        first_hour = load_text(text.replace('"18:00"', '"01:00"'), tmp_path)
        assert "these are minutes since 00:00: 0 is 00:00" in only_wrong(first_hour)
        days = 'to: "00:24", days: 2, hours: {tuesday: {to: "18:00"}}'
        late = text.replace('to: "18:00"', days)
        assert "these are minutes since 00:00" in only_wrong(load_text(late, tmp_path))


def test_our_own_log_is_read_as_it_is(tmp_path):
    log = simulate(busy := busy_center(tmp_path), draw(busy, 1, 0))
    times = "".join(f"{time_s!r}\n" for time_s in log.contacts["arrived_s"].tolist())
    study = a_study(tmp_path, "{recorded: {file: l.csv, time: arrived_s}}", l=f"arrived_s\n{times}")
    assert look(study) == ((), ())


def test_minutes_and_thousands_have_a_warning(tmp_path):
    minutes = a_study(tmp_path, talk="{empirical: {file: s.csv, column: talk_min, where: {answered: Y}}}", s=shapes())
    assert "look like durations in minutes: 1.62 is 1m37s" in only_odd(minutes)
    thousands = counts(tmp_path, "time,count\n09:00,950\n09:30,1.020\n10:00,1.100\n")
    assert "look like numbers with a point as thousands separator: '1.020' is 1020" in only_odd(thousands)
    assert look(counts(tmp_path, "time,count\n09:00,0.333\n09:30,1.667\n10:00,2.000\n")) == ((), ())


# --- several days, other intervals ---


def fortnight() -> str:
    return "date,time,count\n" + "".join(f"{day},{row}\n" for day in DAYS for row in HALF_HOURS.splitlines())


def test_days_that_nobody_names_are_told_and_so_is_the_work_that_they_come_to(tmp_path):
    study = counts(tmp_path, fortnight())
    # No key 'day' is there: it stands where it would have to be written.
    assert only_odd(study) == (
        f"{place_after(text_of(counts_of()), 'arrivals: {')}  "
        "sources.callers.arrivals.counts.day: g.csv covers 14 days according to its column 'date', but all of them are "
        "counted as one day. Write 'day: date', or select one day with 'where'."
    )
    # 14 × 40/h × 3 min = 28 erlangs; by the day they are 2.
    assert "there is work for 28.0 agents, but only 8 are on duty" in odd(study)[0].what
    by_day = counts(tmp_path, fortnight(), "day: date")
    assert odd(by_day) == ()
    assert not any(".day" in str(one) for one in look(by_day).odd)
    assert look(counts(tmp_path, fortnight(), "where: {date: 2026-11-03}")) == ((), ())


def test_times_of_days_below_one_another_are_told_without_a_column_that_says_so(tmp_path):
    day = [f"{format_time_of_day(32400 + 300 * place)}" for place in range(100)]
    five = a_study(tmp_path, "{recorded: {file: r.csv}}", r="time\n" + "\n".join(day * 5))
    assert "the times in r.csv start over 4 times, as if 5 days were read as one." in only_odd(five)
    queues = "time,queue\n" + "".join(f"{time},{queue}\n" for queue in "ab" for time in day)
    assert look(a_study(tmp_path, "{recorded: {file: r.csv}}", r=queues)) == ((), ())
    mixed = "time\n" + "\n".join(np.random.default_rng(1).permutation(day * 5).tolist())
    assert look(a_study(tmp_path, "{recorded: {file: r.csv}}", r=mixed)) == ((), ())


def test_a_time_that_stands_often_is_told_unless_a_column_says_why(tmp_path):
    assert "each time occurs 3 times in g.csv" in only_odd(counts(tmp_path, "time,count\n" + HALF_HOURS * 3))
    queues = "queue,time,count\n" + "".join(f"{queue},{row}\n" for row in HALF_HOURS.split() for queue in "abc")
    assert look(counts(tmp_path, queues)) == ((), ())


@pytest.mark.parametrize("interval", ["1m", "5m", "15m", "20m"])
def test_rows_further_apart_than_an_interval_are_told(tmp_path, interval):
    study = a_study(tmp_path, counts_of(interval=interval), g=f"time,count\n{HALF_HOURS}")
    assert (
        f"counts.interval: the rows in g.csv are 30m apart, but an interval is {interval} long; no contacts "
        "arrive in between. If each row covers 30m, write 'interval: 30m'." in only_odd(study)
    )


@pytest.mark.parametrize("times", [["09:00"], ["09:00", "10:00", "13:00"], ["09:00", "09:30", "12:00", "13:00"]])
def test_a_file_without_rows_where_nobody_came_is_fine(tmp_path, times):
    assert look(counts(tmp_path, "time,count\n" + "".join(f"{time},20\n" for time in times))) == ((), ())


# --- talks of no length, patience of who had none ---


def test_talks_of_no_length_are_told_with_the_column_that_tells_them(tmp_path):
    study = a_study(tmp_path, talk="{empirical: {file: s.csv, column: talk_s}}", s=shapes())
    talks = [float(row["talk_s"]) for row in csv.DictReader(shapes().splitlines())]
    there = [talk for talk in talks if talk]
    assert (
        f"talk.empirical.column: {len(talks) - len(there)} of {len(talks)} durations in s.csv are 0, which makes the "
        f"mean {in_words(mean(talks))} instead of {in_words(mean(there))}. All of them have answered = N; select the "
        "others with 'where: {answered: Y}'." in only_odd(study)
    )
    answered = "{empirical: {file: s.csv, column: talk_s, where: {answered: Y}}}"
    assert look(a_study(tmp_path, talk=answered)) == ((), ())
    few = "talk_s\n0\n" + "".join(f"{20 + place}\n" for place in range(99))
    assert look(a_study(tmp_path, talk="{empirical: {file: s.csv, column: talk_s}}", s=few)) == ((), ())
    # No gap between those of no length and the shortest: they are the shortest.
    many = "talk_s\n" + "0.0\n" * 10 + "".join(f"{place / 2}\n" for place in range(1, 99))
    assert look(a_study(tmp_path, talk="{empirical: {file: s.csv, column: talk_s}}", s=many)) == ((), ())


def busy_center(folder: Path):
    text = text_of("100/h", "{exponential: {mean: 4m}}", "{exponential: {mean: 3m}}")
    return load_text(text.replace("agents: 8", "agents: 7"), folder).resolve()


def test_patience_of_who_gave_up_is_told_with_what_all_waits_come_to(tmp_path):
    center = busy_center(tmp_path)
    waits, left = [], []
    for replication in range(8):
        contacts = simulate(center, draw(center, 1, replication)).contacts
        waits += contacts["wait_s"].tolist()
        left += (contacts["patience_s"] <= contacts["wait_s"]).tolist()
    rows = "".join(f"{wait!r},{'abandoned' if gone else 'agent'}\n" for wait, gone in zip(waits, left, strict=True))
    naive_s, mean_s = mean(wait for wait, gone in zip(waits, left, strict=True) if gone), sum(waits) / sum(left)
    # The true mean is 3 min, and a maximum of likelihood of so many is within a tenth of it; the naive one is far off.
    assert abs(mean_s - 180) < 18
    assert naive_s < 90
    of_who_left = "{empirical: {file: w.csv, column: wait_s, where: {ended_by: abandoned}}}"
    one = only_odd(a_study(tmp_path, patience=of_who_left, w=f"wait_s,ended_by\n{rows}"))
    assert f".column: these are the waits of {sum(left):,} customers who gave up, {in_words(naive_s)} on average" in one
    assert one.endswith(f"who gave up, 'exponential: {{mean: {in_words(mean_s)}}}', if patience is exponential.")
    of_all = "{empirical: {file: w.csv, column: wait_s}}"
    assert "these are all waits in w.csv, including customers who did not give up" in only_odd(
        a_study(tmp_path, patience=of_all)
    )
    alone = "wait_s,ended_by\n30,abandoned\n60,abandoned\n"
    assert "total of all waits, answered customers included" in only_odd(
        a_study(tmp_path, patience=of_who_left, w=alone)
    )
    plain = a_study(tmp_path, patience="{empirical: {file: w.csv, column: wait_s}}", w="wait_s\n30\n60\n90.5\n")
    assert look(plain) == ((), ())


# --- what is no table, and names that are near ---


TWO = "time,count\n09:00,20\n09:30,20\n"
NO_TABLES = {
    "sep=": (f"sep=,\n{TWO}", "file: g.csv, line 1: the first line is 'sep=,', which only spreadsheets understand."),
    "titles": (
        f'Report of November\n\n"Calls, all"\n{TWO}',
        "file: g.csv, line 1: the names of the columns are in line 4; lines 1 to 3 are titles.",
    ),
    "a title": (f"November\n{TWO}", "the names of the columns are in line 2; line 1 is a title."),
    "UTF-16": (TWO.encode("utf-16"), "file: g.csv, line 1: the file is UTF-16 (spreadsheets call it Unicode text)."),
    "semicolons": (TWO.replace(",", ";"), "file: g.csv, line 1: the columns are separated by ';'."),
    "case": (TWO.replace("count", "Count"), "count: g.csv, line 1: no column 'count'. Did you mean 'Count'?"),
    "a short row": (
        f"{TWO}Total\n",
        "read by sources.callers.arrivals.counts: the row has 1 value, but line 1 names 2",
    ),
    "a decimal comma": ('time,count\n09:00,"1,5"\n', "got '1,5'. Write decimals with a point: 1.5."),
    "a thousand": ("time,count\n09:00,1 020\n", "Write thousands without a separator: 1020."),
    "a moment": (
        "time,count\n" + "2026-11-02 09:00,20\n" * 20,
        "time: g.csv, line 2: expected a time, got '2026-11-02 09:00'. Put the date and the time into a column each, "
        "the time as 09:30:15. So are the other 19 rows.",
    ),
}


@pytest.mark.parametrize(("file", "words"), NO_TABLES.values(), ids=NO_TABLES)
def test_a_file_that_is_no_table_of_rows_is_told_what_it_is(tmp_path, file, words):
    assert words in only_wrong(counts(tmp_path, file))


def test_names_that_differ_in_case_stand_each_at_its_key(tmp_path):
    study = counts(tmp_path, "Time,Count\n09:00,20\n", "time: time, count: count")
    wrong, _ = said(look(study))
    assert [one.split("  ")[1] for one in wrong] == [
        "sources.callers.arrivals.counts.time: g.csv, line 1: no column 'time'. Did you mean 'Time'?",
        "sources.callers.arrivals.counts.count: g.csv, line 1: no column 'count'. Did you mean 'Count'?",
    ]
    assert len({one.split("  ")[0] for one in wrong}) == 2


@pytest.mark.parametrize("cell", ["TRUE", "True", "true"])
@pytest.mark.parametrize("wanted", ["TRUE", "true", '"true"', '"TRUE"'])
def test_truth_values_are_the_same_however_they_are_written(tmp_path, cell, wanted):
    false = {"TRUE": "FALSE", "True": "False", "true": "false"}[cell]
    study = counts(tmp_path, f"time,count,ok\n09:00,7,{cell}\n09:30,20,{false}\n", f"where: {{ok: {wanted}}}")
    assert look(study) == ((), ())
    expected = drawn_cases(study.resolve(), "callers", 1, 0).arrived_s
    assert (expected < 34200).all()


def test_other_words_for_true_are_not_taken_for_it_and_said(tmp_path):
    file = "time,count,ok\n09:00,7,YES\n09:30,20,NO\n"
    assert "no row has ok = yes. ok has 'YES', 'NO'. Did you mean 'YES'?" in only_wrong(
        counts(tmp_path, file, "where: {ok: yes}")
    )
    assert "where.ok: g.csv: no row has ok = true. ok has 'YES', 'NO'." in only_wrong(
        counts(tmp_path, file, "where: {ok: TRUE}")
    )


def test_true_and_1_take_other_rows_whichever_was_asked_first(tmp_path):
    file = "time,count,ok\n09:00,7,1\n09:30,20,TRUE\n"
    for wanted, from_s, to_s in (("1", 32400, 34200), ("TRUE", 34200, 36000), ("1", 32400, 34200)):
        arrived_s = drawn_cases(counts(tmp_path, file, f"where: {{ok: {wanted}}}").resolve(), "callers", 1, 0).arrived_s
        assert ((arrived_s >= from_s) & (arrived_s < to_s)).all()


def test_a_file_that_several_read_is_wrong_once(tmp_path):
    (tmp_path / "g.csv").write_bytes(TWO.encode("utf-16"))
    text = text_of(
        "10/h}, more: {arrivals: {recorded: {file: g.csv}}", patience="{empirical: {file: g.csv, column: count}}"
    )
    new = "contact_types: {new: {from: more, channel: voice, talk: 3m, patience: 3m}, "
    text = text.replace("contact_types: {", new).replace("serves: {help: {}}", "serves: {help: {}, new: {}}")
    (wrong,) = look(load_text(text, tmp_path)).wrong
    assert wrong.where == "sources.more.arrivals.recorded.file and 1 more"
