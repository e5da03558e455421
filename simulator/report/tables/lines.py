"""The lines of the table that answers a question: which metrics, of what, in which order, called how.

A center that is one part has them all below each other. Where there are several parts, each has a block of its own with
what customers meet, and the whole center has only what adds up, with the one share that decides who is best.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS
from simulator.metrics.cells import Cell
from simulator.report.blocks import Section
from simulator.report.tables.other_members import is_of_other_members
from simulator.report.words.goal_words import SERVED, SERVED_ALL, goal_label
from simulator.report.words.numbers import listed
from simulator.report.words.parts import ResultPart, is_mixed, parts, title
from simulator.report.words.promised_words import SAID, called, is_judged
from simulator.report.words.titled import label
from simulator.scenario.judged.goal import WEIGHED

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.judged.checks import Measured

LABELS = {
    HEADLINE: SERVED_ALL,
    "service_level": "service level",
    "abandonment_rate": "abandoned",
    "asa_s": "speed of answer (ASA)",
    "wait_s_p90": "90 % waited at most",
    "closed_per_hour": "closed per hour",
    "closed_per_agent_hour": "closed per agent hour",
    "occupancy": "occupancy",
    "agent_hours": "agent hours {}",
}
"""The metrics of the table, in its order, as a manager calls them; the gap is for *a day*."""
UNSERVED = {
    "blocked": "blocked {}",
    "refused": "refused while closed {}",
    "voicemail": "left a voicemail {}",
    "sent_away": "sent away by a rule {}",
    "cleared": "sent away at closing {}",
    "abandoned_later": "left after an answer {}",
    "not_yet_decided": "not yet decided {}",
    "still_open": "still open {}",
}
"""Beside them where it happens with any strategy; the gaps are for *a day*."""
WENT_ON = {
    "moved": "moved on {}",
    "channel_changes": "forced to another channel {}",
    "offers": "offers of another channel {}",
    "offers_accepted": "accepted offers {}",
    "passed_on": "passed on {}",
}
"""Below them where it happens: who went on to somebody else; the gaps are for *a day*."""
SOLVED = {
    "first_contact_resolution": "solved at first contact",
    "solved_share": "solved in the end",
    "attempts_per_case": "attempts per case",
    "contacts_per_solved_case": "contacts per solved case",
    "stories_repeated": "stories repeated {}",
}
"""At the end of what customers meet, where a wish is not always settled by one talk; the gap is for *a day*."""
ANNOUNCED = {"announced_error_s": "announced waits off by"}
"""Behind the waits of who heard of one before."""
UNNOTICED = {
    "silent_share": "left silently, of all who left",
    "apparent_service_level": "apparent service level",
    "apparent_abandonment_rate": "apparent abandonment",
}
"""Behind who abandoned, where some left silently: who they are, and what the center sees."""
CONVERSED = {
    "first_reply_after_15min": "first reply after 15 min",
    "first_reply_in_target": SAID["first_reply_in_target"],
    "reply_s_mean": "mean time to a reply",
    "reply_s_p90": "90 % of replies within",
    "replied_in_time": "messages answered in time",
    "reply_in_target": SAID["reply_in_target"],
    "left_waiting_share": "left waiting for a later reply",
    "timed_out_share": "closed without a further message",
    "resolution_s_mean": "time to resolution",
    "solved_in_target": SAID["solved_in_target"],
}
"""Behind the waits, which end with the first reply, where agents took conversations."""
WITNESS = {"timed_out_share": "timed_out", "left_waiting_share": "left_waiting", "inactive_mean": "inactive_mean"}
"""Of those that are told only where there is any of it."""
IN_HAND = {
    "conversations_per_agent_hour": "conversations per agent hour",
    "occupancy_in_focus": "occupancy in focus",
    "active_mean": "active conversations per agent",
    "inactive_mean": "inactive conversations per agent",
}
"""Behind the occupancy where agents took conversations."""
FURTHER = {
    "further_waits": "further waits {}",
    "further_service_level": "service level",
    "further_abandonment_rate": "abandoned",
    "further_wait_s_mean": "mean wait",
    "further_wait_s_p90": "90 % waited at most",
}
"""Of each type to which somebody is sent on, below all that customers meet where they came; the gap is for *a day*."""
WHILE_OPEN = "served_in_time_while_open"
WHILE_OPEN_LABEL = "without closed-door contacts"
"""Below the headline where somebody met a closed door: what the center made of all others."""
CHANGED = {
    "off_phone_hours": "hours off the phone {}",
    "interventions": "interventions {}",
    "helping_hours": "hours helping {}",
    "handed_over": "conversations handed over {}",
    "parked": "conversations parked {}",
    "reading_hours": "hours reading {}",
    "in_vain_hours": "hours worked in vain {}",
    "silent_slot_share": "slots filled in vain",
    "on_call_hours": "hours on call {}",
}
"""Below the agent hours where it happens with any strategy; the gaps are for *a day*."""
PAID_LABEL = "hours paid {}"
"""Below the agent hours where more is paid than agents are logged in with any strategy; the gap is for *a day*."""
MONEY_LABELS = {"staff_cost": "staff cost, {} {}", "cost_per_closed": "cost per closed, {}"}
"""Beside them where the scenario states what agents cost; the gaps are for the currency, and for *a day*."""
OF_CUSTOMERS = ("served_in_time", "service_level", "abandonment_rate", "asa_s", "wait_s_p90")
"""Those of the metrics that no two channels have in common."""
PER_CLOSED = ("closed_per_hour", "closed_per_agent_hour", "closed_per_paid_hour", "cost_per_closed", "closed")
"""What moves with who comes, and how long they take."""
OFFERED = "offered {}"
WHOLE_CENTER = "whole center"
SHOWN = "also asked for"


@dataclass(frozen=True)
class TableLine:
    """One line: a metric of something, in all the horizon or in an interval, and what it is called."""

    metric: str
    of: str
    label: str
    interval: str | None = None
    signed: bool = True
    """Whether a difference in it says anything: not of a mixture of several channels."""

    @property
    def place(self) -> Cell:
        """Return which of the results it shows."""
        return Cell(self.of, self.interval)

    @property
    def place_of_metric(self) -> tuple[str, str, str | None]:
        """Return (metric, of, interval), as a goal names its row."""
        return self.metric, self.of, self.interval


@dataclass(frozen=True)
class LineBlock:
    """Lines that belong together, under a title; one without a title is the whole table."""

    title: str
    lines: tuple[TableLine, ...]


def line_blocks(comparison: "Comparison", show: "Sequence[Measured]" = ()) -> tuple[LineBlock, ...]:
    """Return the lines of the table in their blocks, with those asked for in ``show`` last."""
    split = parts(comparison)
    if len(split) == 1:
        goal = _goal_line(comparison)
        lines = tuple(TableLine(metric, "all", label) for metric, label in labels(comparison).items())
        # A goal of what is solved stands first, where it is looked for, and but once.
        lines = tuple(one for one in lines if one.metric not in SOLVED or one.place_of_metric != goal.place_of_metric)
        blocks = [
            LineBlock("", lines if goal.place_of_metric in {one.place_of_metric for one in lines} else (goal, *lines)),
            *further_blocks(comparison),
        ]
    else:
        blocks = [LineBlock(title(comparison, part), tuple(_of_part(comparison, part))) for part in split]
        blocks += [*further_blocks(comparison), LineBlock(WHOLE_CENTER, whole_center(comparison))]
    if show:
        blocks.append(LineBlock(SHOWN, tuple(asked(comparison, one) for one in show)))
    return tuple(blocks)


def further_blocks(comparison: "Comparison") -> Iterator[LineBlock]:
    """Yield the lines of each type to which somebody is sent on with any strategy: that wait is told nowhere else."""
    for kind in dict.fromkeys(
        kind for name in comparison.strategies for kind in comparison.scenarios[name].contact_types
    ):
        of = f"type:{kind}"
        if happens(comparison, "further_waits", of):
            lines = (TableLine(name, of, label.format(comparison.period)) for name, label in FURTHER.items())
            yield LineBlock(
                f"sent on: {title(comparison, ResultPart(of, label(comparison, of), (kind,)))}", tuple(lines)
            )


def sections(blocks: Sequence[LineBlock]) -> tuple[Section, ...]:
    """Return where in a table of all their lines the blocks begin."""
    found, row = [], 0
    for block in blocks:
        found += [Section(row, block.title)] if block.title else []
        row += len(block.lines)
    return tuple(found)


def labels(comparison: "Comparison") -> dict[str, str]:
    """Return the metrics of a center that is one part: what it costs is among them where that is known."""
    types = [name for part in parts(comparison) for name in part.types]
    return _served(comparison, "all", types) | _work(comparison)


def _served(comparison: "Comparison", of: str, types: Sequence[str]) -> dict[str, str]:
    """Return what customers of ``types`` meet, with who was not served where that happens; what was solved."""
    shown = [metric for metric in (*UNSERVED, *WENT_ON) if happens(comparison, metric, of)]
    place = OF_CUSTOMERS.index("abandonment_rate") + 1
    solved = [metric for metric in SOLVED if any(happens(comparison, one, of) for one in METRICS[metric].where)]
    unnoticed = [metric for metric in UNNOTICED if happens(comparison, "silent", of)]
    known = LABELS | UNSERVED | UNNOTICED | WENT_ON | SOLVED | ANNOUNCED | CONVERSED | {WHILE_OPEN: WHILE_OPEN_LABEL}
    asked = [HEADLINE, *([WHILE_OPEN] if _met_closed_doors(comparison, of) else []), *OF_CUSTOMERS[1:place]]
    conversed = [metric for metric in CONVERSED if is_told(comparison, metric, of)]
    announced = [metric for metric in ANNOUNCED if happens(comparison, "announced_answered", of)]
    rest = [*OF_CUSTOMERS[place:], *announced, *conversed, *solved]
    labels = {metric: known[metric].format(comparison.period) for metric in (*asked, *shown, *unnoticed, *rest)}
    return labels | {metric: called(comparison, metric, types) for metric in SAID if metric in labels}


def is_told(comparison: "Comparison", metric: str, of: str) -> bool:
    """Return whether a table has the line of a metric of `CONVERSED`: where there is any of it, or a target."""
    if metric in SAID:
        return is_judged(comparison, metric, of)
    if metric == "replied_in_time" and is_judged(comparison, "reply_in_target", of):
        # Two lines of replies in time, by two targets, would be taken for one another.
        return False
    return happens(comparison, WITNESS.get(metric, "conversations"), of)


def _met_closed_doors(comparison: "Comparison", of: str) -> bool:
    """Return whether somebody's first request met a closed door; who comes again to one changes no share in time."""
    known = [name for name in comparison.strategies if Cell(of, None) in comparison.stacks[name].cells]
    pairs = ((comparison.row(name, metric, of).value for metric in (HEADLINE, WHILE_OPEN)) for name in known)
    return happens(comparison, "came_closed", of) and any(every != met for every, met in pairs)


