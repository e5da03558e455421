"""The routing tests on the terminal: which pass, by which rule, and of those that fail, what happened instead."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.errors import Problem, first_of
from simulator.printable import one_line
from simulator.report.blocks import Block, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.words.numbers import listed
from simulator.report.words.places import future_label
from simulator.report.words.titled import routing_for_people

if TYPE_CHECKING:
    from simulator.routing_tests.asking import RoutingOutcome, RoutingOutcomes

VERDICTS = {True: "passes", False: "fails"}
_TONES = {True: Tone.GOOD, False: Tone.BAD}
SHOWN_MAX = 50
"""Of more tests only those that fail are listed."""


def routing_blocks(routing: "RoutingOutcomes") -> Iterator[Block]:
    """Yield the tests with what was found, what is wrong with its place, and a sentence that counts; or nothing."""
    if not routing.outcomes:
        return
    routing = routing_for_people(routing)
    shown = routing.outcomes if len(routing.outcomes) <= SHOWN_MAX else routing.failed
    if shown:
        yield _sheet(routing, shown)
    found = _whose(routing)
    first, more = first_of(sorted(found), "problem")
    for one in first:
        yield Paragraph(_placed(one, found[one]), closed=not one.hint)
        if one.hint:
            yield Paragraph(one_line(f"  {one.hint}"), Tone.QUIET)
    for line in more:
        yield Paragraph(line)
    yield Paragraph(count(routing), Tone.STRONG)


def count(routing: "RoutingOutcomes") -> str:
    """Return in one sentence how many tests pass and fail."""
    total, failed = len(routing.outcomes), len(routing.failed)
    if not failed:
        return {1: "The routing test passes.", 2: "Both routing tests pass."}.get(
            total, f"All {total} routing tests pass."
        )
    passed = total - failed
    parts = [f"{passed} pass{'es' * (passed == 1)}"] * bool(passed) + [f"{failed} fail{'s' * (failed == 1)}"]
    return f"Of {total} routing test{'s' * (total > 1)} {' and '.join(parts)}."


def passed_said(routing: "RoutingOutcomes") -> str:
    """Return in a few words how many tests pass."""
    total = len(routing.outcomes)
    return f"{total - len(routing.failed)} of {total} routing test{'s' * (total > 1)} pass"


def _sheet(routing: "RoutingOutcomes", shown: "tuple[RoutingOutcome, ...]") -> Sheet:
    labels = [column("routing test", [one.test for one in shown])]
    if len({one.strategy for one in routing.outcomes}) > 1:
        labels.append(column("strategy", [one.strategy for one in shown]))
    if len({one.future for one in routing.outcomes}) > 1:
        labels.append(column("future", [future_label(one.future) for one in shown]))
    by = [", ".join(dict.fromkeys(filter(None, one.by))) for one in shown]
    verdicts = [TableCell(VERDICTS[one.passed], _TONES[one.passed]) for one in shown]
    return Sheet(tuple(labels), (column("decided by", by, left=True), column("verdict", verdicts, left=True)))


def _whose(routing: "RoutingOutcomes") -> dict[Problem, str]:
    """Return all that is wrong with the strategies that have it, where others that the test is of have not."""
    of: dict[str, list[str]] = {}
    found: dict[Problem, tuple[str, list[str]]] = {}
    for test in routing.outcomes:
        of.setdefault(test.test, []).append(test.strategy)
        for one in test.problems:
            found.setdefault(one, (test.test, []))[1].append(test.strategy)
    return {
        one: "" if mine == of[name] else f" (in {listed([*dict.fromkeys(mine)])})"
        for one, (name, mine) in found.items()
    }


def _placed(one: Problem, whose: str) -> str:
    place = one.place_with_file
    return one_line(f"{place}: {one.where}{whose}: {one.what}", 2_000)
