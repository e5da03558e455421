"""Erlang's formulas against exact tables, balance equations and their limits."""

import csv
from math import exp, inf, isnan
from pathlib import Path

import numpy as np
import pytest

from simulator.stats.erlang import agents_needed, erlang_a, erlang_b, erlang_c

CASES = Path(__file__).parent.parent / "cases"


def rows(name):
    with (CASES / name).open() as file:
        return list(csv.DictReader(file))


def test_the_whole_table_of_erlang_b_and_c():
    for row in rows("erlang_bc.csv"):
        n, a = int(row["n"]), float(row["a"])
        state = erlang_c(n, per_hour=15 * a, handle_s=240.0, within_s=240 / 9)
        assert erlang_b(n, a) == pytest.approx(float(row["erlang_b"]), rel=1e-12)
        assert state.waits == pytest.approx(float(row["erlang_c"]), rel=1e-12)
        assert state.asa_s == state.wait_s == pytest.approx(240 * float(row["ASA_over_AHT"]), rel=1e-12)
        assert state.in_time == pytest.approx(float(row["SL(T/AHT=1/9)"]), rel=1e-12)
        assert state.occupancy == pytest.approx(a / n)
        assert state.abandoned == state.abandoned_in_time == 0.0


def test_the_whole_table_of_erlang_a():
    told = [row for row in rows("erlang_a.csv") if row["model"] == "A"]
    assert len(told) == 32
    for row in told:
        of = {name: float(value) for name, value in row.items() if name not in ("model", "K_total")}
        times = (60 / of["mu"], 60 / of["theta"], 60 * of["T"])
        state = erlang_a(int(of["n"]), 60 * of["lambda"], *times)
        # The table has eight digits.
        assert state.waits == pytest.approx(of["P_wait"], abs=1e-8)
        assert state.abandoned == pytest.approx(of["P_abandon"], abs=1e-8)
        assert state.wait_s == pytest.approx(60 * of["E_wait_all_admitted"], abs=1e-6)
        assert state.occupancy == pytest.approx(of["occupancy"], abs=1e-8)
        assert state.in_time == pytest.approx(of["P_served_within_T"], abs=1e-8)
        assert state.abandoned_in_time == pytest.approx(of["P_abandon_within_T"], abs=1e-8)


def test_the_mean_speed_of_answer_follows_from_the_chain_and_leaves_out_who_leaves():
    # Two agents, 3 erlangs, patience of half a handle time. Who finds j in the queue is answered after j + 1 steps in
    # which any of those before leaves or an agent becomes free, unless they themselves leave first.
    n, a, theta, depth = 2, 3.0, 2.0, 200
    k = np.arange(1, depth)
    p = np.concatenate([[1.0], np.cumprod(a / (np.minimum(k, n) + np.maximum(k - n, 0) * theta))])
    p /= p.sum()
    answered = waited = 0.0
    for j in range(depth - n):
        chance, time = 1.0, 0.0
        for stage in range(j, -1, -1):
            rate = n + (stage + 1) * theta
            chance, time = chance * (rate - theta) / rate, time + 1 / rate
        answered, waited = answered + p[n + j] * chance, waited + p[n + j] * chance * time
    state = erlang_a(n, 3 * 15, 240.0, 120.0)
    assert state.asa_s == pytest.approx(240 * waited / (answered + p[:n].sum()), rel=1e-9)
    assert state.asa_s < state.wait_s


def test_longer_and_longer_patience_is_erlang_c_and_none_is_erlang_b():
    c = erlang_c(12, 150.0, 240.0, 20.0)
    shares = [erlang_a(12, 150.0, 240.0, patience_s, 20.0).in_time for patience_s in (60.0, 3600.0, 1e6, 1e9, inf)]
    assert shares == sorted(shares, reverse=True)
    assert shares[2] == pytest.approx(c.in_time, abs=1e-3)
    assert shares[3] == pytest.approx(c.in_time, abs=1e-6)
    assert shares[4] == c.in_time
    assert erlang_a(12, 150.0, 240.0, 1e-6, 20.0).in_time == pytest.approx(1 - erlang_b(12, 10.0), abs=1e-6)
    assert erlang_a(12, 150.0, 240.0, 0.0, 20.0).abandoned == erlang_b(12, 10.0)


