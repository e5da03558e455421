"""Names and titles: which signs they may have, and one spelling for each of them.

Letters of all languages are letters. A letter with an accent can be stored as one sign or as two; both look the same,
so they are made the same (Unicode's form NFC) before anything is compared, hashed or drawn. Nothing else is changed:
what looks alike and is not (ﬁ and fi, ½ and 1/2) stays apart.

There are two kinds. A *name* of a channel, source, contact type, agent group, segment, campaign or rule stands in
paths and checks, so it is one word. A *label*, of a strategy, a future or a condition, may have spaces and other signs.
Neither has signs that nobody sees, or that do something to a terminal or a spreadsheet.
"""

import unicodedata

from simulator.units import shown

NAME_MAX = 60
TITLE_MAX = 200
NOTE_MAX = 1000
"""So many signs each of them may have: longer ones fill a table, a message or a page alone."""

NAME_PATTERN = (
    r"[^\u0000-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\ufeff]"
    r"[^\u0000-,./:-@\[-^`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u200b\u200e-\u206f\ufeff]*"
)
"""A name as a regular expression that editors and Python read alike; of signs outside Latin it is more generous than we
are, because few of them know letters of other languages as such."""

LABEL_PATTERN = r"^[^\u0000-\u0020=+\-@\uff0b\uff0d\uff1d\uff20](?:[^\u0000-\u001f]*[^\u0000-\u0020])?$"
"""A label as a regular expression for editors, as far as one can say it."""

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_JOINED_FROM = "\u0600"
"""The first of the scripts that need joiners; between Latin letters one would only make two names that look alike."""
_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"
_EMOJI_FROM = "\u2000"
_UNSEEN = frozenset(
    chr(sign)
    for first, last in (
        (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
    )
    for sign in range(first, last + 1)
)  # fmt: skip
"""Signs that are letters or marks by their kind, and nothing to the eye."""
_FORMULA = "=+-@＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula."""
_MORE_LINES = "\n\t"


def one_spelling(text: str) -> str:
    """Return ``text`` in the one spelling that is compared; plain ASCII is what it was.

    >>> one_spelling("sen\u0303al") == "señal"
    True
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def as_spoken(text: str) -> str:
    """Return ``text`` without what nobody hears: large letters, doubled blanks, how an accent is stored.

    >>> as_spoken("ANA  LO\u0301PEZ") == as_spoken("Ana López")
    True
    """
    return " ".join(one_spelling(one_spelling(text).casefold()).split())


def is_name(text: str) -> bool:
    """Return whether ``text`` is a name: letters, digits, _ and -, beginning with a letter.

    >>> [is_name(one) for one in ("front_desk", "señal", "हिन्दी", "1st", "front desk", "a\u200bb")]
    [True, True, True, False, False, False]
    """
    if not text or len(text) > NAME_MAX or not _is_letter(text[0]):
        return False
    return all(_is_in_a_word(text, place) for place in range(1, len(text)))


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "L" and sign not in _UNSEEN


def _is_in_a_word(text: str, place: int) -> bool:
    sign = text[place]
    if sign in _JOINERS:
        return _joins(text, place)
    kind = unicodedata.category(sign)
    return sign in "_-" or (sign not in _UNSEEN and (kind[0] == "L" or kind in ("Mn", "Mc", "Nd")))


def _joins(text: str, place: int) -> bool:
    """Return whether the sign at ``place``, a joiner, stands within a word of a script that has joiners."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(one >= _JOINED_FROM and one not in _JOINERS for one in around)


def wrong_name(text: str) -> str:
    """Return why ``text`` is not a name; empty when it is one."""
    if is_name(text):
        return ""
    if len(text) > NAME_MAX:
        return f"{shown(text)} is not a valid name: it has {len(text):,} characters; at most {NAME_MAX} are possible."
    return f"{shown(text)} is not a valid name. Use letters, digits, _ and -, beginning with a letter."


def as_name(text: str, prefix: str) -> str:
    """Return the name that is nearest to a ``text``: other signs become _, and it begins with a letter.

    >>> as_name("Ana López", "p"), as_name("1042", "p"), as_name("O'Brien, Pat", "p")
    ('Ana_López', 'p_1042', 'O_Brien_Pat')
    """
    signs = "".join(sign if is_name(f"a{sign}") else " " for sign in one_spelling(text))
    name = "_".join(signs.split())
    return (name if is_name(name[:NAME_MAX]) else f"{prefix}_{name}")[:NAME_MAX]


def wrong_label(text: str) -> tuple[str, str]:
    """Return why ``text`` cannot be what a strategy, a future or a condition is called, and what to do; empty: it can.

    >>> wrong_label("two more"), wrong_label("=1+1")[1]
    (('', ''), 'Begin it with a letter or a digit.')
    """
    if not text.strip():
        return "a name is missing before the colon.", ""
    if text != text.strip():
        return f"the name {shown(text)} begins or ends with a blank.", "Remove it."
    if len(text) > NAME_MAX:
        return f"the name {shown(text)} has {len(text):,} characters; at most {NAME_MAX} are possible.", _A_TITLE
    if text[0] in _FORMULA:
        return f"a spreadsheet would take the name {shown(text)} for a formula.", "Begin it with a letter or a digit."
    return _unseen(text, "the name")


_A_TITLE = "For a longer text in reports, use title."


def wrong_title(text: str) -> tuple[str, str]:
    """Return why ``text`` cannot be a title, a line of any text, and what to do; empty: it can."""
    return _wrong_text(text, TITLE_MAX)


def wrong_note(text: str) -> tuple[str, str]:
    """Return why ``text`` cannot be a note, and what to do; empty: it can. A note may have several lines."""
    return _wrong_text(text, NOTE_MAX, _MORE_LINES)


def _wrong_text(text: str, most: int, allowed: str = "") -> tuple[str, str]:
    if len(text) > most:
        return f"the text {shown(text)} has {len(text):,} characters; at most {most:,} are possible.", ""
    return _unseen(text.strip(), "the text", allowed)


def _unseen(text: str, what: str, allowed: str = "") -> tuple[str, str]:
    """Return which sign of a ``text`` nobody sees, or moves the others; empty when there is none."""
    for place, sign in enumerate(text):
        if sign in _JOINERS and _joins(text, place):
            continue
        if sign == _EMOJI_STYLE and place and text[place - 1] >= _EMOJI_FROM:
            continue
        if sign in _UNSEEN or not (sign.isprintable() or sign in allowed):
            where = f"{what} {shown(text)} has an invisible character, U+{ord(sign):04X}"
            called = unicodedata.name(sign, _CALLED.get(sign, "")).lower()
            return f"{where} ({called})." if called else f"{where}.", "Retype it without this character."
    return "", ""


_CALLED = {"\n": "line break", "\r": "carriage return", "\t": "tab", "\x1b": "escape", "\0": "null", "\x7f": "delete"}
