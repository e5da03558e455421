"""Invariants of conversations: each message, what an agent does about it, and what agents have in hand.

What was drawn is drawn once more, and when a customer writes is worked out anew (`awake_read.py`).
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from abilities_read import Abilities
from coming_again import Visit
from conversations_read import Had, Life, conversed, lives, lives_with_customers
from people_read import times_of
from reference import grid
from replies_read import Spoken, Terms, terms_of

from simulator.demand.later import Later
from simulator.demand.workload import Workload
from simulator.log import NOBODY, Cause, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

ACTIVE = (SpanKind.REPLY, SpanKind.READING, SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.WRAP_UP, SpanKind.IN_VAIN)
IN_HAND = (*ACTIVE, SpanKind.INACTIVE)
FOCUS = (
    *(SpanKind.REPLY, SpanKind.READING, SpanKind.WRAP_UP, SpanKind.TALK, SpanKind.HOLD, SpanKind.HELPING),
    SpanKind.IN_VAIN,
)
OFF = (SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.AWAY, SpanKind.UNPAID_BREAK)


@dataclass
class Sent:
    """A message, and the reply to it."""

    number: int
    agent: int
    asked_s: float
    begun_s: float
    sent_s: float


@dataclass
class Said:
    """What a log says of conversations, and what it should be held against."""

    scenario: Scenario
    workload: Workload
    log: RunLog
    terms: dict[str, Terms]
    spoken: Spoken
    abilities: Abilities
    messages: dict[int, list[Sent]]
    lives: dict[int, Life]
    """Of conversations that somebody had in hand, by contact, as long as the customer was there."""
    hands: dict[int, Life]
    """The same, and those of conversations that are in hand in vain, to their end."""
    of_agents: dict[int, list[Had]]
    """All spans of each agent."""
    groups: dict[int, int]
    """By agent."""

    def number(self, name: str, row: int) -> float:
        return float(self.log.contacts[name][row])

    def ended_by(self, row: int) -> EndedBy:
        return EndedBy(self.log.contacts["ended_by"][row])

    def terms_of(self, row: int) -> Terms:
        return self.terms[self.channel_of(row)]

    def channel_of(self, row: int) -> str:
        return list(self.scenario.channels)[self.log.contacts["channel"][row]]

    def visit(self, row: int) -> Visit:
        """Return a contact with what was drawn for it."""
        who = (int(self.log.contacts[name][row]) for name in ("case", "segment", "type", "attempt", "hop"))
        case, segment, kind, attempt, hop = who
        arrived_s, first = self.number("arrived_s", row), self.log.contacts["cause"][row] == Cause.FIRST
        if first:
            columns = (self.workload.talk_s, self.workload.wrap_up_s, self.workload.patience_s)
            drawn = tuple(float(column[row]) for column in columns)
        else:
            key = int(self.workload.key[case])
            drawn = self.spoken.later.drawn(key, segment, kind, attempt, hop, arrived_s)
        name = list(self.scenario.contact_types)[kind]
        cause = Cause(self.log.contacts["cause"][row]).name.lower()
        return Visit(row, case, name, segment, arrived_s, *drawn, hop=hop, attempt=attempt, cause=cause)

    def factors(self, row: int, agent: int, time_s: float) -> tuple[float, float]:
        """Return how many times as long a reply takes this agent, and a wrap-up."""
        name = list(self.scenario.contact_types)[self.log.contacts["type"][row]]
        groups = list(self.scenario.agent_groups.values())
        usual = times_of(groups[self.groups[agent]].serves[name])
        if self.abilities.are_alike:
            return usual
        own = self.abilities.times(agent, name, time_s)
        return usual[0] * own[0], usual[1] * own[1]

    def spans(self, row: int) -> list[Had]:
        """Return the spans of a conversation in a hand."""
        return [one for one in self.lives[row].spans if one.kind != SpanKind.PARKED]

    def holders(self, row: int) -> set[int]:
        """Return who ever had a conversation in hand."""
        life = self.lives[row]
        return {one.agent for one in [*life.spans, *life.laid]}


def conversations_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check every conversation that somebody had in hand, and every hand with one."""
    terms = terms_of(scenario)
    if not terms:
        assert not log.replies, "there are messages, but no conversations"
        return
    channels = [number for number, name in enumerate(scenario.channels) if name in terms]
    taken = np.isin(log.contacts["channel"], channels) & ~np.isnan(log.contacts["assigned_s"])
    assert np.array_equal(taken, conversed(log)), "a conversation that was assigned has no message, or another has one"
    said = read(scenario, workload, log)
    for row, messages in said.messages.items():
        messages_follow_each_other(said, row, messages)
        it_ends_as_its_messages_say(said, row, messages)
        messages_come_when_customers_write(said, row, messages)
        replies_take_as_long_as_drawn(said, row, messages)
        patience_with_replies_is_kept(said, row, messages)
        spans_are_what_messages_say(said, row, messages)
        it_is_asleep_when_it_may_be(said, row, messages)
    for agent, spans in said.of_agents.items():
        one_thing_is_worked_on(agent, spans)
        hands_are_large_enough(said, agent, spans)
        nothing_is_paused_without_a_reason(said, agent, spans)


