"""Help that agents called for: how often, how often somebody came, after what time, and for how long they stayed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, Columns, RunLog
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import Table, column, floats, integers

OF_HELPS = ("calls", "helped", "wait_s", "helping_s")
"""What is counted of each rule: calls, for how many somebody came, after what time, and for how long they stayed."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Calls(NamedTuple):
    """The calls for help that were made in the reported time, shape (calls,) each; in the order of time."""

    contact: Ints
    rule: Ints
    agent: Ints
    """Who called."""
    helped: NDArray[np.bool_]
    wait_s: Floats
    """Until the helper came; 0 where nobody did."""
    helping_s: Floats
    slot: Ints
    """The interval of each."""


def calls_in(log: RunLog) -> Calls:
    """Return the calls that a log has in its reported time; it has a table of them."""
    called_s = floats(log.helps["called_s"])
    slot = interval_of(called_s, log.facts)
    mine = np.flatnonzero(slot >= 0)
    contact, rule, agent, helper = (
        integers(log.helps[name])[mine].astype(np.intp) for name in ("contact", "rule", "agent", "helper")
    )
    helped = helper != NOBODY
    begun_s, until_s = (np.where(helped, floats(log.helps[name])[mine], 0.0) for name in ("begun_s", "until_s"))
    wait_s = np.where(helped, begun_s - called_s[mine], 0.0)
    return Calls(contact, rule, agent, helped, wait_s, until_s - begun_s, slot[mine])


def by_help(log: RunLog) -> Floats:
    """Return `OF_HELPS` of each rule, shape (rules, 4); they add up over replications."""
    rules = len(log.names.helps)
    if not log.helps:
        return np.zeros((rules, len(OF_HELPS)))
    found = calls_in(log)
    weights = (None, found.helped, found.wait_s, found.helping_s)
    columns = [np.bincount(found.rule, weights=one, minlength=rules) for one in weights]
    return np.stack(columns, axis=1).astype(np.float64)


def helps_table(log: RunLog) -> Columns:
    """Return the calls for help as columns whose numbers stand for words; nothing where nobody helps."""
    mine = log.helps
    return {("help" if name == "rule" else name): mine[name] for name in mine}


def calls_for_help(helps: Table) -> int:
    """Return how often agents called for help.

        rows of the table

    Each row is a call of an agent; what was called before the reported time is left out in a run. Reads ``help``.
    Without calls: 0.

    >>> calls_for_help({"help": ["stuck", "stuck", "new"]})
    3
    """
    return len(np.asarray(column(helps, "help")))


def helped_share(helps: Table) -> float:
    """Return the share of calls for help for which somebody came before the talk was over.

        calls for which somebody came / calls

    Reads ``begun_s``, when the helper came, missing where nobody did. Without calls: NaN.

    >>> helped_share({"begun_s": [10.0, 30.0, float("nan"), 60.0]})
    0.75
    """
    begun_s = np.asarray(column(helps, "begun_s"), dtype=np.float64)
    return float((~np.isnan(begun_s)).mean()) if len(begun_s) else float("nan")


def mean_wait_for_help(helps: Table) -> float:
    """Return the mean time from a call for help until the helper came.

        sum of (begun_s - called_s) / calls for which somebody came

    Reads ``called_s`` and ``begun_s``. Calls for which nobody came are left out. Without any other: NaN.

    >>> mean_wait_for_help({"called_s": [0.0, 0.0, 5.0], "begun_s": [0.0, 30.0, float("nan")]})
    15.0
    """
    called_s, begun_s = (np.asarray(column(helps, name), dtype=np.float64) for name in ("called_s", "begun_s"))
    known = ~np.isnan(begun_s)
    return float((begun_s - called_s)[known].mean()) if known.any() else float("nan")
