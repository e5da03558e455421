"""What agents did: handle time, closed contacts, hours, occupancy; for the log's tables or an export of a real center.

Text or numbers: ``ended_by``, ``kind`` and ``state`` may be the log's numbers or their lower-case names.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy, SpanKind, State
from simulator.metrics.outcomes import Table, column, endings, numbers, whole
from simulator.units import HOUR_S

BUSY = (State.TALK, State.WRAP_UP, State.HELPING)
"""The states in which an agent is occupied by a contact, their own or that of whom they help."""
PAID = tuple(State)
"""The states in which an agent is paid: all of them."""
LOGGED_IN = tuple(state for state in State if state is not State.ABSENT)
"""The states in which an agent is logged in: on duty, on a paid break, off the phone or away."""
THERE = (State.AVAILABLE, *BUSY)
"""The states in which an agent is there for contacts."""
HANDLING = (SpanKind.TALK, SpanKind.HOLD, SpanKind.REPLY, SpanKind.READING, SpanKind.WRAP_UP)
"""The spans of a contact that are its handle time: hold is part of the talk; ringing, or lying in a hand, is none."""


def is_closed(contacts: Table) -> NDArray[np.bool_]:
    """Return which contacts were ended by an agent and are done, wrap-up included; shape (contacts,).

    Contacts that timed out, were left by the customer or were passed on are not closed. Without the column ``closed_s``
    every contact with ``ended_by`` agent is closed. Where an export has ``customer`` for calls in which the customer
    hung up first, replace it by ``agent``. Without contacts: 0.
    """
    closed: NDArray[np.bool_] = endings(column(contacts, "ended_by")) == EndedBy.AGENT
    if "closed_s" in contacts:
        closed &= ~np.isnan(_floats(contacts["closed_s"]))
    return closed


def is_unsolved(contacts: Table) -> NDArray[np.bool_]:
    """Return which contacts an agent closed without solving the case; shape (contacts,).

    Reads ``solved`` (1 and 0, or true and false; missing if unknown); without that column every closed contact is
    solved. Without contacts: 0.
    """
    closed = is_closed(contacts)
    return closed & (whole(contacts["solved"]) == 0) if "solved" in contacts else np.zeros_like(closed)


def unsolved_share(contacts: Table) -> float:
    """Return the share of the closed that is not solved.

        closed and not solved / closed

    For a group, it is the share of the contacts that this group closed, whichever group answered first.
    Without closed contacts: NaN.

    >>> unsolved_share({"ended_by": ["agent", "agent", "abandoned"], "solved": [1, 0, 0]})
    0.5
    """
    closed = is_closed(contacts).sum()
    return float(is_unsolved(contacts).sum() / closed) if closed else float("nan")


def handle_s(spans: Table, contacts: int) -> NDArray[np.float64]:
    """Return talk + wrap-up of each contact in seconds, whoever did it, shape (contacts,); 0 for who had none.

    ``spans["contact"]`` is a contact's row in its table. Waiting is not handling, nor is what is of agents alone.

    >>> spans = {"contact": [0, 0], "kind": ["queue", "talk"], "from_s": [0.0, 9.0], "to_s": [9.0, 99.0]}
    >>> handle_s(spans, contacts=2).tolist()
    [90.0, 0.0]
    """
    mine = np.flatnonzero(_IS_HANDLING[numbers(column(spans, "kind"), SpanKind, "kind")])
    length_s = _floats(column(spans, "to_s"))[mine] - _floats(column(spans, "from_s"))[mine]
    return _floats(np.bincount(whole(column(spans, "contact"))[mine], weights=length_s, minlength=contacts))


def average_handle_time(contacts: Table) -> float:
    """Return the mean talk + wrap-up of the closed contacts, in seconds.

        (talk + wrap-up of the closed) / closed

    Reads ``handle_s``, or else ``talk_s`` and ``wrap_up_s``. Contacts that were not closed are left out. Hold time is
    part of talk. Without closed contacts: NaN. Source: the usual handle time of workforce management.

    >>> average_handle_time({"ended_by": ["agent", "agent", "abandoned"], "handle_s": [100.0, 50.0, 0.0]})
    75.0
    """
    if "handle_s" in contacts:
        seconds = _floats(contacts["handle_s"])
    else:
        seconds = _floats(column(contacts, "talk_s")) + _floats(column(contacts, "wrap_up_s"))
    closed = is_closed(contacts)
    return float(seconds[closed].sum() / closed.sum()) if closed.any() else float("nan")


def closed_per_hour(contacts: Table, hours: float) -> float:
    """Return how many contacts agents closed per hour.

        closed / hours

    ``hours`` are the hours the center was open, the hours agents were logged in (`agent_hours`), or the hours paid.
    Contacts that timed out or were left by the customer are not closed. Without hours: NaN.

    >>> closed_per_hour({"ended_by": ["agent", "agent", "abandoned"]}, hours=0.5)
    4.0
    """
    return float(is_closed(contacts).sum() / hours) if hours > 0 else float("nan")


def agent_hours(agent_time: Table) -> float:
    """Return the hours agents were logged in, overtime, paid breaks, time off the phone and time away included.

    The hours of all agents are added up. Without logged-in time: 0.

    >>> agent_hours({"state": ["available", "talk"], "seconds": [1800.0, 5400.0]})
    2.0
    """
    return hours_in(agent_time, LOGGED_IN)


def off_phone_hours(agent_time: Table) -> float:
    """Return the hours in which agents were paid and not available for contacts.

    Reads ``state`` and ``seconds``. They are among the agent hours, and not among the time of the occupancy. Without
    such time: 0.

    >>> off_phone_hours({"state": ["available", "off_phone"], "seconds": [1800.0, 5400.0]})
    1.5
    """
    return hours_in(agent_time, (State.OFF_PHONE,))


def paid_hours(agent_time: Table, deducted: float = 0.0) -> float:
    """Return the hours agents were paid for: all states together, absence included.

        hours of all states / (1 - deducted)

    Reads ``state`` and ``seconds``. ``deducted`` is the share of paid time that the plan has left out already, stages
    multiplied: 1 - (1 - absence) × (1 - off the phone) × adherence. Without such time: 0.

    >>> paid_hours({"state": ["available", "absent"], "seconds": [1800.0, 5400.0]})
    2.0
    >>> paid_hours({"state": ["available", "talk"], "seconds": [252000.0, 108000.0]}, deducted=0.3)   # 100 h, not 130
    142.85714285714286
    """
    return hours_in(agent_time, PAID) / (1.0 - deducted)


def scheduled_hours(presence: Table) -> float:
    """Return the hours on the plan.

    Reads ``from_s`` and ``to_s`` of what is planned, a row for each shift of each agent. Without such time: 0.

    >>> scheduled_hours({"from_s": [0.0, 1800.0], "to_s": [3600.0, 5400.0]})
    2.0
    """
    return float((_floats(column(presence, "to_s")) - _floats(column(presence, "from_s"))).sum() / HOUR_S)


def on_call_hours(presence: Table) -> float:
    """Return the hours in which people stood by for being called in.

    Reads ``from_s`` and ``to_s`` of the time on call, a row for each stretch. Without such time: 0.

    >>> on_call_hours({"from_s": [0.0, 1800.0], "to_s": [3600.0, 5400.0]})
    2.0
    """
    return scheduled_hours(presence)


def talk_hours(agent_time: Table) -> float:
    """Return the hours in which agents talked with at least one customer.

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> talk_hours({"state": ["available", "talk"], "seconds": [1800.0, 5400.0]})
    1.5
    """
    return hours_in(agent_time, (State.TALK,))


def wrap_up_hours(agent_time: Table) -> float:
    """Return the hours in which agents wrapped up and talked with nobody.

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> wrap_up_hours({"state": ["wrap_up", "talk"], "seconds": [1800.0, 5400.0]})
    0.5
    """
    return hours_in(agent_time, (State.WRAP_UP,))


def helping_hours(agent_time: Table) -> float:
    """Return the hours in which agents helped others.

    Reads ``state`` and ``seconds``. They are part of the agent hours, and of the time of the occupancy in which agents
    are engaged. Without such time: 0.

    >>> helping_hours({"state": ["helping", "talk"], "seconds": [1800.0, 5400.0]})
    0.5
    """
    return hours_in(agent_time, (State.HELPING,))


def break_hours(agent_time: Table) -> float:
    """Return the hours of paid breaks.

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> break_hours({"state": ["break", "talk"], "seconds": [1800.0, 5400.0]})
    0.5
    """
    return hours_in(agent_time, (State.BREAK,))


def away_hours(agent_time: Table) -> float:
    """Return the paid hours in which agents were not there although the plan says so.

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> away_hours({"state": ["away", "talk"], "seconds": [1800.0, 5400.0]})
    0.5
    """
    return hours_in(agent_time, (State.AWAY,))


def absent_hours(agent_time: Table) -> float:
    """Return the paid hours of shifts that were not worked.

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> absent_hours({"state": ["absent", "talk"], "seconds": [1800.0, 5400.0]})
    0.5
    """
    return hours_in(agent_time, (State.ABSENT,))


def overtime_hours(agent_time: Table) -> float:
    """Return the hours of overtime, whatever was done in them.

    Reads ``overtime`` (true and false) and ``seconds``. Without such time: 0.

    >>> overtime_hours({"overtime": [True, False], "seconds": [1800.0, 5400.0]})
    0.5
    """
    late = np.asarray(column(agent_time, "overtime"), dtype=np.bool_)
    return float(_floats(column(agent_time, "seconds"))[late].sum() / HOUR_S)


def hours_in(agent_time: Table, states: tuple[State, ...]) -> float:
    """Return the hours of all agents in some states."""
    counted = np.isin(_states(agent_time), states)
    return float(_floats(column(agent_time, "seconds"))[counted].sum() / HOUR_S)


def staff_cost(agent_time: Table, cost_per_hour: Mapping[Any, float], by: str = "group") -> float:
    """Return what the agents' hours cost, overtime included.

        sum over groups of hours paid × cost per hour × how many times that a row is paid

    ``cost_per_hour`` is a mapping by group, or ``by`` agent, with the names of the table; if the cost of one is unknown
    (NaN), so is the sum. A column ``pays`` says how many times the hour's cost a row costs: 1.25 in an evening with a
    supplement of 25 %, 1.75 in overtime at 150 % then, for what is more adds up. Without it every paid hour costs the
    same, whatever is done in it. Without paid time: 0.

    >>> staff_cost({"group": ["front", "back"], "state": ["talk", "available"], "seconds": [3600.0, 1800.0]},
    ...            {"front": 14.0, "back": 20.0})
    24.0
    >>> staff_cost({"agent": ["ana", "ana"], "state": ["talk", "absent"], "seconds": [3600.0, 1800.0],
    ...             "pays": [1.75, 1.25]}, {"ana": 16.0}, by="agent")
    38.0
    """
    owners, seconds = np.asarray(column(agent_time, by)), _floats(column(agent_time, "seconds"))
    if "pays" in agent_time:
        seconds = seconds * _floats(agent_time["pays"])
    paid = np.isin(_states(agent_time), PAID)
    hours = {owner: float(seconds[paid & (owners == owner)].sum() / HOUR_S) for owner in cost_per_hour}
    return float(sum(hours[owner] * cost for owner, cost in cost_per_hour.items()))


def cost_per_closed(contacts: Table, cost: float) -> float:
    """Return what a closed contact costs in agents' time.

        staff cost / closed

    ``cost`` is that of `staff_cost` and includes idle time. Abandoned contacts and contacts that were sent away are not
    closed. Without closed contacts, or with an unknown cost: NaN.

    >>> cost_per_closed({"ended_by": ["agent", "agent", "abandoned"]}, cost=24.0)
    12.0
    """
    closed = is_closed(contacts).sum()
    return float(cost / closed) if closed else float("nan")


def occupancy(agent_time: Table, intervals: int | None = None) -> float:
    """Return the share of time on duty in which agents were engaged, that is, had at least one contact in hand.

        talk, wrap-up and helping / time on duty

    The time counts once, however many contacts are in hand. With ``intervals``, the number of intervals of the horizon,
    the time after closing is left out, as in the metric of a run; without it, all rows count. Overtime inside the
    horizon counts as time on duty. Without time on duty: NaN.
    Source: the occupancy of queueing theory, carried work / servers, measured over time.

    >>> occupancy({"state": ["available", "talk", "wrap_up"], "seconds": [600.0, 1500.0, 300.0]})
    0.75
    """
    state, seconds, inside = _states(agent_time), _floats(column(agent_time, "seconds")), _inside(agent_time, intervals)
    busy_s = seconds[inside & np.isin(state, BUSY)].sum()
    there_s = seconds[inside & np.isin(state, THERE)].sum()
    return float(busy_s / there_s) if there_s > 0 else float("nan")


def slot_load(agent_time: Table, slots: Mapping[Any, int], intervals: int | None = None) -> float:
    """Return the share of agents' slots that contacts filled, over time.

        total time of all contacts in hand / (time on duty × slots per agent)

    ``slots`` is a mapping by group, with the names of the table: how many contacts an agent can have in hand.
    ``slot_seconds`` is the total time of all contacts in hand; a contact that needs the whole agent fills all slots.
    Where channels with different slots share agents, both count in parts of an agent: with 2 and 3 slots an agent has
    six parts, of which a contact fills three or two. With one slot the value is the occupancy. ``intervals`` leaves out
    the time after closing, as in `occupancy`. Without time on duty: NaN.

    >>> slot_load({"group": ["front", "front"], "state": ["available", "talk"], "seconds": [400.0, 600.0],
    ...            "slot_seconds": [0.0, 1200.0]}, {"front": 3})
    0.4
    """
    groups, seconds = np.asarray(column(agent_time, "group")), _floats(column(agent_time, "seconds"))
    counted = _inside(agent_time, intervals) & np.isin(_states(agent_time), THERE)
    slot_s = _floats(column(agent_time, "slot_seconds"))[counted].sum()
    room_s = sum(seconds[counted & (groups == group)].sum() * number for group, number in slots.items())
    return float(slot_s / room_s) if room_s > 0 else float("nan")


def occupancy_in_focus(agent_time: Table, intervals: int | None = None) -> float:
    """Return the share of time on duty in which agents worked on something.

        working / time on duty

    Agents with active conversations in hand work while they write a reply or wrap up. ``idle_seconds``, if there is
    such a column, are the seconds of a row in which agents had conversations in hand and did nothing for any of them;
    without it the value equals the occupancy. ``intervals`` leaves out the time after closing, as in `occupancy`.
    Without time on duty: NaN.

    >>> occupancy_in_focus({"state": ["available", "talk"], "seconds": [600.0, 1800.0]})
    0.75
    >>> occupancy_in_focus({"state": ["available", "talk"], "seconds": [600.0, 1800.0], "idle_seconds": [0.0, 600.0]})
    0.5
    """
    engaged = occupancy(agent_time, intervals)
    if "idle_seconds" not in agent_time:
        return engaged
    mine = _inside(agent_time, intervals) & np.isin(_states(agent_time), THERE)
    there_s = _floats(column(agent_time, "seconds"))[mine].sum()
    return float(engaged - _floats(agent_time["idle_seconds"])[mine].sum() / there_s) if there_s > 0 else engaged


def _inside(agent_time: Table, intervals: int | None) -> NDArray[np.bool_]:
    if intervals is None:
        return np.ones(len(_states(agent_time)), dtype=bool)
    return np.asarray(column(agent_time, "interval")) < intervals


def _states(agent_time: Table) -> NDArray[np.integer[Any]]:
    return numbers(column(agent_time, "state"), State, "state")


def _floats(values: Any) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


_IS_HANDLING = np.array([kind in HANDLING for kind in SpanKind])
