"""Who is passed on and who comes again, on days that a pencil can follow.

Seconds are counted from 08:00. Shares are none or all, so that nothing is left to chance.
"""

from typing import Any, NamedTuple

import numpy as np
from building import OPENS_S, center, day
from checkers import check
from coming_again import ComingAgain
from naive_log import naive_log

from simulator.demand.workload import Workload
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
    """A day as it went."""

    def __init__(self, scenario: Scenario, workload: Workload) -> None:
        self.naive = ComingAgain(scenario, workload)
        self.book = self.naive.run()
        check(scenario, workload, naive_log(scenario, workload))

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
"""What is drawn for a second wait: wrap-up and patience; of a talk there is only what is left."""


def passed(share: Any = ("100%", "0%"), at: str = "40%", of: Any = "calls", **to: Any) -> dict[str, Any]:
    """Return one transfer, of everybody once."""
    return {"on": {"of": of, "share": list(share), "at": at, "pass": to}}


# Passed on within the type


def test_another_group_goes_on_with_what_is_left_of_the_talk():
    # Agent 0 talks 40 of 100 s and wraps up for 5; agent 1, of the other group and 1.5 times as slow, has 60 s left,
    # then wraps up for 10 s by the second draw, and is busy from 40 to 40 + 90 + 15.
    groups = two_groups(handle_time=1.5, after="10m")
    told = Told(center(types=FIXED, groups=groups, transfers=passed(group="back")), day((0, 100, 30, 5)))
    assert told.lines == [Line("agent", 0, 0, 130, 0)]
    assert told.spans(0) == [
        ("talk", 0, 0, 40),
        ("wrap_up", 0, 40, 45),
        ("talk", 1, 40, 130),
        ("wrap_up", 1, 130, 145),
    ]
    assert told.column("closed_by") == [1]
    assert (told.column("hop"), told.column("passes")) == ([0], [1])


def test_only_the_group_takes_who_is_passed_to_it_and_a_second_wait_has_its_own_patience():
    # 0 is passed to `back`, whose only agent talks to 1 until 400. Agent 0 is free from 45 on and must not take 0, who
    # waits from 40 for 50 s, the patience of the second draw, and gives up although she was answered.
    groups = two_groups()
    groups["back"]["serves"]["mails"] = {}
    types = FIXED | {"mails": {}}
    told = Told(center(types=types, groups=groups, transfers=passed(group="back")), day(
        (0, 100, 30, 5), (0, 400), types=[0, 1]
    ))  # fmt: skip
    assert told.lines == [Line("abandoned", 0, 0, 90, 0), Line("agent", 0, 0, 400, 1)]
    assert told.spans(0) == [("talk", 0, 0, 40), ("wrap_up", 0, 40, 45), ("queue", None, 40, 90)]
    assert told.column("closed_s")[0] is None


def test_back_in_the_own_line_stands_behind_or_where_it_stood_or_in_front():
    # One agent. 0 is passed back at 40; 1 waits since 10, and is passed back in turn. With `back` the agent takes 1 at
    # 45, and after it 0, who waits since 40; with `kept` 0 goes on at once when the wrap-up is over, with `front` too.
    for place, second in (("back", 90), ("kept", 45), ("front", 45)):
        scenario = center(1, types=FIXED | {"calls": FIXED["calls"] | {"patience": "endless"}}, transfers=passed(place=place))
        told = Told(scenario, day((0, 100, 30, 5), (10, 100, ENDLESS, 5)))
        talks = [one[2] for one in told.spans(0) if one[0] == "talk"]
        assert talks == [0, second], place


def test_who_is_put_in_front_stands_behind_who_was_put_there_before():
    # Agents 0 and 1 pass 0 and 1 back in front at 40 and 50, and are gone at 08:00:30 already told; 2 waits since 20.
    # At 400 agent 2 comes: she takes 0, then 1, then 2.
    types = {"calls": {"talk": "100s", "patience": "endless"}}
    agents = {"08:00": 2, "08:01": 0, "08:10": 1}
    scenario = center(agents, types=types, transfers=passed(place="front", at="40s"))
    told = Told(scenario, day((0, 100, ENDLESS, 100), (10, 100, ENDLESS, 100), (20, 100)))
    assert [told.spans(row)[-1 if row == 2 else -1][2] for row in (0, 1)] == [600, 660]
    assert told.lines[2].answered == 720


def test_who_is_passed_keeps_the_line_and_no_limit_sends_them_away():
    # Two lines, of which 0 and 1 have one each, and nobody may wait. At 40 agent 0 passes 0 on: 2, who comes at that
    # instant, finds no line; 0 waits for agent 1, who is free at 60.
    types = {"calls": FIXED["calls"] | {"queue_limit": 0}}
    scenario = center(types=types, groups=two_groups(after="1h"), lines=2, transfers=passed(group="back"))
    scenario.agent_groups["back"].serves["calls"].__dict__["after_s"] = 0.0
    told = Told(scenario, day((0, 100, 30, 5), (0, 60), (40, 10)))
    assert told.lines[2] == Line("blocked", None, None, 40, None)
    assert ("queue", None, 40, 60) in told.spans(0) or ("queue", None, 40, 24) in told.spans(0)
