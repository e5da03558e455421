"""What docs/overflow.md shows by examples is read, drawn and simulated: each is laid over the page's center."""

import re
from pathlib import Path
from typing import get_args

import pytest
from page_examples import changes_what_happens

from simulator.scenario.nouns import Conditions, Overflow
from simulator.scenario.nouns.conditions import Predictor

PAGE = (Path(__file__).parents[2] / "docs/overflow.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_changes_what_happens(change):
    changes_what_happens(CENTER, change)


def test_the_page_names_every_key():
    tables = PAGE.split("## Conditions")[1].split("## Gates")[0]
    for key in Conditions.at_least_one:
        assert f"`{key}" in tables, key
    for word in get_args(Predictor):
        assert f"| `{word}` |" in tables, word
    for verb in Overflow.exactly_one:
        assert f"`{verb}" in PAGE.split("**One verb**")[1], verb
