"""Whatever is wrong in a sheet is told with file, sheet and cell, all at once, and never as a traceback."""

import datetime
import zipfile
from contextlib import suppress

import pytest
from plan_sheets import (
    GROUP,
    HEADINGS,
    LIST,
    MONDAY,
    TUESDAY,
    at,
    csv_file,
    plan,
    workbook,
)

from simulator.errors import ScenarioError
from simulator.scenario.reader import load_text
from simulator.scenario.text import sheets, workbooks

GOOD = ("ana", MONDAY, at("08:00"), at("16:00"), "Phone")
AS_DAYS = "Write a date as 2026-11-30 or 30.11.2026, a day of the week as monday or Mon."
IN_SHEET = "plan.xlsx, sheet Week 48"
MATRIX = "layout: matrix, columns: {person: Name}, codes: {E: {group: front, shift: early}}, off: X"
WITH_EARLY = 'agent_groups: {front: {shifts: {early: {from: "08:00", to: "16:00"}}, serves: {orders: {}}}}\n'


def said(text, folder, monkeypatch):
    """Return the lines of what is wrong."""
    monkeypatch.chdir(folder)
    with pytest.raises(ScenarioError) as refused:
        load_text(text)
    return str(refused.value).split("\n")


def cell(of, where, value, **more):
    """Return the problem of a cell of the first row below the headings, of a workbook."""
    return of(
        [HEADINGS, tuple(value if heading == where else old for heading, old in zip(HEADINGS, GOOD, strict=True))]
    )


@pytest.fixture
def wrong(tmp_path, monkeypatch):
    """Return what is wrong in a workbook with these rows."""

    def of(rows, said_of=LIST, more=GROUP, change=None, **named):
        return said(plan(workbook(tmp_path, rows, change=change, **named), said_of, more), tmp_path, monkeypatch)

    return of


