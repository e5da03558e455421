"""Days with doors that close, a warm-up and a stop, simulated: measures against those made contact by contact."""

import numpy as np
import pytest
from naive_measures import naive_measures

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import Cause, EndedBy
from simulator.metrics.cells import Cell
from simulator.metrics.frames import contacts_frame
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Doors
horizon: {from: "08:00", to: "20:00", days: 2, weekday: monday, warm_up: 1d, run_on: 30m, interval: 1h}
channels: {voice: {lines: 20}, chat: {slots: 2}}
sources: {callers: {arrivals: 24/h}, writers: {arrivals: 8/h}}
contact_types:
  orders:
    {from: callers, share: 50%, channel: voice, talk: 5m, patience: 4m, hours: {from: "10:00", to: "18:00"},
     when_closed: {redirect: anything}}
  advice:
    {from: callers, share: 30%, channel: voice, talk: 5m, patience: 4m, hours: {from: "09:00", to: "17:00"},
     when_closed: voicemail}
  returns:
    {from: callers, share: 20%, channel: voice, talk: 4m, patience: 4m, hours: {from: "10:00", to: "16:00"}}
  mails:
    {from: writers, channel: chat, talk: 12m, patience: endless, hours: {from: "09:00", to: "17:00"}, when_closed: wait,
     service_level: 80% in 2h}
  anything: {channel: voice, talk: 6m, patience: 2m, from: callers, share: 0%}
agent_groups:
  front: {agents: 2, serves: {orders: {}, advice: {}, returns: {}, anything: {}}}
  back: {agents: {"08:00": 1, "14:00": 0}, serves: {mails: {}}}
"""


@pytest.fixture(scope="module")
def log():
    scenario = load_text(TEXT).resolve()
    return simulate(scenario, draw(scenario, 4, 0))


def test_the_day_has_what_it_is_to_test(log):
    how, cause = log.contacts["ended_by"], log.contacts["cause"]
    for ending in (EndedBy.REFUSED, EndedBy.VOICEMAIL, EndedBy.MOVED, EndedBy.STILL_OPEN, EndedBy.ABANDONED):
        assert (how == ending).any(), ending.name
    assert (cause == Cause.REDIRECT).any()
    assert (log.contacts["arrived_s"] < log.facts.reports_from_s).any()
    assert np.isfinite(log.facts.stops_s)


@pytest.mark.parametrize("of", ["all", "type:orders", "type:mails", "type:anything", "channel:voice", "group:front"])
def test_measures_are_those_made_one_by_one(log, of):
    summary = measure(log)
    place = summary.cells.index(Cell(of, None))
    for name, expected in naive_measures(log, of).items():
        found = summary.sums[MEASURES.index(name), place]
        assert found == expected or (of.startswith("group") and np.isnan(found)), name


def test_whoever_is_redirected_counts_in_the_interval_and_type_of_their_arrival(log):
    summary = measure(log)
    at = {cell: place for place, cell in enumerate(summary.cells)}
    moved = summary.sums[MEASURES.index("moved")]
    # Orders are taken from 10:00 to 18:00.
    assert moved[at[Cell("type:orders", "monday 09:00-10:00")]] > 0
    assert moved[at[Cell("type:orders", "monday 12:00-13:00")]] == 0
    assert summary.sums[MEASURES.index("arrived"), at[Cell("type:anything", None)]] == 0
    assert summary.sums[MEASURES.index("closed"), at[Cell("type:anything", None)]] > 0


def test_nothing_of_the_warm_up_is_in_a_cell(log):
    summary, frame = measure(log), contacts_frame(log)
    came = frame[frame["reported"] & (frame["cause"] == "first")]
    place = summary.cells.index(Cell("all", None))
    assert summary.sums[MEASURES.index("arrived"), place] == len(came) < len(frame)
    assert summary.sums[MEASURES.index("cases"), place] == len(came)
    # Two days of twelve hours and half an hour, three agents at most.
    assert 0 < summary.sums[MEASURES.index("logged_in_s"), place] <= 2 * 12.5 * 3 * 3600
