"""The page of the staffing plans shows what its commands print, costs what it says, and holds with other seeds."""

import shlex

import pytest
from scenario_pages import ROOT, ScenarioPage, printed, shows, written

from simulator import compare, load, pictures
from simulator.compared import Compared
from simulator.scenario.days.roster import headcount_of
from simulator.scenario.reader import Study
from simulator.work.planned_hours import planned_hours

PAGE = ScenarioPage("staffing_plans", "futures.svg")
CREWS = [f"agent_groups.front.shifts.{crew}.agents" for crew in "abcdef"]


@pytest.fixture(scope="module")
def study() -> Study:
    return load(PAGE.scenario)


def test_the_page_shows_every_strategy_as_the_file_has_it(study: Study) -> None:
    PAGE.shows_as_the_file_has_them(study.strategies)


@pytest.mark.parametrize("future", ["as_forecast", "on_paper"])
def test_every_plan_has_the_same_paid_hours_whoever_is_absent(study: Study, future: str) -> None:
    paid = {name: round(planned_hours(study.resolve(name, future)).paid, 9) for name in study.strategies}
    assert paid == dict.fromkeys(study.strategies, 192.0)
    (equal,) = study.equal_plans
    assert equal.of == study.strategies


def test_two_long_shifts_have_most_people_between_the_peaks_and_split_shifts_at_them(study: Study) -> None:
    (day,) = study.resolve().horizon.simulated_days
    there = {name: headcount_of(study.resolve(name), "front", day) for name in ("two_long", "split")}
    assert there["two_long"] == {8 * 3600: 12, 13.5 * 3600: 24, 16.5 * 3600: 12}
    at_the_peaks = [people for time_s, people in there["split"].items() if time_s in (10 * 3600, 16.5 * 3600)]
    assert at_the_peaks == [16, 16]


def test_a_flat_day_has_as_many_calls(study: Study) -> None:
    calls = [
        sum(study.resolve(None, future).sources["shoppers"].arrivals.per_hour.values())
        for future in ("as_forecast", "flat", "on_paper")
    ]
    assert calls[0] == pytest.approx(calls[1], rel=0.01)
    assert calls[0] == calls[2]


def test_every_number_with_a_decimal_in_a_sentence_is_one_of_an_output() -> None:
    assert not PAGE.numbers_from_nowhere()


def test_the_picture_names_every_strategy_and_future(study: Study) -> None:
    for name in (*study.strategies, *study.futures):
        assert name in PAGE.picture


@pytest.mark.long
@pytest.mark.parametrize(("command", "block"), PAGE.outputs, ids=range(len(PAGE.outputs)))
def test_the_page_shows_what_its_commands_print(command: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shows(block, printed(*shlex.split(command)))


@pytest.mark.long
def test_the_pictures_say_what_a_run_finds(study: Study) -> None:
    run = compare(study, futures="all")
    day = run.at("as_forecast")
    assert written(pictures.svg_text(pictures.futures(run))) == PAGE.picture
    for name, made in (("plan", pictures.plan(day, "split")), ("staff", pictures.staff(day, "two_long"))):
        kept = (PAGE.scenario.parent / "staffing_plans" / f"{name}.svg").read_text(encoding="utf-8")
        assert written(pictures.svg_text(made)) == written(kept)


def points(run: Compared, future: str, better: str, than: str) -> float:
    """Return how many points more one strategy serves in time than another."""
    rows = [run.at(future).row(name, "served_in_time", "all").value for name in (better, than)]
    return 100 * (rows[0] - rows[1])


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_what_the_page_says_holds_with_other_seeds(study: Study, seed: int) -> None:
    run = compare(study, futures="all", seed=seed, replications=40)
    for future in ("as_forecast", "more", "on_paper"):
        # The hours at the peaks decide; a rule for meals is worth about as much as six starting times.
        assert 11 < points(run, future, "split", "two_long") < 19
        assert -3 < points(run, future, "part_timers", "split") < 5
        assert 3 < points(run, future, "two_long", "meals_at_the_peaks") < 10
        assert 2 < points(run, future, "staggered", "two_long") < 8
    # A flat day makes less of a difference.
    assert 5 < points(run, "flat", "split", "two_long") < points(run, "as_forecast", "split", "two_long") - 3
    assert 0 < points(run, "flat", "split", "staggered") < 6
    # Who is absent or away costs as much as a wrong plan.
    there, paper = (
        run.at(future).row("split", "served_in_time", "all").value for future in ("as_forecast", "on_paper")
    )
    assert 0.07 < paper - there < 0.16


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_two_long_shifts_need_a_quarter_more_hours(study: Study, seed: int) -> None:
    more = ["+".join(CREWS) + "=" + ",".join("+".join([str(people)] * 6) for people in (4, 5))]
    four, five = compare(study, ["two_long"], vary=more, seed=seed, replications=40)
    split = compare(study, ["split"], seed=seed, replications=40)
    level = [one.row("two_long", "served_in_time", "all").value for one in (four, five)]
    best = split.row("split", "served_in_time", "all").value
    assert level[0] < best - 0.1
    assert abs(level[1] - best) < 0.05
