"""The center during a day: what happens to every contact, whichever way it is served.

Arrive, find an agent or queue, lose patience, leave. How an agent serves, one contact at a time or several, is in
`live.py` and `slots.py`. Whoever is freed waits for the dispatch of that instant.
"""

from functools import partial
from heapq import heappush
from math import inf
from typing import Any

from simulator.engine import plan as plans
from simulator.engine.book import Book
from simulator.engine.clock import MESSAGE, PATIENCE, TIMER, Clock, Moment
from simulator.engine.floor import Agent, Group
from simulator.engine.kinds import Channel, Kind, Stage, Tier
from simulator.engine.live import Exclusive
from simulator.engine.plan import Plan
from simulator.engine.queues import Lane, Queue, Room
from simulator.engine.record import Recorder, Rule
from simulator.engine.slot_group import SlotGroup
from simulator.engine.slots import Sharing
from simulator.log import EndedBy
from simulator.routing.least_loaded import least_loaded
from simulator.routing.longest_idle import longest_idle
from simulator.routing.longest_wait import longest_wait
from simulator.routing.pack import pack


class Center:
    """The state of the center during a day, and what happens to contacts in it."""

    __slots__ = (
        "_again", "_leave_message", "_lose_patience", "_widen", "agents", "book", "clock", "freed", "groups", "heap",
        "kind_of", "kinds", "record", "room", "waiting",
    )  # fmt: skip

    def __init__(self, plan: Plan, book: Book, clock: Clock, record: Recorder | None) -> None:
        self.clock, self.book, self.record = clock, book, record
        self.heap: list[Any] = clock._queue
        self.freed: list[Agent] = []
        self._again: list[Agent] = []
        """Who has taken a contact in this dispatch and may take another when all others have looked."""
        self.room = Room(len(book.queue))
        self.waiting = self.room.waiting
        self.groups = [
            SlotGroup(name, numbers, capacity) if capacity else Group(name, numbers)
            for name, numbers, capacity in zip(plan.names.groups, plan.roster, plan.capacities, strict=True)
        ]
        # Rosters follow each other in the order of the groups, so an agent's number is its place.
        self.agents = [agent for group in self.groups for _, agent in group.off_duty]
        queues = [Queue(one.head_start_s, self.room, book.queued_s) for one in plan.queues]
        self.kind_of: list[Kind] = []
        self.kinds = self._kinds(plan, queues)
        self.kind_of.extend(self.kinds[queue] for queue in book.queue)
        for group, tiers in zip(self.groups, plan.lanes, strict=True):
            group.serve(tuple(tuple(_lane(self.kinds[lane.queue], lane.after_s) for lane in tier) for tier in tiers))
        self._lose_patience = Moment(self.end_of_patience)
        self._leave_message = Moment(self.leave_message)
        self._widen = Moment(self.look_again)

    def _kinds(self, plan: Plan, queues: list[Queue]) -> list[Kind]:
        exclusive = Exclusive(self.clock, self.book, self.kind_of, self.agents, self.freed)
        sharing = Sharing(self.clock, self.book, self.kind_of, self.freed, self.dispatch)
        channels = [None if lines is None else Channel(lines) for lines in plan.lines]
        kinds = []
        for one, queue in zip(plan.queues, queues, strict=True):
            channel = plan.channel_of[one.type]
            slots = plan.slots[channel]
            choose: Any = longest_idle
            if slots is not None:
                choose = partial(pack if slots.pack else least_loaded, slots=slots.slots, keep_empty=slots.keep_empty)
            stages, factors = self._stages(plan.stages[one.type]), self._factors(plan.factors[one.type])
            service = exclusive if slots is None else sharing
            beside = [queues[number] for number, other in enumerate(plan.queues) if other.type == one.type]
            limit, limit_s = plan.queue_limits[one.type], plan.message_after_s[one.type]
            kinds.append(
                Kind(queue, beside, limit, channels[channel], slots, stages, factors, choose, service, limit_s)
            )
        return kinds

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
        # Nobody waits where somebody who may take him now is free: the arriving contact may have any free agent.
        for tier in kind.tiers:
            agent = kind.choose(tier)
            if agent is not None:
                if self.record is not None:
                    self._tell(self.record, Rule.FREE_AGENT, row, agent, tier)
                kind.take(row, agent)
                return
        if kind.limit is not None and sum(queue.length for queue in kind.beside) >= kind.limit:
            if channel is not None:
                channel.in_use -= 1
            self._end_without_agent(row, EndedBy.BLOCKED, Rule.QUEUE_FULL)
            return
        if self.record is not None:
            self.record.decided(self.clock._now, Rule.QUEUED, row, None)
        kind.queue.put(row)
        patience_s = self.book.patience_s[row]
        if patience_s < kind.message_after_s:
            heappush(self.heap, (self.clock._now + patience_s, PATIENCE, row, self._lose_patience))
        elif kind.message_after_s < inf:
            heappush(self.heap, (self.clock._now + kind.message_after_s, MESSAGE, row, self._leave_message))
        if kind.later:
            heappush(self.heap, (self.clock._now + kind.later[0][0], TIMER, row, self._widen))

    def look_again(self, row: int) -> None:
        """Contact ``row`` has waited until more groups may take it: it looks for a free agent among all it may have."""
        if not self.waiting[row]:
            return
        kind, queued_s, now_s = self.kind_of[row], self.book.queued_s[row], self.clock._now
        for after_s, tiers in kind.later:
            if queued_s + after_s > now_s:
                heappush(self.heap, (queued_s + after_s, TIMER, row, self._widen))
                return
            for tier in tiers if queued_s + after_s == now_s else ():
                agent = kind.choose(tier)
                if agent is not None:
                    if self.record is not None:
                        self._tell(self.record, Rule.WAITED, row, agent, tier)
                    kind.queue.take(row)
                    self.book.queue_legs.extend((row, queued_s, now_s))
                    kind.take(row, agent)
                    return

    def _tell(self, record: Recorder, rule: Rule, row: int, agent: Agent, tier: Tier) -> None:
        slots = self.kind_of[row].slots
        free = [
            one.id
            for group in tier
            for one in (group.with_slot(slots) if slots and isinstance(group, SlotGroup) else group.idle)
        ]
        record.decided(self.clock._now, rule, row, agent.id, free)

    def end_of_patience(self, row: int) -> None:
        """Contact ``row`` leaves if it still waits."""
        if self.waiting[row]:
            self._leave_queue(row)
            self._end_without_agent(row, EndedBy.ABANDONED, Rule.PATIENCE)

    def leave_message(self, row: int) -> None:
        """Contact ``row`` leaves a message and is gone if it still waits."""
        if self.waiting[row]:
            self._leave_queue(row)
            self._end_without_agent(row, EndedBy.MESSAGE, Rule.MESSAGE)

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
        """Let everybody freed at this instant look for a contact, in the order of their roster numbers.

        Who has a slot left after taking one looks once more when all others have looked, until nobody finds any.
        """
        freed, now_s, room = self.freed, self.clock._now, self.room
        if len(freed) > 1:
            freed.sort(key=lambda agent: agent.id)
        for agent in freed:
            group = agent.group
            # In a center that keeps its promises nobody waits at all, most of the time.
            if not room.count:
                group.rest(agent)
                continue
            if group.shares:
                self._look(agent)
                continue
            for tier in group.lanes:
                lane = longest_wait(tier, now_s)
                if lane is not None:
                    self._take_waiting(lane, agent, tier)
                    break
            else:
                group.rest(agent)
        freed.clear()
        if self._again:
            freed.extend(self._again)
            self._again.clear()
            self.dispatch()

    def _look(self, agent: Agent) -> None:
        """Let ``agent``, who may have several contacts in hand, take one (more); then he looks again."""
        group = agent.group
        assert isinstance(group, SlotGroup)
        for tier in group.lanes_for(agent):
            lane = longest_wait(tier, self.clock._now)
            if lane is not None:
                group.engage(agent)
                self._take_waiting(lane, agent, tier)
                self._again.append(agent)
                return
        group.rest(agent)

    def _take_waiting(self, lane: Lane, agent: Agent, tier: tuple[Lane, ...]) -> None:
        queue = lane.queue
        row = queue.head()
        if self.record is not None:
            heads = [lane.queue.head() for lane in tier if lane.queue.length]
            self.record.decided(self.clock._now, Rule.FREED_AGENT, row, agent.id, heads)
        queue.take(row)
        book = self.book
        book.queue_legs.extend((row, book.queued_s[row], self.clock._now))
        lane.assign(row, agent)

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


def _lane(kind: Kind, after_s: float) -> Lane:
    slots, keep_empty = (kind.slots.slots, kind.slots.keep_empty) if kind.slots else (0, 0)
    return Lane(kind.queue, after_s, kind.assign, slots, keep_empty)
