"""Contacts of channels with slots: an agent has several at once, and the more there are, the slower work goes on each.

The work left on a contact is a budget, consumed at the speed that the number in hand sets. Whenever that number
changes, everything in the hand is settled and planned anew; the old plans stay on the agenda and are recognised by
their time. Wrap-up follows the talk in the same slot, as a second budget. A contact that is held stands still: it fills
its part of the hand, but nobody works on it. So does one whose customer has left silently, once the agent has greeted.
"""

from math import inf

from simulator.engine.agenda import CHAT_ENDS, Agenda, Dispatcher, Moment, heappush
from simulator.engine.book import Book
from simulator.engine.duty import Duty
from simulator.engine.floor import Agent, Chat, Service
from simulator.engine.flows import Flow
from simulator.engine.passed_part import PassedPart
from simulator.engine.record import Rule
from simulator.engine.silences import Silences
from simulator.engine.states import IN_HAND
from simulator.log import NOBODY, EndedBy, SilenceEnd, SpanKind
from simulator.time_grid import on_grid

_AGENT, _NOTICED = int(EndedBy.AGENT), int(SilenceEnd.NOTICED)
_IN_HAND, _IN_VAIN = int(SpanKind.IN_HAND), int(SpanKind.IN_VAIN)


class DispatchesAgain(Dispatcher):
    """Who gives contacts to those who were freed, more than one to each, and knows what follows an end."""

    __slots__ = ("again",)

    again: list[Agent]
    """Who took a contact and may take another when all others have looked."""

    def end_without_agent(self, row: int, how: int, rule: Rule, by: tuple[int, ...] = (), skill: int = NOBODY) -> None:
        """Write that ``row`` ends now, as an `EndedBy` of number ``how``, because of ``rule``.

        ``skill`` is that of the agent who had answered it and did not close it.
        """
        raise NotImplementedError

    def end_unnoticed(self, row: int, how: int, rule: Rule, skill: int) -> None:
        """Write the same where the customer leaves silently: nobody notices."""
        raise NotImplementedError

    def tell(self, rule: Rule, row: int, by: tuple[int, ...] = ()) -> None:
        """Tell whoever wants to know what was decided about ``row``."""
        raise NotImplementedError

    def end_again(self, row: int, how: int, rule: Rule, skill: int) -> None:
        """Write the same of ``row``, which nobody has any more and which may wait again."""
        raise NotImplementedError

    def wait_again(self, row: int) -> None:
        """Let ``row``, which somebody had in hand, wait again from now on, in the queue to which it belongs."""
        raise NotImplementedError

    def find_again(self, row: int) -> bool:
        """Let ``row``, which somebody had in hand, look for a free agent, who takes it; return whether there is one."""
        raise NotImplementedError

    def ends_now(self, flow: Flow) -> bool:
        """Return whether a flow's hours are over at this instant, or the center has closed or does so in it."""
        raise NotImplementedError


