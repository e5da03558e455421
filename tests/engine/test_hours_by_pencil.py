"""Hours, warm-up and stop on days that a pencil can follow: the engine and its naive twin both say what it says.

Seconds are counted from 08:00 of the first reported day. A line is a contact: how it ended, queued, answered, ended, by
which agent.
"""

from typing import Any

import numpy as np
from building import OPENS_S, center, day, simulated
from reference import Reference

from simulator.demand.workload import Workload
from simulator.log import NOBODY, EndedBy
from simulator.scenario.nouns import Scenario

ENDLESS = np.inf
Line = tuple[str, float | None, float | None, float | None, int | None]


def lines(scenario: Scenario, workload: Workload) -> list[Line]:
    """Return a line per contact, on which the engine and its naive twin agree."""
    naive = [
        (one.ended_by, *map(_since, (one.queued_s, one.answered_s, one.ended_s)), one.answered_by)
        for one in Reference(scenario, workload).run()
    ]
    columns = simulated(scenario, workload).contacts
    times = ([_since(one) for one in columns[name].tolist()] for name in ("queued_s", "answered_s", "ended_s"))
    agents = [None if one == NOBODY else one for one in columns["answered_by"].tolist()]
    how = [EndedBy(one).name.lower() for one in columns["ended_by"].tolist()]
    engine = list(zip(how, *times, agents, strict=True))
    assert engine == naive
    return engine


def stays(scenario: Scenario, workload: Workload) -> list[tuple[float, ...]]:
    """Return (agent, from, to, overtime since) of each stay, as the naive engine has them."""
    naive = Reference(scenario, workload)
    naive.run()
    return sorted((agent, *(time_s - OPENS_S for time_s in times)) for agent, *times in naive.stays)


def _since(time_s: float | None) -> float | None:
    return None if time_s is None or np.isnan(time_s) else time_s - OPENS_S


def closing(from_: str, to: str, when_closed: Any = "refuse", **more: Any) -> dict[str, Any]:
    """Return a type that is open from … to."""
    return {"hours": {"from": from_, "to": to}, "when_closed": when_closed, **more}


def test_who_comes_outside_the_hours_is_refused_or_leaves_a_voicemail():
    types = {"calls": closing("08:10", "08:20"), "taped": closing("08:10", "08:20", "voicemail")}
    # Hours are from 600 to 1200; who comes at 1200 sharp comes too late.
    workload = day((0, 10), (1, 10), (600, 10), (1199, 10), (1200, 10), (1200, 10), types=[0, 1, 0, 1, 0, 1])
    assert lines(center(1, types=types), workload) == [
        ("refused", None, None, 0, None),
        ("voicemail", None, None, 1, None),
        ("agent", 600, 600, 610, 0),
        ("agent", 1199, 1199, 1209, 0),
        ("refused", None, None, 1200, None),
        ("voicemail", None, None, 1200, None),
    ]


def test_who_waits_outside_enters_first_and_waits_from_then_on():
    # All enter at 600, in the order of their coming, before 3 who comes at that instant. 1 is patient for 30 s from
    # 600 on; 2 is served when 0 is through.
    workload = day((10, 100), (20, 10, 30), (30, 10), (600, 10))
    assert lines(center(1, types={"mails": closing("08:10", "09:00", "wait")}), workload) == [
        ("agent", 600, 600, 700, 0),
        ("abandoned", 600, None, 630, None),
        ("agent", 600, 700, 710, 0),
        ("agent", 600, 710, 720, 0),
    ]


def test_who_waits_outside_passes_lines_and_limits_at_the_opening():
    # One is served, one may wait, the third finds the queue full; over night nobody held the two lines.
    types = {"calls": closing("08:10", "09:00", "wait", queue_limit=1), "other": {}}
    workload = day((10, 100), (20, 10), (30, 10), (40, 10), (50, 10), types=[0, 0, 0, 1, 1])
    assert lines(center(1, types=types, lines=2), workload) == [
        ("agent", 600, 600, 700, 0),
        ("agent", 600, 700, 710, 0),
        ("blocked", None, None, 600, None),
        ("agent", 40, 40, 50, 0),
        ("agent", 50, 50, 60, 0),
    ]


def test_a_voicemail_is_left_so_long_after_the_opening():
    types = {"calls": closing("08:10", "09:00", "wait", voicemail_after="1m")}
    assert lines(center(1, types=types), day((10, 100), (20, 10))) == [
        ("agent", 600, 600, 700, 0),
        ("voicemail", 600, None, 660, None),
    ]


