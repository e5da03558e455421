"""The nouns of customers: what they want, how long that takes and how long they wait for it."""

import math
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from simulator.catalogue import WATCHED_S
from simulator.scenario.nouns.announcements import Announcement, announcement_of
from simulator.scenario.nouns.basics import (
    Count,
    Duration,
    Name,
    Note,
    Noun,
    Ratio,
    StepsOfShare,
    Title,
    note_of,
    title_of,
)
from simulator.scenario.nouns.closed_doors import WhenClosed, at_close_of, hours_of, when_closed_of
from simulator.scenario.nouns.conversation_replies import Replies
from simulator.scenario.nouns.conversation_targets import Targets, first_reply_in
from simulator.scenario.nouns.customer_kinds import USUAL_PRIORITY, CustomerKind, Order
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.nouns.horizon import AtClose
from simulator.scenario.nouns.hours import HoursOfDays
from simulator.scenario.nouns.queue_limits import QueueLimit, queue_limit_of
from simulator.scenario.nouns.segments import RATE_MAX, Segment
from simulator.scenario.nouns.silent_customers import SilentCustomers, silent_of
from simulator.scenario.nouns.target_in_time import Target, read_service_level
from simulator.scenario.nouns.through_the_day import DurationThroughDay, PatienceThroughDay, Talks, in_force
from simulator.scenario.nouns.trunk_lines import TrunkLines, lines_of
from simulator.scenario.nouns.waiting_step import WaitingStep
from simulator.scenario.text import forms


def _nothing() -> dict[float, Distribution]:
    return {0.0: Distribution.model_validate("0s")}


_TOLERANCE = 1e-9


