"""The center during a day: what happens to every contact, whichever way it is served.

Arrive, find an agent or queue, lose patience, leave. How an agent serves, one contact at a time or several, is in
`exclusive.py` and `slots.py`. Whoever is freed waits for the dispatch of that instant.
"""

from math import inf
from operator import attrgetter
from typing import Protocol

from simulator.engine.agenda import PATIENCE, VOICEMAIL, Agenda, Dispatcher, heappush
from simulator.engine.assignments import Assignments, Counting
from simulator.engine.at_random import Looks
from simulator.engine.barriers import Barriers
from simulator.engine.book import Book
from simulator.engine.choosing import any_counts, contact_rule
from simulator.engine.duty import Duty
from simulator.engine.evidence import agents_with_room, heads_of, seen_agent, with_room
from simulator.engine.exclusive import Exclusive
from simulator.engine.floor import Agent, Lane, Service
from simulator.engine.flows import Flow, Ranked
from simulator.engine.full import in_groups
from simulator.engine.furnishing import conversing_of, flows_of, furnish_desks, pool_of, queue_of, rules_of
from simulator.engine.helping import Helping
from simulator.engine.mixed_pool import Together
from simulator.engine.queues import Room
from simulator.engine.record import Recorder, Rule, SeenContact, Witness
from simulator.engine.signals import Signals
from simulator.engine.silences import Silences
from simulator.engine.slots import Sharing
from simulator.engine.tables import Tables
from simulator.engine.tables.helps import HelpTable
from simulator.engine.unserved import Unserved
from simulator.engine.waking import Waking
from simulator.engine.while_waiting import EndOfPatience, StepsOfWaits, VoicemailLimit
from simulator.log import Columns, EndedBy
from simulator.routing.longest_wait import longest_wait

# To a running loop a plain number is several times as fast as a member of an enum.
_ABANDONED, _BLOCKED = int(EndedBy.ABANDONED), int(EndedBy.BLOCKED)
_BY_NUMBER = attrgetter("id")


class Beyond(Dispatcher):
    """Who stands before the center and knows of contacts that have arrived and have not come in."""

    __slots__ = ()

    def still_open(self) -> bool:
        """Return whether there are any."""
        raise NotImplementedError


class InShifts(Protocol):
    """Whoever knows what people do who work in shifts."""

    def call_in(self, group: int, people: int, ready_s: float) -> int:
        """Let so many of a group come who are on call; return how many do."""

    def settle(self) -> None:
        """Write down what everybody is off the phone for, as far as it went: the run is stopped."""

    def breaks_table(self) -> Columns:
        """Return the log's table ``breaks``."""

    def forget(self) -> None:
        """Let go of everybody, when the log is made."""


