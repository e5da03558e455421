"""Which contact types interventions close, open, or keep open for longer: their hours are not all that counts."""

from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.rules.whom import kinds_meant, known_names, touched_by


def types_changed(scenario: Scenario, one: Intervention) -> list[str]:
    """Return the contact types whose hours an intervention changes, in the order of the scenario."""
    return touched_by(hours_named(scenario, one), scenario)


def hours_named(scenario: Scenario, one: Intervention) -> tuple[str, ...]:
    """Return the names of types and channels in an intervention, as they are written."""
    named = one.open or one.close or (() if one.extend is None else one.extend.of)
    known = known_names(scenario)
    return tuple(text for text in named if kinds_meant(text, known) != ["group"])


def closed_by_rules(scenario: Scenario) -> frozenset[str]:
    """Return the contact types that some intervention closes."""
    return _by_verbs(scenario, "close")


def opened_by_rules(scenario: Scenario) -> frozenset[str]:
    """Return the contact types that some intervention opens."""
    return _by_verbs(scenario, "open")


def reopened_by_rules(scenario: Scenario) -> frozenset[str]:
    """Return the contact types that some intervention opens, or keeps open for longer."""
    return _by_verbs(scenario, "open", "extend")


def sends_away(scenario: Scenario, name: str, when_closed: str, at_close: str) -> bool:
    """Return whether customers of a type may be sent away because an intervention closes it during its hours."""
    return name in closed_by_rules(scenario) and (when_closed == "refuse" or at_close == "clear")


def _by_verbs(scenario: Scenario, *verbs: str) -> frozenset[str]:
    rules = scenario.interventions.values()
    return frozenset(name for one in rules if one.verb in verbs for name in types_changed(scenario, one))
