"""Every checker of who is passed on and who comes again can fail, each on a good log in which one thing was spoiled.

The logs are those of the naive engine, on days that a pencil can follow.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import again_checkers
import numpy as np
import passing_checkers
import pytest
from building import center, day
from checkers import check
from naive_log import naive_log
from spoiled_logs import Spoil, are_tried, each, is_found
from test_checkers import NAN, NO, C, at, both, put, span

from simulator.demand.workload import Workload
from simulator.log import Cause, Context, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

ENDLESS = np.inf
ADVICE = {"calls": {"talk": "100s"}, "advice": {"talk": "70s", "wrap_up": "20s"}, "mails": {}}
EXPERTS = {
    "front": {"agents": 1, "serves": {"calls": {}}},
    "experts": {"agents": 1, "serves": {"advice": {}, "mails": {}}},
}


def _passed(**to: Any) -> dict[str, Any]:
    return {"on": {"of": "calls", "share": ["100%", "0%"], "at": "40%", "pass": to}}


def within() -> tuple[Scenario, Workload]:
    """0 is passed warm to the other group at 40, whose agent has 1 until 60, and briefed until 75."""
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "back": {"agents": 1, "serves": {"calls": {"after": "1h"}, "mails": {}}},
    }
    types = {"calls": {"talk": "100s", "wrap_up": "10s", "patience": "endless"}, "mails": {}}
    rules = _passed(group="back", warm="15s", context="lost", repeat_story="20s")
    return center(types=types, groups=groups, transfers=rules), day((0, 100, ENDLESS, 5), (0, 60), types=[0, 1])


def twice() -> tuple[Scenario, Workload]:
    """0 is passed back at 40 and at 64, at once answered again each time, and 1 at 240 and 264."""
    rules = {"on": {"of": "calls", "share": ["100%", "100%", "0%"], "at": "40%", "pass": {}}}
    return center(1, transfers=rules), day((0, 100), (200, 100))


def impatient() -> tuple[Scenario, Workload]:
    """0 is passed back at 40 and gives up 20 s later: the only agent takes nothing new."""
    types = {"calls": {"talk": "100s", "patience": "20s"}}
    return center({"08:00": 1, "08:00:30": 0}, types=types, transfers=_passed()), day((0, 100, ENDLESS, 5))


def kept_waiting() -> tuple[Scenario, Workload]:
    """0 is passed back at 40 and leaves a voicemail ten seconds later."""
    types = {"calls": {"talk": "100s", "patience": "endless", "voicemail_after": "10s"}}
    return center({"08:00": 1, "08:00:30": 0}, types=types, transfers=_passed()), day((0, 100, ENDLESS, 5))


def blind() -> tuple[Scenario, Workload]:
    """0 becomes 2 at 40, which is advice and waits until 60."""
    scenario = center(types=ADVICE, groups=EXPERTS, transfers=_passed(type="advice"))
    return scenario, day((0, 100, ENDLESS, 5), (0, 60), types=[0, 2])


def kept() -> tuple[Scenario, Workload]:
    """The same, with its place kept."""
    scenario = center(types=ADVICE, groups=EXPERTS, transfers=_passed(type="advice", place="kept"))
    return scenario, day((0, 100, ENDLESS, 5), (0, 60), types=[0, 2])


def redials() -> tuple[Scenario, Workload]:
    """0 is talked to and returns at 110 as 3; 1 gives up at 30 and redials as 2 at 40; nobody comes a third time."""
    types = {"calls": {"talk": "30s", "patience": "20s"}}
    groups = {"front": {"agents": 1, "serves": {"calls": {"solved": "0%"}}}}
    rules = {
        "redial": {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "10s", "attempts": 2},
        "return": {"of": "calls", "when": {"solved": False}, "share": "100%", "after": "10s", "attempts": 2},
    }
    return center(types=types, groups=groups, follow_ups=rules), day((0, 100), (10, 30, 20))


CENTERS = {make.__name__: make for make in (within, twice, impatient, kept_waiting, blind, kept, redials)}


@cache
def _made(name: str) -> tuple[Scenario, Workload, RunLog]:
    scenario, workload = CENTERS[name]()
    return scenario, workload, naive_log(scenario, workload)


def all_of_group_0(log: RunLog) -> None:
    log.spans["group"][:] = 0


P, A = passing_checkers, again_checkers

SPOILED: list[tuple[Callable[..., None], str, Spoil, str]] = [
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "ended_by", 0, EndedBy.AGENT), "without a child"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "ended_by", 1, EndedBy.PASSED_ON), "without a child"),
    (
        P.whoever_is_passed_on_goes_on,
        "blind",
        both(put(C, "cause", 1, Cause.TRANSFER), put(C, "parent", 1, 0)),
        "passed on twice",
    ),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "answered_s", 0, NAN), "by nobody"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "closed_s", 0, at(45)), "and closed"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "solved", 0, 1), "and solved"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "attempt", 2, 2), "no attempt"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "hop", 2, 0), "is a hop"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "segment", 2, 0), "somebody else"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "type", 2, 2), "no transfer says"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "passes", 1, 1), "no transfer does so"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "ended_s", 0, at(39)), "after the first agent's part"),
    (P.whoever_is_passed_on_goes_on, "blind", put(C, "ended_s", 0, at(41)), "when it is passed on"),
    (P.whoever_is_passed_on_goes_on, "within", put(C, "answered_s", 0, NAN), "by nobody"),
    (P.waits_for_the_next_agent_are_told, "within", lambda log: log.passed.clear(), "none where some were"),
    (P.waits_for_the_next_agent_are_told, "twice", put("passed", "contact", 0, 1), "in the order of contacts"),
    (P.waits_for_the_next_agent_are_told, "twice", put("passed", "contact", 1, 1), "more or less often"),
    (P.waits_for_the_next_agent_are_told, "within", put("passed", "group", 0, NO), "where no transfer says"),
    (P.waits_for_the_next_agent_are_told, "within", put("passed", "passed_s", 0, at(41)), "no talk with it ends"),
    (P.waits_for_the_next_agent_are_told, "within", put("passed", "answered_s", 0, at(39)), "before it is passed on"),
    (P.waits_for_the_next_agent_are_told, "within", put("passed", "answered_s", 0, at(61)), "no such talk begins"),
    (P.waits_for_the_next_agent_are_told, "within", all_of_group_0, "no such talk begins"),
    (
        P.waits_for_the_next_agent_are_told,
        "twice",
        both(put("passed", "answered_s", 0, at(64)), put("passed", "passed_s", 1, at(40))),
        "after it is passed on again",
    ),
    (P.waits_for_the_next_agent_are_told, "twice", put("passed", "answered_s", 0, NAN), "again, but nobody answered"),
    (P.waits_for_the_next_agent_are_told, "within", put("passed", "answered_s", 0, NAN), "talks, but nobody"),
    (
        P.waits_for_the_next_agent_are_told,
        "impatient",
        put(C, "ended_by", 0, EndedBy.AGENT),
        "ends with an agent, but nobody",
    ),
    (P.waits_for_the_next_agent_are_told, "impatient", put(C, "ended_s", 0, at(39)), "after its end"),
    (P.places_are_as_said, "blind", put(C, "place_s", 1, at(-1)), "that of the arrival"),
    (P.places_are_as_said, "blind", put(C, "place_s", 2, at(41)), "or better"),
    (P.places_are_as_said, "blind", put(C, "place_s", 2, at(0)), "to the back"),
    (P.places_are_as_said, "kept", put(C, "place_s", 2, at(1)), "is another one"),
    (P.whoever_passes_on_may_stay, "blind", span(SpanKind.WRAP_UP, "kind", SpanKind.HOLD), "is blind"),
    (P.whoever_passes_on_may_stay, "within", span(SpanKind.QUEUE, "from_s", at(41)), "does not wait"),
    (P.whoever_passes_on_may_stay, "within", span(SpanKind.HOLD, "to_s", at(61)), "waits no more"),
    (P.a_customer_is_in_one_place, "within", span(SpanKind.QUEUE, "from_s", at(41)), "nowhere, or twice"),
    (P.a_customer_is_in_one_place, "within", span(SpanKind.TALK, "from_s", at(1)), "when it was queued"),
    (P.a_customer_is_in_one_place, "within", put(C, "passes", 0, 3), "2 talks and 3 passes"),
    (P.later_waits_keep_patience, "impatient", span(SpanKind.QUEUE, "to_s", at(61)), "longer than it would"),
    (
        P.later_waits_keep_patience,
        "impatient",
        both(span(SpanKind.QUEUE, "to_s", at(59)), put(C, "ended_s", 0, at(59))),
        "not when patience is over",
    ),
    (
        P.later_waits_keep_patience,
        "kept_waiting",
        both(span(SpanKind.QUEUE, "to_s", at(51)), put(C, "ended_s", 0, at(51))),
        "not at the limit",
    ),
    (P.passed_contacts_end_with_their_last_agent, "within", put(C, "ended_s", 0, at(75)), "its talk does not"),
    (P.passed_contacts_end_with_their_last_agent, "within", put(C, "closed_by", 0, 0), "closed by somebody else"),
    (P.passed_contacts_end_with_their_last_agent, "within", put(C, "closed_s", 0, at(80)), "at another time"),
    (P.passed_contacts_end_with_their_last_agent, "blind", put(C, "ended_s", 0, at(45)), "its agent goes on"),
    (P.stories_are_told_by_whom_they_were_lost, "within", put(C, "context", 1, Context.KEPT), "brings something"),
    (P.stories_are_told_by_whom_they_were_lost, "blind", put(C, "context", 2, Context.NONE), "nothing was told"),
    (P.stories_are_told_by_whom_they_were_lost, "blind", put(C, "context", 2, Context.LOST), "no rule loses"),
    (P.stories_are_told_by_whom_they_were_lost, "within", put(C, "stories", 0, 2), "too often"),
    (P.stories_are_told_by_whom_they_were_lost, "within", put(C, "repeated_s", 0, 21.0), "too long"),
    (P.stories_are_told_by_whom_they_were_lost, "redials", put(C, "stories", 3, 0), "not counted"),
    (
        P.stories_are_told_by_whom_they_were_lost,
        "redials",
        both(put(C, "stories", 1, 1), put(C, "context", 1, Context.NONE)),
        "too often",
    ),
    (A.whoever_comes_again_was_to_come, "redials", put(C, "arrived_s", 2, at(41)), "at another time"),
    (A.whoever_comes_again_was_to_come, "redials", put(C, "parent", 3, 1), "two come again"),
    (A.whoever_comes_again_was_to_come, "redials", put(C, "again_s", 2, at(99)), "although in time"),
    (
        A.whoever_comes_again_was_to_come,
        "redials",
        both(put(C, "again_s", 1, at(90_000)), put(C, "arrived_s", 2, at(90_000))),
        "or comes too late",
    ),
    (A.whoever_comes_again_was_to_come, "redials", put(C, "ended_by", 1, EndedBy.MOVED), "goes on"),
    (A.whoever_comes_again_was_to_come, "redials", put(C, "ended_s", 1, at(40)), "instant of the end"),
    (A.whoever_comes_again_was_to_come, "blind", put(C, "cause", 2, Cause.REDIAL), "no follow-up"),
    (A.attempts_follow_each_other, "redials", put(C, "attempt", 2, 3), "one attempt more"),
    (A.attempts_follow_each_other, "redials", put(C, "hop", 2, 1), "without a hop"),
    (A.attempts_follow_each_other, "redials", put(C, "segment", 2, 0), "somebody else"),
    (A.attempts_follow_each_other, "redials", put(C, "cause", 2, Cause.RETURN), "returns"),
    (A.attempts_follow_each_other, "redials", put(C, "cause", 3, Cause.REDIAL), "returns"),
    (A.attempts_follow_each_other, "redials", both(put(C, "cause", 2, Cause.FIRST), put(C, "attempt", 2, 1)), "twice"),
    (A.some_follow_up_says_so, "redials", put(C, "again_s", 1, NAN), "as no rule says"),
    (A.some_follow_up_says_so, "redials", put(C, "again_s", 2, at(99)), "as no rule says"),
    (A.some_follow_up_says_so, "redials", put(C, "again_s", 1, at(41)), "than redial says"),
    (A.solved_is_what_chance_and_group_say, "redials", put(C, "solved", 0, 1), "solved"),
    (A.solved_is_what_chance_and_group_say, "redials", put(C, "solved", 1, NO), "solved"),
]


@pytest.mark.parametrize("name", CENTERS)
def test_a_good_log_passes(name):
    check(*_made(name))


@each(SPOILED)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(_made(name), checker, spoil, message)


@pytest.mark.parametrize("all_of", [passing_checkers.passing_holds, again_checkers.again_holds])
def test_every_checker_is_tried(all_of):
    are_tried(all_of, SPOILED)
