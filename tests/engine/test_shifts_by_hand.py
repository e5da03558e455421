"""Shifts and breaks on days that a pencil can follow. Seconds are counted from 08:00; the center closes at 14400.

Agents are numbered by shift and place: with shifts of one and of two agents, 0 works the first, 1 and 2 the second.
"""

import pytest
from building import center, day, spans_of, told

from simulator.engine.simulate import simulate
from simulator.log import RunLog, SpanKind, State
from simulator.log.agent_time import agent_time

MORNING = {"agents": 1, "from": "08:00", "to": "10:00"}
ALL_DAY = {"agents": 1, "from": "08:00", "to": "12:00"}
STAYS = (SpanKind.DUTY,)
OFF = (SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.AWAY, SpanKind.UNPAID_BREAK)


def hotline(shifts, *, types=None, people=(), channels=None, horizon=None, **group):
    kinds = types or {"calls": {}}
    team = {"shifts": shifts, "serves": {name: {} for name in kinds}, **group}
    return center(
        types=kinds, groups={"front": team}, people=people, channels=channels, **{"to": "12:00", **(horizon or {})}
    )


def one(break_, *, shift=ALL_DAY, **group):
    """Return a center with one agent and one break."""
    return hotline({"day": shift}, breaks={"pause": break_}, **group)


def run(scenario, *contacts, **more) -> RunLog:
    return simulate(scenario, day(*(contacts or ((14000, 10),)), **more))


def of(log, *kinds):
    """Return (agent, from, to) of each span of some kinds."""
    return sorted((agent, from_s, to_s) for _, _, agent, from_s, to_s in spans_of(log, *kinds))


def answers(log):
    """Return (agent, wait) of each contact."""
    return [(agent, wait_s) for _, wait_s, _, agent in told(log)]


# Coming and going


def test_who_leaves_is_who_has_the_shift_and_not_who_is_idle():
    # At the end of the early shift agent 1 is idle, and agent 0 talks: 0 goes, in overtime from 7200.
    log = run(hotline({"early": MORNING, "late": {**ALL_DAY, "from": "09:00"}}), (3500, 3900))
    assert of(log, *STAYS) == [(0, 0, 7400), (1, 3600, 14400)]
    assert of(log, SpanKind.OVERTIME) == [(0, 7200, 7400)]


def test_nothing_new_is_taken_at_the_very_end_nor_after_it():
    log = run(hotline({"early": MORNING, "late": {**ALL_DAY, "from": "10:30"}}), (7000, 250), (7150, 20), (7200, 10))
    # Who finishes at 7250 takes nobody; the second shift comes at 9000.
    assert answers(log) == [(0, 0), (1, 1850), (1, 1820)]
    assert of(log, SpanKind.OVERTIME) == [(0, 7200, 7250)]


UNTIL_NINE = {"hours": {"from": "08:00", "to": "09:00"}, "at_close": "serve_out"}


def test_whoever_took_nothing_new_before_takes_nothing_in_overtime_either():
    # Two wait for a type that closes at 3600 and is served out; agent 0 talks until 7260, beyond the shift's end.
    waiting = (0, 7260), (100, 60), (200, 60)
    staying, going = ({**MORNING, "no_new": no_new} for no_new in ("0s", "10m"))
    log = run(hotline({"early": staying}, types={"calls": UNTIL_NINE}), *waiting)
    assert answers(log) == [(0, 0), (0, 7160), (0, 7120)]
    assert of(log, SpanKind.OVERTIME) == [(0, 7200, 7380)]
    log = run(hotline({"early": going}, types={"calls": UNTIL_NINE}), *waiting)
    assert [agent for agent, _ in answers(log)] == [0, None, None]
    assert of(log, SpanKind.OVERTIME) == [(0, 7200, 7260)]


def test_whoever_is_expected_in_another_group_serves_nobody_out_before():
    # Ana talks until 7260; from 7200 on she is expected at the back, where a mail waits since 7000.
    types = {"calls": UNTIL_NINE, "mails": {}}
    groups = {
        "front": {"shifts": {"early": {"people": "ana", "from": "08:00", "to": "10:00"}}, "serves": {"calls": {}}},
        "back": {"shifts": {"late": {"people": "ana", "from": "10:00", "to": "11:00"}}, "serves": {"mails": {}}},
    }
    scenario = center(types=types, groups=groups, people=("ana",), to="12:00")
    log = simulate(scenario, day((0, 7260), (100, 60), (7000, 30), types=[0, 0, 1]))
    assert [agent for agent, _ in answers(log)] == [0, None, 1]
    assert of(log, *STAYS) == [(0, 0, 7200), (0, 7200, 7260), (1, 7260, 10800)]


