"""Where the engine and its naive twin differ, in words: contacts, waits, what agents did, their stays, the stop."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from checkers import check
from coming_again import ComingAgain, Span, Visit
from conversing import Conversing
from helped import Helped
from intervening import Intervening
from laying_down import HandOver, LayingDown
from overflowing import Overflowing
from silent import Silent
from swarm import random_center
from working_shifts import WorkingShifts

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, Cause, Context, EndedBy, RunLog, SilenceEnd, SpanKind
from simulator.metrics.chains import chains
from simulator.metrics.sent_on import of_log
from simulator.scenario.nouns import Scenario

TIMES = ("arrived_s", "queued_s", "assigned_s", "answered_s", "ended_s", "closed_s", "patience_s")
PEOPLE = ("parent", "answered_by", "closed_by")
NUMBERS = ("case", "segment", "attempt", "hop")
WORDS = {"ended_by": EndedBy, "cause": Cause, "context": Context}
SOMETIMES = ("again_s", "passes", "stories", "repeated_s", "announced_s")
"""Columns that a log has where there are follow-ups, transfers, and where what was told may be lost."""
OWN = {
    kind: kind.name.lower()
    for kind in (
        *(SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.ABSENT, SpanKind.AWAY),
        *(SpanKind.UNPAID_BREAK, SpanKind.UNPAID_ABSENCE, SpanKind.HELPING, SpanKind.ON_CALL),
        SpanKind.UNPAID_WHILE_ABSENT,
    )
}
WORK = {
    kind: kind.name.lower()
    for kind in (
        *(SpanKind.TALK, SpanKind.HOLD, SpanKind.WRAP_UP),
        *(SpanKind.REPLY, SpanKind.READING, SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.INACTIVE, SpanKind.PARKED),
        *(SpanKind.UNNOTICED, SpanKind.IN_VAIN),
    )
}


def agrees_with_reference(seed: int, coming_again: bool = False, **what: bool) -> None:
    """Check the log of a random center with ``what`` it may have, which is to be as the naive engine says."""
    said = "".join(f", {name}={value}" for name, value in what.items())
    name = f"random_center({seed}, coming_again={coming_again}{said})"
    scenario, workload = random_center(seed, coming_again, **what)
    log = simulate(scenario, workload)
    try:
        check(scenario, workload, log)
    except AssertionError as error:
        raise AssertionError(name) from error
    assert not (found := differences(scenario, workload, log)), f"{name}, {found[0]}"


def differences(scenario: Scenario, workload: Workload, log: RunLog, twin: type[ComingAgain] = Silent) -> list[str]:
    """Return in words where the log and the naive engine differ: contacts, waits, work, agents' stays, the stop."""
    naive = twin(scenario, workload)
    theirs, ours = naive.run(), _contacts(scenario, log)
    wanted = _sometimes(scenario)
    found = [
        f"column {name}: engine {name in log.contacts}, reference {name in wanted}"
        for name in SOMETIMES
        if (name in log.contacts) != (name in wanted)
    ]
    found += [
        f"contact {row}: engine { ({name: mine[name] for name in mine if mine[name] != other[name]}) }, "
        f"reference { ({name: other[name] for name in mine if mine[name] != other[name]}) }"
        for row, (mine, other) in enumerate(zip(ours, (_of_reference(one, log) for one in theirs), strict=False))
        if mine != other
    ]
    if len(ours) != len(theirs):
        found.append(f"engine {len(ours)} contacts, reference {len(theirs)}")
    # When nothing happens any more is not said of whoever holds for ever.
    settled, groups = naive.settled, [*scenario.agent_groups, None]
    for what, mine, other in (
        ("waits", _waits(log), naive.waits),
        ("replies", _replies(log), _replies_of(naive) if isinstance(naive, Conversing) else []),
        ("hand-overs", _hand_overs(log), naive.hand_overs if isinstance(naive, LayingDown) else []),
        ("silences", _silences(log), _silences_of(naive) if isinstance(naive, Silent) else []),
        ("work", _joined(_work(log), settled), _joined(naive.spans, settled)),
        ("passed on", _passed(log), _passed_of(naive, groups)),
        ("further waits", _further(log), _further_of(naive)),
        ("overflow", _overflow(log), naive.applied if isinstance(naive, Overflowing) else []),
        ("interventions", _interventions(log), naive.done if isinstance(naive, Intervening) else []),
        ("help", _help(log), _help_of(naive) if isinstance(naive, Helped) else []),
        ("own time", _own(log), _own_of(naive)),
        ("stays", _without(_stays(log), settled), _without(_from_when_they_came(naive.stays), settled)),
    ):
        if mine != sorted(other):
            both = zip(mine, sorted(other), strict=False)
            first = next((f"engine {one}, reference {two}" for one, two in both if one != two), "")
            found.append(f"{what}: engine {len(mine)}, reference {len(other)}; {first}")
    if log.facts.stops_s != naive.stopped_s:
        found.append(f"stopped: engine {log.facts.stops_s}, reference {naive.stopped_s}")
    return found


