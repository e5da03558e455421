"""Every checker of help can fail, each on a good log in which one thing was spoiled."""

import hands
import help_checkers
import numpy as np
from again_checkers import solved_is_what_chance_and_group_say
from building import center, day
from checkers import check
from spoiled_logs import are_tried, each, is_found
from test_checkers import C, at, put, span

from simulator.engine.simulate import simulate
from simulator.log import RunLog, SpanKind

HELD = help_checkers
GROUPS = {
    "front": {"agents": 2, "serves": {"orders": {"solved": "0%"}}},
    "leaders": {"agents": 1, "serves": {"letters": {}}},
}
TYPES = {"orders": {}, "letters": {}}


def helping():
    """Agent 0 calls at 480; agent 2 comes at 600 after a letter and stays until 840. One call at 540 is in vain."""
    rule = {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%", "solved": "100%"}}
    scenario = center(types=TYPES, groups=GROUPS, helps={"stuck": rule})
    return scenario, day((0, 1080), (0, 600), (60, 600), (700, 60), types=[0, 1, 0, 1])


def sharing():
    """Of two orders that call at 480 or not, half are drawn; agent 2 helps until the end."""
    rule = {"of": "orders", "after": "8m", "share": "50%", "help": {"by": "leaders", "talk": "50%", "ready": "1m"}}
    scenario = center(types=TYPES, groups=GROUPS, helps={"stuck": rule})
    return scenario, day(*((20 * number, 600) for number in range(6)))


CENTERS = {one.__name__: one for one in (helping, sharing)}


def made(name):
    scenario, workload = CENTERS[name]()
    return scenario, workload, simulate(scenario, workload)


def not_drawn(log: RunLog) -> None:
    """Let the contact call that was not drawn."""
    log.helps["contact"][0] = min(set(range(6)) - set(log.helps["contact"].tolist()))


def nobody(log: RunLog) -> None:
    log.helps["helper"][0] = -1


def takes_a_letter_first(log: RunLog) -> None:
    """Let the last letter be taken while the call waits."""
    row = np.flatnonzero((log.spans["kind"] == SpanKind.TALK) & (log.spans["contact"] == 3))[0]
    log.spans["from_s"][row] = at(590)


H = "helps"
SPOILED = [
    (HELD.calls_are_in_talks, "helping", put(H, "called_s", 0, at(479)), "at no time"),
    (HELD.calls_are_in_talks, "helping", put(H, "called_s", 1, at(400)), "order of time"),
    (HELD.calls_are_in_talks, "helping", put(H, "until_s", 0, at(839)), "does not end with the talk"),
    (HELD.calls_are_in_talks, "helping", put(H, "until_s", 1, at(600)), "neither the talk ends"),
    (HELD.calls_are_in_talks, "helping", nobody, "but help began"),
    (HELD.calls_are_in_talks, "helping", put(H, "begun_s", 0, at(470)), "before the call"),
    (HELD.calls_are_in_talks, "helping", put(H, "joined_s", 0, at(610)), "before or after being ready"),
    (HELD.calls_are_in_talks, "helping", put(H, "joined_s", 0, np.nan), "did not join"),
    (HELD.calls_are_drawn, "sharing", not_drawn, "was not drawn"),
    (HELD.helpers_help_one, "helping", put(H, "helper", 0, 1), "no group that helps"),
    (HELD.helpers_help_one, "helping", put(H, "begun_s", 0, at(599)), "does something else"),
    (HELD.helping_is_what_the_calls_say, "helping", span(SpanKind.HELPING, "to_s", at(841)), "not that of the calls"),
    (HELD.help_comes_before_contacts, "helping", takes_a_letter_first, "waited for help"),
    (hands.hands_hold, "helping", put(H, "joined_s", 0, at(620)), "work on 0"),
    (solved_is_what_chance_and_group_say, "helping", put(C, "solved", 0, 0), "solved"),
]


@each(SPOILED)
def test_every_checker_finds_what_is_spoiled(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


def test_no_checker_of_help_is_left_out():
    are_tried(HELD.helps_hold, SPOILED)


def test_the_good_logs_are_good():
    for name in CENTERS:
        check(*made(name))
