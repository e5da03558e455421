"""What contacts that are on their way together have in common: who they are, and how often they were here or moved.

Rules ask for that: which transfers and follow-ups there are goes by the segment, their shares by attempt and by hop,
and how much of a talk is left by what other agents have had of it. Where a scenario has no rules there is one stage.
"""

from typing import NamedTuple

from simulator.scenario.nouns import Scenario

EVERYBODY = ""
"""All kinds of customers together, where nothing asks for their segment."""
_DIGITS = 6
"""A millionth of a talk is no talk."""


class Rest(NamedTuple):
    """What is left of a talk that would take T: ``times`` × T − ``less_s``, of those of whom that is more than 0."""

    times: float = 1.0
    less_s: float = 0.0

    def behind(self, share: float | None, duration_s: float) -> "Rest":
        """Return what is left when an agent has had a share of it or, ``share`` None, so many seconds."""
        if share is None:
            return Rest(self.times, self.less_s + duration_s)
        # Rounded, so that equal parts in another order are equal, and parts of parts come to an end.
        return Rest(round(self.times * (1.0 - share), _DIGITS), round(self.less_s * (1.0 - share), _DIGITS))


WHOLE = Rest()


class Stage(NamedTuple):
    """Contacts of customers of one segment, of one attempt, moved equally often."""

    segment: str | None = EVERYBODY
    """None are those in no segment."""
    attempt: int = 1
    """From 1; behind the last at which a rule says otherwise, that one."""
    hop: int = 0
    """How often they were moved in this attempt; counted as far as attempts are."""
    answered: bool = False
    """Whether an agent has answered in this attempt."""
    told: bool = False
    """Whether an agent has answered in any attempt, so that there is something to tell again."""
    to_tell_s: float = 0.0
    """How much longer the talk with the next agent takes, who has to be told everything again."""
    began_as: str | None = None
    """The type with which the attempt began; None the one that they are."""
    group: str | None = None
    """The only group that may answer them."""
    redirected: bool = False
    """Whether they are what others became at a closed door, and nothing else brought them."""
    waits_again: bool = False
    """Whether they are no contacts of their own but wait a second time."""
    rest: Rest = WHOLE

    @property
    def order(self) -> tuple[object, ...]:
        """Return what stages are taken in the order of, so that sums do not depend on chance."""
        return (self.attempt, self.hop, self.waits_again, *(str(one) for one in self))


def first_stages(scenario: Scenario) -> tuple[Stage, ...]:
    """Return the stages with which everything begins: one, or one for each segment where rules may ask for it."""
    if not (scenario.transfers or scenario.follow_ups) or not scenario.segment_names:
        return (Stage(),)
    return tuple(Stage(segment) for segment in (*scenario.segment_names, None))


def moved(stage: Stage, scenario: Scenario, type_name: str, to_tell_s: float = 0.0) -> Stage:
    """Return the stage of contacts of a type that an agent passes on, as contacts of their own."""
    return Stage(
        segment=stage.segment,
        attempt=stage.attempt,
        hop=_hops(stage, scenario, 1),
        answered=True,
        told=True,
        to_tell_s=to_tell_s,
        began_as=stage.began_as or type_name,
    )


def redirected(stage: Stage, scenario: Scenario, type_name: str, times: int = 1) -> Stage:
    """Return the stage of contacts of a type that a closed door makes those of another, or of others so many times."""
    hop, began_as = _hops(stage, scenario, times), stage.began_as or type_name
    return stage._replace(hop=hop, began_as=began_as, redirected=True)


def come_again(stage: Stage, scenario: Scenario, told: bool, to_tell_s: float = 0.0) -> Stage:
    """Return the stage of those who come again after one."""
    last = max((max(one.attempts or 1, len(one.share)) for one in scenario.follow_ups.values()), default=1)
    return Stage(segment=stage.segment, attempt=min(stage.attempt + 1, last), told=told, to_tell_s=to_tell_s)


def _hops(stage: Stage, scenario: Scenario, times: int) -> int:
    last = max((len(one.share) for one in scenario.transfers.values()), default=1) - 1
    return min(stage.hop + times, last)
