"""A study: what a scenario's files say, with every strategy in every future checked.

It holds plain data and goes to worker processes as it is; a variant is resolved once, where it is needed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.arguments import A_STRATEGY, text_or_none, texts
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.scenario.judged.equal_plans import EqualPlans
from simulator.scenario.language.warning_kinds import of_kind
from simulator.scenario.layers.extends import Layer, said_by
from simulator.scenario.layers.settings import read_settings
from simulator.scenario.layers.strategies import BASE
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.acknowledged import AcknowledgedWarning
from simulator.scenario.resolved.alike import adds_nothing_by_intention, alike, matters
from simulator.scenario.resolved.titles import Titles, titles_of
from simulator.scenario.resolved.variant import Variant, made
from simulator.scenario.sound.promised_in_vain import vain_promises
from simulator.scenario.sound.warn import warnings_of
from simulator.scenario.text.files import Folder
from simulator.scenario.text.nodes import Mapping, Mark, plain
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import shown

Choice = tuple[str, str | None]
Finds = Callable[[Scenario, Mapping], Iterable[Problem]]
"""What is odd about a scenario; places come from its tree."""
NONE_OF_THEM: Choice = ("", None)
"""The file itself: what is wrong there is not a matter of strategies."""


@dataclass(frozen=True, repr=False)
class Study:
    """A scenario with its strategies and futures. Made by `load` or `load_text`, which check all of it."""

    name: str
    path: str
    strategies: tuple[str, ...]
    """In the file's order; ("base",) when it lists none. ``base`` can be resolved even when it is not listed."""
    futures: tuple[str, ...]
    checks: tuple[tuple[str, Mark], ...]
    """The texts under ``checks:``, as they stand, with their places."""
    goal: Mapping | None
    """What stands under ``goal:``."""
    acknowledged: tuple[AcknowledgedWarning, ...]
    """The warnings that the file says are known."""
    equal_plans: tuple[EqualPlans, ...]
    """Which strategies have plans that are meant to be equal."""
    folder: Folder
    layers: tuple[Layer, ...] = field(repr=False)
    """The files the scenario is made of, the lowest first, its own last."""
    root: Mapping = field(repr=False)
    """All of what the files say together."""
    tree: Mapping = field(repr=False)
    """The same without strategies, futures, checks and goal."""
    overrides: dict[Choice, tuple[Mapping, ...]] = field(repr=False)
    """What each variant changes, in order: strategy, future, settings of the command line."""
    only: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The paths among the settings that only some strategies have, with those: the others are as without them."""
    _made: dict[Choice, Variant] = field(default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        known = [f"{len(self.strategies)} strateg{'y' if len(self.strategies) == 1 else 'ies'}"]
        known += [f"{len(self.futures)} future{'s' * (len(self.futures) > 1)}"] * bool(self.futures)
        return f"<Study {shown(self.name)} of {self.path}: {', '.join(known)}>"

    def resolve(self, strategy: str | None = None, future: str | None = None) -> Scenario:
        """Return the Scenario of a strategy (None: the first) in a future (None: as the file's base expects it).

        Raises UsageError for a name that does not exist, ScenarioError when the two do not fit together.
        """
        variant = self.variant(strategy, future)
        if variant.scenario is None:
            raise ScenarioError(tuple(said_by(self.layers, list(variant.problems))))
        return variant.scenario

    def resolved_tree(self, strategy: str | None = None, future: str | None = None) -> dict[str, Any]:
        """Return what the file says once strategy and future are applied, as plain data. Raises UsageError."""
        data: dict[str, Any] = plain(self.variant(strategy, future).tree)
        return data

    def warnings(
        self, strategies: Sequence[str] | None = None, future: str | None = None, more: Finds | None = None
    ) -> tuple[Problem, ...]:
        """Return what is allowed but probably not meant, in ``strategies`` (None: all); each once, sorted by place.

        It is what files say by themselves; ``more`` finds what needs more than them (`work/odd.py`).
        """
        names = self.strategies if strategies is None else tuple(dict.fromkeys(strategies))
        found: dict[Choice, tuple[Problem, ...]] = {(name, future): self._odd(name, future, more) for name in names}
        # What all of them have is not worth naming a strategy for.
        each = dict.fromkeys(one for mine in found.values() for one in mine)
        everywhere = tuple(one for one in each if _in_all(one, found))
        said = [*once({NONE_OF_THEM: everywhere, **found}), *self._alike(names, future)]
        return tuple(sorted(said_by(self.layers, said)))

    def with_settings(self, settings: str | Sequence[str]) -> "Study":
        """Return the Study that `load` would give with these ``settings``, each PATH=VALUE, after its own.

        Only what is resolved of it is checked, and only then. Raises ScenarioError for paths that lead nowhere.
        """
        wrong: list[Problem] = []
        given = texts("settings", settings, "a setting, as agent_groups.front.agents=12, or a list of them")
        more = read_settings(given, self.tree, self.overrides, wrong)
        if wrong:
            raise ScenarioError(tuple(wrong))
        overrides = {key: (*mine, *more.changes[key]) for key, mine in self.overrides.items()}
        return replace(self, overrides=overrides, only={**self.only, **more.only}, _made={})

    def variant(self, strategy: str | None = None, future: str | None = None) -> Variant:
        """Return the merged tree of a strategy in a future and what it means. Raises UsageError."""
        choice = self.choice(strategy, future)
        if choice not in self._made:
            self._made[choice] = made(self.tree, self.overrides[choice], self.folder)
        return self._made[choice]

    def choice(self, strategy: str | None = None, future: str | None = None) -> Choice:
        """Return the names that are meant. Raises UsageError for one that does not exist."""
        text_or_none("strategy", strategy, A_STRATEGY)
        text_or_none("future", future, "the name of a future")
        return self._strategy(strategy), self._future(future)

    @property
    def titles(self) -> Titles:
        """Return the titles and notes of strategies, futures, channels, contact types and agent groups."""
        return titles_of(self.root, [self.variant(name).tree for name in self.strategies])

    @property
    def first_future_is_as_stated(self) -> bool:
        """Return whether the file gives the scenario as it stands a name: an empty first future."""
        return bool(self.futures) and adds_nothing_by_intention(self.root, "futures", self.futures[0])

    def _odd(self, name: str, future: str | None, more: Finds | None) -> tuple[Problem, ...]:
        scenario, tree = self.resolve(name, future), self.variant(name, future).tree
        vain = of_kind("judges_nobody", vain_promises(scenario, tree, self.checks, self.goal))
        found = (*warnings_of(scenario, tree), *vain)
        return found if more is None else (*more(scenario, tree), *found)

    def _alike(self, names: tuple[str, ...], future: str | None) -> list[Problem]:
        """Return the strategies, and as far as they are meant the futures, that are as if they were not there."""
        found: list[Problem] = []
        if not all(adds_nothing_by_intention(self.root, "strategies", name) for name in names):
            base = matters(self.resolve(BASE))
            means = {name: matters(self.resolve(name)).model_copy(update={"run": base.run}) for name in names}
            # How often and with which seed is run says the first strategy; the others have no say in it.
            means |= {name: matters(self.resolve(name)) for name in names if name == self.strategies[0]}
            found += alike("strategies", self.root, means, base)
        if self.futures and future is None and set(names) == set(self.strategies):
            coming = {one: [matters(self.resolve(name, one)) for name in names] for one in self.futures}
            found += alike("futures", self.root, coming, [matters(self.resolve(name)) for name in names])
        return of_kind("changes_nothing", found)

    def _strategy(self, name: str | None) -> str:
        if name is None:
            return self.strategies[0]
        name = one_spelling(name)
        if name in self.strategies or name == BASE:
            return name
        raise UsageError(f"there is no strategy {shown(name)}. {did_you_mean(name, self.strategies)}".strip())

    def _future(self, name: str | None) -> str | None:
        if name is None or (name := one_spelling(name)) in self.futures:
            return name
        hint = did_you_mean(name, self.futures) or "The scenario lists no futures."
        raise UsageError(f"there is no future {shown(name)}. {hint}")

    def __getstate__(self) -> dict[str, Any]:
        # Scenarios are made again where they are needed: quicker than sending them.
        return {**self.__dict__, "_made": {}}


def once(found: dict[Choice, tuple[Problem, ...]], base: str = "") -> list[Problem]:
    """Return each problem once; one that only some variants have, at a place of the base, says in which.

    ``base`` says what makes the base another than the file, if anything does.
    """
    variants: dict[Problem, list[Choice]] = {}
    for choice, problems in found.items():
        for one in problems:
            variants.setdefault(one, []).append(choice)
    return [_where(one, choices, base) for one, choices in variants.items()]


def _in_all(one: Problem, found: dict[Choice, tuple[Problem, ...]]) -> bool:
    return all(one in problems for problems in found.values())


def _where(one: Problem, choices: list[Choice], base: str) -> Problem:
    """Return ``one`` with the strategies or futures that have it, unless all do or its place says so already."""
    if choices[0] == NONE_OF_THEM:
        return one
    if choices[0] == (BASE, None):
        return replace(one, where=f"{one.where} ({base})".strip()) if base and "(from " not in one.where else one
    # What a strategy has, it has in every future; what the base has in a future, every strategy has there.
    own = [choice for choice in choices if not _follows(choice, choices)]
    named = [[words for words in _named(choice) if words not in one.where] for choice in own]
    if not all(named):
        return one
    more = f" and {len(own) - 1} more" if len(own) > 1 else ""
    return replace(one, where=f"{one.where} (in {', '.join(named[0])}{more})".strip())


def _follows(choice: Choice, choices: list[Choice]) -> bool:
    strategy, future = choice
    return future is not None and ((strategy, None) in choices or (strategy != BASE and (BASE, future) in choices))


def _named(choice: Choice) -> list[str]:
    strategy, future = choice
    return [f"strategy '{strategy}'"] * (strategy != BASE) + [f"future '{future}'"] * (future is not None)
