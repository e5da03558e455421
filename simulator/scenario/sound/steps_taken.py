"""Steps that change nothing, apply in another order than they are written, or leave customers without anybody."""

from collections.abc import Callable, Iterator, Mapping

from simulator.errors import Problem
from simulator.scenario.days.opening import opening_of
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.rules.reaching import Reached, changed_by, ranks_at_first, waits_of
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, problem
from simulator.units import format_duration

_Found = Iterator[tuple[tuple[str, ...], str, str]]
"""Places below a type, what is said of them, and hints."""
_Find = Callable[[Scenario, str, ContactType], _Found]


def step_problems(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps of a valid ``scenario`` without which nobody may take a contact: what is there at first?"""
    return _said(scenario, tree, _nobody_at_first)


def idle_steps(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps of a valid ``scenario`` that change nothing."""
    return _said(scenario, tree, _without_effect)


def odd_steps(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps that apply in another order than they are written."""
    return _said(scenario, tree, _other_order)


def steps_at_closing(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the steps after which, the center being closed, nobody may be left for customers who would wait on."""
    return _said(scenario, tree, _nobody_stays)


def _said(scenario: Scenario, tree: nodes.Mapping, find: _Find) -> list[Problem]:
    return [
        problem(key_mark(tree, "contact_types", name, *path), dotted("contact_types", name, *path), what, hint)
        for name, kind in scenario.contact_types.items()
        if kind.steps
        for path, what, hint in find(scenario, name, kind)
    ]


def _nobody_at_first(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    if not ranks_at_first(kind, waits_of(scenario, name)):
        first = next(iter(kind.steps_in_time))
        what = f"no agent takes a contact before '{first}': only steps name the groups that serve '{name}'."
        yield ("steps",), what, "Name those who may take it from the beginning in 'ranks'."


def _other_order(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    written, applied = list(kind.steps), list(kind.steps_in_time)
    for before, after in zip(written, applied, strict=True):
        if before != after:
            what = f"the steps apply in another order than they are written: {', '.join(applied)}."
            yield ("steps", before), what, ""
            return


def _without_effect(scenario: Scenario, name: str, kind: ContactType) -> _Found:
    serving = waits_of(scenario, name)
    now, limit_s = Reached(0.0, ranks_at_first(kind, serving)), kind.voicemail_after_s
    for word, step in kind.steps_in_time.items():
        before, now = now, changed_by(step, now)
        joins_later = any(after_s >= step.after_s for after_s in serving.values()) or any(
            other.after_s > step.after_s and other.groups_named.keys() - now.ranks.keys()
            for other in kind.steps.values()
        )
        if limit_s is not None and step.after_s > limit_s:
            yield (
                ("steps", word),
                f"the step changes nothing: a voicemail is left after {format_duration(limit_s)}.",
                "",
            )
        elif before.ranks.keys() == now.ranks.keys() and not (
            (joins_later and _order(before.ranks) != _order(now.ranks))
            or (now.flat and not before.flat and _own_work_first(scenario, name, now.ranks))
        ):
            what = (
                "the step changes nothing: the same groups may take the contact, and ranks decide only between groups "
                "of which agents are free when it arrives or a step adds them."
            )
            yield ("steps", word), what, ""


def _own_work_first(scenario: Scenario, name: str, ranks: Mapping[str, int]) -> bool:
    """Return whether one of the groups takes other contacts before those of a type."""
    groups = [scenario.agent_groups[group].serves for group in ranks if group in scenario.agent_groups]
    return any(serves[name].priority > min(one.priority for one in serves.values()) for serves in groups)


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
