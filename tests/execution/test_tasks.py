"""Replications in any number of portions and processes are the same replications."""

import gc
import io
import weakref
import zipfile

import numpy as np
import pytest
from hotline import study

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.execution import tasks
from simulator.execution.portions import Cut
from simulator.execution.tasks import run_all
from simulator.metrics.cells import Cell
from simulator.metrics.details import details
from simulator.metrics.gathering import Collector, Gatherer, Keep
from simulator.metrics.measure import measure
from simulator.metrics.values import stack
from simulator.run_folder import replications
from simulator.run_folder.replications import write_replications

NAMES = ("as_today", "three", "fewer_customers")


class Told:
    """Progress that remembers."""

    def __init__(self):
        self.promised, self.done = {}, {}

    def started(self, strategies, replications):
        self.promised = dict.fromkeys(strategies, replications)

    def finished(self, strategy, replications):
        self.done[strategy] = self.done.get(strategy, 0) + replications


def scenarios():
    return {name: study().resolve(name) for name in NAMES}


def assert_same(one, other):
    assert one.cells == other.cells
    np.testing.assert_array_equal(one.sums, other.sums)
    for name in ("starts", "place", "number", "count"):
        np.testing.assert_array_equal(getattr(one.waits, name), getattr(other.waits, name))


def one_by_one(scenario, replications, seed=3):
    """Return replications drawn and simulated each for itself."""
    return [simulate(scenario, draw(scenario, seed, number)) for number in range(replications)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_replications_of_all_strategies_come_back_in_order_and_are_told(jobs):
    told = Told()
    stacks = run_all(scenarios(), 9, 3, jobs, told)
    assert told.done == told.promised == dict.fromkeys(NAMES, 9)
    for name, scenario in scenarios().items():
        logs = one_by_one(scenario, 9)
        assert_same(stacks[name], stack([measure(log) for log in logs]))
        np.testing.assert_array_equal(stacks[name].details.waits, sum(details(log).waits for log in logs))
        np.testing.assert_array_equal(stacks[name].details.queue, np.concatenate([details(log).queue for log in logs]))


def test_large_replications_are_left_to_the_workers_and_come_back_the_same(monkeypatch):
    one = {"as_today": study().resolve("as_today")}
    here = run_all(one, 5, 3, 1)
    done_here = []
    monkeypatch.setattr(tasks, "LARGE", 0)
    monkeypatch.setattr(tasks, "work_off", lambda *_: done_here.append(1))
    there = run_all(one, 5, 3, 2)
    assert not done_here
    assert_same(there["as_today"], here["as_today"])


def test_what_is_put_together_is_kept_once():
    gatherer, collector = Gatherer(Keep(), 0), Collector(Keep(), 1, {})
    (log,) = one_by_one(study().resolve("as_today"), 1)
    gatherer.add(log)
    piece = gatherer.piece(with_cells=True)
    sent = [weakref.ref(each) for each in (piece.parts[0].sums, piece.details.queue, piece.answered_by)]
    collector.add(piece)
    del gatherer, piece, log
    kept = collector.stack()
    gc.collect()
    assert [each() for each in sent] == [None] * 3
    # Nor does the collector hold on to what it gave away.
    given = weakref.ref(kept.details.queue)
    del kept
    gc.collect()
    assert given() is None


def test_arrays_are_written_as_numpy_writes_them(tmp_path, monkeypatch):
    monkeypatch.setattr(replications, "_AT_ONCE", 100)
    one = run_all({"as_today": study().resolve("as_today")}, 3, 3, 1)["as_today"]
    replications.write_replications([one], tmp_path / "kept.npz")
    with zipfile.ZipFile(tmp_path / "kept.npz") as archive:
        for name, array in (("0/0/g5", one.sums.columns["g5"]), ("0/queue", one.details.queue)):
            plain = io.BytesIO()
            np.lib.format.write_array(plain, array)
            assert archive.read(f"{name}.npy") == plain.getvalue()
            assert array.nbytes > 200, "more than is written at once"


def test_a_single_replication_is_enough():
    stacks = run_all({"as_today": study().resolve("as_today")}, 1, 3)
    assert stacks["as_today"].replications == 1


FEW_CUTS = [(None, 2, 2, 1), (3, 2, 2, 1), (3, 2, 2, 3)]
MORE_CUTS = [(None, 2, 2, 3), *((blocks, *cut) for blocks in (None, 3) for cut in ((1, 1, 1), (5, 3, 1), (7, 1, 2)))]


@pytest.mark.parametrize(
    ("blocks", "size", "together", "jobs"),
    [*FEW_CUTS, *(pytest.param(*one, marks=pytest.mark.long) for one in MORE_CUTS)],
)
def test_how_the_work_is_cut_changes_no_byte(tmp_path, monkeypatch, blocks, size, together, jobs):
    keep = Keep(blocks, frozenset({"08:00-09:00"}), queues=5)

    def kept(name: str) -> bytes:
        stacks = run_all(scenarios(), 11, 3, jobs, keeps=dict.fromkeys(NAMES, keep))
        write_replications(list(stacks.values()), tmp_path / name)
        return (tmp_path / name).read_bytes()

    monkeypatch.setattr(tasks, "cut", lambda *_: Cut(1, 11, 3))
    whole = kept("whole")
    monkeypatch.setattr(tasks, "cut", lambda *_: Cut(jobs, size, together))
    # Nor does it matter whether the first ones were slow.
    monkeypatch.setattr(tasks, "WARM_S", 0.0 if size == 2 else 1e9)
    assert kept("cut") == whole


def test_of_intervals_that_nobody_named_blocks_are_kept_and_of_all_else_every_replication():
    one = run_all(scenarios(), 11, 3, 1)["three"]
    keep = Keep(3, frozenset({"08:00-09:00"}), queues=5)
    found = run_all(scenarios(), 11, 3, 1, keeps=dict.fromkeys(NAMES, keep))["three"]
    ones, blocks = found.parts
    assert found.cells == one.cells
    assert (found.replications, len(ones), ones.sizes) == (11, 11, None)
    assert (len(blocks), blocks.sizes.tolist(), blocks.replications) == (3, [3, 4, 4], 11)
    assert {cell.interval for cell in ones.cells} == {None, "08:00-09:00"}
    places = np.array([one.cells.index(cell) for cell in ones.cells])
    np.testing.assert_array_equal(np.asarray(ones.sums), np.asarray(one.sums)[:, :, places])
    added = np.add.reduceat(np.asarray(one.sums), [0, 3, 7], axis=0)
    places = np.array([one.cells.index(cell) for cell in blocks.cells])
    np.testing.assert_array_equal(np.asarray(blocks.sums), added[:, :, places])
    assert blocks.waits.count.sum() == ones.waits.count.sum() == one.waits.count.sum()
    assert len(found.details.queue) == 5
    np.testing.assert_array_equal(found.details.queue, one.details.queue[:5])
    assert found.alone(found.place_of[Cell("all", "08:00-09:00")])[0] is ones
    assert found.alone(found.place_of[Cell("all", "09:00-10:00")])[0] is blocks
