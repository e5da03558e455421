"""Whether a name is another one with a typing error in it, where a name nobody knows yet may well be meant.

Nearer than a hint has to be: `team_a` and `team_b`, `east` and `west`, `north_1` and `north_2` are names of two things.
"""

import re
from collections.abc import Iterable

_PART = re.compile(r"\d+|[^\W\d_]+")
_LONG = 4
"""In parts shorter than this one sign makes another word."""


def meant_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that ``name`` is with a typing error in it; None where there is none.

    >>> meant_name("nort", ["north", "south"]), meant_name("Nroth", ["north"]), meant_name("team_b", ["team_a"])
    ('north', 'north', None)
    """
    return next((one for one in known if one != name and _is_misspelt(name, one)), None)


def _is_misspelt(name: str, known: str) -> bool:
    mine, theirs = (_PART.findall(one.casefold()) for one in (name, known))
    if len(mine) != len(theirs):
        return "".join(mine) == "".join(theirs)
    apart = [(one, other) for one, other in zip(mine, theirs, strict=True) if one != other]
    return len(apart) <= 1 and all(_is_one_slip(one, other) for one, other in apart)


def _is_one_slip(one: str, other: str) -> bool:
    """Return whether one letter of a word is missing, too many, wrong, or two have changed places."""
    if one.isdigit() or other.isdigit() or min(len(one), len(other)) < _LONG:
        return False
    shorter, longer = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(longer) > len(shorter):
        return shorter[same:] == longer[same + 1 :]
    swapped = one[same + 1 : same + 2] + one[same : same + 1] + one[same + 2 :]
    return one[same + 1 :] == other[same + 1 :] or swapped == other[same:]
