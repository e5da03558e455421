"""On a terminal: a bar while it runs, colours in the table, and neither where they are not wanted."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping

import pytest
from hotline import write

from simulator.cli.answering import complain

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

MAIN = "from simulator.cli.main import main; main()"
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]m")


def without_columns() -> dict[str, str]:
    """Return the environment without the variable that overrides the width of a terminal."""
    return {name: value for name, value in os.environ.items() if name != "COLUMNS"}


def on_terminal(stream: str, path: str, environment: Mapping[str, str] = {}, columns: int = 100) -> tuple[str, str]:
    """Run a comparison with one of its streams on a terminal; return what came there and what came elsewhere."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    other = {"stdout": "stderr", "stderr": "stdout"}[stream]
    seen = bytearray()

    def read() -> None:
        try:
            while piece := os.read(ours, 65536):
                seen.extend(piece)
        except OSError:
            return  # Linux says so when the last writer is gone.

    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "compare", path, "-n", "12", "-s", "three"],
        **{stream: theirs, other: subprocess.PIPE},
        env={**without_columns(), "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    reader = threading.Thread(target=read)
    reader.start()
    rest, errors = process.communicate(timeout=60)
    reader.join(timeout=10)
    os.close(ours)
    assert process.returncode == 0
    return seen.decode(), ((rest or b"") + (errors or b"")).decode()


@pytest.mark.long
def test_stderr_on_a_terminal_shows_a_bar_and_stdout_stays_plain(tmp_path):
    bar, table = on_terminal("stderr", write(tmp_path))
    assert "simulating" in bar
    assert "replications done" not in bar
    assert "\x1b" not in table


def test_stdout_on_a_terminal_has_colours(tmp_path):
    assert COLOUR.search(on_terminal("stdout", write(tmp_path))[0])


def widest(text: str) -> int:
    return max(len(line.rstrip()) for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines())


@pytest.mark.long
@pytest.mark.parametrize(
    "environment",
    [{}, {"TERM": "dumb"}, {"NO_COLOR": "1"}],
)
def test_the_width_is_the_terminals_own_whatever_kind_it_is_and_colours_where_they_are_wanted(tmp_path, environment):
    path = write(tmp_path)
    table, _ = on_terminal("stdout", path, environment, columns=50)
    assert 40 < widest(table) <= 50
    assert bool(COLOUR.search(table)) == (environment == {})


@pytest.mark.long
def test_the_variable_columns_comes_first(tmp_path):
    assert widest(on_terminal("stdout", write(tmp_path), {"COLUMNS": "60"}, columns=100)[0]) <= 60


def test_messages_break_between_words_on_a_terminal_and_nowhere_elsewhere(monkeypatch, capsys):
    monkeypatch.delenv("COLUMNS", raising=False)
    message = "peak.yaml: 1 problem\n  4:20  channels.voice: " + "a message that is longer than sixty columns " * 3
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 60))
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        complain(message)
        monkeypatch.undo()
        lines = os.read(ours, 65536).decode().splitlines()
    os.close(ours)
    assert max(map(len, lines)) <= 60
    assert " ".join(" ".join(lines).split()) == " ".join(message.split())
    assert lines[2].startswith("    ")
    complain(message)
    assert capsys.readouterr().err == f"{message}\n"
