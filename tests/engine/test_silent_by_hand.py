"""Customers who leave without a sign, worked out by hand: where their contacts stay, and what is done in vain.

Seconds are counted from 08:00; all leave silently whose patience ends, and are noticed after five minutes, unless a
test says otherwise. What `says` means is said in `test_conversations_by_hand.py`.
"""

import building
import pytest
from checkers import check
from conversation_days import ENGINES, calls, day, says, writers
from naive_log import naive_log

from simulator.engine.simulate import simulate
from simulator.log import Cause, EndedBy

SILENT = {"share": "100%", "noticed": "5m"}
GREETED = SILENT | {"greeting": "15s"}


@pytest.fixture(params=list(ENGINES))
def tell(request):
    """Return an engine: it is given a center and a day, and tells its story."""
    return ENGINES[request.param]


@pytest.fixture(params=["twin", "engine"])
def run(request):
    """Return an engine that gives the log of a day."""
    return {"twin": naive_log, "engine": checked}[request.param]


def checked(scenario, workload):
    return check(scenario, workload, simulate(scenario, workload))


def center(silent=SILENT, **keys):
    """Return a center of one agent, with one slot unless said."""
    return writers(kind={"silent": silent, **keys.pop("kind", {})}, **{"slots": 1, **keys})


BUSY = says(0, 100)
"""Who keeps the agent of one slot busy until 100."""


# In the queue


def test_whoever_leaves_in_the_queue_stays_there_and_is_written_to(tell):
    # Gone at 40, taken at 100; the whole first reply takes until 160, and nobody answers until 460.
    story = tell(center(), day(BUSY, says(10, 60, (20, 10), patience=30)))
    assert story.contacts[1] == ("abandoned", None, None, 40, None, None)
    assert story.waits_of(1) == [(10, 40)]
    assert story.of(1) == [("unnoticed", 40, 100), ("in_vain", 100, 160), ("in_hand", 160, 460)]
    assert story.silences == [(1, 40, 0, 100, 160, 460, "noticed")]
    assert [one[0] for one in story.replies] == [0]


def test_after_the_last_reply_in_vain_it_is_wrapped_up_and_closed(tell):
    story = tell(center(), day(BUSY, says(10, 60, patience=30, wrap=20)))
    assert story.of(1)[1:] == [("in_vain", 100, 160), ("wrap_up", 160, 180)]
    assert story.silences == [(1, 40, 0, 100, 160, 180, "closed_in_vain")]
    assert story.contacts[1] == ("abandoned", None, None, 40, None, None)


def test_an_agent_who_has_greeted_writes_no_more_even_if_it_was_the_last_reply(tell):
    story = tell(center(GREETED), day(BUSY, says(10, 60, patience=30, wrap=20)))
    assert story.of(1)[1:] == [("in_vain", 100, 115), ("in_hand", 115, 415)]
    assert story.silences == [(1, 40, 0, 100, 115, 415, "noticed")]


def test_a_greeting_as_long_as_the_reply_is_the_reply(tell):
    story = tell(center(SILENT | {"greeting": "1m"}), day(BUSY, says(10, 60, patience=30)))
    assert story.silences == [(1, 40, 0, 100, 160, 160, "closed_in_vain")]


def test_a_greeting_takes_as_much_longer_as_work_does(tell):
    group = {"serves": {"wa": {"handle_time": 2.0}}}
    story = tell(center(GREETED, group=group), day(says(0, 50), says(10, 60, patience=30)))
    assert story.silences == [(1, 40, 0, 100, 130, 430, "noticed")]


def test_a_greeting_of_no_length_is_over_when_it_begins(tell):
    story = tell(center(SILENT | {"greeting": "0s"}), day(BUSY, says(10, 60, patience=30)))
    assert story.of(1) == [("unnoticed", 40, 100), ("in_hand", 100, 400)]
    assert story.silences == [(1, 40, 0, 100, 100, 400, "noticed")]


def test_whoever_is_taken_first_holds_the_place_that_others_wait_for(tell):
    # The third is taken when the second has been noticed.
    story = tell(center(GREETED), day(BUSY, says(10, 60, patience=30), says(20, 5)))
    assert story.contacts[2] == ("agent", 415, 420, 420, 420, 0)


def test_it_fills_the_queue_and_its_line(tell):
    # One may wait, and two have lines: the third is blocked by who left at 40, the fourth as well, as by a line at 150.
    full = tell(center(kind={"queue_limit": 1}), day(BUSY, says(10, 60, patience=30), says(50, 5)))
    assert full.contacts[2][0] == "blocked"
    lines = tell(center(lines=1), day(BUSY, says(120, 60, (20, 10), patience=30), says(200, 5), says(500, 5)))
    assert [one[0] for one in lines.contacts] == ["agent", "abandoned", "blocked", "agent"]


