"""What may be expected, on either side, and in which words something else happened."""

from typing import Any

import pytest
from building import center
from playing_of import became_in, failures_in, test_of

from simulator.scenario.nouns import Scenario

A10, A20 = ({"type": "calls", "waited": f"{seconds}s"} for seconds in (10, 20))
TWO_GROUPS = center(
    types={"calls": {}},
    groups={"front": {"agents": 2, "serves": {"calls": {}}}, "back": {"agents": 2, "serves": {"calls": {}}}},
)
NAMED = {"ana": {"group": "front", "idle": "9s"}, "ben": {"group": "front", "idle": "5s"}, "back": 1}


def said(
    scenario: Scenario, given: dict[str, Any], free: dict[str, Any], expect: dict[str, Any], **when: str
) -> list[str]:
    return [one.what for one in failures_in(scenario, test_of(given, free, expect, **when))]


@pytest.mark.parametrize(
    "expect",
    [
        {"a": "ana"},
        {"a": "front"},
        {"a": ["back", "ana"]},
        {"a": {"to": "front", "by": "longest_idle"}},
        {"takes": "a"},
        {"takes": {"ana": "a"}},
        {"takes": {"front": "a", "back": "nothing", "ben": "nothing"}},
        {"takes": ["a"], "a": "front", "by": "longest_idle"},
    ],
)
def test_what_is_so_is_expected_on_either_side(expect: dict[str, Any]) -> None:
    assert said(TWO_GROUPS, {"a": "calls"}, NAMED, expect) == []


def test_a_name_with_a_bare_group_is_one_agent_of_it() -> None:
    free = {"f1": "front", "f2": "front", "b": "back"}
    written_out = {name: {"group": group} for name, group in free.items()}
    expect = {"takes": {"f1": "a", "f2": "b", "front": ["a", "b"], "b": "nothing"}, "a": "front"}
    test = test_of({"a": A20, "b": A10}, free, expect)
    assert test == test_of({"a": A20, "b": A10}, written_out, expect)
    assert failures_in(TWO_GROUPS, test) == []


WHY = "ana took a, by longest_idle: ana has been free for 9s, ben has been free for 5s"


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ({"a": "ben"}, f"expected a to be taken by ben, but {WHY}."),
        ({"a": "waits"}, f"expected a to wait, but {WHY}."),
        ({"a": ["ben", "waits"]}, f"expected a to be taken by ben or to wait, but {WHY}."),
        ({"takes": "nothing"}, f"expected the free agents to take nothing, but {WHY}."),
        ({"takes": {"ben": "a"}}, f"expected ben to take a, but {WHY}."),
        ({"takes": {"front": "nothing"}}, f"expected front to take nothing, but {WHY}."),
        ({"a": {"to": "ana", "by": "rank"}}, f"expected rank to decide, but {WHY}."),
        ({"takes": "a", "by": "rank"}, f"expected rank to decide, but {WHY}."),
    ],
)
def test_what_is_not_so_is_told_with_what_happened_instead(expect: dict[str, Any], words: str) -> None:
    assert said(TWO_GROUPS, {"a": "calls"}, NAMED, expect) == [words]


def test_several_agents_and_contacts_at_once_are_each_asked() -> None:
    given = {"a": A10, "b": A20, "c": "calls", "d": "calls"}
    free = {"front": 1, "back": 1, "late": {"group": "back", "in_hand": {"voice": 1}}}
    # The agents who become free take the two that wait; those who arrive at that instant find nobody.
    expect = {"takes": {"front": "b", "back": "a"}, "c": "waits", "d": {"to": "waits", "by": "first_come"}}
    assert said(TWO_GROUPS, given, free, expect) == []
    became = became_in(TWO_GROUPS, test_of(given, free, expect))
    assert {name: one.by[0] for name, one in became.items()} == {
        "a": "only_one",
        "b": "longest_wait",
        "c": "first_come",
        "d": "first_come",
    }


def test_one_agent_takes_several_chats_and_all_of_them_are_named() -> None:
    one = center(types={"calls": {"channel": "chat"}}, channels={"chat": {"slots": 3}})
    given = {"a": A10, "b": A20, "c": "calls"}
    free = {"front": {"in_hand": {"chat": 1}}}
    assert said(one, given, free, {"takes": ["a", "b"], "c": {"to": "waits", "by": "first_come"}}) == []
    assert said(one, given, free, {"takes": ["b"]}) == [
        "expected the free agents to take b, but front took a, by only_one."
    ]


def test_who_waits_may_do_so_for_several_reasons() -> None:
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "back": {"agents": 1, "serves": {"calls": {"after": "30s"}}},
        "other": {"agents": 1, "serves": {"advice": {}}},
    }
    one = center(types={"calls": {}, "advice": {}}, groups=groups)
    given, free = {"a": A20, "b": A10}, {"front": 1, "back": 1, "other": 1}
    for by in ("longest_wait", "after", "serves"):
        assert said(one, given, free, {"b": {"to": "waits", "by": by}}) == []
    (words,) = said(one, given, free, {"b": {"to": "waits", "by": "room"}})
    assert words == ("expected room to decide, but b waits, by longest_wait: a has waited 20s, b has waited 10s.")


