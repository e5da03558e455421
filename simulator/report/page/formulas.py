"""The formulas of the metrics that a page shows: from the catalogue, with what each leaves out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.catalogue import METRICS, Better, Instant

_BETTER = {
    Better.HIGHER: "Higher is better",
    Better.LOWER: "Lower is better",
    Better.NEITHER: "Neither direction is better",
}
_INSTANTS = {
    Instant.ARRIVAL: "counted in the interval of arrival",
    Instant.CLOSING: "counted in the interval of closing",
    Instant.CLOCK: "counted where the clock was",
}
ALWAYS = ("arrived", "offered", "answered")
"""What the other formulas are made of."""


_IN_TIME = "The target time is that of the contact's own type, and a wait of exactly that is in time."
LEFT_OUT = {
    "served_in_time": f"Nobody who is decided is left out: sending customers away does not improve it. {_IN_TIME}",
    "served_in_time_while_open": "Who came outside the hours and was refused or left a voicemail at once is left out: "
    f"it says what became of those whom the center let in, not whether it is open long enough. {_IN_TIME}",
    "service_level": f"Who was blocked, refused, cleared or left a voicemail is left out, which flatters. {_IN_TIME}",
    "service_level_of_answered": f"Who abandoned or is still open is left out too, which flatters more. {_IN_TIME}",
    "service_level_without_short": f"Who left within the short-abandon time is left out. {_IN_TIME}",
    "service_level_short_met": f"Who left within the short-abandon time counts as served. {_IN_TIME}",
    "abandonment_rate": "Who was blocked or refused is left out: nobody let them wait.",
    "abandoned_later": "They were answered once, so no service level and no abandonment rate counts them as lost.",
    "moved": "What became of them where they were moved is counted where they came, once.",
    "passed_on": "Only who has the customer last closes.",
    "cases": "A wish for which a customer comes several times counts once, in the interval in which it came first.",
    "solved": "What an agent closes is solved, except where the scenario says that only a share is.",
    "solved_share": "Who gives up and does not come again is not solved; who would come again later is left out.",
    "first_contact_resolution": "Who was not answered at the first attempt is left out: it says how good answers are, "
    "not how easily somebody is reached.",
    "resolution_by_transfer": "Who was not answered at the first attempt is left out.",
    "fcr_measured": "Who gives up, or goes elsewhere, counts as helped, which flatters.",
    "contacts_per_solved_case": "Contacts for wishes that were never solved are in it.",
    "attempts_per_case": "Being passed on is no attempt more.",
    "passed_on_share": "An agent's talk with a customer counts once, also where it is one of several for a contact.",
    "further_waits": "Who was blocked or met a closed door where they were sent did not wait.",
    "further_service_level": "The target time is that of the type they wait as. Who was redirected is in the service "
    "level of the type they came for as well.",
    "further_abandonment_rate": "Who was passed on had been answered before.",
    **dict.fromkeys(
        ("further_wait_s_mean", "further_wait_s_p50", "further_wait_s_p90", "further_wait_s_p95"),
        "Who goes to an agent at once waits for 0 s; who still waited when the run ended is left out.",
    ),
    "stories_repeated": "Who was never answered has told nobody anything.",
    "story_hours": "Only what the scenario says that repeating takes.",
    "closed_unsolved": "A customer may come again for it; what became of the wish is told by cases.",
    "unsolved_share": "A customer may come again for it; what became of the wish is told by cases.",
    "asa_s": "Who abandoned is left out, so it improves when people lose patience: never a target.",
    "wait_s_mean": "Who was blocked or refused is left out, and who still waited when the run ended.",
    "wait_s_p50": "Who was blocked or refused is left out, and who still waited when the run ended.",
    "wait_s_p90": "Who was blocked or refused is left out, and who still waited when the run ended.",
    "wait_s_p95": "Who was blocked or refused is left out, and who still waited when the run ended.",
    "aht_s": "Contacts that are not closed are left out.",
    "closed_per_hour": "While there are agents enough it only mirrors how many come.",
    "closed_per_agent_hour": "Hours that are paid and not worked are left out.",
    "closed_per_paid_hour": "So far every hour logged in is paid, and no other.",
    "occupancy": "Work after closing is left out.",
    "slot_load": "Work after closing is left out.",
    "occupancy_in_focus": "Work after closing is left out.",
    "staff_cost": "So far every hour logged in is paid, and no other.",
    "cost_per_closed": "Idle time is in the cost; who abandoned or was sent away is not among the closed.",
}
"""What a reader must know of a metric beside its formula: whom it forgets."""


@dataclass(frozen=True)
class Formula:
    """A metric as a page explains it."""

    name: str
    title: str
    formula: str
    notes: tuple[str, ...]


def formulas(shown: Iterable[str], labels: Mapping[str, str]) -> list[Formula]:
    """Return the formulas of the metrics ``shown``, and of what they are made of, in the catalogue's order.

    ``labels`` are what tables call them, where that is another name.
    """
    wanted = {*shown, *ALWAYS}
    return [_formula(name, labels.get(name)) for name in METRICS if name in wanted]


def _formula(name: str, label: str | None) -> Formula:
    metric = METRICS[name]
    title = metric.title if label in (None, metric.title) else f"{metric.title} (in tables: {label})"
    notes = (f"{_BETTER[metric.better]}; {_INSTANTS[metric.instant]}.", LEFT_OUT.get(name, ""))
    return Formula(name, title, metric.formula, tuple(filter(None, notes)))


def shown_metrics(names: Sequence[str], checks: Sequence[str]) -> list[str]:
    """Return the metrics that stand in tables, pictures and checks, each once."""
    promised = [name for name in METRICS if any(re.search(rf"\b{name}\s*[(<>]", check) for check in checks)]
    return list(dict.fromkeys((*names, *promised)))
