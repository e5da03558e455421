"""Invariants of customers who leave without a sign: who does, where their contacts are from then on, when that is over.

Who leaves silently is drawn once more, and what an agent does in vain is worked out from what was said of it.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from coming_again import Visit
from conversation_checkers import Said, read
from conversations_read import Laid, laid_down
from hours_changed import ChangedHours
from overflow_checkers import left_when_told
from passing_checkers import came_by_an_agent, was_passed
from reference import grid
from replies_read import terms_of
from silences_read import Left, all_left, begun_in_vain, left_silently

from simulator.demand.draws import Purpose, u
from simulator.demand.later import ordinal_of
from simulator.demand.workload import Workload
from simulator.log import NOBODY, EndedBy, RunLog, SilenceEnd, SpanKind
from simulator.scenario.nouns import ContactType, Scenario

Span = tuple[SpanKind, int, float, float]
"""Kind, agent, from, to."""

IN_HAND = (
    *(SpanKind.IN_VAIN, SpanKind.READING, SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.INACTIVE, SpanKind.WRAP_UP),
    SpanKind.PARKED,
)
OF_CUSTOMERS = (SpanKind.QUEUE, SpanKind.TALK, SpanKind.HOLD, SpanKind.REPLY)
"""What there is only as long as the customer is there."""


@dataclass
class Absence:
    """A contact whose customer has left silently, with all that a log says of it from then on."""

    left: Left
    kind: ContactType
    visit: Visit
    converses: bool
    spans: list[Span]
    laid: list[Laid]
    number: int
    """Of the reply that is owed."""
    said: Said

    @property
    def row(self) -> int:
        return self.left.row

    @property
    def stops_s(self) -> float:
        return self.said.log.facts.stops_s

    @property
    def end_s(self) -> float:
        """When it is over, or cut."""
        return self.stops_s if np.isnan(self.left.over_s) else self.left.over_s

    @property
    def is_last(self) -> bool:
        return self.number == self.said.spoken.replies(self.visit)

    def factors(self, agent: int, time_s: float) -> tuple[float, float]:
        return self.said.factors(self.row, agent, time_s)

    def quiet(self) -> list[tuple[float, float]]:
        """Return from when to when it was nobody's: handed over, and nothing owed."""
        ends_s = [one.at_s for one in self.laid[1:]] + [self.end_s]
        out = zip(self.laid, ends_s, strict=False)
        return [(one.at_s, to_s) for one, to_s in out if not one.is_parked and not one.is_owed]


def silences_hold(scenario: Scenario, calendar: ChangedHours, workload: Workload, log: RunLog) -> None:
    """Check all who left silently, and that all others did not."""
    they_leave_as_drawn(scenario, workload, log)
    silences_are_in_order(log)
    nothing_is_written_of_what_follows(log)
    for one in _absences(scenario, workload, log) if log.silences else ():
        it_is_somewhere_until_it_is_over(one)
        it_is_taken_by_whom_it_is_said(one)
        the_reply_in_vain_takes_as_long_as_it_may(one)
        it_is_over_when_it_may_be(one)
        it_is_sent_away_with_others(calendar, one)
        it_falls_asleep_in_time(one)


def silences_are_in_order(log: RunLog) -> None:
    found = all_left(log)
    assert bool(found) == bool(log.silences), "an empty table of silences"
    order = [(one.left_s, one.row) for one in found]
    assert order == sorted(order), "silences are not in order"
    assert len({one.row for one in found}) == len(found), "somebody left silently twice"
    for one in found:
        times_s = [one.left_s, one.told_s, one.over_s]
        known = [time_s for time_s in times_s if not np.isnan(time_s)]
        assert known == sorted(known), f"contact {one.row} is over before its customer has left"
        assert not one.taken_s > min(np.nan_to_num(one.told_s, nan=np.inf), np.nan_to_num(one.over_s, nan=np.inf)), (
            f"contact {one.row} is taken when it is over"
        )
        assert np.isnan(one.taken_s) == (one.agent == NOBODY), f"contact {one.row} is taken by nobody"
        assert np.isnan(one.told_s) or not np.isnan(one.taken_s), f"nobody had contact {one.row}, but told its customer"
        assert np.isnan(one.over_s) == (one.how == SilenceEnd.NOT_YET), f"contact {one.row} is over, but still there"


