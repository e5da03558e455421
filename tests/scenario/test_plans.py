"""A plan from a sheet is the plan: the same as written in YAML, to the bit, whatever the layout and the file."""

import datetime
import re

import pytest
from plan_sheets import (
    ACTIVITIES,
    CENTER,
    GROUP,
    HEADINGS,
    LIST,
    MONDAY,
    TUESDAY,
    at,
    csv_file,
    log_of,
    plan,
    workbook,
)

from simulator.errors import ScenarioError
from simulator.scenario.reader import load, load_text
from simulator.scenario.resolved.as_yaml import resolved_text

EARLY, LATE = ("08:00", "16:00", "12:00"), ("12:00", "20:00", "15:00")
WORKED = [("Ana López", MONDAY, EARLY), ("Ana López", TUESDAY, EARLY), ("ben", MONDAY, EARLY)]
WORKED += [("ben", TUESDAY, LATE), ("cem", MONDAY, LATE), ("cem", TUESDAY, LATE)]

IN_YAML = """\
people: {Ana_López: {title: Ana López}, ben: {}, cem: {}}
agent_groups:
  front:
    absence: 20%
    adherence: {share: 95%, long_breaks: {share: 50%, by: 5m}}
    shifts:
      early:
        from: "08:00"
        to: "16:00"
        people_on: {"2026-11-30": [Ana_López, ben], "2026-12-01": Ana_López}
        breaks: {Lunch: {for: 30m, at: "12:00", paid: false}}
      late:
        from: "12:00"
        to: "20:00"
        people_on: {"2026-11-30": cem, "2026-12-01": [ben, cem]}
        breaks: {Lunch: {for: 30m, at: "15:00", paid: false}}
    serves: {orders: {}}
"""
RATES = "absence: 20%, adherence: {share: 95%, long_breaks: {share: 50%, by: 5m}}"
DRAWN = f"agent_groups: {{front: {{{RATES}, serves: {{orders: {{}}}}}}}}\n"
CODED = """\
agent_groups:
  front:
    absence: 20%
    adherence: {share: 95%, long_breaks: {share: 50%, by: 5m}}
    shifts:
      early: {from: "08:00", to: "16:00", breaks: {Lunch: {for: 30m, at: "12:00", paid: false}}}
      late: {from: "12:00", to: "20:00", breaks: {Lunch: {for: 30m, at: "15:00", paid: false}}}
    serves: {orders: {}}
"""
CODES = "codes: {E: {group: front, shift: early}, L: {group: front, shift: late}}"


def in_pieces():
    """Return a list as programs write it: each shift in rows one after the other."""
    for who, day, (begins, ends, lunch) in WORKED:
        back = lunch[:3] + "30"
        yield who, day, at(begins), at(lunch), "Phone"
        yield who, day, at(lunch), at(back), "Lunch"
        yield who, day, at(back), at(ends), "Phone"


def laid_over():
    """Return a list as people write it: a row for the shift, and one for lunch in it."""
    for who, day, (begins, ends, lunch) in WORKED:
        yield who, day, at(begins), at(ends), None
        yield who, day, at(lunch), at(lunch[:3] + "30"), "Lunch"


def matrix():
    return [("Name", MONDAY, TUESDAY), ("Ana López", "E", "E"), ("ben", "E", "L"), ("cem", "L", "L")]


@pytest.fixture(scope="module")
def written():
    return log_of(CENTER + IN_YAML, ".")


@pytest.mark.parametrize("rows", [in_pieces, laid_over])
def test_a_list_is_the_same_as_yaml_to_the_bit(tmp_path, written, rows):
    table = [HEADINGS, *rows()]
    assert log_of(plan(csv_file(tmp_path, table), more=DRAWN), tmp_path) == written
    assert log_of(plan(workbook(tmp_path, table), more=DRAWN), tmp_path) == written


def test_a_matrix_is_the_same_as_yaml_to_the_bit(tmp_path, written):
    said = f"layout: matrix, columns: {{person: Name}}, {CODES}"
    assert log_of(plan(csv_file(tmp_path, matrix()), said, CODED), tmp_path) == written
    assert log_of(plan(workbook(tmp_path, matrix()), said, CODED), tmp_path) == written


