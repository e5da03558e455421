"""Along a grid the sentence says from where on promises hold, and where more no longer shows."""

from dataclasses import replace

from hotline import study
from places import along, shifted

from simulator.checking import Checked, check_points
from simulator.compared import Compared
from simulator.comparing import compare
from simulator.report.words.answer import answer
from simulator.scenario.judged.checks import Check
from simulator.scenario.layers.grid import Axis, Grid

TODAY = shifted(0)
RISING = {
    "20": shifted(-90),
    "22": shifted(-30),
    "24": TODAY,
    "26": shifted(20),
    "28": shifted(21, 9),
}
HOURS = {value: float(value) for value in RISING}


def promise(comparison: str, limit: float) -> Check:
    text = f"served_in_time {comparison} {100 * limit:g}%"
    return Check(text, "served_in_time", "all", None, comparison, limit)


def said(run: Compared, *promises: Check) -> str:
    checked: Checked | None = check_points(promises, run) if promises else None
    return answer(run, checked)


def test_the_value_from_which_a_promise_holds_is_named_with_its_price():
    words = said(along(RISING, HOURS), promise(">=", 0.80))
    assert words.startswith(
        "served_in_time >= 80% holds from agents = 26 on (26.0 agent hours a day); at agents = 24 this is undecided. "
    )


def test_a_promise_may_hold_up_to_a_value():
    words = said(along(RISING, HOURS), promise("<=", 0.81))
    assert words.startswith("served_in_time <= 81% holds up to agents = 22, with the fewest agent hours (20.0 a day)")


def test_a_promise_that_holds_here_and_there_is_not_said_to_hold_from_there_on():
    days = {"1": shifted(30), "2": shifted(-90), "3": shifted(30), "4": shifted(-90)}
    assert said(along(days), promise(">=", 0.80)).startswith("served_in_time >= 80% holds at agents = 1 and 3.")


def test_all_promises_must_hold_at_a_point():
    run = along(RISING, HOURS)
    assert said(run, promise(">=", 0.80), promise(">=", 0.40)).startswith("Both targets are met from agents = 26 on")
    assert said(run, promise(">=", 0.80), promise(">=", 0.99)).startswith("At no point are all targets met.")
    assert said(run, promise(">=", 0.99)).startswith("served_in_time >= 99% holds at no point.")
    assert said(run, promise(">=", 0.40)).startswith("served_in_time >= 40% holds at all 5 points.")


def test_what_cannot_be_told_at_a_point_is_not_said_to_be_missed_there():
    run = along({value: RISING[value] for value in ("20", "24")}, HOURS)
    assert said(run, promise(">=", 0.80)).startswith(
        "served_in_time >= 80% is shown to hold at no point; at agents = 24 this is undecided. "
    )
    assert said(run, promise(">=", 0.80), promise(">=", 0.40)).startswith(
        "At no point are all targets shown to be met; at agents = 24 this is undecided. "
    )


def test_where_more_is_not_shown_to_help_is_said():
    assert said(along(RISING)) == (
        "today serves the fewest contacts in time at agents = 20 (71.7 %) and the most at agents = 28 (82.8 %); "
        "from agents = 26 on no difference is certain yet."
    )


def test_values_that_are_no_numbers_have_no_order():
    days = {"longest_idle": TODAY, "random": shifted(1, 9), "round_robin": shifted(-180)}
    words = said(along(days, path="routing.agent"), promise(">=", 0.70))
    assert "served_in_time >= 70% holds at agent = longest_idle and random." in words
    assert words.endswith("; among those at agent = longest_idle and random no difference is certain yet.")


def test_exactly_as_many_is_not_the_same_as_not_told():
    days = {"1": TODAY, "2": shifted(30), "3": shifted(30)}
    assert said(along(days)).endswith("most at agents = 2 (83.7 %); at agents = 3 it is exactly as many.")
    assert said(along({"1": TODAY, "2": TODAY})) == (
        "It makes no difference: today serves 80.7 % of all contacts in time everywhere."
    )
    assert said(along({"1": TODAY, "2": shifted(1, 20)})).startswith("The differences between the points are undecided")


def test_one_replication_tells_no_points_apart():
    assert said(along({"1": [700.0], "2": [800.0]})) == (
        "One replication cannot separate the points: most contacts were served in time at agents = 2 (80.0 %), which "
        "may be "
        "chance."
    )


def test_nobody_came():
    run = along({"1": TODAY, "2": TODAY})
    for one in run:
        one.stacks["today"].sums[:] = 0.0
    assert said(run) == "No contacts arrived in any replication, so there is nothing to report."


def test_two_axes_are_named_by_the_ends_that_tell_them_apart():
    one = along({"1": TODAY, "2": shifted(30)})
    paths = ("contact_types.orders.talk.exponential.mean", "contact_types.orders.patience.exponential.mean")
    points = [replace(each, point=((paths[0], each.point[0][1]), (paths[1], "3m"))) for each in one]
    grid = Grid((Axis(paths[0], ("1", "2")), Axis(paths[1], ("3m",))))
    assert "at talk.exponential.mean = 2, patience.exponential.mean = 3m (83.7 %)" in answer(
        Compared(tuple(points), grid)
    )


def test_paths_that_move_together_have_a_label_each():
    one = along({"1+2": TODAY, "2+3": shifted(30)})
    path = "agent_groups.front.agents+agent_groups.back.agents"
    points = [replace(each, point=((path, each.point[0][1]),)) for each in one]
    run = Compared(tuple(points), Grid((Axis(path, ("1+2", "2+3")),)))
    assert "front.agents + back.agents = 2+3 (83.7 %)" in answer(run)


def test_each_future_has_its_own_sentence():
    run = along(RISING)
    busy = tuple(replace(one, future="busy") for one in along({value: shifted(-200) for value in RISING}))
    lines = answer(Compared((*run.comparisons, *busy), run.grid)).splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["As stated", "In busy"]
    assert "makes no difference" in lines[1]


def test_where_the_checks_hold_and_types_miss_their_own_service_level_it_is_told():
    run = compare(study(), replications=12, jobs=1, vary=["agent_groups.front.agents=1,30"])
    kept = Check("served_in_time >= 1%", "served_in_time", "all", None, ">=", 0.01)
    words = answer(run, check_points([kept], run))
    assert "At agents = 1 it is not certain that " in words
    assert "orders" in words.partition("it is not certain that ")[2].partition(".")[0]
    assert words.startswith("served_in_time >= 1% holds at both points")
    few = compare(study(), replications=12, jobs=1, vary=["agent_groups.front.agents=1,2"])
    assert "At none of these points is it certain that " in answer(few, check_points([kept], few))
    many = compare(study(), replications=12, jobs=1, vary=["agent_groups.front.agents=30,40"])
    assert "sure that" not in answer(many, check_points([kept], many))
