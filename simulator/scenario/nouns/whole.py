"""The scenario as a whole, and how often its day is simulated."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, SerializeAsAny, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler

from simulator.scenario.nouns.agents import AgentGroup, Routing
from simulator.scenario.nouns.basics import Count, Name, Note, Noun, Share, Title, Whole
from simulator.scenario.nouns.behaviours import Channel
from simulator.scenario.nouns.busyness import BusyDays
from simulator.scenario.nouns.customers import ContactType
from simulator.scenario.nouns.follow_up_rules import FollowUp
from simulator.scenario.nouns.help_rules import HelpRule
from simulator.scenario.nouns.horizon import Horizon
from simulator.scenario.nouns.intervention_rules import Intervention
from simulator.scenario.nouns.observed import files_are_in
from simulator.scenario.nouns.overflow_rules import Overflow
from simulator.scenario.nouns.own_skills import skills_in
from simulator.scenario.nouns.people import Person
from simulator.scenario.nouns.plan_sheets import Plan
from simulator.scenario.nouns.routing_test_nouns import RoutingTest
from simulator.scenario.nouns.sources import Source
from simulator.scenario.nouns.teams import Team
from simulator.scenario.nouns.training import Training
from simulator.scenario.nouns.transfer_rules import Transfer
from simulator.scenario.nouns.work_rules import WorkRules


class Run(Noun):
    """How often the day is simulated, unless the command says otherwise."""

    example: ClassVar[str] = """\
run: {replications: 100, seed: 7, confidence: 95%}
"""

    replications: Count = Field(
        50,
        description="The number of independent days per strategy, or of independent periods of several days. Four "
        "times as many halve the ±.",
        examples=[100],
    )
    seed: Whole = Field(
        1,
        description="The seed of all random numbers: the same seed gives the same customers to the second.",
        examples=[7],
    )
    confidence: Share = Field(
        0.95,
        gt=0,
        lt=1,
        description="The confidence of intervals and verdicts; more than 0% and less than 100%.",
        examples=["99%"],
    )


class Scenario(Noun):
    """A contact center, its customers, and nothing left to decide: one strategy in one future."""

    example: ClassVar[str] = """\
version: 1
name: First day
horizon: {from: "08:00", to: "18:00"}
channels:
  voice: {}                 # a telephone, with lines for everybody
sources:
  shoppers: {arrivals: 40/h}
contact_types:
  orders:                   # what the shoppers want
    from: shoppers
    channel: voice
    talk: 4m
    patience: 3m
agent_groups:
  front:                    # who serves them
    agents: 4
    serves: {orders: {}}
