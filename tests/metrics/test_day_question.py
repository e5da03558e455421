"""What is asked of days is counted where the day's intervals are, with the same answer as from kept intervals."""

import pytest
from hotline import study

from simulator.checking import Finding, judged
from simulator.comparing import ask, compared_of, run_asked
from simulator.day_checks import NotKept, days_kept
from simulator.execution import needs
from simulator.execution.tasks import run_all
from simulator.metrics.cells import Cell
from simulator.scenario.judged.checks import parse_check

CHECKS = """checks:
  - days(service_level(orders, every interval) >= 60%) >= 50%
  - days(service_level(orders) >= 60%) >= 50%
  - days(wait_s_p90(every interval) <= 5m) >= 50%
  - days(answered(every interval) >= 10) >= 50%
  - days(service_level(orders, 08:00-09:00) >= 60%) >= 50%
  - service_level(orders, every interval) >= 30%
  - asa_s(08:00-09:00) < 5m
"""


@pytest.fixture
def small(monkeypatch):
    """Have intervals be too large for a run of 30 replications."""
    monkeypatch.setattr(needs, "BUDGET", 1000)
    monkeypatch.setattr(needs, "UNITS_LEAST", 8)


def test_the_answers_are_those_of_kept_intervals(small):
    asked = ask(study(CHECKS), ["as_today", "three"], replications=30)
    run, every = run_asked(asked, 1), run_all(asked.runs, asked.replications, asked.seed, 1)
    full = compared_of(asked, every)
    for name in asked.strategies:
        stack, whole = run.first.stacks[name], full.first.stacks[name]
        assert (len(stack.parts), len(whole.parts)) == (2, 1)
        assert len(stack.promised) == 5
        assert not whole.promised
        for text, _ in asked.studies[()].checks:
            check = parse_check(text, asked.scenarios[next(iter(asked.scenarios))][name])
            mine, theirs = judged(check, run.first, name), judged(check, full.first, name)
            assert mine.value == pytest.approx(theirs.value, rel=1e-12)
            assert mine.finding is not Finding.UNDECIDED or theirs.finding is Finding.UNDECIDED or "every" in text
            if check.on_days:
                assert (mine.low, mine.high, mine.n) == (theirs.low, theirs.high, theirs.n)
                for one, other in zip(days_kept(check.on_days, stack), days_kept(check.on_days, whole), strict=True):
                    assert one.tolist() == other.tolist()


def test_named_intervals_are_kept_of_every_replication(small):
    run = run_asked(ask(study(CHECKS), ["as_today"], replications=30), 1)
    stack = run.first.stacks["as_today"]
    assert {cell.interval for cell in stack.parts[0].cells} == {None, "08:00-09:00"}
    shown = ask(study(), ["as_today"], replications=30).showing(["09:00-10:00", None])
    stack = run_asked(shown, 1).first.stacks["as_today"]
    assert {cell.interval for cell in stack.parts[0].cells} == {None, "09:00-10:00"}
    goal = 'goal: {best: "served_in_time(all, 08:00-09:00)"}\n'
    stack = run_asked(ask(study(goal), ["as_today"], replications=30), 1).first.stacks["as_today"]
    assert stack.alone(stack.place_of[Cell("all", "08:00-09:00")])[0] is stack.parts[0]


def test_what_was_not_asked_before_cannot_be_told_and_is_refused(small):
    run = run_asked(ask(study(), ["as_today"], replications=30), 1).first
    scenario = run.scenarios["as_today"]
    late = parse_check("days(service_level(orders, every interval) >= 70%) >= 50%", scenario)
    with pytest.raises(NotKept, match="single days are not kept by interval"):
        judged(late, run, "as_today")
    whole = parse_check("days(service_level(orders) >= 70%) >= 50%", scenario)
    assert judged(whole, run, "as_today").n == 30
