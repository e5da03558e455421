"""The tables of docs/routing.md are run, row by row: what an analyst reads there is what the engine does."""

import itertools
import re
from pathlib import Path

import pytest
from building import center, day, story
from routing_page import ARRIVALS, FREED, PAGE, named, numbered, rows_under
from typer.testing import CliRunner

from simulator.cli.main import app

ROOT = Path(__file__).parents[2]


def test_the_tables_are_complete():
    ranks, after = {row[0] for row in ARRIVALS}, {row[1] for row in ARRIVALS}
    assert {row[:2] for row in ARRIVALS} == set(itertools.product(ranks, after))
    assert len(ARRIVALS) == len(ranks) * len(after) == 9
    priorities, after = {row[0] for row in FREED}, {row[1] for row in FREED}
    assert {row[:2] for row in FREED} == set(itertools.product(priorities, after))
    assert len(FREED) == len(priorities) * len(after) == 9


EXPERT, ALL_ROUNDER = 0, 1
NONE, VIP = -1, 0
LONG_S = 5000
BUSY = {"both": None, "only the all-rounder": EXPERT, "only the expert": ALL_ROUNDER}


@pytest.mark.parametrize("priority", [1, 2])
@pytest.mark.parametrize("row", ARRIVALS, ids=" | ".join)
def test_who_takes_an_order_that_arrives(row, priority):
    ranks, after, *answers = row
    for busy, answer in zip(BUSY.values(), answers, strict=True):
        assert taken_by(numbered(ranks), named(after), priority, busy) == answer


def taken_by(ranks: dict[str, int], after: dict[str, str], priority: int, busy: int | None) -> str:
    """Return who takes an order that comes at 100 s, and after which wait; everybody but ``busy`` is free then."""
    groups = {
        name: {"agents": 1, "serves": {"orders": {}, f"occupies_{number}": {}}}
        for number, name in enumerate(("expert", "all-rounder"))
    }
    groups["all-rounder"]["serves"]["orders"] = {"priority": priority}
    for name, wait in after.items():
        groups[name]["serves"]["orders"]["after"] = wait
    types = {"orders": {"ranks": ranks}, "occupies_0": {}, "occupies_1": {}}
    # Both serve a contact first, the expert until 20 s, the all-rounder until 10 s: she has been idle for longer.
    first = [(0, LONG_S if busy == EXPERT else 20), (0, LONG_S if busy == ALL_ROUNDER else 10)]
    contacts = day(*first, (100, 5), types=[1, 2, 0])
    _, wait_s, _, agent = story(center(types=types, groups=groups), contacts)[2]
    when = f"after {wait_s:g}s" if wait_s else "at once"
    return f"{('expert', 'all-rounder')[agent]}, {when}"


@pytest.mark.parametrize("ranks", [{}, {"experts": 1, "all_rounders": 2}, {"experts": 2, "all_rounders": 1}], ids=str)
@pytest.mark.parametrize("row", FREED, ids=" | ".join)
def test_what_an_all_rounder_takes_who_becomes_free(row, ranks):
    priorities, after, usual, vip = row
    assert taken(numbered(priorities), named(after), ranks, NONE) == usual
    assert taken(numbered(priorities), named(after), ranks, VIP) == vip


def taken(priorities: dict[str, int], after: dict[str, str], ranks: dict[str, int], segment: int) -> str:
    """Return what the all-rounder takes at 100 s; an order waits since 40 s, a caller for advice since 80 s."""
    serves = {
        name: {"priority": priorities.get(name, 1), "after": after.get(name, "0s")} for name in ("orders", "advice")
    }
    groups = {
        "experts": {"agents": 0, "serves": {"orders": {}, "advice": {}}},
        "all_rounders": {"agents": 1, "serves": {**serves, "first": {}}},
    }
    types = {
        "orders": {"ranks": ranks},
        "advice": {"ranks": ranks, "segments": {"vip": {"share": "10%", "priority": 1}}},
        "first": {},
    }
    contacts = day((0, 100), (40, 500), (80, 500), types=[2, 0, 1], segments=[-1, -1, segment])
    _, (_, order_s, *_), (_, advice_s, *_) = story(center(types=types, groups=groups), contacts)
    assert (order_s == 60) != (advice_s == 20), "she takes one of them when she is free"
    return "order" if order_s == 60 else "advice"


@pytest.mark.long
def test_the_page_shows_what_its_commands_print(monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(shown) == 3
    for command, block in shown:
        assert CliRunner().invoke(app, command.split(), env={"COLUMNS": "80"}).stdout == block


OVERTAKING = rows_under("When does a VIP overtake?")
WAYS = ({"age_rate": 2}, {"age_credit": "5m"}, {"age_rate": 2, "age_cap": "2m"})


@pytest.mark.parametrize("row", OVERTAKING, ids=" | ".join)
def test_when_a_vip_overtakes(row):
    later_s, *answers = row
    for way, answer in zip(WAYS, answers, strict=True):
        edges = [int(number) for number in re.findall(r"(\d+) s", answer)]
        waits_s = {1, 30, 600, *(edge + more for edge in edges for more in (-1, 0, 1))}
        if answer == "never the VIP":
            expected = set()
        else:
            from_s, to_s = [*edges, 1e9] if len(edges) == 1 else edges or [0, 1e9]
            expected = {wait_s for wait_s in waits_s if from_s < wait_s < to_s}
        assert {wait_s for wait_s in waits_s if overtakes(int(later_s.removesuffix(" s")), wait_s, way)} == expected


def overtakes(later_s: int, wait_s: int, way: dict[str, object]) -> bool:
    """Return whether a VIP who came so much later than another customer is taken first after such a wait."""
    scenario = center(1, types={"calls": {"segments": {"vip": {"share": "10%", **way}}}})
    free_s = 1 + later_s + wait_s
    contacts = day((0, free_s), (1, 5), (1 + later_s, 5), segments=[NONE, NONE, VIP])
    (_, other_s, _, _), (_, vip_s, _, _) = story(scenario, contacts)[1:]
    return vip_s == wait_s and other_s > later_s + wait_s
