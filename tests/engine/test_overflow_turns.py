"""Turns of overflow rules come when something changes; asking at every instant would find nothing more."""

import numpy as np
import pytest
from building import OPENS_S, center, day
from checkers import check

from simulator.engine.overflow_turns import OverflowTurns
from simulator.engine.simulate import simulate

GROUPS = {
    "front": {"agents": {"08:00": 2, "08:30": 1, "09:00": 3}, "serves": {"orders": {}}},
    "experts": {"agents": 2, "serves": {"advice": {}, "orders": {"priority": 2}, "chats": {"priority": 2}}},
}
TYPES = {
    "orders": {"queue_limit": 12},
    "advice": {"talk": "80s", "queue_limit": 2, "voicemail_after": "3m"},
    "chats": {"channel": "chat", "talk": "60s", "hours": {"from": "08:20", "to": "09:40"}},
}
HELP = {"also": {"experts": 1}}
RULES = {
    "waiting": {"when": {"waiting": 3}, **HELP},
    "waited": {"when": {"waited": {"at_least": "20s", "at_most": "40s"}, "waiting": {"at_most": 2}}, **HELP},
    "oldest": {"when": {"oldest_wait": {"of": ["orders", "advice"], "at_least": "30s"}}, **HELP},
    "last_wait": {"when": {"expected_wait": "40s"}, "flatten": True},
    "average": {"when": {"expected_wait": {"by": "average", "at_most": "30s"}}, **HELP},
    "mean": {"when": {"expected_wait": {"by": "mean_of_last", "last": 3, "at_least": "30s"}}, "raise": {"priority": 1}},
    "head": {"when": {"expected_wait": {"by": "head", "at_least": "50s"}}, "end": True},
    "queue": {"when": {"expected_wait": {"by": "queue", "at_least": "2m"}}, "message": True},
    "free": {"when": {"free": {"of": "experts", "at_least": 1}}, **HELP},
    "no room": {"when": {"with_room": {"of": "experts", "type": "chats", "at_most": 0}}, "raise": {"age_credit": "1m"}},
    "busy": {"when": {"busy_share": {"at_least": "100%"}, "waited": "10s"}, "end": True},
    "logged in": {"when": {"logged_in": {"of": "front", "at_most": 1}}, "only": {"experts": 1}},
    "service": {"when": {"service_level": {"at_most": "60%", "over": "5m"}}, **HELP},
    "hour": {"when": {"hour": {"from": "08:15", "to": "08:45"}}, "end": True},
    "not": {"when": {"not": {"any": {"a": {"waiting": 2}, "b": {"free": {"of": "experts", "at_least": 1}}}}}, **HELP},
    "full": {"move": {"type": "advice", "place": "kept"}},
    "closed": {"when": {"waited": "15s"}, "move": {"type": "chats", "place": "back"}},
    "lines": {"share": "70%", "offer": {"type": "chats", "accept": "60%"}},
}


def hotline(*names):
    return center(
        types=TYPES,
        groups=GROUPS,
        channels={"chat": {"slots": 2, "lines": 3}},
        overflow={name.replace(" ", "_"): {"of": "orders", **RULES[name]} for name in names},
    )


def work(seed):
    dice = np.random.default_rng(seed)
    at_s = np.sort(dice.integers(0, 500, 120) * 10)
    rows = [(at, *dice.choice([20, 60, 100, 180], 1), dice.choice([30, 90, 200, 400]), 10) for at in at_s.tolist()]
    return day(*rows, types=dice.choice([0, 0, 0, 1, 2], 120).tolist())


@pytest.mark.skipif(not hasattr(OverflowTurns, "_plan_next"), reason="a compiled engine has no seam there")
@pytest.mark.parametrize("names", [*((name,) for name in RULES), ("waiting", "oldest", "full", "head"), tuple(RULES)])
def test_asking_at_every_instant_finds_nothing_more(monkeypatch, names):
    scenario = hotline(*names)
    days = [work(seed) for seed in range(3)]
    some = [check(scenario, one, simulate(scenario, one)) for one in days]
    plan = OverflowTurns._plan_next

    def at_every_instant(turns, now_s):
        turns._blocked = True
        plan(turns, now_s)

    monkeypatch.setattr(OverflowTurns, "_plan_next", at_every_instant)
    for one, log in zip(days, some, strict=True):
        often = simulate(scenario, one)
        for table in ("contacts", "spans", "overflow"):
            for name, column in getattr(log, table).items():
                assert column.tobytes() == getattr(often, table)[name].tobytes(), (table, name)
    assert sum(len(log.overflow["did"]) for log in some) > 5, "the rule never applies"
    assert all((log.overflow["at_s"] >= OPENS_S).all() for log in some)
