"""What interventions did, on logs made by hand: how often, on which days, how many agents, and time off the phone."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hand_log import CHANGES, SPAN, _columns, log_of

from simulator.log import NOBODY, LoggedDay, SpanKind, State
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.cells import Cell
from simulator.metrics.frames import INTERVENTION_COLUMNS, agent_time_frame, interventions_frame, spans_frame
from simulator.metrics.intervened import OF_INTERVENTIONS, by_intervention, interventions
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.used import added, used

DAY = 86400.0
DONE = [("help", 600.0, 4), ("no_chat", 600.0, 1), ("help", 2000.0, 2)]


def measured(log, name, of="all", interval=None):
    summary = measure(log)
    return summary.sums[MEASURES.index(name), summary.cells.index(Cell(of, interval))]


def off_phone_log(**given):
    """Return a log of one hour: two agents of *front*, of whom the second comes at 600 s and is ready at 1500 s."""
    stays = [(0, 0, 0.0, 3600.0), (1, 0, 600.0, 3600.0)]
    log = log_of([], None, stays=stays, **given)
    spans = [(NOBODY, SpanKind.DUTY, group, agent, from_s, to_s) for agent, group, from_s, to_s in stays]
    spans.append((NOBODY, SpanKind.OFF_PHONE, 0, 1, 600.0, 1500.0))
    return replace(log, spans=_columns(spans, SPAN))


def test_interventions_count_in_the_interval_in_which_they_were_carried_out():
    log = log_of([], interventions=DONE)
    assert measured(log, "interventions") == 3
    assert [measured(log, "interventions", interval=one) for one in ("00:00-00:30", "00:30-01:00")] == [2, 1]
    # They are of the whole center.
    assert math.isnan(measured(log, "interventions", "group:front"))
    assert math.isnan(measured(log, "interventions", "type:orders"))


def test_a_center_without_interventions_has_none():
    assert measured(log_of([]), "interventions") == 0
    assert by_intervention(log_of([])).shape == (0, len(OF_INTERVENTIONS))


def test_what_was_carried_out_before_the_reported_time_does_not_count():
    log = log_of([], interventions=DONE, reports_from_s=700.0)
    assert measured(log, "interventions") == 1
    assert by_intervention(log)[:, 0].tolist() == [1, 0, 0]


def test_of_each_intervention_there_are_times_days_agents_and_the_first_time_of_the_day():
    days = (LoggedDay("monday", 0.0, 0), LoggedDay("tuesday", DAY, 2))
    starts_s = (3600.0, 5400.0, DAY + 3600.0, DAY + 5400.0)
    done = [*((name, at_s + 3600.0, did) for name, at_s, did in DONE), ("help", DAY + 4000.0, 3)]
    log = log_of([], interventions=done, days=days, starts_s=starts_s, closes_s=DAY + 7200.0)
    found = dict(zip(CHANGES, by_intervention(log).tolist(), strict=True))
    # On monday at 01:10 and 01:33:20, on tuesday at 01:06:40: first at 4200 s and 4000 s.
    assert found["help"] == [3, 2, 9, 4200.0 + 4000.0]
    assert found["no_chat"] == [1, 1, 1, 4200.0]
    assert found["longer"] == [0, 0, 0, 0]
    assert measured(log, "interventions", interval="tuesday") == 1


def test_replications_add_up():
    one = used(log_of([], interventions=DONE))
    assert added([one, one]).interventions.tolist() == (2 * one.interventions).tolist()
    assert one.interventions[0].tolist() == [2, 1, 6, 600.0]


@pytest.mark.parametrize("by_sums", [False, True])
def test_time_off_the_phone_is_paid_and_not_available(by_sums):
    log = off_phone_log(wage_per_s=[0.01, 0.02], slots=[3, 1])
    if by_sums:
        time = [
            (0, 0, State.AVAILABLE, 1800.0), (0, 1, State.AVAILABLE, 1800.0), (0, 0, State.AVAILABLE, 300.0),
            (0, 0, State.OFF_PHONE, 900.0), (0, 1, State.AVAILABLE, 1800.0),
        ]  # fmt: skip
        log = log_of([], time, wage_per_s=[0.01, 0.02], slots=[3, 1])
    assert measured(log, "off_phone_s") == measured(log, "off_phone_s", "group:front") == 900
    assert measured(log, "off_phone_s", "group:back") == 0
    assert [measured(log, "off_phone_s", interval=one) for one in ("00:00-00:30", "00:30-01:00")] == [900, 0]
    # Two agents, of whom one is there for 50 minutes.
    assert measured(log, "logged_in_s") == measured(log, "paid_s") == 3600 + 3000
    assert measured(log, "cost", "group:front") == pytest.approx(66.0)
    # What occupancies are divided by is without the quarter of an hour.
    assert measured(log, "staffed_s") == 6600 - 900
    assert measured(log, "slot_capacity_s") == 3 * (6600 - 900)


def test_an_agents_day_shows_time_off_the_phone():
    drawn = agent_spans(off_phone_log())
    mine = drawn["agent"] == 1
    assert drawn["state"][mine].tolist() == [State.OFF_PHONE, State.AVAILABLE]
    assert drawn["from_s"][mine].tolist() == [600.0, 1500.0]
    assert set(drawn["state"][~mine].tolist()) == {State.AVAILABLE}


def test_tables_name_interventions_and_time_off_the_phone():
    frame = interventions_frame(log_of([], interventions=DONE))
    assert list(frame.columns) == list(INTERVENTION_COLUMNS)
    assert frame["intervention"].tolist() == ["help", "no_chat", "help"]
    assert frame["number"].tolist() == [4, 1, 2]
    assert interventions(frame) == 3
    assert list(interventions_frame(log_of([])).columns) == list(INTERVENTION_COLUMNS)
    log = off_phone_log()
    assert "off_phone" in spans_frame(log)["kind"].tolist()
    time = agent_time_frame(log)
    assert time.loc[time["state"] == "off_phone", "seconds"].tolist() == [900.0]
    assert np.isclose(time["seconds"].sum(), 6600)
