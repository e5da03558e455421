"""Metrics that whoever asks brings along: values, pairs and intervals as any other metric, whatever the workers."""

import math
import os
import pickle
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import own
import pytest
from hotline import TEXT
from printing import in_one_line, printed

import ccsim as cc
from simulator.comparing import ask
from simulator.metrics.own_metrics import OwnMetrics, to_read
from simulator.report.tables.overview import compared_blocks
from simulator.run_folder.keeper import Keeper
from simulator.scenario.reader import load_text
from simulator.scenario.text.nodes import plain
from simulator.scenario.text.yaml_text import read_nodes

study = load_text(TEXT)
METRICS = {"longest_wait_s": own.longest_wait_s, "came": own.came}


def run(metrics, *strategies, **how):
    asked = {"replications": 8, "jobs": 1} | how
    return cc.compare(study, list(strategies) or ["as_today", "three"], metrics=metrics, **asked)


@pytest.fixture(scope="module")
def compared():
    return run(METRICS | {"even": own.only_even})


def logs(strategy, replications=8):
    scenario = study.resolve(strategy)
    return [cc.simulate(scenario, cc.draw(scenario, 3, number)) for number in range(replications)]


def test_each_value_is_what_the_function_says_of_the_log(compared):
    for strategy in ("as_today", "three"):
        values = [own.longest_wait_s(log) for log in logs(strategy)]
        row = compared.row(strategy, "longest_wait_s")
        assert row.value == pytest.approx(np.mean(values))
        assert row.n == 8
        assert row.low < row.value < row.high
        assert compared.first.stacks[strategy].own["longest_wait_s"].tolist() == values


def test_differences_are_paired_and_neither_direction_is_better(compared):
    mine, theirs = (np.array([own.longest_wait_s(log) for log in logs(name)]) for name in ("three", "as_today"))
    delta = compared.delta("three", "longest_wait_s")
    assert delta.difference == pytest.approx((mine - theirs).mean())
    assert delta.verdict == "lower"
    assert delta.low < delta.difference < delta.high < 0
    same = compared.delta("three", "came")
    assert (same.difference, same.low, same.high, same.verdict) == (0, 0, 0, "same")


def test_a_metric_like_one_of_ours_has_the_same_interval():
    compared = run({"everybody": own.came}, replications=12)
    ours, mine = compared.row("three", "arrived"), compared.row("three", "everybody")
    assert mine.value == ours.value
    assert (mine.low, mine.high) == pytest.approx((ours.low, ours.high), rel=0.02)


def test_more_strategies_widen_its_intervals_as_those_of_any_metric():
    two = run({"x": own.longest_wait_s}, "as_today", "three").delta("three", "x")
    three = run({"x": own.longest_wait_s}, "as_today", "three", "two_lines").delta("three", "x")
    assert three.difference == two.difference
    assert three.high - three.low > two.high - two.low


def test_a_replication_without_a_value_is_left_out_with_its_pair_and_that_is_said(compared):
    row, delta = compared.row("three", "even"), compared.delta("three", "even")
    assert (row.value, row.n) == (1.5 * 3, 4)
    assert (delta.n, delta.verdict) == (4, "same")
    text = in_one_line(laid_out_text(compared))
    assert "even has no value in some of the 8 replications (4 with as_today, 4 with three)" in text
    assert "a difference leaves out the replication of both" in text
    assert "longest_wait_s has no value" not in text


def laid_out_text(compared):
    return printed(compared_blocks(compared), 100)


def test_no_value_at_all_is_no_value_and_no_error():
    compared = run({"nothing": lambda log: float("nan")})
    row, delta = compared.row("three", "nothing"), compared.delta("three", "nothing")
    assert math.isnan(row.value)
    assert (row.n, delta.n, delta.verdict) == (0, 0, "cannot tell")
    assert cc.answer(compared)


