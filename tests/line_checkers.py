"""Invariants of lines, of channels and of types: nobody gets one that is not there, and nobody is blocked in vain."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hours_read import Calendar
from intervention_checkers import people_are_changed
from shifts_read import is_known
from silences_read import holds_its_line_until

from simulator.log import Cause, EndedBy, RunLog
from simulator.scenario.nouns import Scenario


class Lines(NamedTuple):
    """The lines of a channel or of a type."""

    name: str
    said: object
    """A number, or so many for each agent."""
    types: tuple[int, ...]
    """Whose contacts hold them."""
    goes_on: bool
    """Whether a contact that becomes one of another type may keep its line."""


def lines_hold(scenario: Scenario, calendar: Calendar, log: RunLog) -> None:
    """Check all lines there are."""
    found = every = list(lines_of(scenario))
    if people_are_changed(scenario, log):
        # Others are there than planned, and how many lines that makes the naive engine knows.
        found = [one for one in every if isinstance(one.said, int)]
    for one in found:
        nobody_gets_a_line_that_is_not_there(scenario, calendar, log, one)
    if len(found) == len(every) and not _any_queue_limits(scenario):
        nobody_is_blocked_while_lines_are_free(scenario, calendar, log, found)


def lines_of(scenario: Scenario) -> list[Lines]:
    kinds = list(scenario.contact_types.items())
    of_type = [Lines(name, kind.lines, (at,), False) for at, (name, kind) in enumerate(kinds)]
    of_channel = [
        Lines(name, channel.lines, tuple(at for at, (_, kind) in enumerate(kinds) if kind.channel == name), True)
        for name, channel in scenario.channels.items()
    ]
    return [one for one in (*of_type, *of_channel) if one.said is not None]


def nobody_gets_a_line_that_is_not_there(scenario: Scenario, calendar: Calendar, log: RunLog, one: Lines) -> None:
    from_s, to_s, is_new = _held(log, one)
    for time_s in np.unique(from_s[is_new]).tolist():
        there = _lines_at(scenario, calendar, one, time_s)
        in_use = int(((from_s <= time_s) & (to_s > time_s)).sum())
        assert there is None or in_use <= there, f"{in_use} on {there} lines of {one.name}"


def nobody_is_blocked_while_lines_are_free(
    scenario: Scenario, calendar: Calendar, log: RunLog, found: list[Lines]
) -> None:
    contacts = log.contacts
    for row in np.flatnonzero(contacts["ended_by"] == EndedBy.BLOCKED).tolist():
        time_s, mine = contacts["ended_s"][row], [one for one in found if contacts["type"][row] in one.types]
        busy = False
        for one in mine:
            from_s, to_s, _ = _held(log, one)
            there = _lines_at(scenario, calendar, one, time_s)
            # Of one instant, some may have left before and some have come since.
            busy = busy or there is None or int(((from_s <= time_s) & (to_s >= time_s)).sum()) >= there
        assert busy, f"contact {row} was blocked, but there were lines"


def _held(log: RunLog, one: Lines) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return since when and until when lines are held, and by whom a line is needed that was not held before."""
    contacts = log.contacts
    ended_s = holds_its_line_until(log)
    # Who is passed on as another contact is not on the line any more; that one is.
    children = np.flatnonzero(contacts["cause"] == Cause.TRANSFER)
    ended_s[contacts["parent"][children]] = contacts["arrived_s"][children]
    mine = ~np.isnan(contacts["queued_s"]) & np.isin(contacts["type"], one.types)
    passed = np.isin(contacts["cause"], (Cause.TRANSFER, Cause.OVERFLOW))
    is_new = ~(passed & np.isin(contacts["type"][contacts["parent"]], one.types)) | (not one.goes_on)
    return contacts["queued_s"][mine], ended_s[mine], is_new[mine]


def _lines_at(scenario: Scenario, calendar: Calendar, one: Lines, time_s: float) -> int | None:
    """Return how many lines there are at an instant; None where the plan does not say.

    While the center is closed, or where agents are known one by one and may be on a break.
    """
    if isinstance(one.said, int):
        return one.said
    if not any(from_s <= time_s < to_s for from_s, to_s in calendar.open):
        return None
    names = {list(scenario.contact_types)[at] for at in one.types}
    if any(is_known(group) and names & group.serves.keys() for group in scenario.agent_groups.values()):
        # Who of them is there is not on the plan alone.
        return None
    agents = 0
    for name, group in scenario.agent_groups.items():
        if names & group.serves.keys():
            # The plan: who stays to finish is not on it.
            agents += next(people for from_s, people in reversed(calendar.agents(name)) if from_s <= time_s)
    return int(Fraction(str(one.said.per_agent)) * agents)  # type: ignore[attr-defined]


def _any_queue_limits(scenario: Scenario) -> bool:
    nouns = (*scenario.contact_types.values(), *scenario.channels.values(), *scenario.agent_groups.values())
    return any(one.queue_limit is not None for one in nouns)
