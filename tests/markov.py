"""Markov chains that are written as moves: from a state, where it goes at which rate."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.sparse.linalg import spsolve

State = TypeVar("State", bound=Hashable)
Moves = Callable[[State], Iterator[tuple[State, float]]]


def forward(moves: Moves[State], starts: Iterable[State]) -> tuple[list[State], csc_array]:
    """Return the states that can be reached, and the matrix of the forward equations.

    With p, how likely each state is, dp/dt is that matrix times p.
    """
    states = list(starts)
    number = {now: place for place, now in enumerate(states)}
    entries: list[tuple[int, int, float]] = []
    for now in states:
        for to, rate in moves(now):
            if not rate:
                continue
            if to not in number:
                number[to] = len(number)
                states.append(to)
            entries += [(number[to], number[now], rate), (number[now], number[now], -rate)]
    rows, columns, rates = (np.array(column) for column in zip(*entries, strict=True))
    return states, csc_array((rates, (rows, columns)), shape=(len(states), len(states)))


def stationary(moves: Moves[State], start: State) -> dict[State, float]:
    """Return the stationary distribution of a chain whose states are reached from ``start``."""
    states, matrix = forward(moves, [start])
    balance = matrix.tolil()
    # One equation follows from the others; in its place stands that all shares add up to 1.
    balance[0, :] = 1.0
    found: NDArray[np.float64] = spsolve(csc_array(balance), np.eye(1, len(states))[0])
    assert found.min() > -1e-12
    return dict(zip(states, found.tolist(), strict=True))
