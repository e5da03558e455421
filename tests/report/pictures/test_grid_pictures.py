"""What a grid shows: curves along one setting with bands, a map over two."""

import math

from drawn import HOSTILE, artists, hotline_run, legend, words
from places import DAYS, shifted
from places import along as by_hand_along

from simulator.catalogue import Unit
from simulator.report.pictures.along_grid import GridCurve, GridPanel, GridPicture, along, along_of, draw_along
from simulator.report.pictures.grid_map import MapPanel, MapPicture, draw_map, over_two, over_two_of
from simulator.report.pictures.picture_files import svg_text

AGENTS = "agent_groups.front.agents=1,2,4"


def test_points_stand_where_their_numbers_are_and_are_joined():
    run = hotline_run("as_today", "two_lines", vary=(AGENTS,))
    picture = along_of(run)
    assert list(picture.places) == [1.0, 2.0, 4.0]
    assert picture.joined
    figure = along(run)
    assert [axes.get_ylabel() for axes in figure.axes] == [
        "served in time, all contacts",
        "abandoned",
        "mean wait, s",
        "agent hours a day",
    ]
    for found in artists(figure):
        assert {"curve:as_today", "curve:two_lines", "band:as_today", "band:two_lines"} <= found.keys()
        looks = [(line.get_color(), line.get_marker()) for name, line in found.items() if name.startswith("curve:")]
        assert len(set(looks)) == 2
    levels = [one.row("as_today", "served_in_time").value for one in run]
    assert artists(figure)[0]["curve:as_today"].get_ydata().tolist() == levels
    assert legend(figure) == ["as_today", "two_lines"]
    assert "agent_groups.front.agents is varied" in words(figure)


def test_the_title_says_from_where_to_where():
    run = by_hand_along({"20": DAYS, "22": shifted(50), "24": shifted(80)})
    assert along_of(run).title == "today serves 80.7 % in time at agents = 20, 88.7 % at agents = 24"
    assert along_of(by_hand_along({"20": DAYS, "22": DAYS})).title == "today serves 80.7 % in time everywhere"


def test_rules_by_name_stand_beside_each_other_and_are_not_joined():
    run = by_hand_along({"longest_idle": DAYS, "random": shifted(1)}, path="routing.agent")
    picture = along_of(run)
    assert list(picture.places) == [0.0, 1.0]
    line = artists(draw_along(picture))[0]["curve:today"]
    assert line.get_linestyle() == "None"
    assert [text.get_text() for text in draw_along(picture).axes[-1].get_xticklabels()] == ["longest_idle", "random"]


def test_one_strategy_needs_no_legend_and_nothing_known_is_still_a_picture():
    nan = [math.nan] * 40
    texts, places = [str(place) for place in range(40)], [float(place) for place in range(40)]
    panel = GridPanel("served in time", Unit.SHARE, [GridCurve("a", nan, nan, nan)])
    figure = draw_along(GridPicture("A title", "$n$", texts, places, True, [panel]))
    assert legend(figure) == []
    assert len(figure.axes[0].get_xticks()) <= 10
    svg_text(figure)


def test_a_map_holds_every_pair_and_frames_the_most():
    run = hotline_run("as_today", vary=(AGENTS, "channels.voice.lines=4,6"))
    picture = over_two_of(run)
    assert picture.labels == ("agents", "lines")
    (panel,) = picture.panels
    assert [len(row) for row in panel.values] == [3, 3]
    assert (
        panel.values[1][2]
        == run.at(None, {"agent_groups.front.agents": "4", "channels.voice.lines": "6"})
        .row("as_today", "served_in_time")
        .value
    )
    figure = over_two(run)
    text = words(figure)
    for row in panel.values:
        for value in row:
            assert f"{100 * value:.1f} %" in text
    most = max((value, x, y) for y, row in enumerate(panel.values) for x, value in enumerate(row))
    box = artists(figure)[0]["most"]
    assert (box.get_x() + 0.5, box.get_y() + 0.5) == most[1:]
    assert f"{100 * most[0]:.1f} %" in picture.title


def a_map(values):
    return MapPanel(values, [[f"{value:.0%}" for value in row] for row in values])


def test_a_map_of_nothing_and_one_of_hostile_names_are_pictures():
    values = [[math.nan] * 20, [0.5] * 20]
    text = svg_text(
        draw_map(MapPicture("$t$", (HOSTILE[1], HOSTILE[3]), ([HOSTILE[0]] * 20, ["a", HOSTILE[4]]), [a_map(values)]))
    )
    assert "<script" not in text
    svg_text(draw_map(MapPicture("t", ("a", "b"), (["1"], ["2"]), [a_map([[math.nan]])])))
