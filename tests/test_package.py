"""The package as whoever works from Python meets it: its names, what an editor says of them, and what loading costs."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ccsim
import simulator
from simulator import pictures

ROOT = Path(__file__).parent.parent
PACKAGES = [simulator, ccsim]
HEAVY = {"pandas", "scipy", "matplotlib", "numpy", "simpy", "pydantic", "duckdb", "jinja2", "yaml", "rich"}


def functions_of(package) -> list[str]:
    """Return the names of a package that are functions."""
    return [name for name in package.__all__ if inspect.isfunction(getattr(package, name))]


def typed_names(package) -> set[str]:
    """Return the names that a package imports for type checkers alone."""
    tree = ast.parse(Path(package.__file__).read_text())
    (block,) = (one for one in tree.body if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING")
    return {alias.asname or alias.name for one in block.body if isinstance(one, ast.ImportFrom) for alias in one.names}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.__name__)
def test_completion_shows_what_is_promised_and_nothing_else(package):
    assert dir(package) == sorted(package.__all__)
    assert len(set(package.__all__)) == len(package.__all__)


def test_both_packages_promise_the_same_things():
    assert ccsim.__all__ == simulator.__all__
    assert all(getattr(ccsim, name) is getattr(simulator, name) for name in ccsim.__all__)


@pytest.mark.parametrize("package", [*PACKAGES, pictures], ids=lambda one: one.__name__)
def test_a_type_checker_sees_every_promised_name(package):
    assert typed_names(package) == set(package.__all__) - {"__version__"}
    assert dir(package) == sorted(package.__all__)


@pytest.mark.parametrize("package", [simulator, pictures], ids=lambda one: one.__name__)
def test_every_function_has_a_signature_with_types_and_a_docstring(package):
    found = functions_of(package)
    assert len(found) > 10
    for name in found:
        function = getattr(package, name)
        signature = inspect.signature(function)
        assert signature.return_annotation is not inspect.Signature.empty, name
        assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values()), name
        assert inspect.getdoc(function), name


@pytest.mark.parametrize("package", [*PACKAGES, pictures], ids=lambda one: one.__name__)
def test_a_name_that_is_not_promised_is_not_there(package):
    with pytest.raises(AttributeError, match=f"'{package.__name__}' has no attribute 'comparre'"):
        _ = package.comparre


@pytest.mark.parametrize("package", ["simulator", "ccsim"])
def test_importing_the_package_costs_nothing(package):
    code = f"import sys, {package}; print(dir({package})); sys.exit(str({HEAVY!r} & set(sys.modules) or '') or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_ccsim_only_hands_on_what_the_simulator_has():
    for path in (ROOT / "ccsim").glob("*.py"):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                assert node.module in {"typing", "simulator"}, ast.unparse(node)
        assert ast.get_docstring(tree)
        assert len(path.read_text().splitlines()) < 150


def test_both_packages_say_that_they_are_typed():
    assert (ROOT / "simulator/py.typed").exists()
    assert (ROOT / "ccsim/py.typed").exists()


@pytest.mark.long
def test_mypy_knows_the_type_of_every_promised_name(tmp_path):
    pytest.importorskip("mypy")
    names = [name for name in ccsim.__all__ if name != "__version__"]
    asked = [f"cc.{name}" for name in names] + [f"cc.pictures.{name}" for name in pictures.__all__]
    lines = [
        "import ccsim as cc",
        *(f"reveal_type({name})" for name in asked),
        'reveal_type(cc.compare(cc.load("x.yaml"), replications=3).row("a", "asa_s").value)',
        'cc.compare("x.yaml")',
    ]
    (tmp_path / "asking.py").write_text("\n".join(lines))
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "asking.py"]
    environment = {"MYPYPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    said = re.findall(r'asking.py:(\d+): note: Revealed type is "(.*)"', done.stdout)
    assert [int(line) for line, _ in said] == list(range(2, len(asked) + 3)), done.stdout
    assert [name for name, (_, kind) in zip(asked, said, strict=False) if kind in {"Any", "builtins.object"}] == []
    assert said[-1][1] == "builtins.float" or said[-1][1] == "float"
    assert "asking.py" in done.stdout.splitlines()[-2]
    assert '"compare" has incompatible type "str"' in done.stdout
