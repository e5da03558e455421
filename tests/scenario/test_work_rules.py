"""Plans and their limits by pencil: each rule is broken by a plan, and kept by the one that just keeps it."""

import pytest

from simulator.errors import Problem
from simulator.scenario.days.working_days import working_days
from simulator.scenario.reader import load_text
from simulator.units import format_time_of_day

CENTER = """\
version: 1
name: Rules
horizon: {{from: "00:00", to: "24:00", {horizon}}}
channels: {{voice: {{}}}}
sources: {{callers: {{arrivals: 0/h}}}}
contact_types: {{orders: {{from: callers, channel: voice, talk: 4m, patience: 3m}}}}
people: {{ana: {{}}, ben: {{}}}}
agent_groups:
  front: {{{front}, serves: {{orders: {{}}}}}}
  back: {{{back}, serves: {{orders: {{}}}}}}
work_rules: {{ours: {{{rules}}}}}
"""
WEEK = 'days: 7, date: "2026-11-30"'
"""Monday to Sunday."""
MONDAY = 'days: 1, date: "2026-11-30"'
NOBODY = "agents: 1"
KINDS = ("work_rule", "work_rule_unchecked")


def warnings(rules: str, front: str, *, back: str = NOBODY, horizon: str = WEEK) -> list[Problem]:
    """Return what is said of the plan of two groups."""
    text = CENTER.format(rules=rules, front=front, back=back, horizon=horizon)
    return [one for one in load_text(text).warnings() if one.kind in KINDS]


def said(rules: str, front: str, *, back: str = NOBODY, horizon: str = WEEK) -> str:
    """Return the one thing that is said, without what is said of agents without names; nothing if nothing is."""
    found = [one.what for one in warnings(rules, front, back=back, horizon=horizon)]
    assert len(found) <= 1, found
    return found[0] if found else ""


def shift(from_: str, to: str, more: str = "people: ana", breaks: str = "") -> str:
    """Return a group with one shift."""
    return f'shifts: {{day: {{{more}, from: "{from_}", to: "{to}"}}}}, breaks: {{{breaks}}}'


ANA_MONDAY = "people: ana, on: monday"


