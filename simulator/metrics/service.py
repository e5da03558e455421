"""How customers were served: service levels and their neighbours, for the log's contacts or an export of a real center.

Each function reads ``ended_by`` and ``wait_s`` (and ``answered_s`` when there is one, see `outcomes`; and what says who
was moved or passed on, see `chains`). ``within_s`` is T: one number of seconds, or one per contact. ``ends_s`` is when
the records, or the run, end: who is still open then and has waited for less than T is not yet decided and in no service
level. The sums a share is made of stand in the catalogue, once.
"""

import math

from simulator.catalogue import METRICS
from simulator.errors import UsageError
from simulator.metrics.attempts import BY_ATTEMPTS
from simulator.metrics.case_outcomes import BY_CASE
from simulator.metrics.chains import WENT_ON
from simulator.metrics.outcomes import COUNTS, Table
from simulator.metrics.tally import Seconds, tally

COUNTED = tuple(name for name in (*COUNTS, *WENT_ON, *BY_CASE, *BY_ATTEMPTS) if not name.endswith("_s"))
"""What `count` knows."""


def served_in_time(contacts: Table, within_s: Seconds, ends_s: float | None = None) -> float:
    """Return the share of all cases whose first request for a human was answered within ``within_s`` seconds.

        cases first answered with wait <= T, or solved by a machine alone / (cases - not yet decided)

    The column ``case`` groups the contacts of one case; without it each contact is a case of its own. Later contacts do
    not make up for a first request that was not answered in time, and every other case counts, so the value cannot be
    improved by blocking, clearing or sending customers away, or by making them contact the center again. A case is not
    yet decided if its first request is open at ``ends_s`` and has waited for less than T; without ``ends_s``, all cases
    are decided. Without decided cases: NaN.

    >>> contacts = {"wait_s": [5.0, 30.0, 2.0, 0.0], "ended_by": ["agent", "agent", "abandoned", "blocked"]}
    >>> served_in_time(contacts, within_s=20), served_in_time(contacts | {"case": [1, 2, 3, 3]}, within_s=20)
    (0.25, 0.3333333333333333)
    """
    return _share("served_in_time", contacts, within_s, ends_s=ends_s)


def served_in_time_while_open(contacts: Table, within_s: Seconds, ends_s: float | None = None) -> float:
    """Return `served_in_time` of the cases that did not meet a closed door.

        cases in time, as in `served_in_time` / (cases - not yet decided - met a closed door)

    A case met a closed door if its first contact was refused, or left a voicemail without a wait; a case that was
    redirected did not. Without such cases: NaN.

    >>> served_in_time_while_open({"wait_s": [5.0, 30.0, 0.0], "ended_by": ["agent", "agent", "refused"]}, within_s=20)
    0.5
    """
    return _share("served_in_time_while_open", contacts, within_s, ends_s=ends_s)


def service_level(contacts: Table, within_s: Seconds, ends_s: float | None = None) -> float:
    """Return the share of the offered that was answered within ``within_s`` seconds.

        answered with wait <= T / (answered + abandoned + sent away by a rule + still open later than T)

    Blocked, refused, contained and cleared contacts, voicemails and contacts not yet decided are left out. A moved
    contact counts where it arrived; a contact that is passed on after an answer counts once.
    Without ``ends_s`` it is not known which contacts are open later than T, and all open contacts are left out.
    Without contacts that count: NaN. Source: the usual definition of workforce management, "of offered".

    >>> service_level({"wait_s": [5.0, 30.0, 2.0], "ended_by": ["agent", "agent", "abandoned"]}, within_s=20)
    0.3333333333333333
    """
    return _share("service_level", contacts, within_s, ends_s=ends_s)


def service_level_of_answered(contacts: Table, within_s: Seconds, ends_s: float | None = None) -> float:
    """Return the share of the answered that was answered within ``within_s`` seconds.

        answered with wait <= T / answered

    Abandoned contacts are left out, and so are open ones, however long they have waited. This flatters the result.
    Without answered contacts: NaN.

    >>> service_level_of_answered({"wait_s": [5.0, 30.0, 2.0], "ended_by": ["agent", "agent", "abandoned"]}, 20)
    0.5
    """
    return _share("service_level_of_answered", contacts, within_s, ends_s=ends_s)