@pytest.mark.parametrize(
    ("column", "value", "place", "message"),
    [
        ("Date", "30/11/2026", "B2", "expected a date or a day of the week, got '30/11/2026'. Which is the day and "
         "which the month? Write it as 2026-11-30. Or: show the column as a date in the spreadsheet."),
        ("Date", 46356, "B2", "expected a date or a day of the week, got 46356. As spreadsheets keep dates, it is "
         "2026-11-30. Show the column as a date in the spreadsheet."),
        ("Date", "2026-02-30", "B2", "expected a day of the calendar, got '2026-02-30'."),
        ("Date", "sometime", "B2", "expected a date or a day of the week, got 'sometime'. " + AS_DAYS),
        *(("Date", other, "B2", f"expected a date or a day of the week, got '{other}'. {AS_DAYS}")
          for other in ("lunes", "Montag", "Monday 2 Dec", "Mo", "m")),
        ("Date", None, "B2", "expected a date or a day of the week, got an empty cell. " + AS_DAYS),
        ("Start", "8.30", "C2", "expected a time of day, got '8.30'. Write it as 09:30."),
        ("Start", "9 am", "C2", "expected a time of day, got '9 am'. Write times of 24 hours, as 17:45."),
        ("Start", 8, "C2", "expected a time of day, got 8. Show the column as a time in the spreadsheet, or write it "
         "as 09:30."),
        ("Start", None, "C2", "the time is missing. Write it as 09:30."),
        ("Start", datetime.datetime(2026, 12, 24, 8), "C2", "the time is of another day than 2026-11-30: 2026-12-24 "
         "08:00:00. The next day at the latest is possible."),
        ("Start", "2026-02-30 08:00", "C2", "expected a day of the calendar, got '2026-02-30'."),
        ("Start", datetime.timedelta(days=9), "C2", "expected a time of day, got 9 days, 0:00:00. Show the column as a "
         "time in the spreadsheet, or write it as 09:30."),
        ("End", at("08:00"), "D2", "the row ends when it begins. Write the end of 24 hours as 32:00."),
        ("End", "40:00", "D2", "the row is longer than a day."),
        ("Name", None, "A2", "the name of the person is missing."),
        ("Activity", "Fone", "E2", "unknown activities: 'Fone' (E2). Did you mean 'Phone'? Say what they are: "
         "activities: {Lunch: {paid: false}}, or {Phone: {counts_as: contacts}}."),
        ("Start", "#REF!", "C2", "the cell has the error #REF!. Mend the formula in the workbook."),
        ("Start", "=TIME(8,0,0)", "C2", "the cell has a formula without a value. Open the workbook in a spreadsheet "
         "program, let it compute, and save it."),
        ("Name", "a" * 201, "A2", f"the text '{'a' * 47}…' has 201 characters; at most 200 are possible."),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_with_its_place(wrong, column, value, place, message):
    found = cell(wrong, column, value)
    assert found[0] == f"{IN_SHEET}: 1 problem"
    where = "" if len(str(value)) > 200 else f"{column}: "
    if "…" not in message:
        assert found[1:] == [f"  {place}  {where}{message}"]
    assert found[1].startswith(f"  {place}  {where}")
    assert found[1].endswith(message[-30:])


def test_all_that_is_wrong_is_told_at_once_and_nothing_that_follows_from_it(wrong):
    rows = [HEADINGS, ("ana", MONDAY, "x", at("16:00"), "Fone"), ("ben", "y", at("08:00"), "z", "Chat")]
    more = "agent_groups: {front: {serves: {orders: {}, nobody: {}}}}\n"
    found = wrong(rows, more=more)
    assert [line.split("  ")[1] for line in found if line.startswith("  ")] == ["C2", "E2", "B3", "D3", "8:45"]
    assert "unknown activities: 'Fone' (E2), 'Chat' (E3)" in found[2]
    assert found[-1].endswith("no contact type 'nobody'. Did you mean 'orders'?") or "nobody" in found[-1]


def test_a_column_that_is_wrong_in_all_rows_is_one_problem(wrong):
    rows = [(f"p{number}", "30/11/2026", at("08:00"), at("16:00"), None) for number in range(20)]
    found = wrong([HEADINGS, *rows])
    assert found[0] == f"{IN_SHEET}: 1 problem"
    assert found[1].endswith("So are the other 19 rows.")


def test_a_csv_file_says_its_lines(tmp_path, monkeypatch):
    file = csv_file(tmp_path, [HEADINGS, ("ana", "2026-11-30", "8.30", "16:00", "Fone")])
    found = said(plan(file), tmp_path, monkeypatch)
    assert found == [
        "plan.csv: 2 problems",
        "  2:3  Start: expected a time of day, got '8.30'. Write it as 09:30.",
        "  2:5  Activity: unknown activities: 'Fone' (line 2). Did you mean 'Phone'? Say what they are: activities: "
        "{Lunch: {paid: false}}, or {Phone: {counts_as: contacts}}.",
    ]


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ([GOOD, ("ana", MONDAY, at("15:00"), at("17:00"), None)], "C3", "ana has work 15:00 to 17:00 and work 08:00 to "
         "16:00, in row 2, at the same time on 2026-11-30."),
        ([GOOD, ("ana", MONDAY, at("15:30"), at("16:30"), "Lunch")], "C3", "ana has Lunch 15:30 to 16:30 and work "
         "08:00 to 16:00, in row 2, at the same time on 2026-11-30."),
        ([GOOD, *[("ana", MONDAY, at("12:00"), at("12:30"), one) for one in ("Lunch", "Training")]], "C4", "ana has "
         "Training 12:00 to 12:30 and Lunch 12:00 to 12:30, in row 3, at the same time on 2026-11-30."),
    ],
)  # fmt: skip
def test_rows_of_a_person_may_not_overlap(wrong, rows, place, message):
    assert wrong([HEADINGS, *rows]) == [
        f"{IN_SHEET}: 1 problem",
        f"  {place}  Start: {message} Rows of a person may not overlap.",
    ]


def test_merged_cells_are_not_guessed(wrong):
    rows = [HEADINGS, GOOD, (None, TUESDAY, *GOOD[2:])]
    found = wrong(rows, change=lambda book, sheet: sheet.merge_cells("A2:A3"))
    assert found[1] == ("  A3  Name: the cell is one of the merged cells A2:A3. Unmerge them, and fill each of them.")


