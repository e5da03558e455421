"""People who are still busy while their next part of a shift goes by, in another group or absent; by hand.

Seconds are counted from 08:00; the center closes at 14400. Ana works in the front until 3600 and from 10800 on, and in
the back from 3600 to 7200.
"""

import pytest
from building import center
from conversation_days import day, of_engine, says, writers
from test_shifts_by_hand import STAYS, of, run

from simulator.log import SpanKind

FRONT = {"early": ("08:00", "09:00"), "late": ("11:00", "12:00")}


def two_groups(**back):
    shifts = {name: {"people": "ana", "from": from_, "to": to} for name, (from_, to) in FRONT.items()}
    groups = {
        "front": {"shifts": shifts, "serves": {"calls": {}}},
        "back": {"shifts": {"day": {"people": "ana", "from": "09:00", "to": "10:00"}}, "serves": {"mails": {}}, **back},
    }
    return center(types={"calls": {}, "mails": {}}, groups=groups, people={"ana": {}}, to="12:00")


@pytest.mark.parametrize(
    ("talk_s", "overtime", "stays"),
    [
        # Until 5000: then she is in the back, where she is planned.
        (2000, [], [(0, 0, 3600), (0, 3600, 5000), (0, 10800, 14400), (1, 5000, 7200)]),
        # Until 9000: her time in the back went by, and what comes after it is overtime.
        (6000, [(0, 7200, 9000)], [(0, 0, 3600), (0, 3600, 9000), (0, 10800, 14400)]),
        # Until 12000: that is overtime until her next part begins, which she works as planned.
        (9000, [(0, 7200, 10800)], [(0, 0, 3600), (0, 3600, 10800), (0, 10800, 14400)]),
    ],
)
def test_a_part_in_another_group_that_goes_by_is_no_overtime_and_what_follows_is(talk_s, overtime, stays):
    log = run(two_groups(), (3000, talk_s))
    assert of(log, *STAYS) == stays
    assert of(log, SpanKind.OVERTIME) == overtime


@pytest.mark.parametrize("talk_s", [6000, 9000])
def test_a_part_in_which_they_are_absent_goes_by_and_the_next_begins_when_it_is_planned(talk_s):
    log = run(two_groups(absence="99.99%"), (3000, talk_s))
    until_s = min(3000 + talk_s, 10800)
    assert of(log, *STAYS) == [(0, 0, until_s), (0, 10800, 14400)]
    assert of(log, SpanKind.OVERTIME) == [(0, 3600, until_s)]
    assert of(log, SpanKind.ABSENT) == []


def test_whoever_waits_for_a_reply_when_one_is_sent_at_the_very_closing_gets_it_first():
    """The reply in hand is sent at 7200, when the center closes and the shift ends; the other customer waits since 10.

    Sent at any later instant the other one would be answered first, too, and not be sent away.
    """
    shifts = {
        "early": {"agents": 1, "from": "08:00", "to": "09:59"},
        "late": {"agents": 1, "from": "09:00", "to": "10:00"},
    }
    groups = {"front": {"shifts": shifts, "serves": {"wa": {}}}}
    scenario = writers(groups=groups, at_shift_end="hand_over", center={"at_close": "clear"})
    story = of_engine(scenario, day(says(0, 7200), says(10, 60)))
    assert story.contacts[1][:4] == ("agent", 10, 7260, 7260)
    assert story.laid == []
