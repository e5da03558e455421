"""Invariants of spans: they say what was written of each contact, and agents work only where they are.

Fates are written when they are decided and spans when they end; neither is made of the other, so each is a witness.
"""

import numpy as np
from conversations_read import conversed, was_laid_down
from overflow_checkers import left_when_told
from passing_checkers import was_passed
from services_read import groups_of_agents
from silences_read import left_silently, of_each

from simulator.log import NOBODY, EndedBy, Names, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

_OWN = (
    *(SpanKind.DUTY, SpanKind.OVERTIME, SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.ABSENT, SpanKind.AWAY),
    *(SpanKind.UNPAID_BREAK, SpanKind.UNPAID_ABSENCE, SpanKind.HELPING, SpanKind.ON_CALL),
    SpanKind.UNPAID_WHILE_ABSENT,
)


def spans_hold(scenario: Scenario, log: RunLog) -> None:
    """Check all that spans say."""
    spans_stand_in_order(log)
    spans_of_a_contact_join(log)
    answers_and_ends_have_their_spans(log)
    agents_are_on_duty(log)
    overtime_ends_a_stay(log)


def spans_stand_in_order(log: RunLog) -> None:
    spans, names = log.spans, log.names
    of_contact = spans["contact"] != NOBODY
    count = int(of_contact.sum())
    assert of_contact[:count].all(), "spans of contacts do not stand before those of agents alone"
    assert (np.isin(spans["kind"], _OWN) == ~of_contact).all(), "a kind of span that its owner cannot have"
    assert (spans["to_s"] >= spans["from_s"]).all(), "a span ends before it begins"
    latest_s = log.facts.stops_s
    assert not (spans["to_s"] > latest_s).any(), "a span goes on after the run was stopped"
    for part, first in ((slice(0, count), "contact"), (slice(count, None), "agent")):
        by, from_s = spans[first][part], spans["from_s"][part]
        assert ((by[1:] > by[:-1]) | ((by[1:] == by[:-1]) & (from_s[1:] >= from_s[:-1]))).all(), (
            f"not sorted by {first}"
        )
    with_agent = ~np.isin(spans["kind"], (SpanKind.QUEUE, SpanKind.UNNOTICED))
    for column in ("agent", "group"):
        assert ((spans[column] != NOBODY) == with_agent).all(), f"only who waits has no {column}"
    # A person has a name of their own, in whatever groups.
    called = np.array([_group_called(names, agent) for agent in names.agents], dtype=int)[spans["agent"][with_agent]]
    assert ((called == spans["group"][with_agent]) | (called == NOBODY)).all(), "an agent of another group"
    one_group = groups_of_agents(log)[spans["agent"][with_agent]] == spans["group"][with_agent]
    assert one_group.all(), "an agent of two groups"


def _group_called(names: Names, agent: str) -> int:
    """Return which group an agent's name begins with."""
    numbered = agent.rpartition(" ")[0]
    return next((at for at, group in enumerate(names.groups) if numbered.split(" ")[0] == group), NOBODY)


def spans_of_a_contact_join(log: RunLog) -> None:
    """From the queue to the last wrap-up a contact is always in exactly one place: no gap, no overlap.

    But for those whom an agent passed on: see `a_customer_is_in_one_place` in `passing_checkers.py`; and for those that
    were laid down: see `it_is_where_it_was_left` in `laying_down_checkers.py`.
    """
    contacts = log.contacts
    elsewhere = was_passed(contacts) | was_laid_down(log)
    # The last entry stands for no contact.
    mine = ~np.append(elsewhere, True)[log.spans["contact"]]
    count = int(mine.sum())
    contact, from_s, to_s = (log.spans[name][mine] for name in ("contact", "from_s", "to_s"))
    same = contact[1:] == contact[:-1]
    assert (from_s[1:][same] == to_s[:-1][same]).all(), "a contact is nowhere for a while, or in two places at once"
    first = np.flatnonzero(np.append(True, ~same)[:count])
    last = np.append(first[1:] - 1, count - 1)[: len(first)]
    rows = contact[first]
    assert (from_s[first] == contacts["queued_s"][rows]).all(), "the first span does not begin when it was queued"
    until_s = np.where(np.isnan(contacts["closed_s"]), contacts["ended_s"], contacts["closed_s"])
    cut = np.isnan(until_s) | ((contacts["ended_by"] == EndedBy.AGENT) & np.isnan(contacts["closed_s"]))
    # Whoever left silently is there until the center is through with them.
    until_s = of_each(log, "over_s", until_s)
    cut = np.where(left_silently(log), np.isnan(until_s), cut)
    until_s[cut] = log.facts.stops_s
    if np.isinf(log.facts.stops_s):
        # For whom nobody came any more: who joined the queue after the last closing waited for no time.
        until_s[cut] = np.fmax(log.facts.closes_s, of_each(log, "left_s", contacts["queued_s"])[cut])
    # Whose wrap-up would have begun at the very stop has none.
    assert ((to_s[last] == until_s[rows]) | (cut[rows] & (to_s[last] == contacts["ended_s"][rows]))).all(), (
        "the last span does not end with the contact"
    )
    without = ~elsewhere & ~left_when_told(log)
    without[rows] = False
    # Who leaves at the very instant of being assigned has been nowhere.
    without &= ~(conversed(log) & (until_of(log) == contacts["queued_s"]))
    assert np.isnan(contacts["queued_s"][without]).all(), "somebody was queued without a span"


def until_of(log: RunLog) -> np.ndarray:
    """Return when each contact was over, wrap-up included; NaN where it was not."""
    return np.where(np.isnan(log.contacts["closed_s"]), log.contacts["ended_s"], log.contacts["closed_s"])


