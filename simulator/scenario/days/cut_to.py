"""What of some stretches of time lies in the center's opening."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from simulator.scenario.nouns.hours import Span


def cut_to(openings: Sequence[Span], parts: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of ``parts`` lies in ``openings``, which are in order and apart.

    >>> cut_to([(0.0, 8.0), (10.0, 18.0)], [(7.0, 11.0), (18.0, 19.0)])
    ((7.0, 8.0), (10.0, 11.0))
    """
    opens_s, found = [one[0] for one in openings], list[Span]()
    for from_s, to_s in parts:
        # A year has many openings, and a part lies in few of them.
        first = max(bisect_right(opens_s, from_s) - 1, 0)
        near = openings[first : bisect_left(opens_s, to_s)]
        found += [(max(from_s, one[0]), min(to_s, one[1])) for one in near if one[1] > from_s]
    return tuple(found)
