"""What chance, or who worked a day out by hand, says of conversations: replies, their work, thinking, patience."""

from simulator.demand.workload import Script
from simulator.engine.book import Book
from simulator.engine.conversation_moments import WorkInTime
from simulator.engine.threads import Thread


class ChanceOfReplies(WorkInTime):
    """That part of the service of conversations."""

    __slots__ = ("_book", "_scripts")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._scripts = book.workload.replies
        """Of cases worked out by hand; mostly empty."""

    def _script_of(self, thread: Thread) -> Script | None:
        """Return what was worked out by hand of a conversation; None: chance decides."""
        return self._scripts[thread.row] if thread.row < self._book.cases else None

    def _number_of(self, thread: Thread) -> int:
        if self._scripts and (script := self._script_of(thread)) is not None:
            return len(script)
        drawn = thread.drawn
        return drawn.replies(thread.key, thread.ordinal)

    def _work_s(self, thread: Thread) -> float:
        if self._scripts and (script := self._script_of(thread)) is not None:
            return script[thread.number - 1][0]
        drawn = thread.drawn
        return drawn.work_s(thread.key, thread.ordinal, thread.number)

    def _patience_s(self, thread: Thread) -> float:
        if self._scripts and (script := self._script_of(thread)) is not None:
            return script[thread.number - 1][2]
        drawn = thread.drawn
        return drawn.patience_s(thread.key, thread.ordinal, thread.number)

    def _asks_s(self, thread: Thread, now_s: float) -> float:
        """Return when the customer, who has got a reply now, writes the next message."""
        drawn = thread.drawn
        if self._scripts and (script := self._script_of(thread)) is not None:
            thinking_s = script[thread.number - 1][1]
        else:
            thinking_s = drawn.thinking_s(thread.key, thread.ordinal, thread.number)
        awake = drawn.awake
        return awake.until(now_s, thinking_s)