def test_that_nothing_is_taken_is_decided_for_each_contact() -> None:
    groups = {"back": {"agents": 1, "serves": {"calls": {"after": "30s"}}}}
    one = center(types={"calls": {}}, groups=groups)
    given = {"a": A20, "b": A10}
    assert said(one, given, {"back": 1}, {"takes": "nothing", "by": "after"}) == []
    # One line of the file is one failure, which lists both.
    why = "by after: back takes calls after 30s"
    words = f"expected rank to decide, but a waits, {why}; b waits, {why}."
    assert said(one, given, {"back": 1}, {"takes": "nothing", "by": "rank"}) == [words]
    assert said(one, given, {"back": 1}, {"takes": {"back": "nothing"}, "by": "rank"}) == [words]
    assert said(one, given, {"back": 1}, {"takes": "nothing", "b": "waits", "by": "rank"}) == [words]
    apart = {"a": {"to": "waits", "by": "rank"}, "b": {"to": "waits", "by": "room"}}
    assert len(said(one, given, {"back": 1}, apart)) == 2


def test_chance_has_to_keep_an_expectation_in_every_draw() -> None:
    from simulator.routing_tests.asking import DRAWS

    one = TWO_GROUPS.model_copy(update={"routing": center(routing={"agent": "random"}).routing})
    test = test_of({"a": "calls"}, {"front": 1, "back": 1}, {"a": ["front", "back"], "by": "random"})
    met = {became_in(one, test, draw)["a"].agent for draw in range(DRAWS)}
    assert met == {"front", "back"}


SHUT = {"hours": {"from": "08:30", "to": "09:00"}}
MOVED = center(
    types={"calls": {**SHUT, "when_closed": {"redirect": "urgent"}}, "urgent": {"arrivals": None}},
    groups={"front": {"agents": 1, "serves": {"calls": {}, "urgent": {}}}},
)


@pytest.mark.parametrize(
    ("free", "expect"),
    [
        ({"front": 1}, {"a": {"to": "front", "as": "urgent", "by": "only_one"}}),
        ({"front": 1}, {"a": {"to": "redirected", "by": "hours"}, "takes": "a"}),
        ({}, {"a": {"to": "waits", "as": "urgent", "by": "room"}}),
        ({}, {"a": "redirected", "by": "hours"}),
    ],
)
def test_who_is_redirected_is_followed_to_the_end(free: dict[str, Any], expect: dict[str, Any]) -> None:
    assert said(MOVED, {"a": "calls"}, free, expect, at="09:10") == []


def test_who_is_redirected_elsewhere_than_expected_is_told() -> None:
    assert said(MOVED, {"a": "calls"}, {"front": 1}, {"a": {"to": "front", "as": "calls"}}, at="09:10") == [
        "expected a to be calls, but it is urgent: front took a as urgent, by only_one."
    ]
    assert said(MOVED, {"a": "calls"}, {"front": 1}, {"a": "redirected"}) == [
        "expected a to be redirected, but front took a, by only_one."
    ]


@pytest.mark.parametrize(
    ("closed", "expect"),
    [
        ({"when_closed": "refuse"}, {"a": "refused"}),
        ({"when_closed": "voicemail"}, {"a": "voicemail"}),
        ({"when_closed": "wait"}, {"a": "waits"}),
    ],
)
def test_a_closed_door_decides_by_hours(closed: dict[str, Any], expect: dict[str, Any]) -> None:
    one = center(types={"calls": {**SHUT, **closed}})
    assert said(one, {"a": "calls"}, {"front": 1}, {**expect, "by": "hours"}, at="08:20") == []


def test_who_waits_when_hours_end_is_sent_away_or_served() -> None:
    for at_close, expect in (("clear", {"a": "cleared", "by": "hours"}), ("serve_out", {"a": "waits", "by": "room"})):
        one = center(types={"calls": {**SHUT, "at_close": at_close}})
        assert said(one, {"a": A10}, {}, expect, at="09:00") == []


def test_who_waited_outside_goes_in_at_the_opening_and_has_not_waited_for_after() -> None:
    groups = {"front": {"agents": 1, "serves": {"calls": {"after": "30s"}}}}
    one = center(types={"calls": {**SHUT, "when_closed": "wait"}}, groups=groups)
    given = {"a": {"type": "calls", "waited": "60s"}}
    assert said(one, given, {"front": 1}, {"a": "waits", "by": "hours"}, at="08:29:59") == []
    assert said(one, given, {"front": 1}, {"a": "waits", "by": "after"}, at="08:30") == []
    assert said(one, given, {"front": 1}, {"a": "waits", "by": "after"}, at="08:30:29") == []
    assert said(one, given, {"front": 1}, {"a": "front"}, at="08:30:30") == []


