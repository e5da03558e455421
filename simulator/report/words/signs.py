"""The signs of a report: what a difference amounts to at a glance, and what stands for a sign an old screen lacks."""

import math
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.catalogue import METRICS, Better, Unit
from simulator.report.blocks import Tone
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.answers import Delta

TOO_LITTLE_POINTS = 0.1
TOO_LITTLE_PERCENT = 0.5
TOO_LITTLE_S = 0.1
"""A difference whose whole interval is below this matters to nobody: of shares in points, of anything else in percent
of the baseline, and of times at least this."""


class Sign(StrEnum):
    """A difference in one sign."""

    BETTER = "▲"
    WORSE = "▼"
    CLOSE = "≈"
    SAME = "="
    OPEN = "?"
    FACT = " "
    """Told to be higher or lower, of a metric that has no better direction."""


MEANING = {
    Sign.BETTER: "better",
    Sign.WORSE: "worse",
    Sign.CLOSE: f"too close to matter (within {TOO_LITTLE_POINTS} points or {TOO_LITTLE_PERCENT} %)",
    Sign.SAME: "exactly the same",
    Sign.OPEN: "undecided",
}
TONE = {Sign.BETTER: Tone.GOOD, Sign.WORSE: Tone.BAD, Sign.OPEN: Tone.UNSURE}
_OF_VERDICT = {
    Verdict.BETTER: Sign.BETTER,
    Verdict.WORSE: Sign.WORSE,
    Verdict.SAME: Sign.SAME,
    Verdict.CANNOT_TELL: Sign.OPEN,
    Verdict.HIGHER: Sign.FACT,
    Verdict.LOWER: Sign.FACT,
}
BEST = "*"
"""Stands with who is best, and with whom may be."""
_ONE_WRONG = 0.7
"""From so many wrong signs on that are expected in a table, it is easier said how many than how often."""
KEPT, NOT_KEPT = "✓", "✗"
"""Stand with a value that keeps, or does not keep, what was promised of it."""
UNEVEN = "†"
"""Stands with values that are not of the same contacts in all strategies."""
TOO_FEW = "°"
"""Stands with what the replications do not carry: it decides nothing but what is far away."""
AT_A_CLOSED_DOOR = "‡"
"""Stands with what became of those who came while it was closed."""
TOO_FEW_LEGEND = (
    f"{TOO_FEW} Too few days for a reliable interval: the number decides a check only where an interval three times "
    "as wide does."
)


def sign(delta: "Delta", of_baseline: float) -> Sign:
    """Return what ``delta`` amounts to, where the baseline's value is ``of_baseline``.

    Told to be better by less than anybody minds is *close*, and so is what cannot be told but is certainly that small.
    What the replications do not carry is certain of nothing.
    """
    if delta.verdict is Verdict.SAME:
        return Sign.SAME
    if not delta.enough:
        return Sign.OPEN
    if max(abs(delta.low), abs(delta.high)) < matters_from(delta.metric, of_baseline):
        return Sign.CLOSE
    return _OF_VERDICT[delta.verdict]


def matters_from(metric: str, of_baseline: float) -> float:
    """Return the smallest difference of ``metric`` that somebody may mind, in its own unit.

    >>> matters_from("service_level", 0.8), matters_from("asa_s", 60.0), matters_from("asa_s", 2.0)
    (0.001, 0.3, 0.1)
    """
    unit = METRICS[metric].unit
    if unit is Unit.SHARE:
        return TOO_LITTLE_POINTS / 100
    relative = abs(of_baseline) * TOO_LITTLE_PERCENT / 100 if math.isfinite(of_baseline) else 0.0
    return max(relative, TOO_LITTLE_S) if unit is Unit.SECONDS else relative


def is_fact(metric: str) -> bool:
    """Return whether neither direction of ``metric`` is better."""
    return METRICS[metric].better is Better.NEITHER


def legend(signs: Iterable[Sign]) -> str:
    """Return what the ``signs`` mean, those that occur, in a fixed order.

    >>> legend([Sign.WORSE, Sign.BETTER, Sign.FACT])
    '▲ better, ▼ worse'
    """
    found = set(signs)
    return ", ".join(f"{one} {meaning}" for one, meaning in MEANING.items() if one in found)


def by_chance(confidence: float, families: int, signs: int) -> str:
    """Return how many of a table's signs may be wrong by chance, beside those that hold together.

    A family, the signs of one row, holds together with ``confidence``; so of all ``families`` this many are expected
    to have a wrong sign: (1 - confidence) · families. ``signs`` is how many they have in all; nothing without any.

    >>> by_chance(0.95, 40, 40)
    "about 2 of the 40 signs outside the goal's row may be wrong by chance"
    >>> by_chance(0.95, 5, 20)
    "in about 1 of 4 tables one of the 20 signs outside the goal's row is wrong by chance"
    """
    wrong = (1 - confidence) * families
    if not signs or wrong <= 0:
        return ""
    if wrong > _ONE_WRONG:
        return f"about {max(1, round(wrong))} of the {signs} signs outside the goal's row may be wrong by chance"
    return f"in about 1 of {round(1 / wrong)} tables one of the {signs} signs outside the goal's row is wrong by chance"


_INSTEAD = {
    "▲": "^", "▼": "v", "≈": "~", "±": "+/-", "–": "-", "…": "..", "─": "-", "∞": "inf", "→": "->", "†": "#", "≤": "<=",
    "✓": "ok", "✗": "no", "°": "!", "‡": "&",
    "×": "x", "⁻": "-", "\N{NO-BREAK SPACE}": " ",
}  # fmt: skip
"""For screens that do not know these signs."""


def for_encoding(text: str, encoding: str) -> str:
    """Return ``text`` with plain signs for those that ``encoding`` does not know.

    >>> for_encoding("80 % ± 1 ▲", "ascii"), for_encoding("80 % ± 1 ▲", "latin-1")
    ('80 % +/- 1 ^', '80 % ± 1 ^')
    """
    return text if text.isascii() else text.translate(_unknown(encoding))


@lru_cache(maxsize=8)
def _unknown(encoding: str) -> dict[int, str]:
    return {ord(one): instead for one, instead in _INSTEAD.items() if not _knows(encoding, one)}


def _knows(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
