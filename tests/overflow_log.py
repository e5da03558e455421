"""Runs in which overflow rules act, made by hand of runs without rules: for tests of what is made of such logs.

Of the orders that gave up, every fourth was moved halfway through its wait, the next was sent away then, the next
accepted an offer, the next left a voicemail; all that were moved gave up as what they became. Whoever was answered was
offered something and declined, and heard that the wait would be a minute.
"""

from dataclasses import replace
from itertools import cycle

import numpy as np

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, Cause, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

TEXT = """\
version: 1
name: Overflow
horizon: {from: "08:00", to: "18:00", interval: 1h}
channels: {voice: {}, chat: {}}
sources: {callers: {arrivals: 90/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 5m}}, patience: {exponential: {mean: 3m}}}
  later: {from: callers, share: 0%, channel: voice, talk: 5m, patience: 9m}
  chats: {from: callers, share: 0%, channel: chat, talk: 6m, patience: 9m}
agent_groups:
  front: {agents: 6, serves: {orders: {}}}
  back: {agents: 1, serves: {later: {}, chats: {priority: 2}}}
  experts: {agents: 1, serves: {later: {}, orders: {priority: 2}}}
overflow:
  help: {of: orders, when: {waiting: 50}, also: {experts: 2}}
  long_wait: {of: orders, when: {waited: 1m}, move: {type: later, place: kept}}
  too_many: {of: orders, when: {waiting: 9}, end: true}
  to_chat: {of: orders, when: {waiting: 3}, offer: {type: chats, accept: 40%}}
  beep: {of: orders, when: {waited: 2m}, message: true}
strategies:
  as_today: {}
  without: {overflow: null}
run: {replications: 6, seed: 5}
"""
ACTING = ("long_wait", "too_many", "to_chat", "beep")
TO = {"long_wait": "later", "to_chat": "chats"}
HOW = {"too_many": EndedBy.SENT_AWAY, "beep": EndedBy.VOICEMAIL} | dict.fromkeys(TO, EndedBy.MOVED)


def overflowing(scenario: Scenario, workload: Workload, *_: object) -> RunLog:
    """Return the log of a run in which the rules of `TEXT`, where the scenario has them, did something."""
    log = simulate(scenario.model_copy(update={"overflow": {}}), workload)
    if not scenario.overflow:
        return log
    contacts = {name: column.copy() for name, column in log.contacts.items()}
    spans = {name: column.copy() for name, column in log.spans.items()}
    rules, rows, born = list(scenario.overflow), [], []
    gave_up = np.flatnonzero((contacts["ended_by"] == EndedBy.ABANDONED) & (contacts["wait_s"] > 0))
    for row, rule in zip(gave_up.tolist(), cycle(ACTING)):
        at_s = contacts["queued_s"][row] + contacts["wait_s"][row] / 2
        child = {name: column[row] for name, column in contacts.items()}
        contacts["ended_by"][row], contacts["ended_s"][row] = HOW[rule], at_s
        contacts["wait_s"][row] = at_s - contacts["queued_s"][row]
        rows.append((row, rules.index(rule), at_s, 1))
        if rule in TO:
            born.append(child | _born(scenario, log, TO[rule], row, at_s, child["ended_s"] - at_s))
    rows += [
        (row, rules.index("to_chat"), contacts["arrived_s"][row], 0 if row % 3 else -1)
        for row in np.flatnonzero(contacts["answered_by"] != NOBODY).tolist()
    ]
    _cut(spans, contacts)
    first = len(contacts["contact"])
    born = [one | {"contact": first + number} for number, one in enumerate(born)]
    contacts = {
        name: np.append(column, [one[name] for one in born]).astype(column.dtype) for name, column in contacts.items()
    }
    contacts["announced_s"] = np.where(contacts["answered_by"] != NOBODY, 60.0, np.nan)
    rows.sort(key=lambda one: one[2])
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    kinds = {"contact": np.int64, "rule": np.int16, "at_s": np.float64, "did": np.int8}
    verbs = tuple(rule.verb for rule in scenario.overflow.values())
    return replace(
        log,
        contacts=contacts,
        spans=_with_waits(spans, born),
        names=replace(log.names, overflow=tuple(rules), verbs=verbs),
        overflow={name: np.array(one, dtype=kinds[name]) for name, one in zip(kinds, columns, strict=True)},
    )


def _born(scenario: Scenario, log: RunLog, kind: str, parent: int, at_s: float, wait_s: float) -> dict[str, object]:
    return {
        "parent": parent, "cause": Cause.OVERFLOW, "type": list(scenario.contact_types).index(kind),
        "channel": log.names.channels.index(scenario.contact_types[kind].channel), "hop": 1, "arrived_s": at_s,
        "queued_s": at_s, "wait_s": wait_s,
    }  # fmt: skip


def _cut(spans: dict[str, np.ndarray], contacts: dict[str, np.ndarray]) -> None:
    waits = np.flatnonzero((spans["kind"] == SpanKind.QUEUE) & (spans["contact"] != NOBODY))
    ended_s = contacts["ended_s"][spans["contact"][waits]]
    spans["to_s"][waits] = np.fmin(spans["to_s"][waits], ended_s)


def _with_waits(spans: dict[str, np.ndarray], born: list[dict[str, object]]) -> dict[str, np.ndarray]:
    place = int((spans["contact"] != NOBODY).sum())
    new = {
        "contact": [one["contact"] for one in born], "from_s": [one["queued_s"] for one in born],
        "to_s": [one["ended_s"] for one in born],
    }  # fmt: skip
    blank = {"kind": SpanKind.QUEUE, "group": NOBODY, "agent": NOBODY}
    return {
        name: np.insert(column, place, new.get(name, [blank.get(name)] * len(born))) for name, column in spans.items()
    }
