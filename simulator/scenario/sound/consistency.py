"""Checks of the scenario as a whole: what is named must exist, what exists must be used, and it must add up.

References are checked on the tree, so that they are found together with everything else that is wrong; what needs
numbers is checked on the validated scenario.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days import course
from simulator.scenario.days.steps import most
from simulator.scenario.days.views import on_days
from simulator.scenario.language.shape import fields_of, inside, noun_of
from simulator.scenario.layers.changed_numbers import OPERATIONS
from simulator.scenario.layers.positions import step_value_mark
from simulator.scenario.nouns import ContactType, Scenario, Segment, Talks
from simulator.scenario.nouns.arrivals import FROM_FILES
from simulator.scenario.rules.pools import served_by_nobody
from simulator.scenario.rules.seats import brings_to
from simulator.scenario.sound.bringing import brought_to
from simulator.scenario.sound.chain_fits import chain_problems
from simulator.scenario.sound.condition_names import condition_name_problems
from simulator.scenario.sound.conversations_fit import conversation_problems, conversation_rule_problems
from simulator.scenario.sound.demanded import demand_problems
from simulator.scenario.sound.ends_of_shifts import end_of_shift_problems
from simulator.scenario.sound.help_names import help_name_problems, idle_groups
from simulator.scenario.sound.helps_fit import help_problems
from simulator.scenario.sound.in_hand import hand_problems
from simulator.scenario.sound.intervention_names import intervention_name_problems
from simulator.scenario.sound.interventions_fit import intervention_problems
from simulator.scenario.sound.misspelt import meant_by
from simulator.scenario.sound.money import currency_problems, supplements_in
from simulator.scenario.sound.never_holds import never_holding
from simulator.scenario.sound.open_hours import hours_problems
from simulator.scenario.sound.orders import order_problems
from simulator.scenario.sound.overflow_fits import overflow_problems
from simulator.scenario.sound.plans_of_other_days import plans_of_other_days
from simulator.scenario.sound.redirected import redirects_in
from simulator.scenario.sound.rule_names import SECTIONS, rule_name_problems
from simulator.scenario.sound.rules_fit import rule_problems
from simulator.scenario.sound.shift_names import names_in_shifts, people_problems, served_by_people, skill_problems
from simulator.scenario.sound.shifts_fit import shift_problems
from simulator.scenario.sound.silent_fits import silent_problems
from simulator.scenario.sound.sizes import cases_a_day, size_problems
from simulator.scenario.sound.steps_taken import step_problems
from simulator.scenario.sound.team_names import team_name_problems
from simulator.scenario.sound.teams_fit import team_problems
from simulator.scenario.sound.work_rule_names import names_in_work_rules, whom_problems
from simulator.scenario.text.files import Folder, wrong_file
from simulator.scenario.text.nodes import Mapping, Mark, Node, Scalar, dotted, problem
from simulator.scenario.text.spelling import wrong_name
from simulator.scenario.text.suggest import did_you_mean, nearest
from simulator.units import format_time_of_day, shown

_NAMED = {"channels": "channel", "sources": "source", "contact_types": "contact type", "agent_groups": "agent group"}


def name_problems(section: str, names: Mapping) -> list[Problem]:
    """Return the names in a ``section`` that checks and paths could not spell."""
    wrong = []
    for name, entry in names.entries.items():
        if what := wrong_name(name):
            wrong.append(problem(entry.key, section, what))
        elif name in OPERATIONS:
            wrong.append(
                problem(entry.key, section, f"'{name}' cannot be a name: strategies use it to change numbers.")
            )
    return wrong


def reference_problems(tree: Mapping, folder: Folder) -> list[Problem]:
    """Return what is named in ``tree`` and does not exist, and what exists and is not used."""
    wrong = [one for section in _NAMED for one in name_problems(section, tree.section(section))]
    types = tree.section("contact_types")
    missed: dict[str, set[str]] = {section: set() for section in _NAMED}
    for name, node in _mappings(types):
        at = ("contact_types", name)
        wrong += _reference(tree, node, (*at, "from"), "sources", missed)
        wrong += _reference(tree, node, (*at, "channel"), "channels", missed)
        wrong += _ranked(tree, name, node.section("ranks"), (*at, "ranks"), missed)
        wrong += name_problems(dotted(*at, "steps"), node.section("steps"))
        for step, each in _mappings(node.section("steps")):
            for word in ("also", "only"):
                wrong += _ranked(tree, name, each.section(word), (*at, "steps", step, word), missed)
        wrong += name_problems(dotted(*at, "segments"), node.section("segments"))
    for path, to in redirects_in(tree):
        wrong += _exists(tree, str(to.value), to.mark, path, "contact_types", missed)
    for name, node in _mappings(tree.section("sources")):
        wrong += name_problems(dotted("sources", name, "campaigns"), node.section("campaigns"))
    for path, named in (*names_in_shifts(tree), *supplements_in(tree)):
        wrong += name_problems(dotted(*path), named)
    for section in ("people", "trainings", "teams"):
        wrong += name_problems(section, tree.section(section))
    wrong += [*people_problems(tree), *skill_problems(tree), *team_name_problems(tree)]
    for section in SECTIONS:
        wrong += name_problems(section, tree.section(section))
    wrong += _misspelt_in_rules(tree)
    wrong += name_problems("busyness.parts", tree.section("busyness").section("parts"))
    for name, node in _mappings(tree.section("agent_groups")):
        for served, entry in node.section("serves").entries.items():
            wrong += _exists(tree, served, entry.key, ("agent_groups", name, "serves"), "contact_types", missed)
    for path, named in names_in_work_rules(tree):
        wrong += name_problems(dotted(*path), named)
    wrong += [*whom_problems(tree), *idle_groups(tree), *_unused(tree, missed)]
    return wrong + _files(tree, folder)


def consistency_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what does not add up in a valid ``scenario``; places come from its ``tree``."""
    return [
        *demand_problems(scenario, tree),
        *_endless_work(scenario, tree),
        *_nobody_there(scenario, tree),
        *_if_names_fit(scenario, tree),
        *chain_problems(scenario, tree),
        *currency_problems(scenario, tree),
        *team_problems(scenario, tree),
        *size_problems(scenario, tree),
        *step_problems(scenario, tree),
        *order_problems(scenario, tree),
    ]