def service_level_without_short(
    contacts: Table, within_s: Seconds, short_s: Seconds | None = None, ends_s: float | None = None
) -> float:
    """Return the service level without contacts abandoned within ``short_s`` seconds (default ``within_s``).

        answered with wait <= T
        / (answered + abandoned with wait > short-abandon time + sent away by a rule + still open later than T)

    Short abandons are left out, because agents had hardly a chance to answer them. Open contacts count as in
    `service_level`. Without contacts that count: NaN.

    >>> service_level_without_short({"wait_s": [5.0, 30.0, 2.0], "ended_by": ["agent", "agent", "abandoned"]}, 20)
    0.5
    """
    return _share("service_level_without_short", contacts, within_s, short_s, ends_s)


def service_level_short_met(
    contacts: Table, within_s: Seconds, short_s: Seconds | None = None, ends_s: float | None = None
) -> float:
    """Return the service level with contacts abandoned within ``short_s`` seconds (default ``within_s``) as met.

        (answered with wait <= T + abandoned with wait <= short-abandon time)
        / (answered + abandoned + sent away by a rule + still open later than T)

    Open contacts count as in `service_level`. Without contacts that count: NaN.

    >>> service_level_short_met({"wait_s": [5.0, 30.0, 2.0], "ended_by": ["agent", "agent", "abandoned"]}, 20)
    0.6666666666666666
    """
    return _share("service_level_short_met", contacts, within_s, short_s, ends_s)


def abandonment_rate(contacts: Table) -> float:
    """Return the share of the offered that left while waiting.

        abandoned / offered

    A contact is offered if it arrived and was neither blocked, refused nor contained, and did not leave a voicemail at
    a closed door. Without offered contacts: NaN.

    >>> abandonment_rate({"wait_s": [5.0, 2.0, 7.0, 9.0], "ended_by": ["agent", "abandoned", "cleared", "agent"]})
    0.25
    """
    return _share("abandonment_rate", contacts)


def blocked_share(contacts: Table) -> float:
    """Return the share of all contacts that were turned away on arrival.

        blocked / arrived

    Without contacts: NaN.

    >>> blocked_share({"wait_s": [5.0, float("nan")], "ended_by": ["agent", "blocked"]})
    0.5
    """
    return _share("blocked_share", contacts)


def sent_away_share(contacts: Table) -> float:
    """Return the share of all contacts that an overflow rule sent away before an answer.

        sent away / arrived

    Contacts cleared at closing are not among them. Without contacts: NaN.

    >>> sent_away_share({"wait_s": [5.0, 9.0], "ended_by": ["agent", "sent_away"]})
    0.5
    """
    return _share("sent_away_share", contacts)


def count(
    contacts: Table,
    what: str,
    within_s: Seconds = math.inf,
    short_s: Seconds | None = None,
    ends_s: float | None = None,
) -> int:
    """Return how many contacts, or cases, are ``what``: arrived, offered, answered, abandoned, blocked, solved, …

    Without contacts: 0. Raises `UsageError` if ``what`` is not a known count.

    >>> count({"wait_s": [5.0, 30.0], "ended_by": ["agent", "agent"]}, "answered_in_time", within_s=20)
    1
    """
    if what not in COUNTED:
        raise UsageError(f"nothing is counted as '{what}'. Known: {', '.join(COUNTED)}.")
    return int(tally(contacts, within_s, within_s if short_s is None else short_s, ends_s)[what])


def _share(
    name: str,
    contacts: Table,
    within_s: Seconds = math.inf,
    short_s: Seconds | None = None,
    ends_s: float | None = None,
) -> float:
    sums = tally(contacts, within_s, within_s if short_s is None else short_s, ends_s)
    numerator, denominator = (
        sum(sums[measure] for measure in measures) for measures in (METRICS[name].numerator, METRICS[name].denominator)
    )
    return numerator / denominator if denominator else math.nan
