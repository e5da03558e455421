"""A center with every kind of overflow rule, simulated: measures are those made contact by contact, all add up."""

import numpy as np
import pytest
from naive_measures import naive_measures

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import Cause, EndedBy
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.used import used
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Overflow
horizon: {from: "08:00", to: "11:00", interval: 1h}
channels: {voice: {lines: 60}, chat: {slots: 2}}
sources: {callers: {arrivals: 110/h}}
contact_types:
  orders:
    from: callers
    channel: voice
    talk: {exponential: {mean: 5m}}
    patience: {exponential: {mean: 4m}}
    announcement: {by: queue, rounded_up_to: 1m, longer: {leave: 20%}}
  later: {from: callers, share: 0%, channel: voice, talk: 5m, patience: 9m}
  chats: {from: callers, share: 0%, channel: chat, talk: 6m, patience: 9m}
agent_groups:
  front: {agents: 6, serves: {orders: {}}}
  back: {agents: 2, serves: {later: {}, chats: {priority: 2}}}
  experts: {agents: 1, serves: {later: {}, orders: {priority: 2}}}
overflow:
  help: {of: orders, when: {waiting: 3}, also: {experts: 2}}
  too_many: {of: orders, when: {waiting: 3}, look: entering, share: 20%, end: true}
  to_chat:
    of: orders
    when: {waiting: 3}
    look: entering
    offer: {type: chats, accept: 40%, context: lost, repeat_story: 30s}
  long_wait: {of: orders, when: {waited: 90s}, share: 60%, move: {type: later, place: kept}}
  on_to_chat: {of: later, when: {waited: 60s}, move: {type: chats, place: back}}
  urgent: {of: orders, when: {waited: 2m}, raise: {priority: 1}}
  enough: {of: orders, when: {waited: 3m}, end: true}
  beep: {of: orders, when: {waited: 150s}, share: 30%, message: true}
  beep_at_once: {of: orders, when: {waiting: 2}, look: entering, share: 30%, message: true}
transfers:
  again: {of: orders, share: 10%, at: 30%, pass: {group: front}}
  chat: {of: later, share: 10%, pass: {type: chats}}
follow_ups:
  redial: {of: orders, when: {ended: [sent_away, abandoned]}, share: 30%, after: 8m, attempts: 3}
run: {replications: 2}
"""
ENDS = ("answered", "abandoned", "sent_away", "voicemail", "cleared", "blocked", "refused", "still_open")


@pytest.fixture(scope="module", params=[1, 3, 5])
def log(request):
    scenario = load_text(TEXT).resolve()
    return simulate(scenario, draw(scenario, request.param, 0))


def value(log, name, of="all"):
    summary = measure(log)
    return summary.sums[MEASURES.index(name), summary.cells.index(Cell(of, None))]


def test_the_day_has_what_it_is_to_test():
    scenario = load_text(TEXT).resolve()
    days = [simulate(scenario, draw(scenario, seed, 0)).contacts for seed in (1, 3, 5)]
    contacts = {name: np.concatenate([day[name] for day in days]) for name in days[0]}
    how, answered = contacts["ended_by"], ~np.isnan(contacts["answered_s"])
    waited = contacts["wait_s"] >= 0
    for ending in (EndedBy.SENT_AWAY, EndedBy.VOICEMAIL):
        assert ((how == ending) & waited).any(), f"{ending.name} after a wait"
        assert ((how == ending) & ~waited).any(), f"{ending.name} on arrival"
    assert ((how == EndedBy.MOVED) & ~waited).any()
    assert ((how == EndedBy.MOVED) & waited & ~answered).any()
    assert ((how == EndedBy.MOVED) & answered).any(), "moved after an answer, while waiting for the next agent"
    assert (contacts["cause"] == Cause.OVERFLOW).any()


@pytest.mark.parametrize("of", ["all", "type:orders", "type:later", "type:chats", "channel:voice", "group:back"])
def test_measures_are_those_made_one_by_one(log, of):
    summary = measure(log)
    place = summary.cells.index(Cell(of, None))
    for name, expected in naive_measures(log, of).items():
        found = summary.sums[MEASURES.index(name), place]
        assert found == pytest.approx(expected, rel=1e-9) or (of.startswith("group") and np.isnan(found)), name


def test_what_became_of_contacts_adds_up(log):
    for of in ("all", "channel:voice", "type:orders"):
        assert sum(value(log, name, of) for name in ENDS) == value(log, "arrived", of)
    assert value(log, "arrived", "channel:chat") == 0
    # Only the first contacts of attempts arrive.
    begun = np.isin(log.contacts["cause"], (Cause.FIRST, Cause.REDIAL, Cause.RETURN))
    assert value(log, "arrived") == begun.sum()


def test_nobody_meets_a_closed_door_who_leaves_a_voicemail_at_once_by_a_rule(log):
    assert value(log, "came_closed") == value(log, "refused")
    assert value(log, "offered") == value(log, "arrived") - value(log, "refused") - value(log, "blocked")


def test_what_each_rule_did_is_what_the_metrics_say(log):
    asked, applied, done = used(log).overflow.T
    number = {name: place for place, name in enumerate(log.names.overflow)}
    moved = sum(done[number[name]] for name in ("to_chat", "long_wait", "on_to_chat"))
    assert value(log, "overflowed") == moved == (log.contacts["cause"] == Cause.OVERFLOW).sum()
    assert value(log, "offers") == applied[number["to_chat"]]
    assert value(log, "offers_accepted") == done[number["to_chat"]]
    assert value(log, "channel_changes") == done[number["on_to_chat"]]
    assert (asked >= applied).all()
    assert (applied >= done).all()
    # An answered contact that is sent away while it waits for the next agent was not sent away unanswered.
    ended = done[number["too_many"]] + done[number["enough"]]
    later = (log.contacts["ended_by"] == EndedBy.SENT_AWAY) & ~np.isnan(log.contacts["answered_s"])
    assert value(log, "sent_away") == ended - later.sum()


def test_announced_waits_are_told_of_orders_alone(log):
    said_s = log.contacts["announced_s"]
    assert value(log, "announced", "type:orders") == value(log, "announced") == (~np.isnan(said_s)).sum() > 0
    assert 0 < value(log, "announced_answered") < value(log, "announced")
