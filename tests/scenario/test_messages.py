"""Every sentence that can be said about a scenario is said somewhere in the folders of wrong and odd scenarios.

The sentences are found in the source: texts that end like one, where problems are made. Whoever writes a new message
gets a red test until a file provokes it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "simulator"
SOURCES = [
    PACKAGE / "units.py",
    PACKAGE / "demand" / "look.py",
    PACKAGE / "demand" / "odd_files.py",
    PACKAGE / "demand" / "waits_of_the_impatient.py",
    *sorted((PACKAGE / "work").rglob("*.py")),
    *sorted(path for path in (PACKAGE / "scenario").rglob("*.py")),
]
ELSEWHERE = {
    "trade_words.py": "hints about words of the trade, in test_trade_words.py",
    "given.py": "what is wrong in a mapping, in test_mapping.py",
    "at_the_door.py": "what a description says, in test_flow.py",
    "follow_ups.py": "what a description says, in work/test_coming_again.py",
    "transfers.py": "what a description says, in work/test_coming_again.py",
    "prose.py": "the reference's text",
    "prose_of_layers.py": "the reference's text",
    "scenario_reference.py": "the reference's text",
    "forms.py": "the reference's text",
    "around.py": "the reference's text",
    "written.py": "asserts",
    "json_schema.py": "the schema's text",
    "grid.py": "the command line's --vary, in test_grid.py",
    "checks.py": "texts of checks, in test_checks.py",
    "origin.py": "the command line's --why, in test_origin.py",
    "rows.py": "what is wrong in a CSV file, in test_recorded.py and test_observed.py",
    "observed.py": "what is wrong in a file of durations, in test_observed.py",
    **dict.fromkeys(
        (
            "called.py",
            "sheets.py",
            "cell_values.py",
            "workbooks.py",
            "plan_rows.py",
            "plan_list.py",
            "plan_matrix.py",
            "plan_grid.py",
            "plan_totals.py",
            "plan_people.py",
            "plan_skills.py",
            "plan_teams.py",
            "planned_groups.py",
            "plans.py",
        ),
        "what is wrong in a plan, in test_plans_wrong.py",
    ),
}
SAID_ELSEWHERE = {
    # Of a path that is no scenario file at all: test_wrong.py.
    "there is no such file.",
    "this is a folder; a scenario is a file.",
    "the file is too large: … MB, at most … MB.",
    "the file cannot be read: ….",
    # Of arguments of `load`: test_arguments.py.
    "folder: expected only with a mapping; for a file it is the folder of the file.",
    # Of a text that stands in no file: test_yaml_text.py.
    "the text is too large: … MB; at most … MB are read.",
    "Recorded data belongs into a file beside it.",
    # Of a thousand strategies: test_strategies.py.
    "expected at most … …, got ….",
    "strategies times futures are …; at most … are possible.",
    "at most … … can be based on one another.",
    "Put them into files of their own that extend this one.",
    # Of a table of half a gigabyte: test_limits.py.
    "Leave out what is not needed, or use a part of it.",
    # Of a range on the command line: test_grid.py.
    "a time of day needs whole seconds.",
    # Of a thousand routing tests: routing_tests/test_hostile_tests.py.
    "expected at most … routing tests, got ….",
    # Of rules of which each ends, but after too long: work/test_coming_again.py and work/test_flow.py.
    "contacts are still passed on or come again after … times; a run might never end.",
    "Write smaller last shares.",
    # What the parser may yet complain about: no text is known that makes it.
    "this cannot be read as YAML.",
    # A kind of error of the validator that no noun has.
    "expected another kind of value, got ….",
    "the file cannot be read: no file can have such a name.",
    # Of a second behaviour, when there is one: test_behaviours.py.
    "'…' is for … …; this … is ….",
    "Did you mean '…', which is for … …?",
    "Write …: … as well.",
    "Keys for … …: ….",
    # Of files that are no files: test_limits.py.
    "this is a named pipe, which may never deliver anything. Give a file, or - to read the standard input.",
    "the file is too large: …at most … MB.",
    # Of a name on the command line: test_reader.py, test_settings.py.
    "there is no strategy '…'. …",
    "there is no future '…'. …",
    "The scenario lists no futures.",
    "expected a path, as agent_groups.front.agents, got ….",
    # Of what is looked at when a file is validated: test_acknowledged.py.
    "this warning does not occur: … at ….",
}


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of every text in a file that ends like a sentence; what is filled in is …."""
    tree = ast.parse(path.read_text("utf-8"))
    left_out = {id(part) for node in ast.walk(tree) for part in _no_messages(node)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in left_out or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if re.search(r"[a-z…]\S*[.?]$", text) and " " in text:
            yield node.lineno, text


def _no_messages(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the docstrings and descriptions in a node."""
    if isinstance(node, ast.Expr):
        yield from ast.walk(node)
    if isinstance(node, ast.keyword) and node.arg in ("description", "default_factory"):
        yield from ast.walk(node)
    if isinstance(node, ast.Assert | ast.AnnAssign):
        yield from ast.walk(node)


def said() -> str:
    return "\n".join(path.read_text("utf-8") for folder in ("wrong", "odd") for path in (HERE / folder).glob("*.txt"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_message_has_a_file_that_provokes_it(path: Path) -> None:
    if path.name in ELSEWHERE:
        return
    text = said()
    silent = []
    for line, sentence in sentences(path):
        pattern = r"[^\n]*?".join(re.escape(part) for part in sentence.split("…") if part)
        if sentence not in SAID_ELSEWHERE and not re.search(pattern, text):
            silent.append(f"{path.name}:{line}: {sentence}")
    assert not silent, "no file in wrong/ or odd/ has:\n" + "\n".join(silent)
