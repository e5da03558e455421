"""What stands in a file around the center: what it extends, its strategies, futures, checks and goal.

They are no nouns of a scenario, because one strategy in one future has none of them; they are described here in the
same way, for the JSON Schema and the reference.
"""

from dataclasses import dataclass
from typing import Any

from simulator.catalogue import HEADLINE, METRICS


@dataclass(frozen=True)
class Key:
    """A key of the file, or of a strategy: what it means and examples of what stands there."""

    description: str
    examples: tuple[Any, ...]


EXTENDS = Key(
    "Another scenario file, or several, that this file builds on; it states only what differs. Left out: none.",
    ("center.yaml", ["center.yaml", "peak.yaml"]),
)
STRATEGIES = Key(
    "What the center can decide, by name: each strategy states only what it changes. The first one is the "
    "baseline. Left out: the center as it is, called base.",
    ({"as_today": {}, "two_more": {"agent_groups": {"front": {"agents": {"add": 2}}}}},),
)
FUTURES = Key(
    "What the center cannot decide, by name: written like strategies and applied after them. Left out: none.",
    ({"busy": {"sources": {"shoppers": {"arrivals": {"times": 1.2}}}}},),
)
CHECKS = Key(
    "Targets that `ccsim check` judges, as a list of texts. Left out: none.", (["service_level(orders) >= 80%"],)
)
GOAL = Key(
    "What *best* means, and the limits that the best strategy must keep. Left out: the highest "
    f"share of *{METRICS[HEADLINE].title}*.",
    ({"best": "served_in_time(all)", "within": {"budget": "staff_cost <= 9000 EUR"}},),
)
ACKNOWLEDGED = Key(
    "Known warnings, as a list of texts: the kind in brackets at the end of the warning, *at*, and its place. "
    "They are counted but no longer shown, and `--strict` ignores them. Those of the files that this file extends "
    "are known as well; `null` removes them all. Left out: none of its own.",
    (["overload at contact_types.orders"],),
)
EQUAL_PLANS = Key(
    "Which strategies have plans that are meant to be equal, by name; where they are not, that is a warning before a "
    "run, by the plans, and after it, by what was realised. Left out: none.",
    ({"budget": {"of": ["as_today", "staggered"], "in": "paid_hours", "within": "1%"}},),
)
EQUAL_OF = Key("The strategies, two or more; the others are measured by the first.", (["as_today", "staggered"],))
EQUAL_IN = Key("In what they are equal: `paid_hours`, or `staff_cost`. Left out: `paid_hours`.", ("staff_cost",))
EQUAL_WITHIN = Key("By how much of the first one's they may differ. Left out: 1%.", ("2%",))
BEST = Key(
    "A measure, or several with their weights, all with the same unit and the same better direction. Left out: "
    f"*{METRICS[HEADLINE].title}*.",
    ("served_in_time(all)", {"served_in_time(channel:voice)": 2, "served_in_time(channel:chat)": 1}),
)
WITHIN = Key(
    "Conditions by name, written as checks: a strategy that fails one cannot be best. Left out: none.",
    ({"budget": "staff_cost <= 9000 EUR"},),
)
BASED_ON = Key(
    "Another strategy, or another future, whose changes are applied first. Left out: the center as it is.",
    ("two_more",),
)
TITLE = Key(
    "The title in reports instead of the name, one line of any text. It changes no results. Left out: the name.",
    ("12 people in the evening",),
)
NOTE = Key(
    "A remark, shown by `list` and in reports. It changes no results. Left out: nothing.",
    ("12 people 09–13 and 16–20",),
)
STRATEGY = Key("A strategy: what it changes, `{}` for nothing.", ({},))
FUTURE = Key("A future: what it changes, `{}` for nothing.", ({},))
CHECK = Key(
    "A metric, if needed with whom and which interval it covers in parentheses, a comparison, and a limit in the "
    "metric's unit. days(check) with a comparison and a share judges the share of days that meet the check.",
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
    "equal_plans": EQUAL_PLANS,
}

APART = tuple(FILE_KEYS)
"""Top keys of a file that are not part of one variant of the center."""
