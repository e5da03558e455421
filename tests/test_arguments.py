"""Arguments of promised functions: another kind than expected is a UsageError that names the argument and what came."""

import inspect
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from drawn import hotline_run
from hotline import TEXT

import ccsim as cc
from simulator import pictures
from simulator.errors import UsageError
from simulator.scenario.reader import load_text

study = load_text(TEXT + "checks: [abandonment_rate <= 99%]\n")
SCENARIO = study.resolve()
WORKLOAD = cc.draw(SCENARIO, 1, 0)
LOG = cc.simulate(SCENARIO, WORKLOAD)
RUN = hotline_run(*study.strategies[:2], replications=2)
NAME = study.strategies[1]

ANY = (3, "x", None, [1])
"""What is none of our things."""
OF_A_RUN = {"run": (RUN, ANY)}
OF_A_LOG = {"log": (LOG, ANY)}
NAMES = (3, {"base": 1}, {"base"}, [3])
NUMBERS = ("3", 3.5, True, np.float64(3.0), np.bool_(True), [3])
TEXTS = (3, True, ["base"])
OF_MANY = {
    "study": (study, ("ch.yaml", SCENARIO, None, cc)),
    "strategies": (None, NAMES),
    "replications": (2, NUMBERS),
    "seed": (1, ("x", 1.5, True)),
    "jobs": (1, NUMBERS),
    "progress": (None, (True, print)),
    "futures": (None, NAMES),
}
TABLE: dict[str, dict[str, tuple[object, tuple[object, ...]]]] = {
    "load": {
        "source": ("scenarios/first_steps.yaml", (None, 5, ["a.yaml"])),
        "settings": ((), (3, [3], {"a": 1})),
        "allow_outside": (False, ("yes", 1)),
        "folder": (None, (3, "scenarios")),
    },
    "validate": {
        "source": ("scenarios/first_steps.yaml", (None, 5, ["a.yaml"])),
        "settings": ((), (3, [3], {"a": 1})),
        "strict": (False, ("yes", 1)),
        "allow_outside": (False, ("yes", 1)),
        "folder": (None, (3, "scenarios")),
    },
    "draw": {
        "scenario": (SCENARIO, (study, *ANY)),
        "seed": (1, ("x", 1.5, True, -1)),
        "replication": (0, ("0", 0.5, False, -1)),
    },
    "simulate": {
        "scenario": (SCENARIO, (study, *ANY)),
        "workload": (WORKLOAD, (SCENARIO, *ANY)),
        "record": (None, (True, [])),
    },
    "measure": OF_A_LOG,
    "describe": {
        "study_or_scenario": (study, ("ch.yaml", None, RUN)),
        "strategy": (None, TEXTS),
        "future": (None, TEXTS),
        "seed": (1, ("x", 1.5, True)),
        "days": (5, NUMBERS),
        "day": (None, TEXTS),
    },
    "trace": {
        "study": (study, ("ch.yaml", SCENARIO, None, cc)),
        "contact": (0, (3.5, True, [1])),
        "agent": (None, (3, True)),
        "at": (None, (3, True)),
        "worst": (None, ("3", 3.5, True)),
        "strategies": (None, NAMES),
        "future": (None, TEXTS),
        "replication": (0, ("0", 0.5, False)),
        "seed": (1, ("x", 1.5, True)),
        "day": (None, TEXTS),
    },
    "compare": OF_MANY | {"baseline": (None, TEXTS), "vary": ((), (3, [3])), "metrics": (None, (3, ["x"], "x"))},
    "check": OF_MANY,
    "answer": OF_A_RUN,
    "rows_frame": OF_A_RUN,
    "differences_frame": OF_A_RUN,
    "replications_frame": OF_A_RUN | {"metrics": (None, (3, [3])), "of": (None, (3, [3]))},
    "load_run": {"path": ("results/example", (3, None, ["a"]))},
    "erlang_b": {"agents": (3, ("3", 3.5, True, -1)), "erlangs": (2.0, ("2", None, True))},
    "erlang_c": {"agents": (3, ("3", 3.5, -1)), "per_hour": (10, ("x",)), "handle_s": (60, ("1m",))},
    "erlang_a": {
        "agents": (3, ("3", 3.5, -1)),
        "per_hour": (10, ("x",)),
        "handle_s": (60, ("1m",)),
        "patience_s": (60, ("1m",)),
    },
    "agents_needed": {
        "per_hour": (10, ("x",)),
        "handle_s": (60, ("1m",)),
        "share": (0.8, ("80%",)),
        "within_s": (20, ("20s",)),
    },
} | {f"{one}_frame": OF_A_LOG for one in ("contacts", "spans", "agent_time", "replies")}
CASES = [
    (name, argument, wrong)
    for name, arguments in TABLE.items()
    for argument, (_, wrongs) in arguments.items()
    for wrong in wrongs
    if not (wrong is None and arguments[argument][0] is None)
]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(Path(__file__).parent.parent)


