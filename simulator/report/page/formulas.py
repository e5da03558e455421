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
    Instant.CLOCK: "counted in the interval in which the time was spent",
}
ALWAYS = ("arrived", "offered", "answered")
"""What the other formulas are made of."""


_IN_TIME = "The target time is that of the contact's own type, and a wait of exactly that is in time."
_IN_TARGET = "The target is that of the contact's own type, and a time of exactly that is in time."
LEFT_OUT = {
    "served_in_time": f"No decided contact is left out: sending customers away does not improve it. {_IN_TIME}",
    "served_in_time_while_open": "Contacts that arrived outside the hours and were refused or left a voicemail at once "
    "are left out: the metric describes the contacts that the center let in, not whether it is open long enough. "
    f"{_IN_TIME}",
    "service_level": f"Blocked, refused and cleared contacts and voicemails are left out, which flatters the result. "
    f"{_IN_TIME}",
    "service_level_of_answered": "Abandoned and still open contacts are left out too, which flatters the result even "
    f"more. {_IN_TIME}",
    "service_level_without_short": f"Contacts abandoned within the short-abandon time are left out. {_IN_TIME}",
    "service_level_short_met": f"Contacts abandoned within the short-abandon time count as served. {_IN_TIME}",
    "abandonment_rate": "Blocked and refused contacts are left out: they never waited.",
    "abandoned_later": "They were answered once, so no service level and no abandonment rate counts them as lost.",
    "sent_away": "They were offered, and every service level counts them as not answered in time.",
    "sent_away_share": "Contacts sent away at closing are not among them.",
    "overflowed": "A contact that is moved twice counts twice.",
    "channel_changes": "Customers who accept an offer are not forced.",
    "offers": "Customers whom the share of the rule leaves out are offered nothing.",
    "offers_accepted": "Their outcome is counted once, where they first arrived.",
    "announced": "Customers who hang up because of what they hear are among them.",
    **dict.fromkeys(
        ("announced_answered", "announced_error_s", "announced_bias_s"),
        "Contacts that were not answered are left out; more of them would have waited for long.",
    ),
    "moved": "Their outcome is counted once, where they first arrived.",
    "passed_on": "Only the last agent closes the contact.",
    "cases": "A case for which a customer comes several times counts once, in the interval of its first contact.",
    "solved": "A contact closed by an agent is solved, unless the scenario states that only a share is.",
    "solved_share": "Cases whose customer gives up and does not come again are not solved; cases whose customer would "
    "come again later are left out.",
    "first_contact_resolution": "Cases not answered at the first attempt are left out: the metric shows how good "
    "answers are, not how easily agents are reached.",
    "resolution_by_transfer": "Cases not answered at the first attempt are left out.",
    "fcr_measured": "Customers who give up or go elsewhere count as helped, which flatters the result.",
    "contacts_per_solved_case": "It includes the contacts of cases that were never solved.",
    "attempts_per_case": "A transfer is not a new attempt.",
    "passed_on_share": "Each talk of an agent with a customer counts once, even if a contact has several.",
    "further_waits": "Contacts that were blocked or met a closed door where they were sent did not wait.",
    "further_service_level": "The target time is that of the type they wait as. Redirected contacts also count in the "
    "service level of the type as which they arrived.",
    "further_abandonment_rate": "Transferred contacts had been answered before.",
    **dict.fromkeys(
        ("further_wait_s_mean", "further_wait_s_p50", "further_wait_s_p90", "further_wait_s_p95"),
        "Contacts answered at once wait for 0 s; contacts still waiting when the run ended are left out.",
    ),
    "stories_repeated": "Contacts that were never answered have nothing to repeat.",
    "story_hours": "Only the time that the scenario states for repeating.",
    "closed_unsolved": "The customer may come again for it; the metrics of cases show the outcome.",
    "unsolved_share": "The customer may come again for it; the metrics of cases show the outcome.",
    "asa_s": "Abandoned contacts are left out, so it improves when customers lose patience: do not use it as a target.",
    "wait_s_mean": "Blocked and refused contacts, and contacts still waiting when the run ended, are left out.",
    "wait_s_p50": "Blocked and refused contacts, and contacts still waiting when the run ended, are left out.",
    "wait_s_p90": "Blocked and refused contacts, and contacts still waiting when the run ended, are left out.",
    "wait_s_p95": "Blocked and refused contacts, and contacts still waiting when the run ended, are left out.",
    "aht_s": "Contacts that are not closed are left out.",
    "closed_per_hour": "With enough agents, it only reflects the number of contacts.",
    "closed_per_agent_hour": "Paid hours that are not worked are left out.",
    "closed_per_paid_hour": "Every paid hour counts, whatever agents do in it.",
    "occupancy": "Work after closing is left out.",
    "slot_load": "Work after closing is left out.",
    "occupancy_in_focus": "Work after closing is left out.",
    "off_phone_hours": "They are among the agent hours, and left out of the occupancy.",
    "helping_hours": "They are part of the occupancy; helpers answer and close nothing.",
    "calls_for_help": "A call counts whether or not somebody comes.",
    "helped_share": "The talk may be over before somebody comes; that counts as not answered.",
    "help_wait_s_mean": "Calls for which nobody came are left out.",
    "interventions": "What interventions change beyond that, such as the agents who come, is shown in a table.",
    "conversations": "Customers who left before an agent took their conversation are not among them.",
    "assigned_s_mean": "The first reply comes later; the metrics of waits count until then.",
    "resolution_s_mean": "Conversations that the customer left, or that were closed without a further message, are "
    "left out.",
    "left_waiting": "Customers who left before the first reply are abandoned.",
    "left_waiting_share": "Customers who left before the first reply are abandoned.",
    **dict.fromkeys(
        ("replies", "reply_s_mean", "reply_s_p50", "reply_s_p90"),
        "Messages without a reply are left out, which flatters the result where many wait or leave.",
    ),
    "first_reply_in_target": "Blocked, refused and cleared contacts and voicemails are left out, which flatters the "
    f"result. {_IN_TARGET}",
    "reply_in_target": f"Messages whose customer left are not in time. {_IN_TARGET}",
    "solved_in_target": "Conversations that the customer left, that were closed without a further message, or that "
    f"were not solved, are not in time. {_IN_TARGET}",
    "replied_in_time": "Messages whose customer left are not in time.",
    "first_reply_after_15min": "Conversations without a first reply are left out.",
    **dict.fromkeys(
        ("active_mean", "inactive_mean", "open_mean"),
        "For the whole center, agents who have no conversations count too; see the groups.",
    ),
    "handed_over": "A conversation handed over twice counts twice.",
    "staff_cost": "Every paid hour counts, whatever agents do in it.",
    "cost_per_closed": "The cost includes idle time; abandoned and cleared contacts are not among the closed.",
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
