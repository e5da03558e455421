"""Every draw has a name: the uniform of a key for a purpose, the n-th time it is asked.

A draw is a pure hash of (key, purpose, ordinal), so who asks, when, in which order and how often changes nothing, and
adding a draw moves no other. Keys say whose draw it is; they are hashes too, of (seed, replication, source, day, …).

The hash is two rounds of a 64-bit finaliser, one after the purpose joins the key, one after the ordinal does. With one
round for all three, different names would meet in simple sums: a purpose more would undo some difference of two keys.
The finaliser is Stafford's variant 13 of MurmurHash3's, as in SplitMix64 (Steele, Lea, Flood: Fast splittable
pseudorandom number generators, OOPSLA 2014): a bijection in which one flipped bit flips each output bit with a
probability close to 1/2. For one key and purpose the ordinals run through SplitMix64's own sequence, step included.
It needs only 64-bit additions, multiplications and shifts: the same bits in Python, numpy and a compiled loop.
"""

import hashlib
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand.hash_columns import hashed, uniforms
from simulator.demand.hash_one import MASK, ORDINAL_STEP, PURPOSE_STEP, bits, mixed
from simulator.demand.hash_one import u as u


class Purpose(IntEnum):
    """What a draw is for. Numbers are for ever: a new purpose gets a new one, a dropped one is not used again."""

    KEY = 0
    """Makes keys from keys; never asked for a uniform."""
    ARRIVAL_COUNT = 1
    ARRIVAL_PLACE = 2
    TYPE = 3
    TALK = 4
    WRAP_UP = 5
    PATIENCE = 6
    SEGMENT = 7
    KEPT = 8
    BATCH = 9
    BUSYNESS = 10
    SOLVED = 11
    AGENT = 12
    REPLIES = 13
    THINKING = 14
    SILENT = 15


_KEY = int(Purpose.KEY)


def u_column(keys: NDArray[np.uint64], purpose: int, ordinal: int | NDArray[np.integer] = 0) -> NDArray[np.float64]:
    """Return ``u`` of each key, shape (keys,); ``ordinal`` is one for all or one per key."""
    return uniforms(_bits_column(keys, purpose, ordinal))


def purpose_of(kind: str, name: str, what: str) -> int:
    """Return the purpose of a draw for a rule that an analyst named: a fixed number for each.

    It goes by the names alone, so a rule more, or another order of rules, moves no draw. Names have no dots in them.

    >>> purpose_of("follow_ups", "redial", "share") == purpose_of("follow_ups", "redial", "share")
    True
    """
    return _number_of(f"{kind}.{name}.{what}")


def derive(key: int, *parts: int | str) -> int:
    """Return the key of something that belongs to ``key``, named by ``parts``.

    ``derive(key, a, b)`` is ``derive(derive(key, a), b)``. Texts enter by a hash of their UTF-8 bytes.
    """
    for part in parts:
        number = _number_of(part) if isinstance(part, str) else int(part) & MASK
        key = bits(int(key) & MASK, _KEY, number)
    return key


def derive_column(keys: int | NDArray[np.uint64], ordinals: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Return ``derive(key, ordinal)`` for each ordinal, shape (ordinals,); one key for all or one per ordinal."""
    return _bits_column(keys, Purpose.KEY, ordinals)


@lru_cache(maxsize=4096)
def _number_of(text: str) -> int:
    # Python's own hash() of a text differs from process to process.
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _bits_column(
    keys: int | NDArray[np.uint64], purpose: int, ordinals: int | NDArray[np.integer]
) -> NDArray[np.uint64]:
    step = (int(purpose) + 1) * PURPOSE_STEP & MASK
    moves: NDArray[np.uint64] | np.uint64
    if isinstance(ordinals, np.ndarray):
        moves = (ordinals.astype(np.uint64) + np.uint64(1)) * np.uint64(ORDINAL_STEP)
    else:
        moves = np.uint64((int(ordinals) + 1) * ORDINAL_STEP & MASK)
    if isinstance(keys, np.ndarray):
        bits = keys + np.uint64(step)
        return hashed(bits, moves, 2)
    # One key for all: its round is made once.
    assert isinstance(moves, np.ndarray)
    moves += np.uint64(mixed(int(keys) + step & MASK))
    return hashed(moves, np.uint64(0), 1)
