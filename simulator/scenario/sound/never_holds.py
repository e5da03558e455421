"""Conditions that can never hold, and those that always do: by what each measure can be in this scenario."""

from collections.abc import Iterator, Mapping
from enum import Enum
from math import inf
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.days.on_duty import most_ever
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Conditions, ContactType, Scenario
from simulator.scenario.nouns.conditions import HourOfDay, Measure
from simulator.scenario.nouns.when_looked import AtWaits, Look
from simulator.scenario.rules.seats import seats_of
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.sound.bringing import brought_to
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, problem
from simulator.units import DAY_S, format_duration

Path = tuple[str, ...]
_NOBODY = "a gate is asked of nobody's wait; use 'after', or 'oldest_wait'"


class Holds(Enum):
    """When something holds."""

    NEVER = 0
    SOMETIMES = 1
    ALWAYS = 2


class WhenHolding(NamedTuple):
    """When conditions hold, and where and why, if that is never."""

    when: Holds
    path: Path = ()
    why: str = ""


class AskedOf(NamedTuple):
    """Of whom conditions are asked: a type, perhaps by a group; after which waits. Without a type, the center."""

    scenario: Scenario
    type: str | None
    group: str | None
    least_wait_s: float
    most_wait_s: float
    why_no_longer: str


def never_holding(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the conditions of a valid ``scenario`` that can never hold; places come from its ``tree``."""
    return [_problem(tree, found) for _, found in _all(scenario) if found.when is Holds.NEVER]


def always_holding(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the gates that are never shut, and the rules whose conditions always hold."""
    return [
        problem(
            key_mark(tree, *path),
            dotted(*path),
            _ALWAYS.get(path[0], "the conditions always hold, so they change nothing."),
        )
        for path, found in _all(scenario)
        if found.when is Holds.ALWAYS
    ]


_ALWAYS = {"interventions": "the conditions always hold, so it is carried out at every opening."}
"""What is said of conditions that always hold, by section."""


def _problem(tree: nodes.Mapping, found: WhenHolding) -> Problem:
    return problem(key_mark(tree, *found.path), dotted(*found.path), f"this can never hold: {found.why}.")


def _all(scenario: Scenario) -> Iterator[tuple[Path, WhenHolding]]:
    for name, rule in scenario.overflow.items():
        if rule.when is not None:
            path = ("overflow", name, "when")
            asked = [_of_rule(scenario, one, rule.look) for one in touched_by(rule.of, scenario)]
            found = [conditions_hold(rule.when, path, one) for one in asked]
            if found:
                # Of several types it is enough that one may be meant.
                yield path, max(found, key=lambda one: one.when.value)
    for name, one in scenario.interventions.items():
        where: Path = ("interventions", name, "when")
        yield where, conditions_hold(one.when, where, AskedOf(scenario, None, None, 0.0, 0.0, ""))
    for group, noun in scenario.agent_groups.items():
        for served, serves in noun.serves.items():
            if serves.while_ is not None:
                at: Path = ("agent_groups", group, "serves", served, "while")
                yield at, conditions_hold(serves.while_, at, AskedOf(scenario, served, group, 0.0, 0.0, _NOBODY))


def _of_rule(scenario: Scenario, name: str, look: Look) -> AskedOf:
    kind = scenario.contact_types[name]
    if look == "entering":
        return AskedOf(scenario, name, None, 0.0, 0.0, "a contact that enters has not waited")
    longest_s, why = _longest(kind, name in brought_to(scenario))
    if isinstance(look, AtWaits):
        waits = [wait_s for wait_s in look.waited_s if wait_s <= longest_s]
        if waits:
            said = " or ".join(format_duration(one) for one in waits)
            return AskedOf(scenario, name, None, waits[0], waits[-1], f"it is checked after a wait of {said}")
    return AskedOf(scenario, name, None, 0.0, longest_s, why)


def _longest(kind: ContactType, brings_patience: bool) -> tuple[float, str]:
    """Return the longest wait there can be, and why it is no longer; who is moved here brings a patience along."""
    limit_s = inf if kind.voicemail_after_s is None else kind.voicemail_after_s
    patiences = [one for each in kind.kinds for one in each.patience.values()]
    patient_s = max(one.mean_s if one is not None and one.deterministic is not None else inf for one in patiences)
    if kind.announcement is not None:
        patient_s *= max(1.0, kind.announcement.longer.patience, kind.announcement.shorter.patience)
    if brings_patience:
        patient_s = inf
    if limit_s <= patient_s:
        return limit_s, f"a voicemail is left after {format_duration(limit_s)}" if limit_s < inf else ""
    return patient_s, f"customers leave after {format_duration(patient_s)} at the latest"


def conditions_hold(said: Conditions, path: Path, asked: AskedOf) -> WhenHolding:
    """Return when all keys of ``said`` hold together."""
    parts = list(_parts(said, path, asked))
    for one in parts:
        if one.when is Holds.NEVER:
            return one
    clash = _clash(said, path)
    if clash is not None:
        return clash
    return WhenHolding(Holds.ALWAYS if all(one.when is Holds.ALWAYS for one in parts) else Holds.SOMETIMES)


def _parts(said: Conditions, path: Path, asked: AskedOf) -> Iterator[WhenHolding]:
    for key, one in said.given.items():
        if isinstance(one, HourOfDay):
            yield _hour(one, (*path, key), asked.scenario)
        elif isinstance(one, Measure):
            yield _measure(key, one, (*path, key), asked)
        elif isinstance(one, Conditions):
            inside = conditions_hold(one, (*path, key), asked)
            opposite = Holds(2 - inside.when.value)
            yield WhenHolding(opposite, (*path, key), "what must not hold always does")
        else:
            yield _several(key, one, (*path, key), asked)


def _several(way: str, parts: Mapping[str, Conditions], path: Path, asked: AskedOf) -> WhenHolding:
    found = [conditions_hold(one, (*path, name), asked) for name, one in parts.items()]
    if way == "all":
        return min(found, key=lambda one: one.when.value)
    return max(found, key=lambda one: one.when.value)


def _measure(key: str, one: Measure, path: Path, asked: AskedOf) -> WhenHolding:
    low, high, why = _range(key, one, asked)
    if one.at_least is not None and one.at_least > high:
        return WhenHolding(Holds.NEVER, path, why)
    if one.at_most is not None and one.at_most < low:
        return WhenHolding(Holds.NEVER, path, why)
    is_always = (one.at_least is None or one.at_least <= low) and (one.at_most is None or one.at_most >= high)
    return WhenHolding(Holds.ALWAYS if is_always else Holds.SOMETIMES)


def _range(key: str, one: Measure, asked: AskedOf) -> tuple[float, float, str]:
    """Return the least and the most that a measure can be, and why it is no more."""
    scenario = asked.scenario
    if key == "waited":
        return asked.least_wait_s, asked.most_wait_s, asked.why_no_longer
    if key in ("busy_share", "service_level"):
        return 0.0, 1.0, ""
    if key in ("logged_in", "free", "with_room"):
        groups: tuple[str, ...] | None = one.of  # type: ignore[attr-defined]
        if groups is None:
            everybody = scenario.agent_groups.items()
            serving = [name for name, noun in everybody if asked.type is None or asked.type in noun.serves]
            groups = tuple(serving) if asked.group is None else (asked.group,)
        people = most_ever(scenario, groups)
        have = "has" if len(groups) == 1 else "have"
        brought = ", with those whom interventions bring" if any(seats_of(scenario, name) for name in groups) else ""
        return 0.0, people, f"{' and '.join(groups)} {have} {people} agents at most{brought}"
    if key == "waiting" and one.of is None and asked.type is not None:  # type: ignore[attr-defined]
        limit = scenario.contact_types[asked.type].queue_limit
        if isinstance(limit, int) and asked.type not in brought_to(scenario):
            return 0.0, limit, f"no more than {limit} may wait"
    return 0.0, inf, ""


def _hour(one: HourOfDay, path: Path, scenario: Scenario) -> WhenHolding:
    length_s = (one.to_s - one.from_s) % DAY_S
    open_ = [(day.opens_s, day.closes_s) for day in scenario.horizon.simulated_days]
    meets = within = 0
    for opens_s, closes_s in open_:
        first_s = opens_s - (opens_s - one.from_s) % DAY_S
        spans = [(first_s + k * DAY_S, first_s + k * DAY_S + length_s) for k in range(3)]
        meets += any(from_s < closes_s and to_s > opens_s for from_s, to_s in spans)
        within += any(from_s <= opens_s and to_s >= closes_s for from_s, to_s in spans)
    if not meets:
        return WhenHolding(Holds.NEVER, path, "the center is closed then")
    return WhenHolding(Holds.ALWAYS if within == len(open_) else Holds.SOMETIMES)


def _clash(said: Conditions, path: Path) -> WhenHolding | None:
    """Return that the same measure would have to be more and less at once, in keys and `all` of one place."""
    bounds: dict[tuple[str, str], tuple[float, float]] = {}
    for key, one in _measures_together(said):
        name = (key, repr(one.model_dump(exclude={"at_least", "at_most"})))
        low, high = bounds.get(name, (-inf, inf))
        low = max(low, -inf if one.at_least is None else one.at_least)
        high = min(high, inf if one.at_most is None else one.at_most)
        bounds[name] = (low, high)
        if low > high:
            return WhenHolding(Holds.NEVER, path, f"'{key}' would have to be larger and smaller at once")
    return None


def _measures_together(said: Conditions) -> Iterator[tuple[str, Measure]]:
    for key, one in said.given.items():
        if isinstance(one, Measure):
            yield key, one
    for part in (said.all or {}).values():
        yield from _measures_together(part)