def _work(comparison: "Comparison") -> dict[str, str]:
    found = {metric: label.format(comparison.period) for metric, label in LABELS.items() if metric not in OF_CUSTOMERS}
    witnessed = {metric: WITNESS.get(metric, "conversations") for metric in IN_HAND}
    found |= {metric: label for metric, label in IN_HAND.items() if happens(comparison, witnessed[metric], "all")}
    happening = {metric: label for metric, label in CHANGED.items() if happens(comparison, metric, "all")}
    found |= {metric: label.format(comparison.period) for metric, label in happening.items()}
    if any(_pays_more_than_is_there(comparison, name) for name in comparison.strategies):
        found |= {"paid_hours": PAID_LABEL.format(comparison.period)}
    known = [name for name in comparison.strategies if not math.isnan(comparison.row(name, "staff_cost").value)]
    if not known:
        return found
    currency = comparison.scenarios[known[0]].currency
    return found | {metric: label.format(currency, comparison.period) for metric, label in MONEY_LABELS.items()}


def _pays_more_than_is_there(comparison: "Comparison", name: str) -> bool:
    """Return whether hours are paid in which nobody is logged in: those of whoever is absent."""
    return comparison.row(name, "paid_hours").value - comparison.row(name, "agent_hours").value > 0.0


def whole_center(comparison: "Comparison") -> tuple[TableLine, ...]:
    """Return the lines of a center of several parts: what decides who is best, then what adds up."""
    work = (TableLine(metric, "all", label) for metric, label in _work(comparison).items())
    return (_goal_line(comparison), *work)