@pytest.mark.parametrize(
    ("rules", "broken", "kept", "words"),
    [
        # Nine hours and a minute.
        (
            "longest_day: 9h",
            shift("09:00", "18:01", ANA_MONDAY),
            shift("09:00", "18:00", ANA_MONDAY),
            "ana works 9h1m on monday, more than 9h.",
        ),
        # A paid break is working time, an unpaid one is not.
        (
            "longest_day: 8h",
            shift("09:00", "17:30", ANA_MONDAY, 'lunch: {for: 30m, at: "12:00"}'),
            shift("09:00", "17:30", ANA_MONDAY, 'lunch: {for: 30m, at: "12:00", paid: false}'),
            "ana works 8h30m on monday, more than 8h.",
        ),
        # With `worked`, no break is; work off the phone is.
        (
            "longest_day: 8h, counts: worked",
            shift("09:00", "17:30", ANA_MONDAY, 'training: {for: 30m, at: "12:00", counts_as: off_phone}'),
            shift("09:00", "17:30", ANA_MONDAY, 'lunch: {for: 30m, at: "12:00"}'),
            "ana works 8h30m on monday, more than 8h.",
        ),
        # Who may have no break today works all of it.
        (
            "longest_day: 8h",
            shift("09:00", "17:30", ANA_MONDAY, 'lunch: {for: 30m, at: "12:00", paid: false, share: 90%}'),
            shift("09:00", "17:30", ANA_MONDAY, 'lunch: {for: 30m, from: "12:00", to: "14:00", paid: false}'),
            "ana works 8h30m on monday, more than 8h.",
        ),
        # From 21:00 to 8:59 are 11 hours and 59 minutes.
        (
            "rest: 12h",
            'shifts: {late: {people: ana, from: "13:00", to: "21:00", on: monday}, '
            'early: {people: ana, from: "08:59", to: "12:00", on: tuesday}}',
            'shifts: {late: {people: ana, from: "13:00", to: "21:00", on: monday}, '
            'early: {people: ana, from: "09:00", to: "12:00", on: tuesday}}',
            "ana has 11h59m off between monday and tuesday, less than 12h.",
        ),
        # Five days of 8 hours, and one of 1 hour.
        (
            "longest_week: 40h",
            'shifts: {day: {people: ana, from: "09:00", to: "17:00", on: [monday, tuesday, wednesday, thursday, friday]'
            '}, more: {people: ana, from: "09:00", to: "10:00", on: sunday}}',
            shift("09:00", "17:00", "people: ana, on: [monday, tuesday, wednesday, thursday, friday]"),
            "ana works 41h in the week from 2026-11-30, more than 40h.",
        ),
        # Off from Saturday 13:00 until the end of what is simulated: 35 hours; from 12:00 on 36.
        (
            "weekly_rest: 36h",
            'shifts: {day: {people: ana, from: "09:00", to: "17:00", on: [monday, tuesday, wednesday, thursday, friday]'
            '}, more: {people: ana, from: "09:00", to: "13:00", on: saturday}}',
            'shifts: {day: {people: ana, from: "09:00", to: "17:00", on: [monday, tuesday, wednesday, thursday, friday]'
            '}, more: {people: ana, from: "09:00", to: "12:00", on: saturday}}',
            "ana has 35h off at the longest in the week from 2026-11-30, less than 36h.",
        ),
        (
            "days_in_a_row: 3",
            shift("09:00", "12:00", "people: ana, on: [monday, tuesday, wednesday, thursday, saturday]"),
            shift("09:00", "12:00", "people: ana, on: [monday, tuesday, wednesday, friday, saturday, sunday]"),
            "ana works 4 days in a row until thursday, more than 3.",
        ),
        # Six hours are not longer than six hours.
        (
            "breaks: {meal: {longer_than: 6h, at_least: 15m}}",
            shift("09:00", "15:01", ANA_MONDAY),
            shift("09:00", "15:00", ANA_MONDAY),
            "ana has no break in 6h1m of work on monday; 15m are due after 6h.",
        ),
        # Two breaks of 10 minutes are not one of 15; a training is none at all.
        (
            "breaks: {meal: {longer_than: 6h, at_least: 15m}}",
            shift(
                "09:00",
                "17:00",
                ANA_MONDAY,
                'a: {for: 10m, at: "10:00"}, b: {for: 10m, at: "12:00"}, '
                'c: {for: 1h, at: "14:00", counts_as: off_phone}',
            ),
            shift("09:00", "17:00", ANA_MONDAY, 'a: {for: 15m, from: "12:00", to: "14:00"}'),
            "ana has a break of 10m at most in 8h of work on monday; 15m are due after 6h.",
        ),
        # The time between the parts of a day is a break, but not one with a name.
        (
            "breaks: {meal: {longer_than: 6h, named: lunch}}",
            shift("09:00", "17:00", f'{ANA_MONDAY}, split: {{from: "13:00", to: "14:00"}}'),
            shift("09:00", "17:00", ANA_MONDAY, 'lunch: {for: 5m, at: "12:00"}'),
            "ana has no break in 7h of work on monday; one is due after 6h.",
        ),
        (
            "breaks: {meal: {longer_than: 6h}}",
            shift("09:00", "17:00", ANA_MONDAY),
            shift("09:00", "17:00", f'{ANA_MONDAY}, split: {{from: "13:00", to: "14:00"}}'),
            "ana has no break in 8h of work on monday; one is due after 6h.",
        ),
        # 60 + 5 minutes, seven times, are 7:35; of 8 hours 35 minutes are breaks, and of the other 7:25 seven are full.
        # Every 70 minutes there are six: 30 minutes in 7 hours and a half.
        (
            "breaks: {screen: {each_hour: 5m}}",
            shift("09:00", "17:00", ANA_MONDAY, "screen: {for: 5m, every: 70m}"),
            shift("09:00", "17:00", ANA_MONDAY, "screen: {for: 5m, every: 1h}"),
            "ana has 30m of breaks in 7h30m of work on monday, less than 35m.",
        ),
        # Lunch at 13:00 ends an hour that has no screen break: three before it and three after it, of 7 hours of work.
        (
            "breaks: {screen: {each_hour: 5m, named: screen}}",
            shift("09:00", "17:00", ANA_MONDAY, 'screen: {for: 5m, every: 1h}, lunch: {for: 30m, at: "13:00"}'),
            shift("09:00", "17:00", ANA_MONDAY, 'screen: {for: 5m, every: 50m}, lunch: {for: 30m, at: "13:00"}'),
            "ana has 30m of breaks in 7h of work on monday, less than 35m.",
        ),
        (
            "breaks: {screen: {each_hour: 5m}}",
            shift("09:00", "10:00", ANA_MONDAY),
            shift("09:00", "09:59", ANA_MONDAY),
            "ana has no breaks in 1h of work on monday, less than 5m.",
        ),
        (
            'latest_end: "25:00"',
            shift("18:00", "25:30", ANA_MONDAY),
            shift("18:00", "25:00", ANA_MONDAY),
            "ana works until 25:30 on monday, later than 25:00.",
        ),
        # Two parts of two hours: the hours of a day count together.
        (
            "shortest_shift: 4h",
            shift("09:00", "12:59", ANA_MONDAY),
            shift("09:00", "14:00", f'{ANA_MONDAY}, split: {{from: "11:00", to: "12:00"}}'),
            "ana comes for 3h59m on monday, less than 4h.",
        ),
        # A short shift has no parts.
        (
            "shortest_part: 2h",
            shift("09:00", "17:00", f'{ANA_MONDAY}, split: {{from: "10:30", to: "12:00"}}'),
            shift("09:00", "10:00", ANA_MONDAY),
            "ana has a part of 1h30m on monday, less than 2h.",
        ),
        (
            "longest_split: 3h",
            shift("09:00", "19:00", f'{ANA_MONDAY}, split: {{from: "12:00", to: "15:01"}}'),
            shift("09:00", "19:00", f'{ANA_MONDAY}, split: {{from: "12:00", to: "15:00"}}'),
            "ana is off for 3h1m between two parts on monday, more than 3h.",
        ),
    ],
)
def test_a_limit_is_broken_by_more_and_kept_by_as_much(rules: str, broken: str, kept: str, words: str) -> None:
    assert said(rules, broken) == words
    assert said(rules, kept) == ""