def test_another_plan_has_another_log(tmp_path, written):
    rows = [("ben" if who == "cem" and day == MONDAY else who, day, *more) for who, day, *more in laid_over()]
    rows = [row for row in rows if not (row[0] == "ben" and row[1] == MONDAY and row[2] < at("12:30"))]
    assert log_of(plan(csv_file(tmp_path, [HEADINGS, *rows]), more=DRAWN), tmp_path) != written


def test_times_may_be_texts_times_of_a_spreadsheet_parts_of_a_day_or_dates_with_a_time(tmp_path, written):
    def in_other_words(row, number):
        who, day, begins, ends, activity = row
        first, last = (datetime.datetime.combine(day, one) for one in (begins, ends))
        parts = [(one - datetime.datetime.combine(day, at("00:00"))) for one in (first, last)]
        ways = [
            (begins, ends),
            (begins.strftime("%H:%M"), ends.strftime("%H:%M:%S")),
            tuple(one.total_seconds() / 86400 for one in parts),
            tuple(parts),
            (first, last),
            (first.isoformat(" "), last.isoformat()),
        ]
        return (who, day if number % 2 else day.isoformat(), *ways[number % len(ways)], activity)

    rows = [in_other_words(row, number) for number, row in enumerate(in_pieces())]
    assert log_of(plan(workbook(tmp_path, [HEADINGS, *rows]), more=DRAWN), tmp_path) == written


def test_dates_and_times_are_what_they_show_where_days_are_counted_from_1904(tmp_path, written):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def since_1904(book, sheet):
        book.epoch = CALENDAR_MAC_1904

    table = [HEADINGS, *laid_over()]
    assert log_of(plan(workbook(tmp_path, table, change=since_1904), more=DRAWN), tmp_path) == written


def test_titles_above_the_headings_and_columns_that_nobody_asks_for_do_not_matter(tmp_path, written):
    rows = [(None, *row, "x") for row in in_pieces()]
    table = [("Plan of week 48",), (), (None, *HEADINGS, "Remark"), *rows]
    assert log_of(plan(workbook(tmp_path, table), more=DRAWN), tmp_path) == written


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_may_have_semicolons_or_tabs_and_dates_with_dots(tmp_path, separator):
    rows = [
        ("Woche 49, Nord",),
        HEADINGS,
        ("ana", "30.11.2026", "08:00", "16:00", "Phone"),
        ("ben", "1.12.2026", "9:00", "12:00", ""),
    ]
    (tmp_path / "plan.csv").write_text("".join(f"{separator.join(row)}\n" for row in rows), encoding="utf-8")
    usual = [
        HEADINGS,
        ("ana", MONDAY, at("08:00"), at("16:00"), "Phone"),
        ("ben", TUESDAY, at("09:00"), at("12:00"), None),
    ]
    other = csv_file(tmp_path, usual, "usual.csv")
    assert log_of(plan("plan.csv", LIST, GROUP), tmp_path) == log_of(plan(other, LIST, GROUP), tmp_path)


def test_columns_that_are_called_like_the_keys_need_not_be_named(tmp_path, written):
    table = [("person", "date", "from", "to", "activity"), *in_pieces()]
    said = f"layout: list, group: front, {ACTIVITIES}"
    assert log_of(plan(csv_file(tmp_path, table), said, DRAWN), tmp_path) == written


def test_large_letters_in_headings_do_not_matter(tmp_path):
    small = ("person", "date", "from", "to", "activity", "group", "shift", "team")
    row = ("ana", MONDAY, at("08:00"), at("16:00"), "Phone", "front", "early", "north")
    said = "layout: list, activities: {Phone: {counts_as: contacts}}"
    trees = [
        load_text(plan(csv_file(tmp_path, [headings, row]), said), tmp_path).resolved_tree()
        for headings in (small, [one.upper() for one in small], [one.title() for one in small])
    ]
    shifts = trees[0]["agent_groups"]["front"]["shifts"]
    assert (list(shifts), trees[0]["people"]) == (["early"], {"ana": {"team": "north"}})
    assert trees[0] == trees[1] == trees[2]


