"""Who has heard what customers had to say: whose agent answered last in an attempt.

This file exists twice: compiled, it is a column (`heard.pyx`), and the same tests hold for both.
"""

from simulator.log import NOBODY


class Heard:
    """Known of the cases that somebody answered and that went on from there."""

    __slots__ = ("_last",)

    def __init__(self, cases: int) -> None:
        self._last: dict[int, tuple[int, int]] = {}
        """By case: the attempt in which it was answered last, and the group that did."""

    def note(self, case: int, attempt: int, group: int) -> None:
        """Note that an agent of ``group`` has answered a contact of a case in an attempt."""
        self._last[case] = (attempt, group)

    def by_in(self, case: int, attempt: int) -> int:
        """Return the group that answered a case last in an attempt, NOBODY where none has."""
        last = self._last.get(case)
        return NOBODY if last is None or last[0] != attempt else last[1]

    def ever(self, case: int) -> bool:
        """Return whether anybody has answered a case."""
        return case in self._last

    def forget(self) -> None:
        """Forget all."""
        self._last.clear()
