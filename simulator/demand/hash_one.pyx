"""The uniform of one name, compiled: `hash_one.py` in arithmetic of the machine. The same tests hold for both."""

from simulator.demand.hash_columns import MULTIPLIERS

MASK = 2**64 - 1
PURPOSE_STEP = 0xD1342543DE82EF95
ORDINAL_STEP = 0x9E3779B97F4A7C15
cdef unsigned long long _PURPOSE = PURPOSE_STEP, _ORDINAL = ORDINAL_STEP
cdef unsigned long long _FIRST = MULTIPLIERS[0], _SECOND = MULTIPLIERS[1]


def u(key, purpose, ordinal=0):
    return uniform(int(key) & MASK, int(purpose) & MASK, int(ordinal) & MASK)


cpdef double uniform(unsigned long long key, unsigned long long purpose, unsigned long long ordinal) noexcept:
    # Unsigned, so that everything counts modulo 2⁶⁴.
    cdef unsigned long long x = bits(key, purpose, ordinal)
    return <double> <long long> (x >> 12) * 2.0**-52 + 2.0**-53


cpdef unsigned long long bits(
    unsigned long long key, unsigned long long purpose, unsigned long long ordinal
) noexcept:
    return mixed(mixed(key + (purpose + 1) * _PURPOSE) + (ordinal + 1) * _ORDINAL)


cpdef unsigned long long mixed(unsigned long long x) noexcept:
    x = (x ^ x >> 30) * _FIRST
    x = (x ^ x >> 27) * _SECOND
    return x ^ x >> 31
