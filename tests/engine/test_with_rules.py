"""Rules in the engine: who pays for them, what a recorder is told, and that a rule which never acts moves nothing."""

import numpy as np
import pytest
from building import center, day
from swarm import random_center

from simulator.engine.agenda import Agenda
from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.engine.tables import tables_of
from simulator.engine.with_rules import attach_rules
from simulator.scenario.nouns import Scenario

TYPES = {"calls": {"talk": "100s", "patience": "50s"}, "advice": {"arrivals": None, "talk": "60s"}}
GROUPS = {"front": {"agents": 1, "serves": {"calls": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
REDIAL = {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "60s", "attempts": 2}
RETURN = REDIAL | {"when": {"solved": True}}
EXPERT = {"of": "calls", "share": "100%", "at": "40%", "pass": {"type": "advice"}}


def flows_of(scenario: Scenario) -> list[tuple[bool, bool, bool]]:
    """Return of each flow whether it tells endings, whether it passes on, whether talk and wrap-up are one event."""
    tables, agenda = tables_of(scenario), Agenda(0.0)
    there = Center(tables, Book(day(), tables.eligibility.of_segment), agenda, None)
    attach_rules(tables, there)
    return [(flow.endings is not None, flow.passing is not None, flow.whole) for flow in there.flows]


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ({"follow_ups": {"redial": REDIAL}}, [(True, False, True), (False, False, True)]),
        ({"follow_ups": {"return": RETURN}}, [(True, False, False), (False, False, True)]),
        ({"transfers": {"expert": EXPERT}}, [(False, True, False), (False, True, False)]),
    ],
)
def test_flows_pay_for_what_rules_ask_of_them(rules, wanted):
    # Endings without an agent alone leave talk and wrap-up one event; the type that is passed to has to know as well.
    assert flows_of(center(types=TYPES, groups=GROUPS, **rules)) == wanted


def test_a_recorder_is_told_what_rules_decide():
    # Call 0 is passed on warm at 40, answered at once and briefed; call 1 gives up at 60 and comes again at 120.
    expert = EXPERT | {"pass": {"type": "advice", "warm": "10s"}}
    scenario = center(types=TYPES, groups=GROUPS, follow_ups={"redial": REDIAL}, transfers={"expert": expert})
    record = Decisions()
    simulate(scenario, day((0, 100, 50, 30), (10, 100, 50)), record)
    told = [(one.rule, one.contact) for one in record.rows if one.contact < 2]
    assert told == [
        (Rule.FREE_AGENT, 0),
        (Rule.QUEUED, 1),
        (Rule.HELD, 0),
        (Rule.PATIENCE, 1),
        (Rule.COMES_AGAIN, 1),
    ]
    assert (Rule.BRIEFED, 2) in [(one.rule, one.contact) for one in record.rows]


def test_a_recorder_is_told_of_whom_is_kept_free():
    groups = {"front": {"agents": 2, "serves": {"calls": {"keep_free": 1}}}}
    record = Decisions()
    simulate(center(groups=groups), day((0, 100), (10, 100)), record)
    assert [(one.rule, one.contact, one.candidates) for one in record.rows][:2] == [
        (Rule.FREE_AGENT, 0, (0, 1)),
        (Rule.KEPT_FREE, 1, (1,)),
    ]


def test_rules_that_never_say_so_move_nothing():
    for seed in range(60):
        scenario, workload = random_center(seed)
        name, kinds = next(iter(scenario.contact_types)), {"abandoned", "answered"}
        group = next(one for one, noun in scenario.agent_groups.items() if name in noun.serves)
        never = {"share": ["0%"], "of": name}
        rules = Scenario.model_validate(
            {
                "version": 1,
                "name": "rules",
                "horizon": {"from": "08:00", "to": "10:00"},
                "channels": {"voice": {}},
                "sources": {"some": {"arrivals": "1/h"}},
                "contact_types": {name: {"from": "some", "channel": "voice", "talk": "1m", "patience": "1m"}},
                "agent_groups": {group: {"agents": 1, "serves": {name: {}}}},
                "follow_ups": {"no": never | {"when": {"ended": sorted(kinds)}, "after": "1m"}},
                "transfers": {"no": never | {"at": "50%", "pass": {"group": group, "warm": "10s"}}},
            }
        )
        with_rules = scenario.model_copy(update={"follow_ups": rules.follow_ups, "transfers": rules.transfers})
        before, after = simulate(scenario, workload), simulate(with_rules, workload)
        for table in ("contacts", "spans"):
            for column, values in getattr(before, table).items():
                np.testing.assert_array_equal(values, getattr(after, table)[column], err_msg=f"{seed} {column}")