def test_large_letters_in_columns_of_types_and_groups_do_not_matter(tmp_path):
    counted = [plan(csv_file(tmp_path, [("Zeit", one), ("08:00", 2)], f"{one}.csv"), GRID.replace(
        ", groups: {Team A: front}", "")) for one in ("front", "FRONT")]  # fmt: skip
    assert len({str(load_text(text, tmp_path).resolved_tree()) for text in counted}) == 1
    skilled = GROUP.replace("serves:", 'shifts: {day: {people: ana, from: "08:00", to: "20:00"}}, serves:')
    text = plan(csv_file(tmp_path, [("NAME", "ORDERS"), ("ana", 2)], "who.csv"), WHO_CAN, skilled)
    assert load_text(text, tmp_path).resolve().people["ana"].skills == {"orders": 2}


@pytest.mark.parametrize("day", ["Mon", "mon.", "MONDAY", "Monday"])
def test_days_of_the_week_may_be_short_and_in_any_case(tmp_path, day):
    text = plan(csv_file(tmp_path, [("Name", day, "thurs"), ("ana", "E", "E")]),
                f"layout: matrix, columns: {{person: Name}}, {CODES}", CODED)  # fmt: skip
    shifts = load_text(text, tmp_path).resolved_tree()["agent_groups"]["front"]["shifts"]
    assert shifts["early"]["people_on"] == {"monday": ["ana"], "thursday": ["ana"]}


def test_only_the_rows_that_where_asks_for_are_read(tmp_path, written):
    rows = [(*row, "Valencia") for row in in_pieces()] + [("eva", "when?", "", "", "?", "Soria")]
    table = [(*HEADINGS, "Site"), *rows]
    assert log_of(plan(csv_file(tmp_path, table), f"{LIST}, where: {{Site: Valencia}}", DRAWN), tmp_path) == written


def shifts_of(text, folder, group="front"):
    tree = load_text(text, folder).resolved_tree()
    return tree["agent_groups"][group]["shifts"]


def listed(tmp_path, *rows, said=LIST, more=GROUP):
    return shifts_of(plan(csv_file(tmp_path, [HEADINGS, *rows]), said, more), tmp_path)


def test_a_gap_is_a_split_and_two_gaps_are_two_shifts(tmp_path):
    split = [("ana", MONDAY, at("08:00"), at("10:00"), None), ("ana", MONDAY, at("12:00"), at("14:00"), None)]
    people_on = {"2026-11-30": ["ana"]}
    first = {"from": "08:00", "to": "14:00", "split": {"from": "10:00", "to": "12:00"}, "people_on": people_on}
    assert listed(tmp_path, *split) == {"from_0800_to_1400": first}
    again = ("ana", MONDAY, at("16:00"), at("18:00"), None)
    second = {"from": "16:00", "to": "18:00", "people_on": people_on}
    assert listed(tmp_path, *split, again) == {"from_0800_to_1400": first, "from_1600_to_1800": second}


NIGHT = 'horizon: {from: "00:00", to: "24:00", days: 2, date: "2026-11-30"}'


@pytest.mark.parametrize("lunch_on", [MONDAY, TUESDAY])
def test_a_shift_may_end_after_midnight_and_lunch_may_be_of_either_day(tmp_path, lunch_on):
    rows = [("ana", MONDAY, at("22:00"), at("06:00"), "Phone"), ("ana", lunch_on, at("02:00"), at("02:30"), "Lunch")]
    text = plan(csv_file(tmp_path, [HEADINGS, *rows])).replace(CENTER.split("\n")[2], NIGHT)
    lunch = {"Lunch": {"for": "30m", "at": "26:00", "paid": False}}
    night = {"from": "22:00", "to": "30:00", "breaks": lunch, "people_on": {"2026-11-30": ["ana"]}}
    assert shifts_of(text, tmp_path) == {"from_2200_to_3000": night}


