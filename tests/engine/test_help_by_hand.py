"""Help on days that a pencil can follow: engine and naive twin both say what it says.

Seconds are counted from 08:00, and the center closes at 7200. Agent 0 is of the front, then come the leaders.
"""

import pytest
from building import OPENS_S, center, day, spans_of, told
from checkers import check
from naive_log import naive_log
from twins import differences

from simulator.engine.simulate import simulate
from simulator.log import SpanKind

MIN = 60


STUCK = {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%"}}
LETTERS = {"orders": {}, "letters": {}}
BY_POST = {"letters": {}}


def hotline(rules=None, *, leaders=1, serves=None, types=None, groups=None, **more):
    """Return a center with a front of one and leaders who help after 8 minutes, which halves what is left."""
    own = leaders if isinstance(leaders, dict) else {"agents": leaders}
    both = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "leaders": {"serves": serves or {}, **own},
    }
    kinds = types or {"orders": {}}
    return center(types=kinds, groups={**both, **(groups or {})}, helps=rules or {"stuck": STUCK}, **more)


def rule(by="leaders", after="8m", of="orders", share="100%", **given):
    return {"of": of, "after": after, "share": share, "help": {"by": by, **given}}


def run(scenario, workload):
    """Return the log of a day on which the engine and its naive twin agree, and all invariants hold of both."""
    check(scenario, workload, naive_log(scenario, workload))
    log = check(scenario, workload, simulate(scenario, workload))
    assert not differences(scenario, workload, log)
    return log


def talks(log):
    """Return (contact, agent, from, to) of each talk."""
    return [(row, agent, from_s, to_s) for row, _, agent, from_s, to_s in spans_of(log, SpanKind.TALK)]


def helping(log):
    return [(agent, from_s, to_s) for _, _, agent, from_s, to_s in spans_of(log, SpanKind.HELPING)]


def calls(log):
    """Return (contact, called, helper, begun, joined, until) of each call; None where there is nothing."""
    names = ("called_s", "begun_s", "joined_s", "until_s")
    columns = {name: [None if one != one else one - OPENS_S for one in log.helps[name].tolist()] for name in names}
    helpers = [None if one < 0 else one for one in log.helps["helper"].tolist()]
    return list(zip(log.helps["contact"].tolist(), columns.pop("called_s"), helpers, *columns.values(), strict=True))


def test_help_halves_what_is_left_of_the_talk():
    # 18 minutes are drawn. At 8 the leader comes; of the 10 that are left, 5 are talked.
    log = run(hotline(), day((0, 18 * MIN)))
    assert talks(log) == [(0, 0, 0, 13 * MIN)]
    assert helping(log) == [(1, 8 * MIN, 13 * MIN)]
    assert calls(log) == [(0, 8 * MIN, 1, 8 * MIN, 8 * MIN, 13 * MIN)]


def test_a_talk_as_long_as_that_needs_no_help():
    log = run(hotline(), day((0, 8 * MIN), (0, 8 * MIN + 1)))
    assert calls(log) == [(1, 16 * MIN, 1, 16 * MIN, 16 * MIN, 16 * MIN + 0.5)]


def test_a_call_waits_until_a_leader_is_through_with_a_contact():
    # The leader has a letter until 10; of the 8 minutes left then, 4 are talked.
    log = run(hotline(serves=BY_POST, types=LETTERS), day((0, 18 * MIN), (0, 10 * MIN), types=[0, 1]))
    assert calls(log) == [(0, 480, 1, 600, 600, 840)]
    assert talks(log) == [(0, 0, 0, 840), (1, 1, 0, 600)]


def test_a_leader_who_is_free_takes_a_call_before_a_contact():
    # A second letter waits since 1; at 10 the leader helps until 14, and takes it then.
    log = run(hotline(serves=BY_POST, types=LETTERS), day((0, 18 * MIN), (0, 600), (60, 60), types=[0, 1, 1]))
    assert talks(log)[2] == (2, 1, 840, 900)


def test_the_oldest_call_comes_first():
    # Both are busy when two agents call, at 8 and at 9; the leader takes the first call at 10, the other one at 14.
    more = {"front": {"agents": 2, "serves": {"orders": {}}}}
    orders = day((0, 18 * MIN), (0, 600), (60, 18 * MIN), types=[0, 1, 0])
    log = run(hotline(serves=BY_POST, types=LETTERS, groups=more), orders)
    # At 14, 5 of 18 minutes are left of the one that began at 1; 2.5 of them are talked.
    assert calls(log) == [(0, 480, 2, 600, 600, 840), (2, 540, 2, 840, 840, 840 + 150)]