def test_a_cut_with_all_busy_takes_only_whose_shift_ends():
    log = run(hotline({"early": MORNING, "day": ALL_DAY}), (7000, 500), (7010, 300), (7100, 10))
    # With headcount the first to finish (agent 1, at 7310) would go; by shifts agent 0 goes at 7500.
    assert answers(log) == [(0, 0), (1, 0), (1, 210)]
    assert of(log, *STAYS) == [(0, 0, 7500), (1, 0, 14400)]


def test_a_split_shift_is_two_stays_and_nothing_in_between_is_paid():
    log = run(hotline({"split": {**ALL_DAY, "split": {"from": "09:00", "to": "11:00"}}}), (3500, 200), (5000, 10))
    assert of(log, *STAYS) == [(0, 0, 3700), (0, 10800, 14400)]
    assert of(log, SpanKind.OVERTIME) == [(0, 3600, 3700)]
    assert answers(log) == [(0, 0), (0, 5800)]


def test_a_person_still_busy_when_the_second_part_begins_goes_on_and_overtime_ends():
    log = run(hotline({"split": {**ALL_DAY, "split": {"from": "09:00", "to": "09:30"}}}), (3500, 2300), (5000, 10))
    assert of(log, *STAYS) == [(0, 0, 5400), (0, 5400, 14400)]
    assert of(log, SpanKind.OVERTIME) == [(0, 3600, 5400)]
    assert answers(log) == [(0, 0), (0, 800)]


def test_two_shifts_of_one_person_in_two_groups_are_worked_one_after_the_other():
    groups = {
        "front": {"shifts": {"a": {"people": "ana", "from": "08:00", "to": "09:00"}}, "serves": {"calls": {}}},
        "back": {"shifts": {"b": {"people": "ana", "from": "09:00", "to": "10:00"}}, "serves": {"mails": {}}},
    }
    kinds = {"calls": {}, "mails": {}}
    scenario = center(types=kinds, groups=groups, people=("ana",), to="12:00")
    log = run(scenario, (3500, 400), (3550, 100), types=[0, 1])
    # She is through with the call at 3900: no overtime since 3600, where the other shift begins.
    assert log.names.agents == ("ana in front", "ana in back")
    assert of(log, *STAYS) == [(0, 0, 3600), (0, 3600, 3900), (1, 3900, 7200)]
    assert of(log, SpanKind.OVERTIME) == []
    assert answers(log) == [(0, 0), (1, 350)]


def test_a_night_shift_runs_over_midnight_from_the_day_before_as_well():
    night = {"agents": 1, "from": "22:00", "to": "30:00"}
    horizon = {"from": "00:00", "to": "24:00", "days": 2}
    log = run(hotline({"night": night}, horizon=horizon), (14000, 10))
    eight = -8 * 3600
    assert of(log, *STAYS) == [
        (0, eight, eight + 6 * 3600),
        (0, eight + 22 * 3600, eight + 30 * 3600),
        (0, eight + 46 * 3600, eight + 48 * 3600),
    ]


def test_the_closing_ends_a_shift_that_ends_with_it_as_a_headcount():
    log = run(hotline({"day": ALL_DAY}), (14350, 100), (14390, 20))
    assert answers(log) == [(0, 0), (0, 60)]
    assert of(log, *STAYS) == [(0, 0, 14470)]
    assert of(log, SpanKind.OVERTIME) == [(0, 14400, 14470)]


def test_nothing_new_before_the_end_is_paid_and_no_overtime():
    log = run(
        hotline({"early": {**MORNING, "no_new": "10m"}, "late": {**ALL_DAY, "from": "10:30"}}), (6000, 10), (6600, 10)
    )
    assert answers(log) == [(0, 0), (1, 2400)]
    assert of(log, *STAYS) == [(0, 0, 7200), (1, 9000, 14400)]