def test_breaks_of_one_name_and_training_are_kept_apart(tmp_path):
    rows = [("ana", MONDAY, at("08:00"), at("16:00"), "Phone")]
    rows += [("ana", MONDAY, at(f"{hour}:00"), at(f"{hour}:15"), "Lunch") for hour in ("10", "12")]
    rows += [("ana", MONDAY, at("14:00"), at("15:00"), "Training")]
    (day,) = listed(tmp_path, *rows).values()
    assert day["breaks"] == {
        "Lunch": {"for": "15m", "at": "10:00", "paid": False},
        "Lunch_2": {"for": "15m", "at": "12:00", "paid": False},
        "Training": {"for": "1h", "at": "14:00", "counts_as": "off_phone"},
    }


def test_a_column_says_the_group_and_lunch_goes_with_the_work_before_it(tmp_path):
    more = "agent_groups: {front: {serves: {orders: {}}}, back: {serves: {orders: {priority: 2}}}}\n"
    rows = [("ana", MONDAY, at("08:00"), at("12:00"), "Team A"), ("ana", MONDAY, at("12:00"), at("12:30"), "Lunch")]
    rows += [("ana", MONDAY, at("12:30"), at("16:00"), "Team B"), ("ana", MONDAY, None, None, "Holiday")]
    said = (
        "layout: list, groups: {Team A: front, Team B: back}, "
        "columns: {person: Name, date: Date, from: Start, to: End, activity: Activity, group: Activity}, "
        "activities: {Lunch: {paid: false}, Holiday: {counts_as: nothing}}"
    )
    text = plan(csv_file(tmp_path, [HEADINGS, *rows]), said, more)
    lunch = {"Lunch": {"for": "30m", "at": "12:00", "paid": False}}
    people_on = {"2026-11-30": ["ana"]}
    assert list(shifts_of(text, tmp_path).values()) == [
        {"from": "08:00", "to": "12:30", "breaks": lunch, "people_on": people_on}
    ]
    assert list(shifts_of(text, tmp_path, "back").values()) == [
        {"from": "12:30", "to": "16:00", "people_on": people_on}
    ]


def test_a_sheet_without_days_holds_on_every_day(tmp_path):
    table = [("person", "from", "to"), ("ana", at("08:00"), at("16:00"))]
    text = plan(csv_file(tmp_path, table), "layout: list, group: front")
    assert list(shifts_of(text, tmp_path).values()) == [{"from": "08:00", "to": "16:00", "people": ["ana"]}]


def test_people_keep_their_names_their_titles_and_what_is_stated_of_them(tmp_path):
    rows = [(who, MONDAY, at("08:00"), at("16:00"), None) for who in ("Ana  López", "1042", "Ben B.", "cem")]
    more = f"people: {{ben: {{title: Ben B.}}, cem: {{note: new}}}}\n{GROUP}"
    text = plan(csv_file(tmp_path, [HEADINGS, *rows]), more=more)
    tree = load_text(text, tmp_path).resolved_tree()
    assert tree["people"] == {
        "ben": {"title": "Ben B."},
        "cem": {"note": "new"},
        "Ana_López": {"title": "Ana López"},
        "p_1042": {"title": "1042"},
    }
    (shift,) = tree["agent_groups"]["front"]["shifts"].values()
    assert shift["people_on"] == {"2026-11-30": ["Ana_López", "p_1042", "ben", "cem"]}


def test_people_and_teams_of_other_spellings_are_those_of_the_scenario_and_of_the_other_sheet(tmp_path):
    table = [(*HEADINGS, "Team"), ("ANA LÓPEZ", MONDAY, at("08:00"), at("14:00"), "Phone", "North")]
    skills = csv_file(tmp_path, [("Name", "orders"), ("ana lo\u0301pez", 1)], "skills.csv")
    said = LIST.replace("columns: {", "columns: {team: Team, ")
    both = plan(csv_file(tmp_path, table), said)
    both = both.replace("plans: {", f"plans: {{who: {{file: {skills}, layout: skills, columns: {{person: Name}}}}, ")
    for people, name in (("", "ana_lópez"), ("people: {a: {title: Ana López}, b: {team: north}}\n", "a")):
        scenario = load_text(people + both, tmp_path).resolve()
        assert [one for one in scenario.people if one != "b"] == [name]
        assert scenario.people[name].skills == {"orders": 1}
        assert scenario.people[name].team == ("north" if people else "North")


