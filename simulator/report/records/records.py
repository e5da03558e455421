"""What was worked out, as plain records: the columns of the documents for machines, defined once.

A record is a value, a difference or a check, with the keys it has in the JSON document and the columns it has in CSV
files. Missing and infinite numbers are None. Futures come one after the other and in each the points of the grid.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.checking import targets
from simulator.comparing import customers_of
from simulator.report.tables.erlang_beside import erlang_found
from simulator.report.tables.helps_given import helps_given
from simulator.report.tables.interventions_done import interventions_done
from simulator.report.tables.rules_applied import rules_applied
from simulator.report.tables.who import answered
from simulator.standing import contenders, standing
from simulator.unused import unused

if TYPE_CHECKING:
    from simulator.answers import Delta, Row
    from simulator.checking import Checked, CheckResult
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.routing_tests.asking import RoutingOutcomes

Record = dict[str, Any]
_Row = TypeVar("_Row")


def row_records(run: "Compared", intervals: bool = True) -> Iterator[Record]:
    """Yield every value of every strategy, in the order the strategies are shown; of a weighed goal its value, too.

    Without ``intervals``, those of the whole horizon only.
    """
    gridded = bool(run.grid.axes)
    for one in run:
        for name in one.strategies:
            goal = () if one.goal.alone else (one.goal_row(name),)
            rows = chain(one.rows(name, intervals=intervals), goal)
            yield from (_value(row) | _at(row, gridded) for row in rows) if gridded else map(_value, rows)


def difference_records(run: "Compared", intervals: bool = True) -> Iterator[Record]:
    """Yield every difference to the baseline, then those of the baseline between neighbours on the grid.

    Without ``intervals``, those of the whole horizon only.
    """
    gridded = bool(run.grid.axes)
    for one in run:
        for name in one.others:
            differ = name in one.customers_differ
            goal = () if one.goal.alone else (one.goal_delta(name),)
            told = chain(one.differences(name, intervals=intervals), goal)
            yield from (_difference(delta, differ) | _between(delta, gridded) for delta in told)
    for one, before in run.steps():
        name = run.baseline
        differ = customers_of(one.scenarios[name]) != customers_of(before.scenarios[name])
        deltas = one.differences(name, since=before, intervals=intervals)
        yield from (_difference(delta, differ) | _between(delta, gridded) for delta in deltas)


def check_records(checked: "Checked") -> Iterator[Record]:
    """Yield what became of every check."""
    gridded = bool(checked.compared.grid.axes)
    return (_outcome(outcome) | _at(outcome, gridded) for outcome in checked.outcomes)


def routing_records(routing: "RoutingOutcomes") -> Iterator[Record]:
    """Yield what the routing tests found; of what is otherwise than expected, each with its place in the file."""
    for one in routing.outcomes:
        yield {
            "test": one.test,
            "strategy": one.strategy,
            "future": one.future,
            "verdict": "passes" if one.passed else "fails",
            "by": list(one.by),
            "found": one.found,
            "problems": [
                {
                    "file": each.file,
                    "line": each.line or None,
                    "column": each.column or None,
                    "where": each.where,
                    "message": each.what,
                    "hint": each.hint,
                }
                for each in one.problems
            ],
        }


def answered_by_records(run: "Compared") -> Iterator[Record]:
    """Yield who answered what: contacts by type and group; a group of None is nobody, who answered none of them.

    ``value`` is per replication, ``share`` of the type's offered contacts. Only groups that serve a type are there.
    """
    gridded = bool(run.grid.axes)
    for one in run:
        for name in one.strategies:
            for row in answered(one, name):
                for group, count in (*row.by.items(), (None, row.nobody)):
                    yield {
                        "strategy": name,
                        "future": one.future,
                        "type": row.type,
                        "group": group,
                        "value": _number(count),
                        "share": _number(row.share(count)),
                        "n": one.replications,
                    } | ({"point": dict(one.point)} if gridded else {})


def overflow_records(run: "Compared") -> Iterator[Record]:
    """Yield what each overflow rule did, in contacts per replication; ``accepted`` is null where it offers nothing.

    ``share`` is that of the contacts it covers to which it applied.
    """
    return _of_rules(
        run,
        rules_applied,
        lambda row: {
            "rule": row.name,
            "does": row.rule.verb,
            "conditions_met": _number(row.asked),
            "applied": _number(row.applied),
            "share": _number(row.share),
            "accepted": None if row.accepted is None else _number(row.accepted),
        },
    )


def intervention_records(run: "Compared") -> Iterator[Record]:
    """Yield what each intervention did, per replication; ``agents`` is null where it is about hours.

    ``days`` is the share of the days on which it was carried out; ``first_s`` the time of day, on average over these.
    """
    return _of_rules(
        run,
        interventions_done,
        lambda row: {
            "intervention": row.name,
            "does": row.noun.verb,
            "days": _number(row.days),
            "times": _number(row.times),
            "agents": None if row.agents is None else _number(row.agents),
            "first_s": _number(row.first_s),
        },
    )


def help_records(run: "Compared") -> Iterator[Record]:
    """Yield what each rule of help did, per replication; ``helped`` is the share of calls for which somebody came."""
    return _of_rules(
        run,
        helps_given,
        lambda row: {
            "help": row.name,
            "calls": _number(row.calls),
            "helped": _number(row.helped),
            "wait_s": _number(row.wait_s),
            "hours": _number(row.hours),
        },
    )


def _of_rules(
    run: "Compared", rows_of: "Callable[[Comparison, str], Iterable[_Row]]", said: "Callable[[_Row], Record]"
) -> Iterator[Record]:
    """Yield what is ``said`` of each rule of each strategy, in each place."""
    gridded = bool(run.grid.axes)
    for one in run:
        for name in one.strategies:
            for row in rows_of(one, name):
                yield {"strategy": name, "future": one.future, **said(row), "n": one.replications} | (
                    {"point": dict(one.point)} if gridded else {}
                )


def warning_records(run: "Compared") -> Iterator[Record]:
    """Yield what never worked, and what went wrong, by the path in the scenario and the strategies that have it."""
    for one in unused(run):
        yield {
            "kind": one.kind,
            "where": one.where,
            "strategies": list(one.strategies),
            "future": one.future,
            "what": one.what,
        } | ({"acknowledged": True} if one.acknowledged else {})


def erlang_records(run: "Compared") -> Iterator[Record]:
    """Yield for each type of one strategy what Erlang's formulas say of its share served in time, and the simulation.

    ``reason`` says why the formulas do not apply; there is nothing where several strategies are compared.
    """
    if run.others or len(run) > 1:
        return
    for one, row in erlang_found(run.first):
        yield {
            "type": one.type,
            "simulated": _number(row.value),
            "erlang_c": _number(one.in_time_c),
            "erlang_a": _number(one.in_time_a),
        } | ({"reason": one.reason} if one.reason else {})


def target_records(run: "Compared") -> Iterator[Record]:
    """Yield what became of every target of every strategy: the checks, and the types' own targets."""
    gridded = bool(run.grid.axes)
    for one in run:
        for name in one.strategies:
            yield from (_outcome(outcome) | _at(outcome, gridded) for outcome in targets(one, name))


