"""What is odd about the work of a scenario, in an analyst's words: allowed, and probably not meant.

A file says little of it: how many come may be in another one, how long they take depends on who is there. So these
warnings are found above the demand, by the very numbers that a description shows, and handed to the study, which says
of which strategy they are true.
"""

from collections.abc import Collection, Iterator, Sequence

from simulator.errors import Problem, ScenarioError
from simulator.scenario.days.steps import most
from simulator.scenario.days.views import told_of_days
from simulator.scenario.language.warning_kinds import of_kind
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.work.by_piece import DayWork, days_by_piece, works_of
from simulator.work.crowded_openings import crowded_openings
from simulator.work.features.at_the_door import doors_of
from simulator.work.few_slots import few_slots
from simulator.work.lost_at_doors import many_lost
from simulator.work.overload import overloaded
from simulator.work.refused_again import often_refused
from simulator.work.timeline import clocks
from simulator.work.unequal_plans import unequal_plans
from simulator.work.unmatched import nobody_ever_comes, only_while_closed, without_people


def odd(study: Study, strategies: Sequence[str] | None = None, future: str | None = None) -> tuple[Problem, ...]:
    """Return all that is allowed in a study but probably not meant, in ``strategies`` (None: all); each once, by place.

    What is found in recorded files is told by `demand/look.py`, also what is wrong with them.
    """
    found = study.warnings(strategies, future, more=odd_work)
    unequal = unequal_plans(study, strategies, future) if study.equal_plans else ()
    return tuple(sorted((*found, *unequal)))


def odd_work(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is odd about the work of a scenario; nothing where a file of the past cannot be used."""
    try:
        works = works_of(scenario, forecast=False)
    except ScenarioError:
        return []
    days, doors = days_by_piece(works), doors_of(works.coming.timeline)
    helping = scenario.helping_groups
    outside = tuple(name for name in only_while_closed(works, days, doors) if name not in helping)
    known: dict[int, tuple[list[Problem], list[Problem]]] = {}
    some, always = [], []
    for (day, view), here in zip(works.days, days, strict=True):
        # Days with the same work and the same staff are looked at once.
        if id(here) not in known:
            known[id(here)] = (
                [
                    *of_kind("nobody_on_duty", _nobody_there(tree, here)),
                    *of_kind("overload", overloaded(view, tree, here)),
                    *of_kind("few_slots", few_slots(view, tree, here)),
                ],
                [
                    *of_kind("no_work", _never_needed(view, tree, here, {*outside, *helping})),
                    *of_kind("no_contacts", _nobody_of_a_type(view, tree, here)),
                ],
            )
        some.append((day, known[id(here)][0]))
        always.append((day, known[id(here)][1]))
    return [
        *told_of_days(some),
        *told_of_days(always, on_all=True),
        *of_kind("no_work", (_only_outside(tree, name) for name in outside)),
        *of_kind("lost_at_doors", many_lost(works, tree, doors)),
        *of_kind("crowded_opening", crowded_openings(works, days, tree)),
        *of_kind("refused_again", often_refused(works, tree, doors)),
    ]


def _nobody_there(tree: Mapping, day: DayWork) -> Iterator[Problem]:
    for one in without_people(day):
        what = f"contacts arrive while no agent who serves them is on duty, {clocks(one.spans)}."
        yield problem(key_mark(tree, "contact_types", one.type), dotted("contact_types", one.type), what)


def _only_outside(tree: Mapping, group: str) -> Problem:
    what = "its agents are on duty only while everything they serve is closed."
    return problem(key_mark(tree, "agent_groups", group), dotted("agent_groups", group), what, "See hours.")


def _never_needed(view: Scenario, tree: Mapping, day: DayWork, others: Collection[str]) -> Iterator[Problem]:
    """Find groups with agents on duty for types of which nobody ever comes; not ``others``, who help or are told of."""
    for name, group in view.agent_groups.items():
        if name not in others and most(group.headcount, view.horizon) > 0 and nobody_ever_comes(day, name):
            what = f"the group has agents but no work: no contacts arrive for {' or '.join(group.serves)}."
            yield problem(key_mark(tree, "agent_groups", name), dotted("agent_groups", name), what)


def _nobody_of_a_type(view: Scenario, tree: Mapping, day: DayWork) -> Iterator[Problem]:
    """Find types with a source of which nobody ever comes; not those that are named with a group without work."""
    for one in day.types:
        if one.source is None or one.more_may_come or any(one.in_all) or any(one.offered):
            continue
        on_duty = [name for name in one.groups if most(view.agent_groups[name].headcount, view.horizon) > 0]
        if not any(nobody_ever_comes(day, name) for name in on_duty):
            what = f"no contacts of this type arrive: its source {one.source} brings none."
            yield problem(key_mark(tree, "contact_types", one.name), dotted("contact_types", one.name), what)
