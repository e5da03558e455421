"""The agenda: what is due when, and the loop that lets it happen, in the order of one instant.

An entry is ``(time, class, entity, what)``, plain numbers; ``what`` stands for a moment, one shared object for each
kind of event (see `Agenda.enroll`). First arrivals are never entries: they are sorted already, and the loop takes the
earlier of the next arrival and the head of the heap.

Of one instant and class the smaller entity comes first: agents by number, contacts by row, which is the order in which
they were born. Whoever needs another order of one instant keeps it himself, and plans a turn for each (entity 0).
An ordinary SimPy process runs beside the center: what it plans has a turn here, first of its instant (`clock.py`).

This file exists twice: compiled, entries are numbers in C (`agenda.pyx`). Both keep to the same order, which entries
leave no choice in; the same tests hold for both.
"""

from bisect import bisect_left
from heapq import heappop
from heapq import heappush as heappush
from math import inf
from typing import Any

BESIDE = 0
"""What a SimPy process planned."""
STEP = 5
"""More pools may take a contact: before anybody is freed who may take it."""
SERVICE_ENDS = 10
CHAT_ENDS = 11
"""The end of a talk or wrap-up in a slot; the entity is the contact's row."""
HOURS_END = 12
"""The end of a type's hours."""
STAFF_ENDS = 13
STAFF_STARTS = 14
CLOSING = 15
STOP = 16
"""The end of the run: nothing after it happens."""
HELP = 18
"""Agents call for help, and those who came begin to help: whoever goes has gone, nobody was freed for contacts yet."""
DISPATCH = 20
"""Not an event: the loop dispatches when the instant leaves the classes before this one."""
BREAKS = 21
"""Who may have a break when nothing is to be done goes: whoever was freed has looked for a contact."""
WAKE = 22
"""Agents who were kept from contacts look whether they still are, before anybody arrives."""
CHOOSES = 23
"""Agents with conversations choose what to answer next: whoever was freed has looked for more."""
HAND_OVER = 24
"""Conversations that were handed over look for an agent: whoever was freed has looked for more and chosen."""
HOURS_BEGIN = 25
"""The opening of types, and then those who waited for it outside, by their place."""
ARRIVAL = 30
MESSAGE = 31
"""A customer writes in a conversation."""
COMES_AGAIN = 32
"""A customer comes again; the entity is the row of the contact that ended."""
TIMER = 40
WAKE_LATE = 41
"""The same where contacts look at this instant, who have waited long enough: after them."""
CONDITIONS = 42
"""Overflow rules are asked: whoever may look for an agent or a contact at this instant has looked."""
INTERVENTIONS = 44
"""Whoever runs the center looks whether to intervene."""
VOICEMAIL = 45
"""The limit of waiting, after which a voicemail is left: whoever may look for an agent at this instant has looked."""
PATIENCE = 50
LAST = 90
"""When all else of the instant is over."""

LATER_S = 900.0
"""What is planned so much later or more stays apart from the heap: people's shifts and breaks would make it larger."""

Entry = tuple[float, int, int, int]
Heap = list[Entry]


class Moment:
    """What happens when an entry is due."""

    __slots__ = ()

    def happen(self, entity: int) -> None:
        """Let it happen to ``entity``, if what the entry stands for is still due now."""
        raise NotImplementedError


class Dispatcher:
    """Who is told of arrivals and of the end of an instant's changes of state."""

    __slots__ = ("freed",)

    freed: list[Any]
    """The agents who became free at this instant and were not dispatched yet: always the same list."""

    def arrive(self, row: int) -> None:
        """Take contact ``row``, which arrives now."""
        raise NotImplementedError

    def dispatch(self) -> None:
        """Give everybody freed a contact or put them among the idle; leaves ``freed`` empty."""
        raise NotImplementedError

    def stop(self) -> bool:
        """Leave everything as it is, because the run is stopped now; return whether anything is still open.

        Nobody is freed afterwards.
        """
        raise NotImplementedError


