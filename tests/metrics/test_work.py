"""What agents did: which contacts are closed, what handling is, who is occupied."""

import math

import numpy as np
import pandas as pd
import pytest

from simulator.errors import UsageError
from simulator.log import NOBODY, LegKind, State
from simulator.metrics import work


def test_only_what_an_agent_ended_is_closed():
    contacts = {"ended_by": ["agent", "customer", "time_out", "abandoned"]}
    assert work.is_closed(contacts).tolist() == [True, False, False, False]


def test_a_contact_in_wrap_up_is_not_closed_yet():
    contacts = {"ended_by": ["agent", "agent"], "closed_s": [50.0, math.nan]}
    assert work.is_closed(contacts).tolist() == [True, False]
    assert work.closed_per_hour(contacts, hours=2) == 0.5


def test_handle_time_is_talk_and_wrap_up_of_all_legs_without_the_waiting():
    legs = {
        "contact": np.array([0, 0, 0, 0, 0, 1]),
        "kind": np.array([LegKind.QUEUE, LegKind.TALK, LegKind.QUEUE, LegKind.TALK, LegKind.WRAP_UP, LegKind.QUEUE]),
        "from_s": np.array([0.0, 10.0, 70.0, 100.0, 130.0, 0.0]),
        "to_s": np.array([10.0, 70.0, 100.0, 130.0, 135.0, 60.0]),
    }
    assert work.handle_s(legs, contacts=3).tolist() == [95.0, 0.0, 0.0]


def test_a_contact_belongs_to_the_group_that_talked_to_it_last():
    legs = {
        "contact": [0, 1, 0, 0, 0],
        "kind": ["talk", "queue", "talk", "wrap_up", "queue"],
        "group": [2, NOBODY, 1, 1, NOBODY],
    }
    assert work.last_group(legs, contacts=2).tolist() == [1, NOBODY]


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
    words = pd.DataFrame({"state": [state.name.lower() for state in State], "seconds": [1.0, 2.0, 3.0]})
    numbers = {"state": np.array(list(State), dtype=np.int8), "seconds": np.array([1.0, 2.0, 3.0])}
    assert work.occupancy(words) == work.occupancy(numbers) == 5 / 6


def test_nobody_logged_in_is_not_occupied():
    assert math.isnan(work.occupancy({"state": [], "seconds": []}))
    assert work.agent_hours({"state": [], "seconds": []}) == 0


def test_an_unknown_state_is_refused():
    with pytest.raises(UsageError, match="state: unknown 'lunch'"):
        work.occupancy({"state": ["lunch"], "seconds": [1.0]})
