"""What is said of the ends of shifts: where a group is a number nobody has one, and nobody may be there after it.

A channel may say what becomes of conversations when an agent's own shift ends, and how long before it they take nothing
new. Both need to know whose shift ends when, and the first needs somebody who goes on with the conversations.
"""

import math
from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days.joined import joined
from simulator.scenario.days.roster import roster_of
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Channel, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.nouns.hours import Span
from simulator.scenario.rules.hand_units import served_channels
from simulator.scenario.text.nodes import Mapping, Mark, came_later, dotted, problem
from simulator.scenario.text.quoted import quoted
from simulator.units import format_duration

_Path = tuple[str, ...]
_Parts = dict[tuple[Somebody, str], list[Span]]
"""When each person works in each group."""
_DONE = {"hand_over": "handed over", "park": "parked"}


def end_of_shift_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what channels of a valid ``scenario`` say of ends of shifts that nobody has; places come from ``tree``."""
    found = []
    for name, channel in scenario.channels.items():
        groups = [one for one in _serving(scenario, name) if scenario.agent_groups[one].shifts is None]
        ends = list(_ends(name, channel, tree)) if groups else []
        for path, end, hint in ends:
            have, whom = ("groups {} have", "them") if len(groups) > 1 else ("group {} has", "it")
            who = have.format(quoted(groups))
            what = f"{who} 'agents' instead of 'shifts', so nobody in {whom} has an end of shift {end}."
            hint = f'Write shifts: {{day: {{agents: 8, from: "08:00", to: "16:00"}}}}{hint}.'
            mark, where = _to_mend(tree, [path, *_of_groups(scenario, name, groups)])
            found.append(problem(mark, where, what, hint))
        found += [] if ends else _nothing_ever(scenario, tree, name)
    return found


def left_for_good(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Warn of channels whose conversations nobody ever goes on with after a shift, because nobody is there then."""
    return [one for name in scenario.channels for one in _left(scenario, tree, name)]


def _serving(scenario: Scenario, channel: str) -> list[str]:
    groups = scenario.agent_groups.items()
    return [name for name, group in groups if channel in served_channels(group, scenario)]


def _at_the_end(channel: Channel) -> str:
    return channel.at_the_end if isinstance(channel, ConversationChannel) else "finish"


def _written(tree: Mapping, channel: str) -> _Path:
    """Return the key that says what becomes of conversations: left out, the other one stands for it."""
    stated = tree.section("channels").section(channel).get("at_shift_end") is not None
    return ("channels", channel, "at_shift_end" if stated else "handed_over")


def _ends(name: str, channel: Channel, tree: Mapping) -> Iterator[tuple[_Path, str, str]]:
    """Yield what a channel says of the end of a shift: where, in words, and what else may be written."""
    if (does := _at_the_end(channel)) in _DONE:
        yield _written(tree, name), f"at which conversations of '{name}' could be {_DONE[does]}", ""
    if channel.nothing_new_s:
        end = f"before which they could take nothing new of '{name}'"
        yield ("channels", name, "no_new"), end, "; or let the 'hours' of the channel end earlier than the center's"


def _of_groups(scenario: Scenario, channel: str, groups: list[str]) -> Iterator[_Path]:
    """Yield what makes ``groups`` serve a channel with a number of agents."""
    for name in groups:
        yield "agent_groups", name, "agents"
        for one in scenario.agent_groups[name].serves:
            if one in scenario.contact_types and scenario.contact_types[one].channel == channel:
                yield "agent_groups", name, "serves", one


def _to_mend(tree: Mapping, places: list[_Path]) -> tuple[Mark, str]:
    """Return where the end is asked for, the first of ``places``; where a strategy makes it wrong, what that says."""
    changed = next((one for one in places if came_later(key_mark(tree, *one), tree.mark)), places[0])
    return value_mark(tree, *changed), dotted(*changed)


def _nothing_ever(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    """Find channels of which agents take nothing new for so long before the end that no shift is longer."""
    nothing_s, groups = scenario.channels[name].nothing_new_s, _serving(scenario, name)
    shifts = [shift for group in groups for shift in (scenario.agent_groups[group].shifts or {}).values()]
    longest_s = max((to_s - from_s for shift in shifts for from_s, to_s in shift.parts), default=math.inf)
    if nothing_s >= longest_s:
        path = ("channels", name, "no_new")
        what = (
            f"nobody ever takes a contact of '{name}': agents who serve it are on duty for {format_duration(longest_s)}"
            " at most, and take nothing new all that time."
        )
        yield problem(value_mark(tree, *path), dotted(*path), what, "Use a shorter 'no_new'.")


def _left(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    does = _at_the_end(scenario.channels[name])
    if does not in _DONE:
        return
    parts = _parts(scenario, _serving(scenario, name))
    what, instead = (_parked(parts), "hand_over") if does == "park" else (_handed_over(name, parts), "finish")
    if what:
        path, hint = _written(tree, name), f"Simulate more days, or write at_shift_end: {instead}."
        yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _parked(parts: _Parts) -> str:
    again = {group for (_, group), mine in parts.items() if len(mine) > 1}
    gone = [one for one in dict.fromkeys(group for _, group in parts) if one not in again]
    what = "in the simulated days, so the conversations that they park are never answered."
    return f"nobody in {quoted(gone)} has a later part of a shift {what}" if gone else ""


def _handed_over(channel: str, parts: _Parts) -> str:
    ends = {to_s for mine in parts.values() for _, to_s in mine}
    what = "so the conversations that they hand over are never answered."
    return f"all who serve '{channel}' leave at the same time and nobody comes later, {what}" if len(ends) == 1 else ""


def _parts(scenario: Scenario, groups: list[str]) -> _Parts:
    """Return when each person works in each of ``groups``; parts that touch are one, between them nobody leaves."""
    found: _Parts = {}
    for one in roster_of(scenario).shifts:
        if one.group in groups:
            found.setdefault((one.who, one.group), []).extend(one.parts)
    return {seat: joined(sorted(spans)) for seat, spans in found.items()}
