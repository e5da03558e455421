"""The nouns of a scenario: frozen, validated, in seconds and shares; a file per idea.

Each field says what it means and gives examples; its type says how it is written. The reference, the JSON Schema and
the hints of errors come from here and nowhere else. Field names carry their unit; what the analyst writes is the alias.
What a field means when it is left out stands behind the words *Left out*, unless it has a plain default.
"""

from simulator.scenario.nouns.agents import AgentGroup, Routing, Serves
from simulator.scenario.nouns.arrivals import Arrivals, Counts, Recorded
from simulator.scenario.nouns.basics import Noun, OneOf, WithShortForm
from simulator.scenario.nouns.behaviours import Channel
from simulator.scenario.nouns.busyness import BusyDays, Busyness, Spread
from simulator.scenario.nouns.conditions import Conditions, Gate
from simulator.scenario.nouns.costs import Cost, Supplement, Wage
from simulator.scenario.nouns.customer_kinds import CustomerKind, Order
from simulator.scenario.nouns.customers import ContactType
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.nouns.families import Family, family_of, is_family
from simulator.scenario.nouns.follow_up_rules import FollowUp
from simulator.scenario.nouns.help_rules import HelpRule
from simulator.scenario.nouns.horizon import Day, Horizon
from simulator.scenario.nouns.hours import Hours
from simulator.scenario.nouns.intervention_rules import Intervention
from simulator.scenario.nouns.live_channel import LiveChannel
from simulator.scenario.nouns.observed import Empirical, Sample
from simulator.scenario.nouns.overflow_rules import Overflow
from simulator.scenario.nouns.routing_test_nouns import RoutingTest
from simulator.scenario.nouns.segments import Segment
from simulator.scenario.nouns.shapes import Exponential, Lognormal
from simulator.scenario.nouns.sources import Batch, Campaign, Source, Truth
from simulator.scenario.nouns.target_in_time import Target
from simulator.scenario.nouns.through_the_day import Numbers, Patiences, Talks, in_force, turns
from simulator.scenario.nouns.transfer_rules import Transfer
from simulator.scenario.nouns.whole import Run, Scenario

__all__ = [
    "AgentGroup",
    "Arrivals",
    "Batch",
    "BusyDays",
    "Busyness",
    "Campaign",
    "Channel",
    "Conditions",
    "ContactType",
    "Cost",
    "Counts",
    "CustomerKind",
    "Day",
    "Distribution",
    "Empirical",
    "Exponential",
    "Family",
    "FollowUp",
    "Gate",
    "HelpRule",
    "Horizon",
    "Hours",
    "Intervention",
    "LiveChannel",
    "Lognormal",
    "Noun",
    "Numbers",
    "OneOf",
    "Order",
    "Overflow",
    "Patiences",
    "Recorded",
    "Routing",
    "RoutingTest",
    "Run",
    "Sample",
    "Scenario",
    "Segment",
    "Serves",
    "Source",
    "Spread",
    "Supplement",
    "Talks",
    "Target",
    "Transfer",
    "Truth",
    "Wage",
    "WithShortForm",
    "family_of",
    "in_force",
    "is_family",
    "turns",
]