def _contacts(scenario: Scenario, log: RunLog) -> list[dict[str, object]]:
    """Return what the log says of each contact, as the naive engine says it."""
    columns = {name: [_number(one) for one in log.contacts[name]] for name in TIMES}
    columns |= {name: [None if one == NOBODY else one for one in log.contacts[name].tolist()] for name in PEOPLE}
    columns |= {name: log.contacts[name].tolist() for name in NUMBERS}
    for name, words in WORDS.items():
        columns[name] = [words(one).name.lower() for one in log.contacts[name].tolist()]
    columns["solved"] = [None if one == NOBODY else bool(one) for one in log.contacts["solved"].tolist()]
    columns["place_s"] = [
        None if np.isnan(queued_s) else place_s
        for queued_s, place_s in zip(log.contacts["queued_s"].tolist(), log.contacts["place_s"].tolist(), strict=True)
    ]
    columns |= {name: [_number(one) for one in log.contacts[name]] for name in SOMETIMES if name in log.contacts}
    columns["type"] = [list(scenario.contact_types)[kind] for kind in log.contacts["type"].tolist()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _of_reference(one: Visit, log: RunLog) -> dict[str, object]:
    names = (*TIMES, *PEOPLE, *NUMBERS, *WORDS, "type", "solved", *(name for name in SOMETIMES if name in log.contacts))
    return {name: getattr(one, name) for name in names} | {"place_s": one.first_place_s}


def _sometimes(scenario: Scenario) -> set[str]:
    """Return which columns a log of the scenario has beside those that all have."""
    ways = [rule.pass_.context for rule in scenario.transfers.values()]
    ways += [rule.come.context for rule in scenario.follow_ups.values()]
    ways += [rule.offer.context for rule in scenario.overflow.values() if rule.offer is not None]
    found = {"again_s"} if scenario.follow_ups else set()
    found |= {"passes"} if scenario.transfers else set()
    found |= {"announced_s"} if any(kind.announcement for kind in scenario.contact_types.values()) else set()
    return found | ({"stories", "repeated_s"} if "lost" in ways else set())


def _work(log: RunLog) -> list[Span]:
    """Return what agents did with contacts."""
    spans = log.spans
    columns = (spans[name].tolist() for name in ("contact", "kind", "agent", "from_s", "to_s"))
    rows = zip(*columns, strict=True)
    return [(row, WORK[SpanKind(kind)], *rest) for row, kind, *rest in rows if SpanKind(kind) in WORK]


def _replies(log: RunLog) -> list[tuple[object, ...]]:
    """Return (contact, number, agent, group, asked, begun, sent) of each message."""
    if not log.replies:
        return []
    columns = (log.replies[name].tolist() for name in ("contact", "number", "agent"))
    groups = [log.names.groups[one] for one in log.replies["group"].tolist()]
    times = ([str(_number(one)) for one in log.replies[name]] for name in ("asked_s", "begun_s", "sent_s"))
    rows = list(zip(*columns, groups, *times, strict=True))
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows), "messages are not in order"
    return sorted(rows)


def _replies_of(naive: Conversing) -> list[tuple[object, ...]]:
    """Return the same of the naive engine."""
    return [
        (one.row, one.number, one.agent, one.group, str(one.asked_s), str(one.begun_s), str(one.sent_s))
        for one in naive.messages
    ]


def _hand_overs(log: RunLog) -> list[HandOver]:
    """Return what was laid down, as the naive engine says it."""
    if not log.hand_overs:
        return []
    columns = {name: log.hand_overs[name].tolist() for name in ("contact", "agent", "group", "at_s", "parked", "owed")}
    rows = list(zip(*columns.values(), strict=True))
    assert [(row[3], row[0]) for row in rows] == sorted((row[3], row[0]) for row in rows), "hand-overs are not in order"
    return sorted(
        HandOver(row, agent, log.names.groups[group], at_s, bool(is_parked), bool(is_owed))
        for row, agent, group, at_s, is_parked, is_owed in rows
    )


