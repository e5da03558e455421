"""Conversations parked until their agent is back, and the time in which nothing new is taken, worked out by hand.

Seconds are counted from 08:00; unless a test says otherwise there is one agent, who works from 0 to 600 and again from
86,400 on. What `says` means is said in `test_conversations_by_hand.py`.
"""

import pytest
from conversation_days import ENGINES, calls, conversation, day, says, writers

SLEEPY = {"after": "30s"}
NEVER = (300_000, 5)
"""The thinking and work of a message that does not come."""


@pytest.fixture(params=list(ENGINES))
def tell(request):
    """Return an engine: it is given a center and a day, and tells its story."""
    return ENGINES[request.param]


def one(from_="08:00", to="10:00", **keys):
    """Return a shift of one agent."""
    return {"agents": 1, "from": from_, "to": to, **keys}


def daily(at_close="keep", group=None, **keys):
    """Return a center of two days, in which conversations are parked."""
    center = {"to": "08:10", "days": 2, "at_close": at_close}
    shifts = {"shifts": {"day": one(to="08:10")}, **(group or {})}
    return writers(group=shifts, center=center, at_shift_end="park", **keys)


# Over night


def test_a_message_waits_for_the_agents_next_shift(tell):
    # Sent at 410, the next message at 5000; the agent is back at 86,400.
    story = tell(daily(handed_over={"reading": "45s"}), day(says(400, 10, (4590, 20))))
    assert story.laid == [(0, 0, 600, True, False)]
    assert story.contacts == [("agent", 400, 410, 86_420, 86_420, 0)]
    assert story.of(0) == [("reply", 400, 410), ("in_hand", 410, 600), ("parked", 600, 86_400),
                           ("reply", 86_400, 86_420)]  # fmt: skip
    assert story.replies[1] == (0, 2, 0, 5000, 86_400, 86_420)
    assert story.stays == [(0, 0, 600), (0, 86_400, 87_000)]
    assert story.waits == []


def test_a_message_that_is_owed_is_parked_where_places_are_kept_over_closing(tell):
    # From 590 to 620 the first is answered; the second wrote at 595.
    story = tell(daily(), day(says(0, 10, (580, 30)), says(1, 10, (575, 20))))
    assert story.laid == [(1, 0, 620, True, True)]
    assert story.replies[3] == (1, 2, 0, 595, 86_400, 86_420)


def test_else_it_is_answered_and_then_parked(tell):
    story = tell(daily("serve_out"), day(says(0, 10, (580, 30)), says(1, 10, (575, 20), (100, 5))))
    assert story.laid == [(1, 0, 640, True, False)]
    assert story.replies[3:] == [(1, 2, 0, 595, 620, 640), (1, 3, 0, 740, 86_400, 86_405)]


def test_patience_goes_on(tell):
    story = tell(daily(), day(says(400, 10, (4590, 20, 60))))
    assert story.contacts == [("customer", 400, 410, 5060, None, 0)]
    assert story.of(0)[2:] == [("parked", 600, 5060)]
    assert story.replies[1] == (0, 2, 0, 5000, None, None)


def test_whoever_was_never_answered_abandons(tell):
    # Until 700 the first is answered.
    story = tell(daily(), day(says(500, 200), says(510, 10, patience=1000)))
    assert story.contacts[1] == ("abandoned", 510, None, 1510, None, None)
    assert story.of(1) == [("in_hand", 510, 700), ("parked", 700, 1510)]


def test_what_is_parked_is_closed_when_the_customer_does_not_write(tell):
    story = tell(daily(auto_close="1h"), day(says(400, 10, NEVER)))
    assert story.contacts == [("time_out", 400, 410, 4010, None, 0)]
    assert story.of(0)[2:] == [("parked", 600, 4010)]


def test_what_is_never_taken_up_again_stays_open(tell):
    center = writers(group={"shifts": {"early": one(to="08:10"), "late": one("08:20")}}, at_shift_end="park")
    story = tell(center, day(says(0, 10, (700, 20))))
    assert story.contacts == [("still_open", 0, 10, None, None, 0)]
    assert story.of(0)[2:] == [("parked", 600, 7200)]
    assert story.replies[1] == (0, 2, 0, 710, None, None)


def test_at_the_stop_it_is_open(tell):
    center = {"to": "08:10", "run_on": "1m"}
    story = tell(writers(group={"shifts": {"day": one(to="08:10")}}, center=center, at_shift_end="park"),
                 day(says(0, 10, NEVER)))  # fmt: skip
    assert story.contacts == [("still_open", 0, 10, None, None, 0)]
    assert story.of(0)[2:] == [("parked", 600, 660)]


# Back in the hand


