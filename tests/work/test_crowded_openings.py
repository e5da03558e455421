"""Who waited for an opening comes in at one instant; where lines and queue have no room, a warning says so."""

import numpy as np
import pytest
from building import center

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.scenario.reader import load_text
from simulator.work.odd import odd

NIGHT = """\
version: 1
name: Night
horizon: {from: "00:00", to: "24:00"}
channels: {voice: {VOICE hours: {from: "08:00", to: "24:00"}, when_closed: wait}}
sources: {shoppers: {arrivals: 10/h}}
contact_types:
  orders: {from: shoppers, ORDERS channel: voice, talk: 30m, patience: endless}
agent_groups: {front: {agents: 12, serves: {orders: {}}}}
"""


def crowded(voice: str = "", orders: str = "", *pairs: tuple[str, str]) -> list[str]:
    text = NIGHT.replace("VOICE", voice).replace("ORDERS", orders)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return [f"{one.where}: {one.what}" for one in odd(load_text(text)) if "enter at once" in one.what]


def test_lines_for_as_many_as_are_expected_are_enough() -> None:
    # 8 hours of 10 stand there at 08:00.
    assert crowded("lines: 80,") == []
    assert crowded() == []
    assert crowded("lines: 79,") == [
        "channels.voice.lines: at 08:00 about 80 contacts that waited for the opening enter at once, but there are "
        "79 lines: about 1 or more are blocked."
    ]
    assert "there is 1 line: about 79 or more" in crowded("lines: 1,")[0]


def test_lines_of_a_type_and_lines_by_agents_are_counted_as_well() -> None:
    assert crowded(orders="lines: 80,") == []
    assert crowded(orders="lines: 79,") == [
        "contact_types.orders.lines: at 08:00 about 80 contacts that waited for the opening enter at once, but there "
        "are 79 lines: about 1 or more are blocked."
    ]
    # Twelve agents at 08:00, whose 6.6 lines each are 79; seven bring 80.
    assert crowded("lines: {per_agent: 6.67},") == []
    assert "there are 79 lines" in crowded("lines: {per_agent: 6.6},")[0]
    later = ("agents: 12", 'agents: {"08:00": 2, "08:30": 12}')
    assert "there are 13 lines" in crowded("", "lines: {per_agent: 6.6},", later)[0]
    # What has less room is told alone.
    (told,) = crowded("lines: 70,", "lines: 60, queue_limit: 50,")
    assert told.startswith("contact_types.orders.lines: ")


def test_a_queue_for_those_whom_no_agent_takes_is_enough() -> None:
    assert crowded(orders="queue_limit: 68,") == []
    assert crowded(orders="queue_limit: 20,") == [
        "contact_types.orders.queue_limit: at 08:00 about 80 contacts that waited for the opening enter at once, but "
        "agents on duty take at most 12 of them, and 20 can wait: about 48 or more are blocked."
    ]


def test_agents_who_come_later_take_nobody_at_the_opening() -> None:
    (told,) = crowded("", "queue_limit: 68,", ("agents: 12", 'agents: {"08:00": 2, "08:30": 12}'))
    assert "agents on duty take at most 2 of them, and 68 can wait: about 10 or more are blocked" in told


def test_hands_count_where_agents_have_several_in_hand() -> None:
    slots = ("voice: {", "voice: {slots: 3, ")
    assert crowded("", "queue_limit: 44,", slots) == []
    assert "take at most 36 of them, and 43 can wait: about 1 or more" in crowded("", "queue_limit: 43,", slots)[0]


def test_what_is_full_first_is_told_and_nothing_twice() -> None:
    (told,) = crowded("lines: 40,", "queue_limit: 20,")
    assert told.startswith("contact_types.orders.queue_limit: ")
    (told,) = crowded("lines: 30,", "queue_limit: 20,")
    assert told.startswith("channels.voice.lines: ")


def test_types_of_a_channel_share_its_lines() -> None:
    two = (
        "agent_groups: {front: {agents: 12, serves: {orders: {}}}}",
        "  returns: {from: shoppers, share: 50%, channel: voice, talk: 30m, patience: endless}\n"
        "agent_groups: {front: {agents: 12, serves: {orders: {}, returns: {}}}}",
    )
    assert crowded("lines: 80,", "share: 50%,", two) == []
    assert "about 80 contacts" in crowded("lines: 60,", "share: 50%,", two)[0]


@pytest.mark.parametrize("when_closed", ["refuse", "voicemail"])
def test_whoever_does_not_wait_stands_in_no_crowd(when_closed: str) -> None:
    assert crowded("lines: 20,", "", ("when_closed: wait", f"when_closed: {when_closed}")) == []


def test_who_was_redirected_and_waits_there_stands_in_its_crowd() -> None:
    chain = (
        "agent_groups: {front: {agents: 12, serves: {orders: {}}}}",
        '  morning: {channel: voice, hours: {from: "06:00", to: "24:00"}, when_closed: wait, queue_limit: 5, talk: 3m, '
        "patience: endless}\nagent_groups: {front: {agents: 12, serves: {orders: {}, morning: {}}}}",
    )
    (told,) = crowded("", "", ("when_closed: wait", "when_closed: {redirect: morning}"), chain)
    # 6 hours of 10.
    assert told.startswith("contact_types.morning.queue_limit: at 06:00 about 60 contacts")


def test_the_worst_day_is_told_with_those_like_it() -> None:
    week = ('to: "24:00"}\nch', 'to: "24:00", days: 7, weekday: monday}\nch')
    busy = ("arrivals: 10/h", "arrivals: {rate: 10/h, weekday: {tuesday: 200%, friday: 200%}}")
    (told,) = crowded("lines: 50,", "", week, busy)
    assert told.startswith("channels.voice.lines (on tuesday and friday): at 08:00 about 160 contacts")


def test_as_many_are_blocked_in_a_run_as_the_warning_says_at_least() -> None:
    types = {"calls": {"arrivals": {"count": 120}, "hours": {"from": "09:00", "to": "10:00"}, "when_closed": "wait"}}
    scenario = center(4, types={"calls": {**types["calls"], "queue_limit": 7, "talk": "2h"}})
    for replication in range(5):
        workload = draw(scenario, 1, replication)
        waited = int((workload.arrived_s < 9 * 3600).sum())
        log = simulate(scenario, workload)
        blocked = (log.contacts["ended_by"] == EndedBy.BLOCKED) & (workload.arrived_s < 9 * 3600)
        assert np.count_nonzero(blocked) == waited - 4 - 7
