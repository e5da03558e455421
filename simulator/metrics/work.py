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

BUSY = (State.TALK, State.WRAP_UP)
"""The states in which an agent is occupied by a contact."""
LOGGED_IN = tuple(State)
"""The states in which an agent is logged in: so far all of them."""
HANDLING = (SpanKind.TALK, SpanKind.HOLD, SpanKind.REPLY, SpanKind.READING, SpanKind.WRAP_UP)
"""The spans of a contact that are its handle time: hold is part of the talk; ringing, or lying in a hand, is none."""


def is_closed(contacts: Table) -> NDArray[np.bool_]:
    """Return which contacts were ended by an agent and are done, wrap-up included; shape (contacts,).

    Time-outs, customers who left in the middle and who was passed on are not closed. A table without ``closed_s`` is
    taken at its word: ended by an agent is closed. An export that says ``customer`` for whoever hung up first has to be
    translated.
    """
    closed: NDArray[np.bool_] = endings(column(contacts, "ended_by")) == EndedBy.AGENT
    if "closed_s" in contacts:
        closed &= ~np.isnan(_floats(contacts["closed_s"]))
    return closed


def is_unsolved(contacts: Table) -> NDArray[np.bool_]:
    """Return which contacts an agent closed without solving what the customer wanted; shape (contacts,).

    Reads ``solved`` (1 and 0, or true and false; what is missing is not known); left out, all that is closed is solved.
    Empty: 0 of them.
    """
    closed = is_closed(contacts)
    return closed & (whole(contacts["solved"]) == 0) if "solved" in contacts else np.zeros_like(closed)


def unsolved_share(contacts: Table) -> float:
    """Return the share of the closed that is not solved.

        closed and not solved / closed

    Of a group it is the share of what it closed, whoever answered first. Empty: NaN.

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

    Reads ``handle_s``, or else ``talk_s`` and ``wrap_up_s``. Who was not closed is left out. Empty: NaN.
    Source: the handle time of workforce management, hold time being part of talk.

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

    ``hours`` says per what: the hours the center was open, the hours agents were logged in (`agent_hours`), the hours
    paid. Time-outs and customers who left are not closed. No hours: NaN.

    >>> closed_per_hour({"ended_by": ["agent", "agent", "abandoned"]}, hours=0.5)
    4.0
    """
    return float(is_closed(contacts).sum() / hours) if hours > 0 else float("nan")


def agent_hours(agent_time: Table) -> float:
    """Return the hours agents were logged in, overtime included. Empty: 0.

    >>> agent_hours({"state": ["available", "talk"], "seconds": [1800.0, 5400.0]})
    2.0
    """
    logged_in = np.isin(_states(agent_time), LOGGED_IN)
    return float(_floats(column(agent_time, "seconds"))[logged_in].sum() / HOUR_S)


def staff_cost(agent_time: Table, cost_per_hour: Mapping[Any, float]) -> float:
    """Return what the agents' hours cost, overtime included.

        sum over groups of hours paid × cost per hour

    ``cost_per_hour`` is by group, named as in the table; NaN for one whose cost is not known, and then the sum is NaN.
    So far every hour logged in is paid. Empty: 0.

    >>> staff_cost({"group": ["front", "back"], "state": ["talk", "available"], "seconds": [3600.0, 1800.0]},
    ...            {"front": 14.0, "back": 20.0})
    24.0
    """
    groups, seconds = np.asarray(column(agent_time, "group")), _floats(column(agent_time, "seconds"))
    paid = np.isin(_states(agent_time), LOGGED_IN)
    hours = {group: float(seconds[paid & (groups == group)].sum() / HOUR_S) for group in cost_per_hour}
    return float(sum(hours[group] * cost for group, cost in cost_per_hour.items()))


def cost_per_closed(contacts: Table, cost: float) -> float:
    """Return what a closed contact costs in agents' time.

        staff cost / closed

    ``cost`` is that of `staff_cost`: idle time is in it. Who abandoned or was sent away is not among the closed.
    Nobody closed, or a cost that is not known: NaN.

    >>> cost_per_closed({"ended_by": ["agent", "agent", "abandoned"]}, cost=24.0)
    12.0
    """
    closed = is_closed(contacts).sum()
    return float(cost / closed) if closed else float("nan")


def occupancy(agent_time: Table, intervals: int | None = None) -> float:
    """Return the share of logged-in time in which agents were engaged, that is, had at least one contact in hand.

        talk and wrap-up / logged-in time

    However many contacts are in hand at once, the time counts once. With ``intervals``, the number of intervals of the
    horizon, the time after closing is left out, as the metric wants it; without, all rows count. Overtime inside the
    horizon counts on both sides. No logged-in time: NaN.
    Source: the occupancy of queueing theory, offered work served / servers, measured by the clock.

    >>> occupancy({"state": ["available", "talk", "wrap_up"], "seconds": [600.0, 1500.0, 300.0]})
    0.75
    """
    state, seconds, inside = _states(agent_time), _floats(column(agent_time, "seconds")), _inside(agent_time, intervals)
    busy_s = seconds[inside & np.isin(state, BUSY)].sum()
    logged_in_s = seconds[inside & np.isin(state, LOGGED_IN)].sum()
    return float(busy_s / logged_in_s) if logged_in_s > 0 else float("nan")


def slot_load(agent_time: Table, slots: Mapping[Any, int], intervals: int | None = None) -> float:
    """Return how full agents' hands were.

        time of each contact in hand, added up / (logged-in time × slots of an agent)

    ``slots`` says by group, named as in the table, how many contacts fit in an agent's hand; ``slot_seconds`` holds the
    time of all contacts in hand, where one that needs the whole agent fills all slots. Where channels of different
    slots share agents, both count parts of a hand: with 2 and 3 slots a hand has six, of which a contact fills three or
    two. With one slot it is the occupancy. ``intervals`` leaves out the time after closing, as in `occupancy`. No
    logged-in time: NaN.

    >>> slot_load({"group": ["front", "front"], "state": ["available", "talk"], "seconds": [400.0, 600.0],
    ...            "slot_seconds": [0.0, 1200.0]}, {"front": 3})
    0.4
    """
    groups, seconds = np.asarray(column(agent_time, "group")), _floats(column(agent_time, "seconds"))
    counted = _inside(agent_time, intervals) & np.isin(_states(agent_time), LOGGED_IN)
    slot_s = _floats(column(agent_time, "slot_seconds"))[counted].sum()
    room_s = sum(seconds[counted & (groups == group)].sum() * number for group, number in slots.items())
    return float(slot_s / room_s) if room_s > 0 else float("nan")


def occupancy_in_focus(agent_time: Table, intervals: int | None = None) -> float:
    """Return the share of logged-in time in which agents worked on something.

        working / logged-in time

    So far agents work whenever they have a contact in hand, so it is the occupancy; it falls behind it where an agent
    waits for a customer to write. ``intervals`` leaves out the time after closing. No logged-in time: NaN.

    >>> occupancy_in_focus({"state": ["available", "talk"], "seconds": [600.0, 1800.0]})
    0.75
    """
    return occupancy(agent_time, intervals)


def _inside(agent_time: Table, intervals: int | None) -> NDArray[np.bool_]:
    if intervals is None:
        return np.ones(len(_states(agent_time)), dtype=bool)
    return np.asarray(column(agent_time, "interval")) < intervals


def _states(agent_time: Table) -> NDArray[np.integer[Any]]:
    return numbers(column(agent_time, "state"), State, "state")


def _floats(values: Any) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


_IS_HANDLING = np.array([kind in HANDLING for kind in SpanKind])