def test_the_longest_silent_are_inactive_when_the_agent_is_back(tell):
    # Sent at 410, 420, 430; of three that are silent for long one may be inactive. When it wakes, at 86,500, it is the
    # turn of the second.
    center = daily(slots=4, inactive={**SLEEPY, "at_most": 1})
    cases = day(says(400, 10, (86_090, 5)), says(401, 10, NEVER), says(402, 10, NEVER))
    story = tell(center, cases)
    assert story.of(0)[1:] == [("in_hand", 410, 440), ("inactive", 440, 600), ("parked", 600, 86_400),
                               ("inactive", 86_400, 86_500), ("reply", 86_500, 86_505)]  # fmt: skip
    assert story.of(1)[-2:] == [("in_hand", 86_400, 86_500), ("inactive", 86_500, 87_000)]
    assert story.of(2)[-1] == ("in_hand", 86_400, 87_000)
    assert [one for one in story.laid if one[2] > 600] == [(1, 0, 87_000, True, False), (2, 0, 87_000, True, False)]


def test_silent_for_less_it_is_active_and_falls_asleep_in_time(tell):
    # Away from 600 to 660. Silent since 510, and since 590: for 80 s at 590, and at 670.
    kim = {"people": ["kim"]}
    shifts = {"early": {"from": "08:00", "to": "08:10", **kim}, "late": {"from": "08:11", "to": "08:20", **kim}}
    center = writers(group={"shifts": shifts}, at_shift_end="park", inactive={"after": "80s"},
                     center={"people": {"kim": {}}})  # fmt: skip
    story = tell(center, day(says(500, 10, (5000, 20)), says(580, 10, (5000, 20))))
    assert story.of(0)[1:4] == [("in_hand", 510, 590), ("inactive", 590, 600), ("parked", 600, 660)]
    assert story.of(0)[4][:2] == ("inactive", 660)
    assert story.of(1)[1:4] == [("in_hand", 590, 600), ("parked", 600, 660), ("in_hand", 660, 670)]


def woken_over_night():
    """Return a day of three that are asleep at 600 and write at 2000, 1000 and 3000."""
    return day(says(400, 10, (1590, 10)), says(450, 10, (540, 20)), says(455, 10, (2530, 30)))


def test_whose_message_waits_for_room_wakes_in_the_order_of_messages(tell):
    # Of two slots, those of 1000 and of 2000 are taken first; at 86,420 the third fits.
    story = tell(daily(inactive={**SLEEPY, "on_waking": "wait"}), woken_over_night())
    assert story.sent()[3:] == [(1, 2, 86_400, 86_420), (0, 2, 86_420, 86_430), (2, 2, 86_430, 86_460)]
    assert story.of(2)[2:] == [("in_hand", 470, 500), ("inactive", 500, 600), ("parked", 600, 86_400),
                               ("inactive", 86_400, 86_420), ("in_hand", 86_420, 86_430),
                               ("reply", 86_430, 86_460)]  # fmt: skip


def test_else_all_with_a_message_are_active_beyond_the_slots(tell):
    story = tell(daily(inactive=SLEEPY), woken_over_night())
    assert story.of(2)[-2:] == [("in_hand", 86_400, 86_430), ("reply", 86_430, 86_460)]


def test_they_come_back_before_anything_new_is_taken(tell):
    # The second waits over night; there is room for it when the first, which wrote meanwhile, is closed at 86,420.
    story = tell(daily(slots=1), day(says(400, 10, (4590, 20)), says(500, 10)))
    assert story.contacts[1] == ("agent", 86_420, 86_430, 86_430, 86_430, 0)


def test_where_there_is_room_somebody_is_taken_before_the_choice(tell):
    # Until 620 both slots are full; who came at 590 waits over night, is taken at 86,400, and is older than the message
    # of 5000.
    story = tell(daily(), day(says(400, 10, (4590, 20)), says(580, 40), says(590, 10)))
    assert story.waits_of(2) == [(590, 86_400)]
    assert story.sent()[2:] == [(2, 1, 86_400, 86_410), (0, 2, 86_410, 86_430)]


def test_whoever_is_late_takes_them_up_when_they_come(tell):
    # A minute late, each day.
    late = {"adherence": {"share": "100%", "late": {"share": "100%", "by": "1m"}}}
    story = tell(daily(group=late), day(says(400, 10, (4590, 20))))
    assert story.of(0)[2:] == [("parked", 600, 86_460), ("reply", 86_460, 86_480)]


def test_it_waits_for_the_seat_in_which_it_was(tell):
    # In another group on the second day, back in the first on the third.
    groups = {
        "front": {"shifts": {"odd": {"people": ["kim"], "from": "08:00", "to": "08:10", "on": ["monday", "wednesday"]}},
                  "serves": {"wa": {}}},
        "back": {"shifts": {"even": {"people": ["kim"], "from": "08:00", "to": "08:10", "on": ["tuesday"]}},
                 "serves": {"wa": {}}},
    }  # fmt: skip
    center = {"to": "08:10", "days": 3, "weekday": "monday", "people": {"kim": {}}}
    story = tell(writers(groups=groups, at_shift_end="park", center=center), day(says(400, 10, (4590, 20))))
    assert story.of(0)[2:] == [("parked", 600, 172_800), ("reply", 172_800, 172_820)]


