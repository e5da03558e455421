"""What goes wrong around a command: streams that fail, variables from outside, errors that nobody foresaw."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hotline import write

from simulator.cli.unforeseen import tell_unforeseen
from simulator.errors import ExitCode

ENTRY = "from simulator.cli.entry import main; main()"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
RUN = ("run", "hotline.yaml", "-n", "2", "-q", "--jobs", "1", "--out", "kept")
HELP, VERSION, VALIDATE = ("--help",), ("--version",), ("validate", "hotline.yaml")


def long(*values):
    """Mark a case as one of the long suite: a process for each, and a quicker one proves nearly the same."""
    return pytest.param(*values, marks=pytest.mark.long)


def shell(folder, redirected, *arguments, script=ENTRY, **environment):
    """Run the command with its streams redirected as a shell would."""
    write(folder)
    path = os.pathsep.join(one or os.getcwd() for one in sys.path)
    return subprocess.run(
        ["sh", "-c", f'"$0" "$@" {redirected}', sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@needs_full
@pytest.mark.parametrize(
    ("arguments", "redirected"),
    [
        *((arguments, redirected) for arguments in (HELP, VERSION) for redirected in (">/dev/full", ">&-")),
        (RUN, ">/dev/full"),
        *(long(*one) for one in ((RUN, ">&-"), (VALIDATE, ">/dev/full"), (VALIDATE, ">&-"))),
    ],
)
def test_an_answer_that_cannot_be_printed_is_74_and_the_run_is_kept(tmp_path, arguments, redirected):
    done = shell(tmp_path, redirected, *arguments)
    why = "the disk is full" if "full" in redirected else "standard output is closed"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (74, f"the result could not be printed: {why}.")
    if arguments is RUN:
        assert (tmp_path / "kept" / "manifest.json").exists()
        # Quiet or not: it is the only place where the answer is.
        assert "kept in kept" in done.stderr


@needs_full
def test_of_a_check_that_nobody_could_read_the_code_is_no_verdict(tmp_path):
    path = write(tmp_path)
    Path(path).write_text(Path(path).read_text() + 'checks: ["service_level >= 99.99%"]\n')
    path = os.pathsep.join(one or os.getcwd() for one in sys.path)
    for where, code in (("/dev/null", 1), ("/dev/full", 74)):
        with open(where, "w") as out:
            done = subprocess.run(
                [sys.executable, "-c", ENTRY, "check", "hotline.yaml", "-n", "20", "-q", "--jobs", "1"],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": path},
                stdout=out,
                stderr=subprocess.PIPE,
                timeout=60,
            )
        assert done.returncode == code


@needs_full
def test_when_neither_answer_nor_folder_can_be_written_both_are_told(tmp_path):
    (tmp_path / "file").write_text("")
    done = shell(tmp_path, ">/dev/full", *RUN[:-2], CCSIM_RESULTS="file")
    assert done.returncode == 74
    assert "file/hotline" in done.stderr
    assert "cannot be written" in done.stderr
    assert "the result could not be printed: the disk is full." in done.stderr


@pytest.mark.parametrize("arguments", [HELP, ("schema",), RUN])
def test_a_reader_who_has_left_changes_no_code_and_hears_nothing(tmp_path, arguments):
    write(tmp_path)
    read, write_end = os.pipe()
    os.close(read)
    path = os.pathsep.join(one or os.getcwd() for one in sys.path)
    done = subprocess.run(
        [sys.executable, "-c", ENTRY, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        stdout=write_end,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    os.close(write_end)
    assert done.returncode == 0
    assert "Error" not in done.stderr
    assert "could not be printed" not in done.stderr


@needs_full
@pytest.mark.parametrize("redirected", ["2>/dev/full", long("2>&-")])
@pytest.mark.parametrize(("arguments", "code"), [(RUN, 0), (("nonsense",), 2), long(("validate", "nobody.yaml"), 2)])
def test_standard_error_that_fails_changes_no_code(tmp_path, redirected, arguments, code):
    assert shell(tmp_path, redirected, *arguments).returncode == code


@needs_full
@pytest.mark.parametrize("redirected", [">/dev/full 2>&1", long(">&- 2>&-")])
def test_both_streams_may_fail(tmp_path, redirected):
    assert shell(tmp_path, redirected, *RUN).returncode == 74
    assert (tmp_path / "kept" / "manifest.json").exists()


@pytest.mark.long
def test_matplotlib_is_told_no_window_from_outside(tmp_path):
    done = shell(tmp_path, "", *RUN, "--plot", "pictures", MPLBACKEND="nonsense")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert list((tmp_path / "pictures").glob("*.svg"))


BROKEN = """
from simulator.cli import schema
from simulator.scenario.language import json_schema
def broken():
    raise KeyError("a secret")
