"""Transfers: contacts that an agent passes on, to another type, to another group, or back into their own line.

Whether is decided when an agent answers, by the rules in their order and the customer's own chance. At the end of the
agent's part the customer goes on within the instant, in the class of arrivals: as a new contact of another type, or as
the same one, which waits once more. In a warm transfer the agent stays until the next one answers.
"""

from math import inf

from simulator.demand.later import ordinal_of
from simulator.engine.agenda import ARRIVAL, CLOSING, HOURS_END, Moment
from simulator.engine.births import Births
from simulator.engine.center import Center
from simulator.engine.doors import Entrance
from simulator.engine.floor import Agent, Service
from simulator.engine.flows import Flow, Talk
from simulator.engine.heard import Heard
from simulator.engine.in_front import InFront
from simulator.engine.joining import Joining
from simulator.engine.on_the_way import Hold, Onward, Planned
from simulator.engine.record import Rule
from simulator.engine.tables import Tables
from simulator.engine.tables.rule_terms import TransferTerms
from simulator.log import NOBODY, Cause, Context, EndedBy

_BLOCKED, _CLEARED, _MOVED = int(EndedBy.BLOCKED), int(EndedBy.CLEARED), int(EndedBy.MOVED)
_SENT_AWAY = int(EndedBy.SENT_AWAY)
_LOST, _TRANSFER = int(Context.LOST), int(Cause.TRANSFER)


