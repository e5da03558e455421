"""Types that contacts become by overflow rules alone: who is there for them has work, and rules are asked of them."""

import pytest

from simulator import describe
from simulator.scenario.reader import load_text
from simulator.work.load_against_staff import load_of
from simulator.work.odd import odd

CENTER = """\
version: 1
name: Moved
horizon: {{from: "08:00", to: "18:00"}}
channels: {{voice: {{lines: 30}}, chat: {{slots: 3}}}}
sources:
  shoppers: {{arrivals: 60/h}}
  mailers: {{arrivals: 5/h}}
  nobody: {{arrivals: {{per_day: 0}}}}
contact_types:
  orders: {{from: shoppers, share: 100%, channel: voice, talk: 4m, patience: 4m, segments: {{vip: {{share: 10%}}}}}}
  chat_orders: {{{chat_from}channel: chat, talk: 7m, patience: 5m}}
  others: {{{others_from}channel: chat, talk: 7m, patience: 5m}}
agent_groups:
  front: {{agents: 5, serves: {{orders: {{}}}}}}
  chatters: {{agents: 1, serves: {{chat_orders: {{}}}}}}
  back: {{agents: 1, serves: {{others: {{}}}}}}
{rules}
"""
MOVED = "move: {type: chat_orders, place: kept}"
OFFERED = "offer: {type: chat_orders, accept: 40%}"
NO_WORK = "the group has agents but no work: no contacts arrive for chat_orders."


def written(rules: str, chat_from: str = "from: nobody, ", others_from: str = "from: mailers, ") -> str:
    return used(CENTER.format(rules=rules, chat_from=chat_from, others_from=others_from))


def used(text: str) -> str:
    """Return the center without sources of which no type is."""
    lines = text.splitlines()
    return (
        "\n".join(one for one in lines if "arrivals" not in one or f"from: {one.split(':')[0].strip()}," in text) + "\n"
    )


def warned(rules: str, **more: str) -> list[str]:
    return [one.what for one in odd(load_text(written(rules, **more)))]


def overflow(verb: str, of: str = "orders", more: str = "") -> str:
    return f"overflow: {{on: {{of: {of}, when: {{waiting: 3}}, {more}{verb}}}}}"


@pytest.mark.parametrize("verb", [MOVED, OFFERED])
@pytest.mark.parametrize("chat_from", ["", "from: nobody, ", "from: shoppers, share: 0%, "])
def test_whoever_is_there_for_those_who_are_moved_has_work(verb, chat_from):
    assert warned(overflow(verb), chat_from=chat_from) == []
    load = load_of(load_text(written(overflow(verb), chat_from)).resolve())
    assert [(one.name, one.is_unknown) for one in load.types] == [
        ("orders", False),
        ("chat_orders", True),
        ("others", False),
    ]


@pytest.mark.parametrize(
    "rules",
    [
        "",
        overflow("end: true"),
        overflow(MOVED, more="share: 0%, "),
        overflow("offer: {type: chat_orders, accept: 0%}"),
        # Of a type to which nobody comes.
        overflow(MOVED, of="idle"),
    ],
)
def test_where_nobody_is_moved_there_is_no_work(rules):
    idle = "  idle: {from: no_more, channel: voice, talk: 4m, patience: 4m}\nagent_groups:"
    text = written(rules).replace("agent_groups:", idle).replace("{orders: {}}", "{orders: {}, idle: {}}")
    text = text.replace("contact_types:", "  no_more: {arrivals: {per_day: 0}}\ncontact_types:")
    assert NO_WORK in [one.what for one in odd(load_text(text))]


def test_a_type_that_shares_its_agents_is_not_said_to_bring_nobody():
    for rules, found in (
        ("", ["no contacts of this type arrive: its source nobody brings none."]),
        (overflow(MOVED), []),
    ):
        text = written(rules).replace("  chatters: {agents: 1, serves: {chat_orders: {}}}\n", "")
        text = text.replace("{others: {}}", "{others: {}, chat_orders: {}}")
        assert [one.what for one in odd(load_text(text))] == found


def test_those_who_are_moved_may_be_moved_on_and_come_again_as_others():
    # Nobody comes to `others` but those who were moved twice, or who gave up where they were moved to.
    on = "on: {of: orders, when: {waiting: 3}, " + MOVED + "}"
    twice = f"overflow: {{{on}, further: {{of: chat_orders, move: {{type: others, place: back}}}}}}"
    again = (
        f"overflow: {{{on}}}\n"
        "follow_ups: {again: {of: chat_orders, when: {ended: abandoned}, share: 50%, after: 5m, come: {type: others}}}"
    )
    for rules in (twice, again):
        assert warned(rules, others_from="") == []
    assert len(warned(f"overflow: {{{on}}}", chat_from="", others_from="from: nobody, ")) == 1


@pytest.mark.parametrize(
    ("ended", "verb", "said"),
    [("sent_away", "end: true", "are sent away"), ("voicemail", "message: true", "leave a voicemail")],
)
def test_whom_a_rule_turns_away_may_come_again_as_others(ended, verb, said):
    again = f"{{of: orders, when: {{ended: {ended}}}, share: 50%, after: 5m, come: {{type: others}}}}"
    rules = f"{overflow(verb)}\nfollow_ups: {{again: {again}}}"
    text = written(rules, others_from="").replace("{orders: {}}", "{orders: {}, chat_orders: {}}")
    study = load_text(text)
    assert not any("others" in one.what for one in odd(study))
    told = [one.what for one in describe(study, days=1).said if one.type == "orders"]
    assert f"how many {said} is known only after a run; at 5% about 15 come again as others (again)." in told


def test_customers_bring_their_segment_along_where_a_rule_moves_them():
    again = (
        "follow_ups: {again: {of: {type: chat_orders, segment: vip}, when: {ended: abandoned}, share: 50%, after: 5m}}"
    )
    load_text(f"{written(overflow(MOVED))}{again}\n").resolve()
    with pytest.raises(Exception, match="this rule never applies"):
        load_text(f"{written(overflow('end: true'))}{again}\n").resolve()