def read(scenario: Scenario, workload: Workload, log: RunLog) -> Said:
    """Return what a log says of conversations."""
    terms = terms_of(scenario)
    messages: dict[int, list[Sent]] = defaultdict(list)
    names = ("contact", "number", "agent", "asked_s", "begun_s", "sent_s")
    rows = list(zip(*(log.replies[name].tolist() for name in names), strict=True)) if log.replies else []
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows), "messages are not in order"
    for row, *rest in rows:
        messages[row].append(Sent(*rest))
    of_agents = defaultdict(list)
    names = ("contact", "kind", "agent", "from_s", "to_s")
    for row, kind, agent, from_s, to_s in zip(*(log.spans[name].tolist() for name in names), strict=True):
        if agent != NOBODY:
            of_agents[agent].append(Had(row, SpanKind(kind), agent, from_s, to_s))
    known = Spoken(scenario, workload, Later(scenario)), Abilities(scenario, log), messages
    groups = dict(zip(log.spans["agent"].tolist(), log.spans["group"].tolist(), strict=True))
    channels = [name in terms for name in scenario.channels]
    hands = {row: life for row, life in lives(log).items() if channels[log.contacts["channel"][row]]}
    return Said(scenario, workload, log, terms, *known, lives_with_customers(log), hands, of_agents, groups)


def messages_follow_each_other(said: Said, row: int, messages: list[Sent]) -> None:
    assert [one.number for one in messages] == list(range(1, len(messages) + 1)), f"contact {row} misses a message"
    assert messages[0].asked_s == said.number("arrived_s", row), f"contact {row} comes with another message"
    # Whoever takes one whose customer leaves at that instant has had it for no time.
    others = {one.agent for one in messages if one.begun_s < one.sent_s} - said.holders(row)
    assert not others, f"contact {row} is replied to by somebody who never had it"
    for one in messages:
        assert np.isnan(one.begun_s) or one.asked_s <= one.begun_s, f"contact {row} is replied to before it asks"
        assert np.isnan(one.sent_s) or one.begun_s <= one.sent_s, f"contact {row}: a reply is sent, but was not begun"
    for one, then in pairwise(messages):
        assert one.sent_s <= then.asked_s, f"contact {row} writes once more before the reply"
    answered = np.array([messages[0].sent_s])
    assert np.array_equal(answered, [said.number("answered_s", row)], equal_nan=True), (
        f"contact {row} is answered at another time than the first reply is sent"
    )
    who = NOBODY if np.isnan(messages[0].sent_s) else messages[0].agent
    assert said.log.contacts["answered_by"][row] == who, f"contact {row} is answered by somebody else"
    assert messages[0].number > 1 or not messages[0].begun_s < said.number("assigned_s", row), (
        f"contact {row} is replied to before it is assigned"
    )


