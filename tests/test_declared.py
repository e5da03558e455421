"""What declarations (`.pxd`) must say so that a compiled module does not fall back to Python without a word."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "simulator"
DECLARED = sorted(path for path in PACKAGE.rglob("*.pxd") if path.with_suffix(".py").exists())


def functions_of(declaration: Path) -> set[str]:
    """Return the functions of a module that others can call as they are in C."""
    return set(re.findall(r"^cpdef [^(]*?(\w+)\(", declaration.read_text(), re.MULTILINE))


@cache
def callable_in_c() -> dict[str, set[str]]:
    """Return by module the functions that its declaration names."""
    names = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in DECLARED}
    return {names[path]: functions_of(path) for path in DECLARED}


@pytest.mark.parametrize("declaration", DECLARED, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_called_of_another_compiled_module_is_called_in_c(declaration):
    # A function that is imported alone is called through Python: it says the same, ten times as slowly.
    if declaration.with_suffix(".pyx").exists():
        return
    taken = set(re.findall(r"\w+", " ".join(re.findall(r"cimport (.*)", declaration.read_text()))))
    for node in ast.walk(ast.parse(declaration.with_suffix(".py").read_text())):
        if isinstance(node, ast.ImportFrom) and node.module in callable_in_c():
            called = {alias.name for alias in node.names} & callable_in_c()[node.module]
            assert called <= taken, f"{declaration.name} does not cimport {sorted(called - taken)} of {node.module}"


def test_functions_are_found():
    assert "wait_record" in callable_in_c()["simulator.engine.columns"]
    assert "on_grid" in callable_in_c()["simulator.time_grid"]
    assert "ordinal_of" in callable_in_c()["simulator.demand.later"]
