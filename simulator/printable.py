"""Texts from outside as they may be printed: no name, cell or file moves a cursor, rings, or turns a line around.

Whatever reaches a terminal, a message, a CSV file, a page or a picture and was not written by us goes through here.
It is the second line of defence: names and titles with such signs are refused when they are read
(`scenario/text/spelling.py`), but names of files, cells of tables and arguments of a command are not ours to refuse.
"""

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
"""Parts of words in some scripts, and of pictographs of several signs; they are not printable by themselves."""
_JOINED_FROM = "\u0600"
"""The first of the scripts that need them."""


def printable(text: str) -> str:
    r"""Return ``text`` with its control signs visible. Line breaks stay.

    >>> printable("\x1b[31mred"), printable("señal")
    ('\\x1b[31mred', 'señal')
    """
    if text.isprintable():
        return text
    before = ["", *text]
    return "".join(
        one if one.isprintable() or one == "\n" or (one in _JOINERS and last >= _JOINED_FROM) else repr(one)[1:-1]
        for last, one in zip(before, text, strict=False)
    )


def one_line(text: str, length: int | None = None) -> str:
    r"""Return ``text`` as `printable` does, line breaks visible too; longer than ``length`` without its middle.

    >>> one_line("a\nb"), one_line("x" * 1000, 9)
    ('a\\nb', 'xxxx…xxxx')
    """
    if length is not None and len(text) > length:
        half = (length - 1) // 2
        text = f"{text[: length - 1 - half]}…{text[-half:]}"
    return printable(text).replace("\n", r"\n")
