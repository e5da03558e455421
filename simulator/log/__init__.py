"""The run log: the single source of every metric.

Tables of plain numpy columns. Names of types, channels, groups stand in `Names`; columns hold their positions. Missing
is NaN in float columns and `NOBODY` (−1) in integer ones; no other sentinel exists.

``contacts``, a row is a contact, in the order of birth, the first contact of case i in row i: contact, case, customer,
parent, cause, attempt, hop, type, segment, channel, arrived_s, place_s, queued_s, assigned_s, answered_s, ended_s,
closed_s, wait_s, since_arrival_s, patience_s, ended_by, context, answered_by, answered_group, closed_by, closed_group,
solved. What became of a contact is written by whoever decides it: answered is its first answer, whatever follows.
Queued, place, patience, hop and context are those of its birth and first wait. `OPTIONAL` columns stand at the end,
each only where something in the scenario may fill it.

``spans``, a row is something that went on from one instant to another: contact, kind, group, agent, from_s, to_s.
Contacts' spans come first, by contact and time; then those of agents alone (no contact), by agent and time. They are
the evidence for what became of contacts, and what agents' time is summed from (`agent_time.py`). A wait that nothing
ended is cut where the run was stopped, or else at the last closing; its contact is still open.

``replies``, only where there are any, a row is a message of a customer in a conversation that was assigned: contact,
number (from 1 on), agent, group, asked_s, begun_s, sent_s; by contact and number. The agent is the one who sent the
reply; of those without one, the agent who had the contact in hand last. The first message comes with the contact, so it
is asked when that arrives. begun_s is NaN where nobody began to answer it, sent_s where no reply was sent.

``hand_overs``, only where there are any, a row is a conversation that an agent who left handed over or parked: contact,
agent, group, at_s, parked (1: it waits for that agent's next shift; 0: others go on with it), owed (1: the customer was
waiting for a reply); in the order of time.

``silences``, only where there are any, a row is a customer who left without a sign, so that the center kept the
contact where it was: contact, left_s, agent (who had it in hand last; NOBODY: nobody ever), taken_s (when an agent had
it first, NaN: never), told_s (when an agent first wrote in vain, or had greeted; NaN: never), over_s (when the center
was through with it; NaN: not yet), how (a `SilenceEnd`); by left_s and contact. What became of the contact itself is in
``contacts``, as if it had left openly: it ended at left_s.

``passed``, only where there are any, a row is a time at which an agent passed a contact on without making another one
of it: contact, group, passed_s, answered_s; by contact and time. The group is the only one that may take it then,
NOBODY where it stands in its own line again. Its wait begins at that instant, whether or not there is a span of it, and
lasts until the next agent answers, NaN where none did: the contact ended so, or is still open.

``overflow``, only where there are overflow rules, a row is a time at which one applied to a contact, or was drawn not
to: contact, rule (its number in `Names.overflow`), at_s, did; in the order of time. ``did`` is 1 where it was carried
out, 0 where the customer declined what was offered, −1 where the rule's share left the contact out.

``interventions``, only where there are such rules, a row is a time at which one was carried out: rule (its number in
`Names.interventions`), at_s, did; in the order of time. ``did`` is how many agents were moved or called in, or how many
types and groups were opened, closed or extended.

``helps``, only where there are such rules, a row is a call for help: contact, rule (its number in `Names.helps`), agent
(who called), called_s, helper, begun_s, joined_s, until_s; in the order of time. The helper is NOBODY, and both times
NaN, where none came; joined_s is NaN as well where the talk was over before the helper was ready. A call is over with
the talk, or when somebody else helps.

``breaks``, only where there are shifts, a row is a break, or time off the phone, that was due: agent, off_phone (1: it
counts as that), due_s, lasts_s as planned, begun_s; by agent and time. What has some choice is due when it begins, and
at the latest at the end of that choice; what was due and never begun has NaN.

``facts``: what metrics need beside the rows. Time before ``facts.reports_from_s`` was simulated and is not reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log.pay_rules import Pay
from simulator.log.planned import OnCallParts, PlannedParts
from simulator.log.reply_targets import ConversationTargets
from simulator.log.teams_of_agents import TeamsOfAgents

LOG_VERSION = 2
NOBODY = -1
"""No parent, no contact, no agent, no group, not known: the only sentinel of integer columns."""

Columns = dict[str, NDArray[np.generic]]

OPTIONAL: dict[str, type[np.generic]] = {
    "passes": np.int16,
    "stories": np.int16,
    "repeated_s": np.float64,
    "again_s": np.float64,
    "announced_s": np.float64,
}
"""Columns of ``contacts`` that are there only where they may hold something, with their types.