class Sharing(Service):
    """The service of contacts that share agents, of all channels with slots."""

    __slots__ = (
        "_agenda",
        "_book",
        "_center",
        "_chats",
        "_duty",
        "_end",
        "_flows",
        "_heap",
        "_passers",
        "_silences",
    )

    def __init__(
        self,
        agenda: Agenda,
        book: Book,
        flows: list[Flow],
        duty: Duty,
        center: DispatchesAgain,
        silences: Silences | None,
    ) -> None:
        self._agenda, self._book, self._flows, self._duty, self._center = agenda, book, flows, duty, center
        self._silences = silences
        self._heap = agenda.heap
        self._chats: dict[int, Chat] = {}
        """Contacts in hand by their rows, but those that somebody else goes on with."""
        self._passers: dict[int, list[Chat]] = {}
        """Those: by their rows, what the agents who passed them on have left to do."""
        self._end = agenda.enroll(EndOfBudget(self))

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, in whose hand there was room; there may be more.

        What waits because he was kept empty need not wait any more: he looks for it at once.
        """
        pool, was_empty = agent.pool, not agent.used
        pool.pick(agent)
        self._begin(row, agent)
        if was_empty and pool.keeps:
            self._duty.freed.append(agent)
            self._center.dispatch()
        else:
            pool.rest(agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who was freed and may take another when all others have looked."""
        self._begin(row, agent)
        self._center.again.append(agent)

    def _begin(self, row: int, agent: Agent) -> None:
        """Let ``agent`` answer ``row`` at once; everything in his hand now goes on at another speed."""
        book, pool = self._book, agent.pool
        flow = self._flows[book.queue[row]]
        agent.duty = IN_HAND
        agent.assigned_s = now_s = self._agenda.now_s
        if self._silences is not None and self._silences.is_gone(row):
            self._greets(row, agent, flow, now_s)
            return
        talk_s, wrap_up_s = book.talk_s[row], book.wrap_up_s[row]
        if flow.factors:
            talk_s, wrap_up_s = flow.talk_lasts_s(talk_s, agent), flow.wrap_up_lasts_s(wrap_up_s, agent)
        assert flow.slots is not None
        chat = Chat(row, agent, flow.slots, talk_s, wrap_up_s, now_s)
        if flow.passing is not None:
            talk = flow.passing.answers(row, agent)
            chat.left_s = talk.talk_s
            if talk.briefing_s:
                chat.clock_s = now_s + talk.briefing_s
            if talk.passed_on:
                book.answered(row, agent.id, now_s)
                chat.part = PassedPart(wrap_up_s)
        self._chats[row] = chat
        agent.hand.append(chat)
        pool.fill(agent, chat.slots.weight)
        self._change_speed(agent, now_s)

    def _greets(self, row: int, agent: Agent, flow: Flow, now_s: float) -> None:
        """Let ``agent`` have ``row``, whose customer has left silently, in hand, and greet in vain."""
        assert flow.slots is not None
        assert flow.silent is not None
        greeting_s = flow.silent.greeting_s if flow.silent.greeting_s < inf else 0.0
        if flow.factors:
            greeting_s = flow.talk_lasts_s(greeting_s, agent)
        self._silences.taken(row, agent.id, now_s)  # type: ignore[union-attr]
        chat = self._chats[row] = Chat(row, agent, flow.slots, greeting_s, 0.0, now_s)
        agent.hand.append(chat)
        agent.pool.fill(agent, chat.slots.weight)
        if greeting_s:
            self._change_speed(agent, now_s)
        else:
            self._waits_in_vain(chat, now_s)

    def _waits_in_vain(self, chat: Chat, now_s: float) -> None:
        """Let an agent who has greeted wait for the customer, who has left silently."""
        flow: Flow = self._flows[self._book.queue[chat.row]]
        silent = flow.silent
        assert silent is not None
        self._silences.told(chat.row, now_s)  # type: ignore[union-attr]
        chat.talks, chat.talk_to_s, chat.held = False, now_s, True
        chat.agent.holds += 1
        chat.due_s = now_s + silent.noticed_s
        heappush(self._heap, (chat.due_s, CHAT_ENDS, chat.row, self._end))
        self._change_speed(chat.agent, now_s)

    def _notices(self, chat: Chat, now_s: float) -> None:
        """Let an agent notice that the customer has left silently."""
        row = chat.row
        flow: Flow = self._flows[self._book.queue[row]]
        trunk = flow.trunk
        if trunk is not None:
            trunk.give_back()
        self._silences.over(row, _NOTICED, now_s)  # type: ignore[union-attr]
        self._center.tell(Rule.NOTICED, row)
        self._notes_in_vain(chat, now_s)
        del self._chats[row]
        chat.agent.holds -= 1
        self._leave_hand(chat, now_s)

    def _notes_in_vain(self, chat: Chat, to_s: float) -> None:
        """Write down what an agent did for a customer who has left silently."""
        book, agent = self._book, chat.agent.id
        greeted_s = to_s if chat.talks else chat.talk_to_s
        if chat.answered_s < greeted_s:
            book.span(chat.row, _IN_VAIN, agent, chat.answered_s, greeted_s)
        if greeted_s < to_s:
            book.span(chat.row, _IN_HAND, agent, greeted_s, to_s)

    def end_of_budget(self, row: int) -> None:
        """Who has contact ``row`` in hand is through with its talk or its wrap-up, if it is still due now."""
        now_s = self._agenda.now_s
        if self._passers and row in self._passers:
            self._ends_of_several(row, now_s)
            return
        chat = self._chats.get(row)
        if chat is not None and chat.due_s == now_s:
            self._end_of(chat, now_s)

    def _ends_of_several(self, row: int, now_s: float) -> None:
        """Let those of a contact that are due now end: of one instant, the smaller agent number first."""
        chats = [*self._passers[row], *([self._chats[row]] if row in self._chats else [])]
        # An agent may be the next one as well.
        for _, _, chat in sorted([(one.agent.id, at, one) for at, one in enumerate(chats) if one.due_s == now_s]):
            if chat.part is None or chat.part.passed_s == inf:
                self._end_of(chat, now_s)
            elif chat.clock_s == now_s:
                self._has_briefed(chat, now_s)
            else:
                self._passer_is_through(chat, now_s)

    def _end_of(self, chat: Chat, now_s: float) -> None:
        row = chat.row
        if chat.clock_s == now_s:
            self._talk_alone(chat, now_s)
            return
        if self._silences is not None and self._silences.is_gone(row):
            if chat.talks:
                self._waits_in_vain(chat, now_s)
            else:
                self._notices(chat, now_s)
            return
        if chat.talks:
            if chat.part is not None:
                self._pass_on(chat, now_s)
                return
            flow = self._flows[self._book.queue[row]]
            if flow.trunk is not None:
                flow.trunk.give_back()
            if flow.endings is not None:
                flow.endings.ended(row, _AGENT, now_s, chat.agent.skill)
            if self._wraps_up(chat, now_s):
                return
        self._book.closed(row, chat.agent.id, chat.answered_s, chat.talk_to_s, now_s)
        del self._chats[row]
        self._leave_hand(chat, now_s)

    def _wraps_up(self, chat: Chat, now_s: float) -> bool:
        """Let the wrap-up begin, at the speed of the talk; return whether there is any."""
        chat.talks, chat.talk_to_s = False, now_s
        chat.left_s, chat.since_s = chat.wrap_up_s, now_s
        if chat.left_s:
            self._plan(chat)
        return chat.left_s > 0.0

    def _pass_on(self, chat: Chat, now_s: float) -> None:
        """Give a contact to somebody else; the agent is through with it, or holds it until that one answers."""
        row = chat.row
        passing = self._flows[self._book.queue[row]].passing
        assert passing is not None
        del self._chats[row]
        self._passers.setdefault(row, []).append(chat)
        part = chat.part
        assert part is not None
        part.passed_s = now_s
        if passing.pass_on(row, chat.agent, now_s):
            part.held_to_s = part.over_s = now_s
            if not self._wraps_up(chat, now_s):
                self._passer_is_through(chat, now_s)
        else:
            chat.held, chat.left_s, chat.due_s = True, 0.0, -inf
            chat.agent.holds += 1
            self._change_speed(chat.agent, now_s)

    def _talk_alone(self, chat: Chat, now_s: float) -> None:
        """Let the talk begin that is the agent's own: the one who passed the contact on is gone."""
        chat.clock_s, chat.due_s, chat.since_s = -inf, -inf, now_s
        self._plan(chat)

    def brief(self, row: int, agent: Agent, for_s: float) -> None:
        """Let ``agent``, who passed ``row`` on and holds it, talk with whoever has answered, and then wrap up."""
        chat, now_s = self._held(row, agent), self._agenda.now_s
        assert chat.part is not None
        chat.part.held_to_s, chat.clock_s = now_s, now_s + for_s
        self._goes_on(chat, now_s)

    def let_go(self, row: int, agent: Agent) -> None:
        """Let ``agent``, who passed ``row`` on and held it until now, wrap up."""
        chat, now_s = self._held(row, agent), self._agenda.now_s
        assert chat.part is not None
        chat.part.held_to_s = chat.part.over_s = now_s
        chat.talks, chat.left_s = False, chat.wrap_up_s
        # Even without wrap-up by an event: whoever ends a hold has something else at hand.
        self._goes_on(chat, now_s)

    def _held(self, row: int, agent: Agent) -> Chat:
        for one in self._passers[row]:
            if one.agent is agent and one.held:
                return one
        raise AssertionError("who goes on holds the contact")

    def _goes_on(self, chat: Chat, now_s: float) -> None:
        """Let somebody work on ``chat`` again, which was held."""
        chat.held, chat.since_s = False, now_s
        chat.agent.holds -= 1
        self._change_speed(chat.agent, now_s)

    def _has_briefed(self, chat: Chat, now_s: float) -> None:
        passing = self._flows[self._book.queue[chat.row]].passing
        assert passing is not None
        assert chat.part is not None
        passing.briefed(chat.row, chat.agent)
        chat.clock_s, chat.part.over_s = -inf, now_s
        if not self._wraps_up(chat, now_s):
            self._passer_is_through(chat, now_s)

    def _passer_is_through(self, chat: Chat, now_s: float) -> None:
        assert chat.part is not None
        chat.part.write(self._book, chat.row, chat.agent.id, chat.answered_s, now_s)
        passers = self._passers[chat.row]
        passers.remove(chat)
        if not passers:
            del self._passers[chat.row]
        self._leave_hand(chat, now_s)

    def _leave_hand(self, chat: Chat, now_s: float) -> None:
        agent = chat.agent
        if agent.filed:
            agent.pool.unfile(agent)
        agent.hand.remove(chat)
        agent.pool.fill(agent, -chat.slots.weight)
        self._change_speed(agent, now_s)
        self._duty.released(agent, now_s)

    def _change_speed(self, agent: Agent, now_s: float) -> None:
        """Settle everything in the hand of ``agent``, whose number changed, and plan it anew."""
        worked_on = len(agent.hand) - agent.holds
        for chat in agent.hand:
            if chat.held:
                continue
            if chat.clock_s >= now_s:
                # What two agents do takes its time; the speed is for what comes then.
                chat.rate = chat.slots.speed[worked_on]
                self._plan(chat)
                continue
            # Where a speed is nearly 1, rounding to the grid could take off a step too much.
            chat.left_s = max(0.0, chat.left_s - on_grid((now_s - chat.since_s) * chat.rate))
            chat.since_s = now_s
            chat.rate = chat.slots.speed[worked_on]
            self._plan(chat)

    def _plan(self, chat: Chat) -> None:
        due_s = chat.clock_s if chat.clock_s > -inf else chat.since_s + on_grid(chat.left_s / chat.rate)
        if due_s != chat.due_s:
            chat.due_s = due_s
            heappush(self._heap, (due_s, CHAT_ENDS, chat.row, self._end))

    def settle(self, now_s: float) -> bool:
        """Write down what is in slots, as far as it went: the run is stopped. Return whether there is anything."""
        book = self._book
        for chat in self._chats.values():
            if self._silences is not None and self._silences.is_gone(chat.row):
                self._notes_in_vain(chat, now_s)
                continue
            book.served(chat.row, chat.agent.id, chat.answered_s, now_s if chat.talks else chat.talk_to_s, now_s)
            if not chat.talks:
                book.talk_over(chat.row, chat.agent.id, chat.answered_s, chat.talk_to_s)
        passers = [chat for chats in self._passers.values() for chat in chats]
        for chat in passers:
            assert chat.part is not None
            chat.part.write(book, chat.row, chat.agent.id, chat.answered_s, now_s)
        return bool(self._chats or passers)


class EndOfBudget(Moment):
    """A contact in a slot is through with its talk or its wrap-up."""

    __slots__ = ("_service",)

    def __init__(self, service: Sharing) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let what follows begin, if the budget of contact ``row`` is still due now."""
        self._service.end_of_budget(row)
