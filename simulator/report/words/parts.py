"""The parts of a result that may be told in one number: a channel, or a type where one channel has several targets.

Contacts of several channels in one number are a mixture that no channel has: an e-mail's hours beside a call's seconds.
So whatever is said of waits, of service or of who left is said part by part; the whole center has what adds up.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.catalogue import METRICS, Grain
from simulator.report.words.moved import only_moved_to
from simulator.report.words.numbers import MINUTE_S
from simulator.report.words.promised_words import KEY_OF, target_of
from simulator.report.words.titled import label
from simulator.scenario.days.in_teams import InTeams
from simulator.scenario.judged.goal import WEIGHED
from simulator.scenario.rules.whom import touched_by
from simulator.units import format_duration

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.metrics.cells import Cell
    from simulator.scenario.nouns import ContactType, Scenario

ADDS_UP = (
    "closed_per_hour", "closed_per_agent_hour", "closed_per_paid_hour", "occupancy", "slot_load", "occupancy_in_focus",
    "staff_cost", "cost_per_closed", "agent_hours", "off_phone_hours", "helping_hours", "helped_share",
    "help_wait_s_mean", "days_in_target", "days_every_interval", "conversations_per_hour",
    "conversations_per_agent_hour", "active_mean", "inactive_mean", "open_mean",
    "attempts_per_case", "contacts_per_solved_case", "scheduled_hours", "paid_hours", "talk_hours", "wrap_up_hours",
    "break_hours", "away_hours", "absent_hours", "unpaid_absent_hours", "on_duty_hours", "available_hours",
    "overtime_hours", "on_call_hours", "cost_per_contact", "cost_per_answered",
    "cost_per_served_in_time", "cost_per_solved_case", "utilisation_of_paid_time", "utilisation_of_logged_in_time",
    "adherence", "adherence_with_absence", "conformance", "conformance_of_shifts",
)  # fmt: skip
"""Metrics of work, of days and of how often customers have to come, which mean the same whatever is worked on; counts
do too."""


@dataclass(frozen=True)
class ResultPart:
    """Contacts that share a channel and the time of their target."""

    of: str
    """What its rows are of: ``channel:voice``, ``type:orders``; ``all`` where the center is one part."""
    label: str
    """Its name as a reader knows it; empty where the center is one part."""
    types: tuple[str, ...]


def parts(comparison: "Comparison") -> tuple[ResultPart, ...]:
    """Return the parts of all strategies, those of the baseline first; one of ``all`` where nothing has to be split.

    A channel that has several targets with one strategy is told by its types with every strategy. A type that contacts
    only become has no part: they count where they came.
    """
    scenarios = [comparison.scenarios[name] for name in comparison.strategies]
    by_channel: dict[str, dict[str, None]] = {}
    for scenario in scenarios:
        for channel in scenario.channels:
            by_channel.setdefault(channel, {}).update(dict.fromkeys(_types(scenario, channel)))
    found: list[ResultPart] = []
    for channel, types in by_channel.items():
        if any(len(_times(scenario, _types(scenario, channel))) > 1 for scenario in scenarios):
            found += (ResultPart(of := f"type:{name}", label(comparison, of), (name,)) for name in types)
        elif types:
            of = f"channel:{channel}"
            found.append(ResultPart(of, label(comparison, of), tuple(types)))
    return (
        tuple(found) if len(found) > 1 else (ResultPart("all", "", tuple(name for one in found for name in one.types)),)
    )


def has_part(comparison: "Comparison", strategy: str, part: ResultPart) -> bool:
    """Return whether ``strategy`` has contacts of ``part``."""
    return any(name in comparison.scenarios[strategy].contact_types for name in part.types)


def title(comparison: "Comparison", part: ResultPart) -> str:
    """Return what stands above the rows of a part: its name and its target, as *voice, target 80 % in 20 s*."""
    channels = [kind.channel for kind in _kinds(comparison, comparison.strategies, part)]
    where = (
        f" ({label(comparison, f'channel:{channels[0]}')})"
        if part.of.startswith("type:") and channels[0] != part.of.partition(":")[2]
        else ""
    )
    first, *others = (name for name in comparison.strategies if has_part(comparison, name, part))
    usual = target(comparison, first, part)
    unusual = [f"{found} with {name}" for name in others if (found := target(comparison, name, part)) != usual]
    return f"{part.label}{where}, target {', '.join((usual, *unusual))}"


def target(comparison: "Comparison", strategy: str, part: ResultPart) -> str:
    """Return the target of a part, as *80 % in 20 s*; *70–80 % in 20 s* where its types want different shares of it.

    It is empty where a center that is one part has no one time.
    """
    wanted = {(kind.service_level.share, kind.service_level.within_s) for kind in _kinds(comparison, (strategy,), part)}
    times = {within_s for _, within_s in wanted}
    if len(times) != 1:
        return ""
    shares = sorted(share for share, _ in wanted)
    ends = dict.fromkeys(f"{share * 100:.10g}" for share in (shares[0], shares[-1]))
    within_s = times.pop()
    return f"{'–'.join(ends)} % in {f'{within_s:g} s' if within_s < MINUTE_S else format_duration(within_s)}"


def is_mixed(comparison: "Comparison", place: "Cell", metric: str) -> bool:
    """Return whether ``metric`` of ``place`` would put contacts of several parts into one number, with any strategy."""
    known = METRICS[metric]
    # Days are kept or not, by each type's own target: a day of several parts is kept when all of them are.
    if metric in ADDS_UP or known.is_of_days or not (known.denominator or known.quantile):
        return False
    if known.grain is Grain.WAIT:
        return len(_sent_on_to(comparison, place.of)) > 1
    scenarios = (comparison.scenarios[name] for name in comparison.strategies)
    # Weighed measures are each of their own contacts: whoever stated the weights wants them in one number.
    weighed = place.of == WEIGHED
    return not weighed and any(
        len(_channels_and_times(scenario, place.of, metric=metric)) > 1 for scenario in scenarios
    )


def _sent_on_to(comparison: "Comparison", of: str) -> set[tuple[str, float]]:
    """Return the channels, each with a time of its targets, of the contacts that are sent on to what a row is of."""
    return {
        found
        for name in comparison.strategies
        for found in _channels_and_times(
            comparison.scenarios[name],
            of,
            {
                kind
                for kind in comparison.scenarios[name].contact_types
                if comparison.row(name, "further_waits", f"type:{kind}").value > 0
            }
            & _passed_to(comparison.scenarios[name], of),
        )
    }


def _passed_to(scenario: "Scenario", of: str) -> set[str]:
    """Return the types that may be passed to a group by its name; of any other row, all."""
    kind, _, group = of.partition(":")
    if kind != "group":
        return set(scenario.contact_types)
    rules = [rule for rule in scenario.transfers.values() if rule.pass_.group == group]
    return {name for rule in rules for name in touched_by(rule.of, scenario)}


def _channels_and_times(
    scenario: "Scenario", of: str, among: Collection[str] | None = None, metric: str = ""
) -> set[tuple[str, float]]:
    """Return the channels, each with a time of its targets, of the contacts that a row is of.

    Counted are the types ``among`` which they may be; left out, those to which somebody comes. Where ``metric`` judges
    a target of conversations, it is those that have it, by the time of that.
    """
    kind, _, name = of.partition(":")
    types = scenario.contact_types
    groups = scenario.agent_groups
    in_team = InTeams(scenario).groups_of(name) if kind == "team" else set()
    belongs: dict[str, Callable[[str, ContactType], bool]] = {
        "all": lambda each, one: True,
        "type": lambda each, one: each == name,
        "channel": lambda each, one: one.channel == name,
        "segment": lambda each, one: name in one.segments,
        "group": lambda each, one: name in groups and each in groups[name].serves,
        "team": lambda each, one: any(each in groups[group].serves for group in in_team),
    }
    comes = types.keys() - only_moved_to(scenario) if among is None else among
    mine = {each: one for each, one in types.items() if belongs[kind](each, one)}
    if metric in KEY_OF:
        judged = {each: target_of(scenario, metric, each) for each in mine}
        return {(types[each].channel, one.within_s) for each, one in judged.items() if one is not None}
    return {(one.channel, one.service_level.within_s) for each, one in mine.items() if each in comes}


def _kinds(comparison: "Comparison", strategies: tuple[str, ...], part: ResultPart) -> "list[ContactType]":
    known = (comparison.scenarios[name].contact_types for name in strategies)
    return [types[name] for types in known for name in part.types if name in types]


def _types(scenario: "Scenario", channel: str) -> list[str]:
    moved = only_moved_to(scenario)
    return [name for name, kind in scenario.contact_types.items() if kind.channel == channel and name not in moved]


def _times(scenario: "Scenario", types: list[str]) -> set[float]:
    return {scenario.contact_types[name].service_level.within_s for name in types}