``passes``, where there are transfers: how often its agents passed it on without making another contact of it, to a
group or back into its own line. ``stories``, where a rule may lose the context: how many of its answers began with what
the customer had told before, ``repeated_s`` how much longer its talks took for it, in seconds. ``again_s``, where there
are follow-ups: when the customer comes again after it, NaN: not. After the last simulated day that is in no row.
``announced_s``, where waits are announced: which wait the customer was told to expect, NaN: nothing was said.
"""


class EndedBy(IntEnum):
    """How a contact ended. New endings join at the end."""

    STILL_OPEN = 0
    AGENT = 1
    CUSTOMER = 2
    TIME_OUT = 3
    ABANDONED = 4
    BLOCKED = 5
    CLEARED = 6
    CONTAINED = 7
    MOVED = 8
    CALL_BACK = 9
    VOICEMAIL = 10
    PASSED_ON = 11
    """Answered, and given to somebody else by the agent: only the last of such a chain is closed."""
    REFUSED = 12
    """Came while the channel or the type was closed."""
    SENT_AWAY = 13
    """Sent away by an overflow rule, or because an intervention had closed the type during its hours."""


class SilenceEnd(IntEnum):
    """How the center was through with a contact whose customer had left silently."""

    NOT_YET = 0
    NOTICED = 1
    CLOSED_IN_VAIN = 2
    """Closed with the last reply, as if somebody had read it."""
    SENT_AWAY = 3
    """In the queue, like everybody who waited there."""


class Cause(IntEnum):
    """Why a contact exists."""

    FIRST = 0
    REDIAL = 1
    RETURN = 2
    TRANSFER = 3
    CALL_BACK = 4
    OVERFLOW = 5
    REDIRECT = 6


class Context(IntEnum):
    """What the agent knows of what was said before."""

    NONE = 0
    KEPT = 1
    LOST = 2


class SpanKind(IntEnum):
    """What went on in a span. New kinds join at the end."""

    QUEUE = 0
    TALK = 1
    WRAP_UP = 2
    RING = 3
    HOLD = 4
    IN_HAND = 5
    REPLY = 6
    PAUSED = 7
    """In the hand of an agent who is not there for it: on a break, or with a contact that needs all of them."""
    READING = 8
    DUTY = 9
    """An agent's stay: of the agent alone, as all that follow."""
    OVERTIME = 10
    """The last part of a stay, beyond its planned end."""
    BREAK = 11
    OFF_PHONE = 12
    ABSENT = 13
    AWAY = 14
    """Not there although the plan says so, for a short time: away from the desk, late, back late from a break."""
    UNPAID_BREAK = 15
    """Between two stays of a shift."""
    UNPAID_ABSENCE = 16
    """Instead of a stay."""
    HELPING = 17
    """With another agent who talks with a contact."""
    ON_CALL = 18
    """Not there, and ready to come when called."""
    UNPAID_WHILE_ABSENT = 19
    """The unpaid break of whoever is absent with pay; before and after it they are `ABSENT`."""
    INACTIVE = 20
    """Asleep in an agent's hand: its customer has not written for a while. Of a contact, as the kinds before `DUTY`."""
    PARKED = 21
    """With an agent who has left, until their next shift. Of a contact, too."""
    UNNOTICED = 22
    """In the queue although its customer has left silently. Of a contact, as the next one."""
    IN_VAIN = 23
    """An agent writes to a customer who has left silently, or greets one."""