class ContactType(Noun):
    """One kind of request on one channel: what is routed and reported."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    from: shoppers
    share: 75%                               # of the shoppers; advice is the rest
    channel: voice
    talk: {lognormal: {mean: 4m, sd: 3m}}
    wrap_up: {exponential: {mean: 30s}}
    patience: {exponential: {mean: 3m}}
    service_level: 80% in 20s
    ranks: {front: 1, experts: 2}            # the front is tried first
  advice:
    from: shoppers
    share: 25%
    channel: voice
    talk: 7m
    patience: endless
    queue_limit: 5                           # the sixth who would have to wait is blocked
    voicemail_after: 3m                        # who waits that long leaves a voicemail
agent_groups:
  front: {agents: 4, serves: {orders: {}}}
  experts: {agents: 2, serves: {advice: {priority: 1}, orders: {priority: 2}}}
"""

    exactly_one: ClassVar[tuple[str, ...]] = ("talk", "replies")

    from_: Name | None = Field(
        None,
        alias="from",
        description="The source these contacts come from. Left out: no source; the type only receives contacts that "
        "are redirected or passed on to it, or customers who come again.",
        examples=["shoppers"],
    )
    share: StepsOfShare = Field(
        default_factory=lambda: {0.0: 1.0},
        description="The share of the source's cases that are of this type, all day or by time of day. The shares of "
        "a source add up to 100% at every time.",
        examples=["60%", {"08:00": "60%", "12:00": "40%"}],
    )
    channel: Name = Field(description="The channel they arrive on.", examples=["voice"])
    stated_talk: DurationThroughDay | None = Field(
        None,
        alias="talk",
        description="How long agent and customer talk, all day or by the time of arrival. Left out: on channels of "
        "conversations, which have `replies`.",
        examples=[{"lognormal": {"mean": "4m", "sd": "3m"}}, "4m", {"08:00": "4m", "18:00": "5m30s"}],
    )
    replies: Replies | None = Field(
        None,
        description="How agent and customer write in turn, on a channel whose behaviour is `conversation`. Left out: "
        "they talk.",
        examples=[{"number": {"mean": 7}, "work": "1m", "thinking": {"exponential": {"mean": "5m"}}}],
    )
    wrap_up: DurationThroughDay = Field(
        default_factory=_nothing,
        description="How long the agent works on the contact after the talk, all day or by the time of arrival.",
        examples=[{"exponential": {"mean": "30s"}}, "30s"],
    )
    patience: PatienceThroughDay = Field(
        description="How long customers wait before they leave, or `endless`, all day or by the time of arrival.",
        examples=[{"exponential": {"mean": "3m"}}, "endless", {"08:00": "3m", "12:00": "2m", "14:00": "3m"}],
    )
    service_level: Annotated[Target, BeforeValidator(read_service_level), forms.TARGET_FORM] = Field(
        default_factory=lambda: read_service_level("80% in 20s"),
        description="The service level target. Its time is the T of *served in time* and of the variants of the "
        "service level. Where `targets` state a `first_reply` and this is not given, it is that.",
        examples=["90% in 1m"],
    )
    targets: Targets = Field(
        default_factory=Targets,
        description="Targets of conversations beside the service level: `first_reply`, `reply`, `solved`. Left out: "
        "none.",
        examples=[{"first_reply": "80% in 15m", "reply": "80% in 10m", "solved": "90% in 8h"}],
    )
    short_abandon_s: Duration | None = Field(
        None,
        alias="short_abandon",
        description="A customer who leaves within this time is a short abandon. Left out: the target's time.",
        examples=["5s"],
    )
    fcr_window_s: Duration = Field(
        WATCHED_S,
        alias="fcr_window",
        gt=0,
        description="For `fcr_measured`: how long after the first answer a repeat contact counts as the same case. A "
        "case belongs to the type of its first contact.",
        examples=["3d"],
    )
    voicemail_after_s: Duration | None = Field(
        None,
        alias="voicemail_after",
        description="Customers who still wait after this time leave a voicemail: neither answered nor abandoned. "
        "Left out: no voicemail.",
        examples=["2m"],
    )
    lines: TrunkLines | None = lines_of(
        "The most contacts of the type at once, waiting and talking; further ones are blocked. The lines of the "
        "channel count as well."
    )
    queue_limit: QueueLimit | None = queue_limit_of(
        "The most contacts of the type that may wait; further ones are blocked."
    )
    age_credit_s: Duration = Field(
        0.0,
        alias="age_credit",
        description="Waiting time credited on arrival when contacts are compared, so that these customers come "
        "before others who have waited as long. It is not part of the wait: neither the service level nor `after` "
        "counts it.",
        examples=["90s"],
    )
    age_rate: Ratio = Field(
        1.0,
        gt=0,
        lt=RATE_MAX,
        description="How fast these contacts age when contacts are compared: 2 counts every minute waited as two, so "
        "that they overtake others the later, the longer those have waited already. Like `age_credit` it is not part "
        "of the wait. Only with `routing: {contact: longest_wait}`.",
        examples=[1.5],
    )
    age_cap_s: Duration | None = Field(
        None,
        alias="age_cap",
        description="The most that the age of these contacts counts when contacts are compared, credit and rate "
        "included; it is more than the credit. Only with `routing: {contact: longest_wait}`. Left out: no limit.",
        examples=["10m"],
    )
    hours: HoursOfDays | None = hours_of("contacts of this type", "as its channel's")
    when_closed: WhenClosed | None = when_closed_of("as its channel's")
    at_close: AtClose | None = at_close_of("as its channel's")
    ranks: dict[Name, Count] = Field(
        default_factory=dict,
        description="The order in which groups are tried when a contact arrives: 1 first, equal ranks together, "
        "groups that are not named last. Left out: all groups equal.",
        examples=[{"front": 1, "experts": 2}],
    )
    announcement: Announcement | None = announcement_of("customers")
    silent: SilentCustomers | None = silent_of()
    steps: dict[Name, WaitingStep] = Field(
        default_factory=dict,
        description="What changes about who may take a contact the longer it waits, by name. A group that only steps "
        "name takes no contact before its step; the group's own `after` applies as well. The wait is the present one: "
        "after a transfer, steps begin anew. Left out: nothing changes.",
        examples=[
            {"experts_help": {"after": "20s", "also": {"experts": 2}}, "anyone": {"after": "1m", "flatten": True}}
        ],
    )
    segments: dict[Name, Segment] = Field(
        default_factory=dict,
        description="Customers of this type who differ from the others, by name; their shares add up to at most "
        "100%, and all other customers follow the contact type. Left out: all alike.",
        examples=[{"vip": {"share": "10%", "patience": "6m"}}],
    )
    title: Title | None = title_of("the contact type")
    note: Note | None = note_of("the contact type")

    @model_validator(mode="before")
    @classmethod
    def _as_the_first_reply(cls, given: Any) -> Any:
        """Let the service level be the target of the first reply where that alone is stated."""
        if not isinstance(given, Mapping) or given.get("service_level") is not None:
            return given
        first = first_reply_in(given.get("targets"))
        return given if first is None else {**given, "service_level": first}

    @model_validator(mode="after")
    def _talks_or_writes(self) -> "ContactType":
        if self.stated_talk is None and self.replies is None:
            raise ValueError(
                "'talk' is missing. How long agent and customer talk, all day or by the time of arrival. Write talk: "
                "{lognormal: {mean: 4m, sd: 3m}}; on a channel of conversations, write replies: {number: 5, work: 1m}."
            )
        if self.stated_talk is not None and self.replies is not None:
            raise ValueError("give either 'talk' or 'replies': agent and customer talk, or write in turn.")
        return self

    @model_validator(mode="after")
    def _segments_fit(self) -> "ContactType":
        if (total := sum(one.share for one in self.segments.values())) > 1 + _TOLERANCE:
            raise ValueError(f"the shares of its 'segments' add up to {total * 100:.10g}%; at most 100% is possible.")
        return self

    @model_validator(mode="after")
    def _share_of_a_source(self) -> "ContactType":
        # All of nothing is what it is when it is left out.
        if self.from_ is None and self.share != {0.0: 1.0}:
            raise ValueError("'share' is a share of a source's cases, but this type has no 'from'.")
        return self

    @property
    def level_is_first_reply(self) -> bool:
        """Return whether the service level is the same promise as the target of the first reply, stated or not."""
        first, level = self.targets.stated.get("first_reply"), self.service_level
        return first is not None and (first.share, first.within_s) == (level.share, level.within_s)

    @property
    def talk(self) -> Talks:
        """Return how long agent and customer talk; of conversations how long the agent works on one reply."""
        if self.replies is not None:
            return self.replies.work
        assert self.stated_talk is not None, "one of the two is given"
        return self.stated_talk

    @property
    def short_s(self) -> float:
        """Return the longest wait of a short abandon, in seconds."""
        return self.service_level.within_s if self.short_abandon_s is None else self.short_abandon_s

    @property
    def steps_in_time(self) -> dict[str, WaitingStep]:
        """Return its steps in the order in which they apply; of one wait, in that of the file."""
        return dict(sorted(self.steps.items(), key=lambda one: one[1].after_s))

    @property
    def kinds(self) -> tuple[CustomerKind, ...]:
        """Return the segments in their order, then those who are in none, if there are any."""
        inside = tuple(self._kind(name, one) for name, one in self.segments.items())
        rest = self.usual
        return (*inside, rest) if rest.share > _TOLERANCE else inside

    @property
    def usual(self) -> CustomerKind:
        """Return those who are in no segment, be it nobody."""
        share = 1.0 - sum(one.share for one in self.segments.values())
        return CustomerKind(None, share, self.talk, self.wrap_up, self.patience, self.order, self.replies)

    @property
    def order(self) -> Order:
        """Return where those who are in no segment stand among all who wait."""
        cap_s = math.inf if self.age_cap_s is None else self.age_cap_s
        return Order(USUAL_PRIORITY, self.age_credit_s, self.age_rate, cap_s)

    def _kind(self, name: str, segment: Segment) -> CustomerKind:
        usual = self.order
        order = Order(
            segment.priority,
            usual.age_credit_s if segment.age_credit_s is None else segment.age_credit_s,
            usual.age_rate if segment.age_rate is None else segment.age_rate,
            usual.age_cap_s if segment.age_cap_s is None else segment.age_cap_s,
        )
        replies = segment.replies or self.replies
        return CustomerKind(
            name,
            segment.share,
            segment.talk or (self.talk if replies is None else replies.work),
            segment.wrap_up or self.wrap_up,
            segment.patience or self.patience,
            order,
            replies,
        )

    @property
    def steps_s(self) -> tuple[float, ...]:
        """Return the times of day at which talk, wrap-up or patience become others; one, 0, where they never do."""
        columns = [steps for one in self.kinds for steps in (one.talk, one.wrap_up, one.patience)]
        for one in self.kinds:
            if one.replies is not None:
                columns += [one.replies.thinking, one.replies.patience]
        times = {time_s for steps in columns if len(steps) > 1 for time_s in steps}
        return tuple(sorted(times)) or (0.0,)

    def work_s_mean(self, time_s: float) -> float:
        """Return the mean of talk and wrap-up together of those who arrive at a time of day, over all kinds."""
        if not self.segments:
            return self.usual.talk_s_mean(time_s) + in_force(self.wrap_up, time_s).mean_s
        return sum(one.share * (one.talk_s_mean(time_s) + one.wrap_up_s_mean(time_s)) for one in self.kinds)

    def wrap_up_s_mean(self, time_s: float) -> float:
        """Return the mean of wrap-up alone."""
        if not self.segments:
            return in_force(self.wrap_up, time_s).mean_s
        return sum(one.share * one.wrap_up_s_mean(time_s) for one in self.kinds)

    def patience_s_mean(self, time_s: float) -> float:
        """Return the mean patience of those who arrive at a time of day; infinite where some would wait for ever."""
        return sum(one.share * one.patience_s_mean(time_s) for one in self.kinds if one.share > 0)

    @property
    def endless(self) -> bool:
        """Return whether any of them, at any time, would wait for ever."""
        return self.voicemail_after_s is None and any(None in one.patience.values() for one in self.kinds)
