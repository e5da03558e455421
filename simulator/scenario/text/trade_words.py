"""The words of the trade, and what they are called here: whoever writes `skills:` or `SLA:` is led to our key.

One table, from which hints are made and the glossary's index is checked. A word stands here when people of the trade
use it for something that has another name in a scenario; the metrics are what checks and reports call it.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import NamedTuple


class TradeWord(NamedTuple):
    """A word of the trade, with others for the same: what to write here, and which metrics show it."""

    words: tuple[str, ...]
    """As a key would be written; the first is the one that the glossary goes by."""
    here: str
    """What it is called in a scenario, as a sentence."""
    metrics: tuple[str, ...] = ()


TRADE_WORDS = (
    TradeWord(
        ("abandonment", "abandon", "abandons", "abandon_rate", "abandonment_share"),
        "Customers leave by `patience` of their contact type; how many do is a result.",
        ("abandonment_rate",),
    ),
    TradeWord(
        ("ACW", "after_call_work", "wrapup", "wrap", "clerical_time"),
        "It is `wrap_up` of a contact type.",
    ),
    TradeWord(
        ("AHT", "TMO", "handling_time", "average_handle_time", "average_handling_time", "service_time"),
        "It is `talk` and `wrap_up` of a contact type, each a mean or a distribution.",
        ("aht_s",),
    ),
    TradeWord(("ASA", "average_speed_of_answer", "speed_of_answer"), "It is a result, not a key.", ("asa_s",)),
    TradeWord(
        ("callback", "callbacks", "call_back", "redial", "redials", "retrial", "retrials", "repeat_calls"),
        "Who comes again is a rule under `follow_ups`.",
    ),
    TradeWord(
        ("concurrency", "concurrent", "max_chats", "max_concurrent", "parallel_chats", "simultaneous_chats"),
        "It is `slots` of a channel; `at_most` of an agent group limits it.",
        ("slot_load",),
    ),
    TradeWord(
        ("FCR", "first_call_resolution"),
        "It is a result: `solved` of a group's `serves` says how many cases are solved.",
        ("first_contact_resolution", "fcr_measured"),
    ),
    TradeWord(
        ("handle_time", "handletime"),
        "It is `talk` and `wrap_up` of a contact type; `handle_time` of a group's `serves` makes them longer or "
        "shorter there.",
        ("aht_s",),
    ),
    TradeWord(
        ("handover", "hand_over", "shift_change", "reassign", "reassignment", "takeover", "carry_over"),
        "It is `at_shift_end` of a channel of conversations, with `handed_over`.",
    ),
    TradeWord(
        ("headcount", "staff", "staffing", "FTE", "FTEs", "operators", "servers", "seats", "positions"),
        "It is `agents` of an agent group, a number or one by time of day.",
        ("agent_hours",),
    ),
    TradeWord(("holiday", "holidays", "bank_holidays"), "Dates stand in `hours`, `agents_on` and `arrivals_on`."),
    TradeWord(
        ("occupancy", "utilization", "utilisation", "load"),
        "It is a result: say how many `agents` there are.",
        ("occupancy",),
    ),
    TradeWord(("opening_hours", "open_hours", "business_hours"), "It is `horizon`, and `hours` of a channel or type."),
    TradeWord(
        ("patience_time", "time_to_abandon", "abandon_time", "abandonment_time", "max_wait"),
        "It is `patience` of a contact type.",
    ),
    TradeWord(
        ("queue", "queues", "call_type", "call_types", "skill_queue", "splits", "vdn"),
        "Each contact type under `contact_types` waits in a line of its own; `queue_limit` says how many may wait.",
    ),
    TradeWord(
        ("schedule", "schedules", "shift", "roster", "rosters"),
        "It is `shifts` of an agent group, or `agents` by time of day.",
        ("scheduled_hours", "paid_hours"),
    ),
    TradeWord(
        ("shrinkage", "unavailability"),
        "It is `shrinkage` of an agent group; or `absence`, `breaks` and `adherence`, where they are known; "
        "`agents_are` says what the plan has deducted already.",
    ),
    TradeWord(
        ("absenteeism", "sickness", "sick_leave"),
        "It is `absence` of an agent group.",
        ("absent_hours", "unpaid_absent_hours"),
    ),
    TradeWord(
        ("break", "lunch", "rest", "aux", "not_ready"),
        "It is one of the `breaks` of an agent group or a shift.",
        ("break_hours", "off_phone_hours"),
    ),
    TradeWord(
        ("training", "meeting", "coaching", "offline"),
        "It is one of the `breaks` of a group or a shift, which `counts_as` off the phone.",
        ("off_phone_hours",),
    ),
    TradeWord(
        ("silent_abandonment", "silent_abandonments", "ghost", "ghosts", "phantom", "phantoms"),
        "It is `silent` of a contact type whose agents have several contacts at once.",
        ("silent_share", "apparent_service_level"),
    ),
    TradeWord(
        ("skill", "skills", "skillset", "skill_groups", "competence"),
        "It is `serves` of an agent group: which contact types they can do, with `priority`; of a single person, "
        "`skills` under `people`.",
    ),
    TradeWord(
        ("SLA", "SL", "TSF", "service_level_agreement", "service_level_target", "grade_of_service"),
        "It is `service_level` of a contact type, as 80% in 20s; `checks` hold further targets.",
        ("service_level", "served_in_time"),
    ),
    TradeWord(
        ("first_response", "first_response_time", "FRT", "response_time", "response_target", "resolution_target"),
        "It is `first_reply`, `reply` or `solved` under `targets` of a contact type of conversations.",
        ("first_reply_in_target", "reply_in_target", "solved_in_target"),
    ),
    TradeWord(("agent_group", "departments"), "It is a group under `agent_groups`."),
    TradeWord(
        ("team_leader", "team_leaders", "supervisor", "supervisors", "floor_walkers", "assistance"),
        "It is a group under `agent_groups`; `helps` says when agents call for it.",
        ("helping_hours",),
    ),
    TradeWord(
        ("transfer_rate", "transfer_share", "escalation", "escalations"),
        "Who is passed on is a rule under `transfers`, with its `share`.",
    ),
    TradeWord(
        ("trunk", "trunks", "trunk_lines", "ports", "circuits"),
        "It is `lines` of a channel or a contact type.",
        ("blocked_share",),
    ),
    TradeWord(
        ("volume", "volumes", "call_volume", "calls", "demand", "workload", "traffic"),
        "It is `arrivals` of a source.",
        ("arrived", "offered"),
    ),
    TradeWord(
        ("wind_down", "winding_down", "soft_close", "drain", "draining"),
        "It is `no_new` of a channel with slots, or of a shift.",
    ),
    TradeWord(("wage", "wages", "salary", "hourly_cost"), "It is `cost` of an agent group.", ("staff_cost",)),
)

_NEAR = 0.85
_AS_OURS = 0.9
"""A word so near to one of ours was meant to be that."""


def _spelt(word: str) -> str:
    return word.strip().lower().replace("-", "_").replace(" ", "_")


_BY_WORD = {_spelt(word): one for one in TRADE_WORDS for word in one.words}


def trade_word(name: str, known: Iterable[str] = ()) -> TradeWord | None:
    """Return the word of the trade that ``name`` is, or nearly is; None where one of ``known`` is as near.

    >>> trade_word("Skills").here.partition(";")[0]
    'It is `serves` of an agent group: which contact types they can do, with `priority`'
    >>> trade_word("concurency").words[0], trade_word("agent", ["agents"])
    ('concurrency', None)
    """
    spelt = _spelt(name)
    if get_close_matches(spelt, [_spelt(one) for one in known], n=1, cutoff=_AS_OURS):
        return None
    near = [spelt] if spelt in _BY_WORD else get_close_matches(spelt, _BY_WORD, n=1, cutoff=_NEAR)
    return _BY_WORD[near[0]] if near else None


def key_hint(name: str, known: Collection[str]) -> str:
    """Return the hint for a foreign key ``name``; empty where it is no word of the trade.

    >>> key_hint("trunks", ["lines"])
    'It is lines of a channel or a contact type.'
    """
    found = trade_word(name, known)
    return found.here.replace("`", "") if found else ""


def metric_hint(name: str, known: Collection[str]) -> str:
    """Return the hint for a foreign metric ``name``; empty where it is no word of the trade, or is no metric.

    >>> metric_hint("SLA", ["service_level", "served_in_time"])
    'It is called service_level or served_in_time here.'
    """
    found = trade_word(name, known)
    metrics = [one for one in found.metrics if one in known] if found else []
    return f"It is called {' or '.join(metrics)} here." if metrics else ""


def trade_index() -> str:
    """Return the index of the trade's words as it stands in the glossary."""
    lines = []
    for one in sorted(TRADE_WORDS, key=lambda each: each.words[0].lower()):
        words = ", ".join((f"**{one.words[0]}**", *one.words[1:])).replace("_", " ")
        metrics = f" In results: {', '.join(f'`{each}`' for each in one.metrics)}." if one.metrics else ""
        lines.append(f"- {words}: {one.here}{metrics}")
    return "\n".join(lines)
