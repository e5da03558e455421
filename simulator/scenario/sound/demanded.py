"""Checks of who comes: what the sources say must add up, fit the day, and fit together.

They need the validated scenario: shares of several types, the opening hours, the weekday.
"""

from collections.abc import Iterator
from itertools import zip_longest

from simulator.errors import Problem
from simulator.scenario.days import course
from simulator.scenario.days.steps import at
from simulator.scenario.days.views import on_days
from simulator.scenario.layers.positions import key_mark, step_mark, value_mark
from simulator.scenario.nouns import Arrivals, Scenario, Source
from simulator.scenario.sound.dated import campaigns_outside, unknown_days
from simulator.scenario.text.nodes import Mapping, Mark, dotted, problem
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import format_share
from simulator.units import format_time_of_day as clock

_TOLERANCE = 1e-9


def demand_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what does not add up in the demand of a valid ``scenario``; places come from its ``tree``."""
    wrong = unknown_days(scenario, tree)
    for name in scenario.sources:
        wrong += on_days(scenario, lambda view: (*_shares(view, tree, name), *_true_shares(view, tree, name)))  # noqa: B023
        wrong += _profiles(scenario, tree, name)
        wrong += _fixed(scenario, tree, name)
    return wrong


def demand_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of the demand has no effect and was probably not meant."""
    parts = on_days(scenario, lambda view: _parts_outside(view, tree), on_all=True)
    return [*campaigns_outside(scenario, tree), *parts, *_alone(scenario, tree)]


def _shares(scenario: Scenario, tree: Mapping, source: str) -> Iterator[Problem]:
    """Find the first time at which the shares of a source's contact types do not add up."""
    found = _missing_share(scenario, source, truth=False)
    if found:
        what = f"the shares of its contact types add up to {found}."
        kinds = list(course.mix(scenario, source, truth=False))
        yield problem(_share_mark(tree, source, kinds), dotted("sources", source), what)


def _true_shares(scenario: Scenario, tree: Mapping, source: str) -> Iterator[Problem]:
    truth = scenario.sources[source].truth
    if truth is None or not truth.mix:
        return
    path = ("sources", source, "truth", "mix")
    planned = course.mix(scenario, source, truth=False)
    strange = [kind for kind in truth.mix if kind not in planned]
    for kind in strange:
        what = f"no contact type '{kind}' comes from {source}."
        yield problem(key_mark(tree, *path, kind), dotted(*path), what, did_you_mean(kind, planned))
    found = "" if strange else _missing_share(scenario, source, truth=True)
    if found:
        yield problem(key_mark(tree, *path), dotted(*path), f"the shares of the true mix add up to {found}.")


def _missing_share(scenario: Scenario, source: str, truth: bool) -> str:
    """Say when shares first do not add up to 100%, and to what; nothing when they always do."""
    mix = course.mix(scenario, source, truth)
    changes = {time_s for share in mix.values() for time_s in share}
    horizon = scenario.horizon
    inside = sorted(time_s for time_s in changes if horizon.from_s < time_s < horizon.to_s)
    for time_s in (horizon.from_s, *inside):
        parts = {kind: at(share, time_s) for kind, share in mix.items()}
        total = sum(parts.values())
        if mix and abs(total - 1.0) > _TOLERANCE:
            listed = ", ".join(f"{kind} {format_share(share)}" for kind, share in parts.items())
            when = f" at {clock(time_s)}" if inside or any(min(share) for share in mix.values() if share) else ""
            return f"{total * 100:.10g}%{when}, not to 100% ({listed})"
    return ""


def _share_mark(tree: Mapping, source: str, types: list[str]) -> Mark:
    """Return the place of a share that a strategy changed; else of the source's name."""
    for name in types:
        node = tree.section("contact_types").section(name).get("share")
        if node is not None and node.mark.via:
            return node.mark
    return tree.section("sources").entries[source].key


