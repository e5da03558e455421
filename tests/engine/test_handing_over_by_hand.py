"""Conversations handed over at the end of a shift, worked out by hand.

Seconds are counted from 08:00; unless a test says otherwise agent 0 works from 0 to 600, agent 1 comes later, and the
center closes at 7200. What `says` means is said in `test_conversations_by_hand.py`.
"""

import pytest
from conversation_days import ENGINES, calls, conversation, day, says, writers

SLEEPY = {"after": "30s"}


@pytest.fixture(params=list(ENGINES))
def tell(request):
    """Return an engine: it is given a center and a day, and tells its story."""
    return ENGINES[request.param]


def one(from_="08:00", to="10:00", **keys):
    """Return a shift of one agent."""
    return {"agents": 1, "from": from_, "to": to, **keys}


def after_each_other(late="08:11", *, early="08:10", reading="0s", place="front", **keys):
    """Return a center in which one agent leaves, at 600 unless said, and another comes."""
    shifts = {"early": one(to=early), "late": one(late)}
    said = {"place": place, "reading": reading}
    return writers(group={"shifts": shifts}, at_shift_end="hand_over", handed_over=said, **keys)


# A customer who waits for a reply


@pytest.mark.parametrize(
    ("place", "sent"),
    [
        # In front of 595, of its own type: that of 450 is of another.
        ("front", [(1, 1, 660, 670), (0, 2, 670, 690), (2, 1, 690, 695)]),
        # As of 400.
        ("kept", [(0, 2, 660, 680), (1, 1, 680, 690), (2, 1, 690, 695)]),
        # As of 600.
        ("back", [(1, 1, 660, 670), (2, 1, 670, 675), (0, 2, 675, 695)]),
    ],
)
def test_where_it_waits_is_said(tell, place, sent):
    # The first customer writes at 510, on a break that takes the last two minutes of the shift. At 660 the other agent
    # comes, who also answers `wb`.
    early = one(to="08:10", breaks={"tea": {"at": "08:08", "for": "2m"}})
    groups = {
        "front": {"shifts": {"early": early}, "serves": {"wa": {}}},
        "back": {"shifts": {"late": one("08:11")}, "serves": {"wa": {}, "wb": {}}},
    }
    center = writers(
        groups=groups, types={"wb": conversation()}, slots=1, at_shift_end="hand_over", handed_over={"place": place}
    )
    story = tell(center, day(says(400, 10, (100, 20)), says(450, 10, of=1), says(595, 5)))
    assert story.sent()[1:] == sent
    assert story.laid == [(0, 0, 600, False, True)]
    taken_s = {"front": 670, "kept": 660, "back": 675}[place]
    assert story.waits_of(0) == [(600, taken_s)]
    assert story.contacts[0] == ("agent", 400, 410, taken_s + 20, taken_s + 20, 0)
    assert story.of(0) == [("reply", 400, 410), ("in_hand", 410, 480), ("paused", 480, 600),
                           ("reply", taken_s, taken_s + 20)]  # fmt: skip


def test_the_reply_in_hand_is_sent_first(tell):
    # From 500 to 700 the second is answered; the first customer writes at 650, the third is not answered yet.
    cases = day(says(480, 10, (160, 5)), says(500, 200, (5000, 5)), says(510, 10))
    story = tell(after_each_other("08:13", slots=3), cases)
    assert story.laid == [(0, 0, 700, False, True), (1, 0, 700, False, False), (2, 0, 700, False, True)]
    assert story.stays == [(0, 0, 700), (1, 780, 7200)]
    assert story.waits == [(0, 700, 780), (2, 700, 780)]
    # Who comes answers at once whom they take first.
    assert story.sent()[2:] == [(0, 2, 780, 785), (2, 1, 785, 795), (1, 2, 5700, 5705)]
    assert story.contacts[2] == ("agent", 510, 795, 795, 795, 1)


def test_it_goes_to_who_is_there_at_once(tell):
    # The other agent comes at 300, after the first two have been taken. One is answered from 580 to 620; then the
    # other goes over.
    cases = day(says(0, 10, (570, 40)), says(1, 10, (590, 7)))
    story = tell(after_each_other("08:05"), cases)
    assert story.laid == [(1, 0, 620, False, True)]
    assert story.sent()[2:] == [(0, 2, 580, 620), (1, 2, 620, 627)]
    assert story.waits == [(1, 620, 620)]
    assert story.who_has() == [0, 1]
    assert story.stays == [(0, 0, 620), (1, 300, 7200)]


