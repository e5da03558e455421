"""All routing tests of a study, for each strategy and future: milliseconds each, and no run depends on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.errors import Problem, ScenarioError
from simulator.routing_tests.judging import Failure, failures, happened
from simulator.routing_tests.playing import Became, played
from simulator.routing_tests.stand_ins import staged
from simulator.routing_tests.when_played import NoSituation, instant_of
from simulator.scenario.nouns import RoutingTest, Scenario
from simulator.scenario.resolved.titles import Titles
from simulator.scenario.sound.routing_test_names import routing_test_problems
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.shown import HasTable

if TYPE_CHECKING:
    from simulator.scenario.resolved.study import Study

DRAWS = 16
"""Where chance chooses an agent, so many times: what is expected is to be true of each."""
SECTION = "routing_tests"


@dataclass(frozen=True)
class RoutingOutcome:
    """What a routing test found in one strategy and future."""

    test: str
    strategy: str
    future: str | None
    found: str
    """What happened, contact by contact, in words."""
    by: tuple[str, ...]
    """The rule that decided for each contact, in the order of the file; empty where none is known."""
    problems: tuple[Problem, ...]
    """What is otherwise than expected, each at its place in the file."""

    @property
    def passed(self) -> bool:
        """Return whether all is as expected."""
        return not self.problems


@dataclass(frozen=True, repr=False)
class RoutingOutcomes(HasTable):
    """What the routing tests of a study found."""

    name: str
    outcomes: tuple[RoutingOutcome, ...] = ()
    titles: Titles = field(default_factory=dict)
    """What people are told in place of the names of strategies and futures."""

    @property
    def failed(self) -> tuple[RoutingOutcome, ...]:
        """Return those in which something is otherwise than expected."""
        return tuple(one for one in self.outcomes if not one.passed)


NO_ROUTING_TESTS = RoutingOutcomes("")


def run_routing_tests(
    study: "Study", strategies: Sequence[str] | None = None, futures: Sequence[str | None] = (None,)
) -> RoutingOutcomes:
    """Play the routing tests of ``strategies`` (None: all of the file) in ``futures``; return what was found.

    Raises ScenarioError with all that is wrong in the tests: names that do not exist, situations that cannot be.
    """
    found: list[RoutingOutcome] = []
    wrong: list[Problem] = []
    for strategy in dict.fromkeys(strategies or study.strategies):
        for future in futures:
            outcomes, problems = _of_variant(study, strategy, future)
            found += outcomes
            wrong += problems
    if wrong:
        raise ScenarioError(tuple(dict.fromkeys(wrong)))
    return RoutingOutcomes(study.name, tuple(found), study.titles if found else {})


def impossible_situations(study: "Study") -> tuple[Problem, ...]:
    """Return the situations in the routing tests of a study that cannot be, in whatever strategy; expects nothing."""
    found = [one for strategy in study.strategies for one in _of_variant(study, strategy, None)[1]]
    return tuple(dict.fromkeys(found))


def _of_variant(study: "Study", strategy: str, future: str | None) -> tuple[list[RoutingOutcome], list[Problem]]:
    scenario, tree = study.resolve(strategy, future), study.variant(strategy, future).tree
    wrong = routing_test_problems(tree, strategy)
    if wrong:
        return [], wrong
    found = []
    for name, test in scenario.routing_tests.items():
        if not test.is_of(strategy):
            continue
        try:
            became, failed = _played(scenario, test)
        except NoSituation as error:
            wrong.append(_problem(tree, name, error.path, error.what, error.hint))
            continue
        problems = tuple(_problem(tree, name, ("expect", *one.path), one.what, one.hint) for one in failed)
        by = tuple(one.by[0] if one.by else "" for one in became)
        found.append(RoutingOutcome(name, strategy, future, "; ".join(map(happened, became)), by, problems))
    return found, wrong


def _played(scenario: Scenario, test: RoutingTest) -> tuple[list[Became], list[Failure]]:
    """Return what becomes of the contacts and what of it is not expected; of several draws the first that fails."""
    instant = instant_of(scenario, test)
    first: list[Became] = []
    for draw in range(DRAWS if _by_chance(scenario) else 1):
        found = played(instant, staged(instant, test, draw))
        became = {name: found[name] for name in test.given}
        failed = failures(test, became)
        first = first or list(became.values())
        if failed:
            return list(became.values()), failed
    return first, []


def _by_chance(scenario: Scenario) -> bool:
    """Return whether chance chooses agents anywhere."""
    rules = [scenario.routing.agent, *(getattr(one, "agent", None) for one in scenario.channels.values())]
    return any(rule is not None and rule.startswith("random") for rule in rules)


def _problem(tree: Mapping, name: str, path: Iterable[str], what: str, hint: str) -> Problem:
    """Return a problem at the deepest place of a test that its file has on a way."""
    mark, known = tree.mark, list[str]()
    node: object = tree
    for key in (SECTION, name, *path):
        entry = node.entries.get(key) if isinstance(node, Mapping) else None
        if entry is None:
            break
        mark, node = entry.key, entry.value
        known.append(key)
    return problem(mark, dotted(*known), what, hint)
