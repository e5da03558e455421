"""What docs/time.md shows by examples is what they do: each is laid over the page's center and asked."""

import re
from pathlib import Path

import numpy as np
import pytest

from simulator.demand.look import look
from simulator.demand.workload import draw
from simulator.describing.whole_description import describe
from simulator.errors import ScenarioError
from simulator.scenario.days.opening import TypeHours, opening_of
from simulator.scenario.days.views import views
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load_text
from simulator.units import DAY_S, HOUR_S, format_time_of_day

PAGE = (Path(__file__).parents[2] / "docs/time.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
SHOWN = re.findall(r"```text\n(.*?)```", PAGE, flags=re.DOTALL)
HOURS, SEVERAL, REDIRECTED, WARM, AROUND, DIFFERENT, THROUGH_THE_DAY = range(len(CHANGES))


def laid_over(number: int) -> Scenario:
    change = "".join(f"    {line}\n" for line in CHANGES[number].splitlines())
    return load_text(f"{CENTER}strategies:\n  changed:\n{change}").resolve("changed")


def said_of(scenario: Scenario) -> str:
    """Return the hours of orders day by day, as the page shows them."""
    hours, lines = opening_of(scenario, "orders"), []
    for day in scenario.horizon.open_days:
        spans = [
            f"{format_time_of_day(max(from_s, day.opens_s) - day.start_s)} to "
            f"{format_time_of_day(min(to_s, day.closes_s) - day.start_s)}"
            for from_s, to_s in hours.stretches or ()
            if from_s < day.closes_s and to_s > day.opens_s
        ]
        lines.append(f"{day.name:<10} {', '.join(spans) or 'closed'}\n")
    return "".join(lines)


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_every_example_is_read_drawn_and_described(number):
    scenario = laid_over(number)
    assert len(draw(scenario, 1, 0)) > 0
    assert describe(scenario, days=2, day="monday").types


def test_the_center_by_itself_never_closes():
    one = load_text(CENTER).resolve("base")
    assert opening_of(one, "orders") == TypeHours(None, "refuse", None, "serve_out")
    assert not load_text(CENTER).warnings()
    assert look(load_text(CENTER)) == ((), ())


def test_hours_are_as_the_page_shows_them():
    assert [said_of(laid_over(number)) for number in (HOURS, SEVERAL)] == SHOWN


def test_a_stretch_past_midnight_is_one_with_the_next_day():
    stretches = opening_of(laid_over(SEVERAL), "orders").stretches
    assert stretches is not None
    assert (4 * DAY_S + 8 * HOUR_S, 5 * DAY_S + 12 * HOUR_S) in stretches


def test_who_is_redirected_meets_the_other_types_hours():
    scenario = laid_over(REDIRECTED)
    day, night = (opening_of(scenario, name) for name in ("orders", "night_line"))
    assert (day.when_closed, day.redirect_to, night.when_closed) == ("redirect", "night_line", "voicemail")
    assert [one.open_at(21 * HOUR_S) for one in (day, night)] == [False, True]
    assert [one.open_at(2 * HOUR_S) for one in (day, night)] == [False, False]


def test_the_warm_up_is_the_weekend_before():
    horizon = laid_over(WARM).horizon
    assert [day.weekday for day in horizon.simulated_days[:3]] == ["saturday", "sunday", "monday"]
    assert [day.number for day in horizon.simulated_days[:3]] == [-2, -1, 0]
    assert horizon.open_days == load_text(CENTER).resolve("base").horizon.open_days


def test_a_warm_up_may_begin_in_the_middle_of_a_day():
    horizon = load_text(CENTER, settings=["horizon.warm_up=30h"]).resolve("base").horizon
    first = horizon.simulated_days[0]
    assert (first.weekday, first.opens_s - first.start_s) == ("saturday", 18 * HOUR_S)


def test_around_the_clock_stops_at_its_end():
    assert (laid_over(AROUND).horizon.warm_up_s, laid_over(AROUND).horizon.run_on_s) == (DAY_S, 0.0)


def test_days_that_differ_have_their_own_course_and_people():
    scenario = laid_over(DIFFERENT)
    seen = {day.name: view for day, view in views(scenario)}
    assert "friday" not in seen
    assert seen["sunday"].sources["callers"].arrivals.per_day == 200
    assert seen["sunday"].agent_groups["front"].agents == {0.0: 2}
    assert seen["thursday"].agent_groups["front"].agents == {0.0: 1, 7 * HOUR_S: 6, 14 * HOUR_S: 2}
    arrived_s = np.concatenate([draw(scenario, 1, one).arrived_s for one in range(40)])
    morning = ((arrived_s >= 3 * DAY_S + 7 * HOUR_S) & (arrived_s < 3 * DAY_S + 13 * HOUR_S)).sum() / 40
    assert abs(morning - 360) < 4 * (360 / 40) ** 0.5


def test_durations_go_by_the_clock_at_arrival_as_the_page_says():
    scenario = laid_over(THROUGH_THE_DAY)
    load = draw(scenario, 1, 0)
    hour = load.arrived_s / HOUR_S % 24
    by_day = (hour >= 7) & (hour < 20)
    assert set(load.talk_s[by_day]) == {240.0}
    assert len(set(load.talk_s[~by_day])) == (~by_day).sum()
    assert np.array_equal(np.isinf(load.patience_s), (hour < 6) | (hour >= 22))
    # The same chance: who has the longer patience by day has it in a center with that patience all day.
    plain = draw(load_text(CENTER).resolve("base"), 1, 0)
    finite = np.isfinite(load.patience_s)
    assert np.array_equal(load.patience_s[finite], plain.patience_s[finite])
    assert np.array_equal(load.arrived_s, plain.arrived_s)


def test_a_strategy_changes_one_step_or_all_as_the_page_says():
    change = "".join(f"    {line}\n" for line in CHANGES[THROUGH_THE_DAY].splitlines())
    at_8 = 'contact_types: {orders: {patience: {"06:00": {times: 0.9}}}}'
    text = f"{CENTER}strategies:\n  changed:\n{change}  less: {{based_on: changed, {at_8}}}\n"
    assert load_text(text).resolve("less").contact_types["orders"].patience[6 * HOUR_S].mean_s == pytest.approx(162.0)
    with pytest.raises(ScenarioError, match=r"expected a time of day before 24:00, got .25:00."):
        load_text(text.replace('"22:00": endless', '"25:00": endless'))
