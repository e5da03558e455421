"""Conversations worked out by hand where somebody leaves: ends of shifts and of the day, breaks; who comes again.

Seconds are counted from 08:00; the center closes at 7200 unless a test says otherwise. What `says` means is said in
`test_conversations_by_hand.py`.
"""

import pytest
from conversation_days import ENGINES, calls, conversation, day, says, writers

SLEEPY = {"after": "30s"}
TEA = {"at": "08:01", "for": "2m"}


@pytest.fixture(params=list(ENGINES))
def tell(request):
    """Return an engine: it is given a center and a day, and tells its story."""
    return ENGINES[request.param]


def shift(*, to="10:00", breaks=None, people=1, **keys):
    """Return the keys of a group with one shift."""
    return {"shifts": {"day": {"agents": people, "from": "08:00", "to": to, **keys}}, "breaks": breaks or {}}


# Headcount


def test_a_falling_headcount_waits_for_what_is_asleep(tell):
    # The only agent is to leave at 300, as soon as anything ends. What is asleep has not: so the second is taken, at
    # 400, and when it ends, the third is not. The first ends at 1015.
    cases = day(says(0, 10, (1000, 5)), says(400, 5), says(406, 5, patience=50))
    story = tell(writers({"08:00": 1, "08:05": 0}, inactive=SLEEPY), cases)
    assert [one[0] for one in story.contacts] == ["agent", "agent", "abandoned"]
    assert story.stays == [(0, 0, 1015)]


def test_it_takes_who_has_nothing_at_all_in_hand(tell):
    # 0 talks when the conversation comes, which goes to 1. At 300 both have nothing active; 0 has nothing at all.
    cases = day(calls(0, 20), says(1, 10, (1000, 5)))
    story = tell(writers({"08:00": 2, "08:05": 1}, call={}, inactive=SLEEPY), cases)
    assert story.who_has() == [0, 1]
    assert story.stays == [(0, 0, 300), (1, 0, 7200)]


def test_whoever_is_told_to_leave_answers_what_is_in_hand_until_it_has_ended(tell):
    # Asleep or not: the first writes at 310, the second at 400 and at 510.
    cases = day(says(0, 10, (300, 5)), says(1, 10, (380, 10), (100, 10)))
    story = tell(writers({"08:00": 1, "08:05": 0}, inactive=SLEEPY), cases)
    assert story.sent()[2:] == [(0, 2, 310, 315), (1, 2, 400, 410), (1, 3, 510, 520)]
    assert story.stays == [(0, 0, 520)]


def test_the_order_is_taken_by_whoever_ends_something_first(tell):
    # Both are busy when one is too many; the conversation of 1 ends at 320, that of 0 at 400. Then 1 is gone.
    cases = day(says(0, 10, (380, 10)), says(1, 10, (299, 10)))
    story = tell(writers({"08:00": 2, "08:05": 1}, slots=1), cases)
    assert story.who_has() == [0, 1]
    assert story.stays == [(0, 0, 7200), (1, 0, 320)]


def test_falling_asleep_is_no_end(tell):
    # One is too many at 20. Both fall asleep, at 40 and at 41; the first to end is the second, at 510.
    cases = day(says(0, 10, (1000, 5)), says(1, 10, (490, 9)))
    story = tell(writers({"08:00": 2, "08:00:20": 1}, slots=1, inactive=SLEEPY), cases)
    assert story.who_has() == [0, 1]
    assert story.stays == [(0, 0, 7200), (1, 0, 510)]


# The end of the day


def test_after_closing_agents_stay_until_what_they_have_has_ended(tell):
    # Closed at 600. Sent at 510, the next message at 910; whoever has nothing goes at 600.
    story = tell(writers(2, center={"to": "08:10"}), day(says(500, 10, (400, 20))))
    assert story.contacts == [("agent", 500, 510, 930, 930, 0)]
    assert story.stays == [(0, 0, 930), (1, 0, 600)]


def test_after_closing_an_agent_takes_who_still_waits(tell):
    story = tell(writers(slots=1, center={"to": "08:10"}), day(says(500, 200), says(550, 20)))
    assert story.contacts[1] == ("agent", 700, 720, 720, 720, 0)


def test_after_closing_nobody_is_kept_empty(tell):
    # Closed at 600. The first is asleep since 540; the second, which waits for 2 minutes before this group may take it,
    # is taken at 670, although nobody else with an empty hand is there any more.
    serves = {"wa": {}, "wb": {"after": "2m"}}
    center = writers(
        2, types={"wb": conversation()}, group={"serves": serves}, center={"to": "08:10"}, keep_empty=1, inactive=SLEEPY
    )
    story = tell(center, day(says(500, 10, (400, 5)), says(550, 20, of=1)))
    assert story.contacts[1] == ("agent", 670, 690, 690, 690, 0)


