"""What customers of conversations are promised, by contact type: the times of their targets, and when time counts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hours = NDArray[np.float64]
"""Shape (stretches, 2): from and to, in order, with time between them; only time inside of them counts."""


@dataclass(frozen=True, eq=False)
class ConversationTargets:
    """The time of each target by contact type, shape (types,) each; NaN where the type has no such target."""

    first_reply_s: NDArray[np.float64]
    reply_s: NDArray[np.float64]
    solved_s: NDArray[np.float64]
    counts_all: NDArray[np.bool_]
    """Whether all of the time until a conversation is solved counts, and not only what is owed."""
    hours: tuple[Hours | None, ...]
    """Of each type; None where all time counts."""
