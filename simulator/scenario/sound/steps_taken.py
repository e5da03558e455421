"""Steps that change nothing, apply in another order than they are written, or leave customers without anybody."""

from collections.abc import Callable, Iterator, Mapping
from math import inf

from simulator.errors import Problem
from simulator.scenario.days.on_duty import agents_at, servers
from simulator.scenario.days.opening import opening_of
from simulator.scenario.days.steps import changes, most
from simulator.scenario.days.views import on_days
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.rules.reaching import Reached, changed_by, ranks_at_first, waits_of
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, problem
from simulator.units import format_duration
from simulator.units import format_time_of_day as clock

_Found = Iterator[tuple[tuple[str, ...], str, str]]
"""Places below a type, what is said of them, and hints."""
_Find = Callable[[Scenario, str, ContactType], _Found]


def step_problems(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps of a valid ``scenario`` without which nobody may take a contact: what is there at first?"""
    return _said(scenario, tree, _nobody_at_first)


def idle_steps(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps of a valid ``scenario`` that change nothing."""
    return _said(scenario, tree, without_effect)


def odd_steps(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps that apply in another order than they are written."""
    return _said(scenario, tree, _other_order)


def steps_at_closing(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps after which, the center being closed, nobody may be left for customers who would wait on."""
    return _said(scenario, tree, _nobody_stays)


def nobody_after_steps(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps with `only` after which nobody is on duty who may take the contact, now or by a later step."""
    return on_days(scenario, lambda day: _said(day, tree, _nobody_left))


def _nobody_left(day: Scenario, name: str, kind: ContactType) -> _Found:
    """Say when nobody is left, where somebody who serves the type is there: that nobody is at all is told elsewhere."""
    horizon, hours = day.horizon, opening_of(day, name)
    steps = list(kind.steps_in_time.items())
    for number, (word, step) in enumerate(steps):
        if step.only is None:
            continue
        left = {group for _, later in steps[number:] for group in later.groups_named}
        able = [day.agent_groups[group] for group in left]
        times = [horizon.from_s, *changes(horizon, *(group.headcount for group in servers(day, name)))]
        empty = [
            time_s
            for time_s in sorted(set(times))
            if horizon.from_s <= time_s < horizon.to_s
            and hours.open_at(time_s)
            and not agents_at(able, time_s)
            and agents_at(servers(day, name), time_s)
        ]
        if empty:
            when = "" if not any(most(group.headcount, horizon) for group in able) else f" at {clock(empty[0])}"
            what = f"nobody is left{when} who may take the contact: no agent of {' or '.join(sorted(left))} is on duty."
            yield ("steps", word), what, ""


def _said(scenario: Scenario, tree: nodes.Mapping, find: _Find) -> list[Problem]:
    return [
        problem(key_mark(tree, "contact_types", name, *path), dotted("contact_types", name, *path), what, hint)
        for name, kind in scenario.contact_types.items()
        if kind.steps
        for path, what, hint in find(scenario, name, kind)
    ]


def _nobody_at_first(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    if not ranks_at_first(kind, waits_of(scenario, name)):
        first = next(word for word, step in kind.steps_in_time.items() if step.groups_named)
        what = f"no agent takes a contact before '{first}': only steps name the groups that serve '{name}'."
        yield ("steps",), what, "Name those who may take it from the beginning in 'ranks'."


def _other_order(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    written, applied = list(kind.steps), list(kind.steps_in_time)
    for before, after in zip(written, applied, strict=True):
        if before != after:
            what = f"the steps apply in another order than they are written: {', '.join(applied)}."
            yield ("steps", before), what, ""
            return


def without_effect(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    """Yield the steps of a type that change nothing: nobody waits so long, or the same groups take it alike."""
    serving = waits_of(scenario, name)
    now, limit_s = Reached(0.0, ranks_at_first(kind, serving)), kind.voicemail_after_s
    longest_s = _longest_patience_s(kind)
    for word, step in kind.steps_in_time.items():
        before, now = now, changed_by(step, now)
        joins_later = any(after_s >= step.after_s for after_s in serving.values()) or any(
            other.after_s > step.after_s and other.groups_named.keys() - now.ranks.keys()
            for other in kind.steps.values()
        )
        if limit_s is not None and step.after_s > limit_s:
            what = f"the step changes nothing: a voicemail is left after {format_duration(limit_s)}."
            yield ("steps", word), what, ""
        elif step.after_s > longest_s:
            what = f"the step changes nothing: customers leave after {format_duration(longest_s)} at the latest."
            yield ("steps", word), what, ""
        elif before.ranks.keys() == now.ranks.keys() and not (
            (joins_later and _order(before.ranks) != _order(now.ranks))
            or (now.flat != before.flat and _own_work_first(scenario, name, now.ranks))
        ):
            what = (
                "the step changes nothing: the same groups may take the contact, and ranks decide only between groups "
                "of which agents are free when it arrives or a step adds them."
            )
            yield ("steps", word), what, ""


def _longest_patience_s(kind: ContactType) -> float:
    """Return the longest patience of anybody; infinite where it is drawn without a limit that is written."""
    patiences = [one for each in kind.kinds for one in each.patience.values()]
    return max(one.mean_s if one is not None and one.deterministic is not None else inf for one in patiences)


def _own_work_first(scenario: Scenario, name: str, ranks: Mapping[str, int]) -> bool:
    """Return whether one of the groups takes other contacts otherwise, where those of a type count as of priority 1."""
    groups = [scenario.agent_groups[group].serves for group in ranks if group in scenario.agent_groups]
    return any(
        serves[name].priority > 1
        and any(one.priority <= serves[name].priority for other, one in serves.items() if other != name)
        for serves in groups
    )


def _order(ranks: Mapping[str, int]) -> list[set[str]]:
    """Return the groups by rank; the numbers themselves decide nothing."""
    return [{group for group, rank in ranks.items() if rank == each} for each in sorted(set(ranks.values()))]


def _nobody_stays(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    if not kind.endless or opening_of(scenario, name).at_close != "serve_out" or scenario.horizon.run_on_s is not None:
        return
    for word, step in kind.steps.items():
        if step.only is not None:
            what = (
                "agents with nothing to do leave at closing, so customers with endless patience who reach this step "
                "later may find nobody of these groups and are never answered."
            )
            yield ("steps", word), what, "See horizon.at_close."
            return
