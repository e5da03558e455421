"""Where the best strategy is worse: what is gained in one channel may be paid for in another.

The goal is a share of all contacts, and a channel with few of them hardly moves it. So a sentence that names a winner
also names the parts of the center that it makes worse.
"""

from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE
from simulator.report.words.numbers import listed
from simulator.report.words.parts import ResultPart, has_part, parts
from simulator.report.words.signs import Sign, sign

if TYPE_CHECKING:
    from simulator.comparison import Comparison

_WORDS = {
    HEADLINE: "the share of {part} served in time falls by {points} points",
    "abandonment_rate": "the abandonment rate of {part} rises by {points} points",
}
"""What is worse of a part, the first that is told."""


def worse_parts(comparison: "Comparison", name: str) -> str:
    """Return what ``name`` makes worse than the baseline, as the end of a sentence; nothing where that is nothing.

    The differences of all parts hold together, and one too small to matter is not told.
    """
    split = parts(comparison)
    if len(split) == 1:
        return ""
    known = [part for part in split if all(has_part(comparison, one, part) for one in (name, comparison.baseline))]
    told = [said for part in known if (said := _worse(comparison, name, part, len(known) * len(_WORDS)))]
    return f"; but {listed(told)}" if told else ""


def _worse(comparison: "Comparison", name: str, part: ResultPart, among: int) -> str:
    for metric, words in _WORDS.items():
        delta = comparison.delta(name, metric, part.of, among=among)
        level = comparison.row(comparison.baseline, metric, part.of).value
        if sign(delta, level) is Sign.WORSE:
            return words.format(points=f"{100 * abs(delta.difference):.1f}", part=part.label)
    return ""
