"""Random centers with shifts, breaks, absence, people who differ, trainings: engine, naive twin, every invariant."""

from collections import Counter

import pytest
from checkers import check
from swarm import random_center
from twins import agrees_with_reference, differences

from simulator.engine.simulate import simulate
from simulator.log import SpanKind
from simulator.scenario.nouns.attendance_rates import Absence


@pytest.mark.parametrize("first", [0, 15])
def test_random_centers_with_shifts_agree(first):
    for seed in range(first, first + 15):
        agrees_with_reference(seed, coming_again=seed % 2 == 1, shifts=True)


@pytest.mark.parametrize(
    ("seed", "what"),
    [
        (3, "who looks for contacts that gates kept is not there while on a break"),
        (11, "late for all of a short part"),
        (12, "a night's shift after one of which nothing is simulated"),
        (22, "busy with nothing new when it closes"),
        (39, "a contact of no length at the very beginning of a shift of who can do more since"),
        (36, "a break in the time in which nothing new is taken"),
        (491, "a gate looked at now and then, at an opening at which people come"),
        (1401, "who has looked in vain looks again with all who were kept, not before them"),
        (2548, "whoever is absent from midnight on takes nothing at midnight"),
    ],
)
def test_a_random_center_with_shifts_that_once_differed_agrees(seed, what):
    for coming_again in (False, True):
        agrees_with_reference(seed, coming_again, shifts=True)


def with_many_absent(scenario):
    """Return the center with half of all who have breaks absent with pay; of the breaks, two of three are unpaid."""

    def unpaid(breaks):
        return {
            name: one.model_copy(update={"paid": place % 3 == 2}) for place, (name, one) in enumerate(breaks.items())
        }

    groups = {}
    for name, group in scenario.agent_groups.items():
        if group.shifts is not None and group.shrinkage is None:
            shifts = {
                called: one.model_copy(update={"breaks": unpaid(one.breaks)}) for called, one in group.shifts.items()
            }
            absence = Absence(share="50%")
            changes = {"shifts": shifts, "breaks": unpaid(group.breaks), "absence": absence}
            group = group.model_copy(update=changes)
        groups[name] = group
    return scenario.model_copy(update={"agent_groups": groups})


@pytest.mark.parametrize(
    "first", [0, pytest.param(20, marks=pytest.mark.long), pytest.param(200, marks=pytest.mark.long)]
)
def test_who_is_absent_in_random_centers_is_paid_without_unpaid_breaks(first):
    met = 0
    for seed in range(first, max(20, 2 * first)):
        scenario, workload = random_center(seed, shifts=True)
        scenario = with_many_absent(scenario)
        log = simulate(scenario, workload)
        check(scenario, workload, log)
        assert not (found := differences(scenario, workload, log)), f"{seed}, {found[0]}"
        met += int((log.spans["kind"] == SpanKind.UNPAID_WHILE_ABSENT).sum())
    assert met > 20, "hardly anybody who is absent has unpaid breaks"


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 3000, 500))
def test_many_random_centers_with_shifts_agree(first):
    for seed in range(first, first + 40):
        for coming_again in (False, True):
            agrees_with_reference(seed, coming_again, shifts=True)


def test_the_swarm_with_shifts_meets_everything():
    met: Counter[object] = Counter()
    for seed in range(60):
        scenario, workload = random_center(seed, shifts=True)
        log = simulate(scenario, workload)
        met.update(map(SpanKind, log.spans["kind"].tolist()))
        for group in scenario.agent_groups.values():
            shifts = list((group.shifts or {}).values())
            nouns = [*group.breaks.values(), *(one for shift in shifts for one in shift.breaks.values())]
            met.update(next(key for key in one.exactly_one if one.value_of(key) is not None) for one in nouns)
            met.update(one.start for one in nouns if one.from_s is not None)
            met["together"] += sum(one.together is not None for one in nouns)
            met["apart"] += group.apart is not None
            met["shrinkage of a headcount"] += group.shrinkage is not None and group.shifts is None
            for key in ("people", "crew", "split", "on", "agents_on", "no_new_s", "since", "learning"):
                met[key] += sum(bool(getattr(shift, key)) for shift in shifts)
        for key in ("serves", "since", "learning"):
            met[f"{key} of people"] += sum(bool(getattr(person, key)) for person in scenario.people.values())
        sessions = [one.sessions for one in scenario.trainings.values()]
        met["trainings without sessions"] += sum(one is None for one in sessions)
        met["waves"] += sum(one is not None and one.waves > 1 for one in sessions)
        met["sessions"] += sum(one is not None for one in sessions)
    kinds = (SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.ABSENT, SpanKind.AWAY, SpanKind.UNPAID_BREAK)
    forms = ("at", "after", "from", "every", "when_free", "staggered", "own_choice", "together", "apart")
    wanted = [
        *(*kinds, SpanKind.UNPAID_ABSENCE, SpanKind.OVERTIME, *forms),
        *("shrinkage of a headcount", "people", "crew", "split", "no_new_s", "since", "learning", "sessions"),
        *("serves of people", "since of people", "learning of people"),
    ]
    assert not [one for one in wanted if met[one] < 5], met
    assert met["on"] >= 1
    assert met["waves"] >= 2
    assert met["trainings without sessions"] >= 1
    assert met["agents_on"] >= 1
