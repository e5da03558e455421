"""Conditions in words: what has to hold, and what overflow rules, gates and announcements do then.

A measure that is new is a line in a table.
"""

from collections.abc import Callable, Iterable, Sequence

from simulator.report.words.numbers import listed
from simulator.scenario.nouns import Conditions, Gate, Overflow
from simulator.scenario.nouns.announcements import Announcement
from simulator.scenario.nouns.conditions import HourOfDay, Measure
from simulator.scenario.nouns.rule_parts import AllOfThese, Whom
from simulator.scenario.nouns.when_looked import AtWaits, Look
from simulator.scenario.rules.whom import prefix_and_name
from simulator.units import format_duration, format_share, format_time_of_day

PREDICTED = {
    "last_wait": "by the last wait",
    "mean_of_last": "by the mean of the last {last} waits",
    "average": "by the moving average",
    "head": "by the longest current wait",
    "queue": "by the queue length",
}


def _plain(number: float) -> str:
    return f"{number:.10g}"


def _bounds(one: Measure, written: Callable[[float], str]) -> str:
    """Return the bounds of a measure: at least, at most, or from one to the other."""
    if one.at_most is None:
        return f"at least {written(one.at_least)}"
    if one.at_least is None:
        return f"at most {written(one.at_most)}"
    if one.at_least == one.at_most:
        return written(one.at_least)
    return f"{written(one.at_least)} to {written(one.at_most)}"


def _of(one: Measure, own: str) -> str:
    of: str | tuple[str, ...] | None = one.of  # type: ignore[attr-defined]
    if of is None:
        return own
    return _named([of] if isinstance(of, str) else of)


def _named(names: Iterable[str]) -> str:
    """Return names of which some say what they are of: *orders and channel voice*."""
    return listed([" ".join(filter(None, prefix_and_name(one))) for one in names], "and")


class ConditionWords:
    """Says conditions; ``own`` is the type that is meant where none is named, ``groups`` likewise."""

    def __init__(self, own: str, groups: str) -> None:
        self._own, self._groups = own, groups
        self._measures: dict[str, Callable[[Measure], str]] = {
            "waited": lambda one: f"own wait {_bounds(one, format_duration)}",
            "waiting": lambda one: f"{_bounds(one, _plain)} waiting of {_of(one, own)}",
            "oldest_wait": lambda one: f"longest wait of {_of(one, own)} {_bounds(one, format_duration)}",
            "expected_wait": self._expected,
            "logged_in": lambda one: f"{_bounds(one, _plain)} on duty of {_of(one, groups)}",
            "free": lambda one: f"{_bounds(one, _plain)} free of {_of(one, groups)}",
            "with_room": self._with_room,
            "busy_share": lambda one: f"{_bounds(one, format_share)} in use of {_of(one, groups)}",
            "service_level": self._service_level,
        }

    def said(self, conditions: Conditions) -> str:
        """Return what has to hold."""
        parts = []
        for key, one in conditions.given.items():
            if isinstance(one, HourOfDay):
                parts.append(f"time of day {format_time_of_day(one.from_s)} to {format_time_of_day(one.to_s)}")
            elif isinstance(one, Measure):
                parts.append(self._measures[key](one))
            elif isinstance(one, Conditions):
                parts.append(f"not ({self.said(one)})")
            else:
                inside = [self.said(each) for each in one.values()]
                word = "and" if key == "all" else "or"
                parts.append(inside[0] if len(inside) == 1 else f"({f' {word} '.join(inside)})")
        return " and ".join(parts)

    def _expected(self, one: Measure) -> str:
        how = PREDICTED[one.by].format(last=one.last)  # type: ignore[attr-defined]
        return f"expected wait of {_of(one, self._own)} ({how}) {_bounds(one, format_duration)}"

    def _with_room(self, one: Measure) -> str:
        kind = one.type or self._own  # type: ignore[attr-defined]
        return f"{_bounds(one, _plain)} with room for {kind} of {_of(one, self._groups)}"

    def _service_level(self, one: Measure) -> str:
        over = format_duration(one.over_s)  # type: ignore[attr-defined]
        return f"service level of {_of(one, self._own)} in the last {over} {_bounds(one, format_share)}"


