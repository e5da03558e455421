"""The words of a page: those of the glossary that occur in it, with what they mean.

The program is installed without the project's pages, so `glossary.md` beside this file is a copy of the glossary; a
test holds them together.
"""

import re
from functools import cache
from pathlib import Path

_ROW = re.compile(r"^\| ([^|]+?) \| (.+?) \|$", re.MULTILINE)
_HEAD = 2
"""The first rows are the table's own."""


def words_in(text: str) -> dict[str, str]:
    """Return the glossary's words that occur in ``text``, in its order, each with what it means.

    >>> list(words_in("Two contacts were blocked."))
    ['blocked', 'contact']
    """
    letters = text.lower()
    return {word: meaning for word, meaning in glossary().items() if _occurs(word.lower(), letters)}


@cache
def glossary() -> dict[str, str]:
    """Return the whole glossary without its markup."""
    rows = _ROW.findall((Path(__file__).parent / "glossary.md").read_text("utf-8"))[_HEAD - 1 :]
    return {word: re.sub(r"[*`]", "", meaning) for word, meaning in rows if not set(word) <= {"-"}}


def _occurs(word: str, letters: str) -> bool:
    ending = "(?:s|es)?" if word[-1].isalpha() else ""
    if word.endswith("y"):
        word, ending = word[:-1], "(?:y|ies)"
    return re.search(rf"(?<![\w-]){re.escape(word)}{ending}(?![\w-])", letters) is not None
