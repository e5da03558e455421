"""Follow-ups: customers who come again after a contact has ended.

Whoever ends without an agent is asked at once, whoever has talked with one at the end of the talk: by the rules in
their order, each with the customer's own chance. Only the end of an attempt counts: who was passed on or redirected has
not ended. Whom an overflow rule moved is asked as both, what they came as and what they have become. The new contact is
born when it comes, so that its number says when that was.
"""

from simulator.engine.agenda import COMES_AGAIN, Agenda, Moment
from simulator.engine.births import Births
from simulator.engine.book import Book
from simulator.engine.doors import Doors
from simulator.engine.flows import Endings, Flow
from simulator.engine.heard import Heard
from simulator.engine.record import Recorder, Rule
from simulator.engine.solving import Solving
from simulator.engine.tables import Tables
from simulator.engine.tables.rule_terms import FollowUpTerms
from simulator.log import NOBODY, Cause, Context, EndedBy
from simulator.units import GRID_PER_S

_AGENT, _MOVED = int(EndedBy.AGENT), int(EndedBy.MOVED)
_SHORTEST_S = 1 / GRID_PER_S
_REDIAL, _RETURN = int(Cause.REDIAL), int(Cause.RETURN)
_OVERFLOW = int(Cause.OVERFLOW)
_MOVES = (_OVERFLOW, int(Cause.REDIRECT), int(Cause.TRANSFER))
_NO_CONTEXT, _LOST = int(Context.NONE), int(Context.LOST)


class ComesAgain:
    """That a customer comes again. Nothing happens to the case meanwhile, so all is known from the beginning."""

    __slots__ = ("attempt", "cause", "context", "rule")

    def __init__(self, rule: FollowUpTerms, attempt: int, cause: int, context: int) -> None:
        self.rule = rule
        self.attempt = attempt
        """The one that begins then."""
        self.cause = cause
        """The number of a `Cause`, as `context` is that of a `Context`."""
        self.context = context


