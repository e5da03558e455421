"""Exclusive live contacts: an agent has one at a time, from the answer to the end of wrap-up.

Ends of service only change state; whoever needs an agent waits for the dispatch of that instant.
"""

from heapq import heappush
from math import inf

from simulator.engine.agenda import SERVICE_ENDS, Agenda
from simulator.engine.book import Book, service_record
from simulator.engine.duty import Duty
from simulator.engine.floor import FREE, IN_HAND, Agent
from simulator.engine.flows import Flow
from simulator.log import NOBODY, EndedBy

_AGENT = int(EndedBy.AGENT)


class EndOfService:
    """An agent has done everything for the contact in hand."""

    __slots__ = ("_agenda", "_agents", "_closings", "_duty", "_freed")

    def __init__(self, agenda: Agenda, book: Book, agents: list[Agent], duty: Duty) -> None:
        self._agenda, self._closings, self._agents = agenda, book.closings, agents
        self._duty, self._freed = duty, duty.freed

    def happen(self, number: int) -> None:
        """Close the contact and free agent ``number``."""
        agent, now_s = self._agents[number], self._agenda.now_s
        # As `Book.closed`: a step less for every contact.
        self._closings.frombytes(service_record(agent.contact, number, agent.assigned_s, agent.talk_to_s, now_s))
        agent.contact = NOBODY
        if agent.order or agent.pool.orders_s:
            self._duty.released(agent, now_s)
        else:
            # The same, as nobody is told anything: a step less for every contact.
            agent.duty = FREE
            agent.idle_since_s = now_s
            self._freed.append(agent)


class Exclusive:
    """The service of exclusive contacts."""

    __slots__ = (
        "_agenda", "_agents", "_book", "_duty", "_end", "_end_of_part", "_end_of_passer", "_end_of_talk", "_flows",
        "_heap", "_service_ends", "_wrap_up_s",
    )  # fmt: skip

    def __init__(self, agenda: Agenda, book: Book, flows: list[Flow], agents: list[Agent], duty: Duty) -> None:
        self._agenda, self._book, self._flows, self._agents, self._duty = agenda, book, flows, agents, duty
        self._heap = agenda.heap
        self._service_ends = EndOfService(agenda, book, agents, duty)
        self._end, self._end_of_talk = agenda.enroll(self._service_ends), agenda.enroll(EndOfTalk(self))
        self._end_of_part, self._end_of_passer = agenda.enroll(EndOfPart(self)), agenda.enroll(EndOfPasser(self))
        self._wrap_up_s: dict[int, float] = {}
        """By agent who passes on what is in hand, or has: the wrap-up to come."""

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who was idle."""
        pool = agent.pool
        if agent.filed or pool.idle[0] is not agent:
            pool.pick(agent)
        else:
            # Mostly it is the first of those who do nothing else: a step less for every contact.
            pool.idle.popleft()
        self.assign(row, agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who answers at once."""
        book = self._book
        agent.contact = row
        agent.duty = IN_HAND
        agent.assigned_s = now_s = self._agenda.now_s
        flow = self._flows[book.queue[row]]
        talk_s, wrap_up_s = book.talk_s[row], book.wrap_up_s[row]
        if flow.factors:
            talk_s, wrap_up_s = flow.talk_lasts_s(talk_s, agent.pool), flow.wrap_up_lasts_s(wrap_up_s, agent.pool)
        agent.talk_to_s = talk_to_s = now_s + talk_s
        if flow.whole:
            # Nobody notices the end of the talk.
            heappush(self._heap, (talk_to_s + wrap_up_s, SERVICE_ENDS, agent.id, self._end))
        elif flow.passing is not None and (part_s := flow.passing.part_s(row, agent)) < inf:
            book.answered(row, agent.id, now_s)
            self._wrap_up_s[agent.id] = wrap_up_s
            agent.talk_to_s = now_s + part_s
            self._agenda.plan(agent.talk_to_s, SERVICE_ENDS, agent.id, self._end_of_part)
        else:
            heappush(self._heap, (talk_to_s, SERVICE_ENDS, agent.id, self._end_of_talk))

    def end_of_talk(self, number: int) -> None:
        """The customer of agent ``number`` leaves, and the line; wrap-up begins, if there is any."""
        agent, now_s = self._agents[number], self._agenda.now_s
        row = agent.contact
        flow = self._flows[self._book.queue[row]]
        if flow.trunk is not None:
            flow.trunk.in_use -= 1
        if flow.endings is not None:
            flow.endings.ended(row, _AGENT, now_s)
        wrap_up_s = self._book.wrap_up_s[row]
        if flow.factors:
            wrap_up_s = flow.wrap_up_lasts_s(wrap_up_s, agent.pool)
        if wrap_up_s:
            heappush(self._heap, (now_s + wrap_up_s, SERVICE_ENDS, number, self._end))
        else:
            self._service_ends.happen(number)

    def end_of_part(self, number: int) -> None:
        """Agent ``number`` gives the contact in hand to somebody else, and is through with it or stays on the line."""
        agent = self._agents[number]
        row = agent.contact
        passing = self._flows[self._book.queue[row]].passing
        assert passing is not None
        if passing.pass_on(row, agent, self._agenda.now_s):
            self.let_go(row, agent)
        else:
            agent.talk_to_s = inf

    def let_go(self, row: int, agent: Agent) -> None:
        """Let ``agent``, who passed ``row`` on and is through with it now, wrap up."""
        assert agent.contact == row, "who lets a contact go has it in hand"
        agent.talk_to_s = now_s = self._agenda.now_s
        wrap_up_s = self._wrap_up_s[agent.id]
        if wrap_up_s:
            self._agenda.plan(now_s + wrap_up_s, SERVICE_ENDS, agent.id, self._end_of_passer)
        else:
            self.end_of_passer(agent.id)

    def end_of_passer(self, number: int) -> None:
        """Agent ``number`` has wrapped up what somebody else goes on with."""
        agent, now_s = self._agents[number], self._agenda.now_s
        del self._wrap_up_s[number]
        self._book.served(agent.contact, number, agent.assigned_s, agent.talk_to_s, now_s)
        agent.contact = NOBODY
        self._duty.released(agent, now_s)

    def settle(self, now_s: float) -> bool:
        """Write down what every agent has in hand, as far as it went; return whether there is anything."""
        book, any_open = self._book, False
        for agent in self._agents:
            if agent.contact != NOBODY:
                any_open = True
                talk_to_s = min(agent.talk_to_s, now_s)
                book.served(agent.contact, agent.id, agent.assigned_s, talk_to_s, now_s)
                if agent.talk_to_s <= now_s and agent.id not in self._wrap_up_s:
                    book.talk_over(agent.contact, talk_to_s)
        return any_open


class EndOfTalk:
    """The customer whom an agent talks with leaves."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let the wrap-up of agent ``number`` begin."""
        self._service.end_of_talk(number)


class EndOfPart:
    """An agent has talked as long as it takes to know who else should."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let agent ``number`` pass the contact on."""
        self._service.end_of_part(number)


class EndOfPasser:
    """An agent has wrapped up what was passed on."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Free agent ``number``."""
        self._service.end_of_passer(number)
