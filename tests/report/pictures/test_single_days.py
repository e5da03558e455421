"""Single days: how many meet each type's target, and what their levels are."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import HOSTILE, artists, hotline_run, words
from hotline import study, waits_of

from simulator import compare
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Stack
from simulator.report.pictures.albums import album
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.single_days import (
    DaysPanel,
    DaysPicture,
    DaysRow,
    days_met,
    days_of,
    draw_days,
    edges_of,
    judged_days,
)


def stack(levels, intervals=()):
    """Return days of these service levels of 100 offered, with those of single intervals."""
    labels = [None, *(label for label, _ in intervals)]
    sums = np.zeros((len(levels), len(MEASURES), len(labels)))
    for place, values in enumerate([levels, *(values for _, values in intervals)]):
        for day, level in enumerate(values):
            if level is not None:
                sums[day, MEASURES.index("answered"), place] = 100.0
                sums[day, MEASURES.index("answered_in_time"), place] = round(100 * level)
    cells = tuple(Cell("type:orders", label) for label in labels)
    return Stack.of(cells, sums, waits_of([[]] * len(levels)))


def test_a_day_at_its_target_meets_it_and_a_day_without_anybody_is_none():
    levels, every = judged_days(stack([0.8, 0.79, None, 1.0]), "type:orders", 0.8)
    assert levels.tolist() == [0.8, 0.79, 1.0]
    assert (levels >= 0.8).tolist() == [True, False, True]
    assert len(every) == 3


def test_every_interval_with_anybody_must_meet_it():
    hours = [("08:00-09:00", [0.9, 0.7, 0.9]), ("09:00-10:00", [0.9, 1.0, None])]
    _, every = judged_days(stack([0.9, 0.85, 0.9], hours), "type:orders", 0.8)
    assert every.tolist() == [True, False, True]


def test_each_of_several_days_counts_with_its_own_intervals():
    cells = [
        ("monday", [0.9, 0.7]),
        ("tuesday", [0.5, 0.9]),
        ("monday 08:00-09:00", [0.9, 0.7]),
        ("tuesday 08:00-09:00", [0.5, 0.9]),
    ]
    levels, every = judged_days(stack([0.7, 0.8], cells), "type:orders", 0.8)
    assert levels.tolist() == [0.9, 0.7, 0.5, 0.9]
    assert every.tolist() == [True, False, False, True]


def test_the_picture_has_a_panel_for_each_type_and_counts_the_days():
    run = hotline_run("as_today", "three", replications=12).first
    picture = days_of(run)
    assert [panel.name for panel in picture.panels] == ["orders", "returns"]
    for panel in picture.panels:
        for row, name in zip(panel.rows, run.strategies, strict=True):
            levels, every = judged_days(run.stacks[name], f"type:{panel.name}", 0.8)
            met = int((levels >= 0.8).sum())
            assert row.met == met
            assert row.text.startswith(f"{met} of 12 days, ")
            assert row.text.endswith(f"[{int(every.sum())}]")
    both = [judged_days(run.stacks["as_today"], f"type:{name}", 0.8)[0] >= 0.8 for name in ("orders", "returns")]
    assert f"All types meet their targets on {int((both[0] & both[1]).sum())} of 12 days" in picture.title


def test_the_hills_left_of_the_target_are_the_days_that_miss_it():
    levels = np.array([0.5, 0.79, 0.8, 0.8, 0.95, 1.0])
    panel = DaysPanel("calls", "calls: 80 % in 20 s", 0.8, [DaysRow("today", levels, 4, "4 of 6 days, 67 % [0]")])
    edges = edges_of(panel)
    assert 0.8 in edges
    assert (edges[0] <= 0.5, edges[-1]) == (True, 1.0)
    assert (np.diff(edges) > 0).all()
    assert np.histogram(levels, edges)[0].sum() == 6
    figure = draw_days(DaysPicture("A title", [panel]))
    (found,) = artists(figure)
    heights = {}
    for name in ("days that miss it:today", "days that meet the target:today"):
        values = found[name].get_data().values
        heights[name] = edges[:-1][np.isfinite(values) & (values < 0.5)]
    assert (heights["days that miss it:today"] < 0.8).all()
    assert (heights["days that meet the target:today"] >= 0.8).all()
    assert (len(heights["days that miss it:today"]), len(heights["days that meet the target:today"])) == (2, 3)
    assert "4 of 6 days" in words(figure)


@pytest.mark.parametrize("target", [0.0, 0.5, 0.995, 1.0])
def test_any_target_has_bins(target):
    panel = DaysPanel("a", "a", target, [DaysRow("today", np.array([0.2, 1.0]), 1, "")])
    assert (np.diff(edges_of(panel)) > 0).all()
    svg_text(draw_days(DaysPicture("A title", [panel])))


def test_nobody_and_hostile_names_are_still_a_picture():
    rows = [DaysRow(name, np.array([]), 0, "no day") for name in HOSTILE[:2]]
    text = svg_text(draw_days(DaysPicture("A title", [DaysPanel(HOSTILE[0], HOSTILE[0], 0.8, rows)])))
    assert "<script" not in text


def test_types_of_fewest_good_days_are_shown_first_and_the_others_named():
    one = hotline_run("as_today", "three", replications=12).first
    names = ["as_today", *(f"copy_{number}" for number in range(14))]
    many = replace(
        one,
        stacks=dict.fromkeys(names, one.stacks["as_today"]),
        scenarios=dict.fromkeys(names, one.scenarios["as_today"]),
    )
    worst, other = sorted(days_of(one).panels, key=lambda panel: panel.rows[0].met)
    picture = days_of(many)
    assert [panel.name for panel in picture.panels] == [worst.name]
    assert f"Not shown: {other.name} " in picture.footer


def test_few_days_have_no_picture():
    assert "days" not in {picture.kind for picture in album(hotline_run("as_today"))}
    assert "days" in {picture.kind for picture in album(hotline_run("as_today", replications=12))}
    assert days_met(hotline_run("as_today", replications=12)).axes


def test_a_week_counts_its_days():
    week = study(settings=("horizon.days=3", "horizon.weekday=monday"))
    run = compare(week, ["as_today"], replications=2, jobs=1).first
    assert sum(len(row.levels) for panel in days_of(run).panels[:1] for row in panel.rows) == 6