json_schema.schema_text = broken
from simulator.cli.entry import main
main()
"""


def test_what_nobody_foresaw_is_70_with_the_traceback_in_a_file(tmp_path):
    done = shell(tmp_path, "", "schema", script=BROKEN, TMPDIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (70, "")
    (line,) = done.stderr.splitlines()
    file = re.fullmatch(r"ccsim hit an internal error \(KeyError\): .* report it with the file (\S+);.*", line)
    text = Path(file[1]).read_text()
    assert "Traceback" in text
    assert "a secret" in text
    shown = shell(tmp_path, "", "schema", script=BROKEN, CCSIM_TRACEBACK="1", TMPDIR=str(tmp_path))
    assert shown.returncode == 70
    assert "Traceback" in shown.stderr


def test_without_a_place_for_the_file_the_traceback_is_shown(monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(28, "")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert tell_unforeseen(ValueError("x")) == ExitCode.UNFORESEEN
    said = capsys.readouterr().err
    assert "ValueError: x" in said
    assert "with the lines above" in said.splitlines()[-1]


def test_what_the_machine_refuses_is_no_fault_of_ours(capsys):
    assert tell_unforeseen(MemoryError()) == ExitCode.INCOMPLETE
    assert tell_unforeseen(OSError(28, "", "file")) == ExitCode.NOT_PRINTED
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("not enough memory.")
    assert said[1:] == ["file: the disk is full; ccsim could not continue."]


DRAWN_WRONG = """
from simulator.cli import run
def broken(*_):
    raise KeyError("x")
run.say_result = broken
from simulator.cli.entry import main
main()
"""


def test_a_run_is_kept_when_its_answer_meets_an_error(tmp_path):
    done = shell(tmp_path, "", *RUN, script=DRAWN_WRONG, TMPDIR=str(tmp_path))
    assert done.returncode == 70
    assert (tmp_path / "kept" / "manifest.json").exists()


INTERRUPTED_IN_A_CLASS = """
import signal
from simulator.cli import schema
from simulator.execution.interrupts import interrupts_remembered
from simulator.scenario.language import json_schema
class Rude:
    def __set_name__(self, owner, name):
        signal.raise_signal(signal.SIGTERM)
def broken():
    with interrupts_remembered():
        class Made:
            it = Rude()
json_schema.schema_text = broken
from simulator.cli.entry import main
main()
"""


def test_an_interrupt_that_comes_out_as_something_else_is_one(tmp_path):
    # Python makes a RuntimeError of what is raised while a class is made.
    done = shell(tmp_path, "", "schema", script=INTERRUPTED_IN_A_CLASS)
    assert (done.returncode, done.stderr) == (143, "interrupted\n")


AT_ONCE = """
import signal
from simulator.cli.entry import main
from simulator.execution.interrupts import take_signals
take_signals()
signal.raise_signal(signal.{name})
main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_before_anything_is_begun_a_signal_ends_the_process_with_a_word(tmp_path, name, code):
    if not hasattr(signal, name):
        pytest.skip("there is no such signal here")
    reset = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    done = shell(tmp_path, "", "--help", script=reset + AT_ONCE.format(name=name))
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "interrupted\n")


def test_the_handlers_are_there_before_anything_large_is_imported():
    script = (
        "import sys; import simulator.cli.entry\n"
        "heavy = {'typer', 'rich', 'numpy', 'subprocess', 'tempfile', 'simulator.cli.main'} & set(sys.modules)\n"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_exit_code_is_in_the_table_and_in_the_help():
    page = (Path(__file__).parents[2] / "docs" / "exit-codes.md").read_text()
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert codes == sorted(ExitCode)
    done = subprocess.run([sys.executable, "-c", ENTRY, "--help"], capture_output=True, text=True, timeout=60)
    told = done.stdout.partition("Exit codes:")[2]
    assert {int(code) for code in re.findall(r"\d+", told)} == set(codes)
