"""Whether the arrays of a run folder fit the run that its manifest tells of: counted before anybody adds them up.

A folder that carries seals cannot fail here; those of earlier versions carry none.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, Names, State
from simulator.metrics.cells import Cell, rows
from simulator.metrics.details import Details, Timetable
from simulator.metrics.helped import OF_HELPS
from simulator.metrics.intervened import OF_INTERVENTIONS
from simulator.metrics.measure import MEASURES
from simulator.metrics.sums import is_packed
from simulator.metrics.used import OF_RULES, Used
from simulator.metrics.values import Stack, Units
from simulator.metrics.wait_bins import WaitBins
from simulator.metrics.wait_counts import BUCKETS, ENDINGS
from simulator.scenario.days.in_teams import team_rows
from simulator.scenario.nouns import Scenario


def fits(stack: Stack, scenario: Scenario, replications: int) -> bool:
    """Return whether a stack is one of so many replications of the scenario. Raises what damage may raise."""
    return all(_stack_fits(stack, scenario, replications))


def _stack_fits(stack: Stack, scenario: Scenario, replications: int) -> Iterator[bool]:
    types, groups = len(scenario.contact_types), len(scenario.agent_groups)
    wanted = rows(_names(scenario))
    found = list(dict.fromkeys(cell.of for cell in stack.cells))
    yield found == list(wanted) and len(set(stack.cells)) == len(stack.cells)
    times = len(stack.cells) // len(wanted)
    yield stack.cells == tuple(Cell(of, one.interval) for of in wanted for one in stack.cells[:times])
    yield stack.cells[0].interval is None
    yield len(stack.parts) in (1, 2) and stack.parts[0].sizes is None
    yield len(stack.parts[0]) == replications
    known = set(stack.cells)
    for number, part in enumerate(stack.parts):
        yield set(part.cells) <= known and part.replications == replications
        yield (part.sizes is None) == (number == 0)
        yield from _units_fit(part)
    yield set().union(*(part.cells for part in stack.parts)) == known
    if stack.answered_by is not None:
        yield _is(stack.answered_by, "f", (replications, types, groups))
    for answers in stack.promised.values():
        yield _is(answers, "u", (replications, 2))
    if stack.details is not None:
        yield from _details_fit(stack.details, scenario, replications)


def _names(scenario: Scenario) -> Names:
    return Names(
        tuple(scenario.contact_types),
        tuple(scenario.channels),
        tuple(scenario.agent_groups),
        segments=scenario.segment_names,
        teams=team_rows(scenario),
    )


def _units_fit(part: Units) -> Iterator[bool]:
    yield part.sums.known.shape == (len(MEASURES), len(part.cells))
    yield is_packed(part.sums)
    for bins in (part.waits, *part.beside.values()):
        yield from _bins_fit(bins, len(part))
    if part.sizes is not None:
        yield _is(part.sizes, "i", (len(part),)) and bool((part.sizes > 0).all())


def _bins_fit(bins: WaitBins, units: int) -> Iterator[bool]:
    entries = len(bins.place)
    yield _is(bins.starts, "i", (units + 1,))
    yield _is(bins.place, "u", (entries,)) and _is(bins.number, "u", (entries,)) and _is(bins.count, "u", (entries,))
    yield bins.starts[0] == 0 and bins.starts[-1] == entries and bool((np.diff(bins.starts) >= 0).all())
    yield bins.number.dtype.itemsize == 2
    yield not entries or int(bins.place.max()) < bins.layout.places


def _details_fit(details: Details, scenario: Scenario, replications: int) -> Iterator[bool]:
    types, groups, segments = (
        len(each) for each in (scenario.contact_types, scenario.agent_groups, scenario.segment_names)
    )
    names = _names(scenario)
    found = details.plan.names
    yield (found.types, found.groups, found.segments) == (names.types, names.groups, names.segments)
    yield found.teams == names.teams
    yield all(isinstance(one, str) for one in (*found.channels, *found.agents, *details.plan.intervals))
    steps = len(details.plan.step_from_s)
    yield from _plan_fits(details.plan, types, groups, steps)
    yield _is(details.queue, "f", (len(details.queue), 1 + types, steps)) and len(details.queue) <= replications
    yield _is(details.waits, "i", (types, len(ENDINGS), BUCKETS))
    if details.agents is not None:
        yield from _agents_fit(details.agents, len(found.agents), groups, len(found.teams))
    if details.used is not None:
        yield _used_fits(details.used, types, groups, segments)
        yield _is(details.used.overflow, "f", (len(scenario.overflow), len(OF_RULES)))
        yield _is(details.used.interventions, "f", (len(scenario.interventions), len(OF_INTERVENTIONS)))
        yield _is(details.used.helps, "f", (len(scenario.helps), len(OF_HELPS)))


def _plan_fits(plan: Timetable, types: int, groups: int, steps: int) -> Iterator[bool]:
    intervals = len(plan.intervals)
    yield _is(plan.interval_from_s, "f", (intervals,)) and _is(plan.interval_to_s, "f", (intervals,))
    yield _is(plan.step_from_s, "f", (steps,)) and _is(plan.step_to_s, "f", (steps,))
    yield _is(plan.expected, "f", (types, intervals)) and _is(plan.forecast, "f", (types, intervals))
    yield _is(plan.scheduled_s, "f", (groups, intervals))


def _agents_fit(columns: Columns, agents: int, groups: int, teams: int) -> Iterator[bool]:
    wanted = {"group", "agent", "state", "in_hand", "overtime", "from_s", "to_s"}
    yield set(columns) - {"team"} == wanted
    yield "team" not in columns or _in(columns["team"], teams)
    spans = len(columns["group"])
    kinds = {"overtime": "b", "from_s": "f", "to_s": "f"}
    yield all(_is(column, kinds.get(name, "i"), (spans,)) for name, column in columns.items())
    yield _in(columns["group"], groups) and _in(columns["state"], max(State) + 1)
    yield not agents or _in(columns["agent"], agents)


def _used_fits(used: Used, types: int, groups: int, segments: int) -> bool:
    shapes = {
        **dict.fromkeys(("served_by", "queued_by"), (types, groups)),
        **dict.fromkeys(("queued_in", "arrived_in"), (types, segments + 1)),
        **dict.fromkeys(("late", "late_agents", "latest_s", "latest_at_s"), (groups,)),
        "closings": (1,),
    }
    return all(_is(getattr(used, name), "f", shape) for name, shape in shapes.items())


def _is(array: NDArray[Any], kind: str, shape: tuple[int, ...]) -> bool:
    return array.dtype.kind == kind and array.shape == shape


def _in(numbers: NDArray[Any], most: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() < most)
