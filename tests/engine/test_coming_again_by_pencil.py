"""Who is passed on and who comes again, on days that a pencil can follow.

Seconds are counted from 08:00. Shares are none or all, so that nothing is left to chance.
"""

from typing import Any, NamedTuple

import numpy as np
from building import OPENS_S, center, day
from checkers import check
from coming_again import ComingAgain
from naive_log import naive_log
from twins import differences

from simulator.demand.draws import Purpose, u
from simulator.demand.later import ordinal_of
from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.scenario.nouns import Scenario

ENDLESS = np.inf
DAY = 86400
NIGHT = 16 * 3600
"""Until midnight, from 08:00."""


class Line(NamedTuple):
    """What became of a contact."""

    how: str
    queued: float | None
    answered: float | None
    ended: float | None
    agent: int | None
    cause: str = "first"


class Told:
    """A day as it went, on which the engine and its naive twin agree."""

    def __init__(self, scenario: Scenario, workload: Workload) -> None:
        self.naive = ComingAgain(scenario, workload)
        self.book = self.naive.run()
        check(scenario, workload, naive_log(scenario, workload))
        log = check(scenario, workload, simulate(scenario, workload))
        assert not differences(scenario, workload, log)

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                one.ended_by,
                *(_since(time_s) for time_s in (one.queued_s, one.answered_s, one.ended_s)),
                one.answered_by,
                one.cause,
            )
            for one in self.book
        ]

    def spans(self, row: int) -> list[tuple[Any, ...]]:
        """Return (kind, agent, from, to) of a contact, in the order of time."""
        waits = [("queue", None, from_s, to_s) for one, from_s, to_s in self.naive.waits if one == row]
        works = [tuple(rest) for one, *rest in self.naive.spans if one == row]
        spans = [(kind, agent, _since(from_s), _since(to_s)) for kind, agent, from_s, to_s in [*waits, *works]]
        return sorted(spans, key=lambda one: one[2:])

    def column(self, name: str) -> list[Any]:
        return [getattr(one, name) for one in self.book]

    def again(self) -> list[float | None]:
        return [_since(one) for one in self.column("again_s")]


def _since(time_s: float | None) -> float | None:
    return None if time_s is None else time_s - OPENS_S


def two_groups(front: int = 1, back: int = 1, **serves: Any) -> dict[str, Any]:
    """Return groups that both serve calls, the second by what ``serves`` says of it."""
    return {
        "front": {"agents": front, "serves": {"calls": {}}},
        "back": {"agents": back, "serves": {"calls": serves}},
    }


FIXED = {"calls": {"talk": "100s", "wrap_up": "10s", "patience": "50s"}}
"""What is drawn for whoever waits again: wrap-up and patience; of the talk there is only what is left."""
PATIENT = {"calls": FIXED["calls"] | {"patience": "endless"}}


def passed(*share: str, at: str | None = "40%", of: Any = "calls", **to: Any) -> dict[str, Any]:
    """Return one transfer, of everybody the first time."""
    rule = {"of": of, "share": list(share or ("100%", "0%")), "pass": to}
    return {"on": rule if at is None else rule | {"at": at}}


def again(when: dict[str, Any], after: str = "60s", **more: Any) -> dict[str, Any]:
    """Return one follow-up, of everybody."""
    return {"again": {"of": "calls", "when": when, "share": "100%", "after": after, "attempts": 2} | more}


# Passed on within the type


def test_another_group_goes_on_with_what_is_left_of_the_talk():
    # Agent 0 talks 40 of 100 s and wraps up for 5. Agent 1, of the other group, takes 1.5 times as long and would have
    # to wait ten minutes for what is not passed to him: he has 60 s left, so talks for 90, and then 15 of wrap-up.
    groups = two_groups(handle_time=1.5, after="10m")
    told = Told(center(types=FIXED, groups=groups, transfers=passed(group="back")), day((0, 100, 30, 5)))
    assert told.lines == [Line("agent", 0, 0, 130, 0)]
    assert told.spans(0) == [("talk", 0, 0, 40), ("wrap_up", 0, 40, 45), ("talk", 1, 40, 130), ("wrap_up", 1, 130, 145)]
    assert told.column("closed_by") == [1]
    assert (told.column("hop"), told.column("passes")) == ([0], [1])


def test_a_type_is_passed_on_by_one_group_alone():
    # Agent 0 is of `front`, agent 1 of `back`; who is idle longest takes the next one, and both do calls and mails.
    # 0 is a call of the front: passed on after 40 of 100 s, and agent 1 does the other 60. 1 and 2 are mails of the
    # front, 3 is a call of the back: none of them is passed on.
    types = {"calls": {"talk": "100s"}, "mails": {"talk": "30s"}}
    groups = {name: {"agents": 1, "serves": {"calls": {}, "mails": {}}} for name in ("front", "back")}
    rule = passed(of={"type": "calls", "group": "front"})
    workload = day((0, 100), (50, 30), (120, 100), (130, 100), types=[0, 1, 1, 0])
    told = Told(center(types=types, groups=groups, transfers=rule), workload)
    assert told.column("passes") == [1, 0, 0, 0]
    assert told.lines == [
        Line("agent", 0, 0, 100, 0),
        Line("agent", 50, 50, 80, 0),
        Line("agent", 120, 120, 220, 0),
        Line("agent", 130, 130, 230, 1),
    ]


