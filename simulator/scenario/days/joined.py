"""Spans of time that touch, made one."""

from collections.abc import Iterable

from simulator.scenario.nouns.hours import Span


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans``, which are in order of their beginnings, with those that touch or overlap made one.

    >>> joined([(0.0, 8.0), (8.0, 10.0), (12.0, 18.0), (13.0, 14.0)])
    [(0.0, 10.0), (12.0, 18.0)]
    """
    found: list[Span] = []
    for from_s, to_s in spans:
        if found and from_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(to_s, found[-1][1]))
        else:
            found.append((from_s, to_s))
    return found
