"""docs/trace.md shows what its commands print, and names every reason there is."""

import re
import shlex
from pathlib import Path

from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.tracing.reasons import Reason

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/trace.md").read_text("utf-8")
NOT_TOLD = {Reason.AGENT_RULE, Reason.CONTACT_RULE, Reason.BEHIND, Reason.FREE}
"""What is never a reason of its own."""


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
