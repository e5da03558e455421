"""The rules of a scenario in a run: who is told of endings, who passes contacts on, and by which door they come in.

Only where there are rules: to everybody else they cost nothing.
"""

from simulator.engine.center import Center
from simulator.engine.coming_again import ComingAgain
from simulator.engine.doors import Doors
from simulator.engine.overflowing import attach_overflow
from simulator.engine.passing_on import PassingOn
from simulator.engine.tables import Tables


def attach_rules(tables: Tables, center: Center) -> tuple[PassingOn, Doors]:
    """Let all rules of a scenario apply in ``center``; return what passes contacts on, and the doors."""
    rules, heard = tables.rules, center.book.heard
    transfers = PassingOn(tables, center, heard)
    doors = Doors(tables, center, transfers)
    transfers.passed = doors.passed
    transfers.plan(tables)
    follow_ups = ComingAgain(tables, center.book, center.flows, center.agenda, doors, heard, center.record)
    for flow in center.flows:
        flow.attach(
            follow_ups if rules.followed[flow.type] else None,
            transfers if rules.passes[flow.type] else None,
            talks=rules.listened[flow.type],
        )
    if rules.overflows:
        attach_overflow(tables, center)
    return transfers, doors
