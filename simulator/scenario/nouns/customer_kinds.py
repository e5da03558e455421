"""Customers of a contact type who are alike, and where they stand among those who wait."""

import math
from typing import NamedTuple

from simulator.scenario.nouns.conversation_replies import Replies
from simulator.scenario.nouns.through_the_day import Patiences, Talks, in_force


class Order(NamedTuple):
    """Where customers stand among those who wait. All that is compared is here: who has the same stands in one line."""

    priority: int
    age_credit_s: float = 0.0
    age_rate: float = 1.0
    age_cap_s: float = math.inf

    @property
    def by_age_alone(self) -> bool:
        """Return whether age counts as it is, so that places can be compared instead, at any time."""
        return self.age_rate == 1.0 and self.age_cap_s == math.inf


class CustomerKind(NamedTuple):
    """Customers of a contact type who are alike: a segment, or (``segment`` None) all that are in none."""

    segment: str | None
    share: float
    talk: Talks
    wrap_up: Talks
    patience: Patiences
    order: Order
    replies: Replies | None = None
    """How their conversations go, where their type is one of conversations: `talk` is the work on one reply then."""

    def talk_s_mean(self, time_s: float) -> float:
        """Return the mean talk of whom arrives at a time of day; of conversations the work on all replies."""
        if self.replies is not None:
            return self.replies.work_s_mean(time_s)
        return in_force(self.talk, time_s).mean_s

    def wrap_up_s_mean(self, time_s: float) -> float:
        """Return the mean wrap-up of whom arrives at a time of day."""
        return in_force(self.wrap_up, time_s).mean_s

    def patience_s_mean(self, time_s: float) -> float:
        """Return the mean patience of whom arrives at a time of day; infinite when it is endless."""
        patience = in_force(self.patience, time_s)
        return math.inf if patience is None else patience.mean_s


USUAL_PRIORITY = 2
"""Of customers in no segment, and in segments that do not say: one place is left before them."""
