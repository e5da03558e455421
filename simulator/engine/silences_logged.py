"""Silent customers in the log: their table, and the time in which the center went on as if they were there."""

import numpy as np
from numpy.typing import NDArray

from simulator.engine.conversations_logged import InHand, first_taken
from simulator.engine.silences import Silences
from simulator.log import NOBODY, Columns, SpanKind

Floats = NDArray[np.float64]

_UNNOTICED = float(SpanKind.UNNOTICED)


def silences_table(silences: Silences | None, held: InHand | None) -> Columns:
    """Return the log's table ``silences``, by time and contact; empty where nobody left silently.

    ``held`` are the conversations that were in hand; None where there were none.
    """
    if silences is None or not silences.of:
        return {}
    rows = [
        (row, one.left_s, one.agent, one.taken_s, one.told_s, one.over_s, one.how) for row, one in silences.of.items()
    ]
    contact, left_s, agent, taken_s, told_s, over_s, how = np.array(sorted(rows, key=lambda one: (one[1], one[0]))).T
    row = contact.astype(np.int64)
    if held is not None:
        # Whoever left while a conversation was in hand was in it before.
        taken, first_s = first_taken(held)
        at = np.minimum(np.searchsorted(taken, row), len(taken) - 1)
        taken_s = np.where(taken[at] == row, first_s[at], taken_s)
    return {
        "contact": row,
        "left_s": left_s.copy(),
        "agent": agent.astype(np.int32),
        "taken_s": taken_s.copy(),
        "told_s": told_s.copy(),
        "over_s": over_s.copy(),
        "how": how.astype(np.int8),
    }


def left_by_contact(silences: Columns, contacts: int) -> Floats:
    """Return when each contact's customer left silently; infinite: not."""
    left_s = np.full(contacts, np.inf)
    left_s[silences["contact"]] = silences["left_s"]
    return left_s


def divided(waits: Floats, left_s: Floats) -> tuple[Floats, Floats]:
    """Return the waits of customers, and those of contacts whose customers had left, as records of spans.

    ``waits`` has records of row, from, to; ``left_s`` says when each contact's customer left silently.
    """
    left = left_s[waits[:, 0].astype(np.int64)]
    beyond = waits[:, 2] > left
    row, from_s, to_s = waits[beyond].T
    none = np.full(len(row), float(NOBODY))
    unnoticed = np.stack((row, np.full(len(row), _UNNOTICED), none, np.maximum(from_s, left[beyond]), to_s), axis=1)
    own = waits.copy()
    own[:, 2] = np.minimum(own[:, 2], left)
    # Who waits again after the customer has left does not wait at all.
    return own[(own[:, 1] < left) | (own[:, 1] <= own[:, 2])], unnoticed
