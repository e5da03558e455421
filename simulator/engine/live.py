"""Exclusive live contacts: an agent has one at a time, from the answer to the end of wrap-up.

Ends of service only change state; whoever needs an agent waits for the dispatch of that instant.
"""

from heapq import heappush
from typing import Any

from simulator.engine.book import Book, service_record
from simulator.engine.clock import SERVICE_ENDS, Clock, Moment
from simulator.engine.floor import Agent
from simulator.engine.flows import Flow
from simulator.log import NOBODY


class Exclusive:
    """The service of exclusive contacts."""

    __slots__ = ("_agents", "_book", "_clock", "_closed", "_flows", "_freed", "_heap", "_serve", "_talk")

    def __init__(self, clock: Clock, book: Book, flows: list[Flow], agents: list[Agent], freed: list[Agent]) -> None:
        self._clock, self._book, self._flows, self._agents, self._freed = clock, book, flows, agents, freed
        self._heap: list[Any] = clock._queue
        self._closed = book.closings.frombytes
        """As `Book.closed`, looked up once: a step less for every contact."""
        self._serve = Moment(self.end_of_service)
        self._talk = Moment(self.end_of_talk)

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who was idle."""
        group = agent.group
        if group.shares:
            group.pick(agent)
        else:
            group.idle.popleft()
        self.assign(row, agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who answers at once."""
        book = self._book
        agent.contact = row
        agent.assigned_s = now_s = self._clock._now
        flow = self._flows[book.queue[row]]
        talk_s, wrap_up_s = book.talk_s[row], book.wrap_up_s[row]
        if flow.factors:
            talk_s = flow.talk_lasts_s(talk_s, agent.group)
            wrap_up_s = flow.wrap_up_lasts_s(wrap_up_s, agent.group)
        agent.talk_to_s = talk_to_s = now_s + talk_s
        # The end of the talk is an event of its own only where somebody notices it: where lines are counted.
        if flow.trunk is None:
            heappush(self._heap, (talk_to_s + wrap_up_s, SERVICE_ENDS, agent.id, self._serve))
        else:
            heappush(self._heap, (talk_to_s, SERVICE_ENDS, agent.id, self._talk))

    def end_of_talk(self, number: int) -> None:
        """The customer of agent ``number`` leaves the line; wrap-up begins, if there is any."""
        agent = self._agents[number]
        row = agent.contact
        flow, wrap_up_s = self._flows[self._book.queue[row]], self._book.wrap_up_s[row]
        assert flow.trunk is not None
        flow.trunk.in_use -= 1
        if flow.factors:
            wrap_up_s = flow.wrap_up_lasts_s(wrap_up_s, agent.group)
        if wrap_up_s:
            heappush(self._heap, (self._clock._now + wrap_up_s, SERVICE_ENDS, number, self._serve))
        else:
            self.end_of_service(number)

    def end_of_service(self, number: int) -> None:
        """Agent ``number`` has done everything for the contact in hand: free, or gone where there are too many."""
        agent = self._agents[number]
        row, now_s = agent.contact, self._clock._now
        self._closed(service_record(row, number, agent.assigned_s, agent.talk_to_s, now_s))
        agent.contact = NOBODY
        group = agent.group
        agent.idle_since_s = now_s
        if group.special:
            group.emptied(agent, now_s, self._freed)
        else:
            self._freed.append(agent)

    def stop(self, now_s: float) -> bool:
        """Write down what every agent has in hand, as far as it went; return whether there is anything."""
        book, any_open = self._book, False
        for agent in self._agents:
            if agent.contact != NOBODY:
                any_open = True
                talk_to_s = min(agent.talk_to_s, now_s)
                book.served(agent.contact, agent.id, agent.assigned_s, talk_to_s, now_s)
                if agent.talk_to_s <= now_s:
                    book.talk_over(agent.contact, talk_to_s)
        return any_open
