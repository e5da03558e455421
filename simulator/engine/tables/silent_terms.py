"""Terms of customers who leave silently: what a running day asks of a type."""

from math import inf

from simulator.scenario.nouns import ContactType


class SilentTerms:
    """Of one type."""

    __slots__ = ("greeting_s", "noticed_s", "share")

    def __init__(self, share: float, noticed_s: float, greeting_s: float) -> None:
        self.share = share
        """Of those who lose patience."""
        self.noticed_s = noticed_s
        """How long an agent who has written in vain waits for an answer."""
        self.greeting_s = greeting_s
        """How long an agent greets before they notice that nobody answers; infinite: nobody greets."""


def silent_terms(kind: ContactType) -> SilentTerms | None:
    """Return those of ``kind``; None where everybody who leaves is noticed."""
    silent = kind.silent
    if silent is None or silent.share <= 0.0:
        return None
    return SilentTerms(silent.share, silent.noticed_s, inf if silent.greeting_s is None else silent.greeting_s)
