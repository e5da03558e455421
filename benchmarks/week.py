"""A large center for a week: twenty types on six channels, twenty groups, half hours round the clock, six strategies.

What is large about it is the result: sixteen thousand cells a replication, and some thirty-five thousand contacts.
"""

import json
from typing import Any

from simulator.scenario.reader import load_text
from simulator.scenario.resolved.study import Study

TYPES, CHANNELS, GROUPS, DAYS, STRATEGIES = 20, 6, 20, 7, 6
_BY_HOUR = {"00:00": 3, "06:00": 8, "09:00": 18, "12:00": 14, "15:00": 16, "18:00": 12, "21:00": 5}
"""Contacts an hour of each type."""


def week(days: int = DAYS, interval: str = "30m") -> Study:
    """Return the center's study."""
    return load_text(json.dumps(_tree(days, interval)))


def _tree(days: int, interval: str) -> dict[str, Any]:
    channels = {f"channel_{number}": {} for number in range(CHANNELS)}
    sources = {f"source_{number}": {"arrivals": {"per_hour": _BY_HOUR}} for number in range(TYPES)}
    types = {
        f"type_{number}": {
            "from": f"source_{number}",
            "channel": f"channel_{number % CHANNELS}",
            "talk": {"lognormal": {"mean": "5m", "cv": 0.9}},
            "wrap_up": {"exponential": {"mean": "30s"}},
            "patience": {"exponential": {"mean": "4m"}},
        }
        for number in range(TYPES)
    }
    groups = {
        f"group_{number}": {
            "agents": {time: 1 + rate // 8 for time, rate in _BY_HOUR.items()},
            "cost": "20 EUR/h",
            # Each type has a group of its own and two that help.
            "serves": {f"type_{(number + step) % TYPES}": {"priority": 1 + step} for step in range(3)},
        }
        for number in range(GROUPS)
    }
    strategies: dict[str, Any] = {"as_today": {}}
    for number in range(1, STRATEGIES):
        more = {f"group_{number}": {"agents": {time: 2 + rate // 8 for time, rate in _BY_HOUR.items()}}}
        strategies[f"more_in_{number}"] = {"agent_groups": more}
    return {
        "version": 1,
        "name": "Week",
        "horizon": {"from": "00:00", "to": "24:00", "days": days, "weekday": "monday", "interval": interval},
        "channels": channels,
        "sources": sources,
        "contact_types": types,
        "agent_groups": groups,
        "strategies": strategies,
    }
