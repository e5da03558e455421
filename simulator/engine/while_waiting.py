"""What happens to contacts while they wait: patience ends, a voicemail is left, more pools may take them.

Each of it is planned when a wait begins, and stays planned when the wait is over. So each looks whether it is the wait
that it was planned for: a contact may wait a second time.
"""

from heapq import heappop, heappush

from simulator.engine.agenda import STEP, TIMER, Agenda, Moment
from simulator.engine.book import Book
from simulator.engine.flows import Flow
from simulator.engine.slots import DispatchesAgain


class Waits(DispatchesAgain):
    """The center, as far as those who wait are concerned."""

    __slots__ = ("agenda", "book", "flows")

    agenda: Agenda
    book: Book
    flows: list[Flow]
    """By queue."""

    def lose_patience(self, row: int) -> None:
        """Contact ``row``, which waits, leaves."""
        raise NotImplementedError

    def leave_voicemail(self, row: int) -> None:
        """Contact ``row``, which waits, leaves a voicemail and is gone."""
        raise NotImplementedError

    def look_again(self, row: int) -> None:
        """Contact ``row`` looks for a free agent among all it may have by now."""
        raise NotImplementedError


class EndOfPatience(Moment):
    """A contact leaves if it still waits, and has waited as long as it would since it last began to."""

    __slots__ = ("_book", "_center")

    def __init__(self, center: Waits) -> None:
        self._center, self._book = center, center.book

    def happen(self, row: int) -> None:
        """Let ``row`` leave."""
        book, center = self._book, self._center
        if book.waiting[row] and book.since_s[row] + book.patience_s[row] == center.agenda.now_s:
            center.lose_patience(row)


class VoicemailLimit(Moment):
    """A contact leaves a voicemail if it still waits, and has waited up to the limit since it last began to."""

    __slots__ = ("_center",)

    def __init__(self, center: Waits) -> None:
        self._center = center

    def happen(self, row: int) -> None:
        """Let ``row`` leave a voicemail."""
        center, book = self._center, self._center.book
        limit_s = center.flows[book.queue[row]].voicemail_after_s
        if book.waiting[row] and book.since_s[row] + limit_s == center.agenda.now_s:
            center.leave_voicemail(row)


class StepsOfWaits(Moment):
    """Contacts have waited until more pools may take them: they go on into the queue that those see as well.

    That is the first thing in an instant, so that whoever is freed in it sees them. After the arrivals of the instant
    they look for a free agent themselves, in the order in which they stand in line.
    """

    __slots__ = ("_center", "_looking", "_step", "_turn")

    def __init__(self, center: Waits) -> None:
        self._center = center
        self._looking: list[tuple[float, float, int, float]] = []
        """A heap: now, place, row, and since when they wait, of those who look at this instant and have not yet."""
        self._step, self._turn = center.agenda.enroll(self), center.agenda.enroll(_Turn(self))

    def plan(self, row: int, flow: Flow) -> None:
        """Plan when ``row``, which belongs to ``flow`` and waits, goes on."""
        center = self._center
        center.agenda.plan(center.book.since_s[row] + flow.step_s, STEP, row, self._step)

    def happen(self, row: int) -> None:
        """Let ``row`` go on, if it still waits as it did."""
        center, book = self._center, self._center.book
        flow, now_s = center.flows[book.queue[row]], center.agenda.now_s
        if not book.waiting[row] or flow.following is None or book.since_s[row] + flow.step_s != now_s:
            return
        book.queue[row] = flow.following
        following = center.flows[flow.following]
        flow.queue.move(row, following.queue)
        if flow.looks_then:
            heappush(self._looking, (now_s, book.place_s[row], row, book.since_s[row]))
            center.agenda.plan(now_s, TIMER, 0, self._turn)
        if following.entering is not None:
            following.entering.goes_on(row)
        if following.following is not None:
            self.plan(row, following)

    def any_looking(self) -> bool:
        """Return whether anybody is about to look at this instant."""
        return bool(self._looking)

    def look(self) -> None:
        """Let the first in line of those who have not looked yet do so, if it still waits as it did."""
        _, _, row, since_s = heappop(self._looking)
        book = self._center.book
        if book.waiting[row] and book.since_s[row] == since_s:
            self._center.look_again(row)


class _Turn(Moment):
    """The turn of somebody who went on at this instant."""

    __slots__ = ("_steps",)

    def __init__(self, steps: StepsOfWaits) -> None:
        self._steps = steps

    def happen(self, _: int) -> None:
        """Let that be whoever is first in line."""
        self._steps.look()
