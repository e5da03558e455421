"""Every checker of the end of a shift can fail, each on a good log in which one thing was spoiled."""

import numpy as np
import pytest
from checkers import check
from conversation_days import day, says, writers
from laying_down_checkers import laying_down_holds
from naive_log import naive_log
from spoiled_logs import each, is_found
from swarm import random_center
from test_checkers import at, span

from simulator.engine.simulate import simulate
from simulator.log import SpanKind


def handed():
    """Agent 0 answers 2 until 700 and leaves: 1 waits until 720, when agent 1 comes, reads until 765, and replies.

    0 is quiet, writes at 810, and is read until 855.
    """
    shifts = {
        "early": {"agents": 1, "from": "08:00", "to": "08:10"},
        "late": {"agents": 1, "from": "08:12", "to": "10:00"},
    }
    center = writers(group={"shifts": shifts}, slots=3, handed_over={"reading": "45s"})
    return center, day(says(0, 10, (800, 20)), says(480, 10, (130, 5)), says(500, 200))


def parked():
    """Agent 0 parks a conversation at 600, whose customer writes at 5000, and takes it up again at 86,400."""
    center = {"to": "08:10", "days": 2, "at_close": "keep"}
    group = {"shifts": {"day": {"agents": 1, "from": "08:00", "to": "08:10"}}}
    return writers(group=group, center=center, at_shift_end="park"), day(says(400, 10, (4590, 20)))


def near():
    """Agent 0 takes nothing new from 480 on: the second waits until 660."""
    shifts = {
        "early": {"agents": 1, "from": "08:00", "to": "08:10"},
        "late": {"agents": 1, "from": "08:11", "to": "10:00"},
    }
    return writers(group={"shifts": shifts}, no_new="2m"), day(says(470, 10), says(490, 10))


DAYS = {one.__name__: one for one in (handed, parked, near)}


def made(name):
    scenario, workload = DAYS[name]()
    return scenario, workload, simulate(scenario, workload)


@pytest.mark.parametrize("name", DAYS)
def test_a_good_log_passes(name):
    check(*made(name))


def laid(place, column, value):
    """Return what writes ``value`` into a row of hand-overs."""

    def spoil(log):
        log.hand_overs[column][place] = value

    return spoil


def laid_at(time_s):
    """Return what lets the agent lay down what is parked at another time, and have it in hand until then."""

    def spoil(log):
        log.hand_overs["at_s"][:] = at(time_s)
        log.spans["to_s"][log.spans["kind"] == SpanKind.IN_HAND] = at(time_s)
        log.spans["from_s"][log.spans["kind"] == SpanKind.PARKED] = at(time_s)

    return spoil


def begun(contact, number, time_s):
    """Return what lets a reply begin at another time."""

    def spoil(log):
        mine = (log.replies["contact"] == contact) & (log.replies["number"] == number)
        log.replies["begun_s"][mine] = time_s

    return spoil


def back_with_another(log):
    log.spans["agent"][(log.spans["kind"] == SpanKind.REPLY) & (log.spans["from_s"] == at(86_400))] = 1


def read_on(log):
    """Let the agent read once more instead of replying."""
    log.spans["kind"][(log.spans["kind"] == SpanKind.REPLY) & (log.spans["from_s"] == at(765))] = SpanKind.READING


def taken_late(log):
    log.contacts["assigned_s"][0] = at(480)


def reading(column, value):
    return span(SpanKind.READING, column, value, contact=1)


@each(
    [
        (laying_down_holds, "handed", laid(0, "parked", 1), "contact 0 is laid down, but not as said"),
        (laying_down_holds, "handed", laid(1, "owed", 0), "it is not so whether it waits"),
        (laying_down_holds, "handed", laid(0, "owed", 1), "it is not so whether it waits"),
        (laying_down_holds, "handed", laid(0, "at_s", at(701)), "not in order"),
        (laying_down_holds, "handed", laid(0, "agent", 1), "laid down by somebody else"),
        (laying_down_holds, "handed", laid(0, "group", 1), "of another group"),
        (laying_down_holds, "parked", laid_at(599), "lays down contact 0 at .*, but does not leave"),
        (laying_down_holds, "parked", laid_at(601), "contact 0 stays in the hand of agent 0"),
        (laying_down_holds, "parked", span(SpanKind.PARKED, "to_s", at(86_399)), "is parked at other times"),
        (laying_down_holds, "parked", span(SpanKind.PARKED, "agent", 1), "is parked with somebody else"),
        (laying_down_holds, "parked", back_with_another, "comes back to somebody else"),
        (laying_down_holds, "handed", span(SpanKind.QUEUE, "from_s", at(701)), "contact 1 waits at other times"),
        (laying_down_holds, "parked", span(SpanKind.DUTY, "to_s", at(601)), "is parked while agent 0 is there"),
        (laying_down_holds, "handed", reading("kind", SpanKind.REPLY), "replies to contact 1 unread"),
        (laying_down_holds, "handed", reading("from_s", at(721)), "unread|waits at other times"),
        (laying_down_holds, "handed", begun(1, 2, at(766)), "replies to contact 1 unread"),
        (laying_down_holds, "handed", begun(1, 2, np.nan), "reads contact 1 and does not reply"),
        (laying_down_holds, "handed", read_on, "reads contact 1 twice"),
        (laying_down_holds, "handed", span(SpanKind.REPLY, "kind", SpanKind.READING), "reads contact 0, but knows it"),
        (laying_down_holds, "near", taken_late, "agent 0 takes contact 0 at .*, too near the end"),
    ]
)  # fmt: skip
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


def test_what_the_naive_engine_says_passes_too():
    for seed in range(3):
        scenario, workload = random_center(seed, shifts=True, conversations=True, leaving=True)
        check(scenario, workload, naive_log(scenario, workload))
