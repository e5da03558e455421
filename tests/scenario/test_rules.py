"""Rules: whom they mean, in which order they are asked, what strategies make of them, and which never end."""

from typing import Any

import pytest

from simulator.errors import ScenarioError
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.follow_up_rules import FollowUp, WhenEnded
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.scenario.nouns.transfer_rules import PartOfTalk, Transfer
from simulator.scenario.reader import load_text
from simulator.scenario.rules.asked import follow_ups_of, loses_context, tells_again, transfers_of
from simulator.scenario.rules.whom import kinds_meant, known_names, listed_by, meant_by, touched_by
from simulator.scenario.sound.bringing import brought_to

CENTER = """\
version: 1
name: Again
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {lines: 9}, chat: {slots: 3}}
sources: {shoppers: {arrivals: 40/h}}
contact_types:
  orders: {from: shoppers, share: 60%, channel: voice, talk: 4m, patience: 3m, segments: {vip: {share: 10%}}}
  chats: {from: shoppers, share: 40%, channel: chat, talk: 4m, patience: 3m, segments: {vip: {share: 20%}}}
  advice: {channel: voice, talk: 6m, patience: 3m}
agent_groups:
  front: {agents: 9, serves: {orders: {solved: 80%}, chats: {}}}
  experts: {agents: 4, serves: {advice: {}, orders: {solved: 90%}}}
transfers:
  expert: {of: orders, share: 8%, pass: {type: advice}}
"""
REDIAL = "follow_ups: {redial: {of: orders, when: {ended: abandoned}, share: 50%, after: 8m}}\n"


def center(more: str = "", settings: tuple[str, ...] = (), strategy: str = "base") -> Scenario:
    return load_text(CENTER + more, settings=settings).resolve(strategy)


def told(text: str) -> str:
    with pytest.raises(ScenarioError) as refused:
        load_text(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("of", "types"),
    [
        (["orders"], ["orders"]),
        (["type:orders"], ["orders"]),
        (["type: orders"], ["orders"]),
        (["voice"], ["orders", "advice"]),
        (["vip"], ["orders", "chats"]),
        (["group:experts"], ["orders", "advice"]),
        (["advice", "channel:chat"], ["chats", "advice"]),
        (["nobody"], []),
        ({"type": ["chats", "orders"], "group": "front"}, ["orders", "chats"]),
        ({"type": ["chats", "orders"], "group": "experts"}, ["orders"]),
        ({"type": ["orders", "advice"], "channel": "voice", "group": ["front", "experts"]}, ["orders", "advice"]),
        ({"channel": "voice"}, ["orders", "advice"]),
        ({"type": "orders", "segment": "vip"}, ["orders"]),
    ],
)
def test_a_rule_is_of_types_and_of_a_segment_touches_whatever_its_customers_may_become(
    of: Any, types: list[str]
) -> None:
    of = AllOfThese.model_validate(of) if isinstance(of, dict) else of
    assert listed_by(of, center()) == types
    assert touched_by(of, center()) == (["orders", "chats", "advice"] if of == ["vip"] else types)


def test_several_names_are_a_union() -> None:
    meant = meant_by(["vip", "experts"], center())
    assert meant.means("chats", "chat", "vip", None)
    assert meant.means("orders", "voice", None, "experts")
    assert not meant.means("orders", "voice", None, "front")
    assert not meant.means("orders", "voice", None, None)


def test_all_keys_of_a_mapping_hold_and_of_each_any_name() -> None:
    of = {"type": ["orders", "chats"], "group": "front", "segment": "vip"}
    meant = meant_by(AllOfThese.model_validate(of), center())
    assert meant.means("orders", "voice", "vip", "front")
    assert meant.means("chats", "chat", "vip", "front")
    for other in (
        ("advice", "voice", "vip", "front"),
        ("orders", "voice", "vip", "experts"),
        ("orders", "voice", "vip", None),
        ("orders", "voice", None, "front"),
    ):
        assert not meant.means(*other)
    assert touched_by(AllOfThese.model_validate(of | {"type": "advice"}), center()) == []
    # Who is a vip may have been passed on to advice, which does not list the segment.
    brought = AllOfThese.model_validate({"type": "advice", "segment": "vip"})
    assert (touched_by(brought, center()), listed_by(brought, center())) == (["advice"], [])


