"""What kind of number a metric is: it decides how far an interval may reach and what one contact more would change.

A share lies between 0 and 1, everything else is at least 0. A share of contacts and a count are made of events that
come one at a time, so they are never known better than by counting them.
"""

from enum import Enum, auto

from simulator.catalogue import Metric, Unit


class NumberKind(Enum):
    """The kinds of metrics, by what their intervals rest on."""

    SHARE_OF_CONTACTS = auto()
    """Each contact of the denominator is in the numerator or not."""
    SHARE_OF_TIME = auto()
    COUNT = auto()
    """So many contacts per replication."""
    WAIT = auto()
    """Seconds per contact, 0 where nobody has to wait."""
    AMOUNT = auto()
    """Anything else that is at least 0: rates, handle times, cost per contact."""
    FACT = auto()
    """What the plan decides but for some chance: who comes, hours, cost. It may be the same in every replication."""


FACTS = ("arrived", "cases", "agent_hours", "staff_cost")


def kind_of(metric: Metric) -> NumberKind:
    """Return what kind of number ``metric`` is.

    >>> from simulator.catalogue import METRICS
    >>> kind_of(METRICS["service_level"]).name, kind_of(METRICS["occupancy"]).name, kind_of(METRICS["asa_s"]).name
    ('SHARE_OF_CONTACTS', 'SHARE_OF_TIME', 'WAIT')
    """
    if metric.name in FACTS:
        return NumberKind.FACT
    if metric.unit is Unit.SHARE:
        return NumberKind.SHARE_OF_TIME if is_time(metric.numerator) else NumberKind.SHARE_OF_CONTACTS
    if metric.unit is Unit.CONTACTS:
        return NumberKind.COUNT
    waits = metric.name.startswith(("asa", "wait", "further_wait_s", "reply_s", "assigned_s"))
    return NumberKind.WAIT if waits else NumberKind.AMOUNT


def is_time(measures: tuple[str, ...]) -> bool:
    """Return whether the measures are seconds: the unit is in the name."""
    return any(name.endswith("_s") or "_s_" in name for name in measures)
