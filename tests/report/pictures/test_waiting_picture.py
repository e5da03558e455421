"""Waits as distributions: the curve at the target's time is the service level, its end who is answered at all."""

import numpy as np
import pytest
from drawn import HOSTILE, artists, hotline_run, legend, words

from simulator.metrics.wait_counts import EDGES_S
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.waiting import TYPES_MAX, WaitsPanel, WaitsPicture, draw_waits, waits, waits_of


def test_the_curve_at_the_target_is_the_service_level_and_its_end_who_did_not_give_up():
    run = hotline_run("as_today", "three", replications=12)
    picture = waits_of(run.first)
    for panel in picture.panels:
        for strategy, values in panel.curves:
            of = f"type:{panel.name}"
            at_target = np.interp(panel.within_s, EDGES_S, values)
            assert at_target == pytest.approx(run.row(strategy, "service_level", of).value)
            assert values[-1] == pytest.approx(1 - run.row(strategy, "abandonment_rate", of).value)


def test_every_type_has_a_panel_and_every_strategy_a_curve_of_its_own_look():
    run = hotline_run()
    figure = waits(run)
    assert len(figure.axes) == 2
    for found in artists(figure):
        lines = [artist for name, artist in found.items() if name.startswith("curve:")]
        assert len(lines) == len(run.strategies)
        assert len({(line.get_linestyle(), line.get_marker()) for line in lines}) == len(lines)
        assert len({line.get_color() for line in lines}) == len(lines)
        assert list(found["target"].get_xdata()) == [20.0]
        assert list(found["target"].get_ydata()) == [0.8]
    assert legend(figure)[0] == "as_today"
    assert "target 80 % in 20 s" in words(figure)


def test_eight_strategies_have_eight_looks_without_their_colours():
    rising = [np.minimum(1.0, EDGES_S / (10.0 + 15 * number)) for number in range(8)]
    panel = WaitsPanel("calls", [(f"strategy_{number}", values) for number, values in enumerate(rising)], 20.0, 0.8)
    (found,) = artists(draw_waits(WaitsPicture("A title", [panel])))
    lines = [artist for name, artist in found.items() if name.startswith("curve:")]
    assert len({line.get_marker() for line in lines}) == 8
    assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == 8


def test_the_title_says_who_answers_most_in_time():
    run = hotline_run("as_today", "three", replications=12)
    levels = [f"{100 * run.row(name, 'service_level').value:.1f} %" for name in ("three", "as_today")]
    title = waits_of(run.first).title
    assert title == f"Answered within 20 s: {levels[0]} with three, {levels[1]} with as_today"


def test_where_nobody_came_there_is_no_curve_and_no_error():
    nobody = np.full(len(EDGES_S), np.nan)
    panel = WaitsPanel("calls", [(name, nobody) for name in [*HOSTILE, "sixth"]], 20.0, 0.8)
    text = svg_text(draw_waits(WaitsPicture("A title", [panel])))
    assert "<script" not in text
    assert "_hidden" in text


def test_the_time_axis_holds_the_target_and_what_happens_around_it():
    quick, slow = (np.minimum(1.0, EDGES_S / whole) for whole in (1.0, 40_000.0))
    for values, end_s in ((quick, 40.0), (slow, 240.0)):
        figure = draw_waits(WaitsPicture("A title", [WaitsPanel("calls", [("a", values)], 20.0, 0.8)]))
        assert figure.axes[0].get_xlim() == (0.0, end_s)


def test_of_very_many_types_those_with_most_contacts_are_drawn():
    run = hotline_run("as_today").first
    assert len(waits_of(run).panels) <= TYPES_MAX
    assert "not shown" not in waits_of(run).footer
