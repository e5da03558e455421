"""Targets of conversations worked out by hand: what is in time, what is not, and what is not yet decided.

Seconds are counted from 08:00, when the only agent comes. What `says` means is said in `test_conversations_by_hand.py`.
"""

import math

import numpy as np
import pytest
from building import OPENS_S
from checkers import check
from conversation_days import calls, conversation, day, says, writers

from simulator.catalogue import METRICS
from simulator.engine.simulate import simulate
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, Summary, measure
from simulator.metrics.values import metric_values, stack
from simulator.time_grid import GRID_PER_S

STEP_S = 1 / GRID_PER_S
FIRST, REPLY, SOLVED = ("first_replies", "replies", "solved")
DAY_S = 86_400


def center(agents=1, *, more=None, **keys):
    """Return a center whose type `wa` has ``targets``, a share of 80 % each within the time that is given.

    Written as ``first_reply="1m"``; of ``solved`` perhaps ``counts="open"``. ``more`` are other keys of the type.
    """
    targets = {name: f"80% in {keys.pop(name)}" for name in ("first_reply", "reply", "solved") if name in keys}
    if "counts" in keys:
        targets["solved"] = {"share": "80%", "within": targets["solved"].split()[-1], "counts": keys.pop("counts")}
    return writers(agents, kind={"targets": targets, **(more or {})}, **keys)


def summary_of(scenario, workload) -> Summary:
    log = simulate(scenario, workload)
    check(scenario, workload, log)
    return measure(log)


def counted(summary, what, of="all", interval=None):
    """Return how many are in time, and how many are decided."""
    place = summary.cells.index(Cell(of, interval))
    return tuple(summary.sums[MEASURES.index(f"{what}_{how}"), place] for how in ("met", "judged"))


def judged(scenario, workload, what, of="all"):
    return counted(summary_of(scenario, workload), what, of)


# In time, to the step of the grid


@pytest.mark.parametrize(("more_s", "met"), [(0.0, 1), (STEP_S, 0)])
def test_a_first_reply_within_its_time_is_in_target(more_s, met):
    assert judged(center(first_reply="1m"), day(says(10, 60 + more_s, (100, 300))), FIRST) == (met, 1)


def test_the_wait_in_the_queue_and_in_hand_counts_for_the_first_reply():
    # One slot: the second waits in the queue from 10 to 50 and is answered at 70, after a minute. The third waits in
    # hand with two slots.
    cases = day(says(0, 50), says(10, 20))
    assert judged(center(first_reply="1m", slots=1), cases, FIRST) == (2, 2)
    assert judged(center(first_reply="59s", slots=1), cases, FIRST) == (1, 2)
    assert judged(center(first_reply="59s", slots=2), cases, FIRST) == (1, 2)


@pytest.mark.parametrize(("more_s", "met"), [(0.0, 3), (STEP_S, 2)])
def test_every_message_has_the_time_of_a_reply(more_s, met):
    # 30, 60 and 10 s.
    assert judged(center(reply="1m"), day(says(0, 30, (100, 60 + more_s), (50, 10))), REPLY) == (met, 3)


@pytest.mark.parametrize(("more_s", "met"), [(0.0, 1), (STEP_S, 0)])
def test_what_is_owed_adds_up_until_it_is_solved(more_s, met):
    # Sent at 60; 1000 s of thinking are not owed; then 40 s.
    cases = day(says(0, 60, (1000, 40 + more_s), wrap=500))
    assert judged(center(solved="100s"), cases, SOLVED) == (met, 1)


@pytest.mark.parametrize(("more_s", "met"), [(0.0, 1), (STEP_S, 0)])
def test_open_counts_from_the_arrival_to_the_last_reply(more_s, met):
    cases = day(says(0, 60, (1000, 40 + more_s), wrap=500))
    assert judged(center(solved="1100s", counts="open"), cases, SOLVED) == (met, 1)


def test_a_message_that_waits_in_hand_is_owed():
    # The second is answered from 60 to 90, after 80 s; it has two slots and one agent.
    cases = day(says(0, 60), says(10, 30))
    assert judged(center(solved="80s"), cases, SOLVED) == (2, 2)
    assert judged(center(solved="79s"), cases, SOLVED) == (1, 2)


# Who leaves, and what is not solved


def test_whoever_leaves_in_the_queue_or_in_hand_is_not_in_time():
    # One slot: the second leaves the queue at 40. With two slots it leaves the hand then. The first is answered at 50.
    cases = day(says(0, 50), says(10, 5, patience=30))
    for slots in (1, 2):
        summary = summary_of(center(first_reply="10m", reply="10m", solved="10m", slots=slots), cases)
        assert counted(summary, FIRST) == (1, 2)
        assert counted(summary, SOLVED) == (1, 2)
        # A message that no agent ever had in hand is nobody's.
        assert counted(summary, REPLY) == (1, slots)
        assert counted(summary, FIRST, "group:front") == (1, slots)


