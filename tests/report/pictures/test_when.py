"""Several days in a picture: nights are short, days are named, instants say their day; each has the right numbers."""

import doctest

import numpy as np
import pytest
from drawn import artists, words
from hotline import TEXT

from simulator import compare
from simulator.report.pictures import when
from simulator.report.pictures.agents_day import agents_of
from simulator.report.pictures.albums import album
from simulator.report.pictures.paired_differences import differences_of
from simulator.report.pictures.staffed import staff_of
from simulator.report.pictures.through_day import queue_of, service, service_of
from simulator.report.pictures.when import DaySpan, clock, squeezed
from simulator.scenario.reader import load_text

THREE_DAYS = TEXT.replace("interval: 1h", "interval: 1h, days: 3, weekday: friday")


@pytest.fixture(scope="module")
def run():
    return compare(load_text(THREE_DAYS), ["as_today", "three"], replications=3, jobs=1)


def test_the_examples_hold():
    assert doctest.testmod(when).failed == 0


def test_nights_are_gaps_and_intervals_have_their_own_values(run):
    row = service_of(run.first).blocks[0].rows[0]
    values = np.asarray(row.curves[0].values)
    assert np.isnan(values).tolist() == [False, False, True, False, False, True, False, False]
    wanted = run.row("as_today", "service_level", "all", "saturday 09:00-10:00").value
    assert values[4] == wanted
    waiting = queue_of(run.first).blocks[0].rows[0].curves[0]
    assert len(waiting.edges_s) == len(waiting.values) + 1
    assert np.isnan(waiting.values).sum() == 2


def test_days_are_named_and_apart_and_nights_short(run):
    figure = service(run)
    assert [text.get_text() for text in figure.axes[-1].get_xticklabels()] == ["friday", "saturday", "sunday"]
    assert "night" in artists(figure)[0]
    edges_s = artists(figure)[0]["curve:as_today"].get_data().edges
    assert np.diff(edges_s).tolist() == [3600.0] * 8
    assert "in 3 days" in differences_of(run.first).panels[-1].label
    assert "all days" in words(figure)


def test_an_instant_says_its_day_where_there_are_several(run):
    horizon = run.first.scenarios["as_today"].horizon
    assert clock(horizon, 86400.0 + 9 * 3600.0) == "on saturday at 09:00"
    assert clock(load_text(TEXT).resolve("as_today").horizon, 9 * 3600.0) == "at 09:00"


def test_days_that_follow_without_a_night_stay_so():
    days = [DaySpan("one", 0.0, 100.0), DaySpan("two", 100.0, 200.0), DaySpan("three", 500.0, 600.0)]
    assert squeezed([0.0, 100.0, 150.0, 200.0, 500.0], days) == [0.0, 100.0, 150.0, 200.0, 500.0]


def test_of_several_days_the_first_ones_agents_are_shown(run):
    picture = agents_of(run.first)
    assert picture.groups[0].to_s.max() < 86400.0
    assert "Friday of the first replication" in picture.footer


def test_load_is_drawn_of_the_tightest_of_several_days(run):
    assert {"load", "agents"} <= {picture.kind for picture in album(run)}
    assert "the tightest of " in staff_of(run.first).subtitle
