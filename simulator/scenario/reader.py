"""From scenario files to a Study: the center, its strategies and futures, every one of them checked.

All variants are validated when the file is read, so that nobody learns after an hour of simulation that the fifth
strategy has a typing error.
"""

from collections.abc import Sequence
from pathlib import Path

from simulator.errors import Problem, ScenarioError
from simulator.scenario.judged.check_texts import read_texts, unreadable
from simulator.scenario.judged.goal import read_goal, unreadable_goal
from simulator.scenario.language.around import APART
from simulator.scenario.layers.extends import laid_over, read_layers, said_by
from simulator.scenario.layers.settings import read_settings
from simulator.scenario.layers.strategies import BASE, Named, read_named
from simulator.scenario.resolved.study import NONE_OF_THEM, Choice, Study, once
from simulator.scenario.resolved.variant import made, validated
from simulator.scenario.sound.never_acts import never_acts
from simulator.scenario.sound.nobody_comes import nobody_comes
from simulator.scenario.sound.open_hours import when_closed_for_nobody
from simulator.scenario.text.files import Folder, read_text
from simulator.scenario.text.nodes import Mapping

__all__ = ["Study", "load", "load_text"]


def load(path: str | Path, settings: Sequence[str] = (), allow_outside: bool = False) -> Study:
    """Return the Study of the scenario file at ``path``, with ``settings`` (each PATH=VALUE) applied to every variant.

    What the file names, recorded data and files it extends, is in its folder unless ``allow_outside``. Raises
    ScenarioError with all that is wrong in the file, those it extends, its strategies and futures, and the settings.
    """
    path = Path(path)
    return load_text(read_text(path), path.parent, str(path), settings, allow_outside)


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
    layers = read_layers(text, Path(folder), name, allow_outside)
    wrong: list[Problem] = []
    root = laid_over(layers, wrong)
    strategies, futures = read_named(root, "strategies", wrong), read_named(root, "futures", wrong)
    checks, goal = read_texts(root, wrong), read_goal(root, wrong)
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
    wrong += [*unreadable(checks, list(mine.values())), *unreadable_goal(goal, mine)]
    found = {NONE_OF_THEM: (*wrong, *base.problems), **{choice: one.problems for choice, one in variants.items()}}
    if problems := once(found, "after --set" if settings else ""):
        raise ScenarioError(tuple(said_by(layers, problems)))
    assert base.scenario is not None
    called, later = base.scenario.name, tuple(futures)
    return Study(called, name, names, later, checks, goal, home, layers, root, tree, overrides, asked.only, variants)


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