def test_every_promised_function_is_in_the_table():
    functions = {name for name in cc.__all__ if inspect.isfunction(getattr(cc, name))}
    assert functions == set(TABLE)


@pytest.mark.parametrize(("name", "argument", "wrong"), CASES, ids=lambda one: str(one)[:20])
def test_another_kind_of_argument_is_named_with_what_came(name, argument, wrong):
    given = {key: right for key, (right, _) in TABLE[name].items() if right is not None} | {argument: wrong}
    with pytest.raises(UsageError) as raised:
        getattr(cc, name)(**given)
    said = str(raised.value)
    assert said.startswith(f"{argument}: expected ") or (wrong == -1 and "0 or more, got" in said), said
    assert "\n" not in said
    assert said.endswith((".", "?")), said


@pytest.mark.parametrize("argument", ["replications", "seed", "jobs"])
def test_a_number_beyond_all_measure_is_too_large(argument):
    for number in (10**400, -(10**5000)):
        with pytest.raises(UsageError, match=f"^{argument}: the number is too large"):
            cc.compare(study, **{"replications": 2, argument: number})


def test_what_came_is_said_in_words():
    with pytest.raises(UsageError, match=r"^replications: expected a whole number, got the text '3'\.$"):
        cc.compare(study, replications="3")
    with pytest.raises(UsageError, match=r"^study: .*, got the text 'ch.yaml'\. Did you mean load\('ch.yaml'\)\?$"):
        cc.compare("ch.yaml")
    with pytest.raises(UsageError, match=r"got a Study\. Did you mean study.resolve\(\)\?$"):
        cc.draw(study, 1, 0)


@pytest.mark.parametrize("wrong", [3, ["three"], True], ids=repr)
def test_methods_of_a_study_and_of_a_comparison_name_the_argument_as_well(wrong):
    for asked, argument in (
        (lambda: study.resolve(wrong), "strategy"),
        (lambda: study.resolve("three", wrong), "future"),
        (lambda: RUN.at(wrong), "future"),
    ):
        with pytest.raises(UsageError, match=f"^{argument}: expected the name of a "):
            asked()
    assert study.with_settings("run.seed=4").resolve().run.seed == 4
    with pytest.raises(UsageError, match=r"^settings: expected a setting, as "):
        study.with_settings(3)


METHODS = {
    "rows": {"strategy": (NAME, (3, None, [1])), "metrics": (None, (3, [3])), "intervals": (True, (1, "no"))},
    "differences": {
        "strategy": (NAME, (3, None, [1])),
        "metrics": (None, (3, [3])),
        "since": (None, ANY[:2]),
        "intervals": (True, (1, "no")),
    },
    "row": {
        "strategy": (NAME, (3, [1])),
        "metric": ("cases", (3, [1])),
        "of": ("all", ANY[:1]),
        "interval": (None, (3, [1])),
    },
    "delta": {
        "strategy": (NAME, (3, [1])),
        "metric": ("cases", (3, [1])),
        "of": ("all", (3, None)),
        "interval": (None, (3, [1])),
        "against": (None, (3, [1])),
        "since": (None, (3, "x", [1], RUN)),
        "among": (1, ("x", 1.5, None)),
    },
    "goal_row": {"strategy": (NAME, (3, None, [1]))},
    "goal_delta": {
        "strategy": (NAME, (3, None, [1])),
        "against": (None, (3, [1])),
        "since": (None, (3, "x", [1], RUN)),
        "among": (1, ("x", 1.5, None)),
    },
    "anybody": {"strategy": (NAME, (3, [1])), "metric": ("asa_s", (3, [1])), "of": ("all", (3, None))},
}
"""What is asked of a comparison: for each argument one that is right, and some that are not."""


@pytest.mark.parametrize(
    ("method", "argument", "wrong"),
    [(name, one, wrong) for name, table in METHODS.items() for one, (_, wrongs) in table.items() for wrong in wrongs],
    ids=lambda one: str(one)[:20],
)
def test_whoever_asks_a_comparison_for_the_wrong_kind_is_told_of_what(method, argument, wrong):
    given = {key: right for key, (right, _) in METHODS[method].items()} | {argument: wrong}
    with pytest.raises(UsageError, match=f"^{argument}: expected ") as raised:
        list(getattr(RUN.first, method)(**given))
    assert "\n" not in str(raised.value)


