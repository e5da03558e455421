"""The generator is even, independent in every direction it is used in, and the same to the bit in both forms.

Each statistical test has a p-value that would be uniform for perfect chance. Seeds are fixed, so a test passes or fails
for ever; the bound of 10⁻⁵ on both sides leaves no room for luck in a hundred of them, and the bad hashes at the end of
this file miss it in many places.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from both_forms import as_python
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.demand import draws
from simulator.demand.draws import Purpose, derive, derive_column, purpose_of, u, u_column
from simulator.demand.hash_columns import MULTIPLIERS

Hash = Callable[[np.ndarray, int, int | np.ndarray], np.ndarray]

LAST = 2**64 - 1
IN_PYTHON = as_python("simulator.demand.hash_columns")
BLOCK = IN_PYTHON._BLOCK
REDIAL = 7082904604191007127
"""What is asked whether a rule called redial acts."""
N = 1 << 16
P_MIN = 1e-5
words = st.integers(0, LAST)


def keys_of(kind: str, n: int = N) -> np.ndarray:
    sequence = np.arange(n, dtype=np.uint64)
    return {
        "sequential": sequence,
        "high bits": sequence << np.uint64(40),
        "golden steps": sequence * np.uint64(0x9E3779B97F4A7C15),
        "purpose steps": sequence * np.uint64(0xD1342543DE82EF95),
        "derived": derive_column(derive(1, 0, "source", "customers", 0, 32), sequence),
    }[kind]


KINDS = ("sequential", "high bits", "golden steps", "purpose steps", "derived")


def two_sided(p: float) -> float:
    return min(p, 1.0 - p)


def evenness_p(uniforms: np.ndarray) -> dict[str, float]:
    """Too uneven and too even are both wrong: upper bits, lower bits, and the whole distribution."""
    upper = np.bincount((uniforms * 256).astype(int), minlength=256)
    lower = np.bincount((uniforms * 2.0**52).astype(np.int64) & 255, minlength=256)
    return {
        "upper": two_sided(stats.chisquare(upper).pvalue),
        "lower": two_sided(stats.chisquare(lower).pvalue),
        "ks": two_sided(stats.kstest(uniforms, "uniform").pvalue),
    }


def independence_p(first: np.ndarray, second: np.ndarray) -> dict[str, float]:
    """Counts on a 32 × 32 grid of the unit square, and the correlation."""
    cells = (first * 32).astype(int) * 32 + (second * 32).astype(int)
    z = np.mean((first - 0.5) * (second - 0.5)) * 12 * np.sqrt(len(first))
    return {
        "grid": two_sided(stats.chisquare(np.bincount(cells, minlength=1024)).pvalue),
        "correlation": 2 * float(stats.norm.sf(abs(z))),
    }


def samples(hashed: Hash) -> Iterator[tuple[str, np.ndarray]]:
    """Yield samples that must be even: across keys, across purposes, across ordinals."""
    for kind in KINDS:
        yield f"{kind} keys", hashed(keys_of(kind), Purpose.TALK, 0)
    some = keys_of("sequential", 256)
    yield "purposes", np.concatenate([hashed(some, purpose, 0) for purpose in range(1, 257)])
    one = np.full(N, 42, dtype=np.uint64)
    yield "ordinals", hashed(one, Purpose.TALK, np.arange(N))


def pairs(hashed: Hash) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Yield pairs that must be independent: two purposes, ordinals, keys that have little between them."""
    for kind in KINDS:
        keys = keys_of(kind)
        talk = hashed(keys, Purpose.TALK, 0)
        yield f"purposes of {kind} keys", talk, hashed(keys, Purpose.PATIENCE, 0)
        yield f"neighbouring purposes of {kind} keys", talk, hashed(keys, Purpose.WRAP_UP, 0)
        yield f"neighbouring ordinals of {kind} keys", talk, hashed(keys, Purpose.TALK, 1)
        yield f"neighbouring {kind} keys", talk[:-1], talk[1:]
        yield f"{kind} keys, a purpose and an ordinal apart", talk[1:], hashed(keys[:-1], Purpose.WRAP_UP, 1)
    ordinals = np.arange(N)
    other = hashed(ordinals.astype(np.uint64), Purpose.TALK, 7)
    yield "key and ordinal exchanged", other, hashed(np.full(N, 7, dtype=np.uint64), Purpose.TALK, ordinals)
    yield "neighbouring ordinals", *_neighbours(hashed(np.full(N, 42, dtype=np.uint64), Purpose.TALK, ordinals))


