"""What a file says of conversations, as nouns: what stands for what, what changes replace, what the program gets."""

import pytest

from simulator.errors import ScenarioError
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load_text
from simulator.scenario.rules.hand_units import inactive_units, units_of

TEXT = """\
version: 1
name: Messages
horizon: {from: "08:00", to: "18:00"}
channels:
  voice: {}
  messaging: {behaviour: conversation, slots: 4, inactive: {after: 4m, slots: 50, at_most: 17}, auto_close: 2d}
sources: {callers: {arrivals: 20/h}, writers: {arrivals: 20/h}}
contact_types:
  calls: {from: callers, channel: voice, talk: 4m, patience: 3m}
  messages:
    from: writers
    channel: messaging
    patience: 30m
    wrap_up: 30s
    replies: {number: {mean: 4}, work: {"08:00": 60s, "12:00": 90s}, thinking: 3m}
    segments:
      vip: {share: 20%, replies: {number: {values: {"1": 25%, "3": 75%}}, work: 2m}}
      loud: {share: 20%, patience: 5m}
agent_groups:
  front: {agents: 9, serves: {calls: {}, messages: {}}}
strategies:
  fewer: {contact_types: {messages: {replies: {number: {values: {"2": 100%}}}}}}
  always: {contact_types: {messages: {replies: {number: 3}}}}
  longer: {contact_types: {messages: {replies: {number: {mean: {times: 1.5}}, work: {times: 2}}}}}
  as_chats:
    channels: {messaging: {behaviour: live, slots: 4}}
    contact_types: {messages: {talk: 8m, segments: {vip: {talk: 9m}}}}
  called_back:
    channels: {voice: {behaviour: conversation, slots: 4}}
    contact_types: {calls: {replies: {number: 2, work: 1m}}}
"""
STUDY = load_text(TEXT)


def resolved(strategy: str = "base") -> Scenario:
    return STUDY.resolve(strategy)


def test_work_on_a_reply_stands_where_talk_does_and_means_are_of_all_replies() -> None:
    messages = resolved().contact_types["messages"]
    vip, loud, usual = messages.kinds
    assert usual.replies is messages.replies is loud.replies
    assert usual.talk is messages.replies.work
    assert vip.talk == vip.replies.work
    # 4 replies of one minute, from noon on of a minute and a half; 0.25 × 1 + 0.75 × 3 replies of two minutes.
    assert [usual.talk_s_mean(hour * 3600.0) for hour in (9, 13)] == [240.0, 360.0]
    assert vip.talk_s_mean(0.0) == 2.5 * 120.0
    assert messages.work_s_mean(9 * 3600.0) == pytest.approx(0.2 * 300.0 + 0.8 * 240.0 + 30.0)
    calls = resolved().contact_types["calls"]
    assert calls.usual.replies is None
    assert calls.work_s_mean(0.0) == 240.0


def test_what_is_left_out_is_no_thinking_always_awake_and_endless_patience() -> None:
    replies = resolved().contact_types["messages"].segments["vip"].replies
    assert [one.mean_s for one in replies.thinking.values()] == [0.0]
    assert replies.awake == {0.0: 1.0}
    assert replies.patience == {0.0: None}


def test_a_change_of_the_number_replaces_its_form_and_keeps_the_rest() -> None:
    before = resolved().contact_types["messages"].replies
    for strategy, mean in (("fewer", 2.0), ("always", 3.0), ("longer", 6.0)):
        after = resolved(strategy).contact_types["messages"].replies
        assert after.number.mean_number == pytest.approx(mean)
        assert after.thinking == before.thinking
    assert resolved("fewer").contact_types["messages"].replies.number.shares() == {2: 1.0}
    longer = resolved("longer").contact_types["messages"].replies
    assert [one.mean_s for one in longer.work.values()] == [120.0, 180.0]


def test_talk_and_replies_take_the_place_of_each_other() -> None:
    chats = resolved("as_chats").contact_types["messages"]
    assert chats.replies is None
    assert chats.work_s_mean(0.0) == pytest.approx(0.2 * 540.0 + 0.8 * 480.0 + 30.0)
    calls = resolved("called_back").contact_types["calls"]
    assert calls.stated_talk is None
    assert calls.work_s_mean(0.0) == 120.0


def test_a_hand_has_units_for_active_and_inactive_conversations() -> None:
    scenario = resolved()
    channel = scenario.channels["messaging"]
    assert (channel.in_hand_max, channel.inactive_slots, channel.work_at_once) == (4, 50, 1.0)
    assert units_of(scenario) == 100
    assert inactive_units(channel, 100) == 2
    light = load_text(TEXT.replace("slots: 50, ", "")).resolve("base")
    assert units_of(light) == 4
    assert inactive_units(light.channels["messaging"], 4) == 0


