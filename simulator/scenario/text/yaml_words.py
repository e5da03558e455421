"""What the YAML parser complains about, in an analyst's words.

The parser knows tokens and block ends; who writes a scenario knows indentation, colons, quotes and brackets. Its own
words change from release to release, so nobody looks at them: what is wrong is judged by the kind of its error (no
token can be made of this, or a token cannot stand here), by its two places and by the characters that stand there.
"""

import re
from typing import NamedTuple

import yaml
from yaml.scanner import ScannerError

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mark, problem

DEPTH_MAX = 40
TOO_DEEP = f"nested too deeply: at most {DEPTH_MAX} levels are read."

_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BACKSLASH = re.compile(r"\\[xuU]?$")
_QUOTES = ('"', "'")
_BRACKETS = {"{": "}", "[": "]"}
_INDENTATION = "Look at the indentation: what belongs together starts in the same column."


class _Said(NamedTuple):
    """What is wrong and what to do."""

    what: str
    hint: str = ""
    at_start: bool = False
    """Whether the place to show is where the construct began."""


class _StoppedAt(NamedTuple):
    """Where the parser stopped, as the characters that stand there; outside of a line there are none."""

    found: str
    """The first character that it did not take."""
    before: str
    """What stands before that in its line."""
    opened: str
    """The first character of what it was reading; nothing when that begins here."""
    same_line: bool
    at_end: bool
    """Whether the text ends here, or a line of dashes or dots ends it."""
    in_brackets: bool
    """Whether the innermost list or mapping that is open is one in brackets."""


_UNKNOWN = _Said("this cannot be read as YAML.", _INDENTATION)
_TAG = _Said("a text that begins with ! is a tag, which is not used in a scenario.", "Put it in quotes.")
_DIRECTIVE = _Said("lines that begin with % are not allowed.", "Begin with version: 1.", at_start=True)
_REFERENCE = _Said("expected a name after & or *.", "A text that begins so needs quotes.")
_BLOCK = _Said("a text after | or > begins on a line of its own.", "A text that begins so needs quotes.")
_SIGNS = {"!": _TAG, "%": _DIRECTIVE, "&": _REFERENCE, "*": _REFERENCE, "|": _BLOCK, ">": _BLOCK}
"""What is wrong in the line that begins with a sign, or after one."""


def syntax_problem(error: Exception, text: str, file: str, place: Mark | None, in_brackets: bool) -> Problem:
    """Return the problem for a parser's ``error`` in ``text``; at ``place`` when the text does not stand in a file.

    ``in_brackets`` says whether the innermost list or mapping that was open is one in brackets.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return _character_problem(text, file, place)
    spot = error.problem_mark or error.context_mark
    start = error.context_mark or spot
    if spot is None or start is None:
        return problem(place or Mark(file, 1, 1), "", _UNKNOWN.what, _UNKNOWN.hint)
    lines = _LINE_ENDS.split(text)
    begins_here = (start.line, start.column) == (spot.line, spot.column)
    stop = _StoppedAt(
        _at(lines, spot.line, spot.column),
        lines[spot.line][: spot.column] if spot.line < len(lines) else "",
        "" if begins_here else _at(lines, start.line, start.column),
        start.line == spot.line,
        _ends(lines, spot.line, spot.column),
        in_brackets,
    )
    said = _no_token(stop) if isinstance(error, ScannerError) else _misplaced(stop)
    shown = start if said.at_start else spot
    return problem(place or Mark(file, shown.line + 1, shown.column + 1), "", said.what, said.hint)


def _no_token(stop: _StoppedAt) -> _Said:
    """Return what is wrong where the characters make no token."""
    if stop.opened == '"' and (stop.found == "\\" or _BACKSLASH.search(stop.before)):
        return _Said("unknown backslash sequence.", "Write \\\\ for a backslash, or use single quotes.")
    if stop.opened in _QUOTES and stop.at_end:
        return _Said("a quote is opened here and never closed.", at_start=True)
    if stop.same_line and stop.opened in _SIGNS:
        return _SIGNS[stop.opened]
    if "\t" in (stop.found, stop.before[-1:]) and stop.found not in ("-", "?", ":"):
        return _Said("a tab cannot be used to indent.", "Use spaces.")
    if not stop.opened:
        return _not_begun(stop)
    if stop.found == ":" and stop.same_line:
        return _Said("':' is not expected here.", "A text that holds it needs quotes.")
    return _Said("a colon is missing after this key.", _INDENTATION, at_start=True)


def _not_begun(stop: _StoppedAt) -> _Said:
    if stop.found == ":":
        return _Said(
            "a colon is not expected here.", "Either the indentation is wrong, or a text with a colon needs quotes."
        )
    if stop.found == "?":
        return _Said("a question mark is not expected here.", "A text that begins with it needs quotes.")
    if stop.found == "-":
        return _Said("a list item (- …) cannot stand here.", "Begin it on a line of its own.")
    if stop.found in _BRACKETS:
        # Of itself a bracket is always a token: only how many are open already can be too much.
        return _Said(TOO_DEEP)
    return _Said(f"a text cannot begin with '{stop.found}'.", "Put it in quotes.") if stop.found else _UNKNOWN


def _misplaced(stop: _StoppedAt) -> _Said:
    """Return what is wrong where a token cannot stand."""
    if stop.found == "!" and not stop.opened:
        return _TAG
    if stop.found == "%":
        return _DIRECTIVE
    if stop.in_brackets:
        if stop.opened not in _BRACKETS:
            return _Said("a value is missing inside the brackets.")
        return _Said(
            f"the bracket {stop.opened} opened here is not closed, or a comma is missing.",
            f"Close it with {_BRACKETS[stop.opened]}.",
            at_start=True,
        )
    if stop.found == ":":
        return _Said("a key is missing before the colon.")
    if stop.found in _BRACKETS.values():
        return _Said(f"the bracket {stop.found} closes nothing.")
    if stop.found in _QUOTES or stop.found.isalnum():
        hint = f"{_INDENTATION} A text in quotes ends with its closing quote."
        return _Said("a key does not belong here.", hint)
    return _Said("something does not belong here.", _INDENTATION)


def _character_problem(text: str, file: str, place: Mark | None) -> Problem:
    """The parser refuses the text as a whole because of one character."""
    match = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    index = match.start() if match else 0
    line = text.count("\n", 0, index)
    column = index - (text.rfind("\n", 0, index) + 1)
    code = f"U+{ord(text[index]):04X}" if match else "of an unknown kind"
    what = f"a control character ({code}) stands here."
    return problem(place or Mark(file, line + 1, column + 1), "", what, "Remove it.")


def _at(lines: list[str], line: int, column: int) -> str:
    return lines[line][column : column + 1] if 0 <= line < len(lines) and column >= 0 else ""


def _ends(lines: list[str], line: int, column: int) -> bool:
    if line >= len(lines) - 1 and not _at(lines, line, column):
        return True
    return column == 0 and lines[line].startswith(("---", "..."))
