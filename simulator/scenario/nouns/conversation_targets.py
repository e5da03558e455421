"""The nouns of targets of conversations: how soon the first reply, every reply and the solution are promised."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from simulator.scenario.nouns.basics import Duration, Noun, Share
from simulator.scenario.nouns.target_in_time import Target, read_target, words_of_target
from simulator.scenario.text import forms

_CENTER = """\
channels:
  messaging: {{behaviour: conversation, slots: 5}}
sources:
  writers: {{arrivals: 20/h}}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: 30m
    replies: {{number: 3, work: 1m, thinking: 10m}}
    targets: {targets}
agent_groups:
  front: {{serves: {{orders: {{}}, messages: {{}}}}}}
"""


class ReplyTarget(Noun):
    """A target of replies by its parts; `80% in 15m` says the same."""

    example: ClassVar[str] = _CENTER.format(targets="{reply: {share: 80%, within: 10m}}")

    share: Share = Field(description="The share that is to be in time.", examples=["80%"])
    within_s: Duration = Field(
        alias="within",
        description="The time of the target; what takes exactly this time is in time.",
        examples=["15m"],
    )

    @classmethod
    def parts_of(cls, text: str) -> dict[str, str]:
        """Return the keys that the short form of a target stands for."""
        words = words_of_target(text)
        return {} if words is None else dict(zip(("share", "within"), words, strict=True))

    def __str__(self) -> str:
        return str(Target(self.share, self.within_s))


class SolvedTarget(ReplyTarget):
    """A target of solved conversations by its parts; `90% in 8h` says the same, with the time that is owed."""

    example: ClassVar[str] = _CENTER.format(targets="{solved: {share: 90%, within: 8h, counts: open}}")

    counts: Literal["owed", "open"] = Field(
        "owed",
        description="Which time counts: `owed`, the time in which the customer waits for a reply; `open`, all of it "
        "from the arrival to the last reply.",
        examples=["open"],
    )


def _short_or_parts(value: object) -> str:
    return "parts[target]" if isinstance(value, Mapping | ReplyTarget) else "short[target]"


def _read(value: object) -> Target:
    return value if isinstance(value, Target) else read_target(value, "a target, as 80% in 15m")


def _by_parts(given: Target | ReplyTarget) -> ReplyTarget:
    # Read already: what a file says of each part is not read again.
    return ReplyTarget.model_construct(**vars(given)) if isinstance(given, Target) else given


def _solved_by_parts(given: Target | SolvedTarget) -> SolvedTarget:
    return SolvedTarget.model_construct(**vars(given)) if isinstance(given, Target) else given


_Short = Annotated[Target, BeforeValidator(_read), forms.TARGET_FORM, Tag("short[target]")]
_OfReplies = Annotated[
    _Short | Annotated[ReplyTarget, Tag("parts[target]")], Discriminator(_short_or_parts), AfterValidator(_by_parts)
]
_OfSolved = Annotated[
    _Short | Annotated[SolvedTarget, Tag("parts[target]")],
    Discriminator(_short_or_parts),
    AfterValidator(_solved_by_parts),
]


class Targets(Noun):
    """What customers of conversations are promised: each a share in time, judged message by message or as a whole."""

    example: ClassVar[str] = _CENTER.format(
        targets="{first_reply: 80% in 15m, reply: 80% in 10m, solved: 90% in 8h}   # each may be left out"
    )

    first_reply: _OfReplies | None = Field(
        None,
        description="From the start of the wait, as in the service level, to the first reply. Left out: no target.",
        examples=["80% in 15m"],
    )
    reply: _OfReplies | None = Field(
        None,
        description="From each message of a customer, the first one included, to its reply. Left out: no target.",
        examples=["80% in 10m"],
    )
    solved: _OfSolved | None = Field(
        None,
        description="Until the conversation has ended with the agent's last reply and is solved: the time in which the "
        "customer waits for replies, all of them together. Left out: no target.",
        examples=["90% in 8h", {"share": "90%", "within": "8h", "counts": "open"}],
    )

    @property
    def stated(self) -> dict[str, ReplyTarget]:
        """Return the targets that there are, by their keys."""
        found = {"first_reply": self.first_reply, "reply": self.reply, "solved": self.solved}
        return {key: _by_parts(one) for key, one in found.items() if one is not None}

    @property
    def counts_all(self) -> bool:
        """Return whether all of the time until a conversation is solved counts, not only what is owed."""
        return isinstance(self.solved, SolvedTarget) and self.solved.counts == "open"


def first_reply_in(targets: object) -> str | None:
    """Return the target of the first reply, as a text, that ``targets`` state as a file does; None: none that is right.

    >>> first_reply_in({"first_reply": {"share": "80%", "within": "5m"}}), first_reply_in({"first_reply": "soon"})
    ('80% in 5m', None)
    """
    first = targets.get("first_reply") if isinstance(targets, Mapping) else getattr(targets, "first_reply", None)
    try:
        if isinstance(first, Mapping):
            return str(_read(f"{first.get('share')} in {first.get('within')}"))
        return None if first is None else str(_read(str(first)))
    except ValueError:
        return None