def test_a_talk_may_be_over_before_anybody_comes():
    log = run(hotline(serves=BY_POST, types=LETTERS), day((0, 18 * MIN), (0, 30 * MIN), types=[0, 1]))
    assert calls(log) == [(0, 480, None, None, None, 1080)]
    assert not helping(log)


def test_a_helper_who_needs_time_is_busy_meanwhile_and_changes_nothing():
    # From 9 on, 9 minutes are left, of which 4.5 are talked.
    log = run(hotline({"stuck": rule(talk="50%", ready="1m")}), day((0, 18 * MIN)))
    assert calls(log) == [(0, 480, 1, 480, 540, 540 + 270)]
    assert helping(log) == [(1, 480, 810)]


def test_a_talk_that_ends_before_the_helper_is_ready_is_not_shortened():
    # The second ends at the very instant at which the helper would be ready.
    rules = {"stuck": rule(talk="0%", wrap_up="0%", ready="1m")}
    log = run(hotline(rules), day((0, 510, 1e9, 30), (0, 540)))
    assert calls(log) == [(0, 480, 1, 480, None, 510), (1, 1020, 1, 1020, None, 1080)]
    assert talks(log) == [(0, 0, 0, 510), (1, 0, 540, 1080)]
    assert spans_of(log, SpanKind.WRAP_UP) == [(0, SpanKind.WRAP_UP, 0, 510, 540)]


def test_wrap_up_after_help_is_shorter_and_the_helper_has_none():
    log = run(hotline({"stuck": rule(talk="50%", wrap_up="25%")}), day((0, 18 * MIN, 1e9, 100)))
    assert spans_of(log, SpanKind.WRAP_UP) == [(0, SpanKind.WRAP_UP, 0, 780, 805)]
    assert helping(log) == [(1, 480, 780)]


def test_talk_times_of_the_group_come_first_and_a_long_wrap_up_is_no_trouble():
    # With factor 1.5 of 8 minutes 12 are talked; from 8 on 4 are left, 2 with help. The second wraps up for long.
    groups = {"front": {"agents": 1, "serves": {"orders": {"handle_time": 1.5}}}}
    log = run(hotline(groups=groups), day((0, 8 * MIN), (0, 60, 1e9, 3000)))
    assert talks(log) == [(0, 0, 0, 600), (1, 0, 600, 690)]
    assert len(calls(log)) == 1


def test_help_that_leaves_nothing_of_the_talk_ends_it_at_once():
    log = run(hotline({"stuck": rule(talk="0%")}), day((0, 18 * MIN), (0, 60)))
    assert talks(log) == [(0, 0, 0, 480), (1, 0, 480, 540)]
    assert not helping(log)
    assert calls(log) == [(0, 480, 1, 480, 480, 480)]


def test_a_leader_whose_shift_ends_helps_to_the_end_in_overtime():
    early = {"shifts": {"early": {"agents": 1, "from": "08:00", "to": "08:10"}}}
    log = run(hotline(leaders=early), day((0, 18 * MIN)))
    assert helping(log) == [(1, 480, 780)]
    assert spans_of(log, SpanKind.OVERTIME) == [(None, SpanKind.OVERTIME, 1, 600, 780)]


def test_a_leader_who_is_one_too_many_helps_to_the_end():
    log = run(hotline(leaders={"agents": {"08:00": 1, "08:10": 0}}), day((0, 18 * MIN)))
    assert helping(log) == [(1, 480, 780)]
    assert spans_of(log, SpanKind.OVERTIME) == [(None, SpanKind.OVERTIME, 1, 600, 780)]


def test_a_break_that_is_due_begins_after_help_and_a_break_keeps_a_leader_from_helping():
    shift = {"agents": 1, "from": "08:00", "to": "10:00", "breaks": {"tea": {"for": "10m", "at": "08:10"}}}
    log = run(hotline(leaders={"shifts": {"all": shift}}), day((0, 18 * MIN)))
    assert spans_of(log, SpanKind.BREAK) == [(None, SpanKind.BREAK, 1, 780, 1380)]
    # Due when the call is made, it comes first; back at 18, there is nothing left.
    shift = {**shift, "breaks": {"tea": {"for": "10m", "at": "08:08"}}}
    log = run(hotline(leaders={"shifts": {"all": shift}}), day((0, 20 * MIN)))
    assert calls(log) == [(0, 480, 1, 1080, 1080, 1140)]


