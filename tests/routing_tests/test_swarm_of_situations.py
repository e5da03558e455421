"""In random situations of random centers, the rule that is named always leads to whoever the engine took.

Where the keys of a trace end with somebody else, or nothing is known that keeps somebody from a contact that waits, no
rule is named.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from playing_of import became_in
from situations_drawn import random_situation, random_situation_by_count

from simulator.routing_tests.when_played import NoSituation
from simulator.scenario.nouns import RoutingTest, Scenario


def named_in(seeds: range, situation: Callable[[int], tuple[Scenario, RoutingTest]] = random_situation) -> Counter[str]:
    """Return how often each rule was named."""
    found: Counter[str] = Counter()
    for seed in seeds:
        scenario, test = situation(seed)
        try:
            became = became_in(scenario, test)
        except NoSituation:
            continue
        for one in became.values():
            assert one.by, f"seed {seed}: {one}"
            found.update(one.by)
    return found


def test_a_rule_is_named_for_every_contact() -> None:
    assert len(named_in(range(250))) >= 12


def test_a_rule_is_named_where_it_counts_what_agents_took() -> None:
    found = named_in(range(300), random_situation_by_count)
    assert min(found[one] for one in ("fewest_contacts", "round_robin", "last_assigned", "longest_idle")) >= 3


@pytest.mark.long
def test_a_rule_is_named_for_every_contact_of_many_situations() -> None:
    found = named_in(range(250, 6_000))
    never_drawn = {"random", "random_group"}
    hardly_ever = {"credit", "age_cap", "gate"}
    from simulator.scenario.nouns.deciding_rules import DECIDING_RULES

    assert set(DECIDING_RULES) - set(found) <= never_drawn | hardly_ever
