"""However work is cut, every block of every run is in one portion, in order."""

import pytest

from simulator.execution.cores import usable_cores
from simulator.execution.portions import SHORT_S, SMALL_S, SMALL_WARM_S, Cut, Portion, Portions, cut


def test_small_work_stays_in_this_process_unless_told_otherwise():
    assert cut(SMALL_S / 1000, 3, 300, None).jobs == 1
    assert cut(SMALL_S / 1000, 3, 300, 3).jobs == 3
    assert cut(10.0, 1, 2, None).jobs >= 1


def test_warm_workers_are_worth_it_sooner():
    alone, both = (cut(SMALL_WARM_S / 100, 3, 100, None, warm).jobs for warm in (False, True))
    assert (alone, both) == (1, usable_cores())
    assert cut(SMALL_WARM_S / 1000, 3, 300, None, warm=True).jobs == 1


def test_portions_are_short_and_enough_for_everybody():
    assert cut(0.01, 1, 10_000, 2).blocks == round(SHORT_S / 0.01)
    assert cut(0.01, 4, 10_000, 2) == Cut(2, round(SHORT_S / 0.04), 4)
    assert cut(0.001, 1, 40, 2).blocks == 3
    # Whoever is last has about a sixteenth of the work in hand, and all runs still share a draw.
    assert cut(0.02, 5, 30, 2) == Cut(2, 2, 5)
    assert cut(60.0, 1, 40, 2).blocks == 1
    assert cut(0.0, 1, 0, 2).blocks == 1


def test_all_runs_share_a_draw_unless_that_would_leave_somebody_without_work():
    assert cut(0.5, 6, 100, 2) == Cut(2, 1, 6)
    # Two replications of fifty points for eight processes: each of the two is handed out in sixteen groups or more.
    assert cut(0.5, 50, 2, 8).runs == 4
    assert cut(0.5, 50, 2, 1).runs == 40
    assert cut(2.0, 1000, 10, 1).runs == 10


@pytest.mark.parametrize("size", [1, 3, 4, 100])
@pytest.mark.parametrize("together", [1, 2, 5])
@pytest.mark.parametrize("already", [0, 2, 8])
def test_every_block_of_every_run_is_in_one_portion(already, together, size):
    wholes = [Portion(0, already, 1, 5), Portion(already, 8, 0, 5)]
    portions = Portions(wholes, Cut(1, size, together))
    every = list(portions)
    assert len(every) == len(portions)
    days = [(run, day) for one in every for run in range(one.of, one.to) for day in range(one.first, one.last)]
    assert sorted(days) == sorted((run, day) for run in range(5) for day in range(0 if run else already, 8))
    for run in range(5):
        mine = [day for number, day in days if number == run]
        assert mine == sorted(mine)
    assert all(one.last - one.first <= size and one.to - one.of <= together for one in every)
    assert portions[1:3] == every[1:3]
    with pytest.raises(IndexError):
        portions[len(every)]
