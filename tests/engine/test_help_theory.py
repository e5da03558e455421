"""Help against theory: with leaders enough for everybody, what is left of an exponential talk is exponential."""

from math import exp

import numpy as np
import pytest
from agreement import assert_agrees
from building import OPENS_S, center, simulated

from simulator.demand.workload import draw
from simulator.log import SpanKind

MEAN_S, AFTER_S, TIMES, SHARE = 240.0, 180.0, 0.4, 0.7
DAYS = 16


@pytest.mark.parametrize("ready_s", [pytest.param(0.0, marks=pytest.mark.long), 60.0])
def test_with_leaders_enough_talk_and_help_last_as_long_as_the_formula_says(ready_s):
    # Talk that is memoryless lasts m(1 − e^(−t/m)) up to t in the mean, and × m e^(−t/m) beyond it.
    groups = {"front": {"agents": 150, "serves": {"calls": {}}}, "leaders": {"agents": 150, "serves": {}}}
    given = {"by": "leaders", "talk": TIMES, "ready": f"{ready_s:.0f}s"}
    rule = {"of": "calls", "after": f"{AFTER_S:.0f}s", "share": f"{SHARE * 100:.0f}%", "help": given}
    scenario = center(types={"calls": {"arrivals": "900/h"}}, groups=groups, helps={"stuck": rule})
    logs = [simulated(scenario, draw(scenario, seed=3, replication=number)) for number in range(DAYS)]
    left = exp(-(AFTER_S + ready_s) / MEAN_S)
    talk_s = MEAN_S * (1 - SHARE * left * (1 - TIMES))
    assert_agrees([mean_talk_s(log) for log in logs], talk_s, relative=0.06, what="mean talk")
    calls = [calls_of(log) for log in logs]
    shares = [len(mine) / early(log).sum() for mine, log in zip(calls, logs, strict=True)]
    assert_agrees(shares, SHARE * exp(-AFTER_S / MEAN_S), relative=0.06, what="share of talks with a call")
    stays = [log.helps["until_s"][mine] - log.helps["begun_s"][mine] for mine, log in zip(calls, logs, strict=True)]
    help_s = MEAN_S * (1 - exp(-ready_s / MEAN_S) * (1 - TIMES))
    assert_agrees([one.mean() for one in stays], help_s, relative=0.1, what="mean help")


def early(log):
    """Return which contacts come so early that nobody talks with them still when the center closes and leaders go."""
    return log.contacts["arrived_s"] < OPENS_S + 3600.0


def mean_talk_s(log):
    spans = log.spans
    mine = np.flatnonzero(spans["kind"] == SpanKind.TALK)
    mine = mine[early(log)[spans["contact"][mine]]]
    return float(np.mean(spans["to_s"][mine] - spans["from_s"][mine]))


def calls_of(log):
    """Return the calls of early contacts; somebody comes for all of them at once."""
    mine = np.flatnonzero(early(log)[log.helps["contact"]])
    assert (log.helps["begun_s"][mine] == log.helps["called_s"][mine]).all()
    return mine
