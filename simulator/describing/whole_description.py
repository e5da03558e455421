"""The whole description: of one strategy of a study in one future, or of a scenario that is at hand."""

from dataclasses import replace
from typing import NamedTuple

from simulator.arguments import of_kind, text_or_none, whole_number_or_none
from simulator.demand.look import look
from simulator.describing.by_rules import gates_of, reservations_of, said_of_rules
from simulator.describing.chains_found import chains_of
from simulator.describing.conversations_found import conversations_found
from simulator.describing.description import Description, SilentStated, TargetsFound
from simulator.describing.drawn import drawn
from simulator.describing.erlang_asked import erlang_of
from simulator.describing.heads_needed import needs_of
from simulator.describing.stated_durations import durations_found
from simulator.describing.stated_sources import busy_together, sources_found
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.scenario.days.on_duty import fullest_day
from simulator.scenario.days.views import views
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conversation_channel import clock_of
from simulator.scenario.resolved.acknowledged import sorted_out
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.suggest import did_you_mean
from simulator.work.few_slots import slot_gaps, slot_loads
from simulator.work.load_against_staff import load_of
from simulator.work.odd import odd
from simulator.work.unmatched import without_people, without_work


def describe(
    study_or_scenario: Study | Scenario,
    strategy: str | None = None,
    future: str | None = None,
    seed: int | None = None,
    days: int | None = None,
    day: str | None = None,
) -> Description:
    """Return what a scenario says about demand and staff; the center is not simulated.

    Of a study, ``strategy`` (None: its first) in ``future`` (None: as stated). ``seed`` is the scenario's unless given;
    so many ``days`` are drawn, None: 200, fewer when they are very large. Of a scenario of several days one is told:
    ``day`` by its name, as ``monday``, None: the first on which the most groups are on duty. Raises UsageError for
    names and numbers that do not exist or do not fit, ScenarioError when the two do not fit together or a file beside
    it cannot be used.
    """
    of_kind("study_or_scenario", study_or_scenario, Study | Scenario, "a study, as load() returns it, or a scenario")  # type: ignore[arg-type]
    text_or_none("strategy", strategy, "the name of a strategy")
    text_or_none("future", future, "the name of a future")
    text_or_none("day", day, "the name of a day, as 'monday'")
    seed, days = whole_number_or_none("seed", seed), whole_number_or_none("days", days)
    if seed is not None and not 0 <= seed < 2**63:
        raise UsageError(f"the seed is a whole number, 0 or more and less than 2⁶³, got {seed}.")
    if days is not None and days < 1:
        raise UsageError(f"the number of days is at least 1, got {days}.")
    if isinstance(study_or_scenario, Scenario):
        if strategy is not None or future is not None:
            raise UsageError("a scenario is one strategy in one future already; name them of a study.")
        return _described(study_or_scenario, day, ("", None, ""), seed, days, ())
    study = study_or_scenario
    chosen, place = study.choice(strategy, future)
    found = look(study, [chosen], [place])
    if found.wrong:
        raise ScenarioError(found.wrong)
    warnings = (*odd(study, [chosen], place), *found.odd)
    whose = (chosen, place, str(study.path))
    new, known = sorted_out(tuple(sorted(warnings)), study.acknowledged)
    described = _described(study.resolve(chosen, place), day, whose, seed, days, new)
    tests = [one for one in study.resolve(chosen, place).routing_tests.values() if one.is_of(chosen)]
    return replace(described, titles=study.titles, acknowledged=known, routing_tests=len(tests))


class _Told(NamedTuple):
    """The day that is told."""

    name: str
    view: Scenario
    of_days: str
    """How it is told among several; empty where there is only one."""
    others: str
    """How others are had, where it is neither the first nor asked for."""


def _day_of(scenario: Scenario, day: str | None) -> _Told:
    days = {one.name: view for one, view in views(scenario)}
    name = fullest_day(scenario) if day is None else day
    if name not in days or (day is not None and scenario.horizon.days == 1):
        known = list(days) if scenario.horizon.days > 1 else []
        hint = did_you_mean(name, known) or "There is only one day."
        raise UsageError(f"there is no day '{name}'. {hint}")
    if scenario.horizon.days == 1:
        return _Told(name, days[name], "", "")
    if day is None and name != next(iter(days)):
        which = f"{name}, the first day with the most groups on duty"
        return _Told(name, days[name], which, f"--day NAME shows another of {len(days)}")
    return _Told(name, days[name], f"{name}, one of {len(days)} days", "")


def _described(
    scenario: Scenario,
    day: str | None,
    whose: tuple[str, str | None, str],
    seed: int | None,
    days: int | None,
    warnings: tuple[Problem, ...],
) -> Description:
    strategy, future, path = whose
    seed = scenario.run.seed if seed is None else seed
    name, view, of_days, others = _day_of(scenario, day)
    load, sample = load_of(scenario, name), drawn(view, seed, days)
    erlang = erlang_of(view, load)
    return Description(
        name=scenario.name,
        question=scenario.question,
        path=path,
        strategy=strategy,
        future=future,
        seed=seed,
        horizon=view.horizon,
        of_days=of_days,
        other_days=others,
        warm_up_s=scenario.horizon.warm_up_s,
        edges_s=load.edges_s,
        types=load.types,
        groups=load.groups,
        pools=load.pools,
        gaps=load.gaps,
        said=(*load.said, *said_of_rules(scenario)),
        without_people=tuple(without_people(load.pieces)),
        without_work=tuple(without_work(load.pieces, scenario.helping_groups)),
        erlang=erlang,
        needs=needs_of(view, load, erlang),
        chains=chains_of(scenario, name),
        durations=durations_found(view, sample),
        conversations=conversations_found(view, sample),
        targets=_targets(scenario),
        slots=slot_loads(view, load.whole),
        slot_gaps=slot_gaps(view, load.whole),
        slotted={name: one for name, one in scenario.channels.items() if one.in_hand_max is not None},
        silent=_silent(scenario),
        days_of_durations=sample.days_of_durations,
        sources=sources_found(view, sample),
        together=busy_together(view, sample),
        warnings=warnings,
        overflow=scenario.overflow,
        interventions=scenario.interventions,
        helps=scenario.helps,
        gates=gates_of(scenario),
        reservations=reservations_of(scenario),
        announcements={
            name: kind.announcement for name, kind in scenario.contact_types.items() if kind.announcement is not None
        },
        follow_ups=len(scenario.follow_ups),
    )


def _targets(scenario: Scenario) -> tuple[TargetsFound, ...]:
    return tuple(
        TargetsFound(name, kind.targets, clock_of(scenario.channels[kind.channel]))
        for name, kind in scenario.contact_types.items()
        if kind.targets.stated
    )


def _silent(scenario: Scenario) -> dict[str, SilentStated]:
    types = scenario.contact_types.items()
    return {name: SilentStated(kind.silent, kind.replies is not None) for name, kind in types if kind.silent}