def test_what_stands_in_of_is_read_as_names_or_as_keys() -> None:
    body = {"share": "8%", "at": "50%", "pass": {}}
    assert Transfer.model_validate({**body, "of": "orders"}).of == ("orders",)
    assert Transfer.model_validate({**body, "of": ["orders", "vip"]}).of == ("orders", "vip")
    keys = Transfer.model_validate({**body, "of": {"type": "orders", "group": ["front", "experts"]}}).of
    assert isinstance(keys, AllOfThese)
    assert keys.given == {"type": ("orders",), "group": ("front", "experts")}


def test_a_mapping_in_of_takes_the_place_of_names_and_is_merged_with_a_mapping() -> None:
    more = f"""{REDIAL}strategies:
  as_today: {{}}
  keys: {{follow_ups: {{redial: {{of: {{type: [orders, chats], segment: vip}}}}}}}}
  more: {{based_on: keys, follow_ups: {{redial: {{of: {{type: orders, channel: voice}}}}}}}}
  less: {{based_on: keys, follow_ups: {{redial: {{of: {{segment: null}}}}}}}}
  names: {{based_on: keys, follow_ups: {{redial: {{of: [orders, vip]}}}}}}
"""

    def of(strategy: str, *settings: str) -> object:
        one = center(more, settings, strategy).follow_ups["redial"].of
        return one.given if isinstance(one, AllOfThese) else one

    assert of("as_today") == ("orders",)
    assert of("keys") == {"type": ("orders", "chats"), "segment": ("vip",)}
    assert of("more") == {"type": ("orders",), "channel": ("voice",), "segment": ("vip",)}
    assert of("less") == {"type": ("orders", "chats")}
    assert of("names") == ("orders", "vip")
    assert of("keys", "follow_ups.redial.of.type=chats") == {"type": ("chats",), "segment": ("vip",)}
    assert of("as_today", "follow_ups.redial.of={type: orders, channel: voice}") == {
        "type": ("orders",),
        "channel": ("voice",),
    }


def test_what_a_rule_means_at_once_may_be_there_in_one_strategy_alone() -> None:
    rule = "transfers: {expert: {of: {type: chats, group: experts}, share: 8%, at: 50%, pass: {}}}\n"
    text = CENTER.replace("transfers:\n  expert: {of: orders, share: 8%, pass: {type: advice}}\n", rule)
    text = text.replace("  advice: {channel", "  advice: {from: shoppers, share: 0%, channel")
    assert (
        "this rule never applies: no contact is of type 'chats' and with an agent of group 'experts' at once."
        in told(text)
    )
    also = "strategies: {as_today: {}, also: {agent_groups: {experts: {serves: {chats: {priority: 2}}}}}}\n"
    assert load_text(text + also)


def test_who_was_passed_on_may_be_of_a_type_that_the_group_does_not_serve() -> None:
    # The front passes on to advice: who gives up there has been answered by the front.
    later = (
        "follow_ups: {redial: {of: {type: advice, group: front}, when: {ended: abandoned}, share: 50%, after: 8m}}\n"
    )
    assert load_text(CENTER + later)
    assert "this rule never applies" in told(
        CENTER.replace("of: orders, share", "of: {type: orders, group: experts}, share") + later
    )
    # The front closes no advice.
    assert "can end as answered" in told(CENTER + later.replace("abandoned", "answered"))


def test_a_follow_up_of_one_type_brings_nobody_new_to_it_whatever_else_it_asks() -> None:
    come = (
        "follow_ups: {{redial: {{of: {}, when: {{ended: abandoned}}, share: 50%, after: 8m, come: {{type: chats}}}}}}\n"
    )
    for of, is_brought in (
        ("{type: chats}", False),
        ("{type: chats, segment: vip}", False),
        ("{type: [orders, chats], segment: vip}", True),
        ("{channel: chat}", True),
    ):
        assert ("chats" in brought_to(center(come.format(of)))) is is_brought
        alone = CENTER.replace("chats: {from: shoppers, share: 40%, ", "chats: {").replace("share: 60%", "share: 100%")
        if is_brought:
            assert load_text(alone + come.format(of))
        else:
            assert "no contacts of this type" in told(alone + come.format(of))


def test_a_bare_name_that_is_two_things_is_both_and_a_prefix_makes_it_one() -> None:
    known = known_names(center()) | {"segment": ["front"]}
    assert kinds_meant("front", known) == ["group", "segment"]
    assert kinds_meant("segment:front", known) == ["segment"]
    assert kinds_meant("typ:orders", known) == []


