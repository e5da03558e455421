"""Conversations worked out by hand: replies, which message comes next, patience, falling asleep and waking up.

Seconds are counted from 08:00; `says(arrived, work, (thinking, work, patience), …)` is a conversation, whose first
reply takes `work`.
The engine and its naive twin are asked the same.
"""

import pytest
from conversation_days import ENGINES, calls, conversation, day, says, writers

SLEEPY = {"after": "30s"}


@pytest.fixture(params=list(ENGINES))
def tell(request):
    """Return an engine: it is given a center and a day, and tells its story."""
    return ENGINES[request.param]


# Replies


def test_a_conversation_is_answered_when_its_first_reply_is_sent(tell):
    story = tell(writers(), day(says(20, 60)))
    assert story.contacts == [("agent", 20, 80, 80, 80, 0)]
    assert story.replies == [(0, 1, 0, 20, 20, 80)]
    assert story.spans == [(0, "reply", 0, 20, 80)]


def test_of_two_in_hand_one_is_worked_on(tell):
    # The second is in hand since 10; its first reply is begun when the first conversation ends, at 60.
    story = tell(writers(), day(says(0, 60), says(10, 30)))
    assert story.contacts == [("agent", 0, 60, 60, 60, 0), ("agent", 10, 90, 90, 90, 0)]
    assert story.of(1) == [("in_hand", 10, 60), ("reply", 60, 90)]


def test_a_third_waits_for_a_slot_and_is_answered_after_who_was_in_hand(tell):
    # At 60 a slot is free and the third is in hand; of both first messages that of 10 is older.
    story = tell(writers(), day(says(0, 60), says(10, 30), says(20, 5)))
    assert story.contacts[2] == ("agent", 60, 95, 95, 95, 0)
    assert story.of(2) == [("in_hand", 60, 90), ("reply", 90, 95)]


def test_a_conversation_goes_on_when_the_customer_writes_again(tell):
    # Sent at 10; 100 s later the customer writes, the agent is free and answers at once; the third message at 180.
    story = tell(writers(), day(says(0, 10, (100, 20), (50, 7))))
    assert story.contacts == [("agent", 0, 10, 187, 187, 0)]
    assert story.replies == [(0, 1, 0, 0, 0, 10), (0, 2, 0, 110, 110, 130), (0, 3, 0, 180, 180, 187)]
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 110), ("reply", 110, 130), ("in_hand", 130, 180),
                           ("reply", 180, 187)]  # fmt: skip


def test_who_thinks_for_no_time_writes_after_the_next_choice(tell):
    # At 10 the agent turns to the second at once; the first has written at 10 as well, and is answered at 40.
    story = tell(writers(), day(says(0, 10, (0, 20)), says(5, 30)))
    assert story.sent() == [(0, 1, 0, 10), (1, 1, 10, 40), (0, 2, 40, 60)]
    assert story.replies[1][3] == 10


def test_replies_of_no_length_follow_each_other_within_an_instant(tell):
    story = tell(writers(), day(says(5, 0, (0, 0), (0, 0)), says(5, 0)))
    assert story.contacts == [("agent", 5, 5, 5, 5, 0)] * 2
    assert story.spans == []
    assert [sent_s for *_, sent_s in story.replies] == [5] * 4


def test_wrap_up_after_the_last_reply_holds_the_slot_and_the_agent(tell):
    # Ended at 60, closed at 90: only then the second is answered, and the third has a slot.
    story = tell(writers(), day(says(0, 60, wrap=30), says(10, 20), says(20, 5)))
    assert story.contacts == [
        ("agent", 0, 60, 60, 90, 0), ("agent", 10, 110, 110, 110, 0), ("agent", 90, 115, 115, 115, 0),
    ]  # fmt: skip
    assert story.of(0) == [("reply", 0, 60), ("wrap_up", 60, 90)]


