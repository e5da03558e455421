"""What agents did: which contacts are closed, what handling is, who is occupied."""

import math

import numpy as np
import pandas as pd
import pytest

from simulator.errors import UsageError
from simulator.log import NOBODY, SpanKind, State
from simulator.metrics import work


def test_only_what_an_agent_ended_is_closed():
    contacts = {"ended_by": ["agent", "customer", "time_out", "abandoned"]}
    assert work.is_closed(contacts).tolist() == [True, False, False, False]


def test_a_contact_in_wrap_up_is_not_closed_yet():
    contacts = {"ended_by": ["agent", "agent"], "closed_s": [50.0, math.nan]}
    assert work.is_closed(contacts).tolist() == [True, False]
    assert work.closed_per_hour(contacts, hours=2) == 0.5


def test_handle_time_is_talk_hold_and_wrap_up_of_all_agents_without_waiting_and_ringing():
    kinds = [
        SpanKind.QUEUE,
        SpanKind.TALK,
        SpanKind.QUEUE,
        SpanKind.RING,
        SpanKind.TALK,
        SpanKind.HOLD,
        SpanKind.WRAP_UP,
    ]
    spans = {
        "contact": np.array([0] * len(kinds) + [1, NOBODY]),
        "kind": np.array([*kinds, SpanKind.QUEUE, SpanKind.DUTY]),
        "from_s": np.array([0.0, 10.0, 70.0, 90.0, 100.0, 130.0, 150.0, 0.0, 0.0]),
        "to_s": np.array([10.0, 70.0, 90.0, 100.0, 130.0, 150.0, 155.0, 60.0, 3600.0]),
    }
    assert work.handle_s(spans, contacts=3).tolist() == [60.0 + 30 + 20 + 5, 0.0, 0.0]


def test_handle_time_reads_a_frame_with_words_and_nobody():
    spans = pd.DataFrame({"kind": ["queue", "talk", "duty"], "from_s": [0.0, 9.0, 0.0], "to_s": [9.0, 99.0, 99.0]})
    spans["contact"] = pd.array([0, 0, None], dtype="Int64")
    assert work.handle_s(spans, contacts=1).tolist() == [90.0]


def test_who_was_passed_on_is_not_closed():
    assert work.is_closed({"ended_by": ["passed_on", "agent"]}).tolist() == [False, True]


def test_handle_time_can_come_as_talk_and_wrap_up():
    contacts = {"ended_by": ["agent", "customer"], "talk_s": [60.0, 500.0], "wrap_up_s": [30.0, 0.0]}
    assert work.average_handle_time(contacts) == 90


def test_nothing_closed_has_no_handle_time():
    assert math.isnan(work.average_handle_time({"ended_by": ["abandoned"], "handle_s": [0.0]}))
    assert math.isnan(work.average_handle_time({"ended_by": [], "handle_s": []}))


def test_no_hours_have_no_contacts_per_hour():
    assert math.isnan(work.closed_per_hour({"ended_by": ["agent"]}, hours=0))


def test_occupancy_leaves_out_the_time_after_closing():
    time = {
        "state": ["available", "talk", "talk"],
        "seconds": [900.0, 900.0, 7200.0],
        "interval": [0, 0, 1],
    }
    assert work.occupancy(time, intervals=1) == 0.5
    assert work.occupancy(time) == 0.9
    assert work.agent_hours(time) == 2.5


def test_with_one_slot_the_slot_load_is_the_occupancy():
    time = {
        "group": ["front"] * 3,
        "state": ["available", "talk", "wrap_up"],
        "seconds": [600.0, 1500.0, 300.0],
        "slot_seconds": [0.0, 1500.0, 300.0],
        "interval": [0, 0, 1],
    }
    assert work.slot_load(time, {"front": 1}) == work.occupancy(time) == 0.75
    assert work.slot_load(time, {"front": 1}, intervals=1) == work.occupancy(time, intervals=1) == 1500 / 2100
    assert work.slot_load(time, {"front": 3}) == 0.25
    assert math.isnan(work.slot_load(time, {}))


def test_states_may_be_words_or_numbers():
    seconds = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    words = pd.DataFrame({"state": [state.name.lower() for state in State], "seconds": seconds})
    numbers = {"state": np.array(list(State), dtype=np.int8), "seconds": np.array(seconds)}
    assert work.occupancy(words) == work.occupancy(numbers) == 13 / 14


def test_nobody_logged_in_is_not_occupied():
    assert math.isnan(work.occupancy({"state": [], "seconds": []}))
    assert math.isnan(work.occupancy({"state": ["off_phone"], "seconds": [60.0]}))
    assert work.agent_hours({"state": [], "seconds": []}) == 0


def test_an_unknown_state_is_refused():
    with pytest.raises(UsageError, match="state: unknown 'lunch'"):
        work.occupancy({"state": ["lunch"], "seconds": [1.0]})
