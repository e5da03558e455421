"""Overflow rules, worked out by hand: each verb at each look, who is asked in which order, and what is left alone."""

import numpy as np
import pytest
from building import OPENS_S, center, day, simulated, story

from simulator.log import Cause, Context, EndedBy

ORDERS, ADVICE = 0, 1
GROUPS = {
    "front": {"agents": 1, "serves": {"orders": {}}},
    "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}},
}
ALONE = {
    "front": {"agents": 1, "serves": {"orders": {}}},
    "experts": {"agents": 1, "serves": {"advice": {}}},
}
"""Who never helps."""


def hotline(rule=None, *, groups=GROUPS, types=None, **more):
    """Return a center with a front (agent 0) for orders and experts (agent 1) for advice, and one overflow rule."""
    given = {} if rule is None else {"rule": {"of": "orders", **rule}}
    kinds = {"orders": {}, "advice": {"talk": "50s"}, **(types or {})}
    return center(types=kinds, groups=groups, overflow=more.pop("overflow", given), **more)


def asked(log):
    """Return (contact, rule, at, did) of every time a rule was asked; times in seconds after 08:00."""
    columns = (log.overflow[name].tolist() for name in ("contact", "rule", "at_s", "did"))
    return [(row, rule, at_s - OPENS_S, did) for row, rule, at_s, did in zip(*columns, strict=True)]


def waits(log):
    """Return (how it ended, wait, agent) of every contact."""
    names = ("ended_by", "wait_s", "answered_by")
    return [
        (EndedBy(how).name.lower(), wait_s, agent)
        for how, wait_s, agent in zip(*(log.contacts[name].tolist() for name in names), strict=True)
    ]


# Also, only, flatten


@pytest.mark.parametrize(
    "of", ["vip", {"type": "orders", "segment": "vip"}, {"group": "experts", "segment": ["vip", "new"]}]
)
@pytest.mark.parametrize("verb", ["also", "only"])
def test_a_rule_keeps_its_groups_from_nobody_but_whom_it_is_of(of, verb):
    # Orders of 10 to 12: of a VIP, who waits for the rule, of somebody in no segment and of a regular customer, whom
    # expert 1 takes at once, one after the other.
    segments = {"vip": {"share": "30%"}, "regular": {"share": "30%"}, "new": {"share": "10%"}}
    kinds = {"orders": {"segments": segments}, "advice": {"segments": {"vip": {"share": "10%"}}}}
    work = day((0, 500), (10, 50), (11, 50), (100, 50), segments=[-1, 0, -1, 1])
    for rank, ranks in ((1, {}), (0, {"ranks": {"front": 1, "experts": 2}})):
        kinds["orders"] |= ranks
        log = simulated(hotline({"of": of, "when": {"waited": "100s"}, verb: {"experts": 1}}, types=kinds), work)
        assert asked(log) == [(1, 0, 110, 1)] * rank
        assert waits(log)[1:] == [
            ("agent", 140 if rank else 0, 1),
            ("agent", 0 if rank else 49, 1),
            ("agent", 0 if rank else 10, 1),
        ]


def test_whom_a_share_leaves_out_a_rule_is_of():
    # The order of 10 is left out at 20 and waits for the front.
    log = simulated(hotline({"when": {"waited": "10s"}, "share": "0%", "also": {"experts": 1}}), day((0, 90), (10, 50)))
    assert asked(log) == [(1, 0, 20, -1)]
    assert waits(log)[1] == ("agent", 80, 0)