def test_who_is_two_in_the_scenario_is_two_in_a_sheet(tmp_path):
    rows = [(who, MONDAY, at("08:00"), at("16:00"), None) for who in ("ana", "Ana")]
    text = plan(csv_file(tmp_path, [HEADINGS, *rows]), more=f"people: {{ana: {{}}, Ana: {{}}}}\n{GROUP}")
    (shift,) = shifts_of(text, tmp_path).values()
    assert shift["people_on"] == {"2026-11-30": ["ana", "Ana"]}


def test_a_named_shift_has_what_the_scenario_says_of_it_besides(tmp_path):
    more = "agent_groups: {front: {shifts: {early: {no_new: 10m}, late: {no_new: 5m}}, serves: {orders: {}}}}\n"
    table = [("person", "date", "from", "to", "shift"), ("ana", MONDAY, at("08:00"), at("16:00"), "early")]
    shifts = shifts_of(plan(csv_file(tmp_path, table), "layout: list, group: front", more), tmp_path)
    assert shifts == {"early": {"no_new": "10m", "from": "08:00", "to": "16:00", "people_on": {"2026-11-30": ["ana"]}}}


def test_a_shift_of_which_the_matrix_has_nobody_is_worked_by_nobody(tmp_path):
    table = [("Name", MONDAY, TUESDAY), ("ana", "E", None), ("ben", "E", "X")]
    said = f"layout: matrix, columns: {{person: Name}}, off: X, {CODES}"
    shifts = shifts_of(plan(csv_file(tmp_path, table), said, CODED), tmp_path)
    assert shifts["late"]["agents"] == 0
    assert shifts["early"]["people_on"] == {"2026-11-30": ["ana", "ben"]}


GRID = "layout: grid, columns: {time: Zeit}, groups: {Team A: front}"


def test_a_grid_is_the_same_as_headcount_to_the_bit(tmp_path):
    table = [("Zeit", "Team A", "Sum"), ("08:00", 2, 2), ("12:00", 4, 4), ("16:30", 3, 3)]
    counted = 'agent_groups: {front: {agents: {"08:00": 2, "12:00": 4, "16:30": 3}, serves: {orders: {}}}}\n'
    expected = log_of(CENTER + counted, tmp_path)
    assert log_of(plan(csv_file(tmp_path, table), GRID), tmp_path) == expected
    assert log_of(plan(workbook(tmp_path, [(at(one) if one[0] in "01" else one, *m) for one, *m in table]), GRID),
                  tmp_path) == expected  # fmt: skip


def test_a_grid_with_days_is_the_same_as_agents_on_them(tmp_path):
    rows = [(day, hour, number) for day, numbers in ((MONDAY, (2, 3)), (TUESDAY, (4, 1)))
            for hour, number in zip(("08:00 - 13:00", "13:00 - 18:00"), numbers, strict=True)]  # fmt: skip
    said = "layout: grid, columns: {time: Zeit, date: Tag}"
    text = plan(csv_file(tmp_path, [("Tag", "Zeit", "front"), *rows]), said)
    on = '{"2026-11-30": {"08:00": 2, "13:00": 3, "18:00": 0}, "2026-12-01": {"08:00": 4, "13:00": 1, "18:00": 0}}'
    counted = f"agent_groups: {{front: {{agents: 0, agents_on: {on}, serves: {{orders: {{}}}}}}}}\n"
    assert log_of(text, tmp_path) == log_of(CENTER + counted, tmp_path)


