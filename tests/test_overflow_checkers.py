"""Every checker of overflow rules can fail, each on a good log in which one thing was spoiled."""

import numpy as np
import overflow_checkers
import pytest
from building import center, day, simulated
from spoiled_logs import Spoil, are_tried, each, is_found
from test_checkers import NAN, C, at, put

from simulator.log import Cause, EndedBy, RunLog

HELD = overflow_checkers
GROUPS = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}


def ending():
    """The first rule is of nobody; the second leaves contact 1 out, and lets 2 leave a message at 20."""
    rules = {
        "away": {"of": "orders", "share": "0%", "end": True},
        "message": {"of": "orders", "when": {"waited": {"at_most": "0s"}}, "share": "50%", "message": True},
    }
    return center(types={"orders": {}, "advice": {}}, groups=GROUPS, overflow=rules), day((0, 500), (10, 50), (20, 50))


def moving():
    """Contact 2 is sent away at 25, as 1 waits; 1 is moved at 30, as contact 4."""
    rules = {
        "move": {"of": "orders", "when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}},
        "away": {"of": "orders", "when": {"waiting": 1}, "look": "entering", "end": True},
    }
    work = day((0, 500), (10, 50, 200), (25, 50), (28, 50), types=[0, 0, 0, 1])
    return center(types={"orders": {}, "advice": {"talk": "50s"}}, groups=GROUPS, overflow=rules), work


def offering():
    """Contact 1 accepts at 10 and becomes contact 2."""
    rules = {"chat": {"of": "orders", "offer": {"type": "advice", "accept": "100%"}}}
    types = {"orders": {}, "advice": {"channel": "chat", "talk": "50s"}}
    scenario = center(types=types, groups=GROUPS, channels={"chat": {"behaviour": "live"}}, overflow=rules)
    return scenario, day((0, 500), (10, 50))


def telling():
    """Contact 1 is told that it takes no time; contact 2, advice, is told nothing."""
    types = {"orders": {"announcement": {"by": "last_wait"}}, "advice": {}}
    return center(types=types, groups=GROUPS), day((0, 100), (10, 50), (300, 50), types=[0, 0, 1])


CENTERS = {one.__name__: one for one in (ending, moving, offering, telling)}


def made(name):
    scenario, workload = CENTERS[name]()
    return scenario, workload, simulated(scenario, workload)


def more(row: int) -> Spoil:
    """Return what lets a rule be asked once more, as in a row of the table."""

    def spoil(log: RunLog) -> None:
        for name, column in log.overflow.items():
            log.overflow[name] = np.append(column, column[row])

    return spoil


def less(row: int) -> Spoil:
    """Return what strikes a row of the table."""

    def spoil(log: RunLog) -> None:
        for name, column in log.overflow.items():
            log.overflow[name] = np.delete(column, row)

    return spoil


W = "overflow"
SPOILED = [
    (HELD.rules_are_asked_once, "ending", more(0), "asked again"),
    (HELD.rules_are_asked_once, "ending", put(W, "at_s", 0, at(15)), "earlier than those before"),
    (HELD.rules_are_asked_once, "ending", put(W, "at_s", 0, at(5)), "before it comes"),
    (HELD.rules_are_asked_once, "moving", put(W, "at_s", 1, at(600)), "after its end"),
    (HELD.rules_are_asked_once, "moving", put(W, "contact", 1, 0), "after its answer"),
    (HELD.rules_do_what_they_say, "moving", put(C, "type", 1, 1), "not of advice"),
    (HELD.rules_do_what_they_say, "moving", put(W, "did", 0, -1), "left out by a rule of all"),
    (HELD.rules_do_what_they_say, "ending", put(W, "did", 0, 1), "changed by a rule of nobody"),
    (HELD.rules_do_what_they_say, "moving", put(W, "did", 0, 0), "declines what is no offer"),
    (HELD.rules_do_what_they_say, "offering", put(W, "did", 0, 0), "declines what is no offer"),
    (HELD.rules_do_what_they_say, "moving", put(C, "ended_by", 2, EndedBy.VOICEMAIL), "does not end as rule end says"),
    (HELD.rules_do_what_they_say, "moving", put(C, "ended_s", 1, at(31)), "does not end as rule move says"),
    (HELD.rules_do_what_they_say, "moving", put(C, "type", 4, 0), "moved elsewhere"),
    (HELD.ends_by_rules_have_their_rule, "moving", less(0), "by none that was asked"),
    (HELD.ends_by_rules_have_their_rule, "moving", less(1), "by none that was asked"),
    (HELD.moved_contacts_bring_what_is_left, "moving", put(C, "place_s", 4, at(30)), "stands elsewhere"),
    (HELD.moved_contacts_bring_what_is_left, "moving", put(C, "patience_s", 4, 200.0), "more or less patient"),
    (HELD.moved_contacts_bring_what_is_left, "offering", put(C, "place_s", 2, at(9)), "stands elsewhere"),
    (HELD.only_who_comes_is_told, "telling", put(C, "cause", 1, Cause.OVERFLOW), "after being moved"),
    (HELD.only_who_comes_is_told, "telling", put(C, "cause", 1, Cause.TRANSFER), "after being passed on"),
    (HELD.only_who_comes_is_told, "telling", put(C, "announced_s", 2, 5.0), "nothing is announced"),
    (HELD.only_who_comes_is_told, "telling", put(C, "queued_s", 1, NAN), "never queued"),
]


@pytest.mark.parametrize("name", CENTERS)
def test_a_good_log_passes(name):
    made(name)


@each(SPOILED)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


def test_every_checker_is_tried():
    are_tried(HELD.overflow_holds, SPOILED)