def _profiles(scenario: Scenario, tree: Mapping, name: str) -> list[Problem]:
    """Judge each profile of a source on the days that it is for."""
    source, wrong = scenario.sources[name], []
    for named in (None, *source.arrivals_on):
        wrong += on_days(
            scenario,
            lambda view: _profile(view, tree, name),
            on_all=True,
            of=lambda day: source.named_on(day) == named,  # noqa: B023
        )
    return wrong


def _profile(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    """Find the shares of a profile that lie outside the opening hours: nobody could say whether they still come.

    What is outside on some days only says by its place in the day how the day's number is spread on them.
    """
    horizon, profile = scenario.horizon, scenario.sources[name].arrivals.profile or {}
    path = ("sources", name, *scenario.sources[name].arrivals_at, "profile")
    for time_s, end_s in zip(profile, [*list(profile)[1:], horizon.to_s], strict=False):
        if profile[time_s] == 0.0 or horizon.from_s <= time_s < end_s <= horizon.to_s:
            continue
        opening = time_s < horizon.from_s
        reason = f"opens at {clock(horizon.from_s)}" if opening else f"closes at {clock(horizon.to_s)}"
        what = (
            f"the share from {clock(time_s)} to {clock(max(end_s, time_s))} is not inside the day: the center {reason}."
        )
        hint = "A profile says how the day's number is spread over the opening hours."
        yield problem(step_mark(tree, path, time_s), dotted(*path), what, hint)


def _fixed(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    """Find what would change the rates of a source that has none."""
    source = scenario.sources[name]
    hint = "Use a form with rates, as rate, per_day, or counts drawn on_average."
    fixed = next((one for one in (source.arrivals, *source.arrivals_on.values()) if one.fixed), None)
    if fixed is None:
        return
    for path, change in _changes_of_rates(source, fixed):
        what = f"'{fixed.form}' fixes the number of arrivals, so there is no rate to {change}."
        yield problem(value_mark(tree, "sources", name, *path), dotted("sources", name, *path), what, hint)


def _changes_of_rates(source: Source, fixed: Arrivals) -> Iterator[tuple[tuple[str, ...], str]]:
    if source.busyness is not None:
        yield ("busyness",), "vary"
    if source.truth is not None and not _can_be_changed(fixed):
        if source.truth.volume != 1.0:
            yield ("truth", "volume"), "raise or lower"
        for key, value in (("later", source.truth.later_s), ("earlier", source.truth.earlier_s)):
            if value is not None:
                yield ("truth", key), "move"
    if fixed.recorded is not None:
        for name, one in source.campaigns.items():
            if one.lift_of_source is not None:
                yield ("campaigns", name, "lift_of_source"), "lift"


def _can_be_changed(arrivals: Arrivals) -> bool:
    """Return whether another number, or another time of the same number, can be told from what is written."""
    return arrivals.count is not None


def _parts_outside(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    horizon, parts = scenario.horizon, scenario.busyness.parts
    order = sorted(parts, key=lambda name: parts[name])
    for name, following in zip_longest(order, order[1:]):
        path = ("busyness", "parts", name)
        if parts[name] >= horizon.to_s:
            what = f"the part has no effect: the center closes at {clock(horizon.to_s)}."
        elif following is not None and parts[following] <= horizon.from_s:
            what = f"the part has no effect: it is over when the center opens at {clock(horizon.from_s)}."
        else:
            continue
        yield problem(key_mark(tree, *path), dotted(*path), what)


def _alone(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find correlations between factors of which there are not two, and parts of a day without any factor."""
    own = [name for name, source in scenario.sources.items() if source.busyness is not None]
    if scenario.busyness.between_sources > 0.0 and len(own) < 2:
        path = ("busyness", "between_sources")
        what = "it has no effect: fewer than two sources have a busyness of their own."
        yield problem(value_mark(tree, *path), dotted(*path), what)
    if scenario.busyness.parts and not own and scenario.busyness.common is None:
        path = ("busyness", "parts")
        what = "they have no effect: there is no common busyness, and no source has its own."
        yield problem(key_mark(tree, *path), dotted(*path), what)
