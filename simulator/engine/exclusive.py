"""Exclusive live contacts: an agent has one at a time, from the answer to the end of wrap-up.

Ends of service only change state; whoever needs an agent waits for the dispatch of that instant.
"""

from simulator.engine.agenda import SERVICE_ENDS, Agenda, Moment, heappush
from simulator.engine.book import Book
from simulator.engine.columns import service_record
from simulator.engine.duty import Duty
from simulator.engine.floor import Agent, Service
from simulator.engine.flows import Flow
from simulator.engine.passed_part import PassedPart
from simulator.engine.states import FREE, IN_HAND
from simulator.log import NOBODY, EndedBy
from simulator.time_grid import on_grid

_AGENT = int(EndedBy.AGENT)


class EndOfService(Moment):
    """An agent has done everything for the contact in hand."""

    __slots__ = ("_agenda", "_agents", "_closings", "_duty", "_freed")

    def __init__(self, agenda: Agenda, book: Book, agents: list[Agent], duty: Duty) -> None:
        self._agenda, self._closings, self._agents = agenda, book.closings, agents
        self._duty, self._freed = duty, duty.freed

    def happen(self, number: int) -> None:
        """Close the contact and free agent ``number``."""
        agent: Agent = self._agents[number]
        now_s = self._agenda.now_s
        # As `Book.closed`: a step less for every contact.
        self._closings.frombytes(service_record(agent.contact, number, agent.assigned_s, agent.talk_to_s, now_s))
        agent.contact = NOBODY
        if agent.order or agent.pool.orders_s or agent.desk is not None:
            self._duty.released(agent, now_s)
        else:
            # The same, as nobody is told anything: a step less for every contact.
            agent.duty = FREE
            agent.idle_since_s = now_s
            self._freed.append(agent)