def test_who_was_passed_on_by_a_group_and_gives_up_as_another_type_is_of_both():
    # The front passes calls on to advice, where nobody is free: after 20 s they give up, as advice, last answered by
    # the front, so they come again. Whoever comes as advice and gives up was answered by nobody.
    types = {"calls": {"talk": "100s"}, "advice": {"talk": "500s", "patience": "20s"}}
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 1, "serves": {"advice": {}}}}
    when = {"ended": "abandoned"}
    told = Told(
        center(
            types=types,
            groups=groups,
            transfers=passed("100%", of="calls", at="40%", type="advice"),
            follow_ups=again(when, "900s", of={"type": "advice", "group": "front"}),
        ),
        day((0, 500, 20), (10, 100), (20, 500, 20), types=[1, 0, 1]),
    )
    assert [(line.how, line.cause) for line in told.lines[:4]] == [
        ("agent", "first"),
        ("passed_on", "first"),
        ("abandoned", "first"),
        ("abandoned", "transfer"),
    ]
    # The talk of 1 ends at 50, the wait at 70.
    assert told.again()[:4] == [None, None, None, 970]


def test_only_its_group_takes_who_is_passed_to_it_and_a_second_wait_has_a_patience_of_its_own():
    # 0 is passed to `back`, whose only agent talks to 1 until 400. Agent 0 is free from 45 on and may not take 0, who
    # waits from 40 on for 50 s, the patience of the second draw, and gives up, although somebody answered once.
    groups = two_groups()
    groups["back"]["serves"]["mails"] = {}
    scenario = center(types=FIXED | {"mails": {}}, groups=groups, transfers=passed(group="back"))
    told = Told(scenario, day((0, 100, 30, 5), (0, 400), types=[0, 1]))
    assert told.lines == [Line("abandoned", 0, 0, 90, 0), Line("agent", 0, 0, 400, 1)]
    assert told.spans(0) == [("talk", 0, 0, 40), ("wrap_up", 0, 40, 45), ("queue", None, 40, 90)]


def test_back_in_the_own_line_one_stands_behind_or_where_one_stood_or_in_front():
    # One agent. 0 is passed back at 40, when 1 waits since 10. `back`: the agent takes 1 at 45, passes it back at 85,
    # and takes 0 at 90. `kept` and `front`: 0 goes on at 45.
    for place, second in (("back", 90), ("kept", 45), ("front", 45)):
        scenario = center(1, types=PATIENT, transfers=passed(place=place))
        told = Told(scenario, day((0, 100, ENDLESS, 5), (10, 100, ENDLESS, 5)))
        assert [one[2] for one in told.spans(0) if one[0] == "talk"] == [0, second], place


def test_who_is_put_in_front_stands_behind_who_was_put_there_before():
    # 2 waits since 20. 0 and 1 are put in front of it at 40 and 50, in this order. From 600 on there is one agent.
    scenario = center({"08:00": 2, "08:01": 0, "08:10": 1}, types=PATIENT, transfers=passed(place="front", at="40s"))
    told = Told(scenario, day((0, 100, ENDLESS, 30), (10, 100, ENDLESS, 30), (20, 100)))
    assert [[one[2] for one in told.spans(row) if one[0] == "talk"][-1] for row in (0, 1)] == [600, 670]
    assert told.lines[2].answered == 740


def test_who_is_passed_on_keeps_the_line_and_no_limit_sends_them_away():
    # Two lines, and nobody may wait. 0 is passed at 40 to `back`, whose agent talks to 1 until 60: 0 waits. 2 comes at
    # 40 as well, when 0 is between two agents, and finds both lines taken.
    types = {"calls": PATIENT["calls"] | {"queue_limit": 0}, "mails": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "back": {"agents": 1, "serves": {"calls": {}, "mails": {}}},
    }
    types["calls"]["ranks"] = {"front": 1, "back": 2}
    scenario = center(types=types, groups=groups, lines=2, transfers=passed(group="back", of="group:front"))
    told = Told(scenario, day((0, 100, 30, 50), (0, 60), (40, 10), types=[0, 1, 0]))
    assert told.lines[2] == Line("blocked", None, None, 40, None)
    assert told.spans(0) == [
        ("talk", 0, 0, 40),
        ("queue", None, 40, 60),
        ("wrap_up", 0, 40, 90),
        ("talk", 1, 60, 120),
        ("wrap_up", 1, 120, 130),
    ]