def test_unknown_groups_are_told_together(wrong):
    said_of = LIST.replace("group: front, ", "").replace("activity: Activity", "activity: Activity, group: Team")
    rows = [(*HEADINGS, "Team"), (*GOOD, "frnt"), ("ben", *GOOD[1:], "frnt"), ("cem", *GOOD[1:], "back")]
    assert wrong(rows, said_of)[1] == (
        "  F2  Team: unknown agent groups: 'frnt' (F2), 'back' (F4). Did you mean 'front' (F2)? Say which groups "
        "of the scenario they are: "
        "groups: {Team A: front}."
    )


def test_a_row_needs_a_group(wrong):
    assert wrong([HEADINGS, GOOD], LIST.replace("group: front, ", ""))[1] == (
        "  C2  Start: nothing says in which group this is. Give the plan `group`, or a column with the group."
    )


def test_two_people_are_not_made_one(wrong):
    found = wrong([HEADINGS, ("Ana.L", *GOOD[1:]), ("Ana L", *GOOD[1:])])
    assert found[1] == (
        "  A3  'Ana L' and 'Ana.L' would both be called Ana_L. Give one of them another name, with a title: people: "
        "{Ana_L_2: {title: 'Ana L'}}."
    )


def test_columns_are_there_once(wrong):
    assert wrong([("Name", "Datum", *HEADINGS[2:]), GOOD])[1] == ("  A1  no column 'Date'. Did you mean 'Datum'?")
    twice = wrong([(*HEADINGS, "Start"), (*GOOD, None)])
    assert twice[1] == "  F1  2 columns are called 'Start'. Rename all but one."
    many = [f"c{number}" for number in range(20)]
    assert wrong([many, many])[1] == "  A1  no column 'Activity'. Name the columns in `columns`."


def test_a_sheet_has_rows(wrong):
    assert wrong([]) == [
        f"{IN_SHEET}: 1 problem",
        "  A1  the sheet is empty. One row names the columns, and below it each row is one of the plan.",
    ]
    assert wrong([HEADINGS])[1] == "  A1  there are no rows below the names of the columns."
    found = wrong([(*HEADINGS, "Site"), (*GOOD, "Soria")], f"{LIST}, where: {{Site: Valencia}}")
    assert found[1] == "  A1  no row has what 'where' asks for."


def matrix(*rows, days=(MONDAY, TUESDAY)):
    return [("Name", *days), *rows]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (matrix(("ana", "E", "Z"), ("ben", "Q", "Z")), "C2  unknown codes: 'Z' (C2), 'Q' (B3). Known: E, X. Name them "
         "in `codes`, and days off in `off`."),
        (matrix(("ana", "E"), ("ana", "E")), "A3  Name: ana has another row, 2. Write each person once."),
        (matrix((None, "E")), "A2  Name: the name of the person is missing."),
        (matrix(("ana", "E"), days=("Mon 30", "Tue 1")), "A1  no column has a date or a day of the week as its heading."
         " " + AS_DAYS),
        (matrix(("ana", "E", "E"), days=(MONDAY, "Tue 1")), "C1  the column has codes, such as 'E', but its heading is "
         "no date and no day of the week. " + AS_DAYS),
        (matrix(("ana", "E", "E"), days=(MONDAY, "2026-11-30")), "C1  2026-11-30 has another column, B1. Write each "
         "day once."),
        (matrix(("ana", "#N/A", "E")), "B2  the cell has the error #N/A. Mend the formula in the workbook."),
    ],
)  # fmt: skip
def test_a_matrix_that_cannot_be_read(wrong, rows, message):
    assert f"  {message}" in wrong(rows, MATRIX, WITH_EARLY)


