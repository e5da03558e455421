"""What is said of another goal than the usual one is said in that goal's own words, everywhere by one rule."""

import json
import re
from dataclasses import replace

import pytest
from hotline import TEXT, by_goal, by_hand, study, with_money
from places import in_futures, shifted
from printing import printed
from typer.testing import CliRunner

from simulator import pictures
from simulator.catalogue import Unit
from simulator.checking import check_points
from simulator.cli.main import app
from simulator.compared import Compared
from simulator.comparing import compare
from simulator.metrics.measure import MEASURES
from simulator.report.pictures.levels import leader
from simulator.report.pictures.paired_differences import differences_of
from simulator.report.records.document import document
from simulator.report.tables.lines import goal_note
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.summary import summary
from simulator.report.tables.table import marks
from simulator.report.words.across import sentence_across
from simulator.report.words.answer import answer
from simulator.report.words.goal_words import goal_label
from simulator.report.words.numbers import format_value
from simulator.report.words.sentence import sentence
from simulator.run_folder.stored import load_run
from simulator.scenario.judged.checks import Check
from simulator.scenario.judged.goal import USUAL, Condition, Goal, Term
from simulator.scenario.reader import load_text
from simulator.standing import standing

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]
ASA = Goal((Term("asa_s"),))
BUDGET = Condition("budget", Check("staff_cost <= 900 EUR", "staff_cost", "all", None, "<=", 900.0))


def waits(**seconds: float) -> dict[str, list[float]]:
    """Return what all 1000 answered waited on each day, so that the ASA is about so many seconds."""
    return {name: [1000.0 * (each + 0.3 * (day % 3)) for day in range(6)] for name, each in seconds.items()}


def quicker(**seconds: float):
    served = dict.fromkeys(seconds, DAYS)
    return by_goal(by_hand(served), ASA, wait_s_answered=waits(**seconds))


def test_a_goal_in_seconds_speaks_of_seconds_and_less_is_better():
    one = quicker(today=60.0, fast=20.0, slow=90.0)
    said = sentence(one)
    assert said.startswith("fast is best: its average speed of answer is 20.3 s, 40.0 s lower than today (95 %")
    assert "points" not in said
    assert "served" not in said
    assert standing(one).best == ("fast",)
    assert marks(one, "fast") == ("* best",)
    assert marks(one, "slow") == ()


def test_by_the_usual_goal_the_same_days_are_the_same():
    one = replace(quicker(today=60.0, fast=20.0), goal=USUAL)
    assert sentence(one).startswith("fast does exactly as well as today in every replication: it serves 80.7 %")


def test_the_baseline_may_be_best_by_a_goal_in_seconds():
    said = sentence(quicker(today=20.0, slow=60.0))
    assert said.startswith("today is better than slow: its average speed of answer is 20.3 s; slow is 40.0 s higher")


def test_across_futures_a_goal_in_seconds_is_lost_in_seconds():
    run = Compared(
        (
            replace(quicker(today=60.0, fast=20.0, other=40.0), futures_asked=2),
            replace(quicker(today=60.0, fast=45.0, other=30.0), future="busy", futures_asked=2),
        )
    )
    said = sentence_across(run)
    assert said.startswith("No strategy is best in both futures: fast is best as stated; other is best in busy.")
    assert "Choosing fast everywhere risks least: at worst it loses 15.0" in said
    assert "s (average speed of answer) against other (in busy)" in said
    assert "points" not in said


def cheap(budget: dict[str, float], wobble: float = 1.0):
    """Return three strategies that cost so much a day, give or take ``wobble``, and may cost 900 EUR."""
    one = by_hand({"today": DAYS, "more": [day + 40 + day % 3 for day in DAYS], "most": [day + 80 for day in DAYS]})
    one = replace(with_money(one, budget), goal=Goal(within=(BUDGET,)))
    for name, stack in one.stacks.items():
        stack.sums[:, MEASURES.index("cost"), 0] = [budget[name] + wobble * (-1) ** day for day in range(6)]
    return one


