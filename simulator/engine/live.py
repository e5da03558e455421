"""Live contacts: somebody waits on the line, an agent has one at a time.

Arrive, find an agent or queue, lose patience, be served, leave. Ends of service only change state; whoever needs an
agent waits for the dispatch of that instant.
"""

from heapq import heappush
from math import inf
from typing import Any

from simulator.engine import plan as plans
from simulator.engine.book import Book
from simulator.engine.clock import PATIENCE, SERVICE_ENDS, TIMER, Clock, Moment
from simulator.engine.floor import Agent, Group
from simulator.engine.plan import Plan
from simulator.engine.queues import Lane, Queue
from simulator.engine.record import Recorder, Rule
from simulator.log import NOBODY, EndedBy
from simulator.routing.longest_idle import longest_idle
from simulator.routing.longest_wait import longest_wait
from simulator.units import on_grid

Stage = tuple[float, tuple[tuple[Group, ...], ...]]


class Channel:
    """A channel's lines: held from arrival to the end of the talk."""

    __slots__ = ("in_use", "lines")

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.in_use = 0


class Kind:
    """A contact type as the engine sees it: its queue, its groups, its channel where lines are counted."""

    __slots__ = ("channel", "factors", "later", "queue", "tiers")

    def __init__(self, queue: Queue, channel: Channel | None, stages: list[Stage], factors: dict[Group, float]) -> None:
        self.queue = queue
        self.channel = channel
        self.tiers = stages[0][1]
        """The groups that may serve it at once, by rank."""
        self.later = tuple(stages[1:])
        """(wait in s, the groups that may serve it from then on, by rank)."""
        self.factors = factors
        """How many times as long talk and wrap-up take with a group; only where it is not once."""


class Center:
    """The state of the center during a day, and what happens to live contacts in it."""

    __slots__ = (
        "_lose_patience", "_serve", "_talk", "_widen", "agents", "book", "clock", "freed", "groups", "heap",
        "kind_of", "kinds", "record", "waiting",
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
        queues = [
            Queue(limit, head_start_s, self.waiting, book.queued_s)
            for limit, head_start_s in zip(plan.queue_limits, plan.head_start_s, strict=True)
        ]
        self.kinds = [
            Kind(queue, channels[channel], self._stages(stages), self._factors(factors))
            for queue, channel, stages, factors in zip(queues, plan.channel_of, plan.stages, plan.factors, strict=True)
        ]
        self.kind_of = [self.kinds[kind] for kind in book.type]
        for group, tiers in zip(self.groups, plan.lanes, strict=True):
            group.lanes = tuple(tuple(Lane(queues[kind], after_s) for kind, after_s in tier) for tier in tiers)
        self._serve = Moment(self.end_of_service)
        self._talk = Moment(self.end_of_talk)
        self._lose_patience = Moment(self.end_of_patience)
        self._widen = Moment(self.look_again)

    def _stages(self, stages: tuple[plans.Stage, ...]) -> list[Stage]:
        return [
            (after_s, tuple(tuple(self.groups[group] for group in tier) for tier in tiers)) for after_s, tiers in stages
        ]

    def _factors(self, factors: tuple[float, ...]) -> dict[Group, float]:
        return {group: factor for group, factor in zip(self.groups, factors, strict=True) if factor != 1.0}

    def arrive(self, row: int) -> None:
        """Take contact ``row``: blocked, to a free agent, or into the queue."""
        kind = self.kind_of[row]
        channel = kind.channel
        if channel is not None:
            if channel.in_use >= channel.lines:
                self._end_without_agent(row, EndedBy.BLOCKED, Rule.NO_LINE)
                return
            channel.in_use += 1
        # Nobody waits where somebody who may take him now is idle: the arriving contact may have any free agent.
        for tier in kind.tiers:
            agent = longest_idle(tier)
            if agent is not None:
                self._take_idle(row, agent, tier, Rule.FREE_AGENT)
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
        if kind.later:
            heappush(self.heap, (self.clock._now + kind.later[0][0], TIMER, row, self._widen))

    def look_again(self, row: int) -> None:
        """Contact ``row`` has waited until more groups may take it: it looks for a free agent among all it may have."""
        if not self.waiting[row]:
            return
        queued_s, now_s = self.book.queued_s[row], self.clock._now
        for after_s, tiers in self.kind_of[row].later:
            if queued_s + after_s > now_s:
                heappush(self.heap, (queued_s + after_s, TIMER, row, self._widen))
                return
            for tier in tiers if queued_s + after_s == now_s else ():
                agent = longest_idle(tier)
                if agent is not None:
                    self.kind_of[row].queue.take(row)
                    self.book.queue_legs.extend((row, queued_s, now_s))
                    self._take_idle(row, agent, tier, Rule.WAITED)
                    return

    def _take_idle(self, row: int, agent: Agent, tier: tuple[Group, ...], rule: Rule) -> None:
        if self.record is not None:
            free = [free.id for group in tier for free in group.idle]
            self.record.decided(self.clock._now, rule, row, agent.id, free)
        agent.group.idle.popleft()
        self.assign(row, agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who answers at once."""
        book = self.book
        agent.contact = row
        agent.answered_s = now_s = self.clock._now
        kind = self.kind_of[row]
        if kind.factors:
            self._take_longer(row, kind.factors.get(agent.group, 1.0))
        agent.talk_to_s = talk_to_s = now_s + book.talk_s[row]
        # The end of the talk is an event of its own only where somebody notices it: where lines are counted.
        if kind.channel is None:
            heappush(self.heap, (talk_to_s + book.wrap_up_s[row], SERVICE_ENDS, agent.id, self._serve))
        else:
            heappush(self.heap, (talk_to_s, SERVICE_ENDS, agent.id, self._talk))

    def _take_longer(self, row: int, factor: float) -> None:
        book = self.book
        book.talk_s[row] = on_grid(book.talk_s[row] * factor)
        book.wrap_up_s[row] = on_grid(book.wrap_up_s[row] * factor)

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
        freed, now_s = self.freed, self.clock._now
        if len(freed) > 1:
            freed.sort(key=lambda agent: agent.id)
        for agent in freed:
            group = agent.group
            for tier in group.lanes:
                lane = longest_wait(tier, now_s)
                if lane is not None:
                    self._take_waiting(lane.queue, agent, tier)
                    break
            else:
                group.rest(agent)
        freed.clear()

    def _take_waiting(self, queue: Queue, agent: Agent, tier: tuple[Lane, ...]) -> None:
        row = queue.head()
        if self.record is not None:
            heads = [lane.queue.head() for lane in tier if lane.queue.length]
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