def it_ends_as_its_messages_say(said: Said, row: int, messages: list[Sent]) -> None:
    how, last = said.ended_by(row), messages[-1]
    ended_s, is_sent = said.number("ended_s", row), not np.isnan(last.sent_s)
    replies = said.spoken.replies(said.visit(row))
    assert len(messages) <= replies, f"contact {row} has more messages than drawn"
    if how == EndedBy.AGENT:
        assert len(messages) == replies, f"contact {row} ends before its last reply"
        assert is_sent, f"contact {row} ends before its last reply"
        assert ended_s == last.sent_s, f"contact {row} does not end with its last reply"
        wrap_up_s = grid(said.visit(row).wrap_up_s * said.factors(row, last.agent, ended_s)[1])
        closed_s, stops_s = said.number("closed_s", row), said.log.facts.stops_s
        cut = np.isnan(closed_s) and ended_s + wrap_up_s >= stops_s
        assert cut or closed_s == ended_s + wrap_up_s, f"the wrap-up of contact {row} is not as drawn"
        return
    assert np.isnan(said.number("closed_s", row)), f"contact {row} is closed, but not by an agent"
    is_out = said.lives[row].is_out
    if how == EndedBy.STILL_OPEN:
        assert is_out or np.isfinite(said.log.facts.stops_s), f"contact {row} is open, but the run was not stopped"
        assert not (is_sent and len(messages) == replies), f"contact {row} goes on after its last reply"
    elif how == EndedBy.TIME_OUT:
        assert is_sent, f"contact {row} is closed, but waits for a reply"
        assert len(messages) < replies, f"contact {row} is closed, but its customer is not to write"
        assert ended_s == last.sent_s + said.terms_of(row).auto_close_s, f"contact {row} is closed at another time"
        writes_s = said.spoken.writes_at(said.visit(row), len(messages) + 1, last.sent_s)
        assert ended_s <= writes_s, f"contact {row} is closed, but its customer wrote"
    elif how in (EndedBy.CLEARED, EndedBy.SENT_AWAY):
        assert is_out, f"contact {row} was in hand, but ended in the queue"
        assert len(messages) == 1, f"contact {row} was answered, but sent away"
        assert not is_sent, f"contact {row} was answered, but sent away"
    else:
        assert how in (EndedBy.CUSTOMER, EndedBy.ABANDONED), f"contact {row} was in hand, but ended in the queue"
        assert not is_sent, f"contact {row} leaves, but was replied to"
        assert (how == EndedBy.ABANDONED) == (len(messages) == 1), f"contact {row} leaves as another one"


def messages_come_when_customers_write(said: Said, row: int, messages: list[Sent]) -> None:
    visit = said.visit(row)
    for one, then in pairwise(messages):
        writes_s = said.spoken.writes_at(visit, then.number, one.sent_s)
        assert then.asked_s == writes_s, f"contact {row} writes at another time than was drawn"
        assert then.asked_s < one.sent_s + said.terms_of(row).auto_close_s, f"contact {row} writes when it is closed"
    last = messages[-1]
    if said.ended_by(row) == EndedBy.STILL_OPEN and not np.isnan(last.sent_s):
        writes_s = said.spoken.writes_at(visit, last.number + 1, last.sent_s)
        assert writes_s >= said.log.facts.stops_s, f"contact {row} wrote, but there is no such message"


def replies_take_as_long_as_drawn(said: Said, row: int, messages: list[Sent]) -> None:
    visit = said.visit(row)
    for one in messages:
        takes_s = grid(said.spoken.work_s(visit, one.number) * said.factors(row, one.agent, one.begun_s)[0])
        if not np.isnan(one.sent_s):
            assert one.sent_s == one.begun_s + takes_s, f"a reply to contact {row} takes another time than drawn"
        elif not np.isnan(one.begun_s):
            until_s = np.fmin(said.number("ended_s", row), said.log.facts.stops_s)
            assert until_s <= one.begun_s + takes_s, f"a reply to contact {row} is not sent when it is done"


def patience_with_replies_is_kept(said: Said, row: int, messages: list[Sent]) -> None:
    visit, ended_s = said.visit(row), said.number("ended_s", row)
    for one in messages:
        is_first = one.number == 1
        since_s = said.number("queued_s", row) if is_first else one.asked_s
        patience_s = said.number("patience_s", row) if is_first else said.spoken.patience_s(visit, one.number)
        if not np.isnan(one.sent_s):
            assert one.sent_s - since_s <= patience_s, f"contact {row} waited longer for a reply than it would"
        elif np.isnan(ended_s):
            assert said.log.facts.stops_s - since_s <= patience_s, f"contact {row} waits longer than it would"
        elif said.ended_by(row) in (EndedBy.CLEARED, EndedBy.SENT_AWAY):
            assert ended_s - since_s <= patience_s, f"contact {row} waited longer than it would"
        else:
            assert ended_s - since_s == patience_s, f"contact {row} leaves at another time than it would"


