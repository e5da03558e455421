"""What reads a field has one place: old versions of pydantic give what they know of the field to a second one."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "simulator"
READERS = {"BeforeValidator", "AfterValidator", "PlainValidator"}


def _trees() -> Iterator[ast.Module]:
    for path in [*sorted((PACKAGE / "scenario").rglob("*.py")), PACKAGE / "units.py"]:
        yield ast.parse(path.read_text("utf-8"))


def _readers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS:
            yield from (one.id for one in node.args if isinstance(one, ast.Name))


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_what_reads_a_field_has_one_place() -> None:
    trees = list(_trees())
    anywhere = {name: one for tree in trees for name, one in _functions(tree).items() if not name.startswith("_")}
    found = [(anywhere | _functions(tree))[name] for tree in trees for name in _readers(tree)]
    assert len(found) > 20
    assert not [one.name for one in found if len(one.args.args) != 1 or one.args.vararg]
