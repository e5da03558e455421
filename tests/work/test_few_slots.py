"""Slots against conversations: figures worked out by hand, and who is not warned of."""

import pytest

from simulator import describe
from simulator.scenario.reader import load_text
from simulator.work.few_slots import slot_gaps, slot_loads
from simulator.work.load_against_staff import load_of, loads_of
from simulator.work.load_nouns import SlotGap, SlotLoad
from simulator.work.odd import odd

TEXT = """\
version: 1
name: Slots
horizon: {from: "08:00", to: "18:00", interval: 1h}
channels: {messaging: {behaviour: conversation, slots: 3}}
sources: {writers: {arrivals: 40/h}}
contact_types:
  messages: {from: writers, channel: messaging, patience: 30m, replies: {number: 3, work: 1m, thinking: 10m}}
agent_groups: {front: {agents: 3, serves: {messages: {}}}}
"""


def changed(*pairs: tuple[str, str], text: str = TEXT) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def warned(*pairs: tuple[str, str], text: str = TEXT) -> list[str]:
    return [str(one) for one in odd(load_text(changed(*pairs, text=text))) if one.kind == "few_slots"]


def of_day(*pairs: tuple[str, str], text: str = TEXT) -> tuple[tuple[SlotLoad, ...], tuple[SlotGap, ...]]:
    scenario = load_text(changed(*pairs, text=text)).resolve("base")
    load = load_of(scenario)
    return slot_loads(scenario, load.whole), slot_gaps(scenario, load.whole)


def filled(*pairs: tuple[str, str], text: str = TEXT) -> list[float]:
    ((one,), _) = of_day(*pairs, text=text)
    return list(one.filled)


def test_slots_are_filled_by_work_and_by_thinking_of_those_who_came() -> None:
    # 40 an hour of 3 minutes of work are 2 slots. Twice ten minutes of thinking are 20 for each, 13.33 at once; in the
    # first hour, when they begin to come, it is less: 40 × (40 + 20 / 2) / 60 minutes of thinking are in it.
    (one,), (gap,) = of_day()
    assert one.filled == pytest.approx((2 + 40 / 60 * (40 + 10) / 60 * 20, *[2 + 40 / 3] * 9))
    assert one.there == (9.0,) * 10
    assert (gap.from_s, gap.to_s, gap.types, gap.there) == (8 * 3600.0, 18 * 3600.0, ("messages",), 9.0)
    assert gap.filled == pytest.approx(2 + 40 / 3)


def test_too_few_slots_for_the_day_are_told_with_both_numbers() -> None:
    # On average over the day 2 + (11.11 + 9 × 13.33) / 10 = 15.11 slots; 9 / 15.11 are there: 40 % too few.
    (warning,) = warned()
    assert warning == (
        "4:56  channels.messaging.slots: conversations fill at least 15.1 slots on average through the day, with the "
        "time in which customers think, and agents on duty have 9: about 40% or more cannot be taken in that time. "
        "Write 'inactive', so that conversations fill less while customers think, raise 'slots', or add agents."
    )
    # 2 × 8 are fewer than that as well, 16 and 18 are not.
    assert warned(("slots: 3", "slots: 5"))
    assert not warned(("slots: 3", "slots: 6"))
    assert not warned(("agents: 3", "agents: 6"))


def test_inactive_conversations_free_their_slots() -> None:
    # Four minutes of each ten are active: 2 + 40 / 60 × 8 = 7.33.
    light = ("slots: 3", "slots: 3, inactive: {after: 4m}")
    assert filled(light)[5] == pytest.approx(2 + 40 / 60 * 8)
    assert not warned(light)
    # The others fill 3 / 12 of a slot each: 40 / 60 × 12 / 4 = 2 more.
    heavy = ("slots: 3", "slots: 3, inactive: {after: 4m, slots: 12}")
    assert filled(heavy)[5] == pytest.approx(2 + 40 / 60 * 8 + 2)
    assert warned(heavy)[0].endswith("Shorten 'after' of 'inactive', raise 'slots', or add agents.")
    # Of the eight that are inactive at a time three agents have one each; five more stay active.
    few = ("slots: 3", "slots: 3, inactive: {after: 4m, at_most: 1}")
    assert filled(few)[5] == pytest.approx(2 + 40 / 60 * 8 + 5)
    assert warned(few)


def test_thinking_is_cut_by_auto_close_and_longer_where_customers_are_not_awake() -> None:
    # Nobody writes within six minutes, so there is one pause of six.
    assert filled(("slots: 3", "slots: 3, auto_close: 6m"))[5] == pytest.approx(2 + 40 / 60 * 6)
    # At half the speed ten minutes take twenty.
    assert filled(("thinking: 10m", 'thinking: 10m, awake: {"00:00": 50%}'))[5] == pytest.approx(2 + 40 / 60 * 40)


def test_what_goes_on_after_the_closing_fills_no_slot_of_the_next_day() -> None:
    long = (("thinking: 10m", "thinking: 10h"), ("interval: 1h", "interval: 1h, days: 2"))
    first, second = [load.types[0].filled for load in loads_of(load_text(changed(*long)).resolve("base"))]
    assert second == pytest.approx(first)
    # Who hands them over has them again. 40 an hour came the day before, for ten hours, and think for twenty: between
    # eight and nine the last five and a half hours of them, and those who come now.
    shifts = ("{agents: 3,", '{shifts: {day: {agents: 3, from: "08:00", to: "18:00"}},')
    kept = (*long, shifts, ("slots: 3", "slots: 3, at_shift_end: hand_over"))
    first, second = [load.types[0].filled for load in loads_of(load_text(changed(*kept)).resolve("base"))]
    assert first[9] == pytest.approx(2 + 40 * 9.5)
    assert second[0] == pytest.approx(2 + 40 * 5.5 + 40 * 0.5)


