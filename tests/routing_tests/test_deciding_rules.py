"""Every word under ``by`` decides in one situation, and in one that differs by little another rule does."""

from typing import Any, NamedTuple, get_args

import pytest
from building import center
from playing_of import became_in, failures_in, test_of

from simulator.routing_tests.rule_sentences import BARRED, COMPARED
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.deciding_rules import COVERS, DECIDING_RULES, By
from simulator.tracing.barred import OF_AGENTS, OF_GROUPS
from simulator.tracing.without_choice import WITHOUT_CHOICE

A, B = {"type": "calls"}, {"type": "advice"}


def waited(seconds: int, of: dict[str, Any] = A, **more: Any) -> dict[str, Any]:
    return {**of, "waited": f"{seconds}s", **more}


def two_groups(calls: dict[str, Any] | None = None, **second: Any) -> Scenario:
    """Return a center in which front and back serve calls; ``second`` is how the back does."""
    groups = {"front": {"agents": 2, "serves": {"calls": {}}}, "back": {"agents": 2, "serves": {"calls": second}}}
    return center(types={"calls": calls or {}}, groups=groups)


def two_types(calls: dict[str, Any] | None = None, advice: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """Return a center in which one group serves calls and advice."""
    serves = more.pop("serves", {"calls": {}, "advice": {}})
    types = {"calls": calls or {}, "advice": advice or {}}
    return center(types=types, groups={"front": {"agents": 2, "serves": serves}}, **more)


def chats(agent: str = "least_loaded", **group: Any) -> Scenario:
    """Return a center of chats, three in a hand."""
    groups = {"front": {"agents": 4, "serves": {"calls": {}}, **group}}
    channels = {"chat": {"slots": 3, "agent": agent}}
    return center(types={"calls": {"channel": "chat"}}, groups=groups, channels=channels)


def front(idle: int, in_hand: int = 0) -> dict[str, Any]:
    return {"group": "front", "idle": f"{idle}s"} | ({"in_hand": {"chat": in_hand}} if in_hand else {})


class Situation(NamedTuple):
    """A center, who waits, who is free, and what is expected beside the rule."""

    center: Scenario
    given: dict[str, Any]
    free: dict[str, Any]
    expect: dict[str, Any]
    when: dict[str, str] = {}


RANKED = two_groups({"ranks": {"back": 1, "front": 2}})
VIP = two_types({"segments": {"vip": {"share": "10%", "priority": 1}}})
CREDIT = two_types(advice={"age_credit": "30s"})
DUE = two_types({"service_level": "80% in 60s"}, {"service_level": "80% in 20s"}, routing={"contact": "due_time"})
SHUT = center(types={"calls": {"hours": {"from": "08:30", "to": "09:00"}}})
LATER = two_groups({"steps": {"wider": {"after": "30s", "also": {"back": 1}}}})
TWO = {"front": 1, "back": 1}
AGED = two_types(advice={"age_rate": 2})
CAPPED = two_types(advice={"age_cap": "10s"})
RATIO = two_types(
    {"service_level": "80% in 60s"}, {"service_level": "80% in 20s"}, routing={"contact": "ratio_to_target"}
)


def chosen_by(rule: str) -> Scenario:
    """Return a center in which the front serves calls, and a rule chooses who of it."""
    return center(2, routing={"agent": rule})


IN_TURN = {"one": front(5), "two": front(9)}

DECIDES: dict[By, Situation] = {
    "only_one": Situation(two_groups(), {"a": A}, {"front": 1}, {"a": "front"}),
    "serves": Situation(
        center(types={"calls": {}, "advice": {}}, groups={
            "front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 1, "serves": {"advice": {}}}
        }),
        {"a": A}, TWO, {"a": "front"},
    ),
    "room": Situation(chats(), {"a": A}, {"full": front(0, 3), "other": front(0, 2)}, {"a": "other"}),
    "after": Situation(two_groups(after="30s"), {"a": A}, TWO, {"a": "front"}),
    "step": Situation(LATER, {"a": A}, TWO, {"a": "front"}),
    "longest_since_contact": Situation(chosen_by("longest_since_contact"), {"a": A}, IN_TURN, {"a": "two"}),
    "fewest_contacts": Situation(chats("fewest_contacts"), {"a": A}, {"x": front(0, 2), "y": front(0)}, {"a": "y"}),
    "round_robin": Situation(chats("round_robin"), {"a": A}, {"x": front(5), "y": front(9)}, {"a": "x"}),
    "age_rate": Situation(AGED, {"a": waited(30), "b": waited(20, B)}, {"front": 1}, {"takes": "b"}),
    "age_cap": Situation(CAPPED, {"a": waited(20), "b": waited(30, B)}, {"front": 1}, {"takes": "a"}),
    "ratio_to_target": Situation(RATIO, {"a": waited(30), "b": waited(20, B)}, {"front": 1}, {"takes": "b"}),
    "gate": Situation(two_groups(**{"while": {"waiting": 1}}), {"a": A}, TWO, {"a": "front"}),
    "keep_free": Situation(two_groups(keep_free=1), {"a": A}, TWO, {"a": "front"}),
    "rank": Situation(RANKED, {"a": A}, TWO, {"a": "back"}),
    "longest_idle": Situation(two_groups(), {"a": A}, {"front": {"idle": "5s"}, "back": {"idle": "9s"}}, {"a": "back"}),
    "least_loaded": Situation(chats(), {"a": A}, {"one": front(0, 2), "two": front(0, 1)}, {"a": "two"}),
    "pack": Situation(chats("pack"), {"a": A}, {"one": front(0, 1), "two": front(0, 2)}, {"a": "two"}),
    "last_assigned": Situation(chats(), {"a": A}, {"one": front(5, 1), "two": front(9, 1)}, {"a": "two"}),
    "random": Situation(center(2, routing={"agent": "random"}), {"a": A}, {"front": 2}, {"a": "front"}),
    "random_group": Situation(
        two_groups().model_copy(update={"routing": center(routing={"agent": "random_group"}).routing}),
        {"a": A}, TWO, {"a": ["front", "back"]},
    ),
    "agent_number": Situation(two_groups(), {"a": A}, TWO, {"a": "front"}),
    "priority": Situation(
        two_types(serves={"calls": {"priority": 2}, "advice": {}}),
        {"a": waited(20), "b": waited(10, B)}, {"front": 1}, {"takes": "b"},
    ),
    "segment": Situation(VIP, {"a": waited(20), "b": waited(10, segment="vip")}, {"front": 1}, {"takes": "b"}),
    "longest_wait": Situation(two_types(), {"a": waited(10), "b": waited(20, B)}, {"front": 1}, {"takes": "b"}),
    "credit": Situation(CREDIT, {"a": waited(20), "b": waited(10, B)}, {"front": 1}, {"takes": "b"}),
    "due_time": Situation(DUE, {"a": waited(40), "b": waited(10, B)}, {"front": 1}, {"takes": "b"}),
    "first_come": Situation(two_types(), {"a": waited(10), "b": waited(10, B)}, {"front": 1}, {"takes": "a"}),
    "lines": Situation(center(lines=1), {"a": waited(10), "b": A}, {}, {"b": "blocked"}),
    "queue_limit": Situation(
        center(types={"calls": {"queue_limit": 1}}), {"a": waited(10), "b": A}, {}, {"b": "blocked"}
    ),
    "hours": Situation(SHUT, {"a": A}, {"front": 1}, {"a": "refused"}, {"at": "09:00"}),
    "voicemail_after": Situation(
        center(types={"calls": {"voicemail_after": "30s"}}), {"a": waited(30)}, {}, {"a": "voicemail"}
    ),
    "patience": Situation(center(), {"a": waited(30, patience="30s")}, {}, {"a": "abandoned"}),
}  # fmt: skip

DOES_NOT: dict[By, tuple[Situation, By]] = {
    "only_one": (Situation(two_groups(), {"a": A}, TWO, {"a": "front"}), "agent_number"),
    "serves": (Situation(two_groups(), {"a": A}, TWO, {"a": "front"}), "agent_number"),
    "room": (Situation(chats(), {"a": A}, {"one": front(0, 2), "two": front(0, 1)}, {"a": "two"}), "least_loaded"),
    "after": (Situation(two_groups(after="30s"), {"a": waited(30)}, TWO, {"a": "front"}), "only_one"),
    "step": (Situation(LATER, {"a": waited(30)}, TWO, {"a": "front"}), "only_one"),
    "longest_since_contact": (Situation(chosen_by("longest_idle"), {"a": A}, IN_TURN, {"a": "two"}), "longest_idle"),
    "fewest_contacts": (
        Situation(chosen_by("fewest_contacts"), {"a": A}, IN_TURN, {"a": "two"}), "longest_idle"
    ),
    "round_robin": (
        Situation(chats(), {"a": A, "b": A}, {"x": front(9), "y": front(5)}, {"b": "y"}), "least_loaded"
    ),
    "age_rate": (Situation(AGED, {"a": waited(30), "b": waited(10, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"),
    "age_cap": (Situation(CAPPED, {"a": waited(20), "b": waited(9, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"),
    "ratio_to_target": (
        Situation(two_types(), {"a": waited(30), "b": waited(20, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"
    ),
    "gate": (
        Situation(two_groups(**{"while": {"free": 1}}), {"a": A}, {"front": 1, "back": 2}, {"a": "front"}),
        "agent_number",
    ),
    "keep_free": (
        Situation(two_groups(keep_free=1), {"a": A}, {"front": 1, "back": 2}, {"a": "front"}), "agent_number"
    ),
    "rank": (Situation(two_groups(), {"a": A}, TWO, {"a": "front"}), "agent_number"),
    "longest_idle": (Situation(RANKED, {"a": A}, {"front": {"idle": "9s"}, "back": 1}, {"a": "back"}), "rank"),
    "least_loaded": (
        Situation(chats("pack"), {"a": A}, {"one": front(0, 1), "two": front(0, 2)}, {"a": "two"}), "pack"
    ),
    "pack": (
        Situation(chats("pack"), {"a": A}, {"one": front(9, 1), "two": front(5, 1)}, {"a": "one"}), "last_assigned"
    ),
    "last_assigned": (
        Situation(chats(), {"a": A}, {"one": front(5, 1), "two": front(5, 1)}, {"a": "one"}), "agent_number"
    ),
    "random": (Situation(center(2), {"a": A}, {"front": 2}, {"a": "front"}), "agent_number"),
    "random_group": (
        Situation(two_groups(), {"a": A}, {"front": 1, "back": {"idle": "5s"}}, {"a": "back"}), "longest_idle"
    ),
    "agent_number": (
        Situation(two_groups(), {"a": A}, {"front": 1, "back": {"idle": "1s"}}, {"a": "back"}), "longest_idle"
    ),
    "priority": (
        Situation(two_types(), {"a": waited(20), "b": waited(10, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"
    ),
    "segment": (
        Situation(
            two_types(
                {"segments": {"vip": {"share": "10%", "priority": 1}}},
                serves={"calls": {"priority": 2}, "advice": {}},
            ),
            {"a": waited(20, segment="vip"), "b": waited(10, B)}, {"front": 1}, {"takes": "b"},
        ),
        "priority",
    ),
    "longest_wait": (
        Situation(CREDIT, {"a": waited(20), "b": waited(10, B)}, {"front": 1}, {"takes": "b"}), "credit"
    ),
    "credit": (
        Situation(CREDIT, {"a": waited(41), "b": waited(10, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"
    ),
    "due_time": (
        Situation(two_types(), {"a": waited(40), "b": waited(10, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"
    ),
    "first_come": (
        Situation(two_types(), {"a": waited(11), "b": waited(10, B)}, {"front": 1}, {"takes": "a"}), "longest_wait"
    ),
    "lines": (Situation(center(lines=2), {"a": waited(10), "b": A}, {}, {"b": "waits"}), "room"),
    "queue_limit": (
        Situation(
            center(lines=1, types={"calls": {"queue_limit": 1}}), {"a": waited(10), "b": A}, {}, {"b": "blocked"}
        ),
        "lines",
    ),
    "hours": (Situation(SHUT, {"a": A}, {"front": 1}, {"a": "front"}, {"at": "08:59:59"}), "only_one"),
    "voicemail_after": (
        Situation(center(types={"calls": {"voicemail_after": "30s"}}), {"a": waited(29)}, {}, {"a": "waits"}), "room"
    ),
    "patience": (Situation(center(), {"a": waited(30, patience="31s")}, {}, {"a": "waits"}), "room"),
}  # fmt: skip


def failed(one: Situation, by: By) -> list[str]:
    test = test_of(one.given, one.free, {**one.expect, "by": by}, **one.when)
    return [each.what for each in failures_in(one.center, test)]


def test_every_word_is_tried_and_documented():
    assert set(DECIDES) == set(DOES_NOT) == set(DECIDING_RULES) == set(get_args(By))
    assert list(DECIDING_RULES) == list(get_args(By))


def test_every_word_has_a_sentence_or_decides_without_a_choice():
    without = {"only_one", *map(str, WITHOUT_CHOICE.values())}
    assert set(get_args(By)) - without == set(BARRED) | set(COMPARED)
    assert not set(BARRED) & set(COMPARED)
    bars = {str(reason) for reason, _ in (*OF_GROUPS, *OF_AGENTS)}
    assert bars & set(get_args(By)) == set(BARRED)


@pytest.mark.parametrize("by", DECIDES)
def test_a_rule_decides(by: By):
    assert failed(DECIDES[by], by) == []


@pytest.mark.parametrize("by", DOES_NOT)
def test_another_rule_decides(by: By):
    situation, other = DOES_NOT[by]
    (said,) = failed(situation, by)
    assert said.startswith(f"expected {by} to decide, but ")
    assert f", by {other}" in said
    assert failed(situation, other) == []


RESERVED = center(
    types={"calls": {}, "advice": {}},
    groups={
        "front": {"agents": 1, "serves": {"advice": {}}},
        "back": {"agents": 2, "serves": {"advice": {"after": "1h", "reserves": True}, "calls": {"priority": 2}}},
    },
)


@pytest.mark.parametrize(
    ("one", "by"),
    [
        (Situation(two_groups(**{"while": {"waiting": 3}}), {"a": A}, {"back": 1}, {"a": "waits"}), "gate"),
        (Situation(two_groups(**{"while": {"waiting": 3}}), {"a": waited(20)}, {"back": 1}, {"a": "waits"}), "gate"),
        (Situation(RESERVED, {"a": waited(20), "b": waited(30, B)}, {"back": 1}, {"a": "waits"}), "keep_free"),
        (Situation(RESERVED, {"a": A, "b": waited(30, B)}, {"back": 1}, {"a": "waits"}), "keep_free"),
        (Situation(RESERVED, {"b": waited(30, B)}, {"back": 1}, {"b": "waits"}), "after"),
    ],
)
def test_a_free_agent_is_kept_from_a_contact_that_waits(one: Situation, by: By):
    assert failed(one, by) == []
    others = {"gate", "keep_free"} - {by}
    assert all(f", by {by}" in what for other in others for what in failed(one, other))


def decided(one: Situation) -> dict[str, tuple[str, str, str]]:
    """Return for each contact who took it, by which rule, and why."""
    found = became_in(one.center, test_of(one.given, one.free, one.expect, **one.when))
    return {name: (each.called, each.by[0], each.why) for name, each in found.items()}


def test_agents_of_one_name_are_told_apart():
    two = Situation(center(2), {"a": A}, {"front": 2}, {"a": "front"})
    assert decided(two) == {"a": ("front 1", "agent_number", "front 1 is number 1, front 2 is number 2")}
    alone = Situation(center(2), {"a": A}, {"front": 1}, {"a": "front"})
    assert decided(alone) == {"a": ("front", "only_one", "")}


def test_turns_go_round_from_whoever_took_the_last_contact_of_the_type():
    given = {"a": A, "b": A, "c": A, "d": A}
    found = decided(Situation(chats("round_robin"), given, {"front": 3}, {"a": "front"}))
    turns = {"a": (1, 2), "b": (2, 1), "c": (3, 1), "d": (1, 2)}
    assert found == {
        name: (f"front {mine}", "round_robin", f"front {mine} is next in turn, front {other} comes later in turn")
        for name, (mine, other) in turns.items()
    }


def test_the_last_contact_of_a_turn_is_the_one_taken_last_whichever_came_last():
    segments = {"segments": {"vip": {"share": "10%", "priority": 1}}}
    types = {"calls": {"channel": "chat", **segments}}
    groups = {"front": {"agents": 4, "serves": {"calls": {}}}}
    one = center(types=types, groups=groups, channels={"chat": {"slots": 3, "agent": "round_robin"}})
    # x has room for one and takes the VIP, who came later; y takes the other, and so z is next.
    given = {"a": waited(20), "b": waited(10, segment="vip"), "c": A}
    free = {"x": front(0, 2), "y": front(0), "z": front(0)}
    found = decided(Situation(one, given, free, {"c": "z"}))
    assert [each[:2] for each in found.values()] == [("y", "only_one"), ("x", "segment"), ("z", "round_robin")]


def test_a_turn_is_counted_among_groups_of_equal_rank():
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("first", "second", "third")}
    steps = {"ranks": {"first": 1, "third": 1}, "steps": {"last": {"after": "5s", "only": {"second": 1}}}}
    one = center(types={"calls": steps}, groups=groups, routing={"agent": "round_robin"})
    # The second takes the one that waits, and no turn of the first and the third has passed by that.
    found = decided(Situation(one, {"a": waited(10), "b": A}, dict.fromkeys(groups, 1), {"b": "first"}))
    assert [each[:2] for each in found.values()] == [("second", "only_one"), ("first", "round_robin")]


@pytest.mark.parametrize("in_hand", [(0, 1), (1, 2), (0, 2)], ids=str)
def test_who_has_more_in_hand_took_more(in_hand: tuple[int, int]):
    less, more = in_hand
    said = f"y has taken {less} today, x has taken {more} today"
    one = Situation(chats("fewest_contacts"), {"a": A}, {"x": front(9, more), "y": front(5, less)}, {"a": "y"})
    assert decided(one) == {"a": ("y", "fewest_contacts", said)}
    alike = Situation(chats("fewest_contacts"), {"a": A}, {"x": front(5, more), "y": front(9, more)}, {"a": "y"})
    assert decided(alike)["a"][:2] == ("y", "last_assigned")


def test_who_took_contacts_before_midnight_begins_anew():
    groups = {"front": {"agents": 4, "serves": {"calls": {}}}}
    channels = {"chat": {"slots": 3, "agent": "fewest_contacts"}}
    types = {"calls": {"channel": "chat"}}
    one = center(to="24:00", types=types, groups=groups, channels=channels, **{"from": "00:00"})
    free = {"x": front(9, 2), "y": front(5)}
    assert decided(Situation(one, {"a": A}, free, {"a": "x"}, {"at": "00:00"}))["a"][:2] == ("x", "last_assigned")
    assert decided(Situation(one, {"a": A}, free, {"a": "y"}, {"at": "00:01"}))["a"][:2] == ("y", "fewest_contacts")


def test_a_segments_priority_is_a_priority_and_a_groups_is_no_segments():
    assert COVERS["priority"] == ("segment",)
    assert failed(DECIDES["segment"], "priority") == []
    assert failed(DECIDES["priority"], "segment") != []


def test_a_cap_is_part_of_how_contacts_age_and_a_rate_is_no_cap():
    assert COVERS["age_rate"] == ("age_cap",)
    assert failed(DECIDES["age_cap"], "age_rate") == []
    assert failed(DECIDES["age_rate"], "age_cap") != []


def test_who_is_full_and_may_not_take_it_yet_is_kept_from_it_by_the_wait():
    # Whether a hand has room is only asked of groups that may take the contact.
    free = {"front": 1, "full": {"group": "back", "in_hand": {"chat": 2}}}

    def why(**serves: Any) -> tuple[str, ...]:
        groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 1, "serves": {"calls": serves}}}
        one = center(types={"calls": {"channel": "chat"}}, groups=groups, channels={"chat": {"slots": 2}})
        return decided(Situation(one, {"a": A}, free, {"a": "front"}))["a"]

    assert why(after="30s") == ("front", "after", "full takes calls after 30s")
    assert why() == ("front", "room", "full has 2 chat in hand")


def test_a_credit_decides_where_another_contact_would_be_first_without_it():
    # a is ahead of c by the wait alone, of b by the credit.
    given = {"a": waited(20, B), "b": waited(25), "c": waited(10)}
    found = decided(Situation(CREDIT, given, {"front": 1}, {"takes": "a"}))
    assert found["a"][1:] == ("credit", "a has waited 20s and has a credit of 30s, b has waited 25s")


def test_a_cap_decides_where_a_credit_would_have_put_another_contact_first():
    # Without cap and credit the longest wait decides, too; but with the credit alone b would be first.
    one = two_types(advice={"age_credit": "30s", "age_cap": "35s"})
    given = {"a": waited(40), "b": waited(30, B)}
    found = decided(Situation(one, given, {"front": 1}, {"takes": "a"}))
    assert found["a"][1:] == ("age_cap", "a has waited 40s and counts as 40s, b has waited 30s and counts as 35s")