class State(IntEnum):
    """What an agent did in an interval. The states of a present agent add up to the time paid."""

    AVAILABLE = 0
    TALK = 1
    WRAP_UP = 2
    OFF_PHONE = 3
    """Paid, and not there for contacts: training, meetings, on the way to another group."""
    BREAK = 4
    ABSENT = 5
    AWAY = 6
    """Not there although the plan says so."""
    HELPING = 7
    """At work for a contact of another agent."""


@dataclass(frozen=True)
class Names:
    """What the numbers in the columns stand for, in the scenario's order."""

    types: tuple[str, ...]
    channels: tuple[str, ...]
    groups: tuple[str, ...]
    agents: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    overflow: tuple[str, ...] = ()
    """Of overflow rules."""
    verbs: tuple[str, ...] = ()
    """What each of them does, as the scenario calls it."""
    interventions: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    """Empty where nobody has a team; the last one is of those who have none, where there are any."""
    helps: tuple[str, ...] = ()


class LoggedDay(NamedTuple):
    """A day on which the center opened; days on which it stayed closed are not in the log."""

    name: str
    """As reports call it; empty where there is only one day."""
    start_s: float
    """00:00 of the day, in seconds since 00:00 of day 0."""
    first_interval: int


@dataclass(frozen=True)
class Facts:
    """What metrics need beside the rows. Times in seconds since 00:00 of day 0."""

    seed: int
    replication: int
    interval_starts_s: NDArray[np.float64]
    """Shape (intervals,)."""
    open_s: NDArray[np.float64]
    """Shape (intervals,): how long the center was open in each interval."""
    scheduled_s: NDArray[np.float64]
    """Shape (groups, intervals): agent seconds on the plan."""
    expected: NDArray[np.float64]
    """Shape (types, intervals): contacts expected by the demand that was drawn from; NaN when recorded."""
    forecast: NDArray[np.float64]
    """Shape (types, intervals): contacts expected by the forecast, which planning sees; NaN when recorded."""
    within_s: NDArray[np.float64]
    """Shape (types,): T of the service level."""
    target_share: NDArray[np.float64]
    """Shape (types,): the share that is to be answered within T."""
    short_s: NDArray[np.float64]
    """Shape (types,): the longest wait of a short abandon."""
    fcr_window_s: NDArray[np.float64]
    """Shape (types,): for how long after its first answer a case is watched for whether the customer comes again."""
    lines: NDArray[np.float64]
    """Shape (channels,): lines; infinite when there is no limit, NaN where they follow the staff."""
    slots: NDArray[np.int64]
    """Shape (groups,): how much an agent may have in hand, in the parts that `fills` counts: with one channel with
    slots, contacts of it; 1 where all are exclusive."""
    wage_per_s: NDArray[np.float64]
    """Shape (groups,): what a second of one agent costs, in `currency`; NaN when not stated."""
    currency: str
    """Of all wages, as EUR; empty when none is stated."""
    closes_s: float
    """When it closed for the last time."""
    reports_from_s: float = -np.inf
    """Where reporting begins: what came before was the warm-up."""
    stops_s: float = np.inf
    """When the run was stopped; infinite when it went on until the last contact had ended."""
    in_slots: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """Shape (channels,): whether its contacts share an agent's slots. Empty: all are exclusive."""
    by_replies: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """Shape (channels,): whether its contacts are conversations."""
    fills: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    """Shape (groups, channels): the parts of a hand that a contact of a channel with slots fills; what is exclusive
    fills all `slots`. Empty: each contact in slots fills one."""
    days: tuple[LoggedDay, ...] = (LoggedDay("", 0.0, 0),)
    """In order of time."""
    by_person: bool = False
    """Whether the agents of some group are people with times of their own, or more is paid than what is simulated."""
    paid_times: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """Shape (groups,): how many seconds are paid for each paid one of the log, where plans have deducted some of them.
    Empty: one, in all groups."""
    planned: PlannedParts | None = None
    """None where nobody is planned one by one."""
    on_call: OnCallParts | None = None
    """None where nobody is on call."""
    pay: Pay | None = None
    """What agents are paid where not every hour of a group costs the same; None: each costs its `wage_per_s`."""
    teams: TeamsOfAgents | None = None
    """None where nobody has a team."""
    targets: ConversationTargets | None = None
    """None where no conversations have targets beside the service level."""

    @cached_property
    def partition(self) -> "Partition":
        """Return the time from the first opening on, cut into intervals and times after closing."""
        return partition_of(self.interval_starts_s, self.open_s, self.days)

    def of_run(self, **what: Any) -> "Facts":
        """Return these facts with ``what`` one run says of itself: its seed, who was expected, when it was stopped.

        What the horizon comes to is the same for all runs, and worked out for the first of them only.
        """
        assert what.keys() <= {"seed", "replication", "expected", "forecast", "stops_s"}, "the horizon is the same"
        # Worked out before it is shared: what else follows from the horizon is kept there.
        shared = self.partition
        # As `copy.copy` would, without asking the class how: for a short day that is a hundredth of all its work.
        one = object.__new__(type(self))
        vars(one).update(vars(self), **what, partition=shared)
        return one