SKILLED = """\
  advice: {from: callers, share: 30%, channel: voice, talk: {exponential: {mean: 6m}}, patience: 5m}
  claims: {from: callers, share: 20%, channel: voice, talk: {exponential: {mean: 3m}}, patience: 5m}
agent_groups:
  front:
    shifts: {day: {people: [Ana_López, ben, cem, dan], from: "08:00", to: "20:00"}}
    serves: {orders: {priority: 2}, claims: {priority: 3, handle_time: 120%}}
"""
IN_PEOPLE = """\
people:
  Ana_López: {title: Ana López, skills: {orders: 1, advice: 2}}
  ben: {cost: 14 EUR/h, skills: [advice, claims]}
  cem: {skills: {advice: 1, claims: true}}
  dan: {}
"""
WHO_CAN = "layout: skills, columns: {person: Name}"


def with_shares(text):
    return text.replace("orders: {from: callers,", "orders: {from: callers, share: 50%,")


def who_can(*headings):
    names = headings or ("orders", "advice", "claims")
    rows = [("Ana López", 1, 2, "-"), ("ben", None, "x", "✓"), ("cem", "no", 1, "Yes")]
    return [("Who can do what", None, None, None), ("Name", *names), *rows]


def test_a_matrix_of_skills_is_the_same_as_yaml_to_the_bit(tmp_path):
    in_yaml = with_shares(CENTER + SKILLED + IN_PEOPLE)
    without = re.sub(r",? ?skills: .*?(?=\}\n)", "", in_yaml)
    wanted = log_of(in_yaml, tmp_path)
    # Nobody serves advice then.
    assert log_of(without.replace("serves: {orders", "serves: {advice: {}, orders"), tmp_path) != wanted
    people = without.partition("people:\n")[2]
    more = f"{SKILLED}people:\n{people}"
    for file in (csv_file(tmp_path, who_can()), workbook(tmp_path, who_can())):
        assert log_of(with_shares(plan(file, WHO_CAN, more)), tmp_path) == wanted
    german = [(*row, "Team A") for row in who_can("Bestellung", "Beratung", "Schaden")]
    types = "types: {Bestellung: orders, Beratung: advice, Schaden: claims}"
    assert log_of(with_shares(plan(workbook(tmp_path, german), f"{WHO_CAN}, {types}", more)), tmp_path) == wanted


def test_the_highest_grade_of_a_person_is_their_priority_1_where_the_plan_says_so(tmp_path):
    file = csv_file(tmp_path, [("Name", "orders", "advice", "claims"), ("ben", 10, 7, 10), ("cem", 3, "x", None)])
    skilled = with_shares(SKILLED).replace("Ana_López, ben, cem, dan", "ben, cem")
    for more, expected in (
        (", first: highest", {"ben": {"orders": 1, "advice": 2, "claims": 1}, "cem": {"orders": 1, "advice": True}}),
        ("", {"ben": {"orders": 10, "advice": 7, "claims": 10}, "cem": {"orders": 3, "advice": True}}),
    ):
        tree = load_text(with_shares(plan(file, WHO_CAN + more, skilled)), tmp_path).resolved_tree()
        assert {name: one["skills"] for name, one in tree["people"].items()} == expected


def test_people_of_a_matrix_of_skills_become_people_and_rows_may_be_left_out(tmp_path):
    rows = [("person", "orders", "site"), ("Eva Ruiz", 2, "Soria"), ("fay", True, "Leon"), ("gil", True, "Soria")]
    shift = 'shifts: {day: {people: [Eva_Ruiz, gil], from: "08:00", to: "20:00"}}'
    more = GROUP.replace("{serves", f"{{{shift}, serves")
    scenario = load_text(
        plan(workbook(tmp_path, rows), "layout: skills, where: {site: Soria}", more), tmp_path
    ).resolve()
    assert {name: (one.title, one.skills) for name, one in scenario.people.items()} == {
        "Eva_Ruiz": ("Eva Ruiz", {"orders": 2}),
        "gil": (None, {"orders": True}),
    }