def test_customers_who_wait_for_ever_pile_up_as_soon_as_slots_are_too_few() -> None:
    endless = ("patience: 30m", "patience: endless")
    short = ("40/h", '{per_hour: {"08:00": 10, "12:00": 30, "13:00": 10}}')
    assert not warned(short)
    (warning,) = warned(endless, short)
    # From 12:00 on 1.5 of work, and of thinking 1/6 an hour × 20 before and 1/2 × 20 from 12:20 on: the mean of the
    # hour is 1.5 + (3.33 + 10) / 2 / 3 + 10 × 2 / 3 = 10.39.
    assert "customers have endless patience, and at 12:00 conversations fill at least 10.4 slots, with" in warning
    assert "agents on duty have 9: the queue grows as long as that lasts." in warning


BOTH = """\
version: 1
name: Slots
horizon: {from: "08:00", to: "18:00", interval: 1h}
channels: {voice: {}, messaging: {behaviour: conversation, slots: 4}, sms: {behaviour: conversation, slots: 2}}
sources: {writers: {arrivals: 40/h}, texters: {arrivals: 12/h}, callers: {arrivals: 30/h}}
contact_types:
  messages: {from: writers, channel: messaging, patience: 30m, replies: {number: 3, work: 1m, thinking: 10m}}
  texts: {from: texters, channel: sms, patience: 30m, replies: {number: 2, work: 1m, thinking: 8m}}
  calls: {from: callers, channel: voice, talk: 4m, patience: 3m}
agent_groups:
  writers: {agents: 3, serves: {messages: {}}}
  all: {agents: 4, serves: {messages: {}, texts: {}, calls: {}}}
"""


def test_hands_are_shared_by_all_that_fills_them() -> None:
    # Messages fill 15.33 / 4 hands, texts 12 × 10 / 60 / 2 = 1, calls 2: 6.83 of seven.
    assert not warned(text=BOTH)
    # Ten calls more an hour are 0.67 more. Slots alone would be enough for each.
    more = ("30/h", "40/h")
    (messaging, sms), (gap,) = of_day(more, text=BOTH)
    assert messaging.there == (28.0,) * 10
    assert sms.there == (8.0,) * 10
    assert sms.filled[5] == pytest.approx(2.0)
    assert not gap.in_slots
    assert gap.filled == pytest.approx((2 + 40 / 3) / 4 + 1 + 40 * 4 / 60)
    assert gap.there == 7.0
    (warning,) = warned(more, text=BOTH)
    assert warning.startswith(
        "4:67  channels.messaging.slots: contacts of messages, texts and calls fill the hands of at least 7.4 agents "
        "on average through the day, with the time in which customers think, and 7 are on duty: about 6% or more "
    )


def test_only_those_who_serve_them_have_slots_for_conversations() -> None:
    # Writers alone have 12 slots for messages, and the others are busy with calls for 3.7 of their 4 agents.
    busy = (("30/h", "55/h"), ("12/h", "1/h"), ("serves: {messages: {}, texts", "serves: {texts"))
    ((messaging, _), gaps) = of_day(*busy, text=BOTH)
    assert messaging.there == (12.0,) * 10
    assert [(gap.types, gap.in_slots, gap.there) for gap in gaps] == [(("messages",), True, 12.0)]


def test_limits_and_capacities_of_groups_count() -> None:
    limited = ("{agents: 3,", "{agents: 3, at_most: {messaging: 2},")
    ((one,), _) = of_day(limited)
    assert one.there == (6.0,) * 10
    wide = ("{agents: 3,", "{agents: 3, capacity: 200%,")
    ((one,), gaps) = of_day(wide)
    assert one.there == (18.0,) * 10
    assert not gaps


def test_where_work_is_scarcer_than_slots_only_the_work_is_told() -> None:
    found = [one.kind for one in odd(load_text(changed(("work: 1m", "work: 3m"), ("slots: 3", "slots: 20"))))]
    assert found == ["overload"]


def test_chats_with_a_speed_are_as_they_were() -> None:
    live = "version: 1" + TEXT.partition("version: 1")[2].replace(
        "{behaviour: conversation, slots: 3}", "{slots: 3, speed: [1, 0.6, 0.5]}"
    ).replace("replies: {number: 3, work: 1m, thinking: 10m}", "talk: 8m")
    assert [one.kind for one in odd(load_text(live))] == ["overload"]
    (loads, gaps) = of_day(text=live)
    assert loads == gaps == ()


def test_a_description_shows_slots_needed_beside_those_there() -> None:
    one = describe(load_text(TEXT), days=2)
    assert one.slots[0].filled[3] == pytest.approx(2 + 40 / 3)
    shown = one.summary()
    assert "needed" in shown
    assert "! 15.3" in shown
    assert "! 08:00-18:00 messages: at 09:00 conversations fill at least 15.3 slots, agents on duty have 9" in shown
    said = (
        "There are too few slots in 10 of 10 intervals; at 09:00 conversations fill at least 15.3 slots, agents on duty"
    )
    assert said in " ".join(shown.split())
    assert "patience, first reply, fixed" in shown
    light = describe(load_text(changed(("slots: 3", "slots: 3, inactive: {after: 4m}"))), days=2).summary()
    assert "! 7" not in light
    assert "too few slots" not in light