def test_a_talk_that_is_shorter_than_the_duration_is_not_passed_on():
    told = Told(center(2, types=PATIENT, transfers=passed(at="40s")), day((0, 40), (0, 41)))
    assert told.column("passes") == [0, 1]
    assert told.lines == [Line("agent", 0, 0, 40, 0), Line("agent", 0, 0, 41, 1)]


def test_whoever_is_free_of_the_instant_takes_others_first_and_idle_ones_are_asked_at_once():
    # Agent 1 is idle and takes 0 at 40. Likewise with wrap-up of 0 s, when agent 0 is freed at 40: 1 waits since 10 for
    # `front` and goes first.
    told = Told(center(2, types=PATIENT, transfers=passed()), day((0, 100, ENDLESS, 5)))
    assert told.spans(0)[2] == ("talk", 1, 40, 100)
    told = Told(center(1, types=PATIENT, transfers=passed(place="front")), day((0, 100), (10, 100)))
    assert [told.lines[1].answered, told.spans(0)[1]] == [40, ("queue", None, 40, 80)]


def test_when_hours_are_over_a_contact_that_is_passed_back_follows_what_is_done_then():
    # Closing is at 7200; the pass at 7230. The agent wraps up until 7235.
    cases = {
        "clear": [Line("cleared", 7190, 7190, 7230, 0)],
        "serve_out": [Line("agent", 7190, 7190, 7295, 0)],
        "keep": [Line("agent", 7190, 7190, DAY + 60, 0)],
    }
    for at_close, lines in cases.items():
        scenario = center(1, types=PATIENT, transfers=passed(), at_close=at_close, days=2)
        assert Told(scenario, day((7190, 100, ENDLESS, 5))).lines == lines, at_close


# Passed on as another type

ADVICE = {"calls": {"talk": "100s"}, "advice": {"talk": "70s", "wrap_up": "20s", "patience": "30s"}, "mails": {}}
EXPERTS = {
    "front": {"agents": 1, "serves": {"calls": {}}},
    "experts": {"agents": 1, "serves": {"advice": {"priority": 2}, "mails": {}}},
}


def test_another_type_is_a_contact_of_its_own():
    # At the end of the talk, 100, 0 becomes 2, which is advice of 70 s and finds agent 1 free from 120 on.
    scenario = center(types=ADVICE, groups=EXPERTS, transfers=passed(at=None, type="advice"))
    told = Told(scenario, day((0, 100, ENDLESS, 5), (0, 120), types=[0, 2]))
    assert told.lines == [
        Line("passed_on", 0, 0, 100, 0),
        Line("agent", 0, 0, 120, 1),
        Line("agent", 100, 120, 190, 1, "transfer"),
    ]
    assert told.spans(0) == [("talk", 0, 0, 100), ("wrap_up", 0, 100, 105)]
    assert told.column("closed_by") == [None, 1, 1]
    assert told.column("hop") == [0, 0, 1]
    assert told.column("parent") == [None, None, 0]
    assert told.column("context") == ["none", "none", "kept"]
    assert told.column("solved") == [False, True, True]


def test_a_segment_is_brought_along_but_nobody_becomes_what_they_are():
    # Rules of a segment mean its customers as `mails` as well, which does not list it. There is one agent. Whoever is
    # in no segment is not passed on.
    types = {"calls": FIXED["calls"] | {"segments": {"vip": {"share": "20%"}}}, "mails": FIXED["calls"]}
    scenario = center(types=types, transfers=passed("100%", of="vip", type="mails"))
    told = Told(scenario, day((0, 100, ENDLESS, 5), (300, 100, ENDLESS, 5), segments=[0, -1]))
    assert told.column("hop") == [0, 0, 1]
    assert [one.how for one in told.lines] == ["passed_on", "agent", "agent"]


def test_a_child_of_a_contact_that_was_passed_before_is_one_hop_more():
    rules = passed("100%", "0%", place="kept") | {
        "expert": {"of": "calls", "share": ["0%", "100%"], "pass": {"type": "advice"}}
    }
    told = Told(center(types=ADVICE, groups=EXPERTS, transfers=rules), day((0, 100)))
    assert told.lines == [Line("passed_on", 0, 0, 100, 0), Line("agent", 100, 100, 170, 1, "transfer")]
    assert (told.column("hop"), told.column("passes")) == ([0, 2], [1, 0])


def test_a_child_of_another_type_keeps_the_place_if_it_is_said():
    # 1 comes at 90 as advice, 0 at 100 passed on; the expert is free at 200. Kept, 0 stands where it came, at 0.
    for place, first in (("back", 1), ("kept", 2)):
        types = ADVICE | {"advice": ADVICE["advice"] | {"patience": "endless"}}
        scenario = center(types=types, groups=EXPERTS, transfers=passed(at="100s", type="advice", place=place))
        told = Told(scenario, day((0, 200), (0, 200), (90, 10), types=[0, 2, 1]))
        answers = {row: told.lines[row].answered for row in (2, 3)}
        assert min(answers, key=answers.get) == {1: 2, 2: 3}[first], place


