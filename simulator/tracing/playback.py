"""A replication played back: its log, its decisions, what they were made from, and how both are looked up.

Contacts have the numbers of the log. People call them by their case: 17 is the first contact of case 17, 17.2 the
second one, in the order in which they came into being.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload, draw
from simulator.engine.record import Decision, Rule, SeenAgent, SeenContact, Witness
from simulator.engine.simulate import simulate
from simulator.engine.tables import Tables, tables_of
from simulator.engine.tables.part_terms import PartTerms
from simulator.log import Columns, RunLog, SpanKind
from simulator.scenario.nouns import Scenario, Serves
from simulator.scenario.rules.pools import SkillPool, pools_of
from simulator.units import format_time_of_day

IN_HAND = (
    SpanKind.TALK, SpanKind.WRAP_UP, SpanKind.HOLD, SpanKind.HELPING, SpanKind.READING, SpanKind.REPLY,
    SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.IN_VAIN,
)  # fmt: skip
"""What goes on while an agent has a contact in hand, or helps with one; conversations that are inactive lie there
without it."""


@dataclass(frozen=True)
class OneSpan:
    """A row of the log's spans."""

    contact: int
    kind: SpanKind
    agent: int
    from_s: float
    to_s: float


@dataclass(frozen=True)
class OneCall:
    """A call for help; see the log's table ``helps``."""

    contact: int
    rule: int
    agent: int
    called_s: float
    helper: int
    begun_s: float
    joined_s: float
    until_s: float


@dataclass(frozen=True)
class OneTaken:
    """A contact that an agent took, by the place of its decision."""

    place: int
    time_s: float
    agent: int
    group: int
    type: int