class Agenda:
    """What is due when. Times are seconds on the grid of 2⁻²⁰ s."""

    __slots__ = ("_later", "_later_s", "_moments", "_soon_s", "heap", "now_s", "stopped_s")

    def __init__(self, from_s: float) -> None:
        self.now_s = from_s
        self.stopped_s = inf
        """When something was still open at the stop of the run."""
        self.heap: Heap = []
        """What is planned. Whoever plans for every contact pushes here (`heappush`), a step less than `plan`."""
        self._soon_s = from_s
        """Whatever is planned for a time before is in the heap; the next arrival is before, once the day runs."""
        self._later: list[Entry] = []
        """What was planned for this time or later, in no order: it joins the heap when its time comes near."""
        self._later_s = inf
        """The first time of these."""
        self._moments: list[Moment] = []
        """By the number that stands for them."""

    def enroll(self, moment: Moment) -> int:
        """Return what stands for ``moment`` in entries."""
        self._moments.append(moment)
        return len(self._moments) - 1

    def plan(self, time_s: float, order: int, entity: int, what: int) -> None:
        """Plan for ``entity`` what ``what`` stands for, at ``time_s`` in the class ``order``."""
        if time_s < self._soon_s:
            heappush(self.heap, (time_s, order, entity, what))
        else:
            self._later.append((time_s, order, entity, what))
            self._later_s = min(self._later_s, time_s)

    def _look_ahead(self, to_s: float) -> None:
        """Let whatever is due until ``to_s``, or soon after, join the heap."""
        soon_s = to_s + LATER_S
        for entry in self._later:
            if entry[0] < soon_s:
                heappush(self.heap, entry)
        self._later = [entry for entry in self._later if entry[0] >= soon_s]
        self._later_s = min([entry[0] for entry in self._later], default=inf)
        self._soon_s = soon_s

    def head_s(self) -> float:
        """Return when the next entry is due; infinite where nothing is planned."""
        return min(self.heap[0][0] if self.heap else inf, self._later_s)

    def clear(self) -> None:
        """Forget all that is planned."""
        self.heap.clear()
        self._later.clear()
        self._later_s = inf

    def run_day(self, arrivals_s: list[float], center: Dispatcher, until_s: float) -> None:
        """Run until no arrival and no entry is left, or until it is stopped.

        At ``until_s`` everything up to the closing happens, then nothing more. It was not stopped, but came to its end,
        when nothing is open then. ``arrivals_s`` must be sorted; its positions are the first rows. The loop is the
        engine's heart: keep it short.
        """
        heap, moments, freed = self.heap, self._moments, center.freed
        coming_s = arrivals_s[: bisect_left(arrivals_s, until_s)]
        last = len(coming_s)
        # The one at the end is nobody: all entries come before it.
        coming_s.append(inf)
        if until_s < inf:
            self.plan(until_s, STOP, 0, self.enroll(_EndOfRun(self, center)))
        for row, next_s in enumerate(coming_s):
            if next_s >= self._soon_s:
                self._look_ahead(next_s)
            # What comes before the next arrival: at one instant the smaller class, then the smaller row.
            while heap and ((head_s := heap[0][0]) < next_s or (head_s == next_s and heap[0] < (next_s, ARRIVAL, row))):
                now_s, _, entity, what = heappop(heap)
                self.now_s = now_s
                moments[what].happen(entity)
                if freed and not (heap and heap[0][0] == now_s and heap[0][1] < DISPATCH):
                    center.dispatch()
            if row < last:
                self.now_s = next_s
                center.arrive(row)


class _EndOfRun(Moment):
    """The stop of the run: nothing that is planned happens any more."""

    __slots__ = ("_agenda", "_center")

    def __init__(self, agenda: Agenda, center: Dispatcher) -> None:
        self._agenda, self._center = agenda, center

    def happen(self, _: int) -> None:
        """Leave everything as it is."""
        agenda = self._agenda
        agenda.stopped_s = agenda.now_s if self._center.stop() else inf
        agenda.clear()
