"""The rules of routing in words: how agents and contacts are chosen, who goes first, what happens at the door.

A table of rules, each of which says something of a scenario or nothing; a rule that is new joins with a line.
"""

from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any, NamedTuple

from simulator.report.blocks import Blocks, Paragraph, Sheet, Tone, column
from simulator.report.files.conversation_rules import conversation_rules_said
from simulator.report.files.routing_table import routing_sheets, through_the_day_said
from simulator.report.words.condition_words import announcement_said, gate_said, rule_said
from simulator.report.words.help_words import help_in_words
from simulator.report.words.intervention_words import OF_THE_CENTER, again_said, done_said, looked_at_said
from simulator.report.words.numbers import listed
from simulator.report.words.phrases import named
from simulator.scenario.days.opening import hours_stated, opening_of
from simulator.scenario.language.written import as_yaml
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.customer_kinds import USUAL_PRIORITY, Order
from simulator.scenario.nouns.per_agent import PerAgent
from simulator.scenario.nouns.queue_limits import QueueLimit
from simulator.scenario.nouns.trunk_lines import TrunkLines
from simulator.scenario.resolved.study import Study
from simulator.units import format_duration

AGED_WAIT = "aged_wait"
"""The longest wait where somebody has a rate or a cap."""
AGENT_RULES = {
    "longest_idle": "the agent idle longest",
    "longest_since_contact": "the agent whose last contact ended first, of whatever day",
    "fewest_contacts": "the agent with the fewest contacts today, in a tie the one idle longest",
    "round_robin": "the next agent by number after the one who took the last contact of the type",
    "random": "any free agent, at random",
    "random_group": "any group with a free agent, at random, and in it the agent idle longest",
}
_TIE = "; a tie to who was assigned a contact longest ago"
SLOT_RULES = {
    "least_loaded": f"the agent with the least in hand{_TIE}",
    "pack": f"the agent with the most in hand and room left{_TIE}",
    "fewest_contacts": f"the agent with the fewest contacts today{_TIE}",
    "round_robin": "the next agent by number after the one who took the last contact of the type",
    "random": "any agent with room left, at random",
}
CONTACT_RULES = {
    "longest_wait": "the longest wait, age credits included",
    AGED_WAIT: "the largest age: age credit + age rate × time in line, at most the age cap",
    "due_time": "the earliest due time (arrival + time of the service level, less the age credit)",
    "ratio_to_target": "the largest part of the target time used up: (time in line + age credit) / time of the "
    "service level",
}
_WHEN_CLOSED = {
    "refuse": "refused",
    "voicemail": "voicemail",
    "wait": "waits for the opening",
}
_AT_CLOSE = {"serve_out": "served out", "clear": "sent away", "keep": "keep their place"}

Said = tuple[str, str]
"""What a rule is about, and what it says."""


class RoutingView(NamedTuple):
    """A scenario, and how it is written."""

    scenario: Scenario
    tree: Mapping[str, Any]


def routing_blocks(study: Study, strategy: str | None = None, future: str | None = None) -> Blocks:
    """Yield who may take what in a strategy, and the rules that decide."""
    name, place = study.choice(strategy, future)
    view = RoutingView(study.resolve(name, place), study.resolved_tree(name, place))
    in_future = f", future {named(place)}" if place is not None else ""
    yield Paragraph(view.scenario.name, Tone.TITLE, closed=False)
    yield Paragraph(f"Routing of strategy {named(name)}{in_future}", Tone.QUIET)
    yield from routing_sheets(view.scenario)
    said = [one for rule in RULES for one in rule(view)]
    yield Sheet(
        (column("rule", [what for what, _ in said]),),
        (column("what it says", [words for _, words in said], fills=True),),
        "Rules",
    )
    if view.scenario.interventions:
        yield _interventions(view.scenario)


def _interventions(scenario: Scenario) -> Sheet:
    """Return what changes in the center during the day; it decides about no contact, but about hours and agents."""
    rules = scenario.interventions.values()
    columns = (
        column("when", [OF_THE_CENTER.said(one.when) for one in rules], fills=True),
        column("checked", [looked_at_said(one) for one in rules], left=True),
        column("how often", [again_said(one) for one in rules], left=True),
        column("what is done", [done_said(one) for one in rules], fills=True),
    )
    return Sheet((column("intervention", list(scenario.interventions)),), columns, "Interventions")