def _goal_line(comparison: "Comparison") -> TableLine:
    metric, of, interval = comparison.goal.cell
    label = goal_head(comparison)
    return TableLine(metric, of, label if label.startswith("goal") else f"goal: {label}", interval)


def goal_head(comparison: "Comparison") -> str:
    """Return what the goal is called in a table, so that nobody takes it for the level of a channel."""
    goal = comparison.goal
    if goal.is_usual and len(parts(comparison)) > 1:
        return f"goal: {SERVED_ALL}"
    term = goal.alone
    if term and term.metric in LABELS and term.metric != HEADLINE and not term.interval:
        # As the other rows call it, and shorter than in a sentence.
        whose = label(comparison, term.of)
        return LABELS[term.metric].replace(" {}", "") + (f" of {whose}" if whose else "")
    return goal_label(comparison)


def kinds_of(split: Sequence[ResultPart]) -> str:
    """Return whether parts are channels or contact types, in the plural."""
    return "channels" if any(part.of.startswith("channel:") for part in split) else "types"


def goal_note(comparison: "Comparison", signs: bool = True) -> str:
    """Return what the goal is, and why some have none of its ``signs``; nothing of the usual one with one part."""
    split, goal = parts(comparison), comparison.goal
    if goal.is_usual and len(split) == 1 and not goal.within:
        return ""
    if not goal.is_usual:
        said = f"{goal_label(comparison)}; {'more' if goal.sense > 0 else 'less'} is better"
    elif len(split) > 1:
        kind = kinds_of(split).removesuffix("s")
        decides = "it decides which strategy is best and " if comparison.others else "it "
        said = f"the share of all contacts served in time, each by its own target; {decides}"
        said += f"is not the service level of any {kind}"
    else:
        said = "the share of all contacts that were served in time"
    if goal.within:
        said += f"; only a strategy that meets {listed([one.check.text for one in goal.within])} can be best"
    if signs and len(split) > 1 and comparison.customers_differ:
        what = (
            "it and what is closed have no sign: they move" if goal.is_usual else "what is closed has no sign: it moves"
        )
        said += f". Where the contacts differ, {what} with their mix"
    return f"Goal: {said}."


