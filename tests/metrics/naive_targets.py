"""What became of targets of conversations once more, message by message in plain Python; and random targets.

It shares no code with the package: targets are read from the scenario, hours from the tests' own calendar.
"""

from math import inf, isnan

import numpy as np
from hours_read import Calendar
from naive_measures import Row, followed, is_request

from simulator.log import NOBODY, EndedBy, RunLog
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conversation_targets import Targets

NAMES = (
    "first_replies_met", "first_replies_judged", "replies_met", "replies_judged", "solved_met", "solved_judged"
)  # fmt: skip
TIMES = ("10s", "20s", "30s", "1m", "2m", "5m", "20m", "1h", "1d")


def with_targets(dice: np.random.Generator, scenario: Scenario) -> Scenario:
    """Return a center whose conversations have some targets, by the clock or by the hours."""
    types, channels = dict(scenario.contact_types), dict(scenario.channels)
    for name, channel in channels.items():
        if channel.behaviour == "conversation":
            channels[name] = channel.model_copy(update={"clock": str(dice.choice(["always", "hours"]))})
    for name, kind in types.items():
        if channels[kind.channel].behaviour == "conversation":
            said = {key: f"80% in {dice.choice(TIMES)}" for key in ("first_reply", "reply") if dice.random() < 0.8}
            if dice.random() < 0.8:
                counts = str(dice.choice(["owed", "open"]))
                said["solved"] = {"share": "90%", "within": str(dice.choice(TIMES)), "counts": counts}
            types[name] = kind.model_copy(update={"targets": Targets.model_validate(said)})
    return scenario.model_copy(update={"contact_types": types, "channels": channels})


class TargetsRead:
    """The targets of a scenario, and the messages of a log by contact."""

    def __init__(self, scenario: Scenario, log: RunLog) -> None:
        self.log, self.calendar = log, Calendar(scenario)
        self.kinds = list(scenario.contact_types.items())
        self.by_hours = [getattr(scenario.channels[kind.channel], "clock", "") == "hours" for _, kind in self.kinds]
        self.rows = [Row(log, number) for number in range(len(log.contacts["type"]))]
        stops_s = self.calendar.stops_s
        self.ends_s = stops_s if stops_s < inf else self.calendar.open[-1][1]
        names = ("contact", "number", "group", "asked_s", "sent_s")
        columns = [log.replies[name].tolist() for name in names] if log.replies else [[]] * len(names)
        self.messages = list(zip(*columns, strict=True))

    def counts(self, row: Row, from_s: float, to_s: float) -> float:
        """Return how much time counts for a type."""
        if not self.by_hours[row.type]:
            return max(0.0, to_s - from_s)
        stretches = self.calendar.of_type(self.kinds[row.type][0])
        return sum(max(0.0, min(to_s, until_s) - max(from_s, since_s)) for since_s, until_s in stretches)

    def target(self, row: Row, key: str):
        return getattr(self.kinds[row.type][1].targets, key)

    def of(self, of: str) -> dict[str, int]:
        """Return the measures of ``of`` (all, type:…, channel:…, group:…, segment:…) in the time that is reported."""
        sums = dict.fromkeys(NAMES, 0)
        kind, _, name = of.partition(":")
        names = self.log.names
        members = {"type": names.types, "channel": names.channels, "group": names.groups, "segment": names.segments}
        wanted = members[kind].index(name) if name else None

        def is_of(row: Row, group: int) -> bool:
            return wanted is None or (group if kind == "group" else getattr(row, kind)) == wanted

        for row in self.rows:
            if is_request(row, self.rows) and row.arrived_s >= self.calendar.reports_from_s:
                last = followed(row, self.rows)
                if is_of(row, self.group(last)):
                    self.add(sums, "first_replies", row, self.first_reply(row, last))
                    self.add(sums, "solved", row, self.solved(row, last))
        for contact, _, group, asked_s, sent_s in self.messages:
            row = self.rows[contact]
            if asked_s >= self.calendar.reports_from_s and is_of(row, group):
                self.add(sums, "replies", row, self.reply(row, asked_s, sent_s))
        return sums

    def add(self, sums: dict[str, int], what: str, row: Row, found: bool | None) -> None:
        key = {"first_replies": "first_reply", "replies": "reply", "solved": "solved"}[what]
        if found is not None and self.target(row, key) is not None:
            sums[f"{what}_judged"] += 1
            sums[f"{what}_met"] += found

    def group(self, last: Row) -> int:
        """Return the group that answered, else the one that had it last."""
        if not isnan(last.answered_s):
            return last.answered_group
        return next(
            (group for contact, number, group, *_ in self.messages if (contact, number) == (last.number, 1)), NOBODY
        )

    def first_reply(self, row: Row, last: Row) -> bool | None:
        """Return whether it was in time; None where that is not decided, or no service level counts it."""
        target = self.target(row, "first_reply")
        if target is None:
            return None
        chain = [row]
        while chain[-1] is not last:
            chain.append(
                next(one for one in reversed(self.rows) if one.parent == chain[-1].number and one.cause in (4, 5, 6))
            )
        since_s = next((one.queued_s for one in chain if not isnan(one.queued_s)), row.arrived_s)
        never = all(isnan(one.queued_s) for one in chain)
        if not isnan(last.answered_s):
            return self.counts(row, since_s, last.answered_s) <= target.within_s
        if last.ended_by in (EndedBy.ABANDONED, EndedBy.SENT_AWAY):
            return False
        late = not never and self.counts(row, since_s, self.ends_s) > target.within_s
        return False if last.ended_by == EndedBy.STILL_OPEN and late else None

    def reply(self, row: Row, asked_s: float, sent_s: float) -> bool | None:
        target = self.target(row, "reply")
        if target is None:
            return None
        if not isnan(sent_s):
            return self.counts(row, asked_s, sent_s) <= target.within_s
        late = self.counts(row, asked_s, self.ends_s) > target.within_s
        return False if late or row.ended_by != EndedBy.STILL_OPEN else None

    def solved(self, row: Row, last: Row) -> bool | None:
        target = self.target(row, "solved")
        if target is None:
            return None
        answered, ended = not isnan(last.answered_s), last.ended_by
        if ended == EndedBy.STILL_OPEN:
            return False if self.took(row, last, self.ends_s) > target.within_s else None
        if not answered:
            return False if ended in (EndedBy.ABANDONED, EndedBy.SENT_AWAY) else None
        return ended == EndedBy.AGENT and last.solved == 1 and self.took(row, last, inf) <= target.within_s

    def took(self, row: Row, last: Row, ends_s: float) -> float:
        """Return how much time counted until it was solved, or by ``ends_s``."""
        if self.target(row, "solved").counts == "open":
            return self.counts(row, row.arrived_s, min(ends_s, inf if isnan(last.ended_s) else last.ended_s))
        waits = [(row.arrived_s, last.answered_s)]
        waits += [tuple(times) for contact, number, _, *times in self.messages if contact == last.number and number > 1]
        return sum(self.counts(row, asked_s, min(ends_s, inf if isnan(to_s) else to_s)) for asked_s, to_s in waits)