def test_a_child_on_another_channel_needs_a_line_there_and_meets_its_limit():
    # One line of the other channel has 1. The line of voice is free at 100: 2 gets it at that instant.
    channels = {"chat": {"lines": 1}}
    types = ADVICE | {"advice": ADVICE["advice"] | {"channel": "chat"}}
    scenario = center(types=types, groups=EXPERTS, channels=channels, lines=1, transfers=passed(at=None, type="advice"))
    told = Told(scenario, day((0, 100), (0, 300), (100, 10), types=[0, 1, 0]))
    assert told.lines[0] == Line("passed_on", 0, 0, 100, 0)
    assert told.lines[3] == Line("blocked", None, None, 100, None, "transfer")
    assert told.lines[2].queued == 100


def test_a_child_meets_the_hours_of_its_type_but_not_the_closing_of_the_center():
    # Advice is open until 08:30, 1800, when 0 is passed on: refused. Without hours of its own it is open to who is
    # passed on after closing, 90 s later, while the expert is still busy: who is patient is served.
    def scenario_of(**more: Any) -> Scenario:
        types = ADVICE | {"advice": ADVICE["advice"] | more}
        return center(types=types, groups=EXPERTS, transfers=passed(at=None, type="advice"))

    told = Told(scenario_of(hours={"to": "08:30"}), day((1700, 100)))
    assert told.lines == [Line("passed_on", 1700, 1700, 1800, 0), Line("refused", None, None, 1800, None, "transfer")]
    told = Told(scenario_of(), day((7150, 300), (7190, 100), types=[1, 0]))
    assert told.lines[2] == Line("abandoned", 7290, None, 7320, None, "transfer")
    told = Told(scenario_of(), day((7150, 150), (7190, 100), types=[1, 0]))
    assert told.lines[2] == Line("agent", 7290, 7300, 7370, 1, "transfer")


# Warm


def test_who_passes_on_warm_stays_until_the_next_one_answers_and_is_briefed():
    # Agent 0 has 0 until 40, stays until agent 1 is free at 60, talks with both until 75 and wraps up for 5 s. Agent 1
    # talks from 60 on: 15 s of briefing and the 60 s that are left.
    types = PATIENT | {"mails": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "back": {"agents": 1, "serves": {"calls": {"after": "1h"}, "mails": {}}},
    }
    scenario = center(types=types, groups=groups, transfers=passed(group="back", warm="15s"))
    told = Told(scenario, day((0, 100, ENDLESS, 5), (0, 60), types=[0, 1]))
    assert told.spans(0) == [
        ("talk", 0, 0, 40),
        ("queue", None, 40, 60),
        ("hold", 0, 40, 60),
        ("talk", 0, 60, 75),
        ("talk", 1, 60, 135),
        ("wrap_up", 0, 75, 80),
        ("wrap_up", 1, 135, 145),
    ]
    assert told.lines[0] == Line("agent", 0, 0, 135, 0)


def test_of_a_warm_transfer_to_another_type_the_first_contact_ends_with_the_briefing():
    scenario = center(types=ADVICE, groups=EXPERTS, transfers=passed(type="advice", warm="15s"))
    told = Told(scenario, day((0, 100, ENDLESS, 5), (0, 60), types=[0, 2]))
    assert told.lines[0] == Line("passed_on", 0, 0, 75, 0)
    assert told.lines[2] == Line("agent", 40, 60, 145, 1, "transfer")
    assert told.spans(0) == [("talk", 0, 0, 40), ("hold", 0, 40, 60), ("talk", 0, 60, 75), ("wrap_up", 0, 75, 80)]
    assert told.spans(2)[:2] == [("queue", None, 40, 60), ("talk", 1, 60, 145)]


def test_who_gives_up_during_a_hold_lets_the_agent_go():
    # Advice has a patience of 30 s: from 40 to 70. Nobody leaves a voicemail during a hold.
    types = ADVICE | {"advice": ADVICE["advice"] | {"voicemail_after": "10s"}}
    scenario = center(types=types, groups=EXPERTS, transfers=passed(type="advice", warm="15s"))
    told = Told(scenario, day((0, 100, ENDLESS, 5), (0, 200), types=[0, 2]))
    assert told.lines[0] == Line("passed_on", 0, 0, 70, 0)
    assert told.lines[2] == Line("abandoned", 40, None, 70, None, "transfer")
    assert told.spans(0) == [("talk", 0, 0, 40), ("hold", 0, 40, 70), ("wrap_up", 0, 70, 75)]


