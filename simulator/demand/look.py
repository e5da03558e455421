"""A look into the recorded files of a study before anything is run: what cannot be read, what would be left out.

Reading a scenario does not open its recorded files; this does, and it says what a run would otherwise say late, or
(rows outside the day) not at all.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Given
from typing import NamedTuple

from simulator.demand import counted, recorded
from simulator.demand.at_keys import ReadBy, Wrong
from simulator.demand.file_remarks import FileRemark
from simulator.demand.odd_files import odd_counts, odd_durations, odd_recorded
from simulator.errors import Problem, ScenarioError
from simulator.scenario.language.shape import nouns_in
from simulator.scenario.language.warning_kinds import of_kind
from simulator.scenario.layers.extends import said_by
from simulator.scenario.nouns import Counts, Empirical, Horizon, Recorded, Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Mapping, Node


class Look(NamedTuple):
    """What was found in recorded files: ``wrong`` keeps a run from starting, ``odd`` is probably not meant."""

    wrong: tuple[Problem, ...]
    odd: tuple[Problem, ...]


def look(study: Study, strategies: Sequence[str] | None = None, futures: Sequence[str | None] = (None,)) -> Look:
    """Return what is to be said of the recorded files that ``strategies`` (None: all) use in ``futures``.

    Raises UsageError for names that do not exist, ScenarioError for strategies and futures that do not fit together.
    """
    wrong = Wrong()
    odd: dict[Problem, None] = {}
    for strategy in study.strategies if strategies is None else strategies:
        for future in futures:
            scenario, tree = study.resolve(strategy, future), study.variant(strategy, future).tree
            for by in _readers(scenario, tree):
                try:
                    for one in _odd(by, scenario):
                        odd |= dict.fromkeys(of_kind(one.kind, [by.said(by.at(one.key), one.what, one.hint)]))
                except ScenarioError as error:
                    wrong.add(error, by)
    return Look(
        tuple(sorted(said_by(study.layers, list(wrong.problems)))),
        tuple(sorted(said_by(study.layers, list(odd)))),
    )


def _readers(scenario: Scenario, tree: Mapping) -> Iterator[ReadBy]:
    """Yield the keys of a scenario that read a file."""
    for source, one in scenario.sources.items():
        arrivals = one.arrivals
        for noun in (arrivals.recorded, arrivals.counts):
            if noun is not None:
                yield ReadBy(tree, ("sources", source, "arrivals", arrivals.form), noun)
    measured = {_written(one.file, one.column, one.where): one for one in nouns_in(scenario, Empirical)}
    for path, node in _empirical(tree, ()):
        given = node.plain
        its = measured.get(_written(given.get("file"), given.get("column"), given.get("where") or {}))
        if its is not None:
            yield ReadBy(tree, path, its)


def _written(file: object, column: object, where: Given[str, object]) -> tuple[str, str, str]:
    return str(file), str(column), repr(sorted(where.items()))


def _empirical(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping]]:
    """Yield the paths and values of all keys of this name in a tree; durations may stand in many places of it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "empirical" and isinstance(value, Mapping):
                yield (*path, key), value
            else:
                yield from _empirical(value, (*path, key))


def _odd(by: ReadBy, scenario: Scenario) -> Iterator[FileRemark]:
    """Yield what is odd in the file that a key reads. Raises ScenarioError when it cannot be used."""
    if isinstance(by.noun, Empirical):
        yield from odd_durations(by.noun, by.path)
        return
    for kind, find in _FINDS.items():
        if what := find(by.noun, scenario.folder, scenario.horizon):
            yield FileRemark("file", kind, what, "")
    if isinstance(by.noun, Counts):
        yield from odd_counts(by.noun, scenario.folder, scenario.horizon)
    else:
        yield from odd_recorded(by.noun, scenario.folder, scenario.horizon)


def _outside(arrivals: Counts | Recorded, folder: str, horizon: Horizon) -> str:
    """Say how many of a file's arrivals are left out because the center is closed; nothing when none is."""
    if isinstance(arrivals, Counts):
        outside, total = counted.left_out(arrivals, folder, horizon)
        if not outside:
            return ""
        were = f"{outside:,.10g} of {total:,.10g} counted arrivals are in intervals"
        span = recorded.span(horizon, arrivals.day)
        return f"{were} that are not wholly {span}; arrivals outside are left out."
    rows, all_rows = recorded.left_out(arrivals, folder, horizon)
    if not rows:
        return ""
    are = "is" if rows == 1 else "are"
    span = recorded.span(horizon, arrivals.day)
    return f"{rows:,} of {all_rows:,} recorded arrivals {are} not {span} and {are} left out."


def _unknown_before(arrivals: Counts | Recorded, folder: str, horizon: Horizon) -> str:
    """Say on how many days of the warm-up nobody comes because the file has no row of them; nothing when it has."""
    if isinstance(arrivals, Counts):
        missing = counted.days_without_counts(arrivals, folder, horizon)
    else:
        missing = recorded.days_without_rows(arrivals, folder, horizon)
    days = sum(day.number < 0 for day in horizon.simulated_days)
    if not missing:
        return ""
    none = "any of the" if len(missing) == days else f"{len(missing)} of the"
    return f"the file has no rows for {none} {days} days of the warm-up, so no contacts arrive on them."


_FINDS = {"rows_outside": _outside, "rows_missing": _unknown_before}
"""What is looked for, by the kind of its warnings."""