def test_where_the_queue_is_cleared_it_is_sent_away(tell):
    story = tell(center(center={"at_close": "clear"}), day(says(7100, 200), says(7110, 60, patience=30)))
    assert story.of(1) == [("unnoticed", 7140, 7200)]
    assert story.silences == [(1, 7140, None, None, None, 7200, "sent_away")]
    assert story.contacts[1] == ("abandoned", None, None, 7140, None, None)


def test_without_a_share_all_are_seen_to_leave(tell):
    story = tell(center({"share": "0%", "noticed": "5m"}), day(BUSY, says(10, 60, patience=30), says(20, 5)))
    assert story.silences == []
    assert story.contacts[1:] == [("abandoned", None, None, 40, None, None), ("agent", 100, 105, 105, 105, 0)]


# In a hand


@pytest.mark.parametrize(
    ("patience", "silences"),
    [
        # Begun at 100, greeted at 115.
        (104, [(1, 114, 0, 10, 115, 415, "noticed")]),
        (105, [(1, 115, 0, 10, 160, 160, "closed_in_vain")]),
        (106, [(1, 116, 0, 10, 160, 160, "closed_in_vain")]),
        # The reply is sent at 160, and what is sent at the very end of the patience counts.
        (150, []),
    ],
)
def test_whoever_has_left_by_the_end_of_the_greeting_gets_no_more(tell, patience, silences):
    story = tell(center(GREETED, slots=2), day(BUSY, says(10, 60, patience=patience)))
    assert story.silences == silences
    begun, sent = story.replies[1][4:]
    assert (begun, sent) == (100, None if silences else 160)


def test_whoever_leaves_when_the_greeting_begins_is_there_for_it(tell):
    # Begun at 100, and patience ends at 100, when a greeting of no length is over.
    story = tell(center(SILENT | {"greeting": "0s"}, slots=2), day(BUSY, says(10, 60, patience=90)))
    assert story.silences == [(1, 100, 0, 10, 160, 160, "closed_in_vain")]
    assert story.replies[1] == (1, 1, 0, 10, 100, None)


def test_whoever_leaves_a_later_message_is_written_to_with_all_of_the_reply(tell):
    # Message 2 at 30, gone at 45 while the agent writes: 30 to 60.
    story = tell(center(GREETED), day(says(0, 10, (20, 30, 15), (10, 5))))
    assert story.contacts == [("customer", 0, 10, 45, None, 0)]
    assert story.replies == [(0, 1, 0, 0, 0, 10), (0, 2, 0, 30, 30, None)]
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 30), ("reply", 30, 45), ("in_vain", 45, 60),
                           ("in_hand", 60, 360)]  # fmt: skip
    assert story.silences == [(0, 45, 0, 0, 60, 360, "noticed")]


@pytest.mark.parametrize(
    ("noticed", "keys", "spans"),
    [
        ("5m", {"inactive": {"after": "30s"}}, [("in_hand", 115, 145), ("inactive", 145, 415)]),
        # At one instant it is over before it falls asleep.
        ("30s", {"inactive": {"after": "30s"}}, [("in_hand", 115, 145)]),
        ("5m", {"auto_close": "20s"}, [("in_hand", 115, 135)]),
        ("0s", {}, []),
    ],
)
def test_it_is_over_when_it_is_noticed_or_closed_and_may_fall_asleep_before(tell, noticed, keys, spans):
    story = tell(center(GREETED | {"noticed": noticed}, **keys), day(BUSY, says(10, 60, patience=30)))
    assert story.of(1)[2:] == spans
    assert story.silences == [(1, 40, 0, 100, 115, spans[-1][2] if spans else 115, "noticed")]


def test_a_call_pauses_what_is_owed_in_vain(tell):
    # Asleep from 40 on, 0 fills nothing; its message of 60 waits while a call takes until 150; gone at 90.
    story = tell(center(inactive={"after": "30s"}, call={}), day(says(0, 10, (50, 20, 30), (10, 5)), calls(45, 105)))
    assert story.of(0) == [("reply", 0, 10), ("in_hand", 10, 40), ("inactive", 40, 60), ("paused", 60, 150),
                           ("in_vain", 150, 170), ("in_hand", 170, 200), ("inactive", 200, 470)]  # fmt: skip
    assert story.silences == [(0, 90, 0, 0, 170, 470, "noticed")]
    assert story.replies[1] == (0, 2, 0, 60, None, None)


# Ends of shifts


def after_each_other(**keys):
    """Return a center of an agent who leaves at 600 and hands over, and of one who comes at 660."""
    shifts = {
        name: {"agents": 1, "from": f, "to": t} for name, f, t in (("a", "08:00", "08:10"), ("b", "08:11", "10:00"))
    }
    return center(group={"shifts": shifts}, slots=2, handed_over={"reading": "45s"}, **keys)


