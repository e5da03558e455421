"""Every checker can fail: each is given a good log in which one thing was spoiled, and says what is wrong."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import again_checkers
import announcement_checkers
import checkers
import hands
import hours_checkers
import line_checkers
import numpy as np
import passing_checkers
import pytest
import span_checkers
from building import OPENS_S, center, day
from spoiled_logs import Spoil, each, is_found
from swarm import random_center

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, Cause, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario


def a_day() -> tuple[Scenario, Workload]:
    """Two agents; contacts 2 and 7 give up, 4 is blocked, 6 is talked to after closing."""
    scenario = center(2, types={"calls": {"queue_limit": 2}}, lines=5)
    return scenario, day(
        (0, 100, np.inf, 20),
        (5, 50, np.inf),
        (10, 30, 20),
        (12, 40, np.inf, 10),
        (20, 10),
        (60, 30),
        (7190, 100, np.inf, 50),
        (7191, 30, np.inf),
        (7192, 30, 3),
    )


def chats() -> tuple[Scenario, Workload]:
    """One agent with two slots, in which work goes on at half the speed when both are taken."""
    channels = {"chat": {"slots": 2, "speed": [1, 0.5]}}
    scenario = center(1, types={"chats": {"channel": "chat"}}, channels=channels)
    return scenario, day((0, 100), (50, 100), (60, 40, np.inf, 10))


def full_hands() -> tuple[Scenario, Workload]:
    """Three agents with room for two chats of three slots; agents 0 and 1 have two each, agent 2 one."""
    groups = {"front": {"agents": 3, "capacity": "70%", "serves": {"chats": {}}}}
    scenario = center(types={"chats": {"channel": "chat"}}, groups=groups, channels={"chat": {"slots": 3}})
    return scenario, day((0, 100), (1, 100), (2, 100), (3, 100), (4, 100))


def few_chats() -> tuple[Scenario, Workload]:
    """Two agents with one chat at most, of whom one is kept free: contact 1 waits for the other, then comes a call."""
    serves = {"chats": {"keep_free": 1}, "calls": {}}
    groups = {"front": {"agents": 2, "at_most": {"chat": 1}, "serves": serves}}
    scenario = center(types={"chats": {"channel": "chat"}, "calls": {}}, groups=groups, channels={"chat": {"slots": 3}})
    return scenario, day((0, 100), (10, 100), (20, 5), types=[0, 0, 1])


def skills() -> tuple[Scenario, Workload]:
    """Two types, each of which has a group of its own."""
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 1, "serves": {"mails": {}}}}
    return center(types={"calls": {}, "mails": {}}, groups=groups), day((0, 100), (5, 50), types=[0, 1])


def own_skills() -> tuple[Scenario, Workload]:
    """Ana serves mails alone, ben what the front serves: calls."""
    shifts = {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "10:00"}}
    groups = {"front": {"shifts": shifts, "serves": {"calls": {}}}}
    people = {"ana": {"skills": "mails"}, "ben": {}}
    scenario = center(types={"calls": {}, "mails": {}}, groups=groups, people=people)
    return scenario, day((0, 100), (5, 50), types=[0, 1])


def limits() -> tuple[Scenario, Workload]:
    """One agent; contact 1 leaves a voicemail after half a minute, contacts 2 and 3 are sent away at closing."""
    scenario = center(1, types={"calls": {"voicemail_after": "30s"}}, at_close="clear")
    return scenario, day((0, 100), (10, 10), (7190, 100), (7191, 10), (7192, 10))


def lines() -> tuple[Scenario, Workload]:
    """Two agents, two lines for calls and three of the channel: call 2 is blocked, mail 3 waits, mail 4 is blocked."""
    types = {"calls": {"lines": 2}, "mails": {}}
    scenario = center(2, types=types, lines={"per_agent": 1.5})
    return scenario, day((0, 100), (5, 50), (10, 30), (20, 30), (25, 30), types=[0, 0, 0, 1, 1])


def hours() -> tuple[Scenario, Workload]:
    """Until 08:10 everything is closed: 0 is refused, 1 waits, 2 is moved, 3 leaves a voicemail; 4 comes after that."""
    said = {"refused": "refuse", "mails": "wait", "moved": {"redirect": "open"}, "taped": "voicemail"}
    closing = {
        name: {"hours": {"from": "08:10", "to": "09:00"}, "when_closed": what, "talk": "50s"}
        for name, what in said.items()
    }
    scenario = center(1, types={**closing, "open": {"talk": "50s"}, "spare": {}})
    return scenario, day(
        (10, 30),
        (20, 30),
        (30, 30),
        (40, 30),
        (600, 30),
        (610, 30),
        (3590, 100),
        (3595, 10),
        types=[0, 1, 2, 3, 0, 1, 1, 1],
    )


def stopped() -> tuple[Scenario, Workload]:
    """The run stops ten minutes after closing: contact 0 is in its wrap-up, 1 is talked to, 2 waits."""
    scenario = center(2, run_on="10m")
    return scenario, day((7000, 300, np.inf, 900), (7100, 900), (7110, 10), (7120, 10, 30))


def in_vain() -> tuple[Scenario, Workload]:
    """Contact 0 is talked to until after closing; 1 waits for ever."""
    return center(1, at_close="keep"), day((7000, 300), (7110, 10))


def announced() -> tuple[Scenario, Workload]:
    """Contact 1 hears of a minute and has twice the patience, 2 of two minutes and leaves, 3 too and has half of it."""
    longer = {"leave": "65%", "patience": "50%"}
    said = {"by": "queue", "rounded_up_to": "1m", "longer": longer, "shorter": {"patience": "200%"}}
    scenario = center(1, types={"calls": {"talk": "60s", "announcement": said}, "mails": {}})
    return scenario, day((0, 300), (10, 10, 100), (20, 10, 50), (30, 10, 50), (400, 10))


CENTERS = {
    make.__name__: make
    for make in (
        a_day,
        chats,
        full_hands,
        few_chats,
        skills,
        own_skills,
        limits,
        lines,
        hours,
        stopped,
        in_vain,
        announced,
    )
}


@cache
def _made(name: str) -> tuple[Scenario, Workload, RunLog]:
    scenario, workload = CENTERS[name]()
    return scenario, workload, simulate(scenario, workload)


def put(table: str, column: str, row: int, value: Any) -> Spoil:
    """Return what writes ``value`` into a row of a table of the log."""

    def spoil(log: RunLog) -> None:
        getattr(log, table)[column][row] = value

    return spoil


def span(kind: SpanKind, column: str, value: Any, contact: int | None = None, agent: int | None = None) -> Spoil:
    """Return what writes ``value`` into the first span of a kind, of one contact or agent where it is given."""

    def spoil(log: RunLog) -> None:
        of_kind = log.spans["kind"] == kind
        for name, number in (("contact", contact), ("agent", agent)):
            of_kind &= True if number is None else log.spans[name] == number
        row = np.flatnonzero(of_kind)[0]
        log.spans[column][row] = value

    return spoil


def talk_of(contact: int, agent: int, from_s: float, to_s: float) -> Spoil:
    """Return what gives a contact another agent at another time."""
    columns = {"agent": agent, "from_s": from_s, "to_s": to_s}
    return both(*(span(SpanKind.TALK, name, value, contact) for name, value in columns.items()))


def without(kind: SpanKind) -> Spoil:
    """Return what takes the first span of a kind out."""

    def spoil(log: RunLog) -> None:
        row = np.flatnonzero(log.spans["kind"] == kind)[0]
        for name in log.spans:
            log.spans[name] = np.delete(log.spans[name], row)

    return spoil


def swapped(table: str, first: int, second: int) -> Spoil:
    """Return what exchanges two rows of a table."""

    def spoil(log: RunLog) -> None:
        for column in getattr(log, table).values():
            column[[first, second]] = column[[second, first]]

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Return what spoils several things."""

    def spoil(log: RunLog) -> None:
        for one in spoils:
            one(log)

    return spoil


