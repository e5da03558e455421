"""The truth tables of docs/routing.md as routing tests, and what its section on routing tests shows."""

import re
from pathlib import Path
from typing import Any

import pytest
from building import center
from playing_of import failures_in, test_of
from routing_page import ARRIVALS, FREED, PAGE, named, numbered, rows_under
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.scenario.nouns.deciding_rules import DECIDING_RULES

GROUPS = ("expert", "all-rounder")
FREE = ({"expert": {"idle": "80s"}, "all-rounder": {"idle": "90s"}}, {"all-rounder": 1}, {"expert": 1})


@pytest.mark.parametrize("priority", [1, 2])
@pytest.mark.parametrize("row", ARRIVALS, ids=" | ".join)
def test_who_takes_an_order_that_arrives(row: tuple[str, ...], priority: int) -> None:
    ranks, after, *answers = row
    groups: dict[str, Any] = {name: {"agents": 1, "serves": {"orders": {}}} for name in GROUPS}
    groups["all-rounder"]["serves"]["orders"] = {"priority": priority}
    for name, wait in named(after).items():
        groups[name]["serves"]["orders"]["after"] = wait
    one = center(types={"orders": {"ranks": numbered(ranks)}}, groups=groups)
    for free, answer in zip(FREE, answers, strict=True):
        who, when = answer.split(", ")
        there = {name: {**said, "group": name} if isinstance(said, dict) else said for name, said in free.items()}
        if when == "at once":
            assert failures_in(one, test_of({"a": "orders"}, there, {"a": who})) == []
            continue
        # Until then it waits, by that rule; from then on it goes there.
        wait_s = int(when.removeprefix("after ").removesuffix("s"))
        assert failures_in(one, test_of({"a": "orders"}, there, {"a": "waits", "by": "after"})) == []
        for waited, expected in ((wait_s - 1, "waits"), (wait_s, who)):
            given = {"a": {"type": "orders", "waited": f"{waited}s"}}
            assert failures_in(one, test_of(given, there, {"a": expected})) == []


@pytest.mark.parametrize("ranks", [{}, {"experts": 1, "all_rounders": 2}, {"experts": 2, "all_rounders": 1}], ids=str)
@pytest.mark.parametrize("row", FREED, ids=" | ".join)
def test_what_an_all_rounder_takes_who_becomes_free(row: tuple[str, ...], ranks: dict[str, int]) -> None:
    priorities, after, usual, vip = row
    serves = {
        name: {"priority": numbered(priorities).get(name, 1), "after": named(after).get(name, "0s")}
        for name in ("orders", "advice")
    }
    groups = {
        "experts": {"agents": 0, "serves": {"orders": {}, "advice": {}}},
        "all_rounders": {"agents": 1, "serves": serves},
    }
    types = {
        "orders": {"ranks": ranks},
        "advice": {"ranks": ranks, "segments": {"vip": {"share": "10%", "priority": 1}}},
    }
    one = center(types=types, groups=groups)
    for segment, expected in (({}, usual), ({"segment": "vip"}, vip)):
        given = {
            "order": {"type": "orders", "waited": "60s"},
            "advice": {"type": "advice", "waited": "20s", **segment},
        }
        assert failures_in(one, test_of(given, {"all_rounders": 1}, {"takes": expected})) == []


def test_the_table_of_rules_is_the_one_of_the_program() -> None:
    shown = rows_under("`by`")
    assert shown == [(f"`{word}`", rule.meaning, rule.keys) for word, rule in DECIDING_RULES.items()]


SECTION = PAGE.split("## Routing tests")[1].split("\n## ")[0]


def checked(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Return what ``ccsim check rules.yaml`` prints, 80 columns wide, and its exit code."""
    monkeypatch.chdir(tmp_path)
    Path("rules.yaml").write_text(text, "utf-8")
    done = CliRunner().invoke(app, ["check", "rules.yaml"], env={"COLUMNS": "80"})
    return done.stdout, done.exit_code


def test_the_page_shows_what_the_command_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", SECTION, flags=re.DOTALL)
    passing, failing = re.findall(r"```text\n(.*?)```", SECTION, flags=re.DOTALL)
    assert checked(text, tmp_path, monkeypatch) == (passing, 0)
    without = text.replace("{experts: 1, front: 2}", "{}").replace("{orders: {after: 30s}}", "{orders: {}}")
    assert checked(without, tmp_path, monkeypatch) == (failing, 1)