def test_messages_that_come_during_a_wrap_up_wait(tell):
    # The first writes at 30 (sent at 10); the second is answered from 10 to 20 and wrapped up until 50.
    story = tell(writers(), day(says(0, 10, (20, 5)), says(1, 10, wrap=30)))
    assert story.sent() == [(0, 1, 0, 10), (1, 1, 10, 20), (0, 2, 50, 55)]


def test_handle_time_makes_replies_and_wrap_up_longer_or_shorter(tell):
    serves = {"wa": {"handle_time": {"talk": 0.5, "wrap_up": 2}}}
    story = tell(writers(group={"serves": serves}), day(says(0, 60, (10, 20), wrap=10)))
    # 60 take 30, 20 take 10, 10 take 20.
    assert story.sent() == [(0, 1, 0, 30), (0, 2, 40, 50)]
    assert story.contacts == [("agent", 0, 30, 50, 70, 0)]


# Which message is next


def test_a_reply_sent_leads_to_the_next_message_at_once(tell):
    # The first goes on and writes at 70; the second is answered from 60 on.
    story = tell(writers(), day(says(0, 60, (10, 20)), says(5, 60)))
    assert story.sent() == [(0, 1, 0, 60), (1, 1, 60, 120), (0, 2, 120, 140)]


@pytest.mark.parametrize(
    ("order", "third", "again"),
    [("oldest_message", (170, 200), (150, 170)), ("first_replies", (150, 180), (180, 200))],
)
def test_the_oldest_message_or_first_replies_come_first(tell, order, third, again):
    # The second is answered from 50 to 150; meanwhile the first writes again at 110, and the third comes at 120.
    cases = day(says(0, 10, (100, 20)), says(50, 100), says(120, 30))
    story = tell(writers(slots=3, order=order), cases)
    assert story.sent()[2:] == sorted([(0, 2, *again), (2, 1, *third)], key=lambda one: one[2])


def test_the_shortest_reply_comes_first_and_of_equals_the_oldest_message(tell):
    cases = day(says(0, 100), says(10, 50), says(20, 30), says(30, 30))
    story = tell(writers(slots=4, order="shortest"), cases)
    assert story.sent() == [(0, 1, 0, 100), (2, 1, 100, 130), (3, 1, 130, 160), (1, 1, 160, 210)]


def test_the_shortest_reply_is_that_of_this_agent(tell):
    # 80 s take this agent 40 for `wb`, which is less than 50 for `wa`.
    serves = {"wa": {}, "wb": {"handle_time": 0.5}}
    center = writers(slots=3, order="shortest", types={"wb": conversation()}, group={"serves": serves})
    story = tell(center, day(says(0, 100), says(10, 50), says(20, 80, of=1)))
    assert story.sent() == [(0, 1, 0, 100), (2, 1, 100, 140), (1, 1, 140, 190)]


def test_messages_of_one_instant_are_taken_by_row(tell):
    # Both write at 110, when the agent has nothing to do.
    story = tell(writers(), day(says(0, 10, (100, 20)), says(1, 10, (90, 20))))
    assert story.sent()[2:] == [(0, 2, 110, 130), (1, 2, 130, 150)]


def test_whoever_gets_a_slot_at_an_instant_is_among_those_who_are_chosen_from(tell):
    # At 60 the second ends, the third gets its slot, and then first replies go first: it before the message of 30.
    cases = day(says(0, 10, (20, 40)), says(5, 50), says(40, 15))
    assert tell(writers(order="first_replies"), cases).sent()[2:] == [(2, 1, 60, 75), (0, 2, 75, 115)]
    assert tell(writers(), cases).sent()[2:] == [(0, 2, 60, 100), (2, 1, 100, 115)]


def test_contacts_of_one_instant_are_taken_by_row(tell):
    story = tell(writers(), day(says(0, 10), says(0, 20)))
    assert story.sent() == [(0, 1, 0, 10), (1, 1, 10, 30)]


# Who has room


def test_a_group_limits_how_many_are_active(tell):
    story = tell(writers(slots=3, group={"at_most": {"messaging": 2}}), day(says(0, 60), says(1, 10), says(2, 10)))
    assert [one[1] for one in story.contacts] == [0, 1, 60]