def test_whoever_becomes_free_at_that_instant_takes_what_stands_first_in_the_queue(tell):
    # At 620 agent 1 closes the third, and takes the one that was handed over: it stands before that of 610.
    cases = day(says(0, 10, (570, 40)), says(1, 10, (590, 7)), says(560, 60), says(610, 5))
    groups = {
        "front": {"shifts": {"early": one(to="08:10")}, "serves": {"wa": {}}, "capacity": 2},
        "back": {"shifts": {"late": one("08:05")}, "serves": {"wa": {}}},
    }
    story = tell(writers(groups=groups, slots=1, at_shift_end="hand_over"), cases)
    assert story.sent()[2:] == [(2, 1, 560, 620), (0, 2, 580, 620), (1, 2, 620, 627), (3, 1, 627, 632)]
    assert story.waits_of(1) == [(620, 620)]


def test_steps_count_from_when_it_was_handed_over(tell):
    # As above; the other group takes conversations that have waited for 30 s.
    groups = {
        "front": {"shifts": {"early": one(to="08:10")}, "serves": {"wa": {}}},
        "back": {"shifts": {"late": one()}, "serves": {"wa": {"after": "30s"}}},
    }
    cases = day(says(0, 10, (570, 40)), says(1, 10, (590, 7)))
    story = tell(writers(groups=groups, at_shift_end="hand_over"), cases)
    assert story.waits == [(1, 620, 650)]
    assert story.sent()[3] == (1, 2, 650, 657)


# Patience


def busy_until_700(patience, **keys):
    """Return a day of two conversations: the second is handed over at 700, never answered."""
    return day(says(500, 200), says(510, 10, patience=patience, **keys))


def test_whoever_was_never_answered_abandons_in_the_queue(tell):
    story = tell(after_each_other("08:13"), busy_until_700(250))
    assert story.contacts[1] == ("abandoned", 510, None, 760, None, None)
    assert story.waits == [(1, 700, 760)]
    assert story.replies[1] == (1, 1, 0, 510, None, None)
    assert story.of(1) == [("in_hand", 510, 700)]


def test_who_was_assigned_twice_is_assigned_at_the_first_time(tell):
    # Agent 1 comes at 720 and reads until 740.
    story = tell(after_each_other("08:12", reading="20s"), busy_until_700(250))
    assert story.contacts[1] == ("agent", 510, 750, 750, 750, 1)
    assert story.replies[1] == (1, 1, 1, 510, 740, 750)
    assert story.of(1) == [("in_hand", 510, 700), ("reading", 720, 740), ("reply", 740, 750)]


def test_a_customer_who_leaves_while_the_agent_reads_was_not_replied_to(tell):
    # Gone at 760; the agent would have read until 765, and turns to the next at once.
    cases = day(says(500, 200), says(510, 10, patience=250), says(730, 5))
    story = tell(after_each_other("08:12", reading="45s"), cases)
    assert story.contacts[1] == ("abandoned", 510, None, 760, None, None)
    assert story.replies[1] == (1, 1, 1, 510, None, None)
    assert story.of(1) == [("in_hand", 510, 700), ("reading", 720, 760)]
    assert story.sent()[1] == (2, 1, 760, 765)


def test_whoever_was_answered_before_is_left_waiting(tell):
    # Answered at 710; the second message of the other comes at 650, with a patience of 90.
    story = tell(after_each_other("08:13"), day(says(0, 10, (640, 5, 90)), says(500, 210)))
    assert story.contacts[0] == ("customer", 0, 10, 740, None, 0)
    assert story.waits == [(0, 710, 740)]


# A customer who is to write


def test_nobody_has_it_until_the_customer_writes(tell):
    # Sent at 10; the next message at 710 finds agent 1, who reads, replies, and wraps up.
    story = tell(after_each_other("08:05", reading="45s"), day(says(0, 10, (700, 20), wrap=30)))
    assert story.laid == [(0, 0, 600, False, False)]
    assert story.contacts == [("agent", 0, 10, 775, 805, 0)]
    assert story.replies == [(0, 1, 0, 0, 0, 10), (0, 2, 1, 710, 755, 775)]
    assert story.spans == [
        (0, "reply", 0, 0, 10), (0, "in_hand", 0, 10, 600), (0, "reading", 1, 710, 755), (0, "reply", 1, 755, 775),
        (0, "wrap_up", 1, 775, 805),
    ]  # fmt: skip
    assert story.waits == []
    assert story.stays == [(0, 0, 600), (1, 300, 7200)]


