"""Hours by whether people are there: on duty, available, or absent without pay."""

import numpy as np

from simulator.log import State
from simulator.metrics.outcomes import Table, column
from simulator.metrics.work import THERE, hours_in
from simulator.units import HOUR_S


def on_duty_hours(agent_time: Table) -> float:
    """Return the hours in which agents were there for contacts, busy or not.

        hours logged in - breaks - off the phone - away

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> on_duty_hours({"state": ["available", "talk", "break"], "seconds": [1800.0, 5400.0, 900.0]})
    2.0
    """
    return hours_in(agent_time, THERE)


def available_hours(agent_time: Table) -> float:
    """Return the hours in which agents were on duty with nothing in hand.

    Reads ``state`` and ``seconds``. Without such time: 0.

    >>> available_hours({"state": ["available", "talk"], "seconds": [1800.0, 5400.0]})
    0.5
    """
    return hours_in(agent_time, (State.AVAILABLE,))


def unpaid_absent_hours(spans: Table) -> float:
    """Return the hours of shifts that were not worked and are not paid.

    Reads ``kind``, ``from_s`` and ``to_s`` of spans. Without such time: 0.

    >>> unpaid_absent_hours({"kind": ["unpaid_absence", "duty"], "from_s": [0.0, 0.0], "to_s": [1800.0, 5400.0]})
    0.5
    """
    absent = np.asarray([str(kind).lower() for kind in column(spans, "kind")]) == "unpaid_absence"
    from_s, to_s = (np.asarray(column(spans, name), dtype=np.float64) for name in ("from_s", "to_s"))
    return float((to_s - from_s)[absent].sum() / HOUR_S)
