"""Teams whose members differ between strategies: their totals move with who is counted, which is no better or worse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.catalogue import METRICS
from simulator.report.tables.by import By
from simulator.report.words.numbers import listed
from simulator.report.words.sentence import named
from simulator.report.words.titled import label
from simulator.scenario.days.in_teams import Members, members_of_teams

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def is_of_other_members(comparison: "Comparison", strategy: str, metric: str, of: str) -> bool:
    """Return whether ``metric`` is a total of a team that has other members than in the baseline."""
    if not of.startswith("team:") or (known := METRICS.get(metric)) is None:
        return False
    is_total = not known.denominator and known.quantile is None
    return is_total and of in _with_other_members(comparison, strategy)


def other_members_said(comparison: "Comparison", by: By) -> Iterator[str]:
    """Yield whose totals have no sign, and why."""
    if by is not By.TEAM:
        return
    for name in comparison.others:
        if teams := _with_other_members(comparison, name):
            have = "has" if len(teams) == 1 else "have"
            whose = listed([named(label(comparison, of)) for of in teams])
            yield (
                f"In {named(name)} {whose} {have} other members than in {named(comparison.baseline)}: totals of the "
                f"team{'s' * (len(teams) > 1)} have no sign."
            )


def _with_other_members(comparison: "Comparison", strategy: str) -> list[str]:
    mine, theirs = _members(comparison, strategy), _members(comparison, comparison.baseline)
    return [f"team:{team}" for team in mine if team in theirs and mine[team] != theirs[team]]


def _members(comparison: "Comparison", strategy: str) -> dict[str, Members]:
    key = (members_of_teams, strategy)
    if key not in comparison.worked_out:
        comparison.worked_out[key] = members_of_teams(comparison.scenarios[strategy])
    found: dict[str, Members] = comparison.worked_out[key]
    return found
