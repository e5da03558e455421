"""What interventions did: how often each was carried out, on how many days, how many agents came by it, and when."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, RunLog
from simulator.metrics.cells import day_of_part, interval_of
from simulator.metrics.outcomes import Table, column, floats, integers

OF_INTERVENTIONS = ("times", "days", "number", "first_s")
"""What is counted of each: how often it was carried out, on how many days, how many agents, types or groups it changed,
and the time of day at which it was carried out first, added up over these days."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Carried(NamedTuple):
    """The interventions that were carried out in the reported time, shape (times,) each; in the order of time."""

    rule: Ints
    at_s: Floats
    number: Ints
    """How many agents, types or groups each changed."""
    slot: Ints
    """The interval of each."""


def carried_out(log: RunLog) -> Carried:
    """Return the interventions that a log has in its reported time."""
    if not log.interventions:
        return Carried(_NOBODY, np.empty(0), _NOBODY, _NOBODY)
    at_s = floats(log.interventions["at_s"])
    slot = interval_of(at_s, log.facts)
    mine = np.flatnonzero(slot >= 0)
    rule, number = (integers(log.interventions[name])[mine].astype(np.intp) for name in ("rule", "did"))
    return Carried(rule, at_s[mine], number, slot[mine])


def by_intervention(log: RunLog) -> Floats:
    """Return `OF_INTERVENTIONS` of each intervention, shape (interventions, 4); they add up over replications."""
    rules = len(log.names.interventions)
    if not rules:
        return np.zeros((0, len(OF_INTERVENTIONS)))
    found = carried_out(log)
    day = day_of_part(log.facts)[found.slot]
    # In the order of time, the first of a rule and a day is where the pair is first met.
    pairs, first = np.unique(found.rule * len(log.facts.days) + day, return_index=True)
    of_pair = pairs // len(log.facts.days)
    starts_s = np.array([one.start_s for one in log.facts.days])[day[first]]
    columns = (
        np.bincount(found.rule, minlength=rules),
        np.bincount(of_pair, minlength=rules),
        np.bincount(found.rule, weights=found.number, minlength=rules),
        np.bincount(of_pair, weights=found.at_s[first] - starts_s, minlength=rules),
    )
    return np.stack([one.astype(np.float64) for one in columns], axis=1)


def interventions_table(log: RunLog) -> Columns:
    """Return what interventions did as columns whose numbers stand for words; nothing where there are none."""
    mine = log.interventions
    return {"intervention": mine["rule"], "at_s": mine["at_s"], "number": mine["did"]} if mine else {}


def interventions(interventions: Table) -> int:
    """Return how often interventions were carried out.

        rows of the table

    Each row is one intervention, carried out once; what was carried out before the reported time is left out in a run.
    Reads ``intervention``. Without interventions: 0.

    >>> interventions({"intervention": ["help", "help", "no_chat"]})
    3
    """
    return len(np.asarray(column(interventions, "intervention")))


_NOBODY = np.empty(0, dtype=np.intp)
