"""What a page tells of a run beside its numbers: the scenario as it was written, and how to run it again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from simulator.comparing import Place

if TYPE_CHECKING:
    from simulator.comparison import Comparison

Tree = dict[str, Any]


@dataclass(frozen=True)
class Background:
    """Where a run comes from; the same whether it has just been made or was kept for a year."""

    trees: Mapping[Place, Mapping[str, Tree]]
    """The scenario of each strategy in each place, as it is written, with strategy, future and settings applied."""
    checks: tuple[str, ...]
    """What the scenario promises, as it is written."""
    repeat: str
    """The command that makes the run again, given in its folder."""
    hash: str
    """The SHA-256 of all that decides the numbers."""
    versions: Mapping[str, str]
    """Of ccsim, Python and the libraries that have a say in the numbers."""
    engine: str = ""
    """Which engine ran, compiled or interpreted; empty where nobody knows."""

    def called_as(self, comparison: "Comparison") -> "Background":
        """Return the same with strategies and futures called as in a comparison that people read."""
        strategies, futures = (
            {name: title for title, name in comparison.own_names.get(section, {}).items()}
            for section in ("strategies", "futures")
        )
        trees = {
            Place(place.future and futures.get(place.future, place.future), place.point): {
                strategies.get(name, name): tree for name, tree in there.items()
            }
            for place, there in self.trees.items()
        }
        return replace(self, trees=trees)

    def tree(self, place: Place, strategy: str) -> Tree:
        """Return the scenario of a strategy in a place."""
        return self.trees[place][strategy]