def test_the_average_is_over_whole_weeks() -> None:
    # 48 hours in the first week, 32 in the second; the third, with 24 until Wednesday, is not whole.
    long = "[monday, tuesday, wednesday, thursday, friday, saturday]"
    dates = ", ".join(f'"2026-12-{day}": 0' for day in ("11", "12"))
    plan = f'shifts: {{day: {{agents: 1, agents_on: {{{dates}}}, on: {long}, from: "09:00", to: "17:00"}}}}'
    rules = "longest_average_week: {}"
    weeks = 'days: 17, date: "2026-11-30"'
    assert said(rules.format("40h"), plan, horizon=weeks) == ""
    assert (
        said(rules.format("39h59m"), plan, horizon=weeks)
        == "front day 1 works 40h a week on average, more than 39h59m."
    )


def test_a_week_that_is_not_whole_is_as_long_as_what_is_simulated() -> None:
    plan = shift("09:00", "17:00")
    three = 'days: 3, date: "2026-12-04"'  # Friday to Sunday.
    assert said("longest_week: 23h", plan, horizon=three).startswith("ana works 24h in the week from 2026-11-30")
    assert said("longest_week: 24h", plan, horizon=three) == ""


def test_weeks_without_dates_have_numbers() -> None:
    words = said("longest_week: 50h", shift("09:00", "17:00"), horizon="days: 14, weekday: wednesday")
    assert words == "ana works 56h in week 2, more than 50h."


def test_time_off_across_the_end_of_a_week_counts_where_most_of_it_lies() -> None:
    # Off from Saturday 15:00 until Monday 9:00: 42 hours, of which 33 lie in the first week and 9 in the second.
    worked = "[monday, tuesday, wednesday, thursday, friday]"
    plan = (
        f'shifts: {{day: {{people: ana, on: {worked}, from: "09:00", to: "17:00"}}, '
        'half: {people: ana, on: saturday, from: "09:00", to: "15:00"}}'
    )
    nine = 'days: 15, date: "2026-11-30"'
    assert said("weekly_rest: 42h", plan, horizon=nine) == ""
    assert "ana has 42h off at the longest in the week from 2026-11-30" in said("weekly_rest: 43h", plan, horizon=nine)
    # In one week nothing is known of the next Monday.
    assert said("weekly_rest: 34h", plan).startswith("ana has 33h off")


def test_two_weeks_off_are_rest_in_both() -> None:
    plan = shift("09:00", "17:00", 'people: ana, on: ["2026-11-30", "2026-12-27"]')
    assert said("weekly_rest: 140h", plan, horizon='days: 28, date: "2026-11-30"') == ""