def test_reading_replies_and_wrap_up_take_as_long_as_the_next_agent_does(tell):
    groups = {
        "front": {"shifts": {"early": one(to="08:10")}, "serves": {"wa": {}}},
        "back": {"shifts": {"late": one("08:05")}, "serves": {"wa": {"handle_time": {"talk": 2, "wrap_up": 3}}}},
    }
    center = writers(groups=groups, handed_over={"reading": "45s"})
    story = tell(center, day(says(0, 10, (700, 20), wrap=30)))
    assert story.of(0)[2:] == [("reading", 710, 800), ("reply", 800, 840), ("wrap_up", 840, 930)]


def test_only_the_first_reply_of_the_next_agent_is_read_for(tell):
    story = tell(after_each_other("08:05", reading="45s"), day(says(0, 10, (700, 20), (50, 5))))
    assert story.of(0)[2:] == [("reading", 710, 755), ("reply", 755, 775), ("in_hand", 775, 825), ("reply", 825, 830)]


def test_a_message_waits_in_the_queue_where_nobody_is_free(tell):
    # Agent 1 is on a call from 700 to 730.
    story = tell(after_each_other("08:05", call={}), day(says(0, 10, (700, 20)), calls(700, 30)))
    assert story.waits_of(0) == [(710, 730)]
    assert story.sent()[1] == (0, 2, 730, 750)


def test_a_customer_who_wrote_to_nobody_leaves(tell):
    story = tell(after_each_other("08:05", call={}), day(says(0, 10, (700, 20, 15)), calls(700, 30)))
    assert story.contacts[0] == ("customer", 0, 10, 725, None, 0)
    assert story.replies[1] == (0, 2, 0, 710, None, None)


def test_what_is_nobodys_is_closed_when_the_customer_does_not_write(tell):
    story = tell(after_each_other("08:05", auto_close="15m"), day(says(0, 10, (5000, 20))))
    assert story.contacts == [("time_out", 0, 10, 910, None, 0)]
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 600)]


def test_what_is_nobodys_falls_asleep_no_more_and_comes_back_active(tell):
    # Asleep from 560 to 600. The customer writes at 910.
    story = tell(after_each_other("08:08", inactive={"after": "2m"}), day(says(430, 10, (470, 20))))
    assert story.of(0) == [("reply", 430, 440), ("in_hand", 440, 560), ("inactive", 560, 600), ("reply", 910, 930)]


def test_a_message_at_the_end_of_the_shift_comes_after_it(tell):
    story = tell(after_each_other("08:05"), day(says(0, 10, (590, 20))))
    assert story.laid == [(0, 0, 600, False, False)]
    assert story.replies[1] == (0, 2, 1, 600, 600, 620)


def test_a_reply_sent_at_the_end_of_the_shift_is_followed_by_the_next(tell):
    # Sent at 600, and the other, of 599, is begun at 600 before the shift ends.
    cases = day(says(0, 10, (570, 20), (5000, 5)), says(1, 10, (579, 30), (1000, 5)))
    story = tell(after_each_other("08:11"), cases)
    assert story.sent()[2:5] == [(0, 2, 580, 600), (1, 2, 600, 630), (1, 3, 1630, 1635)]
    assert story.laid == [(0, 0, 630, False, False), (1, 0, 630, False, False)]


def test_when_the_last_reply_is_sent_at_the_end_of_the_shift_the_rest_is_handed_over(tell):
    # The next is chosen only when all who were freed have looked for more.
    story = tell(after_each_other("08:11"), day(says(0, 10, (570, 20)), says(1, 10, (579, 30))))
    assert story.laid == [(1, 0, 600, False, True)]
    assert story.sent()[3] == (1, 2, 660, 690)


def test_it_may_be_handed_over_more_than_once(tell):
    shifts = {"early": one(to="08:10"), "middle": one("08:10", "08:20"), "late": one("08:20")}
    center = writers(group={"shifts": shifts}, handed_over={"reading": "10s"})
    story = tell(center, day(says(0, 10, (700, 20), (600, 5))))
    assert story.laid == [(0, 0, 600, False, False), (0, 1, 1200, False, False)]
    assert story.replies[1:] == [(0, 2, 1, 710, 720, 740), (0, 3, 2, 1340, 1350, 1355)]


# When an agent leaves


