"""Waiting states: those that a wait leads to, and those that overflow rules make of them."""

from building import center

from simulator.engine.tables import tables_of
from simulator.log import NOBODY
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.changing import states_of
from simulator.scenario.rules.reaching import groups_at_first, reached_by

GROUPS = {
    "front": {"agents": 1, "serves": {"orders": {}}},
    "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}},
    "late": {"agents": 1, "serves": {"orders": {"after": "40s"}}},
}


def of(overflow, **orders):
    return center(types={"orders": orders, "advice": {}}, groups=GROUPS, overflow=overflow)


def shown(scenario: Scenario) -> list[tuple[dict[str, int], bool, int | None, dict[str, int]]]:
    return [
        (dict(one.there.ranks), one.there.flat, one.following, one.changed) for one in states_of(scenario, "orders").all
    ]


LAST = 1_000_000_000


def test_without_rules_they_are_what_the_wait_leads_to():
    scenario = of({}, steps={"later": {"after": "20s", "also": {"experts": 2}}})
    assert [one.there for one in states_of(scenario, "orders").all] == list(reached_by(scenario, "orders"))
    assert [one.following for one in states_of(scenario, "orders").all] == [1, 2, None]


def test_a_group_that_only_a_rule_names_takes_nothing_at_first():
    help_ = {"help": {"of": "orders", "also": {"experts": 1}}}
    assert "experts" not in reached_by(of(help_), "orders")[0].ranks
    assert "experts" in reached_by(of(help_, ranks={"front": 1, "experts": 2}), "orders")[0].ranks
    assert "experts" in reached_by(of({"help": {"of": "advice", "also": {"experts": 1}}}), "orders")[0].ranks


def test_rules_lead_on_from_every_state_and_later_steps_apply_on_top():
    rules = {"help": {"of": "orders", "also": {"experts": 1}}, "alike": {"of": "orders", "flatten": True}}
    states = shown(of(rules))
    # The two states of the wait alone: now, and with the late group after 40 s.
    assert states[0] == ({"front": LAST}, False, 1, {"help": 2, "alike": 3})
    assert states[1] == ({"front": LAST, "late": LAST}, False, None, {"help": 4, "alike": 5})
    helped, alike = states[2], states[3]
    assert helped[:2] == ({"front": LAST, "experts": 1}, False)
    assert states[helped[2]][0] == {"front": LAST, "experts": 1, "late": LAST}
    assert alike[:2] == ({"front": 1}, True)
    assert states[alike[2]][:2] == ({"front": 1, "late": 1}, True)
    # Whoever is alike stays so when experts join, and nothing is left to change then.
    both = states[alike[3]["help"]]
    assert both[:2] == ({"front": 1, "experts": 1}, True)
    assert both[3] == {}


def test_a_step_that_is_over_does_not_apply_again_after_a_rule():
    steps = {"later": {"after": "20s", "also": {"experts": 2}}}
    rules = {"alone": {"of": "orders", "only": {"front": 1}}}
    states = shown(of(rules, steps=steps))
    start, after_step = states[0], states[1]
    # Before the step it applies on top of the rule, after it not.
    assert states[states[start[3]["alone"]][2]][0] == {"front": 1, "experts": 2}
    later = states[after_step[3]["alone"]]
    assert later[0] == {"front": 1}
    assert states[later[2]][0] == {"front": 1}


def test_a_time_at_which_nothing_is_seen_is_a_state_of_its_own_where_rules_may_apply():
    # The step adds a group that takes nothing before 40 s: until then nobody else may take the contact.
    steps = {"later": {"after": "20s", "also": {"late": 1}}}
    alone = of({"alone": {"of": "orders", "only": {"front": 1}}}, steps=steps)
    first, second, hidden = states_of(alone, "orders").all[:3]
    assert first.there.ranks == hidden.there.ranks != second.there.ranks
    assert (first.following, first.looks) == (2, False)
    assert (hidden.following, hidden.looks) == (1, True)


def test_each_rule_leads_from_queue_to_queue():
    rules = {
        "help": {"of": "orders", "also": {"experts": 1}},
        "raise": {"of": {"type": "orders"}, "raise": {"priority": 1}},
        "credit": {"of": "orders", "raise": {"age_credit": "5m"}},
    }
    tables = tables_of(of(rules))
    queues = tables.eligibility.queues
    help_, first, credit = (one.into for one in tables.overflow.rules)
    assert queues[help_[0]] == queues[0]._replace(step=2)
    assert help_[help_[0]] == NOBODY
    assert queues[first[0]].order.priority == 1
    assert first[first[0]] == NOBODY
    both = queues[credit[first[0]]].order
    assert (both.priority, both.age_credit_s) == (1, 300.0)
    # Of another type.
    assert (help_[1], first[1]) == (NOBODY, NOBODY)
    assert len(queues) == 4 * 4 + 1, "four states in four orders, and advice"


def test_a_rule_keeps_its_groups_from_those_whom_it_covers():
    rule = {"help": {"of": "vip", "also": {"experts": 1}}}
    scenario = of(rule, segments={"vip": {"share": "10%"}, "new": {"share": "10%"}})
    found = states_of(scenario, "orders")
    ranks = {segment: set(found.all[number].there.ranks) for segment, number in found.first.items()}
    assert ranks == {None: {"front", "experts"}, "vip": {"front"}, "new": {"front", "experts"}}
    # Of advice, whose customers may bring the segment along, the experts are the only ones.
    assert states_of(scenario, "advice").first == {None: 0, "vip": 1, "new": 0}
    assert groups_at_first(scenario, "orders") == {"front", "experts", "late"}
    queues = tables_of(scenario).eligibility
    assert [len(queues.reaches_of(0, number)) for number in (0, 1, -1)] == [2, 2, 2]
    assert not queues.reaches_of(0, 0)[0].has(1)
    assert queues.reaches_of(0, 1)[0].has(1)