@dataclass(frozen=True, eq=False)
class Partition:
    """Time from the first opening on, cut where intervals begin and where days close.

    Parts are numbered as in `RunLog.agent_time`: intervals, then the times after each day's closing.
    """

    edges_s: NDArray[np.float64]
    """Shape (parts,): where each part begins, in order; the last one has no end."""
    part: NDArray[np.int64]
    """Shape (parts,): the number of each."""
    ends_s: NDArray[np.float64]
    """Shape (parts,): where each part ends; of the last one, which has no end, where it begins."""
    order: NDArray[np.int64] | None
    """Shape (parts,): the parts by number; None where that is how they stand, as on a single day."""
    worked_out: dict[str, Any] = field(default_factory=dict, repr=False)
    """What follows from the horizon alone and was asked for before, by whoever asks; see `Facts.of_run`."""


def partition_of(
    interval_starts_s: NDArray[np.float64], open_s: NDArray[np.float64], days: tuple[LoggedDay, ...]
) -> Partition:
    """Return how intervals and the times after each day's closing divide time; see `Facts` for the arguments."""
    intervals = len(interval_starts_s)
    after = np.array([*(day.first_interval for day in days[1:]), intervals])
    closings_s = interval_starts_s[after - 1] + open_s[after - 1]
    numbers = np.arange(intervals)
    # Where days touch, nothing is between a closing and the next interval, which stands after it.
    edges_s = np.insert(interval_starts_s, after, closings_s)
    part = np.insert(numbers, after, intervals + np.arange(len(days)))
    return Partition(edges_s, part, np.append(edges_s[1:], edges_s[-1]), np.argsort(part) if len(days) > 1 else None)


@dataclass(frozen=True, repr=False)
class RunLog:
    """All that happened in one replication. Columns are never written to afterwards."""

    contacts: Columns
    spans: Columns
    facts: Facts
    names: Names
    replies: Columns = field(default_factory=dict)
    """Empty where no channel works by replies."""
    agent_sums: Columns | None = None
    """Of a log of elsewhere that has only sums of agents' time: the table that `agent_time.agent_time` returns."""
    version: int = LOG_VERSION
    extra: Mapping[str, Columns] = field(default_factory=dict)
    """Tables that exist on request only: rule events, agent states."""
    passed: Columns = field(default_factory=dict)
    """Empty where nobody was passed on within a type."""
    overflow: Columns = field(default_factory=dict)
    """Empty where there are no overflow rules."""
    interventions: Columns = field(default_factory=dict)
    """Empty where there are none."""
    breaks: Columns = field(default_factory=dict)
    """Empty where nobody works in shifts."""
    helps: Columns = field(default_factory=dict)
    """Empty where nobody helps."""
    hand_overs: Columns = field(default_factory=dict)
    """Empty where no conversation was handed over or parked."""
    silences: Columns = field(default_factory=dict)
    """Empty where nobody left silently."""

    def __repr__(self) -> str:
        contacts = len(self.contacts["arrived_s"]) if "arrived_s" in self.contacts else 0
        return f"<RunLog of replication {self.facts.replication}, seed {self.facts.seed}: {contacts:,} contacts>"
