"""Terms of conversations: what a running day asks of a channel on which agent and customer write in turn."""

OLDEST, FIRST_REPLIES, SHORTEST = range(3)
"""Which message an agent answers next: the oldest; those that were never answered before others; what takes least."""


FINISH, HAND_OVER, PARK = range(3)
"""What becomes of those in hand when an agent's shift ends: the agent stays for them, others go on with them, or they
wait for the agent's next shift."""


class EndTerms:
    """What becomes of conversations of a channel when an agent's shift ends."""

    __slots__ = ("how", "place", "reading_s")

    def __init__(self, how: int, place: str, reading_s: float) -> None:
        self.how = how
        self.place = place
        """Where those that were handed over wait: front, kept or back."""
        self.reading_s = reading_s
        """How long the next agent reads."""


class ConversationTerms:
    """How conversations of a channel become inactive, wake, end and are worked on."""

    __slots__ = ("after_s", "asleep", "at_end", "at_most", "closes_s", "order", "over")

    def __init__(
        self, after_s: float, asleep: int, at_most: int, over: bool, order: int, closes_s: float, at_end: EndTerms
    ) -> None:
        self.after_s = after_s
        """How long after a reply it becomes inactive when the customer does not write; infinite: never."""
        self.asleep = asleep
        """The units of a hand that an inactive one fills."""
        self.at_most = at_most
        """How many inactive ones may be in one hand; 0: no limit."""
        self.over = over
        """Whether it is active as soon as the customer writes, be the hand as full as it may."""
        self.order = order
        self.closes_s = closes_s
        """How long after a reply it is closed when the customer does not write; infinite: never."""
        self.at_end = at_end
