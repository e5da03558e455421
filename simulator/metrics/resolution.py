"""How cases were solved: how many attempts and transfers they took, and whether it helped.

Each function reads ``ended_by`` and ``wait_s`` (and what says who was answered, see `outcomes`). ``case`` says which
contacts belong to one case, ``cause`` and ``parent`` which of them were moved or passed on, ``attempt`` which belong
together where that does not say it, ``solved`` what was solved (left out: whatever an agent closed), ``passes`` how
often a contact was passed on without becoming another one.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, WATCHED_S
from simulator.metrics.chains import filled
from simulator.metrics.outcomes import Table
from simulator.metrics.tally import tally
from simulator.units import DAY_S, HOUR_S

Days = float | NDArray[np.float64]


def attempts_per_case(contacts: Table) -> float:
    """Return the mean number of attempts per case.

        attempts / cases

    A contact that is moved or passed on stays in one attempt. Without cases: NaN.

    >>> attempts_per_case({"ended_by": ["abandoned", "agent", "agent"], "wait_s": [90.0, 5.0, 5.0], "case": [1, 1, 2]})
    1.5
    """
    return _ratio("attempts_per_case", contacts)


def repeated_share(contacts: Table) -> float:
    """Return the share of cases with more than one attempt.

        cases with more than one attempt / cases

    Without cases: NaN.

    >>> repeated_share({"ended_by": ["abandoned", "agent", "agent"], "wait_s": [90.0, 5.0, 5.0], "case": [1, 1, 2]})
    0.5
    """
    return _ratio("repeated_share", contacts)


def solved_share(contacts: Table) -> float:
    """Return the share of solved cases among the cases whose outcome is known.

        cases whose last contact ended solved / (cases - still open - would come again after the end)

    Reads also ``again_s``, the time at which the customer comes again after a contact (missing if they do not): if that
    further contact is not in the table, the outcome of the case is unknown and the case is left out.
    Without cases that count: NaN.

    >>> contacts = {"ended_by": ["agent", "agent", "abandoned"], "wait_s": [5.0] * 3, "solved": [0, 1, 0]}
    >>> solved_share(contacts | {"case": [1, 1, 2]})
    0.5
    """
    return _ratio("solved_share", contacts)


def contacts_per_solved_case(contacts: Table) -> float:
    """Return the number of contacts per solved case.

        (attempts + contacts from transfers, of all cases) / solved cases

    A contact that is moved before an answer, or passed on within its type, is one contact; so compare only strategies
    with the same kind of transfers. Cases whose customer would come again after the end (``again_s``, as in
    `solved_share`) are left out. Without solved cases: NaN.

    >>> contacts = {"ended_by": ["agent", "agent", "abandoned"], "wait_s": [5.0] * 3, "solved": [0, 1, 0]}
    >>> contacts_per_solved_case(contacts | {"case": [1, 1, 2]})
    3.0
    """
    return _ratio("contacts_per_solved_case", contacts)


def first_contact_resolution(contacts: Table) -> float:
    """Return the share of cases that one agent solved at the first attempt.

        solved at the first attempt, and not passed on in it / answered at the first attempt

    Cases that are still open in their first attempt are left out. Cases that were moved before the answer count.
    Without cases that count: NaN.

    >>> contacts = {"ended_by": ["agent", "agent", "agent"], "wait_s": [5.0] * 3, "solved": [0, 1, 1]}
    >>> first_contact_resolution(contacts | {"case": [1, 1, 2]})
    0.5
    """
    return _ratio("first_contact_resolution", contacts)


def resolution_by_transfer(contacts: Table) -> float:
    """Return the share of cases that were solved at the first attempt after being passed on.

        solved at the first attempt, and passed on in it / answered at the first attempt

    With `first_contact_resolution` it adds up to the share of cases that were solved at the first attempt.
    Without cases that count: NaN.

    >>> resolution_by_transfer({"ended_by": ["agent", "agent"], "wait_s": [5.0, 5.0], "passes": [1, 0]})
    0.5
    """
    return _ratio("resolution_by_transfer", contacts)


def fcr_measured(contacts: Table, ends_s: float, days: Days = WATCHED_S / DAY_S) -> float:
    """Return the share of cases whose customer did not come again within ``days`` after the first answer.

        cases without a further attempt within the days / cases first answered more than the days before ``ends_s``

    ``days`` is one number, or one per contact; that of the case's first contact counts. Centers that do not record what
    was solved measure first contact resolution in this way: customers who give up, or go elsewhere, count as helped. A
    further attempt counts whether it was answered or not. Cases answered too late to be observed for all of the days
    are left out. Reads also ``answered_s`` and ``arrived_s``. Without cases that were answered early enough, as in a
    horizon of less than a week: NaN.

    >>> contacts = {"ended_by": ["agent"] * 3, "wait_s": [0.0] * 3, "case": [1, 1, 2]}
    >>> times = {"arrived_s": [0.0, 50_000.0, 9.0], "answered_s": [0.0, 50_000.0, 9.0]}
    >>> fcr_measured(contacts | times, ends_s=864_000.0), fcr_measured(contacts | times, ends_s=864_000.0, days=0.5)
    (0.5, 1.0)
    """
    sums = tally(contacts, ends_s=ends_s, watched_s=np.multiply(days, DAY_S))
    watched = sums["cases_not_back"] + sums["cases_back"]
    return sums["cases_not_back"] / watched if watched else math.nan


def passed_on_share(contacts: Table) -> float:
    """Return the share of agents' talks with customers that ended in a transfer.

        passed on / talks

    An agent's talk with a customer counts once, even if it was interrupted; a contact that was passed on within its
    type has several talks. A contact that was passed on and is still open counts as waiting. Without talks: NaN.

    >>> passed_on_share({"ended_by": ["agent", "passed_on", "abandoned"], "wait_s": [5.0] * 3, "passes": [1, 0, 0]})
    0.6666666666666666
    """
    return _ratio("passed_on_share", contacts)


def story_hours(contacts: Table) -> float:
    """Return the hours of talk in which customers repeated what they had said before.

        sum of ``repeated_s``

    Without contacts, or without that column: 0.

    >>> story_hours({"ended_by": ["agent", "agent"], "repeated_s": [60.0, 120.0]})
    0.05
    """
    return float(np.sum(filled(contacts, "repeated_s")) / HOUR_S)


def _ratio(name: str, contacts: Table) -> float:
    sums, metric = tally(contacts), METRICS[name]
    numerator, denominator = (
        sum(sums[measure] for measure in measures) for measures in (metric.numerator, metric.denominator)
    )
    return numerator / denominator if denominator else math.nan
