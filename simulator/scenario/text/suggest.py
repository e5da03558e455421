"""Did-you-mean: the nearest of the names that exist, or the names themselves when they are few."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache

RENAMED = {"message_after": "voicemail_after", "messages": "voicemail"}
"""What had another name in earlier versions, by that name."""
_TIME = re.compile(r"[\d:]+")
KNOWN_MAX = 14
"""So many names are listed; more would bury the message."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that ``name`` was probably meant to be, None when none is near."""
    if _TIME.fullmatch(name):
        return None  # 10:00 is not a misspelt 12:00.
    return _nearest(name, tuple(known))


# What is wrong in the scenario is wrong in all its strategies as well, and looking is slow.
@lru_cache(maxsize=4096)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    by_lower = {one.lower().replace(" ", "_"): one for one in known}
    found = get_close_matches(name.lower().replace(" ", "_"), by_lower, n=1, cutoff=0.61)
    return by_lower[found[0]] if found else None


def renamed(name: str, known: Collection[str]) -> str:
    """Return the hint for a ``name`` of earlier versions whose new one is ``known``; empty for any other.

    >>> renamed("messages", ["asa_s", "voicemail"])
    "It is called 'voicemail' now."
    """
    return f"It is called '{RENAMED[name]}' now." if RENAMED.get(name) in known else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the hint for an unknown ``name``: what is near, else what is known; empty when that is too much.

    >>> did_you_mean("concurency", ["concurrency", "lines"])
    "Did you mean 'concurrency'?"
    >>> did_you_mean("x", ["front", "back"])
    'Known: front, back.'
    """
    names = list(known)
    if now := renamed(name, names):
        return now
    near = nearest(name, names)
    if near is not None:
        return f"Did you mean '{near}'?"
    return f"Known: {', '.join(names)}." if 0 < len(names) <= KNOWN_MAX else ""
