"""The hash of `draws.py` for columns: the same bits as for one key, many at a time.

This file exists twice: compiled, the same is a loop (`hash_columns.pyx`), and the same tests hold for both.
"""

import numpy as np
from numpy.typing import NDArray

MULTIPLIERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
_ROUNDS = tuple((np.uint64(shift), np.uint64(by)) for shift, by in zip((30, 27), MULTIPLIERS, strict=True))
_LAST = np.uint64(31)

_BLOCK = 16384
"""Keys hashed at a time: the block and its scratch space stay in the processor's cache, twice as fast as not."""


def hashed(bits: NDArray[np.uint64], moves: NDArray[np.uint64] | np.uint64, rounds: int) -> NDArray[np.uint64]:
    """Hash ``bits`` in place and return them; with two rounds the ``moves`` are added between them."""
    scratch = np.empty(min(_BLOCK, len(bits)), dtype=np.uint64)
    for start in range(0, len(bits), _BLOCK):
        block = bits[start : start + _BLOCK]
        spare = scratch[: len(block)]
        if rounds == 2:
            _mix(block, spare)
            block += moves[start : start + _BLOCK] if isinstance(moves, np.ndarray) else moves
        _mix(block, spare)
    return bits


def _mix(x: NDArray[np.uint64], spare: NDArray[np.uint64]) -> None:
    for shift, multiplier in _ROUNDS:
        np.right_shift(x, shift, out=spare)
        x ^= spare
        x *= multiplier
    np.right_shift(x, _LAST, out=spare)
    x ^= spare


def uniforms(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Turn ``bits`` into uniforms, in place: the middles of 2⁵² equal parts of (0, 1)."""
    # The upper 52 bits become the fraction of a double in [1, 2); taking away 1 − 2⁻⁵³ is exact: (n + ½) · 2⁻⁵².
    bits >>= np.uint64(12)
    bits |= np.uint64(0x3FF0000000000000)
    found = bits.view(np.float64)
    found -= 1.0 - 2.0**-53
    return found