def _of_part(comparison: "Comparison", part: ResultPart) -> Iterator[TableLine]:
    yield TableLine("offered", part.of, OFFERED.format(comparison.period))
    # Of all there are is said of the center; here it is of the part, whose name stands above.
    served = _served(comparison, part.of, part.types) | {HEADLINE: SERVED}
    if not served.keys() & UNSERVED.keys() and not comes_again(comparison, part.of):
        # Of the same contacts it is the same share.
        del served["service_level"]
    yield from (TableLine(metric, part.of, label) for metric, label in served.items())


def asked(comparison: "Comparison", one: "Measured") -> TableLine:
    """Return the line of what was asked for; a mixture of several parts says so and has no sign."""
    mixed = is_mixed(comparison, Cell(one.of, one.interval), one.metric)
    return TableLine(one.metric, one.of, f"{one.text} (mixed)" if mixed else one.text, one.interval, signed=not mixed)


def is_there(comparison: "Comparison", line: TableLine, *strategies: str) -> bool:
    """Return whether all these strategies have what ``line`` is about."""
    if line.of == WEIGHED:
        return True
    return all(line.place in comparison.stacks[name].cells for name in strategies)


def is_remixed(comparison: "Comparison", strategy: str, line: TableLine) -> bool:
    """Return whether a line moves with who comes, or who is counted.

    That is what is closed, what is of several parts in other shares of them, totals of a team with other members. A bot
    that answers chats leaves fewer to be closed, and more of a center's contacts are calls: neither is worse.
    """
    if is_of_other_members(comparison, strategy, line.metric, line.of):
        return True
    if strategy not in comparison.customers_differ:
        return False
    work = line.of == "all" or line.of.startswith(("group:", "team:"))
    return (work and line.metric in PER_CLOSED) or is_mixed(comparison, line.place, line.metric)


def comes_again(comparison: "Comparison", of: str = "all") -> bool:
    """Return whether some wish was asked for more than once with any strategy: then cases are not contacts."""
    known = [name for name in comparison.strategies if Cell(of, None) in comparison.stacks[name].cells]
    pairs = ((comparison.row(name, metric, of).value for metric in ("arrived", "cases")) for name in known)
    return any(came != wishes for came, wishes in pairs)


def happens(comparison: "Comparison", measure: str, of: str) -> bool:
    """Return whether a metric of ``of`` is more than nothing with any strategy; not where there is no such metric."""
    if measure not in METRICS:
        return False
    known = [name for name in comparison.strategies if Cell(of, None) in comparison.stacks[name].cells]
    return any(comparison.row(name, measure, of).value > 0 for name in known)