def test_a_strategy_takes_another_sheet_by_one_line(tmp_path):
    def more(book, sheet):
        other = book.create_sheet("Week 49")
        for row in (HEADINGS, ("dan", MONDAY, at("10:00"), at("18:00"), "Phone")):
            other.append(list(row))

    text = plan(workbook(tmp_path, [HEADINGS, *in_pieces()], change=more), f"sheet: Week 48, {LIST}")
    text += "strategies: {as_planned: {}, next_week: {plans: {week: {sheet: Week 49}}}}\n"
    study = load_text(text, tmp_path)
    assert set(study.resolve("as_planned").people) == {"Ana_López", "ben", "cem"}
    assert set(study.resolve("next_week").people) == {"dan"}
    assert study.resolve("next_week").plan_files == ("plan.xlsx",)
    assert set(load_text(text, tmp_path, settings=["plans.week.sheet=Week 49"]).resolve().people) == {"dan"}


def test_a_resolved_scenario_has_shifts_in_the_place_of_its_plans_and_reads_back(tmp_path):
    text = plan(workbook(tmp_path, [HEADINGS, *in_pieces()]), more=DRAWN)
    shown = resolved_text(load_text(text, tmp_path))
    assert "plans:" not in shown
    assert log_of(shown, tmp_path) == log_of(text, tmp_path)


def test_a_plan_beside_an_extended_file_is_found_there(tmp_path):
    (tmp_path / "below").mkdir()
    file = csv_file(tmp_path / "below", [HEADINGS, *in_pieces()])
    (tmp_path / "below" / "base.yaml").write_text(plan(file))
    (tmp_path / "top.yaml").write_text("extends: below/base.yaml\nname: Above\n")
    assert set(load(tmp_path / "top.yaml").resolve().people) == {"Ana_López", "ben", "cem"}


def test_a_plan_outside_the_folder_is_read_only_where_that_is_allowed(tmp_path):
    (tmp_path / "inside").mkdir()
    csv_file(tmp_path, [HEADINGS, *in_pieces()])
    text = plan("../plan.csv")
    with pytest.raises(ScenarioError, match=r"'\.\./plan\.csv' is not in the scenario's folder\. Put the file beside"):
        load_text(text, tmp_path / "inside")
    assert load_text(text, tmp_path / "inside", allow_outside=True).resolve().people


def test_rows_and_columns_that_are_skipped_do_not_count(tmp_path):
    for said, table, more, total in (
        (LIST, [HEADINGS, ("ana", MONDAY, at("08:00"), at("16:00"), "Phone")], GROUP, [("total", "", "8", "", "")]),
        (f"layout: matrix, columns: {{person: Name}}, {CODES}", [("Name", MONDAY), ("ana", "E")], CODED,
         [("TOTAL", "E")]),
        ("layout: grid, columns: {time: Zeit}", [("Zeit", "front", "Sum"), ("08:00", 2, 2)], GROUP, [("Total", 2, 2)]),
        (WHO_CAN, [("Name", "orders", "sum"), ("ana", 1, 1)],
         GROUP.replace("serves:", 'shifts: {day: {people: ana, from: "08:00", to: "20:00"}}, serves:'),
         [("Total", 1, 1)]),
    ):  # fmt: skip
        said += ", skip: [Total, Sum]"
        rows = [*table, *total]
        without = [row[:2] for row in table] if "Sum" in table[0] or "sum" in table[0] else table
        texts = [plan(csv_file(tmp_path, one, name), said, more) for one, name in ((rows, "a.csv"), (without, "b.csv"))]
        with_total, expected = (load_text(text, tmp_path).resolved_tree() for text in texts)
        assert with_total == expected, said


def test_who_is_called_like_a_total_counts_where_nothing_is_skipped(tmp_path):
    rows = [HEADINGS, ("Sum", MONDAY, at("08:00"), at("16:00"), None)]
    tree = load_text(plan(csv_file(tmp_path, rows), f"{LIST}, skip: []"), tmp_path).resolved_tree()
    assert list(tree["people"]) == ["Sum"]


