"""A look into the recorded files of a study before anything is run: what cannot be read, what would be left out.

Reading a scenario does not open its recorded files; this does, and it says what a run would otherwise say late, or
(rows outside the day) not at all.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.demand import counted, recorded
from simulator.errors import Problem, ScenarioError
from simulator.scenario.language.shape import nouns_in
from simulator.scenario.language.warning_kinds import of_kind
from simulator.scenario.layers.extends import said_by
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Arrivals, Empirical, Horizon
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import dotted, problem


class Look(NamedTuple):
    """What was found in recorded files: ``wrong`` keeps a run from starting, ``odd`` is probably not meant."""

    wrong: tuple[Problem, ...]
    odd: tuple[Problem, ...]


def look(study: Study, strategies: Sequence[str] | None = None, futures: Sequence[str | None] = (None,)) -> Look:
    """Return what is to be said of the recorded files that ``strategies`` (None: all) use in ``futures``.

    Raises UsageError for names that do not exist, ScenarioError for strategies and futures that do not fit together.
    """
    wrong: dict[Problem, None] = {}
    odd: dict[Problem, None] = {}
    for strategy in study.strategies if strategies is None else strategies:
        for future in futures:
            scenario = study.resolve(strategy, future)
            for source, one in scenario.sources.items():
                arrivals = one.arrivals
                if not arrivals.in_a_file:
                    continue
                path = ("sources", source, "arrivals", arrivals.form, "file")
                mark = value_mark(study.variant(strategy, future).tree, *path)
                try:
                    said = {kind: find(arrivals, scenario.folder, scenario.horizon) for kind, find in _FINDS.items()}
                except ScenarioError as error:
                    wrong |= dict.fromkeys(error.problems)
                else:
                    found = {kind: problem(mark, dotted(*path), what) for kind, what in said.items() if what}
                    odd |= {one: None for kind, each in found.items() for one in of_kind(kind, [each])}
            for durations in nouns_in(scenario, Empirical):
                try:
                    durations.sample  # noqa: B018 - whether it can be read is all that is asked
                except ScenarioError as error:
                    wrong |= dict.fromkeys(error.problems)
    return Look(tuple(sorted(wrong)), tuple(sorted(said_by(study.layers, list(odd)))))


def _outside(arrivals: Arrivals, folder: str, horizon: Horizon) -> str:
    """Say how many of a file's arrivals are left out because the center is closed; nothing when none is."""
    if arrivals.counts is not None:
        outside, total = counted.left_out(arrivals.counts, folder, horizon)
        if not outside:
            return ""
        were = f"{outside:,.10g} of {total:,.10g} counted arrivals were counted in intervals"
        span = recorded.span(horizon, arrivals.counts.day)
        return f"{were} that are not wholly {span}; who comes outside is left out."
    assert arrivals.recorded is not None
    rows, all_rows = recorded.left_out(arrivals.recorded, folder, horizon)
    if not rows:
        return ""
    are = "is" if rows == 1 else "are"
    span = recorded.span(horizon, arrivals.recorded.day)
    return f"{rows:,} of {all_rows:,} recorded arrivals {are} not {span} and {are} left out."


def _unknown_before(arrivals: Arrivals, folder: str, horizon: Horizon) -> str:
    """Say on how many days of the warm-up nobody comes because the file has no row of them; nothing when it has."""
    if arrivals.counts is not None:
        missing = counted.days_without_counts(arrivals.counts, folder, horizon)
    else:
        assert arrivals.recorded is not None
        missing = recorded.days_without_rows(arrivals.recorded, folder, horizon)
    days = sum(day.number < 0 for day in horizon.simulated_days)
    if not missing:
        return ""
    none = "any of the" if len(missing) == days else f"{len(missing)} of the"
    return f"no row is about {none} {days} days of the warm-up, so nobody comes on them."


_FINDS = {"rows_outside": _outside, "rows_missing": _unknown_before}
"""What is looked for, by the kind of its warnings."""
