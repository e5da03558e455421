"""What is odd about the work of a scenario, in an analyst's words: allowed, and probably not meant.

A file says little of it: how many come may be in another one, how long they take depends on who is there. So these
warnings are found above the demand, by the very numbers that a description shows, and handed to the study, which says
of which strategy they are true.
"""

from collections.abc import Iterator, Sequence

from simulator.errors import Problem, ScenarioError
from simulator.scenario.days.steps import most
from simulator.scenario.days.views import told_of_days
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.work.by_piece import DayWork, days_by_piece, works_of
from simulator.work.overload import overloaded
from simulator.work.timeline import clocks
from simulator.work.unmatched import nobody_ever_comes, without_people


def odd(study: Study, strategies: Sequence[str] | None = None, future: str | None = None) -> tuple[Problem, ...]:
    """Return all that is allowed in a study but probably not meant, in ``strategies`` (None: all); each once, by place.

    What is found in recorded files is told by `demand/look.py`, also what is wrong with them.
    """
    return study.warnings(strategies, future, more=odd_work)


def odd_work(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is odd about the work of a scenario; nothing where a file of the past cannot be used."""
    try:
        works = works_of(scenario, forecast=False)
    except ScenarioError:
        return []
    known: dict[int, tuple[list[Problem], list[Problem]]] = {}
    some, always = [], []
    for (day, view), here in zip(works.days, days_by_piece(works), strict=True):
        # Days with the same work and the same staff are looked at once.
        if id(here) not in known:
            known[id(here)] = (
                [*_nobody_there(tree, here), *overloaded(view, tree, here)],
                list(_never_needed(view, tree, here)),
            )
        some.append((day, known[id(here)][0]))
        always.append((day, known[id(here)][1]))
    return [*told_of_days(some), *told_of_days(always, on_all=True)]


def _nobody_there(tree: Mapping, day: DayWork) -> Iterator[Problem]:
    for one in without_people(day):
        what = f"contacts arrive while no agent who serves them is on duty, {clocks(one.spans)}."
        yield problem(key_mark(tree, "contact_types", one.type), dotted("contact_types", one.type), what)


def _never_needed(view: Scenario, tree: Mapping, day: DayWork) -> Iterator[Problem]:
    """Find groups with agents on duty for types of which nobody ever comes."""
    for name, group in view.agent_groups.items():
        if most(group.agents, view.horizon) > 0 and nobody_ever_comes(day, name):
            what = f"it has agents but no work: nobody comes for {' or '.join(group.serves)}."
            yield problem(key_mark(tree, "agent_groups", name), dotted("agent_groups", name), what)
