"""Who went on as something else: which types contacts only become, and what is said of them, and of who comes again.

A contact that is moved counts once, where it came and by the target of the type it came for; one that is passed on was
answered where it came. So a type that nobody comes to by themselves has no row of its own in what customers meet: it
would be of nobody. Whoever comes again comes, whatever made them do it: a type for which customers only come again has
rows like every other.
"""

from typing import TYPE_CHECKING

from simulator.metrics.cells import Cell
from simulator.report.words.numbers import listed
from simulator.report.words.phrases import named
from simulator.report.words.titled import label
from simulator.scenario.sound.bringing import only_become

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario


def only_moved_to(scenario: "Scenario") -> frozenset[str]:
    """Return the types that others become and that nobody comes to by themselves."""
    return only_become(scenario)


def _happens(comparison: "Comparison", name: str, measure: str, of: str) -> bool:
    there = Cell(of, None) in comparison.stacks[name].cells
    return there and comparison.row(name, measure, of).value > 0


def moved_said(*comparisons: "Comparison") -> "Iterator[str]":
    """Yield how those who are moved, and those who are passed on, are counted, where there are any."""
    if moved := _types_with(comparisons, "moved"):
        yield (
            f"Moved on: contacts of {moved} that became contacts of another type count once, under the type as which "
            "they arrived and by its target; their work counts where it was done."
        )
    if passed := _types_with(comparisons, "passed_on"):
        yield (
            f"Passed on: contacts of {passed} that an agent passed on count as answered, once, where they arrived; the "
            f"wait for the next agent is a further wait, in no service level, and customers who abandon then have "
            f"left after an answer."
        )


def _types_with(comparisons: "Sequence[Comparison]", measure: str) -> str:
    """Return the types in which something happens with any strategy, as a sentence lists them."""
    found = dict.fromkeys(
        label(one, f"type:{kind}")
        for one in comparisons
        for name in one.strategies
        for kind in one.scenarios[name].contact_types
        if _happens(one, name, measure, f"type:{kind}")
    )
    return listed([named(kind) for kind in found]) if found else ""