def _neighbours(column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return column[:-1], column[1:]


def weaknesses(hashed: Hash) -> list[str]:
    """Return what the whole battery finds."""
    found = [
        f"{name}: {test}" for name, column in samples(hashed) for test, p in evenness_p(column).items() if p < P_MIN
    ]
    found += [
        f"{name}: {test}"
        for name, first, second in pairs(hashed)
        for test, p in independence_p(first, second).items()
        if not p >= P_MIN
    ]
    return found


def test_draws_are_even_and_independent_across_keys_purposes_and_ordinals():
    assert weaknesses(u_column) == []


def one_multiplication(keys: np.ndarray, purpose: int, ordinal: int | np.ndarray) -> np.ndarray:
    bits = (keys + np.uint64(purpose) + np.asarray(ordinal).astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
    return ((bits >> np.uint64(12)) + 0.5) * 2.0**-52


def one_round(keys: np.ndarray, purpose: int, ordinal: int | np.ndarray) -> np.ndarray:
    """A good finaliser, used once for all three: a purpose more is a key more."""
    bits = keys + np.uint64(purpose) + np.asarray(ordinal).astype(np.uint64)
    IN_PYTHON._mix(bits, np.empty_like(bits))
    return ((bits >> np.uint64(12)) + 0.5) * 2.0**-52


def no_last_shift(keys: np.ndarray, purpose: int, ordinal: int | np.ndarray) -> np.ndarray:
    """Lower bits that only depend on lower bits."""
    bits = (keys * np.uint64(5) + np.uint64(purpose)) * np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(40)
    bits = bits * (np.uint64(2) * np.asarray(ordinal).astype(np.uint64) + np.uint64(1))
    return ((bits >> np.uint64(12)) + 0.5) * 2.0**-52


@pytest.mark.parametrize("bad", [one_multiplication, one_round, no_last_shift])
def test_the_battery_finds_bad_hashes(bad):
    assert len(weaknesses(bad)) >= 3


def test_spacings_of_birthdays_repeat_as_often_as_chance_has_it():
    # Marsaglia's birthday spacings: 4096 birthdays in a year of 2³² days repeat 4 spacings, Poisson, in the limit.
    for kind in KINDS:
        days = (u_column(keys_of(kind, 4096 * 64), Purpose.TYPE) * 2.0**32).astype(np.uint64).reshape(64, 4096)
        spacings = np.sort(np.diff(np.sort(days, axis=1), axis=1), axis=1)
        repeats = int((np.diff(spacings, axis=1) == 0).sum())
        assert two_sided(stats.poisson.cdf(repeats, 4 * 64)) > P_MIN, (kind, repeats)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_ten_million_draws_are_even_and_independent(kind):
    keys = keys_of(kind, 10_000_000)
    talk = u_column(keys, Purpose.TALK)
    assert min(evenness_p(talk).values()) > P_MIN
    assert two_sided(stats.chisquare(np.bincount((talk * 65536).astype(int), minlength=65536)).pvalue) > P_MIN
    for lag in (1, 2, 3, 4, 7, 8, 96, 1024):
        assert min(independence_p(talk[:-lag], talk[lag:]).values()) > P_MIN, lag
    for purpose in (Purpose.ARRIVAL_PLACE, Purpose.WRAP_UP, Purpose.PATIENCE):
        assert min(independence_p(talk, u_column(keys, purpose)).values()) > P_MIN, purpose
    for ordinal in (1, 2, 1000):
        assert min(independence_p(talk, u_column(keys, Purpose.TALK, ordinal)).values()) > P_MIN, ordinal


def flips(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return how often each of the 52 bits of the uniform differs, shape (52,)."""
    different = (before * 2.0**52).astype(np.uint64) ^ (after * 2.0**52).astype(np.uint64)
    return np.array([np.mean(different >> np.uint64(bit) & np.uint64(1)) for bit in range(52)])


def assert_half(share: np.ndarray, n: int) -> None:
    # Five standard errors: 52 × 144 shares are looked at.
    assert np.abs(share - 0.5).max() < 5 * 0.5 / np.sqrt(n)


@pytest.mark.parametrize("bit", range(64))
def test_a_flipped_bit_of_the_key_or_the_ordinal_flips_half_of_the_bits(bit):
    keys, flip = keys_of("derived", 4096), np.uint64(1 << bit)
    ordinals = np.arange(4096).astype(np.uint64)
    before = u_column(keys, Purpose.TALK, ordinals)
    assert_half(flips(before, u_column(keys ^ flip, Purpose.TALK, ordinals)), 4096)
    assert_half(flips(before, u_column(keys, Purpose.TALK, ordinals ^ flip)), 4096)
    if bit < 16:
        assert_half(flips(before, u_column(keys, Purpose.TALK ^ (1 << bit), ordinals)), 4096)


@settings(derandomize=True)
@given(keys=st.lists(words, max_size=20), purpose=st.sampled_from(Purpose), ordinal=words)
def test_the_column_is_the_scalar_to_the_bit(keys, purpose, ordinal):
    column = u_column(np.array(keys, dtype=np.uint64), purpose, ordinal)
    assert column.tolist() == [u(key, purpose, ordinal) for key in keys]


@settings(derandomize=True)
@given(rows=st.lists(st.tuples(words, st.integers(0, 2**63 - 1)), max_size=20), purpose=st.sampled_from(Purpose))
def test_the_column_is_the_scalar_to_the_bit_with_an_ordinal_each(rows, purpose):
    keys, ordinals = np.array([row[0] for row in rows], dtype=np.uint64), np.array([row[1] for row in rows], dtype=int)
    assert u_column(keys, purpose, ordinals).tolist() == [u(key, purpose, ordinal) for key, ordinal in rows]
    assert derive_column(keys, ordinals).tolist() == [derive(key, ordinal) for key, ordinal in rows]


@pytest.mark.parametrize("length", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])
def test_blocks_do_not_show(length):
    keys = keys_of("derived", length)
    ordinals = np.arange(length)
    at = sorted({0, 1, length // 2, BLOCK - 1, BLOCK, length - 1} & set(range(length)))
    columns = u_column(keys, Purpose.TALK), u_column(keys, Purpose.TALK, ordinals), derive_column(9, ordinals)
    assert [len(column) for column in columns] == [length] * 3
    for i in at:
        key = int(keys[i])
        assert [column[i] for column in columns] == [u(key, Purpose.TALK), u(key, Purpose.TALK, i), derive(9, i)]


def test_a_column_leaves_its_arguments_alone():
    keys, ordinals = keys_of("sequential", 100), np.arange(100)
    u_column(keys, Purpose.TALK, ordinals)
    derive_column(keys, ordinals)
    derive_column(1, ordinals)
    assert keys.tolist() == ordinals.tolist() == list(range(100))


@settings(derandomize=True)
@given(key=words, purpose=st.integers(0, 1000), ordinal=words)
def test_a_draw_is_never_0_or_1(key, purpose, ordinal):
    assert 0.0 < u(key, purpose, ordinal) < 1.0


def unmixed(y: int) -> int:
    """Return what `draws.mixed` makes ``y`` of: it is a bijection, so every 64 bits are somebody's."""
    y = y ^ y >> 31 ^ y >> 62
    y = y * pow(MULTIPLIERS[1], -1, 2**64) & LAST
    y = y ^ y >> 27 ^ y >> 54
    y = y * pow(MULTIPLIERS[0], -1, 2**64) & LAST
    return y ^ y >> 30 ^ y >> 60


def test_the_outermost_bits_still_give_an_inner_point():
    for bits, expected in ((0, 2.0**-53), (LAST, 1.0 - 2.0**-53)):
        between = unmixed(bits) - draws.ORDINAL_STEP & LAST
        key = unmixed(between) - (Purpose.TALK + 1) * draws.PURPOSE_STEP & LAST
        assert draws.bits(key, Purpose.TALK, 0) == bits
        assert u(key, Purpose.TALK) == u_column(np.array([key], dtype=np.uint64), Purpose.TALK)[0] == expected


def test_the_smallest_and_the_largest_key_are_keys_like_others():
    seen = {u(key, purpose, n) for key in (0, 1, LAST - 1, LAST) for purpose in Purpose for n in (0, 1, LAST)}
    assert len(seen) == 4 * len(Purpose) * 3
    assert all(1e-6 < value < 1 - 1e-6 for value in seen)


def test_the_finaliser_is_the_published_one():
    # The first five numbers of SplitMix64 from seed 1234567.
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    states = [(1234567 + n * 0x9E3779B97F4A7C15) & LAST for n in range(1, 6)]
    assert [draws.mixed(state) for state in states] == published


@pytest.mark.long
def test_a_million_derived_keys_are_all_different():
    sources = [
        derive(seed, replication, "source", name, 0) for seed in (1, 2) for replication in range(5) for name in "ab"
    ]
    cells = np.concatenate([derive_column(source, np.arange(100)) for source in sources])
    keys = derive_column(np.repeat(cells, 500), np.tile(np.arange(500), len(cells)))
    assert len(keys) == 1_000_000
    assert len(np.unique(np.concatenate([keys, cells]))) == len(keys) + len(cells)


def test_parts_of_a_name_are_derived_one_after_the_other():
    assert derive(3, 4, "x") == derive(derive(3, 4), "x")
    assert derive(3) == 3
    assert (
        len(
            {derive(3, 4, 5), derive(3, 5, 4), derive(4, 3, 5), derive(3, "4", 5), derive(3, "4", "5"), derive(3, "45")}
        )
        == 6
    )


def test_names_of_any_script_make_keys():
    assert len({derive(1, name) for name in ("", "a", "A", "ä", "客户", "a ", "🙂")}) == 7


def test_deriving_a_key_is_no_uniform_of_anybody():
    keys = keys_of("derived", 1000)
    derived = derive_column(keys, np.zeros(1000, dtype=int))
    assert not set((derived >> np.uint64(12)).tolist()) & {
        int(value * 2.0**52) for purpose in Purpose if purpose for value in u_column(keys, purpose)
    }


def test_purposes_keep_their_numbers():
    assert {purpose.name: purpose.value for purpose in Purpose} == {
        "KEY": 0,
        "ARRIVAL_COUNT": 1,
        "ARRIVAL_PLACE": 2,
        "TYPE": 3,
        "TALK": 4,
        "WRAP_UP": 5,
        "PATIENCE": 6,
        "SEGMENT": 7,
        "KEPT": 8,
        "BATCH": 9,
        "BUSYNESS": 10,
        "SOLVED": 11,
        "AGENT": 12,
        "REPLIES": 13,
        "THINKING": 14,
        "SILENT": 15,
    }


def test_a_rule_has_a_purpose_of_its_own_by_its_name():
    names = [f"rule_{number}" for number in range(2_000)]
    purposes = {purpose_of(kind, name, what) for kind in ("follow_ups", "transfers") for name in names
                for what in ("share", "after", "at")}  # fmt: skip
    assert len(purposes) == 12_000
    assert purposes.isdisjoint({*Purpose, *range(1_000)})
    assert all(0 <= one <= LAST for one in purposes)


def test_the_purpose_of_a_rule_is_for_ever():
    # Fixed, so that what a customer does does not change from version to version: worked out with b2sum -l 64.
    assert purpose_of("follow_ups", "redial", "share") == REDIAL
    keys = keys_of("sequential", 500)
    column = u_column(keys, REDIAL, np.arange(500))
    assert column.tolist() == [u(int(key), REDIAL, n) for n, key in enumerate(keys)]