SKILLS = "layout: skills, columns: {person: Name}"
WITH_ANA = (
    'agent_groups: {front: {shifts: {early: {people: ana, from: "08:00", to: "16:00"}}, serves: {orders: {}}}}\n'
    "people: {ana: {}}\n"
)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Name", "orders"), ("ana", "50%")], "B2  orders: expected a priority from 1, or x, got '50%'. Leave the "
         "cell empty where the person does not serve the type."),
        ([("Name", "orders"), ("ana", 0)], "B2  orders: expected a priority from 1, or x, got 0. Leave the cell empty "
         "where the person does not serve the type."),
        ([("Name", "orders"), ("ana", 0.5)], "B2  orders: expected a priority from 1, or x, got 0.5. Leave the cell "
         "empty where the person does not serve the type."),
        ([("Name", "orders"), ("ana", "#N/A")], "B2  orders: the cell has the error #N/A. Mend the formula in the "
         "workbook."),
        ([("Name", "orders"), ("#N/A", 1)], "A2  Name: the cell has the error #N/A. Mend the formula in the workbook."),
        ([("Name", "orders"), (None, 1)], "A2  Name: the name of the person is missing."),
        ([("Name", "orders"), ("ana", 1), ("ana", 2)], "A3  Name: ana has another row, 2. Write each person once."),
        ([("Name", "orders"), ("ana", "-")], "A2  Name: ana serves no contact type. Write 1, 2 or x into a cell, or "
         "remove the row."),
        ([("Name", "Order", "Team"), ("ana", 1, "A")], "B1  columns that are no contact types: 'Order' (B1), 'Team' "
         "(C1). Did you mean 'orders' (B1)? Say which columns are contact types: types: {Orders: orders}; the others "
         "do not count then."),
        ([("Name", "order", "typo"), ("ana", 1, 2)], "B1  columns that are no contact types: 'order' (B1), 'typo' "
         "(C1). Did you mean 'orders' (B1)? Say which columns are contact types: types: {Orders: orders}; the others "
         "do not count then."),
        ([("Name", "typo"), ("ana", 1)], "B1  columns that are no contact types: 'typo' (B1). Known: orders. Say "
         "which columns are contact types: types: {Orders: orders}; the others do not count then."),
        ([("Name", "orders", "Orders"), ("ana", 1, 2)], "C1  orders has another column. Rename all but one."),
        ([("Name", None), ("ana", 1)], "A1  no column is a contact type. Say which columns are contact types: types: "
         "{Orders: orders}; the others do not count then."),
    ],
)  # fmt: skip
def test_a_matrix_of_skills_that_cannot_be_read(wrong, rows, message):
    assert wrong(rows, SKILLS, WITH_ANA) == [f"{IN_SHEET}: 1 problem", f"  {message}"]


def total_row(text, place):
    return (
        f"  {place}  the row '{text}' looks like a total. Leave it out with `skip: '{text}'`; if it is none, give the "
        "plan `skip: []`."
    )


def test_a_row_that_looks_like_a_total_is_told_in_every_layout(wrong):
    assert wrong([HEADINGS, GOOD, ("Total:", None, 8, None, None)])[1:] == [total_row("Total:", "A3")]
    assert wrong(matrix(("ana", "E", "E"), ("SUMME", 1, 1)), MATRIX, WITH_EARLY)[1:] == [total_row("SUMME", "A3")]
    assert wrong([("Name", "orders"), ("ana", 1), ("Sum", 1)], SKILLS, WITH_ANA)[1:] == [total_row("Sum", "A3")]
    rows = [("Tag", "Zeit", "front"), (MONDAY, "08:00", 2), (None, "Total", 2), ("Total", None, 2)]
    assert wrong(rows, GRID)[1:] == [total_row("Total", "B3"), total_row("Total", "A4")]


def test_skills_are_said_once_and_of_types_that_there_are(wrong):
    rows = [("Name", "orders"), ("ana", 1)]
    found = wrong(rows, SKILLS, WITH_ANA.replace("ana: {}", "ana: {skills: orders}"))
    twice = "the plan 'week' says what ana serves, and so does 'skills'. Remove one of them."
    assert found[1:] == [f"  9:16  people.ana.skills: {twice}"]
    found = wrong(rows, f"{SKILLS}, types: {{orders: order}}", WITH_ANA)
    assert found[1].endswith("plans.week.types.orders: no contact type 'order'. Did you mean 'orders'?")


def test_what_is_first_is_said_of_skills_only(wrong):
    (_, line) = wrong([HEADINGS, GOOD], f"{LIST}, first: highest")
    assert line.endswith("'first' stands beside layout skills only, not beside list.")