def _agent_order(view: RoutingView) -> Iterator[Said]:
    channels = view.scenario.channels
    if any(one.in_hand_max is None for one in channels.values()):
        rule = view.scenario.routing.agent
        said = AGENT_RULES.get(rule, rule.replace("_", " "))
        yield "agent order", f"A contact goes, of the free agents of the best rank, to {said}."
    for name, one in channels.items():
        if one.in_hand_max is not None:
            slot_rule = one.agent or "least_loaded"
            said = SLOT_RULES.get(slot_rule, slot_rule.replace("_", " "))
            number = through_the_day_said(one.agents_kept_empty)
            kept = f" Kept empty per group: {number}." if number else ""
            goes = f"A contact goes, of the agents of the best rank with room, to {said}"
            yield f"agent order, {name}", f"{goes}.{kept}"


def _contact_order(view: RoutingView) -> Iterator[Said]:
    rule: str = view.scenario.routing.contact
    kinds = [one for kind in view.scenario.contact_types.values() for one in kind.kinds]
    if rule == "longest_wait" and not all(one.order.by_age_alone for one in kinds):
        rule = AGED_WAIT
    said = CONTACT_RULES.get(rule, rule.replace("_", " "))
    yield (
        "contact order",
        "An agent who becomes free takes, of the contacts of the group's best priority and then of the best segment "
        f"priority, {said}.",
    )


def _segments(view: RoutingView) -> Iterator[Said]:
    for name, kind in view.scenario.contact_types.items():
        for segment, one in kind.segments.items():
            if one.priority != USUAL_PRIORITY:
                yield f"segment {segment}, {name}", f"Segment priority {one.priority}; usual is {USUAL_PRIORITY}."


class AgeSetting(NamedTuple):
    """What moves contacts ahead or back by age, and how it is said."""

    name: str
    of: Callable[[Order], float]
    usual: float
    said: Callable[[float], str]
    said_usual: str
    """Of a segment that has none, where its type has one."""


AGES = (
    AgeSetting(
        "age credit",
        lambda order: order.age_credit_s,
        0.0,
        lambda value: f"Compared as if the contact had arrived {format_duration(value)} earlier.",
        "None.",
    ),
    AgeSetting(
        "age rate",
        lambda order: order.age_rate,
        1.0,
        lambda value: f"Every minute in line counts as {value:.10g}.",
        "Every minute in line counts as one.",
    ),
    AgeSetting(
        "age cap",
        lambda order: order.age_cap_s,
        inf,
        lambda value: f"The age counts as {format_duration(value)} at most, credit and rate included.",
        "None.",
    ),
)


def _ages(view: RoutingView) -> Iterator[Said]:
    for setting in AGES:
        for name, kind in view.scenario.contact_types.items():
            usual = setting.of(kind.usual.order)
            others = [one for one in kind.kinds if one.segment is not None and setting.of(one.order) != usual]
            for one in (kind.usual, *others):
                value, who = setting.of(one.order), name if one.segment is None else f"{one.segment}, {name}"
                if value != setting.usual:
                    yield f"{setting.name}, {who}", setting.said(value)
                elif one.segment is not None:
                    yield f"{setting.name}, {who}", setting.said_usual


def _may_wait(limit: QueueLimit) -> str:
    """Say how many may wait.

    >>> _may_wait(1), _may_wait(20)
    ('1 contact may wait', '20 contacts may wait')
    """
    if isinstance(limit, PerAgent):
        return f"{limit.per_agent:.10g} contacts per agent on duty, rounded down, may wait"
    return f"{limit} contact{'s' * (limit != 1)} may wait"


def _at_once(lines: TrunkLines) -> str:
    """Say how many may wait and talk.

    >>> _at_once(1), _at_once(20)
    ('1 contact at once', '20 contacts at once')
    """
    if isinstance(lines, PerAgent):
        return f"{lines.per_agent:.10g} contacts per agent on duty at once, rounded down"
    return f"{lines} contact{'s' * (lines != 1)} at once"


def _conversations(view: RoutingView) -> Iterator[Said]:
    return conversation_rules_said(view.scenario)


def _limits(view: RoutingView) -> Iterator[Said]:
    for name, channel in view.scenario.channels.items():
        if channel.lines is not None:
            yield f"lines, {name}", f"{_at_once(channel.lines)}; further ones are blocked."
        if channel.queue_limit is not None:
            what = f"{_may_wait(channel.queue_limit)}, of all its types; further ones are blocked."
            yield f"queue limit, {name}", what
    for name, kind in view.scenario.contact_types.items():
        if kind.lines is not None:
            yield f"lines, {name}", f"{_at_once(kind.lines)}; further ones are blocked."
        if kind.queue_limit is not None:
            yield f"queue limit, {name}", f"{_may_wait(kind.queue_limit)}; further ones are blocked."
        if kind.voicemail_after_s is not None:
            yield f"voicemail, {name}", f"Left after a wait of {format_duration(kind.voicemail_after_s)}."
    for name, group in view.scenario.agent_groups.items():
        if group.queue_limit is not None:
            what = f"{_may_wait(group.queue_limit)} for it; who finds all groups at their limits is blocked."
            yield f"queue limit, {name}", what