def test_a_gate_looked_at_now_and_then_sees_at_the_opening_who_comes_with_it():
    # Two have come at 0, so it is open until it is looked at again; at 3600 one of them is busy.
    serves = {"calls": {"while": {"with_room": {"at_least": 2}, "look": "1h"}}}
    log = run(hotline({"day": {**ALL_DAY, "agents": 2}}, serves=serves), (100, 3600), (3650, 10))
    assert answers(log) == [(0, 0), (0, 3550)]


# Breaks


def test_a_break_due_while_talking_begins_late_and_is_whole():
    log = run(one({"for": "10m", "at": "09:00"}), (3500, 300), (3550, 10))
    assert of(log, SpanKind.BREAK) == [(0, 3800, 4400)]
    assert answers(log) == [(0, 0), (0, 850)]
    assert of(log, *STAYS) == [(0, 0, 14400)]


def test_who_is_freed_at_the_very_begin_of_a_break_takes_nothing():
    log = run(one({"for": "10m", "at": "09:00"}), (3500, 100), (3550, 10))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 4200)]
    assert answers(log) == [(0, 0), (0, 650)]


def test_an_unpaid_break_interrupts_the_stay():
    log = run(one({"for": "30m", "at": "09:00", "paid": False}))
    assert of(log, *STAYS) == [(0, 0, 3600), (0, 5400, 14400)]
    assert of(log, SpanKind.UNPAID_BREAK) == [(0, 3600, 5400)]


def test_a_break_that_cannot_be_whole_any_more_is_missed():
    log = run(one({"for": "20m", "at": "09:30"}, shift=MORNING), (5300, 800))
    # Due at 5400, free at 6100: 6100 + 1200 > 7200.
    assert of(log, *OFF) == []
    assert of(log, *STAYS) == [(0, 0, 7200)]


def test_one_break_follows_another_that_fell_due_meanwhile():
    breaks = {"first": {"for": "20m", "at": "09:00"}, "second": {"for": "10m", "at": "09:10", "counts_as": "off_phone"}}
    log = run(hotline({"day": ALL_DAY}, breaks=breaks))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 4800)]
    assert of(log, SpanKind.OFF_PHONE) == [(0, 4800, 5400)]


def test_in_a_window_a_break_is_had_as_soon_as_nothing_waits():
    window = {"for": "10m", "from": "09:00", "to": "10:00"}
    # At 3600 there is somebody to talk with until 3700, and then one more who waits until then.
    log = run(one(window), (3500, 200), (3550, 100))
    assert of(log, SpanKind.BREAK) == [(0, 3800, 4400)]
    assert of(run(one(window)), SpanKind.BREAK) == [(0, 3600, 4200)]


def test_in_a_window_a_break_is_had_at_the_latest_so_that_it_is_over_at_its_end():
    window = {"for": "10m", "from": "09:00", "to": "10:00"}
    contacts = [(3500 + 50 * k, 100) for k in range(100)]
    log = run(one(window), *contacts)
    # Somebody waits all the time; at 6600 it has to begin, and that talk is over then: they go back to back from 3500.
    assert of(log, SpanKind.BREAK) == [(0, 6600, 7200)]


def test_no_more_than_stated_are_on_a_break_together():
    window = {"for": "10m", "from": "09:00", "to": "12:00", "together": 1}
    log = run(hotline({"day": {**ALL_DAY, "agents": 3}}, breaks={"pause": window}))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 4200), (1, 4200, 4800), (2, 4800, 5400)]


def test_as_many_are_together_as_let_all_have_it_in_time():
    window = {"for": "30m", "from": "09:00", "to": "10:30"}
    # Four agents, three rounds of half an hour: two at a time.
    log = run(hotline({"day": {**ALL_DAY, "agents": 4}}, breaks={"pause": window}))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 5400), (1, 3600, 5400), (2, 5400, 7200), (3, 5400, 7200)]


def test_who_must_go_goes_however_many_have_a_break():
    window = {"for": "30m", "from": "09:00", "to": "09:40", "together": 1}
    log = run(hotline({"day": {**ALL_DAY, "agents": 2}}, breaks={"pause": window}))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 5400), (1, 4200, 6000)]


def test_a_staggered_break_is_had_one_after_the_other_at_equal_distances():
    window = {"for": "10m", "from": "09:00", "to": "10:00", "start": "staggered"}
    log = run(hotline({"day": {**ALL_DAY, "agents": 3}}, breaks={"pause": window}))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 4200), (1, 5100, 5700), (2, 6600, 7200)]


