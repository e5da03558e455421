"""From scenario files to a Study: the center, its strategies and futures, every one of them checked.

All variants are validated when the file is read, so that nobody learns after an hour of simulation that the fifth
strategy has a typing error.
"""

import os
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.arguments import texts, wrong_kind, yes_or_no
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.scenario.judged.check_texts import read_texts, unreadable
from simulator.scenario.judged.equal_plans import KEY as EQUAL_PLANS
from simulator.scenario.judged.equal_plans import read_equal_plans
from simulator.scenario.judged.goal import read_goal, unreadable_goal
from simulator.scenario.language.around import APART
from simulator.scenario.layers.extends import laid_over, read_layers, said_by
from simulator.scenario.layers.settings import read_settings
from simulator.scenario.layers.strategies import BASE, Named, read_named
from simulator.scenario.resolved.acknowledged import read_acknowledged
from simulator.scenario.resolved.consequences import without_consequences
from simulator.scenario.resolved.study import NONE_OF_THEM, Choice, Study, once
from simulator.scenario.resolved.titles import title_problems
from simulator.scenario.resolved.variant import made, validated
from simulator.scenario.sound.consistency import name_problems
from simulator.scenario.sound.never_acts import never_acts
from simulator.scenario.sound.nobody_comes import nobody_comes
from simulator.scenario.sound.open_hours import when_closed_for_nobody
from simulator.scenario.sound.routing_test_names import routing_test_problems, unknown_strategies
from simulator.scenario.text.files import Folder, read_text
from simulator.scenario.text.given import NAME, tree_of
from simulator.scenario.text.nodes import Mapping

__all__ = ["Study", "load", "load_text"]


def load(
    source: "str | os.PathLike[str] | Mapped[str, Any]",
    settings: str | Sequence[str] = (),
    allow_outside: bool = False,
    folder: "str | os.PathLike[str] | None" = None,
) -> Study:
    """Return the Study of a scenario, with ``settings`` (each PATH=VALUE) applied to every variant.

    ``source`` is the path of a file, or a mapping that says what a file would (`scenario/text/given.py` says which
    values are taken); messages then call it ``<mapping>``, and the files that it names are in ``folder``, None: the
    working directory. What a file names, recorded data and files it extends, is in its own folder. Neither leaves its
    folder unless ``allow_outside``. Raises UsageError for arguments of another kind, ScenarioError with all that is
    wrong in the file, those it extends, its strategies and futures, and the settings.
    """
    settings = texts("settings", settings, "a setting, as agent_groups.front.agents=12, or a list of them")
    yes_or_no("allow_outside", allow_outside)
    if isinstance(source, Mapped):
        where = "." if folder is None else _path("folder", folder, "the path of a folder")
        return _study(tree_of(source), where, NAME, settings, allow_outside)
    path = _path("source", source, "the path of a scenario file, or a mapping")
    if folder is not None:
        raise UsageError("folder: expected only with a mapping; for a file it is the folder of the file.")
    return _study(read_text(path), path.parent, str(path), settings, allow_outside)


def load_text(
    text: str,
    folder: str | Path = ".",
    name: str = "scenario.yaml",
    settings: Sequence[str] = (),
    allow_outside: bool = False,
) -> Study:
    """Return the Study of a scenario's ``text``, whose files are in ``folder``; ``name`` is what messages call it.

    Raises ScenarioError, as `load` does.
    """
    return _study(text, folder, name, settings, allow_outside)


def _path(argument: str, given: object, expected: str) -> Path:
    if not isinstance(given, str | os.PathLike):
        raise wrong_kind(argument, expected, given)
    return Path(given)


def _study(text: str | Mapping, folder: str | Path, name: str, settings: Sequence[str], allow_outside: bool) -> Study:
    """Return the Study of a scenario's text or tree."""
    layers = read_layers(text, Path(folder), name, allow_outside)
    wrong: list[Problem] = []
    root = laid_over(layers, wrong)
    strategies, futures = read_named(root, "strategies", wrong), read_named(root, "futures", wrong)
    wrong += title_problems(root)
    acknowledged = read_acknowledged(root, wrong)
    checks, goal = read_texts(root, wrong), read_goal(root, wrong)
    equal_plans = read_equal_plans(root, tuple(strategies) or (BASE,), wrong)
    wrong += name_problems(EQUAL_PLANS, root.section(EQUAL_PLANS))
    tree, home = root.without(*APART), Folder(str(folder), allow_outside)
    overrides = _overrides(strategies, futures)
    asked = read_settings(settings, tree, overrides, wrong)
    overrides = {choice: (*mine, *asked.changes[choice]) for choice, mine in overrides.items()}
    base = validated(tree, home)
    variants = {choice: made(tree, changes, home, base) for choice, changes in overrides.items()}
    names = tuple(strategies) or (BASE,)
    mine = {name: variants[name, None].scenario for name in names}
    trees = [tree, *(one.tree for one in variants.values())]
    wrong += nobody_comes(trees, [one for changes in overrides.values() for one in changes])
    valid = [(one.scenario, one.tree) for one in (base, *variants.values()) if one.scenario is not None]
    wrong += [*never_acts(valid), *when_closed_for_nobody(valid)]
    wrong += unknown_strategies(tree, trees[1:], names)
    wrong += [*unreadable(checks, list(mine.values())), *unreadable_goal(goal, mine)]
    tested = {choice: routing_test_problems(one.tree, choice[0]) for choice, one in variants.items()}
    tested = {choice: problems for choice, problems in tested.items() if choice[0] in names}
    # What all of them have is not worth naming a strategy for.
    everywhere = [one for one in next(iter(tested.values())) if all(one in problems for problems in tested.values())]
    own = {
        choice: (*one.problems, *(each for each in tested.get(choice, ()) if each not in everywhere))
        for choice, one in variants.items()
    }
    at_base = (*base.problems, *everywhere)
    found = {NONE_OF_THEM: (*wrong, *at_base), **without_consequences(own, overrides, at_base)}
    if problems := once(found, "after --set" if settings else ""):
        raise ScenarioError(tuple(said_by(layers, problems)))
    assert base.scenario is not None
    called, later = base.scenario.name, tuple(futures)
    given = (called, name, names, later, checks, goal, acknowledged, equal_plans, home, layers, root, tree, overrides)
    return Study(*given, asked.only, variants)


def _overrides(strategies: dict[str, Named], futures: dict[str, Named]) -> dict[Choice, tuple[Mapping, ...]]:
    """Return what each variant changes. The future comes after the strategy: it happens to whatever was decided."""
    changes: dict[str, tuple[Mapping, ...]] = {BASE: ()}
    changes |= {name: one.changes for name, one in strategies.items()}
    coming: dict[str | None, tuple[Mapping, ...]] = {None: ()}
    coming |= {name: one.changes for name, one in futures.items()}
    return {
        (strategy, future): tuple(one for one in (*mine, *theirs) if one.entries)
        for strategy, mine in changes.items()
        for future, theirs in coming.items()
    }
