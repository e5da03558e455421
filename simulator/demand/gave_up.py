"""Whether what a file says of a contact means that the customer gave up: it does, it does not, or nobody can be sure.

A word alone does not say so: *not abandoned* has it as well, and who *left a message* may have waited long enough.
"""

import re
from enum import Enum

_LEFT = r"(?:aband|hung|hang.?up|gave.?up|renege|\bleft\b|\blost\b)"
_GAVE_UP = re.compile(_LEFT, re.IGNORECASE)
_NEGATED = re.compile(
    rf"(?:\b(?:not|no|non|never|without|none|nicht|kein[e]?)|n['’]?t\b)[\s_-]*(?:(?!answer)[^\W_]+[\s_-]+)?{_LEFT}"
    rf"|\bun-?{_LEFT}|{_LEFT}\w*\s*[:=]\s*(?:no|n|false|0)\s*$",
    re.IGNORECASE,
)
_SERVED = re.compile(r"answer|served|handled", re.IGNORECASE)
_NOT_SERVED = re.compile(
    r"(?:\b(?:not|no|never|without)\b(?:[\s_-]+being)?[\s_-]*|un)(?:answer|served|handled)\w*", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"voice.?mail|message|call.?back|transfer", re.IGNORECASE)
"""What may have become of somebody who left without giving up."""
_YES = {"true", "t", "1", "1.0", "y", "yes", "x", "j", "ja", "si", "sí", "oui"}
_NO = {"false", "f", "0", "0.0", "n", "no", "", "-", "nein", "non", "none", "null", "na", "n/a"}


class GaveUp(Enum):
    """What a cell says of a customer."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"


def gave_up(column: str, cell: str) -> GaveUp:
    """Return whether a ``cell`` of a ``column`` says that somebody gave up.

    >>> [gave_up("outcome", cell).value for cell in ("abandoned", "not abandoned", "answered", "left a message")]
    ['yes', 'no', 'no', 'uncertain']
    >>> [gave_up("abandoned", cell).value for cell in ("Y", "0", "later")]
    ['yes', 'no', 'uncertain']
    """
    text = _NOT_SERVED.sub("", cell.strip())
    is_served = bool(_SERVED.search(text))
    if _GAVE_UP.search(text):
        if _NEGATED.search(text):
            return GaveUp.NO
        return GaveUp.UNCERTAIN if is_served or _ELSEWHERE.search(text) else GaveUp.YES
    if is_served or not _GAVE_UP.search(column):
        return GaveUp.NO
    if text.lower() not in _YES | _NO:
        return GaveUp.UNCERTAIN
    is_so = text.lower() in _YES
    return GaveUp.YES if is_so != bool(_NEGATED.search(column)) else GaveUp.NO