def test_a_closed_door_ends_a_hold_at_once():
    types = ADVICE | {"advice": ADVICE["advice"] | {"hours": {"from": "09:00"}, "when_closed": "wait"}}
    scenario = center(types=types, groups=EXPERTS, transfers=passed(type="advice", warm="15s"))
    told = Told(scenario, day((0, 100, ENDLESS, 5)))
    assert told.lines == [Line("passed_on", 0, 0, 40, 0), Line("agent", 3600, 3600, 3670, 1, "transfer")]
    assert told.spans(0) == [("talk", 0, 0, 40), ("wrap_up", 0, 40, 45)]


def test_nobody_holds_over_night():
    # Closing at 7200 makes the hold a blind transfer: agent 0 wraps up, 0 keeps its place until the next morning.
    types = {name: one | {"patience": "endless"} for name, one in ADVICE.items()}
    scenario = center(types=types, groups=EXPERTS, transfers=passed(type="advice", warm="15s"), at_close="keep", days=2)
    told = Told(scenario, day((7100, 200, ENDLESS, 5), (7100, 300), types=[0, 2]))
    assert told.lines[0] == Line("passed_on", 7100, 7100, 7200, 0)
    assert told.spans(0) == [("talk", 0, 7100, 7180), ("hold", 0, 7180, 7200), ("wrap_up", 0, 7200, 7205)]
    assert told.lines[2] == Line("agent", 7180, DAY, DAY + 70, 1, "transfer")


def test_at_the_stop_a_hold_is_cut_and_the_contact_still_open():
    types = {name: one | {"patience": "endless"} for name, one in ADVICE.items()}
    scenario = center(types=types, groups=EXPERTS, transfers=passed(type="advice", warm="15s"), run_on="0s")
    told = Told(scenario, day((7100, 200, ENDLESS, 5), (7100, 300), types=[0, 2]))
    assert told.lines[0] == Line("still_open", 7100, 7100, None, 0)
    assert told.spans(0) == [("talk", 0, 7100, 7180), ("hold", 0, 7180, 7200)]
    assert told.lines[2] == Line("still_open", 7180, None, None, None, "transfer")


def test_who_is_passed_on_at_the_very_stop_is_still_open():
    told = Told(center(1, types=PATIENT, transfers=passed(), run_on="0s"), day((7160, 100)))
    assert told.lines == [Line("still_open", 7160, 7160, None, 0)]
    assert told.column("passes") == [1]
    assert told.naive.stopped_s == OPENS_S + 7200


def test_a_hold_that_nothing_ends_is_settled_when_nothing_happens_any_more():
    # The only agent holds for herself, for ever.
    scenario = center(1, types=PATIENT, transfers=passed(warm="15s"))
    told = Told(scenario, day((0, 100), (10, 50, 500)))
    assert told.lines == [Line("still_open", 0, 0, None, 0), Line("abandoned", 10, None, 510, None)]
    assert told.naive.settled == {0}


# In slots

CHAT = {"chats": {"channel": "chat", "talk": "100s", "patience": "endless"}}


def test_a_chat_that_is_held_fills_its_slot_and_slows_nobody():
    # Two slots, half the speed when both are worked on. 0 and 1 begin at 0: at 80, when 0 has had 40 of its 100 s, it
    # is held for `back`, whose agent is busy until 200. Of 1 there are 160 s left, worked off at full speed until 200,
    # then 40 of them remain while 0 is briefed: half speed from 200 to 230, then it is over with full speed at 255.
    channels = {"chat": {"slots": 2, "speed": [1, 0.5]}}
    types = CHAT | {"mails": {}}
    groups = {
        "front": {"agents": 1, "serves": {"chats": {}}},
        "back": {"agents": 1, "serves": {"chats": {"after": "1h"}, "mails": {}}},
    }
    rules = {"on": {"of": "chats", "share": ["100%", "0%"], "at": "40%", "pass": {"group": "back", "warm": "30s"}}}
    rules["on"]["of"] = "segment:vip"
    types["chats"] = types["chats"] | {"segments": {"vip": {"share": "10%"}}}
    scenario = center(types=types, groups=groups, channels=channels, transfers=rules)
    workload = day((0, 100), (0, 200), (0, 200), types=[0, 0, 1], segments=[0, -1, -1])
    told = Told(scenario, workload)
    assert told.spans(0) == [
        ("talk", 0, 0, 80),
        ("queue", None, 80, 200),
        ("hold", 0, 80, 200),
        ("talk", 0, 200, 230),
        ("talk", 1, 200, 290),
    ]
    assert told.spans(1) == [("talk", 0, 0, 255)]