def test_a_leader_who_comes_on_duty_takes_a_waiting_call():
    log = run(hotline(leaders={"agents": {"08:00": 0, "08:10": 1}}), day((0, 18 * MIN)))
    assert calls(log) == [(0, 480, 1, 600, 600, 840)]


def test_what_is_left_until_a_contact_is_passed_on_is_shortened():
    # At two thirds of 18 minutes it is passed on; of 4 minutes from 8 on 2 are talked, and 30 s of wrap-up remain.
    expert = {"of": "orders", "share": "100%", "at": "12m", "pass": {"type": "advice"}}
    kinds = {"orders": {}, "advice": {"arrivals": None, "talk": "1m", "patience": "endless"}}
    groups = {"experts": {"agents": 1, "serves": {"advice": {}}}}
    rules = {"stuck": rule(talk="50%", wrap_up="50%")}
    log = run(hotline(rules, types=kinds, groups=groups, transfers={"expert": expert}), day((0, 18 * MIN, 1e9, 60)))
    assert talks(log) == [(0, 0, 0, 600), (1, 2, 600, 660)]
    assert helping(log) == [(1, 480, 600)]
    assert spans_of(log, SpanKind.WRAP_UP) == [(0, SpanKind.WRAP_UP, 0, 600, 630)]


def test_a_briefing_is_no_trouble_and_the_next_agent_calls_anew():
    # The expert is briefed for 2 minutes and then talks for 18: calls after 8 of them, at 1 + 2 + 8.
    expert = {"of": "orders", "share": "100%", "at": "1m", "pass": {"type": "advice", "warm": "2m"}}
    kinds = {"orders": {}, "advice": {"arrivals": None, "talk": "18m", "patience": "endless"}}
    groups = {"experts": {"agents": 1, "serves": {"advice": {}}}}
    rules = {"stuck": rule(of=["orders", "advice"], talk="50%")}
    log = run(hotline(rules, types=kinds, groups=groups, transfers={"expert": expert}), day((0, 18 * MIN)))
    assert calls(log) == [(1, 660, 1, 660, 660, 960)]


def test_what_help_solves_is_drawn_by_the_same_chance():
    # A front that solves 30 %, and 70 % with help: whoever is solved without help is solved with it as well.
    few = {"front": {"agents": 40, "serves": {"orders": {"solved": "30%"}}}}
    contacts = day(*((0, 18 * MIN) for _ in range(40)))
    alone = run(hotline({"stuck": rule(solved="30%")}, groups=few, leaders=40), contacts).contacts["solved"]
    better = run(hotline({"stuck": rule(solved="70%")}, groups=few, leaders=40), contacts).contacts["solved"]
    usual = run(center(types={"orders": {}}, groups=few), contacts).contacts["solved"]
    assert (alone == usual).all()
    assert (better >= usual).all()
    assert usual.sum() < better.sum() < 40


def test_nothing_is_solved_otherwise_by_who_comes_too_late():
    few = {"front": {"agents": 1, "serves": {"orders": {"solved": "0%"}}}}
    rules = {"stuck": rule(solved="100%", ready="1m")}
    log = run(hotline(rules, groups=few), day((0, 500), (0, 18 * MIN)))
    assert log.contacts["solved"].tolist() == [0, 1]


def test_follow_ups_know_what_help_has_solved():
    few = {"front": {"agents": 1, "serves": {"orders": {"solved": "0%"}}}}
    again = {"of": "orders", "when": {"solved": False}, "share": "100%", "after": "1h", "attempts": 2}
    rules = {"stuck": rule(solved="100%")}
    kinds = {"orders": {"talk": "1m"}}
    log = run(hotline(rules, groups=few, types=kinds, follow_ups={"again": again}), day((0, 18 * MIN), (0, 60)))
    assert log.contacts["parent"].tolist() == [-1, -1, 1]