def test_whoever_leaves_while_waiting_for_a_later_reply_got_the_first():
    # The first writes again at 20 and leaves at 50, while the second is answered from 15 to 100.
    summary = summary_of(
        center(first_reply="10m", reply="10m", solved="10m"), day(says(0, 10, (10, 5, 30)), says(15, 85))
    )
    assert counted(summary, FIRST) == (2, 2)
    assert counted(summary, REPLY) == (2, 3)
    assert counted(summary, SOLVED) == (1, 2)


def test_what_is_closed_without_a_further_message_is_not_solved():
    summary = summary_of(center(reply="10m", solved="10m", auto_close="1m"), day(says(0, 10, (500, 5))))
    assert counted(summary, REPLY) == (1, 1)
    assert counted(summary, SOLVED) == (0, 1)


def test_what_an_agent_closes_unsolved_is_not_solved_in_time():
    scenario = center(first_reply="10m", solved="10m", group={"serves": {"wa": {"solved": "0%"}}})
    summary = summary_of(scenario, day(says(0, 10)))
    assert counted(summary, SOLVED) == (0, 1)
    assert counted(summary, FIRST) == (1, 1)


def test_blocked_contacts_are_left_out_as_of_the_service_level():
    scenario = center(first_reply="10m", solved="10m", slots=1, more={"queue_limit": 0})
    summary = summary_of(scenario, day(says(0, 50), says(10, 5)))
    assert counted(summary, FIRST) == counted(summary, SOLVED) == (1, 1)


# Open at the end


@pytest.mark.parametrize(("within", "decided"), [("660s", 0), ("659s", 1)])
def test_what_waits_at_the_end_is_decided_once_its_time_is_over(within, decided):
    # Stopped at 660, while the first reply is written.
    keys = {"center": {"to": "08:10", "run_on": "1m"}}
    cases = day(says(0, 1000))
    for what, key in ((FIRST, "first_reply"), (REPLY, "reply"), (SOLVED, "solved")):
        assert judged(center(**{key: within}, **keys), cases, what) == (0, decided)
    assert judged(center(solved=within, counts="open", **keys), cases, SOLVED) == (0, decided)


def test_a_conversation_that_is_open_at_the_end_owes_what_it_has_owed_so_far():
    # 60 s and, from 500 on, 160 until 660; open since 0.
    keys, cases = {"center": {"to": "08:10", "run_on": "1m"}}, day(says(0, 60, (440, 1000)))
    assert judged(center(solved="220s", **keys), cases, SOLVED) == (0, 0)
    assert judged(center(solved="219s", **keys), cases, SOLVED) == (0, 1)
    assert judged(center(solved="659s", counts="open", **keys), cases, SOLVED) == (0, 1)
    assert judged(center(solved="660s", counts="open", **keys), cases, SOLVED) == (0, 0)
    # While the customer thinks nothing more is owed.
    cases = day(says(0, 60, (5000, 10)))
    assert judged(center(solved="60s", **keys), cases, SOLVED) == (0, 0)
    assert judged(center(solved="59s", **keys), cases, SOLVED) == (0, 1)


def test_what_nobody_goes_on_with_after_the_last_closing_is_decided_by_the_closing():
    # Parked at 600, for good. The customer writes at 500 and again, after the reply of 620, at 720.
    shifts = {"shifts": {"day": {"agents": 1, "from": "08:00", "to": "08:10"}}}
    keys = {"group": shifts, "at_shift_end": "park", "center": {"to": "08:10"}}
    cases = day(says(0, 60, (440, 120), (100, 5)))
    # Owed by 600: 60 and 100 s; the reply came at 620, after 120 s, and is decided.
    assert judged(center(solved="160s", **keys), cases, SOLVED) == (0, 0)
    assert judged(center(solved="159s", **keys), cases, SOLVED) == (0, 1)
    assert judged(center(reply="120s", **keys), cases, REPLY) == (2, 2)
    assert judged(center(reply="119s", **keys), cases, REPLY) == (1, 2)


# Hours


def over_night(**keys):
    """Return a center that is open from 08:00 to 08:20 of two days, and parks conversations; ``center`` says more."""
    horizon = {"to": "08:20", "days": 2, "at_close": "keep", **keys.pop("center", {})}
    shifts = {"shifts": {"day": {"agents": 1, "from": "08:00", "to": "08:20"}}}
    return center(group=shifts, at_shift_end="park", center=horizon, **keys)


