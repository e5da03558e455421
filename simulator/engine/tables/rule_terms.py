"""Terms of rules: what a running day asks of follow-ups and transfers, in numbers."""

from math import inf

from simulator.demand.look_up import Inverse
from simulator.log import EndedBy
from simulator.time_grid import on_grid

_AGENT = int(EndedBy.AGENT)


class FollowUpTerms:
    """A follow-up."""

    __slots__ = (
        "after", "after_purpose", "attempts", "context", "ends", "share", "share_purpose", "solved", "story_s", "type",
    )  # fmt: skip

    def __init__(
        self,
        share_purpose: int,
        after_purpose: int,
        ends: frozenset[int] | None,
        solved: bool | None,
        share: tuple[float, ...],
        attempts: float,
        after: Inverse,
        type: int | None,
        context: int,
        story_s: float,
    ) -> None:
        self.share_purpose, self.after_purpose = share_purpose, after_purpose
        self.ends = ends
        """After which ends, as numbers of an `EndedBy`; None: after all."""
        self.solved = solved
        """Only after contacts that somebody answered, solved ones or others; None: after all."""
        self.share, self.attempts, self.after = share, attempts, after
        self.type = type
        """As which type they come; None: as the one with which the attempt began."""
        self.context, self.story_s = context, story_s

    def listens_to_talks(self) -> bool:
        """Return whether anybody comes again after an agent has closed the contact."""
        return self.ends is None or _AGENT in self.ends

    def share_of(self, attempt: int) -> float:
        """Return the share of those who come again after an attempt."""
        share = self.share
        return share[(attempt if attempt < len(share) else len(share)) - 1]


class TransferTerms:
    """A transfer."""

    __slots__ = (
        "context",
        "group",
        "part",
        "part_s",
        "place",
        "purpose",
        "share",
        "story_s",
        "type",
        "warm_s",
    )  # fmt: skip

    def __init__(
        self,
        purpose: int,
        share: tuple[float, ...],
        part: float | None,
        part_s: float,
        type: int | None,
        group: int | None,
        warm_s: float | None,
        place: str,
        context: int,
        story_s: float,
    ) -> None:
        self.purpose, self.share = purpose, share
        self.part = inf if part is None else part
        """How much of the talk the first agent has, as a share; infinite: as long as ``part_s``."""
        self.part_s = on_grid(part_s)
        self.type = type
        """The type it becomes; None: it stays what it is."""
        self.group = group
        """The only group that may take it from then on."""
        self.warm_s = warm_s
        """How long the first agent briefs the second; None: a blind transfer."""
        self.place, self.context, self.story_s = place, context, story_s

    def share_of(self, hop: int) -> float:
        """Return the share of those who are passed on that were before so often."""
        share = self.share
        return share[hop if hop < len(share) else len(share) - 1]

    def first_part_s(self, talk_s: float) -> float:
        """Return how long the first part of a talk is, on the grid; infinite where it is over before that."""
        if self.part != inf:
            return on_grid(self.part * talk_s)
        return self.part_s if self.part_s < talk_s else inf


class AskedNumbers:
    """Which rules are asked of a contact: a table by type, segment and group of the numbers of lists of rules."""

    __slots__ = ("_groups", "_numbers", "_segments")

    def __init__(self, segments: int, groups: int, numbers: list[int]) -> None:
        # Both have a place more, before the first: for who is in no segment, and whom nobody has answered.
        self._segments, self._groups = segments + 1, groups + 1
        self._numbers = numbers

    def of(self, type_: int, segment: int, group: int) -> int:
        """Return the number of the list; ``group`` is the one that answered last, or NOBODY."""
        return self._numbers[(type_ * self._segments + segment + 1) * self._groups + group + 1]
