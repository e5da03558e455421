"""Assignments: what every agent was given so far, for rules that ask for it.

What counts stands before the services, and only where there is such a rule: to all other centers it costs nothing.
"""

from collections.abc import Sequence

from simulator.engine.agenda import Agenda
from simulator.engine.book import Book
from simulator.engine.floor import Agent, Service
from simulator.engine.flows import Flow
from simulator.log import NOBODY
from simulator.routing.protocol import Numbered, Taken
from simulator.units import DAY_S

_DAY_S = DAY_S


class Assignments(Taken):
    """How many contacts each agent was assigned today, and by type and pool who was the last."""

    __slots__ = ("_agenda", "_assigned", "_contacts", "_day", "_last", "_when")

    def __init__(self, agenda: Agenda, agents: int, types: int, pools: int) -> None:
        self._agenda = agenda
        self._day = -1
        """Which day is counted; the first to be asked for begins anew."""
        self._contacts = [0] * agents
        self._assigned = 0
        """How many were assigned at all, by which the last of several pools is known."""
        self._last = [[NOBODY] * pools for _ in range(types)]
        self._when = [[0] * pools for _ in range(types)]

    def assigned(self, type_: int, agent: Agent) -> None:
        """Count a contact of a type, which ``agent`` is about to take."""
        self._turn_over()
        self._contacts[agent.id] += 1
        self._assigned += 1
        pool = agent.pool.number
        self._last[type_][pool] = agent.id
        self._when[type_][pool] = self._assigned

    def today(self, number: int) -> int:
        """Return how many contacts the agent of roster number ``number`` was assigned since midnight."""
        self._turn_over()
        return self._contacts[number]

    def last(self, type_: int, groups: Sequence[Numbered]) -> int:
        """Return which agent of ``groups`` was the last to be assigned a contact of a type; NOBODY: nobody yet."""
        found, latest = NOBODY, 0
        for group in groups:
            when = self._when[type_][group.number]
            if when > latest:
                found, latest = self._last[type_][group.number], when
        return found

    def _turn_over(self) -> None:
        """Begin anew if another day has begun."""
        day = int(self._agenda.now_s // _DAY_S)
        if day != self._day:
            self._day = day
            self._contacts = [0] * len(self._contacts)


class Counting(Service):
    """A service that counts what it gives to agents."""

    __slots__ = ("_book", "_flows", "_service", "_taken")

    def __init__(self, service: Service, book: Book, flows: list[Flow], taken: Assignments) -> None:
        self._service, self._book, self._flows, self._taken = service, book, flows, taken

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``."""
        self._count(row, agent)
        self._service.take(row, agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who was freed and looked for a contact."""
        self._count(row, agent)
        self._service.assign(row, agent)

    def _count(self, row: int, agent: Agent) -> None:
        flow = self._flows[self._book.queue[row]]
        self._taken.assigned(flow.type, agent)

    def brief(self, row: int, agent: Agent, for_s: float) -> None:
        """Let ``agent``, who passed ``row`` on and holds it, talk with whoever has answered, and then wrap up."""
        self._service.brief(row, agent, for_s)

    def let_go(self, row: int, agent: Agent) -> None:
        """Let ``agent``, who passed ``row`` on and held it until now, wrap up."""
        self._service.let_go(row, agent)

    def settle(self, now_s: float) -> bool:
        """Write down what is in hand, as far as it went; return whether there is anything."""
        return self._service.settle(now_s)
