"""Every checker of people known one by one can fail, each on a good log in which one thing was spoiled."""

import numpy as np
import pytest
from again_checkers import again_holds
from building import center, day
from checkers import check
from hands import hands_hold
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


def at_school():
    """Both agents are in a training from 1800 to 3600; the first has a contact before, the second none."""
    sessions = {"for": "30m", "at": "08:30"}
    training = {"of": "front", "from": "2026-11-30", "sessions": sessions, "serves": {"calls": {"handle_time": 0.5}}}
    shift = {"agents": 2, "from": "08:00", "to": "10:00"}
    return _center(shift, date="2026-11-30", trainings={"product": training}), day((100, 10), (4000, 10))


def hired():
    """Agent 0 works from the beginning, agent 1 from the second day on, at half the pace and solving nothing."""
    old = {"people": ["ana"], "from": "08:00", "to": "10:00"}
    new = {**old, "people": ["ben"], "since": "2026-12-01"}
    groups = {"front": {"shifts": {"old": old, "new": new}, "serves": {"calls": {}}}}
    people = {"ana": {}, "ben": {"serves": {"calls": {"handle_time": 2.0, "solved": "0%"}}}}
    scenario = center(groups=groups, people=people, to="12:00", date="2026-11-30", days=2)
    return scenario, day((100, 10), (86500, 10), (86501, 10))


def _center(shift, **more):
    return center(groups={"front": {"shifts": {"day": shift}, "serves": {"calls": {}}}}, to="12:00", **more)


def at_home():
    """Both agents are absent from 0 to 7200, without pay from 3600 to 4500."""
    tea = {"for": "15m", "at": "09:00", "paid": False}
    shift = {"agents": 2, "from": "08:00", "to": "10:00", "breaks": {"tea": tea}}
    groups = {"front": {"shifts": {"day": shift}, "serves": {"calls": {}}, "absence": "99.999999%"}}
    return center(groups=groups, to="12:00"), day((100, 10, 50))


CENTERS = {one.__name__: one for one in (a_shift, in_turn, two_seats, at_school, hired, at_home)}


def made(name):
    scenario, workload = CENTERS[name]()
    return scenario, workload, simulate(scenario, workload)


def at_once(log):
    """Let the second break be at the time of the first."""
    for column, time_s in (("from_s", at(600)), ("to_s", at(1200))):
        log.spans[column][log.spans["kind"] == SpanKind.BREAK] = time_s


def _meal(kind):
    return span(SpanKind.UNPAID_WHILE_ABSENT, "kind", kind)


def paid_for_it(log):
    """Let stays go on through the unpaid break."""
    duty = np.flatnonzero(log.spans["kind"] == SpanKind.DUTY)
    log.spans["to_s"][duty[log.spans["to_s"][duty] == at(3600)]] = at(4500)


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
        (shifts_hold, "hired", span(SpanKind.DUTY, "from_s", at(0), agent=1), "comes when no shift of theirs is on"),
        (shifts_hold, "at_school", without(SpanKind.OFF_PHONE), "is free while in training product"),
        (shifts_hold, "at_school", put(C, "answered_s", 0, at(1800)), "answers while in training product"),
        (shifts_hold, "at_home", without(SpanKind.UNPAID_WHILE_ABSENT), "at other times than chance says"),
        (shifts_hold, "at_home", _meal(SpanKind.UNPAID_ABSENCE), "is paid otherwise than said"),
        (shifts_hold, "at_home", _meal(SpanKind.ABSENT), "off the phone, but not paid"),
        (shifts_hold, "at_home", paid_for_it, "is paid for what is not paid"),
        (hands_hold, "hired", span(SpanKind.TALK, "to_s", at(86511), contact=2), "work on 2"),
        (again_holds, "hired", put(C, "solved", 2, 1), "solved is not what the end says"),
    ]
)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


@pytest.mark.parametrize("coming_again", [False, True])
def test_what_the_naive_engine_says_passes_too(coming_again):
    for seed in range(8):
        scenario, workload = random_center(seed, coming_again, shifts=True)
        check(scenario, workload, naive_log(scenario, workload))
