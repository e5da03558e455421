"""Every count of a table of contacts at once: those of the log, or an export of a real center."""

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import WATCHED_S
from simulator.metrics.attempts import BY_ATTEMPTS, all_contacts, first_of_each, of_attempts, solved_of
from simulator.metrics.case_outcomes import BY_CASE, COUNTED, of_cases
from simulator.metrics.chains import Chains, chains, requests, went_on
from simulator.metrics.outcomes import COUNTS, WAITS, Outcome, Table, endings, outcomes, whole

Seconds = float | NDArray[np.float64]


def tally(
    contacts: Table,
    within_s: Seconds = np.inf,
    short_s: Seconds = np.inf,
    ends_s: float | None = None,
    watched_s: Seconds = WATCHED_S,
) -> dict[str, float]:
    """Return every measure of ``contacts`` that counts contacts or cases, or adds up waits, by name.

    Contacts that others were moved to or passed on to are followed where ``parent`` and ``cause`` say so, so the table
    has to have all of them; see `chains`. Without ``case`` each request is a case. Without ``solved``, solved is what
    an agent ended, or a machine alone. Without ``ends_s`` nobody is watched for whether they come back within
    ``watched_s`` of their first answer: one number, or one per contact, of which that of a case's first one counts.

    >>> tally({"ended_by": ["agent", "abandoned"], "wait_s": [20.0, 2.0]}, within_s=20)["answered_in_time"]
    1.0
    >>> twice = {"ended_by": ["abandoned", "agent"], "wait_s": [90.0, 2.0], "case": [7, 7]}
    >>> found = tally(twice, within_s=20)
    >>> [found[name] for name in ("arrived", "answered_in_time", "cases", "cases_in_time", "solved")]
    [2.0, 1.0, 1.0, 0.0, 1.0]
    """
    found = chains(contacts)
    rows, columns, outcome = _requests(contacts, found, within_s, short_s, ends_s)
    wait_s = np.asarray(columns["wait_s"], dtype=np.float64)
    known = ~np.isnan(wait_s)
    contacts_of = np.bincount(outcome, minlength=len(Outcome))
    known_of = np.bincount(outcome[known], minlength=len(Outcome))
    counts = {
        name: float((known_of if name == "waited" else contacts_of)[list(parts)].sum())
        for name, parts in COUNTS.items()
    }
    wait_s_of = np.bincount(outcome[known], weights=wait_s[known], minlength=len(Outcome))
    waits = {name: float(wait_s_of[list(parts)].sum()) for name, parts in WAITS.items()}
    later = {name: float(amounts.sum()) for name, amounts in went_on(contacts, found).items()}
    return counts | waits | later | _cases(contacts, found, rows, outcome, (ends_s, watched_s))


def request_outcomes(
    contacts: Table, within_s: Seconds, short_s: Seconds, ends_s: float | None = None
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.int8]]:
    """Return the rows of the requests among ``contacts``, how long each waited, and its `Outcome`."""
    rows, columns, outcome = _requests(contacts, chains(contacts), within_s, short_s, ends_s)
    return rows, np.asarray(columns["wait_s"], dtype=np.float64), outcome


def _requests(
    contacts: Table, found: Chains | None, within_s: Seconds, short_s: Seconds, ends_s: float | None
) -> tuple[NDArray[np.intp], Table, NDArray[np.int8]]:
    if found is None:
        outcome = outcomes(contacts, within_s, short_s, ends_s)
        return np.arange(len(outcome)), contacts, outcome
    rows, _, columns = requests(contacts, found)
    within_s, short_s = (np.broadcast_to(each, found.own.shape)[rows] for each in (within_s, short_s))
    return rows, columns, outcomes(columns, within_s, short_s, ends_s)


def _cases(
    contacts: Table,
    found: Chains | None,
    rows: NDArray[np.intp],
    outcome: NDArray[np.int8],
    watched: tuple[float | None, Seconds],
) -> dict[str, float]:
    """Return the measures of cases; those of which the table has no request of its own do not count."""
    count = len(endings(contacts["ended_by"]))
    if "case" in contacts:
        case = np.unique(np.asarray(contacts["case"]), return_inverse=True)[1].reshape(count)
    else:
        case = np.arange(count) if found is None else found.root
    asking = np.unique(case[rows])
    place = np.searchsorted(asking, case)
    mine = np.flatnonzero(np.append(asking, -1)[place] == case)
    if "contact" in contacts:
        # A table may be sorted in any way; contacts are numbered in the order of their birth.
        born = whole(contacts["contact"])
        mine, order = mine[np.argsort(born[mine], kind="stable")], np.argsort(born[rows], kind="stable")
        rows, outcome = rows[order], outcome[order]
    every = all_contacts(contacts, case).of(mine)._replace(case=place[mine])
    fate = of_cases(len(asking), place[rows], outcome, solved_of(every))
    sums = np.bincount(fate, minlength=len(COUNTED)) @ COUNTED
    ends_s, watched_s = watched
    by_case_s = first_of_each(len(asking), every.case, np.broadcast_to(watched_s, case.shape)[mine])
    more = of_attempts(len(asking), every, -np.inf if ends_s is None else ends_s, by_case_s).sum(axis=1)
    return dict(zip((*BY_CASE, *BY_ATTEMPTS), [*sums.tolist(), *more.tolist()], strict=True))
