"""What a check says: ``metric(of, HH:MM-HH:MM) op value``, read against the scenario it is about.

``service_level(orders) >= 80%``, ``asa_s(channel:voice, 09:00-09:30) < 20s``, ``closed_per_agent_hour >= 9``: a
metric of the catalogue, what it is of (a contact type, ``type:``, ``channel:``, ``group:``, ``segment:``, ``team:``,
``all``; nothing means all), perhaps one reporting interval or one of several days, and a limit in the metric's unit. It
is read before anything is simulated, so that a typing error costs a second and not a night.

``every interval`` as the interval asks it of each reporting interval. ``days(…) >= 90%`` around a check asks on which
share of days it is kept, each day by its own value: ``days(service_level(orders, every interval) >= 80%) >= 90%``.
"""

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from simulator.catalogue import METRICS, Metric, Unit
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.teams import NO_TEAM
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.suggest import nearest, renamed
from simulator.scenario.text.trade_words import metric_hint
from simulator.units import (
    HOUR_S,
    format_interval,
    parse_duration,
    parse_rate_per_hour,
    parse_share,
    parse_time_of_day,
    shown,
)

HOLDS: dict[str, Callable[[Any, float], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
"""What each comparison means, of a value or of an array of them."""

HOW_TO_WRITE = "Write it as service_level(orders) >= 80%, asa_s < 20s or occupancy(group:front, 09:00-09:30) <= 85%."

HOW_TO_MEASURE = "Write it as service_level(orders), asa_s(channel:voice) or occupancy(group:front, 09:00-09:30)."
HOW_TO_WRITE_DAYS = "Write it as days(service_level(orders) >= 80%) >= 90%: on at least 90 % of days."
EVERY_INTERVAL = "every interval"
"""The interval of a check that is about each of them."""

_AROUND = re.compile(
    r"\s*(?P<word>[^\W\d_][^\s()<>=!]*)\s*\((?P<inner>.*[<>=].*)\)\s*(?:(?P<op>[<>=!]=|=<|=>|[<>=])\s*(?P<limit>.*\S)\s*)?"
)
_SHAPE = re.compile(
    r"\s*(?P<metric>[^\W\d_][^\s()<>=!]*)\s*(?:\((?P<args>[^()]*)\))?\s*(?P<op>[<>=!]=|=<|=>|[<>=])\s*(?P<limit>.*\S)\s*"
)
_MEASURED = re.compile(r"\s*(?P<metric>[^\W\d_][^\s()<>=!]*)\s*(?:\((?P<args>[^()]*)\))?\s*")
_INTERVAL = re.compile(r"\s*(?:(\S.*?)\s+)?(\d{1,2}:\d{2}(?::\d{2})?)\s*-\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*")
_DAYS_SHOWN = 7
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*([A-Z]{3})?")


@dataclass(frozen=True)
class Check:
    """A promise: ``metric`` of ``of`` in ``interval`` (None: the whole horizon) compared with ``limit`` holds.

    ``limit`` is in the metric's own unit: shares 0 to 1, seconds, per hour, contacts, hours, money.
    """

    text: str
    metric: str
    of: str
    interval: str | None
    comparison: str
    limit: float
    on_days: "Check | None" = None
    """What is asked of each day, where the promise is about the share of days: ``metric``, ``of`` and ``interval`` are
    those of the day, ``comparison`` and ``limit`` are about the share."""

    @property
    def unit(self) -> Unit:
        """Return the unit of ``limit`` and of the value that is judged."""
        return Unit.SHARE if self.on_days else METRICS[self.metric].unit

    def holds_at(self, value: float) -> bool:
        """Return whether the promise is kept by ``value``."""
        return bool(HOLDS[self.comparison](value, self.limit))


@dataclass(frozen=True)
class Measured:
    """What a check is about, without its limit: ``metric`` of ``of`` in ``interval`` (None: the whole horizon)."""

    text: str
    metric: str
    of: str
    interval: str | None


@dataclass(frozen=True)
class Complaint:
    """Why a text is not a check of this scenario."""

    what: str
    hint: str = ""


def parse_check(text: str, scenario: Scenario) -> Check | tuple[Complaint, ...]:
    """Return the check that ``text`` states, or everything that is wrong with it."""
    text = one_spelling(text)
    around = _AROUND.fullmatch(text)
    if around is not None:
        return _of_days(text, around, scenario)
    match = _SHAPE.fullmatch(text)
    if match is None:
        return (Complaint(f"expected a check, got {shown(text)}.", HOW_TO_WRITE),)
    complaints: list[Complaint] = []
    comparison = _comparison(match["op"], complaints)
    metric = METRICS.get(match["metric"])
    if metric is None:
        complaints.append(_unknown("metric", match["metric"], METRICS))
    of, interval = _arguments(match["args"], metric, scenario, complaints)
    limit = _limit(match["limit"], metric, scenario, complaints) if metric else 0.0
    if complaints or metric is None:
        return tuple(complaints)
    return Check(text.strip(), metric.name, of, interval, comparison, limit)


def _of_days(text: str, match: re.Match[str], scenario: Scenario) -> Check | tuple[Complaint, ...]:
    """Return the check that ``days(inner) op share`` states, or everything that is wrong with it."""
    if match["word"] != "days":
        near = nearest(match["word"], ["days"])
        hint = f"Did you mean '{near}'?" if near else HOW_TO_WRITE_DAYS
        return (Complaint(f"unknown function {shown(match['word'])} around a check.", hint),)
    inner = parse_check(match["inner"], scenario)
    complaints = [] if isinstance(inner, Check) else list(inner)
    if isinstance(inner, Check) and inner.on_days:
        complaints.append(Complaint("days(…) cannot contain another days(…).", HOW_TO_WRITE_DAYS))
    if match["op"] is None:
        complaints.append(Complaint("days(…): expected a share of days after it.", HOW_TO_WRITE_DAYS))
        return tuple(complaints)
    comparison, limit = _comparison(match["op"], complaints), 0.0
    try:
        limit = parse_share(match["limit"])
    except ValueError as error:
        complaints.append(Complaint(f"days(…): {error}"))
    if complaints or not isinstance(inner, Check):
        return tuple(complaints)
    return Check(text.strip(), inner.metric, inner.of, inner.interval, comparison, limit, inner)


def _comparison(sign: str, complaints: list[Complaint]) -> str:
    if sign not in HOLDS:
        complaints.append(Complaint(f"unknown comparison '{sign}'.", f"Known: {', '.join(HOLDS)}."))
    return sign


def parse_measured(text: str, scenario: Scenario) -> Measured | tuple[Complaint, ...]:
    """Return what ``text``, a check without its limit, is about, or everything that is wrong with it."""
    text = one_spelling(text)
    match = _MEASURED.fullmatch(text)
    if match is None:
        return (Complaint(f"expected a metric without a limit, got {shown(text)}.", HOW_TO_MEASURE),)
    complaints: list[Complaint] = []
    metric = METRICS.get(match["metric"])
    if metric is None:
        complaints.append(_unknown("metric", match["metric"], METRICS))
    of, interval = _arguments(match["args"], metric, scenario, complaints)
    if complaints or metric is None:
        return tuple(complaints)
    return Measured(text.strip(), metric.name, of, interval)


def interval_labels(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of the scenario's reporting intervals, as ``09:00-09:30``; of several days with the day's."""
    days = scenario.horizon.open_days
    return tuple(
        format_interval(one.from_s - days[one.day].start_s, one.to_s - days[one.day].start_s, days[one.day].name)
        for one in scenario.horizon.intervals
    )


def day_labels(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of the days, where there are several."""
    return tuple(day.name for day in scenario.horizon.open_days if day.name)


def _arguments(
    text: str | None, metric: Metric | None, scenario: Scenario, complaints: list[Complaint]
) -> tuple[str, str | None]:
    """Return what the metric is of and the interval, from the text between the parentheses."""
    if text is None:
        return _of("all", metric, scenario, complaints), None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 and _is_a_time(parts[0], scenario):
        parts = ["all", *parts]
    if len(parts) > 2:
        complaints.append(Complaint(f"expected at most a name and an interval in the parentheses, got {shown(text)}."))
    interval = _interval(parts[1], scenario, complaints) if len(parts) > 1 else None
    if metric and interval and not metric.by_interval and interval not in day_labels(scenario):
        what = f"{metric.name} is not available for a reporting interval."
        complaints.append(Complaint(what, "It is available for the whole day."))
    return _of(parts[0], metric, scenario, complaints), interval


def _is_a_time(text: str, scenario: Scenario) -> bool:
    """Return whether a single argument is meant as an interval or a day: a contact type of that name comes first."""
    is_day = text in day_labels(scenario) and text not in scenario.contact_types
    return is_day or _is_every(text) or _INTERVAL.fullmatch(text) is not None


def _is_every(text: str) -> bool:
    return " ".join(text.split()) == EVERY_INTERVAL


def _of(text: str, metric: Metric | None, scenario: Scenario, complaints: list[Complaint]) -> str:
    kind, colon, name = (part.strip() for part in text.partition(":"))
    if not colon:
        kind, name = ("all", "") if text == "all" else ("type", text)
    names: dict[str, tuple[str, ...]] = {
        "type": tuple(scenario.contact_types),
        "channel": tuple(scenario.channels),
        "group": tuple(scenario.agent_groups),
        "segment": scenario.segment_names,
        "team": (*scenario.team_names, NO_TEAM) if scenario.team_names else (),
    }
    if kind != "all" and kind not in names:
        complaints.append(_unknown("kind of row", kind, (*names, "all")))
        return text
    if kind != "all" and name not in names[kind]:
        complaints.append(_unknown_name(kind, name, names, prefixed=bool(colon)))
    elif metric is not None and kind not in metric.of:
        defined = ", ".join(_ROW_WORDS[kind] for kind in metric.of)
        complaints.append(
            Complaint(f"{metric.name} is not available for {_ROW_WORDS[kind]}.", f"It is available for {defined}.")
        )
    return "all" if kind == "all" else f"{kind}:{name}"


_ROW_WORDS = {
    "all": "everything (all)",
    "type": "a contact type",
    "channel": "a channel",
    "group": "an agent group",
    "segment": "a segment",
    "team": "a team",
}
_KIND_WORDS = {
    "type": "contact type",
    "channel": "channel",
    "group": "agent group",
    "segment": "segment",
    "team": "team",
}


def _unknown_name(kind: str, name: str, names: dict[str, tuple[str, ...]], prefixed: bool) -> Complaint:
    # Without a prefix a name is a contact type's; a group's or channel's name is most likely a forgotten prefix.
    elsewhere = [other for other in ("channel", "group", "segment", "team") if not prefixed and name in names[other]]
    if elsewhere:
        hint = f"Write {' or '.join(f'{other}:{name}' for other in elsewhere)} for the {_KIND_WORDS[elsewhere[0]]}."
        return Complaint(f"no contact type {shown(name)}.", hint)
    if not names[kind]:
        return Complaint(f"unknown {_KIND_WORDS[kind]} {shown(name)}.", f"The scenario has no {_KIND_WORDS[kind]}.")
    return _unknown(_KIND_WORDS[kind], name, names[kind])


def _interval(text: str, scenario: Scenario, complaints: list[Complaint]) -> str:
    match = _INTERVAL.fullmatch(text)
    days, labels = day_labels(scenario), interval_labels(scenario)
    hint = f"Intervals here: {labels[0]}" + (f", …, {labels[-1]}." if len(labels) > 1 else ".")
    if days:
        hint = f"Days here: {', '.join(days)}. {hint}" if len(days) <= _DAYS_SHOWN else hint
    if text in days:
        return text
    if _is_every(text):
        return EVERY_INTERVAL
    if match is None:
        near = nearest(text, [EVERY_INTERVAL])
        hint = f"Did you mean '{near}'?" if near else f"{hint} For each of them: {EVERY_INTERVAL}."
        complaints.append(Complaint(f"expected an interval, got {shown(text)}.", hint))
        return text
    try:
        from_s, to_s = (parse_time_of_day(time) for time in match.groups()[1:])
    except ValueError as error:
        complaints.append(Complaint(str(error)))
        return text
    label = format_interval(from_s, to_s, " ".join((match[1] or "").split()))
    if label not in labels:
        complaints.append(Complaint(f"'{label}' is not a reporting interval.", hint))
    return label


def _limit(text: str, metric: Metric, scenario: Scenario, complaints: list[Complaint]) -> float:
    """Return the limit in the metric's unit."""
    if metric.unit is Unit.MONEY:
        return _money(text, metric, scenario, complaints)
    try:
        return _READ[metric.unit](text)
    except ValueError as error:
        complaints.append(Complaint(f"{metric.name}: {error}"))
        return 0.0


def _number(wanted: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise ValueError(f"expected {wanted}, got {shown(text)}.") from None
        if not 0 <= number < float("inf"):
            raise ValueError(f"expected {wanted}, got {shown(text)}.")
        return number

    return read


def _per_hour(text: str) -> float:
    return parse_rate_per_hour(text) if "/" in text else _number("a number per hour, as 12 or 12/h,")(text)


def _money(text: str, metric: Metric, scenario: Scenario, complaints: list[Complaint]) -> float:
    """Return an amount of money, which may name its currency; the scenario has one, when it states any cost."""
    currency = scenario.currency
    if currency is None:
        what = f"{metric.name} is unknown: no agent group has a cost."
        complaints.append(Complaint(what, "Write cost: 14 EUR/h in an agent group."))
        return 0.0
    match = _AMOUNT.fullmatch(text)
    if match is None:
        complaints.append(Complaint(f"{metric.name}: expected money, as 4.50 {currency}, got {shown(text)}."))
        return 0.0
    if match[2] and match[2] != currency:
        complaints.append(
            Complaint(f"{metric.name}: expected an amount in {currency}, as the costs here, got {shown(text)}.")
        )
    return float(match[1])


def _hours(text: str) -> float:
    return parse_duration(text) / HOUR_S if text[-1].isalpha() else _number("a number of hours, as 40 or 40h")(text)


_READ: dict[Unit, Callable[[str], float]] = {
    Unit.SHARE: parse_share,
    Unit.SECONDS: parse_duration,
    Unit.PER_HOUR: _per_hour,
    Unit.CONTACTS: _number("a number of contacts"),
    Unit.HOURS: _hours,
    Unit.RATIO: _number("a number, as 1.2"),
}


def _unknown(kind: str, name: str, known: Iterable[str]) -> Complaint:
    names = list(known)
    near = nearest(name, names)
    # Whoever has the wrong metric wants to see all of them, many as they are.
    hint = (
        renamed(name, names)
        or metric_hint(name, names)
        or (f"Did you mean '{near}'?" if near else f"Known: {', '.join(names)}.")
    )
    return Complaint(f"unknown {kind} {shown(name)}.", hint)
