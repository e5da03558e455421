"""An option with one value is given once; of two, the last would win without a word."""

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from simulator.cli.main import app

COMMANDS = get_command(app).commands
OPTIONS = [
    (name, option) for name, command in COMMANDS.items() for option in command.params if option.opts[0][0] == "-"
]
SINGLE = [(name, one.opts) for name, one in OPTIONS if not one.multiple and not one.is_flag]
VALUES = {"--replications": "2", "--seed": "1", "--jobs": "1", "--days": "3", "--format": "json", "--by": "interval"}


def test_the_options_that_matter_are_among_them():
    assert {("run", "--out"), ("compare", "--baseline"), ("run", "--strategy"), ("check", "--seed")} <= {
        (name, opts[0]) for name, opts in SINGLE
    }


@pytest.mark.parametrize(("command", "opts"), SINGLE, ids=lambda one: str(one))
def test_one_value_given_twice_is_an_error_in_one_line(command, opts):
    long, last = max(opts, key=len), opts[-1]
    value = VALUES.get(long, "x")
    done = CliRunner().invoke(app, [command, "nowhere", long, value, last, value], standalone_mode=False)
    assert str(done.exception) == f"{long}: expected once, got 2 times."
    assert done.exception.exit_code == 2


def test_what_may_be_repeated_is_and_a_flag_twice_is_a_flag():
    words = ["list", "scenarios", "-h", "-h"]
    assert CliRunner().invoke(app, words).exit_code == 0
    run = ["run", "scenarios/first_steps.yaml", "-n", "2", "--no-out", "-q", "--quiet", "--jobs", "1"]
    assert CliRunner().invoke(app, [*run, "--set", "run.seed=1", "--set", "run.seed=2"]).exit_code == 0


def test_who_asks_for_help_gets_it():
    assert CliRunner().invoke(app, ["run", "--out", "a", "--out", "b", "--help"]).exit_code == 0