def they_leave_as_drawn(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Of those whose patience ends, the share of their type leaves silently, each by a draw of its own."""
    contacts, types = log.contacts, list(scenario.contact_types.values())
    lost = np.isin(contacts["ended_by"], (EndedBy.ABANDONED, EndedBy.CUSTOMER))
    silent, passed = left_silently(log), was_passed(contacts)
    assert not (silent & ~lost).any(), "somebody left silently whose patience did not end"
    assert not (silent & passed).any(), "somebody left silently who was answered and passed on"
    warm = any(rule.pass_.warm_s is not None for rule in scenario.transfers.values())
    # Whoever left at once, having heard of the wait, may have had no patience either.
    for row in np.flatnonzero(lost & ~passed & (silent | ~left_when_told(log))).tolist():
        said = types[contacts["type"][row]].silent
        if warm and came_by_an_agent(contacts)[row] and not silent[row]:
            # An agent may have been with the customer.
            continue
        case, attempt, hop = (int(contacts[name][row]) for name in ("case", "attempt", "hop"))
        drawn = u(int(workload.key[case]), Purpose.SILENT, ordinal_of(attempt, hop))
        as_drawn = said is not None and drawn < said.share
        assert silent[row] == as_drawn, f"contact {row} leaves {'silently' if silent[row] else 'openly'}"


def nothing_is_written_of_what_follows(log: RunLog) -> None:
    """What became of the contact is what had become of it when its customer left; no message is of later."""
    contacts, spans = log.contacts, log.spans
    for one in all_left(log):
        assert contacts["ended_s"][one.row] == one.left_s, f"contact {one.row} ends when its customer has left"
        assert np.isnan(contacts["closed_s"][one.row]), f"contact {one.row} is closed, but its customer has left"
        for name in ("assigned_s", "answered_s"):
            assert not contacts[name][one.row] > one.left_s, f"contact {one.row}: {name} when its customer has left"
        later = (spans["contact"] == one.row) & (spans["to_s"] > one.left_s)
        assert not np.isin(spans["kind"][later], OF_CUSTOMERS).any(), f"contact {one.row} goes on without its customer"
        if log.replies:
            mine = log.replies["contact"] == one.row
            for name in ("asked_s", "begun_s", "sent_s"):
                late = (log.replies[name][mine] > one.left_s).any()
                assert not late, f"contact {one.row}: {name} of a message when its customer has left"
            assert not mine.any() or np.isnan(log.replies["sent_s"][mine][-1]), f"contact {one.row} had its reply"


def _absences(scenario: Scenario, workload: Workload, log: RunLog) -> list[Absence]:
    said, terms = read(scenario, workload, log), terms_of(scenario)
    laid: dict[int, list[Laid]] = {}
    for each in laid_down(log):
        laid.setdefault(each.row, []).append(each)
    kinds, found = list(scenario.contact_types.values()), []
    for one in all_left(log):
        mine = (log.spans["contact"] == one.row) & (log.spans["to_s"] > one.left_s)
        columns = (log.spans[name][mine].tolist() for name in ("kind", "agent", "from_s", "to_s"))
        spans = [(SpanKind(kind), *rest) for kind, *rest in zip(*columns, strict=True)]
        mine_laid = [each for each in laid.get(one.row, []) if each.at_s >= one.left_s]
        number = len(said.messages.get(one.row, [])) or 1
        kind = kinds[log.contacts["type"][one.row]]
        converses = kind.channel in terms
        found.append(Absence(one, kind, said.visit(one.row), converses, spans, mine_laid, number, said))
    return found


def it_is_somewhere_until_it_is_over(one: Absence) -> None:
    """From the leaving on it is in one place at a time, without a gap: but for what nobody has and nobody waits for."""
    whole = [(max(from_s, one.left.left_s), to_s) for _, _, from_s, to_s in one.spans if from_s < to_s]
    for kind, agent, from_s, _ in one.spans:
        known = kind == SpanKind.UNNOTICED or kind in IN_HAND
        assert known, f"contact {one.row} is {kind.name} when its customer has left"
        assert (agent == NOBODY) == (kind == SpanKind.UNNOTICED), f"contact {one.row} waits with an agent"
        begins = kind in (SpanKind.UNNOTICED, SpanKind.IN_VAIN)
        assert not begins or from_s >= one.left.left_s, f"contact {one.row} is {kind.name} while its customer is there"
    quiet = [stretch for stretch in one.quiet() if stretch[0] < stretch[1]]
    since_s, places = one.left.left_s, sorted([*whole, *quiet])
    for (_, to_s), (from_s, _) in pairwise(places):
        assert to_s == from_s, f"contact {one.row} is nowhere for a while, or in two places at once, at {from_s}"
    if not places:
        assert np.isnan(one.left.over_s) or one.left.over_s == since_s, f"contact {one.row} is nowhere"
        return
    assert places[0][0] == since_s, f"contact {one.row} is nowhere when its customer leaves"
    last_s = places[-1][1]
    if np.isfinite(one.end_s):
        assert last_s == one.end_s, f"contact {one.row} is there until {last_s}, and not until it is over"


def it_is_taken_by_whom_it_is_said(one: Absence) -> None:
    contacts = one.said.log.contacts
    assigned_s, agents = contacts["assigned_s"][one.row], [agent for _, agent, _, _ in one.spans if agent != NOBODY]
    if not np.isnan(assigned_s):
        assert one.left.taken_s == assigned_s, f"contact {one.row} is taken at another time than it was assigned"
    else:
        hands = [from_s for _, agent, from_s, _ in one.spans if agent != NOBODY]
        first_s = min(hands, default=one.end_s)
        assert np.isnan(one.left.taken_s) or one.left.taken_s >= one.left.left_s, (
            f"contact {one.row} was taken, but not assigned"
        )
        assert not hands or one.left.taken_s == first_s, f"contact {one.row} is in a hand before it is taken"
    if agents:
        assert one.left.agent == agents[-1], f"contact {one.row} was last in the hand of somebody else"


def the_reply_in_vain_takes_as_long_as_it_may(one: Absence) -> None:
    """The whole reply is written, or its greeting, where the customer has left by then; and nothing more, ever."""
    vain = [(agent, from_s, to_s) for kind, agent, from_s, to_s in one.spans if kind == SpanKind.IN_VAIN]
    for (_, _, to_s), (_, from_s, _) in pairwise(vain):
        assert to_s == from_s, f"contact {one.row} is written to twice"
    if vain and not np.isnan(one.left.told_s):
        assert vain[-1][2] == one.left.told_s, f"contact {one.row} is told at another time than when it is written"
    begun = _begun(one)
    if begun is None:
        assert np.isnan(one.left.told_s), f"contact {one.row} is told, but nobody wrote"
        return
    assert len({agent for agent, *_ in vain}) <= 1, f"contact {one.row} is written to by two"
    if not one.converses:
        # How fast one greets goes by what else is in the hand: that is in `hands.py`.
        assert begun[1] == one.left.taken_s, f"contact {one.row} is greeted later than it is taken"
        return
    takes_s, _ = _takes(one, *begun)
    if np.isnan(one.left.told_s):
        assert one.stops_s <= begun[1] + takes_s, f"contact {one.row} is written to, but never told"
        return
    assert one.left.told_s == begun[1] + takes_s, f"the reply in vain to contact {one.row} takes another time"


def _begun(one: Absence) -> tuple[int, float] | None:
    """Return who began the reply in vain, and when."""
    messages = one.said.messages.get(one.row, [])
    if messages and not np.isnan(messages[-1].begun_s):
        return messages[-1].agent, messages[-1].begun_s
    return begun_in_vain(one.said.log, one.row)


def _takes(one: Absence, agent: int, begun_s: float) -> tuple[float, bool]:
    """Return how long the reply in vain takes, and whether it stops at the greeting."""
    factor, said = one.factors(agent, begun_s)[0], one.kind.silent
    whole_s = grid(one.said.spoken.work_s(one.visit, one.number) * factor)
    if said.greeting_s is None or one.number > 1:
        return whole_s, False
    greeting_s = grid(said.greeting_s * factor)
    stops = greeting_s < whole_s and one.left.left_s < begun_s + greeting_s
    if greeting_s == 0.0 and one.left.left_s == begun_s:
        # Whether they had left before it was begun is not in the log.
        stops = one.left.told_s == begun_s
    return (greeting_s, True) if stops else (whole_s, False)


def it_is_over_when_it_may_be(one: Absence) -> None:
    """Noticed so long after it was told, or closed with the wrap-up of the last reply; else it is still there."""
    told_s, noticed_s = one.left.told_s, grid(one.kind.silent.noticed_s)
    if np.isnan(told_s):
        assert one.left.how in (SilenceEnd.NOT_YET, SilenceEnd.SENT_AWAY), (
            f"nobody told contact {one.row}, but it is over"
        )
        return
    begun = _begun(one)
    stopped = one.converses and _takes(one, *begun)[1]
    if one.converses and one.is_last and not stopped:
        wrap_up_s = grid(one.visit.wrap_up_s * one.factors(one.left.agent, told_s)[1])
        how, over_s = SilenceEnd.CLOSED_IN_VAIN, told_s + wrap_up_s
        wraps = [(from_s, to_s) for kind, _, from_s, to_s in one.spans if kind == SpanKind.WRAP_UP]
        whole = [(told_s, min(over_s, one.stops_s))]
        assert wraps == [stretch for stretch in whole if stretch[0] < stretch[1]], (
            f"contact {one.row} is not wrapped up as drawn"
        )
    else:
        closes_s = one.said.terms_of(one.row).auto_close_s if one.converses else np.inf
        how, over_s = SilenceEnd.NOTICED, told_s + min(noticed_s, closes_s)
        wraps = [kind for kind, *_ in one.spans if kind == SpanKind.WRAP_UP]
        assert not wraps, f"contact {one.row} is wrapped up, but was to be noticed"
    if one.left.how == SilenceEnd.NOT_YET:
        assert over_s >= one.stops_s, f"contact {one.row} is still there, but was to be over"
        return
    assert (one.left.how, one.left.over_s) == (how, over_s), f"contact {one.row} is over at another time, or otherwise"


def it_is_sent_away_with_others(calendar: ChangedHours, one: Absence) -> None:
    """Whoever waits in the queue, and was not answered, is sent away where others are; nobody else is."""
    if one.left.how != SilenceEnd.SENT_AWAY:
        return
    log, over_s = one.said.log, one.left.over_s
    assert np.isnan(log.contacts["answered_s"][one.row]), f"contact {one.row} was answered, but is sent away"
    assert all(kind == SpanKind.UNNOTICED for kind, _, _, to_s in one.spans if to_s == over_s), (
        f"contact {one.row} is sent away out of a hand"
    )
    name = list(one.said.scenario.contact_types)[log.contacts["type"][one.row]]
    closes = calendar.at_close(name) == "clear" and over_s in (*calendar.closings_of(name), *calendar.said_at(name))
    assert closes, f"contact {one.row} is sent away, but nobody else would be"


def it_falls_asleep_in_time(one: Absence) -> None:
    """What waits to be noticed in a hand is asleep from when the channel says, or from when there is room for it."""
    if not one.converses or np.isnan(one.left.told_s):
        return
    terms, told_s = one.said.terms_of(one.row), one.left.told_s
    for kind, _, from_s, to_s in one.spans:
        if kind in (SpanKind.PARKED, SpanKind.UNNOTICED, SpanKind.WRAP_UP) or to_s <= told_s:
            continue
        if kind == SpanKind.INACTIVE:
            assert max(from_s, told_s) >= told_s + terms.after_s, f"contact {one.row} falls asleep too early"
        elif terms.at_most == np.inf:
            assert to_s <= told_s + terms.after_s, f"contact {one.row} is not asleep"