def _hands(view: RoutingView) -> Iterator[Said]:
    for name, group in view.scenario.agent_groups.items():
        if group.capacity != 1.0:
            yield f"capacity, {name}", f"A hand holds {group.capacity:.4g} times as much."


def _hours(view: RoutingView) -> Iterator[Said]:
    scenario = view.scenario
    for name, kind in scenario.contact_types.items():
        hours, stated = opening_of(scenario, name), hours_stated(kind, scenario.channels[kind.channel])
        closed = _WHEN_CLOSED.get(hours.when_closed, f"redirected to {hours.redirect_to}")
        still = _AT_CLOSE.get(hours.at_close, hours.at_close)
        if stated is not None:
            yield (
                f"hours, {name}",
                f"{_hours_written(view, name)}. Outside: {closed}. Contacts that still wait at the end: {still}.",
            )
        elif hours.at_close != scenario.horizon.at_close:
            yield f"closing, {name}", f"Contacts that still wait: {still}."
    still = _AT_CLOSE.get(scenario.horizon.at_close, scenario.horizon.at_close)
    yield "closing", f"Contacts that still wait when the center closes: {still}."


def _hours_written(view: RoutingView, name: str) -> str:
    kind = view.tree["contact_types"][name]
    written = kind.get("hours") or view.tree["channels"][kind["channel"]]["hours"]
    return _bare(written)


def _gates(view: RoutingView) -> Iterator[Said]:
    for group, noun in view.scenario.agent_groups.items():
        for name, serves in noun.serves.items():
            if serves.while_ is not None:
                yield f"{group}, {name}", f"Taken only with {gate_said(serves.while_, name, group)}."


def _overflow(view: RoutingView) -> Iterator[Said]:
    for name, rule in view.scenario.overflow.items():
        yield f"overflow {name}", rule_said(rule)


def _announcements(view: RoutingView) -> Iterator[Said]:
    for name, kind in view.scenario.contact_types.items():
        if kind.announcement is not None:
            yield f"announcement, {name}", announcement_said(kind.announcement)


def _transfers(view: RoutingView) -> Iterator[Said]:
    for name, rule in (view.tree.get("transfers") or {}).items():
        where = rule["pass"]
        to = f"type {where['type']}" if "type" in where else f"group {where['group']}" if "group" in where else ""
        rest = {key: one for key, one in where.items() if key not in ("type", "group")}
        how = f", {_bare(rest)}" if rest else ""
        at = f" after {rule['at']} of the talk" if "at" in rule else " at the end of the talk"
        said = f"{_share(rule['share'])} of {_bare(rule['of'])}{at}, to {to or 'the same queue'}{how}."
        yield f"transfer {name}", said


def _helps(view: RoutingView) -> Iterator[Said]:
    for name, rule in view.scenario.helps.items():
        yield f"help {name}", help_in_words(rule)


def _follow_ups(view: RoutingView) -> Iterator[Said]:
    for name, rule in (view.tree.get("follow_ups") or {}).items():
        come = rule.get("come") or {}
        as_type = f", as {come['type']}" if "type" in come else ""
        when = _bare(rule["when"])
        said = f"{_share(rule['share'])} of {_bare(rule['of'])} ({when}) after {_bare(rule['after'])}{as_type}."
        yield f"follow-up {name}", said


def _share(value: Any) -> str:
    """Return a share, or shares by how often before."""
    return listed([as_yaml(one) for one in value], "then") if isinstance(value, list) else as_yaml(value)


def _bare(value: Any) -> str:
    """Return a value as it is written, without the brackets around it."""
    words = as_yaml(value)
    return words[1:-1] if isinstance(value, dict | list) and value else words


RULES: tuple[Callable[[RoutingView], Iterator[Said]], ...] = (
    _agent_order,
    _contact_order,
    _segments,
    _ages,
    _hands,
    _conversations,
    _limits,
    _hours,
    _gates,
    _overflow,
    _announcements,
    _transfers,
    _helps,
    _follow_ups,
)
"""In the order in which they are told."""
