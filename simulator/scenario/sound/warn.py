"""Warnings: what is allowed but probably not meant, with the numbers that say so.

They need the validated scenario, are never a reason not to run, and each is about what an analyst would otherwise find
out from a strange result. How much work comes and whether somebody is there for it is looked at in `work/odd.py`.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from simulator.errors import Problem
from simulator.scenario.days.on_duty import agents_at, servers
from simulator.scenario.days.opening import opening_of
from simulator.scenario.days.steps import at as agents_on
from simulator.scenario.days.steps import changes, most
from simulator.scenario.days.views import on_days, views
from simulator.scenario.language.warning_kinds import of_kind
from simulator.scenario.layers.positions import key_mark, step_mark, value_mark
from simulator.scenario.nouns import (
    Arrivals,
    ContactType,
    Horizon,
    Numbers,
    Patiences,
    Scenario,
    Segment,
    in_force,
    turns,
)
from simulator.scenario.rules.hand_units import slots_served
from simulator.scenario.sound.clock_in_vain import clock_in_vain
from simulator.scenario.sound.demanded import demand_warnings
from simulator.scenario.sound.ends_of_shifts import left_for_good
from simulator.scenario.sound.grades_as_priorities import grades_as_priorities
from simulator.scenario.sound.helps_in_vain import helps_in_vain
from simulator.scenario.sound.in_hand import hand_warnings
from simulator.scenario.sound.interventions_in_vain import intervention_doubts, interventions_in_vain
from simulator.scenario.sound.lines_there import line_warnings
from simulator.scenario.sound.long_conversations import long_conversations
from simulator.scenario.sound.money import unknown_costs
from simulator.scenario.sound.never_holds import always_holding
from simulator.scenario.sound.orders import order_warnings
from simulator.scenario.sound.outside_hours import hours_warnings
from simulator.scenario.sound.overflow_in_vain import in_vain
from simulator.scenario.sound.rules_fit import rule_warnings
from simulator.scenario.sound.shifts_in_vain import shifts_cut, shifts_in_vain
from simulator.scenario.sound.silent_fits import silent_in_vain
from simulator.scenario.sound.sizes import cases_in_all, many
from simulator.scenario.sound.steps_taken import idle_steps, nobody_after_steps, odd_steps, steps_at_closing
from simulator.scenario.sound.teams_fit import teams_in_vain
from simulator.scenario.sound.trainings_missed import trainings_missed
from simulator.scenario.sound.work_rules_kept import work_rule_warnings
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, problem
from simulator.units import format_time_of_day as clock

MANY_CASES = 1_000_000
"""In a replication, which keeps all of them."""
_TOLERANCE = 1e-9

Steps = Mapping[float, float]


def warnings_of(scenario: Scenario, tree: nodes.Mapping) -> tuple[Problem, ...]:
    """Return the warnings about a valid ``scenario``; places come from its ``tree``."""
    found = of_kind("kept_empty", on_days(scenario, lambda day: _all_kept_empty(day, tree)))
    last = views(scenario)[-1].scenario
    for name in scenario.contact_types:
        # A run that is stopped leaves them open.
        if scenario.horizon.run_on_s is None:
            found += of_kind("stays_for_ever", _nobody_at_closing(last, tree, name))
    for kind, finds in _FINDS:
        found += of_kind(kind, finds(scenario, tree))
    return tuple(found)


def _all_kept_empty(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of groups that are kept empty or free as a whole, so that none of their agents ever begins such a contact.

    Agents with something in hand take further chats all the same, but nobody has a first one.
    """
    found = []
    for name, group in scenario.agent_groups.items():
        there = int(most(group.headcount, scenario.horizon))
        for path, steps, word in _kept(scenario, name):
            if there and _always_kept(group.headcount, steps, scenario.horizon):
                has = f"has {there} agents at most and keeps {max(steps.values())} {word}"
                if len(steps) > 1:
                    has = f"never has more agents than it keeps {word}"
                what = f"group '{name}' {has}, so none of them takes such a contact while the center is open."
                found.append(problem(value_mark(tree, *path), dotted(*path), what))
    return found


def _always_kept(agents: Steps, kept: Numbers, horizon: Horizon) -> bool:
    """Return whether at every time as many are kept as are on duty."""
    times_s = [*changes(horizon, agents), *turns(kept, horizon.from_s, horizon.to_s)]
    return all(agents_on(agents, time_s) <= in_force(kept, time_s) for time_s in times_s)


