"""What docs/overflow.md shows by examples is read, drawn and simulated: each is laid over the page's center."""

import re
from pathlib import Path
from typing import get_args

import pytest

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.scenario.nouns import Conditions, Overflow
from simulator.scenario.nouns.conditions import Predictor
from simulator.scenario.reader import load_text

PAGE = (Path(__file__).parents[2] / "docs/overflow.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)


def changed(change: str) -> str:
    """Return the center with a strategy that makes a change."""
    inside = "".join(f"    {line}\n" for line in change.splitlines())
    return f"{CENTER}strategies:\n  changed:\n{inside}"


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_changes_what_happens(change):
    study = load_text(changed(change))
    logs = []
    for strategy in ("base", "changed"):
        scenario = study.resolve(strategy, None)
        logs.append(simulate(scenario, draw(scenario, 1, 0)))
    before, after = ({name: log.contacts[name].tolist() for name in ("ended_by", "ended_s")} for log in logs)
    assert before != after


def test_the_page_names_every_key():
    tables = PAGE.split("## Conditions")[1].split("## Gates")[0]
    for key in Conditions.at_least_one:
        assert f"`{key}" in tables, key
    for word in get_args(Predictor):
        assert f"| `{word}` |" in tables, word
    for verb in Overflow.exactly_one:
        assert f"`{verb}" in PAGE.split("**One verb**")[1], verb
