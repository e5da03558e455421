"""The center during a day: what happens to every contact, whichever way it is served.

Arrive, find an agent or queue, lose patience, leave. How an agent serves, one contact at a time or several, is in
`live.py` and `slots.py`. Whoever is freed waits for the dispatch of that instant.
"""

from functools import partial
from heapq import heappush
from math import inf
from typing import Any

from simulator.engine.book import Book
from simulator.engine.clock import PATIENCE, TIMER, VOICEMAIL, Clock, Moment
from simulator.engine.floor import Agent, Group, Lane
from simulator.engine.flows import Flow, Ranked, Reached, Trunk
from simulator.engine.live import Exclusive
from simulator.engine.queues import Queue, Room
from simulator.engine.record import Recorder, Rule
from simulator.engine.slot_group import SlotGroup
from simulator.engine.slots import Sharing
from simulator.engine.tables import Tables
from simulator.engine.tables.eligibility import AS_DRAWN, Factors, LaneTerms, Reach
from simulator.log import EndedBy
from simulator.routing.least_loaded import least_loaded
from simulator.routing.longest_idle import longest_idle
from simulator.routing.longest_wait import longest_wait
from simulator.routing.pack import pack

# To a running loop a plain number is several times as fast as a member of an enum.
_ABANDONED, _BLOCKED = int(EndedBy.ABANDONED), int(EndedBy.BLOCKED)
_CLEARED, _VOICEMAIL = int(EndedBy.CLEARED), int(EndedBy.VOICEMAIL)


