"""Warnings that a file acknowledges: known, meant, and no reason to look again; by kind and place, never by words.

``- overload at contact_types.orders`` is true of that type in every strategy and on every day. One that no longer
occurs is a warning itself: what is known and not true hides the next one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.language.warning_kinds import AFTER_A_RUN, KINDS
from simulator.scenario.text.nodes import Mapping, Mark, Scalar, is_nothing, plain, problem
from simulator.scenario.text.nodes import Sequence as Items
from simulator.scenario.text.suggest import nearest
from simulator.units import shown

KEY = "acknowledged"
_HOW = "Write - overload at contact_types.orders, as the warning says at its end."
_SHAPE = re.compile(r"\s*(?P<kind>\w+)\s+at\s+(?P<place>\S.*?)\s*")
_ONLY = re.compile(r"(?: \((?:on|in|from|at|after|extended by) [^()]*\))+$")
"""On which days, or in which strategies, a warning is true."""


class AcknowledgedWarning(NamedTuple):
    """A warning that is known: its kind, the path it is about, where that is written."""

    kind: str
    place: str
    mark: Mark


class Sorted(NamedTuple):
    """Warnings by whether the file knows them."""

    new: tuple[Problem, ...]
    known: tuple[Problem, ...]


def read_acknowledged(root: Mapping, wrong: list[Problem]) -> tuple[AcknowledgedWarning, ...]:
    """Return what stands under ``acknowledged:``; what cannot be read is told to ``wrong``."""
    given = root.get(KEY)
    if given is None or is_nothing(given):
        return ()
    if not isinstance(given, Items):
        wrong.append(problem(given.mark, KEY, f"expected a list of warnings, got {shown(plain(given))}.", _HOW))
        return ()
    found = []
    for number, item in enumerate(given.items, start=1):
        text = item.value if isinstance(item, Scalar) else None
        match = _SHAPE.fullmatch(text) if isinstance(text, str) else None
        where = f"{KEY}[{number}]"
        if match is None:
            what = f"expected a kind of warning, 'at' and its place, got {shown(plain(item))}."
            wrong.append(problem(item.mark, where, what, _HOW))
        elif match["kind"] not in (known := {**KINDS, **AFTER_A_RUN}):
            near = nearest(match["kind"], known)
            hint = f"Did you mean '{near}'?" if near else f"Known: {', '.join(known)}."
            wrong.append(problem(item.mark, where, f"there is no kind of warning {shown(match['kind'])}.", hint))
        else:
            found.append(AcknowledgedWarning(match["kind"], match["place"], item.mark))
    return tuple(found)


def place_of(warning: Problem) -> str:
    """Return the path a warning is about, without the days and strategies that have it.

    >>> place_of(Problem("a.yaml", 1, 1, "contact_types.orders (on friday) (in strategy 'more')", "…"))
    'contact_types.orders'
    """
    return _ONLY.sub("", warning.where)


def sorted_out(warnings: Sequence[Problem], acknowledged: Sequence[AcknowledgedWarning]) -> Sorted:
    """Return the ``warnings`` that are new and those that are known."""
    known = {(one.kind, one.place) for one in acknowledged}
    told = {one: (one.kind or "other", place_of(one)) in known for one in warnings}
    return Sorted(tuple(one for one in told if not told[one]), tuple(one for one in told if told[one]))


def in_vain(warnings: Sequence[Problem], acknowledged: Sequence[AcknowledgedWarning]) -> list[Problem]:
    """Return a warning for everything acknowledged that is not among all ``warnings`` there are before a run."""
    there = {(one.kind or "other", place_of(one)) for one in warnings}
    return [
        problem(
            one.mark,
            KEY,
            f"this warning does not occur: {one.kind} at {one.place}.",
            "Remove it.",
            "acknowledged_in_vain",
        )
        for one in acknowledged
        if (one.kind, one.place) not in there and one.kind not in AFTER_A_RUN
    ]


def with_kind(warning: Problem) -> str:
    """Return a warning as a line that says its kind, too: so it can be acknowledged."""
    return f"{warning} [{warning.kind or 'other'}]"