def test_it_stands_in_tables_and_frames_and_moves_no_other_number(compared):
    plain = cc.compare(study, ["as_today", "three"], replications=8, jobs=1)
    for frame in (cc.rows_frame, cc.differences_frame):
        rows, without = frame(compared), frame(plain)
        ours = rows[~rows["metric"].isin(["longest_wait_s", "came", "even"])].reset_index(drop=True)
        assert len(rows) > len(ours)
        assert ours.astype({"metric": str}).equals(without.astype({"metric": str}))
    text = laid_out_text(compared)
    assert "your metrics" in text
    assert "longest_wait_s" in text
    assert "your metrics" not in laid_out_text(plain)


@pytest.mark.parametrize("jobs", [pytest.param(2, marks=pytest.mark.long), 3])
def test_any_number_of_workers_says_the_same(compared, jobs):
    others = run(METRICS | {"even": own.only_even}, jobs=jobs)
    for name in compared.strategies:
        for metric, values in compared.first.stacks[name].own.items():
            np.testing.assert_array_equal(others.first.stacks[name].own[metric], values)


def test_functions_of_a_module_are_asked_in_worker_processes():
    found = run({"process": own.in_which_process}, replications=40, jobs=2).first.stacks["three"].own["process"]
    assert set(found) - {os.getpid()}


def test_a_function_that_cannot_be_sent_runs_here_or_says_what_to_do():
    here = run({"process": lambda log: os.getpid()}, jobs=None)
    assert set(here.first.stacks["three"].own["process"]) == {os.getpid()}
    with pytest.raises(cc.UsageError, match=r"^metrics\['process'\]: no other process can find .* jobs=1\.$"):
        run({"process": lambda log: os.getpid()}, jobs=2)


def test_a_function_of_a_script_runs_without_workers(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import ccsim as cc\nfrom hotline import TEXT\nfrom simulator.scenario.reader import load_text\n"
        "def mine(log):\n    return len(log.contacts['arrived_s'])\n"
        "study = load_text(TEXT)\n"
        "print(cc.compare(study, 'three', replications=3, metrics={'mine': mine}).row('three', 'mine').n)\n"
        "try:\n    cc.compare(study, 'three', replications=30, jobs=2, metrics={'mine': mine})\n"
        "except cc.UsageError as error:\n    print(error)\n"
    )
    tests = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": f"{tests.parent}{os.pathsep}{tests}"}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, timeout=120, env=environment
    )
    assert done.stdout.startswith("3\nmetrics['mine']: no other process can find the function.")


def test_a_function_that_a_worker_does_not_find_is_an_error_and_no_hang():
    lost = pickle.loads(pickle.dumps(OwnMetrics({"x": own.came})))
    lost._sent = lost._sent.replace(b"came", b"cane")
    with pytest.raises(cc.UsageError, match=r"a function is not found in a worker process .* jobs=1"):
        lost.of(None)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_function_fails_with_is_said_with_its_replication(jobs):
    with pytest.raises(cc.UsageError, match=r"^metrics\['x'\], replication \d+: the function failed with ZeroDiv"):
        run({"x": own.fails}, jobs=jobs, replications=40)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (None, r"expected a number, got None\. Does the function return anything\? NaN stands for no value"),
        ("3", r"expected a number, got the text '3'"),
        ([3], r"expected a number, got a list"),
        (math.inf, r"expected a finite number, or NaN for no value, got inf"),
        (10**400, r"replication 0: the number is too large"),
        (Fraction(10**400), r"replication 0: the number is too large"),
    ],
    ids=str,
)
def test_what_is_no_number_is_refused(said, message):
    with pytest.raises(cc.UsageError, match=message):
        run({"x": lambda log: said}, replications=1)


@pytest.mark.parametrize("said", [3, np.int64(3), np.float32(3), np.array(3.0), True], ids=repr)
def test_numbers_of_any_library_are_taken(said):
    assert run({"x": lambda log: said}, replications=2).row("three", "x").value == float(said)