class Center:
    """The state of the center during a day, and what happens to contacts in it."""

    __slots__ = (
        "_again", "_exclusive", "_leave_voicemail", "_lose_patience", "_sharing", "_widen", "agents", "book", "clock",
        "flows", "freed", "groups", "heap", "record", "room", "waiting",
    )  # fmt: skip

    def __init__(self, tables: Tables, book: Book, clock: Clock, record: Recorder | None) -> None:
        self.clock, self.book, self.record = clock, book, record
        self.heap: list[Any] = clock._queue
        self.freed: list[Agent] = []
        self._again: list[Agent] = []
        """Who has taken a contact in this dispatch and may take another when all others have looked."""
        self.room = Room(book)
        self.waiting = book.waiting
        self.groups = [
            SlotGroup(name, numbers, capacity) if capacity else Group(name, numbers)
            for name, numbers, capacity in zip(
                tables.names.groups, tables.staff.roster, tables.staff.capacities, strict=True
            )
        ]
        # Rosters follow each other in the order of the groups, so an agent's number is its place.
        self.agents = [agent for group in self.groups for _, agent in group.off_duty]
        self.flows: list[Flow] = []
        """By queue."""
        self._exclusive = Exclusive(clock, book, self.flows, self.agents, self.freed)
        self._sharing = Sharing(clock, book, self.flows, self.freed, self.dispatch)
        self.flows.extend(self._flows(tables))
        for group, tiers in zip(self.groups, tables.eligibility.lanes, strict=True):
            group.serve(tuple(tuple(self._lane(tables, lane) for lane in tier) for tier in tiers))
        self._lose_patience = Moment(self.end_of_patience)
        self._leave_voicemail = Moment(self.leave_voicemail)
        self._widen = Moment(self.look_again)

    def _flows(self, tables: Tables) -> list[Flow]:
        queues = [Queue(one.head_start_s, self.room) for one in tables.eligibility.queues]
        trunks = [None if lines is None else Trunk(lines) for lines in tables.channels.lines]
        flows = []
        for terms, queue in zip(tables.eligibility.queues, queues, strict=True):
            channel = tables.channels.of_type[terms.type]
            slots = tables.channels.slots[channel]
            choose: Any = longest_idle
            if slots is not None:
                choose = partial(pack if slots.pack else least_loaded, slots=slots.slots, keep_empty=slots.keep_empty)
            flows.append(
                Flow(
                    type=terms.type,
                    terms=tables.admission[terms.type],
                    queue=queue,
                    beside=[
                        queues[at] for at, other in enumerate(tables.eligibility.queues) if other.type == terms.type
                    ],
                    limit=tables.eligibility.limits[terms.type],
                    trunk=trunks[channel],
                    slots=slots,
                    reaches=[self._reached(reach) for reach in tables.eligibility.reaches[terms.type]],
                    factors=self._factors(tables.eligibility.factors[terms.type]),
                    choose=choose,
                    service=self._exclusive if slots is None else self._sharing,
                    voicemail_after_s=tables.eligibility.voicemail_after_s[terms.type],
                )
            )
        return flows

    def _reached(self, reach: Reach) -> Reached:
        return reach.after_s, tuple(tuple(self.groups[group] for group in tier) for tier in reach.tiers)

    def _factors(self, factors: tuple[Factors, ...]) -> dict[Group, Factors]:
        return {group: factor for group, factor in zip(self.groups, factors, strict=True) if factor != AS_DRAWN}

    def _lane(self, tables: Tables, lane: LaneTerms) -> Lane:
        flow = self.flows[lane.queue]
        if flow.slots is None:
            return Lane(flow.queue, lane.after_s, self._exclusive, flow.terms)
        slots, keep_empty = flow.slots.slots, flow.slots.keep_empty
        return Lane(flow.queue, lane.after_s, self._sharing, flow.terms, slots, keep_empty)

    def arrive(self, row: int) -> None:
        """Take contact ``row``: blocked, to a free agent, or into the queue."""
        book = self.book
        flow = self.flows[book.queue[row]]
        trunk = flow.trunk
        if trunk is not None:
            if trunk.in_use >= trunk.lines:
                self.end_without_agent(row, _BLOCKED, Rule.NO_LINE)
                return
            trunk.in_use += 1
        # Nobody waits where somebody who may take him now is free: the arriving contact may have any free agent.
        for ranked in flow.ranks:
            agent = flow.choose(ranked) if flow.idle is None else flow.idle[0] if flow.idle else None
            if agent is not None:
                if self.record is not None:
                    self._tell(self.record, Rule.FREE_AGENT, row, agent, ranked)
                flow.take(row, agent)
                return
        if flow.limit is not None and sum(queue.length for queue in flow.beside) >= flow.limit:
            if trunk is not None:
                trunk.in_use -= 1
            self.end_without_agent(row, _BLOCKED, Rule.QUEUE_FULL)
            return
        now_s = self.clock._now
        if self.record is not None:
            self.record.decided(now_s, Rule.QUEUED, row, None)
        # Whoever arrives has been in no queue before: what `Book.queued` looks for is not there.
        book.queued_s[row] = now_s
        flow.queue.put(row, now_s)
        patience_s = book.patience_s[row]
        if patience_s < flow.voicemail_after_s:
            heappush(self.heap, (now_s + patience_s, PATIENCE, row, self._lose_patience))
        elif flow.voicemail_after_s < inf:
            heappush(self.heap, (now_s + flow.voicemail_after_s, VOICEMAIL, row, self._leave_voicemail))
        if flow.later:
            self._plan_to_widen(row, now_s + flow.later[0][0])

    def look_again(self, row: int) -> None:
        """Contact ``row`` has waited until more groups may take it: it looks for a free agent among all it may have."""
        if not self.waiting[row]:
            return
        flow, since_s, now_s = self.flows[self.book.queue[row]], self.book.since_s[row], self.clock._now
        for after_s, ranks in flow.later:
            if since_s + after_s > now_s:
                self._plan_to_widen(row, since_s + after_s)
                return
            if self.groups[0].closed_s is not None and flow.terms.at_close == "keep":
                # After closing nobody stays for this one; whoever comes in the morning looks at all who wait.
                continue
            for ranked in ranks if since_s + after_s == now_s else ():
                agent = flow.choose(ranked)
                if agent is not None:
                    if self.record is not None:
                        self._tell(self.record, Rule.WAITED, row, agent, ranked)
                    flow.queue.take(row, now_s)
                    flow.take(row, agent)
                    return

    def _plan_to_widen(self, row: int, time_s: float) -> None:
        """Plan that ``row`` looks again; of one instant, those go first who stand first in line."""
        place = self.book.place_among_cases(row)
        moment = self._widen if place == row else Moment(lambda _: self.look_again(row))
        heappush(self.heap, (time_s, TIMER, place, moment))

    def _tell(self, record: Recorder, rule: Rule, row: int, agent: Agent, ranked: Ranked) -> None:
        slots = self.flows[self.book.queue[row]].slots
        free = [one.id for group in ranked for one in group.with_slot(slots)]
        record.decided(self.clock._now, rule, row, agent.id, free)

    def end_of_patience(self, row: int) -> None:
        """Contact ``row`` leaves if it still waits."""
        if self.waiting[row]:
            self._leave_queue(row)
            self.end_without_agent(row, _ABANDONED, Rule.PATIENCE)

    def leave_voicemail(self, row: int) -> None:
        """Contact ``row`` leaves a voicemail and is gone if it still waits."""
        if self.waiting[row]:
            self._leave_queue(row)
            self.end_without_agent(row, _VOICEMAIL, Rule.VOICEMAIL)

    def clear(self, type_: int) -> None:
        """Send away everybody of a type who waits."""
        for flow in self.flows:
            if flow.type == type_:
                for row in list(flow.queue):
                    self._leave_queue(row)
                    self.end_without_agent(row, _CLEARED, Rule.CLEARED)

    def stop(self) -> bool:
        """Write down what is still going on, as far as it went: the run is stopped now. Return whether anything is."""
        now_s = self.clock._now
        waits = self.room.count > 0
        for row in self.cut_waits(now_s):
            self.tell(Rule.STILL_OPEN, row)
        served, shared = self._exclusive.stop(now_s), self._sharing.stop(now_s)
        for group in self.groups:
            group.stop(now_s)
        return waits or served or shared

    def cut_waits(self, to_s: float) -> list[int]:
        """Write that whoever waits in a queue waited until ``to_s``, and does not any more; return them.

        Their fate is left open. Who joined the queue later waited for no time.
        """
        rows = []
        for flow in self.flows:
            for row in list(flow.queue):
                flow.queue.take(row, max(to_s, self.book.since_s[row]))
                rows.append(row)
        return rows

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
            if group.special:
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
        """Let ``agent`` take a contact of those that he may take as things stand; with a slot left he looks again."""
        group, now_s = agent.group, self.clock._now
        for tier in group.lanes_for(agent, now_s):
            lane = longest_wait(tier, now_s)
            if lane is not None:
                group.engage(agent)
                self._take_waiting(lane, agent, tier)
                if group.shares:
                    self._again.append(agent)
                return
        group.rest(agent)

    def _take_waiting(self, lane: Lane, agent: Agent, tier: tuple[Lane, ...]) -> None:
        queue, now_s = lane.queue, self.clock._now
        row = queue.head()
        if self.record is not None:
            heads = [lane.queue.head() for lane in tier if lane.queue.length]
            rule = Rule.FREED_AGENT if agent.leaving_since_s is None else Rule.LATE
            self.record.decided(now_s, rule, row, agent.id, heads)
        queue.take(row, now_s)
        lane.assign(row, agent)

    def _leave_queue(self, row: int) -> None:
        """Take ``row``, which gives up or is sent away, out of its queue and off its line."""
        flow = self.flows[self.book.queue[row]]
        flow.queue.take(row, self.clock._now)
        if flow.trunk is not None:
            flow.trunk.in_use -= 1

    def end_without_agent(self, row: int, how: int, rule: Rule) -> None:
        """Write that ``row`` ends now, as an `EndedBy` of number ``how``, because of ``rule``."""
        self.book.ended(row, how, self.clock._now)
        if self.record is not None:
            self.tell(rule, row)

    def tell(self, rule: Rule, row: int) -> None:
        """Tell whoever wants to know what was decided about ``row``."""
        if self.record is not None:
            self.record.decided(self.clock._now, rule, row, None)
