"""The nouns of customers who come again after a contact has ended: who dials again, whose wish is not settled."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Name, Noun
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.nouns.rule_parts import Context, EachOnce, Shares, Whom, one_or_list, share_at
from simulator.scenario.text import forms

Ended = Literal[
    "abandoned", "blocked", "cleared", "refused", "voicemail", "sent_away", "answered", "left_waiting", "timed_out"
]


class WhenEnded(Noun):
    """After which contacts customers come again; if both keys are given, both must hold."""

    at_least_one: ClassVar[tuple[str, ...]] = ("ended", "solved")

    example: ClassVar[str] = """\
channels:
  voice: {lines: 6}
follow_ups:
  redial: {of: orders, when: {ended: [abandoned, blocked]}, share: 50%, after: 8m, attempts: 4}
"""

    ended: Annotated[tuple[Ended, ...], BeforeValidator(one_or_list), EachOnce, forms.OrOne()] | None = Field(
        None,
        description="How the last contact ended: `abandoned`, the customer left; `blocked`, no line or no place in "
        "the queue was free; `cleared`, sent away at closing; `refused`, arrived while closed; `voicemail`; "
        "`sent_away`, sent away by an overflow rule; `answered`, an agent closed it; of "
        "conversations, `left_waiting`, the customer left because a reply took too long; `timed_out`, it was closed "
        "because the customer did not write. Left out: however it ended.",
        examples=["abandoned", ["abandoned", "blocked"]],
    )
    solved: Literal[True, False] | None = Field(
        None,
        description="Whether an answered contact was solved; see `solved` of a group. Left out: either, and "
        "customers whom no agent has answered.",
        examples=[False],
    )

    @model_validator(mode="after")
    def _says_something(self) -> "WhenEnded":
        if self.ended is None and self.solved is None:
            raise ValueError("'ended' or 'solved' is missing. Write ended: [abandoned, blocked] or solved: false.")
        return self

    def fits(self, ended: str, is_answered: bool, is_solved: bool) -> bool:
        """Return whether a contact is meant that ``ended`` by one of the words.

        ``is_answered`` is whether an agent answered at all in this attempt; who was not answered is neither solved nor
        unsolved.
        """
        if self.ended is not None and ended not in self.ended:
            return False
        return self.solved is None or (is_answered and is_solved is self.solved)

    @property
    def may_be_answered(self) -> bool:
        """Return whether contacts are meant that an agent has closed, so that the end of a talk has to be seen."""
        return self.ended is None or "answered" in self.ended


class NextContact(Noun):
    """How a customer comes again."""

    example: ClassVar[str] = """\
contact_types:
  complaints:                 # without `from`: nobody comes to it but those who come again
    channel: voice
    talk: 6m
    patience: 5m
agent_groups:
  front: {serves: {orders: {solved: 80%}, complaints: {}}}
follow_ups:
  return:
    of: orders
    when: {solved: false}
    share: 40%
    after: {exponential: {mean: 1h}}
    attempts: 5
    come: {type: complaints, context: lost, repeat_story: 60s}
"""

    type: Name | None = Field(
        None,
        description="The contact type as which they come again. Left out: the type of their last contact.",
        examples=["complaints"],
    )
    context: Context = Field(
        "lost",
        description="Whether the agent who answers knows what the customer told the last agent: `kept` or `lost`. It "
        "has no effect if no agent has answered the customer yet.",
        examples=["kept"],
    )
    repeat_story_s: Duration = Field(
        0.0,
        alias="repeat_story",
        description="How much longer the talk takes because the customer has to explain everything again; for "
        "`context: lost`.",
        examples=["60s"],
    )

    @model_validator(mode="after")
    def _tells_what_is_lost(self) -> "NextContact":
        if self.context == "kept" and self.repeat_story_s:
            raise ValueError("'repeat_story' needs context: lost; with context: kept, customers repeat nothing.")
        return self


class FollowUp(Noun):
    """Some customers come again after a contact has ended.

    Of several that would fit, the first in the file that says so brings the customer back; each is drawn by the
    customer's own chance.
    """

    example: ClassVar[str] = """\
agent_groups:
  front: {serves: {orders: {solved: 80%}}}
follow_ups:
  redial: {of: orders, when: {ended: abandoned}, share: [60%, 50%], after: {lognormal: {mean: 8m, cv: 1}}, attempts: 5}
  return: {of: orders, when: {solved: false}, share: 65%, after: {exponential: {mean: 1h}}}
"""

    of: Whom = Field(
        description="Which contacts the rule covers: contact types, channels, segments, or groups whose agent "
        "answered last; one, or a list of which any may match. The contact that ended counts, which may be of "
        "another type than the one with which the customer arrived. A name with several meanings needs `type:`, "
        "`channel:`, `group:` or `segment:` before it. A mapping of these keys covers contacts that match all of "
        "them.",
        examples=["orders", ["orders", "channel:chat"], {"type": "orders", "segment": "vip"}],
    )
    when: WhenEnded = Field(
        description="Which endings the rule covers.", examples=[{"ended": ["abandoned", "blocked"]}, {"solved": False}]
    )
    share: Shares = Field(
        description="The share of customers who come again; a list gives one share per attempt, and its last share "
        "holds for all further attempts.",
        examples=["50%", ["60%", "50%"]],
    )
    after: Distribution = Field(
        description="How long after the end of the contact they come again; after an answer, from the end of the talk.",
        examples=[{"lognormal": {"mean": "8m", "cv": 1}}, "10m"],
    )
    attempts: Count | None = Field(
        None,
        description="The most attempts of a customer, the first one included; after that, the next follow-up "
        "applies. Left out: no limit.",
        examples=[5],
    )
    come: NextContact = Field(
        default_factory=lambda: NextContact(),
        description="How they come again. Left out: as the same contact type, context lost.",
        examples=[{"type": "complaints", "repeat_story": "60s"}],
    )

    @model_validator(mode="after")
    def _comes_a_second_time(self) -> "FollowUp":
        if self.attempts == 1:
            raise ValueError("'attempts' includes the first one, so with 1 no customer comes again. Write 2 or more.")
        return self

    def share_after(self, attempt: int) -> float:
        """Return the share that comes again after an ``attempt``, 1 being the first; 0 from the last one on."""
        return 0.0 if self.is_last(attempt) else share_at(self.share, attempt - 1)

    def is_last(self, attempt: int) -> bool:
        """Return whether nobody comes again by this follow-up after an ``attempt``, 1 being the first."""
        return self.attempts is not None and attempt >= self.attempts
