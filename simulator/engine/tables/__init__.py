"""The scenario as the tables the engine runs on, by area.

Plain numbers and tuples, made once per scenario: names become positions, ranks and priorities become tiers, agents by
time of day become changes of headcount. Another engine can run from the same tables. Positions follow the scenario's
order; times are seconds.
"""

from dataclasses import dataclass, replace
from math import inf

from simulator.demand.later import Later
from simulator.engine.tables.admission import AdmissionTerms, admission_table, changing
from simulator.engine.tables.channels import ChannelTable, channel_table
from simulator.engine.tables.eligibility import Eligibility, eligibility_of
from simulator.engine.tables.facts import facts_of
from simulator.engine.tables.helps import HelpTable, help_table
from simulator.engine.tables.interventions import InterventionTerms, interventions_table
from simulator.engine.tables.kept_later import Kept, keeping_table
from simulator.engine.tables.limit_terms import LimitTable, limit_table
from simulator.engine.tables.overflow import OverflowTable, overflow_table
from simulator.engine.tables.read import ReadTable, read_table
from simulator.engine.tables.rules import RuleTable, passed_to, rule_table
from simulator.engine.tables.silent_terms import SilentTerms, silent_terms
from simulator.engine.tables.skills import factors_of, solved_by
from simulator.engine.tables.staff import StaffTable, staff_table
from simulator.log import Facts, Names
from simulator.scenario.days.in_teams import team_rows
from simulator.scenario.nouns import Scenario


@dataclass(frozen=True)
class Tables:
    """What does not change during a run."""

    names: Names
    channels: ChannelTable
    eligibility: Eligibility
    limits: LimitTable
    admission: tuple[AdmissionTerms, ...]
    """Per type."""
    staff: StaffTable
    later: Later
    """What contacts bring that are born during the run."""
    rules: RuleTable
    overflow: OverflowTable
    facts: Facts
    """What goes into the log as it is, and what the engine never looks at."""
    agent_rule: str = "longest_idle"
    """Which of the free agents of the best rank takes an exclusive contact."""
    contact_rule: str = "longest_wait"
    """Which of the waiting contacts of the best priority is taken."""
    targets_s: tuple[float, ...] = ()
    """Per type: the target time."""
    kept_later: tuple[Kept, ...] = ()
    """How many agents are kept free from when on, where that changes."""
    read: ReadTable | None = None
    """What is read of a running center; None where nothing is."""
    interventions: tuple[InterventionTerms, ...] = ()
    silent: tuple[SilentTerms | None, ...] = ()
    """Per type: None where everybody who leaves is noticed."""
    helps: HelpTable | None = None
    """None where nobody helps."""
    stop_s: float = inf
    """When the run is stopped, whatever goes on; infinite: when the last contact has ended."""

    @property
    def types_that_change(self) -> tuple[int, ...]:
        """Return the types whose hours may change during a run."""
        return tuple(sorted({number for terms in self.interventions for number in terms.types}))

    def of_one_run(self) -> "Tables":
        """Return tables of which one run may change the hours of types; mostly there are none, and it is these."""
        changing_types = self.types_that_change if self.interventions else ()
        if not changing_types:
            return self
        admission = list(self.admission)
        for number in changing_types:
            admission[number] = changing(admission[number], [(one.from_s, one.to_s) for one in self.staff.stretches])
        return replace(self, admission=tuple(admission))

    def may_turn_s(self, type_: int) -> tuple[float, ...]:
        """Return when a type is as its hours say again, if somebody has opened or closed it: when days begin."""
        return self.staff.days_s if type_ in self.types_that_change else ()

    def may_end_s(self, type_: int) -> list[float]:
        """Return when a type may close by itself, in order."""
        return sorted({*self.admission[type_].to_s, *self.may_turn_s(type_)})


_KEPT = 64
_latest: list[tuple[Scenario, Tables]] = []
"""The last of them made, the newest first."""


def tables_of(scenario: Scenario) -> Tables:
    """Return the tables of ``scenario``; asked again for the same object, the same tables.

    Replications ask again, and strategies that are simulated in turn: of so many the tables are kept.
    """
    # Looked at once: another thread may simulate another scenario meanwhile.
    for known, tables in _latest:
        if known is scenario:
            return tables
    tables = _tables(scenario)
    _latest[:] = [(scenario, tables), *_latest[: _KEPT - 1]]
    return tables


def _tables(scenario: Scenario) -> Tables:
    horizon, rules = scenario.horizon, scenario.overflow
    staff = staff_table(scenario, horizon.simulated_days)
    factors = factors_of(scenario, staff.skills)
    eligibility = eligibility_of(scenario, passed_to(scenario), factors)
    return Tables(
        names=Names(
            types=tuple(scenario.contact_types),
            channels=tuple(scenario.channels),
            groups=tuple(scenario.agent_groups),
            agents=staff.names,
            segments=scenario.segment_names,
            overflow=tuple(rules),
            verbs=tuple(rule.verb for rule in rules.values()),
            interventions=tuple(scenario.interventions),
            teams=team_rows(scenario),
            helps=tuple(scenario.helps),
        ),
        channels=channel_table(scenario),
        eligibility=eligibility,
        limits=limit_table(scenario),
        admission=admission_table(scenario),
        staff=staff,
        later=Later(scenario),
        rules=rule_table(scenario, solved_by(scenario, staff.skills)),
        overflow=overflow_table(scenario, eligibility),
        agent_rule=scenario.routing.agent,
        contact_rule=scenario.routing.contact,
        targets_s=tuple(kind.service_level.within_s for kind in scenario.contact_types.values()),
        kept_later=keeping_table(scenario),
        facts=facts_of(scenario, staff),
        read=read_table(scenario),
        interventions=interventions_table(scenario),
        silent=tuple(silent_terms(kind) for kind in scenario.contact_types.values()),
        helps=help_table(scenario),
        stop_s=inf if horizon.run_on_s is None else staff.stretches[-1].to_s + horizon.run_on_s,
    )