def test_who_is_moved_goes_to_the_queue_of_their_segment():
    # Chats of VIPs wait for the rule; all others are expert 1's at once. The limit of those is the experts'.
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}, "chats": {}}},
        "experts": {"agents": 1, "serves": {"chats": {}}, "queue_limit": 0},
    }
    kinds = {"orders": {"segments": {"vip": {"share": "50%"}}}, "chats": {"segments": {"vip": {"share": "50%"}}}}
    rules = {
        "help": {"of": {"type": "chats", "segment": "vip"}, "when": {"waited": "1h"}, "also": {"experts": 1}},
        "move": {"of": "orders", "when": {"waited": "10s"}, "move": {"type": "chats", "place": "back"}},
    }
    scenario = hotline(groups=groups, types=kinds, overflow=rules)
    work = day((0, 300), (10, 50), (20, 50), segments=[-1, 0, -1])
    log = simulated(scenario, work)
    # The VIP of 10 is moved at 20 and waits for the front; the other, of 20, is moved at 30 to expert 1.
    assert asked(log) == [(1, 1, 20, 1), (2, 1, 30, 1)]
    assert waits(log)[3:] == [("agent", 280, 0), ("agent", 0, 1)]
    assert waits(log)[:3] == [("agent", 0, 0), ("moved", 10, -1), ("moved", 10, -1)]


def test_help_comes_when_so_many_wait():
    # At 20 two wait: the first of them is the experts' as well, and expert 1 is free. Then only one waits; at 30 again
    # two, of whom both are theirs now: expert 1 takes the first at 70.
    log = simulated(
        hotline({"when": {"waiting": 2}, "also": {"experts": 1}}), day((0, 100), (10, 50), (20, 50), (30, 50))
    )
    assert asked(log) == [(1, 0, 20, 1), (2, 0, 30, 1), (3, 0, 30, 1)]
    assert waits(log) == [("agent", 0, 0), ("agent", 10, 1), ("agent", 50, 1), ("agent", 70, 0)]


def test_one_free_expert_helps_one_of_five():
    # Expert 1 is free from 60 on. The first in line is theirs then, and gone at once: nobody else is.
    rule = {"when": {"free": {"of": "experts", "at_least": 1}}, "also": {"experts": 1}}
    work = day((0, 200), (0, 60), *((10 + k, 30) for k in range(5)), types=[0, 1, 0, 0, 0, 0, 0])
    log = simulated(hotline(rule), work)
    # Whenever expert 1 has finished with one the next is helped.
    assert asked(log) == [(2 + k, 0, 60 + 30 * k, 1) for k in range(5)]


@pytest.mark.parametrize(
    ("look", "at_s"),
    [("change", 10), ("entering", 10), ({"waited": ["15s", "25s"]}, 25), ("1m", 60)],
    ids=["change", "entering", "waited", "every"],
)
def test_also_at_each_look(look, at_s):
    log = simulated(hotline({"look": look, "also": {"experts": 1}}), day((0, 100), (10, 50)))
    assert asked(log) == [(1, 0, at_s, 1)]
    assert waits(log)[1] == ("agent", at_s - 10, 1)


@pytest.mark.parametrize(
    ("look", "at_s"),
    [("change", 10), ("entering", 10), ({"waited": "15s"}, 25), ("1m", 60)],
    ids=["change", "entering", "waited", "every"],
)
def test_only_takes_the_front_away(look, at_s):
    # Expert 1 is busy until 150; the front, free at 100, may not take the order any more.
    work = day((0, 100), (0, 150), (10, 50), types=[0, 1, 0])
    log = simulated(hotline({"look": look, "only": {"experts": 1}}), work)
    assert asked(log) == [(2, 0, at_s, 1)]
    assert waits(log)[2] == ("agent", 140, 1)


@pytest.mark.parametrize("look", ["change", "entering", {"waited": "15s"}, "1m"])
def test_flatten_makes_it_the_experts_own_work(look):
    # Of advice and an order that came before, expert 1, free at 100, takes the advice unless they are alike.
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}},
    }
    work = day((0, 500), (0, 100), (10, 50), (20, 50), types=[0, 1, 0, 1])
    plain = story(hotline(groups=groups), work)
    alike = story(hotline({"look": look, "flatten": True}, groups=groups), work)
    assert [plain[2][1], plain[3][1]] == [140, 80]
    assert [alike[2][1], alike[3][1]] == [90, 130]


def test_a_rule_that_changes_nothing_is_not_asked():
    # Experts may take orders anyway, with this very rank.
    scenario = hotline({"also": {"experts": 2}}, types={"orders": {"ranks": {"front": 1, "experts": 2}}})
    assert asked(simulated(scenario, day((0, 100), (0, 100), (10, 50)))) == []


