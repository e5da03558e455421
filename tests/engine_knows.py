"""Whether the engine follows rules of coming again yet; until it does, tests ask the naive engine alone."""

from functools import cache

from building import center, day

from simulator.engine.simulate import simulate


@cache
def engine_knows_rules() -> bool:
    """Return whether a customer who gives up dials again."""
    rule = {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "1m", "attempts": 2}
    scenario = center(1, types={"calls": {"talk": "1m"}}, follow_ups={"redial": rule})
    return len(simulate(scenario, day((0, 100), (10, 10, 20))).contacts["contact"]) > 2
