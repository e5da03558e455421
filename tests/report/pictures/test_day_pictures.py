"""Curves through the day: a panel for each strategy, bands, the target, gaps where nobody came."""

import math

import numpy as np
import pytest
from drawn import HOSTILE, artists, hotline_run, legend, words
from hotline import TEXT, study

from simulator import compare
from simulator.catalogue import Unit
from simulator.report.pictures.day import Curve, DayBlock, DayPicture, DayRow, PanelColumn, draw_day
from simulator.report.pictures.levels import target_share
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.through_day import closed, queue, queue_of, service, service_of
from simulator.scenario.reader import load_text

HOUR = 3600.0
EDGES = [8 * HOUR, 9 * HOUR, 10 * HOUR, 11 * HOUR]


def drawn(*rows, unit=Unit.SHARE, target=None):
    return draw_day(
        DayPicture("A day", [DayBlock([PanelColumn("a share", unit, target)], rows)], band="95 % confidence")
    )


def row(name, values, low=None, high=None):
    return DayRow(name, [Curve(EDGES, values, low, high)], ["all day"])


def test_each_strategy_has_its_panel_with_the_baseline_in_it():
    figure = drawn(row("today", [0.1, 0.2, 0.3]), row("more", [0.2, 0.3, 0.4]))
    first, second = artists(figure)
    assert first["curve:today"].get_data().values.tolist() == [0.1, 0.2, 0.3]
    assert "baseline" not in first
    assert second["curve:more"].get_data().values.tolist() == [0.2, 0.3, 0.4]
    assert second["baseline"].get_data().values.tolist() == [0.1, 0.2, 0.3]
    assert second["baseline"].get_linestyle() not in ("-", "solid")
    assert "today, for comparison" in legend(figure)


def test_all_panels_of_a_quantity_have_one_scale_that_holds_the_bands():
    rows = [row("today", [0.01] * 3, [0.0] * 3, [0.02] * 3), row("more", [0.1] * 3, [0.05] * 3, [0.2] * 3)]
    limits = {axes.get_ylim() for axes in drawn(*rows).axes}
    assert len(limits) == 1
    assert limits.pop()[1] > 0.2


def test_a_band_is_drawn_where_it_is_known_and_a_gap_is_a_gap():
    nan = math.nan
    (found,) = artists(drawn(row("today", [0.1, nan, 0.3], [0.0, nan, nan], [0.2, nan, nan])))
    assert np.isnan(found["curve:today"].get_data().values).tolist() == [False, True, False]
    assert np.isnan(found["band"].get_data().values).tolist() == [False, True, True]
    (found,) = artists(drawn(row("today", [0.1, 0.2, 0.3], [nan] * 3, [nan] * 3)))
    assert "band" not in found


def test_nothing_at_all_is_still_a_picture():
    svg_text(drawn(row("today", [math.nan] * 3)))
    svg_text(drawn(row("today", [0.0] * 3), unit=Unit.CONTACTS))


def test_the_target_is_a_line_across():
    figure = drawn(row("today", [0.7, 0.8, 0.9]), target=0.8)
    assert list(artists(figure)[0]["target"].get_ydata()) == [0.8, 0.8]
    assert "target" in legend(figure)
    assert figure.axes[0].get_ylim()[0] == 0.5


def test_the_scale_of_a_bad_day_begins_at_nought():
    assert drawn(row("today", [0.2, 0.8, 0.9]), target=0.8).axes[0].get_ylim()[0] == 0.0


@pytest.mark.parametrize("number", [1, 2, 6])
def test_one_strategy_and_six_are_readable(number):
    edges = [8 * HOUR + 1800 * step for step in range(31)]
    values = [0.5 + 0.01 * step for step in range(30)]
    rows = [DayRow(name, [Curve(edges, values)]) for name in [*HOSTILE, "sixth"][:number]]
    figure = drawn(*rows)
    assert len(figure.axes) == number
    text = svg_text(figure)
    assert "<script" not in text
    assert figure.get_size_inches()[1] < 10
    # Times of day stand below the lowest panel of each column, and nowhere else.
    figure.draw_without_rendering()
    below = [axes for axes in figure.axes if any(label.get_visible() for label in axes.get_xticklabels())]
    assert len(below) == min(2, number)


def test_service_shows_level_and_abandonment_of_every_strategy():
    run = hotline_run()
    figure = service(run)
    assert len(figure.axes) == 2 * len(run.strategies)
    found = artists(figure)[0]["curve:as_today"].get_data().values.tolist()
    wanted = [run.row("as_today", "service_level", "all", label).value for label in ("08:00-09:00", "09:00-10:00")]
    assert found == wanted
    text = words(figure)
    assert "Customers differ: fewer_customers changed demand." in text.replace("\n", " ")
    for part in ("service level", "abandoned", "4 replications", "95 % confidence", "08:00"):
        assert part in text


def test_the_title_counts_the_intervals_below_the_target():
    nine = load_text(TEXT.replace("agents: 2,", "agents: 9,"))
    worse, better = (compare(nine, ["as_today", "three"], name, 2, jobs=1).first for name in ("three", "as_today"))
    below = "Service level below 80 % in"
    assert service_of(worse).title == f"{below} 0 of 2 hours with as_today, in 1 with three"
    assert service_of(better).title == f"{below} 0 of 2 hours with as_today, and no strategy has fewer"


def test_without_a_common_target_no_line_is_drawn_and_it_is_said():
    one = study(settings=("contact_types.orders.service_level=90% in 20s",))
    run = compare(one, ["as_today"], replications=2, jobs=1).first
    picture = service_of(run)
    assert picture.blocks[0].quantities[0].target is None
    assert picture.title.startswith("Service level is lowest at 0")
    assert "different targets" in picture.footer
    assert target_share(run, "type:orders") == 0.9
    assert target_share(run, "type:returns") == 0.8


def test_closed_is_of_the_metric_and_names_its_peak():
    figure = closed(hotline_run("as_today"))
    values = artists(figure)[0]["curve:as_today"].get_data().values
    assert f"{max(values):,.0f} per hour with as_today" in words(figure)


def test_the_queue_is_the_mean_of_the_days_in_a_band_of_eight_in_ten():
    run = hotline_run("as_today", replications=12).first
    (curve,) = queue_of(run).blocks[0].rows[0].curves
    kept = run.stacks["as_today"].details
    days = kept.queue[:, 0].astype(float)
    assert curve.edges_s[0] == kept.plan.step_from_s[0]
    assert curve.edges_s[-1] == kept.plan.step_to_s[-1]
    np.testing.assert_allclose(curve.values, days.mean(axis=0))
    np.testing.assert_allclose(curve.low, np.quantile(days, 0.1, axis=0))
    assert "8 of 10 days" in legend(queue(run))
    of_type = queue_of(run, "type:returns").blocks[0]
    np.testing.assert_allclose(of_type.rows[0].curves[0].values, kept.queue[:, 2].mean(axis=0), rtol=1e-6)


def test_a_long_day_has_fewer_steps_with_the_same_mean():
    one = study(settings=("horizon.to='20:00'",))
    run = compare(one, ["as_today"], replications=2, jobs=1).first
    (curve,) = queue_of(run).blocks[0].rows[0].curves
    kept = run.stacks["as_today"].details
    assert len(curve.values) <= 60 < kept.queue.shape[2]
    mean = np.average(curve.values, weights=np.diff(curve.edges_s))
    assert mean == pytest.approx(kept.queue[:, 0].mean(), rel=1e-6)


def test_one_day_has_no_band():
    assert "8 of 10 days" not in legend(queue(hotline_run("as_today", replications=1)))