def standing_records(run: "Compared") -> Iterator[Record]:
    """Yield for every place who is best or may be, who breaks a condition of the goal, and who is not compared."""
    gridded, among = bool(run.grid.axes), contenders(run)
    for one in run:
        found = standing(one, among)
        place: Record = {"future": one.future} | ({"point": dict(one.point)} if gridded else {})
        yield place | {
            "best": list(found.best if found else ()),
            "may_be_best": list(found.may_be_best if found else ()),
            "breaks_a_condition": list(found.barred if found else ()),
            "not_compared": [name for name in run.strategies if name not in among],
        }


def _value(row: "Row") -> Record:
    record: Record = {
        "strategy": row.strategy,
        "future": row.future,
        "metric": row.metric,
        "of": row.of,
        "interval": row.interval,
        "value": _number(row.value),
        "low": _number(row.low),
        "high": _number(row.high),
        "n": row.n,
    }
    return record if row.enough else record | _few(row)


def _difference(delta: "Delta", customers_differ: bool) -> Record:
    record: Record = {
        "strategy": delta.strategy,
        "baseline": delta.baseline,
        "future": delta.future,
        "metric": delta.metric,
        "of": delta.of,
        "interval": delta.interval,
        "difference": _number(delta.difference),
        "low": _number(delta.low),
        "high": _number(delta.high),
        "n": delta.n,
        "verdict": str(delta.verdict),
    }
    if customers_differ:
        record["customers_differ"] = True
    return record if delta.enough else record | _few(delta)


def _outcome(outcome: "CheckResult") -> Record:
    return (
        {
            "check": outcome.check.text,
            "strategy": outcome.strategy,
            "future": outcome.future,
            "verdict": str(outcome.finding),
            "value": _number(outcome.value),
            "low": _number(outcome.low),
            "high": _number(outcome.high),
            "n": outcome.n,
        }
        | ({"reason": outcome.reason} if outcome.reason else {})
        | _few(outcome)
    )


def _few(found: "Row | Delta | CheckResult") -> Record:
    """Return the key that says the replications do not carry it, where that is so."""
    return {} if found.enough else {"too_few": True}


def _at(found: "Row | CheckResult", gridded: bool) -> Record:
    return {"point": dict(found.point)} if gridded else {}


def _between(delta: "Delta", gridded: bool) -> Record:
    since = None if delta.from_point is None else dict(delta.from_point)
    return {"point": dict(delta.point), "from_point": since} if gridded else {}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
