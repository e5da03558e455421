"""Texts from outside reach a terminal as text: names of files, cells of tables, arguments of the command line."""

import json

import pytest
from hotline import TEXT
from typer.testing import CliRunner

from simulator.cli.main import app

FILE = "a\x1b[31m\u202eb.yaml"
CELL = "\x1b]0;title\x07\u202e"
RECORDED = "arrivals: {recorded: {file: calls.csv, time: time}}"
SMALL = f"""\
version: 1
name: Recorded
horizon: {{from: "08:00", to: "10:00"}}
channels: {{voice: {{}}}}
sources: {{shoppers: {{{RECORDED}}}}}
contact_types: {{orders: {{from: shoppers, channel: voice, talk: 4m, patience: 3m}}}}
agent_groups: {{front: {{agents: 2, serves: {{orders: {{}}}}}}}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE).write_text(TEXT, "utf-8")
    (tmp_path / f"bad{FILE}").write_text("version: 1\n", "utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "calls.csv").write_text(f"time\n08:10:00\n{CELL}\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("validate", FILE, f"bad{FILE}"),
        ("validate", FILE, f"bad{FILE}", "--json"),
        ("validate", "small.yaml"),
        ("run", "small.yaml", "--no-out"),
        ("list", "."),
        ("list", FILE),
        ("run", FILE, "-s", CELL),
        ("compare", FILE, "--future", CELL),
        ("run", FILE, "--set", f"{CELL}=1"),
        ("run", FILE, "--show", CELL),
        ("init", "-t", CELL),
        ("report", CELL),
    ],
)
def test_nothing_raw_is_printed(folder, command):
    done = CliRunner().invoke(app, list(command))
    for text in (done.stdout, done.stderr):
        assert all(line.isprintable() for line in text.split("\n")), repr(text)


def test_files_are_named_in_json_as_they_are(folder):
    document = json.loads(CliRunner().invoke(app, ["validate", FILE, "--json"]).stdout)
    assert document["files"][0]["file"] == FILE
