"""A part: what an agent does for a contact that somebody else goes on with: talk, stay, brief the next one, wrap up."""

from math import inf

from simulator.engine.book import Book
from simulator.log import SpanKind


class PassedPart:
    """One such part, as far as it went; what has not come yet is infinite. Times are seconds."""

    __slots__ = ("held_to_s", "over_s", "passed_s", "wrap_up_s")

    def __init__(self, wrap_up_s: float) -> None:
        self.wrap_up_s = wrap_up_s
        """How long wrap-up will take."""
        self.passed_s = inf
        """When the agent gave the contact to somebody else."""
        self.held_to_s = inf
        """Until when he stayed alone with the customer; as before where he did not."""
        self.over_s = inf
        """Until when he talked along with the next agent; as before where he did not. From then on he wraps up."""

    def write(self, book: Book, row: int, agent: int, from_s: float, to_s: float) -> None:
        """Write down what ``agent`` did from the answer up to ``to_s``, the end or the stop of the run."""
        passed_s, held_to_s, over_s = min(self.passed_s, to_s), min(self.held_to_s, to_s), min(self.over_s, to_s)
        if over_s == passed_s:
            book.served(row, agent, from_s, passed_s, to_s)
            return
        book.served(row, agent, from_s, passed_s, passed_s)
        later = (SpanKind.HOLD, passed_s, held_to_s), (SpanKind.TALK, held_to_s, over_s)
        for kind, since_s, until_s in (*later, (SpanKind.WRAP_UP, over_s, to_s)):
            if since_s < until_s:
                book.span(row, kind, agent, since_s, until_s)
