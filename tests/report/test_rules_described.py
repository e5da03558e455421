"""Overflow rules, gates and announcements in words: of `describe`, of `show --routing`, and beside pictures of load."""

import pytest
from test_description import shown

from simulator import compare, describe
from simulator.report.files.routing_rules import routing_blocks
from simulator.report.media.markdown import markdown
from simulator.report.pictures.description_picture import load_picture
from simulator.report.pictures.staffed import staff_of
from simulator.report.words.condition_words import OF_A_CONTACT, announcement_said, gate_said, rule_said
from simulator.scenario.nouns import Conditions, Gate, Overflow
from simulator.scenario.nouns.announcements import Announcement
from simulator.scenario.reader import load_text

CENTER = """\
version: 1
name: Told
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {lines: 30}, chat: {slots: 3}}
sources: {shoppers: {arrivals: 90/h}}
contact_types:
  orders: {from: shoppers, share: 70%, channel: voice, talk: 4m, patience: 4m, segments: {vip: {share: 10%}}}
  advice: {from: shoppers, share: 30%, channel: voice, talk: 5m, patience: 5m}
  chat_orders: {from: shoppers, share: 0%, channel: chat, talk: 7m, patience: 5m}
agent_groups:
  front: {agents: 5, serves: {orders: {}, chat_orders: {priority: 2}}}
  experts: {agents: 3, serves: {advice: {}, orders: {priority: 2}}}
"""
RULES = """\
overflow:
  help: {of: orders, when: {waiting: 5}, also: {experts: 2}}
  to_chat: {of: orders, when: {waiting: 8}, move: {type: chat_orders, place: back}}
  beep: {of: vip, when: {waited: 2m}, message: true}
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"waited": "40s"}, "own wait at least 40s"),
        ({"waited": {"at_most": "40s"}}, "own wait at most 40s"),
        ({"waiting": {"at_least": 3, "at_most": 5}}, "3 to 5 waiting of its type"),
        ({"waiting": {"at_least": 3, "at_most": 3}}, "3 waiting of its type"),
        ({"waiting": {"of": ["orders", "advice"], "at_least": 3}}, "at least 3 waiting of orders and advice"),
        ({"waiting": {"of": ["channel:voice", "advice"], "at_least": 3}},
         "at least 3 waiting of channel voice and advice"),
        ({"oldest_wait": {"of": "orders", "at_least": "2m"}}, "longest wait of orders at least 2m"),
        (
            {"expected_wait": {"by": "mean_of_last", "last": 20, "at_least": "3m"}},
            "expected wait of its type (by the mean of the last 20 waits) at least 3m",
        ),
        ({"logged_in": {"of": "experts", "at_most": 0}}, "at most 0 on duty of experts"),
        ({"free": 2}, "at least 2 free of the groups that serve it"),
        ({"with_room": {"type": "chat_orders", "of": "front", "at_least": 1}},
         "at least 1 with room for chat_orders of front"),
        ({"busy_share": "90%"}, "at least 90% in use of the groups that serve it"),
        ({"service_level": {"at_most": "60%", "over": "30m"}},
         "service level of its type in the last 30m at most 60%"),
        ({"hour": {"from": "18:00", "to": "22:00"}}, "time of day 18:00 to 22:00"),
        ({"waiting": 5, "waited": "30s"}, "own wait at least 30s and at least 5 waiting of its type"),
        (
            {"any": {"many": {"waiting": 8}, "late": {"waited": "2m"}}},
            "(at least 8 waiting of its type or own wait at least 2m)",
        ),
        (
            {"all": {"a": {"free": {"of": "front", "at_least": 1}}, "b": {"free": {"of": "experts", "at_most": 1}}}},
            "(at least 1 free of front and at most 1 free of experts)",
        ),
        ({"not": {"waiting": 8}}, "not (at least 8 waiting of its type)"),
    ],
)  # fmt: skip
def test_a_condition_is_said(written, said):
    assert OF_A_CONTACT.said(Conditions.model_validate(written)) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"also": {"experts": 2, "front": 1}}, "For orders: also experts (rank 2) and front (rank 1)."),
        ({"only": {"experts": 1}, "look": "5m"}, "For orders, checked every 5m: only experts (rank 1)."),
        ({"flatten": True, "look": {"waited": ["30s", "60s"]}},
         "For orders, checked after a wait of 30s and 1m: all groups alike."),
        ({"raise": {"priority": 1, "age_credit": "5m"}}, "For orders: raised to priority 1 and age credit 5m."),
        ({"move": {"type": "advice", "place": "kept"}}, "For orders: moved to advice, with its place."),
        ({"move": {"type": "advice", "place": "back"}}, "For orders: moved to advice, behind all others."),
        ({"offer": {"type": "chat_orders", "accept": "40%"}, "look": "entering"},
         "For orders, on entering the queue: offered chat_orders, which 40% accept."),
        ({"message": True, "share": ["50%", "0%"]}, "For 50% then 0% of orders: voicemail."),
        ({"end": True, "of": ["segment:vip", "advice"]}, "For segment vip and advice: sent away."),
        ({"end": True, "of": {"type": "orders", "segment": ["vip", "usual"]}},
         "For type orders, segment vip or usual: sent away."),
        ({"end": True, "when": {"waiting": 5}}, "For orders, with at least 5 waiting of its type: sent away."),
    ],
)  # fmt: skip
def test_a_rule_is_said(written, said):
    assert rule_said(Overflow.model_validate({"of": "orders", **written})) == said


def test_a_gate_means_its_own_type_and_group():
    said = gate_said(Gate.model_validate({"free": 2, "waiting": 3, "look": "1m"}), "orders", "experts")
    assert said == "at least 3 waiting of orders and at least 2 free of experts, checked every 1m"


def test_an_announcement_is_said_with_its_reactions_alone():
    long, short = {"leave": "30%", "patience": "80%"}, {"patience": "120%"}
    both = announcement_said(Announcement.model_validate({"by": "queue", "longer": long, "shorter": short}))
    assert both == (
        "The expected wait, by the queue length. "
        "Longer than their patience: 30% leave at once and patience × 0.8. Shorter: patience × 1.2."
    )
    rounded = announcement_said(Announcement.model_validate({"rounded_up_to": "1m"}))
    assert rounded == "The expected wait, by the last wait, rounded up to 1m."


def test_a_description_tells_where_work_may_go_and_whom_rules_bring():
    said = [(one.type, one.what) for one in describe(load_text(CENTER + RULES), days=1).said]
    assert said == [
        (
            "orders",
            "some may become chat_orders by overflow rule to_chat, some may leave a voicemail by overflow rule beep; "
            "the work shown is without that.",
        ),
        ("orders", "experts takes them only by overflow rule help, but counts among their agents here."),
    ]


def test_a_group_that_is_there_from_the_beginning_is_not_brought_by_a_rule():
    first = CENTER.replace("  orders: {", "  orders: {ranks: {front: 1, experts: 2}, ")
    assert not any("experts takes" in one.what for one in describe(load_text(first + RULES), days=1).said)


@pytest.mark.parametrize(
    ("segments", "whom"),
    [
        ("{vip: {share: 10%}}", "those of segment vip"),
        ("{vip: {share: 10%}, new: {share: 20%}}", "those of segment vip and those of segment new"),
        ("{vip: {share: 40%}, new: {share: 60%}}", "them"),
    ],
)
def test_a_group_that_a_rule_brings_to_some_customers_is_there_for_the_others(segments, whom):
    center = CENTER.replace("segments: {vip: {share: 10%}}", f"segments: {segments}")
    rule = "overflow: {help: {of: {type: orders, segment: [vip, new]}, when: {waiting: 5}, also: {experts: 2}}}\n"
    rule = rule if "new" in segments else rule.replace("[vip, new]", "vip")
    text = center + rule
    said = [one.what for one in describe(load_text(text), days=1).said]
    assert f"experts takes {whom} only by overflow rule help, but counts among their agents here." in said


def test_the_table_of_routing_says_for_whom_a_rule_brings_a_group():
    ranked = (
        CENTER.replace("  orders: {", "  orders: {ranks: {front: 1}, ")
        + "overflow: {help: {of: WHOM, also: {experts: 2}}}"
    )
    some, all_ = (markdown(routing_blocks(load_text(ranked.replace("WHOM", of)))) for of in ("vip", "orders"))
    assert "rank 2, priority 2, rules help (vip)" in some
    assert "priority 2, rules help" in all_
    assert "rank 2, priority" not in all_


def test_work_is_shown_without_rules_and_says_so():
    with_rules, without = (describe(load_text(text), days=1) for text in (CENTER + RULES, CENTER))
    assert "overflow help     For orders, with at least 5 waiting" in shown(with_rules, 120)
    assert "Rules by how things stand" not in shown(without, 120)
    assert "Overflow rules, interventions and gates are left out." in load_picture(with_rules).footer
    assert "Overflow" not in load_picture(without).footer
    gate = CENTER.replace("orders: {priority: 2}", "orders: {priority: 2, while: {free: 2}}")
    gated = describe(load_text(gate), days=1)
    assert "Taken only with at least 2 free of experts." in shown(gated, 120)
    assert "Overflow rules, interventions and gates are left out." in load_picture(gated).footer


def test_a_description_tells_reservations_and_announcements_in_words():
    text = CENTER.replace("advice: {}", "advice: {reserves: true, while: {waiting: 2}}")
    text = text.replace("  orders: {", "  orders: {announcement: {by: head, shorter: {patience: 120%}}, ", 1)
    said = shown(describe(load_text(text), days=1), 120)
    assert "experts, advice       Taken only with at least 2 waiting of advice." in said
    assert "experts, advice       Each waiting contact keeps one free agent from orders." in said
    assert "announcement, orders  The expected wait, by the longest current wait. Shorter: patience × 1.2." in said
    # One of them is enough for the table.
    last = describe(load_text(CENTER.replace("advice: {}", "advice: {priority: 2, reserves: true}")), days=1)
    assert "experts, advice  No agents are kept: no type of the group has a worse priority." in shown(last, 120)


def test_erlangs_load_includes_no_contacts_that_a_rule_moves():
    mails = ("chat: {slots: 3}", "mail: {}"), ("channel: chat,", "channel: mail,")
    text = CENTER + RULES
    for old, new in mails:
        text = text.replace(old, new)
    again = "follow_ups: {redial: {of: orders, when: {ended: abandoned}, share: 50%, after: 5m}}\n"
    included = "The load includes transfers and repeat contacts"
    assert [included in shown(describe(load_text(one), days=1), 300) for one in (text, text + again)] == [False, True]


def test_the_routing_of_a_file_tells_rules_gates_reserves_and_announcements():
    text = CENTER.replace("advice: {}", "advice: {reserves: true}") + RULES
    text = text.replace("orders: {priority: 2}", "orders: {priority: 2, while: {free: 2}}")
    text = text.replace("  orders: {", "  orders: {announcement: {by: head}, ", 1)
    said = markdown(routing_blocks(load_text(text)))
    for part in (
        "rules help",
        "while see below",
        "reserves yes",
        "Taken only with at least 2 free of experts.",
        "For vip, with own wait at least 2m: voicemail.",
        "The expected wait, by the longest current wait.",
    ):
        assert part in said, part
    plain = markdown(routing_blocks(load_text(CENTER)))
    assert not any(word in plain for word in ("rules ", "reserves", "while", "overflow", "expected wait"))


def test_the_staff_of_a_run_says_so_too():
    footers = [
        staff_of(compare(load_text(text), replications=2, jobs=1).first).footer for text in (CENTER, CENTER + RULES)
    ]
    assert ["Overflow rules, interventions and gates are left out." in one for one in footers] == [False, True]
