"""What a page tells of a run beside its numbers: the scenario as it was written, and how to run it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.comparing import Place

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

    def tree(self, place: Place, strategy: str) -> Tree:
        """Return the scenario of a strategy in a place."""
        return self.trees[place][strategy]