def test_a_capacity_is_so_much_of_a_hand(tell):
    # Half of four slots are two.
    story = tell(writers(slots=4, group={"capacity": 0.5}), day(says(0, 60), says(1, 10), says(2, 10)))
    assert [one[1] for one in story.contacts] == [0, 1, 60]


def test_the_least_loaded_agent_takes_a_conversation(tell):
    # 0 and 1 by turns; at 30 agent 1 has none, at 40 both have one, and 0 was assigned one longest ago.
    story = tell(writers(2), day(says(0, 60), says(1, 10), says(30, 60), says(40, 5)))
    assert story.who_has() == [0, 1, 1, 0]


def test_a_queue_may_be_full_and_a_voicemail_be_left_only_by_who_waits(tell):
    # In hand for 59 s before the first reply begins, the second leaves no voicemail; the third waits for 20 s.
    cases = day(says(0, 60), says(1, 10), says(2, 10))
    assert [one[0] for one in tell(writers(kind={"voicemail_after": "20s"}), cases).contacts] == [
        "agent", "agent", "voicemail",
    ]  # fmt: skip
    assert tell(writers(kind={"queue_limit": 0}), cases).contacts[2][:2] == ("blocked", None)


# Patience


def test_who_waits_in_the_queue_for_too_long_is_gone(tell):
    story = tell(writers(), day(says(0, 60), says(10, 30), says(20, 5, patience=30)))
    assert story.contacts[2] == ("abandoned", None, None, 50, None, None)


def test_who_waits_in_hand_for_the_first_reply_for_too_long_is_gone(tell):
    story = tell(writers(), day(says(0, 60), says(10, 30, patience=40), says(20, 5)))
    assert story.contacts[1] == ("abandoned", 10, None, 50, None, None)
    assert story.of(1) == [("in_hand", 10, 50)]
    # The slot is free from then on.
    assert story.contacts[2][:3] == ("agent", 50, 65)
    assert story.replies[1] == (1, 1, 0, 10, None, None)


def test_patience_with_the_first_reply_begins_with_the_wait_and_goes_on_in_hand(tell):
    # Waits since 20, in hand since 60, gone at 80.
    story = tell(writers(), day(says(0, 60), says(10, 30), says(20, 5, patience=60)))
    assert story.contacts[2] == ("abandoned", 60, None, 80, None, None)


def test_a_first_reply_sent_just_when_patience_ends_counts(tell):
    assert tell(writers(), day(says(0, 60, patience=60))).contacts == [("agent", 0, 60, 60, 60, 0)]


def test_who_leaves_while_the_agent_writes_is_not_answered_and_the_agent_turns_to_the_next(tell):
    story = tell(writers(), day(says(0, 60, patience=40), says(10, 30)))
    assert story.contacts == [("abandoned", 0, None, 40, None, None), ("agent", 10, 70, 70, 70, 0)]
    assert story.of(0) == [("reply", 0, 40)]
    assert story.replies[0] == (0, 1, 0, 0, 0, None)


def test_without_any_patience_only_a_reply_of_no_length_is_in_time(tell):
    assert tell(writers(), day(says(0, 10, patience=0))).contacts == [("abandoned", 0, None, 0, None, None)]
    assert tell(writers(), day(says(0, 0, patience=0))).contacts == [("agent", 0, 0, 0, 0, 0)]


def test_who_waits_for_a_later_reply_for_too_long_is_gone(tell):
    # Writes at 30 and waits for 30 s, while the agent answers the other one until 110.
    story = tell(writers(), day(says(0, 10, (20, 60, 30)), says(5, 100)))
    assert story.contacts[0] == ("customer", 0, 10, 60, None, 0)
    assert story.replies[1] == (0, 2, 0, 30, None, None)
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 60)]