def _silences(log: RunLog) -> list[tuple[object, ...]]:
    """Return (contact, left, agent, taken, told, over, how) of each customer who left silently."""
    if not log.silences:
        return []
    columns = (log.silences[name].tolist() for name in ("contact", "left_s", "agent"))
    times = ([str(_number(one)) for one in log.silences[name]] for name in ("taken_s", "told_s", "over_s"))
    how = [SilenceEnd(one).name.lower() for one in log.silences["how"].tolist()]
    rows = list(zip(*columns, *times, how, strict=True))
    order = [(left_s, row) for row, left_s, *_ in rows]
    assert order == sorted(order), "silences are not in order"
    return sorted(rows)


def _silences_of(naive: Silent) -> list[tuple[object, ...]]:
    """Return the same of the naive engine."""
    return [
        (
            *(one.row, one.left_s, NOBODY if one.agent is None else one.agent),
            *(str(one.taken_s), str(one.told_s), str(one.over_s), one.how),
        )
        for one in naive.silences.values()
    ]


def _joined(spans: Iterable[Span], settled: set[int]) -> list[Span]:
    """Return spans sorted, those that touch as one, without what took no time and what nothing ended."""
    found: list[Span] = []
    for row, kind, agent, from_s, to_s in sorted(spans, key=lambda one: (one[0], one[2], one[1], one[3:])):
        if from_s == to_s or (kind == "hold" and agent in settled):
            continue
        if found and found[-1][:3] == (row, kind, agent) and found[-1][4] == from_s:
            from_s = found.pop()[3]
        found.append((row, kind, agent, from_s, to_s))
    return sorted(found)


def _without(stays: Iterable[tuple[float, ...]], settled: set[int]) -> list[tuple[float, ...]]:
    return sorted(one for one in stays if one[0] not in settled)


