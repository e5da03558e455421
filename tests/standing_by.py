"""The naive engine for people on call: they stand by, come when an intervention calls them in, and stay.

It adds to `working_shifts.py` parts of shifts in which nobody comes of their own. Whoever is through with what was
before stands by; who is called has a time at which they come. Both are looked at anew at every instant.
"""

from dataclasses import dataclass, field
from math import inf

from orders_of_shifts import Worker
from reference import grid
from shifts_read import Part
from working_shifts import WorkingShifts

from simulator.scenario.nouns.intervention_rules import CalledIn


@dataclass(eq=False)
class Watch:
    """A part of a shift in which somebody is on call."""

    worker: Worker
    part: Part
    since_s: float | None = None
    """Since when they stand by."""
    comes_s: float = inf
    """When they come because they were called."""


@dataclass
class StandingBy(WorkingShifts):
    watches: list[Watch] = field(default_factory=list)
    """Those that are not over, and in which nobody has come."""

    def begin(self) -> None:
        super().begin()
        self.absent = [(worker, part) for worker, part in self.absent if not is_on_call(part)]
        for worker in self.workers:
            mine = [part for part in self.plan_of(worker) if is_on_call(part)]
            self.watches += [Watch(worker, part) for part in mine]
            worker.parts = [part for part in worker.parts if part not in mine]

    def next_times(self) -> list[float]:
        times = [time_s for one in self.watches for time_s in (one.part.from_s, one.part.to_s, one.comes_s)]
        return super().next_times() + [time_s for time_s in times if self.now < time_s < inf]

    def staff(self) -> None:
        over = [one for one in self.watches if one.part.to_s == self.now]
        for one in over:
            self.stands_no_more(one)
        super().staff()
        for one in [*over, *self.watches]:
            if one.part.from_s == self.now:
                self.leave_before_a_part(one.worker)
        self.somebody_stands_by()
        self.those_who_were_called_come()

    def dispatch(self) -> None:
        super().dispatch()
        self.somebody_stands_by()
        while self.those_who_were_called_come():
            super().dispatch()

    def stop(self) -> None:
        for one in list(self.watches):
            self.stands_no_more(one)
        super().stop()

    def somebody_stands_by(self) -> None:
        for one in self.watches:
            if one.since_s is None and one.part.from_s <= self.now and not one.part.is_absent:
                is_through = one.worker.part is None and not self.busy_seats(one.worker)
                one.since_s = self.now if is_through else None

    def call_in(self, said: CalledIn) -> int:
        if said.to not in self.plan.groups:
            return super().call_in(said)
        self.somebody_stands_by()
        comes_s = self.now + grid(said.ready_s)
        able = [
            one
            for one in self.watches
            if one.part.group == said.to and one.since_s is not None and one.comes_s == inf and comes_s < one.part.to_s
        ]
        called = sorted(able, key=lambda one: one.part.seat)[: said.number]
        for one in called:
            one.comes_s = comes_s
        return len(called)

    def those_who_were_called_come(self) -> bool:
        """Let those come who were called and are there now; return whether there are any."""
        come = [one for one in self.watches if one.comes_s == self.now]
        for one in come:
            self.stands_no_more(one)
            self.begin_part(one.worker, one.part)
            one.worker.left = [off for off in one.worker.left if off.form == "every" or off.latest_s >= self.now]
            self.what_is_due(one.worker)
        return bool(come)

    def stands_no_more(self, one: Watch) -> None:
        self.watches.remove(one)
        if one.since_s is not None and one.since_s < self.now:
            self.own.append(("on_call", one.part.seat, one.since_s, self.now))

    def late_s(self, part: Part) -> float:
        return 0.0 if is_on_call(part) else super().late_s(part)


def is_on_call(part: Part) -> bool:
    """Return whether somebody comes for a part only when called."""
    return part.shift is not None and part.shift.on_call is not None
