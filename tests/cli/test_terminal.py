"""On a terminal: a bar while it runs, colours in the table, and neither where they are not wanted."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping

import pytest
from hotline import write

pty = pytest.importorskip("pty")

MAIN = "from simulator.cli.main import main; main()"
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]m")


def on_terminal(stream: str, path: str, environment: Mapping[str, str] = {}) -> tuple[str, str]:
    """Run a comparison with one of its streams on a terminal; return what came there and what came elsewhere."""
    ours, theirs = pty.openpty()
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
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    reader = threading.Thread(target=read)
    reader.start()
    rest, errors = process.communicate(timeout=60)
    reader.join(timeout=10)
    os.close(ours)
    assert process.returncode == 0
    return seen.decode(), ((rest or b"") + (errors or b"")).decode()


def test_stderr_on_a_terminal_shows_a_bar_and_stdout_stays_plain(tmp_path):
    bar, table = on_terminal("stderr", write(tmp_path))
    assert "simulating" in bar
    assert "replications done" not in bar
    assert "\x1b" not in table


def test_stdout_on_a_terminal_has_colours_unless_they_are_not_wanted(tmp_path):
    path = write(tmp_path)
    assert COLOUR.search(on_terminal("stdout", path)[0])
    assert not COLOUR.search(on_terminal("stdout", path, {"NO_COLOR": "1"})[0])
