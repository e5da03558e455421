"""The story of conversations: of a case, of the agent who has them, of an instant; the log is made by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from building import OPENS_S, center, day
from printing import in_one_line, printed

from simulator.log import NOBODY, EndedBy, SpanKind
from simulator.report.traces.agent_day_blocks import agent_blocks
from simulator.report.traces.case_blocks import case_blocks
from simulator.report.traces.state_blocks import state_blocks
from simulator.tracing.agent_days import agent_told
from simulator.tracing.playback import Playback, of_workload
from simulator.tracing.state_at import state_told
from simulator.tracing.story import case_told

QUEUE, REPLY, IN_HAND, PAUSED = SpanKind.QUEUE, SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.PAUSED
INACTIVE, WRAP_UP, DUTY = SpanKind.INACTIVE, SpanKind.WRAP_UP, SpanKind.DUTY
NAN = math.nan


@pytest.fixture(scope="module")
def play() -> Playback:
    """Return four conversations of one agent, in slots of the engine's chats with times of its own.

    0: asked at 0, 300 and 900; replies at 60, 400 and 1000, a wrap-up until 1030; inactive 620-920, woken late.
    1: asked at 10 and 500, a reply at 120; the customer leaves at 800.  2: closed at 1500, inactive from 400.
    3: the customer leaves at 200 without a reply.
    """
    scenario = center(
        1, types={"wa": {"channel": "messaging"}}, channels={"messaging": {"behaviour": "live", "slots": 5}}
    )
    found = of_workload(scenario, day((0, 1000), (10, 790), (20, 1480), (30, 170)))
    rows = [
        (0, REPLY, 0, 60), (0, IN_HAND, 60, 340), (0, REPLY, 340, 400), (0, IN_HAND, 400, 620),
        (0, INACTIVE, 620, 920), (0, IN_HAND, 920, 940), (0, REPLY, 940, 1000), (0, WRAP_UP, 1000, 1030),
        (1, IN_HAND, 10, 60), (1, REPLY, 60, 120), (1, IN_HAND, 120, 800),
        (2, IN_HAND, 20, 120), (2, REPLY, 120, 180), (2, IN_HAND, 180, 400), (2, INACTIVE, 400, 1500),
        (3, IN_HAND, 30, 200),
        (NOBODY, DUTY, 0, 7200),
    ]  # fmt: skip
    contact, kind, from_s, to_s = zip(*rows, strict=True)
    count = len(rows)
    spans = {
        "contact": np.array(contact), "kind": np.array(kind, dtype=np.int8), "group": np.zeros(count, dtype=np.int16),
        "agent": np.zeros(count, dtype=np.int32), "from_s": OPENS_S + np.array(from_s, dtype=float),
        "to_s": OPENS_S + np.array(to_s, dtype=float),
    }  # fmt: skip
    messages = [
        (0, 1, 0, 0, 60), (0, 2, 300, 340, 400), (0, 3, 900, 940, 1000), (1, 1, 10, 60, 120), (1, 2, 500, NAN, NAN),
        (2, 1, 20, 120, 180), (3, 1, 30, NAN, NAN),
    ]  # fmt: skip
    row, number, *times = (np.array(column) for column in zip(*messages, strict=True))
    asked_s, begun_s, sent_s = (OPENS_S + column for column in times)
    replies = {
        "contact": row, "number": number, "agent": np.zeros(len(row), dtype=np.int32),
        "group": np.zeros(len(row), dtype=np.int16), "asked_s": asked_s, "begun_s": begun_s, "sent_s": sent_s,
    }  # fmt: skip
    contacts = found.log.contacts | {
        "answered_s": OPENS_S + np.array([60, 120, 180, NAN]),
        "assigned_s": OPENS_S + np.array([0.0, 10, 20, 30]),
        "ended_s": OPENS_S + np.array([1000.0, 800, 1500, 200]),
        "wait_s": np.array([60.0, 110, 160, 170]),
        "ended_by": np.array([EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.ABANDONED], dtype=np.int8),
        "answered_by": np.array([0, 0, 0, NOBODY], dtype=np.int32),
    }
    return replace(found, log=replace(found.log, contacts=contacts, spans=spans, replies=replies))


def lines(play: Playback, case: int) -> list[str]:
    text = printed(case_blocks(case_told(play, case), is_short=True), 100)
    return [line.strip() for line in text.split("\n") if line.strip("─ ")]


def test_the_story_of_a_conversation_has_every_message_and_every_reply(play):
    assert lines(play, 0) == [
        "0: wa at 08:00:00, finished by front 1, waited 1m00s.",
        "time      what happened",
        "08:00:00  0 arrives: wa on messaging.",
        "front 1 takes it at once: the only agent with room.",
        "08:01:00  front 1 sends reply 1, 1m00s after the arrival (1m00s of writing).",
        "08:05:00  The customer writes message 2.",
        "08:06:40  front 1 sends reply 2, 1m40s after message 2 (1m00s of writing).",
        "08:10:20  Inactive: the customer has not written for 3m40s.",
        "08:15:00  The customer writes message 3.",
        "08:15:20  Active again, after its message has waited for 20.0 s.",
        "08:16:40  front 1 sends reply 3, 1m40s after message 3 (1m00s of writing): the conversation ends;",
        "30.0 s of wrap-up.",
    ]


def test_it_says_how_others_end(play):
    assert lines(play, 1)[0] == "1: wa at 08:00:10, left waiting for a later reply, waited 1m50s."
    assert lines(play, 1)[-1] == "08:13:20  The customer leaves after 5m00s without a reply: patience ends."
    assert lines(play, 2)[0] == "2: wa at 08:00:20, closed without a further message, waited 2m40s."
    assert lines(play, 2)[-2:] == [
        "08:06:40  Inactive: the customer has not written for 3m40s.",
        "08:25:00  Closed: the customer has not written for too long.",
    ]
    assert lines(play, 3)[0] == "3: wa at 08:00:30, abandoned, waited 2m50s."


def test_an_agents_day_has_a_row_for_each_conversation(play):
    first = play.scenario.horizon.simulated_days[0]
    told = agent_told(play, 0, first)
    rows = [(one.contact, one.talk_s, one.replies, one.inactive_s, one.in_hand) for one in told.entries if one.contact]
    assert rows == [("0", 180, 3, 300, 1), ("1", 60, 1, 0, 2), ("2", 60, 1, 1100, 3), ("3", 0, 0, 0, 4)]
    # With what is inactive alone in hand, an agent has nothing in hand.
    idle = [(one.from_s - OPENS_S, one.to_s - OPENS_S) for one in told.entries if one.contact is None]
    assert idle == [(800, 920), (1030, 7200)]
    text = printed(agent_blocks(told), 140)
    assert "4 contacts" in text
    assert "replies  inactive" in text


def test_an_instant_shows_what_is_active_and_who_waits_for_a_reply(play):
    text = in_one_line(printed(state_blocks(state_told(play, OPENS_S + 700)), 100))
    assert "1 (wa, active for 9m40s, message waiting for 3m20s)" in text
    assert "0 (wa, inactive for 1m20s)" in text
    assert "2 (wa, inactive for 5m00s)" in text
    late = state_told(play, OPENS_S + 1200)
    assert late.agents[0].idle_s == 170
    assert [one.doing for one in late.agents[0].in_hand] == ["inactive"]
    writing = state_told(play, OPENS_S + 950)
    assert [(one.contact, one.doing, one.owed_s) for one in writing.agents[0].in_hand] == [
        ("0", "reply", None), ("2", "inactive", None),
    ]  # fmt: skip