@dataclass(frozen=True, eq=False)
class Playback:
    """One replication of a scenario, with everything that was decided in it."""

    scenario: Scenario
    workload: Workload
    log: RunLog
    witness: Witness

    @cached_property
    def tables(self) -> Tables:
        """Return the scenario as the engine reads it."""
        return tables_of(self.scenario)

    # Contacts

    def number(self, column: str, row: int) -> int:
        """Return what stands in a column of whole numbers."""
        return int(self.log.contacts[column].item(row))

    def time(self, column: str, row: int) -> float:
        """Return what stands in a column of seconds; NaN is missing."""
        return float(self.log.contacts[column].item(row))

    def type_of(self, row: int) -> str:
        """Return the name of a contact's type."""
        return self.log.names.types[self.number("type", row)]

    def channel_of(self, row: int) -> str:
        """Return the name of a contact's channel."""
        return self.log.names.channels[self.number("channel", row)]

    def serves(self, row: int, group: int, agent: int | None = None) -> Serves | None:
        """Return how a group serves a contact's type, or one of its agents; None where they do not."""
        if agent is None or not self.tables.staff.mixed:
            return list(self.scenario.agent_groups.values())[group].serves.get(self.type_of(row))
        return self._pools[self._pool_of[agent]].serves.get(self.type_of(row))

    def usually_serves(self, row: int, group: int) -> bool:
        """Return whether those of a group serve a contact's type who have no skills of their own."""
        return self.number("type", row) in self.tables.staff.pools[group].types

    @cached_property
    def _pools(self) -> tuple[SkillPool, ...]:
        return pools_of(self.scenario)

    @cached_property
    def _pool_of(self) -> dict[int, int]:
        """Return by agent the number of the pool."""
        return {agent: number for number, pool in enumerate(self.tables.staff.pools) for agent in pool.agents}

    def has_skill(self, agent: int, type_: int) -> bool:
        """Return whether an agent takes contacts of a type where their group does."""
        staff = self.tables.staff
        return not staff.mixed or type_ in staff.pools[self._pool_of[agent]].types

    def segment_of(self, row: int) -> str | None:
        """Return the name of its segment, None for who is in none."""
        segment = self.number("segment", row)
        return None if segment < 0 else self.log.names.segments[segment]

    @cached_property
    def of_case(self) -> dict[int, list[int]]:
        """Return the contacts of each case, in the order in which they came into being."""
        found: dict[int, list[int]] = {}
        for row, case in enumerate(self.log.contacts["case"].tolist()):
            found.setdefault(case, []).append(row)
        return found

    def name_of(self, row: int) -> str:
        """Return what people call a contact: its case, and from the second contact of the case on its place."""
        case = self.number("case", row)
        place = self.of_case[case].index(row) + 1
        return f"{case}.{place}" if place > 1 else str(case)

    # Decisions

    @property
    def decisions(self) -> list[Decision]:
        """Return all of them in order."""
        return self.witness.rows

    @cached_property
    def about(self) -> dict[int, list[int]]:
        """Return by contact the places of the decisions about it."""
        found: dict[int, list[int]] = {}
        for place, one in enumerate(self.witness.rows):
            found.setdefault(one.contact, []).append(place)
        return found

    def seen_agents(self, place: int) -> tuple[SeenAgent, ...]:
        """Return from whom the decision of a place was made, or about whom."""
        return self.witness.agents.get(place, ())

    def seen_contacts(self, place: int) -> tuple[SeenContact, ...]:
        """Return from which contacts the decision of a place was made, or about which."""
        return self.witness.contacts.get(place, ())

    @cached_property
    def taken(self) -> list[OneTaken]:
        """Return in order which agent took a contact of which type."""
        group_of = {agent: group for group, roster in enumerate(self.tables.staff.roster) for agent in roster}
        return [
            OneTaken(place, one.time_s, one.agent, group_of[one.agent], self.number("type", one.contact))
            for place, one in enumerate(self.decisions)
            if one.agent is not None
        ]

    @cached_property
    def taken_by(self) -> dict[int, list[OneTaken]]:
        """Return in order what each agent took."""
        found: dict[int, list[OneTaken]] = {}
        for one in self.taken:
            found.setdefault(one.agent, []).append(one)
        return found

    def is_open_at(self, time_s: float) -> bool:
        """Return whether the center is open at an instant."""
        return any(one.from_s <= time_s < one.to_s for one in self.tables.staff.stretches)

    def keeps_at(self, time_s: float) -> tuple[tuple[int, ...], ...]:
        """Return by type and group how many agents with nothing in hand are kept from it at an instant.

        After closing nobody is kept for contacts that no longer come.
        """
        if not self.is_open_at(time_s):
            return tuple((0,) * len(pools) for pools in self.tables.eligibility.keeps)
        changes = [one.keeps for one in self.tables.kept_later if one.time_s <= time_s]
        return changes[-1] if changes else self.tables.eligibility.keeps

    def place_at(self, row: int, time_s: float) -> float | None:
        """Return what the place of a contact that waits at an instant is compared by; None where it never waited."""
        found = None
        for place in self.about.get(row, ()):
            one = self.decisions[place]
            if one.time_s <= time_s and one.rule in (Rule.QUEUED, Rule.KEPT_FREE) and self.seen_contacts(place):
                found = self.seen_contacts(place)[0].place_s
        return found

    # Agents

    @cached_property
    def parts_that_shut(self) -> list[PartTerms]:
        """Return the parts of shifts before whose end nothing new of some channel is taken."""
        return [part for parts in self.tables.staff.parts_worked for part in parts if part.shut_from_s]

    def agent_name(self, agent: int) -> str:
        """Return what an agent is called."""
        return self.log.names.agents[agent]

    def group_of(self, agent: int) -> int:
        """Return the number of an agent's group."""
        return next(number for number, roster in enumerate(self.tables.staff.roster) if agent in roster)

    @cached_property
    def helps(self) -> list["OneCall"]:
        """Return all calls for help, in the order of time."""
        names = ("contact", "rule", "agent", "called_s", "helper", "begun_s", "joined_s", "until_s")
        columns = (self.log.helps[name].tolist() for name in names) if self.log.helps else ()
        return [OneCall(*one) for one in zip(*columns, strict=True)]

    # Spans

    @cached_property
    def _spans(self) -> dict[str, NDArray[Any]]:
        spans = _as_queues_are(dict(self.log.spans)) if self.log.silences else dict(self.log.spans)
        if not self.log.helps:
            return spans
        # In the log help is a time of the helper alone; here it is known with which contact.
        contact, helping = spans["contact"].copy(), np.flatnonzero(spans["kind"] == int(SpanKind.HELPING))
        of_help = {(one.helper, one.begun_s): one.contact for one in self.helps}
        when = zip(spans["agent"][helping].tolist(), spans["from_s"][helping].tolist(), strict=True)
        contact[helping] = [of_help[one] for one in when]
        return spans | {"contact": contact}

    @cached_property
    def _works(self) -> NDArray[np.bool_]:
        return np.isin(self._spans["kind"], [int(kind) for kind in IN_HAND])

    def spans(self, chosen: NDArray[np.bool_]) -> list[OneSpan]:
        """Return the spans that are ``chosen``, in the order of the log."""
        columns = (self._spans[name][chosen].tolist() for name in ("contact", "kind", "agent", "from_s", "to_s"))
        return [
            OneSpan(row, SpanKind(kind), agent, from_s, to_s)
            for row, kind, agent, from_s, to_s in zip(*columns, strict=True)
        ]

    def spans_of_contact(self, row: int) -> list[OneSpan]:
        """Return what went on with a contact."""
        return self.spans(self._spans["contact"] == row)

    def spans_of_agent(self, agent: int) -> list[OneSpan]:
        """Return what went on with an agent."""
        return self.spans(self._spans["agent"] == agent)

    def at(self, time_s: float) -> list[OneSpan]:
        """Return what goes on at an instant, when everything of that instant has happened."""
        return self.spans((self._spans["from_s"] <= time_s) & (self._spans["to_s"] > time_s))

    def waits_between(self, from_s: float, to_s: float) -> list[OneSpan]:
        """Return the waits in queues that go on at any time between two instants."""
        spans = self._spans
        waits = spans["kind"] == int(SpanKind.QUEUE)
        return self.spans(waits & (spans["from_s"] < to_s) & (spans["to_s"] > from_s))

    def wait_of(self, row: int, time_s: float) -> float | None:
        """Return since when a contact waits that is in a queue at an instant, or leaves it then; None where it is not.

        Of two waits that meet at the instant it is the one that ends then.
        """
        waits = [one for one in self.spans_of_contact(row) if one.kind is SpanKind.QUEUE]
        return next((one.from_s for one in waits if one.from_s <= time_s <= one.to_s), None)

    # Time

    def day_at(self, time_s: float) -> tuple[str, float]:
        """Return the day an instant belongs to, by its name (empty: there is only one), and its 00:00."""
        days = self.scenario.horizon.simulated_days
        day = next((one for one in reversed(days) if one.opens_s <= time_s), days[0])
        return day.name, day.start_s

    def clock(self, time_s: float) -> str:
        """Return what an instant is called: *10:32:05*, *friday 10:32:05*."""
        name, start_s = self.day_at(time_s)
        text = format_time_of_day(time_s - start_s)
        # Always with its seconds: a column of times is read down.
        return f"{name} {text}{':00' * (text.count(':') == 1)}".lstrip()

    @cached_property
    def reports_from_s(self) -> float:
        """Return where reporting begins; who came before came in the warm-up."""
        return self.log.facts.reports_from_s