class ComingAgain(Endings):
    """Decides who comes again, and lets them come."""

    __slots__ = (
        "_agenda", "_asked", "_births", "_book", "_born_until_s", "_comes", "_coming", "_doors", "_flows",
        "_group_of_skill", "_heard", "_lists", "_of_either", "_record", "_rules", "_solving",
    )  # fmt: skip

    def __init__(
        self,
        tables: Tables,
        book: Book,
        flows: list[Flow],
        agenda: Agenda,
        doors: Doors,
        heard: Heard,
        record: Recorder | None,
    ) -> None:
        self._book, self._flows, self._agenda = book, flows, agenda
        self._asked, self._lists = tables.rules.follow_ups_of
        self._rules = tables.rules.follow_ups
        self._of_either: dict[tuple[int, int], tuple[FollowUpTerms, ...]] = {}
        """By the numbers of two lists: the rules that are in any of them, in their order."""
        self._born_until_s = tables.rules.born_until_s
        self._births, self._doors, self._heard, self._record = Births(tables, book), doors, heard, record
        self._solving = Solving(tables, book)
        groups = [skill.group for skill in tables.staff.skills]
        self._group_of_skill = [groups.index(group) for group in groups]
        self._coming: dict[int, ComesAgain] = {}
        """By the row that has ended."""
        self._comes = agenda.enroll(_Comes(self))

    def ended(self, row: int, how: int, now_s: float, skill: int) -> None:
        """Ask whether the customer of ``row``, which ended now, comes again; ``skill`` is that of who closed it."""
        if how == _MOVED:
            return
        book = self._book
        if row < book.cases:
            case, attempt, segment = row, 1, book.firsts.segment(row)
        else:
            born = book.born_later[row - book.cases]
            case, attempt, segment = born.case, born.attempt, born.segment
        group: int = NOBODY
        if skill == NOBODY:
            group = self._heard.by_in(case, attempt)
        else:
            group = self._group_of_skill[skill]
            self._heard.note(case, attempt, group)
        flow: Flow = self._flows[book.queue[row]]
        type_ = flow.type
        number = self._asked.of(type_, segment, group)
        asked = self._lists[number]
        if row >= book.cases and (moved_from := self._moved_from(row)) >= 0:
            asked = self._either(number, self._asked.of(moved_from, segment, group))
        if not asked:
            return
        # As `ordinal_of`: a customer who is moved within an attempt decides alike.
        ordinal, firsts = attempt - 1, book.firsts
        for rule in asked:
            if attempt >= rule.attempts or (rule.ends is not None and how not in rule.ends):
                continue
            if rule.solved is not None and (
                group == NOBODY
                or rule.solved is not (how == _AGENT and self._solving.solves(row, case, attempt, type_, skill))
            ):
                continue
            if firsts.uniform(case, rule.share_purpose, ordinal) < rule.share_of(attempt):
                delay_s = rule.after.drawn(firsts.key(case), rule.after_purpose, ordinal)
                again_s = now_s + (delay_s if delay_s > _SHORTEST_S else _SHORTEST_S)
                context = rule.context if self._heard.ever(case) else _NO_CONTEXT
                cause = _REDIAL if group == NOBODY else _RETURN
                self._plan(row, again_s, ComesAgain(rule, attempt + 1, cause, context))
                return

    def ended_unnoticed(self, row: int, how: int, now_s: float, skill: int) -> None:
        """Ask the same of who left silently: they know that they were not served."""
        self.ended(row, how, now_s, skill)

    def _moved_from(self, row: int) -> int:
        """Return the type that a contact born later was before overflow rules moved it; NOBODY where none did."""
        book = self._book
        cases, first = book.cases, row
        while first >= cases:
            born = book.born_later[first - cases]
            if born.cause != _OVERFLOW:
                break
            first = born.parent
        return NOBODY if first == row else book.type_of(first)

    def _either(self, one: int, other: int) -> tuple[FollowUpTerms, ...]:
        """Return the rules of any of two lists."""
        rules = self._of_either.get((one, other))
        if rules is None:
            some = (*self._lists[one], *self._lists[other])
            rules = self._of_either[one, other] = tuple([rule for rule in self._rules if rule in some])
        return rules

    def _plan(self, row: int, again_s: float, coming: ComesAgain) -> None:
        self._book.again_s[row] = again_s
        if self._record is not None:
            self._record.decided(self._agenda.now_s, Rule.COMES_AGAIN, row, None)
        if again_s <= self._born_until_s:
            self._coming[row] = coming
            self._agenda.plan(again_s, COMES_AGAIN, row, self._comes)

    def come(self, row: int) -> None:
        """Let the customer of ``row`` come again."""
        coming = self._coming.pop(row)
        rule, context = coming.rule, coming.context
        type_ = self._type_at_first(row) if rule.type is None else rule.type
        child = self._births.bear(row, type_, coming.cause, coming.attempt, 0, self._agenda.now_s, context)
        if context == _LOST:
            # What nobody has heard since is still to be told: whoever was answered has told it.
            to_tell = self._book.to_tell
            to_tell[child] = max(rule.story_s, to_tell.get(row, 0.0))
        self._doors.arrive_later(child)

    def _type_at_first(self, row: int) -> int:
        """Return the type with which the attempt of ``row`` began."""
        book = self._book
        cases = book.cases
        while row >= cases:
            born = book.born_later[row - cases]
            if born.cause not in _MOVES:
                break
            row = born.parent
        return book.type_of(row)


class _Comes(Moment):
    """A customer comes again."""

    __slots__ = ("_follow_ups",)

    def __init__(self, follow_ups: ComingAgain) -> None:
        self._follow_ups = follow_ups

    def happen(self, row: int) -> None:
        """Let the customer of ``row`` come again."""
        self._follow_ups.come(row)
