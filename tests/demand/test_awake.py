"""When customers write: a budget of thinking is used up at the speed of the time of day, over nights and days."""

import random
from itertools import pairwise

import pytest
from awake_read import written_at

from simulator.demand.awake import Awake
from simulator.time_grid import on_grid

HOUR = 3600.0
NIGHT = {8 * HOUR: 1.0, 23 * HOUR: 0.1}
"""From 23:00 until 08:00 an hour takes ten: the night has 0.9 of them."""


def used(speeds: dict[float, float], from_s: float, to_s: float) -> float:
    """Return how much of a budget is used up between two times: the area under the speed, step by step."""
    times_s = sorted({from_s, to_s, *(day * 24 * HOUR + step for day in range(-9, 99) for step in (0.0, *speeds))})
    total = 0.0
    for one, next_s in pairwise(times_s):
        if from_s <= one and next_s <= to_s:
            begun = [step for step in speeds if step <= one % (24 * HOUR)]
            total += (next_s - one) * speeds[max(begun or speeds)]
    return total


def test_at_full_speed_it_takes_what_it_takes_to_the_bit() -> None:
    dice = random.Random(2)
    for speeds in ({0.0: 1.0}, {8 * HOUR: 1.0}, {6 * HOUR: 1.0, 20 * HOUR: 1.0}):
        for _ in range(200):
            from_s, thinking_s = on_grid(dice.uniform(-2e5, 9e5)), on_grid(dice.expovariate(1e-4))
            assert Awake(speeds).until(from_s, thinking_s) == from_s + thinking_s


@pytest.mark.parametrize(
    ("from_h", "thinking_h", "until_h"),
    [
        (9.0, 2.0, 11.0),
        (22.0, 1.0, 23.0),
        (22.0, 1.5, 28.0),  # an hour until 23:00, five more for the other half
        (22.0, 1.9, 32.0),  # just used up when the night is over
        (22.0, 2.9, 33.0),
        (-2.0, 1.5, 4.0),  # before the first day as well
        (7.0, 0.1, 8.0),
        (7.0, 1.1, 9.0),  # before the first step of the day goes the last one
        (9.0, 14.0 + 3 * 15.9, 3 * 24.0 + 23.0),
        (9.0, 14.0 + 3 * 15.9 + 0.9, 4 * 24.0 + 8.0),
        (9.0, 0.0, 9.0),
    ],
)
def test_a_night_takes_long(from_h: float, thinking_h: float, until_h: float) -> None:
    assert Awake(NIGHT).until(from_h * HOUR, on_grid(thinking_h * HOUR)) == pytest.approx(until_h * HOUR, abs=1e-4)


def test_what_passes_until_then_is_the_budget() -> None:
    dice = random.Random(3)
    for _ in range(150):
        times = sorted(dice.sample(range(96), dice.randint(1, 4)))
        speeds = {quarter * 900.0: dice.choice([1.0, 0.5, 0.1, 0.37, 0.02]) for quarter in times}
        from_s, thinking_s = on_grid(dice.uniform(-3e5, 3e5)), on_grid(dice.expovariate(1 / 20_000))
        until_s = Awake(speeds).until(from_s, thinking_s)
        assert until_s == on_grid(until_s) >= from_s
        assert used(speeds, from_s, until_s) == pytest.approx(thinking_s, abs=1e-3)
        assert until_s == written_at(speeds, from_s, thinking_s)


def test_who_thinks_longer_never_writes_earlier_and_who_never_writes_never_does() -> None:
    awake = Awake(NIGHT)
    times_s = [awake.until(10 * HOUR, 600.0 * step) for step in range(400)]
    assert times_s == sorted(times_s)
    assert awake.until(10 * HOUR, float("inf")) == float("inf")
