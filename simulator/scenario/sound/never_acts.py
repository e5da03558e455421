"""Rules that can never act, because no contact is one of theirs or can end so in any variant of the scenario.

A strategy may be the one in which nobody is blocked any more: that is what it is for. So a rule is in order when it can
act in one of the variants; what acts in none is a slip. So is a name in `of` that means nobody beside the others.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table

from simulator.errors import Problem
from simulator.scenario.days.opening import opening_of
from simulator.scenario.layers.positions import item_mark, key_mark, value_mark
from simulator.scenario.nouns import FollowUp, HelpRule, Scenario, Transfer
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.scenario.rules.asked import asking_follow_ups, asking_helps, asking_transfers
from simulator.scenario.rules.covered import moved_from
from simulator.scenario.rules.hours_changed import sends_away
from simulator.scenario.rules.whom import KINDS, meant_by, touched_by
from simulator.scenario.sound.who_is_there import Met, all_met
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.scenario.text.quoted import quoted

Rule = FollowUp | HelpRule | Transfer
_Path = tuple[str, ...]


def never_acts(variants: Iterable[tuple[Scenario, Mapping]]) -> list[Problem]:
    """Return the rules that can act in none of the valid ``variants``, each with its tree, and names without effect."""
    idle: dict[_Path, Problem] = {}
    acts: set[_Path] = set()
    for scenario, tree in variants:
        if scenario.follow_ups or scenario.helps or scenario.transfers:
            met = all_met(scenario)
            for path, wrong in _idle(scenario, tree, met):
                if wrong is None:
                    acts.add(path)
                elif path not in acts:
                    idle.setdefault(path, wrong)
    return [one for path, one in idle.items() if path not in acts]


def _idle(scenario: Scenario, tree: Mapping, met: list[Met]) -> Iterator[tuple[_Path, Problem | None]]:
    """Yield each rule and each name in one, and what is wrong with it in this scenario, None: nothing."""
    rules: dict[_Path, Rule] = {("follow_ups", name): one for name, one in scenario.follow_ups.items()}
    rules |= {("transfers", name): one for name, one in scenario.transfers.items()}
    rules |= {("helps", name): one for name, one in scenario.helps.items()}
    follow_ups_of, transfers_of = asking_follow_ups(scenario), asking_transfers(scenario)
    helps_of = asking_helps(scenario)
    asked: dict[_Path, list[Met]] = {path: [] for path in rules}
    for one in met:
        # Whom an overflow rule moved is asked as what they came as, too.
        kinds = (one.type, *moved_from(scenario, one.type, one.segment))
        for name in dict.fromkeys(name for kind in kinds for name in follow_ups_of(kind, one.segment, one.group)):
            asked["follow_ups", name].append(one)
        for name in transfers_of(one.type, one.segment, one.group) if one.in_hand else ():
            asked["transfers", name].append(one)
        for name in helps_of(one.type, one.segment, one.group) if one.in_hand else ():
            asked["helps", name].append(one)
    for path, rule in rules.items():
        mine = asked[path]
        if not mine:
            yield path, _of_nobody(scenario, tree, path, rule)
        elif isinstance(rule, FollowUp) and not any(_fits(scenario, rule, one) for one in mine):
            yield path, _ends_otherwise(scenario, tree, path, rule)
        else:
            yield path, None
            yield from _names(scenario, tree, path, rule, mine)


def _fits(scenario: Scenario, rule: FollowUp, one: Met) -> bool:
    """Return whether a contact may end in such a way that this follow-up is asked."""
    return any(rule.when.fits(ended, one.group is not None, is_solved) for ended, is_solved in _ends(scenario, one))


def _names(
    scenario: Scenario, tree: Mapping, path: _Path, rule: Rule, mine: list[Met]
) -> Iterator[tuple[_Path, Problem | None]]:
    """Yield the names of which all keys of an `of` have to be true, with the problem of those that mean nobody."""
    given = rule.of.given if isinstance(rule.of, AllOfThese) else {}
    for kind, names in given.items():
        there = {each[kind] for one in mine for each in _named(scenario, one)}
        for number, name in enumerate(names):
            here, wrong = (*path, "of", kind), None
            if name not in there:
                alone = {**given, kind: (name,)}
                what = f"'{name}' has no effect: no contact is {_at_once(alone)}."
                wrong = problem(item_mark(tree, here, number), dotted(*here), what, _why(scenario, alone))
            yield (*here, name), wrong


def _named(scenario: Scenario, one: Met) -> Iterator[dict[str, str | None]]:
    for kind in (one.type, *moved_from(scenario, one.type, one.segment)):
        channel = scenario.contact_types[kind].channel
        yield {"type": kind, "channel": channel, "group": one.group, "segment": one.segment}


def _of_nobody(scenario: Scenario, tree: Mapping, path: _Path, rule: Rule) -> Problem:
    """Return the problem of a rule that is asked of no contact."""
    meant = meant_by(rule.of, scenario)
    if isinstance(rule.of, AllOfThese) and not any(meant.means(*_as_asked(scenario, one)) for one in all_met(scenario)):
        what, hint = f"this rule never applies: no contact is {_at_once(rule.of.given)}.", _why(scenario, rule.of.given)
    elif isinstance(rule, FollowUp):
        return _ends_otherwise(scenario, tree, path, rule)
    elif isinstance(rule, HelpRule):
        what, hint = "this rule never applies: no agent talks with a contact in 'of' alone.", ""
    else:
        what, hint = "this rule never applies: no contact in 'of' can be passed on in this way.", ""
    return problem(value_mark(tree, *path, "of"), dotted(*path, "of"), what, hint)


def _as_asked(scenario: Scenario, one: Met) -> tuple[str, str, str | None, str | None]:
    return one.type, scenario.contact_types[one.type].channel, one.segment, one.group


def _at_once(given: Table[str, tuple[str, ...]]) -> str:
    """Return in words what a contact would have to be, as *of type 'orders' and in segment 'vip' at once*."""
    said = [_BEING[kind].format(_either(given[kind])) for kind in KINDS if kind in given]
    return f"{', '.join(said[:-1])} and {said[-1]} at once" if len(said) > 1 else said[0]


def _either(names: Iterable[str]) -> str:
    return " or ".join(f"'{name}'" for name in names)


def _why(scenario: Scenario, given: Table[str, tuple[str, ...]]) -> str:
    """Return what is known of the names that do not go together."""
    types, groups, said = scenario.contact_types, scenario.agent_groups, list[str]()
    named = given.get("type", tuple(types))
    here = [name for name in named if types[name].channel in given.get("channel", scenario.channels)]
    if not here and "type" in given:
        said += [f"'{name}' uses channel '{types[name].channel}'." for name in named]
    for group in given.get("group", ()) if here else ():
        if not any(name in groups[group].serves for name in here):
            said.append(f"Group '{group}' serves {quoted(groups[group].serves) or 'nothing'}.")
    for segment in given.get("segment", ()) if not said else ():
        said.append(
            f"Segment '{segment}' belongs to {quoted(name for name, one in types.items() if segment in one.segments)}."
        )
    return " ".join(said)


_BEING = {
    "type": "of type {}",
    "channel": "of channel {}",
    "group": "with an agent of group {}",
    "segment": "of segment {}",
}


def endings_of(scenario: Scenario, type_name: str) -> list[str]:
    """Return how contacts of a type may end that nobody answers."""
    one, hours = scenario.contact_types[type_name], opening_of(scenario, type_name)
    channel = scenario.channels[one.channel]
    limits = (channel.lines, channel.queue_limit, one.lines, one.queue_limit)
    verbs = {rule.verb for rule in scenario.overflow.values() if type_name in touched_by(rule.of, scenario)}
    able = [group for group in scenario.agent_groups.values() if type_name in group.serves]
    limited = any(limit is not None for limit in limits) or all(group.queue_limit is not None for group in able)
    possible = {
        "abandoned": any(how_long is not None for each in one.kinds for how_long in each.patience.values()),
        "blocked": limited,
        "cleared": hours.at_close == "clear",
        # Who comes again may come while the center itself is closed.
        "refused": hours.when_closed == "refuse",
        "voicemail": one.voicemail_after_s is not None or hours.when_closed == "voicemail" or "message" in verbs,
        "sent_away": "end" in verbs or sends_away(scenario, type_name, hours.when_closed, hours.at_close),
    }
    return [ended for ended, is_possible in possible.items() if is_possible]


def _ends(scenario: Scenario, one: Met) -> Iterator[tuple[str, bool]]:
    """Yield how a contact may end, and whether solved."""
    if not one.in_hand:
        yield from ((ended, False) for ended in endings_of(scenario, one.type))
        return
    assert one.group is not None, "an agent has it in hand"
    helped = [rule.help.solved for rule in asking_helps(scenario)(one.type, one.segment, one.group).values()]
    shares = [scenario.agent_groups[one.group].serves[one.type].solved, *(one for one in helped if one is not None)]
    if any(share > 0 for share in shares):
        yield "answered", True
    if any(share < 1 for share in shares):
        yield "answered", False
    yield from ((ended, False) for ended in unfinished(scenario, one.type))


def unfinished(scenario: Scenario, type_name: str) -> list[str]:
    """Return how conversations of a type may end that an agent has answered, and that the agent does not close."""
    kind = scenario.contact_types[type_name]
    channel = scenario.channels[kind.channel]
    if not isinstance(channel, ConversationChannel):
        return []
    replies = [
        each.replies for each in kind.kinds if each.replies is not None and max(each.replies.number.shares()) > 1
    ]
    leaves = any(how_long is not None for one in replies for how_long in one.patience.values())
    possible = {"left_waiting": leaves, "timed_out": bool(replies) and channel.auto_close_s is not None}
    return [ended for ended, is_possible in possible.items() if is_possible]


def _ends_otherwise(scenario: Scenario, tree: Mapping, at: _Path, one: FollowUp) -> Problem:
    path = (*at, "when")
    kinds = touched_by(one.of, scenario)
    of = f"'{kinds[0]}'" if len(kinds) == 1 else "the types in 'of'"
    hint = ""
    if one.when.solved is False and one.when.ended in (None, ("answered",)):
        what = f"this rule never applies: agents solve all contacts of {of} that they close."
        hint = "Write solved: 80% where a group serves them."
    elif one.when.ended is None:
        what = f"this rule never applies: no contact of {of} can be solved."
    elif one.when.solved is not None and not {"answered", "left_waiting", "timed_out"}.intersection(one.when.ended):
        what = (
            f"this rule never applies: contacts that end as {' or '.join(one.when.ended)} were not answered, so "
            "'solved' is neither true nor false."
        )
        hint = "Leave 'solved' out."
    else:
        possible = dict.fromkeys(ended for kind in kinds for ended in endings_of(scenario, kind))
        what = f"this rule never applies: no contact of {of} can end as {' or '.join(one.when.ended)}."
        more = dict.fromkeys(ended for kind in kinds for ended in unfinished(scenario, kind))
        hint = f"Possible: {', '.join((*possible, 'answered', *more))}."
    return problem(key_mark(tree, *path), dotted(*path), what, hint)