def test_who_waits_outside_is_nobody_whom_an_agent_could_choose() -> None:
    one = center(types={"calls": {}, "advice": {**SHUT, "when_closed": "wait"}})
    given = {"out": {"type": "advice", "waited": "60s"}, "in": A10}
    expect = {"takes": "in", "in": {"to": "front", "by": "only_one"}, "out": {"to": "waits", "by": "hours"}}
    assert said(one, given, {"front": 1}, expect, at="08:20") == []


def hands(capacity: str = "100%", **group: Any) -> Scenario:
    """Return a center of chats, a third of a hand each, and messages, a fifth each."""
    types = {"chats": {"channel": "chat"}, "messages": {"channel": "message"}, "calls": {}}
    serves: dict[str, Any] = {name: {} for name in types}
    groups = {"front": {"agents": 4, "capacity": capacity, "serves": serves, **group}}
    return center(types=types, groups=groups, channels={"chat": {"slots": 3}, "message": {"slots": 5}})


@pytest.mark.parametrize(
    ("scenario", "in_hand", "takes"),
    [
        (hands(), {"message": 4}, "message"),
        (hands("120%"), {"message": 4}, "chat"),
        (hands(), {"message": 3}, "chat"),
        (hands(), {"chat": 2, "message": 1}, "nothing"),
        (hands(at_most={"chat": 1}), {"chat": 1}, ["message"]),
        (hands(), {"voice": 1}, "nothing"),
        (hands(), {"chat": 3}, "nothing"),
    ],
)
def test_a_hand_has_room_for_what_fits_beside_what_is_in_it(
    scenario: Scenario, in_hand: dict[str, int], takes: str | list[str]
) -> None:
    given = {"chat": {"type": "chats", "waited": "20s"}, "message": {"type": "messages", "waited": "10s"}}
    assert said(scenario, given, {"front": {"in_hand": in_hand}}, {"takes": takes}) == []


def test_agents_kept_empty_may_have_chats_in_hand_and_then_are_not_kept() -> None:
    one = center(types={"calls": {"channel": "chat"}}, channels={"chat": {"slots": 2, "keep_empty": 1}})
    assert said(one, {"a": "calls"}, {"front": 1}, {"a": "waits", "by": "keep_free"}) == []
    assert said(one, {"a": "calls"}, {"front": {"in_hand": {"chat": 1}}}, {"a": "front"}) == []
    assert said(one, {"a": "calls"}, {"front": 2}, {"a": "front"}) == []


@pytest.mark.parametrize(
    ("keep_empty", "keep_free", "kept_at"),
    [
        (1, 0, ["08:10", "08:40", "09:10"]),
        (0, {"08:30": 1, "09:00": 0}, ["08:40"]),
        ({"08:30": 1, "09:00": 0}, 0, ["08:40"]),
        (1, {"08:30": 0, "09:00": 2}, ["08:10", "08:40", "09:10"]),
        ({"08:30": 1, "09:00": 0}, {"08:00": 1, "08:30": 0}, ["08:10", "08:40"]),
    ],
)
def test_of_what_a_type_and_its_channel_keep_the_larger_goes_by_the_clock(
    keep_empty: Any, keep_free: Any, kept_at: list[str]
) -> None:
    groups = {"front": {"agents": 1, "serves": {"calls": {"keep_free": keep_free}}}}
    channels = {"chat": {"slots": 2, "keep_empty": keep_empty}}
    one = center(types={"calls": {"channel": "chat"}}, groups=groups, channels=channels)
    for at in ("08:10", "08:40", "09:10"):
        expect = {"to": "waits", "by": "keep_free"} if at in kept_at else {"to": "front", "by": "only_one"}
        assert said(one, {"a": "calls"}, {"front": 1}, {"a": expect}, at=at) == [], at


def test_contacts_in_hand_use_lines() -> None:
    free = {"front": {"in_hand": {"voice": 1}}}
    assert said(center(lines=1), {"a": "calls"}, free, {"a": "blocked", "by": "lines"}) == []
    assert said(center(lines=2), {"a": "calls"}, free, {"a": "waits", "by": "room"}) == []


def test_who_was_kept_from_a_contact_and_took_another_is_asked_of_that_moment() -> None:
    serves = {"calls": {}, "chats": {"keep_free": 1}}
    types = {"calls": {}, "chats": {"channel": "chat"}}
    one = center(types=types, groups={"front": {"agents": 2, "serves": serves}}, channels={"chat": {"slots": 3}})
    given = {"call": {"type": "calls", "waited": "10s"}, "chat": {"type": "chats", "waited": "20s"}}
    expect = {"takes": "call", "call": {"to": "front", "by": "keep_free"}, "chat": {"to": "waits", "by": "keep_free"}}
    assert said(one, given, {"front": 1}, expect) == []
    assert [each.why for each in became_in(one, test_of(given, {"front": 1}, expect)).values()] == [
        "front is kept free",
        "front is kept free",
    ]