def test_who_takes_her_own_chat_again_briefs_nobody():
    # At 40 she holds, has a second slot free, and takes it herself: the hold is over at once, 60 s are left.
    channels = {"chat": {"slots": 2}}
    rules = {"on": {"of": "chats", "share": ["100%", "0%"], "at": "40%", "pass": {"warm": "30s"}}}
    told = Told(center(1, types=CHAT, channels=channels, transfers=rules), day((0, 100, ENDLESS, 20)))
    assert told.spans(0) == [("talk", 0, 0, 40), ("wrap_up", 0, 40, 60), ("talk", 0, 40, 100)]


# What is lost and told again


def test_what_is_lost_is_told_again_at_the_same_pace_by_whoever_answers():
    # 60 s are left for an agent who takes 1.5 times as long: 90, and 30 for the story, which is as long for everybody.
    groups = two_groups(handle_time=1.5, after="10m")
    rules = passed(group="back", context="lost", repeat_story="30s")
    told = Told(center(types=FIXED, groups=groups, transfers=rules), day((0, 100, 30, 5)))
    assert told.spans(0)[2] == ("talk", 1, 40, 160)
    assert (told.column("stories"), told.column("repeated_s"), told.column("context")) == ([1], [30.0], ["none"])


def test_nobody_tells_again_what_nobody_was_told():
    # 0 is answered until 100 and comes again at 160 to tell all again; 1 gives up and comes again with nothing to tell.
    rules = again({"ended": ["answered", "abandoned"]}, come={"context": "lost", "repeat_story": "30s"})
    told = Told(center(1, types={"calls": {"talk": "50s"}}, follow_ups=rules), day((0, 100), (10, 20, 30)))
    assert told.lines == [
        Line("agent", 0, 0, 100, 0),
        Line("abandoned", 10, None, 40, None),
        Line("agent", 100, 100, 150, 0, "redial"),
        Line("agent", 160, 160, 240, 0, "return"),
    ]
    assert told.column("context") == ["none", "none", "none", "lost"]
    assert told.column("stories") == [0, 0, 0, 1]


def test_what_nobody_has_heard_is_still_told_whoever_brings_the_customer():
    # 0 returns at 160 with 30 s to tell, gives up at 210, for the agent talks to 1, and dials again at 270: it is told
    # then, though the rule that brings it says nothing of it. Where that rule says a longer time, it counts.
    returns = {"of": "calls", "when": {"ended": "answered"}, "share": ["100%", "0%"], "after": "60s", "attempts": 9}
    returns["come"] = {"repeat_story": "30s"}
    redials = {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "60s", "attempts": 9}
    for come, story_s in (({}, 30), ({"repeat_story": "10s"}, 30), ({"repeat_story": "45s"}, 45)):
        rules = {"redial": redials | ({"come": come} if come else {}), "return": returns}
        told = Told(center(1, types=FIXED, follow_ups=rules), day((0, 100), (110, 140)))
        assert told.lines[2:4] == [
            Line("abandoned", 160, None, 210, None, "return"),
            Line("agent", 270, 270, 370 + story_s, 0, "redial"),
        ]
        assert (told.column("stories")[:4], told.column("repeated_s")[:4]) == ([0, 0, 0, 1], [0, 0, 0, story_s])


def test_what_was_told_once_is_not_told_again_by_a_rule_that_takes_no_time_for_it():
    # 0 returns at 160 and tells it for 30 s, until 290, then as mails at 350, by a rule without a time.
    types = FIXED | {"mails": {"talk": "50s", "arrivals": None}}
    come = {"first": {"type": "calls", "repeat_story": "30s"}, "second": {"type": "mails"}}
    rule = {"of": "calls", "when": {"ended": "answered"}, "after": "60s", "attempts": 3}
    rules = {name: rule | {"come": to} for name, to in come.items()}
    rules["first"] |= {"share": ["100%", "0%"]}
    rules["second"] |= {"share": "100%"}
    told = Told(center(1, types=types, follow_ups=rules), day((0, 100)))
    assert told.column("repeated_s") == [0, 30, 0]
    assert told.column("stories") == [0, 1, 1]


def test_what_is_still_to_be_told_goes_along_to_another_type_and_not_where_it_is_kept():
    # As above, but redials come as mails; who brings the context along has nothing to tell.
    types = FIXED | {"mails": {"talk": "50s", "arrivals": None}}
    returns = {"of": "calls", "when": {"ended": "answered"}, "share": ["100%", "0%"], "after": "60s", "attempts": 9}
    returns["come"] = {"type": "calls", "repeat_story": "30s"}
    redials = {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "60s", "attempts": 9}
    for context, story_s in (("lost", 30), ("kept", 0)):
        rules = {"redial": redials | {"come": {"type": "mails", "context": context}}, "return": returns}
        told = Told(center(1, types=types, follow_ups=rules), day((0, 100), (110, 140)))
        assert told.lines[3] == Line("agent", 270, 270, 320 + story_s, 0, "redial"), context
        assert told.column("repeated_s")[3] == story_s


# Who comes again


