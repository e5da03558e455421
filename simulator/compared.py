"""All that was run at once: a `Comparison` for every chosen future at every point of a grid. `compare` makes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from simulator.answers import Delta, Row
from simulator.arguments import text, text_or_none, wrong_kind
from simulator.comparison import Comparison
from simulator.errors import UsageError
from simulator.scenario.layers.grid import Grid
from simulator.scenario.text.suggest import did_you_mean
from simulator.shown import HasPicture


@dataclass(frozen=True, eq=False, repr=False)
class Compared(HasPicture):
    """The same strategies in every chosen future, at every point of a grid: one `Comparison` for each.

    Futures come in the order they were chosen, and in each the points in the grid's order. Often it holds just one;
    what is asked of it without naming a future or point is answered by the first.
    """

    comparisons: tuple[Comparison, ...]
    grid: Grid = field(default_factory=Grid)

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self.comparisons)

    def __len__(self) -> int:
        return len(self.comparisons)

    @property
    def first(self) -> Comparison:
        """Return the comparison in the first future at the first point."""
        return self.comparisons[0]

    @property
    def futures(self) -> tuple[str | None, ...]:
        """Return the futures that were run; None is the scenario as stated."""
        return tuple(dict.fromkeys(one.future for one in self.comparisons))

    @property
    def baseline(self) -> str:
        """Return the strategy others are compared with."""
        return self.first.baseline

    @property
    def strategies(self) -> tuple[str, ...]:
        """Return the strategies' names, the baseline first; they are the same in every future and at every point."""
        return self.first.strategies

    @property
    def others(self) -> tuple[str, ...]:
        """Return the strategies that are compared with the baseline."""
        return self.first.others

    @property
    def replications(self) -> int:
        """Return how often each strategy was run, in each future and at each point."""
        return self.first.replications

    def at(self, future: str | None = None, point: Mapping[str, str] | None = None) -> Comparison:
        """Return the comparison in ``future`` (None: as stated) at ``point``, {path: value} (None: the grid's first).

        Raises `UsageError` when that was not run, and for arguments of another kind.
        """
        text_or_none("future", future, "the name of a future, or None for the scenario as stated")
        wanted = None if point is None else _as_written(point)
        there = [one for one in self.comparisons if one.future == future]
        for one in there:
            if wanted is None or frozenset(one.point) == wanted:
                return one
        if there:
            raise UsageError(f"the point {dict(point or {})} is not on the grid that was run.")
        known = [name for name in self.futures if name is not None]
        what = "the scenario as stated" if future is None else f"the future '{future}'"
        raise UsageError(f"{what} was not run. {did_you_mean(future or '', known)}".strip())

    def row(
        self, strategy: str | None = None, metric: str | None = None, of: str = "all", interval: str | None = None
    ) -> Row:
        """Return one value of the first comparison, as `Comparison.row` does."""
        return self.first.row(strategy, metric, of, interval)

    def delta(
        self, strategy: str | None = None, metric: str | None = None, of: str = "all", interval: str | None = None
    ) -> Delta:
        """Return one difference of the first comparison to its baseline, as `Comparison.delta` does."""
        return self.first.delta(strategy, metric, of, interval)

    def in_future(self, future: str | None) -> "Compared":
        """Return what there is of one future: all points of the grid. Raises `UsageError` when it was not run."""
        self.at(future)
        return Compared(tuple(one for one in self.comparisons if one.future == future), self.grid)

    def steps(self) -> Iterator[tuple[Comparison, Comparison]]:
        """Yield (comparison, the one before it) for all neighbours on the grid, within each future."""
        places = {(one.future, one.point): one for one in self.comparisons}
        for future in self.futures:
            for point, before in self.grid.neighbours():
                yield places[future, point], places[future, before]


def _as_written(point: object) -> frozenset[tuple[str, str]]:
    """Return a point as a grid has it, where a value is a text; a number is the text it is written as."""
    if not isinstance(point, Mapping):
        raise wrong_kind("point", "a mapping of paths to values, as {'agent_groups.front.agents': '20'}", point)
    return frozenset((text("point", path), str(value)) for path, value in point.items())
