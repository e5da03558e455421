"""Signals at many moments of many commands: no traceback, no wrong exit code, nothing left, nobody hangs."""

import json
import random
import signal
import sys

import pytest
from hotline import write
from kills import CODES, Kill, faults
from typer.testing import CliRunner

from simulator.cli.main import app

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells when a process has its handlers")

CHECKED = (0, 1, 4)
BEGUN = ".*/.log-parts/*.part"
"""Where logs are put aside, the first replications can be seen to be done."""


def commands(path: str, jobs: int) -> dict[str, tuple[str, ...]]:
    """Return commands that take from a moment to for ever."""
    many = ("-n", "100000", "--jobs", str(jobs))
    return {
        "run": ("run", path, *many, "--log", "--out", "run"),
        "compare": ("compare", path, *many, "--log", "--out", "compared"),
        "short": ("compare", path, "-n", "40", "--jobs", str(jobs), "--out", "short", "--html", "page.html"),
        "check": ("check", path, *many),
        "report": ("report", "kept", "--html", "page.html"),
    }


def text_with_checks(tmp_path) -> str:
    path = write(tmp_path)
    with open(path, "a", encoding="utf-8") as file:
        file.write('checks: ["service_level >= 1%"]\n')
    done = CliRunner().invoke(app, ["compare", path, "-n", "20", "--jobs", "1", "--out", str(tmp_path / "kept"), "-q"])
    assert done.exit_code == 0, done.output
    return path


@pytest.mark.parametrize(
    ("number", "name", "jobs", "after_s", "group"),
    [
        (signal.SIGTERM, "compare", 2, 0.5, False),
        pytest.param(signal.SIGHUP, "compare", 2, 0.5, True, marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, "run", 1, 0.5, True, marks=pytest.mark.long),
        (signal.SIGINT, "report", 1, 0.0, True),
        (signal.SIGTERM, "check", 1, 0.15, True),
    ],
)
def test_signals_end_a_command_with_their_code_and_leave_nothing_half(tmp_path, number, name, jobs, after_s, group):
    arguments = commands(text_with_checks(tmp_path), jobs)[name]
    once = BEGUN if "--log" in arguments else ""
    assert faults(Kill(arguments, number, after_s, group, once=once), tmp_path, ()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_ended_run_leaves_a_folder_that_says_how_far_it_came(tmp_path, number):
    path = write(tmp_path)
    arguments = commands(path, 1)["run"]
    assert faults(Kill(arguments, number, 0.1, True, once=BEGUN), tmp_path, ()) == []
    assert json.loads((tmp_path / "run" / "manifest.json").read_text())["status"] == "incomplete"


@pytest.mark.long
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", list(CODES))
def test_fifty_moments(tmp_path, number, jobs):
    path = text_with_checks(tmp_path)
    chance = random.Random(f"{number} {jobs}")
    found = []
    for name, arguments in commands(path, jobs).items():
        for early in (True, False):
            after_s = chance.uniform(0, 0.5) if early else chance.uniform(0.5, 2.5)
            group, twice = chance.random() < 0.5, chance.random() < 0.3
            once = "" if early or "--log" not in arguments else BEGUN
            kill = Kill(arguments, number, round(after_s, 3), group, twice, once)
            found += [(name, kill, one) for one in faults(kill, tmp_path, CHECKED if name == "check" else (0,))]
    assert found == []
