"""What stands in a file around the center: what it extends, its strategies, futures, checks and goal.

They are no nouns of a scenario, because one strategy in one future has none of them; they are described here in the
same way, for the JSON Schema and the reference.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Key:
    """A key of the file, or of a strategy: what it means and examples of what stands there."""

    description: str
    examples: tuple[Any, ...]


EXTENDS = Key(
    "Another scenario file, or several, of which this file writes only what differs. Left out: none.",
    ("center.yaml", ["center.yaml", "peak.yaml"]),
)
STRATEGIES = Key(
    "What the center could decide, by name: each writes only what it changes. The first one is the baseline. "
    "Left out: the center as it is, called base.",
    ({"as_today": {}, "two_more": {"agent_groups": {"front": {"agents": {"add": 2}}}}},),
)
FUTURES = Key(
    "What the center does not decide, by name: written as strategies are, and applied after them. Left out: none.",
    ({"busy": {"sources": {"shoppers": {"arrivals": {"times": 1.2}}}}},),
)
CHECKS = Key(
    "Promises that `ccsim check` judges, a list of texts. Left out: none.", (["service_level(orders) >= 80%"],)
)
GOAL = Key(
    "What *best* means, and what a strategy must stay within to be it. Left out: most served in time of all who came.",
    ({"best": "served_in_time(all)", "within": {"budget": "staff_cost <= 9000 EUR"}},),
)
ACKNOWLEDGED = Key(
    "Warnings that are known, a list of texts: the kind in brackets at the end of a warning, *at*, its place. "
    "They are counted and no longer shown, and `--strict` lets them pass. Left out: none.",
    (["overload at contact_types.orders"],),
)
BEST = Key(
    "A measure, or several with their weights, of one unit and one better direction. "
    "Left out: served in time of all who came.",
    ("served_in_time(all)", {"served_in_time(channel:voice)": 2, "served_in_time(channel:chat)": 1}),
)
WITHIN = Key(
    "Conditions by name, written as checks: a strategy that breaks one cannot be best. Left out: none.",
    ({"budget": "staff_cost <= 9000 EUR"},),
)
BASED_ON = Key("Another one of its kind, whose changes come first. Left out: the center as it is.", ("two_more",))
TITLE = Key(
    "What reports call it in place of its name, a line of any text. No number depends on it. Left out: the name.",
    ("12 people in the evening",),
)
NOTE = Key(
    "What is to be known of it, shown by `list` and reports. No number depends on it. Left out: nothing.",
    ("12 people 09–13 and 16–20",),
)
STRATEGY = Key("A strategy: what it changes, `{}` for nothing.", ({},))
FUTURE = Key("A future: what it changes, `{}` for nothing.", ({},))
CHECK = Key(
    "A metric, perhaps of whom and in which interval in parentheses, a comparison, a limit in the metric's unit. "
    "days(check) with a comparison and a share is about the share of days that keep a check.",
    (
        "service_level(orders) >= 80%",
        "asa_s < 20s",
        "occupancy(group:front, 09:00-09:30) <= 85%",
        "days(service_level(orders, every interval) >= 80%) >= 90%",
    ),
)

FILE_KEYS = {
    "extends": EXTENDS,
    "strategies": STRATEGIES,
    "futures": FUTURES,
    "checks": CHECKS,
    "goal": GOAL,
    "acknowledged": ACKNOWLEDGED,
}

APART = tuple(FILE_KEYS)
"""Top keys of a file that are not part of one variant of the center."""