class Exclusive(Service):
    """The service of exclusive contacts."""

    __slots__ = (
        "_agenda", "_agents", "_book", "_duty", "_end", "_end_of_briefing", "_end_of_part", "_end_of_passer",
        "_end_of_talk", "_flows", "_heap", "_parts", "_service_ends",
    )  # fmt: skip

    def __init__(self, agenda: Agenda, book: Book, flows: list[Flow], agents: list[Agent], duty: Duty) -> None:
        self._agenda, self._book, self._flows, self._agents, self._duty = agenda, book, flows, agents, duty
        self._heap = agenda.heap
        self._service_ends = EndOfService(agenda, book, agents, duty)
        self._end, self._end_of_talk = agenda.enroll(self._service_ends), agenda.enroll(EndOfTalk(self))
        self._end_of_part, self._end_of_passer = agenda.enroll(EndOfPart(self)), agenda.enroll(EndOfPasser(self))
        self._end_of_briefing = agenda.enroll(EndOfBriefing(self))
        self._parts: dict[int, PassedPart] = {}
        """By agent who passes on what is in hand, or has."""

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who was idle."""
        idle = agent.pool.idle
        if agent.filed or idle[0] is not agent:
            agent.pool.pick(agent)
        else:
            # Mostly it is the first of those who do nothing else: a step less for every contact.
            idle.popleft()
        self.assign(row, agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who answers at once."""
        book = self._book
        agent.contact = row
        agent.duty = IN_HAND
        agent.assigned_s = now_s = self._agenda.now_s
        flow: Flow = self._flows[book.queue[row]]
        talk_s, wrap_up_s = book.talk_s[row], book.wrap_up_s[row]
        if flow.factors:
            talk_s, wrap_up_s = flow.talk_lasts_s(talk_s, agent), flow.wrap_up_lasts_s(wrap_up_s, agent)
        agent.talk_to_s = talk_to_s = now_s + talk_s
        if flow.whole:
            # Nobody notices the end of the talk.
            heappush(self._heap, (talk_to_s + wrap_up_s, SERVICE_ENDS, agent.id, self._end))
        elif flow.passing is not None:
            self._answer(row, agent, wrap_up_s, flow)
        elif flow.watching is None or not flow.watching.watches(row, agent, now_s, False):
            heappush(self._heap, (talk_to_s, SERVICE_ENDS, agent.id, self._end_of_talk))

    def _answer(self, row: int, agent: Agent, wrap_up_s: float, flow: Flow) -> None:
        """Let ``agent`` answer ``row``, which may come from somebody else or be given to somebody else."""
        passing, now_s = flow.passing, self._agenda.now_s
        assert passing is not None, "it may"
        talk = passing.answers(row, agent)
        agent.talk_to_s = now_s + talk.briefing_s + talk.talk_s
        if talk.passed_on:
            self._book.answered(row, agent.id, now_s)
            self._parts[agent.id] = PassedPart(wrap_up_s)
        if flow.watching is not None and flow.watching.watches(row, agent, now_s + talk.briefing_s, talk.passed_on):
            return
        end = self._end_of_part if talk.passed_on else self._end_of_talk
        self._agenda.plan(agent.talk_to_s, SERVICE_ENDS, agent.id, end)

    def talk_ends(self, number: int, wrap_up_times: float) -> None:
        """The customer of agent ``number`` leaves, and the line; wrap-up begins, so many times as long, if any."""
        agent, now_s = self._agents[number], self._agenda.now_s
        row = agent.contact
        flow = self._flows[self._book.queue[row]]
        if flow.trunk is not None:
            flow.trunk.give_back()
        if flow.endings is not None:
            flow.endings.ended(row, _AGENT, now_s, agent.skill)
        wrap_up_s = self._book.wrap_up_s[row]
        if flow.factors:
            wrap_up_s = flow.wrap_up_lasts_s(wrap_up_s, agent)
        if wrap_up_times != 1.0:
            wrap_up_s = on_grid(wrap_up_s * wrap_up_times)
        if wrap_up_s:
            heappush(self._heap, (now_s + wrap_up_s, SERVICE_ENDS, number, self._end))
        else:
            self._service_ends.happen(number)

    def shorten_wrap_up(self, agent: Agent, times: float) -> None:
        """Let the wrap-up of ``agent``, who will pass on what is in hand, take so many times as long."""
        part = self._parts[agent.id]
        part.wrap_up_s = on_grid(part.wrap_up_s * times)

    def end_of_part(self, number: int) -> None:
        """Agent ``number`` gives the contact in hand to somebody else, and is through with it or stays on the line."""
        agent = self._agents[number]
        row = agent.contact
        passing = self._flows[self._book.queue[row]].passing
        assert passing is not None
        part = self._parts[number]
        part.passed_s = self._agenda.now_s
        if passing.pass_on(row, agent, part.passed_s):
            part.held_to_s = part.over_s = part.passed_s
            if part.wrap_up_s:
                self._agenda.plan(part.over_s + part.wrap_up_s, SERVICE_ENDS, number, self._end_of_passer)
            else:
                self.end_of_passer(number)

    def brief(self, row: int, agent: Agent, for_s: float) -> None:
        """Let ``agent``, who passed ``row`` on and holds it, talk with whoever has answered, and then wrap up."""
        assert agent.contact == row, "who briefs has the contact in hand"
        part = self._parts[agent.id]
        part.held_to_s = self._agenda.now_s
        self._agenda.plan(part.held_to_s + for_s, SERVICE_ENDS, agent.id, self._end_of_briefing)

    def end_of_briefing(self, number: int) -> None:
        """Agent ``number`` has told the next one, and wraps up."""
        agent = self._agents[number]
        passing = self._flows[self._book.queue[agent.contact]].passing
        assert passing is not None
        passing.briefed(agent.contact, agent)
        self.let_go(agent.contact, agent)

    def let_go(self, row: int, agent: Agent) -> None:
        """Let ``agent``, who passed ``row`` on and held it until now, wrap up."""
        assert agent.contact == row, "who lets a contact go has it in hand"
        part, now_s = self._parts[agent.id], self._agenda.now_s
        part.held_to_s, part.over_s = min(part.held_to_s, now_s), now_s
        # Even without wrap-up by an event: whoever ends a hold has something else at hand.
        self._agenda.plan(now_s + part.wrap_up_s, SERVICE_ENDS, agent.id, self._end_of_passer)

    def end_of_passer(self, number: int) -> None:
        """Agent ``number`` has wrapped up what somebody else goes on with."""
        agent, now_s = self._agents[number], self._agenda.now_s
        self._parts.pop(number).write(self._book, agent.contact, number, agent.assigned_s, now_s)
        agent.contact = NOBODY
        self._duty.released(agent, now_s)

    def settle(self, now_s: float) -> bool:
        """Write down what every agent has in hand, as far as it went; return whether there is anything."""
        book, any_open = self._book, False
        for agent in self._agents:
            if agent.contact != NOBODY:
                any_open = True
                part = self._parts.get(agent.id)
                if part is not None:
                    part.write(book, agent.contact, agent.id, agent.assigned_s, now_s)
                    continue
                talk_to_s = min(agent.talk_to_s, now_s)
                book.served(agent.contact, agent.id, agent.assigned_s, talk_to_s, now_s)
                if agent.talk_to_s <= now_s:
                    book.talk_over(agent.contact, agent.id, agent.assigned_s, talk_to_s)
        return any_open


class EndOfTalk(Moment):
    """The customer whom an agent talks with leaves."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let the wrap-up of agent ``number`` begin."""
        self._service.talk_ends(number, 1.0)


class EndOfPart(Moment):
    """An agent has talked as long as it takes to know who else should."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let agent ``number`` pass the contact on."""
        self._service.end_of_part(number)


class EndOfBriefing(Moment):
    """An agent has told the next one what was said before."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let agent ``number`` wrap up."""
        self._service.end_of_briefing(number)


class EndOfPasser(Moment):
    """An agent has wrapped up what was passed on."""

    __slots__ = ("_service",)

    def __init__(self, service: Exclusive) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Free agent ``number``."""
        self._service.end_of_passer(number)
