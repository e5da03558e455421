"""Text in lines of a certain width: a number keeps its unit, a name breaks where its words end, wide letters count."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

_GLUED = re.compile(
    r"(?<=\d) (?=(?:%|±|s|h|points?|days?|[A-Z]{3})(?:\W|$))|(?<=[±×]) | (?=×)|(?<=\ba) (?=(?:day|week)\b)"
)
"""The space within a number and its unit or weight, where no line should end."""
_NO_BREAK = "\N{NO-BREAK SPACE}"


def wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width``; a number stays with its unit, a longer word is cut.

    >>> wrapped("it serves 60.1 % of all", 14)
    ['it serves', '60.1 % of all']
    """
    lines = [""]
    for word in _GLUED.sub(_NO_BREAK, text).split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return [piece.replace(_NO_BREAK, " ") for line in lines for piece in _cut(line, width)]


def _cut(text: str, width: int) -> Iterator[str]:
    """Yield ``text`` in pieces of at most ``width``."""
    piece = ""
    for letter in text:
        if piece and cell_len(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def fold(name: str, width: int) -> list[str]:
    """Return ``name`` in lines of at most ``width``, broken where its words end: at spaces, hyphens and underscores.

    >>> fold("one_more_at_the_peak", 12), fold("orders × 2, chats × 1", 20)
    (['one_more_at_', 'the_peak'], ['orders × 2,', 'chats × 1'])
    """
    lines = [""]
    for word in re.findall(rf"(?:[^\s_-]|{_NO_BREAK})*(?:(?!{_NO_BREAK})[\s_-])*", _GLUED.sub(_NO_BREAK, name)):
        if cell_len(lines[-1]) + cell_len(word.rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += word
    pieces = (piece.strip().replace(_NO_BREAK, " ") for line in lines for piece in _cut(line.rstrip(), width))
    return [piece for piece in pieces if piece]