def test_who_leaves_during_a_later_reply_stops_the_agent(tell):
    # Answered from 30 on, gone at 60; who wrote at 40 is answered then.
    story = tell(writers(), day(says(0, 10, (20, 60, 30)), says(40, 10)))
    assert story.contacts == [("customer", 0, 10, 60, None, 0), ("agent", 40, 70, 70, 70, 0)]
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 30), ("reply", 30, 60)]
    assert story.replies[1] == (0, 2, 0, 30, 30, None)


def test_a_later_reply_sent_just_when_patience_ends_counts(tell):
    assert tell(writers(), day(says(0, 10, (20, 30, 30)))).contacts == [("agent", 0, 10, 60, 60, 0)]


# Asleep


def test_a_conversation_that_is_quiet_falls_asleep_and_fills_nothing(tell):
    # Sent at 10, asleep at 40: the second, which waits since 20, has the only slot. A message wakes the first at 110.
    story = tell(writers(slots=1, inactive=SLEEPY), day(says(0, 10, (100, 20)), says(20, 50)))
    assert story.contacts[1] == ("agent", 40, 90, 90, 90, 0)
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 40), ("inactive", 40, 110), ("reply", 110, 130)]


def test_a_message_wakes_it_whatever_the_hand_holds(tell):
    # The second is answered from 40 to 140; the first is awake at 110, beyond the only slot, and answered at 140. The
    # third, which waits since 120, has the slot at 160.
    cases = day(says(0, 10, (100, 20)), says(20, 100), says(120, 5))
    story = tell(writers(slots=1, inactive=SLEEPY), cases)
    assert story.of(0)[2:] == [("inactive", 40, 110), ("in_hand", 110, 140), ("reply", 140, 160)]
    assert story.contacts[2] == ("agent", 160, 165, 165, 165, 0)


def test_it_may_have_to_wait_for_a_slot_and_then_comes_before_who_is_new(tell):
    cases = day(says(0, 10, (100, 20)), says(20, 100), says(105, 5))
    story = tell(writers(slots=1, inactive={**SLEEPY, "on_waking": "wait"}), cases)
    assert story.of(0)[2:] == [("inactive", 40, 140), ("reply", 140, 160)]
    assert story.replies[1] == (0, 2, 0, 110, 140, 160)
    assert story.contacts[2] == ("agent", 160, 165, 165, 165, 0)


def test_where_there_is_room_it_need_not_wait(tell):
    story = tell(writers(inactive={**SLEEPY, "on_waking": "wait"}), day(says(0, 10, (100, 20)), says(50, 100)))
    # Of two slots one is free: awake at 110, answered when the agent has sent the other reply.
    assert story.of(0)[2:] == [("inactive", 40, 110), ("in_hand", 110, 150), ("reply", 150, 170)]


def test_who_waits_asleep_has_the_patience_of_a_message(tell):
    story = tell(
        writers(slots=1, inactive={**SLEEPY, "on_waking": "wait"}), day(says(0, 10, (100, 20, 15)), says(20, 100))
    )
    assert story.contacts[0] == ("customer", 0, 10, 125, None, 0)
    assert story.of(0)[2:] == [("inactive", 40, 125)]


def test_one_that_is_asleep_may_fill_a_part_of_a_hand(tell):
    # From 40 on the first fills a quarter; the second is one half, and the third would be more than there is.
    cases = day(says(0, 10, (1000, 1)), says(50, 100), says(60, 10))
    assert tell(writers(inactive={**SLEEPY, "slots": 4}), cases).contacts[2][1] == 150
    assert tell(writers(inactive=SLEEPY), cases).contacts[2][1] == 60


def test_so_many_may_be_asleep_and_one_more_stays_active(tell):
    # The first is asleep at 40, the second would be at 50. So at 60 there is one slot, and at 61 none.
    cases = day(says(0, 10, (1000, 1)), says(5, 10, (500, 1)), says(60, 100), says(61, 5))
    story = tell(writers(inactive={**SLEEPY, "at_most": 1}), cases)
    assert story.of(1) == [("in_hand", 5, 10), ("reply", 10, 20), ("in_hand", 20, 520), ("reply", 520, 521)]
    assert [one[1] for one in story.contacts] == [0, 5, 60, 160]


