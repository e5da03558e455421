"""Which contacts of a log were conversations in somebody's hand, and who had whom from when on."""

import numpy as np

from simulator.log import NOBODY, RunLog, SpanKind


def conversed(log: RunLog) -> np.ndarray:
    """Return whether each contact was a conversation that somebody had in hand: there are messages of it."""
    found = np.zeros(len(log.contacts["contact"]), dtype=bool)
    if log.replies:
        found[log.replies["contact"]] = True
    return found


def taken_by(log: RunLog) -> np.ndarray:
    """Return who took each contact first, answered or not; NOBODY where nobody did."""
    found = log.contacts["answered_by"].astype(int)
    if log.replies:
        first = log.replies["number"] == 1
        found[log.replies["contact"][first]] = log.replies["agent"][first]
    return found


def waited_s(log: RunLog) -> np.ndarray:
    """Return how long each contact waited until somebody took it, or it was gone."""
    contacts = log.contacts
    until_s = np.where(np.isnan(contacts["assigned_s"]), contacts["ended_s"], contacts["assigned_s"])
    return np.where(taken_by(log) == NOBODY, contacts["wait_s"], until_s - contacts["queued_s"])


def engaged_with(log: RunLog) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    """Return (agent, from, to, channel) of each time in which a conversation is active and its agent there for it.

    And (agent, from, to) of each in which an agent has any such: those that overlap or touch are one.
    """
    spans, mine = log.spans, np.append(conversed(log), False)[log.spans["contact"]]
    which = np.flatnonzero(mine & np.isin(spans["kind"], (SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.WRAP_UP)))
    agent, from_s, to_s = (spans[name][which] for name in ("agent", "from_s", "to_s"))
    joined: list[tuple[int, float, float]] = []
    for one in sorted(zip(agent.tolist(), from_s.tolist(), to_s.tolist(), strict=True)):
        if joined and joined[-1][0] == one[0] and one[1] <= joined[-1][2]:
            last = joined.pop()
            one = (last[0], last[1], max(last[2], one[2]))
        joined.append(one)
    columns = zip(*joined, strict=True) if joined else ((), (), ())
    engaged = tuple(np.array(column, dtype=kind) for column, kind in zip(columns, (int, float, float), strict=True))
    return (agent, from_s, to_s, log.contacts["channel"][spans["contact"][which]]), engaged
