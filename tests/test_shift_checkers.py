"""Every checker of people known one by one can fail, each on a good log in which one thing was spoiled."""

import pytest
from building import center, day
from checkers import check
from naive_log import naive_log
from shift_checkers import shifts_hold
from spoiled_logs import each, is_found
from swarm import random_center
from test_checkers import C, at, put, span, without

from simulator.engine.simulate import simulate
from simulator.log import SpanKind


def a_shift():
    """Agent 0 talks from 100 to 300 and from 6800 on, for 200 s beyond the shift; both have a break at 3600."""
    shift = {
        "agents": 2,
        "from": "08:00",
        "to": "10:00",
        "no_new": "5m",
        "breaks": {"tea": {"for": "15m", "at": "09:00"}},
    }
    return _center(shift), day((100, 200), (6800, 600))


def in_turn():
    """Agents 0 and 1 have their break from 600 on, one after the other."""
    tea = {"for": "10m", "from": "08:10", "to": "09:30", "together": 1}
    return _center({"agents": 2, "from": "08:00", "to": "10:00", "breaks": {"tea": tea}}), day((6000, 10))


def two_seats():
    """Ana works for an hour in the front, and then for another in the back."""
    front = {"early": {"people": "ana", "from": "08:00", "to": "09:00"}}
    back = {"late": {"people": "ana", "from": "09:00", "to": "10:00"}}
    groups = {name: {"shifts": one, "serves": {"calls": {}}} for name, one in (("front", front), ("back", back))}
    return center(groups=groups, people=["ana"], to="12:00"), day((100, 10))


def _center(shift):
    return center(groups={"front": {"shifts": {"day": shift}, "serves": {"calls": {}}}}, to="12:00")


CENTERS = {one.__name__: one for one in (a_shift, in_turn, two_seats)}


def made(name):
    scenario, workload = CENTERS[name]()
    return scenario, workload, simulate(scenario, workload)


def at_once(log):
    """Let the second break be at the time of the first."""
    for column, time_s in (("from_s", at(600)), ("to_s", at(1200))):
        log.spans[column][log.spans["kind"] == SpanKind.BREAK] = time_s


@pytest.mark.parametrize("name", CENTERS)
def test_a_good_log_passes(name):
    check(*made(name))


@each(
    [
        (shifts_hold, "two_seats", span(SpanKind.DUTY, "to_s", at(3601)), "ana.* is there twice at once"),
        (shifts_hold, "a_shift", span(SpanKind.BREAK, "to_s", at(7201)), "off the phone outside the plan"),
        (shifts_hold, "a_shift", without(SpanKind.DUTY), "off the phone, but not paid"),
        (shifts_hold, "a_shift", span(SpanKind.BREAK, "kind", SpanKind.UNPAID_BREAK), "paid for what is not paid"),
        (shifts_hold, "a_shift", span(SpanKind.TALK, "to_s", at(3601)), "a contact in hand while off the phone"),
        (shifts_hold, "a_shift", put(C, "answered_s", 1, at(6901)), "which is not on the plan"),
        (shifts_hold, "a_shift", span(SpanKind.OVERTIME, "from_s", at(7199)), "begins at no planned end"),
        (shifts_hold, "a_shift", span(SpanKind.BREAK, "to_s", at(4499)), "is not whole"),
        (shifts_hold, "a_shift", span(SpanKind.BREAK, "kind", SpanKind.ABSENT), "at other times than chance says"),
        (shifts_hold, "in_turn", at_once, "2 of front are on a break"),
        (shifts_hold, "two_seats", span(SpanKind.TALK, "to_s", at(3900)), "do not add up"),
    ]
)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


@pytest.mark.parametrize("coming_again", [False, True])
def test_what_the_naive_engine_says_passes_too(coming_again):
    for seed in range(8):
        scenario, workload = random_center(seed, coming_again, shifts=True)
        check(scenario, workload, naive_log(scenario, workload))
