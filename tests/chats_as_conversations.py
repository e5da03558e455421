"""Chats made into conversations after the fact: logs for what reads them, in as many shapes as a day of chats has.

Of each chat the talk is divided: the first reply is written in the first tenth, a second message comes after half, the
second reply is written in the last tenth; between them it lies in hand, and is inactive in the last part of it. Chats
whose number is a multiple of five end after the first reply: the customer leaves, or writes no more, in turn.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from simulator.compared import Compared
from simulator.comparing import compare
from simulator.execution import tasks
from simulator.log import EndedBy, RunLog, SpanKind
from simulator.scenario.reader import load
from simulator.units import on_grid

_NAMES = ("contact", "kind", "group", "agent", "from_s", "to_s")


SCENARIO = """
version: 1
name: chats
horizon: {from: "08:00", to: "10:00"}
channels:
  messaging: {behaviour: live, slots: 5}
  voice: {behaviour: live}
sources: {writers: {arrivals: 60/h}, callers: {arrivals: 30/h}}
contact_types:
  wa: {channel: messaging, from: writers, talk: {exponential: {mean: 20m}}, patience: 30m, wrap_up: 30s}
  calls: {channel: voice, from: callers, talk: 4m, patience: 5m}
agent_groups:
  chatters: {agents: 5, serves: {wa: {}}}
  callers: {agents: 3, serves: {calls: {}}}
"""


@cache
def conversation_run(replications: int = 3) -> Compared:
    """Return a run of a center with conversations and calls; kept, for nobody changes it."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "chats.yaml"
        path.write_text(SCENARIO, "utf-8")
        real = tasks.simulate
        patch.setattr(tasks, "simulate", lambda *asked: as_conversations(real(*asked)))
        return compare(load(path), replications=replications, jobs=1)


def as_conversations(log: RunLog) -> RunLog:
    """Return a log of chats as one of conversations; all other contacts stay what they are."""
    contacts = {name: column.copy() for name, column in log.contacts.items()}
    spans: list[tuple[Any, ...]] = []
    replies: list[tuple[Any, ...]] = []
    rows = zip(*(log.spans[name].tolist() for name in _NAMES), strict=True)
    for row, kind, group, agent, from_s, to_s in rows:
        is_chat = row >= 0 and log.facts.in_slots[contacts["channel"][row]]
        if not is_chat or kind == SpanKind.QUEUE:
            spans.append((row, kind, group, agent, from_s, to_s))
        elif kind == SpanKind.TALK:
            _divide(contacts, spans, replies, (row, group, agent, from_s, to_s))
        elif contacts["ended_by"][row] == EndedBy.AGENT:
            spans.append((row, kind, group, agent, from_s, to_s))
    types = [log.spans[name].dtype for name in _NAMES]
    columns = {
        name: np.array([one[at] for one in spans], dtype=kind)
        for at, (name, kind) in enumerate(zip(_NAMES, types, strict=True))
    }
    names = {"contact": np.int64, "number": np.int32, "agent": np.int32, "group": np.int16}
    names |= dict.fromkeys(("asked_s", "begun_s", "sent_s"), np.float64)
    table = {name: np.array([one[at] for one in replies], dtype=kind) for at, (name, kind) in enumerate(names.items())}
    return replace(log, contacts=contacts, spans=columns, replies=table)


def _divide(contacts: Any, spans: list[Any], replies: list[Any], talk: tuple[int, int, int, float, float]) -> None:
    row, group, agent, from_s, to_s = talk
    at = [on_grid(from_s + (to_s - from_s) * part) for part in (0.0, 0.1, 0.3, 0.5, 0.9, 1.0)]
    spans.append((row, SpanKind.REPLY, group, agent, at[0], at[1]))
    spans.append((row, SpanKind.IN_HAND, group, agent, at[1], at[2]))
    replies.append((row, 1, agent, group, contacts["arrived_s"][row], at[0], at[1]))
    contacts["answered_s"][row] = at[1]
    contacts["wait_s"][row] = at[1] - contacts["queued_s"][row]
    if row % 5 == 0:
        left = row % 10 == 0
        spans.append((row, SpanKind.IN_HAND if left else SpanKind.INACTIVE, group, agent, at[2], at[5]))
        if left:
            replies.append((row, 2, agent, group, at[2], np.nan, np.nan))
        contacts["ended_by"][row] = EndedBy.CUSTOMER if left else EndedBy.TIME_OUT
        contacts["closed_s"][row], contacts["solved"][row] = np.nan, 0
        contacts["closed_by"][row] = contacts["closed_group"][row] = -1
        return
    spans.append((row, SpanKind.INACTIVE, group, agent, at[2], at[3]))
    spans.append((row, SpanKind.IN_HAND, group, agent, at[3], at[4]))
    spans.append((row, SpanKind.REPLY, group, agent, at[4], at[5]))
    replies.append((row, 2, agent, group, at[3], at[4], at[5]))