OF_A_CONTACT = ConditionWords("its type", "the groups that serve it")


def gate_said(gate: Gate, type_name: str, group_name: str) -> str:
    """Return while what a group takes contacts of a type."""
    looked = "" if gate.look == "change" else f", checked every {format_duration(float(gate.look))}"
    return f"{ConditionWords(type_name, group_name).said(gate)}{looked}"


def reservation_said(kept_from: Sequence[str]) -> str:
    """Return from which types, those of worse priority, a reservation keeps agents.

    >>> reservation_said(["orders", "chat_orders"])
    'Each waiting contact keeps one free agent from orders and chat_orders.'
    """
    if not kept_from:
        return "No agents are kept: no type of the group has a worse priority."
    return f"Each waiting contact keeps one free agent from {listed(list(kept_from), 'and')}."


def whom_said(of: Whom) -> str:
    """Return whom a rule covers."""
    if isinstance(of, AllOfThese):
        return ", ".join(f"{kind} {listed(list(names), 'or')}" for kind, names in of.given.items())
    return _named(of)


def looked_said(look: Look) -> str:
    """Return when a rule is checked; nothing where that is whenever something changes."""
    if look == "entering":
        return ", on entering the queue"
    if isinstance(look, AtWaits):
        return f", checked after a wait of {listed([format_duration(one) for one in look.waited_s], 'and')}"
    return "" if look == "change" else f", checked every {format_duration(float(look))}"


def _groups(ranks: dict[str, int]) -> str:
    return listed([f"{group} (rank {rank})" for group, rank in ranks.items()], "and")


def verb_said(rule: Overflow) -> str:
    """Return what a rule does."""
    if rule.also is not None:
        return f"also {_groups(rule.also)}"
    if rule.only is not None:
        return f"only {_groups(rule.only)}"
    if rule.move is not None:
        place = "with its place" if rule.move.place == "kept" else "behind all others"
        return f"moved to {rule.move.type}, {place}"
    if rule.offer is not None:
        return f"offered {rule.offer.type}, which {format_share(rule.offer.accept)} accept"
    if rule.raise_ is not None:
        raised = [] if rule.raise_.priority is None else [f"priority {rule.raise_.priority}"]
        credit_s = rule.raise_.age_credit_s
        raised += [] if credit_s is None else [f"age credit {format_duration(credit_s)}"]
        return f"raised to {listed(raised, 'and')}"
    return {"flatten": "all groups alike", "message": "voicemail", "end": "sent away"}[rule.verb]


def rule_said(rule: Overflow) -> str:
    """Return an overflow rule as a sentence."""
    when = "" if rule.when is None else f", with {OF_A_CONTACT.said(rule.when)}"
    shares = [format_share(share) for share in rule.share]
    share = "" if rule.share == (1.0,) else f"{listed(shares, 'then')} of "
    return f"For {share}{whom_said(rule.of)}{when}{looked_said(rule.look)}: {verb_said(rule)}."


def announcement_said(said: Announcement) -> str:
    """Return what is announced, and how customers react."""
    how = PREDICTED[said.by].format(last=said.last)
    rounded = "" if said.rounded_up_to_s is None else f", rounded up to {format_duration(said.rounded_up_to_s)}"
    parts = [f"The expected wait, {how}{rounded}."]
    reactions = []
    if said.longer.leave:
        reactions.append(f"{format_share(said.longer.leave)} leave at once")
    if said.longer.patience != 1.0:
        reactions.append(f"patience × {said.longer.patience:g}")
    if reactions:
        parts.append(f"Longer than their patience: {listed(reactions, 'and')}.")
    if said.shorter.patience != 1.0:
        parts.append(f"Shorter: patience × {said.shorter.patience:g}.")
    return " ".join(parts)
