"""Help: agents who have talked with one contact for long call somebody, who stays with them until the talk ends.

Whether is decided when an agent answers, by the customer's own chance. A call finds at once whoever has nothing to do,
or waits; whoever is freed takes the oldest call before any contact. The end of a talk that may need help is planned
here: help moves it, and the old plan stays on the agenda and is recognised by its time.
"""

from math import inf

from simulator.demand.later import ordinal_of
from simulator.engine.agenda import HELP, SERVICE_ENDS, Agenda, Moment
from simulator.engine.book import Book
from simulator.engine.duty import Duty
from simulator.engine.exclusive import Exclusive
from simulator.engine.floor import Agent, AgentPool
from simulator.engine.flows import Flow, Watching
from simulator.engine.on_the_floor import WatchedPool
from simulator.engine.states import FREE, IN_HAND, NONE
from simulator.engine.tables.help_terms import HelpTerms
from simulator.engine.tables.helps import HelpTable
from simulator.log import NOBODY, SpanKind
from simulator.time_grid import on_grid


class WatchedTalk:
    """A talk of which the agent may call for help. Times are seconds."""

    __slots__ = ("agent", "calls_s", "due", "from_s", "helped_by", "is_passed_on", "joins_s", "next", "row")

    def __init__(self, row: int, agent: Agent, from_s: float, due: tuple[HelpTerms, ...], is_passed_on: bool) -> None:
        self.row, self.agent, self.from_s = row, agent, from_s
        self.due = due
        """The rules by which the agent calls, if nobody helps before."""
        self.next = 0
        """Which of them is the next."""
        self.calls_s = inf
        """When that is; infinite: nobody calls any more."""
        self.is_passed_on = is_passed_on
        """Whether the contact is given to somebody else at the end."""
        self.helped_by: HelpCall | None = None
        """The call that brought somebody."""
        self.joins_s = inf
        """When help begins to change the talk; infinite: not any more."""


class HelpCall:
    """A call for help."""

    __slots__ = ("begun_s", "called_s", "helper", "joined_s", "rule", "talk", "until_s")

    def __init__(self, talk: WatchedTalk, rule: HelpTerms, called_s: float) -> None:
        self.talk, self.rule, self.called_s = talk, rule, called_s
        self.helper: Agent | None = None
        self.begun_s = self.joined_s = self.until_s = inf
        """What has not come yet is infinite."""


