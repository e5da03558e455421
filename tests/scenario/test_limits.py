"""Files without end, pipes nobody writes into, texts of a megabyte: a sentence, and soon."""

import os
import subprocess
import sys
import threading
import time

import pytest
from hotline import TEXT, write

from simulator.errors import Problem, ScenarioError
from simulator.scenario.reader import load, load_text
from simulator.scenario.text import csv_lines
from simulator.scenario.text.bounded import NotRead, read_at_most
from simulator.scenario.text.rows import FileColumn, number, rows_of

MEGABYTE = 1_000_000
SOON_S = 20.0


def refused(path):
    with pytest.raises(ScenarioError) as caught:
        load(path)
    (problem,) = caught.value.problems
    return problem.what


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device here")
def test_a_device_without_end_is_refused():
    assert refused("/dev/zero") == "the file is too large: at most 5 MB."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    found = []
    reader = threading.Thread(target=lambda: found.append(refused(tmp_path / "pipe.yaml")), daemon=True)
    reader.start()
    reader.join(SOON_S)
    assert found == [
        "this is a named pipe, which may never deliver anything. Give a file, or - to read the standard input."
    ]


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(3 * 2**30)
    assert refused(tmp_path / "large.yaml") == "the file is too large: 3,221.2 MB, at most 5 MB."


def test_no_more_is_read_than_one_byte_too_much(tmp_path):
    (tmp_path / "file").write_bytes(b"12345")
    assert read_at_most(tmp_path / "file", 5) == b"12345"
    with pytest.raises(NotRead, match="too large"):
        read_at_most(tmp_path / "file", 4)
    with pytest.raises(IsADirectoryError):
        read_at_most(tmp_path, 4)


def test_a_table_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    (tmp_path / "calls.csv").write_text("talk_s\n100\n")
    assert rows_of(str(tmp_path / "calls.csv"), (FileColumn("talk_s", number),), ()).values.tolist() == [[100.0]]
    monkeypatch.setattr(csv_lines, "BYTES_MAX", 9)
    (tmp_path / "more.csv").write_text("talk_s\n100\n")
    with pytest.raises(ScenarioError, match="too large"):
        rows_of(str(tmp_path / "more.csv"), (FileColumn("talk_s", number),), ())


@pytest.mark.skipif(not os.path.exists("/dev/fd/0"), reason="no such names here")
@pytest.mark.parametrize("name", ["/dev/stdin", pytest.param("/dev/fd/0", marks=pytest.mark.long), "-"])
def test_the_standard_input_is_a_file_like_any_other(name):
    command = [sys.executable, "-c", "from simulator.cli.main import main; main()", "validate", name]
    done = subprocess.run(command, input=TEXT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{name}: fine")
    too_much = subprocess.run(
        command, input="# more\n" * MEGABYTE, capture_output=True, text=True, timeout=60, check=False
    )
    assert too_much.returncode == 2
    assert "too large: at most 5 MB." in too_much.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'{TEXT}checks: ["{"a" * MEGABYTE} < 3"]\n', "a text of 1,000,004 characters: at most 20,000 are read."),
        (f"{TEXT}? {'x' * MEGABYTE}\n: 1\n", "a key of 1,000,000 characters: at most 1,000 are read."),
        (
            f"{TEXT}checks:\n{'  - asa_x < 1s' + chr(10)}" + "  - asa_x < 1s\n" * 30_000,
            "expected at most 1,000 checks, got 30,001",
        ),
        (TEXT + "".join(f"k{number}: 1\n" for number in range(20_000)), "a mapping has at most 10,000 keys."),
        (f"{TEXT}checks: {'[' * MEGABYTE}", "nested too deeply"),
        (f"a: *{'x' * MEGABYTE}\n", "is not defined before"),
        (f"a: !{'x' * MEGABYTE} b\n", "is not used in a scenario"),
    ],
    ids=["check", "key", "checks", "keys", "depth", "reference", "tag"],
)
def test_what_is_too_much_is_a_sentence_and_soon(text, said):
    began_s = time.monotonic()
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    message = str(caught.value)
    assert said in message
    assert len(message) < 1000
    assert time.monotonic() - began_s < SOON_S


def test_a_message_is_cut_to_what_somebody_reads():
    said = str(Problem("file.yaml", 1, 1, "x" * MEGABYTE, "y" * MEGABYTE, "z" * MEGABYTE))
    assert len(said) < 7_000
    assert said.startswith("1:1  xxx")
    assert said.endswith("zzz")


def test_what_is_wrong_everywhere_is_looked_up_once(tmp_path):
    # Of a thousand slips in the scenario each is there again in every strategy and future.
    began_s = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        load(write(tmp_path, "".join(f"k{number}: 1\n" for number in range(1000))))
    assert len(caught.value.problems) == 1000
    assert time.process_time() - began_s < SOON_S