class PassingOn(Entrance):
    """Decides who is passed on, and carries it out."""

    __slots__ = (
        "_again", "_asked", "_became", "_births", "_center", "_channel_of", "_coming", "_drawn", "_heard", "_holds",
        "_in_front", "_joining", "_lists", "_on_line", "_over", "_planned", "_rules", "_talk", "passed",
    )  # fmt: skip

    def __init__(self, tables: Tables, center: Center, heard: Heard) -> None:
        self._rules, self._joining = tables.rules, Joining(tables.eligibility)
        self._asked, self._lists = tables.rules.transfers_of
        self._channel_of: list[int] = tables.channels.of_type.tolist()
        self._drawn = tables.later
        self._talk = Talk(0.0, 0.0, False)
        """What `answers` returns: always the same object, for who asks reads it at once."""
        self._center, self._heard = center, heard
        self._births = Births(tables, center.book)
        self._planned: dict[int, Planned] = {}
        """By contact in hand."""
        self._coming: dict[int, Onward] = {}
        """By contact that was passed on and has not come in yet."""
        self._on_line: set[int] = set()
        """Of those: who stays on the same channel, and keeps the line there is."""
        self._in_front = InFront(center.book)
        self._became: dict[int, Agent] = {}
        """By contact with whose matter another one goes on: who passed it on and has not done his part yet."""
        self._holds: dict[int, Hold] = {}
        """By contact that waits with an agent."""
        self._over = 0
        self._again = center.agenda.enroll(_WaitsAgain(self))
        self.passed = 0
        """What stands for the arrival of a contact of another type; see `Doors`."""

    def plan(self, tables: Tables) -> None:
        """Plan the ends of hours after which nobody stays with those who keep their place."""
        if all(rule.warm_s is None for rule in self._rules.transfers):
            return
        agenda = self._center.agenda
        over = self._over = agenda.enroll(_Over(self))
        for number, terms in enumerate(tables.admission):
            if terms.at_close == "keep":
                # After the ends of hours and the closing themselves, which are entity 0.
                for to_s in tables.may_end_s(number):
                    agenda.plan(to_s, HOURS_END, number + 1, over)
                for stretch in tables.staff.stretches:
                    agenda.plan(stretch.to_s, CLOSING, number + 1, over)

    def end_later(self, type_: int, to_s: float) -> None:
        """Let the hours of a type end at an instant as well."""
        if self._over:
            self._center.agenda.plan(to_s, HOURS_END, type_ + 1, self._over)

    # In an agent's hand

    def answers(self, row: int, agent: Agent) -> Talk:
        """Return what ``agent``, who answers ``row`` now, has to do; whoever stayed with the customer tells him."""
        center = self._center
        book, flow, pool = center.book, center.flows[center.book.queue[row]], agent.pool
        book.answered_again(row, center.agenda.now_s)
        briefing_s = self._taken_over(row, agent)
        part_s = self._part_s(row, flow, pool.group)
        talk_s = flow.talk_lasts_s(part_s, agent) if flow.factors else part_s
        if row in book.to_tell:
            story_s = book.to_tell.pop(row)
            told = book.stories.setdefault(row, [0.0, 0.0])
            told[0] += 1
            told[1] += story_s
            talk_s += story_s
        talk = self._talk
        talk.briefing_s, talk.talk_s, talk.passed_on = briefing_s, talk_s, row in self._planned
        return talk

    def _part_s(self, row: int, flow: Flow, group: int) -> float:
        """Return how much of its drawn talk ``row`` has with an agent of ``group``; note if it is passed on then."""
        book = self._center.book
        drawn_s = book.talk_s[row]
        asked = self._lists[self._asked.of(flow.type, book.segment_of(row), group)]
        if not asked:
            return drawn_s
        case, hop = book.case_of(row), book.hops_of(row)
        ordinal = ordinal_of(book.attempt_of(row), hop)
        for rule in asked:
            if book.firsts.uniform(case, rule.purpose, ordinal) < rule.share_of(hop):
                part_s = rule.first_part_s(drawn_s)
                if part_s < inf:
                    self._planned[row] = Planned(rule, drawn_s - part_s)
                    return part_s
        return drawn_s

    def _taken_over(self, row: int, agent: Agent) -> float:
        """End the hold of whoever passed ``row`` on; return how long he talks along with ``agent``."""
        if row not in self._holds:
            return 0.0
        hold = self._holds.pop(row)
        if hold.agent is agent:
            # With room in hand the agent was the next one as well: there is nobody to be told.
            self._end(hold)
            return 0.0
        assert hold.rule.warm_s is not None
        self._center.tell(Rule.BRIEFED, row)
        self._service(hold).brief(hold.row, hold.agent, hold.rule.warm_s)
        return hold.rule.warm_s

    def pass_on(self, row: int, agent: Agent, now_s: float) -> bool:
        """Let ``row`` go on elsewhere at this instant; return whether ``agent`` is through with it."""
        center, planned = self._center, self._planned.pop(row)
        book, rule = center.book, planned.rule
        attempt, hop = book.attempt_of(row), book.hops_of(row) + 1
        old = center.flows[book.queue[row]]
        self._heard.note(book.case_of(row), attempt, agent.pool.group)
        kept_s = book.place_s[row]
        if rule.type is not None:
            heir = self._births.bear(row, rule.type, _TRANSFER, attempt, hop, now_s, rule.context)
            self._became[row] = agent
        else:
            heir = row
            self._wait_again(row, rule, planned.rest_s, attempt, hop)
        new = center.flows[book.queue[heir]]
        given = old.trunk
        if self._channel_of[old.type] == self._channel_of[new.type]:
            self._on_line.add(heir)
            given = old.type_trunk if heir != row else None
        if given is not None:
            given.give_back()
        if rule.context == _LOST:
            book.to_tell[heir] = rule.story_s
        self._coming[heir] = Onward(rule.place, kept_s)
        center.agenda.plan(now_s, ARRIVAL, heir, self.passed if rule.type is not None else self._again)
        is_through = rule.warm_s is None
        center.tell(Rule.PASSED_ON if is_through else Rule.HELD, row)
        if is_through:
            self.briefed(row, agent)
        else:
            self._holds[heir] = Hold(row, agent, rule)
        return is_through

    def _wait_again(self, row: int, rule: TransferTerms, rest_s: float, attempt: int, hop: int) -> None:
        """Let the same contact bring what is left of its talk, with another wrap-up and another patience."""
        book = self._center.book
        flow, segment = self._center.flows[book.queue[row]], book.segment_of(row)
        book.first_place_s.setdefault(row, book.place_s[row])
        book.first_patience_s.setdefault(row, book.patience_s[row])
        book.waits_again(row, NOBODY if rule.group is None else rule.group, self._center.agenda.now_s)
        _, wrap_up_s, patience_s = self._drawn.drawn(
            book.key_of(row), segment, flow.type, attempt, hop, book.arrived_s[row]
        )
        book.talk_s[row], book.wrap_up_s[row], book.patience_s[row] = rest_s, wrap_up_s, patience_s
        if rule.group is None:
            book.queue[row] = self._joining.own_queue(book, row, flow.type, segment)
        else:
            book.queue[row] = self._joining.queue_to(flow.type, segment, rule.group)

    def briefed(self, row: int, agent: Agent) -> None:
        """``agent``, who passed ``row`` on, has nothing to do with the customer any more."""
        # Another one may brief the next on the same contact, who has passed it on already.
        if self._became.get(row) is agent:
            del self._became[row]
            self._center.book.passed_on(row, self._center.agenda.now_s)

    # Between two agents

    def goes_on(self, row: int) -> None:
        """Let ``row``, passed on at this instant as the contact that it is, look for an agent or wait once more."""
        center = self._center
        flow = center.flows[center.book.queue[row]]
        self._on_line.discard(row)
        if flow.terms.at_close == "clear" and center.is_over(flow):
            self._coming.pop(row)
            if flow.trunk is not None:
                flow.trunk.give_back()
            how = _SENT_AWAY if flow.terms.is_shut(center.agenda.now_s) else _CLEARED
            center.end_without_agent(row, how, Rule.CLEARED)
            return
        self._stand(row, flow, center.agenda.now_s)
        if not (center.may_look(flow) and center.find_agent(row, flow, Rule.FREE_AGENT)):
            self._wait(row, flow)

    def enter(self, row: int) -> None:
        """Let ``row``, a contact of another type, come in: with the line there is, or else like an arrival."""
        center = self._center
        flow = center.flows[center.book.queue[row]]
        trunk, is_inside = flow.trunk, row in self._on_line
        needed = flow.type_trunk if is_inside else trunk
        if needed is not None and not needed.take():
            self._give_up_line(row, flow)
            self._coming.pop(row)
            center.end_without_line(row, flow)
            return
        self._on_line.discard(row)
        # Who waited outside came before.
        self._stand(row, flow, center.book.arrived_s[row])
        if center.may_look(flow) and center.find_agent(row, flow, Rule.FREE_AGENT):
            return
        if flow.entering is not None and row not in self._holds:
            going_on = flow.entering.comes(row, flow)
            if going_on is None:
                return
            flow = going_on
        if not is_inside and flow.limits and flow.is_full():
            if trunk is not None:
                trunk.give_back()
            center.book.place_s[row] = center.book.arrived_s[row]
            center.end_without_agent(row, _BLOCKED, Rule.QUEUE_FULL)
            return
        self._wait(row, flow)

    def any_coming(self) -> bool:
        """Return whether anybody was passed on who has not come in yet."""
        return bool(self._coming)

    def comes(self, row: int) -> bool:
        """Return whether ``row`` was passed on and has not come in yet."""
        return row in self._coming

    def shut_out(self, row: int, waits: bool) -> None:
        """``row`` was passed on to a type that is closed: it gives up its line; who ``waits`` outside does so alone."""
        center = self._center
        self._give_up_line(row, center.flows[center.book.queue[row]])
        if waits:
            self._let_go(row)
        else:
            self._coming.pop(row, None)

    def _give_up_line(self, row: int, flow: Flow) -> None:
        """Let ``row``, which has no line of its type yet, give up that of its channel, if it has stayed on it."""
        if row in self._on_line:
            self._on_line.discard(row)
            if flow.channel_trunk is not None:
                flow.channel_trunk.give_back()

    def becomes(self, row: int, child: int, is_passed: bool) -> None:
        """``row`` is redirected: ``child`` goes on, with what is to be told and with the agent who stays."""
        book = self._center.book
        if (story_s := book.to_tell.pop(row, None)) is not None:
            book.to_tell[child] = story_s
        if (hold := self._holds.pop(row, None)) is not None:
            self._holds[child] = hold
        if is_passed:
            self._coming[child] = Onward("back", 0.0)

    def _stand(self, row: int, flow: Flow, came_s: float) -> None:
        """Say where ``row``, which came at an instant, stands from now on."""
        onward = self._coming.pop(row)
        self._in_front.stand(row, flow, onward.place, onward.kept_s, came_s, self._center.agenda.now_s)

    def _wait(self, row: int, flow: Flow) -> None:
        center = self._center
        center.join_queue(row, flow)
        if row not in self._holds:
            return
        if center.book.patience_s[row] >= flow.voicemail_after_s:
            # A voicemail was planned that nobody is asked for while an agent stays.
            center.plan_patience(row)
        if flow.terms.at_close == "keep" and center.is_over(flow):
            self._let_go(row)

    # The agent who stays

    def holds(self, row: int) -> bool:
        """Return whether an agent stays with the customer of ``row``."""
        return row in self._holds

    def any_holds(self) -> bool:
        """Return whether any agent stays with a customer."""
        return bool(self._holds)

    def gone(self, row: int, how: int) -> None:
        """``row`` ended without an agent: whoever stayed with the customer wraps up."""
        if how != _MOVED:
            self._let_go(row)

    def leave_kept(self, type_: int) -> None:
        """Let nobody stay with those who wait as a type over the end of its hours."""
        center = self._center
        for row in sorted(self._holds):
            flow = center.flows[center.book.queue[row]]
            # The hours may have been extended meanwhile.
            if center.book.waiting[row] and flow.type == type_ and center.is_over(flow):
                self._let_go(row)

    def _let_go(self, row: int) -> None:
        hold = self._holds.pop(row, None)
        if hold is not None:
            self._end(hold)

    def _end(self, hold: Hold) -> None:
        self.briefed(hold.row, hold.agent)
        self._service(hold).let_go(hold.row, hold.agent)

    def _service(self, hold: Hold) -> Service:
        return self._center.flows[self._center.book.queue[hold.row]].service


class _WaitsAgain(Moment):
    """A contact that was passed on as the one that it is goes on."""

    __slots__ = ("_transfers",)

    def __init__(self, transfers: PassingOn) -> None:
        self._transfers = transfers

    def happen(self, row: int) -> None:
        """Let it happen."""
        self._transfers.goes_on(row)


class _Over(Moment):
    """The hours of a type are over, or the center's; the entity is one more than the type."""

    __slots__ = ("_transfers",)

    def __init__(self, transfers: PassingOn) -> None:
        self._transfers = transfers

    def happen(self, entity: int) -> None:
        """Let it happen."""
        self._transfers.leave_kept(entity - 1)