def test_as_soon_as_one_wakes_the_one_that_was_due_first_falls_asleep(tell):
    # Due at 40, 50 and 60; at 100 the first writes, and the second falls asleep, which makes room for the fourth.
    cases = day(says(0, 10, (90, 30)), says(1, 10, (500, 1)), says(2, 10, (600, 1)), says(70, 5))
    story = tell(writers(slots=2, inactive={**SLEEPY, "at_most": 1}, group={"capacity": 1.5}), cases)
    assert story.of(0)[1:] == [("in_hand", 10, 40), ("inactive", 40, 100), ("reply", 100, 130)]
    assert story.of(1)[2:] == [("in_hand", 20, 100), ("inactive", 100, 520), ("reply", 520, 521)]
    assert ("inactive", 100, 520) not in story.of(2)
    assert story.contacts[3][1:3] == (70, 75)


def test_who_falls_asleep_late_makes_room_at_that_instant(tell):
    # Two slots. The second could sleep from 50 on, and does at 100, when the first wakes.
    cases = day(says(0, 10, (90, 30)), says(1, 10, (500, 1)), says(45, 100), says(46, 5))
    story = tell(writers(inactive={**SLEEPY, "at_most": 1}), cases)
    # At 45 one slot is free. At 100 the first is awake beyond the slots, the second asleep: two of two, no room. At 145
    # there is, for who has waited since 46, which is longer than since 100.
    assert [one[1] for one in story.contacts] == [0, 1, 45, 145]
    assert story.of(0)[2:] == [("inactive", 40, 100), ("in_hand", 100, 150), ("reply", 150, 180)]


def test_a_message_at_the_very_instant_finds_it_asleep(tell):
    # At 40 the second gets the slot, and the first writes: it has to wait until 90.
    story = tell(writers(slots=1, inactive={**SLEEPY, "on_waking": "wait"}), day(says(0, 10, (30, 20)), says(20, 50)))
    assert story.of(0)[1:] == [("in_hand", 10, 40), ("inactive", 40, 90), ("reply", 90, 110)]


def test_the_oldest_of_those_who_wait_asleep_wakes_first_and_no_other_before_it(tell):
    # A fills a whole hand, B, X and Y one half. A writes at 100 and B at 111, while X and Y have all of the hand.
    # At 182 X ends, and half of a hand is too little for A: B does not wake either. At 232 Y ends.
    sleepy = {**SLEEPY, "on_waking": "wait"}
    center = writers(
        inactive=sleepy,
        types={"wide": conversation("wide")},
        channels={"wide": {"behaviour": "conversation", "slots": 1, "inactive": sleepy}},
    )
    cases = day(says(0, 10, (90, 20), of=1), says(41, 10, (60, 20)), says(82, 100), says(83, 50))
    story = tell(center, cases)
    assert story.of(0)[2:] == [("inactive", 40, 232), ("reply", 232, 252)]
    assert story.of(1)[2:] == [("inactive", 81, 252), ("reply", 252, 272)]


def test_so_many_of_each_channel_may_be_asleep(tell):
    sleepy = {**SLEEPY, "at_most": 1}
    center = writers(
        inactive=sleepy,
        types={"other": conversation("other")},
        channels={"other": {"behaviour": "conversation", "slots": 2, "inactive": sleepy}},
    )
    story = tell(center, day(says(0, 10, (500, 1)), says(1, 10, (500, 1), of=1)))
    assert story.of(0)[2:3] == [("inactive", 40, 510)]
    assert story.of(1)[3:4] == [("inactive", 50, 520)]


def test_two_that_fall_asleep_at_one_instant_let_two_in(tell):
    # Both replies take no time: sent at 0, asleep at 30, where two more wait.
    cases = day(says(0, 0, (100, 5)), says(0, 0, (100, 5)), says(10, 20), says(11, 20))
    assert [one[1:3] for one in tell(writers(inactive=SLEEPY), cases).contacts[2:]] == [(30, 50), (30, 70)]


