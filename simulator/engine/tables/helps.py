"""Help as the engine sees it: which rules are asked of a talk, those that call earlier first."""

from dataclasses import dataclass

from simulator.demand.draws import purpose_of
from simulator.engine.tables.help_terms import HelpTerms
from simulator.engine.tables.rules import RulesAsked, asked_lists
from simulator.scenario.nouns import HelpRule, Scenario
from simulator.scenario.rules.asked import asking_helps, is_exclusive
from simulator.scenario.rules.whom import touched_by


@dataclass(frozen=True)
class HelpTable:
    """All rules of a scenario."""

    asked: RulesAsked[HelpTerms]
    """By type, segment and group of whoever talks; in the order in which they call, of one instant as in the file."""
    touched: tuple[bool, ...]
    """Per type: whether a rule may be asked of its talks."""


def help_table(scenario: Scenario) -> HelpTable | None:
    """Return the table of ``scenario``; None where nobody helps."""
    if not scenario.helps:
        return None
    groups = list(scenario.agent_groups)
    terms = {name: _terms(number, name, rule, groups) for number, (name, rule) in enumerate(scenario.helps.items())}
    asked = asked_lists(scenario, scenario.helps, terms, asking_helps(scenario))
    lists = [tuple(sorted(one, key=lambda rule: (rule.after_s, rule.number))) for one in asked.lists]
    touched = {name for rule in scenario.helps.values() for name in touched_by(rule.of, scenario)}
    return HelpTable(
        asked=RulesAsked(asked.numbers, lists),
        touched=tuple(name in touched and is_exclusive(scenario, name) for name in scenario.contact_types),
    )


def _terms(number: int, name: str, rule: HelpRule, groups: list[str]) -> HelpTerms:
    given = rule.help
    return HelpTerms(
        number=number,
        purpose=purpose_of("helps", name, "share"),
        share=rule.share,
        after_s=rule.after_s,
        groups=tuple(groups.index(group) for group in given.by),
        talk=given.talk,
        wrap_up=given.wrap_up,
        solved=given.solved,
        ready_s=given.ready_s,
    )
