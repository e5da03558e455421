"""From a scenario file to a Study: the center, its strategies and futures, every one of them checked.

All variants are validated when the file is read, so that nobody learns after an hour of simulation that the fifth
strategy has a typing error. A Study holds plain data and goes to worker processes as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from simulator.errors import Problem, ScenarioError, UsageError
from simulator.scenario.merge import override
from simulator.scenario.nodes import Mapping, Mark, Scalar, is_nothing, plain, problem
from simulator.scenario.nodes import Sequence as Items
from simulator.scenario.nouns import Scenario
from simulator.scenario.settings import read_settings
from simulator.scenario.strategies import APART, BASE, Named, read_named
from simulator.scenario.suggest import did_you_mean
from simulator.scenario.variant import Variant, validated
from simulator.scenario.warn import warnings_of
from simulator.scenario.yaml_text import BYTES_MAX, read_mapping
from simulator.units import shown

Choice = tuple[str, str | None]
NONE_OF_THEM: Choice = ("", None)
"""The file itself: what is wrong there is not a matter of strategies."""


@dataclass(frozen=True)
class Study:
    """A scenario with its strategies and futures. Made by `load` or `load_text`, which check all of it."""

    name: str
    path: str
    strategies: tuple[str, ...]
    """In the file's order; ("base",) when it lists none. ``base`` can be resolved even when it is not listed."""
    futures: tuple[str, ...]
    checks: tuple[tuple[str, Mark], ...]
    """The texts under ``checks:``, as they stand, with their places."""
    folder: str
    tree: Mapping = field(repr=False)
    """The file without strategies, futures and checks."""
    overrides: dict[Choice, tuple[Mapping, ...]] = field(repr=False)
    """What each variant changes, in order: strategy, future, settings of the command line."""
    _made: dict[Choice, Variant] = field(default_factory=dict, repr=False, compare=False)

    def resolve(self, strategy: str | None = None, future: str | None = None) -> Scenario:
        """Return the Scenario of a strategy (None: the first) in a future (None: as the file's base expects it).

        Raises UsageError for a name that does not exist, ScenarioError when the two do not fit together.
        """
        variant = self._variant(strategy, future)
        if variant.scenario is None:
            raise ScenarioError(variant.problems)
        return variant.scenario

    def resolved_tree(self, strategy: str | None = None, future: str | None = None) -> dict[str, Any]:
        """Return what the file says once strategy and future are applied, as plain data. Raises UsageError."""
        data: dict[str, Any] = plain(self._variant(strategy, future).tree)
        return data

    def warnings(self, strategies: Sequence[str] | None = None, future: str | None = None) -> tuple[Problem, ...]:
        """Return what is allowed but probably not meant, in ``strategies`` (None: all); each once, sorted by place."""
        names = self.strategies if strategies is None else tuple(strategies)
        found: dict[Choice, tuple[Problem, ...]] = {
            (name, future): warnings_of(self.resolve(name, future), self._variant(name, future).tree) for name in names
        }
        # What all of them have is not worth naming a strategy for.
        everywhere = tuple(dict.fromkeys(one for mine in found.values() for one in mine if _in_all(one, found)))
        return tuple(sorted(_once({NONE_OF_THEM: everywhere, **found})))

    def _variant(self, strategy: str | None, future: str | None) -> Variant:
        choice = (self._strategy(strategy), self._future(future))
        if choice not in self._made:
            self._made[choice] = _made(self.tree, self.overrides[choice], self.folder)
        return self._made[choice]

    def _strategy(self, name: str | None) -> str:
        if name is None:
            return self.strategies[0]
        if name in self.strategies or name == BASE:
            return name
        raise UsageError(f"there is no strategy '{name}'. {did_you_mean(name, self.strategies)}".strip())

    def _future(self, name: str | None) -> str | None:
        if name is None or name in self.futures:
            return name
        hint = did_you_mean(name, self.futures) or "The scenario lists no futures."
        raise UsageError(f"there is no future '{name}'. {hint}")

    def __getstate__(self) -> dict[str, Any]:
        # Scenarios are made again where they are needed: quicker than sending them.
        return {**self.__dict__, "_made": {}}


def load(path: str | Path, settings: Sequence[str] = ()) -> Study:
    """Return the Study of the scenario file at ``path``, with ``settings`` (each PATH=VALUE) applied to every variant.

    Raises ScenarioError with all that is wrong in the file, its strategies and futures, and the settings.
    """
    path = Path(path)
    return load_text(_text(path), path.parent, str(path), settings)