def test_the_first_group_that_can_helps_and_the_longest_idle_of_it():
    groups = {"experts": {"agents": 2, "serves": {"letters": {}}}}
    rules = {"stuck": rule(by=["experts", "leaders"])}
    # Expert 2 has a letter for the first minute, so expert 3 is idle for longer; with both busy the leader comes.
    log = run(hotline(rules, groups=groups, types=LETTERS), day((0, 9 * MIN), (0, 60), types=[0, 1]))
    assert [one[2] for one in calls(log)] == [3]
    log = run(hotline(rules, groups=groups, types=LETTERS), day((0, 9 * MIN), (0, 540), (0, 540), types=[0, 1, 1]))
    assert [one[2] for one in calls(log)] == [1]


def test_a_second_rule_calls_others_where_nobody_has_come_and_ends_the_first_call():
    groups = {"experts": {"agents": 1, "serves": {"letters": {}}}}
    rules = {"first": rule(), "second": rule(by="experts", after="9m", talk="50%")}
    both = {"serves": BY_POST, "types": LETTERS, "groups": groups}
    # The leader is busy with a letter until 20; the expert comes at 9, when 9 of 18 minutes are left.
    log = run(hotline(rules, **both), day((0, 18 * MIN), (0, 1200), types=[0, 1]))
    assert calls(log) == [(0, 480, None, None, None, 540), (0, 540, 2, 540, 540, 810)]
    # Where the leader has come, nobody calls any more.
    log = run(hotline(rules, **both), day((0, 18 * MIN)))
    assert calls(log) == [(0, 480, 1, 480, 480, 1080)]


def test_of_two_rules_at_one_instant_the_first_that_brings_somebody_is_the_one():
    groups = {"experts": {"agents": 1, "serves": {"letters": {}}}}
    rules = {"first": rule(by="experts", talk="50%"), "second": rule(talk="10%")}
    log = run(hotline(rules, groups=groups, types=LETTERS), day((0, 18 * MIN)))
    assert calls(log) == [(0, 480, 2, 480, 480, 780)]
    log = run(hotline(rules, groups=groups, types=LETTERS), day((0, 18 * MIN), (0, 1200), types=[0, 1]))
    assert [one[2] for one in calls(log)] == [None, 1]


def test_a_gate_keeps_leaders_from_contacts_and_not_from_help():
    gate = {"orders": {"priority": 2, "while": {"waiting": {"of": "orders", "at_least": 2}}}}
    log = run(hotline(serves=gate), day((0, 18 * MIN), (60, 60)))
    assert helping(log) == [(1, 480, 780)]
    assert talks(log)[1] == (1, 0, 780, 840)


def test_agents_never_help_themselves_and_colleagues_may():
    rules = {"stuck": rule(by="front", talk="50%")}
    log = run(hotline(rules), day((0, 18 * MIN)))
    assert calls(log) == [(0, 480, None, None, None, 1080)]
    two = {"front": {"agents": 2, "serves": {"orders": {}}}}
    log = run(hotline(rules, groups=two), day((0, 18 * MIN), (500, 60)))
    assert calls(log) == [(0, 480, 1, 480, 480, 780)]
    # Who helps is busy for contacts.
    assert talks(log)[1] == (1, 0, 780, 840)


def test_of_says_whose_talks():
    two = {"back": {"agents": 1, "serves": {"orders": {"priority": 1}}}}
    for of, rows in (("group:back", [1]), ({"type": "orders", "group": "front"}, [0]), ("channel:voice", [0, 1])):
        log = run(hotline({"stuck": rule(of=of)}, groups=two, leaders=2), day((0, 540), (0, 540)))
        assert [one[0] for one in calls(log)] == rows


def test_contacts_that_share_an_agent_bring_nobody():
    kinds = {"orders": {}, "chats": {"channel": "chat"}}
    groups = {"chatters": {"agents": 1, "serves": {"chats": {}}}}
    log = run(
        hotline(
            {"stuck": rule(of=["orders", "group:chatters"])},
            types=kinds,
            groups=groups,
            channels={"chat": {"slots": 2}},
        ),
        day((0, 540), (0, 540), types=[0, 1]),
    )
    assert [one[0] for one in calls(log)] == [0]


