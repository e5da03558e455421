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


def test_routing_tests_and_traces_have_one_list_of_words_and_the_page_says_which_are_only_in_a_trace():
    reasons, by = {str(one) for one in set(Reason) - NOT_TOLD}, set(get_args(By))
    assert by < reasons
    alone = PAGE.partition("Only in a trace are ")[2].partition(".")[0]
    assert set(re.findall(r"`(\w+)`", alone)) == reasons - by