def test_people_may_differ_by_day():
    shift = load_text(CENTER + IN_YAML).resolve().agent_groups["front"].shifts["late"]
    assert shift.everybody == ("cem", "ben")
    assert shift.most == 2
    changed = "strategies: {more: {agent_groups: {front: {shifts: {early: {agents: 3}}}}}}\n"
    more = load_text(CENTER + IN_YAML + changed).resolve("more").agent_groups["front"].shifts["early"]
    assert (more.agents, more.people_on) == (3, {})
    back = CENTER + IN_YAML + changed.replace("agents: 3", "people_on: {monday: cem}")
    assert load_text(back).resolve("more").agent_groups["front"].shifts["early"].people_on["monday"] == ("cem",)
    counted = CENTER + 'agent_groups: {front: {shifts: {early: {agents: 3, from: "08:00", to: "12:00"}}, serves: '
    by_day = changed.replace("agents: 3", "people_on: {monday: ana}")
    named = f"{counted}{{orders: {{}}}}}}}}\npeople: {{ana: {{}}}}\n{by_day}"
    assert load_text(named).resolve("more").agent_groups["front"].shifts["early"].agents is None


def test_a_workbook_is_only_looked_into_by_the_library_when_there_is_one(tmp_path):
    import subprocess
    import sys

    file = csv_file(tmp_path, [HEADINGS, *in_pieces()])
    (tmp_path / "scenario.yaml").write_text(plan(file))
    code = "import sys; from simulator.scenario.reader import load; load(sys.argv[1]); print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "scenario.yaml")], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_a_plan_that_is_mentioned_twice_adds_up(tmp_path):
    one = csv_file(tmp_path, [HEADINGS, ("ana", MONDAY, at("08:00"), at("16:00"), None)], "one.csv")
    two = csv_file(tmp_path, [HEADINGS, ("ben", MONDAY, at("08:00"), at("16:00"), None)], "two.csv")
    text = f"{CENTER}{GROUP}plans: {{a: {{file: {one}, {LIST}}}, b: {{file: {two}, {LIST}}}}}\n"
    (shift,) = shifts_of(text, tmp_path).values()
    assert shift["people_on"] == {"2026-11-30": ["ana", "ben"]}


WITH_TEAM = (*HEADINGS, "Team")
IN_TEAMS = [
    ("Ana López", MONDAY, at("08:00"), at("14:00"), "Phone", "Norte 1"),
    ("ben", MONDAY, at("08:00"), at("16:00"), "Phone", "south"),
    ("ben", MONDAY, at("12:00"), at("12:30"), "Lunch", ""),
    ("ben", TUESDAY, at("08:00"), at("16:00"), "Phone", ""),
    ("cem", TUESDAY, at("08:00"), at("16:00"), "Phone", ""),
]
READS_TEAMS = LIST.replace("columns: {", "columns: {team: Team, ")


def test_a_column_says_the_team_of_people(tmp_path):
    scenario = load_text(plan(csv_file(tmp_path, [WITH_TEAM, *IN_TEAMS]), READS_TEAMS), tmp_path).resolve()
    assert {name: one.team for name, one in scenario.people.items()} == {
        "Ana_López": "Norte_1",
        "ben": "south",
        "cem": None,
    }
    assert (scenario.teams["Norte_1"].title, "south" in scenario.teams) == ("Norte 1", False)


def test_a_team_is_known_by_its_title_and_what_the_scenario_says_of_a_person_counts(tmp_path):
    more = f"{GROUP}teams: {{north: {{title: Norte 1, cost: 15 EUR/h}}}}\npeople: {{ben: {{team: west}}}}\n"
    scenario = load_text(plan(csv_file(tmp_path, [WITH_TEAM, *IN_TEAMS]), READS_TEAMS, more), tmp_path).resolve()
    assert (scenario.people["Ana_López"].team, scenario.people["ben"].team) == ("north", "west")
    assert list(scenario.teams) == ["north"]


def test_a_column_called_team_need_not_be_named_unless_it_is_that_of_the_groups(tmp_path):
    small = (*HEADINGS, "team")
    rows = [small, *((*row[:5], row[5] and "front") for row in IN_TEAMS)]
    for said, team in ((LIST, "front"), (LIST.replace("group: front, columns: {", "columns: {group: team, "), None)):
        scenario = load_text(plan(csv_file(tmp_path, rows[:3] if team is None else rows), said), tmp_path).resolve()
        assert scenario.people["ben"].team == team
