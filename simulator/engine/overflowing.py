"""Overflow: who is asked which rules in a run, and by whom. Only where there are such rules."""

from simulator.engine.center import Center
from simulator.engine.moving import Moving
from simulator.engine.on_entering import OnEntering
from simulator.engine.overflow_asked import OverflowAsked
from simulator.engine.overflow_looks import OverflowLooks
from simulator.engine.overflow_turns import OverflowTurns, ToldOfChanges
from simulator.engine.overflow_verbs import OverflowVerbs
from simulator.engine.reading import Reading
from simulator.engine.rule_asked import RuleAsked
from simulator.engine.tables import Tables
from simulator.engine.watched import Unheard


def attach_overflow(tables: Tables, center: Center) -> None:
    """Let overflow rules apply in ``center``."""
    table = tables.overflow
    asked = OverflowAsked(center.agenda, center.book, len(table.rules))
    verbs = OverflowVerbs(tables, center, asked, Moving(tables, center))
    turns = OverflowTurns(center, asked, verbs)
    waiting = {rule.number: RuleAsked(rule, center.book, asked) for rule in table.rules if not rule.on_entering}
    readings = _readings(tables, center, {number: ToldOfChanges(turns, one) for number, one in waiting.items()})
    for (number, type_), reading in readings.items():
        if number in waiting:
            waiting[number].read(type_, reading)
    turns.ask(
        list(waiting.values()),
        [[[waiting[number] for number in mine if number in waiting] for mine in one] for one in table.asked],
    )
    entering = [
        OnEntering(
            center,
            asked,
            verbs,
            turns,
            [
                [(table.rules[number], readings[number, type_]) for number in mine if number not in waiting]
                for mine in one
            ],
        )
        for type_, one in enumerate(table.asked)
    ]
    for flow in center.flows:
        if table.asks(flow.type):
            flow.entering = entering[flow.type]
    if any(rule.to >= 0 for rule in table.rules):
        assert center.signals is not None, "rules read"
        for joins in center.signals.joins:
            assert joins is not None, "who moves contacts reads all queues"
            joins.listen(turns.told_of_places)
    OverflowLooks(tables, center.agenda, turns).plan()


def _readings(tables: Tables, center: Center, told: dict[int, ToldOfChanges]) -> dict[tuple[int, int], Reading]:
    """Return what has to hold, by rule and type."""
    read, signals, unheard = tables.read, center.signals, Unheard()
    assert read is not None, "rules read"
    assert signals is not None, "rules read"
    found = {}
    for rule, mine in zip(tables.overflow.rules, read.overflow, strict=True):
        listener = told[rule.number] if rule.on_change() else unheard
        for type_, terms in enumerate(mine):
            if terms is not None and tables.overflow.means(rule.number, type_):
                found[rule.number, type_] = signals.reading(terms, listener)
    return found