def test_rules_are_asked_in_the_order_of_the_file() -> None:
    one = center(
        "follow_ups:\n"
        "  z: {of: vip, when: {ended: abandoned}, share: 50%, after: 8m}\n"
        "  a: {of: [orders, chats], when: {ended: abandoned}, share: 50%, after: 8m}\n"
        "  g: {of: group:experts, when: {solved: false}, share: 50%, after: 8m}\n"
    )
    assert list(follow_ups_of(one, "orders", "vip")) == ["z", "a"]
    assert list(follow_ups_of(one, "orders")) == ["a"]
    assert list(follow_ups_of(one, "orders", "vip", "experts")) == ["z", "a", "g"]
    assert list(follow_ups_of(one, "advice", None, "experts")) == ["g"]
    assert list(follow_ups_of(one, "advice")) == []
    assert list(transfers_of(one, "orders", None, "front")) == ["expert"]
    assert list(transfers_of(one, "chats", None, "front")) == []


def test_whom_rules_bring_and_what_they_lose() -> None:
    assert brought_to(center()) == {"advice"}
    assert not loses_context(center())
    again = center(REDIAL)
    assert loses_context(again)
    assert not tells_again(again)
    assert tells_again(center(REDIAL, ("follow_ups.redial.come.repeat_story=30s",)))


@pytest.mark.parametrize(
    ("when", "ended", "is_answered", "is_solved", "fits"),
    [
        ({"ended": ("abandoned", "blocked")}, "blocked", False, False, True),
        ({"ended": ("abandoned", "blocked")}, "answered", True, False, False),
        ({"ended": "abandoned"}, "abandoned", True, False, True),
        ({"solved": False}, "answered", True, False, True),
        ({"solved": False}, "answered", True, True, False),
        ({"solved": False}, "abandoned", False, False, False),
        ({"solved": False}, "abandoned", True, False, True),
        ({"solved": True}, "answered", True, True, True),
        ({"solved": True}, "abandoned", False, True, False),
        ({"ended": "answered", "solved": False}, "abandoned", True, False, False),
        ({"ended": "answered", "solved": False}, "answered", True, False, True),
    ],
)
def test_after_which_ends_a_follow_up_is_asked(
    when: dict[str, object], ended: str, is_answered: bool, is_solved: bool, fits: bool
) -> None:
    assert WhenEnded.model_validate(when).fits(ended, is_answered, is_solved) is fits


def test_who_reads_only_ends_without_an_agent_needs_no_end_of_a_talk() -> None:
    assert not WhenEnded.model_validate({"ended": ["abandoned", "blocked"]}).may_be_answered
    assert WhenEnded.model_validate({"ended": ["abandoned", "answered"]}).may_be_answered
    assert WhenEnded.model_validate({"solved": False}).may_be_answered


def test_shares_are_by_attempt_and_by_hop_and_the_last_holds_on() -> None:
    body = {"of": "orders", "when": {"ended": "abandoned"}, "share": ["60%", "50%"], "after": "8m", "attempts": 4}
    one = FollowUp.model_validate(body)
    assert [one.share_after(attempt) for attempt in range(1, 6)] == [0.6, 0.5, 0.5, 0.0, 0.0]
    moved = Transfer.model_validate({"of": "orders", "share": ["8%", "0%"], "pass": {"type": "advice"}})
    assert [moved.share_at_hop(hop) for hop in range(3)] == [0.08, 0.0, 0.0]
    assert moved.passes_at == PartOfTalk(1.0)


def test_a_part_of_a_talk_is_a_share_or_a_duration() -> None:
    body = {"of": "orders", "share": "8%", "pass": {}}
    at = [Transfer.model_validate({**body, "at": text}).passes_at for text in ("30%", "2m")]
    assert [one.first_part_s(200.0) for one in at] == [60.0, 120.0]
    assert [one.first_part_s(120.0) for one in at] == [36.0, None]
    assert [str(one) for one in at] == ["30%", "2m"]