def _kept(scenario: Scenario, group: str) -> Iterator[tuple[tuple[str, ...], Numbers, str]]:
    """Yield what keeps agents of a group without a contact: its place, how many when, and in which word."""
    serves = scenario.agent_groups[group].serves
    for channel, one in scenario.channels.items():
        if any(scenario.contact_types[served].channel == channel for served in serves):
            yield ("channels", channel, "keep_empty"), one.agents_kept_empty, "empty"
    for served, entry in serves.items():
        yield ("agent_groups", group, "serves", served, "keep_free"), entry.keep_free, "free"


def _kept_at_no_time(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of numbers by time of day that hold at no time: the last one goes on until the first of a day."""
    places = {path: steps for name in scenario.agent_groups for path, steps, _ in _kept(scenario, name)}
    return [one for path, steps in places.items() for one in _steps_of_nobody(scenario, tree, path, steps)]


def _several_slots(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of groups whose contacts are parts of a hand of different sizes: small ones fill hands large ones wait for.

    Not where `at_most` leaves room for one of the large ones.
    """
    found = []
    for name, group in scenario.agent_groups.items():
        slots = slots_served(group, scenario)
        if len(set(slots.values())) > 1:
            large, small = min(slots, key=slots.__getitem__), max(slots, key=slots.__getitem__)
            filled = group.at_most.get(small, math.inf) / slots[small]
            if filled + 1 / slots[large] <= group.capacity + _TOLERANCE:
                continue
            what = (
                f"a contact of {large} takes 1/{slots[large]} of an agent and one of {small} 1/{slots[small]}, so "
                f"agents may fill up with {small} and leave no room for {large}, whatever the priorities."
            )
            where = dotted("agent_groups", name, "serves")
            hint = f"Write at_most: {{{small}: …}} to leave room, or give both the same slots so that priority decides."
            found.append(problem(key_mark(tree, "agent_groups", name, "serves"), where, what, hint))
    return found


def _shares_of_nothing(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of rules that never act because their share is 0 %; who sets it so in a strategy or a setting means it."""
    found = []
    rules = [("transfers", name, one.share, "no contact is passed on") for name, one in scenario.transfers.items()]
    rules += [("helps", name, (one.share,), "no agent calls for help") for name, one in scenario.helps.items()]
    rules += [("follow_ups", name, one.share, "no customer comes again") for name, one in scenario.follow_ups.items()]
    for section, name, share, what in rules:
        path = (section, name, "share")
        mark = value_mark(tree, *path)
        if not any(share) and not mark.via:
            found.append(problem(mark, dotted(*path), f"the share is 0%, so {what} by this rule."))
    return found


def _many(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of days whose contacts will be felt in minutes and memory."""
    by_source = {name: cases_in_all(scenario, name) for name in scenario.sources}
    cases, period = sum(by_source.values()), scenario.horizon.period
    if cases <= MANY_CASES:
        return []
    largest = max(by_source, key=lambda name: by_source[name])
    what = (
        f"{many(cases)} cases {period} from all sources will take long and need about {cases / 1e6:.0f} GB of memory."
    )
    return [problem(key_mark(tree, "sources", largest), dotted("sources", largest), what)]


def _nobody_at_closing(scenario: Scenario, tree: nodes.Mapping, name: str) -> list[Problem]:
    horizon, one = scenario.horizon, scenario.contact_types[name]
    groups = servers(scenario, name)
    last_s = changes(horizon, *(group.headcount for group in groups))[-1]
    at_close = opening_of(scenario, name).at_close
    if at_close != "serve_out" or not one.endless or agents_at(groups, last_s):
        return []
    what = f"at closing, {clock(horizon.to_s)}, no agent who serves them is on duty, so customers with endless patience"
    where = dotted("contact_types", name)
    return [
        problem(key_mark(tree, "contact_types", name), where, f"{what} are never answered.", "See horizon.at_close.")
    ]


def _steps_outside(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    found = []
    for path, steps, horizons in _all_steps(scenario):
        for time_s, next_s in pairwise((*steps, math.inf)):
            reasons = {_outside(time_s, next_s, horizon) for horizon in horizons}
            if "" not in reasons and reasons:
                reason = reasons.pop() if len(reasons) == 1 else "the center is closed then on every day"
                what = f"the step at {clock(time_s)} changes nothing: {reason}."
                found.append(problem(step_mark(tree, path, time_s), dotted(*path), what))
    return found


def _durations_outside(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of durations by time of day that nobody who comes has: the last step goes on until the first of a day."""
    return [one for path, steps in _durations(scenario) for one in _steps_of_nobody(scenario, tree, path, steps)]


def _steps_of_nobody(
    scenario: Scenario, tree: nodes.Mapping, path: tuple[str, ...], steps: Mapping[float, object]
) -> Iterator[Problem]:
    """Yield which steps that go by the clock hold only while it is closed, and a single one that has a time."""
    horizons, first_s = [view.horizon for _, view in views(scenario)], next(iter(steps))
    if len(steps) == 1:
        if first_s:
            what = f"the time {clock(first_s)} changes nothing: a single value holds all day."
            hint = "Write the value itself, or a second time."
            yield problem(step_mark(tree, path, first_s), dotted(*path), what, hint)
        return
    for time_s in steps:
        # Whatever goes at an opening, or begins after it and before the closing, is somebody's.
        if not any(_is_somebodys(steps, time_s, horizon) for horizon in horizons):
            what = f"the step at {clock(time_s)} changes nothing: the center is closed while it applies."
            yield problem(step_mark(tree, path, time_s), dotted(*path), what)


def _is_somebodys(steps: Mapping[float, object], time_s: float, horizon: Horizon) -> bool:
    goes_from = in_force({each: each for each in steps}, horizon.from_s)
    return time_s == goes_from or bool(turns([time_s], horizon.from_s, horizon.to_s))


def _durations(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Patiences]]:
    """Yield the place of each duration and its steps."""
    for name, one in scenario.contact_types.items():
        holders: dict[tuple[str, ...], ContactType | Segment] = {("contact_types", name): one}
        holders |= {("contact_types", name, "segments", each): segment for each, segment in one.segments.items()}
        for path, holder in holders.items():
            talk = holder.stated_talk if isinstance(holder, ContactType) else holder.talk
            for word, steps in (("talk", talk), ("wrap_up", holder.wrap_up), ("patience", holder.patience)):
                if steps is not None:
                    yield (*path, word), steps
            if (replies := holder.replies) is not None:
                yield (*path, "replies", "work"), replies.work
                yield (*path, "replies", "thinking"), replies.thinking
                yield (*path, "replies", "patience"), replies.patience


def _outside(time_s: float, next_s: float, horizon: Horizon) -> str:
    """Say why a step until ``next_s`` has no effect on a day; nothing when it has."""
    if time_s >= horizon.to_s:
        return f"the center closes at {clock(horizon.to_s)}"
    return f"the center opens at {clock(horizon.from_s)}" if next_s <= horizon.from_s else ""


def _all_steps(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Steps, list[Horizon]]]:
    """Yield the place of each step function, its steps, and the days on which it goes."""
    days = views(scenario)
    for name, source in scenario.sources.items():
        forms: dict[str | None, tuple[tuple[str, ...], Arrivals]] = {None: (("arrivals",), source.arrivals)}
        forms |= {day: (("arrivals_on", day), one) for day, one in source.arrivals_on.items()}
        for named, (place, arrivals) in forms.items():
            form = "rate" if arrivals.rate else "per_hour"
            there = [view.horizon for day, view in days if source.named_on(day) == named]
            yield ("sources", name, *place, form), arrivals.rate_per_hour_steps(), there
    for name, group in scenario.agent_groups.items():
        if group.shifts is not None:
            continue  # Of shifts, times that have no effect are cut off, which is told with them.
        usual = [view.horizon for day, view in days if group.named_on(day) is None]
        yield ("agent_groups", name, "agents"), group.headcount, usual
        for one, steps in group.agents_on.items():
            there = [view.horizon for day, view in days if group.named_on(day) == one]
            yield ("agent_groups", name, "agents_on", one), steps, there


_FINDS: tuple[tuple[str, Callable[[Scenario, nodes.Mapping], list[Problem]]], ...] = (
    ("different_slots", _several_slots),
    ("no_share", _shares_of_nothing),
    ("no_effect", hand_warnings),
    ("no_effect", line_warnings),
    ("many_cases", _many),
    ("no_effect", _steps_outside),
    ("no_effect", _durations_outside),
    ("no_effect", _kept_at_no_time),
    ("no_effect", hours_warnings),
    ("no_effect", demand_warnings),
    ("no_effect", idle_steps),
    ("no_effect", order_warnings),
    ("no_effect", in_vain),
    ("no_effect", interventions_in_vain),
    ("no_effect", helps_in_vain),
    ("no_effect", shifts_in_vain),
    ("no_effect", teams_in_vain),
    ("no_effect", silent_in_vain),
    ("no_effect", clock_in_vain),
    ("other_unit", grades_as_priorities),
    ("shift_cut", shifts_cut),
    ("training_missed", trainings_missed),
    ("work_rule", work_rule_warnings),
    ("no_effect", always_holding),
    ("people_moved", intervention_doubts),
    ("other", odd_steps),
    ("stays_for_ever", steps_at_closing),
    ("nobody_on_duty", nobody_after_steps),
    ("passed_to_itself", rule_warnings),
    ("cost_unknown", unknown_costs),
    ("long_conversations", long_conversations),
    ("parked_for_good", left_for_good),
)
"""What is looked for beside, and the kind of what is found."""