def test_who_is_over_budget_cannot_be_best_and_is_told_with_the_amounts():
    one = cheap({"today": 700.0, "more": 850.0, "most": 942.0})
    found = standing(one)
    assert (found.barred, found.leader, found.best) == (("most",), "more", ("more",))
    said = sentence(one)
    assert said.startswith("more is best: it serves 84.8 %")
    assert said.endswith("most is over budget (942 EUR, limit 900).")
    assert (marks(one, "more"), marks(one, "most")) == (("* best",), ("(breaks a condition)",))


def test_where_all_break_a_condition_nobody_is_best():
    one = cheap({"today": 950.0, "more": 960.0, "most": 942.0})
    assert (standing(one).leader, standing(one).best, standing(one).may_be_best) == (None, (), ())
    assert sentence(one).startswith(
        "No strategy can be best: each breaks a condition of the goal. today is over budget"
    )


def test_the_baseline_alone_within_the_conditions_is_best():
    said = sentence(cheap({"today": 850.0, "more": 960.0, "most": 942.0}))
    assert said.startswith("today is the only one within the conditions: it serves 80.7 %")


def test_who_may_keep_the_budget_may_be_best_and_is_not_yet():
    one = cheap({"today": 700.0, "more": 850.0, "most": 899.0}, wobble=0.0)
    for name, wobble in (("today", 1.0), ("more", 1.0), ("most", 30.0)):
        one.stacks[name].sums[:, MEASURES.index("cost"), 0] += [wobble * (-1) ** day for day in range(6)]
    found = standing(one)
    assert (found.doubted, found.leader, found.best, found.may_be_best) == (("most",), "most", (), ("more", "most"))
    said = sentence(one)
    assert said.startswith("most is better than today: it serves 88.7 %")
    assert re.search(r"It is undecided whether most is over budget \(899 ± 3\d EUR, limit 900\)\.$", said)
    assert marks(one, "most") == ("* may be best",)
    # That both may be best is for the budget; which of them serves more is told.
    assert "cannot be told from it" not in said


def test_the_note_beside_a_table_says_what_the_goal_is():
    channels = TEXT.replace("  voice: {lines: 6}", "  voice: {lines: 6}\n  chat: {}")
    channels = channels.replace("share: 40%, channel: voice", "share: 40%, channel: chat")
    usual, weighed = (
        compare(load_text(channels + goal), ["three"], replications=4, jobs=1).first for goal in ("", GOALS["weighed"])
    )
    assert goal_note(usual).startswith("Goal: the share of all contacts served in time")
    weights = "served in time (orders) × 2, served in time (returns) × 1"
    assert goal_note(weighed) == f"Goal: {weights}; more is better."


def test_over_several_places_a_broken_condition_is_told_where_it_is_worst():
    cheaper, dearer = ({"today": 700.0, "more": 850.0, "most": most} for most in (880.0, 942.0))
    run = Compared((cheap(cheaper), replace(cheap(dearer), future="busy")))
    said = sentence_across(run)
    assert "most is best as stated; more is best in busy" in said
    assert "Choosing more everywhere risks least" in said
    assert said.endswith("most is over budget in busy (942 EUR, limit 900).")


GOALS = {
    "usual": "",
    "seconds": "goal: {best: asa_s(orders)}\n",
    "weighed": "goal: {best: {served_in_time(orders): 2, served_in_time(returns): 1}}\n",
    "bounded": "goal: {within: {hours: agent_hours <= 5}}\n",
}


@pytest.mark.parametrize(
    "goal",
    [
        pytest.param(goal, id=name, marks=[pytest.mark.long] * (name in ("seconds", "bounded")))
        for name, goal in GOALS.items()
    ],
)
def test_table_sentence_page_and_document_say_the_same(goal):
    run = compare(study(goal), replications=8, jobs=1)
    written = json.loads("\n".join(document(run)))
    (told,) = written["standings"]
    found = standing(run.first)
    assert told["best"] == list(found.best)
    assert told["may_be_best"] == list(found.may_be_best)
    assert told["not_compared"] == ["fewer_customers"]
    marked = {name: [line for line in marks(run.first, name) if "best" in line] for name in run.strategies}
    assert {name for name, lines in marked.items() if lines == ["* best"]} == set(found.best)
    said = answer(run)
    for name in run.strategies:
        assert (f"{name} is best" in said) <= (name in found.best)
    assert "".join(said.split()) in "".join(printed(compared_blocks(run)).split())
    assert said in summary(run).replace("\\", "")
    assert written["goal"] == run.first.goal.as_stated()


