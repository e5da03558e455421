"""What agents are paid, as facts of a log, where not every hour of a group costs the same."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class PayRule(NamedTuple):
    """What an hour costs some agents."""

    per_s: float
    """A second of paid time."""
    overtime: float
    """How much more a second of overtime costs, as a share of that."""
    supplements: tuple[tuple[int, float], ...]
    """(Place in `Pay.hours`, how much more a second in them costs, as a share): several at once add up."""


@dataclass(frozen=True, eq=False)
class Pay:
    """Who is paid by which rule."""

    rules: tuple[PayRule, ...]
    hours: tuple[NDArray[np.float64], ...]
    """By supplement, when it goes: shape (spans, 2), in order and without overlaps."""
    of_group: NDArray[np.int64]
    """Shape (groups,): the rule of its agents; -1 where the group states no cost."""
    of_agent: NDArray[np.int64]
    """Shape (agents,): the rule of whoever has a wage of their own, or of their team; -1 for all others."""
    is_known: NDArray[np.bool_]
    """Shape (groups,): whether it is known what everybody in it costs."""
