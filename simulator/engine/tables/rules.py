"""Rules as the engine sees them: which contacts follow others, which are passed on, which are solved.

A rule is known by its number, in the order of the file; whom it means stands in a table by type, segment and group, so
that a run asks by numbers alone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Generic, NamedTuple, TypeVar

from simulator.demand.draws import purpose_of
from simulator.demand.inverses import inverse_of
from simulator.engine.tables.rule_terms import AskedNumbers, FollowUpTerms, TransferTerms
from simulator.log import Context, EndedBy
from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import FollowUp, HelpRule, Scenario, Transfer
from simulator.scenario.nouns.horizon import Horizon
from simulator.scenario.nouns.transfer_rules import WHOLE_TALK
from simulator.scenario.rules.asked import asking_follow_ups, asking_transfers, loses_context, tells_again
from simulator.scenario.rules.whom import meant_by, touched_by
from simulator.units import DAY_S

_ENDS = {
    "abandoned": EndedBy.ABANDONED,
    "blocked": EndedBy.BLOCKED,
    "cleared": EndedBy.CLEARED,
    "refused": EndedBy.REFUSED,
    "voicemail": EndedBy.VOICEMAIL,
    "sent_away": EndedBy.SENT_AWAY,
    "answered": EndedBy.AGENT,
    "left_waiting": EndedBy.CUSTOMER,
    "timed_out": EndedBy.TIME_OUT,
}
"""How a follow-up calls the ends after which customers come again."""
_CONTEXTS = {"kept": int(Context.KEPT), "lost": int(Context.LOST)}

RuleT = TypeVar("RuleT")


class RulesAsked(NamedTuple, Generic[RuleT]):
    """Which rules are asked of a contact: by numbers, lists of rules in their order, each list there once."""

    numbers: AskedNumbers
    lists: list[tuple[RuleT, ...]]


@dataclass(frozen=True)
class RuleTable:
    """All rules of a scenario."""

    follow_ups: tuple[FollowUpTerms, ...]
    transfers: tuple[TransferTerms, ...]
    follow_ups_of: RulesAsked[FollowUpTerms]
    transfers_of: RulesAsked[TransferTerms]
    followed: tuple[bool, ...]
    """Per type: whether a follow-up may be asked of its contacts."""
    listened: tuple[bool, ...]
    """Per type: whether one is asked when an agent has talked with them."""
    passes: tuple[bool, ...]
    """Per type: whether an agent who answers its contacts has to know what follows, or what came before."""
    to_groups: frozenset[tuple[int, int]]
    """Types whose contacts are passed to one group alone, and which."""
    loses_context: bool
    born_until_s: float
    """Whoever would come again later than this does not any more."""
    solved: tuple[tuple[float, ...], ...] | None
    """Per type and group: the share of its contacts that are solved; None where all are."""
    overflows: bool
    """Whether there are overflow rules, by which contacts are born as well."""

    @property
    def any(self) -> bool:
        """Return whether there are rules at all."""
        return bool(self.follow_ups or self.transfers or self.overflows)


def passed_to(scenario: Scenario) -> frozenset[tuple[int, int]]:
    """Return the types whose contacts are passed to one group alone, and which: (type, group)."""
    types, groups = list(scenario.contact_types), list(scenario.agent_groups)
    return frozenset(
        (types.index(name), groups.index(rule.pass_.group))
        for rule in scenario.transfers.values()
        if rule.pass_.group is not None
        for name in touched_by(rule.of, scenario)
        if name in scenario.agent_groups[rule.pass_.group].serves
    )


def rule_table(scenario: Scenario, solved: tuple[tuple[float, ...], ...] | None = None) -> RuleTable:
    """Return the table of ``scenario``."""
    types, groups = list(scenario.contact_types), list(scenario.agent_groups)
    follow_ups = {name: _follow_up(name, rule, types) for name, rule in scenario.follow_ups.items()}
    transfers = {name: _transfer(name, rule, types, groups) for name, rule in scenario.transfers.items()}

    # Who was passed on is also asked for the group that answered before, whatever the type is now; who was moved, for
    # the type before.
    moved_to = {rule.leads_to for rule in scenario.overflow.values() if rule.leads_to is not None}
    touched = {
        name: set(types if scenario.transfers else touched_by(rule.of, scenario)) | moved_to
        for name, rule in scenario.follow_ups.items()
    }
    listening = {name for name, rule in follow_ups.items() if rule.listens_to_talks()}
    passes = set(_touched_by_passing(scenario))
    return RuleTable(
        follow_ups=tuple(follow_ups.values()),
        transfers=tuple(transfers.values()),
        follow_ups_of=asked_lists(scenario, scenario.follow_ups, follow_ups, asking_follow_ups(scenario)),
        transfers_of=asked_lists(scenario, scenario.transfers, transfers, asking_transfers(scenario)),
        followed=_whether(types, touched, follow_ups),
        listened=_whether(types, touched, listening),
        passes=tuple(name in passes for name in types),
        to_groups=passed_to(scenario),
        loses_context=loses_context(scenario),
        born_until_s=_born_until_s(scenario.horizon),
        solved=solved,
        overflows=bool(scenario.overflow),
    )


def asked_lists(
    scenario: Scenario,
    rules: Mapping[str, FollowUp] | Mapping[str, HelpRule] | Mapping[str, Transfer],
    terms: Mapping[str, RuleT],
    find: Callable[[str, str | None, str | None], Mapping[str, object]],
) -> RulesAsked[RuleT]:
    """Return the table of the rules that ``find`` says are asked; whoever no rule names is asked alike."""
    segments, groups = scenario.segment_names, list(scenario.agent_groups)
    meant = [meant_by(rule.of, scenario) for rule in rules.values()]
    by_segment = [one if any(one in each.segments for each in meant) else None for one in (None, *segments)]
    by_group = [one if any(one in each.groups for each in meant) else None for one in (None, *groups)]
    lists: dict[tuple[str, ...], int] = {}
    numbers: list[int] = []
    for type_ in scenario.contact_types:
        found = {
            (segment, group): lists.setdefault(tuple(find(type_, segment, group)), len(lists))
            for segment in dict.fromkeys(by_segment)
            for group in dict.fromkeys(by_group)
        }
        numbers += [found[segment, group] for segment in by_segment for group in by_group]
    asked = [tuple(terms[name] for name in names) for names in lists]
    return RulesAsked(AskedNumbers(len(segments), len(groups), numbers), asked)


def _whether(types: list[str], touched: dict[str, set[str]], rules: Collection[str]) -> tuple[bool, ...]:
    return tuple(any(name in touched[rule] for rule in rules) for name in types)


def _touched_by_passing(scenario: Scenario) -> Iterator[str]:
    """Yield the types of which an agent may pass contacts on, or get them with something to do before they go on."""
    for transfer in scenario.transfers.values():
        yield from touched_by(transfer.of, scenario)
        if transfer.pass_.type is not None:
            yield from _and_redirected(scenario, transfer.pass_.type)
    # What one rule gave them to tell customers bring along by the next, if nobody has heard it meanwhile.
    is_told = tells_again(scenario)
    if is_told:
        yield from (rule.leads_to for rule in scenario.overflow.values() if rule.leads_to is not None)
    for rule in scenario.follow_ups.values():
        if is_told and rule.come.context == "lost":
            # Left out, it is the type with which the attempt began, which may be any that leads there.
            for name in scenario.contact_types if rule.come.type is None else [rule.come.type]:
                yield from _and_redirected(scenario, name)


def _and_redirected(scenario: Scenario, name: str) -> Iterator[str]:
    seen: list[str] = []
    to: str | None = name
    while to is not None and to not in seen:
        seen.append(to)
        to = opening_of(scenario, to).redirect_to
    yield from seen


def _follow_up(name: str, rule: FollowUp, types: list[str]) -> FollowUpTerms:
    when, come = rule.when, rule.come
    return FollowUpTerms(
        share_purpose=purpose_of("follow_ups", name, "share"),
        after_purpose=purpose_of("follow_ups", name, "after"),
        ends=None if when.ended is None else frozenset(int(_ENDS[word]) for word in when.ended),
        solved=when.solved,
        share=rule.share,
        attempts=inf if rule.attempts is None else rule.attempts,
        after=inverse_of(rule.after),
        type=None if come.type is None else types.index(come.type),
        context=_CONTEXTS[come.context],
        story_s=come.repeat_story_s,
    )


def _transfer(name: str, rule: Transfer, types: list[str], groups: list[str]) -> TransferTerms:
    to, at = rule.pass_, WHOLE_TALK if rule.at is None else rule.at
    return TransferTerms(
        purpose=purpose_of("transfers", name, "share"),
        share=rule.share,
        part=at.share,
        part_s=at.duration_s,
        type=None if to.type is None else types.index(to.type),
        group=None if to.group is None else groups.index(to.group),
        warm_s=to.warm_s,
        place=to.place,
        context=_CONTEXTS[to.context],
        story_s=to.repeat_story_s,
    )


def _born_until_s(horizon: Horizon) -> float:
    """Return until when customers come again: the end of the last simulated day, or the stop of the run."""
    last = horizon.simulated_days[-1]
    if horizon.run_on_s is not None:
        return last.closes_s + horizon.run_on_s
    return max((last.number + 1) * DAY_S, last.closes_s)
