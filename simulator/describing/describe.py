"""The whole description: of one strategy of a study in one future, or of a scenario that is at hand."""

from simulator.demand.look import look
from simulator.describing.description import Description
from simulator.describing.drawn import drawn
from simulator.describing.durations import durations_found
from simulator.describing.load import load_of
from simulator.describing.sources import busy_together, sources_found
from simulator.errors import Problem, UsageError
from simulator.scenario.nouns import Scenario
from simulator.scenario.study import Study


def describe(
    study_or_scenario: Study | Scenario,
    strategy: str | None = None,
    future: str | None = None,
    seed: int | None = None,
    days: int | None = None,
) -> Description:
    """Return what a scenario says about demand and staff; the center is not simulated.

    Of a study, ``strategy`` (None: its first) in ``future`` (None: as stated). ``seed`` is the scenario's unless given;
    so many ``days`` are drawn, None: 200, fewer when they are very large. Raises UsageError for names and numbers that
    do not exist or do not fit, ScenarioError when the two do not fit together or a file beside it cannot be used.
    """
    if seed is not None and not 0 <= seed < 2**63:
        raise UsageError(f"the seed is a whole number, 0 or more and less than 2⁶³, got {seed}.")
    if days is not None and days < 1:
        raise UsageError(f"the number of days is at least 1, got {days}.")
    if isinstance(study_or_scenario, Scenario):
        if strategy is not None or future is not None:
            raise UsageError("a scenario is one strategy in one future already; name them of a study.")
        return _described(study_or_scenario, ("", None, ""), seed, days, ())
    study = study_or_scenario
    chosen, place = study.choice(strategy, future)
    odd = (*study.warnings([chosen], place), *look(study, [chosen], [place]).odd)
    return _described(study.resolve(chosen, place), (chosen, place, str(study.path)), seed, days, tuple(sorted(odd)))


def _described(
    scenario: Scenario,
    whose: tuple[str, str | None, str],
    seed: int | None,
    days: int | None,
    warnings: tuple[Problem, ...],
) -> Description:
    strategy, future, path = whose
    seed = scenario.run.seed if seed is None else seed
    load, sample = load_of(scenario), drawn(scenario, seed, days)
    return Description(
        name=scenario.name,
        question=scenario.question,
        path=path,
        strategy=strategy,
        future=future,
        seed=seed,
        horizon=scenario.horizon,
        edges_s=load.edges_s,
        types=load.types,
        groups=load.groups,
        pools=load.pools,
        gaps=load.gaps,
        durations=durations_found(scenario, sample),
        days_of_durations=sample.days_of_durations,
        sources=sources_found(scenario, sample),
        together=busy_together(scenario, sample),
        warnings=warnings,
    )
