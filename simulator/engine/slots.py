"""Contacts of slot channels: an agent has several at once, and the more there are, the slower work goes on each.

The work left on a contact is a budget, consumed at the speed that the number in hand sets. Whenever that number
changes, everything in the hand is settled and planned anew; the old plans stay on the heap and are recognised by their
time. Wrap-up follows the talk in the same slot, as a second budget.
"""

from collections.abc import Callable
from heapq import heappush
from typing import Any

from simulator.engine.book import Book
from simulator.engine.clock import CHAT_ENDS, Clock, Moment
from simulator.engine.floor import Agent, Chat
from simulator.engine.flows import Flow
from simulator.units import on_grid


class Sharing:
    """The service of contacts that share agents, of all slot channels."""

    __slots__ = ("_book", "_chats", "_clock", "_dispatch", "_end", "_flows", "_freed", "_heap")

    def __init__(
        self, clock: Clock, book: Book, flows: list[Flow], freed: list[Agent], dispatch: Callable[[], None]
    ) -> None:
        self._dispatch = dispatch
        self._clock, self._book, self._flows, self._freed = clock, book, flows, freed
        self._heap: list[Any] = clock._queue
        self._chats: dict[int, Chat] = {}
        """Contacts in hand by their rows."""
        self._end = Moment(self.end_of_budget)

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who had a slot left; he may have another.

        What waits because he was kept empty need not wait any more: he looks for it at once.
        """
        group, was_kept = agent.group, not agent.hand
        group.pick(agent)
        self.assign(row, agent)
        if was_kept and group.keeps:
            self._freed.append(agent)
            self._dispatch()
        else:
            group.file(agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who answers at once; everything in his hand now goes on at another speed."""
        book = self._book
        flow = self._flows[book.queue[row]]
        agent.assigned_s = now_s = self._clock._now
        talk_s = book.talk_s[row]
        if flow.factors:
            talk_s = flow.talk_lasts_s(talk_s, agent.group)
        assert flow.slots is not None
        self._chats[row] = chat = Chat(row, agent, flow.slots.speed, talk_s, now_s)
        agent.hand.append(chat)
        self._change_speed(agent.hand, now_s)

    def end_of_budget(self, row: int) -> None:
        """Contact ``row`` is through with its talk or its wrap-up, if it is still due now."""
        chat, now_s = self._chats.get(row), self._clock._now
        if chat is None or chat.due_s != now_s:
            return
        if chat.talks:
            chat.talks, chat.talk_to_s = False, now_s
            flow = self._flows[self._book.queue[row]]
            if flow.trunk is not None:
                flow.trunk.in_use -= 1
            chat.left_s, chat.since_s = self._book.wrap_up_s[row], now_s
            if flow.factors:
                chat.left_s = flow.wrap_up_lasts_s(chat.left_s, chat.agent.group)
            if chat.left_s:
                self._plan(chat)
                return
        self._leave_hand(chat, now_s)

    def _leave_hand(self, chat: Chat, now_s: float) -> None:
        agent = chat.agent
        self._book.closed(chat.row, agent.id, chat.answered_s, chat.talk_to_s, now_s)
        del self._chats[chat.row]
        agent.hand.remove(chat)
        self._change_speed(agent.hand, now_s)
        agent.group.slot_left(agent, now_s, self._freed)

    def _change_speed(self, hand: list[Chat], now_s: float) -> None:
        """Settle everything in ``hand``, whose number changed, and plan it anew."""
        load = len(hand)
        for chat in hand:
            # Where a speed is nearly 1, rounding to the grid could take off a step too much.
            chat.left_s = max(0.0, chat.left_s - on_grid((now_s - chat.since_s) * chat.rate))
            chat.since_s = now_s
            chat.rate = chat.speed[load]
            self._plan(chat)

    def _plan(self, chat: Chat) -> None:
        due_s = chat.since_s + on_grid(chat.left_s / chat.rate)
        if due_s != chat.due_s:
            chat.due_s = due_s
            heappush(self._heap, (due_s, CHAT_ENDS, chat.row, self._end))

    def stop(self, now_s: float) -> bool:
        """Write down what is in slots, as far as it went: the run is stopped. Return whether there is anything."""
        book = self._book
        for chat in self._chats.values():
            book.served(chat.row, chat.agent.id, chat.answered_s, now_s if chat.talks else chat.talk_to_s, now_s)
            if not chat.talks:
                book.talk_over(chat.row, chat.talk_to_s)
        return bool(self._chats)