def test_strategies_add_change_and_remove_rules() -> None:
    more = (
        f"{REDIAL}strategies:\n"
        "  as_today: {}\n"
        "  less: {follow_ups: {redial: {share: {times: 0.5}}}}\n"
        "  none: {follow_ups: {redial: null}}\n"
        "  more: {follow_ups: {return: {of: orders, when: {solved: false}, share: 9%, after: 1h}}}\n"
        "  to_group: {agent_groups: {experts: {serves: {orders: {priority: 2}}}},"
        " transfers: {expert: {at: 20%, pass: {group: experts}}}}\n"
    )
    assert center(more, strategy="less").follow_ups["redial"].share == (0.25,)
    assert center(more, strategy="none").follow_ups == {}
    assert list(center(more, strategy="more").follow_ups) == ["redial", "return"]
    to = center(more, strategy="to_group").transfers["expert"].pass_
    assert (to.type, to.group) == (None, "experts")


def test_settings_reach_into_rules() -> None:
    one = center(REDIAL, ("follow_ups.redial.share=[70%, 10%]", "follow_ups.redial.after=3m"))
    assert one.follow_ups["redial"].share == (0.7, 0.1)
    assert one.follow_ups["redial"].after.mean_s == 180.0


def test_a_rule_that_one_strategy_makes_idle_is_in_order() -> None:
    one = (
        f"{REDIAL.replace('abandoned', 'blocked')}strategies:\n  more_lines: {{channels: {{voice: {{lines: null}}}}}}\n"
    )
    assert center(one, strategy="more_lines").follow_ups
    without = CENTER.replace("{lines: 9}", "{}") + REDIAL.replace("abandoned", "blocked")
    assert "this rule never applies: no contact of 'orders' can end as blocked." in told(without)


def test_a_share_of_nothing_is_warned_of_where_it_is_written_and_not_where_it_is_set() -> None:
    assert not load_text(CENTER + REDIAL, settings=["follow_ups.redial.share=0%"]).warnings()
    (warning,) = load_text(CENTER + REDIAL.replace("50%", "0%")).warnings()
    assert "no customer comes again" in warning.what


def test_what_ends_at_some_time_is_in_order() -> None:
    def rule(share: str, more: str = "") -> str:
        return (
            f"{CENTER}follow_ups: {{a: {{of: orders, when: {{ended: [abandoned, answered]}}, share: {share}, after: 8m"
            f"{more}}}}}\n"
        )

    assert "this never ends" in told(rule("100%"))
    assert "this never ends" in told(rule("[10%, 100%]"))
    for fine in (rule("[100%, 99%]"), rule("100%", ", attempts: 9"), rule("100%", ", come: {type: chats}")):
        assert load_text(fine)
    # Whoever redials until they get through ends with that, if it takes any time.
    for ended in ("abandoned", "blocked", "[abandoned, blocked]"):
        assert load_text(rule("100%").replace("[abandoned, answered]", ended))
    assert "this never ends" in told(rule("100%").replace("[abandoned, answered]", "blocked").replace("8m", "0s"))


def test_passing_on_ends_where_somebody_may_keep_it() -> None:
    def rules(text: str) -> str:
        return CENTER.replace("expert: {of: orders, share: 8%", "expert: {of: orders, share: 100%") + text

    back = "  back: {of: advice, share: 100%, pass: {type: orders}}\n"
    assert "this never ends: 100% are passed on every time by 'expert' and 'back' in turn" in told(rules(back))
    # Only the front passes on what experts might keep; a talk may be shorter than the duration; once is enough.
    assert load_text(rules(back).replace("of: orders, share: 100%", "of: group:front, share: 100%"))
    assert load_text(rules(back).replace("of: advice, share: 100%", "of: advice, at: 2m, share: 100%"))
    assert load_text(rules(back).replace("of: advice, share: 100%", "of: advice, share: [100%, 0%]"))


OF_VIP = CENTER.replace("expert: {of: orders, share: 8%", "expert: {of: vip, share: 100%")


def test_who_is_already_what_a_transfer_makes_of_them_is_not_passed_on() -> None:
    # A vip stays one as advice, which does not list the segment.
    one = load_text(OF_VIP).resolve("base")
    assert list(transfers_of(one, "orders", "vip", "front")) == ["expert"]
    assert list(transfers_of(one, "orders", "vip", "experts")) == ["expert"]
    assert list(transfers_of(one, "advice", "vip", "experts")) == []


def test_to_a_group_nobody_is_passed_on_whom_it_does_not_serve() -> None:
    second = "  second: {agents: 2, serves: {orders: {}, chats: {}}}\ntransfers:\n"
    to_second = "  second: {of: vip, share: 8%, at: 50%, pass: {group: second}}\n"
    one = load_text(CENTER.replace("transfers:\n", second) + to_second).resolve("base")
    assert list(transfers_of(one, "orders", "vip", "front")) == ["expert", "second"]
    assert list(transfers_of(one, "advice", "vip", "experts")) == []