def test_who_waits_for_what_never_opens_again_is_still_open():
    types = {"calls": closing("08:00", "08:10", "wait")}
    assert lines(center(1, types=types), day((600, 10))) == [("still_open", None, None, None, None)]


def test_a_redirect_leads_on_until_something_is_open():
    # first -> second -> third, which is open. Children come after all who came at that instant: 1 is served before 0's.
    types = {
        "first": closing("08:10", "09:00", {"redirect": "second"}),
        "second": closing("08:10", "09:00", {"redirect": "third"}),
        "third": {"talk": "20s"},
    }
    workload = day((5, 10), (5, 40), (600, 10), types=[0, 2, 0])
    assert lines(center(1, types=types), workload) == [
        ("moved", None, None, 5, None),
        ("agent", 5, 5, 45, 0),
        ("agent", 600, 600, 610, 0),
        ("moved", None, None, 5, None),
        ("agent", 5, 45, 65, 0),
    ]


def test_a_redirect_to_what_is_closed_meets_its_own_door():
    types = {
        "first": closing("08:10", "09:00", {"redirect": "second"}),
        "second": closing("08:20", "09:00", "wait", talk="20s", patience="10s"),
    }
    assert lines(center(1, types=types), day((5, 10))) == [
        ("moved", None, None, 5, None),
        ("agent", 1200, 1200, 1220, 0),
    ]


def test_at_the_end_of_hours_who_waits_is_sent_away_served_or_kept():
    # The only agent has contact 0 until 700; hours end at 600. Kept, 1 is served on all the same: somebody is there.
    for at_close, second in (
        ("clear", ("cleared", 590, None, 600, None)),
        ("serve_out", ("agent", 590, 700, 710, 0)),
        ("keep", ("agent", 590, 700, 710, 0)),
    ):
        scenario = center(1, types={"calls": closing("08:00", "08:10", at_close=at_close)})
        assert lines(scenario, day((0, 700), (590, 10))) == [("agent", 0, 0, 700, 0), second], at_close


def test_nobody_goes_while_somebody_of_a_closed_type_waits():
    # At 600 hours end and both are to go. 0 is free at that instant and takes 2 first, then 4; 1 takes 3 at 620.
    scenario = center({"08:00": 2, "08:10": 0}, types={"calls": closing("08:00", "08:10")})
    workload = day((0, 600), (1, 619), (2, 50), (3, 60), (599, 20))
    assert lines(scenario, workload) == [
        ("agent", 0, 0, 600, 0),
        ("agent", 1, 1, 620, 1),
        ("agent", 2, 600, 650, 0),
        ("agent", 3, 620, 680, 1),
        ("agent", 599, 650, 670, 0),
    ]
    assert stays(scenario, workload) == [(0, 0, 670, 600), (1, 0, 680, 600)]


def test_who_is_to_go_takes_nothing_of_what_is_open():
    # At 600 one of the two is to go: the first to be free, 0 at 610. He takes 3 of the closed type, then goes at 660,
    # although 2 waits; 1 takes that at 700.
    types = {"calls": closing("08:00", "08:10"), "mails": {}}
    scenario = center({"08:00": 2, "08:10": 1}, types=types)
    workload = day((0, 610), (1, 699), (2, 10), (3, 50), types=[0, 0, 1, 0])
    assert lines(scenario, workload) == [
        ("agent", 0, 0, 610, 0),
        ("agent", 1, 1, 700, 1),
        ("agent", 2, 700, 710, 1),
        ("agent", 3, 610, 660, 0),
    ]
    assert stays(scenario, workload)[0] == (0, 0, 660, 600)


def test_nobody_stays_for_what_is_kept():
    scenario = center({"08:00": 1, "08:10": 0}, types={"calls": closing("08:00", "08:10", at_close="keep")})
    workload = day((0, 620), (590, 10, 1000))
    assert lines(scenario, workload) == [("agent", 0, 0, 620, 0), ("abandoned", 590, None, 1590, None)]
    assert stays(scenario, workload) == [(0, 0, 620, 600)]


def test_a_queue_is_kept_over_night():
    # 10:00 is 7200, the next opening 86400. 1 gives up in the night, 2 is served in the morning before 3.
    scenario = center(1, at_close="keep", days=2)
    workload = day((7100, 200), (7110, 10, 5000), (7120, 10), (86400, 10))
    assert lines(scenario, workload) == [
        ("agent", 7100, 7100, 7300, 0),
        ("abandoned", 7110, None, 12110, None),
        ("agent", 7120, 86400, 86410, 0),
        ("agent", 86400, 86410, 86420, 0),
    ]