class Helping(Watching):
    """All help of one run."""

    __slots__ = (
        "_agenda", "_asked", "_book", "_call", "_duty", "_end", "_flows", "_join", "_lists", "_pools",
        "_service", "_staff", "_talks", "calls", "waiting",
    )  # fmt: skip

    def __init__(
        self,
        table: HelpTable,
        agenda: Agenda,
        book: Book,
        flows: list[Flow],
        pools: list[AgentPool],
        duty: Duty,
        service: Exclusive,
    ) -> None:
        self._agenda, self._book, self._flows = agenda, book, flows
        self._pools, self._duty, self._service = pools, duty, service
        self._staff = [pool.staff if isinstance(pool, WatchedPool) else None for pool in pools]
        """By pool; None where nobody reads what its agents do."""
        self._asked, self._lists = table.asked
        self._talks: dict[int, WatchedTalk] = {}
        """By the number of the agent who talks."""
        self.calls: list[HelpCall] = []
        """All there were, in the order in which they began."""
        self.waiting: list[HelpCall] = []
        """Those for whom nobody has come, the oldest first."""
        self._end, self._call = agenda.enroll(EndOfWatchedTalk(self)), agenda.enroll(CallsForHelp(self))
        self._join = agenda.enroll(HelpJoins(self))

    def watches(self, row: int, agent: Agent, from_s: float, is_passed_on: bool) -> bool:
        """Return whether ``agent``, who talks with ``row`` from an instant on, may call; the end is planned then."""
        book = self._book
        flow: Flow = self._flows[book.queue[row]]
        asked: tuple[HelpTerms, ...] = self._lists[self._asked.of(flow.type, book.segment_of(row), agent.pool.group)]
        if not asked:
            return False
        talk_s = agent.talk_to_s - from_s
        case, ordinal = book.case_of(row), ordinal_of(book.attempt_of(row), book.hops_of(row))
        due = [
            rule
            for rule in asked
            if rule.after_s < talk_s and book.firsts.uniform(case, rule.purpose, ordinal) < rule.share
        ]
        if not due:
            return False
        talk = self._talks[agent.id] = WatchedTalk(row, agent, from_s, tuple(due), is_passed_on)
        self._plan_call(talk)
        self._agenda.plan(agent.talk_to_s, SERVICE_ENDS, agent.id, self._end)
        return True

    def _plan_call(self, talk: WatchedTalk) -> None:
        """Plan the next call of a talk, if there is one."""
        talk.calls_s = inf
        if talk.next < len(talk.due):
            rule: HelpTerms = talk.due[talk.next]
            talk.calls_s = talk.from_s + rule.after_s
            self._agenda.plan(talk.calls_s, HELP, talk.agent.id, self._call)

    def calls_now(self, number: int) -> None:
        """Agent ``number`` calls for help, by each rule whose time has come until somebody helps."""
        talk: WatchedTalk | None = self._talks.get(number)
        now_s = self._agenda.now_s
        if talk is None or talk.calls_s != now_s:
            return
        while talk.helped_by is None and talk.next < len(talk.due):
            rule: HelpTerms = talk.due[talk.next]
            if talk.from_s + rule.after_s != now_s:
                break
            talk.next += 1
            self._look_for_help(HelpCall(talk, rule, now_s))
        if talk.helped_by is None:
            self._plan_call(talk)
        else:
            talk.calls_s = inf

    def _look_for_help(self, call: HelpCall) -> None:
        self.calls.append(call)
        for group in call.rule.groups:
            helper = self._longest_idle(group)
            if helper is not None:
                helper.pool.pick(helper)
                self._begins(call, helper)
                return
        self.waiting.append(call)

    def _longest_idle(self, group: int) -> Agent | None:
        """Return who of a group has been idle for longest, of one instant by number; None: nobody is, or it closed."""
        found: Agent | None = None
        for pool in self._pools:
            if pool.group != group or not pool.idle or pool.closed_s is not None:
                continue
            first: Agent = pool.idle[0]
            if found is None or (first.idle_since_s, first.id) < (found.idle_since_s, found.id):
                found = first
        return found

    def dispatch(self, freed: list[Agent]) -> None:
        """Let those of ``freed``, in their order, who can help take calls that wait, and no contact at this instant."""
        for agent in list(freed):
            if agent.duty == FREE and agent.order == NONE and agent.pool.closed_s is None:
                call = self._oldest_for(agent.pool.group)
                if call is not None:
                    freed.remove(agent)
                    self._begins(call, agent)

    def _oldest_for(self, group: int) -> HelpCall | None:
        """Return the oldest call that waits for agents of a group."""
        for call in self.waiting:
            if group in call.rule.groups:
                return call
        return None

    def _begins(self, call: HelpCall, helper: Agent) -> None:
        """Let ``helper``, who is nowhere looked for, come to a talk: other calls of it are over."""
        talk, now_s = call.talk, self._agenda.now_s
        call.helper, call.begun_s = helper, now_s
        talk.helped_by = call
        for other in self.waiting:
            if other.talk is talk and other is not call:
                other.until_s = now_s
        self.waiting[:] = [other for other in self.waiting if other.talk is not talk]
        helper.contact, helper.duty, helper.assigned_s = talk.row, IN_HAND, now_s
        staff = self._staff[helper.pool.number]
        if staff is not None:
            staff.tell()
        if call.rule.ready_s:
            talk.joins_s = now_s + call.rule.ready_s
            self._agenda.plan(talk.joins_s, HELP, talk.agent.id, self._join)
        else:
            self._joined(talk, call)

    def joins(self, number: int) -> None:
        """Whoever came to the talk of agent ``number`` is ready."""
        talk: WatchedTalk | None = self._talks.get(number)
        if talk is not None and talk.joins_s == self._agenda.now_s:
            assert talk.helped_by is not None, "somebody came"
            self._joined(talk, talk.helped_by)

    def _joined(self, talk: WatchedTalk, call: HelpCall) -> None:
        agent, rule, now_s = talk.agent, call.rule, self._agenda.now_s
        talk.joins_s, call.joined_s = inf, now_s
        left_s = on_grid((agent.talk_to_s - now_s) * rule.talk)
        if now_s + left_s != agent.talk_to_s:
            agent.talk_to_s = now_s + left_s
            self._agenda.plan(agent.talk_to_s, SERVICE_ENDS, agent.id, self._end)
        if talk.is_passed_on:
            self._service.shorten_wrap_up(agent, rule.wrap_up)
        elif rule.solved >= 0.0:
            self._book.solved_with_help[talk.row] = rule.solved

    def ends(self, number: int) -> None:
        """The talk of agent ``number`` ends, unless help has moved the end; whoever helped is free first."""
        talk: WatchedTalk | None = self._talks.get(number)
        now_s = self._agenda.now_s
        if talk is None or talk.agent.talk_to_s != now_s:
            return
        del self._talks[number]
        call = talk.helped_by
        self._over(talk, now_s)
        if call is not None:
            helper = call.helper
            assert helper is not None, "somebody came"
            helper.contact = NOBODY
            self._duty.released(helper, now_s)
        if talk.is_passed_on:
            self._service.end_of_part(number)
        else:
            joined = call is not None and call.joined_s < inf
            self._service.talk_ends(number, call.rule.wrap_up if call is not None and joined else 1.0)

    def _over(self, talk: WatchedTalk, now_s: float) -> None:
        """Write down what there is of help in a talk that is over now."""
        call = talk.helped_by
        if call is None:
            for other in self.waiting:
                if other.talk is talk:
                    other.until_s = now_s
            if self.waiting:
                self.waiting[:] = [other for other in self.waiting if other.talk is not talk]
            return
        assert call.helper is not None, "somebody came"
        # A talk that knows its call, which knows the talk, would be kept beyond the run.
        talk.helped_by = None
        call.until_s = now_s
        if call.begun_s < now_s:
            self._book.span(NOBODY, SpanKind.HELPING, call.helper.id, call.begun_s, now_s)

    def settle(self, now_s: float) -> None:
        """Write down all help as far as it went, because the run is stopped; whoever helps has nothing in hand then."""
        for talk in self._talks.values():
            call = talk.helped_by
            self._over(talk, now_s)
            if call is not None and call.helper is not None:
                call.helper.contact = NOBODY
        self._talks.clear()


class EndOfWatchedTalk(Moment):
    """A talk ends of which the agent might call for help."""

    __slots__ = ("_helping",)

    def __init__(self, helping: Helping) -> None:
        self._helping = helping

    def happen(self, number: int) -> None:
        """Let the talk of agent ``number`` end."""
        self._helping.ends(number)


class CallsForHelp(Moment):
    """An agent has talked for so long that they call for help."""

    __slots__ = ("_helping",)

    def __init__(self, helping: Helping) -> None:
        self._helping = helping

    def happen(self, number: int) -> None:
        """Let agent ``number`` call."""
        self._helping.calls_now(number)


class HelpJoins(Moment):
    """Whoever came to help is ready."""

    __slots__ = ("_helping",)

    def __init__(self, helping: Helping) -> None:
        self._helping = helping

    def happen(self, number: int) -> None:
        """Let help change the talk of agent ``number``."""
        self._helping.joins(number)
