"""The log of a day as the naive engine tells it, so that measures and checkers can be asked about it as well."""

from dataclasses import replace
from typing import Any

import numpy as np
from coming_again import ComingAgain, Visit
from conversing import Message
from helped import Call
from laying_down import HandOver
from silent import Silence, Silent
from working_shifts import WorkingShifts

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, Cause, Columns, Context, EndedBy, RunLog, SilenceEnd, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import loses_context

_TIMES = ("arrived_s", "queued_s", "assigned_s", "answered_s", "ended_s", "closed_s", "patience_s")


def naive_log(scenario: Scenario, workload: Workload) -> RunLog:
    """Let the naive engine run and return the log that an engine should write.

    Of the horizon, names and agents a log says the same whoever comes again: these facts are the engine's.
    """
    naive = Silent(scenario, workload)
    book = naive.run()
    plain = simulate(_without_rules(scenario), workload)
    rules, changes = scenario.overflow, list(scenario.interventions)
    group_of = {person.number: list(scenario.agent_groups).index(person.group) for person in naive.people}
    return RunLog(
        contacts=_contacts(scenario, book, group_of),
        spans=_spans(naive, group_of),
        facts=plain.facts.of_run(stops_s=naive.stopped_s),
        names=replace(
            plain.names,
            agents=plain.names.agents if naive.plan.groups else _agents(naive),
            overflow=tuple(rules),
            verbs=tuple(rule.verb for rule in rules.values()),
            interventions=tuple(changes),
            helps=tuple(scenario.helps),
        ),
        passed=_passed(scenario, naive),
        overflow=_overflow(list(rules), naive.applied),
        interventions=_interventions(changes, naive.done),
        helps=_helps(list(scenario.helps), naive.made),
        replies=_replies(list(scenario.agent_groups), naive.messages),
        hand_overs=_hand_overs(list(scenario.agent_groups), naive.hand_overs),
        silences=_silences(list(naive.silences.values())),
    )


def _agents(naive: WorkingShifts) -> tuple[str, ...]:
    """Return the agents' names, which are numbered in their groups."""
    groups = [person.group for person in naive.people]
    return tuple(f"{group} {groups[: number + 1].count(group)}" for number, group in enumerate(groups))


def _without_rules(scenario: Scenario) -> Scenario:
    channels = {
        name: noun.model_copy(update={"agent": None}) if getattr(noun, "agent", None) == "random" else noun
        for name, noun in scenario.channels.items()
    }
    routing = scenario.routing.model_copy(update={"agent": "longest_idle"})
    nothing: dict[str, Any] = {"follow_ups": {}, "transfers": {}, "overflow": {}, "interventions": {}, "helps": {}}
    return scenario.model_copy(update=nothing | {"channels": channels, "routing": routing})


def _contacts(scenario: Scenario, book: list[Visit], group_of: dict[int, int]) -> Columns:
    types, channels = list(scenario.contact_types), list(scenario.channels)
    columns: dict[str, Any] = {name: _floats(getattr(one, name) for one in book) for name in _TIMES}
    columns |= {name: np.array([getattr(one, name) for one in book], dtype=int) for name in ("case", "segment", "hop")}
    columns |= {name: _numbers(getattr(one, name) for one in book) for name in ("parent", "answered_by", "closed_by")}
    for what in ("answered", "closed"):
        who = columns[f"{what}_by"].tolist()
        columns[f"{what}_group"] = np.array([group_of.get(one, NOBODY) for one in who], dtype=int)
    columns["contact"] = np.arange(len(book))
    columns["customer"] = columns["case"]
    columns["attempt"] = np.array([one.attempt for one in book], dtype=int)
    columns["type"] = np.array([types.index(one.type) for one in book], dtype=int)
    columns["channel"] = np.array([channels.index(scenario.contact_types[one.type].channel) for one in book], dtype=int)
    for name, words in (("cause", Cause), ("ended_by", EndedBy), ("context", Context)):
        columns[name] = np.array([words[getattr(one, name).upper()] for one in book], dtype=int)
    columns["place_s"] = _floats(one.arrived_s if one.first_place_s is None else one.first_place_s for one in book)
    until_s = np.where(columns["answered_by"] == NOBODY, columns["ended_s"], columns["answered_s"])
    columns["wait_s"] = until_s - columns["queued_s"]
    columns["since_arrival_s"] = columns["wait_s"] + (columns["queued_s"] - columns["arrived_s"])
    columns["solved"] = _numbers(one.solved for one in book)
    if scenario.follow_ups:
        columns["again_s"] = _floats(one.again_s for one in book)
    if scenario.transfers:
        columns["passes"] = np.array([one.passes for one in book], dtype=int)
    if any(kind.announcement for kind in scenario.contact_types.values()):
        columns["announced_s"] = _floats(one.announced_s for one in book)
    if loses_context(scenario):
        columns["stories"] = np.array([one.stories for one in book], dtype=int)
        columns["repeated_s"] = np.array([one.repeated_s for one in book], dtype=float)
    return columns


def _passed(scenario: Scenario, naive: ComingAgain) -> Columns:
    if not naive.further:
        return {}
    groups, ordered = list(scenario.agent_groups), sorted(naive.further, key=lambda one: (one.row, one.from_s))
    return {
        "contact": np.array([one.row for one in ordered]),
        "group": np.array([NOBODY if one.group is None else groups.index(one.group) for one in ordered]),
        "passed_s": np.array([one.from_s for one in ordered]),
        "answered_s": _floats(one.to_s if one.how == "agent" else None for one in ordered),
    }