def answers_and_ends_have_their_spans(log: RunLog) -> None:
    contacts, spans = log.contacts, log.spans
    talks = np.flatnonzero(spans["kind"] == SpanKind.TALK)
    rows, first = np.unique(spans["contact"][talks], return_index=True)
    # Conversations are in `conversation_checkers.py`.
    others_than_those = ~conversed(log)
    answered = np.flatnonzero(~np.isnan(contacts["answered_s"]) & others_than_those)
    assert np.array_equal(rows, answered), "answered without a talk, or a talk unanswered"
    answers = talks[first]
    assert (spans["from_s"][answers] == contacts["answered_s"][rows]).all(), (
        "answered is not where the first talk begins"
    )
    # Of several talks of no length of who is passed on any may stand first.
    passed = was_passed(contacts)
    known = talks[passed[spans["contact"][talks]]]
    known = known[spans["from_s"][known] == contacts["answered_s"][spans["contact"][known]]]
    others = set(zip(spans["contact"][known].tolist(), spans["agent"][known].tolist(), strict=True))
    for row in rows[passed[rows]].tolist():
        assert (row, contacts["answered_by"][row]) in others, "answered by somebody else"
    same = ~passed[rows]
    assert (spans["agent"][answers] == contacts["answered_by"][rows])[same].all(), "answered by somebody else"
    assert (spans["group"][answers] == contacts["answered_group"][rows])[same].all(), "answered by another group"
    last_of = np.full(len(contacts["contact"]), -1)
    for kind in (SpanKind.QUEUE, SpanKind.TALK):
        of_kind = np.flatnonzero(spans["kind"] == kind)
        last_of[spans["contact"][of_kind]] = np.maximum(last_of[spans["contact"][of_kind]], of_kind)
    never = np.isnan(contacts["queued_s"]) | left_when_told(log)
    ended = np.flatnonzero(~np.isnan(contacts["ended_s"]) & ~never & ~passed & others_than_those)
    assert (spans["to_s"][last_of[ended]] == contacts["ended_s"][ended]).all(), "ended when neither talk nor wait did"
    by_agent = contacts["ended_by"][ended] == EndedBy.AGENT
    assert ((spans["kind"][last_of[ended]] == SpanKind.TALK) == by_agent).all(), "ended by an agent, but waiting"
    closed = np.flatnonzero(~np.isnan(contacts["closed_s"]) & ~passed & others_than_those)
    ends = np.searchsorted(spans["contact"][: int((spans["contact"] != NOBODY).sum())], closed, side="right") - 1
    assert (spans["agent"][ends] == contacts["closed_by"][closed]).all(), "closed by somebody else"
    assert (spans["group"][ends] == contacts["closed_group"][closed]).all(), "closed by another group"


def agents_are_on_duty(log: RunLog) -> None:
    """Stays of an agent do not overlap, and whatever an agent has in hand lies in stays that touch."""
    spans = log.spans
    unpaid = (SpanKind.UNPAID_BREAK, SpanKind.UNPAID_ABSENCE, SpanKind.UNPAID_WHILE_ABSENT)
    not_work = (SpanKind.DUTY, *unpaid, SpanKind.ON_CALL, SpanKind.PAUSED, SpanKind.INACTIVE, SpanKind.PARKED)
    duty, working = spans["kind"] == SpanKind.DUTY, (spans["agent"] != NOBODY) & ~np.isin(spans["kind"], not_work)
    agent, from_s, to_s = (spans[name][duty] for name in ("agent", "from_s", "to_s"))
    same = agent[1:] == agent[:-1]
    assert (from_s[1:][same] >= to_s[:-1][same]).all(), "somebody is there twice at once"
    if not working.any():
        return
    # Stays that touch are one: who is busy over an opening works on.
    begins = np.append(True, ~(same & (from_s[1:] == to_s[:-1])))
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:] - 1, len(agent) - 1)
    who, since_s, until_s = (spans[name][working] for name in ("agent", "from_s", "to_s"))
    # Where an agent came last before that; -1 where nobody came yet.
    came = _last_before(agent[starts], from_s[starts], who, since_s)
    there = (
        (came >= 0) & (np.append(agent[starts], NOBODY)[came] == who) & (until_s <= np.append(to_s[ends], 0.0)[came])
    )
    for one in np.flatnonzero(~there)[:1]:
        raise AssertionError(f"agent {who[one]} works from {since_s[one]} to {until_s[one]}, but is not there")


def _last_before(agents: np.ndarray, times_s: np.ndarray, who: np.ndarray, at_s: np.ndarray) -> np.ndarray:
    """Return of each agent and instant which of the sorted (agent, time) is the last that is not after it, or -1."""
    added = np.repeat([0, 1], [len(agents), len(who)])
    order = np.lexsort((added, np.append(times_s, at_s), np.append(agents, who)))
    found = np.empty(len(order), dtype=int)
    found[order] = np.cumsum(1 - added[order]) - 1
    return found[len(agents) :]


def overtime_ends_a_stay(log: RunLog) -> None:
    spans = log.spans
    duty, late = spans["kind"] == SpanKind.DUTY, spans["kind"] == SpanKind.OVERTIME
    assert (spans["to_s"][late] > spans["from_s"][late]).all(), "overtime of no length"
    stays = zip(*(spans[name][duty].tolist() for name in ("agent", "to_s", "from_s")), strict=True)
    since = {(agent, to_s): from_s for agent, to_s, from_s in stays if from_s < to_s}
    for agent, to_s, from_s in zip(*(spans[name][late].tolist() for name in ("agent", "to_s", "from_s")), strict=True):
        assert since.get((agent, to_s), np.inf) <= from_s, f"overtime of agent {agent} is not the end of a stay"