def test_the_value_of_a_weighed_goal_is_in_the_document():
    run = compare(study(GOALS["weighed"]), ["three"], replications=8, jobs=1)
    found = json.loads("\n".join(document(run)))
    rows = {row["strategy"]: row["value"] for row in found["rows"] if row["of"] == "goal"}
    assert rows == {name: run.first.goal_row(name).value for name in run.strategies}
    (delta,) = (one for one in found["differences"] if one["of"] == "goal")
    assert (delta["difference"], delta["verdict"]) == (run.first.goal_delta("three").difference, "better")


def test_a_goal_of_one_measure_has_exactly_its_rows_and_differences():
    run = compare(study("goal: {best: asa_s(returns)}\n"), replications=6, jobs=1).first
    assert run.goal_row("three") == run.row("three", "asa_s", "type:returns")
    assert run.goal_delta("three") == run.delta("three", "asa_s", "type:returns")
    assert run.goal_delta("three", against="two_lines") == run.delta(
        "three", "asa_s", "type:returns", against="two_lines"
    )


def test_a_weighed_goal_is_the_weighted_mean_of_its_measures():
    run = compare(study(GOALS["weighed"]), replications=6, jobs=1).first
    parts = [run.row("three", "served_in_time", f"type:{name}").value for name in ("orders", "returns")]
    assert run.goal_row("three").value == pytest.approx((2 * parts[0] + parts[1]) / 3)
    deltas = [run.delta("three", "served_in_time", f"type:{name}").difference for name in ("orders", "returns")]
    assert run.goal_delta("three").difference == pytest.approx((2 * deltas[0] + deltas[1]) / 3)
    assert goal_label(run) == "served in time (orders) × 2, served in time (returns) × 1"
    assert "goal (served in time (orders) × 2, served in time (returns) × 1) is " in sentence(run)
    twin = run.goal_delta("twin")
    assert (twin.difference, twin.low, twin.high) == (0.0, 0.0, 0.0)


@pytest.mark.long
@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_futures_are_shown_by_any_goal(goal):
    run = compare(study(goal), ["three", "two_lines"], replications=4, jobs=1, futures=["all"])
    text = printed(compared_blocks(run), 100)
    assert "".join(answer(run).split()) in "".join(text.split())
    told = json.loads("\n".join(document(run)))["standings"]
    assert [one["future"] for one in told] == [None, "busy"]
    assert pictures.futures(run) is not None


@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_points_are_told_by_any_goal(goal):
    path = "agent_groups.front.agents"
    alone = compare(study(goal), replications=4, jobs=1, vary=[f"{path}=2..4:1"])
    several = compare(study(goal), ["two_lines"], replications=4, jobs=1, vary=[f"{path}=2..4:1"])
    for run in (alone, several):
        checked = None if run.others else check_points([], run)
        assert "".join(answer(run, checked).split()) in "".join(printed(compared_blocks(run, checked), 100).split())


def test_differences_by_the_goal_hold_together_over_all_futures():
    alone = compare(study(), ["three", "two_lines"], replications=8, jobs=1).first
    among = compare(study(), ["three", "two_lines"], replications=8, jobs=1, futures=["all"]).first
    of_goal, other = ("three", "served_in_time"), ("three", "asa_s")
    assert among.futures_asked == 2
    assert (
        among.delta(*of_goal).high - among.delta(*of_goal).low > alone.delta(*of_goal).high - alone.delta(*of_goal).low
    )
    assert among.delta(*other) == alone.delta(*other)
    assert among.goal_delta("three") == among.delta(*of_goal)
    (listed,) = [
        one for one in among.differences("three", ["served_in_time"]) if (one.of, one.interval) == ("all", None)
    ]
    assert listed == among.delta(*of_goal)
    kept = [one for one in among.differences("three", ["served_in_time"]) if one.of != "all"]
    assert kept == [one for one in alone.differences("three", ["served_in_time"]) if one.of != "all"]