def _as_queues_are(spans: Columns) -> dict[str, NDArray[Any]]:
    """Return spans in which whoever left silently waits on, as far as the center knows."""
    found: dict[str, NDArray[Any]] = {name: column.copy() for name, column in spans.items()}
    unnoticed = np.flatnonzero(found["kind"] == int(SpanKind.UNNOTICED))
    found["kind"][unnoticed] = int(SpanKind.QUEUE)
    before = unnoticed - 1
    goes_on = (found["contact"][before] == found["contact"][unnoticed]) & (found["kind"][before] == int(SpanKind.QUEUE))
    goes_on &= found["to_s"][before] == found["from_s"][unnoticed]
    found["to_s"][before[goes_on]] = found["to_s"][unnoticed[goes_on]]
    kept = np.ones(len(found["kind"]), dtype=np.bool_)
    kept[unnoticed[goes_on]] = False
    return {name: column[kept] for name, column in found.items()}


def played(scenario: Scenario, seed: int, replication: int) -> Playback:
    """Return a replication, simulated with a recorder: its log is the one of any run, to the bit."""
    return of_workload(scenario, draw(scenario, seed, replication))


def of_workload(scenario: Scenario, workload: Workload) -> Playback:
    """Return what becomes of a workload."""
    witness = Witness()
    return Playback(scenario, workload, simulate(scenario, workload, record=witness), witness)
