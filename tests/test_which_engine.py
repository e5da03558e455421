"""Which engine runs: the compiled one only where all of it was made of these sources; a wish is met or refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.which_engine import RECORD, SUFFIX, fingerprint, record_text

PACKAGE = Path(__file__).parent.parent / "simulator"
ASKED = """
from importlib.util import find_spec
from simulator.errors import UsageError
from simulator.which_engine import engine_kind
try:
    found = [find_spec(name).origin for name in ("simulator.room.hall", "simulator.den")]
    print(engine_kind(), *(one.rpartition("/")[2] for one in found))
except UsageError as refused:
    print("refused:", refused)
"""


@pytest.fixture
def copy(tmp_path):
    """Return a package with the one file that decides, and two modules, of which one was compiled."""
    folder = tmp_path / "simulator"
    (folder / "room").mkdir(parents=True)
    (folder / "__init__.py").write_text(
        "from simulator.which_engine import prefer_what_engine_kind_says\nprefer_what_engine_kind_says()\n"
    )
    for name in ("which_engine", "errors", "printable"):
        (folder / f"{name}.py").write_bytes((PACKAGE / f"{name}.py").read_bytes())
    for name in ("room/__init__.py", "room/hall.py", "room/hall.pxd", "den.py"):
        (folder / name).write_text("# as it was\n")
    (folder / f"room/hall{SUFFIX}").touch()
    (folder / RECORD).write_text(record_text({"simulator.room.hall": fingerprint(str(folder / "room/hall"))}))
    return folder


def said(copy: Path, wish: str = "", code: str = ASKED) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in ("CCSIM_ENGINE", "PYTHONPATH")}
    environment |= {"CCSIM_ENGINE": wish} if wish else {}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy.parent, env=environment, capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def test_what_is_compiled_runs_where_it_was_made_of_these_sources(copy):
    assert said(copy) == f"compiled hall{SUFFIX} den.py"
    assert said(copy, "compiled") == f"compiled hall{SUFFIX} den.py"


def test_the_sources_of_the_same_installation_run_when_they_are_asked_for(copy):
    assert said(copy, "interpreted") == "interpreted hall.py den.py"


@pytest.mark.parametrize("changed", ["hall.py", "hall.pxd", "hall.pyx"])
def test_an_extension_never_runs_instead_of_a_source_that_was_changed_since(copy, changed):
    with open(copy / "room" / changed, "a") as file:
        file.write("# changed\n")
    for wish in ("", "compiled"):
        assert said(copy, wish).startswith(f"refused: {copy}/room/hall was changed since the engine was compiled.")
    assert "CCSIM_ENGINE=interpreted" in said(copy)
    assert said(copy, "interpreted") == "interpreted hall.py den.py"


def test_what_is_not_compiled_may_change(copy):
    (copy / "den.py").write_text("# changed\n")
    assert said(copy) == f"compiled hall{SUFFIX} den.py"


def test_the_refusal_comes_with_the_first_module_that_is_compiled_and_not_before(copy):
    (copy / "room/hall.py").write_text("# changed\n")
    code = "import simulator, simulator.den, simulator.room; print('here'); import simulator.room.hall"
    code = f"try:\n    exec({code!r})\nexcept Exception as refused:\n    print(type(refused).__name__)"
    assert said(copy, code=code).splitlines() == ["here", "UsageError"]


def test_one_that_is_missing_is_missed(copy):
    (copy / f"room/hall{SUFFIX}").unlink()
    assert said(copy).startswith("refused: ")


def test_what_is_only_declared_counts_and_has_no_form_of_its_own(copy):
    (copy / "tools.pxd").write_text("# as it was\n")
    names = {name: str(copy / name.replace(".", "/")) for name in ("room.hall", "tools")}
    (copy / RECORD).write_text(record_text({f"simulator.{name}": fingerprint(at) for name, at in names.items()}))
    assert said(copy) == f"compiled hall{SUFFIX} den.py"
    (copy / "tools.pxd").write_text("# changed\n")
    assert said(copy).startswith(f"refused: {copy}/tools was changed")


def test_an_extension_that_nobody_recorded_never_runs(copy):
    (copy / RECORD).unlink()
    assert said(copy) == "interpreted hall.py den.py"
    (copy / RECORD).write_text(record_text({"simulator.room.hall": fingerprint(str(copy / "room/hall"))}))
    (copy / f"den{SUFFIX}").touch()
    assert said(copy) == f"compiled hall{SUFFIX} den.py"


def test_what_was_compiled_for_another_python_is_none_of_this_one(copy):
    (copy / RECORD).write_text((copy / RECORD).read_text().replace(SUFFIX, ".cpython-27.so"))
    assert said(copy) == "interpreted hall.py den.py"


def test_the_compiled_engine_is_refused_where_there_is_none(copy):
    (copy / RECORD).unlink()
    assert said(copy, "compiled").startswith("refused: CCSIM_ENGINE is compiled, and the engine of this ccsim is not")


def test_a_wish_that_is_none_is_refused(copy):
    assert said(copy, "cython") == "refused: CCSIM_ENGINE is 'cython'; expected interpreted or compiled."


def test_what_exists_only_compiled_is_not_there_for_the_sources(copy):
    (copy / "room/hall.py").unlink()
    (copy / RECORD).write_text(record_text({"simulator.room.hall": fingerprint(str(copy / "room/hall"))}))
    code = "try:\n    import simulator.room.hall\nexcept ModuleNotFoundError as missing:\n    print(missing.name)"
    assert said(copy, "interpreted", code) == "simulator.room.hall"


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["run", "scenarios/first_steps.yaml", "--no-out", "-n", "1"],
        # Its workers begin to start before anything else, and would say the same in their own way.
        ["compare", "scenarios/first_steps.yaml", "--no-out", "--jobs", "2"],
    ],
)
def test_a_refusal_is_a_message_and_no_traceback(words):
    main = "from simulator.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", main, *words],
        cwd=PACKAGE.parent, env={**os.environ, "CCSIM_ENGINE": "quick"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "CCSIM_ENGINE is 'quick'; expected interpreted or compiled.\n"


def test_a_wheel_holds_nothing_that_is_gone_since_the_last_one(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGE.parent / "compiling"))
    import backend

    left = tmp_path / "build/lib.linux/simulator/gone.py"
    left.parent.mkdir(parents=True)
    left.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(backend._setuptools, "build_wheel", lambda *_: f"left: {left.exists()}")
    assert backend.build_wheel("there") == "left: False"
