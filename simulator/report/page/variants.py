"""What each strategy changes against the baseline, and each future against the first, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from simulator.comparing import Place
from simulator.report.page.background import Background, Tree
from simulator.report.tables.table import marks
from simulator.report.words.changed import IN_WORDS, changed_lines
from simulator.report.words.places import future_label
from simulator.report.words.titled import own_name
from simulator.scenario.text.nodes import Mapping, as_node

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison

LINES_MAX = 30
"""Changes of one strategy that are told; the others are counted."""


@dataclass(frozen=True)
class VariantSaid:
    """A strategy or a future: its name, what must be known of it, what it changes."""

    name: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]
    note: str = ""
    """What the scenario says of it, in its own words."""


def strategies_said(run: "Compared", background: Background) -> list[VariantSaid]:
    """Return the strategies, the baseline first, in the first place that was run."""
    first, place = run.first, Place(run.first.future, run.first.point)
    base = background.tree(place, run.baseline)
    return [
        VariantSaid(
            name,
            marks(first, name, leads=len(run) == 1),
            ()
            if name == run.baseline
            else tuple(_changes(base, background.tree(place, name))) or (f"nothing: exactly as {run.baseline}",),
            _note(first, "strategies", name),
        )
        for name in run.strategies
    ]


def _note(first: "Comparison", section: str, name: str | None) -> str:
    """Return the note of a strategy or future; empty where there is none."""
    return first.titles.get(section, {}).get(own_name(first, section, name) or "", {}).get("note", "")


def futures_said(run: "Compared", background: Background) -> list[VariantSaid]:
    """Return the futures in which the strategies were run, as the baseline meets them."""
    point = run.first.point
    base = background.tree(Place(run.futures[0], point), run.baseline)
    first = future_label(run.futures[0])
    return [
        VariantSaid(
            future_label(future),
            (),
            ()
            if future == run.futures[0]
            else tuple(_changes(base, background.tree(Place(future, point), run.baseline)))
            or (f"nothing: exactly as {first}",),
            _note(run.first, "futures", future),
        )
        for future in run.futures
    ]


def _changes(old: Tree, new: Tree) -> Iterator[str]:
    return changed_lines(cast(Mapping, as_node(old)), cast(Mapping, as_node(new)), LINES_MAX, IN_WORDS)
