"""Every replication's value of every metric, for whoever wants to look at days one by one."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.arguments import texts_or_none
from simulator.asked_rows import metric_called, places_of
from simulator.errors import UsageError
from simulator.given_run import whole_run
from simulator.metrics.frames import words_frame
from simulator.metrics.told import told
from simulator.metrics.values import metric_values
from simulator.scenario.text.suggest import did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun
    from simulator.metrics.frames import DataFrame


def replications_frame(
    run: "AnyRun", metrics: str | Sequence[str] | None = None, of: str | Sequence[str] | None = None
) -> "DataFrame":
    """Return a row per strategy, future, replication, metric and of, with its value of the whole horizon (NaN: none).

    ``metrics`` and ``of`` choose some, None: all that `rows_frame` has, your own metrics among them. Replications count
    from 0; the same number is the same customers with every strategy. ``future`` is missing for the scenario as stated,
    and along a grid each setting has a column ``point PATH``. The mean of a share's replications is not the share of
    all contacts, which weighs a busy day more. Raises UsageError for names that do not exist.
    """
    whole, wanted = whole_run(run), texts_or_none("metrics", metrics)
    only = texts_or_none("of", of, "a name, as 'all' or 'type:orders', or a list of them")
    _check_of(whole.first, only)
    parts = [part for one in whole for part in _parts(one, wanted, only)]
    count = whole.replications
    words: dict[str, list[str | None]] = {key: [] for key in ("strategy", "future")}
    words |= {f"point {axis.path}": [] for axis in whole.grid.axes}
    words |= {key: [] for key in ("metric", "of")}
    for one, strategy, metric, row, _ in parts:
        said = (strategy, one.future, *(value for _, value in one.point), metric, row)
        for key, word in zip(words, said, strict=True):
            words[key] += [word] * count
    values = np.concatenate([part[-1] for part in parts]) if parts else np.empty(0)
    frame = words_frame(words, {"replication": np.tile(np.arange(count), len(parts)), "value": values})
    order = ["strategy", "future", *(f"point {axis.path}" for axis in whole.grid.axes), "replication", "metric", "of"]
    return frame[[*order, "value"]]


_Part = tuple["Comparison", str, str, str, "NDArray[np.float64]"]


def _parts(one: "Comparison", wanted: Sequence[str] | None, only: Sequence[str] | None) -> "Iterator[_Part]":
    """Yield by strategy, metric and of what it came to in each replication, in one place."""
    names = (*told(one.stacks.values()), *one.own_metrics) if wanted is None else wanted
    for strategy, stack in one.stacks.items():
        for name in names:
            if name in stack.own:
                if only is None or "all" in only:
                    yield one, strategy, name, "all", stack.own[name]
                continue
            metric = metric_called(name, one.own_metrics)
            places = places_of(metric, stack.cells, False).tolist()
            places = [place for place in places if only is None or stack.cells[place].of in only]
            values = metric_values(metric, stack, np.array(places, dtype=np.intp))
            for at, place in enumerate(places):
                yield one, strategy, name, stack.cells[place].of, values[:, at]


def _check_of(one: "Comparison", only: Sequence[str] | None) -> None:
    known = list(dict.fromkeys(cell.of for stack in one.stacks.values() for cell in stack.cells))
    for of in only or ():
        if of not in known:
            raise UsageError(f"of: there is no '{of}'. {did_you_mean(of, known)}".strip())
