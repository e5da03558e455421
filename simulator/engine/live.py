"""Live contacts: somebody waits on the line, an agent has one at a time.

Arrive, find an agent or queue, lose patience, be served, leave. Ends of service only change state; whoever needs an
agent waits for the dispatch of that instant.
"""

from heapq import heappush
from math import inf
from typing import Any

from simulator.engine.book import Book
from simulator.engine.clock import PATIENCE, SERVICE_ENDS, Clock, Moment
from simulator.engine.floor import Agent, Group
from simulator.engine.plan import Plan
from simulator.engine.queues import Queue
from simulator.engine.record import Recorder, Rule
from simulator.log import NOBODY, EndedBy
from simulator.routing.longest_idle import longest_idle
from simulator.routing.longest_wait import longest_wait


class Channel:
    """A channel's lines: held from arrival to the end of the talk."""

    __slots__ = ("in_use", "lines")

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.in_use = 0


class Kind:
    """A contact type as the engine sees it: its queue, its groups by rank, its channel where lines are counted."""

    __slots__ = ("channel", "queue", "tiers")

    def __init__(self, queue: Queue, channel: Channel | None, tiers: tuple[tuple[Group, ...], ...]) -> None:
        self.queue = queue
        self.channel = channel
        self.tiers = tiers


class Center:
    """The state of the center during a day, and what happens to live contacts in it."""

    __slots__ = (
        "_lose_patience", "_serve", "_talk", "agents", "book", "clock", "freed", "groups", "heap", "kind_of", "kinds",
        "record", "waiting",
    )  # fmt: skip

    def __init__(self, plan: Plan, book: Book, clock: Clock, record: Recorder | None) -> None:
        self.clock, self.book, self.record = clock, book, record
        self.heap: list[Any] = clock._queue
        self.freed: list[Agent] = []
        self.waiting = bytearray(len(book.type))
        self.groups = [Group(name, numbers) for name, numbers in zip(plan.names.groups, plan.roster, strict=True)]
        # Rosters follow each other in the order of the groups, so an agent's number is its place.
        self.agents = [agent for group in self.groups for _, agent in group.off_duty]
        channels = [None if lines is None else Channel(lines) for lines in plan.lines]
        queues = [Queue(limit, self.waiting, book.queued_s) for limit in plan.queue_limits]
        self.kinds = [
            Kind(queue, channels[channel], tuple(tuple(self.groups[group] for group in tier) for tier in tiers))
            for queue, channel, tiers in zip(queues, plan.channel_of, plan.group_tiers, strict=True)
        ]
        self.kind_of = [self.kinds[kind] for kind in book.type]
        for group, tiers in zip(self.groups, plan.type_tiers, strict=True):
            group.tiers = tuple(tuple(queues[kind] for kind in tier) for tier in tiers)
        self._serve = Moment(self.end_of_service)
        self._talk = Moment(self.end_of_talk)
        self._lose_patience = Moment(self.end_of_patience)

    def arrive(self, row: int) -> None:
        """Take contact ``row``: blocked, to a free agent, or into the queue."""
        kind = self.kind_of[row]
        channel = kind.channel
        if channel is not None:
            if channel.in_use >= channel.lines:
                self._end_without_agent(row, EndedBy.BLOCKED, Rule.NO_LINE)
                return
            channel.in_use += 1
        # Nobody waits where somebody who may take him is idle, so the arriving contact may have any free agent.
        for tier in kind.tiers:
            agent = longest_idle(tier)
            if agent is not None:
                if self.record is not None:
                    free = [free.id for group in tier for free in group.idle]
                    self.record.decided(self.clock._now, Rule.FREE_AGENT, row, agent.id, free)
                agent.group.idle.popleft()
                self.assign(row, agent)
                return
        queue = kind.queue
        if queue.limit is not None and queue.length >= queue.limit:
            if channel is not None:
                channel.in_use -= 1
            self._end_without_agent(row, EndedBy.BLOCKED, Rule.QUEUE_FULL)
            return
        if self.record is not None:
            self.record.decided(self.clock._now, Rule.QUEUED, row, None)
        queue.put(row)
        patience_s = self.book.patience_s[row]
        if patience_s < inf:
            heappush(self.heap, (self.clock._now + patience_s, PATIENCE, row, self._lose_patience))

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who answers at once."""
        book = self.book
        agent.contact = row
        agent.answered_s = now_s = self.clock._now
        agent.talk_to_s = talk_to_s = now_s + book.talk_s[row]
        # The end of the talk is an event of its own only where somebody notices it: where lines are counted.
        if self.kind_of[row].channel is None:
            heappush(self.heap, (talk_to_s + book.wrap_up_s[row], SERVICE_ENDS, agent.id, self._serve))
        else:
            heappush(self.heap, (talk_to_s, SERVICE_ENDS, agent.id, self._talk))

    def end_of_talk(self, number: int) -> None:
        """The customer of agent ``number`` leaves the line; wrap-up begins, if there is any."""
        row = self.agents[number].contact
        channel = self.kind_of[row].channel
        assert channel is not None
        channel.in_use -= 1
        wrap_up_s = self.book.wrap_up_s[row]
        if wrap_up_s:
            heappush(self.heap, (self.clock._now + wrap_up_s, SERVICE_ENDS, number, self._serve))
        else:
            self.end_of_service(number)

    def end_of_service(self, number: int) -> None:
        """Agent ``number`` has done everything for the contact in hand: free, or gone where there are too many."""
        agent = self.agents[number]
        row, now_s = agent.contact, self.clock._now
        self.book.agent_legs.extend((row, number, agent.answered_s, agent.talk_to_s, now_s))
        agent.contact = NOBODY
        agent.idle_since_s = now_s
        group = agent.group
        if group.surplus_since_s:
            group.leave(agent, now_s, group.surplus_since_s.popleft())
        else:
            self.freed.append(agent)

    def end_of_patience(self, row: int) -> None:
        """Contact ``row`` leaves if it still waits."""
        if self.waiting[row]:
            self._leave_queue(row)
            self._end_without_agent(row, EndedBy.ABANDONED, Rule.PATIENCE)

    def clear(self) -> None:
        """Send away everybody who waits."""
        for kind in self.kinds:
            for row in list(kind.queue):
                self._leave_queue(row)
                self._end_without_agent(row, EndedBy.CLEARED, Rule.CLEARED)

    def forget(self) -> None:
        """Let go of what has a row per contact, when the day is over.

        Agents and their groups know each other, so Python would keep the day, and every number in it, until it next
        looks for reference cycles: days after days of it.
        """
        self.book.forget()
        self.kind_of.clear()

    def dispatch(self) -> None:
        """Let everybody freed at this instant look for a contact, in the order of their roster numbers."""
        freed = self.freed
        if len(freed) > 1:
            freed.sort(key=lambda agent: agent.id)
        for agent in freed:
            group = agent.group
            for tier in group.tiers:
                queue = longest_wait(tier)
                if queue is not None:
                    self._take_from(queue, agent, tier)
                    break
            else:
                group.rest(agent)
        freed.clear()

    def _take_from(self, queue: Queue, agent: Agent, tier: tuple[Queue, ...]) -> None:
        row = queue.head()
        if self.record is not None:
            heads = [other.head() for other in tier if other.length]
            self.record.decided(self.clock._now, Rule.FREED_AGENT, row, agent.id, heads)
        queue.take(row)
        book = self.book
        book.queue_legs.extend((row, book.queued_s[row], self.clock._now))
        self.assign(row, agent)

    def _leave_queue(self, row: int) -> None:
        """Take ``row``, which gives up or is sent away, out of its queue and off its line."""
        kind, book = self.kind_of[row], self.book
        kind.queue.take(row)
        if kind.channel is not None:
            kind.channel.in_use -= 1
        book.queue_legs.extend((row, book.queued_s[row], self.clock._now))

    def _end_without_agent(self, row: int, ended_by: EndedBy, rule: Rule) -> None:
        self.book.ended_by[row] = ended_by
        if self.record is not None:
            self.record.decided(self.clock._now, rule, row, None)