def test_what_is_asleep_at_closing_is_closed_when_the_customer_does_not_write(tell):
    center = writers(inactive=SLEEPY, auto_close="10m", center={"to": "08:10"})
    story = tell(center, day(says(500, 10, (5000, 20))))
    assert story.contacts == [("time_out", 500, 510, 1110, None, 0)]
    assert story.stays == [(0, 0, 1110)]


def test_at_the_stop_conversations_are_still_open(tell):
    # Closed at 600, stopped at 660: one is answered, one waits in hand, one is asleep, one is wrapped up.
    center = writers(2, slots=3, inactive=SLEEPY, center={"to": "08:10", "run_on": "1m"})
    cases = day(says(500, 10, (5000, 5)), says(590, 10, wrap=500), says(595, 100), says(596, 10))
    story = tell(center, cases)
    assert story.who_has() == [0, 1, 0, 1]
    assert story.contacts == [
        ("still_open", 500, 510, None, None, 0), ("agent", 590, 600, 600, None, 1),
        ("still_open", 595, None, None, None, None), ("still_open", 596, None, None, None, None),
    ]  # fmt: skip
    assert story.spans == [
        (0, "reply", 0, 500, 510), (0, "in_hand", 0, 510, 540), (0, "inactive", 0, 540, 660),
        (1, "reply", 1, 590, 600), (1, "wrap_up", 1, 600, 660), (2, "reply", 0, 595, 660), (3, "in_hand", 1, 596, 660),
    ]  # fmt: skip
    assert story.replies[-2:] == [(2, 1, 0, 595, 595, None), (3, 1, 1, 596, None, None)]


def test_a_conversation_may_last_over_a_night(tell):
    # Sent at 7110, the next message 80,000 s later, before the second day begins at 86,400: who stays answers it.
    story = tell(writers(center={"days": 2}), day(says(7100, 10, (80_000, 20))))
    assert story.contacts == [("agent", 7100, 7110, 87_130, 87_130, 0)]
    # The stay of the first day ends where the second begins.
    assert story.stays == [(0, 0, 86_400), (0, 86_400, 93_600)]


# Shifts and breaks


def test_the_end_of_a_shift_waits_for_what_is_in_hand(tell):
    story = tell(writers(group=shift(to="08:10")), day(says(500, 10, (400, 20)), says(620, 5, patience=50)))
    assert story.contacts[0] == ("agent", 500, 510, 930, 930, 0)
    assert story.contacts[1][0] == "abandoned"
    assert story.stays == [(0, 0, 930)]


def test_a_break_begins_when_the_reply_is_sent_and_the_rest_waits_in_hand(tell):
    # Due at 60, begun at 90, over at 210. Then the message of 10 is older than that of 120.
    story = tell(writers(group=shift(breaks={"tea": TEA})), day(says(0, 90, (30, 20)), says(10, 30)))
    assert story.sent() == [(0, 1, 0, 90), (1, 1, 210, 240), (0, 2, 240, 260)]
    assert story.of(1) == [("in_hand", 10, 90), ("paused", 90, 210), ("reply", 210, 240)]
    assert story.of(0)[1:] == [("paused", 90, 210), ("in_hand", 210, 240), ("reply", 240, 260)]


def test_a_break_begins_when_it_is_due_although_a_conversation_is_in_hand(tell):
    story = tell(writers(group=shift(breaks={"tea": TEA})), day(says(0, 10, (100, 20))))
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 60), ("paused", 60, 180), ("reply", 180, 200)]


def test_a_break_waits_for_a_wrap_up(tell):
    # Wrapped up until 80; the break goes from 80 to 200.
    story = tell(writers(group=shift(breaks={"tea": TEA})), day(says(0, 50, wrap=30), says(10, 5)))
    assert story.sent()[1] == (1, 1, 200, 205)


def test_on_a_break_nobody_is_taken(tell):
    story = tell(writers(group=shift(breaks={"tea": TEA})), day(says(100, 10)))
    assert story.contacts == [("agent", 180, 190, 190, 190, 0)]


def test_on_a_break_customers_lose_patience(tell):
    # In hand since 50, the agent writes another reply and goes at 70; gone at 110.
    cases = day(says(0, 70), says(50, 10, patience=60))
    story = tell(writers(group=shift(breaks={"tea": TEA})), cases)
    assert story.contacts[1] == ("abandoned", 50, None, 110, None, None)
    assert story.of(1) == [("in_hand", 50, 70), ("paused", 70, 110)]


def test_on_a_break_conversations_fall_asleep_and_wake(tell):
    # Sent at 50, asleep at 80, awake at 100; the break goes from 60 to 180.
    center = writers(group=shift(breaks={"tea": TEA}), inactive=SLEEPY)
    story = tell(center, day(says(0, 50, (50, 5))))
    assert story.of(0)[1:] == [("in_hand", 50, 60), ("paused", 60, 80), ("inactive", 80, 100), ("paused", 100, 180),
                               ("reply", 180, 185)]  # fmt: skip


