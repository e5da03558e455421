"""The picture of load against staff, by what is drawn in it: series, gaps, the forecast, panels, words."""

import numpy as np
import pytest
from building import center
from rich_day import rich_day
from small_floor import floor, floor_run

from simulator import describe
from simulator.report.description.description_document import description_document
from simulator.report.pictures.description_picture import load_figure, load_picture
from simulator.report.pictures.load_picture import LoadPanel, LoadPicture, draw_load
from simulator.report.pictures.staffed import staff_of

HOUR = 3600.0
EDGES = [8 * HOUR, 9 * HOUR, 10 * HOUR, 11 * HOUR]


def drawn(**changes):
    """Return the artists of a picture of one panel by their names."""
    stated = {"name": "calls", "edges_s": EDGES, "work": {"a": [1, 2, 3], "b": [1, 1, 1]}, "staff": [(0.0, 3.5)]}
    figure = draw_load(LoadPicture("A day", [LoadPanel(**{**stated, **changes})]))
    (axes,) = figure.axes
    return axes, {artist.get_gid(): artist.get_data() for artist in axes.patches if artist.get_gid()}


def words(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_work_is_stacked_and_staff_is_a_line_of_steps():
    axes, found = drawn()
    assert found["work:a"].values.tolist() == [1, 2, 3]
    assert found["work:b"].baseline.tolist() == [1, 2, 3]
    assert found["work:b"].values.tolist() == [2, 3, 4]
    assert list(found["staff"].edges) == [8 * HOUR, 11 * HOUR]
    assert list(found["staff"].values) == [3.5]
    assert words(axes) == ["work: a", "work: b", "more work than agents", "agents on duty"]
    assert axes.get_xlabel() == "time of day"
    assert axes.get_ylabel() == "agents"
    assert axes.get_ylim()[1] > 4


def test_a_gap_is_between_staff_and_work_and_nowhere_else():
    _, found = drawn(staff=[(0.0, 5), (9.5 * HOUR, 2.0)])
    gap = found["gap"]
    assert list(gap.edges) == [8 * HOUR, 9 * HOUR, 9.5 * HOUR, 10 * HOUR, 11 * HOUR]
    assert np.isnan(gap.values[:2]).all()
    assert gap.values[2:].tolist() == [3, 4]
    assert gap.baseline[2:].tolist() == [2, 2]


def test_where_agents_are_enough_no_gap_is_drawn_or_named():
    axes, found = drawn(staff=[(0.0, 4)])
    assert "gap" not in found
    assert "more work than agents" not in words(axes)


def test_the_forecast_is_a_dashed_line_where_it_differs():
    axes, found = drawn(forecast=[1.0, 2.0, 2.5])
    assert list(found["forecast"].values) == [1.0, 2.0, 2.5]
    (line,) = [artist for artist in axes.patches if artist.get_gid() == "forecast"]
    assert line.get_linestyle() not in ("-", "solid")
    assert "work by the forecast" in words(axes)


def test_who_is_on_the_plan_is_a_thin_line_over_those_expected_on_duty():
    axes, found = drawn(staff=[(0.0, 2.5), (9.5 * HOUR, 3.0)], planned=[(0.0, 5.0), (10 * HOUR, 6.0)])
    assert list(found["planned"].edges) == [8 * HOUR, 10 * HOUR, 11 * HOUR]
    assert list(found["planned"].values) == [5.0, 6.0]
    assert list(found["there"].values) == list(found["staff"].values) == [2.5, 3.0]
    assert found["there"].baseline.tolist() == [0.0, 0.0]
    planned, staff = ({one.get_gid(): one for one in axes.patches}[name] for name in ("planned", "staff"))
    assert planned.get_linewidth() < staff.get_linewidth()
    assert words(axes)[-2:] == ["agents on the plan", "agents expected on duty"]
    assert axes.get_ylim()[1] > 6
    assert found["gap"].baseline[1] == 2.5


def test_where_nobody_is_taken_away_the_plan_is_no_line_of_its_own():
    axes, found = drawn()
    assert not {"planned", "there"} & set(found)
    assert words(axes)[-1] == "agents on duty"


def test_a_descriptions_panel_has_the_plan_where_breaks_take_people_away():
    def panel(**more):
        team = {"shifts": {"day": {"agents": 4, "from": "08:00", "to": "12:00"}}, "serves": {"calls": {}}, **more}
        return load_picture(describe(center(types={"calls": {}}, groups={"front": team}, to="12:00"))).panels[0]

    assert panel().planned == ()
    with_break = panel(breaks={"pause": {"for": "30m", "at": "10:00"}})
    assert with_break.planned == ((8 * HOUR, 4),)
    assert with_break.staff == ((8 * HOUR, 4), (10 * HOUR, 0), (10.5 * HOUR, 4))


def test_a_strategys_picture_says_that_staff_is_expected_where_people_are_taken_away():
    run = floor_run("as_planned", "by_number").first
    assert staff_of(run, "as_planned").subtitle.endswith("against agents expected on duty")
    assert staff_of(run, "by_number").subtitle.endswith("against agents on duty")
    documents = [
        "\n".join(description_document(describe(floor(), name, days=1))) for name in ("as_planned", "by_number")
    ]
    assert ["planned_steps" in text for text in documents] == [True, False]


def test_too_few_for_some_types_is_a_strip_where_no_gap_shows_it():
    axes, found = drawn(staff=[(0.0, 3.5)], short=[(8 * HOUR, 9 * HOUR), (10 * HOUR, 11 * HOUR)])
    strip = found["short"]
    assert np.isfinite(strip.values).tolist() == [True, False, False]
    assert "too few for some types" in words(axes)


def test_before_the_first_agents_nobody_is_there():
    _, found = drawn(staff=[(9 * HOUR, 2.0)])
    assert list(found["staff"].values) == [0.0, 2.0]
    assert found["gap"].baseline.tolist() == [0.0, 2.0, 2.0]


def test_very_many_types_are_drawn_as_the_largest_and_the_others():
    work = {f"t{number}": [float(number)] * 3 for number in range(1, 11)}
    _, found = drawn(work=work)
    areas = [name for name in found if name.startswith("work:")]
    assert areas == [*(f"work:t{number}" for number in range(5, 11)), "work:4 others"]
    assert found["work:4 others"].values.tolist() == [55.0] * 3


def test_sets_of_types_that_share_no_agents_have_panels_of_their_own():
    figure = load_figure(describe(rich_day(), future="more", days=1))
    assert [axes.get_legend().get_title().get_text() for axes in figure.axes] == [
        "orders and advice, served by front and experts",
        "orders_chat, served by chatters",
        "emergencies, served by guards",
    ]
    assert [axes.get_xlabel() for axes in figure.axes] == ["", "", "time of day"]
    texts = [text.get_text() for text in figure.texts]
    assert texts[0] == "A rich day, Monday, 30 November 2026"
    assert texts[1] == "as_today in the future more: work against agents on duty"
    # The third panel follows its forecast.
    lines = [[artist.get_gid() for artist in axes.patches] for axes in figure.axes]
    assert ["forecast" in line for line in lines] == [True, True, False]


def test_the_picture_shows_what_the_description_says():
    one = describe(rich_day(), days=1)
    picture = load_picture(one)
    assert picture.panels[0].work["orders"] == one.types[0].agents
    assert picture.panels[0].staff[0] == (8 * HOUR, 6)
    assert picture.panels[0].forecast is None
    # From 18:00 on orders have too few, while all types together have agents enough.
    assert (18 * HOUR, 19.5 * HOUR) in picture.panels[0].short
    axes = load_figure(one).axes[0]
    (strip,) = [artist for artist in axes.patches if artist.get_gid() == "short"]
    assert np.isfinite(strip.get_data().values).any()


def test_the_agents_a_formula_asks_for_are_a_line_where_it_applies():
    one = describe(rich_day(), days=1)
    asked = {panel.name: panel.needed for panel in load_picture(one).panels}
    guards = next(each for each in one.erlang if each.types == ("emergencies",))
    assert asked["emergencies, served by guards"][-4:] == list(guards.agents_a[-4:])
    assert asked["orders_chat, served by chatters"] is None
    lines = [[artist.get_gid() for artist in axes.patches] for axes in load_figure(one).axes]
    assert ["needed" in line for line in lines] == [False, False, True]


@pytest.mark.parametrize("work", [{"a": [0.0, 0.0, 0.0]}, {"a": [float("nan")] * 3}])
def test_a_day_without_work_can_be_drawn(work):
    axes, found = drawn(work=work, staff=[])
    assert "gap" not in found
    assert axes.get_ylim() == (0.0, 1.0)
