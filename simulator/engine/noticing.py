"""Notices what becomes of contacts whose type some condition reads: who is answered after which wait, who gives up.

Stands before services and behind endings, and only of such types.
"""

from simulator.engine.agenda import Agenda
from simulator.engine.answered_after import AnsweredAfter
from simulator.engine.book import Book
from simulator.engine.floor import Agent, Service
from simulator.engine.flows import Endings, FirstReplies
from simulator.engine.joins import Joins
from simulator.engine.watched import Watched
from simulator.log import Cause, EndedBy

_ABANDONED = int(EndedBy.ABANDONED)
_MOVED_ON = frozenset(int(cause) for cause in (Cause.TRANSFER, Cause.REDIRECT, Cause.OVERFLOW))


class Noticing(Service):
    """A service that tells of whom agents take."""

    __slots__ = ("_agenda", "_answers", "_book", "_by_replies", "_joins", "_service", "_staff")

    def __init__(
        self,
        service: Service,
        agenda: Agenda,
        book: Book,
        joins: Joins | None,
        answers: AnsweredAfter | None,
        staff: list[Watched | None],
        by_replies: bool,
    ) -> None:
        self._service, self._agenda, self._book = service, agenda, book
        self._joins, self._answers = joins, answers
        self._staff = staff
        """By pool, filled when there are pools; None where nobody reads what its agents do."""
        self._by_replies = by_replies
        """Whether a first reply answers, and not that an agent has it in hand."""

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``."""
        self._answered(row)
        self._service.take(row, agent)
        self._tell(agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who was freed and looked for a contact."""
        self._answered(row)
        self._service.assign(row, agent)
        self._tell(agent)

    def _answered(self, row: int) -> None:
        if self._joins is not None and self._answers is not None:
            is_first = not self._by_replies and bool(self._answers.windows) and counts(self._book, row)
            self._answers.answered(self._joins.wait_of(row), is_first, self._agenda.now_s)

    def _tell(self, agent: Agent) -> None:
        staff = self._staff[agent.pool.number]
        if staff is not None:
            staff.tell()

    def brief(self, row: int, agent: Agent, for_s: float) -> None:
        """Let ``agent``, who passed ``row`` on and holds it, talk with whoever has answered, and then wrap up."""
        self._service.brief(row, agent, for_s)

    def let_go(self, row: int, agent: Agent) -> None:
        """Let ``agent``, who passed ``row`` on and held it until now, wrap up."""
        self._service.let_go(row, agent)

    def settle(self, now_s: float) -> bool:
        """Write down what is in hand, as far as it went; return whether there is anything."""
        return self._service.settle(now_s)


class NoticesReplies(FirstReplies):
    """Who is told of first replies to contacts of a type."""

    __slots__ = ("_agenda", "_answers", "_book")

    def __init__(self, agenda: Agenda, book: Book, answers: AnsweredAfter) -> None:
        self._agenda, self._book, self._answers = agenda, book, answers

    def replied(self, row: int) -> None:
        """An agent has sent ``row`` the first reply now."""
        if counts(self._book, row):
            now_s = self._agenda.now_s
            self._answers.replied(now_s - self._book.queued_s[row], now_s)


class NoticesEnds(Endings):
    """Who is told how contacts of a type end, and tells of those that gave up."""

    __slots__ = ("_answers", "_book", "_endings")

    def __init__(self, endings: Endings | None, book: Book, answers: AnsweredAfter) -> None:
        self._endings, self._book, self._answers = endings, book, answers

    def ended(self, row: int, how: int, now_s: float, skill: int) -> None:
        """``row`` ended now; see `Endings`."""
        if how == _ABANDONED and counts(self._book, row):
            self._answers.abandoned(now_s)
        if self._endings is not None:
            self._endings.ended(row, how, now_s, skill)

    def ended_unnoticed(self, row: int, how: int, now_s: float, skill: int) -> None:
        """The same of who left silently: it is not told."""
        if self._endings is not None:
            self._endings.ended_unnoticed(row, how, now_s, skill)


def counts(book: Book, row: int) -> bool:
    """Return whether a contact counts for the service level and was not answered before: nobody passed or moved it."""
    if row in book.passes:
        return False
    if row < book.cases:
        return True
    born = book.born_later[row - book.cases]
    return born.cause not in _MOVED_ON
