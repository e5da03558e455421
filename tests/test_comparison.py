"""A comparison runs who is asked for on the same customers, and differences say what they should."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hotline import TEXT, study

from simulator import asked_rows
from simulator.catalogue import METRICS
from simulator.comparing import compare
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.metrics.cells import Cell
from simulator.scenario.reader import Study, load_text
from simulator.stats.estimate import difference
from simulator.stats.paired import Verdict


@pytest.fixture(scope="module")
def compared():
    return compare(study(), replications=8, jobs=1).first


def study_with(strategies: str):
    """Return the hotline with one more strategy."""
    head, futures, tail = TEXT.partition("futures:\n")
    return load_text(head + strategies + futures + tail)


def fields(row):
    # NaN differs from itself; its text does not.
    return tuple(str(value) for value in row)


def test_the_files_first_strategy_is_the_baseline_and_all_are_run(compared):
    assert compared.baseline == "as_today"
    assert compared.strategies == ("as_today", "three", "twin", "two_lines", "fewer_customers")


def test_replications_seed_and_confidence_are_the_files_unless_given(compared):
    default = compare(study(), ["three"], jobs=1).first
    assert (default.replications, default.seed, default.confidence) == (12, 3, 0.95)
    given = compare(study(settings=("run.confidence=90%",)), ["three"], replications=2, seed=0, jobs=1).first
    assert (given.replications, given.seed, given.confidence) == (2, 0, 0.9)


def test_a_given_baseline_comes_first_and_is_run_even_when_not_asked_for():
    result = compare(study(), ["twin", "as_today", "twin"], baseline="three", replications=2, jobs=1).first
    assert result.strategies == ("three", "twin", "as_today")
    assert {delta.baseline for delta in result.differences("twin")} == {"three"}


def test_a_file_without_strategies_is_compared_with_nobody():
    head, _, tail = TEXT.partition("strategies:\n")
    result = compare(load_text(head + tail[tail.index("run:") :]), replications=2, jobs=1)
    assert (result.strategies, result.others) == (("base",), ())


def test_a_strategy_equal_to_the_baseline_differs_by_exactly_nothing_in_every_row(compared):
    deltas = list(compared.differences("twin"))
    assert len(deltas) > 300
    for delta in deltas:
        if not math.isnan(delta.difference):
            assert delta.difference == 0.0
        if not math.isnan(delta.low):
            assert (delta.low, delta.high, delta.verdict) == (0.0, 0.0, Verdict.SAME)
    assert sum(delta.verdict is Verdict.SAME for delta in deltas) > len(deltas) / 2


def test_another_agent_serves_more_in_time_and_one_sees_the_pairing(compared):
    delta = compared.delta("three", "served_in_time")
    assert delta.verdict is Verdict.BETTER
    assert delta.low > 0
    assert delta.gain > 1
    assert delta.replications_needed is None
    assert delta.difference == pytest.approx(
        compared.row("three", "served_in_time").value - compared.row("as_today", "served_in_time").value
    )


def test_two_strategies_can_be_compared_directly(compared):
    forth = compared.delta("three", "asa_s", against="two_lines")
    back = compared.delta("two_lines", "asa_s", against="three")
    assert (forth.baseline, forth.difference) == ("two_lines", -back.difference)


def test_a_single_row_is_the_same_as_in_the_full_list(compared):
    rows = {(row.metric, row.of, row.interval): row for row in compared.rows("three")}
    key = ("wait_s_p90", "type:orders", "09:00-10:00")
    assert fields(compared.row("three", *key)) == fields(rows[key])
    deltas = {(delta.metric, delta.of, delta.interval): delta for delta in compared.differences("three")}
    assert fields(compared.delta("three", *key)) == fields(deltas[key])


@pytest.mark.parametrize("few", [0, asked_rows._FEW_NUMBERS])
def test_what_is_worked_out_along_with_what_was_asked_is_what_it_is_alone(compared, monkeypatch, few):
    monkeypatch.setattr(asked_rows, "_FEW_NUMBERS", few)
    one = replace(compared)
    rows = [row for row in one.rows("three") if row.interval is None]
    deltas = list(one.differences("three", intervals=False))
    for row, delta in zip(rows, deltas, strict=True):
        assert fields(one.row("three", row.metric, row.of)) == fields(row)
        assert fields(one.delta("three", delta.metric, delta.of)) == fields(delta)
    first = [row for row in rows if row.metric == rows[0].metric]
    asked = replace(compared)
    asked.row("three", *rows[0][2:4])
    assert len(asked._rows_asked) == (len(first) if few else 1)
    assert len(first) > 1


def test_asking_for_a_row_that_does_not_exist_is_a_usage_error(compared):
    with pytest.raises(UsageError, match="no occupancy of type:orders"):
        compared.row("three", "occupancy", "type:orders")
    with pytest.raises(UsageError, match="no asa_s of type:gifts in 08:00-08:30"):
        compared.delta("three", "asa_s", "type:gifts", "08:00-08:30")


def test_customers_differ_where_the_cases_do_and_not_where_they_want_something_else(compared):
    assert compared.customers_differ == ("fewer_customers",)
    more = """\
  other_mix: {contact_types: {orders: {share: 50%}, returns: {share: 50%}}}