def test_later_steps_apply_on_top_of_a_rule():
    # By rule only the front's colleagues from 15 s on; the step at 30 s adds the experts again.
    groups = {**GROUPS, "second": {"agents": {"08:00": 0}, "serves": {"orders": {}}}}
    steps = {"later": {"after": "30s", "also": {"experts": 2}}}
    scenario = hotline(
        {"when": {"waited": "15s"}, "only": {"second": 1}}, groups=groups, types={"orders": {"steps": steps}}
    )
    log = simulated(scenario, day((0, 100), (10, 50)))
    assert waits(log)[1] == ("agent", 30, 1)


# Move


@pytest.mark.parametrize(
    ("look", "at_s"),
    [("change", 10), ("entering", 10), ({"waited": "15s"}, 25), ("1m", 60)],
    ids=["change", "entering", "waited", "every"],
)
def test_move_at_each_look(look, at_s):
    log = simulated(
        hotline({"look": look, "move": {"type": "advice", "place": "back"}}, groups=ALONE), day((0, 99), (10, 50))
    )
    assert asked(log) == [(1, 0, at_s, 1)]
    how, kept = waits(log), log.contacts
    assert how[1][0] == "moved"
    assert how[2] == ("agent", 0, 1)
    assert kept["cause"][2] == Cause.OVERFLOW
    assert kept["arrived_s"][2] - OPENS_S == kept["ended_s"][1] - OPENS_S == at_s
    assert [kept[name][2] for name in ("parent", "attempt", "hop", "type")] == [1, 1, 1, ADVICE]
    # It never queued as an order where it was moved before it did.
    assert np.isnan(kept["queued_s"][1]) == (look == "entering")