def _if_names_fit(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with hours, hands and rules where the names in them exist: else that is told already."""
    if any(one.channel not in scenario.channels for one in scenario.contact_types.values()):
        return []
    found = [*hours_problems(scenario, tree), *hand_problems(scenario, tree), *conversation_problems(scenario, tree)]
    found += [*end_of_shift_problems(scenario, tree), *silent_problems(scenario, tree)]
    if not _misspelt_in_rules(tree):
        finders = (
            rule_problems,
            conversation_rule_problems,
            help_problems,
            overflow_problems,
            intervention_problems,
            never_holding,
            shift_problems,
        )
        for finds in finders:
            found += finds(scenario, tree)
    return found


def _misspelt_in_rules(tree: Mapping) -> list[Problem]:
    rules = [*rule_name_problems(tree), *help_name_problems(tree)]
    return [*rules, *condition_name_problems(tree), *intervention_name_problems(tree)]


def _mappings(node: Mapping) -> Iterator[tuple[str, Mapping]]:
    return ((name, value) for name, value in node.items() if isinstance(value, Mapping))


def _reference(
    tree: Mapping, node: Mapping, path: tuple[str, ...], section: str, missed: dict[str, set[str]]
) -> list[Problem]:
    """Return the problem of the name under the last key of ``path`` when ``section`` does not have it."""
    value = node.get(path[-1])
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        return []
    return _exists(tree, value.value, value.mark, path, section, missed)


def _exists(
    tree: Mapping, name: str, mark: Mark, path: tuple[str, ...], section: str, missed: dict[str, set[str]]
) -> list[Problem]:
    known = tree.get(section)
    if not isinstance(known, Mapping) or name in known.entries:
        return []
    near = nearest(name, known.entries)
    if near is not None:
        missed[section].add(near)
    hint = did_you_mean(name, known.entries)
    return [problem(mark, dotted(*path), f"there is no {_NAMED[section]} {shown(name)}.", hint)]


def _ranked(
    tree: Mapping, type_name: str, ranks: Mapping, path: tuple[str, ...], missed: dict[str, set[str]]
) -> list[Problem]:
    """Return the groups in ``ranks`` that do not exist or do not serve the type."""
    wrong = []
    for group, entry in ranks.entries.items():
        wrong += _exists(tree, group, entry.key, path, "agent_groups", missed)
        there = tree.section("agent_groups").get(group)
        serves = there.get("serves") if isinstance(there, Mapping) else None
        if isinstance(serves, Mapping) and type_name not in {*serves.entries, *served_by_people(tree).get(group, ())}:
            what = f"group '{group}' does not serve '{type_name}', so it cannot be ranked."
            wrong.append(problem(entry.key, dotted(*path), what))
    return wrong


def _unused(tree: Mapping, missed: dict[str, set[str]]) -> list[Problem]:
    """Return what nobody uses; not what somebody probably meant (``missed``), which is reported already."""
    types, groups = tree.section("contact_types"), tree.section("agent_groups")
    served = {name for _, group in _mappings(groups) for name in group.section("serves").entries}
    served = served.union(*served_by_people(tree).values())
    wrong = []
    if groups.entries:
        wrong += _idle(tree, "contact_types", served | missed["contact_types"], "no agent group serves it.")
    if types.entries:
        for section, key, what in (
            ("sources", "from", "no contact type comes from it."),
            ("channels", "channel", "no contact type uses it."),
        ):
            used = {_text(node.get(key)) for _, node in _mappings(types)}
            wrong += _idle(tree, section, used | missed[section], what)
    return wrong


def _idle(tree: Mapping, section: str, used: set[str], what: str) -> list[Problem]:
    hint = (
        "Name it under the serves of a group."
        if section == "contact_types"
        else "Remove it, or let a contact type use it."
    )
    wrong = []
    for name, entry in tree.section(section).entries.items():
        meant = meant_by(name, tree.section(section))
        # What is not whole is reported as what is missing in it, with the name that was meant.
        if name not in used and not (meant and _lacks_something(section, entry.value)):
            said = f"Did you mean '{meant}'? {hint}" if meant else hint
            wrong.append(problem(entry.key, dotted(section, name), what, said))
    return wrong


def _lacks_something(section: str, node: Node) -> bool:
    noun = noun_of(inside(inside(Scenario, section), ""))
    fields = fields_of(noun) if noun is not None else {}
    return isinstance(node, Mapping) and any(
        info.is_required() for key, info in fields.items() if key not in node.entries
    )


def _text(node: Node | None) -> str:
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""


def _files(tree: Mapping, folder: Folder) -> list[Problem]:
    """Return the files of the past that are not there, or not in the scenario's folder."""
    wrong = []
    for name, source in _mappings(tree.section("sources")):
        for form in FROM_FILES:
            node = source.section("arrivals").section(form).get("file")
            if isinstance(node, Scalar) and isinstance(node.value, str):
                what, hint = wrong_file(node.value, folder)
                if what:
                    wrong.append(problem(node.mark, dotted("sources", name, "arrivals", form, "file"), what, hint))
    for path, node in _observed(tree.section("contact_types"), ("contact_types",)):
        what, hint = wrong_file(str(node.value), folder)
        if what:
            wrong.append(problem(node.mark, dotted(*path), what, hint))
    return wrong


def _observed(node: Mapping, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Yield the files that durations are taken from, and their places; distributions may be inside one another."""
    for key, value in _mappings(node):
        file = value.get("file")
        if key == "empirical" and isinstance(file, Scalar) and isinstance(file.value, str):
            yield (*path, key, "file"), file
        yield from _observed(value, (*path, key))


def _endless_work(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the work whose mean is endless: patience may be so, but no number of agents could do such work."""
    wrong = []
    for name, one in scenario.contact_types.items():
        holders: list[tuple[tuple[str, ...], ContactType | Segment]] = [(("contact_types", name), one)]
        holders += [(("contact_types", name, "segments", each), segment) for each, segment in one.segments.items()]
        for path, holder in holders:
            replies, talk = holder.replies, holder.stated_talk if isinstance(holder, ContactType) else holder.talk
            works: dict[tuple[str, ...], Talks | None] = {("talk",): talk, ("wrap_up",): holder.wrap_up}
            works["replies", "work"] = None if replies is None else replies.work
            for words, work in works.items():
                for time_s in (time_s for time_s, each in (work or {}).items() if not each.has_mean):
                    what = (
                        "these percentiles are so far apart that the distribution has no mean, so the work "
                        "cannot be calculated."
                    )
                    hint = "Use lognormal, or percentiles that are closer together."
                    mark = step_value_mark(tree, (*path, *words), time_s)
                    step = (format_time_of_day(time_s),) if work and len(work) > 1 else ()
                    wrong.append(problem(mark, dotted(*path, *words, *step), what, hint))
    return wrong


def _nobody_there(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the types of which nobody is ever there; where the reason is a plan of other days, that plan instead."""
    wrong = on_days(scenario, lambda day: _unstaffed(day, tree), on_all=True)
    others = plans_of_other_days(scenario, tree) if wrong else []
    planned = frozenset(group for one in others for group in one.groups)
    if planned:
        wrong = on_days(scenario, lambda day: _unstaffed(day, tree, planned), on_all=True)
    return [*(one.told for one in others), *wrong]


def _unstaffed(scenario: Scenario, tree: Mapping, but: frozenset[str] = frozenset()) -> list[Problem]:
    """Return the types that arrive although none of their groups ever has anybody; not those of groups in ``but``."""
    wrong = []
    fits = all(one.channel in scenario.channels for one in scenario.contact_types.values())
    brought, nobody = brought_to(scenario) if fits else frozenset(), served_by_nobody(scenario)
    for name, one in scenario.contact_types.items():
        groups = {key: group for key, group in scenario.agent_groups.items() if name in group.serves}
        able = [key for key in groups if (key, name) not in nobody]
        comes = name in brought or _comes_by_itself(scenario, name, one.from_)
        if comes and groups and not but & set(groups) and not any(_has_somebody(scenario, key) for key in able):
            key = tree.section("contact_types").entries[name].key
            what = "contacts arrive, but no agent who serves them is ever on duty."
            wrong.append(problem(key, dotted("contact_types", name), what))
    return wrong


def _has_somebody(scenario: Scenario, group: str) -> bool:
    """Return whether anybody is ever on duty, by the plan or because an intervention brings them."""
    return most(scenario.agent_groups[group].headcount, scenario.horizon) > 0 or brings_to(scenario, group)


def _comes_by_itself(scenario: Scenario, name: str, source: str | None) -> bool:
    """Return whether a ``source`` that there is brings somebody for the type ``name``."""
    if source is None or source not in scenario.sources:
        return False
    some = scenario.sources[source].arrivals.in_a_file or cases_a_day(scenario, source) > 0
    return some and any(course.mix(scenario, source)[name].values())