# Closed because the customer is quiet


def test_a_conversation_is_closed_when_the_customer_does_not_write_for_so_long(tell):
    story = tell(writers(auto_close="5m"), day(says(0, 10, (1000, 5)), says(20, 10, (200, 5))))
    # 300 s after 10; the other one writes after 200, and is through.
    assert story.contacts == [("time_out", 0, 10, 310, None, 0), ("agent", 20, 30, 235, 235, 0)]
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 310)]
    assert [one[1] for one in story.replies] == [1, 1, 2]


def test_it_is_closed_before_a_message_of_that_instant(tell):
    assert tell(writers(auto_close="5m"), day(says(0, 10, (300, 5)))).contacts[0][:4] == ("time_out", 0, 10, 310)
    assert tell(writers(auto_close="5m"), day(says(0, 10, (299, 5)))).contacts[0][:4] == ("agent", 0, 10, 314)


def test_it_is_closed_while_it_is_asleep_or_instead(tell):
    cases = day(says(0, 10, (1000, 5)))
    story = tell(writers(auto_close="5m", inactive=SLEEPY), cases)
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 40), ("inactive", 40, 310)]
    story = tell(writers(auto_close="30s", inactive=SLEEPY), cases)
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 40)]


def test_one_that_is_closed_lets_another_fall_asleep(tell):
    # At most one asleep: the second, due at 50, stays active until the first is closed at 310.
    center = writers(auto_close="5m", inactive={**SLEEPY, "at_most": 1})
    story = tell(center, day(says(0, 10, (1000, 5)), says(1, 10, (1000, 5))))
    assert story.of(1)[2:] == [("in_hand", 20, 310), ("inactive", 310, 320)]
    assert story.contacts[1][:4] == ("time_out", 1, 20, 320)


def test_each_reply_begins_the_time_anew(tell):
    # Quiet for 20 s after each reply, never for 30.
    story = tell(writers(inactive=SLEEPY), day(says(0, 10, (20, 10), (20, 10), (20, 10))))
    assert {kind for kind, _, _ in story.of(0)} == {"reply", "in_hand"}


# Thinking by the clock


def test_thinking_takes_longer_where_customers_are_less_awake(tell):
    # Sent at 540; 60 of 120 s are over at 08:10, and the others take twice as long.
    center = writers(kind={"replies": {"awake": {"08:00": "100%", "08:10": "50%"}}})
    assert tell(center, day(says(530, 10, (120, 5)))).replies[1] == (0, 2, 0, 720, 720, 725)


def test_before_the_first_time_of_day_the_last_one_holds(tell):
    center = writers(kind={"replies": {"awake": {"09:00": "100%", "20:00": "50%"}}})
    assert tell(center, day(says(0, 10, (60, 5)))).replies[1][3] == 130


# Beside calls


def test_a_call_needs_an_agent_without_an_active_conversation(tell):
    story = tell(writers(call={}), day(says(0, 60), calls(10, 30)))
    assert story.contacts[1][:4] == ("agent", 60, 60, 90)


def test_a_call_is_taken_beside_conversations_that_are_asleep(tell):
    # Asleep at 40; the call goes from 50 to 150. The message of 100 wakes it, and is answered after the call.
    story = tell(writers(call={}, inactive=SLEEPY), day(says(0, 10, (90, 5)), calls(50, 100)))
    assert story.contacts[1][:4] == ("agent", 50, 50, 150)
    assert story.of(0)[2:] == [("inactive", 40, 100), ("paused", 100, 150), ("reply", 150, 155)]


def test_during_a_call_nobody_who_has_to_wait_wakes_and_nobody_is_taken(tell):
    sleepy = {**SLEEPY, "on_waking": "wait"}
    story = tell(writers(call={}, inactive=sleepy), day(says(0, 10, (90, 5)), calls(50, 100, wrap=20), says(60, 30)))
    # At 170 the wrap-up of the call is over: the first wakes, the third is assigned, and its message of 60 is older.
    assert story.of(0)[2:] == [("inactive", 40, 170), ("in_hand", 170, 200), ("reply", 200, 205)]
    assert story.contacts[2] == ("agent", 170, 200, 200, 200, 0)


