"""What ``ccsim compare`` says of plans before a run: how many hours are paid in each, and what they cost.

It stands on stderr, where somebody who looks can still stop, and only where people's shifts or rates make paid hours
something else than the hours agents are logged in. Plans meant to be equal are looked at once more after the run.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.cli.answering import complain

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.scenario.reader import Study


def say_plans(
    study: "Study", strategies: Sequence[str], futures: Sequence[str | None], vary: Sequence[str], quiet: bool
) -> None:
    """Print the hours and the cost of each strategy's plan; nothing along a grid, which may change the plans."""
    from simulator.report.words.plan_words import plans_said
    from simulator.work.planned_hours import has_people

    if quiet or vary or len(strategies) < 2:
        return
    scenarios = {name: study.resolve(name, futures[0]) for name in strategies}
    if any(map(has_people, scenarios.values())):
        for line in plans_said(scenarios):
            complain(line)


def warn_of_unequal(study: "Study", run: "Compared") -> None:
    """Print which plans that are meant to be equal were not, in the hours or the cost that were realised."""
    from simulator.scenario.resolved.acknowledged import place_of, with_kind
    from simulator.scenario.text.nodes import problem
    from simulator.work.unequal_plans import KIND, differing

    known = {(one.kind, one.place) for one in study.acknowledged}
    for one in study.equal_plans:
        if not set(one.of) <= set(run.strategies) or run.grid.axes:
            continue
        values = {name: run.first.row(name, one.measure).value for name in one.of}
        if said := differing(one, values, run.first.scenarios[one.of[0]]):
            warning = problem(one.mark, one.where, f"in the run, {said}", "", KIND)
            if (KIND, place_of(warning)) not in known:
                complain(f"warning: {warning.file}:{with_kind(warning)}")