def test_who_gives_up_dials_again_so_long_after_and_so_often():
    # Patience is 50 s; agent 0 is busy for an hour. 1 comes at 10, 120 and 230: three attempts and no fourth.
    rules = again({"ended": "abandoned"}, attempts=3)
    told = Told(center(1, types=FIXED, follow_ups=rules), day((0, 3600), (10, 20, 50)))
    assert told.lines[1:] == [
        Line("abandoned", 10, None, 60, None),
        Line("abandoned", 120, None, 170, None, "redial"),
        Line("abandoned", 230, None, 280, None, "redial"),
    ]
    assert told.again() == [None, 120, 230, None]
    assert told.column("attempt") == [1, 1, 2, 3]
    assert told.column("case") == [0, 1, 1, 1]


def test_shares_go_by_attempt_and_the_first_rule_that_says_so_is_the_one():
    rules = {
        "never": {"of": "calls", "when": {"ended": "abandoned"}, "share": ["0%", "100%"], "after": "10s"},
        "soon": {"of": "group:front", "when": {"ended": "abandoned"}, "share": "100%", "after": "20s", "attempts": 3},
        "later": {
            "of": "channel:voice",
            "when": {"ended": "abandoned"},
            "share": "100%",
            "after": "30s",
            "attempts": 3,
        },
    }
    # Nobody answered 1, so no group is meant. After the first time 30 s, then 10 s; the third time is cut by the stop.
    scenario = center(1, types=FIXED, follow_ups=rules, run_on="0s")
    told = Told(scenario, day((7000, 3600), (7010, 20, 50)))
    assert [one.ended for one in told.lines[1:]] == [7060, 7140, None]
    assert told.again()[1:] == [7090, 7150, None]


def test_whose_wish_is_not_solved_returns_as_what_is_said():
    groups = {"front": {"agents": 1, "serves": {"calls": {"solved": "0%"}, "mails": {}}}}
    types = {"calls": {"talk": "50s"}, "mails": {"talk": "10s"}}
    rules = again({"solved": False}, come={"type": "mails"})
    told = Told(center(types=types, groups=groups, follow_ups=rules), day((0, 100, ENDLESS, 20), (0, 10, 30)))
    assert told.lines == [
        Line("agent", 0, 0, 100, 0),
        Line("abandoned", 0, None, 30, None),
        Line("agent", 160, 160, 170, 0, "return"),
    ]
    assert told.column("solved") == [False, False, True]
    assert [one.type for one in told.book] == ["calls", "calls", "mails"]


def test_who_gives_up_after_an_answer_returns_and_is_one_attempt_more():
    # 0 is passed back at 40 and gives up at 90, 50 s later; it was answered, so it returns, as does who is not solved.
    groups = two_groups()
    groups["back"]["serves"]["mails"] = {}
    rules = again({"solved": False}, "10s", attempts=2)
    scenario = center(
        types=FIXED | {"mails": {}}, groups=groups, transfers=passed("100%", "0%", group="back"), follow_ups=rules
    )
    told = Told(scenario, day((0, 100, 30, 5), (0, 400), types=[0, 1]))
    assert told.lines[0] == Line("abandoned", 0, 0, 90, 0)
    assert told.lines[2].cause == "return"
    assert told.column("hop")[2] == 0
    # Its first hop in the second attempt is asked as the first: it is passed on again.
    assert told.column("passes") == [1, 0, 1]


def test_only_the_last_contact_of_an_attempt_is_followed_and_by_its_first_type():
    # 0 is passed on as advice and gives up: the child is asked, by its type; it comes again as calls.
    rules = {"again": {"of": "advice", "when": {"ended": "abandoned"}, "share": "100%", "after": "60s", "attempts": 2}}
    rules = {"no": {"of": "calls", "when": {"solved": False}, "share": "100%", "after": "1s", "attempts": 2}} | rules
    scenario = center(types=ADVICE, groups=EXPERTS, transfers=passed(at=None, type="advice"), follow_ups=rules)
    told = Told(scenario, day((0, 100), (0, 200), types=[0, 2]))
    assert told.lines[2] == Line("abandoned", 100, None, 130, None, "transfer")
    assert told.again()[:3] == [None, None, 190]
    assert told.lines[3] == Line("passed_on", 190, 190, 290, 0, "return")
    assert told.book[3].type == "calls"
    assert told.column("attempt") == [1, 1, 1, 2, 2]


