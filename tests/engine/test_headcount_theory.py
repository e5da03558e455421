"""A headcount that falls and rises, against the forward equations of the chain.

A day begins with nobody there; how likely everything is later follows from Kolmogorov's forward equations, solved here
from one change of headcount to the next. At a change the state jumps by the rule alone: those with nothing in hand go
first; an order that nobody empty can take waits for the next who releases a contact, and is taken back by a rise.
Whoever is told to leave takes nothing new and leaves with an empty hand; from the fall until then it is overtime.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pytest
from agreement import assert_agrees
from building import OPENS_S, center
from checkers import check
from markov import forward
from scipy.linalg import expm

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import RunLog, SpanKind
from simulator.scenario.nouns import Scenario

HOUR_S = 3600.0
DAYS = 8000
RELATIVE, ABSOLUTE = 0.03, 0.1
"""What is told apart with so many days."""

Hands = tuple[int, ...]
"""How many contacts each has in hand."""
Likely = dict["There", float]


class Changing(NamedTuple):
    """Rates per hour; times in hours after the opening."""

    agents: tuple[tuple[float, int], ...]
    """From when on how many are planned, first at 0."""
    look_h: tuple[float, ...]
    """When it is looked at what is there; the last one is the end, and no change is at any."""
    come: float
    end: float
    give_up: float
    places: int
    """In the queue."""
    slots: int | None = None
    """None are exclusive contacts."""

    @property
    def most(self) -> int:
        """Return how many fit in a hand."""
        return self.slots or 1


class There(NamedTuple):
    """What is there at a time."""

    stay: Hands
    """The hands of those who are not told to leave, sorted."""
    told: Hands
    """The hands of those who are, in the order in which they were told."""
    orders: int
    """That wait for the next who releases a contact."""
    queue: int


Fall = Callable[[There, int], There]


def told_when_released(now: There, people: int) -> There:
    """Return what is there when ``people`` fewer are planned."""
    empty = min(people, now.stay.count(0))
    return now._replace(stay=now.stay[empty:], orders=now.orders + people - empty)


def told_at_once(now: There, people: int) -> There:
    """Return the same by another rule, which is not ours: who has least in hand is told at once."""
    first = now.stay[:people]
    return now._replace(stay=now.stay[people:], told=(*now.told, *(hand for hand in first if hand)))


def risen(case: Changing, now: There, people: int) -> There:
    """Return what is there when ``people`` more are planned: orders, who was told last, then others."""
    back = min(people, now.orders)
    staying = min(people - back, len(now.told))
    first = len(now.told) - staying
    stay = (*now.stay, *now.told[first:], *(0,) * (people - back - staying))
    return served(case, There(stay, now.told[:first], now.orders - back, now.queue))


def served(case: Changing, now: There) -> There:
    """Return what is there when those who stay and have room have taken from the queue, the least loaded first."""
    stay, queue = sorted(now.stay), now.queue
    while queue and stay and stay[0] < case.most:
        stay, queue = sorted([stay[0] + 1, *stay[1:]]), queue - 1
    return now._replace(stay=tuple(stay), queue=queue)


def moves(case: Changing, now: There) -> Iterator[tuple[There, float]]:
    """Yield where it goes from ``now``, at which rate per hour; who finds no place goes nowhere."""
    if now.queue < case.places or any(hand < case.most for hand in now.stay):
        yield served(case, now._replace(queue=now.queue + 1)), case.come
    if now.queue:
        yield now._replace(queue=now.queue - 1), now.queue * case.give_up
    for agent, hand in enumerate(now.stay):
        others = now.stay[:agent] + now.stay[agent + 1 :]
        if hand and now.orders:
            told = (*now.told, hand - 1) if hand > 1 else now.told
            yield now._replace(stay=others, told=told, orders=now.orders - 1), hand * case.end
        elif hand:
            yield served(case, now._replace(stay=(*others, hand - 1))), hand * case.end
    for agent, hand in enumerate(now.told):
        left = (hand - 1,) if hand > 1 else ()
        yield now._replace(told=now.told[:agent] + left + now.told[agent + 1 :]), hand * case.end


def some_time_later(case: Changing, likely: Likely, hours: float) -> tuple[Likely, float]:
    """Return how likely everything is ``hours`` later, and how many hours are worked beyond the plan until then."""
    states, matrix = forward(partial(moves, case), likely)
    # The last row adds up who is there beyond the plan.
    size = len(states)
    equations = np.zeros((size + 1, size + 1))
    equations[:size, :size] = matrix.toarray()
    equations[size, :size] = [len(now.told) + now.orders for now in states]
    later = expm(equations * hours) @ np.array([*(likely.get(now, 0.0) for now in states), 0.0])
    return dict(zip(states, later[:size].tolist(), strict=True)), float(later[size])


@cache
def expected(case: Changing, fall: Fall = told_when_released) -> dict[str, float]:
    """Return what the equations say."""
    (_, first), *later = case.agents
    change = {from_h: people - before for (_, before), (from_h, people) in pairwise(case.agents)}
    likely: Likely = {There((0,) * first, (), 0, 0): 1.0}
    found, late_h = {}, 0.0
    for from_h, to_h in pairwise(sorted({0.0, *(from_h for from_h, _ in later), *case.look_h})):
        likely, more_h = some_time_later(case, likely, to_h - from_h)
        late_h += more_h
        if to_h in case.look_h:
            sums = np.array([(len(now.stay + now.told), sum(now.stay + now.told), now.queue) for now in likely])
            means = np.array(list(likely.values())) @ sums
            found |= {f"{name} at {to_h}": float(mean) for name, mean in zip(NAMES, means, strict=True)}
        else:
            jumped: Likely = {}
            for now, share in likely.items():
                more = change[to_h]
                to = fall(now, -more) if more < 0 else risen(case, now, more)
                jumped[to] = jumped.get(to, 0.0) + share
            likely = jumped
    return found | {"hours beyond the plan": late_h}


NAMES = ("on duty", "in hand", "in queue")


def measured(case: Changing, log: RunLog) -> dict[str, float]:
    """Return the same of a log."""
    contacts, spans = log.contacts, log.spans
    duty = spans["kind"] == SpanKind.DUTY
    found = {}
    for look_h in case.look_h:
        at_s = OPENS_S + look_h * HOUR_S
        on_duty = duty & (spans["from_s"] <= at_s) & (at_s < spans["to_s"])
        in_hand = (contacts["answered_s"] <= at_s) & (at_s < contacts["ended_s"])
        waits = (contacts["arrived_s"] <= at_s) & (at_s < contacts["arrived_s"] + contacts["wait_s"])
        counts = (float(there.sum()) for there in (on_duty, in_hand, waits))
        found |= {f"{name} at {look_h}": count for name, count in zip(NAMES, counts, strict=True)}
    until_s = OPENS_S + case.look_h[-1] * HOUR_S
    on_duty_s = (np.minimum(spans["to_s"], until_s) - spans["from_s"])[duty & (spans["from_s"] < until_s)].sum()
    ends_h = [*(from_h for from_h, _ in case.agents[1:]), case.look_h[-1]]
    planned_h = sum(people * (to_h - from_h) for (from_h, people), to_h in zip(case.agents, ends_h, strict=True))
    return found | {"hours beyond the plan": on_duty_s / HOUR_S - planned_h}


def overtime_h(case: Changing, log: RunLog) -> float:
    """Return the hours of overtime until it was looked at for the last time."""
    spans, until_s = log.spans, OPENS_S + case.look_h[-1] * HOUR_S
    late = (spans["kind"] == SpanKind.OVERTIME) & (spans["from_s"] < until_s)
    return float((np.minimum(spans["to_s"], until_s) - spans["from_s"])[late].sum()) / HOUR_S


def clock(after_h: float) -> str:
    minutes = round((OPENS_S / HOUR_S + after_h) * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def built(case: Changing) -> Scenario:
    kind: dict[str, Any] = {
        "arrivals": f"{case.come!r}/h",
        "talk": {"exponential": {"mean": f"{60 / case.end!r}m"}},
        "patience": {"exponential": {"mean": f"{60 / case.give_up!r}m"}},
        "queue_limit": case.places,
    }
    channels = {} if case.slots is None else {"chat": {"slots": case.slots}}
    agents = {clock(from_h): people for from_h, people in case.agents}
    return center(
        types={"contacts": kind | ({"channel": "chat"} if channels else {})},
        groups={"all": {"agents": agents, "serves": {"contacts": {}}}},
        channels=channels,
        to=clock(case.look_h[-1] + 1 / 12),
    )


def agrees(case: Changing, days: int = DAYS, relative: float = RELATIVE, absolute: float = ABSOLUTE) -> None:
    scenario, exact, found, late_h = built(case), expected(case), [], []
    for replication in range(days):
        workload = draw(scenario, seed=8, replication=replication)
        log = simulate(scenario, workload)
        if replication < 20:
            check(scenario, workload, log)
        found.append(measured(case, log))
        late_h.append(overtime_h(case, log))
    assert exact.keys() == found[0].keys()
    for name, value in exact.items():
        samples = [one[name] for one in found]
        assert_agrees(samples, value, relative=relative, absolute=absolute, what=f"{name} of {case}")
    if all(people < before for (_, before), (_, people) in pairwise(case.agents)):
        # Where it only falls, nobody is asked to stay after all, and time beyond the plan is overtime to the bit.
        assert late_h == pytest.approx([one["hours beyond the plan"] for one in found], abs=1e-6)


CASES = {
    "calls, a fall": Changing(
        ((0, 6), (1, 2)), (0.9, 1.05, 1.2, 1.5, 2.0), come=24, end=4, give_up=3, places=6
    ),
    "calls, two falls and a rise": Changing(
        ((0, 7), (0.75, 4), (0.9, 2), (1.1, 5)), (0.8, 1.0, 1.15, 1.5), come=24, end=4, give_up=3, places=5
    ),
    "chats, a fall": Changing(
        ((0, 4), (1, 1)), (0.9, 1.05, 1.2, 1.5, 2.0), come=36, end=3, give_up=2, places=6, slots=3
    ),
    "chats, two falls": Changing(
        ((0, 4), (0.75, 3), (0.9, 1)), (0.8, 1.0, 1.25, 1.75), come=16, end=3, give_up=3, places=4, slots=3
    ),
    "chats, a fall and a rise": Changing(
        ((0, 4), (0.75, 1), (1, 3)), (0.7, 0.9, 0.95, 1.1, 1.5), come=30, end=3, give_up=2, places=6, slots=3
    ),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_changing_headcount_follows_the_forward_equations(case):
    agrees(case)


def test_calls_after_a_fall_follow_the_forward_equations():
    agrees(CASES["calls, a fall"], days=600, relative=0.1, absolute=0.35)


def test_chats_after_a_fall_follow_the_forward_equations():
    agrees(CASES["chats, a fall"], days=600, relative=0.1, absolute=0.35)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=name, marks=[pytest.mark.long] * (name in ("chats, two falls", "chats, a fall and a rise"))
        )
        for name, case in CASES.items()
    ],
)
def test_another_rule_for_who_leaves_would_show(case):
    """Or else the tests above would prove nothing."""
    ours, other = expected(case), expected(case, told_at_once)
    off = {name: abs(value - other[name]) / max(RELATIVE * value, ABSOLUTE) for name, value in ours.items()}
    assert max(off.values()) > 2, off