def test_somebody_with_a_chat_in_hand_does_not_help():
    kinds = {"orders": {}, "chats": {"channel": "chat"}}
    serves = {"serves": {"chats": {}}, "types": kinds, "channels": {"chat": {"slots": 2}}}
    log = run(hotline(**serves), day((0, 18 * MIN), (0, 10 * MIN), types=[0, 1]))
    assert calls(log) == [(0, 480, 1, 600, 600, 840)]
    # And whoever helps takes no chat.
    log = run(hotline(**serves), day((0, 18 * MIN), (500, 60), types=[0, 1]))
    assert talks(log)[1] == (1, 1, 780, 840)


def test_after_closing_nobody_comes_any_more_and_who_helps_goes_on():
    # It closes at 7200. The first is helped from before on; the second calls after closing, and the leader has gone.
    two = {"front": {"agents": 2, "serves": {"orders": {}}}}
    log = run(hotline(groups=two, leaders=2), day((6600, 18 * MIN), (6900, 18 * MIN)))
    assert calls(log) == [(0, 7080, 2, 7080, 7080, 7380), (1, 7380, None, None, None, 7980)]
    assert spans_of(log, SpanKind.OVERTIME) == [
        (None, SpanKind.OVERTIME, 0, 7200, 7380),
        (None, SpanKind.OVERTIME, 1, 7200, 7980),
        (None, SpanKind.OVERTIME, 2, 7200, 7380),
    ]


def test_a_stop_cuts_help_short():
    log = run(hotline(run_on="0s"), day((6600, 18 * MIN)))
    assert helping(log) == [(1, 7080, 7200)]
    assert calls(log) == [(0, 7080, 1, 7080, 7080, 7200)]
    assert told(log) == [("still_open", 0, None, 0)]


def test_who_calls_is_a_draw_of_the_customer_alone():
    some = {"stuck": rule(share="50%", talk="50%")}
    contacts = day(*((20 * number, 9 * MIN) for number in range(60)))
    drawn = []
    for agents, leaders in ((60, 60), (3, 1)):
        more = {"front": {"agents": agents, "serves": {"orders": {}}}}
        drawn.append(sorted(one[0] for one in calls(run(hotline(some, groups=more, leaders=leaders), contacts))))
    assert drawn[0] == drawn[1]
    assert 15 < len(drawn[0]) < 45


def test_helping_is_neither_an_answer_nor_counts_for_fewest_contacts():
    # Two leaders who serve as well: the one who helped for 5 minutes is still the one without a contact.
    serves = {"letters": {}}
    log = run(
        hotline(leaders=2, serves=serves, types=LETTERS, routing={"agent": "fewest_contacts"}),
        day((0, 18 * MIN), (0, 60), (900, 60), types=[0, 1, 1]),
    )
    assert helping(log) == [(2, 480, 780)]
    assert talks(log)[2] == (2, 2, 900, 960)


@pytest.mark.parametrize("agent", ["longest_idle", "longest_since_contact"])
def test_a_helper_is_idle_since_the_end_of_help(agent):
    log = run(
        hotline(leaders=2, serves=BY_POST, types=LETTERS, routing={"agent": agent}),
        day((0, 9 * MIN), (10, 1), (600, 60), types=[0, 1, 1]),
    )
    # Agent 2 helps, for agent 1 had a letter; at 10 minutes agent 1 is idle for longer.
    assert helping(log) == [(2, 480, 510)]
    assert talks(log)[2] == (2, 1, 600, 660)


def test_who_helps_is_of_the_group_whatever_they_can_do_themselves():
    # Ana and ben are leaders with skills of their own, apart from cid's. Ana writes from 0 to 700, ben from 0 to 300,
    # cid has nothing to do at all: of the group cid is idle longest and helps at 480. At 900, in the second talk,
    # ana is idle since 700 and ben since 300.
    people = {"ana": {"skills": "letters"}, "ben": {"skills": {"letters": 2}}, "cid": {}}
    shift = {"people": ["ana", "ben", "cid"], "from": "08:00", "to": "10:00"}
    leaders = {"shifts": {"day": shift}, "serves": {"cards": {}}}
    groups = {"front": {"agents": 2, "serves": {"orders": {}}}, "leaders": leaders}
    types = {"orders": {}, "letters": {}, "cards": {}}
    scenario = center(types=types, groups=groups, helps={"stuck": STUCK}, people=people)
    log = run(scenario, day((0, 1680), (0, 700), (0, 300), (420, 1000), types=[0, 1, 1, 0]))
    assert [one[:3] for one in calls(log)] == [(0, 480, 4), (3, 900, 3)]