def test_what_is_parked_stays_so_while_the_agent_finishes_something_else(tell):
    # `sms` is answered until 705; the message to the one that is parked, of 610, waits for the next day.
    center = daily(types={"sms": conversation("texts")}, channels={"texts": {"behaviour": "conversation", "slots": 2}})
    story = tell(center, day(says(0, 10, (600, 20)), says(1, 10, (680, 5), of=1)))
    assert story.stays == [(0, 0, 705), (0, 86_400, 87_000)]
    assert story.of(0)[2:] == [("parked", 600, 86_400), ("reply", 86_400, 86_420)]


def test_it_fills_nothing_of_a_hand(tell):
    # One slot. Closed at 600, whoever is there takes who waits: the first is parked then, and the second fits.
    story = tell(daily("serve_out", slots=1), day(says(0, 10, NEVER), says(590, 10)))
    assert story.contacts[1] == ("agent", 600, 610, 610, 610, 0)
    assert story.stays[0] == (0, 0, 610)


# Nothing new of a channel


def relieved(late="08:11", shift=None, **keys):
    """Return a center in which an agent takes nothing new from 480 on and leaves at 600, and another comes."""
    return writers(
        group={"shifts": {"early": one(to="08:10", **(shift or {})), "late": one(late)}}, no_new="2m", **keys
    )


def test_nothing_new_is_taken_before_the_end_of_a_shift(tell):
    # The one of 479 is taken, that of 480 waits for the next agent; what is in hand is answered.
    story = tell(relieved(slots=4), day(says(470, 10, (30, 5)), says(479, 5), says(480, 5)))
    assert story.contacts[2] == ("agent", 660, 665, 665, 665, 1)
    assert story.sent()[:3] == [(0, 1, 470, 480), (1, 1, 480, 485), (0, 2, 510, 515)]


def test_what_is_asleep_wakes_as_ever(tell):
    center = relieved(inactive={**SLEEPY, "on_waking": "wait"})
    story = tell(center, day(says(400, 10, (90, 5))))
    assert story.of(0)[1:] == [("in_hand", 410, 440), ("inactive", 440, 500), ("reply", 500, 505)]


def test_other_channels_are_taken_as_before(tell):
    story = tell(relieved(call={}), day(says(485, 5), calls(490, 20)))
    assert story.contacts[1] == ("agent", 490, 490, 510, 510, 0)


def test_nothing_that_was_handed_over_is_taken_either(tell):
    # Agent 0 leaves at 600, agent 1 at 660 and takes nothing from 540 on; agent 2 comes at 720.
    shifts = {"first": one(to="08:10"), "second": one("08:05", "08:11"), "third": one("08:12")}
    center = writers(group={"shifts": shifts}, at_shift_end="hand_over", no_new="2m")
    story = tell(center, day(says(0, 10, (595, 20))))
    assert story.laid == [(0, 0, 600, False, False)]
    assert story.waits == [(0, 605, 720)]


def test_when_the_next_part_begins_new_ones_are_taken(tell):
    kim = {"people": ["kim"]}
    shifts = {"early": {"from": "08:00", "to": "08:10", **kim}, "late": {"from": "08:10", "to": "08:20", **kim}}
    center = writers(group={"shifts": shifts}, no_new="2m", center={"people": {"kim": {}}})
    story = tell(center, day(says(0, 10, (1000, 5)), says(490, 10)))
    assert story.contacts[1] == ("agent", 600, 610, 610, 610, 0)


def test_after_closing_whoever_is_there_takes_who_waits(tell):
    # Nothing from 480 on; closed at 600, with who waits served out.
    center = writers(group={"shifts": {"day": one(to="08:10")}}, no_new="2m", center={"to": "08:10"})
    story = tell(center, day(says(490, 10)))
    assert story.contacts == [("agent", 600, 610, 610, 610, 0)]


def test_a_shift_that_is_shorter_takes_nothing(tell):
    center = writers(group={"shifts": {"early": one(to="08:01"), "late": one("08:11")}}, no_new="2m")
    assert tell(center, day(says(0, 10))).contacts == [("agent", 660, 670, 670, 670, 1)]


def test_chats_may_have_it_as_well(tell):
    groups = {
        "front": {"agents": 1, "serves": {"wa": {}}},
        "chats": {"shifts": {"early": one(to="08:10"), "late": one("08:11")}, "serves": {"chat": {}}},
    }
    web = {"behaviour": "live", "slots": 2, "no_new": "2m"}
    center = writers(groups=groups, types={"chat": {"channel": "web"}}, channels={"web": web})
    story = tell(center, day(calls(470, 20), calls(480, 20)))
    assert story.contacts == [("agent", 470, 470, 490, 490, 1), ("agent", 660, 660, 680, 680, 2)]