@pytest.mark.parametrize("of", ["calls", "group:phones", "channel:voice"])
def test_what_other_agents_pass_on_concerns_no_conversation(of: str) -> None:
    phones = "agent_groups:\n  phones: {agents: 2, serves: {calls: {}}}\n  back: {agents: 2, serves: {calls: {}}}\n"
    rule = f"transfers: {{away: {{of: '{of}', share: 10%, at: 30%, pass: {{group: back}}}}}}\n"
    text = TEXT.replace("agent_groups:\n", phones)
    text = text.partition("  called_back:")[0]
    load_text(text + rule)
    both = text.replace("{agents: 2, serves: {calls: {}}}", "{agents: 2, serves: {calls: {}, messages: {}}}")
    with pytest.raises(ScenarioError, match="conversations of 'messages' cannot be passed on"):
        load_text(both + rule.replace(f"'{of}'", "group:front"))


def test_a_geometric_number_has_its_mean_and_adds_up() -> None:
    for mean in (1, 1.5, 7, 300):
        shares = shares_of(mean)
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-12)
        assert sum(number * share for number, share in shares.items()) == pytest.approx(mean, rel=1e-6)
        assert min(shares) == 1


ENDS = """\
version: 1
name: Messages
horizon: {from: "08:00", to: "18:00", days: 2}
channels:
  messaging: {behaviour: conversation, slots: 4}
  chat: {slots: 3, no_new: 20m}
sources: {writers: {arrivals: 20/h}}
contact_types:
  messages: {from: writers, share: 50%, channel: messaging, patience: 30m, replies: {number: 3, work: 1m}}
  chats: {from: writers, share: 50%, channel: chat, talk: 4m, patience: 3m}
agent_groups:
  front: {shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}, serves: {messages: {}}}
  chatters: {shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}, serves: {chats: {}}}
strategies:
  as_it_is: {}
  bare: {channels: {messaging: {handed_over: {}}}}
  read: {channels: {messaging: {handed_over: {place: back, reading: 45s}, no_new: 1h}}}
  slowly: {based_on: read, channels: {messaging: {handed_over: {reading: {times: 2}}, no_new: {add: 30m}}}}
  at_once: {based_on: read, channels: {messaging: {handed_over: {reading: null}, no_new: null}}}
  finish: {based_on: read, channels: {messaging: {at_shift_end: finish}}}
  parked: {based_on: read, channels: {messaging: {at_shift_end: park}}}
  none: {based_on: read, channels: {messaging: {handed_over: null}}}
  chats_to_the_end: {channels: {chat: {no_new: {times: 0}}}}
  as_chats:
    based_on: read
    channels: {messaging: {behaviour: live, slots: 4}}
    contact_types: {messages: {talk: 8m}}
"""


def test_the_end_of_a_shift_is_said_in_short_forms_and_changed_in_part() -> None:
    study = load_text(ENDS)

    def end(strategy: str) -> tuple[str, str, float, float]:
        channel = study.resolve(strategy).channels["messaging"]
        return channel.at_the_end, channel.handed_over.place, channel.handed_over.reading_s, channel.nothing_new_s

    assert end("as_it_is") == ("finish", "front", 0.0, 0.0)
    assert end("bare") == ("hand_over", "front", 0.0, 0.0)
    assert end("read") == ("hand_over", "back", 45.0, 3600.0)
    assert end("slowly") == ("hand_over", "back", 90.0, 5400.0)
    assert end("at_once") == ("hand_over", "back", 0.0, 0.0)
    assert end("finish") == ("finish", "back", 45.0, 3600.0)
    assert end("parked") == ("park", "back", 45.0, 3600.0)
    assert end("none") == ("finish", "front", 0.0, 3600.0)
    chats = [study.resolve(strategy).channels["chat"].nothing_new_s for strategy in ("as_it_is", "chats_to_the_end")]
    assert chats == [1200.0, 0.0]
    assert study.resolve("as_chats").channels["messaging"].nothing_new_s == 3600.0
    # What hands conversations over differs from what does not, by whatever key it says so.
    assert study.resolve("bare").channels != study.resolve("as_it_is").channels
    assert not [one for one in study.warnings() if one.kind == "changes_nothing"]


def test_settings_reach_the_end_of_a_shift() -> None:
    settings = ["channels.messaging.handed_over.reading=2m", "channels.messaging.no_new=90m"]
    text = ENDS.partition("  as_chats:")[0]
    study = load_text(text, settings=settings)
    channel = study.resolve("read").channels["messaging"]
    assert (channel.handed_over.reading_s, channel.nothing_new_s) == (120.0, 5400.0)
    # A setting holds in every strategy, so this one hands conversations over too; who does not want it says so.
    assert study.resolve("none").channels["messaging"].at_the_end == "hand_over"
    assert study.resolve("finish").channels["messaging"].at_the_end == "finish"
    parked = load_text(text, settings=["channels.messaging.at_shift_end=park"]).resolve("bare")
    assert parked.channels["messaging"].at_the_end == "park"


def shares_of(mean: float) -> dict[int, float]:
    changed = load_text(TEXT.replace("{mean: 4}", f"{{mean: {mean}}}"))
    return changed.resolve("base").contact_types["messages"].replies.number.shares()
