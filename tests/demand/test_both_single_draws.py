"""What is drawn one by one exists twice, as Python and compiled: the same bits, at the edges too."""

import numpy as np
import pytest
from both_forms import as_python, compiled

from simulator.demand.draws import u_column
from simulator.demand.inverses import _table
from simulator.demand.laws import ExponentialLaw, GammaLaw, LogLogisticLaw, NormalLaw
from simulator.demand.workload import Workload

HASH, TABLES, FIRSTS = "simulator.demand.hash_one", "simulator.demand.look_up", "simulator.engine.firsts"
NAMES = [0, 1, 7, 1 << 20, 2**63 - 1, 2**63, 2**63 + 11, 2**64 - 1, 2**64, 2**70 + 3, -1, -(2**64)]
UNIFORMS = np.concatenate(
    [[2.0**-53, 1 - 2.0**-53, 0.5, np.nextafter(0.5, 0), np.nextafter(0.5, 1)], 2.0 ** -np.arange(2.0, 53),
     1 - 2.0 ** -np.arange(2.0, 53), u_column(np.arange(3_000, dtype=np.uint64), 4)]
)  # fmt: skip


def test_a_name_has_the_same_uniform():
    loop, python = compiled(HASH), as_python(HASH)
    names = [(key, purpose, ordinal) for key in NAMES for purpose in NAMES for ordinal in NAMES]
    assert [loop.u(*name) for name in names] == [python.u(*name) for name in names]
    inside = [name for name in names if min(name) >= 0 and max(name) < 2**64]
    for of_numbers in ("uniform", "bits"):
        assert [getattr(loop, of_numbers)(*name) for name in inside] == [
            getattr(python, of_numbers)(*name) for name in inside
        ]
    assert loop.u(np.uint64(2**64 - 5), 3) == python.u(np.uint64(2**64 - 5), 3)


@pytest.mark.parametrize("scale", [1.0, 240.0, 1e-9, 1e9])
@pytest.mark.parametrize(
    "law", [ExponentialLaw(1.0), GammaLaw(0.4, 1.0), NormalLaw(1.0, 0.9), LogLogisticLaw(1.0, 0.3)], ids=str
)
def test_a_look_into_a_table_says_the_same(law, scale):
    table = _table(law)
    loop, python = (form.LookUp(table, scale) for form in (compiled(TABLES), as_python(TABLES)))
    mine, theirs = ([each.at(float(one)) for one in UNIFORMS] for each in (loop, python))
    assert np.array(mine).tobytes() == np.array(theirs).tobytes()
    assert loop.drawn(2**64 - 1, 2**63 + 1, 5) == python.drawn(2**64 - 1, 2**63 + 1, 5)


def test_nothing_is_read_beside_a_table():
    loop, python = (form.LookUp(_table(ExponentialLaw(1.0)), 1.0) for form in (compiled(TABLES), as_python(TABLES)))
    for uniform in (-0.5, 0.0, 1.0, 3.0, -np.inf, np.inf):
        assert loop.at(uniform) == python.at(uniform)
    assert loop.at(np.nan) == python.at(1.0)


def test_first_contacts_say_the_same():
    keys = np.array([0, 5, 2**63, 2**64 - 1], dtype=np.uint64)
    load = Workload.of(types=[0, 1, 2, 1], arrived_s=[0.0, 1.0, 2.0, 3.0], talk_s=[1.0] * 4)
    load = Workload(**{**vars(load), "key": keys, "segment": np.array([-1, 0, 3, -1], dtype=np.int16)})
    told = []
    for form in (compiled(FIRSTS), as_python(FIRSTS)):
        firsts = form.Firsts(load)
        told.append([
            (firsts.key(case), firsts.type(case), firsts.segment(case),
             *(firsts.uniform(case, purpose, ordinal) for purpose in (3, 2**64 - 1) for ordinal in (0, 1, 1 << 41)))
            for case in range(4)
        ])  # fmt: skip
        with pytest.raises(IndexError):
            firsts.key(4)
        firsts.forget()
    assert told[0] == told[1]
