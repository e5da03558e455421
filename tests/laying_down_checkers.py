"""Invariants of the end of a shift: who lays down which conversations, where those are then, who goes on with them.

Parts of shifts are read from the nouns (`shifts_read.py`), hours as well; what happened, spans and messages say.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from abilities_read import Abilities, parts_by_seat, planned
from conversations_read import Laid, Life, laid_down, lives, takings
from hours_changed import ChangedHours
from on_call_checkers import on_call
from people_read import times_of
from reference import grid
from replies_read import terms_of
from shifts_read import Part
from silences_read import all_left, begun_in_vain, of_each, taken_at

from simulator.demand.workload import Workload
from simulator.log import NOBODY, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

Stretch = tuple[float, float]

WORK = (
    *(SpanKind.REPLY, SpanKind.IN_VAIN, SpanKind.READING, SpanKind.WRAP_UP),
    *(SpanKind.TALK, SpanKind.HOLD, SpanKind.HELPING),
)
NOT_THERE = (SpanKind.OVERTIME, SpanKind.ABSENT, SpanKind.AWAY, SpanKind.UNPAID_WHILE_ABSENT)


@dataclass
class Floor:
    """What is to be known of agents: their parts, in order, in which they come, and their spans by kind."""

    scenario: Scenario
    calendar: ChangedHours
    log: RunLog
    lives: dict[int, Life]
    parts: dict[int, list[Part]]
    spans: dict[tuple[int, SpanKind], list[Stretch]]
    groups: dict[int, int]
    """By agent."""

    def times(self, agent: int, *kinds: SpanKind) -> list[Stretch]:
        return sorted(stretch for kind in kinds for stretch in self.spans[agent, kind])

    def stretches(self, agent: int) -> list[Stretch]:
        """Return from when to when an agent is to be there, whoever is on call from when they come."""
        found = []
        for part in self.parts.get(agent, []):
            came = [from_s for from_s, _ in self.times(agent, SpanKind.DUTY) if part.from_s <= from_s < part.to_s]
            if not on_call(part) or came:
                found.append((min(came) if on_call(part) else part.from_s, part.to_s))
        return found

    def ends_at(self, agent: int, time_s: float) -> float | None:
        """Return when the part ends that goes on at an instant, or begins then."""
        return next((to_s for from_s, to_s in self.stretches(agent) if from_s <= time_s < to_s), None)

    def channel_of(self, row: int) -> str:
        return list(self.scenario.channels)[self.log.contacts["channel"][row]]

    def is_served_on(self, row: int, time_s: float) -> bool:
        """Return whether who leaves answers a message first because its type is over, and keeps no places."""
        name = list(self.scenario.contact_types)[self.log.contacts["type"][row]]
        over = not self.calendar.is_open(name, time_s) or time_s in self.calendar.said_at(name)
        return over and self.calendar.at_close(name) != "keep"


def laying_down_holds(scenario: Scenario, calendar: ChangedHours, workload: Workload, log: RunLog) -> None:
    """Check all that agents lay down, and what they do not take because they leave soon."""
    floor = _read(scenario, calendar, log)
    hand_overs_are_as_said(floor)
    whoever_lays_down_leaves(floor)
    whoever_leaves_lays_down(floor)
    it_is_where_it_was_left(floor)
    nobody_has_parked_while_there(floor)
    whoever_goes_on_reads_first(floor)
    nothing_new_is_taken_near_the_end(floor)


def _read(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> Floor:
    plan = planned(scenario, calendar, log)
    parts = {
        agent: sorted((one for one in mine if not one.is_absent), key=lambda one: one.from_s)
        for agent, mine in parts_by_seat(scenario, plan, log).items()
    }
    spans: dict[tuple[int, SpanKind], list[Stretch]] = defaultdict(list)
    names = ("agent", "kind", "from_s", "to_s")
    for agent, kind, *times in zip(*(log.spans[name].tolist() for name in names), strict=True):
        if agent != NOBODY:
            spans[agent, SpanKind(kind)].append(tuple(times))
    groups = dict(zip(log.spans["agent"].tolist(), log.spans["group"].tolist(), strict=True))
    channels = [name in terms_of(scenario) for name in scenario.channels]
    hands = {row: life for row, life in lives(log).items() if channels[log.contacts["channel"][row]]}
    return Floor(scenario, calendar, log, hands, parts, spans, groups)


def hand_overs_are_as_said(floor: Floor) -> None:
    """What is laid down is of a channel that says so, was in that hand, and stands in the order of time."""
    log, terms, groups = floor.log, terms_of(floor.scenario), floor.groups
    found = laid_down(log)
    order = [(one.at_s, one.row) for one in found]
    assert order == sorted(order), "hand-overs are not in order"
    for one, group in zip(found, log.hand_overs["group"].tolist() if found else [], strict=True):
        assert groups[one.agent] == group, f"agent {one.agent} is of another group"
        said = terms[floor.channel_of(one.row)].at_the_end if floor.channel_of(one.row) in terms else "finish"
        assert said == ("park" if one.is_parked else "hand_over"), f"contact {one.row} is laid down, but not as said"
        owed = _owed(log, one.row)
        waits = any(from_s < one.at_s < to_s for from_s, to_s in owed)
        may_wait = any(from_s <= one.at_s <= to_s for from_s, to_s in owed)
        assert waits <= one.is_owed <= may_wait, f"contact {one.row} is laid down, but it is not so whether it waits"
        before = [each for each in floor.lives[one.row].stints if each.after == one]
        assert all(each.agent == one.agent for each in before), f"contact {one.row} is laid down by somebody else"


def _owed(log: RunLog, row: int) -> list[Stretch]:
    """Return from when to when a customer waits for a reply, or whoever has it in hand thinks so."""
    mine, gone = _messages(log) == row, next((one for one in all_left(log) if one.row == row), None)
    ends_s = log.contacts["ended_s"][row] if gone is None else np.fmin(gone.told_s, gone.over_s)
    ends_s = np.nan_to_num(ends_s, nan=np.inf)
    if not mine.any():
        return [(log.contacts["arrived_s"][row], ends_s)]
    until_s = np.where(np.isnan(log.replies["sent_s"][mine]), ends_s, log.replies["sent_s"][mine])
    return list(zip(log.replies["asked_s"][mine].tolist(), until_s.tolist(), strict=True))


def _messages(log: RunLog) -> np.ndarray:
    """Return the contact of each message; nobody may have taken one whose customer was still there."""
    return log.replies["contact"] if log.replies else np.zeros(0, dtype=int)


def whoever_lays_down_leaves(floor: Floor) -> None:
    """Nobody lays anything down in the middle of a part, nor where their next one begins at that instant."""
    for one in laid_down(floor.log):
        leaves = floor.ends_at(one.agent, one.at_s) is None
        assert leaves, f"agent {one.agent} lays down contact {one.row} at {one.at_s}, but does not leave"


def whoever_leaves_lays_down(floor: Floor) -> None:
    """Beyond a part nothing stays in a hand that is to be laid down, but what has to be answered or worked on first."""
    terms = terms_of(floor.scenario)
    for row, life in floor.lives.items():
        if terms[floor.channel_of(row)].at_the_end == "finish":
            continue
        for stint in life.stints:
            for from_s, to_s in _beyond_parts(floor, stint.agent):
                since_s, until_s = max(from_s, stint.from_s), min(to_s, stint.to_s)
                left = _without([(since_s, until_s)], floor.times(stint.agent, *WORK))
                for begin_s, end_s in left:
                    owed = any(a <= begin_s and end_s <= b for a, b in _owed(floor.log, row))
                    may_stay = owed and floor.is_served_on(row, begin_s)
                    assert may_stay, f"contact {row} stays in the hand of agent {stint.agent} at {begin_s}"


def _beyond_parts(floor: Floor, agent: int) -> list[Stretch]:
    """Return from each end of a part until the next one begins."""
    both = pairwise([*floor.stretches(agent), (np.inf, np.inf)])
    return [(to_s, next_s) for (_, to_s), (next_s, _) in both if to_s < next_s]


def _without(stretches: list[Stretch], others: Iterable[Stretch]) -> list[Stretch]:
    """Return what is left of stretches, those of no length not."""
    found = stretches
    for from_s, to_s in others:
        cut = [piece for a, b in found for piece in ((a, min(b, from_s)), (max(a, to_s), b))]
        found = [(a, b) for a, b in cut if a < b]
    return [(a, b) for a, b in found if a < b]


def it_is_where_it_was_left(floor: Floor) -> None:
    """What is parked is so until it is back or over; what was handed over waits from when it is owed, else nowhere."""
    log, queue = floor.log, defaultdict(list)
    waits = np.isin(log.spans["kind"], (SpanKind.QUEUE, SpanKind.UNNOTICED))
    over_s, left_s, taken_s = of_each(log, "over_s", log.contacts["ended_s"]), _left_in_queue(log), taken_at(log)
    for row, from_s, to_s in zip(
        *(log.spans[name][waits].tolist() for name in ("contact", "from_s", "to_s")), strict=True
    ):
        # Whoever leaves silently waits on as far as anybody knows.
        goes_on = from_s == left_s.get(row) and queue[row] and queue[row][-1][1] == from_s
        queue[row].append((queue[row].pop()[0] if goes_on else from_s, to_s))
    for row, life in floor.lives.items():
        if not life.laid:
            continue
        last_s = np.fmin(over_s[row], log.facts.stops_s)
        parked, waiting = [], [one for one in queue[row] if one[0] < taken_s[row]]
        for one, then in pairwise([*life.laid, None]):
            stint = next((each for each in life.stints if each.before is one), None)
            until_s = stint.from_s if stint else then.at_s if then else last_s
            if np.isinf(until_s):
                until_s = max(log.facts.closes_s, one.at_s, left_s.get(row, one.at_s))
            if one.is_parked:
                parked += [(one.at_s, until_s)] if one.at_s < until_s else []
                continue
            since_s = _asks_at(log, one, until_s)
            if since_s is not None:
                waiting.append((since_s, max(since_s, until_s)))
        seen = [(span.from_s, span.to_s) for span in life.spans if span.kind == SpanKind.PARKED]
        assert seen == parked, f"contact {row} is parked at other times than from a shift to the next"
        # Whoever finds somebody at once does not stand in the queue, or for no time.
        long = [[(a, b) for a, b in some if a < b] for some in (queue[row], waiting)]
        assert long[0] == long[1], f"contact {row} waits at other times than it should"
        agents = {span.agent for span in life.spans if span.kind == SpanKind.PARKED}
        assert agents <= {one.agent for one in life.laid if one.is_parked}, (
            f"contact {row} is parked with somebody else"
        )
        for stint in life.stints:
            back = stint.before is not None and stint.before.is_parked
            assert not back or stint.agent == stint.before.agent, f"contact {row} comes back to somebody else"


def _left_in_queue(log: RunLog) -> dict[int, float]:
    return {one.row: one.left_s for one in all_left(log)}


def _asks_at(log: RunLog, one: Laid, until_s: float) -> float | None:
    """Return since when a customer waits for somebody who goes on; None where they do not write before it ends."""
    if one.is_owed:
        return one.at_s
    mine = _messages(log) == one.row
    later = [time_s for time_s in log.replies["asked_s"][mine].tolist() if time_s >= one.at_s] if mine.any() else []
    return min(later) if later else None


def nobody_has_parked_while_there(floor: Floor) -> None:
    """Whoever has parked something is not at work in that seat, but to leave, or has not come yet."""
    for row, life in floor.lives.items():
        for span in life.spans:
            if span.kind != SpanKind.PARKED:
                continue
            there = _without(floor.times(span.agent, SpanKind.DUTY), floor.times(span.agent, *NOT_THERE))
            for from_s, to_s in there:
                both = min(to_s, span.to_s) - max(from_s, span.from_s)
                assert both <= 0, f"contact {row} is parked while agent {span.agent} is there, at {from_s}"


def whoever_goes_on_reads_first(floor: Floor) -> None:
    """Before the first reply of who took what was handed over, and at no other time, the agent reads."""
    log, abilities = floor.log, Abilities(floor.scenario, floor.log)
    groups, names = list(floor.scenario.agent_groups.values()), list(floor.scenario.contact_types)
    over_s = of_each(log, "over_s", log.contacts["ended_s"])
    for row, life in floor.lives.items():
        reading_s, begun = terms_of(floor.scenario)[floor.channel_of(row)].reading_s, _begun(log, row, life)
        for stint in life.stints:
            read = [(one.from_s, one.to_s) for one in stint.spans if one.kind == SpanKind.READING]
            name = names[log.contacts["type"][row]]
            takes_s = times_of(groups[floor.groups[stint.agent]].serves[name])[0]
            takes_s = grid(reading_s * takes_s * abilities.times(stint.agent, name, stint.from_s)[0])
            replies = [at_s for agent, at_s in begun if agent == stint.agent and stint.from_s < at_s <= stint.to_s]
            if stint.before is None or stint.before.is_parked or not takes_s:
                assert not read, f"agent {stint.agent} reads contact {row}, but knows it"
                continue
            assert len(read) <= 1, f"agent {stint.agent} reads contact {row} twice"
            if replies:
                whole = [(replies[0] - takes_s, replies[0])]
                assert read == whole, f"agent {stint.agent} replies to contact {row} unread"
            else:
                ends_s = np.fmin(over_s[row], log.facts.stops_s)
                left = [one for one in read if one[1] != ends_s or one[1] - one[0] > takes_s]
                assert not left, f"agent {stint.agent} reads contact {row} and does not reply"


def _begun(log: RunLog, row: int, life: Life) -> list[tuple[int, float]]:
    """Return (agent, when) of each reply that was begun, the one in vain as well."""
    found = []
    mine = _messages(log) == row
    if mine.any():
        mine &= ~np.isnan(log.replies["begun_s"])
        found = list(zip(log.replies["agent"][mine].tolist(), log.replies["begun_s"][mine].tolist(), strict=True))
    begun, replied = begun_in_vain(log, row), {one.to_s for one in life.spans if one.kind == SpanKind.REPLY}
    return found if begun is None or begun[1] in replied else [*found, begun]


def nothing_new_is_taken_near_the_end(floor: Floor) -> None:
    """Whoever is in a part takes no contact of a channel that says so for its end, new or handed over."""
    said = {name: grid(noun.nothing_new_s) for name, noun in floor.scenario.channels.items() if noun.nothing_new_s}
    for row, agent, time_s in takings(floor.log) if said else ():
        end_s = floor.ends_at(agent, time_s)
        near = end_s is not None and time_s >= end_s - said.get(floor.channel_of(row), 0.0)
        assert not near, f"agent {agent} takes contact {row} at {time_s}, too near the end of the shift"