def test_it_never_ends_is_said_of_a_segment_in_types_that_do_not_list_it() -> None:
    back = "  back: {of: advice, share: 100%, pass: {type: orders}}\n"
    assert load_text(OF_VIP)
    assert "this never ends: 100% are passed on every time by 'expert' and 'back' in turn" in told(OF_VIP + back)
    # Whoever is none is passed on once at most.
    assert load_text(OF_VIP + back.replace("of: advice, share: 100%", "of: advice, share: 50%"))


def test_a_follow_up_of_a_segment_may_act_where_its_customers_have_been_passed_on_to() -> None:
    patient = OF_VIP.replace("talk: 4m, patience: 3m", "talk: 4m, patience: endless")
    again = "follow_ups: {redial: {of: vip, when: {ended: abandoned}, share: 50%, after: 8m}}\n"
    assert load_text(patient + again)
    nobody = patient.replace("talk: 6m, patience: 3m", "talk: 6m, patience: endless")
    assert "this rule never applies" in told(nobody + again)


def test_a_warm_transfer_may_wait_endlessly_for_others_and_with_patience_for_itself() -> None:
    warm = CENTER.replace("pass: {type: advice}", "pass: {type: advice, warm: 30s}")
    endless = warm.replace(
        "advice: {channel: voice, talk: 6m, patience: 3m}", "advice: {channel: voice, talk: 6m, patience: endless}"
    )
    assert load_text(warm)
    assert "only 'experts' answers these contacts" in told(endless)
    assert load_text(endless.replace("of: orders", "of: group:front"))
    # Another group that serves it is no way out where its agents pass on as well, for nobody may be left who answers.
    both = endless.replace("{orders: {solved: 80%}, chats: {}}", "{orders: {solved: 80%}, chats: {}, advice: {}}")
    assert "only 'front' and 'experts' answer these contacts, so all their agents" in told(both)
    assert "let a group serve it that passes no contacts on" in told(both)
    assert load_text(both.replace("agent_groups:", "agent_groups:\n  helpers: {agents: 2, serves: {advice: {}}}"))
    assert load_text(both.replace("share: 8%", "share: 0%"))


def test_groups_that_pass_on_warmly_to_one_another_may_all_wait() -> None:
    two = """\
version: 1
name: Two
horizon: {from: "08:00", to: "12:00"}
channels: {voice: {}}
sources: {s: {arrivals: 60/h}}
contact_types:
  a: {from: s, share: 50%, channel: voice, talk: 3m, patience: endless}
  b: {from: s, share: 50%, channel: voice, talk: 3m, patience: endless}
agent_groups:
  front: {agents: 2, serves: {a: {}}}
  back: {agents: 2, serves: {b: {}}}
transfers:
  ab: {of: a, share: [50%, 0%], at: 50%, pass: {type: b, warm: 30s}}
  ba: {of: b, share: [50%, 0%], at: 50%, pass: {type: a, warm: 30s}}
"""
    assert "transfers.ab.pass.warm: only 'back' answers these contacts" in told(two)
    assert "transfers.ba.pass.warm: only 'front' answers these contacts" in told(two)
    back = two.replace("{type: b, warm", "{group: front, warm")
    assert "name a group that passes no contacts on" in told(back)
    # One that passes on blindly, or to somebody with a patience, becomes free.
    assert load_text(two.replace("type: a, warm: 30s", "type: a"))
    assert load_text(
        two.replace(
            "b: {from: s, share: 50%, channel: voice, talk: 3m, patience: endless}",
            "b: {from: s, share: 50%, channel: voice, talk: 3m, patience: 3m}",
        )
    )


def test_a_group_that_passes_contacts_on_to_itself_is_warned_of() -> None:
    rule = "transfers: {expert: {of: orders, share: 8%, at: 50%, pass: {group: experts}}}"
    own = CENTER.replace("transfers:\n  expert: {of: orders, share: 8%, pass: {type: advice}}", rule)
    own = own.replace("  advice: {channel: voice, talk: 6m, patience: 3m}\n", "").replace("{advice: {}, ", "{")
    voice = own.replace("of: orders", "of: {channel: voice}")
    for text, hint in ((own, "Write of: {type: orders, group: front}."), (voice, "Write group: front in 'of'.")):
        (warning,) = [one for one in load_text(text).warnings() if one.where.startswith("transfers")]
        assert "'experts' passes contacts that it has answered on to itself" in warning.what
        assert warning.hint == hint
    fine = [own.replace("of: orders", "of: {type: orders, group: front}"), own.replace("8%", "0%"), CENTER]
    for right in (*fine, voice.replace("channel: voice}", "channel: voice, group: front}")):
        assert not [one for one in load_text(right).warnings() if "on to itself" in one.what]


