"""Situations to be traced, each checkable with a pencil: a center, who comes, and what is asked.

Times of `day` are seconds after 08:00: (arrived, talk, patience, wrap-up). The working stands above each.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from building import center, day
from conversation_days import day as conversation_day
from conversation_days import says, writers

from simulator.demand.workload import Workload
from simulator.scenario.nouns import Scenario
from simulator.tracing.playback import of_workload
from simulator.tracing.traces import Question, Trace, answered

INF = float("inf")
NONE, FIRST = -1, 0


class Situation(NamedTuple):
    """A center, who comes, and what is asked."""

    scenario: Scenario
    workload: Workload
    asked: dict[str, Any]


def traced(*situations: Situation) -> Trace:
    """Return the trace of a situation, or of two strategies with the same customers."""
    asked = situations[0].asked
    plays = [of_workload(one.scenario, one.workload) for one in situations]
    question = next(one for one in Question if asked.get(one) is not None)
    names = ("one", "other")[: len(plays)]
    return Trace("By hand", "by_hand.yaml", names, None, 0, 0, question, **answered(plays, **asked))


def idle_longest() -> Situation:
    # A -> front 1 until 30, B -> front 2 until 20. C at 40: front 2 idle for 20, front 1 for 10, front 3 since 08:00:
    # front 3 has been idle longest. D at 41: front 2.
    return Situation(center(3), day((0, 30), (0, 20), (40, 50), (41, 5)), {"contact": 2})


def a_tie() -> Situation:
    # All idle since 08:00: the lowest number.
    return Situation(center(3), day((10, 30)), {"contact": 0})


def best_rank() -> Situation:
    # Experts idle since 08:00, front 1 since 50: the front has rank 1.
    types = {"calls": {"ranks": {"front": 1, "experts": 2}}}
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "experts": {"agents": 1, "serves": {"calls": {}}}}
    return Situation(center(types=types, groups=groups), day((0, 50), (60, 30)), {"contact": 1})


def rank_and_then_idle() -> Situation:
    # Front 2 since 30, front 1 since 50, the expert since 08:00: the front has rank 1, and there front 2 is first.
    types = {"calls": {"ranks": {"front": 1, "experts": 2}}}
    groups = {"front": {"agents": 2, "serves": {"calls": {}}}, "experts": {"agents": 1, "serves": {"calls": {}}}}
    return Situation(center(types=types, groups=groups), day((0, 50), (0, 30), (60, 30)), {"contact": 2})


def many_free_agents() -> Situation:
    # Fifteen, all idle since 08:00.
    return Situation(center(15), day((10, 30)), {"contact": 0})


def helpers_after() -> Situation:
    # A holds the front until 300. B comes at 10: helpers may take it at 40, and helper 1 does, idle since 08:00.
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "30s"}}},
    }
    return Situation(center(groups=groups), day((0, 300), (10, 60)), {"contact": 1})


def helpers_busy_too() -> Situation:
    # As before, but the helper has own work until 100: B waits on at 40; at 100 the helper takes it. C, which is the
    # helper's own, came at 90 and has not waited 30 s: it could not be taken if it were a call.
    types = {"calls": {}, "mine": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "30s"}, "mine": {}}},
    }
    contacts = day((0, 300), (0, 100), (10, 60), (90, 10), types=[0, 1, 0, 0])
    return Situation(center(types=types, groups=groups), contacts, {"contact": 2})


def kept_free() -> Situation:
    # One of two helpers is to be left for their own work: advice at 10 goes to nobody, at 200 front 1 is free.
    types = {"advice": {}, "mine": {}}
    groups = {
        "front": {"agents": 1, "serves": {"advice": {}}},
        "helpers": {"agents": 2, "serves": {"mine": {}, "advice": {"keep_free": 2}}},
    }
    contacts = day((0, 200), (10, 60), types=[0, 0])
    return Situation(center(types=types, groups=groups), contacts, {"contact": 1})


def kept_free_beside_others() -> Situation:
    # Rank 1 are the helpers, who are kept free; so front 1 gets it.
    types = {"advice": {"ranks": {"helpers": 1}}, "mine": {}}
    groups = {
        "front": {"agents": 1, "serves": {"advice": {}}},
        "helpers": {"agents": 2, "serves": {"mine": {}, "advice": {"keep_free": 2}}},
    }
    return Situation(center(types=types, groups=groups), day((10, 60)), {"contact": 0})


CHAT = {"chat": {"slots": 3}}
CHATS = {"chats": {"channel": "chat"}}


def least_in_hand() -> Situation:
    # Chats A, B, C go to front 1, 2, 3 (least in hand, no. 1 first). B ends at 30, D at 40: front 2 has nothing.
    return Situation(center(3, types=CHATS, channels=CHAT), day((0, 100), (1, 29), (2, 100), (40, 50)), {"contact": 3})


def assigned_longest_ago() -> Situation:
    # D at 40: all have one in hand; front 1 was assigned one at 0, front 2 at 1, front 3 at 2.
    return Situation(center(3, types=CHATS, channels=CHAT), day((0, 100), (1, 100), (2, 100), (40, 50)), {"contact": 3})


def most_in_hand() -> Situation:
    # Packed: A and B both in the hand of front 1, and so is C.
    channels = {"chat": {"slots": 3, "agent": "pack"}}
    return Situation(center(2, types=CHATS, channels=channels), day((0, 100), (1, 100), (40, 50)), {"contact": 2})


def at_random() -> Situation:
    return Situation(center(3, routing={"agent": "random"}), day((10, 60)), {"contact": 0})


def a_group_at_random() -> Situation:
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("front", "back")}
    return Situation(center(groups=groups, routing={"agent": "random_group"}), day((10, 60)), {"contact": 0})


def best_priority() -> Situation:
    # At 100 front 1 is free: advice has priority 1 and came at 30, orders came at 10 and 20. A bill is not theirs.
    types = {"orders": {}, "advice": {}, "bills": {}}
    groups = {
        "front": {"agents": 1, "serves": {"orders": {"priority": 2}, "advice": {"priority": 1}}},
        "office": {"agents": 0, "serves": {"bills": {}}},
    }
    contacts = day((0, 100), (5, 9, 500), (10, 60), (20, 60), (30, 60), types=[0, 2, 0, 0, 1])
    return Situation(center(types=types, groups=groups), contacts, {"contact": 4})


def best_segment() -> Situation:
    # B waits since 10, C, who is a VIP, since 20: at 100 C comes first.
    types = {"calls": {"segments": {"vip": {"share": "10%", "priority": 1}}}}
    contacts = day((0, 100), (10, 60), (20, 60), segments=[NONE, NONE, FIRST])
    return Situation(center(types=types), contacts, {"contact": 2})


def credited() -> Situation:
    # B waits since 10, C since 40 with a credit of 60 s: as if since -20.
    types = {"calls": {}, "urgent": {"age_credit": "60s"}}
    return Situation(center(types=types), day((0, 100), (10, 60), (40, 60), types=[0, 0, 1]), {"contact": 2})


def due_first() -> Situation:
    # B came at 10 and is due at 130, C came at 40 and is due at 60.
    types = {"calls": {"service_level": "80% in 2m"}, "urgent": {"service_level": "80% in 20s"}}
    contacts = day((0, 100), (10, 60), (40, 60), types=[0, 0, 1])
    return Situation(center(types=types, routing={"contact": "due_time"}), contacts, {"contact": 2})


def came_at_one_instant() -> Situation:
    # Both wait since 10: the first of the log is first.
    return Situation(
        center(types={"calls": {}, "mails": {}}), day((0, 100), (10, 60), (10, 60), types=[0, 1, 0]), {"contact": 1}
    )


def keeps_its_place() -> Situation:
    # A is passed on at 50 into its own line and keeps its place: front 1, freed at 50, takes B first, because agents
    # look before who is passed on. B ends at 150: A, which waits since 50 only, stands before C, who waits since 20.
    rule = {"of": "calls", "share": ["100%", "0%"], "at": "50%", "pass": {"place": "kept"}}
    types = {"calls": {}, "mails": {}}
    contacts = day((0, 100), (10, 100), (20, 60), types=[0, 1, 1])
    return Situation(center(types=types, transfers={"again": rule}), contacts, {"contact": 0})


def passed_to_a_group() -> Situation:
    # A is passed to the second line at 50, which is busy with its own until 300. Front 1 takes B at 50 until 250, and C
    # then, though A, which keeps its place, stands further ahead: it is for the second line alone. That has D, its own
    # and of the better priority, at 300 until 700.
    rule = {
        "of": "group:front", "share": ["100%", "0%"], "at": "50%",
        "pass": {"group": "second", "place": "kept", "context": "lost", "repeat_story": "20s"},
    }  # fmt: skip
    types = {"calls": {}, "own": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "second": {"agents": 1, "serves": {"own": {"priority": 1}, "calls": {"priority": 2, "after": "10m"}}},
    }
    contacts = day((0, 100), (0, 300), (10, 400), (60, 40), (70, 400), types=[0, 1, 0, 0, 1])
    return Situation(center(types=types, groups=groups, transfers={"up": rule}), contacts, {"contact": 0})


def beside_one_passed_to_a_group() -> Situation:
    # The same, seen by C.
    return passed_to_a_group()._replace(asked={"contact": 3})


def warm_to_experts() -> Situation:
    # A is passed on as advice at 50; front 1 stays until expert 1 is free at 200, briefs until 220, wraps up until 230.
    rule = {"of": "calls", "share": "100%", "at": "50s", "pass": {"type": "advice", "warm": "20s"}}
    types = {"calls": {}, "advice": {"arrivals": None, "talk": "1m"}, "own": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "experts": {"agents": 1, "serves": {"own": {}, "advice": {}}},
    }
    contacts = day((0, 100, INF, 10), (0, 200), types=[0, 2])
    return Situation(center(types=types, groups=groups, transfers={"up": rule}), contacts, {"contact": 0})


def no_line() -> Situation:
    return Situation(center(1, lines=1), day((0, 100), (10, 60)), {"contact": 1})


def no_line_of_the_type() -> Situation:
    # One order at most, whoever else is free: B is blocked, and the advice C is answered.
    types = {"orders": {"lines": 1}, "advice": {}}
    contacts = day((0, 100), (10, 60), (20, 60), types=[0, 0, 1])
    return Situation(center(3, types=types, lines=2), contacts, {"contact": 1})


def an_instant_without_a_line() -> Situation:
    # The same at 30: of two lines one is the order's, one the advice's.
    return no_line_of_the_type()._replace(asked={"at": "08:00:30"})


def no_lines_with_nobody() -> Situation:
    # Agents come at 600, and lines with them.
    return Situation(center({"08:10": 1}, lines={"per_agent": 2}), day((10, 60)), {"contact": 0})


def an_instant_without_lines() -> Situation:
    return no_lines_with_nobody()._replace(asked={"at": "08:01"})


def an_instant_of_one_passed_on() -> Situation:
    # A was passed on as advice at 50 and waits for the expert, and front 1 stays with the customer: the one line of
    # the orders is free again, and of the three of the channel two are in use.
    rule = {"of": "orders", "share": "100%", "at": "50s", "pass": {"type": "advice", "warm": "20s"}}
    types = {"orders": {"lines": 1}, "advice": {"arrivals": None, "talk": "1m"}, "own": {}}
    groups = {
        "front": {"agents": 2, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"own": {}, "advice": {}}},
    }
    contacts = day((0, 100), (0, 200), types=[0, 2])
    scenario = center(types=types, groups=groups, lines=3, transfers={"up": rule})
    return Situation(scenario, contacts, {"at": "08:01:40"})


def queue_is_full() -> Situation:
    return Situation(center(1, types={"calls": {"queue_limit": 1}}), day((0, 100), (10, 60), (20, 60)), {"contact": 2})


def patience_ends() -> Situation:
    return Situation(center(1), day((0, 100), (10, 60, 40)), {"contact": 1})


def leaves_a_voicemail() -> Situation:
    return Situation(center(1, types={"calls": {"voicemail_after": "1m"}}), day((0, 100), (10, 60)), {"contact": 1})


def sent_away_at_closing() -> Situation:
    # Closing at 09:00, 3600 s: B waits since 3550.
    return Situation(center(1, to="09:00", at_close="clear"), day((3500, 300), (3550, 30)), {"contact": 1})


def nobody_stays() -> Situation:
    # Letters keep their place over closing, at 09:00. B waits since 3550; front 1 is free at 3800 and takes the call C,
    # although the letter B waits longer. B is answered on tuesday.
    types = {"letters": {"at_close": "keep"}, "calls": {}}
    contacts = day((3500, 300), (3550, 30), (3560, 30), types=[1, 0, 1])
    return Situation(center(1, types=types, to="09:00", days=2, weekday="monday"), contacts, {"contact": 2})


HOURS = {"hours": {"from": "08:10", "to": "08:30"}}


def closed(when: Any) -> Situation:
    # Open from 600 to 1800: who comes at 60 is too early.
    types = {"calls": {**HOURS, "when_closed": when}, "night": {"arrivals": None, "talk": "1m"}}
    return Situation(center(1, types=types), day((60, 30)), {"contact": 0})


def refused() -> Situation:
    return closed("refuse")


def voicemail_outside() -> Situation:
    return closed("voicemail")


def waits_outside() -> Situation:
    return closed("wait")


def redirected() -> Situation:
    return closed({"redirect": "night"})


def served_late() -> Situation:
    # Calls until 08:30 (1800 s), front 1 until 08:31 (1860 s), busy with A until 1900. B waits since 1700 and is served
    # on although the hours are over; the mail C, which is of no hours, is not for somebody who leaves.
    types = {"mails": {}, "calls": {"hours": {"from": "08:00", "to": "08:30"}}}
    contacts = day((1600, 300), (1650, 30), (1700, 30), types=[1, 0, 1])
    return Situation(center({"08:00": 1, "08:31": 0}, types=types), contacts, {"contact": 2})


def no_room_for_a_call() -> Situation:
    # Two chats in hand until 100 and 200. At 100 there is room for the chat D, not for the call C, which is older.
    types = {"calls": {}, "chats": {"channel": "chat"}}
    contacts = day((0, 100), (0, 200), (10, 60), (20, 60), types=[1, 1, 0, 1])
    return Situation(center(1, types=types, channels={"chat": {"slots": 2}}), contacts, {"contact": 3})


def comes_again() -> Situation:
    # B abandons at 50, dials again at 110 and is answered at once: front 1 is free since 100.
    rule = {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "1m"}
    types = {"calls": {"talk": "1m"}}
    return Situation(center(1, types=types, follow_ups={"redial": rule}), day((0, 100), (10, 60, 40)), {"contact": 1})


def the_same_alone() -> Situation:
    return comes_again()._replace(asked={"contact": "1.2"})


def still_open() -> Situation:
    # The run stops at 09:00 sharp.
    return Situation(center(1, to="09:00", run_on="0s"), day((3500, 300), (3550, 30)), {"contact": 1})


def nobody_on_duty() -> Situation:
    # Front from 08:10 on: who comes at 10 waits until 600.
    return Situation(center({"08:10": 1}), day((10, 60)), {"contact": 0})


def the_longest_waits() -> Situation:
    # B waits for 90, C for 40 and leaves, D for 130.
    return Situation(center(1), day((0, 100), (10, 60), (20, 60, 40), (30, 10)), {"worst": 2})


def nobody_waited() -> Situation:
    return Situation(center(1), day((0, 100)), {"worst": 5})


def a_day_with_calls() -> Situation:
    # A until 100 and its wrap-up until 110, B from 110 to 170, idle until 200, C from 200 to 260. On duty until
    # 08:31:40 (1900 s), where D holds the agent until 1950.
    contacts = day((0, 100, INF, 10), (10, 60), (200, 60), (1850, 100))
    return Situation(center({"08:00": 1, "08:31:40": 0}), contacts, {"agent": "front 1"})


def a_day_with_chats() -> Situation:
    # Two chats at once from 10 to 100; the agent of the other group is not asked.
    contacts = day((0, 100), (10, 100), (20, 40))
    return Situation(center(1, types=CHATS, channels={"chat": {"slots": 2}}), contacts, {"agent": "front 1"})


def a_kept_agent() -> Situation:
    # Helper 1 is kept free: idle all the time, although advice waits from 10 to 200.
    return kept_free()._replace(asked={"agent": "helpers 1"})


def an_instant() -> Situation:
    # At 60: A in the hand of front 1, a chat in that of helper 1. Waiting: B (call, since 10), C (VIP, since 20).
    types = {
        "calls": {"segments": {"vip": {"share": "10%", "priority": 1, "age_credit": "30s"}}},
        "chats": {"channel": "chat"},
        "bills": {**HOURS, "when_closed": "voicemail"},
    }
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}, "bills": {}}},
        "helpers": {"agents": 2, "serves": {"chats": {"keep_free": 1}, "calls": {"after": "1h"}}},
    }
    contacts = day((0, 100), (0, 500), (10, 60), (20, 60), types=[0, 1, 0, 0], segments=[-1, -1, -1, 0])
    scenario = center(types=types, groups=groups, channels={"chat": {"slots": 2}})
    return Situation(scenario, contacts, {"at": "08:01"})


def nobody_is_kept_after_closing() -> Situation:
    # Helper 1 is kept free for their own work, which holds them from 3500 until 3800. Advice waits since 3550. The
    # center closes at 3600: at 3660 nobody has to be kept any more, and at 3800 helper 1 takes the advice.
    types = {"advice": {}, "mine": {}}
    groups = {"helpers": {"agents": 1, "serves": {"mine": {}, "advice": {"keep_free": 1}}}}
    contacts = day((3500, 300), (3550, 30), types=[1, 0])
    return Situation(center(types=types, groups=groups, to="09:00"), contacts, {"at": "09:01"})


def taken_after_closing() -> Situation:
    # The advice itself.
    return nobody_is_kept_after_closing()._replace(asked={"contact": 1})


def back_from_a_break() -> Situation:
    # Front 1 has A until 100 and a break from 600 to 1200. B waits from 700 until the break is over.
    agents = {"08:00": 1, "08:10": 0, "08:20": 1}
    scenario = center(agents, routing={"agent": "longest_since_contact"})
    return Situation(scenario, day((0, 100), (700, 60)), {"contact": 1})


def an_instant_of_a_break() -> Situation:
    # At 60 nobody is on duty, whatever the front of others does: calls would wait, and of chats as many may wait as
    # agents are there, none. Front comes at 600.
    types = {"calls": {}, "chats": {"queue_limit": {"per_agent": 1}}, "bills": {}}
    groups = {
        "front": {"agents": {"08:10": 1}, "serves": {"calls": {}, "chats": {}}},
        "office": {"agents": 2, "serves": {"bills": {}}},
    }
    return Situation(center(types=types, groups=groups), day((0, 100), types=[2]), {"at": "08:01"})


def queue_of_nobody_is_full() -> Situation:
    # The same, seen by a chat of 30.
    return an_instant_of_a_break()._replace(workload=day((30, 60), types=[1]), asked={"contact": 0})


def an_instant_of_nobody() -> Situation:
    # The front comes at 600.
    return Situation(center({"08:10": 1}), day((10, 60)), {"at": "08:01"})


def chats_after_a_break() -> Situation:
    # Calls go by the last contact, chats by what is in hand. Both agents have a break from 600 to 1200, so they are
    # idle for 10 s when the chat B comes at 1210, although front 1 had A until 100 and front 2 nothing.
    agents = {"08:00": 2, "08:10": 0, "08:20": 2}
    scenario = center(agents, types={"calls": {}, **CHATS}, channels=CHAT, routing={"agent": "longest_since_contact"})
    return Situation(scenario, day((0, 100), (1210, 60), types=[0, 1]), {"contact": 1})


def outside_at_an_instant() -> Situation:
    return waits_outside()._replace(asked={"at": "08:02"})


def an_instant_after_closing() -> Situation:
    return nobody_stays()._replace(asked={"at": "monday 09:01"})


def over_the_night() -> Situation:
    # The letter of `nobody_stays` itself.
    return nobody_stays()._replace(asked={"contact": 1})


def of_two_days() -> Situation:
    # On tuesday, 24 h later.
    contacts = day((0, 100), (86400, 100), (86410, 60))
    return Situation(center(1, days=2, weekday="monday"), contacts, {"at": "tuesday 08:00:30"})


def the_second_day_of_an_agent() -> Situation:
    return of_two_days()._replace(asked={"agent": "front 1", "day": "tuesday"})


def aged_by_rate() -> Situation:
    # At 100 B has waited for 90 s, C for 50 s, which count as 100; D has waited for 40 s, which count as 80.
    types = {"calls": {}, "urgent": {"age_rate": 2}}
    contacts = day((0, 100), (10, 60), (50, 60), (60, 60), types=[0, 0, 1, 1])
    return Situation(center(types=types), contacts, {"contact": 2})


def capped() -> Situation:
    # At 100 B has waited for 90 s, which count as 30; C has waited for 40 s.
    types = {"calls": {}, "patient": {"age_cap": "30s"}}
    return Situation(center(types=types), day((0, 100), (10, 60), (60, 60), types=[0, 1, 0]), {"contact": 2})


def most_of_its_target() -> Situation:
    # At 100 B has waited for 90 s of 120, three quarters; C for 16 s of 20, four fifths.
    types = {"calls": {"service_level": "80% in 2m"}, "urgent": {"service_level": "80% in 20s"}}
    contacts = day((0, 100), (10, 60), (84, 60), types=[0, 0, 1])
    return Situation(center(types=types, routing={"contact": "ratio_to_target"}), contacts, {"contact": 2})


def fewest_today() -> Situation:
    # A -> front 1 until 10, B -> front 2 until 100, C -> front 3 until 90, D at 20 -> front 1 (all free have one; front
    # 1 is the only one) until 40. At 110 front 1 has been idle longest, but has had two; of the others front 3.
    contacts = day((0, 10), (1, 99), (2, 88), (20, 20), (110, 30))
    return Situation(center(3, routing={"agent": "fewest_contacts"}), contacts, {"contact": 4})


def fewest_chats_today() -> Situation:
    # A -> front 1, B -> front 2, both until 100. C at 10: one each, front 1 was assigned one first; D at 20: front 2
    # has had one, front 1 two, although front 1 has only one in hand since 15.
    channels = {"chat": {"slots": 3, "agent": "fewest_contacts"}}
    contacts = day((0, 100), (1, 100), (10, 5), (20, 50))
    return Situation(center(2, types=CHATS, channels=channels), contacts, {"contact": 3})


def next_in_turn() -> Situation:
    # A -> front 1 until 5, B at 10 -> front 2 until 15, C at 20: front 3 is next; D at 30: front 1, from the beginning.
    contacts = day((0, 5), (10, 5), (20, 5), (30, 5))
    return Situation(center(3, routing={"agent": "round_robin"}), contacts, {"contact": 3})


def the_turn_after_a_freed_agent() -> Situation:
    # A, B, C -> front 1 until 100, front 2 until 50, front 3 until 61. D waits from 10 on and front 2 takes it, until
    # 55: so at 70 front 3 is next, although front 3 took the last contact that chose an agent.
    contacts = day((0, 100), (0, 50), (1, 60), (10, 5), (70, 5))
    return Situation(center(3, routing={"agent": "round_robin"}), contacts, {"contact": 4})


def turns_of_two_ranks() -> Situation:
    # The front is busy from 0 and 1 on; B, C and D go to the experts, in their own turn: expert 1, expert 2, expert 1.
    types = {"calls": {"ranks": {"front": 1, "experts": 2}}}
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "experts": {"agents": 2, "serves": {"calls": {}}}}
    contacts = day((0, 100), (10, 5), (20, 5), (30, 5))
    return Situation(center(types=types, groups=groups, routing={"agent": "round_robin"}), contacts, {"contact": 3})


def since_last_contact() -> Situation:
    # On monday A -> front 1 until 08:30 and B -> front 2 until 08:10. Both come again on tuesday at 08:00, and C at
    # 08:00:10: front 2 has waited for a contact for longer, whatever night lies between.
    contacts = day((0, 1800), (0, 600), (86410, 60))
    scenario = center(2, routing={"agent": "longest_since_contact"}, days=2, weekday="monday")
    return Situation(scenario, contacts, {"contact": 2})


def a_step_joined() -> Situation:
    # A holds the front until 300. B comes at 10: the experts join after 20 s, at 30, and expert 1 takes it.
    types = {"calls": {"ranks": {"front": 1}, "steps": {"ring_2": {"after": "20s", "also": {"experts": 2}}}}}
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "experts": {"agents": 1, "serves": {"calls": {}}}}
    return Situation(center(types=types, groups=groups), day((0, 300), (10, 60)), {"contact": 1})


def a_step_taken_away() -> Situation:
    # A holds the front until 45, B the experts until 80. C came at 10: from 40 on it is for the experts alone. Seen by
    # D, who came at 30 and whom the front takes at 45.
    steps = {"last": {"after": "30s", "only": {"experts": 1}}}
    types = {"calls": {"ranks": {"front": 1, "experts": 2}, "steps": steps}, "own": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}, "own": {}}},
        "experts": {"agents": 1, "serves": {"own": {}, "calls": {}}},
    }
    contacts = day((0, 45), (0, 80), (10, 60), (30, 60), types=[0, 1, 0, 0])
    return Situation(center(types=types, groups=groups), contacts, {"contact": 3})


def the_contact_taken_away() -> Situation:
    # The same, seen by C: at 40 fewer groups may take it.
    return a_step_taken_away()._replace(asked={"contact": 2})


def a_step_to_all() -> Situation:
    # A holds the front until 100, C waits since 20. The order B waits since 15, and from 45 on it is of priority 1 as
    # well: at 100 it comes first.
    types = {"calls": {}, "orders": {"steps": {"all": {"after": "30s", "flatten": True}}}}
    groups = {"front": {"agents": 1, "serves": {"calls": {"priority": 1}, "orders": {"priority": 2}}}}
    contacts = day((0, 100), (15, 60), (20, 60), types=[0, 1, 0])
    return Situation(center(types=types, groups=groups), contacts, {"contact": 1})


def queue_of_the_channel_is_full() -> Situation:
    # One may wait of all types of the channel: B does.
    channels = {"phone": {"lines": 9, "queue_limit": 1}}
    types = {"calls": {"channel": "phone"}, "orders": {"channel": "phone"}}
    contacts = day((0, 100), (10, 60), (20, 60), types=[0, 0, 1])
    return Situation(center(1, types=types, channels=channels), contacts, {"contact": 2})


def kept_until() -> Situation:
    # Both helpers are kept free from advice until 08:01; at 60 one is enough, and helper 1 takes it.
    types = {"advice": {}, "mine": {}}
    groups = {"helpers": {"agents": 2, "serves": {"mine": {}, "advice": {"keep_free": {"08:00": 2, "08:01": 1}}}}}
    return Situation(center(types=types, groups=groups), day((10, 60), types=[0]), {"contact": 0})


def an_instant_of_rates() -> Situation:
    # At 95 B has waited for 85 s, C for 45 s, which count as 90: C stands first and comes next.
    return aged_by_rate()._replace(asked={"at": "08:01:35"})


def a_tie_of_ages() -> Situation:
    # At 90 B has waited for 80 s, C for 40 s, which count as 80: who came first is first.
    return aged_by_rate()._replace(asked={"at": "08:01:30"})


def an_instant_in_turn() -> Situation:
    # At 26 all are free: front 1 is next after front 3.
    return next_in_turn()._replace(asked={"at": "08:00:26"})


def gated(conditions: dict[str, Any], overflow: dict[str, Any] | None = None, **orders: Any) -> Scenario:
    """Return a center with front 1 for orders, and helper 1 for advice and, while something holds, orders."""
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "helpers": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2, "while": conditions}}},
    }
    kinds = {"orders": orders or {"ranks": {"helpers": 1}}, "advice": {}}
    return center(types=kinds, groups=groups, overflow=overflow)


def behind_a_gate() -> Situation:
    # B waits at 10, although helper 1 is free: they take orders while two wait, which is so at 30, when C comes.
    return Situation(gated({"waiting": 2}), day((0, 100), (10, 60), (30, 60)), {"contact": 1})


def a_gate_beside_others() -> Situation:
    # The helpers have the best rank, and their gate is shut: front 1 answers.
    return Situation(gated({"waiting": 2}), day((10, 60)), {"contact": 0})


def an_instant_of_gates() -> Situation:
    # At 30 helper 1 is free and the order of 10 waits alone: two have to wait, and whoever arrives is not among them.
    return Situation(gated({"waiting": 2}), day((0, 100), (10, 60)), {"at": "08:00:30"})


def an_instant_before_a_gate() -> Situation:
    # At 5 nobody waits and helper 1 is free: an order that arrives finds them so, and waits for front 1 all the same.
    return Situation(gated({"waiting": 2}), day((0, 100)), {"at": "08:00:05"})


def an_instant_of_a_reservation() -> Situation:
    # At 30 helper 1 is reserved for VIP 1: another order would wait as well.
    return reserved()._replace(asked={"at": "08:00:30"})


def widened_beside_a_gate() -> Situation:
    # By rule the order of 10 is the helpers' from 20 on, who take orders while two wait: it waits alone.
    rules = {"help": {"of": "orders", "when": {"waited": "10s"}, "also": {"helpers": 2}}}
    return Situation(gated({"waiting": 2}, rules, ranks={"front": 1}), day((0, 100), (10, 60)), {"contact": 1})


def a_step_to_a_gate() -> Situation:
    # The same by a step.
    steps = {"wider": {"after": "10s", "also": {"helpers": 1}}}
    return Situation(gated({"waiting": 2}, steps=steps), day((0, 100), (10, 60)), {"contact": 1})


def passed_over_at_a_gate() -> Situation:
    # Helper 1, free at 60, takes the advice of 30. The order of 20 waits alone, so that it is none of theirs.
    scenario = gated({"waiting": 3})
    return Situation(scenario, day((0, 100), (0, 60), (20, 60), (30, 60), types=[0, 1, 0, 1]), {"contact": 3})


def reserved() -> Situation:
    # VIP 1 may have helper 1 from 70 on, and keeps them from the order of 20, which waits although they are free.
    types = {"vips": {}, "orders": {}}
    groups = {
        "front": {"agents": 1, "serves": {"vips": {}}},
        "helpers": {"agents": 1, "serves": {"vips": {"after": "60s", "reserves": True}, "orders": {"priority": 2}}},
    }
    contacts = day((0, 500), (10, 30), (20, 50), types=[0, 0, 1])
    return Situation(center(types=types, groups=groups), contacts, {"contact": 2})


def ruled(overflow: dict[str, Any], transfers: dict[str, Any] | None = None, **orders: Any) -> Scenario:
    """Return a center with front 1 for orders and chats, and helper 1 for advice and, by rules, orders."""
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}, "chats": {"priority": 2}}},
        "helpers": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}},
    }
    kinds = {"orders": orders, "advice": {}, "chats": {"channel": "chat", "arrivals": None, "talk": "10s"}}
    return center(types=kinds, groups=groups, channels={"chat": {"slots": 2}}, overflow=overflow, transfers=transfers)


def widened_by_a_rule() -> Situation:
    # While two wait, helper 1 may take orders: B at 20 waits alone; with C at 30 it is B, who stands first.
    return Situation(
        ruled({"help": {"of": "orders", "when": {"waiting": 2}, "also": {"helpers": 2}}}),
        day((0, 100), (20, 40), (30, 40)),
        {"contact": 1},
    )


def widened_and_passed_back() -> Situation:
    # B at 10 is the helpers' as well from 30 on. Front 1, busy with a chat, takes it at 50 and passes it back into its
    # line at 60, where it is still theirs: helper 1, free since 55, answers.
    back = {"back": {"of": "orders", "share": ["100%", "0%"], "at": "10s", "pass": {"place": "back"}}}
    rules = {"help": {"of": "orders", "when": {"waited": "20s"}, "also": {"helpers": 2}}}
    return Situation(ruled(rules, back), day((0, 50), (0, 55), (10, 50), types=[2, 1, 0]), {"contact": 2})


def raised_and_sent_away() -> Situation:
    # B at 10 is raised after 20 s of waiting, and sent away at 70, after 60.
    rules = {
        "urgent": {"of": "orders", "when": {"waited": "20s"}, "raise": {"priority": 1}},
        "enough": {"of": "orders", "when": {"waited": "60s"}, "end": True},
        "help": {"of": "orders", "when": {"waiting": 9}, "also": {"helpers": 1}},
    }
    return Situation(ruled(rules), day((0, 100), (10, 40)), {"contact": 1})


def offered_and_moved() -> Situation:
    # B declines the chat at 15, 5 s after coming; at 40 it is made a chat all the same, which front 1 takes at 100.
    rules = {
        "offer": {"of": "orders", "when": {"waited": "5s"}, "offer": {"type": "chats", "accept": "0%"}},
        "move": {"of": "orders", "when": {"waited": "30s"}, "move": {"type": "chats", "place": "kept"}},
        "help": {"of": "orders", "when": {"waiting": 9}, "also": {"helpers": 1}},
    }
    return Situation(ruled(rules), day((0, 100), (10, 40)), {"contact": 1})


def leaves_a_message_by_a_rule() -> Situation:
    # B finds one waiting, and nobody who would come in time: a voicemail, before it waits.
    rules = {
        "message": {"of": "orders", "when": {"waiting": 1}, "look": "entering", "message": True},
        "help": {"of": "orders", "when": {"waiting": 9}, "also": {"helpers": 1}},
    }
    return Situation(ruled(rules), day((0, 100), (10, 40), (20, 40)), {"contact": 2})


def hears_and_waits() -> Situation:
    # B hears that nobody had to wait yet, and waits.
    help_ = {"help": {"of": "orders", "when": {"waiting": 9}, "also": {"helpers": 1}}}
    said = {"by": "last_wait", "longer": {"leave": "100%"}}
    return Situation(ruled(help_, announcement=said), day((0, 100), (10, 40, 30)), {"contact": 1})


def hears_and_leaves() -> Situation:
    # Two orders of 4 minutes for two agents: 4 minutes to wait, more than the 30 s that B would.
    help_ = {"help": {"of": "orders", "when": {"waiting": 9}, "also": {"helpers": 1}}}
    said = {"by": "queue", "rounded_up_to": "1m", "longer": {"leave": "100%"}}
    return Situation(ruled(help_, announcement=said), day((0, 100), (10, 40, 30)), {"contact": 1})


def closing(**kind: Any) -> Scenario:
    """Return a center whose calls one intervention closes at 60 s and another opens at 300 s."""
    rules = {
        "no_calls": {"when": {"hour": {"from": "08:01", "to": "08:05"}}, "close": "calls"},
        "calls_back": {"when": {"hour": {"from": "08:05", "to": "09:00"}}, "open": "calls"},
    }
    types = {"calls": kind, "chats": {}}
    return center(
        types=types, groups={"front": {"agents": 1, "serves": {"calls": {}, "chats": {}}}}, interventions=rules
    )


def closed_by_an_intervention() -> Situation:
    # B at 90 comes while calls are closed, from 60 on.
    return Situation(closing(), day((0, 100), (90, 40)), {"contact": 1})


def a_voicemail_for_an_intervention() -> Situation:
    return Situation(closing(when_closed="voicemail"), day((0, 100), (90, 40)), {"contact": 1})


def redirected_by_an_intervention() -> Situation:
    # As a chat B waits for A's end at 100.
    return Situation(closing(when_closed={"redirect": "chats"}), day((0, 100), (90, 40)), {"contact": 1})


def cleared_by_an_intervention() -> Situation:
    # B waits from 10 on and is sent away at 60.
    return Situation(closing(at_close="clear"), day((0, 100), (10, 40)), {"contact": 1})


def let_in_by_an_intervention() -> Situation:
    # B comes in at 300, when nobody is served any more.
    return Situation(closing(when_closed="wait"), day((0, 100), (90, 40)), {"contact": 1})


def helping(asked: dict[str, Any]) -> Situation:
    """Return a day on which back 1 goes to the front at 60, is ready at 90, and back at 210; A until 200, B at 70."""
    when = {"hour": {"from": "08:01", "to": "08:10"}}
    people = {"number": 1, "from": "back", "to": "front", "ready": "30s", "for": "2m"}
    extra = {"when": {"hour": {"from": "08:20", "to": "08:30"}}, "call_in": {"number": 1, "to": "back", "ready": "5m"}}
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 1, "serves": {"chats": {}}}}
    rules = {"help": {"when": when, "move_people": people}, "extra": extra}
    scenario = center(types={"calls": {}, "chats": {}}, groups=groups, interventions=rules)
    return Situation(scenario, day((0, 200), (70, 40)), asked)


def answered_by_a_moved_agent() -> Situation:
    # B waits from 70 until front 2 is ready at 90.
    return helping({"contact": 1})


def waits_while_one_is_moved() -> Situation:
    # B waits from 50 on, so it is told that help comes at 60, and is answered at 90.
    return helping({"contact": 1})._replace(workload=day((0, 200), (50, 40)))


def a_moved_agent() -> Situation:
    return helping({"agent": "front 2"})


def who_goes_and_comes_back() -> Situation:
    return helping({"agent": "back 1"})


def who_is_called_in() -> Situation:
    # Back 1 is there again, so it is the next number, at 08:25.
    return helping({"agent": "back 2"})


def an_instant_of_an_intervention() -> Situation:
    # At 80 front 2 is not ready, and B waits.
    return helping({"at": "08:01:20"})


def an_instant_of_a_closed_type() -> Situation:
    return Situation(closing(), day((0, 100)), {"at": "08:03"})


def by_own_skills() -> Situation:
    # Ana has A until 100, ben B until 60. B waits from 10: a mail, which ana alone takes, after the call of 20, which
    # she prefers. Ben, freed at 60, takes the call of 20: the mail is not among his skills.
    people = {"ana": {"skills": {"calls": 1, "mails": 2}}, "ben": {"skills": "calls"}}
    shifts = {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "10:00"}}
    groups = {"front": {"shifts": shifts, "serves": {"calls": {}}}}
    scenario = center(types={"calls": {}, "mails": {}}, groups=groups, people=people)
    return Situation(scenario, day((0, 100), (0, 60), (10, 5), (20, 5), types=[0, 0, 1, 0]), {"contact": 3})


def waits_for_a_skill() -> Situation:
    return Situation(*by_own_skills()[:2], {"contact": 2})


def an_instant_of_skills() -> Situation:
    return Situation(*by_own_skills()[:2], {"at": "08:00:30"})


def idle_without_the_skill() -> Situation:
    # The mail of 10 waits for ana, who has one until 60: ben has nothing in hand and serves calls alone.
    people = {"ana": {"skills": {"calls": 1, "mails": 2}}, "ben": {"skills": "calls"}}
    shifts = {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "10:00"}}
    groups = {"front": {"shifts": shifts, "serves": {"calls": {}}}}
    scenario = center(types={"calls": {}, "mails": {}}, groups=groups, people=people)
    return Situation(scenario, day((0, 60), (10, 5), (100, 5), types=[1, 1, 0]), {"agent": "ben"})


def idle_before_the_end() -> Situation:
    # The call of 08:53:20 waits for ben, who comes at 09:00: ana takes nothing new from 08:50 on.
    early = {"people": "ana", "from": "08:00", "to": "09:00", "no_new": "10m"}
    shifts = {"early": early, "late": {"people": "ben", "from": "09:00", "to": "10:00"}}
    groups = {"front": {"shifts": shifts, "serves": {"calls": {}}}}
    scenario = center(types={"calls": {}}, groups=groups, people={"ana": {}, "ben": {}})
    return Situation(scenario, day((3200, 60)), {"agent": "ana"})


def idle_behind_a_gate() -> Situation:
    # As above, from the side of the helper: one order waits until 30, and again from 90 to 100.
    return Situation(*behind_a_gate()[:2], {"agent": "helpers 1"})


def with_a_leader(asked: dict[str, Any], *, letter_s: float = 600.0) -> Situation:
    """Return a day on which front 1 calls after 8 of 18 minutes; the leader has a letter, and needs a minute."""
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "leaders": {"agents": 1, "serves": {"letters": {}}},
    }
    rule = {"of": "calls", "after": "8m", "help": {"by": "leaders", "talk": "50%", "ready": "1m"}}
    scenario = center(types={"calls": {}, "letters": {}}, groups=groups, helps={"stuck": rule})
    return Situation(scenario, day((0, 1080), (0, letter_s), types=[0, 1]), asked)


def a_call_for_help() -> Situation:
    # The leader comes at 10 minutes; of the 7 that are left at 11, 3.5 are talked.
    return with_a_leader({"contact": "0"})


def nobody_comes_to_help() -> Situation:
    return with_a_leader({"contact": "0"}, letter_s=1200.0)


def a_leader_who_helps() -> Situation:
    return with_a_leader({"agent": "leaders 1"})


def an_instant_of_help() -> Situation:
    return with_a_leader({"at": "08:12"})


def conversations(asked: dict[str, Any]) -> Situation:
    # One agent, three slots; inactive after 200 s. Case 0 is taken at once: replies at 60, 400, 1000. Case 1 comes at
    # 10 and is written to after it; the customer writes again at 420 and leaves at 470. Case 2 leaves at 80, without a
    # reply. Case 3 comes at 90 and is closed at 2000 or so, for its customer thinks for two hours.
    scenario = writers(
        1, kind={"replies": {"number": 3, "work": "1m"}}, inactive={"after": "200s"}, auto_close="30m", slots=3
    )
    cases = (
        says(0, 60, (290, 50), (550, 50), wrap=30),
        says(10, 60, (300, 60, 50)),
        says(20, 60, patience=60),
        says(90, 30, (7200, 30)),
    )
    return Situation(scenario, conversation_day(*cases), asked)


def a_conversation() -> Situation:
    return conversations({"contact": 0})


def left_in_a_conversation() -> Situation:
    return conversations({"contact": 1})


def left_before_the_first_reply() -> Situation:
    return conversations({"contact": 2})


def closed_without_a_message() -> Situation:
    return conversations({"contact": 3})


def a_day_with_conversations() -> Situation:
    return conversations({"agent": "front 1"})


def an_instant_of_conversations() -> Situation:
    return conversations({"at": "08:07:10"})


def handing_over(asked: dict[str, Any]) -> Situation:
    # The early agent is to go at 600 and sends reply 2 of case 0 at 610. Case 0 is quiet then and goes on at 900. The
    # customer of case 1 has written at 585: it waits, and the late one, there since 300, reads for 45 s at once.
    shifts = {
        "early": {"agents": 1, "from": "08:00", "to": "08:10"},
        "late": {"agents": 1, "from": "08:05", "to": "10:00"},
    }
    scenario = writers(
        group={"shifts": shifts}, slots=3, at_shift_end="hand_over", handed_over={"reading": "45s"},
        kind={"replies": {"number": 3, "work": "1m"}},
    )  # fmt: skip
    cases = (says(0, 60, (450, 100), (290, 20)), says(10, 60, (465, 60), wrap=20))
    return Situation(scenario, conversation_day(*cases), asked)


def handed_over_and_quiet() -> Situation:
    return handing_over({"contact": 0})


def handed_over_and_owed() -> Situation:
    return handing_over({"contact": 1})


def a_day_that_ends_with_hand_overs() -> Situation:
    return handing_over({"agent": "front early 1"})


def a_day_with_hand_overs() -> Situation:
    return handing_over({"agent": "front late 1"})


def an_instant_of_a_conversation_of_nobody() -> Situation:
    return handing_over({"at": "08:13"})


def an_instant_of_reading() -> Situation:
    return handing_over({"at": "08:10:30"})


def handing_over_to_the_busy(asked: dict[str, Any]) -> Situation:
    # At 600 the early agent writes to case 0, and until 630; case 1 waits for a reply since 580. The late one has no
    # room for it: it waits in front of case 4, which waits since 500.
    shifts = {
        "early": {"agents": 1, "from": "08:00", "to": "08:10"},
        "late": {"agents": 1, "from": "08:05", "to": "10:00"},
    }
    scenario = writers(group={"shifts": shifts}, at_shift_end="hand_over")
    cases = (says(10, 60, (500, 60)), says(20, 60, (450, 60)), says(400, 600), says(401, 600), says(500, 60))
    return Situation(scenario, conversation_day(*cases), asked)


def waits_to_be_taken_over() -> Situation:
    return handing_over_to_the_busy({"contact": 1})


def an_instant_of_one_that_waits_again() -> Situation:
    return handing_over_to_the_busy({"at": "08:11"})


def nothing_new_before_the_end() -> Situation:
    # Ana takes no conversation from 08:50 on, and has none in hand: that of 08:53:20 waits for ben, who comes at 09:00.
    shifts = {
        "early": {"people": "ana", "from": "08:00", "to": "09:00"},
        "late": {"people": "ben", "from": "09:00", "to": "10:00"},
    }
    people = {"people": {"ana": {}, "ben": {}}}
    scenario = writers(group={"shifts": shifts}, no_new="10m", center=people)
    return Situation(scenario, conversation_day(says(3200, 60)), {"contact": 0})


def an_instant_before_the_end() -> Situation:
    return Situation(*nothing_new_before_the_end()[:2], {"at": "08:55"})


def idle_with_nothing_new() -> Situation:
    return Situation(*nothing_new_before_the_end()[:2], {"agent": "ana"})


def leaving_silently(asked: dict[str, Any]) -> Situation:
    # One agent with two slots; the greeting takes 10 s, and who does not answer is noticed 100 s after it. Case 0 is
    # taken at once and gets its reply at 60; the customer writes at 200 and leaves at 230, and the agent writes in vain
    # from 230 to 260: the last reply, so it is closed in vain with the wrap-up, at 290. Case 1 is taken at 10 and left
    # at 40; the greeting from 60 to 70 is in vain, which is noticed at 170. Case 2 waits from 30 and leaves at 90;
    # it is taken at 110, when case 0 is inactive, greeted to 120, inactive from 170, and noticed at 220.
    scenario = writers(
        kind={"silent": {"share": "100%", "noticed": "100s", "greeting": "10s"}, "wrap_up": "30s"},
        inactive={"after": "50s"},
    )
    cases = (
        says(0, 60, (140, 60, 30), wrap=30),
        says(10, 60, (10, 60), patience=30),
        says(30, 60, (10, 60), patience=60),
    )
    return Situation(scenario, conversation_day(*cases), asked)


def left_silently_in_a_conversation() -> Situation:
    return leaving_silently({"contact": 0})


def left_silently_in_hand() -> Situation:
    return leaving_silently({"contact": 1})


def left_silently_in_the_queue() -> Situation:
    return leaving_silently({"contact": 2})


def an_instant_of_silence() -> Situation:
    return leaving_silently({"at": "08:02"})


def an_instant_in_vain() -> Situation:
    return leaving_silently({"at": "08:04:05"})


def a_day_with_silence() -> Situation:
    return leaving_silently({"agent": "front 1"})


def left_silently_after_a_hand_over() -> Situation:
    # As `handing_over_to_the_busy`: case 1 has written at 520 and is handed over at 630; the customer leaves at 660.
    scenario = writers(
        group={
            "shifts": {
                "early": {"agents": 1, "from": "08:00", "to": "08:10"},
                "late": {"agents": 1, "from": "08:05", "to": "10:00"},
            }
        },
        at_shift_end="hand_over",
        kind={"silent": {"share": "100%", "noticed": "100s"}},
    )
    cases = (says(10, 60, (500, 60)), says(20, 60, (450, 60, 80)), says(400, 600), says(401, 600), says(500, 60))
    return Situation(scenario, conversation_day(*cases), {"contact": 1})


def a_chat_left_silently() -> Situation:
    # B waits from 5 and leaves at 35; the agent, free at 60, takes it and waits to 160 without greeting.
    chats = {"chats": {"channel": "chat", "silent": {"share": "100%", "noticed": "100s"}}}
    scenario = center(
        types=chats, groups={"front": {"agents": 1, "serves": {"chats": {}}}}, channels={"chat": {"slots": 1}}
    )
    return Situation(scenario, day((0, 60), (5, 60, 30)), {"contact": 1})


def parking(asked: dict[str, Any]) -> Situation:
    # The agent's days end at 600, and reply 2 of case 1 is sent at 640. The next message of case 0 comes at 5,000, that
    # of case 2 at 596: it is answered at once in the morning.
    scenario = writers(
        group={"shifts": {"day": {"agents": 1, "from": "08:00", "to": "08:10"}}}, at_shift_end="park",
        center={"to": "08:10", "days": 2, "at_close": "keep"}, slots=3,
    )  # fmt: skip
    cases = (says(400, 10, (4590, 20)), says(402, 10, (160, 60)), says(404, 10, (166, 20)))
    return Situation(scenario, conversation_day(*cases), asked)


def parked_and_quiet() -> Situation:
    return parking({"contact": 0})


def parked_and_owed() -> Situation:
    return parking({"contact": 2})


def a_day_with_parked_ones() -> Situation:
    return parking({"agent": "front day 1", "day": "day 1"})


def the_day_after_parking() -> Situation:
    return parking({"agent": "front day 1", "day": "day 2"})


def an_instant_of_a_parked_conversation() -> Situation:
    return parking({"at": "day 1 08:20"})


SITUATIONS: dict[str, Callable[[], Situation]] = {
    one.__name__: one
    for one in (
        idle_longest, a_tie, best_rank, rank_and_then_idle, many_free_agents, helpers_after, helpers_busy_too,
        kept_free, kept_free_beside_others, least_in_hand, assigned_longest_ago, most_in_hand, at_random,
        a_group_at_random, best_priority, best_segment, credited, due_first, came_at_one_instant, keeps_its_place,
        passed_to_a_group, beside_one_passed_to_a_group, warm_to_experts, no_line, no_line_of_the_type,
        an_instant_without_a_line, no_lines_with_nobody, an_instant_without_lines, an_instant_of_one_passed_on,
        queue_is_full, patience_ends,
        leaves_a_voicemail, sent_away_at_closing, nobody_stays, over_the_night, refused, voicemail_outside,
        waits_outside, redirected, served_late, no_room_for_a_call, comes_again, the_same_alone, still_open,
        nobody_on_duty, the_longest_waits, nobody_waited, a_day_with_calls, a_day_with_chats, a_kept_agent,
        an_instant, outside_at_an_instant, an_instant_after_closing, of_two_days, the_second_day_of_an_agent,
        aged_by_rate, capped, most_of_its_target, an_instant_of_rates, a_tie_of_ages, fewest_today, fewest_chats_today,
        next_in_turn, the_turn_after_a_freed_agent, turns_of_two_ranks, an_instant_in_turn, since_last_contact,
        a_step_joined, a_step_taken_away, the_contact_taken_away, a_step_to_all, queue_of_the_channel_is_full,
        kept_until, nobody_is_kept_after_closing, taken_after_closing, back_from_a_break,
        an_instant_of_a_break, queue_of_nobody_is_full, an_instant_of_nobody, chats_after_a_break,
        behind_a_gate, a_gate_beside_others, passed_over_at_a_gate, reserved, widened_by_a_rule,
        widened_and_passed_back, raised_and_sent_away,
        offered_and_moved, leaves_a_message_by_a_rule, hears_and_waits, hears_and_leaves, an_instant_of_gates,
        an_instant_before_a_gate, an_instant_of_a_reservation, widened_beside_a_gate, a_step_to_a_gate,
        closed_by_an_intervention, a_voicemail_for_an_intervention, redirected_by_an_intervention,
        cleared_by_an_intervention, let_in_by_an_intervention, answered_by_a_moved_agent, waits_while_one_is_moved,
        a_moved_agent, who_goes_and_comes_back, who_is_called_in, an_instant_of_an_intervention,
        an_instant_of_a_closed_type, by_own_skills, waits_for_a_skill, an_instant_of_skills,
        idle_without_the_skill, idle_before_the_end, idle_behind_a_gate,
        an_instant_of_a_closed_type, a_call_for_help, nobody_comes_to_help, a_leader_who_helps, an_instant_of_help,
        a_conversation, left_in_a_conversation, left_before_the_first_reply, closed_without_a_message,
        a_day_with_conversations, an_instant_of_conversations, handed_over_and_quiet, handed_over_and_owed,
        a_day_that_ends_with_hand_overs, a_day_with_hand_overs, an_instant_of_a_conversation_of_nobody,
        parked_and_quiet, parked_and_owed, an_instant_of_a_parked_conversation, an_instant_of_reading,
        waits_to_be_taken_over, an_instant_of_one_that_waits_again, nothing_new_before_the_end,
        an_instant_before_the_end, idle_with_nothing_new, a_day_with_parked_ones, the_day_after_parking,
        left_silently_in_a_conversation, left_silently_in_hand, left_silently_in_the_queue, an_instant_of_silence,
        an_instant_in_vain, a_day_with_silence, a_chat_left_silently, left_silently_after_a_hand_over,
    )
}  # fmt: skip
