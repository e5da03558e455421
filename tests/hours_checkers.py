"""Invariants of opening hours: what becomes of who comes while a type is closed, and of who waits when it closes."""

import numpy as np
from conversations_read import takings, was_laid_down
from hours_changed import ChangedHours
from hours_read import Calendar
from overflow_checkers import was_changed
from passing_checkers import came_by_an_agent, passes_of

from simulator.log import Cause, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

_AT_THE_DOOR = {"refuse": EndedBy.REFUSED, "voicemail": EndedBy.VOICEMAIL, "redirect": EndedBy.MOVED}


def hours_hold(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """Check all that hours say."""
    by_agent = came_by_an_agent(log.contacts)
    for number, name in enumerate(scenario.contact_types):
        mine = np.flatnonzero(log.contacts["type"] == number)
        # Who comes when an intervention opens or closes the type comes before that or after it.
        mine = mine[~np.isin(log.contacts["arrived_s"][mine], list(calendar.said_at(name)))]
        arrived_s = log.contacts["arrived_s"][mine]
        inside = calendar.are_open(name, arrived_s)
        # Who is passed on to a type meets its hours, not the center's.
        for place in np.flatnonzero(by_agent[mine]).tolist():
            inside[place] = calendar.is_open_by_itself(name, float(arrived_s[place]))
        whoever_comes_in_time_is_taken(log, mine[inside])
        whoever_comes_outside_meets_a_closed_door(scenario, calendar, name, log, mine[~inside])
        nobody_waits_where_the_queue_is_cleared(calendar, name, log, mine)
        nobody_stays_for_what_keeps(scenario, calendar, name, log, mine)
    agents_are_there_while_it_is_open(calendar, log)


def whoever_comes_in_time_is_taken(log: RunLog, rows: np.ndarray) -> None:
    how, queued_s, arrived_s = (log.contacts[name][rows] for name in ("ended_by", "queued_s", "arrived_s"))
    blocked = how == EndedBy.BLOCKED
    # What overflow rules do may be done before anybody is queued.
    by_rule = was_changed(log)[rows]
    assert ((queued_s == arrived_s) | blocked | by_rule).all(), "came in time, but was not queued then"
    assert not (np.isin(how, (EndedBy.REFUSED, EndedBy.MOVED)) & ~by_rule).any(), "came in time, but was sent away"


def whoever_comes_outside_meets_a_closed_door(
    scenario: Scenario, calendar: ChangedHours, name: str, log: RunLog, rows: np.ndarray
) -> None:
    contacts = log.contacts
    said, to = calendar.when_closed(name)
    # Who is passed on at the very stop has not come to the door.
    at_the_stop = (contacts["ended_by"] == EndedBy.STILL_OPEN) & (contacts["arrived_s"] == log.facts.stops_s)
    rows = rows[~at_the_stop[rows]]
    how, arrived_s, queued_s = (contacts[one][rows] for one in ("ended_by", "arrived_s", "queued_s"))
    if said != "wait":
        as_said = how == _AT_THE_DOOR[said]
        if said == "refuse":
            by_agent = came_by_an_agent(contacts)[rows].tolist()
            by_word = [
                (calendar.is_closed_by_word_by_itself if passed else calendar.is_closed_by_word)(name, time_s)
                for passed, time_s in zip(by_agent, arrived_s.tolist(), strict=True)
            ]
            as_said = how == np.where(by_word, EndedBy.SENT_AWAY, EndedBy.REFUSED)
        assert as_said.all(), f"{name}: who came outside the hours does not end as said"
        assert np.isnan(queued_s).all(), f"{name}: queued outside the hours"
        assert (contacts["ended_s"][rows] == arrived_s).all(), f"{name}: not sent away at once"
        if said == "redirect":
            kind_of = dict(zip(contacts["parent"].tolist(), contacts["type"].tolist(), strict=True))
            there = list(scenario.contact_types).index(to)
            assert all(kind_of[row] == there for row in rows.tolist()), f"{name}: moved elsewhere than to {to}"
        return
    chances = [calendar.chances_to_enter(name, time_s) for time_s in arrived_s.tolist()]
    # Nobody enters twice: whoever is queued, or blocked, has taken one of them, and the last one at the latest.
    came_s = np.where(np.isnan(queued_s), contacts["ended_s"][rows], queued_s)
    opens_s = np.array(
        [
            at_s if at_s in mine else (mine[-1] if mine and calendar.is_open(name, mine[-1]) else np.inf)
            for at_s, mine in zip(came_s.tolist(), chances, strict=True)
        ]
    )
    # The stop comes before what opens at that instant.
    opens_s[opens_s >= log.facts.stops_s] = np.inf
    never = np.isinf(opens_s)
    assert (how[never] == EndedBy.STILL_OPEN).all(), f"{name}: waits for ever, but has ended"
    assert np.isnan(queued_s[never]).all(), f"{name}: queued, but it never opened again"
    blocked = how == EndedBy.BLOCKED
    assert np.isnan(queued_s[blocked]).all(), f"{name}: blocked and queued"
    assert (contacts["ended_s"][rows][blocked] == opens_s[blocked]).all(), f"{name}: blocked, but not at the opening"
    # What overflow rules do then may be done before anybody is queued.
    by_rule = was_changed(log)[rows] & np.isnan(queued_s)
    comes = ~never & ~blocked & ~by_rule
    assert (queued_s[comes] == opens_s[comes]).all(), f"{name}: queued, but not at the opening"


def nobody_waits_where_the_queue_is_cleared(calendar: ChangedHours, name: str, log: RunLog, mine: np.ndarray) -> None:
    contacts, spans = log.contacts, log.spans
    cleared = mine[contacts["ended_by"][mine] == EndedBy.CLEARED]
    closings_s = np.array([*calendar.closings_of(name), np.inf])
    if calendar.at_close(name) != "clear":
        assert not len(cleared), f"{name}: cleared, but who waits is not sent away at the end of hours"
        return
    queued = np.isin(spans["kind"], (SpanKind.QUEUE, SpanKind.UNNOTICED)) & np.isin(spans["contact"], mine)
    # Whoever was answered before and waits for somebody else is not sent away.
    queued &= ~(np.append(contacts["answered_s"], np.nan)[spans["contact"]] <= spans["from_s"])
    closes_s = closings_s[np.searchsorted(closings_s, spans["from_s"][queued], side="right")]
    assert (spans["to_s"][queued] <= closes_s).all(), f"{name}: waits on after closing"
    once = cleared[(passes_of(contacts)[cleared] == 0) & ~was_laid_down(log)[cleared]]
    closes_s = closings_s[np.searchsorted(closings_s, contacts["queued_s"][once], side="right")]
    assert (contacts["ended_s"][once] == closes_s).all(), f"{name}: cleared, but not at closing"
    for time_s in contacts["ended_s"][np.setdiff1d(cleared, once)].tolist():
        # Who is passed on when the hours are over is sent away then.
        assert time_s in closings_s or not calendar.is_open(name, time_s), f"{name}: cleared, but not at closing"


def nobody_stays_for_what_keeps(
    scenario: Scenario, calendar: Calendar, name: str, log: RunLog, mine: np.ndarray
) -> None:
    """Whoever waits in a queue that is kept over a closing is not answered while the whole center is closed."""
    if calendar.at_close(name) != "keep":
        return
    wanted = set(mine.tolist())
    assigned_s = np.array([time_s for row, _, time_s in takings(log) if row in wanted], dtype=float)
    assert calendar.is_center_open(assigned_s).all(), f"{name}: answered after closing"


def agents_are_there_while_it_is_open(calendar: Calendar, log: RunLog) -> None:
    """Whoever comes, comes while the center is open; who works while it is closed works overtime."""
    spans = log.spans
    duty = spans["kind"] == SpanKind.DUTY
    opens_s = np.array([from_s for from_s, _ in calendar.open])
    closes_s = np.array([to_s for _, to_s in calendar.open])
    # Whoever is on an unpaid break until the closing comes back for the conversations in hand.
    breaks = spans["kind"] == SpanKind.UNPAID_BREAK
    back = set(zip(spans["agent"][breaks].tolist(), spans["to_s"][breaks].tolist(), strict=True))
    comes = sorted({from_s for agent, _, from_s in _rows(spans, duty) if (agent, from_s) not in back})
    for time_s in comes:
        at = np.searchsorted(opens_s, time_s, side="right") - 1
        assert at >= 0, "somebody came before the first opening"
        assert time_s < closes_s[at], "somebody came while the center is closed"
    late = spans["kind"] == SpanKind.OVERTIME
    overtime = {(agent, to_s): from_s for agent, to_s, from_s in _rows(spans, late)}
    for agent, to_s, from_s in _rows(spans, duty):
        closing_s = closes_s[np.searchsorted(opens_s, from_s, side="right") - 1]
        if to_s > closing_s and (agent, from_s) not in back:
            assert overtime.get((agent, to_s), np.inf) <= closing_s, f"agent {agent} is there after closing as planned"
    assert log.facts.closes_s == calendar.open[-1][1]
    assert log.facts.reports_from_s in (calendar.reports_from_s, -np.inf)
    redirected = np.isin(log.contacts["cause"], (Cause.REDIRECT, Cause.OVERFLOW))
    assert redirected.sum() == np.isin(log.contacts["ended_by"], (EndedBy.MOVED,)).sum()


def _rows(spans: dict[str, np.ndarray], which: np.ndarray) -> list[tuple[int, float, float]]:
    columns = (spans[name][which].tolist() for name in ("agent", "to_s", "from_s"))
    return list(zip(*columns, strict=True))
