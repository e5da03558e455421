"""What all channels have in common, whatever is done on them; each behaviour is a file of its own.

`scenario/nouns/behaviours.py` puts them together. What the rest of the program asks of any channel has an answer here,
that of a channel on which an agent has one contact at a time; a behaviour of which that is not true answers itself.
"""

from typing import Any, ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Note, Title, note_of, title_of
from simulator.scenario.nouns.closed_doors import WhenClosed, at_close_of, hours_of, when_closed_of
from simulator.scenario.nouns.families import Family
from simulator.scenario.nouns.horizon import AtClose
from simulator.scenario.nouns.hours import HoursOfDays
from simulator.scenario.nouns.queue_limits import QueueLimit, queue_limit_of
from simulator.scenario.nouns.through_the_day import Numbers, none_kept
from simulator.scenario.nouns.trunk_lines import TrunkLines, lines_of


def no_new_of(contacts: str) -> Any:
    """Return the field ``no_new`` of channels on which agents have several ``contacts`` in hand."""
    return Field(
        0.0,
        alias="no_new",
        description=f"How long before the end of their own shift an agent takes no new {contacts} of this channel; "
        "groups that serve it need `shifts`.",
        examples=["1h"],
    )


class Channel(Family):
    """A way to reach the center."""

    by: ClassVar[str] = "behaviour"
    members: ClassVar[dict[str, type[Family]]] = {}
    example: ClassVar[str] = """\
channels:
  voice:
    behaviour: live
    lines: 40     # the 41st caller at once hears the engaged tone
    hours: {from: "08:00", to: "17:00"}   # on every day
    when_closed: voicemail                # who comes after 17:00 leaves a voicemail
"""

    behaviour: str = Field(
        description="How customers and agents communicate, which decides what other keys the channel has.",
        examples=["live"],
    )
    lines: TrunkLines | None = lines_of(
        "The most contacts of the channel at once, waiting and talking; further ones are blocked."
    )
    queue_limit: QueueLimit | None = queue_limit_of(
        "The most contacts of the channel that may wait, of all its types together; further ones are blocked. The "
        "limits of its types apply as well."
    )
    hours: HoursOfDays | None = hours_of("contacts of this channel", "whenever the center is open")
    when_closed: WhenClosed | None = when_closed_of("`refuse`, where there are hours")
    at_close: AtClose | None = at_close_of("as the horizon's `at_close`; `keep` where later contacts `wait`")

    title: Title | None = title_of("the channel")
    note: Note | None = note_of("the channel")

    @property
    def in_hand_max(self) -> int | None:
        """Return how many contacts an agent may have in hand at once; None where each has an agent to itself."""
        return None

    @property
    def inactive_slots(self) -> int | None:
        """Return how many inactive conversations would fill an agent; None where there are none, or fill nothing."""
        return None

    @property
    def nothing_new_s(self) -> float:
        """Return how long before the end of their shift agents take no contact of the channel, as far as this goes."""
        return 0.0

    @property
    def slot_counts(self) -> tuple[int, ...]:
        """Return all numbers of contacts that would fill an agent: active ones, inactive ones; none where exclusive."""
        return tuple(count for count in (self.in_hand_max, self.inactive_slots) if count is not None)

    @property
    def agents_kept_empty(self) -> Numbers:
        """Return how many agents of a group are kept without anything in hand by time of day, as far as this goes."""
        return none_kept()

    @property
    def work_at_once(self) -> float:
        """Return how many contacts' work an agent gets done in the time of one, at best."""
        return 1.0