def test_nothing_follows_from_a_matrix_of_skills_that_cannot_be_read(wrong):
    advice = "  advice: {from: callers, share: 0%, channel: voice, talk: 4m, patience: 3m}\n"
    found = wrong([("Name", "orders", "advice"), ("ana", 1, "?")], SKILLS, advice + WITH_ANA)
    assert found[0] == f"{IN_SHEET}: 1 problem"


GRID = "layout: grid, columns: {time: Zeit, date: Tag}"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ((MONDAY, "08:00", 2.5), "C2  front: expected a whole number of agents, 0 or more, got 2.5. Agents are whole "
         "people."),
        ((MONDAY, "08:00", "1,5"), "C2  front: expected a whole number of agents, 0 or more, got '1,5'. Write decimals "
         "with a point: 1.5."),
        ((MONDAY, "noon", 2), "B2  Zeit: expected a time of day, got 'noon'. Write it as 09:30."),
        (("Mo", "08:00", 2), "A2  Tag: expected a date or a day of the week, got 'Mo'. " + AS_DAYS),
    ],
)  # fmt: skip
def test_a_grid_that_cannot_be_read(wrong, row, message):
    assert f"  {message}" in wrong([("Tag", "Zeit", "front"), row], GRID)


def test_a_grid_has_each_interval_once_and_groups_that_there_are(wrong):
    rows = [("Tag", "Zeit", "front", "Sum"), (MONDAY, "08:00", 2, 2), (MONDAY, "08:00", 3, 3)]
    assert wrong(rows, GRID)[1:] == [
        "  D1  columns that are no agent groups: 'Sum' (D1). Known: front. Say which columns are groups: groups: "
        "{Team A: front}; the others do not count then. Totals do not count with `skip: 'Sum'`.",
        "  B3  Zeit: row 2 has the same time of 2026-11-30. Write each interval once.",
    ]
    twice = wrong([("Tag", "Zeit", "front", "Front"), (MONDAY, "08:00", 2, 2)], GRID)
    assert twice[1:] == ["  D1  front has another column. Rename all but one."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"hello", "the file is no Excel workbook. Save it as an Excel workbook (.xlsx)."),
        (b"", "the file is no Excel workbook. Save it as an Excel workbook (.xlsx)."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "the file is no .xlsx workbook: it has a password, or it is an older .xls "
         "workbook. Save it as an Excel workbook (.xlsx) without a password."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_told_at_the_key_that_names_it(tmp_path, monkeypatch, content, message):
    (tmp_path / "plan.xlsx").write_bytes(content)
    assert said(plan("plan.xlsx"), tmp_path, monkeypatch)[1:] == [f"  9:22  plans.week.file: {message}"]


def test_no_damage_of_a_workbook_is_a_traceback(tmp_path, monkeypatch):
    good = tmp_path / workbook(tmp_path, [HEADINGS, GOOD])
    with zipfile.ZipFile(good) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for damaged, content in parts.items():
        for left in (None, b"", content[: len(content) // 2], b"<a/>", b"\0\xff" * 50):
            with zipfile.ZipFile(good, "w") as packed:
                for name, old in parts.items():
                    if name != damaged:
                        packed.writestr(name, old)
                    elif left is not None:
                        packed.writestr(name, left)
            monkeypatch.chdir(tmp_path)
            with suppress(ScenarioError):
                load_text(plan("plan.xlsx"))


def test_a_workbook_with_several_sheets_asks_which(tmp_path, monkeypatch):
    def two(book, sheet):
        book.create_sheet("Week 49").append(list(HEADINGS))

    text = plan(workbook(tmp_path, [HEADINGS, GOOD], change=two))
    assert said(text, tmp_path, monkeypatch)[1] == (
        "  9:22  plans.week.file: the workbook has 2 sheets. Name the one that is meant in `sheet`: 'Week 48', "
        "'Week 49'."
    )
    named = text.replace("layout: list", "sheet: Wek 48, layout: list")
    assert said(named, tmp_path, monkeypatch)[1] == (
        "  9:40  plans.week.sheet: the workbook has no sheet 'Wek 48'. Did you mean 'Week 48'?"
    )
    assert load_text(text.replace("layout: list", "sheet: Week 48, layout: list")).resolve().people


def test_a_hidden_sheet_is_read_by_its_name_only(tmp_path, monkeypatch):
    def hidden(book, sheet):
        sheet.sheet_state = "hidden"
        book.create_sheet("Notes").append(["nothing"])

    text = plan(workbook(tmp_path, [HEADINGS, GOOD], change=hidden))
    found = said(text, tmp_path, monkeypatch)
    assert found[0].startswith("plan.xlsx, sheet Notes: ")
    assert load_text(text.replace("layout: list", "sheet: Week 48, layout: list")).resolve().people


def test_a_workbook_that_is_too_large_is_refused(tmp_path, monkeypatch):
    text = plan(workbook(tmp_path, [HEADINGS, GOOD], change=lambda book, sheet: sheet.cell(900, 900, "x")))
    for limit, most, message in (
        ("CELLS_MAX", 1000, "the sheet 'Week 48' has 900 rows and 900 columns. Delete the rows and columns behind the "
         "plan."),
        ("UNPACKED_MAX", 1000, "MB; at most 0 MB are possible. Keep the plan in a workbook of its own."),
        ("BYTES_MAX", 1000, "MB, at most 0 MB. Keep the plan in a workbook of its own."),
    ):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(workbooks, limit, most)
            sheets._sheet.cache_clear()
            (tmp_path / "plan.xlsx").touch()
            assert said(text, tmp_path, monkeypatch)[1].endswith(message)


def test_the_scenario_may_not_say_the_same_as_the_plan(tmp_path, monkeypatch):
    file = csv_file(tmp_path, [HEADINGS, GOOD])
    text = plan(file, more="agent_groups: {front: {agents: 4, serves: {orders: {}}}}\n")
    assert said(text, tmp_path, monkeypatch)[1] == (
        "  8:24  agent_groups.front.agents: the plan 'week' says who is on duty, and so does 'agents'. Remove one of "
        "them; a strategy removes agents with `agents: null`."
    )
    null = "strategies: {counted: {plans: {week: null}}, planned: {agent_groups: {front: {agents: null}}}}\n"
    assert "base" not in "".join(said(text + null, tmp_path, monkeypatch)[2:])
    coded = csv_file(tmp_path, matrix(("ana", "E")), "codes.csv")
    twice = plan(coded, MATRIX, WITH_EARLY.replace('from: "08', 'agents: 2, from: "08'))
    assert said(twice, tmp_path, monkeypatch)[1] == (
        "  8:41  agent_groups.front.shifts.early.agents: the plan 'week' says who works the shift, and so does "
        "'agents'. Remove one of them."
    )
    nobody = plan(coded, MATRIX.replace("early", "erly"), WITH_EARLY)
    assert said(nobody, tmp_path, monkeypatch)[1].endswith(
        "plans.week.codes.E: the group 'front' has no shift 'erly'. Did you mean 'early'?"
    )
    none = plan(coded, MATRIX, GROUP)
    assert said(none, tmp_path, monkeypatch)[1].endswith(
        "plans.week.codes.E: the group 'front' has no shift 'early'. Write its hours: shifts: {early: {from: "
        '"08:00", to: "16:00"}}.'
    )


def test_hours_that_the_scenario_states_otherwise_are_told(tmp_path, monkeypatch):
    file = csv_file(tmp_path, [(*HEADINGS, "shift"), (*GOOD[:2], at("09:00"), *GOOD[3:], "early")])
    found = said(plan(file, more=WITH_EARLY), tmp_path, monkeypatch)
    assert found[1] == (
        "  2:3  the shift 'early' is stated with 'from' 08:00, and here it is 09:00. Leave the hours out in the "
        "scenario: the sheet says them."
    )


def test_groups_that_the_plan_names_are_there(tmp_path, monkeypatch):
    file = csv_file(tmp_path, [HEADINGS, GOOD])
    assert said(plan(file, LIST.replace("group: front", "group: frnt")), tmp_path, monkeypatch)[1].endswith(
        "plans.week.group: no agent group 'frnt'. Did you mean 'front'?"
    )
    coded = csv_file(tmp_path, matrix(("ana", "E")), "codes.csv")
    assert said(plan(coded, MATRIX.replace("front", "frnt"), WITH_EARLY), tmp_path, monkeypatch)[1].endswith(
        "no agent group 'frnt'. Did you mean 'front'?"
    )


def test_what_is_wrong_later_is_told_with_the_cell(wrong):
    found = wrong([HEADINGS, ("ana", MONDAY, at("04:00"), at("07:00"), None)])
    assert found[:2] == [
        f"{IN_SHEET}: 1 problem",
        "  C2  agent_groups.front.shifts.from_0400_to_0700: the shift goes beyond the opening hours of the center, "
        "08:00 to 20:00. Give the horizon longer hours, and channels `hours` in which contacts are taken.",
    ]


TEAMS = LIST.replace("columns: {", "columns: {team: Team, ")


def rows_in_teams(*teams):
    days = (MONDAY, TUESDAY, MONDAY)
    return [(*HEADINGS, "Team")] + [
        (who, day, at("08:00"), at("16:00"), "Phone", team)
        for who, day, team in zip(("ana", "ana", "ben"), days, teams, strict=False)
    ]


def test_a_person_of_two_teams_is_told_at_the_second(wrong):
    (_, line) = wrong(rows_in_teams("north", "south"), TEAMS)
    assert line == "  F3  Team: ana is in team 'south' here and in 'north' in row 2. Somebody has one team all day."


def test_two_teams_that_would_have_one_name(wrong):
    (_, line) = wrong(rows_in_teams("Norte 1", "", "Norte_1"), TEAMS)
    assert line.startswith("  F4  'Norte_1' and 'Norte 1' would both be team Norte_1. Give one of them")
    assert line.endswith("teams: {Norte_1_2: {title: 'Norte_1'}}.")


def test_a_team_with_a_name_that_nobody_can_read(wrong):
    (_, line) = wrong(rows_in_teams("x" * 300), TEAMS)
    assert line.startswith("  F2  the text 'xxx")
    assert "has 300 characters" in line


def test_a_person_of_two_teams_in_two_plans(tmp_path, monkeypatch):
    files = [csv_file(tmp_path, rows_in_teams(team)[:2], f"{team}.csv") for team in ("north", "south")]
    text = plan(files[0], TEAMS) + f"  other: {{file: {files[1]}, {TEAMS}}}\n"
    (_, line) = said(
        text.replace("plans: {week: {", "plans:\n  week: {").replace("}}}\n  other", "}}\n  other"),
        tmp_path,
        monkeypatch,
    )
    assert "'ana' is in team 'south' here and in 'north' in another plan. Somebody has one team all day." in line


def test_two_spellings_of_one_person_in_a_sheet_are_told_once(wrong):
    rows = [
        HEADINGS,
        ("Ana López", *GOOD[1:]),
        *[("ANA LO\u0301PEZ", day, *GOOD[2:]) for day in (TUESDAY, "wednesday")],
    ]
    assert wrong(rows) == [
        f"{IN_SHEET}: 1 problem",
        "  A3  'ANA LÓPEZ' and 'Ana López' (A2) are two spellings of one person. Write one of them. If they are two, "
        "state both in the scenario: people: {Ana_López: {title: 'Ana López'}, Ana_López_2: {title: 'ANA LÓPEZ'}}.",
    ]
    (_, line) = wrong([("Name", "orders"), ("ana", 1), ("Ana", 2)], SKILLS, WITH_ANA)
    assert line.startswith("  A3  'Ana' and 'ana' (A2) are two spellings of one person.")


def test_two_spellings_of_one_team_in_a_sheet_are_told_once(wrong):
    for teams in (("north", "North"), ("north", "", "North")):
        (_, line) = wrong(rows_in_teams(*teams), TEAMS)
        assert "'North' and 'north' (F2) are two spellings of one team." in line


def test_a_name_that_may_be_two_people_of_the_scenario_is_told(wrong):
    more = f"people: {{ana: {{}}, Ana: {{}}}}\n{GROUP}"
    (_, line) = wrong([HEADINGS, ("ANA", *GOOD[1:])], more=more)
    assert line == "  A2  'ANA' may be 'ana' or 'Ana'. Write it as the scenario does."
