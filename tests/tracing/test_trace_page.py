"""docs/trace.md shows what its commands print, and names every reason there is."""

import re
import shlex
from pathlib import Path
from typing import get_args

from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.scenario.nouns.deciding_rules import By
from simulator.tracing.reasons import Reason

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/trace.md").read_text("utf-8")
NOT_TOLD = {Reason.BEHIND}
"""Contacts that stand behind others of their line are only counted."""


def test_the_page_shows_what_its_commands_print(monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(shown) == 7
    for command, block in shown:
        printed = CliRunner().invoke(app, shlex.split(command), env={"COLUMNS": "80"}).stdout
        beginning, cut, _ = block.partition("…\n")
        assert printed.startswith(beginning), command
        assert cut or printed == block, command


def test_the_page_names_every_reason():
    named = set(re.findall(r"`(\w+)`", PAGE.partition("## What decides")[2].partition("\n## ")[0]))
    assert {str(one) for one in set(Reason) - NOT_TOLD} <= named


def test_the_page_has_the_words_of_traces_and_of_routing_tests_beside_each_other():
    table, _, below = PAGE.partition("| in a trace | in a routing test |\n|---|---|\n")[2].partition("\n\n")
    rows = [[set(re.findall(r"`(\w+)`", cell)) for cell in line.strip("|").split("|")] for line in table.split("\n")]
    traced, tested = (set().union(*column) for column in zip(*rows, strict=True))
    alone = set(re.findall(r"`(\w+)`", below.partition("\n")[0]))
    reasons, by = {str(one) for one in set(Reason) - NOT_TOLD}, set(get_args(By))
    assert traced <= reasons
    assert tested <= by
    # Who is in no row and not alone has one word for both.
    assert alone == reasons - by - traced
    assert by - reasons <= tested
