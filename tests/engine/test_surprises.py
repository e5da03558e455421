"""What users of platforms are surprised at, as pairs of situations: who counts as there, and what a time-out costs.

Further pairs: what a heavier queue keeps from a lighter one (`test_hand_worked_reserves.py`), vips in front and credits
(`test_hand_worked_orders.py`), ring against skill (`test_hand_worked_steps.py`).
"""

from typing import Any

import pytest
from building import OPENS_S, center, day, simulated, spans_of, story

from simulator.log import SpanKind

NOBODY_ON_DUTY = {"logged_in": {"of": "front", "at_most": 0}}
NOBODY_FREE = {"free": {"of": "front", "at_most": 0}}
NO_ROOM = {"with_room": {"of": "front", "at_most": 0}}


def two_levels(front: Any, **second: Any) -> dict[str, Any]:
    """Return a front and a second level of one agent, both for orders."""
    return {
        "front": {"agents": front, "serves": {"orders": {}}},
        "second": {"agents": 1, "serves": {"orders": second}},
    }


# One person who is paused keeps the next level closed


def by_gate(holds: dict[str, Any], front: Any) -> Any:
    """Return a center in which the second level takes orders while something holds of the front."""
    return center(types={"orders": {"ranks": {"front": 1, "second": 2}}}, groups=two_levels(front, **{"while": holds}))


def by_rule(holds: dict[str, Any], front: Any) -> Any:
    """Return a center in which a rule opens the second level for orders that wait while something holds."""
    rule = {"of": "orders", "when": holds, "also": {"second": 2}}
    return center(types={"orders": {}}, groups=two_levels(front), overflow={"open": rule})


TWO_WAYS = pytest.mark.parametrize("made", [by_gate, by_rule])


@TWO_WAYS
@pytest.mark.parametrize(("holds", "found"), [(NOBODY_ON_DUTY, (500, 0)), (NOBODY_FREE, (0, 1)), (NO_ROOM, (0, 1))])
def test_one_person_who_writes_notes_keeps_the_second_level_closed_where_whoever_is_on_duty_counts(made, holds, found):
    # The only agent of the front (0) talks until 50 and wraps up until 600. The order of 100 could have agent 1, but
    # somebody of the front is there: it waits for 500 s. Where room is what counts it is taken at once.
    work = day((0, 50, float("inf"), 550), (100, 30))
    assert story(made(holds, 1), work)[1][1::2] == found


@TWO_WAYS
def test_a_break_in_the_plan_opens_the_second_level_and_one_that_is_taken_as_wrap_up_does_not(made):
    # Off duty from 60 to 600 nobody of the front is there; on duty, with as long a wrap-up, somebody is. In both the
    # front serves nobody in that time.
    planned = {"08:00": 1, "08:01": 0, "08:10": 1}
    assert story(made(NOBODY_ON_DUTY, planned), day((0, 60), (100, 30)))[1] == ("agent", 0, 130, 1)
    assert story(made(NOBODY_ON_DUTY, 1), day((0, 60, float("inf"), 540), (100, 30)))[1] == ("agent", 500, 630, 0)


@TWO_WAYS
def test_who_stays_to_finish_before_a_break_does_not_keep_the_second_level_closed(made):
    # Agent 0 is to leave at 60 and talks until 300. From 60 on they are not on duty: the order of 10 is agent 1's then.
    planned = {"08:00": 1, "08:01": 0, "08:10": 1}
    assert story(made(NOBODY_ON_DUTY, planned), day((0, 300), (10, 30)))[1] == ("agent", 50, 90, 1)


# "No workers available" that looks at who is on duty never skips a busy team


def skipping(holds: dict[str, Any] | None, front: Any = 2, channel: str = "voice") -> Any:
    """Return a center whose orders are the front's for a minute, a step that is skipped when something holds."""
    skip = {"of": "orders", "look": "entering", "when": holds, "also": {"second": 1}}
    steps = {"wider": {"after": "1m", "also": {"second": 1}}}
    return center(
        types={"orders": {"steps": steps, "channel": channel}},
        groups=two_levels(front),
        channels={"chat": {"slots": 2, "speed": [1, 1]}},
        overflow={} if holds is None else {"skip": skip},
    )


@pytest.mark.parametrize(("holds", "wait_s"), [(None, 60), (NOBODY_ON_DUTY, 60), (NO_ROOM, 0), (NOBODY_FREE, 0)])
def test_a_busy_team_is_skipped_by_its_room_and_not_by_who_is_on_duty(holds, wait_s):
    # Agents 0 and 1 are busy until 500: agent 2 takes the order of 10 when it has waited a minute, or at once.
    assert story(skipping(holds), day((0, 500), (5, 500), (10, 30)))[2] == ("agent", wait_s, 40 + wait_s, 2)