class Center(Unserved):
    """The state of the center during a day, and what happens to contacts in it."""

    __slots__ = (
        "_closings_s", "_contact_rule", "_exclusive", "_leave_voicemail", "_lose_patience", "_services", "agents",
        "barriers", "beyond", "duty", "helping", "keeps", "pools", "room", "shifts", "signals", "waking", "witness",
    )  # fmt: skip

    def __init__(self, tables: Tables, book: Book, agenda: Agenda, record: Recorder | None) -> None:
        self.agenda, self.book, self.record = agenda, book, record
        self.witness = record if isinstance(record, Witness) else None
        """The recorder, where it wants to know what choices are made from."""
        self.duty = Duty()
        self.freed = self.duty.freed
        self.again: list[Agent] = []
        """Who has taken a contact in this dispatch and may take another when all others have looked."""
        self.room = Room(book)
        self.agents: list[Agent] = []
        self.flows: list[Flow] = []
        self.shifts: InShifts | None = None
        """Whoever tells people when to come, go and have breaks; None where headcounts say all."""
        self.helping: Helping | None = None
        """Whoever sees to calls for help; None where nobody helps."""
        self.beyond: Beyond | None = None
        """Whoever knows of contacts that have not come in; None where all do."""
        exclusive = Exclusive(agenda, book, self.flows, self.agents, self.duty)
        self.silences = Silences(book) if any(tables.silent) else None
        sharing = Sharing(agenda, book, self.flows, self.duty, self, self.silences)
        self._services: tuple[Service, ...] = (exclusive, sharing)
        self.conversing = conversing_of(tables, agenda, book, self.flows, self.agents, self.duty, self, self.silences)
        if self.conversing is not None:
            self._services = (exclusive, sharing, self.conversing)
        self._exclusive = exclusive
        self._closings_s = frozenset([one.to_s for one in tables.staff.stretches])
        self.keeps = [[kept[pool.group] for pool in tables.staff.pools] for kept in tables.eligibility.keeps]
        """Per type and pool: how many agents with nothing in hand are kept from it, as things stand."""
        self._contact_rule = contact_rule(tables)
        """None where places alone decide: nobody has to be asked."""
        taken = None
        if any_counts(tables):
            taken = Assignments(agenda, len(tables.staff.names), len(tables.admission), len(tables.staff.pools))
        self._steps = StepsOfWaits(self)
        self.barriers: Barriers | None = None
        """What keeps agents from contacts by how things stand; None where nothing does."""
        signals = self.signals = None if tables.read is None else Signals(tables, tables.read, book, agenda)
        services = self._by_type(tables, taken, signals)
        queues = [queue_of(terms, tables, self.room, signals) for terms in tables.eligibility.queues]
        self.pools = [pool_of(number, tables, queues, services, signals) for number in range(len(tables.staff.pools))]
        # So an agent's number is its place.
        self.agents.extend(sorted([agent for pool in self.pools for agent in pool.members], key=_BY_NUMBER))
        if self.conversing is not None:
            furnish_desks(self.pools, self.conversing)
        looks = Looks(book)
        waking = self.waking = Waking(agenda, self.duty, self._steps)
        together = [Together(in_groups((group,), self.pools), waking) for group in sorted(tables.staff.mixed)]
        if signals is not None:
            signals.meets(self.pools)
            self.barriers = Barriers(tables, signals, self.pools, queues, self.keeps, agenda, waking)
        rules = rules_of(tables, self.keeps, looks, taken, self.barriers, agenda, together)
        self.flows.extend(flows_of(tables, queues, services, self.pools, rules, looks, signals))
        self._lose_patience = agenda.enroll(EndOfPatience(self))
        self._leave_voicemail = agenda.enroll(VoicemailLimit(self))

    def _by_type(self, tables: Tables, taken: Assignments | None, signals: Signals | None) -> list[Service]:
        """Return the service of each type."""
        given: list[Service] = list(self._services)
        channels = tables.channels
        if taken is not None:
            given = [Counting(one, self.book, self.flows, taken) for one in given]
        by_type = [given[channels.service_of(channel)] for channel in channels.of_type]
        if signals is None:
            return by_type
        noticed = [signals.noticed(one, type_) for type_, one in enumerate(by_type)]
        if self.conversing is not None:
            self.conversing.tells([signals.first_replies(type_) for type_ in range(len(by_type))])
        return noticed

    def arrive(self, row: int) -> None:
        """Take contact ``row``: blocked, to a free agent, or into the queue."""
        flow: Flow = self.flows[self.book.queue[row]]
        trunk = flow.trunk
        if trunk is not None and not trunk.take():
            self.end_without_line(row, flow)
            return
        # Nobody waits where somebody who may take him now is free: the arriving contact may have any free agent.
        if flow.looking is not None:
            flow.looking.look(row)
        for ranked in flow.ranks:
            agent = flow.rule.choose(ranked) if flow.idle is None else flow.idle[0] if flow.idle else None
            if agent is not None:
                if self.record is not None:
                    self._tell_candidates(self.record, Rule.FREE_AGENT, row, agent, ranked)
                flow.service.take(row, agent)
                return
        if flow.entering is not None:
            going_on = flow.entering.comes(row, flow)
            if going_on is None:
                return
            flow = going_on
        if flow.limits and flow.is_full():
            if trunk is not None:
                trunk.give_back()
            self.end_without_agent(row, _BLOCKED, Rule.QUEUE_FULL)
            return
        if flow.announcing is not None and flow.announcing.makes_leave(row, self.agenda.now_s):
            self.book.queued(row, self.agenda.now_s)
            if trunk is not None:
                trunk.give_back()
            self.end_without_agent(row, _ABANDONED, Rule.ANNOUNCED)
            return
        self.join_queue(row, flow)

    def find_agent(self, row: int, flow: Flow, rule: Rule) -> bool:
        """Let ``row``, which may wait, look for a free agent, who takes it at once; return whether there was one."""
        if flow.looking is not None:
            flow.looking.look(row)
        for ranked in flow.ranks:
            agent = flow.rule.choose(ranked)
            if agent is not None:
                if self.record is not None:
                    self._tell_candidates(self.record, rule, row, agent, ranked)
                if self.book.waiting[row]:
                    flow.queue.take(row, self.agenda.now_s)
                flow.service.take(row, agent)
                return True
        return False

    def join_queue(self, row: int, flow: Flow) -> None:
        """Let ``row`` wait from now on, and plan how long."""
        book, now_s = self.book, self.agenda.now_s
        if self.record is not None:
            self._tell_why_it_waits(self.record, row, flow)
        # As `Book.queued`: a step less for every wait.
        if book.queued_s[row] != book.queued_s[row]:
            book.queued_s[row] = now_s
        flow.queue.put(row, now_s)
        patience_s = book.patience_s[row]
        if patience_s < flow.voicemail_after_s:
            heappush(self.agenda.heap, (now_s + patience_s, PATIENCE, row, self._lose_patience))
        elif flow.voicemail_after_s < inf:
            self.agenda.plan(now_s + flow.voicemail_after_s, VOICEMAIL, row, self._leave_voicemail)
        if flow.following is not None:
            self._steps.plan(row, flow)
        if flow.entering is not None:
            flow.entering.begins(row)

    def plan_patience(self, row: int) -> None:
        """Plan the end of the patience of ``row``, which waits and was to leave a voicemail instead."""
        patience_s = self.book.patience_s[row]
        if patience_s < inf:
            self.agenda.plan(self.book.since_s[row] + patience_s, PATIENCE, row, self._lose_patience)

    def look_again(self, row: int) -> None:
        """Contact ``row`` has waited until more pools may take it: it looks for a free agent among all it may have."""
        flow = self.flows[self.book.queue[row]]
        if self.may_look(flow):
            self.find_agent(row, flow, Rule.WAITED)

    def helps(self, table: HelpTable) -> None:
        """Let agents call for help, when all else is attached."""
        self.helping = Helping(table, self.agenda, self.book, self.flows, self.pools, self.duty, self._exclusive)
        for flow in self.flows:
            if table.touched[flow.type]:
                flow.watch(self.helping)

    def is_closed(self) -> bool:
        """Return whether the center has closed: all pools close and open together."""
        pool = self.pools[0]
        return pool.closed_s is not None

    def may_look(self, flow: Flow) -> bool:
        """Return whether a contact that does not arrive at an open center may look: after closing nobody stays for
        who keeps the place, and whoever comes in the morning looks at all who wait."""
        return not self.is_closed() or flow.terms.at_close != "keep"

    def is_over(self, flow: Flow) -> bool:
        """Return whether the hours of a flow's type are over at this instant, or the center has closed."""
        return self.is_closed() or not flow.terms.open_at(self.agenda.now_s)

    def ends_now(self, flow: Flow) -> bool:
        """Return the same, be it that the center closes later in this instant."""
        return self.agenda.now_s in self._closings_s or self.is_over(flow)

    def _tell_candidates(self, record: Recorder, rule: Rule, row: int, agent: Agent, ranked: Ranked) -> None:
        flow = self.flows[self.book.queue[row]]
        free = [one.id for pool in ranked for one in with_room(pool, flow.slots)]
        if self.witness is not None:
            self.witness.saw_agents(agents_with_room(flow, self.agenda.now_s))
        record.decided(self.agenda.now_s, rule, row, agent.id, free)

    def _tell_why_it_waits(self, record: Recorder, row: int, flow: Flow) -> None:
        there = [pool for ranked in flow.ranks for pool in ranked] if self.may_look(flow) else []
        kept = [one.id for pool in there for one in with_room(pool, flow.slots)]
        if self.witness is not None:
            self.witness.saw_agents(agents_with_room(flow, self.agenda.now_s) if there else ())
            self.witness.saw_contacts([SeenContact(row, 0, self.book.place_s[row] - flow.queue.head_start_s)])
        record.decided(self.agenda.now_s, Rule.KEPT_FREE if kept else Rule.QUEUED, row, None, kept)

    def stop(self) -> bool:
        """Write down what is still going on, as far as it went: the run is stopped now. Return whether anything is."""
        now_s = self.agenda.now_s
        waits = self.room.count > 0
        for row in self.cut_waits(now_s):
            if not self.is_gone(row):
                self.tell(Rule.STILL_OPEN, row)
        beyond = self.beyond is not None and self.beyond.still_open()
        return self.settle() or waits or beyond

    def settle(self) -> bool:
        """Write down what agents have in hand, and how long they were there; return whether anything is in hand."""
        now_s = self.agenda.now_s
        if self.helping is not None:
            self.helping.settle(now_s)
        any_open = [service.settle(now_s) for service in self._services]
        if self.shifts is not None:
            self.shifts.settle()
        self.duty.settle(self.agents, now_s)
        return any(any_open)

    def cut_waits(self, to_s: float) -> list[int]:
        """Write that whoever waits in a queue waited until ``to_s``, and does not any more; return them.

        Their fate is left open. Who joined the queue later waited for no time; whoever left silently later waited until
        then.
        """
        rows = []
        for flow in self.flows:
            for row in flow.queue.rows():
                left_s = self.silences.left_s(row) if self.silences is not None and self.is_gone(row) else to_s
                flow.queue.take(row, max(to_s, self.book.since_s[row], left_s))
                rows.append(row)
        return rows

    def dispatch(self) -> None:
        """Let everybody freed at this instant look for a contact, in the order of their roster numbers.

        Who has room left after taking one looks once more when all others have looked, until nobody finds any.
        """
        freed, now_s, room, rule = self.freed, self.agenda.now_s, self.room, self._contact_rule
        if self.helping is not None and self.helping.waiting:
            freed.sort(key=_BY_NUMBER)
            self.helping.dispatch(freed)
        while freed:
            if len(freed) > 1:
                freed.sort(key=_BY_NUMBER)
            for agent in freed:
                # In a center that keeps its promises nobody waits at all, most of the time.
                if room.count:
                    pool = agent.pool
                    # Mostly nobody is told anything or kept.
                    plain = not (agent.order or pool.keeps)
                    for tier in agent.hands.lanes if plain else pool.lanes_for(agent, now_s):
                        lane = longest_wait(tier) if rule is None else rule.choose(tier, now_s)
                        if lane is not None:
                            self._take_waiting(lane, agent, tier)
                            break
                    else:
                        pool.rest(agent)
                else:
                    agent.pool.rest(agent)
            freed.clear()
            if self.again:
                freed.extend(self.again)
                self.again.clear()

    def _take_waiting(self, lane: Lane, agent: Agent, tier: tuple[Lane, ...]) -> None:
        queue, now_s = lane.queue, self.agenda.now_s
        row = queue.head
        if self.record is not None:
            heads = [lane.queue.head for lane in tier if lane.queue.length]
            rule = Rule.LATE if agent.order else Rule.FREED_AGENT
            if self.witness is not None:
                self.witness.saw_agents([seen_agent(agent)])
                self.witness.saw_contacts(heads_of(agent.pool.lanes_for(agent, now_s)))
            self.record.decided(now_s, rule, row, agent.id, heads)
        queue.take(row, now_s)
        lane.service.assign(row, agent)