def test_a_person_has_one_day_in_all_their_groups() -> None:
    front, back = shift("08:00", "13:00", ANA_MONDAY), shift("13:00", "18:00", ANA_MONDAY)
    assert said("longest_day: 9h", front, back=back) == "ana works 10h on monday, more than 9h."
    assert said("shortest_part: 6h", front, back=back) == ""
    later = shift("14:00", "19:00", ANA_MONDAY)
    assert said("longest_split: 59m", front, back=later).startswith("ana is off for 1h")


def test_rules_are_for_whom_they_say() -> None:
    front, back = shift("08:00", "18:00", "people: ana"), shift("08:00", "18:00", "people: ben")
    assert (
        said("longest_day: 9h, of: back", front, back=back)
        == "ben works 10h on monday, more than 9h. In all: 1 person on 7 days."
    )
    assert said("longest_day: 9h, of: ana", front, back=back).startswith("ana works 10h")
    assert "In all: 2 people on 7 days." in said("longest_day: 9h, of: [front, back]", front, back=back)
    # Who works in a group has all their work counted.
    both = shift("18:00", "20:00", "people: ana")
    assert said("longest_day: 11h, of: back", front, back=both).startswith("ana works 12h")


def test_the_worst_case_is_told_with_how_many_there_are() -> None:
    plan = (
        'shifts: {usual: {agents: 3, from: "08:00", to: "18:00", on: [monday, tuesday]}, '
        'long: {agents: 1, from: "08:00", to: "19:00", on: wednesday}}'
    )
    assert (
        said("longest_day: 9h", plan)
        == "front long 1 works 11h on wednesday, more than 9h. In all: 4 people on 3 days."
    )
    assert said("longest_day: 10h", plan) == "front long 1 works 11h on wednesday, more than 10h."


def test_agents_of_a_crew_are_the_same_people() -> None:
    shifts = (
        'shifts: {{early: {{agents: 1{crew}, from: "08:00", to: "13:00"}}, '
        'late: {{agents: 1{crew}, from: "15:00", to: "20:00"}}}}'
    )
    assert said("longest_day: 9h", shifts.format(crew="")) == ""
    words = "a 1 works 10h on monday, more than 9h. In all: 1 person on 7 days."
    assert said("longest_day: 9h", shifts.format(crew=", crew: a")) == words


def test_who_are_the_same_people_every_day_is_said_once_and_only_of_agents_without_names() -> None:
    rules = "longest_week: 40h, days_in_a_row: 6, longest_day: 7h"
    hints = [one.hint for one in warnings(rules, shift("09:00", "17:00", "agents: 2"))]
    assert sorted(map(bool, hints)) == [False, False, True]
    assert not any(one.hint for one in warnings(rules, shift("09:00", "17:00")))


def test_a_night_shift_of_the_day_before_counts_whole() -> None:
    night = shift("22:00", "30:00")
    # Of Sunday's shift, 22:00 to 24:00 is not simulated; the next one begins at 22:00 on Monday.
    assert said("shortest_shift: 8h", night) == ""
    assert said("longest_day: 7h", night, horizon=MONDAY) == (
        "ana works 8h on the day before the first, more than 7h. In all: 1 person on 2 days."
    )
    assert said("rest: 17h", night, horizon=MONDAY) == (
        "ana has 16h off between the day before the first and the day, less than 17h."
    )


def test_a_shift_counts_as_far_as_the_center_is_open() -> None:
    hours = 'days: 2, date: "2026-11-30", hours: {monday: {to: "15:00"}}'
    plan = shift("08:00", "17:00", "people: ana")
    found = said("longest_day: 6h", plan, horizon=hours)
    assert found == "ana works 9h on tuesday, more than 6h. In all: 1 person on 2 days."
    assert said("shortest_shift: 8h", plan, horizon=hours) == "ana comes for 7h on monday, less than 8h."


def test_nobody_is_told_where_a_plan_has_no_rules_or_agents_are_a_headcount() -> None:
    text = CENTER.format(rules="longest_day: 1h", front=shift("08:00", "18:00"), back=NOBODY, horizon=WEEK)
    without = load_text(text.replace("work_rules: {ours: {longest_day: 1h}}\n", ""))
    assert not [one for one in without.warnings() if one.kind in KINDS]
    # Number 1 of a headcount of a day and a night is there for 24 hours; that is no person's day.
    assert said("longest_day: 9h", "agents: 2, absence: 5%") == (
        "ours.longest_day is not checked: nobody they apply to works in shifts."
    )