def test_at_night_whoever_comes_again_meets_a_closed_door_until_midnight():
    # 1 gives up at 7190. An hour later it is refused, or waits for the next morning. Who gives up at 10:00 and comes
    # again 14 hours later comes at midnight, the last instant of the only day; ten seconds later only before another.
    workload = day((7000, 250), (7140, 10, 50))
    told = Told(center(1, types=FIXED, follow_ups=again({"ended": "abandoned"}, "1h")), workload)
    assert told.lines[2] == Line("refused", None, None, 7190 + 3600, None, "redial")
    waits = {"calls": FIXED["calls"] | {"when_closed": "wait"}}
    told = Told(center(1, types=waits, follow_ups=again({"ended": "abandoned"}, "1h"), days=2), workload)
    assert told.lines[2] == Line("agent", DAY, DAY, DAY + 100, 0, "redial")
    for hours, days, born in (("14h", 1, 1), ("14h 10s", 1, 0), ("14h 10s", 2, 1)):
        rules = again({"ended": "abandoned"}, hours)
        told = Told(center(1, types=FIXED, follow_ups=rules, days=days), day((7000, 250), (7150, 10, 50)))
        assert len(told.book) == 2 + born, hours
        assert told.again()[1] is not None


def test_of_one_instant_who_comes_for_the_first_time_comes_first():
    # 1 gives up at 30 and comes again at 90, when 2 comes for the first time and takes the agent who is free then.
    rules = again({"ended": "abandoned"})
    told = Told(center(1, types=FIXED, follow_ups=rules), day((0, 90), (10, 20, 20), (90, 30)))
    assert told.lines[2:] == [Line("agent", 90, 90, 120, 0), Line("agent", 90, 120, 220, 0, "redial")]


def test_a_delay_is_at_least_a_step_of_time():
    told = Told(center(1, types=FIXED, follow_ups=again({"ended": "blocked"}, "0s"), lines=1), day((0, 90), (10, 20)))
    assert told.again()[1] == 10 + 2**-20


def test_who_is_moved_by_a_closed_door_brings_what_there_is_to_tell():
    # 0 returns at 09:00, when calls are closed and lead to mails; the story is told there.
    types = {
        "calls": {"talk": "50s", "hours": {"to": "08:30"}, "when_closed": {"redirect": "mails"}},
        "mails": {"talk": "10s"},
    }
    rules = again({"ended": "answered"}, "1h", come={"context": "lost", "repeat_story": "30s"})
    told = Told(center(1, types=types, follow_ups=rules), day((0, 100)))
    assert told.lines == [
        Line("agent", 0, 0, 100, 0),
        Line("moved", None, None, 3700, None, "return"),
        Line("agent", 3700, 3700, 3740, 0, "redirect"),
    ]
    assert told.column("attempt") == [1, 2, 2]
    assert told.column("stories") == [0, 0, 1]


# Who is asked by chance


def chance(row: int, hop: int = 0, look: int = 0) -> float:
    """Return the uniform by which a first contact gets its agent."""
    return u(row, Purpose.AGENT, ordinal_of(1, hop, look))


def test_chance_takes_any_of_the_free_agents_counted_by_number():
    # All six are free for each of the contacts, which take no time.
    told = Told(center(6, routing={"agent": "random"}), day(*((second, 0) for second in range(20))))
    assert [one.agent for one in told.lines] == [int(6 * chance(row)) for row in range(20)]


def test_of_a_group_by_chance_the_longest_idle_is_taken():
    groups = two_groups(front=2, back=2) | {"none": {"agents": 0, "serves": {"calls": {}}}}
    told = Told(center(groups=groups, routing={"agent": "random_group"}), day(*((60 * k, 10) for k in range(20))))
    turn = [0, 0]
    for row, line in enumerate(told.lines):
        group = int(2 * chance(row))
        assert line.agent == 2 * group + turn[group]
        turn[group] = 1 - turn[group]


def test_chance_is_asked_anew_each_time_somebody_looks_and_after_each_pass():
    # Nobody may take 0 before it has waited for ten seconds: the second look. Passed on at 20, it looks for the third
    # time in all, for the first time after a hop; only two are free then.
    groups = {"front": {"agents": 3, "serves": {"calls": {"after": "10s"}}}, "back": two_groups()["back"]}
    groups["back"] |= {"serves": {"mails": {}}}
    types = {"calls": {"talk": "20s", "wrap_up": "0s", "patience": "endless"}, "mails": {}}
    scenario = center(types=types, groups=groups, routing={"agent": "random"}, transfers=passed(at="50%"))
    told = Told(scenario, day((0, 20, ENDLESS, 30)))
    first = int(3 * chance(0, look=1))
    others = [agent for agent in range(3) if agent != first]
    # Back in its line it waits for ten seconds again.
    assert [one for one in told.spans(0) if one[0] == "talk"] == [
        ("talk", first, 10, 20),
        ("talk", others[int(2 * chance(0, hop=1, look=1))], 30, 40),
    ]


def test_a_chat_goes_by_chance_to_anybody_with_room():
    channels = {"chat": {"slots": 2, "agent": "random"}}
    scenario = center(4, types={"chats": {"channel": "chat"}}, channels=channels)
    told = Told(scenario, day(*((second, 0) for second in range(20))))
    assert [one.agent for one in told.lines] == [int(4 * chance(row)) for row in range(20)]
