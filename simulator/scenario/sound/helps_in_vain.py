"""Help that changes nothing: nobody needs it, nobody gives it, or it makes no difference."""

import math
from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days.on_duty import most_ever
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Distribution, HelpRule, Scenario
from simulator.scenario.rules.asked import is_exclusive, tells_again
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.scenario.text.quoted import quoted
from simulator.units import format_duration

_Path = tuple[str, ...]


def helps_in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of the help of a valid ``scenario`` changes nothing."""
    found: list[Problem] = []
    for name, one in scenario.helps.items():
        path = ("helps", name)
        found += [*_no_difference(tree, path, one), *_never_so_long(scenario, tree, path, one)]
        found += _nobody_helps(scenario, tree, path, one)
    return found


def _no_difference(tree: Mapping, path: _Path, one: HelpRule) -> Iterator[Problem]:
    given = one.help
    if given.talk == given.wrap_up == 1.0 and given.solved is None:
        what = "help changes nothing: talk and wrap-up take as long as without it, and as many contacts are solved."
        yield problem(key_mark(tree, *path, "help"), dotted(*path, "help"), what, "Write talk: 50% or solved: 95%.")


def _nobody_helps(scenario: Scenario, tree: Mapping, path: _Path, one: HelpRule) -> Iterator[Problem]:
    if not most_ever(scenario, one.help.by):
        what = f"nobody helps: no agent of {quoted(one.help.by)} is ever on duty."
        where = (*path, "help", "by")
        yield problem(value_mark(tree, *where), dotted(*where), what)


def _never_so_long(scenario: Scenario, tree: Mapping, path: _Path, one: HelpRule) -> Iterator[Problem]:
    types = [name for name in touched_by(one.of, scenario) if is_exclusive(scenario, name)]
    longest_s = max((_longest_s(scenario, name) for name in types), default=math.inf)
    if longest_s <= one.after_s:
        what = f"nobody calls for help: a talk lasts {format_duration(longest_s)} at most."
        yield problem(value_mark(tree, *path, "after"), dotted(*path, "after"), what)


def _longest_s(scenario: Scenario, type_name: str) -> float:
    """Return how long talks of a type last at most; infinite where that is not known."""
    groups = [group for group in scenario.agent_groups.values() if type_name in group.serves]
    shifts = [shift for group in groups for shift in (group.shifts or {}).values()]
    learning = [one.learning for one in shifts] + [one.learning for one in scenario.people.values()]
    if any(learning) or tells_again(scenario) or scenario.trainings:
        return math.inf
    own = [person.serves[type_name].talk_times for person in scenario.people.values() if type_name in person.serves]
    times = max((group.serves[type_name].talk_times for group in groups), default=1.0) * max([1.0, *own])
    kind = scenario.contact_types[type_name]
    talks = [each for one in kind.kinds for each in one.talk.values()]
    return times * max(at_most_s(each) for each in talks)


def at_most_s(one: Distribution) -> float:
    """Return the longest that is ever drawn; infinite where that is not known."""
    if one.deterministic is not None:
        return one.deterministic
    ends = one.uniform or one.triangular
    if ends is not None:
        return ends.to_s
    if one.mixture is not None:
        return max(at_most_s(part.of) for part in one.mixture.values())
    if one.shifted is not None:
        return one.shifted.by_s + at_most_s(one.shifted.of)
    return math.inf if one.zero is None else at_most_s(one.zero.of)
