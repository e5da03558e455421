"""Work without people and people without work, by hand: each once, with its hours."""

import pytest
from building import center

from simulator.work.load_against_staff import load_of
from simulator.work.unmatched import without_people, without_work

HOUR = 3600.0


def test_people_without_work_are_found_with_their_hours():
    # Two come at 08:00, calls from 09:00 on only until 11:00.
    types = {"calls": {"arrivals": {"rate": {"08:00": "0/h", "09:00": "60/h", "11:00": "0/h"}}}}
    load = load_of(center({"08:00": 2, "11:30": 3}, types=types, to="12:00"))
    (found,) = without_work(load.pieces)
    # 2 for an hour, then 2 for half an hour and 3 for another half.
    assert found == ("front", [(8 * HOUR, 9 * HOUR), (11 * HOUR, 12 * HOUR)], 4.5)
    assert list(without_people(load.pieces)) == []


def test_work_without_people_is_found_inside_an_interval():
    # Nobody from 08:10 to 08:40 in intervals of an hour, in which 60 an hour come.
    load = load_of(center({"08:00": 2, "08:10": 0, "08:40": 14}, types={"calls": {"patience": "2m"}}, interval="1h"))
    (found,) = without_people(load.pieces)
    assert found[:2] == ("calls", [(8 * HOUR + 600, 8 * HOUR + 2400)])
    assert found.contacts == pytest.approx(30)
    # Over the hour there are agents enough.
    assert load.gaps == ()


def test_who_is_refused_while_nobody_is_there_is_no_work_without_people():
    types = {"calls": {"hours": {"from": "09:00", "to": "10:00"}}}
    load = load_of(center({"08:00": 0, "09:00": 5}, types=types))
    assert list(without_people(load.pieces)) == []
    assert list(without_work(load.pieces)) == []


def test_a_group_whose_types_come_at_night_only_is_told_of_the_day():
    types = {"day": {"arrivals": {"rate": {"00:00": "0/h", "08:00": "9/h"}}}, "always": {"arrivals": "9/h"}}
    groups = {
        "d": {"agents": 2, "serves": {"day": {}}},
        "a": {"agents": 2, "serves": {"day": {}, "always": {}}},
    }
    scenario = center(types=types, groups=groups, to="24:00")
    early = scenario.model_copy(update={"horizon": scenario.horizon.model_copy(update={"from_s": 0.0})})
    assert list(without_work(load_of(early).pieces)) == [("d", [(0.0, 8 * HOUR)], 16.0)]
