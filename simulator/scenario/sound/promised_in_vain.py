"""Warnings of what is promised in vain: checks, goals and service levels that cannot say anything, whatever happens."""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.catalogue import METRICS, Grain
from simulator.catalogue.conversation_metrics import TARGETS
from simulator.errors import Problem
from simulator.scenario.judged.check_texts import Texts
from simulator.scenario.judged.checks import Check, parse_check
from simulator.scenario.judged.goal import goal_of
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Horizon, Scenario
from simulator.scenario.sound.bringing import only_become
from simulator.scenario.sound.redirected import Redirected
from simulator.scenario.text.nodes import Mapping, Mark, dotted, problem
from simulator.units import DAY_S

_PASSED_ON, _REDIRECTED = "passed on", "redirected"
_INSTEAD = {
    "abandonment_rate": "further_abandonment_rate",
    **dict.fromkeys(("asa_s", "wait_s_mean"), "further_wait_s_mean"),
    **{f"wait_s_p{share}{daily}": f"further_wait_s_p{share}" for share in (50, 90, 95) for daily in ("", "_daily")},
}
"""The metric that tells of further waits what another one tells of first ones; for others it is the service level."""


class _Promise(NamedTuple):
    metric: str
    of: str
    where: str
    mark: Mark


def vain_promises(scenario: Scenario, tree: Mapping, checks: Texts, goal: Mapping | None) -> Iterator[Problem]:
    """Yield a warning for each check, measure of the goal and service level that is about nobody in a ``scenario``."""
    sent_on = only_sent_on(scenario)
    promises = (*_of_checks(scenario, checks), *_of_goal(scenario, goal))
    judged = {one.of for one in promises if METRICS[one.metric].grain is Grain.WAIT}
    for name, how in sent_on.items():
        path = ("contact_types", name, "service_level")
        yield from _of_targets(scenario, tree, name, how)
        stated = tree.section("contact_types").section(name).get("service_level") is not None
        # Whoever asks for further waits has them judged by it.
        if stated and f"type:{name}" not in judged:
            where = (
                "count as the type they arrived as"
                if how == _REDIRECTED
                else "their wait there counts in no service level"
            )
            what = f"this target judges no contacts: contacts are only {how} to '{name}', and {where}."
            hint = f"Use further_service_level({name}) in a check to judge the waits there by this target."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)
    for name in only_become(scenario):
        if name not in sent_on:
            yield from _of_targets(scenario, tree, name, "moved")
    for one in promises:
        nobody = _of_nobody(scenario, one, list(sent_on))
        if nobody:
            what = (
                f"{one.metric} of {one.of.removeprefix('type:')} judges no contacts: contacts are only "
                f"{sent_on[nobody]} to '{nobody}', and count as the type they arrived as."
            )
            instead = _INSTEAD.get(one.metric, "further_service_level")
            hint = f"Use that type, or {instead}({nobody}) for the waits there."
            yield problem(one.mark, one.where, what, hint)
        elif one.metric == "fcr_measured" and (window := longer_than_the_run(scenario, one.of)):
            what = (
                f"fcr_measured has no value: it needs more than {window} after the first answer, but from the "
                f"first opening to the end there are only {_days(_lasts_s(scenario.horizon))}."
            )
            hint = "Simulate more days, shorten the contact type's fcr_window, or use first_contact_resolution."
            yield problem(one.mark, one.where, what, hint)


def _of_targets(scenario: Scenario, tree: Mapping, name: str, how: str) -> Iterator[Problem]:
    """Yield the targets of conversations that judge nobody, because contacts count as what they came as."""
    for key in scenario.contact_types[name].targets.stated:
        if METRICS[TARGETS[key]].of_requests:
            path = ("contact_types", name, "targets", key)
            what = (
                f"this target judges no contacts: contacts are only {how} to '{name}', and count as the type they "
                "arrived as."
            )
            hint = "Give the target to that type, or use 'reply', which judges the messages here."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def only_sent_on(scenario: Scenario) -> dict[str, str]:
    """Return the types that contacts only become, and how: passed on by agents, redirected at a closed door, or both.

    A type that nobody is sent on to either is forgotten, which is told elsewhere.
    """
    become = only_become(scenario)
    passed = {one.pass_.type for one in scenario.transfers.values() if any(one.share)}
    redirected = set(Redirected().brought_to(scenario))
    found = {}
    for name in scenario.contact_types:
        ways = [_PASSED_ON] * (name in passed) + [_REDIRECTED] * (name in redirected)
        if name in become and ways:
            found[name] = " or ".join(ways)
    return found


def longer_than_the_run(scenario: Scenario, of: str) -> str:
    """Return in words the shortest window of `fcr_measured` where no first answer can lie so long before the end.

    Empty where some can.
    """
    kind, _, name = of.partition(":")
    windows_s = [
        one.fcr_window_s
        for each, one in scenario.contact_types.items()
        if kind == "all"
        or (kind == "type" and each == name)
        or (kind == "channel" and one.channel == name)
        or (kind == "segment" and name in one.segments)
    ]
    shortest_s = min(windows_s, default=0.0)
    return _days(shortest_s) if _lasts_s(scenario.horizon) <= shortest_s else ""


def _days(seconds: float) -> str:
    days = seconds / DAY_S
    return f"{days:.3g} day{'s' * (days != 1)}"


def _lasts_s(horizon: Horizon) -> float:
    days = horizon.open_days
    return days[-1].closes_s + (horizon.run_on_s or 0.0) - days[0].opens_s


def _of_nobody(scenario: Scenario, one: _Promise, passed_on: list[str]) -> str:
    """Return the type that says why a promise is about nobody: customers count as what they came as."""
    kind, _, name = one.of.partition(":")
    types = {"type": [name], "channel": [each for each, of in scenario.contact_types.items() if of.channel == name]}
    named = types.get(kind, [])
    is_in_vain = bool(named) and METRICS[one.metric].of_requests and set(named) <= set(passed_on)
    return named[0] if is_in_vain else ""


def _of_checks(scenario: Scenario, checks: Texts) -> Iterator[_Promise]:
    for number, (text, mark) in enumerate(checks, start=1):
        read = parse_check(text, scenario)
        # What another strategy has is promised there.
        if isinstance(read, Check):
            yield _Promise(read.metric, read.of, f"checks[{number}]", mark)


def _of_goal(scenario: Scenario, stated: Mapping | None) -> Iterator[_Promise]:
    goal, wrong = goal_of(stated, scenario)
    if stated is None or wrong:
        return
    best = stated.get("best")
    if isinstance(best, Mapping):
        marks = [entry.key for entry in best.entries.values()]
        where = [dotted("goal", "best", text) for text in best.entries]
    else:
        marks, where = [stated.mark if best is None else best.mark], ["goal.best"]
    for term, place, mark in zip(goal.terms, where, marks, strict=True):
        yield _Promise(term.metric, term.of, place, mark)
    for condition in goal.within:
        mark = value_mark(stated, "within", condition.name)
        yield _Promise(condition.check.metric, condition.check.of, dotted("goal", "within", condition.name), mark)
