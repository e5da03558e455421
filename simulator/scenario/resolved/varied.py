"""Which strategies a grid is about, where none is named."""

from collections.abc import Sequence

from simulator.scenario.layers.grid import read_grid, settings_of
from simulator.scenario.resolved.study import Study


def chosen_strategies(study: Study, vary: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the strategies that are run where none is named: all; along a grid, those that alone have its paths.

    Raises UsageError for a grid that cannot be read, ScenarioError for paths that lead nowhere.
    """
    if not vary:
        return study.strategies
    only = study.with_settings(settings_of(read_grid(vary).points[0])).only
    return tuple(name for name in study.strategies if any(name in have for have in only.values()))
