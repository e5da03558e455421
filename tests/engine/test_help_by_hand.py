"""Help on days that a pencil can follow: engine and naive twin both say what it says.

Seconds are counted from 08:00, and the center closes at 7200. Agent 0 is of the front, then come the leaders.
"""

from building import OPENS_S, center, day, spans_of
from checkers import check
from naive_log import naive_log
from twins import differences

from simulator.engine.simulate import simulate
from simulator.log import SpanKind

MIN = 60


def hotline(rules=None, *, leaders=1, serves=None, types=None, groups=None, **more):
    """Return a center with a front of one and leaders who help after 8 minutes, which halves what is left."""
    stuck = {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%"}}
    kinds = {"orders": {}, **(types or {})}
    both = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "leaders": {"agents": leaders, "serves": serves or {}},
    }
    return center(types=kinds, groups={**both, **(groups or {})}, helps=rules or {"stuck": stuck}, **more)


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