def test_a_loss_of_nothing_carries_its_bound():
    served = {None: {"a": shifted(0), "b": shifted(1, 20)}, "busy": {"a": shifted(0), "b": shifted(30, 1)}}
    run = in_futures(served)
    assert "choosing it loses nothing measurable (at most " in answer(run)
    (foot,) = [line for line in printed(compared_blocks(run)).splitlines() if line.startswith("worst loss")]
    assert "0 (≤ " in foot
    sure = in_futures({None: {"a": shifted(0), "b": shifted(30, 1)}, "busy": {"a": shifted(0), "b": shifted(30, 1)}})
    (foot,) = [line for line in printed(compared_blocks(sure)).splitlines() if line.startswith("worst loss")]
    assert foot.split()[-1] == "0"
    assert "choosing it loses nothing in either of them" in answer(sure)


def test_no_sentence_claims_what_the_table_beside_it_calls_close():
    base = {"today": DAYS, "tiny": [day + 0.5 + 0.1 * (n % 2) for n, day in enumerate(DAYS)]}
    assert "better than today, but by too little to matter" in sentence(by_hand(base))
    worse = {"today": DAYS, "tiny": [day - 0.5 - 0.1 * (n % 2) for n, day in enumerate(DAYS)]}
    assert "better than tiny, but by too little to matter" in sentence(by_hand(worse))
    many = DAYS * 20
    near = [day + 29.5 - n % 2 * 0.2 for n, day in enumerate(many)]
    said = sentence(by_hand({"today": many, "best": [day + 30 for day in many], "near": near}))
    assert said.startswith("best is best: ")
    assert "; near is worse by too little to matter" in said


@pytest.mark.long
def test_a_kept_run_answers_by_the_goal_it_was_made_with(tmp_path):
    file, folder = tmp_path / "hotline.yaml", tmp_path / "kept"

    def run(text: str):
        file.write_text(text)
        how = ["--replications", "3", "--jobs", "1", "--out", str(folder), "--quiet"]
        return CliRunner().invoke(app, ["compare", str(file), *how])

    done = run(TEXT + GOALS["seconds"])
    assert done.exit_code == 0, done.output
    kept = load_run(folder).compared
    assert kept.first.goal == Goal((Term("asa_s", "type:orders"),))
    assert answer(kept) == answer(compare(load_text(file.read_text()), replications=3, jobs=1))
    assert run(TEXT + GOALS["seconds"]).exit_code == 0
    other = run(TEXT)
    assert other.exit_code != 0
    assert "goal: {" in other.output


def test_a_stated_goal_is_what_a_grid_and_futures_show_under_its_own_name():
    file = study(GOALS["seconds"])
    grid = compare(file, [], replications=6, jobs=1, vary=["agent_groups.front.agents=2,3"])
    text = printed(compared_blocks(grid), 120)
    assert "goal: speed" in text
    for there in grid:
        value = format_value(there.goal_row("as_today").value, Unit.SECONDS)
        assert value in text
    futures = printed(compared_blocks(compare(file, ["three"], replications=6, jobs=1, futures=["all"])), 100)
    assert "goal: speed of answer (ASA) of orders\n" in futures
    assert "goal: in time, all" not in text + futures


def test_the_title_of_the_picture_of_differences_follows_the_goal_that_is_stated():
    by_wait = quicker(today=20.0, more=12.0)
    title = differences_of(by_wait).title
    assert title.startswith("more's average speed of answer is 12.")
    assert title.endswith(" lower than today")
    assert differences_of(by_wait).panels[0].label.startswith("goal: ")
    assert leader(by_wait) == "more"
    # Served in time is the same for both: nothing is said of it.
    assert "serves" not in title
