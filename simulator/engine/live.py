"""Exclusive live contacts: an agent has one at a time, from the answer to the end of wrap-up.

Ends of service only change state; whoever needs an agent waits for the dispatch of that instant.
"""

from simulator.engine.agenda import SERVICE_ENDS, Agenda
from simulator.engine.book import Book
from simulator.engine.floor import Agent
from simulator.engine.flows import Flow
from simulator.log import NOBODY


class Exclusive:
    """The service of exclusive contacts."""

    __slots__ = ("_agenda", "_agents", "_book", "_end", "_end_of_talk", "_flows", "_freed")

    def __init__(self, agenda: Agenda, book: Book, flows: list[Flow], agents: list[Agent], freed: list[Agent]) -> None:
        self._agenda, self._book, self._flows, self._agents, self._freed = agenda, book, flows, agents, freed
        self._end, self._end_of_talk = agenda.enroll(EndOfService(self)), agenda.enroll(EndOfTalk(self))

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
        agent.assigned_s = now_s = self._agenda.now_s
        flow = self._flows[book.queue[row]]
        if flow.factors:
            book.take_longer(row, flow.factors.get(agent.group, 1.0))
        agent.talk_to_s = talk_to_s = now_s + book.talk_s[row]
        # The end of the talk is an event of its own only where somebody notices it: where lines are counted.
        if flow.trunk is None:
            self._agenda.plan(talk_to_s + book.wrap_up_s[row], SERVICE_ENDS, agent.id, self._end)
        else:
            self._agenda.plan(talk_to_s, SERVICE_ENDS, agent.id, self._end_of_talk)

    def end_of_talk(self, number: int) -> None:
        """The customer of agent ``number`` leaves the line; wrap-up begins, if there is any."""
        row = self._agents[number].contact
        trunk = self._flows[self._book.queue[row]].trunk
        assert trunk is not None
        trunk.in_use -= 1
        wrap_up_s = self._book.wrap_up_s[row]
        if wrap_up_s:
            self._agenda.plan(self._agenda.now_s + wrap_up_s, SERVICE_ENDS, number, self._end)
        else:
            self.end_of_service(number)

    def end_of_service(self, number: int) -> None:
        """Agent ``number`` has done everything for the contact in hand: free, or gone where there are too many."""
        agent = self._agents[number]
        row, now_s = agent.contact, self._agenda.now_s
        self._book.closings.fromlist([row, number, agent.assigned_s, agent.talk_to_s, now_s])
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


class EndOfService:
    """An agent has done everything for the contact in hand."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Free agent ``number``."""
        self._service.end_of_service(number)


class EndOfTalk:
    """The customer whom an agent talks with leaves."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let the wrap-up of agent ``number`` begin."""
        self._service.end_of_talk(number)
