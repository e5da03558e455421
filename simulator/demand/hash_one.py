"""The uniform of one name, by the hash of `draws.py`: the same bits as in a column (`hash_columns.py`).

This file exists twice: compiled, the same is arithmetic of the machine (`hash_one.pyx`), and the same tests hold for
both.
"""

from simulator.demand.hash_columns import MULTIPLIERS

MASK = 2**64 - 1
PURPOSE_STEP = 0xD1342543DE82EF95
"""Odd, bits without pattern (a 64-bit multiplier of Steele and Vigna, 2021). Not the ordinal's step, so that a purpose
more and an ordinal more are never the same move."""
ORDINAL_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = MULTIPLIERS


def u(key: int, purpose: int, ordinal: int = 0) -> float:
    """Return the uniform that ``key`` has for ``purpose``, the ``ordinal``-th time it is asked.

    In the open interval (0, 1): the middles of 2⁵² equal parts, so that a quantile is never asked for 0 or 1.
    The column form is ``u_column``, the same to the bit. All arguments count modulo 2⁶⁴.
    """
    # `_bits` of `draws.py`, written out: a running day asks one by one, and calls cost more than what they do.
    x = int(key) + (purpose + 1) * PURPOSE_STEP & MASK
    x = (x ^ x >> 30) * _FIRST & MASK
    x = (x ^ x >> 27) * _SECOND & MASK
    x = (x ^ x >> 31) + (int(ordinal) + 1) * ORDINAL_STEP & MASK
    x = (x ^ x >> 30) * _FIRST & MASK
    x = (x ^ x >> 27) * _SECOND & MASK
    # n · 2⁻⁵² + 2⁻⁵³ is (n + ½) · 2⁻⁵², exactly.
    return ((x ^ x >> 31) >> 12) * 2.0**-52 + 2.0**-53


uniform = u
"""The same for whole numbers from 0 to 2⁶⁴ − 1, which is quicker where it is compiled."""


def bits(key: int, purpose: int, ordinal: int) -> int:
    """Return the 64 bits of (key, purpose, ordinal), whole numbers from 0 to 2⁶⁴ − 1."""
    return mixed(mixed(key + (purpose + 1) * PURPOSE_STEP & MASK) + (ordinal + 1) * ORDINAL_STEP & MASK)


def mixed(x: int) -> int:
    """Return what one round makes of 64 bits."""
    x = (x ^ x >> 30) * _FIRST & MASK
    x = (x ^ x >> 27) * _SECOND & MASK
    return x ^ x >> 31
