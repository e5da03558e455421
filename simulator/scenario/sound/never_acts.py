"""Follow-ups that can never bring anybody back, because no contact can end so in any variant of the scenario.

A strategy may be the one in which nobody is blocked any more: that is what it is for. So a rule is in order when it can
act in one of the variants; what acts in none is a slip.
"""

from collections.abc import Iterable, Iterator

from simulator.errors import Problem
from simulator.scenario.days.opening import opening_of
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import FollowUp, Scenario
from simulator.scenario.rules.whom import meant_by, touched_by
from simulator.scenario.sound.who_is_there import groups_of, who_is_there
from simulator.scenario.text.nodes import Mapping, dotted, problem


def never_acts(variants: Iterable[tuple[Scenario, Mapping]]) -> list[Problem]:
    """Return the follow-ups that can act in none of the valid ``variants``, each with its tree."""
    idle: dict[str, Problem] = {}
    acts: set[str] = set()
    for scenario, tree in variants:
        for name, one in scenario.follow_ups.items():
            if name not in acts and may_act(scenario, one):
                acts.add(name)
            elif name not in acts:
                idle.setdefault(name, _problem(scenario, tree, name, one))
    return [one for name, one in idle.items() if name not in acts]


def may_act(scenario: Scenario, one: FollowUp) -> bool:
    """Return whether a contact may end in such a way that this follow-up is asked."""
    meant = meant_by(one.of, scenario)
    for name, segment in who_is_there(scenario):
        for group in (None, *groups_of(scenario, name)):
            if meant.means(name, scenario.contact_types[name].channel, segment, group) and any(
                one.when.fits(ended, group is not None, is_solved) for ended, is_solved in _ends(scenario, name, group)
            ):
                return True
    return False


def endings_of(scenario: Scenario, type_name: str) -> list[str]:
    """Return how contacts of a type may end that nobody answers."""
    one, hours = scenario.contact_types[type_name], opening_of(scenario, type_name)
    limited = scenario.channels[one.channel].lines is not None or one.queue_limit is not None
    possible = {
        "abandoned": any(how_long is not None for each in one.kinds for how_long in each.patience.values()),
        "blocked": limited,
        "cleared": hours.at_close == "clear",
        # Who comes again may come while the center itself is closed.
        "refused": hours.when_closed == "refuse",
        "voicemail": one.voicemail_after_s is not None or hours.when_closed == "voicemail",
    }
    return [ended for ended, is_possible in possible.items() if is_possible]


def _ends(scenario: Scenario, type_name: str, group: str | None) -> Iterator[tuple[str, bool]]:
    """Yield how a contact may end, and whether solved, whom nobody or an agent of a ``group`` has answered."""
    unanswered = [(ended, False) for ended in endings_of(scenario, type_name)]
    if group is None:
        yield from unanswered
        return
    solved = scenario.agent_groups[group].serves[type_name].solved
    if solved > 0:
        yield "answered", True
    if solved < 1:
        yield "answered", False
    if scenario.transfers:
        # Who is passed on waits again, and may end there as others do.
        yield from unanswered


def _problem(scenario: Scenario, tree: Mapping, name: str, one: FollowUp) -> Problem:
    path = ("follow_ups", name, "when")
    kinds = touched_by(one.of, scenario)
    of = f"'{kinds[0]}'" if len(kinds) == 1 else "what it is of"
    hint = ""
    if one.when.solved is False and one.when.ended in (None, ("answered",)):
        what = f"it can never act: all contacts of {of} that agents close are solved."
        hint = "Write solved: 80% where a group serves them."
    elif one.when.ended is None:
        what = f"it can never act: no contact of {of} can be solved."
    elif one.when.solved is not None and "answered" not in one.when.ended:
        what = (
            f"it can never act: who ends as {' or '.join(one.when.ended)} was not answered, so neither solved nor not."
        )
        hint = "Leave 'solved' out."
    else:
        possible = dict.fromkeys(ended for kind in kinds for ended in endings_of(scenario, kind))
        what = f"it can never act: no contact of {of} can end as {' or '.join(one.when.ended)}."
        hint = f"Possible are {', '.join((*possible, 'answered'))}."
    return problem(key_mark(tree, *path), dotted(*path), what, hint)
