"""What a scenario has and Erlang's formulas have not, in words: the causes whose size nobody knows without trying."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.describing.erlang_day import ErlangDay
from simulator.report.description.description_words import few
from simulator.scenario.nouns import in_force
from simulator.scenario.rules.reaching import reached_by
from simulator.scenario.rules.seats import groups_kept

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import ContactType, Scenario

_SPREAD = 0.15
"""A cv so far from 1 is another spread than the exponential one's."""
_FATES = {
    "blocked": "are blocked",
    "refused": "arrive while closed and are refused",
    "voicemail": "leave a voicemail",
    "sent_away": "are sent away by a rule",
    "cleared": "are sent away at closing",
    "moved": "are moved on",
}
_SOME = 0.001
"""A smaller share of the contacts changes nothing."""


def causes(comparison: "Comparison", one: ErlangDay, more: bool) -> Iterator[str]:
    """Yield what may be behind a type's simulation that serves ``more`` in time, or less, than the formulas."""
    scenario = comparison.scenarios[comparison.baseline]
    yield from _of_skills(scenario, one, more)
    if one.overloaded > _SOME and not more:
        yield "intervals whose work exceeds the agents and whose queue carries over"
    if _agents_change(comparison, scenario, one):
        yield "interventions change how many agents are on duty"
    yield from _of_fates(comparison, one)
    yield from _of_spread(scenario.contact_types[one.type], more)
    kinds = [kind for name in one.types for kind in scenario.contact_types[name].kinds]
    patience = [each for kind in kinds for each in kind.patience.values()]
    if any(each is not None and each.exponential is None for each in patience):
        yield "patience is not exponential"
    elif _patience_differs([scenario.contact_types[name] for name in one.types]):
        yield "customers differ in patience"


def _agents_change(comparison: "Comparison", scenario: "Scenario", one: ErlangDay) -> bool:
    """Return whether interventions that were carried out bring agents of a type, take them away, or keep them."""
    serving = {name for name, group in scenario.agent_groups.items() if not group.serves.keys().isdisjoint(one.types)}
    rules = scenario.interventions.values()
    changed = {rule.leads_to for rule in rules} | {name for rule in rules for name in groups_kept(scenario, rule)}
    changed |= {rule.move_people.from_ for rule in rules if rule.move_people is not None}
    return not serving.isdisjoint(changed) and comparison.row(comparison.baseline, "interventions").value > 0


def _patience_differs(types: Sequence["ContactType"]) -> bool:
    """Return whether some who arrive at one time of day are more patient than others."""
    kinds = [kind for one in types for kind in one.kinds]
    times_s = {time_s for one in types for time_s in one.steps_s}
    return any(
        in_force(kind.patience, time_s) != in_force(kinds[0].patience, time_s) for time_s in times_s for kind in kinds
    )


def _of_skills(scenario: "Scenario", one: ErlangDay, more: bool) -> Iterator[str]:
    groups = [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(one.types)]
    if any(not set(one.types) <= group.serves.keys() for group in groups):
        yield f"not every agent serves all of {few(one.types)}"
    others = dict.fromkeys(name for group in groups for name in group.serves if name not in one.types)
    if others and not more:
        yield f"its agents also serve {few(list(others))}"
    mine = [serves for group in groups for name, serves in group.serves.items() if name in one.types]
    if len({serves.priority for serves in mine} | {0}) > 2 or len(_orders(scenario, one.types)) > 1:
        yield "some contacts have priority over others"
    if any(_joined_later(scenario, name) for name in one.types):
        yield "some agents help only after a wait"
    if len({(serves.talk_times, serves.wrap_up_times) for serves in mine}) > 1:
        yield "some groups take longer than others"


def _joined_later(scenario: "Scenario", name: str) -> bool:
    """Return whether groups join after a wait that may take no contact of a type on arrival."""
    first, *later = (set(one.ranks) for one in reached_by(scenario, name))
    return any(groups - first for groups in later)


def _orders(scenario: "Scenario", types: Sequence[str]) -> set[tuple[object, ...]]:
    """Return the orders in which their contacts wait; by time alone, target times are of no matter."""
    by_targets = scenario.routing.contact != "longest_wait"
    kinds = [(each, kind) for each in (scenario.contact_types[name] for name in types) for kind in each.kinds]
    return {(kind.order, each.service_level.within_s if by_targets else 0.0) for each, kind in kinds}


def _of_fates(comparison: "Comparison", one: ErlangDay) -> Iterator[str]:
    name, of = comparison.baseline, f"type:{one.type}"
    for metric, words in _FATES.items():
        number = comparison.row(name, metric, of).value
        if number > _SOME * comparison.row(name, "arrived", of).value:
            yield f"some {words}"


def _of_spread(kind: "ContactType", more: bool) -> Iterator[str]:
    cvs = [_cv(kind, time_s) for time_s in kind.steps_s]
    # Less spread shortens waits, so it is behind more in time, never behind less.
    if all(abs(cv - 1.0) > _SPREAD and (cv < 1.0) == more for cv in cvs):
        cv = min(cvs, key=lambda one: abs(one - 1.0))
        yield f"handle times vary {'less' if cv < 1 else 'more'} than exponential ones (cv {cv:.2g})"


def _cv(kind: "ContactType", time_s: float) -> float:
    """Return the coefficient of variation of the handle times of those who arrive at a time of day."""
    mean_s, square = kind.work_s_mean(time_s), 0.0
    for each in kind.kinds:
        talk, wrap_up = in_force(each.talk, time_s), in_force(each.wrap_up, time_s)
        square += each.share * (talk.sd_s**2 + wrap_up.sd_s**2 + (talk.mean_s + wrap_up.mean_s) ** 2)
    return math.sqrt(max(square / mean_s**2 - 1.0, 0.0)) if mean_s else 1.0