@pytest.mark.parametrize(("holds", "wait_s"), [(None, 60), (NOBODY_ON_DUTY, 0), (NO_ROOM, 0), (NOBODY_FREE, 0)])
def test_a_team_that_is_not_on_duty_is_skipped_by_either(holds, wait_s):
    assert story(skipping(holds, front=0), day((10, 30)))[0] == ("agent", wait_s, 40 + wait_s, 0)


@pytest.mark.parametrize(("holds", "wait_s"), [(NOBODY_ON_DUTY, 60), (NO_ROOM, 0), (NOBODY_FREE, 0)])
def test_with_slots_a_team_is_skipped_when_all_hands_are_full(holds, wait_s):
    # Agent 0 has two chats until 500 and 505, and room for no third.
    scenario = skipping(holds, front=1, channel="chat")
    assert story(scenario, day((0, 500), (5, 500), (10, 30)))[2] == ("agent", wait_s, 40 + wait_s, 1)


# After a time-out and re-entry a caller is last again


def timed_out(**more: Any) -> Any:
    """Return a center with one agent who serves orders and, with the same priority, orders of a second round."""
    types = {"orders": {}, "again": {"arrivals": None, "talk": "30s"}}
    return center(1, types=types, **more)


def rule(**verb: Any) -> dict[str, Any]:
    return {"overflow": {"time_out": {"of": "orders", "look": {"waited": "30s"}, **verb}}}


def answered(scenario: Any) -> list[tuple[float, float]]:
    """Return (came, answered) of the first and the second caller, in seconds after 08:00, whatever they became.

    Agent 0 is busy until 55. The first comes at 10 and times out at 40; the second comes at 25, and would at 55.
    """
    contacts = simulated(scenario, day((0, 55), (10, 30), (25, 30))).contacts
    cases, came_s = contacts["case"].tolist(), contacts["arrived_s"] - OPENS_S
    taken = zip(cases, (contacts["answered_s"] - OPENS_S).tolist(), strict=True)
    by_case = {case: answered_s for case, answered_s in taken if answered_s == answered_s}
    return [(float(came_s[row]), by_case[row]) for row in (1, 2)]


FIRST_FIRST, LAST_AGAIN = [(10, 55), (25, 85)], [(10, 85), (25, 55)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        # Nothing, and a step: the place in line is kept, whatever the wait widens.
        ({}, FIRST_FIRST),
        (rule(move={"type": "again", "place": "kept"}), FIRST_FIRST),
        # Re-entry: the first stands where they would if they had come at 40, behind the second.
        (rule(move={"type": "again", "place": "back"}), LAST_AGAIN),
    ],
    ids=["no time-out", "kept", "back"],
)
def test_after_a_time_out_a_caller_is_last_again_unless_the_place_is_kept(said, found):
    assert answered(timed_out(**said)) == found


def test_a_step_in_place_of_a_time_out_keeps_the_place():
    # At 40 the first is the second group's as well, which has nobody; then the front takes them all the same.
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "second": {"agents": 0, "serves": {"orders": {}}}}
    steps = {"wider": {"after": "30s", "also": {"second": 1}}}
    assert answered(center(types={"orders": {"steps": steps}}, groups=groups)) == FIRST_FIRST


@pytest.mark.parametrize(("after_s", "found"), [(1, LAST_AGAIN), (60, [(10, 100), (25, 55)])])
def test_who_is_sent_away_and_calls_again_is_last_again(after_s, found):
    # The first is sent away at 40 and calls again at 41, behind the second; or at 100, when the agent is idle since 85.
    again = {"redial": {"of": "orders", "when": {"ended": "sent_away"}, "share": "100%", "after": f"{after_s}s"}}
    scenario = timed_out(**rule(end=True), follow_ups=again)
    assert answered(scenario) == found


@pytest.mark.parametrize(("place", "found"), [("kept", [1, 0, 2]), ("back", [1, 2, 0])])
def test_who_is_passed_back_into_the_line_is_last_again_unless_the_place_is_kept(place, found):
    # Order 0, of 0, is passed back at 50, when the agent goes on with advice 1, of 20. At 150 order 0 waits beside
    # advice 2, of 30.
    back = {"of": "orders", "share": ["100%", "0%"], "at": "50%", "pass": {"place": place}}
    scenario = center(1, types={"orders": {}, "advice": {}}, transfers={"back": back})
    log = simulated(scenario, day((0, 100), (20, 100), (30, 10), types=[0, 1, 1]))
    talks = [(from_s, row) for row, _, _, from_s, _ in spans_of(log, SpanKind.TALK)]
    assert [row for _, row in sorted(talks)][1:] == found