def test_what_is_owed_to_nobody_is_handed_over_and_read(tell):
    # Until 620 agent 0 answers the first; the second left at 560. Agent 1 reads from 660 to 705, then greets.
    story = tell(after_each_other(silent=GREETED), day(says(520, 100), says(530, 60, patience=30)))
    assert story.laid == [(1, 0, 620, False, True)]
    assert story.of(1) == [("in_hand", 530, 620), ("unnoticed", 620, 660), ("reading", 660, 705),
                           ("in_vain", 705, 720), ("in_hand", 720, 1020)]  # fmt: skip
    assert story.silences == [(1, 560, 1, 530, 720, 1020, "noticed")]
    assert story.waits_of(1) == []
    assert story.replies[1] == (1, 1, 0, 530, None, None)


def test_whoever_leaves_while_handed_over_waits_on(tell):
    story = tell(after_each_other(silent=GREETED), day(says(520, 100), says(530, 60, patience=100)))
    assert story.waits_of(1) == [(620, 630)]
    assert story.of(1)[1:3] == [("unnoticed", 630, 660), ("reading", 660, 705)]
    assert story.silences == [(1, 630, 1, 530, 720, 1020, "noticed")]


def test_what_is_in_nobodys_hand_is_noticed_all_the_same(tell):
    # Told at 115, handed over at 600 as quiet; over at 715.
    story = tell(after_each_other(silent=GREETED | {"noticed": "10m"}), day(BUSY, says(10, 60, patience=30)))
    assert story.laid == [(1, 0, 600, False, False)]
    assert story.of(1)[-1] == ("in_hand", 115, 600)
    assert story.silences == [(1, 40, 0, 10, 115, 715, "noticed")]


def test_what_is_parked_is_answered_in_vain_a_day_later(tell):
    days = {"to": "08:10", "days": 2, "at_close": "keep"}
    shifts = {"shifts": {"day": {"agents": 1, "from": "08:00", "to": "08:10"}}}
    story = tell(
        writers(kind={"silent": GREETED}, group=shifts, center=days, at_shift_end="park"),
        day(says(400, 10, (4590, 20, 60))),
    )
    assert story.contacts == [("customer", 400, 410, 5060, None, 0)]
    assert story.of(0)[2:] == [("parked", 600, 86_400), ("in_vain", 86_400, 86_420)]
    assert story.silences == [(0, 5060, 0, 400, 86_420, 86_420, "closed_in_vain")]


# Who comes again


def test_whoever_comes_again_was_not_answered_whatever_was_written_meanwhile(run):
    # Gone at 40, and asked then whether they come again: at 160. From 50 to 110 a reply is written in vain.
    rules = {"redial": {"of": "wa", "when": {"ended": "abandoned"}, "after": "2m", "share": "100%", "attempts": 2}}
    log = run(center(center={"follow_ups": rules}, slots=2), day(says(0, 50), says(10, 60, patience=30)))
    assert log.contacts["arrived_s"][2] == building.OPENS_S + 160
    assert log.contacts["cause"][2] == Cause.REDIAL
    assert log.contacts["solved"][1] == 0


# Chats in slots


def chats(silent, **keys):
    return building.center(
        types={"chats": {"channel": "chat", "silent": silent}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5]}},
        **keys,
    )


@pytest.mark.parametrize(
    ("greeting", "told", "ends"),
    [
        # At half speed two chats go on until the first has had 200 s at 400. Then the third is greeted for 20 s, at
        # half speed: until 440, and the second is alone with 180 s.
        ("20s", 440, 620),
        # Without, the second is alone from 400 on with 200 s.
        (None, 400, 600),
    ],
)
def test_a_chat_with_nobody_is_greeted_and_then_not_worked_on(tell, greeting, told, ends):
    silent = SILENT | ({} if greeting is None else {"greeting": greeting})
    story = tell(chats(silent), building.day((0, 200), (0, 400), (10, 50, 20)))
    assert story.contacts[1][3] == ends
    assert story.contacts[2] == ("abandoned", None, None, 30, None, None)
    greets = [("in_vain", 400, told)] if told > 400 else []
    assert story.of(2) == [("unnoticed", 30, 400), *greets, ("in_hand", told, told + 300)]
    assert story.silences == [(2, 30, 0, 400, told, told + 300, "noticed")]


def test_a_chat_with_nobody_fills_its_slot_until_it_is_noticed(run):
    log = run(chats(SILENT), building.day((0, 200), (0, 400), (10, 50, 20), (20, 50)))
    # 1 ends at 600, alone since 400.
    assert log.contacts["assigned_s"][3] == building.OPENS_S + 600
    assert log.contacts["ended_by"][2] == EndedBy.ABANDONED
