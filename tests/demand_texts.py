"""A scenario around one source, for tests of who comes."""

from typing import Any

from simulator.scenario.nouns import Scenario

TYPES = {
    "orders": {"from": "shoppers", "channel": "voice", "talk": "4m", "patience": "endless"},
}


def scenario_of(
    source: dict[str, Any],
    *,
    types: dict[str, Any] | None = None,
    sources: dict[str, Any] | None = None,
    busyness: dict[str, Any] | None = None,
    folder: str = ".",
    **horizon: Any,
) -> Scenario:
    """Return a scenario from 08:00 to 18:00 whose source `shoppers` is ``source``, with ``sources`` beside it.

    Each other source has a contact type of its own name, unless ``types`` say otherwise.
    """
    kinds = TYPES if types is None else types
    more = {name: {**TYPES["orders"], "from": name} for name in sources or {}}
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "A day",
            "horizon": {"from": "08:00", "to": "18:00", **horizon},
            "channels": {"voice": {}},
            "sources": {"shoppers": source, **(sources or {})},
            "contact_types": {**kinds, **more},
            "agent_groups": {"front": {"agents": 4, "serves": {name: {} for name in (*kinds, *more)}}},
            "folder": folder,
            **({"busyness": busyness} if busyness else {}),
        }
    )