def test_a_moved_contact_keeps_what_is_left_of_its_patience():
    # Of 100 s it has 80 left when it is moved; advice has patience of its own, which does not matter.
    rule = {"when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    work = day((0, 500), (0, 500), (10, 50, 100), types=[0, 1, 0])
    log = simulated(hotline(rule, groups=ALONE, types={"advice": {"patience": "7m", "talk": "50s"}}), work)
    assert log.contacts["patience_s"][3] == 80
    assert waits(log)[3] == ("abandoned", 80, -1)
    assert log.contacts["ended_s"][3] - OPENS_S == 110


def test_who_is_moved_in_the_instant_in_which_their_patience_ends_gives_up_then():
    rule = {"when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    work = day((0, 500), (0, 500), (10, 50, 20), types=[0, 1, 0])
    log = simulated(hotline(rule, groups=ALONE), work)
    assert waits(log)[2:] == [("moved", 20, -1), ("abandoned", 0, -1)]


@pytest.mark.parametrize(("place", "waited"), [("kept", [60, 80]), ("back", [110, 30])])
def test_a_place_is_kept_or_not(place, waited):
    # Expert 1 is free at 100: of the order of 10, moved at 40, and the advice of 20.
    rule = {"when": {"waited": "30s"}, "move": {"type": "advice", "place": place}}
    work = day((0, 500), (0, 100), (10, 50), (20, 50), types=[0, 1, 0, 1])
    log = simulated(hotline(rule, groups=ALONE), work)
    moved, other = waits(log)[4], waits(log)[3]
    expected = {"kept": (60, 130), "back": (110, 80)}[place]
    assert (moved[1], other[1]) == expected


def test_who_is_moved_on_one_channel_keeps_the_line():
    # The moved contact holds the second line until 80: who comes at 35 is blocked, who comes at 85 is not.
    rule = {"when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    log = simulated(hotline(rule, groups=ALONE, lines=2), day((0, 500), (10, 50), (35, 50), (85, 50)))
    assert [one[0] for one in waits(log)] == ["agent", "moved", "blocked", "moved", "agent", "agent"]


CHAT = {"chat": {"behaviour": "live", "lines": 1}}


def chatting(rule, **more):
    """Return a hotline whose advice is on another channel, which has one line."""
    types = {"advice": {"channel": "chat", "talk": "50s"}, **more.pop("types", {})}
    return hotline(rule, groups=ALONE, types=types, channels=CHAT, lines=more.pop("lines", 2), **more)


def test_who_is_moved_to_another_channel_gives_the_line_back_and_takes_one_there():
    # At 30 the order of 10 is moved: who comes at 35 finds a line of the first channel again.
    rule = {"when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    log = simulated(chatting(rule), day((0, 500), (10, 50), (35, 50)))
    # The only line there is in use until 80, and the second is moved in that instant.
    assert waits(log)[:3] == [("agent", 0, 0), ("moved", 20, -1), ("moved", 45, -1)]
    assert asked(log) == [(1, 0, 30, 1), (2, 0, 80, 1)]


def test_a_full_queue_of_the_new_type_keeps_it_where_it_is_until_there_is_a_place():
    # One may wait for advice: until 100 somebody does. The order stays armed, and is moved then.
    rule = {"when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    types = {"advice": {"queue_limit": 1, "talk": "50s"}}
    work = day((0, 500), (0, 100), (5, 50), (10, 50), types=[0, 1, 1, 0])
    log = simulated(hotline(rule, groups=ALONE, types=types), work)
    assert asked(log) == [(3, 0, 100, 1)]


def test_at_given_waits_a_full_queue_is_asked_no_second_time():
    rule = {"look": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    types = {"advice": {"queue_limit": 1, "talk": "50s"}}
    work = day((0, 500), (0, 100), (5, 50), (10, 50), types=[0, 1, 1, 0])
    log = simulated(hotline(rule, groups=ALONE, types=types), work)
    assert asked(log) == []
    assert waits(log)[3] == ("agent", 490, 0)


def test_a_type_that_is_closed_is_waited_for():
    rule = {"move": {"type": "advice", "place": "kept"}}
    types = {"advice": {"hours": {"from": "08:01", "to": "10:00"}, "talk": "50s"}}
    log = simulated(hotline(rule, groups=ALONE, types=types), day((0, 500), (10, 50)))
    assert asked(log) == [(1, 0, 60, 1)]


def test_moved_contacts_are_asked_the_rules_of_their_new_type_on_entering():
    rules = {
        "move": {"of": "orders", "move": {"type": "advice", "place": "kept"}},
        "full": {"of": "advice", "look": "entering", "when": {"waiting": 1}, "end": True},
    }
    log = simulated(
        hotline(overflow=rules, groups=ALONE), day((0, 500), (0, 500), (10, 50), (20, 50), types=[0, 1, 0, 0])
    )
    # The first waits for advice then, and who comes second is sent away.
    assert asked(log) == [(2, 0, 10, 1), (3, 0, 20, 1), (5, 1, 20, 1)]
    assert waits(log)[5][0] == "sent_away"


# Offer


@pytest.mark.parametrize("look", ["change", "entering", {"waited": "15s"}, "1m"])
def test_who_accepts_is_a_new_contact_behind_all_others(look):
    rule = {"look": look, "offer": {"type": "advice", "accept": "100%", "context": "lost", "repeat_story": "10s"}}
    log = simulated(chatting(rule), day((0, 500), (10, 40, 200)))
    (_, _, at_s, did) = asked(log)[0]
    assert did == 1
    contacts = log.contacts
    assert waits(log)[2] == ("agent", 0, 1)
    assert contacts["place_s"][2] - OPENS_S == at_s
    assert contacts["context"][2] == Context.LOST
    assert contacts["patience_s"][2] == np.inf
    # 50 s of its own, and 10 s to tell everything again.
    assert contacts["ended_s"][2] - contacts["answered_s"][2] == 60
    assert (contacts["stories"].tolist(), contacts["repeated_s"].tolist()) == ([0, 0, 1], [0, 0, 10])


@pytest.mark.parametrize("look", ["change", "entering", {"waited": ["15s", "30s"]}, "1m"])
def test_who_declines_stays_and_is_not_offered_it_again(look):
    rule = {"look": look, "offer": {"type": "advice", "accept": "0%"}}
    work = day((0, 500), (10, 40), (400, 30))
    log = simulated(chatting(rule, lines=3), work)
    assert [one[3] for one in asked(log)] == [0, 0]
    assert waits(log) == [("agent", 0, 0), ("agent", 490, 0), ("agent", 140, 0)]


# Message and end


@pytest.mark.parametrize(("verb", "how"), [("message", "voicemail"), ("end", "sent_away")])
@pytest.mark.parametrize(
    ("look", "at_s"),
    [("change", 10), ("entering", 10), ({"waited": "15s"}, 25), ("1m", 60)],
    ids=["change", "entering", "waited", "every"],
)
def test_message_and_end_at_each_look(verb, how, look, at_s):
    log = simulated(
        hotline({"look": look, verb: True}, groups=ALONE, lines=2), day((0, 100), (10, 50), (61, 50), (99, 1))
    )
    assert asked(log)[0] == (1, 0, at_s, 1)
    assert waits(log)[1][0] == how
    assert log.contacts["ended_s"][1] - OPENS_S == at_s
    # The line is free again: who comes at 61 is not blocked.
    assert waits(log)[2][0] != "blocked"


def test_a_rule_on_entering_comes_before_the_limit_of_the_queue():
    kinds = {"orders": {"queue_limit": 0}}
    assert waits(simulated(hotline(groups=ALONE, types=kinds), day((0, 100), (10, 50))))[1][0] == "blocked"
    scenario = hotline({"look": "entering", "message": True}, groups=ALONE, types=kinds)
    assert waits(simulated(scenario, day((0, 100), (10, 50))))[1][0] == "voicemail"


def test_on_entering_who_comes_is_not_among_those_who_wait():
    rule = {"look": "entering", "when": {"waiting": 1}, "end": True}
    log = simulated(hotline(rule, groups=ALONE), day((0, 100), (10, 50), (20, 50)))
    assert asked(log) == [(2, 0, 20, 1)]


def test_a_rule_that_widens_on_entering_is_followed_by_the_next():
    rules = {
        "help": {"of": "orders", "look": "entering", "also": {"experts": 1}},
        "end": {"of": "orders", "look": "entering", "end": True},
    }
    work = day((0, 100), (0, 100), (10, 50), types=[0, 1, 0])
    log = simulated(hotline(overflow=rules), work)
    assert asked(log) == [(2, 0, 10, 1), (2, 1, 10, 1)]
    # With a free expert it ends there.
    assert asked(simulated(hotline(overflow=rules), day((0, 100), (10, 50)))) == [(1, 0, 10, 1)]


# Raise


@pytest.mark.parametrize("raised", [{"priority": 1}, {"age_credit": "1m"}])
@pytest.mark.parametrize("look", ["change", "entering", {"waited": "15s"}, "1m"])
def test_who_is_raised_goes_first(raised, look):
    # Of two who wait for the front, free at 100, the segment's is raised and taken first, though it came later.
    of = {"type": "orders", "segment": "vip"}
    kinds = {"orders": {"segments": {"vip": {"share": "50%"}}}}
    scenario = hotline(overflow={"rule": {"of": of, "look": look, "raise": raised}}, types=kinds, groups=ALONE)
    work = day((0, 100), (10, 50), (20, 50), segments=[-1, -1, 0])
    log = simulated(scenario, work)
    assert [one[0] for one in asked(log)] == [2]
    assert [one[1] for one in waits(log)] == [0, 140, 80]


# Who is asked, and how often


def test_nobody_of_another_segment_is_asked():
    kinds = {"orders": {"segments": {"vip": {"share": "50%"}}}}
    rules = {"end": {"of": "segment:vip", "end": True}}
    log = simulated(
        hotline(overflow=rules, types=kinds, groups=ALONE), day((0, 100), (10, 50), (20, 50), segments=[0, -1, 0])
    )
    assert [one[0] for one in asked(log)] == [2]


def test_a_group_stands_for_the_types_it_serves():
    rules = {"end": {"of": "group:front", "end": True}}
    work = day((0, 100), (0, 100), (10, 50), (10, 50), types=[0, 1, 0, 1])
    assert [one[0] for one in asked(simulated(hotline(overflow=rules, groups=ALONE), work))] == [2]


def test_the_first_in_line_is_asked_first_and_the_first_rule_before_the_second():
    rules = {
        "first": {
            "of": ["orders", "advice"],
            "when": {"all": {"a": {"waiting": {"of": ["orders", "advice"], "at_least": 2}}}},
            "end": True,
        },
        "second": {"of": "orders", "when": {"waiting": {"of": ["orders", "advice"], "at_least": 2}}, "message": True},
    }
    # At 20 an order of 10 and an advice of 20 wait: the first rule sends the order away, and then only one waits.
    work = day((0, 100), (0, 100), (10, 50), (20, 50), types=[0, 1, 0, 1])
    log = simulated(hotline(overflow=rules, groups=ALONE), work)
    assert asked(log) == [(2, 0, 20, 1)]
    # Of one instant by number.
    together = day((0, 100), (0, 100), (20, 50), (20, 50), types=[0, 1, 1, 0])
    assert asked(simulated(hotline(overflow=rules, groups=ALONE), together))[0] == (2, 0, 20, 1)


def test_who_is_left_out_by_the_share_is_not_asked_again():
    rule = {"share": "0%", "when": {"waited": "20s"}, "end": True}
    work = day((0, 100), (10, 50), (20, 50))
    log = simulated(hotline(rule, groups=ALONE), work)
    assert asked(log) == [(1, 0, 30, -1), (2, 0, 40, -1)]
    without = simulated(hotline(groups=ALONE), work)
    for name, column in without.contacts.items():
        assert column.tobytes() == log.contacts[name].tobytes(), name
    for name, column in without.spans.items():
        assert column.tobytes() == log.spans[name].tobytes(), name


def test_a_share_is_the_customers_own():
    # Who is left out is no matter of when they come or what else happens.
    rule = {"share": "50%", "look": "entering", "end": True}
    work = day((0, 1000), *((1 + k, 5) for k in range(200)))
    later = day((0, 1000), *((100 + 2 * k, 50) for k in range(200)))
    one, other = (asked(simulated(hotline(rule, groups=ALONE), each)) for each in (work, later))
    assert [each[3] for each in one] == [each[3] for each in other]
    assert 60 < sum(each[3] == 1 for each in one) < 140


def test_a_rule_is_asked_once_in_an_attempt_and_again_in_the_next():
    again = {"redial": {"of": "orders", "when": {"ended": "abandoned"}, "share": "100%", "after": "30s", "attempts": 2}}
    kinds = {"orders": {"patience": "20s"}}
    rule = {"share": ["0%", "100%"], "when": {"waited": "10s"}, "end": True}
    log = simulated(hotline(rule, groups=ALONE, types=kinds, follow_ups=again), day((0, 500), (10, 50, 20)))
    # The first attempt, left out, ends at 30; the second comes at 60.
    assert asked(log) == [(1, 0, 20, -1), (2, 0, 70, 1)]


def test_two_looks_ask_once():
    rule = {"look": {"waited": ["10s", "20s", "30s"]}, "share": "0%", "end": True}
    log = simulated(hotline(rule, groups=ALONE), day((0, 100), (10, 50)))
    assert asked(log) == [(1, 0, 20, -1)]


def test_a_look_is_over_when_nothing_holds_then():
    # At 20 and 30 one waits; at 40, the second's second look, two do.
    rule = {"look": {"waited": ["10s", "20s"]}, "when": {"waiting": 2}, "end": True}
    log = simulated(hotline(rule, groups=ALONE), day((0, 100), (10, 50), (25, 50)))
    assert asked(log) == [(1, 0, 30, 1)]


def test_whoever_an_agent_stays_with_is_left_alone():
    # The order of 10 is answered at 100 and passed on to advice at 110; the front stays with it until 200.
    transfers = {"on": {"of": "orders", "share": "100%", "at": "10s", "pass": {"type": "advice", "warm": "5s"}}}
    rules = {"end": {"of": "advice", "end": True}}
    work = day((0, 200), (10, 50), types=[1, 0])
    log = simulated(hotline(overflow=rules, transfers=transfers, groups=ALONE), work)
    assert asked(log) == []
    blind = {"on": {"of": "orders", "share": "100%", "at": "10s", "pass": {"type": "advice"}}}
    assert asked(simulated(hotline(overflow=rules, transfers=blind, groups=ALONE), work)) == [(2, 0, 20, 1)]


def test_what_a_rule_changed_stays_when_an_agent_passes_the_contact_back():
    # The order of 10 is the experts' as well from 20 on. Expert 1 takes it at 50, passes it back into its line at 60,
    # and finishes it at 100, where the front would have been free at 500.
    back = {"back": {"of": "orders", "share": ["100%", "0%"], "at": "10s", "pass": {"place": "back"}}}
    rule = {"look": {"waited": "10s"}, "also": {"experts": 1}}
    log = simulated(hotline(rule, transfers=back), day((0, 500), (0, 50), (10, 50), types=[0, 1, 0]))
    assert asked(log) == [(2, 0, 20, 1)]
    assert (log.contacts["closed_by"][2], log.contacts["closed_s"][2] - OPENS_S) == (1, 100)


def test_who_was_raised_stays_so_when_an_agent_passes_them_back():
    # The order of 5 is raised at 35, answered at 40 and passed back at 55, when the front takes the next one. It stands
    # behind that of 50, and goes before it at 67.
    back = {"back": {"of": "orders", "share": ["100%", "0%"], "at": "15s", "pass": {"place": "back"}}}
    rule = {"look": {"waited": "30s"}, "raise": {"priority": 1}}
    groups = {"front": {"agents": 1, "serves": {"orders": {}, "advice": {}}}}
    work = day((0, 40), (5, 50), (45, 12), (50, 12), types=[1, 0, 0, 0])
    log = simulated(hotline(rule, groups=groups, transfers=back), work)
    assert asked(log) == [(1, 0, 35, 1), (3, 0, 80, 1)]
    assert waits(log)[2:] == [("agent", 10, 0), ("agent", 52, 0)]


@pytest.mark.parametrize("of", ["orders", "advice", ["orders", "advice"], "chats"])
@pytest.mark.parametrize("steps", [1, 2])
def test_who_is_moved_and_gives_up_comes_again_as_both_types(of, steps):
    # Both agents are busy. The order of 10 is advice at 20, and with two steps a chat at once; it gives up at 60.
    rules = {
        "move": {"of": "orders", "when": {"waited": "10s"}, "move": {"type": "advice", "place": "kept"}},
        "on": {"of": "advice", "share": f"{100 * (steps - 1)}%", "move": {"type": "chats", "place": "kept"}},
    }
    given = {"groups": ALONE, "types": {"chats": {}}, "overflow": rules, "follow_ups": redials(of)}
    log = simulated(hotline(**given), day((0, 500), (0, 500), (10, 50, 50), types=[0, 1, 0]))
    is_asked = "orders" in of or (of == "chats" if steps == 2 else "advice" in of)
    # They come as what they came as the first time.
    assert redialed(log) == ([(120, ORDERS)] if is_asked else [])


def test_what_an_agent_passed_on_is_no_more_what_it_was():
    # The order of 10 is passed on at 15 and gives up, as advice, at 45.
    transfers = {"on": {"of": "orders", "share": "100%", "at": "5s", "pass": {"type": "advice"}}}
    for of, found in (("orders", []), ("advice", [(105, ORDERS)])):
        kinds = {"advice": {"patience": "30s"}}
        rest = {"groups": ALONE, "types": kinds, "transfers": transfers, "follow_ups": redials(of)}
        assert redialed(simulated(hotline(**rest), day((0, 500), (10, 50), types=[1, 0]))) == found


def redials(of):
    """Return follow-ups of which the first is asked and never draws anybody."""
    rule = {"of": of, "when": {"ended": "abandoned"}, "after": "60s", "attempts": 2}
    return {"never": {**rule, "share": "0%"}, "again": {**rule, "share": "100%"}}


def redialed(log):
    """Return when and as what customers came again."""
    came = np.isin(log.contacts["cause"], (Cause.REDIAL, Cause.RETURN))
    return list(
        zip((log.contacts["arrived_s"][came] - OPENS_S).tolist(), log.contacts["type"][came].tolist(), strict=True)
    )


def test_while_the_center_is_closed_no_rule_applies():
    # The order waits over night; on the next morning it has waited long enough at once.
    kinds = {"orders": {"at_close": "keep"}}
    rule = {"when": {"waited": "2h"}, "end": True}
    scenario = hotline(rule, groups=ALONE, types=kinds, to="09:00", days=2, weekday="monday")
    log = simulated(scenario, day((3500, 200000), (3590, 50)))
    assert asked(log) == [(1, 0, 86400, 1)]


@pytest.mark.parametrize(
    ("waited", "at_s"),
    [
        ("20s", 86400),  # Waited for so long at 09:00:10.
        ("10s", 86400),  # At the closing itself nobody is asked any more.
        (["20s", "1h", "23h"], 86400),  # Once, however many of the waits ended over night.
        (["5s", "20s"], 3595),
        (["20s", "82815s"], 86400),
    ],
)
def test_a_wait_that_ends_while_the_center_is_closed_is_looked_at_when_it_opens(waited, at_s):
    kinds = {"orders": {"at_close": "keep"}}
    rule = {"look": {"waited": waited}, "share": "0%", "end": True}
    scenario = hotline(rule, groups=ALONE, types=kinds, to="09:00", days=2, weekday="monday")
    # The front is busy until after the second opening; the order of 08:59:50 waits over night.
    log = simulated(scenario, day((3500, 200000), (3590, 50)))
    assert asked(log) == [(1, 0, at_s, -1)]
    if waited == "20s":
        # Whoever has left meanwhile is not asked, nor what stands in the way then.
        assert asked(simulated(scenario, day((3500, 200000), (3590, 50, 60)))) == []
        rule["when"] = {"waiting": 2}
        scenario = hotline(rule, groups=ALONE, types=kinds, to="09:00", days=2, weekday="monday")
        assert asked(simulated(scenario, day((3500, 200000), (3590, 50)))) == []
        assert asked(simulated(scenario, day((3500, 200000), (3590, 50), (3591, 50)))) == [
            (1, 0, 86400, -1),
            (2, 0, 86400, -1),
        ]


# The same in other words


def same(one, other, but=()):
    for table in ("contacts", "spans"):
        for name, column in getattr(one, table).items():
            assert column.tobytes() == getattr(other, table)[name].tobytes(), (table, name)


def test_also_at_a_wait_is_what_a_step_is():
    """To the bit, where no two things happen at once."""
    work = day(*((31.7 * k, 37 + 13.3 * (k % 7), 90.1) for k in range(150)), types=[k % 3 == 0 for k in range(150)])
    step = hotline(types={"orders": {"steps": {"help": {"after": "20s", "also": {"experts": 1}}}}})
    for look in ({"look": {"waited": "20s"}}, {"when": {"waited": "20s"}}):
        rule = simulated(hotline({**look, "also": {"experts": 1}}), work)
        assert (rule.overflow["did"] == 1).sum() > 20
        same(simulated(step, work), rule)


def test_whether_something_is_looked_at_once_more_changes_nothing():
    """A rule that never applies, and reads much, changes nothing."""
    work = day(*((31.7 * k, 37 + 13.3 * (k % 7), 90.1) for k in range(150)), types=[k % 3 == 0 for k in range(150)])
    never = {"when": {"any": {"a": {"waiting": 500}, "b": {"waited": "59m"}}}, "end": True}
    same(simulated(hotline(groups=ALONE), work), simulated(hotline(never, groups=ALONE), work))
