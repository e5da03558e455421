"""Terms of slots: what a running day asks of a channel whose contacts share agents."""

from simulator.engine.tables.conversation_terms import ConversationTerms


class SlotTerms:
    """That a channel's contacts share agents."""

    __slots__ = ("agent", "by_replies", "channel", "speed", "weight")

    def __init__(
        self,
        channel: int,
        weight: int,
        speed: tuple[float, ...],
        agent: str,
        by_replies: ConversationTerms | None = None,
    ) -> None:
        self.channel = channel
        self.weight = weight
        """The units of a hand that one of its contacts fills."""
        self.speed = speed
        """How fast work goes on one of its contacts by the number in hand, whatever they are; the first entry is
        unused."""
        self.agent = agent
        """Which of the agents with room takes one, as the scenario calls the rule."""
        self.by_replies = by_replies
        """None where agent and customer talk all the time."""