def fact(name: str, value: Any) -> Spoil:
    """Return what writes a fact."""
    return lambda log: object.__setattr__(log.facts, name, value)


def at(seconds: float) -> float:
    """Return the time so many seconds after 08:00."""
    return OPENS_S + seconds


NAN, NO = float("nan"), NOBODY
C, S = "contacts", "spans"

SPOILED: list[tuple[Callable[..., None], str, Spoil, str]] = [
    (checkers.rows_are_born_in_order, "a_day", swapped(C, 0, 1), "number is its row"),
    (checkers.rows_are_born_in_order, "a_day", put(C, "parent", 1, 0), "have a parent"),
    (checkers.rows_are_born_in_order, "a_day", put(C, "case", 1, 0), "does not begin in row i"),
    (checkers.rows_are_born_in_order, "a_day", put(C, "arrived_s", 1, at(-3)), "order of birth"),
    (checkers.rows_are_born_in_order, "a_day", put(C, "patience_s", 1, 77.0), "patience_s is not that of the case"),
    (checkers.rows_are_born_in_order, "hours", put(C, "parent", 8, 8), "born before the parent"),
    (checkers.rows_are_born_in_order, "hours", put(C, "case", 8, 1), "case"),
    (checkers.whoever_is_moved_goes_on, "hours", put(C, "ended_by", 0, EndedBy.MOVED), "exactly one child"),
    (checkers.whoever_is_moved_goes_on, "hours", put(C, "cause", 8, Cause.TRANSFER), "exactly one child"),
    (checkers.whoever_is_moved_goes_on, "hours", put(C, "arrived_s", 8, at(31)), "arrives when it is moved"),
    (checkers.whoever_is_moved_goes_on, "hours", put(C, "type", 8, 2), "moved to the type it came from"),
    (checkers.whoever_is_moved_goes_on, "hours", put(C, "attempt", 8, 2), "a move is no attempt"),
    (checkers.whoever_is_moved_goes_on, "hours", put(C, "hop", 8, 0), "a move is a hop"),
    (checkers.each_contact_ends_once, "a_day", put(C, "ended_s", 0, NAN), "has an end exactly"),
    (checkers.each_contact_ends_once, "a_day", put(C, "answered_s", 0, NAN), "never answered"),
    (checkers.each_contact_ends_once, "a_day", put(C, "answered_s", 2, at(20)), "answered, but ended otherwise"),
    (checkers.each_contact_ends_once, "a_day", put(C, "closed_s", 2, at(30)), "closed, but not by an agent"),
    (checkers.each_contact_ends_once, "a_day", put(C, "closed_s", 0, NAN), "only a stop"),
    (checkers.each_contact_ends_once, "a_day", put(C, "answered_by", 0, NO), "answered_by is not"),
    (checkers.each_contact_ends_once, "a_day", put(C, "closed_group", 2, 0), "closed_group is not"),
    (checkers.each_contact_ends_once, "a_day", put(C, "queued_s", 4, at(20)), "ended at the door"),
    (checkers.each_contact_ends_once, "a_day", put(C, "queued_s", 0, NAN), "without ever having been queued"),
    (again_checkers.solved_is_what_chance_and_group_say, "a_day", put(C, "solved", 2, 1), "solved"),
    (again_checkers.solved_is_what_chance_and_group_say, "stopped", put(C, "solved", 1, 0), "solved"),
    (checkers.time_never_goes_back, "a_day", put(C, "ended_s", 0, at(-1)), "ended_s before answered_s"),
    (passing_checkers.places_are_as_said, "a_day", put(C, "place_s", 3, at(0)), "place in line"),
    (checkers.waits_are_first_waits, "a_day", put(C, "wait_s", 3, 1.0), "wait_s"),
    (checkers.waits_are_first_waits, "a_day", put(C, "since_arrival_s", 4, 0.0), "since_arrival_s"),
    (checkers.waits_are_first_waits, "stopped", put(C, "wait_s", 2, 690.0), "wait_s"),
    (checkers.patience_is_kept, "a_day", put(C, "wait_s", 2, 19.0), "to the bit"),
    (checkers.patience_is_kept, "a_day", put(C, "patience_s", 3, 19.0), "longer than he would"),
    (checkers.patience_is_kept, "stopped", put(C, "patience_s", 2, 689.0), "longer than he would"),
    (announcement_checkers.announcements_hold, "announced", put(C, "announced_s", 0, 60.0), "did not begin to"),
    (announcement_checkers.announcements_hold, "announced", put(C, "announced_s", 1, 61.0), "not rounded"),
    (announcement_checkers.announcements_hold, "announced", put(C, "type", 1, 1), "heard what nobody says"),
    (announcement_checkers.announcements_hold, "announced", put(C, "patience_s", 1, 100.0), "makes something else"),
    (announcement_checkers.announcements_hold, "announced", put(C, "patience_s", 3, 50.0), "makes something else"),
    (announcement_checkers.announcements_hold, "announced", put(C, "wait_s", 2, 1.0), "did not begin to"),
    (checkers.voicemails_are_left_at_the_limit, "limits", put(C, "wait_s", 1, 29.0), "not at the limit"),
    (checkers.voicemails_are_left_at_the_limit, "limits", put(C, "wait_s", 3, 31.0), "beyond the limit"),
    (checkers.whoever_is_open_has_no_end_to_come, "stopped", fact("stops_s", at(7801)), "another time"),
    (checkers.whoever_is_open_has_no_end_to_come, "stopped", put(C, "closed_s", 3, at(7801)), "after the run"),
    (checkers.whoever_is_open_has_no_end_to_come, "stopped", fact("stops_s", np.inf), "nobody stopped the run"),
    (checkers.skill_is_held, "skills", put(C, "type", 0, 1), "front served mails"),
    (checkers.skill_is_held, "own_skills", put(C, "type", 0, 1), "front served mails: ben"),
    (checkers.skill_is_held, "own_skills", put(C, "type", 1, 0), "front served calls: ana"),
    (line_checkers.lines_hold, "lines", lambda log: _repeated(log, 0, 1), "3 on 2 lines of calls"),
    (line_checkers.lines_hold, "lines", lambda log: _repeated(log, 3, 1), "4 on 3 lines of voice"),
    (line_checkers.lines_hold, "lines", put(C, "ended_s", 2, at(200)), "contact 2 was blocked, but there were lines"),
    (line_checkers.lines_hold, "lines", put(C, "ended_s", 4, at(200)), "contact 4 was blocked, but there were lines"),
    (checkers.queue_limits_hold, "a_day", span(SpanKind.QUEUE, "from_s", at(5), contact=5), "in a queue of 2"),
    (checkers.nobody_overtakes, "a_day", put(C, "answered_s", 3, at(140)), "was overtaken"),
    (checkers.agent_time_adds_up, "a_day", span(SpanKind.DUTY, "from_s", at(10)), "was not there"),
    (checkers.agent_time_adds_up, "a_day", without(SpanKind.OVERTIME), "after closing is overtime"),
    (span_checkers.spans_stand_in_order, "a_day", swapped(S, 0, -1), "before those of agents alone"),
    (span_checkers.spans_stand_in_order, "a_day", swapped(S, 0, 3), "not sorted by contact"),
    (span_checkers.spans_stand_in_order, "a_day", span(SpanKind.TALK, "kind", SpanKind.BREAK), "cannot have"),
    (span_checkers.spans_stand_in_order, "a_day", span(SpanKind.TALK, "to_s", at(-1)), "ends before it begins"),
    (span_checkers.spans_stand_in_order, "stopped", span(SpanKind.DUTY, "to_s", at(7801)), "after the run was stopped"),
    (span_checkers.spans_stand_in_order, "a_day", span(SpanKind.QUEUE, "agent", 0), "has no agent"),
    (span_checkers.spans_stand_in_order, "a_day", span(SpanKind.TALK, "group", NO), "has no group"),
    (span_checkers.spans_of_a_contact_join, "a_day", span(SpanKind.WRAP_UP, "from_s", at(101)), "nowhere for a while"),
    (span_checkers.spans_of_a_contact_join, "a_day", span(SpanKind.WRAP_UP, "from_s", at(99)), "nowhere for a while"),
    (span_checkers.spans_of_a_contact_join, "a_day", span(SpanKind.QUEUE, "from_s", at(9)), "when it was queued"),
    (span_checkers.spans_of_a_contact_join, "a_day", span(SpanKind.WRAP_UP, "to_s", at(119)), "end with the contact"),
    (span_checkers.spans_of_a_contact_join, "a_day", without(SpanKind.QUEUE), "without a span"),
    (
        span_checkers.spans_of_a_contact_join,
        "stopped",
        span(SpanKind.QUEUE, "to_s", at(7700), 2),
        "end with the contact",
    ),
    (span_checkers.spans_of_a_contact_join, "in_vain", span(SpanKind.QUEUE, "to_s", at(7300)), "end with the contact"),
    (span_checkers.spans_of_a_contact_join, "in_vain", without(SpanKind.QUEUE), "without a span"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", without(SpanKind.TALK), "talk unanswered"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "answered_s", 3, at(56)), "first talk begins"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "answered_by", 3, 0), "by somebody else"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "answered_group", 3, 1), "answered by another"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "ended_s", 3, at(96)), "neither talk nor wait"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "ended_by", 2, EndedBy.AGENT), "but waiting"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "closed_by", 3, 0), "closed by somebody else"),
    (span_checkers.answers_and_ends_have_their_spans, "a_day", put(C, "closed_group", 3, 1), "closed by another"),
    (span_checkers.agents_are_on_duty, "a_day", span(SpanKind.DUTY, "from_s", at(1)), "is not there"),
    (span_checkers.agents_are_on_duty, "a_day", span(SpanKind.DUTY, "agent", 1), "twice at once"),
    (span_checkers.overtime_ends_a_stay, "a_day", span(SpanKind.OVERTIME, "to_s", at(7201)), "not the end of a stay"),
    (span_checkers.overtime_ends_a_stay, "a_day", span(SpanKind.OVERTIME, "to_s", at(7200)), "no length"),
    (hours_checkers.hours_hold, "hours", put(C, "queued_s", 4, at(601)), "was not queued then"),
    (hours_checkers.hours_hold, "hours", put(C, "ended_by", 4, EndedBy.REFUSED), "was sent away"),
    (hours_checkers.hours_hold, "hours", put(C, "ended_by", 0, EndedBy.VOICEMAIL), "refused: .* does not end as said"),
    (hours_checkers.hours_hold, "hours", put(C, "ended_by", 3, EndedBy.ABANDONED), "taped: .* does not end as said"),
    (hours_checkers.hours_hold, "hours", put(C, "queued_s", 0, at(10)), "queued outside the hours"),
    (hours_checkers.hours_hold, "hours", put(C, "ended_s", 0, at(600)), "not sent away at once"),
    (hours_checkers.hours_hold, "hours", put(C, "type", 8, 5), "moved elsewhere"),
    (hours_checkers.hours_hold, "hours", put(C, "queued_s", 1, at(20)), "not at the opening"),
    (hours_checkers.hours_hold, "limits", put(C, "ended_s", 3, at(7199)), "not at closing"),
    (hours_checkers.hours_hold, "limits", span(SpanKind.QUEUE, "to_s", at(7201), 3), "waits on after closing"),
    (hours_checkers.hours_hold, "a_day", put(C, "ended_by", 2, EndedBy.CLEARED), "is not sent away"),
    (hours_checkers.hours_hold, "hours", put(C, "answered_s", 7, at(7200)), "answered after closing"),
    (hours_checkers.hours_hold, "a_day", span(SpanKind.DUTY, "from_s", at(-1)), "before the first opening"),
    (hours_checkers.hours_hold, "a_day", span(SpanKind.DUTY, "from_s", at(7200)), "while the center is closed"),
    (hours_checkers.hours_hold, "a_day", without(SpanKind.OVERTIME), "as planned"),
    (hands.hands_hold, "a_day", span(SpanKind.TALK, "agent", 0, contact=1), "found no room"),
    (hands.hands_hold, "a_day", span(SpanKind.TALK, "to_s", at(99)), "work on 0"),
    (hands.hands_hold, "chats", span(SpanKind.TALK, "to_s", at(110), contact=0), "work on contact"),
    (hands.hands_hold, "chats", span(SpanKind.TALK, "from_s", at(40), contact=2), "found no room"),
    (hands.hands_hold, "full_hands", span(SpanKind.TALK, "agent", 0, contact=4), "found no room"),
    (hands.hands_hold, "full_hands", fact("slots", np.array([3])), "a hand is larger than said"),
    (hands.hands_hold, "few_chats", span(SpanKind.TALK, "from_s", at(90), contact=1), "2 of chat in one hand"),
    (hands.hands_hold, "few_chats", talk_of(1, 1, at(50), at(150)), "one of the last to be kept"),
    (hands.hands_hold, "skills", fact("slots", np.array([1, 2])), "fills a hand"),
]


def _repeated(log: RunLog, first: int, times: int) -> None:
    """Let a contact be there so many times more, at the same time."""
    for name, column in log.contacts.items():
        log.contacts[name] = np.append(column, [column[first]] * times)


@pytest.mark.parametrize("name", CENTERS)
def test_a_good_log_passes(name):
    checkers.check(*_made(name))


@each(SPOILED)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(_made(name), checker, spoil, message)


def test_every_checker_is_tried():
    tried = {checker.__name__ for checker, *_ in SPOILED} | {"spans_hold", "group_time_is_agent_time"}
    # These are tried in files of their own.
    tried |= {"passing_holds", "again_holds", "overflow_holds", "interventions_hold", "shifts_hold", "helps_hold"}
    tried |= {"on_call_holds", "conversations_hold", "laying_down_holds", "silences_hold"}
    called = [*inspect.getsource(checkers.check).split(), *inspect.getsource(span_checkers.spans_hold).split()]
    names = {one.partition("(")[0] for one in called if "_" in one and "(" in one and ")" not in one.partition("(")[0]}
    asked_for = {name for name in names if hasattr(checkers, name) or hasattr(span_checkers, name)}
    assert asked_for - {"check", "hours_of"} <= tried


def test_groups_that_are_not_their_agents_are_found(monkeypatch):
    log = _made("a_day")[2]
    true = checkers.group_time(log)
    spoiled = true._replace(seconds=true.seconds + 2.0**-20)
    monkeypatch.setattr(checkers, "group_time", lambda _: spoiled)
    with pytest.raises(AssertionError, match="those of their agents"):
        checkers.group_time_is_agent_time(log)


def test_the_swarm_is_not_shaken_by_checkers():
    # A checker that is never reached proves nothing: one log has all that spans and hours can be asked about.
    kinds = set()
    for seed in range(40):
        kinds |= set(simulate(*random_center(seed)).spans["kind"].tolist())
    assert {SpanKind.QUEUE, SpanKind.TALK, SpanKind.WRAP_UP, SpanKind.DUTY, SpanKind.OVERTIME} <= kinds


def three(answered_s: list[float]) -> dict[str, np.ndarray]:
    """Three contacts that queued at 10, 11 and 12 s and were answered then."""
    queued_s = np.array([10.0, 11.0, 12.0])
    return {"queued_s": queued_s, "assigned_s": np.array(answered_s), "wait_s": np.array(answered_s) - queued_s}


def better_first(answered_s: list[float], priority: list[int]) -> None:
    contacts, everybody = three(answered_s), np.array([True, True, True])
    checkers._better_ones_first(contacts, everybody, np.array(priority), contacts["wait_s"])


def test_whoever_is_taken_before_somebody_with_priority_is_found():
    with pytest.raises(AssertionError, match=r"\[1\]"):
        better_first([15.0, 14.0, 12.0], [1, 2, 1])


def test_whoever_has_priority_or_does_not_wait_hurts_nobody():
    better_first([15.0, 14.0, 12.0], [2, 1, 1])
    better_first([15.0, 14.0, 12.0], [2, 2, 2])
    # Answered at the very instant at which the one with priority leaves the queue.
    better_first([14.0, 14.0, 12.0], [1, 2, 2])