def test_again_and_again_counts_from_the_last_break():
    breaks = {"screen": {"for": "5m", "every": "1h"}, "lunch": {"for": "30m", "at": "09:30", "counts_as": "off_phone"}}
    log = run(hotline({"day": ALL_DAY}, breaks=breaks))
    # At 3600; then lunch at 5400 to 7200, an hour after that at 10800, and 3600 after 11100 is 14700: closed.
    assert of(log, SpanKind.BREAK) == [(0, 3600, 3900), (0, 10800, 11100)]


def test_again_and_again_has_some_slack_for_whoever_waits():
    scenario = one({"for": "5m", "every": "1h", "within": "10m"}, shift=MORNING)
    log = run(scenario, (3500, 300), (3550, 200), (3560, 100), (3570, 300))
    # Due from 3600 on; those who wait are taken, until it has to begin at 4200: the third is over at 4100, the fourth
    # begins then and is over at 4400.
    assert of(log, SpanKind.BREAK) == [(0, 4400, 4700)]


def test_breaks_keep_their_distances():
    breaks = {"a": {"for": "10m", "from": "08:00", "to": "12:00"}, "b": {"for": "10m", "from": "08:00", "to": "12:00"}}
    log = run(hotline({"day": ALL_DAY}, breaks=breaks, apart={"at_least": "1h"}))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 4200), (0, 7800, 8400)]
    late = {"a": {"for": "10m", "from": "08:00", "to": "12:00", "start": "staggered"}}
    log = run(hotline({"day": {**ALL_DAY, "agents": 2}}, breaks=late, apart={"at_most": "2h"}))
    assert of(log, SpanKind.BREAK) == [(0, 0, 600), (1, 7200, 7800)]


def test_a_break_of_the_group_belongs_to_whoever_is_there_then():
    breaks = {"lunch": {"for": "10m", "at": "11:00"}}
    log = run(hotline({"early": MORNING, "day": ALL_DAY}, breaks=breaks))
    assert of(log, SpanKind.BREAK) == [(1, 10800, 11400)]


@pytest.mark.parametrize(
    ("break_", "shift", "expected"),
    [
        ({"at": "08:00"}, {}, []),
        ({"at": "11:30"}, {}, []),
        ({"after": "0s"}, {}, []),
        ({"after": "3h30m"}, {}, []),
        ({"at": "08:01"}, {}, [(0, 60, 1860)]),
        ({"at": "11:29"}, {}, [(0, 12540, 14340)]),
        ({"at": "09:30"}, {"split": {"from": "10:00", "to": "10:30"}}, []),
        ({"at": "10:30"}, {"split": {"from": "10:00", "to": "10:30"}}, []),
        ({"at": "08:00", "counts_as": "off_phone"}, {}, [(0, 0, 1800)]),
    ],
)
def test_a_fixed_break_of_the_group_is_not_had_at_the_very_beginning_or_end_of_a_shift(break_, shift, expected):
    # The shift would only begin half an hour later, or end earlier. A meeting is work.
    pause = {"for": "30m", **break_}
    assert of(run(one(pause, shift={**ALL_DAY, **shift})), *OFF) == expected
    # What the shift states itself is meant.
    own = {**ALL_DAY, **shift, "breaks": {"pause": pause}}
    assert len(of(run(hotline({"day": own})), *OFF)) == 1


def test_a_shifts_own_break_takes_the_place_of_the_groups():
    breaks = {"pause": {"for": "10m", "at": "09:00"}}
    shifts = {"a": ALL_DAY, "b": {**ALL_DAY, "breaks": {"pause": {"for": "20m", "at": "11:00"}}}}
    assert of(run(hotline(shifts, breaks=breaks)), SpanKind.BREAK) == [(0, 3600, 4200), (1, 10800, 12000)]


def test_the_closing_cuts_whatever_goes_on():
    adherence = {"long_breaks": {"share": "100%", "by": "1h"}}
    log = run(one({"for": "10m", "at": "11:40"}, adherence=adherence))
    assert of(log, SpanKind.BREAK) == [(0, 13200, 13800)]
    assert of(log, SpanKind.AWAY) == [(0, 13800, 14400)]
    assert of(log, *STAYS) == [(0, 0, 14400)]


