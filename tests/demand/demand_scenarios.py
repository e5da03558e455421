"""Small scenarios for the tests of demand: one source of 120/h from 08:00 to 18:00, one contact type, by default."""

from typing import Any

from simulator.scenario.nouns import Distribution, Scenario

Tree = dict[str, Any]

ORDERS: Tree = {
    "from": "shoppers",
    "channel": "voice",
    "talk": {"exponential": {"mean": "4m"}},
    "wrap_up": {"lognormal": {"mean": "40s", "sd": "30s"}},
    "patience": {"exponential": {"mean": "3m"}},
}


def a_scenario(
    arrivals: Any = "120/h",
    *,
    sources: Tree | None = None,
    contact_types: Tree | None = None,
    horizon: Tree | None = None,
    folder: str = ".",
    **other: Any,
) -> Scenario:
    """Return a scenario; ``arrivals`` is of the source ``shoppers``, ``sources`` come beside it, the others replace."""
    types = contact_types or {"orders": ORDERS}
    tree = {
        "version": 1,
        "name": "A day",
        "horizon": horizon or {"from": "08:00", "to": "18:00"},
        "channels": {"voice": {}},
        "sources": {"shoppers": {"arrivals": arrivals}, **(sources or {})},
        "contact_types": types,
        "agent_groups": {"front": {"agents": 4, "serves": {name: {} for name in types}}},
        "folder": folder,
        **other,
    }
    return Scenario.model_validate(tree)


def a_distribution(tree: Any) -> Distribution:
    return Distribution.model_validate(tree)