def _overflow(rules: list[str], applied: list[tuple[int, str, float, int]]) -> Columns:
    if not rules:
        return {}
    return {
        "contact": np.array([row for row, *_ in applied], dtype=int),
        "rule": np.array([rules.index(name) for _, name, *_ in applied], dtype=int),
        "at_s": np.array([at_s for _, _, at_s, _ in applied], dtype=float),
        "did": np.array([did for *_, did in applied], dtype=int),
    }


def _interventions(rules: list[str], done: list[tuple[str, float, int]]) -> Columns:
    if not rules:
        return {}
    return {
        "rule": np.array([rules.index(name) for name, *_ in done], dtype=int),
        "at_s": np.array([at_s for _, at_s, _ in done], dtype=float),
        "did": np.array([did for *_, did in done], dtype=int),
    }


def _replies(groups: list[str], messages: list[Message]) -> Columns:
    if not messages:
        return {}
    ordered = sorted(messages, key=lambda one: (one.row, one.number))
    return {
        "contact": np.array([one.row for one in ordered], dtype=int),
        "number": np.array([one.number for one in ordered], dtype=int),
        "agent": np.array([one.agent for one in ordered], dtype=int),
        "group": np.array([groups.index(one.group) for one in ordered], dtype=int),
        "asked_s": _floats(one.asked_s for one in ordered),
        "begun_s": _floats(one.begun_s for one in ordered),
        "sent_s": _floats(one.sent_s for one in ordered),
    }


def _hand_overs(groups: list[str], laid: list[HandOver]) -> Columns:
    if not laid:
        return {}
    ordered = sorted(laid, key=lambda one: (one.at_s, one.row))
    return {
        "contact": np.array([one.row for one in ordered], dtype=int),
        "agent": np.array([one.agent for one in ordered], dtype=int),
        "group": np.array([groups.index(one.group) for one in ordered], dtype=int),
        "at_s": np.array([one.at_s for one in ordered], dtype=float),
        "parked": np.array([one.is_parked for one in ordered], dtype=int),
        "owed": np.array([one.is_owed for one in ordered], dtype=int),
    }


def _silences(left: list[Silence]) -> Columns:
    if not left:
        return {}
    ordered = sorted(left, key=lambda one: (one.left_s, one.row))
    return {
        "contact": np.array([one.row for one in ordered], dtype=int),
        "left_s": np.array([one.left_s for one in ordered], dtype=float),
        "agent": _numbers(one.agent for one in ordered),
        "taken_s": _floats(one.taken_s for one in ordered),
        "told_s": _floats(one.told_s for one in ordered),
        "over_s": _floats(one.over_s for one in ordered),
        "how": np.array([SilenceEnd[one.how.upper()] for one in ordered], dtype=int),
    }


def _helps(rules: list[str], made: list[Call]) -> Columns:
    if not rules:
        return {}
    return {
        "contact": np.array([one.service.row for one in made], dtype=int),
        "rule": np.array([rules.index(one.rule) for one in made], dtype=int),
        "agent": np.array([one.service.person.number for one in made], dtype=int),
        "called_s": np.array([one.called_s for one in made], dtype=float),
        "helper": _numbers(None if one.helper is None else one.helper.number for one in made),
        "begun_s": _floats(one.begun_s for one in made),
        "joined_s": _floats(one.joined_s for one in made),
        "until_s": _floats(one.until_s for one in made),
    }


def _spans(naive: WorkingShifts, group_of: dict[int, int]) -> Columns:
    of_contacts = [(row, SpanKind.QUEUE, NOBODY, from_s, to_s) for row, from_s, to_s in naive.waits]
    of_contacts += [(row, SpanKind[kind.upper()], *rest) for row, kind, *rest in naive.spans]
    # Of one instant, what was over at once was begun first.
    of_contacts.sort(key=lambda one: (one[0], one[3], one[4]))
    own = [(NOBODY, SpanKind.DUTY, agent, from_s, to_s) for agent, from_s, to_s, _ in naive.stays]
    own += [
        (NOBODY, SpanKind.OVERTIME, agent, max(late_s, from_s), to_s)
        for agent, from_s, to_s, late_s in naive.stays
        if max(late_s, from_s) < to_s
    ]
    own += [(NOBODY, SpanKind.OFF_PHONE, *one) for one in naive.off_phone]
    own += [(NOBODY, SpanKind[kind.upper()], *rest) for kind, *rest in naive.own]
    own.sort(key=lambda one: (one[2], one[3], one[1], one[4]))
    rows = [*of_contacts, *own]
    spans: Columns = {
        name: np.array([row[place] for row in rows], dtype=float if name.endswith("_s") else int)
        for place, name in enumerate(("contact", "kind", "agent", "from_s", "to_s"))
    }
    spans["group"] = np.array([group_of.get(one, NOBODY) for one in spans["agent"].tolist()], dtype=int)
    return spans


def _floats(values: Any) -> Any:
    return np.array([np.nan if one is None else one for one in values], dtype=float)


def _numbers(values: Any) -> Any:
    return np.array([NOBODY if one is None else int(one) for one in values], dtype=int)