def test_who_has_to_wait_to_wake_does_not_on_a_break(tell):
    center = writers(group=shift(breaks={"tea": TEA}), inactive={**SLEEPY, "on_waking": "wait"})
    story = tell(center, day(says(0, 50, (50, 5))))
    assert story.of(0)[1:] == [("in_hand", 50, 60), ("paused", 60, 80), ("inactive", 80, 180), ("reply", 180, 185)]


def test_a_break_that_may_wait_begins_when_nothing_is_owed(tell):
    # From 60 on. The second is answered from 110 to 130; the first is in hand, and its customer does not write.
    breaks = {"tea": {"from": "08:01", "to": "08:20", "for": "2m"}}
    story = tell(writers(group=shift(breaks=breaks)), day(says(50, 60, (1000, 5)), says(55, 20)))
    assert story.sent()[1] == (1, 1, 110, 130)
    assert story.of(0) == [("reply", 50, 110), ("in_hand", 110, 130), ("paused", 130, 250), ("in_hand", 250, 1110),
                           ("reply", 1110, 1115)]  # fmt: skip


def test_whose_shift_ends_on_a_break_comes_back_for_what_is_in_hand(tell):
    # The break takes the last two minutes, from 480 to 600. The customer wrote at 510, and is answered at 600.
    group = {
        "shifts": {
            "day": {"agents": 1, "from": "08:00", "to": "08:10", "breaks": {"tea": {"at": "08:08", "for": "2m"}}}
        }
    }
    story = tell(writers(group=group), day(says(400, 10, (100, 20))))
    assert story.contacts == [("agent", 400, 410, 620, 620, 0)]
    assert story.of(0) == [("reply", 400, 410), ("in_hand", 410, 480), ("paused", 480, 600), ("reply", 600, 620)]
    assert max(to_s for _, _, to_s in story.stays) == 620


def test_with_nothing_new_before_the_end_conversations_go_on(tell):
    # Nothing new from 540 on; the shift ends at 600. What is in hand is answered at 560 and at 660.
    story = tell(
        writers(group=shift(to="08:10", no_new="1m")), day(says(500, 10, (50, 10), (90, 5)), says(550, 5, patience=500))
    )
    assert story.sent() == [(0, 1, 500, 510), (0, 2, 560, 570), (0, 3, 660, 665)]
    assert story.contacts[1][0] == "abandoned"
    assert story.stays == [(0, 0, 665)]


# Who comes again, and who goes elsewhere


@pytest.mark.parametrize(
    ("case", "ended", "again"),
    [
        (says(0, 10, (20, 60, 30)), "left_waiting", 60),
        (says(0, 10, (5000, 5)), "timed_out", 310),
        (says(0, 100, patience=50), "abandoned", 50),
    ],
)
def test_a_follow_up_asks_how_a_conversation_ended(tell, case, ended, again):
    # Who comes again does so a minute later, and is answered in a minute, by one reply.
    rule = {"of": "wa", "when": {"ended": [ended]}, "share": "100%", "after": "1m", "attempts": 2}
    story = tell(writers(auto_close="5m", center={"follow_ups": {"again": rule}}), day(case))
    assert len(story.contacts) == 2
    assert story.contacts[1] == ("agent", again + 60, again + 120, again + 120, again + 120, 0)
    other = rule | {"when": {"ended": ["answered"]}}
    assert len(tell(writers(auto_close="5m", center={"follow_ups": {"again": other}}), day(case)).contacts) == 1


def test_an_overflow_rule_moves_only_who_waits_in_the_queue(tell):
    # The third waits for 30 s and becomes a contact of `wb`, which the other group serves; the second waits in hand.
    rule = {"of": "wa", "when": {"waited": {"at_least": "30s"}}, "move": {"type": "wb", "place": "kept"}}
    groups = {"front": {"agents": 1, "serves": {"wa": {}}}, "back": {"agents": 1, "serves": {"wb": {}}}}
    center = writers(groups=groups, types={"wb": conversation(arrivals=None)}, center={"overflow": {"away": rule}})
    story = tell(center, day(says(0, 60), says(1, 10), says(2, 10)))
    assert [one[0] for one in story.contacts] == ["agent", "agent", "moved", "agent"]
    assert story.contacts[3][:2] == ("agent", 32)
    assert story.who_has()[3] == 1


def test_steps_let_other_groups_take_who_waits_in_the_queue(tell):
    groups = {"front": {"agents": 1, "serves": {"wa": {}}}, "back": {"agents": 1, "serves": {"wa": {"after": "30s"}}}}
    story = tell(writers(groups=groups), day(says(0, 60), says(1, 10), says(2, 10)))
    assert story.contacts[2] == ("agent", 32, 42, 42, 42, 1)
    assert story.of(1) == [("in_hand", 1, 60), ("reply", 60, 70)]