def spans_are_what_messages_say(said: Said, row: int, messages: list[Sent]) -> None:
    """In a hand there is always one span; replies are where they were begun and sent."""
    log, life = said.log, said.lives[row]
    spans = said.spans(row)
    assert {one.kind for one in spans} <= set(IN_HAND), f"contact {row} is a conversation, but something else is done"
    assert all(one.from_s < one.to_s for one in life.spans), f"a span of contact {row} takes no time"
    ends = [said.number(name, row) for name in ("closed_s", "ended_s")]
    cut = said.ended_by(row) == EndedBy.AGENT and np.isnan(ends[0])
    until_s = log.facts.stops_s if cut or np.isnan(ends[1]) else ends[1] if np.isnan(ends[0]) else ends[0]
    first_s = said.number("assigned_s", row)
    assert spans or life.laid or first_s == until_s, f"contact {row} is nowhere for a while"
    for stint in life.stints:
        assert {one.agent for one in stint.spans} == {stint.agent}, f"contact {row} is with somebody else"
        from_s, to_s = stint.from_s if stint.before else first_s, stint.after.at_s if stint.after else until_s
        edges = [from_s, *(one.to_s for one in stint.spans)]
        assert [one.from_s for one in stint.spans] == edges[:-1], f"contact {row} is nowhere for a while"
        assert edges[-1] == to_s, f"the last span of contact {row} does not end with it"
    for one in messages:
        # A reply of no length may be the last thing in a hand.
        takes_time = one.begun_s != one.sent_s
        mine = [each.agent for each in spans if takes_time and each.from_s <= one.begun_s < each.to_s]
        assert set(mine) <= {one.agent}, f"message {one.number} of contact {row} is replied to by somebody else"
    found = _joined([(one.from_s, one.to_s) for one in spans if one.kind == SpanKind.REPLY])
    stops_s = np.fmin(said.number("ended_s", row), log.facts.stops_s)
    replies = [
        (one.begun_s, stops_s if np.isnan(one.sent_s) else one.sent_s) for one in messages if not np.isnan(one.begun_s)
    ]
    assert found == _joined([one for one in replies if one[0] < one[1]]), f"contact {row}: replies are not its spans"
    wraps = [(one.from_s, one.to_s) for one in spans if one.kind == SpanKind.WRAP_UP]
    assert not wraps or (len(wraps) == 1 and wraps[0] == (said.number("ended_s", row), until_s)), (
        f"contact {row} is wrapped up at another time than after its end"
    )


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for from_s, to_s in sorted(stretches):
        if found and found[-1][1] == from_s:
            from_s = found.pop()[0]
        found.append((from_s, to_s))
    return found


def it_is_asleep_when_it_may_be(said: Said, row: int, messages: list[Sent]) -> None:
    terms = said.terms_of(row)
    laid_s = {one.at_s for one in said.lives[row].laid}
    back_s = {one.from_s for one in said.lives[row].stints if not one.is_taken}
    asleep = [(one.from_s, one.to_s) for one in said.spans(row) if one.kind == SpanKind.INACTIVE]
    for from_s, to_s in _joined(asleep):
        before = [one for one in messages if one.sent_s < from_s]
        assert before, f"contact {row} falls asleep before a reply"
        assert from_s >= before[-1].sent_s + terms.after_s, f"contact {row} falls asleep too early"
        after = messages[len(before) :]
        asked_s = after[0].asked_s if after else np.inf
        # Whoever comes back has in hand as it was what waits for room.
        waits_on = from_s in back_s and not terms.over
        assert from_s <= asked_s or waits_on, f"contact {row} falls asleep although its customer wrote"
        ends_s = np.fmin(said.number("ended_s", row), said.log.facts.stops_s)
        latest_s = min(asked_s, ends_s) if terms.over else ends_s
        assert to_s <= latest_s, f"contact {row} sleeps on"
        assert to_s >= min(asked_s, ends_s) or to_s in laid_s, f"contact {row} wakes without a message"
    for one, then in pairwise([*messages, None]):
        if terms.at_most < np.inf or np.isnan(one.sent_s):
            continue
        # With no limit it falls asleep at once.
        until_s = np.fmin(said.number("ended_s", row), said.log.facts.stops_s) if then is None else then.asked_s
        for span in said.spans(row):
            late = max(span.from_s, one.sent_s + terms.after_s) < min(span.to_s, until_s)
            assert not late or span.kind == SpanKind.INACTIVE, f"contact {row} is not asleep"