@pytest.mark.parametrize(("clock", "met"), [("hours", [2, 1]), ("always", [1, 1])])
def test_with_hours_a_message_of_the_evening_that_is_answered_at_ten_past_eight_has_waited_ten_minutes(clock, met):
    # Sent at 60; written at 22:00, answered at 08:10 of the next day.
    for more_s, number in zip((0.0, STEP_S), met, strict=True):
        cases = day(says(0, 60, (50_340, 600 + more_s)))
        assert judged(over_night(reply="10m", clock=clock), cases, REPLY) == (number, 2)


@pytest.mark.parametrize(("within", "met"), [("11m", 1), ("659s", 0)])
def test_with_hours_the_night_is_not_owed(within, met):
    cases = day(says(0, 60, (50_340, 600)))
    assert judged(over_night(solved=within, clock="hours"), cases, SOLVED) == (met, 1)
    assert judged(over_night(solved="10h", clock="always"), cases, SOLVED) == (0, 1)


@pytest.mark.parametrize(("within", "met"), [("30m", 1), ("1799s", 0)])
def test_with_hours_open_counts_both_days(within, met):
    # Twenty minutes of the first day and ten of the second.
    cases = day(says(0, 60, (50_340, 600)))
    assert judged(over_night(solved=within, counts="open", clock="hours"), cases, SOLVED) == (met, 1)


@pytest.mark.parametrize(
    ("within", "clock", "met"),
    [("12m", "hours", 1), ("719s", "hours", 0), ("1d", "always", 1), ("2d", "always", 2)],
)
def test_with_hours_a_closed_sunday_does_not_count(within, clock, met):
    # The first is answered until 1300, after the closing of 1200. The second comes at 1080 of Saturday, and is answered
    # on Monday, 600 after the opening: two minutes and ten. By the clock that is eight minutes less than two days.
    closed = {"days": 3, "weekday": "saturday", "hours": {"sunday": "closed"}}
    scenario = over_night(first_reply=within, clock=clock, center=closed)
    assert judged(scenario, day(says(0, 1300, (DAY_S * 9, 5)), says(1080, 600)), FIRST) == (met, 2)


def test_the_hours_of_the_type_count_inside_those_of_the_center():
    # Until 08:05 the type is open: 20 of the 90 s count for who comes at 280.
    hours = {"hours": {"to": "08:05"}, "at_close": "keep"}
    cases = day(says(0, 310), says(280, 60))
    keys = {"clock": "hours", "more": hours}
    assert judged(center(first_reply="20s", **keys), cases, FIRST) == (1, 2)
    assert judged(center(first_reply="19s", **keys), cases, FIRST) == (0, 2)


def test_who_waits_outside_for_the_opening_waits_from_then_on_for_the_first_reply():
    # Written at 0, the type opens at 300: served from then until 360. The message has waited since it was written.
    hours = {"hours": {"from": "08:05"}, "when_closed": "wait"}
    cases = day(says(0, 60))
    for clock, met in (("hours", 1), ("always", 0)):
        summary = summary_of(center(first_reply="1m", reply="1m", solved="1m", clock=clock, more=hours), cases)
        assert counted(summary, FIRST) == (1, 1)
        assert counted(summary, REPLY) == counted(summary, SOLVED) == (met, 1)


# Hand-overs, types, rows


def test_what_is_handed_over_is_owed_on():
    # The first writes at 590; the agent leaves at 620 after a reply to the second; another comes at 660.
    shifts = {
        "early": {"agents": 1, "from": "08:00", "to": "08:10"},
        "late": {"agents": 1, "from": "08:11", "to": "09:00"},
    }
    cases = day(says(0, 10, (580, 30)), says(1, 610, (5000, 5)))
    keys = {"group": {"shifts": shifts}, "at_shift_end": "hand_over", "center": {"to": "09:00"}}
    # Answered from 660 to 690: after 100 s, with the 10 s of the first reply.
    summary = summary_of(center(reply="100s", solved="110s", **keys), cases)
    assert counted(summary, REPLY)[0] == 2
    assert counted(summary, SOLVED)[0] == 1
    summary = summary_of(center(reply="99s", solved="109s", **keys), cases)
    assert counted(summary, REPLY)[0] == 1
    assert counted(summary, SOLVED)[0] == 0