def test_more_work_than_agents_is_never_in_time_without_patience_and_sometimes_with():
    for agents in (9, 10):
        state = erlang_c(agents, 150.0, 240.0, 1e6)
        assert (state.waits, state.in_time, state.wait_s, state.occupancy) == (1.0, 0.0, inf, 1.0)
    state = erlang_a(5, 150.0, 240.0, 1200.0, 20.0)
    # Fluid: half of the work cannot be done.
    assert state.abandoned == pytest.approx(0.5, abs=0.01)
    assert state.occupancy == pytest.approx(1.0, abs=0.01)


def test_nobody_on_duty_answers_nobody():
    state = erlang_a(0, 150.0, 240.0, 60.0, 20.0)
    assert (state.waits, state.in_time, state.abandoned, state.wait_s) == (1.0, 0.0, 1.0, 60.0)
    assert state.abandoned_in_time == pytest.approx(1 - exp(-1 / 3))
    assert isnan(state.asa_s)
    assert erlang_c(0, 150.0, 240.0, 20.0).in_time == 0.0


def test_very_many_agents_answer_everybody_and_no_digit_overflows():
    for agents in (100, 5_000):
        state = erlang_a(agents, 15.0, 240.0, 60.0, 0.0)
        assert state.in_time == pytest.approx(1.0, abs=1e-15)
        assert state.abandoned == pytest.approx(0.0, abs=1e-15)
    # Half a root more agents than ten thousand erlangs: 1 / (1 + β Φ(β) / φ(β)) wait (Halfin and Whitt 1981).
    assert erlang_c(10_050, 150_000.0, 240.0).waits == pytest.approx(0.5045, abs=0.002)
    # Twice the work that 5,000 can do, with an hour's patience.
    assert erlang_a(5_000, 150_000.0, 240.0, 3600.0, 20.0).abandoned == pytest.approx(0.5, abs=1e-6)


def test_all_who_come_are_answered_leave_or_wait_on():
    state = erlang_a(12, 252.0, 120.0, 60.0, within_s=1e5)
    assert state.in_time == pytest.approx(1 - state.abandoned, abs=1e-12)
    assert state.abandoned_in_time == pytest.approx(state.abandoned, abs=1e-12)
    within = erlang_a(12, 252.0, 120.0, 60.0, within_s=20.0)
    assert within.in_time_of_answered == pytest.approx(within.in_time / (1 - within.abandoned))
    assert within.in_time_without_short == pytest.approx(within.in_time / (1 - within.abandoned_in_time))
    assert within.in_time < within.in_time_without_short < within.in_time_of_answered
    assert erlang_a(12, 252.0, 120.0, 60.0, within_s=0.0).in_time == pytest.approx(1 - within.waits, abs=1e-12)


@pytest.mark.parametrize("patience_s", [inf, 600.0, 60.0, 0.0])
@pytest.mark.parametrize("erlangs", [0.01, 0.9, 13.3, 240.0, 3000.0])
def test_the_agents_needed_are_the_fewest(erlangs, patience_s):
    per_hour = erlangs * 15

    def in_time(agents):
        return erlang_a(agents, per_hour, 240.0, patience_s, 20.0).in_time

    agents = agents_needed(per_hour, 240.0, 0.8, 20.0, patience_s)
    assert in_time(agents) >= 0.8 > in_time(agents - 1)


def test_no_load_and_no_target_need_nobody_and_everybody_in_time_is_out_of_reach():
    assert agents_needed(0.0, 240.0, 0.8, 20.0) == agents_needed(150.0, 0.0, 0.8, 20.0) == 0
    assert agents_needed(150.0, 240.0, 0.0, 20.0) == 0
    assert agents_needed(150.0, 240.0, 1.0, 20.0) is None
    assert agents_needed(150.0, 240.0, 0.999999, 0.0, 60.0) > agents_needed(150.0, 240.0, 0.9, 0.0, 60.0)
