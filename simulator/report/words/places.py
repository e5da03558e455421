"""What futures and points of a grid are called, in tables and in sentences."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report.words.numbers import listed

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.scenario.layers.grid import Grid

AS_STATED = "as stated"
"""The scenario without any of its futures."""
FEW = 4
"""So many places are named in a sentence; more are counted."""
_PART = re.compile(r"""(?:"[^"]*"|'[^']*'|[^."'])+""")


def future_label(future: str | None) -> str:
    """Return a future as the head of a row calls it."""
    return AS_STATED if future is None else future


def in_future(future: str | None) -> str:
    """Return a future as a sentence says it: *as stated*, *in busy*."""
    return AS_STATED if future is None else f"in {future}"


def axis_labels(grid: "Grid") -> tuple[str, ...]:
    """Return for each axis the shortest end of its path that no other axis has.

    A name alone says little of what is set, so an end that is only an operation takes one part more. Paths that move
    together have a label each: *front.agents + back.agents*.
    """
    paths = [[_PART.findall(path) for path in axis.paths] for axis in grid.axes]
    longest = max((len(parts) for mine in paths for parts in mine), default=1)
    for length in range(1, longest + 1):
        ends = [[_end(parts, length) for parts in mine] for mine in paths]
        every = [end for mine in ends for end in mine]
        if len(set(every)) == len(every):
            return tuple(" + ".join(mine) for mine in ends)
    return tuple(axis.path for axis in grid.axes)


def _end(parts: Sequence[str], length: int) -> str:
    more = parts[-1] in ("add", "times")
    return ".".join(parts[-length - more :])


def where(comparison: "Comparison", run: "Compared") -> str:
    """Return where a comparison stands, as a sentence says it: *as stated*, *in busy*, *at agents = 24*."""
    places = []
    if len(run.futures) > 1 or not run.grid.axes:
        places.append(in_future(comparison.future))
    if run.grid.axes:
        places.append(f"at {at(comparison, run)}")
    return " ".join(places)


def at(comparison: "Comparison", run: "Compared") -> str:
    """Return a point of the grid in words.

    The labels of the axes are the shortest that tell them apart: *agents = 24, patience = 3m*.
    """
    labels = axis_labels(run.grid)
    return ", ".join(f"{label} = {value}" for label, (_, value) in zip(labels, comparison.point, strict=True))


def places(found: "Sequence[Comparison]", run: "Compared") -> str:
    """Return where these are, in words: all of them when they are few, else how many."""
    if len(found) == 1 or (len(found) <= FEW and not run.grid.axes):
        return listed([where(one, run) for one in found])
    if stretch := _stretch(found, run):
        return stretch
    if len(found) <= FEW and len(run.grid.axes) == 1:
        return f"at {axis_labels(run.grid)[0]} = {listed([one.point[0][1] for one in found])}"
    return f"{'at' if run.grid.axes else 'in'} {len(found)} of {noun(run)}"


def _stretch(found: "Sequence[Comparison]", run: "Compared") -> str:
    """Return *from agents = 20 to 26* for neighbours on a grid of one axis; nothing for anything else."""
    if len(run.grid.axes) != 1 or len(run.futures) > 1 or not run.grid.axes[0].rises or len(found) < 3:
        return ""
    values = run.grid.axes[0].values
    first, last = (values.index(one.point[0][1]) for one in (found[0], found[-1]))
    if last - first + 1 != len(found):
        return ""
    label = axis_labels(run.grid)[0]
    return f"from {label} = {values[first]} " + ("on" if last == len(values) - 1 else f"to {values[last]}")


def noun(run: "Compared") -> str:
    """Return how many places there are: *3 futures*, *11 points*."""
    return f"{len(run)} {'points' if run.grid.axes else 'futures'}"


def everywhere(run: "Compared") -> str:
    """Return *in both futures*, *at all 11 points*."""
    start = "at" if run.grid.axes else "in"
    how_many = "both" if len(run) == 2 else f"all {len(run)}"
    return f"{start} {how_many} {'points' if run.grid.axes else 'futures'}"