"""
    result = compare(study_with(more), ["other_mix", "three"], replications=1, jobs=1).first
    assert result.customers_differ == ()


def test_differences_exist_only_for_what_both_have():
    more = """\
  third_group:
    agent_groups: {helpers: {agents: 1, serves: {returns: {}}}}
"""
    result = compare(study_with(more), ["third_group"], replications=3, jobs=1).first
    mine = {row.of for row in result.rows("third_group")}
    both = {delta.of for delta in result.differences("third_group")}
    assert mine - both == {"group:helpers"}
    with pytest.raises(UsageError, match="group:helpers"):
        result.delta("third_group", "occupancy", "group:helpers")
    # The rows that both have are aligned by name, not by place.
    assert result.delta("third_group", "agent_hours", "group:back").difference == 0.0


def test_more_replications_keep_the_earlier_ones(compared):
    fewer = compare(study(), ["three"], replications=5, jobs=1).first
    np.testing.assert_array_equal(fewer.stacks["three"].sums, compared.stacks["three"].sums[:5])


def test_a_future_is_run_for_every_strategy():
    busy = compare(study(), ["three"], replications=3, jobs=1, futures=["busy"])
    calm = compare(study(), ["three"], replications=3, jobs=1)
    for name in ("as_today", "three"):
        assert busy.row(name, "arrived").value > calm.row(name, "arrived").value
        assert (busy.row(name, "arrived").future, calm.row(name, "arrived").future) == ("busy", None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"strategies": ["thre"]}, "no strategy 'thre'. Did you mean 'three'?"),
        ({"baseline": "yesterday"}, "no strategy 'yesterday'"),
        ({"futures": ["bussy"]}, "no future 'bussy'. Did you mean 'busy'?"),
        ({"replications": 0}, "number of replications is at least 1, got 0"),
        ({"jobs": 0}, "number of jobs is at least 1, got 0"),
        ({"seed": -1}, "seed is a whole number, 0 or more"),
    ],
)
def test_what_does_not_exist_or_fit_is_said_before_anything_is_run(arguments, words):
    with pytest.raises(UsageError) as caught:
        compare(study(), **arguments)
    assert words in str(caught.value)


def test_problems_of_several_strategies_are_told_together(monkeypatch):
    def resolve(self, strategy, future):
        line = self.strategies.index(strategy) + 1
        raise ScenarioError((Problem("a.yaml", line, 1, strategy, "is wrong"),))

    monkeypatch.setattr(Study, "resolve", resolve)
    with pytest.raises(ScenarioError) as caught:
        compare(replace(study(), strategies=("as_today", "three")))
    assert [problem.where for problem in caught.value.problems] == ["as_today", "three"]


def test_every_metric_has_its_whole_horizon_first(compared):
    firsts = {row.metric: row for row in reversed(list(compared.rows("as_today")))}
    # The center has no doors that close, and nobody is moved.
    always = [metric.name for metric in METRICS.values() if not metric.where]
    assert list(dict.fromkeys(row.metric for row in compared.rows("as_today"))) == always
    assert all((row.of, row.interval) == ("all", None) for row in firsts.values())


def test_the_intervals_of_several_strategies_hold_together(compared):
    alone = compare(study(), ["three"], replications=8, jobs=1).first
    one, of_four = alone.delta("three", "asa_s"), compared.delta("three", "asa_s")
    assert one.difference == of_four.difference
    # Each of four has the interval it would have alone at 98.75 %.
    mine, theirs = alone.stacks["three"], alone.stacks["as_today"]
    place = np.array([mine.cells.index(Cell("all", None))])
    surer = difference(mine, theirs, METRICS["asa_s"], place, 0.9875)
    assert (of_four.low, of_four.high) == (surer.low[0], surer.high[0])
    assert of_four.low < one.low < one.high < of_four.high
    against = compared.delta("three", "asa_s", against="twin")
    assert against.high - against.low == pytest.approx(of_four.high - of_four.low)


def test_an_interval_among_many_places_is_wider_still(compared):
    alone, among = (compared.delta("three", "asa_s", "all", "08:00-09:00", among=count) for count in (1, 10))
    assert among.difference == alone.difference
    assert among.high - among.low > 1.3 * (alone.high - alone.low)


def test_what_is_asked_again_is_the_same_answer_and_no_question_gets_the_answer_of_another():
    cheap, dear = compare(study(), ["three", "twin"], replications=3, jobs=1, vary=["channels.voice.lines=3,6"])
    places = itertools.product(
        ("as_today", "three"), ("asa_s", "offered"), ("all", "type:orders"), (None, "08:00-09:00")
    )
    rows = list(places)
    deltas = [
        (*row, {"against": against, "since": since, "among": among})
        for row in rows
        for against, since in ((None, None), ("twin", None), (None, cheap))
        for among in (1, 5)
    ]

    def answers(one):
        found = [one.row(*row) for row in rows], [one.delta(*row, **how) for *row, how in deltas]
        return [fields(answer) for kind in found for answer in kind]

    at_once = answers(dear)
    alone = [replace(dear) for _ in at_once]
    assert at_once == answers(dear)
    assert at_once == [
        fields(one.row(*asked) if len(asked) == 4 else one.delta(*asked[:4], **asked[4]))
        for one, asked in zip(alone, [*rows, *deltas], strict=True)
    ]
    assert dear.row(*rows[0]) is dear.row(*rows[0])
    assert dear.delta("three", "asa_s", since=cheap) is dear.delta("three", "asa_s", since=cheap)


def test_what_happens_with_no_strategy_is_left_out_of_all_rows_and_can_be_asked_for():
    from hotline import by_goal, by_hand

    from simulator.scenario.judged.goal import USUAL

    quiet = by_hand({"today": [900.0] * 3, "other": [910.0] * 3})
    assert not {"refused", "moved", "served_in_time_while_open", "replies"} & {
        row.metric for row in quiet.rows("today")
    }
    assert quiet.row("today", "refused").value == 0
    doors = by_goal(quiet, USUAL, refused={"other": [5.0] * 3}, came_closed={"other": [5.0] * 3})
    # Told of all strategies, or they could not be compared.
    for name in ("today", "other"):
        found = {row.metric for row in doors.rows(name)}
        assert {"refused", "came_closed", "served_in_time_while_open"} <= found
        assert "moved" not in found
    assert "refused" in {one.metric for one in doors.differences("other")}
