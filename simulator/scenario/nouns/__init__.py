"""The nouns of a scenario: frozen, validated, in seconds and shares; a file per idea.

Each field says what it means and gives examples; its type says how it is written. The reference, the JSON Schema and
the hints of errors come from here and nowhere else. Field names carry their unit; what the analyst writes is the alias.
What a field means when it is left out stands behind the words *Left out*, unless it has a plain default.
"""

from simulator.scenario.nouns.basics import Noun, OneOf
from simulator.scenario.nouns.center import AgentGroup, Channel, Horizon, Routing, Serves, Wage
from simulator.scenario.nouns.customers import Arrivals, ContactType, Recorded, Source, Target
from simulator.scenario.nouns.durations import Distribution, Exponential, Lognormal
from simulator.scenario.nouns.whole import Run, Scenario

__all__ = [
    "AgentGroup",
    "Arrivals",
    "Channel",
    "ContactType",
    "Distribution",
    "Exponential",
    "Horizon",
    "Lognormal",
    "Noun",
    "OneOf",
    "Recorded",
    "Routing",
    "Run",
    "Scenario",
    "Serves",
    "Source",
    "Target",
    "Wage",
]