def test_a_difference_is_to_a_place_of_the_same_run():
    grid = hotline_run("as_today", vary=("agent_groups.front.agents=1,2",), replications=2)
    one, other = grid
    assert other.delta("as_today", "cases", since=one).difference == 0
    with pytest.raises(UsageError, match=r"^since: expected a comparison of the same run"):
        other.delta("as_today", "cases", since=hotline_run("as_today", replications=3).first)
    with pytest.raises(UsageError, match=r"^there is no strategy"):
        RUN.first.delta(RUN.others[0], "cases", since=hotline_run("as_today", replications=2).first)
    with pytest.raises(UsageError, match=r"^among: expected a number of places, 1 or more, got 0"):
        RUN.first.delta(NAME, "cases", among=0)
    with pytest.raises(UsageError, match=r"^the future 'x' was not run"):
        RUN.in_future("x")


def test_a_point_is_a_mapping_whose_numbers_are_as_they_are_written():
    grid = hotline_run("as_today", vary=("agent_groups.front.agents=1,2",), replications=2)
    path = "agent_groups.front.agents"
    assert grid.at(None, {path: 2}) is grid.at(None, {path: "2"}) is grid.comparisons[1]
    for wrong, words in ((3, r"^point: expected a mapping of paths to values, as .*, got the number 3"),
                         ({path: [2]}, "is not on the grid"), ({3: 4}, "^point: expected a text")):  # fmt: skip
        with pytest.raises(UsageError, match=words):
            grid.at(None, wrong)


def test_numbers_of_numpy_and_texts_of_one_name_are_taken():
    name = study.strategies[1]
    plain = cc.compare(study, [name], replications=2, seed=3, jobs=1)
    run = cc.compare(study, np.str_(name), replications=np.int64(2), seed=np.uint8(3), jobs=np.int32(1))
    assert run.strategies == plain.strategies
    assert run.row(name, "asa_s") == plain.row(name, "asa_s")
    assert cc.compare(study, [name], futures="as_stated", replications=1, jobs=1).futures == (None,)
    assert cc.erlang_b(np.int64(10), Fraction(8)) == cc.erlang_b(10, 8.0)
    assert cc.draw(SCENARIO, np.int64(1), np.int64(0)).key.tolist() == WORKLOAD.key.tolist()


def test_a_text_where_a_list_belongs_is_one_name():
    many = cc.load("scenarios/cyber_monday.yaml")
    run = cc.compare(many, many.strategies[1], futures="all", replications=1, jobs=1)
    assert run.strategies == many.strategies[:2]
    assert [one for one in run.futures if one] == list(many.futures)
    assert cc.load("scenarios/first_steps.yaml", "run.replications=3").resolve().run.replications == 3
    checked = cc.check(study, study.strategies[1], replications=1, jobs=1, futures="as_stated")
    assert {one.strategy for one in checked.outcomes} == {study.strategies[1]}
    grid = cc.compare(study, vary="agent_groups.front.agents=10,11", replications=1, jobs=1)
    assert len(grid) == 2


@pytest.mark.parametrize("name", [name for name in pictures.__all__ if name not in {"save", "svg_text"}])
@pytest.mark.parametrize("wrong", ANY, ids=repr)
def test_a_picture_of_what_is_no_run_says_so(name, wrong, tmp_path):
    more = {"folder": tmp_path} if name == "write_album" else {}
    with pytest.raises(UsageError, match=r"^run: expected a comparison, as compare"):
        getattr(pictures, name)(wrong, **more)


@pytest.mark.parametrize(("name", "settings"), [("along", "1 setting"), ("over_two", "2 settings")])
def test_a_picture_along_a_grid_says_that_there_is_none(name, settings):
    with pytest.raises(UsageError, match=f"along a grid of {settings}, .* got one without a grid"):
        getattr(pictures, name)(RUN)


def test_whatever_holds_a_run_may_be_given():
    checked = cc.check(study, replications=2, jobs=1)
    assert cc.answer(checked) == cc.answer(checked.compared)
    assert cc.rows_frame(checked).equals(cc.rows_frame(checked.compared))
    stored = cc.load_run("results/example")
    assert cc.answer(stored) == cc.answer(stored.compared)
    assert type(pictures.service(stored)) is type(pictures.service(stored.compared))
