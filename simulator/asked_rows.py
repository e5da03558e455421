"""What is asked of a comparison by name: where it is among the results; what is said when there is no such thing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import A_STRATEGY, text, text_or_none
from simulator.catalogue import HEADLINE, METRICS, Metric
from simulator.errors import UsageError
from simulator.metrics.cells import Cell, cells_for, is_defined
from simulator.metrics.values import Stack
from simulator.scenario.resolved.titles import SECTION_OF, TITLE, Titles
from simulator.scenario.text.suggest import did_you_mean

_FEW_NUMBERS = 10_000
"""Of so many cells and replications, working one out takes about as long as all."""
_LISTED = 8
"""So many names are told of what there is; more would bury the message."""


def asked_of(
    strategies: Sequence[str], cells: tuple[Cell, ...], strategy: object, metric: object, of: object, interval: object
) -> tuple[str, str]:
    """Return strategy and metric that are asked for, a strategy left out where there is but one.

    Raises `UsageError` when one of them is missing or anything is no text.
    """
    if strategy is None and len(strategies) == 1:
        strategy = strategies[0]
    missing = [name for name, given in (("strategy", strategy), ("metric", metric)) if given is None]
    if missing:
        there = {
            "strategy": _some(strategies),
            "metric": _some((HEADLINE, *(name for name in METRICS if name != HEADLINE))),
            "of": _some(dict.fromkeys(cell.of for cell in cells)),
        }
        known = "; ".join(f"{name}: {names}" for name, names in there.items() if name in missing or name == "of")
        verb = "is" if len(missing) == 1 else "are"
        raise UsageError(f"{' and '.join(missing)} {verb} missing. There is {known}.")
    of_strategy, of_metric = text("strategy", strategy, A_STRATEGY), text("metric", metric)
    text("of", of, "what the value is of, as 'all' or 'type:orders'")
    text_or_none("interval", interval, "an interval, as '10:00-10:30', or None")
    return of_strategy, of_metric


def metric_called(name: str, own: Sequence[str]) -> Metric:
    """Return the metric of this name; ``own`` are those of whoever asks. Raises `UsageError`."""
    if name not in METRICS:
        titles = {metric.name: metric.title for metric in METRICS.values()}
        hint = _by_title(name, titles) or did_you_mean(name, (*METRICS, *own))
        raise UsageError(f"there is no metric '{name}'. {hint}".strip())
    return METRICS[name]


def no_strategy(name: str, strategies: Sequence[str], titles: Titles) -> UsageError:
    """Return the error about a strategy that is not among those of a comparison."""
    known = {one: said[TITLE] for one, said in titles.get("strategies", {}).items() if TITLE in said}
    hint = _by_title(name, {one: known.get(one, "") for one in strategies}) or did_you_mean(name, strategies)
    return UsageError(f"there is no strategy '{name}' in this comparison. {hint}".strip())


@lru_cache(maxsize=256)
def places_of(metric: Metric, cells: tuple[Cell, ...], intervals: bool) -> NDArray[np.intp]:
    """Return where a metric is defined among ``cells``; without ``intervals``, of the whole horizon."""
    places = cells_for(metric, cells)
    return places if intervals else places[[cells[place].interval is None for place in places.tolist()]]


def asked_at_once(stack: Stack, metric: Metric, place: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places that are worked out with ``place``: of few numbers, all of the whole horizon take no longer."""
    if stack.cells[place[0]].interval is not None:
        return place
    places = places_of(metric, stack.cells, False)
    return places if len(places) * stack.replications <= _FEW_NUMBERS else place


def place_of(cells: tuple[Cell, ...], metric: Metric, cell: Cell, titles: Titles) -> NDArray[np.intp]:
    """Return where ``cell`` is. Raises `UsageError` where there is none, or the metric is not defined."""
    if cell not in cells or not is_defined(metric, cell):
        where = f" in {cell.interval}" if cell.interval else ""
        raise UsageError(f"there is no {metric.name} of {cell.of}{where}. {_hint(cells, metric, cell, titles)}".strip())
    return np.array([cells.index(cell)], dtype=np.intp)


def _hint(cells: tuple[Cell, ...], metric: Metric, cell: Cell, titles: Titles) -> str:
    """Return what was probably meant, or what there is."""
    known = list(dict.fromkeys(one.of for one in cells))
    if cell.of not in known:
        kind, _, title = cell.of.rpartition(":")
        if meant := _by_title(title, {of: _title_of(of, titles) for of in known if of.startswith(kind)}):
            return meant
        inside = [one for one in known if one.partition(":")[2] == cell.of]
        if inside:
            return f"Did you mean {' or '.join(map(repr, inside))}?"
        return did_you_mean(cell.of, known) or f"There is {_some(known)}."
    if not is_defined(metric, Cell(cell.of, None)):
        return f"It is of {', '.join(metric.of)}."
    times = [one.interval for one in cells if one.of == cell.of and one.interval is not None]
    if cell.interval in times:
        return "It is of the whole horizon only." if not metric.by_interval else ""
    return f"There is {_some(times)}." if times else ""


def _by_title(asked: str, titles: Mapping[str, str]) -> str:
    """Return the hint where a title was asked for instead of a name, whatever its capital letters; else nothing."""
    title = asked.strip().casefold()
    meant = [repr(name) for name, known in titles.items() if title and known.casefold() == title]
    return f"Did you mean {' or '.join(meant)}?" if meant else ""


def _title_of(of: str, titles: Titles) -> str:
    kind, _, name = of.partition(":")
    return titles.get(SECTION_OF.get(kind, ""), {}).get(name, {}).get(TITLE, "")


def _some(names: Iterable[str]) -> str:
    known = list(names)
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"{', '.join(known[:_LISTED])}{more}"
