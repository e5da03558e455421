"""Who went on to another type before anybody answered: which types contacts only become, and what is said of them.

A contact that is moved counts once, where it came and by the target of the type it came for. So a type that nobody
comes to by themselves has no row of its own in what customers meet: it would be of nobody.
"""

from typing import TYPE_CHECKING

from simulator.metrics.cells import Cell
from simulator.report.words.numbers import listed
from simulator.report.words.phrases import named
from simulator.scenario.days.course import mix
from simulator.scenario.sound.bringing import brought_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario


def only_moved_to(scenario: "Scenario") -> frozenset[str]:
    """Return the types that others become and that nobody comes to by themselves."""
    # Without a source nobody comes by themselves, even where a strategy redirects nobody.
    some = {name for name, one in scenario.contact_types.items() if one.from_ is None}
    return frozenset(name for name in some | brought_to(scenario) if not _comes(scenario, name))


def _is_moved(comparison: "Comparison", name: str, of: str) -> bool:
    there = Cell(of, None) in comparison.stacks[name].cells
    return there and comparison.row(name, "moved", of).value > 0


def _comes(scenario: "Scenario", name: str) -> bool:
    source = scenario.contact_types[name].from_
    return source is not None and any(share > 0.0 for share in mix(scenario, source)[name].values())


def moved_said(*comparisons: "Comparison") -> "Iterator[str]":
    """Yield how those who are moved are counted, where there are any."""
    found = dict.fromkeys(
        kind
        for one in comparisons
        for name in one.strategies
        for kind in one.scenarios[name].contact_types
        if _is_moved(one, name, f"type:{kind}")
    )
    if found:
        yield (
            f"Moved on: contacts of {listed([named(kind) for kind in found])} that became those of another type count "
            "once, where they came and by the target of the type they came for; their work counts where it was done."
        )