def test_after_so_much_work_is_counted_through_the_parts_of_a_split_shift():
    shift = {**ALL_DAY, "split": {"from": "09:00", "to": "10:00"}}
    assert of(run(one({"for": "10m", "after": "90m"}, shift=shift)), SpanKind.BREAK) == [(0, 9000, 9600)]


# Absence and adherence


def test_everybody_is_absent():
    log = run(hotline({"day": ALL_DAY}, absence="99.999999%"), (100, 10, 50))
    assert told(log)[0][:2] == ("abandoned", 50)
    assert of(log, SpanKind.ABSENT) == of(log, *STAYS) == [(0, 0, 14400)]
    unpaid = run(hotline({"day": ALL_DAY}, absence={"share": "99.999999%", "paid": False}), (100, 10, 50))
    assert of(unpaid, *STAYS) == []
    assert of(unpaid, SpanKind.UNPAID_ABSENCE) == [(0, 0, 14400)]


ALL_ABSENT = "99.999999%"
LUNCH = {"for": "30m", "at": "10:00", "paid": False}


def paid_absence(break_, **more):
    """Return when somebody who is absent is paid, and when they are not; with the stays that the log has of it."""
    log = run(one(break_, absence=ALL_ABSENT, **more), (100, 10, 50))
    absent = of(log, SpanKind.ABSENT)
    assert absent == of(log, *STAYS)
    assert not of(log, *OFF)
    return [[times for _, *times in spans] for spans in (absent, of(log, SpanKind.UNPAID_WHILE_ABSENT))]


def test_who_is_absent_with_pay_is_not_paid_for_an_unpaid_break_at_its_time():
    assert paid_absence(LUNCH) == [[[0, 7200], [9000, 14400]], [[7200, 9000]]]
    assert paid_absence({**LUNCH, "paid": True}) == [[[0, 14400]], []]
    # At the very end, as a shift's own break may be, nothing is paid after it.
    own = {**ALL_DAY, "breaks": {"pause": {**LUNCH, "at": "11:30"}}}
    assert paid_absence(LUNCH, shift=own) == [[[0, 12600]], [[12600, 14400]]]


def test_who_is_absent_without_pay_is_so_for_the_whole_shift():
    log = run(one(LUNCH, absence={"share": ALL_ABSENT, "paid": False}), (100, 10, 50))
    assert of(log, SpanKind.UNPAID_ABSENCE) == [(0, 0, 14400)]
    assert not of(log, *STAYS, *OFF, SpanKind.UNPAID_WHILE_ABSENT)


def test_of_a_window_the_unpaid_break_of_the_absent_is_in_the_middle():
    # Half an hour between 09:15 and 11:15 begins at 10:00 in the middle.
    window = {"for": "30m", "from": "09:15", "to": "11:15", "paid": False}
    assert paid_absence(window) == [[[0, 7200], [9000, 14400]], [[7200, 9000]]]


def test_who_would_have_chosen_when_or_whether_has_the_same_when_absent():
    shift = {**ALL_DAY, "agents": 40}
    some = {"for": "30m", "from": "09:00", "to": "11:30", "paid": False, "start": "own_choice", "share": "50%"}
    there, absent = (run(one(some, shift=shift, **more)) for more in ({}, {"absence": ALL_ABSENT}))
    had = of(there, SpanKind.UNPAID_BREAK)
    assert had == of(absent, SpanKind.UNPAID_WHILE_ABSENT)
    assert 10 < len(had) < 30


def test_what_comes_again_is_taken_from_paid_absence_as_often_as_it_fits():
    # 10 minutes after each hour, 3600 to 4200, 7800 to 8400, 12000 to 12600; until 14400 there is no time for another.
    again = {"for": "10m", "every": "1h", "paid": False}
    unpaid = [[3600, 4200], [7800, 8400], [12000, 12600]]
    assert paid_absence(again) == [[[0, 3600], [4200, 7800], [8400, 12000], [12600, 14400]], unpaid]
    # A paid break from 4000 on comes between: it follows at 4200, and an hour after it at 8100, and at 12300.
    coffee = {"for": "5m", "after": "4000s"}
    more = run(hotline({"day": ALL_DAY}, breaks={"pause": again, "coffee": coffee}, absence=ALL_ABSENT))
    assert of(more, SpanKind.UNPAID_WHILE_ABSENT) == [(0, 3600, 4200), (0, 8100, 8700), (0, 12300, 12900)]


