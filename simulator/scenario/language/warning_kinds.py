"""The kinds of warnings: by kind and place a file acknowledges a warning, whatever its words and numbers are."""

from collections.abc import Iterable
from dataclasses import replace

from simulator.errors import Problem

KINDS = {
    "overload": "more work arrives than agents on duty can do",
    "few_slots": "conversations fill more slots than agents on duty have",
    "nobody_on_duty": "contacts arrive while nobody who serves them is there",
    "no_contacts": "no contacts of a type come",
    "no_work": "agents have no contacts to serve",
    "lost_at_doors": "many contacts arrive while it is closed",
    "crowded_opening": "more contacts wait for an opening than can enter",
    "refused_again": "many customers come again while it is closed",
    "stays_for_ever": "customers who wait at closing are never answered",
    "long_conversations": "customers think for hours, and agents stay until their conversations have ended",
    "parked_for_good": "nobody is there later for conversations that agents park or hand over",
    "kept_empty": "all agents of a group are kept empty or free",
    "different_slots": "small contacts take the room that large ones wait for",
    "passed_to_itself": "a group passes contacts on to itself",
    "no_share": "a rule never applies because its share is 0 %",
    "no_effect": "a step, a limit, hours or a campaign changes nothing",
    "changes_nothing": "a strategy or future is the same as the scenario or as another one",
    "judges_nobody": "a target, check or goal covers no contacts, or cannot be judged",
    "cost_unknown": "some groups have no cost",
    "unequal_plans": "plans that are meant to be equal have other hours or costs",
    "people_moved": "an intervention changes what people cost, or orders people again before the first arrive",
    "shift_cut": "a shift is longer than the center is open",
    "training_missed": "people do not work at a session of their training",
    "work_rule": "a plan breaks a limit of the work rules",
    "work_rule_unchecked": "limits of the work rules cannot be checked",
    "many_cases": "the run will take long and need much memory",
    "rows_outside": "rows of a file are left out",
    "rows_missing": "a file has no rows of the warm-up",
    "several_days": "several days of a file are read as one",
    "rows_apart": "rows of a file are further apart than its interval",
    "no_length": "many talks of a file have no length",
    "waits_as_patience": "waits of customers who gave up are used as patience",
    "other_unit": "numbers in a file are probably in another unit",
    "too_few_replications": "a check of days can never be shown to hold",
    "acknowledged_in_vain": "an acknowledged warning does not occur",
    "other": "anything else",
}
"""What each is about, in a few words."""

AFTER_A_RUN = {
    "starving": "few contacts of a type are answered, and many of others",
    "overtime": "agents often work long after closing",
    "group": "a group answers hardly any contacts",
    "serves": "a group hardly ever answers a type it serves",
    "priority": "a group's priorities hardly ever decide",
    "segment": "a segment's place in the queue hardly ever decides",
    "rule": "a rule for waiting contacts hardly ever decides",
    "overflow": "an overflow rule applies to hardly any contacts",
    "intervention": "an intervention is carried out on hardly any days",
    "help": "agents hardly ever call for help, or nobody comes",
    "campaign": "a campaign brings hardly any contacts",
}
"""The same for what only a run shows (`unused.py`)."""


def of_kind(kind: str, found: Iterable[Problem]) -> list[Problem]:
    """Return warnings with their kind; one that has its own keeps it."""
    assert kind in KINDS
    return [one if one.kind else replace(one, kind=kind) for one in found]
