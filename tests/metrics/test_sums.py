"""Measures that are packed are the same numbers, and take no more bytes than they have to."""

import pickle

import numpy as np
import pytest

from simulator.metrics.sums import Filling, joined, packed

NAN = np.nan


def a_table(units: int = 7, seed: int = 1):
    """Return measures of six cells: small and large counts, seconds, one of some cells and units, one of none."""
    rng = np.random.default_rng(seed)
    sums = np.full((units, 6, 6), NAN)
    sums[:, 0] = rng.integers(0, 200, (units, 6))
    sums[:, 1] = rng.integers(0, 60_000, (units, 6))
    sums[:, 2] = rng.integers(2**16 * 2**20, 2**40, (units, 6)) / 2**20
    sums[:, 3] = rng.random((units, 6)) * 1e6
    sums[:, 4, [1, 4]] = rng.integers(0, 9, (units, 2))
    sums[units // 2 :, 4, 2] = 5.0
    return sums


def test_what_is_packed_is_read_as_it_was_to_the_bit():
    sums = a_table()
    one = packed(sums)
    assert one.shape == sums.shape
    np.testing.assert_array_equal(np.asarray(one), sums)
    np.testing.assert_array_equal(one[2:, 1, [0, 3]], sums[2:, 1, [0, 3]])
    np.testing.assert_array_equal(one.of([4, 0], np.array([5, 1])), sums[:, [4, 0]][:, :, [5, 1]])
    np.testing.assert_array_equal(one.of([3], np.array([5]), 2), sums[:2, [3]][:, :, [5]])


def test_what_is_sent_is_the_same_and_says_in_bits_what_is_known():
    sums = np.full((2, 30, 1000), NAN)
    sums[:, ::2, ::3] = 1.0
    one = packed(sums)
    # Whatever was worked out stays where it was.
    one.of(range(30), np.arange(1000))
    sent = pickle.dumps(one)
    assert len(sent) < one.nbytes + 30 * 1000 // 8 + 1000
    other = pickle.loads(sent)
    assert (other.kinds, other.known.dtype) == (one.kinds, one.known.dtype)
    np.testing.assert_array_equal(np.asarray(other), sums)


def test_the_numbers_of_a_measure_stand_beside_each_other():
    one = packed(a_table())
    for measure, kind in enumerate(one.kinds):
        cells = np.flatnonzero(one.known[measure])
        assert np.arange(100)[one.stretch_of(measure)].tolist() == one.columns_of(measure, cells).tolist(), kind


def test_each_measure_has_the_smallest_kind_of_number_that_holds_it():
    assert packed(a_table()).kinds == ("u1", "u2", "g5", "f8", "f8", "u0")
    assert packed(a_table()[5:]).kinds == ("u1", "u2", "g5", "f8", "u1", "u0")
    assert packed(a_table()[:1]).nbytes == 6 + 2 * 6 + 5 * 6 + 8 * 6 + 2


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        *((0, "u0"), (255, "u1"), (256, "u2"), (65535, "u2"), (65536, "g5"), (2**20 - 2**-20, "g5"), (2**20, "f8")),
        *((0.5, "g5"), (2**-20, "g5"), (2**-21, "f8"), (1 / 3, "f8"), (-1, "f8"), (-0.0, "f8"), (np.inf, "f8")),
    ],
)
def test_a_number_that_is_whole_and_small_takes_few_bytes(number, kind):
    one = packed(np.full((1, 1, 1), float(number)))
    assert one.kinds == (kind,)
    assert np.asarray(one).tobytes() == np.float64(number).tobytes()


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("seed", range(4))
def test_parts_of_any_size_give_the_same_bytes(size, seed):
    sums = a_table(seed=seed)
    whole = packed(sums)
    parts = joined([packed(sums[first : first + size]) for first in range(0, len(sums), size)])
    assert parts.kinds == whole.kinds
    np.testing.assert_array_equal(parts.known, whole.known)
    assert {kind: array.tobytes() for kind, array in parts.columns.items()} == {
        kind: array.tobytes() for kind, array in whole.columns.items()
    }


def test_what_is_filled_in_later_may_need_more_room():
    filling = Filling(3)
    for number in (1.0, 300.0, 0.1):
        filling.add(packed(np.full((1, 1, 1), number)))
    assert filling.whole.kinds == ("f8",)
    assert np.asarray(filling.whole).ravel().tolist() == [1.0, 300.0, 0.1]


def test_a_number_can_be_set_by_hand():
    one = packed(a_table())
    one[:, 0, 1] = 1e6
    one[:, 5] = 0.0
    assert (one.kinds[0], one.kinds[5]) == ("g5", "u0")
    assert one[:, 0, 1].tolist() == [1e6] * 7
    assert (one[:, 5] == 0.0).all()