def test_an_unpaid_break_that_the_closing_cuts_is_paid_for_as_if_the_absent_worked():
    # The center closes at 14400, in the middle of it: whoever is there does not have it either.
    shift = {**ALL_DAY, "to": "14:00"}
    assert paid_absence({**LUNCH, "at": "11:45"}, shift=shift) == [[[0, 14400]], []]
    # Of a window from 11:00 to 13:00 half an hour may begin until 11:30.
    window = {"for": "30m", "from": "11:00", "to": "13:00", "paid": False}
    assert paid_absence(window, shift=shift) == [[[0, 11700], [13500, 14400]], [[11700, 13500]]]


def test_of_a_night_the_unpaid_break_is_after_midnight_and_the_rest_of_one_that_began_before_is_no_more():
    groups = {
        "front": {
            "shifts": {"night": {"agents": 1, "from": "20:00", "to": "28:00"}},
            "breaks": {"meal": {"for": "1h", "at": "23:30", "paid": False}, "tea": {**LUNCH, "at": "02:00"}},
            "absence": ALL_ABSENT,
            "serves": {"calls": {}},
        }
    }
    log = run(center(types={"calls": {}}, groups=groups, to="24:00", **{"from": "00:00"}), (100, 10, 50))
    # The night before: of the meal until 00:30 the second half is left; this night: until midnight, as it closes then.
    midnight = -8 * 3600
    assert of(log, SpanKind.UNPAID_WHILE_ABSENT) == [
        (0, midnight, midnight + 1800),
        (0, midnight + 7200, midnight + 9000),
    ]
    assert of(log, *STAYS) == [
        (0, midnight + 1800, midnight + 7200),
        (0, midnight + 9000, midnight + 4 * 3600),
        (0, midnight + 20 * 3600, midnight + 24 * 3600),
    ]


def test_each_part_of_a_split_shift_has_its_own_unpaid_breaks_when_absent():
    shift = {**ALL_DAY, "split": {"from": "09:00", "to": "09:30"}}
    assert paid_absence(LUNCH, shift=shift) == [[[0, 3600], [5400, 7200], [9000, 14400]], [[7200, 9000]]]


def test_who_is_late_is_paid_and_away_until_then():
    log = run(hotline({"day": ALL_DAY}, adherence={"late": {"share": "100%", "by": "5m"}}), (100, 10))
    assert of(log, SpanKind.AWAY) == [(0, 0, 300)]
    assert of(log, *STAYS) == [(0, 0, 14400)]
    assert answers(log) == [(0, 200)]


def test_a_break_that_is_too_long_is_no_break_for_the_rest():
    log = run(one({"for": "10m", "at": "09:00"}, adherence={"long_breaks": {"share": "100%", "by": "3m"}}), (3700, 10))
    assert of(log, SpanKind.BREAK) == [(0, 3600, 4200)]
    assert of(log, SpanKind.AWAY) == [(0, 4200, 4380)]
    assert answers(log) == [(0, 680)]


@pytest.mark.parametrize("group", [{"adherence": "80%"}, {"shrinkage": "20%"}])
def test_short_absences_take_their_share_of_the_time_and_are_paid(group):
    kind = SpanKind.AWAY if "adherence" in group else SpanKind.OFF_PHONE
    scenario = hotline({"day": {**ALL_DAY, "agents": 400}}, **group)
    log = run(scenario)
    away_s = sum(to_s - from_s for _, from_s, to_s in of(log, kind))
    # 400 agents × 4 h: the standard error of the share is under a point.
    assert away_s / (400 * 14400) == pytest.approx(0.2, abs=0.03)


def test_agents_states_add_up_to_what_is_paid():
    breaks = {
        "lunch": {"for": "30m", "from": "09:00", "to": "11:00"},
        "out": {"for": "20m", "at": "09:00", "paid": False},
    }
    log = run(
        hotline({"day": {**ALL_DAY, "agents": 5}}, breaks=breaks, adherence="90%", absence="20%"),
        *[(40 * k, 100, 300) for k in range(300)],
    )
    table = agent_time(log)
    paid_s = sum(to_s - from_s for _, from_s, to_s in of(log, *STAYS))
    assert table["seconds"].sum() == paid_s
    assert {State(int(state)) for state in table["state"]} >= {State.BREAK, State.AWAY, State.TALK, State.AVAILABLE}
