"""Terms of overflow rules: what a running day asks of them, in numbers."""

from math import inf

from simulator.log import NOBODY


class OverflowTerms:
    """One rule."""

    __slots__ = (
        "accept", "accept_purpose", "context", "every_s", "into", "keeps_place", "name", "number", "on_entering",
        "share", "share_purpose", "story_s", "to", "verb", "waits_s",
    )  # fmt: skip

    def __init__(
        self,
        number: int,
        name: str,
        verb: str,
        share_purpose: int,
        accept_purpose: int,
        share: tuple[float, ...],
        into: tuple[int, ...],
        on_entering: bool = False,
        waits_s: tuple[float, ...] = (),
        every_s: float = inf,
        to: int = NOBODY,
        keeps_place: bool = False,
        accept: float = 1.0,
        context: int = NOBODY,
        story_s: float = 0.0,
    ) -> None:
        self.number, self.name, self.verb = number, name, verb
        self.share_purpose, self.accept_purpose = share_purpose, accept_purpose
        self.share = share
        self.into = into
        """By queue: where contacts go on waiting; NOBODY where that is no other queue, or the rule does not say."""
        self.on_entering = on_entering
        """Whether it is asked when contacts have found no agent, and then only."""
        self.waits_s = waits_s
        """At which waits alone it is asked; empty: otherwise."""
        self.every_s = every_s
        """How often it is asked of all who wait; infinite: otherwise."""
        self.to = to
        """The type that contacts become; NOBODY: they stay what they are."""
        self.keeps_place = keeps_place
        self.accept = accept
        """The share of customers who accept; of who is asked whether they want."""
        self.context = context
        """What the next agent knows, as a number; NOBODY: as before."""
        self.story_s = story_s
        """How much longer the next talk takes, because everything is told again."""

    def share_of(self, attempt: int) -> float:
        """Return the share of customers to whom it applies in an attempt, 1 being the first."""
        share = self.share
        return share[(attempt if attempt < len(share) else len(share)) - 1]

    def requeues(self) -> bool:
        """Return whether contacts go on waiting in another queue."""
        return self.verb == "raise" or self.widens()

    def widens(self) -> bool:
        """Return whether others may take them from then on, so that they look for an agent."""
        return self.verb in ("also", "only", "flatten")

    def looks(self) -> bool:
        """Return whether it is asked so often of all who wait."""
        return self.every_s < inf

    def on_change(self) -> bool:
        """Return whether it is asked whenever something changes."""
        return not (self.on_entering or self.waits_s or self.looks())