def test_a_call_is_finished_first(tell):
    # Asleep since 440 and so no hindrance; the call lasts until 660, its wrap-up until 670. The customer wrote at 665.
    center = after_each_other("08:11", inactive=SLEEPY, call={})
    story = tell(center, day(says(400, 10, (255, 20)), calls(580, 80, wrap=10)))
    assert story.laid == [(0, 0, 670, False, True)]
    assert story.of(0)[2:] == [("inactive", 440, 665), ("paused", 665, 670), ("reply", 670, 690)]
    assert story.stays == [(0, 0, 670), (1, 660, 7200)]


def test_on_a_break_the_hand_is_laid_down_when_the_shift_ends(tell):
    # Paid until 600, with nothing to come back for.
    shifts = {"early": one(to="08:10", breaks={"tea": {"at": "08:08", "for": "2m"}}), "late": one("08:11")}
    story = tell(writers(group={"shifts": shifts}, at_shift_end="hand_over"), day(says(400, 10, (300, 20))))
    assert story.laid == [(0, 0, 600, False, False)]
    assert story.of(0) == [("reply", 400, 410), ("in_hand", 410, 480), ("paused", 480, 600), ("reply", 710, 730)]
    assert story.stays == [(0, 0, 600), (1, 660, 7200)]


def test_when_a_customer_leaves_whose_reply_is_written_the_rest_is_laid_down(tell):
    story = tell(after_each_other("08:11"), day(says(500, 200, patience=150), says(510, 10)))
    assert story.contacts[0] == ("abandoned", 500, None, 650, None, None)
    assert story.laid == [(1, 0, 650, False, True)]
    assert story.stays[0] == (0, 0, 650)


def test_a_wrap_up_is_finished_first(tell):
    story = tell(after_each_other("08:11"), day(says(580, 10, wrap=50), says(585, 10)))
    assert story.laid == [(1, 0, 640, False, True)]


def test_whoever_goes_on_in_the_same_seat_keeps_everything(tell):
    kim = {"people": ["kim"]}
    shifts = {"early": {"from": "08:00", "to": "08:10", **kim}, "late": {"from": "08:10", "to": "08:20", **kim}}
    center = writers(group={"shifts": shifts}, at_shift_end="hand_over", center={"people": {"kim": {}}})
    story = tell(center, day(says(0, 10, (700, 20), (5000, 5))))
    assert story.laid == [(0, 0, 1200, False, False)]
    assert story.sent()[1] == (0, 2, 710, 730)


def test_whoever_goes_on_elsewhere_hands_over(tell):
    kim = {"people": ["kim"]}
    groups = {
        "front": {"shifts": {"early": {"from": "08:00", "to": "08:10", **kim}}, "serves": {"wa": {}}},
        "back": {"shifts": {"late": {"from": "08:10", "to": "08:20", **kim}}, "serves": {"wa": {}}},
    }
    center = writers(groups=groups, at_shift_end="hand_over", center={"people": {"kim": {}}})
    story = tell(center, day(says(0, 10, (700, 20))))
    assert story.laid == [(0, 0, 600, False, False)]
    assert story.replies[1] == (0, 2, 1, 710, 710, 730)


def test_what_another_channel_finishes_stays(tell):
    # The second is of `sms`: the agent stays for it until 705, and takes nothing new. The first goes over at 600.
    center = after_each_other(
        "08:11", slots=3, types={"sms": conversation("texts")},
        channels={"texts": {"behaviour": "conversation", "slots": 3}},
    )  # fmt: skip
    story = tell(center, day(says(0, 10, (5000, 5)), says(1, 10, (680, 5), of=1), says(610, 5)))
    assert story.laid == [(0, 0, 600, False, False)]
    assert story.sent()[2:4] == [(2, 1, 660, 665), (1, 2, 700, 705)]
    assert story.stays == [(0, 0, 705), (1, 660, 7200)]


# Closing


def at_closing(at_close, **keys):
    """Return a center of two days, open until 600 and from 86,400 on, with one agent."""
    center = {"to": "08:10", "days": 2, "at_close": at_close}
    shifts = {"day": one(to="08:10")}
    return writers(group={"shifts": shifts}, center=center, handed_over={"reading": "10s"}, **keys)


def two_at_closing():
    """Return a day: the second reply to 0 is written from 590 to 620, 1 wrote at 595."""
    return day(says(0, 10, (580, 30)), says(1, 10, (575, 20), (100, 5)))


def test_what_keeps_its_place_over_closing_is_handed_over(tell):
    story = tell(at_closing("keep"), two_at_closing())
    assert story.laid == [(1, 0, 620, False, True)]
    assert story.waits == [(1, 620, 86_400)]
    assert story.replies[3:] == [(1, 2, 0, 595, 86_410, 86_430), (1, 3, 0, 86_530, 86_530, 86_535)]
    assert story.stays == [(0, 0, 620), (0, 86_400, 87_000)]