def one_thing_is_worked_on(agent: int, spans: list[Had]) -> None:
    if not any(one.kind in (SpanKind.REPLY, SpanKind.IN_VAIN) for one in spans):
        return
    busy = sorted((one.from_s, one.to_s) for one in spans if one.kind in FOCUS and one.from_s < one.to_s)
    for (_, to_s), (from_s, _) in pairwise(busy):
        assert to_s <= from_s, f"agent {agent} works on two things at {from_s}"


def hands_are_large_enough(said: Said, agent: int, spans: list[Had]) -> None:
    """Whoever is assigned finds room, whatever has woken up; so many of a channel may be active, and asleep."""
    mine = [one for one in spans if one.row in said.hands and one.kind in IN_HAND]
    if not mine:
        return
    group = list(said.scenario.agent_groups.values())[said.groups[agent]]
    rows = {one.row for one in mine}
    woken = {one.asked_s for row in rows for one in said.messages.get(row, ()) if one.number > 1}
    stints = [(row, one) for row in rows for one in said.hands[row].stints if one.agent == agent]
    # What was parked comes back whatever else there is.
    back = {one.from_s for _, one in stints if not one.is_taken}
    taken = {(row, one.from_s) for row, one in stints if one.is_taken}
    edges = sorted({one.from_s for one in mine})
    for time_s in edges:
        there = [one for one in mine if one.from_s <= time_s < one.to_s]
        for name, terms in said.terms.items():
            of_channel = [one for one in there if said.channel_of(one.row) == name]
            asleep = sum(one.kind == SpanKind.INACTIVE for one in of_channel)
            assert asleep <= terms.at_most, f"{asleep} conversations of {name} are asleep in the hand of agent {agent}"
            assigned = [one for one in of_channel if (one.row, time_s) in taken]
            if assigned and time_s not in woken | back:
                active = len(of_channel) - asleep
                most = group.at_most.get(name, np.inf)
                assert active <= most, f"contact {assigned[0].row} is one of {active} of {name} in one hand"
        new = [one for one in there if (one.row, time_s) in taken]
        over = any(terms.over for terms in said.terms.values())
        if (new and time_s not in woken | back) or (not over and not back):
            filled = sum(
                (said.terms_of(one.row).asleep if one.kind == SpanKind.INACTIVE else _part(said, one.row))
                for one in there
            )
            assert filled <= Fraction(str(group.capacity)), f"agent {agent} has too much in hand at {time_s}"


def _part(said: Said, row: int) -> Fraction:
    return Fraction(1, said.terms_of(row).slots)


def nothing_is_paused_without_a_reason(said: Said, agent: int, spans: list[Had]) -> None:
    """What is active and not worked on is paused exactly while the agent has a call, or is on a break."""
    reasons = [
        one
        for one in spans
        if one.kind in OFF or (one.kind in FOCUS and one.row not in said.hands) or one.kind == SpanKind.HELPING
    ]
    covered = _joined([(one.from_s, one.to_s) for one in reasons if one.from_s < one.to_s])
    for one in spans:
        if one.row not in said.hands or one.kind not in ACTIVE:
            continue
        within = any(from_s <= one.from_s and one.to_s <= to_s for from_s, to_s in covered)
        beside = all(to_s <= one.from_s or one.to_s <= from_s for from_s, to_s in covered)
        as_said = within if one.kind == SpanKind.PAUSED else beside
        assert as_said, f"contact {one.row} is {one.kind.name} while agent {agent} does something else, or nothing"