"""

    version: Literal[1] = Field(description="The version of the scenario language.", examples=[1])
    name: Title = Field(description="What the scenario is called in reports.", examples=["Cyber Monday"])
    question: Note = Field(
        "",
        description="The question it answers, in one sentence; reports begin with it. Left out: none.",
        examples=["Is one more person in the evening worth it?"],
    )
    horizon: Horizon = Field(
        description="The day to simulate, or several in a row, and the reporting intervals.",
        examples=[{"from": "08:00", "to": "18:00"}],
    )
    channels: dict[Name, SerializeAsAny[Channel]] = Field(
        min_length=1, description="The ways to reach the center, by name.", examples=[{"voice": {"lines": 60}}]
    )
    sources: dict[Name, Source] = Field(
        min_length=1,
        description="Who contacts the center and why, by name.",
        examples=[{"shoppers": {"arrivals": "40/h"}}],
    )
    busyness: BusyDays = Field(
        default_factory=BusyDays,
        description="What the busyness of several sources, and of the parts of a day, have in common. "
        "Left out: nothing.",
        examples=[{"common": {"gamma": {"cv": "12%"}}}],
    )
    contact_types: dict[Name, ContactType] = Field(
        min_length=1,
        description="What customers want, by name: each type comes from one source on one channel, or only receives "
        "contacts that are redirected or passed on to it, or customers who come again.",
        examples=[{"orders": {"from": "shoppers", "channel": "voice", "talk": "4m", "patience": "3m"}}],
    )
    agent_groups: dict[Name, AgentGroup] = Field(
        min_length=1,
        description="The agents on duty and the contact types they serve, by name.",
        examples=[{"front": {"agents": 4, "serves": {"orders": {}}}}],
    )
    people: dict[Name, Person] = Field(
        default_factory=dict,
        description="People who work in shifts, by name. Left out: all agents are known by group and number.",
        examples=[{"ana": {}, "ben": {}}],
    )
    teams: dict[Name, Team] = Field(
        default_factory=dict,
        description="Who is reported and paid together, by name; people, shifts and groups say to which team they "
        "belong. Left out: teams have no titles and no costs.",
        examples=[{"north": {"title": "North", "cost": "15 EUR/h"}}],
    )
    trainings: dict[Name, Training] = Field(
        default_factory=dict,
        description="What people learn during the horizon or before it, by name. Left out: nothing.",
        examples=[
            {"product": {"of": "front", "from": "2026-11-30", "serves": {"orders": {"handle_time": "90%"}}}},
        ],
    )
    plans: dict[Name, Plan] = Field(
        default_factory=dict,
        description="Plans in sheets, by name, which say who is on duty, or how many, or who has which skills. Left "
        "out: the agent groups and people say it.",
        examples=[{"week": {"file": "plan.xlsx", "sheet": "Week 48", "layout": "list"}}],
    )
    routing: Routing = Field(
        default_factory=Routing,
        description="The rules for choosing an agent and a contact. Left out: the default rules.",
        examples=[{"agent": "longest_idle"}],
    )
    overflow: dict[Name, Overflow] = Field(
        default_factory=dict,
        description="What becomes of contacts that find no agent, by name, in the order in which the rules apply. Left "
        "out: nothing but to wait.",
        examples=[{"help": {"of": "orders", "when": {"waiting": 5}, "also": {"experts": 2}}}],
    )
    transfers: dict[Name, Transfer] = Field(
        default_factory=dict,
        description="Which contacts agents pass on, by name, in the order in which the rules apply. Left out: none.",
        examples=[{"expert": {"of": "orders", "share": "8%", "pass": {"type": "advice"}}}],
    )
    helps: dict[Name, HelpRule] = Field(
        default_factory=dict,
        description="When agents who talk for long call for help, and who helps, by name, in the order in which the "
        "rules apply. Left out: nobody helps.",
        examples=[{"stuck": {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%"}}}],
    )
    follow_ups: dict[Name, FollowUp] = Field(
        default_factory=dict,
        description="Which customers come again after a contact has ended, by name, in the order in which the rules "
        "apply. Left out: nobody.",
        examples=[{"redial": {"of": "orders", "when": {"ended": "abandoned"}, "share": "50%", "after": "8m"}}],
    )
    interventions: dict[Name, Intervention] = Field(
        default_factory=dict,
        description="What changes in the center during the day when something holds, by name, in the order in which "
        "they are checked. Left out: nothing.",
        examples=[
            {"help": {"when": {"waiting": 10}, "move_people": {"number": 2, "from": "back", "to": "front"}}},
        ],
    )
    routing_tests: dict[Name, RoutingTest] = Field(
        default_factory=dict,
        description="Situations in which `ccsim check` looks who gets whom, by name; they change no results. Left "
        "out: none.",
        examples=[{"in_order": {"given": {"a": "orders"}, "free": {"front": 1}, "expect": {"takes": "a"}}}],
    )
    work_rules: dict[Name, WorkRules] = Field(
        default_factory=dict,
        description="Limits of working time that plans are checked for, by name; they change no results. Left out: "
        "none.",
        examples=[{"ours": {"longest_day": "9h", "rest": "12h"}}],
    )
    run: Run = Field(
        default_factory=Run,
        description="How the day is simulated. Left out: as the command says, or 50 times.",
        examples=[{"replications": 100}],
    )
    folder: str = Field(".", exclude=True, description="Where the scenario's files are; set by the reader.")
    plan_files: tuple[str, ...] = Field((), exclude=True, description="The files of its plans; set by the reader.")

    @model_validator(mode="wrap")
    @classmethod
    def _nouns_find_their_files(cls, value: Any, make: "ModelWrapValidatorHandler[Scenario]") -> "Scenario":
        with files_are_in(str(value.get("folder", ".")) if isinstance(value, Mapping) else "."):
            return _with_own_skills(make(value))

    @property
    def interval_starts_s(self) -> tuple[float, ...]:
        """Return the start of each reporting interval, of all days."""
        return tuple(one.from_s for one in self.horizon.intervals)

    @property
    def segment_names(self) -> tuple[str, ...]:
        """Return the names of all segments, each once, in the order of the contact types."""
        return tuple(dict.fromkeys(name for one in self.contact_types.values() for name in one.segments))

    @property
    def stated_teams(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Return every team that people, groups and shifts state, with the path at which they do."""
        found: list[tuple[tuple[str, ...], str | None]] = []
        found += [(("people", name, "team"), one.team) for name, one in self.people.items()]
        for group, one in self.agent_groups.items():
            at = ("agent_groups", group)
            found.append(((*at, "team"), one.team))
            found += [((*at, "shifts", name, "team"), shift.team) for name, shift in (one.shifts or {}).items()]
        return tuple((path, team) for path, team in found if team is not None)

    @property
    def team_names(self) -> tuple[str, ...]:
        """Return the names of all teams: as they stand under `teams`, then the others by name; none without members.

        Wherever people say which is theirs, in the scenario or in a sheet, the order is the same.
        """
        used = {team for _, team in self.stated_teams}
        return tuple(dict.fromkeys((*self.teams, *sorted(used)))) if used else ()

    @property
    def helping_groups(self) -> frozenset[str]:
        """Return the groups that help others: whether or not contacts come for them, they are there for something."""
        return frozenset(name for rule in self.helps.values() for name in rule.help.by)

    @property
    def currency(self) -> str | None:
        """Return the currency of the costs, None when none is stated."""
        costs = [one.cost for one in self.agent_groups.values()] + [one.cost for one in self.people.values()]
        costs += [one.cost for one in self.teams.values()]
        return next((cost.currency for cost in costs if cost is not None), None)


def _with_own_skills(scenario: Scenario) -> Scenario:
    """Return the scenario in which groups serve, beside what they state, what single people in them do."""
    if all(one.skills is None for one in scenario.people.values()):
        return scenario
    groups = {
        name: group.with_own_skills(
            one for one in skills_in(group.everybody, scenario.people) if one in scenario.contact_types
        )
        for name, group in scenario.agent_groups.items()
    }
    return scenario.model_copy(update={"agent_groups": groups})