def _from_when_they_came(stays: Iterable[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Return stays whose overtime does not begin before them: who is called in may carry out an older order."""
    return [(agent, from_s, to_s, max(from_s, late_s)) for agent, from_s, to_s, late_s in stays]


def _waits(log: RunLog) -> list[tuple[float, ...]]:
    """Return (contact, from, to) of each time in a queue."""
    waits = log.spans["kind"] == SpanKind.QUEUE
    return sorted(zip(*(log.spans[name][waits].tolist() for name in ("contact", "from_s", "to_s")), strict=True))


def _passed(log: RunLog) -> list[tuple[object, ...]]:
    """Return (contact, group, when, when answered) of each time at which somebody was passed on and stayed the same."""
    nobody = len(log.names.groups)
    names = ("contact", "group", "passed_s", "answered_s")
    columns = (log.passed[name].tolist() for name in names) if log.passed else ((),) * len(names)
    return sorted(
        (row, nobody if group == NOBODY else group, time_s, str(_number(answered_s)))
        for row, group, time_s, answered_s in zip(*columns, strict=True)
    )


def _passed_of(naive: ComingAgain, groups: list[str | None]) -> list[tuple[object, ...]]:
    """Return the same of the naive engine."""
    return [
        (one.row, groups.index(one.group), one.from_s, str(one.to_s if one.how == "agent" else None))
        for one in naive.further
    ]


def _further(log: RunLog) -> list[tuple[object, ...]]:
    """Return (contact, since, how long, how) of each further wait; of who still waits it is not said how long."""
    waits = of_log(log.contacts, chains(log.contacts), log.passed or None)
    columns = (column.tolist() for column in (waits.contact, waits.arrived_s, waits.wait_s, waits.ended_by))
    rows = zip(*columns, strict=True)
    return sorted((row, since_s, str(_number(wait_s)), EndedBy(how).name.lower()) for row, since_s, wait_s, how in rows)


def _further_of(naive: ComingAgain) -> list[tuple[object, ...]]:
    """Return the same of the naive engine, which knows when a wait ends, and how."""
    found: list[tuple[object, ...]] = []
    went_on = set()
    for one in naive.further:
        how, to_s = one.how, one.to_s
        if how == "moved":
            # Who is moved meanwhile goes on waiting as another contact: it is one wait.
            last = naive.book[one.row]
            while last.ended_by == "moved":
                last = next(each for each in naive.book if each.parent == last.row)
                went_on.add(last.row)
            how, to_s = _how_and_when(last)
        found.append((one.row, one.from_s, str(None if to_s is None else to_s - one.from_s), how))
    for one in naive.book:
        waited = one.ended_by != "moved" or one.queued_s is not None
        if one.cause in ("transfer", "redirect", "overflow") and waited and one.row not in went_on:
            last = one
            while last.ended_by == "moved":
                last = next(each for each in naive.book if each.parent == last.row)
                went_on.add(last.row)
            how, to_s = _how_and_when(last)
            wait_s = None if one.queued_s is None or to_s is None else to_s - one.queued_s
            found.append((one.row, one.arrived_s, str(wait_s), how))
    return found


def _overflow(log: RunLog) -> list[tuple[object, ...]]:
    """Return (contact, rule, when, what became of it) of each time at which an overflow rule was asked."""
    if not log.overflow:
        return []
    columns = (log.overflow[name].tolist() for name in ("contact", "rule", "at_s", "did"))
    rows = zip(*columns, strict=True)
    return sorted((row, log.names.overflow[rule], at_s, did) for row, rule, at_s, did in rows)


def _interventions(log: RunLog) -> list[tuple[object, ...]]:
    """Return (rule, when, what it did) of each time at which an intervention was carried out."""
    if not log.interventions:
        return []
    columns = (log.interventions[name].tolist() for name in ("rule", "at_s", "did"))
    return sorted((log.names.interventions[rule], at_s, did) for rule, at_s, did in zip(*columns, strict=True))


def _help(log: RunLog) -> list[tuple[object, ...]]:
    """Return (contact, rule, agent, called, helper, begun, joined, until) of each call for help."""
    if not log.helps:
        return []
    columns = (log.helps[name].tolist() for name in ("contact", "rule", "agent", "called_s", "helper"))
    times = ([str(_number(one)) for one in log.helps[name]] for name in ("begun_s", "joined_s", "until_s"))
    return sorted(
        (row, log.names.helps[rule], agent, called_s, helper, *rest)
        for row, rule, agent, called_s, helper, *rest in zip(*columns, *times, strict=True)
    )


def _help_of(naive: Helped) -> list[tuple[object, ...]]:
    """Return the same of the naive engine."""
    return [
        (
            *(one.service.row, one.rule, one.service.person.number, one.called_s),
            *(NOBODY if one.helper is None else one.helper.number, str(one.begun_s), str(one.joined_s)),
            str(one.until_s),
        )
        for one in naive.made
    ]


def _own(log: RunLog) -> list[tuple[object, ...]]:
    """Return (kind, agent, from, to) of each time at which somebody was not there for contacts; what touches is one."""
    columns = (log.spans[name].tolist() for name in ("kind", "agent", "from_s", "to_s"))
    rows = zip(*columns, strict=True)
    return _as_one((OWN[SpanKind(kind)], *rest) for kind, *rest in rows if SpanKind(kind) in OWN)


def _as_one(rows: Iterable[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    found: list[tuple[Any, ...]] = []
    for kind, agent, from_s, to_s in sorted(rows):
        if found and found[-1][:2] == (kind, agent) and found[-1][3] == from_s:
            from_s = found.pop()[2]
        found.append((kind, agent, from_s, to_s))
    return found


def _own_of(naive: ComingAgain) -> list[tuple[object, ...]]:
    """Return the same of the naive engine."""
    moved = [("off_phone", *one) for one in naive.off_phone] if isinstance(naive, Intervening) else []
    return _as_one(moved + (naive.own if isinstance(naive, WorkingShifts) else []))


def _how_and_when(one: Visit) -> tuple[str, float | None]:
    """Return how the wait of a contact ended, and when."""
    return ("agent", one.answered_s) if one.answered_s is not None else (one.ended_by, one.ended_s)


def _stays(log: RunLog) -> list[tuple[float, ...]]:
    """Return (agent, from, to, overtime since) of each stay; the end where there is no overtime."""
    spans = log.spans
    late = spans["kind"] == SpanKind.OVERTIME
    since = dict(zip(_pairs(log, late, "to_s"), spans["from_s"][late].tolist(), strict=True))
    duty = spans["kind"] == SpanKind.DUTY
    stays = zip(_pairs(log, duty, "to_s"), spans["from_s"][duty].tolist(), strict=True)
    # Whoever is busy over an opening and sent home at once has a stay of no length after the one with the overtime.
    found = [(one, since.get(one, one[1]) if from_s < one[1] else one[1], from_s) for one, from_s in stays]
    return sorted((agent, from_s, to_s, late_s) for (agent, to_s), late_s, from_s in found)


def _pairs(log: RunLog, which: np.ndarray, name: str) -> list[tuple[int, float]]:
    return list(zip(log.spans["agent"][which].tolist(), log.spans[name][which].tolist(), strict=True))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
