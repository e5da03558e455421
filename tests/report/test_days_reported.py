"""Several days in reports: their names, what a number is of, days beside each other, and one day described."""

from dataclasses import replace

import pytest
from hotline import TEXT
from printing import in_one_line, printed

from simulator import describe
from simulator.comparing import compare
from simulator.errors import UsageError
from simulator.report.blocks import Tone
from simulator.report.pictures.staffed import staff_of
from simulator.report.records.day_tables import day_records
from simulator.report.records.document import document
from simulator.report.tables.breakdown import by_blocks, check_by, run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.by_days import DAYS_MAX, days_sheet
from simulator.report.tables.by_rows import members
from simulator.report.tables.table import comparison_blocks
from simulator.report.words.numbers import format_days
from simulator.scenario.reader import Study, load_text

HORIZON = 'horizon: {from: "08:00", to: "10:00", interval: 1h'


def week(days: int = 3, more: str = "") -> Study:
    with_days = TEXT.replace(HORIZON, f"{HORIZON}, days: {days}, weekday: friday, hours: {{sunday: closed{more}}}")
    assert with_days != TEXT
    return load_text(
        with_days.replace("front: {agents: 2,", "front: {agents: 2, cost: 14 EUR/h,").replace(
            "back: {agents: 0", "back: {cost: 14 EUR/h, agents: 0"
        )
    )


@pytest.fixture(scope="module")
def compared():
    return compare(week(), ["as_today", "three"], replications=4, jobs=1)


def test_numbers_are_said_to_be_of_all_days(compared):
    text = printed(comparison_blocks(compared.first), 80)
    assert text.startswith("Hotline, Friday to Sunday\n")
    assert "contacts in 3 days" in text
    assert "agent hours in 3 days" in text
    assert "staff cost, EUR in 3 days" in text
    assert "a day" not in in_one_line(text)


def test_a_run_shows_the_days_and_their_intervals_side_by_side(compared):
    text = printed(run_blocks(compared), 80)
    assert "by day" in text
    (head,) = [line for line in text.splitlines() if line.startswith("by interval")]
    assert head.split() == ["by", "interval", "friday", "saturday"]
    for time in ("08:00-09:00", "09:00-10:00"):
        (row,) = [line for line in text.splitlines() if line.startswith(time)]
        assert row.count("%") == 2


def test_an_interval_in_which_the_center_is_closed_says_so():
    run = compare(week(more=', friday: {to: "09:00"}'), ["as_today"], replications=2, jobs=1)
    sheet = days_sheet(run.first)
    assert sheet is not None
    assert [[cell.text == "closed" for cell in column.cells] for column in sheet.columns] == [
        [False, True],
        [False, False],
    ]
    assert sheet.columns[0].cells[1].tone is Tone.QUIET


def test_where_days_have_other_intervals_a_time_within_the_opening_is_a_dash_and_not_closed():
    run = compare(week(more=', friday: {from: "08:30"}'), ["as_today"], replications=2, jobs=1)
    sheet = days_sheet(run.first)
    times = [cell.text for cell in sheet.labels[0].cells]
    assert times == ["08:00-09:00", "08:30-09:30", "09:00-10:00", "09:30-10:00"]
    friday, saturday = ([cell.text.rpartition(" ")[2] for cell in column.cells] for column in sheet.columns)
    assert [friday[0], friday[2], saturday[1], saturday[3]] == ["–"] * 4


def test_of_many_days_only_the_days_are_shown():
    run = compare(week(DAYS_MAX + 5), ["as_today"], replications=2, jobs=1)
    assert days_sheet(run.first) is None
    assert "by interval" not in printed(run_blocks(run), 80)


def test_strategies_are_compared_by_day(compared):
    assert list(members(compared.first, By.DAY)) == ["friday", "saturday"]
    assert list(members(compared.first, By.INTERVAL))[:2] == ["friday 08:00-09:00", "friday 09:00-10:00"]
    text = printed(by_blocks(compared, By.DAY), 80)
    assert len([line for line in text.splitlines() if line.startswith("saturday ")]) == 3
    assert "fewest are served in time on " in in_one_line(text)


def test_one_day_cannot_be_broken_down_by_days():
    with pytest.raises(UsageError, match="there is only one day"):
        check_by(By.DAY, load_text(TEXT).resolve("as_today"))


def test_the_document_has_days_and_intervals_by_name(compared):
    text = "".join(document(compared))
    assert '"interval": "friday"' in text
    assert '"interval": "friday 08:00-09:00"' in text


def test_the_table_of_intervals_has_no_days_in_it(compared):
    found = [one["interval"] for one in day_records(compared, "intervals") if one["of"] == "all"]
    assert set(found) == set(members(compared.first, By.INTERVAL))


@pytest.mark.parametrize(
    ("days", "said"), [(1, "Monday"), (5, "Monday to Friday"), (7, "Monday to Sunday"), (9, "9 days from Monday")]
)
def test_titles_name_the_days(days, said):
    assert format_days(None, "monday", days) == said


def test_describe_tells_of_one_day():
    study = week(more=', saturday: {to: "09:00"}')
    assert describe(study).of_days == "friday, one of 2 days"
    saturday = describe(study, day="saturday", days=3)
    assert saturday.edges_s == (8 * 3600.0, 9 * 3600.0)
    assert sum(kind.offered[0] for kind in saturday.types) == pytest.approx(40)
    with pytest.raises(UsageError, match="there is no day 'sunday'"):
        describe(study, day="sunday")
    with pytest.raises(UsageError, match="There is only one day"):
        describe(load_text(TEXT), day="monday")


def test_staff_of_several_days_is_that_of_the_tightest():
    run = compare(week(), ["as_today", "three"], replications=2, jobs=1, futures=["busy"])
    tight = week().resolve("as_today").agent_groups["front"].model_copy(update={"agents_on": {"saturday": {0.0: 1}}})
    scenario = run.first.scenarios["three"]
    tighter = scenario.model_copy(update={"agent_groups": {**scenario.agent_groups, "front": tight}})
    picture = staff_of(replace(run.first, scenarios={**run.first.scenarios, "three": tighter}), "three")
    assert " on saturday the work needs " in picture.title
    assert "the tightest of 2 days" in picture.subtitle