def test_types_without_a_target_are_not_counted():
    scenario = center(
        first_reply="1m",
        types={"wb": conversation()},
        call={"channel": "voice", "talk": "1m"},
    )
    summary = summary_of(scenario, day(says(0, 30), says(1, 20, of=1), calls(100, 60, of=2)))
    assert counted(summary, FIRST) == counted(summary, FIRST, "type:wa") == counted(summary, FIRST, "group:front")
    assert counted(summary, FIRST) == counted(summary, FIRST, "channel:messaging") == (1, 1)
    assert counted(summary, FIRST, "type:wb") == counted(summary, FIRST, "channel:voice") == (0, 0)
    assert counted(summary, REPLY) == counted(summary, SOLVED) == (0, 0)
    place = np.array([summary.cells.index(Cell(of, None)) for of in ("type:wa", "type:wb")])
    values = metric_values(METRICS["first_reply_in_target"], stack([summary]), place)[0]
    assert values[0] == 1.0
    assert math.isnan(values[1])


def test_each_type_is_judged_by_its_own_time_and_counts_where_it_came():
    scenario = center(
        first_reply="1m", types={"wb": conversation(targets={"first_reply": "50% in 30s", "reply": "50% in 30s"})},
        center={"interval": "10m"},
    )  # fmt: skip
    # 60 s, and 100 s until 660.
    summary = summary_of(scenario, day(says(0, 60), says(560, 100, of=1)))
    assert counted(summary, FIRST) == (1, 2)
    assert counted(summary, FIRST, "type:wb") == counted(summary, REPLY) == (0, 1)
    assert counted(summary, FIRST, "all", "08:00-08:10") == (1, 2)
    assert counted(summary, FIRST, "all", "08:10-08:20") == (0, 0)


@pytest.mark.parametrize("counts", ["owed", "open"])
@pytest.mark.parametrize(("within", "met"), [("60s", 1), ("59s", 0)])
def test_whoever_is_redirected_counts_as_what_they_came_as_and_messages_as_what_they_are(counts, within, met):
    # The type is closed until 300; who comes then is `wb`, which has a target of its own.
    doors = {"hours": {"from": "08:05"}, "when_closed": {"redirect": "wb"}}
    others = {"wb": conversation(arrivals=None, targets={"first_reply": "80% in 1s", "reply": "80% in 1m"})}
    scenario = center(first_reply=within, reply="1s", solved=within, counts=counts, more=doors, types=others)
    summary = summary_of(scenario, day(says(0, 60)))
    assert counted(summary, FIRST) == counted(summary, FIRST, "type:wa") == (met, 1)
    assert counted(summary, SOLVED) == counted(summary, SOLVED, "type:wa") == (met, 1)
    assert counted(summary, REPLY) == counted(summary, REPLY, "type:wb") == (1, 1)


def test_teams_have_what_their_agents_had_in_hand():
    # Agents 0 and 1 are of one team each and answer side by side; the third leaves the queue.
    groups = {
        "front": {"agents": 1, "serves": {"wa": {}}, "team": "a"},
        "back": {"agents": 1, "serves": {"wa": {}}, "team": "b"},
    }
    scenario = center(
        first_reply="1m", reply="1m", solved="1m", slots=1, groups=groups, center={"teams": {"a": {}, "b": {}}}
    )
    summary = summary_of(scenario, day(says(0, 60), says(1, 70), says(5, 5, patience=10)))
    for what in (FIRST, REPLY, SOLVED):
        of_teams = {counted(summary, what, "team:a"), counted(summary, what, "team:b")}
        assert of_teams == {counted(summary, what, "group:front"), counted(summary, what, "group:back")}
        assert of_teams == {(1, 1), (0, 1)}
    assert counted(summary, FIRST) == counted(summary, SOLVED) == (1, 3)


def test_targets_change_nothing_that_happens():
    cases = day(says(0, 10, (100, 20, 30)), says(5, 60, (10, 5)), says(300, 5, patience=2))
    plain = simulate(writers(), cases)
    with_targets = simulate(center(first_reply="1m", reply="1m", solved="1m", clock="hours"), cases)
    for table in ("contacts", "spans", "replies"):
        for name, column in getattr(plain, table).items():
            assert column.tobytes() == getattr(with_targets, table)[name].tobytes()
    assert plain.facts.targets is None
    before, after = measure(plain), measure(with_targets)
    others = [row for row, name in enumerate(MEASURES) if not name.endswith(("_met", "_judged"))]
    np.testing.assert_array_equal(before.sums[others], after.sums[others])


def test_times_are_those_of_the_stretches():
    scenario = over_night(reply="10m", clock="hours")
    (hours,) = simulate(scenario, day(says(0, 60))).facts.targets.hours
    assert hours.tolist() == [[OPENS_S + at, OPENS_S + at + 1200] for at in (0, DAY_S)]