def test_a_conversation_that_is_asleep_and_fills_a_part_keeps_calls_away(tell):
    story = tell(writers(call={}, inactive={**SLEEPY, "slots": 10}), day(says(0, 10, (90, 5)), calls(50, 100)))
    assert story.contacts[1][:3] == ("agent", 105, 105)


def test_whoever_leaves_during_a_call_is_gone_at_once(tell):
    story = tell(writers(call={}, inactive=SLEEPY), day(says(0, 10, (90, 5, 20)), calls(50, 100)))
    assert story.contacts[0] == ("customer", 0, 10, 120, None, 0)
    assert story.of(0)[2:] == [("inactive", 40, 100), ("paused", 100, 120)]


def test_an_agent_with_nothing_but_what_is_asleep_counts_as_empty(tell):
    # One agent is to be kept empty. 0 takes the first, so 1 is kept, and 0 takes the second. Since 40 both are empty:
    # 1, to whom none was ever assigned, takes the third; 0 is kept now, and the fourth goes to 1 as well.
    cases = day(says(0, 10, (1000, 5)), says(20, 5), says(50, 20), says(51, 5))
    story = tell(writers(2, inactive=SLEEPY, keep_empty=1), cases)
    assert story.who_has() == [0, 0, 1, 1]


def test_whoever_is_not_empty_any_more_takes_what_waits(tell):
    # One agent is to be kept empty; 1 talks from 45 on. So 0, with nothing but what is asleep, does not take who comes
    # at 50. At 110 the first writes, and 0 is not empty any more.
    cases = day(says(0, 10, (100, 20)), calls(45, 300), says(50, 5))
    story = tell(writers(2, call={}, inactive=SLEEPY, keep_empty=1), cases)
    assert story.contacts[2] == ("agent", 110, 135, 135, 135, 0)


def test_a_message_is_answered_at_once_although_another_conversation_falls_asleep_by_it(tell):
    # At 110 the first wakes, and the second, due at 50, falls asleep. The agent, who has more room now, looks and finds
    # the third, which this group may take after 10 s; but has begun with the first, although the third would take less.
    serves = {"wa": {}, "wb": {"after": "10s"}}
    center = writers(
        slots=3,
        types={"wb": conversation()},
        group={"serves": serves},
        inactive={**SLEEPY, "at_most": 1},
        order="shortest",
    )
    story = tell(center, day(says(0, 10, (100, 20)), says(1, 10, (500, 1)), says(100, 5, of=1)))
    assert story.contacts[2][1] == 110
    assert story.sent()[2:4] == [(0, 2, 110, 130), (2, 1, 130, 135)]


@pytest.mark.parametrize(("rule", "agent"), [("longest_idle", 1), ("longest_since_contact", 1)])
def test_the_last_contact_of_an_agent_goes_on_until_it_is_asleep(tell, rule, agent):
    # 0 sent its only reply at 10; asleep at 40, which is after the call of 1 has ended.
    cases = day(says(0, 10, (1000, 5)), calls(1, 29), calls(50, 10))
    center = writers(2, call={}, inactive=SLEEPY, center={"routing": {"agent": rule}})
    assert tell(center, cases).contacts[2][5] == agent


@pytest.mark.parametrize(("talk_s", "agent"), [(29, 1), (44, 0)])
def test_idle_is_an_agent_since_the_last_conversation_fell_asleep(tell, talk_s, agent):
    # 0 is idle since 40, and 1 since the end of a call, at 30 or at 45.
    cases = day(says(0, 10, (1000, 5)), calls(1, talk_s), calls(50, 10))
    assert tell(writers(2, call={}, inactive=SLEEPY), cases).contacts[2][5] == agent
