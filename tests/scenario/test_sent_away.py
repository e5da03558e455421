"""Customers whom an overflow rule sent away may come again, and only where there is such a rule."""

import pytest

from simulator.engine.tables.rules import rule_table
from simulator.errors import ScenarioError
from simulator.log import EndedBy
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Sent away
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  orders: {from: callers, share: 50%, channel: voice, talk: 5m, patience: 3m}
  advice: {from: callers, share: 50%, channel: voice, talk: 5m, patience: 3m}
agent_groups: {front: {agents: 6, serves: {orders: {}, advice: {}}}}
overflow:
  enough: {of: OF, when: {waiting: 9}, DOES: true}
follow_ups:
  redial: {of: orders, when: {ended: HOW}, share: 50%, after: 8m}
run: {replications: 2}
"""


def written(of="orders", does="end", how="sent_away"):
    return TEXT.replace("OF", of).replace("DOES", does).replace("HOW", how)


def test_a_follow_up_may_be_asked_of_who_was_sent_away():
    (rule,) = rule_table(load_text(written()).resolve()).follow_ups
    assert rule.ends == {EndedBy.SENT_AWAY}
    (rule,) = rule_table(load_text(written(how="[sent_away, abandoned]")).resolve()).follow_ups
    assert rule.ends == {EndedBy.SENT_AWAY, EndedBy.ABANDONED}


@pytest.mark.parametrize(
    ("of", "does", "how", "fine"),
    [
        ("orders", "end", "sent_away", True),
        ("[orders, advice]", "end", "sent_away", True),
        ("advice", "end", "sent_away", False),
        ("orders", "message", "sent_away", False),
        ("orders", "message", "voicemail", True),
        ("orders", "end", "voicemail", False),
    ],
)
def test_a_follow_up_after_an_end_that_no_rule_brings_never_applies(of, does, how, fine):
    if fine:
        load_text(written(of, does, how))
        return
    with pytest.raises(ScenarioError, match="this rule never applies"):
        load_text(written(of, does, how))


def test_a_follow_up_may_be_asked_of_who_ends_as_what_a_rule_moved_them_to():
    """Nobody gives up waiting for orders; as advice some do."""
    endless = written(how="abandoned").replace("patience: 3m", "patience: endless", 1)
    moved = "  aside: {of: orders, when: {waited: 1m}, move: {type: advice, place: kept}}\nfollow_ups:"
    load_text(endless.replace("follow_ups:", moved))
    # Nor is it enough that a rule leads the other way.
    there = moved.replace("orders", "ORDERS").replace("advice", "orders").replace("ORDERS", "advice")
    for text in (endless, endless.replace("follow_ups:", there)):
        with pytest.raises(ScenarioError, match="this rule never applies"):
            load_text(text)