def test_whoever_stays_over_an_opening_looks_at_who_was_kept():
    # The group takes chats after 10 s, 0 at 10 and until the next morning. 1 may be taken at 7205, after closing, so
    # nobody does; at the opening, 86400, the only agent is there with a slot left.
    groups = {"front": {"agents": 1, "serves": {"chats": {"after": "10s"}}}}
    scenario = center(
        types={"chats": {"channel": "chat"}},
        groups=groups,
        channels={"chat": {"slots": 2}},
        at_close="keep",
        days=2,
    )
    assert lines(scenario, day((0, 90000), (7195, 10))) == [
        ("agent", 0, 10, 90010, 0),
        ("agent", 7195, 86400, 86410, 0),
    ]


def test_who_came_in_the_evening_is_served_in_the_morning():
    # Hours until 09:00, the center is open until 10:00; the next morning begins with contact 0.
    scenario = center(1, types={"mails": closing("08:00", "09:00", "wait")}, days=2)
    assert lines(scenario, day((3600, 50), (86400, 10))) == [
        ("agent", 86400, 86400, 86450, 0),
        ("agent", 86400, 86450, 86460, 0),
    ]


def test_hours_go_on_after_midnight_and_stop_for_lunch():
    # Around the clock for two days, from 00:00, which is -28800: late from 23:00 to 25:00, lunch from 12:00 to 13:00.
    lunch = [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]
    types = {"late": closing("23:00", "25:00"), "office": {"hours": lunch, "when_closed": "refuse"}}
    scenario = center(1, types=types, to="24:00", **{"from": "00:00"}, days=2)
    hour = 3600
    workload = day(
        (-8 * hour, 10),
        (4 * hour - 1, 10),
        (4 * hour, 10),
        (5 * hour, 10),
        (15 * hour, 10),
        (17 * hour - 1, 10),
        (17 * hour, 10),
        types=[0, 1, 1, 1, 0, 0, 0],
    )
    # The first 00:00 is part of the late hours of the day before.
    assert [(how, answered) for how, _, answered, _, _ in lines(scenario, workload)] == [
        ("agent", -8 * hour),
        ("agent", 4 * hour - 1),
        ("refused", None),
        ("agent", 5 * hour),
        ("agent", 15 * hour),
        ("agent", 17 * hour - 1),
        ("refused", None),
    ]


def test_the_stop_leaves_everything_as_it_is():
    # It closes at 7200 and stops at 7800: 0 is in the wrap-up, 1 talks, 2 left before, 3 waits.
    scenario = center(2, run_on="10m")
    workload = day((7000, 300, ENDLESS, 900), (7100, 900), (7110, 10, 90), (7120, 10))
    assert lines(scenario, workload) == [
        ("agent", 7000, 7000, 7300, 0),
        ("still_open", 7100, 7100, None, 1),
        ("abandoned", 7110, None, 7200, None),
        ("still_open", 7120, None, None, None),
    ]
    assert stays(scenario, workload) == [(0, 0, 7800, 7200), (1, 0, 7800, 7200)]
    log = simulated(scenario, workload)
    assert log.facts.stops_s == OPENS_S + 7800
    assert np.isnan(log.contacts["closed_s"][0])


def test_at_the_stop_talks_end_and_queues_are_cleared_but_nobody_is_dispatched():
    # Closing and stop are one instant: 0 ends, 1 is sent away or still open, and nobody takes it.
    for at_close, second in (
        ("clear", ("cleared", 7190, None, 7200, None)),
        ("serve_out", ("still_open", 7190, None, None, None)),
    ):
        scenario = center(1, run_on="0s", at_close=at_close)
        assert lines(scenario, day((7100, 100), (7190, 10))) == [("agent", 7100, 7100, 7200, 0), second], at_close


def test_a_warm_up_comes_before_everything():
    # The day before, from 08:00 (-86400) to 10:00 (-79200): 0 is served then, 1 is kept over night, 2 comes after it.
    scenario = center(1, warm_up="1d", at_close="keep")
    workload = day((-86400, 10), (-79210, 10), (-79205, 30), (0, 10))
    assert lines(scenario, workload) == [
        ("agent", -86400, -86400, -86390, 0),
        ("agent", -79210, -79210, -79200, 0),
        ("agent", -79205, 0, 30, 0),
        ("agent", 0, 30, 40, 0),
    ]
    assert simulated(scenario, workload).facts.reports_from_s == OPENS_S
