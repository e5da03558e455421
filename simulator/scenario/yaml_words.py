"""What the YAML parser complains about, in an analyst's words.

The parser knows tokens and block ends; who writes a scenario knows indentation, colons, quotes and brackets.
"""

import re

import yaml

from simulator.errors import Problem
from simulator.scenario.nodes import Mark, problem

_QUOTED = ("'", '"')
_INDENTATION = "Look at the indentation: what belongs together starts in the same column."


def syntax_problem(error: Exception, text: str, file: str, place: Mark | None = None) -> Problem:
    """Return the problem for a parser's ``error`` in ``text``; at ``place`` when the text does not stand in a file."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _character_problem(text, file, place)
    spot = error.problem_mark or error.context_mark
    line, column = (spot.line, spot.column) if spot else (0, 0)
    what, hint, at_context = _words(error, _at(text, line, column), _at(text, line, column - 1))
    if at_context and error.context_mark:
        line, column = error.context_mark.line, error.context_mark.column
    return problem(place or Mark(file, line + 1, column + 1), "", what, hint)


def _words(error: yaml.MarkedYAMLError, found: str, before: str) -> tuple[str, str, bool]:
    """Return what is wrong, what to do, and whether the place is where the construct began."""
    said, doing = str(error.problem), str(error.context)
    if "\t" in (found, before) and ("character" in said or "tab" in said):
        return "a tab cannot be used to indent.", "Use spaces.", False
    if "cannot start any token" in said:
        return f"a text cannot begin with '{found}'.", "Put it in quotes.", False
    if "mapping values are not allowed" in said:
        return (
            "a colon is not expected here.",
            "Either the indentation is wrong, or a text with a colon needs quotes.",
            False,
        )
    if "mapping keys are not allowed" in said:
        return "a question mark is not expected here.", "A text that begins with it needs quotes.", False
    if "sequence entries are not allowed" in said:
        return "a list item (- …) cannot stand here.", "Begin it on a line of its own.", False
    if "quoted scalar" in doing and "end of stream" in said:
        return "a quote is opened here and never closed.", "", True
    if "escape" in said or ("quoted scalar" in doing and "number" in said):
        return "this backslash sequence is not known.", "Write \\\\ for a backslash, or use single quotes.", False
    if "parsing a flow" in doing and ("did not find expected" in said or "expected" in said):
        return _open_bracket(doing, said)
    if "could not find expected ':'" in said:
        return "a colon is missing after this key.", _INDENTATION, True
    if "directive" in said or "directive" in doing:
        return "lines that begin with % are not used.", "Begin with version: 1.", True
    if "undefined tag handle" in said or "tag" in doing:
        return "a text that begins with ! is a tag, which is not used in a scenario.", "Put it in quotes.", False
    if "anchor" in doing or "alias" in doing:
        return "after & or * a name is wanted.", "A text that begins so needs quotes.", False
    if "block" in doing:
        return _block(found)
    if "unexpected" in said and found:
        return f"'{found}' is not expected here.", "A text that holds it needs quotes.", False
    if "document start" in said:
        return "something does not belong here.", _INDENTATION, False
    return f"this is not YAML: {said}.", "", False


def _open_bracket(doing: str, said: str) -> tuple[str, str, bool]:
    if "flow mapping" in doing or "flow sequence" in doing:
        bracket, end = ("{", "}") if "mapping" in doing else ("[", "]")
        return f"the bracket {bracket} opened here is not closed, or a comma is missing.", f"It ends with {end}.", True
    return "a value is missing inside the brackets.", "", False


def _block(found: str) -> tuple[str, str, bool]:
    if found == ":":
        return "a key is missing before the colon.", "", False
    if found in ("}", "]"):
        return f"the bracket {found} closes nothing.", "", False
    if found in _QUOTED or found.isalnum():
        return "a key does not belong here.", _INDENTATION + " A text in quotes ends with its closing quote.", False
    return "something does not belong here.", _INDENTATION, False


def _character_problem(text: str, file: str, place: Mark | None) -> Problem:
    """The parser refuses the text as a whole because of one character."""
    match = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    index = match.start() if match else 0
    line = text.count("\n", 0, index)
    column = index - (text.rfind("\n", 0, index) + 1)
    code = f"U+{ord(text[index]):04X}" if match else "of an unknown kind"
    what = f"a control character ({code}) stands here."
    return problem(place or Mark(file, line + 1, column + 1), "", what, "Remove it.")


def _at(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    if 0 <= line < len(lines) and 0 <= column < len(lines[line]):
        return lines[line][column]
    return ""
