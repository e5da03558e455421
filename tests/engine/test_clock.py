"""The clock: the order within one instant, SimPy beside it, stale and equal moments."""

import simpy
from building import OPENS_S, center, day

from simulator.engine.agenda import (
    ARRIVAL,
    CLOSING,
    HOURS_BEGIN,
    HOURS_END,
    LATER_S,
    PATIENCE,
    SERVICE_ENDS,
    STAFF_ENDS,
    STAFF_STARTS,
    TIMER,
    Dispatcher,
    Moment,
)
from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.headcount import Headcount
from simulator.engine.tables import tables_of


class Witness(Dispatcher):
    """A center that only writes down what it is told."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.freed: list[int] = []
        self.open = True
        """Whether anything is still open at the stop."""
        self.seen: list[tuple[float, str]] = []

    def arrive(self, case: int) -> None:
        self.seen.append((self.clock.now, f"arrival {case}"))

    def dispatch(self) -> None:
        self.seen.append((self.clock.now, f"dispatch {self.freed}"))
        self.freed.clear()

    def stop(self) -> bool:
        self.seen.append((self.clock.now, "stop"))
        self.freed.clear()
        return self.open

    def plan(self, time_s: float, order: int, entity: int, moment: Moment) -> None:
        agenda = self.clock.agenda
        agenda.plan(time_s, order, entity, agenda.enroll(moment))

    def note(self, text: str) -> "Note":
        return Note(self, text)

    def free(self) -> "Note":
        return Note(self, "end", frees=True)


class Note(Moment):
    """A moment that a witness writes down."""

    def __init__(self, witness: Witness, text: str, frees: bool = False) -> None:
        self.witness, self.text, self.frees = witness, text, frees

    def happen(self, entity: int) -> None:
        self.witness.seen.append((self.witness.clock.now, f"{self.text} {entity}"))
        if self.frees:
            self.witness.freed.append(entity)


def test_one_instant_has_an_order_whatever_was_planned_first():
    clock = Clock(0.0)
    witness = Witness(clock)
    witness.plan(5.0, PATIENCE, 9, witness.note("patience"))
    witness.plan(5.0, TIMER, 3, witness.note("timer"))
    witness.plan(5.0, ARRIVAL, 0, witness.note("born arrival"))
    witness.plan(5.0, CLOSING, 0, witness.note("closing"))
    witness.plan(5.0, STAFF_STARTS, 0, witness.note("staff starts"))
    witness.plan(5.0, STAFF_ENDS, 0, witness.note("staff ends"))
    witness.plan(5.0, SERVICE_ENDS, 7, witness.free())
    witness.plan(5.0, SERVICE_ENDS, 2, witness.free())
    clock.run_day([5.0, 5.0], witness)
    assert [what for _, what in witness.seen] == [
        "end 2",
        "end 7",
        "staff ends 0",
        "staff starts 0",
        "closing 0",
        "dispatch [2, 7]",
        "arrival 0",
        "born arrival 0",
        "arrival 1",
        "timer 3",
        "patience 9",
    ]


def test_the_dispatch_comes_at_its_own_instant_and_not_later():
    clock = Clock(0.0)
    witness = Witness(clock)
    witness.plan(1.0, SERVICE_ENDS, 0, witness.free())
    witness.plan(2.0, SERVICE_ENDS, 1, witness.free())
    clock.run_day([3.0], witness)
    assert witness.seen == [
        (1.0, "end 0"), (1.0, "dispatch [0]"), (2.0, "end 1"), (2.0, "dispatch [1]"), (3.0, "arrival 0"),
    ]  # fmt: skip


def test_what_is_planned_for_much_later_comes_in_its_turn():
    clock = Clock(0.0)
    witness = Witness(clock)
    agenda = clock.agenda
    later = agenda.enroll(witness.note("later"))

    class Planning(Moment):
        def happen(self, entity: int) -> None:
            # As soon as may be, at the border, behind it; and between the next two arrivals, which are far apart.
            for number, time_s in enumerate((9 * LATER_S, LATER_S, 2.0, LATER_S + 1.0, LATER_S)):
                agenda.plan(time_s, SERVICE_ENDS, number, later)
            assert agenda.head_s() == 2.0

    witness.plan(1.0, SERVICE_ENDS, 0, Planning())
    witness.plan(4 * LATER_S, PATIENCE, 7, witness.note("planned before"))
    assert agenda.head_s() == 1.0
    clock.run_day([1.0, 8 * LATER_S], witness)
    assert agenda.head_s() == float("inf")
    assert witness.seen == [
        (1.0, "arrival 0"), (2.0, "later 2"), (LATER_S, "later 1"), (LATER_S, "later 4"), (LATER_S + 1.0, "later 3"),
        (4 * LATER_S, "planned before 7"), (8 * LATER_S, "arrival 1"), (9 * LATER_S, "later 0"),
    ]  # fmt: skip


def test_contacts_born_inside_arrive_in_the_order_of_their_birth_after_the_first_of_their_cases():
    clock = Clock(0.0)
    witness = Witness(clock)
    # Rows 0 and 1 are first contacts; 2, 3, 4 were born later, each with a moment of its own.
    for row in (3, 2, 4):
        witness.plan(1.0, ARRIVAL, row, witness.note("born"))
    clock.run_day([1.0, 1.0], witness)
    assert [what for _, what in witness.seen] == ["arrival 0", "arrival 1", "born 2", "born 3", "born 4"]


def test_at_a_stop_everything_up_to_the_closing_happens_and_nothing_more():
    clock = Clock(0.0)
    witness = Witness(clock)
    witness.plan(5.0, PATIENCE, 9, witness.note("patience"))
    witness.plan(5.0, SERVICE_ENDS, 0, witness.free())
    witness.plan(5.0, CLOSING, 0, witness.note("closing"))
    witness.plan(5.0, HOURS_END, 0, witness.note("hours end"))
    witness.plan(5.0, HOURS_BEGIN, 0, witness.note("hours begin"))
    witness.plan(6.0, SERVICE_ENDS, 1, witness.free())
    assert clock.run_day([4.0, 5.0, 6.0], witness, until_s=5.0) == 5.0
    assert [what for _, what in witness.seen] == ["arrival 0", "end 0", "hours end 0", "closing 0", "stop"]
    assert clock.now == 5.0
    assert clock.peek() == float("inf")


def test_a_run_that_comes_to_its_end_was_not_stopped():
    clock = Clock(0.0)
    witness = Witness(clock)
    witness.open = False
    assert clock.run_day([4.0], witness, until_s=9.0) == float("inf")
    assert Clock(0.0).run_day([4.0], Witness(Clock(0.0))) == float("inf")


def test_hours_begin_after_the_dispatch_and_before_arrivals_and_end_before_the_staff_changes():
    clock = Clock(0.0)
    witness = Witness(clock)
    witness.plan(5.0, HOURS_BEGIN, 1, witness.note("goes in"))
    witness.plan(5.0, HOURS_BEGIN, -1, witness.note("opens"))
    witness.plan(5.0, STAFF_ENDS, 0, witness.note("staff ends"))
    witness.plan(5.0, HOURS_END, 0, witness.note("hours end"))
    witness.plan(5.0, SERVICE_ENDS, 7, witness.free())
    clock.run_day([5.0], witness)
    assert [what for _, what in witness.seen] == [
        "end 7", "hours end 0", "staff ends 0", "dispatch [7]", "opens -1", "goes in 1", "arrival 0",
    ]  # fmt: skip


def test_what_simpy_plans_for_an_instant_comes_first_in_it_and_before_the_dispatch():
    clock = Clock(0.0)
    witness = Witness(clock)
    witness.plan(5.0, SERVICE_ENDS, 7, witness.free())

    def frees(env: simpy.Environment):
        yield env.timeout(5)
        witness.seen.append((env.now, "process"))
        witness.freed.append(1)
        yield env.timeout(0)
        witness.seen.append((env.now, "again"))

    clock.process(frees(clock))
    clock.run_day([5.0], witness)
    assert [what for _, what in witness.seen] == ["process", "again", "end 7", "dispatch [1, 7]", "arrival 0"]


def test_after_a_stop_no_process_goes_on():
    clock = Clock(0.0)
    witness = Witness(clock)

    def ticks(env: simpy.Environment):
        while True:
            witness.seen.append((env.now, "tick"))
            yield env.timeout(2)

    clock.process(ticks(clock))
    clock.run_day([1.0], witness, until_s=5.0)
    assert [what for _, what in witness.seen] == ["tick", "arrival 0", "tick", "tick", "stop"]


def test_ordinary_simpy_processes_run_beside_the_center():
    scenario, workload = center(1), day((0, 50), (10, 5), (200, 5))
    tables, clock = tables_of(scenario), Clock(OPENS_S)
    book = Book(workload, tables.eligibility.of_segment)
    room = Center(tables, book, clock.agenda, None)
    Headcount(tables, room).open()
    seen = []

    def observer(env: simpy.Environment):
        for _ in range(4):
            seen.append((env.now - OPENS_S, room.flows[0].queue.length))
            yield env.timeout(20)

    clock.process(observer(clock))
    clock.run_day(book.arrivals_s(), room)
    assert seen == [(0, 0), (20, 1), (40, 1), (60, 0)]
