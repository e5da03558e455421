"""The metrics of cases: how many attempts and transfers they take, and whether they are solved."""

from simulator.catalogue.metric import Better, Grain, Instant, Metric, Unit
from simulator.units import DAY_S

WATCHED_S = 7 * DAY_S
"""For so long after its first answer a case is watched where nothing is said: who has not come back by then was helped,
as centers measure it that know nothing of what was solved."""

AGAIN = ("cases_repeated",)
"""Where somebody comes again for the same wish."""
NOT_AT_ONCE = ("cases_repeated", "would_come_again", "passed_on", "closed_unsolved")
"""Where some wish is not solved by one talk: what is solved, and how soon, is told only there."""
_ANSWERED_FIRST = ("cases_solved_first", "cases_solved_passed", "cases_failed_first")


def _case(
    name: str,
    title: str,
    unit: Unit,
    better: Better,
    formula: str,
    top: tuple[str, ...],
    bottom: tuple[str, ...] = (),
    *,
    where: tuple[str, ...] = NOT_AT_ONCE,
) -> Metric:
    return Metric(name, title, unit, better, Instant.ARRIVAL, formula, top, bottom, grain=Grain.CASE, where=where)


CASE_METRICS = (
    _case(
        "attempts_per_case",
        "attempts per case",
        Unit.RATIO,
        Better.LOWER,
        "attempts of all cases / cases; a contact that is moved or passed on stays in one attempt",
        ("cases", "further_attempts"),
        ("cases",),
        where=AGAIN,
    ),
    _case(
        "cases_repeated",
        "cases with several attempts",
        Unit.CONTACTS,
        Better.LOWER,
        "cases with more than one attempt",
        ("cases_repeated",),
        where=AGAIN,
    ),
    _case(
        "repeated_share",
        "share of cases with several attempts",
        Unit.SHARE,
        Better.LOWER,
        "cases with more than one attempt / cases",
        ("cases_repeated",),
        ("cases",),
        where=AGAIN,
    ),
    _case(
        "would_come_again",
        "would come again after the end",
        Unit.CONTACTS,
        Better.LOWER,
        "cases whose customer would come again after the last simulated day; their outcome is unknown",
        ("would_come_again",),
        where=("would_come_again",),
    ),
    _case(
        "solved_share",
        "share of solved cases",
        Unit.SHARE,
        Better.HIGHER,
        "cases whose last contact ended solved / (cases - still open - would come again after the end)",
        ("solved",),
        ("solved", "cases_unsolved"),
    ),
    _case(
        "contacts_per_solved_case",
        "contacts per solved case",
        Unit.RATIO,
        Better.LOWER,
        "(attempts + contacts from transfers, of all cases) / solved cases; cases whose customer would come again "
        "after the end are left out; a transfer within a type makes no further contact, so compare only strategies "
        "with the same kind of transfers",
        ("solved", "cases_unsolved", "cases_unfinished", "further_contacts"),
        ("solved",),
    ),
    _case(
        "first_contact_resolution",
        "first contact resolution",
        Unit.SHARE,
        Better.HIGHER,
        "cases solved at the first attempt by one agent / cases answered by an agent at the first attempt, "
        "except those still open in it",
        ("cases_solved_first",),
        _ANSWERED_FIRST,
    ),
    _case(
        "resolution_by_transfer",
        "resolution by transfer",
        Unit.SHARE,
        Better.HIGHER,
        "cases solved at the first attempt after being passed on / cases answered by an agent at the first "
        "attempt, except those still open in it",
        ("cases_solved_passed",),
        _ANSWERED_FIRST,
        where=("passed_on",),
    ),
    _case(
        "fcr_measured",
        "first contact resolution as measured",
        Unit.SHARE,
        Better.HIGHER,
        "cases whose customer did not come again within the type's `fcr_window` (7 days unless set) after the "
        "first answer / cases first answered longer than that before the end",
        ("cases_not_back",),
        ("cases_not_back", "cases_back"),
        where=AGAIN,
    ),
    Metric(
        "passed_on_share",
        "share of served passed on",
        Unit.SHARE,
        Better.NEITHER,
        Instant.ARRIVAL,
        "passed on / talks of agents with customers, each agent once per contact",
        ("passed_on",),
        ("services",),
        where=("passed_on",),
    ),
    Metric(
        "story_hours",
        "hours of repeated stories",
        Unit.HOURS,
        Better.LOWER,
        Instant.ARRIVAL,
        "additional talk time because the agent did not know the customer's story",
        ("repeated_s",),
        scale=1 / 3600.0,
        where=("stories_repeated",),
    ),
)