@pytest.mark.parametrize("at_close", ["serve_out", "clear"])
def test_what_is_served_out_is_answered_before(tell, at_close):
    # Answered from 620 to 640; the third message comes at 740, waits for nobody, and is read and answered on day 2.
    story = tell(at_closing(at_close), two_at_closing())
    assert story.laid == [(1, 0, 640, False, False)]
    assert story.stays == [(0, 0, 640), (0, 86_400, 87_000)]
    assert story.waits == [(1, 740, 86_400)]
    assert story.replies[3:] == [(1, 2, 0, 595, 620, 640), (1, 3, 0, 740, 86_410, 86_415)]


def test_after_closing_what_was_taken_from_the_queue_is_laid_down_when_it_is_quiet(tell):
    story = tell(at_closing("serve_out", slots=1), day(says(590, 30), says(595, 10, (86_000, 5))))
    assert story.contacts[1][:3] == ("agent", 620, 630)
    assert story.laid == [(1, 0, 630, False, False)]
    assert story.stays[0] == (0, 0, 630)


def test_what_belongs_to_a_type_whose_hours_are_over_is_answered_before(tell):
    center = after_each_other("08:11", kind={"hours": {"to": "08:10"}, "at_close": "clear"})
    story = tell(center, two_at_closing())
    assert story.laid == [(1, 0, 640, False, False)]
    # Others take what comes then, although the type is closed.
    assert story.replies[3:] == [(1, 2, 0, 595, 620, 640), (1, 3, 1, 740, 740, 745)]


def test_whoever_was_never_answered_is_sent_away_when_the_hours_end(tell):
    # Handed over at 700: 1 was never answered, 2 was. The hours end at 900; the next agent comes at 960.
    center = after_each_other("08:16", slots=3, kind={"hours": {"to": "08:15"}, "at_close": "clear"})
    story = tell(center, day(says(0, 10, (640, 5)), says(500, 200), says(510, 10)))
    assert story.contacts[2] == ("cleared", 510, None, 900, None, None)
    assert story.waits == [(0, 700, 960), (2, 700, 900)]
    assert story.contacts[0] == ("agent", 0, 10, 965, 965, 0)


def test_and_when_an_intervention_closes_the_type(tell):
    # As above; it is shut at 900.
    rule = {"when": {"hour": {"from": "08:15", "to": "08:20"}}, "close": ["wa"]}
    center = after_each_other(
        "08:16", slots=3, kind={"at_close": "clear"}, center={"interventions": {"shut": rule}}
    )  # fmt: skip
    story = tell(center, day(says(0, 10, (640, 5)), says(500, 200), says(510, 10)))
    assert story.contacts[2] == ("sent_away", 510, None, 900, None, None)
    assert story.contacts[0] == ("agent", 0, 10, 965, 965, 0)


# Lines, rules


def test_it_keeps_its_line(tell):
    # One line: at 650 it is nobody's, and the line is taken; at 750 it has ended.
    center = after_each_other("08:05", kind={"lines": 1})
    story = tell(center, day(says(0, 10, (700, 20)), says(650, 5), says(750, 5)))
    assert [one[0] for one in story.contacts] == ["agent", "blocked", "agent"]


def test_overflow_rules_do_not_concern_it(tell):
    # The second waits from 700 to 780, the third from 705: after 30 s it leaves a message.
    rule = {"of": "wa", "when": {"waited": {"at_least": "30s"}}, "message": True}
    center = after_each_other("08:13", center={"overflow": {"away": rule}})
    story = tell(center, day(says(500, 200), says(510, 10), says(705, 10)))
    assert story.contacts[1] == ("agent", 510, 790, 790, 790, 1)
    assert story.contacts[2][0] == "voicemail"


def test_at_the_stop_what_was_handed_over_is_open(tell):
    # Open until 600, stopped at 660: one is nobody's, one waits for an agent.
    center = {"to": "08:10", "run_on": "1m", "at_close": "keep"}
    story = tell(
        writers(group={"shifts": {"day": one(to="08:10")}}, handed_over={}, center=center),
        day(says(0, 10, (5000, 5)), says(1, 10, (595, 5))),
    )
    assert [one[0] for one in story.contacts] == ["still_open"] * 2
    assert story.waits == [(1, 615, 660)]