def test_nothing_can_be_written_into_a_log():
    with pytest.raises(cc.UsageError, match="failed with ValueError"):
        run({"x": own.writes}, replications=1)
    (log,) = logs("three", 1)
    assert log.contacts["arrived_s"].flags.writeable
    locked = to_read(log)
    for facts in (locked.facts, log.facts):
        assert facts.open_s.tolist() == [3600.0, 3600.0]
    assert not locked.facts.open_s.flags.writeable
    assert cc.contacts_frame(locked).equals(cc.contacts_frame(log))
    assert cc.agent_time_frame(locked).equals(cc.agent_time_frame(log))
    assert cc.measure(locked).sums.tobytes() == cc.measure(log).sums.tobytes()


@pytest.mark.parametrize(
    ("metrics", "message"),
    [
        ({"asa_s": own.came}, "'asa_s' is a metric of ccsim. Choose another name."),
        ({"my metric": own.came}, "a name has letters, digits and _"),
        ({"": own.came}, "a name has letters, digits and _"),
        ({3: own.came}, "expected names that are texts, got the number 3"),
        ({"x": 3}, r"metrics\['x'\]: expected a function of a log, got the number 3"),
        ([own.came], "metrics: expected a mapping of names to functions of a log"),
    ],
    ids=["ours", "two words", "empty", "number", "no function", "list"],
)
def test_names_and_functions_are_checked_before_anything_is_run(metrics, message):
    with pytest.raises(cc.UsageError, match=message):
        ask(study, metrics=metrics)


def test_it_is_of_the_whole_center_and_horizon(compared):
    for of, interval in (("type:orders", None), ("all", "08:00-09:00")):
        for asked in (compared.row, compared.delta):
            with pytest.raises(cc.UsageError, match="'came' is your own metric: it is of the whole center"):
                asked("three", "came", of, interval)
    with pytest.raises(cc.UsageError, match="Did you mean 'longest_wait_s'"):
        compared.row("three", "longst_wait_s")


def test_it_is_there_in_every_future_and_along_a_grid():
    futures = run({"came": own.came}, futures="all", replications=3)
    assert futures.at("busy").row("three", "came").value > futures.row("three", "came").value
    grid = run({"x": own.longest_wait_s}, "as_today", vary="agent_groups.front.agents=2,4", replications=4)
    one, other = grid
    assert other.delta("as_today", "x", since=one).verdict in {"lower", "cannot tell"}
    frame = cc.differences_frame(grid).query("metric == 'x'")
    assert len(frame) == 1
    for compared in (futures, grid):
        assert "your metrics" in laid_out_text(compared)


def test_what_has_no_value_is_said_with_its_place():
    futures = run({"even": own.only_even}, futures="all", replications=3)
    said = "even has no value in some of the 3 replications (1 with as_today, 1 with three)"
    text = in_one_line(laid_out_text(futures))
    assert f"as stated: {said}" in text
    assert f"busy: {said}" in text
    assert text.count(said) == 2


def test_rows_of_metrics_that_are_named(compared):
    first = compared.first
    assert [row.metric for row in first.rows("three", ["came", "even"])] == ["came", "even"]
    assert list(first.rows("three", "came")) == [first.row("three", "came")]
    assert list(first.differences("three", "came")) == [first.delta("three", "came")]
    for asked in (first.rows, first.differences):
        with pytest.raises(cc.UsageError, match=r"there is no metric 'caem'\. Did you mean 'came'\?"):
            list(asked("three", ["caem"]))


def test_one_replication_has_a_value_and_no_interval():
    row = run({"came": own.came}, replications=1).row("three", "came")
    assert row.value > 0
    assert math.isnan(row.low)


def test_a_run_with_them_is_kept_in_no_folder(tmp_path):
    asked = ask(study, replications=1, metrics={"came": own.came})
    with pytest.raises(cc.UsageError, match="a run with your own metrics cannot be kept"):
        Keeper(asked, "compare", str(tmp_path / "run"))
    assert not list(tmp_path.iterdir())
    mapping = cc.load(plain(read_nodes(TEXT, "")))
    with pytest.raises(cc.UsageError, match="a run of a mapping cannot be kept"):
        Keeper(ask(mapping), "compare", str(tmp_path / "run"))