def load_text(text: str, folder: str | Path = ".", name: str = "scenario.yaml", settings: Sequence[str] = ()) -> Study:
    """Return the Study of a scenario's ``text``, whose files are in ``folder``; ``name`` is what messages call it.

    Raises ScenarioError, as `load` does.
    """
    wrong: list[Problem] = []
    root = read_mapping(text, name)
    strategies, futures = read_named(root, "strategies", wrong), read_named(root, "futures", wrong)
    checks = _checks(root, wrong)
    tree = root.without(*APART)
    overrides = _overrides(strategies, futures, read_settings(settings, tree, wrong))
    base = validated(tree, str(folder))
    made = {choice: _made(tree, changes, str(folder), base) for choice, changes in overrides.items()}
    found = {NONE_OF_THEM: (*wrong, *base.problems), **{choice: variant.problems for choice, variant in made.items()}}
    if problems := _once(found, "after --set" if settings else ""):
        raise ScenarioError(tuple(problems))
    assert base.scenario is not None
    names, later = tuple(strategies) or (BASE,), tuple(futures)
    return Study(base.scenario.name, name, names, later, checks, str(folder), tree, overrides, made)


def _text(path: Path) -> str:
    """Return the file's text. Raises ScenarioError when it cannot be had."""
    try:
        size = path.stat().st_size
        if size > BYTES_MAX:
            raise _unreadable(path, f"the file is too large: {size / 1e6:.1f} MB, at most {BYTES_MAX / 1e6:.0f} MB.")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _unreadable(path, "there is no such file.") from None
    except IsADirectoryError:
        raise _unreadable(path, "this is a folder; a scenario is a file.") from None
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        raise _unreadable(path, "the file is not UTF-8 text.", "Save it as UTF-8.", line, column) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(path, f"the file cannot be read: {reason.lower()}.") from None


def _unreadable(path: Path, what: str, hint: str = "", line: int = 0, column: int = 0) -> ScenarioError:
    return ScenarioError((Problem(str(path), line, column, "", what, hint),))


def _checks(root: Mapping, wrong: list[Problem]) -> tuple[tuple[str, Mark], ...]:
    """Return the texts under ``checks:``; what they mean is not this file's business."""
    given = root.get("checks")
    if given is None or is_nothing(given):
        return ()
    if not isinstance(given, Items):
        what = f"checks are a list of texts, got {shown(plain(given))}."
        wrong.append(problem(given.mark, "checks", what, "Write - service_level >= 80% in a line below."))
        return ()
    texts = []
    for number, item in enumerate(given.items, start=1):
        if isinstance(item, Scalar) and isinstance(item.value, str):
            texts.append((item.value, item.mark))
        else:
            what = f"a check is a text, got {shown(plain(item))}."
            wrong.append(problem(item.mark, f"checks[{number}]", what, "Write it as service_level >= 80%."))
    return tuple(texts)


def _overrides(
    strategies: dict[str, Named], futures: dict[str, Named], settings: tuple[Mapping, ...]
) -> dict[Choice, tuple[Mapping, ...]]:
    """Return what each variant changes. The future comes after the strategy: it happens to whatever was decided."""
    changes: dict[str, tuple[Mapping, ...]] = {BASE: ()}
    changes |= {name: one.changes for name, one in strategies.items()}
    coming: dict[str | None, tuple[Mapping, ...]] = {None: ()}
    coming |= {name: one.changes for name, one in futures.items()}
    return {
        (strategy, future): tuple(one for one in (*mine, *theirs, *settings) if one.entries)
        for strategy, mine in changes.items()
        for future, theirs in coming.items()
    }


def _made(tree: Mapping, changes: tuple[Mapping, ...], folder: str, base: Variant | None = None) -> Variant:
    """Return the variant that ``changes`` make of ``tree``; ``base`` is the variant of the tree itself, if known."""
    if base is not None and not changes:
        return base
    wrong: list[Problem] = []
    for change in changes:
        tree = override(tree, change, wrong)
    variant = validated(tree, folder, base)
    if not wrong:
        return variant
    return Variant(tree, None, (*wrong, *variant.problems))


def _in_all(one: Problem, found: dict[Choice, tuple[Problem, ...]]) -> bool:
    return all(one in problems for problems in found.values())


def _once(found: dict[Choice, tuple[Problem, ...]], base: str = "") -> list[Problem]:
    """Return each problem once; one that only some variants have, at a place of the base, says in which.

    ``base`` says what makes the base another than the file, if anything does.
    """
    variants: dict[Problem, list[Choice]] = {}
    for choice, problems in found.items():
        for one in problems:
            variants.setdefault(one, []).append(choice)
    return [_where(one, choices, base) for one, choices in variants.items()]


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