@pytest.mark.parametrize(
    ("rules", "horizon", "reason"),
    [
        ("longest_week: 40h", "days: 7", "the horizon has no weekday"),
        ("weekly_rest: 36h", 'days: 5, date: "2026-11-30"', "no week is simulated from Monday to Sunday"),
        ("longest_average_week: 40h", 'days: 7, date: "2026-12-01"', "no week is simulated from Monday to Sunday"),
        ("longest_week: 40h", MONDAY, "too few days are simulated"),
        ("rest: 11h", MONDAY, "too few days are simulated"),
        ("days_in_a_row: 7", WEEK, "too few days are simulated"),
    ],
)
def test_what_cannot_be_checked_is_said(rules: str, horizon: str, reason: str) -> None:
    plan = shift("09:00", "10:00", ANA_MONDAY) if "date" in horizon else shift("09:00", "10:00")
    key = rules.partition(":")[0]
    assert said(rules, plan, horizon=horizon) == f"ours.{key} is not checked: {reason}."


def test_what_cannot_be_checked_for_one_reason_is_said_once() -> None:
    rules = "longest_week: 40h, weekly_rest: 36h, longest_average_week: 40h, longest_day: 9h, days_in_a_row: 9"
    (first, second) = warnings(f"{rules}}}, more: {{weekly_rest: 30h", shift("09:00", "10:00"), horizon="days: 7")
    assert first.what == "ours.days_in_a_row is not checked: too few days are simulated."
    listed = "ours.longest_week, ours.longest_average_week, ours.weekly_rest and 1 more are not checked"
    assert second.what == f"{listed}: the horizon has no weekday."
    assert first.where == "work_rules"


def test_a_whole_week_of_a_warm_up_is_checked() -> None:
    plan = shift("09:00", "17:00")
    week = 'days: 1, date: "2026-12-07", warm_up: 7d'
    assert said("longest_week: 50h", plan, horizon=week).startswith("ana works 56h in the week from 2026-11-30")
    assert said("weekly_rest: 20h", plan, horizon=week).startswith("ana has 16h off at the longest")
    # One that begins in the morning of its Monday is not whole.
    late = 'days: 1, date: "2026-12-07", warm_up: 160h'
    assert "no week is simulated" in said("weekly_rest: 20h", plan, horizon=late)


def test_rules_merge_by_name_and_a_strategy_that_changes_only_rules_changes_nothing() -> None:
    text = CENTER.format(rules="longest_day: 9h, rest: 11h", front=shift("08:00", "18:00"), back=NOBODY, horizon=WEEK)
    study = load_text(f"{text}strategies: {{a: {{}}, b: {{work_rules: {{ours: {{longest_day: 10h, rest: null}}}}}}}}\n")
    found = {(one.kind, one.where) for one in study.warnings()}
    assert ("work_rule", "work_rules.ours.longest_day (in strategy 'a')") in found
    assert study.resolve("b").work_rules["ours"].given == ("longest_day",)
    assert ("changes_nothing", "strategies.b") in found


def test_a_broken_rule_is_acknowledged_by_its_place() -> None:
    text = CENTER.format(rules="longest_day: 9h", front=shift("08:00", "18:00"), back=NOBODY, horizon=WEEK)
    (known,) = load_text(f"{text}acknowledged: [work_rule at work_rules.ours.longest_day]\n").acknowledged
    assert (known.kind, known.place) == ("work_rule", "work_rules.ours.longest_day")


def test_breaks_are_where_they_are_expected() -> None:
    # Lunch between 11:00 and 14:00 begins at 12:15 in the middle, right behind a screen break that is due at 12:10. The
    # last one would be due at 17:00, when the shift is over, and nobody counts on a coaching that some have.
    breaks = (
        'lunch: {for: 30m, from: "11:00", to: "14:00"}, screen: {for: 5m, every: 1h}, '
        'coaching: {for: 1h, at: "15:00", share: 10%}'
    )
    text = CENTER.format(
        rules="rest: 11h", front=shift("09:00", "17:00", ANA_MONDAY, breaks), back=NOBODY, horizon=WEEK
    )
    ((day,),) = working_days(load_text(text).resolve()).values()
    assert [(one.name, format_time_of_day(one.from_s)) for one in day.breaks] == [
        ("screen", "10:00"),
        ("screen", "11:05"),
        ("screen", "12:10"),
        ("lunch", "12:15"),
        ("screen", "13:45"),
        ("screen", "14:50"),
        ("screen", "15:55"),
    ]


def test_a_row_of_days_is_told_once_whole() -> None:
    assert said("days_in_a_row: 3", shift("09:00", "12:00")) == "ana works 7 days in a row until sunday, more than 3."