def test_other_rules_share_the_same_customers() -> None:
    from simulator.demand.shared import SharedDraws

    scenarios = [center(), center(REDIAL), center(REDIAL, ("transfers.expert.share=1%",))]
    drawn = dict(SharedDraws(scenarios).of(1, 0))
    assert drawn[0] is drawn[1] is drawn[2]


def test_who_comes_again_may_come_while_the_center_is_closed() -> None:
    closed = CENTER.replace("voice: {lines: 9}", "voice: {lines: 9, when_closed: wait}")
    assert "this needs hours, but neither this channel nor any of its types has any" in told(closed)
    # The strategy without follow-ups need not unsay what becomes of them.
    assert load_text(f"{closed}{REDIAL}strategies: {{as_today: {{}}, none: {{follow_ups: {{redial: null}}}}}}\n")


def test_redirects_of_types_without_hours_must_not_go_in_a_circle_where_somebody_comes_at_night() -> None:
    doors = CENTER.replace("channel: voice, talk: 4m", "channel: voice, when_closed: {redirect: chats}, talk: 4m")
    doors = doors.replace("channel: chat, talk: 4m", "channel: chat, when_closed: {redirect: orders}, talk: 4m")
    assert "the redirects go in a circle: orders to chats to orders." in told(doors + REDIAL)


CARRIED = """\
version: 1
name: Carried
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 40/h}, callers: {arrivals: 5/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m, segments: {vip: {share: 10%}}}
  advice: {from: callers, channel: voice, talk: 6m, patience: 3m}
  complaints: {channel: voice, talk: 6m, patience: endless}
agent_groups:
  front: {agents: 9, serves: {orders: {solved: 80%}}}
  advisers: {agents: 1, serves: {advice: {}, complaints: {}}}
transfers:
  expert: {of: vip, share: 50%, pass: {type: complaints, warm: 30s}}
"""
_BACK = "{of: orders, when: {solved: false}, share: 50%, after: 1h, come: {type: advice}}"
_BROUGHT = {
    "by a transfer": ("transfers:\n", "transfers:\n  on: {of: orders, share: 30%, pass: {type: advice}}\n"),
    "by a follow-up": ("transfers:\n", f"follow_ups: {{back: {_BACK}}}\ntransfers:\n"),
    "by a redirect": (
        "share: 10%}}}",
        'share: 10%}}, hours: {from: "09:00", to: "12:00"}, when_closed: {redirect: advice}}',
    ),
}


@pytest.mark.parametrize("way", _BROUGHT.values(), ids=_BROUGHT)
def test_all_may_wait_for_one_another_whatever_has_brought_a_segment_there(way: tuple[str, str]) -> None:
    text = CARRIED.replace(*way)
    assert told(text).splitlines()[0] == "scenario.yaml: 1 problem"
    assert "transfers.expert.pass.warm: only 'advisers' answers these contacts" in told(text)


def test_the_patience_of_those_who_may_wait_for_one_another_is_that_of_their_segment() -> None:
    text = CARRIED.replace("of: vip", "of: orders").replace("{advice: {}, ", "{advice: {}, orders: {}, ")
    assert "transfers.expert.pass.warm" in told(text)
    patient = text.replace("endless}", "endless, segments: {vip: {share: 5%, patience: 9m}}}")
    # Who is in no segment still waits endlessly, until nobody is in none.
    assert "transfers.expert.pass.warm" in told(patient)
    assert load_text(patient.replace("vip: {share: 10%}", "vip: {share: 100%}")).resolve("base").transfers
    # Who brings along a segment that the type does not list has the patience of those in none.
    assert "transfers.expert.pass.warm" in told(text.replace("vip: {share: 10%}", "vip: {share: 100%}"))


def test_where_no_segment_is_carried_nobody_waits_for_ever() -> None:
    assert load_text(CARRIED).resolve("base").transfers
