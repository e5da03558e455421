"""What people cost and how their time is used, for tables: cost per something, utilisation, adherence, conformance.

Where a table has ``scheduled`` and ``actual``, they are what is planned and what was done in a row's seconds: on_phone,
break, off_phone; away or absent; empty where nothing is planned, as in overtime, or nothing is done.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.outcomes import Table, column
from simulator.metrics.tally import Seconds, tally
from simulator.metrics.work import BUSY, LOGGED_IN, PAID, hours_in

_ON_SHIFT = ("on_phone", "break", "off_phone")


def cost_per_contact(contacts: Table, cost: float) -> float:
    """Return what a contact costs in agents' time, whatever became of it.

        staff cost / arrived

    Without contacts, or with an unknown cost: NaN.

    >>> cost_per_contact({"wait_s": [5.0, 9.0], "ended_by": ["agent", "abandoned"]}, cost=24.0)
    12.0
    """
    return _per(cost, tally(contacts)["arrived"])


def cost_per_answered(contacts: Table, cost: float) -> float:
    """Return what an answered contact costs in agents' time.

        staff cost / answered

    Of a group, its cost and the contacts that it answered. Without them, or with an unknown cost: NaN.

    >>> cost_per_answered({"wait_s": [5.0, 9.0], "ended_by": ["agent", "abandoned"]}, cost=24.0)
    24.0
    """
    return _per(cost, tally(contacts)["answered"])


def cost_per_served_in_time(contacts: Table, cost: float, within_s: Seconds) -> float:
    """Return what a case that is served in time costs in agents' time.

        staff cost / cases first answered with wait <= T, or solved by a machine alone

    Without such cases, or with an unknown cost: NaN.

    >>> cost_per_served_in_time({"wait_s": [5.0, 30.0], "ended_by": ["agent", "agent"]}, cost=24.0, within_s=20)
    24.0
    """
    return _per(cost, tally(contacts, within_s)["cases_in_time"])


def cost_per_solved_case(contacts: Table, cost: float) -> float:
    """Return what a solved case costs in agents' time.

        staff cost / solved cases

    Without solved cases, or with an unknown cost: NaN.

    >>> calls = {"wait_s": [5.0, 9.0, 3.0], "ended_by": ["agent"] * 3, "case": [1, 1, 2], "solved": [0, 1, 0]}
    >>> cost_per_solved_case(calls, cost=24.0)
    24.0
    """
    return _per(cost, tally(contacts)["solved"])


def utilisation_of_paid_time(agent_time: Table) -> float:
    """Return the share of paid time in which agents had contacts in hand, or helped.

        talk, wrap-up and helping / time in all states

    Without paid time: NaN.

    >>> utilisation_of_paid_time({"state": ["talk", "available", "break", "absent"], "seconds": [3.0, 1.0, 1.0, 1.0]})
    0.5
    """
    return _per(hours_in(agent_time, BUSY), hours_in(agent_time, PAID))


def utilisation_of_logged_in_time(agent_time: Table) -> float:
    """Return the share of logged-in time in which agents had contacts in hand, or helped.

        talk, wrap-up and helping / time in all states but absent

    Breaks, time off the phone and time away are logged-in time. Without logged-in time: NaN.

    >>> utilisation_of_logged_in_time({"state": ["talk", "available", "absent"], "seconds": [3.0, 1.0, 1.0]})
    0.75
    """
    return _per(hours_in(agent_time, BUSY), hours_in(agent_time, LOGGED_IN))


def adherence(plan_time: Table) -> float:
    """Return the share of scheduled time in which people did what was scheduled, of those who came.

        time in the scheduled state / scheduled time, without that of the absent

    A break that begins late counts twice: work while it was scheduled, and the break while work was. Overtime is not
    scheduled. Without scheduled time: NaN. Source: the usual adherence of workforce management.

    >>> plan_time = {"scheduled": ["on_phone", "break", "on_phone", "on_phone", ""],
    ...              "actual": ["on_phone", "on_phone", "break", "absent", "on_phone"],
    ...              "seconds": [14.0, 3.0, 3.0, 9.0, 5.0]}
    >>> adherence(plan_time), adherence_with_absence(plan_time)
    (0.7, 0.4827586206896552)
    """
    return _adherence(plan_time, _texts(plan_time, "actual") != "absent")


def adherence_with_absence(plan_time: Table) -> float:
    """Return the same of everybody who is scheduled.

        time in the scheduled state / scheduled time

    Without scheduled time: NaN.
    """
    return _adherence(plan_time, np.ones(len(_seconds(plan_time)), dtype=np.bool_))


def conformance(plan_time: Table) -> float:
    """Return how much people were on the phone for each second they were scheduled to be, whenever that was.

        time on the phone / time scheduled on the phone, without that of the absent

    More than 1 where people stay longer or miss breaks. Without time scheduled on the phone: NaN.
    Source: the usual conformance of workforce management.

    >>> conformance({"scheduled": ["on_phone", "break", ""], "actual": ["on_phone", "on_phone", "on_phone"],
    ...              "seconds": [8.0, 1.0, 1.0]})
    1.25
    """
    return _conformance(plan_time, ("on_phone",), ("on_phone",))


def conformance_of_shifts(plan_time: Table) -> float:
    """Return how long people were on shift for each second they were scheduled to be, whatever they did.

        time on the phone, on breaks and at work off the phone / scheduled time, without that of the absent

    Without scheduled time: NaN.

    >>> conformance_of_shifts({"scheduled": ["on_phone", "break", "on_phone", ""],
    ...                        "actual": ["on_phone", "on_phone", "away", "on_phone"], "seconds": [6.0, 1.0, 1.0, 3.0]})
    1.25
    """
    return _conformance(plan_time, _ON_SHIFT, _ON_SHIFT)


def _conformance(plan_time: Table, done: tuple[str, ...], planned: tuple[str, ...]) -> float:
    actual, seconds = _texts(plan_time, "actual"), _seconds(plan_time)
    scheduled = np.isin(_texts(plan_time, "scheduled"), planned) & (actual != "absent")
    return _per(float(seconds[np.isin(actual, done)].sum()), float(seconds[scheduled].sum()))


def _adherence(plan_time: Table, counted: NDArray[np.bool_]) -> float:
    scheduled, actual, seconds = _texts(plan_time, "scheduled"), _texts(plan_time, "actual"), _seconds(plan_time)
    counted = counted & (scheduled != "")
    return _per(float(seconds[counted & (scheduled == actual)].sum()), float(seconds[counted].sum()))


def _per(cost: float, number: float) -> float:
    return cost / number if number else float("nan")


def _texts(table: Table, name: str) -> NDArray[np.str_]:
    return np.asarray(column(table, name), dtype=np.str_)


def _seconds(table: Table) -> NDArray[np.float64]:
    return np.asarray(column(table, "seconds"), dtype=np.float64)
