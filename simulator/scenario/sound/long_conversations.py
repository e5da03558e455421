"""Conversations that may keep agents for hours after they would leave: their customers think for so long.

An agent whose work ends takes nothing new and stays until all conversations in hand have ended. That is meant for
minutes; where customers write again after hours, it gives hours of overtime that nobody planned. Channels that hand
conversations over or park them at the end of a shift keep nobody.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.nouns.conversation_replies import Replies
from simulator.scenario.nouns.through_the_day import in_force
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import HOUR_S, format_duration

LONG_S = 4 * HOUR_S
"""More thinking in a conversation than this is said to be long: half a shift."""
_MINUTE_S = 60.0


def long_conversations(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Warn of conversations whose customers think for hours, where agents stay until they have ended."""
    return [one for name in scenario.contact_types for one in _of_type(scenario, tree, name)]


def _of_type(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    kind = scenario.contact_types[name]
    channel = scenario.channels[kind.channel]
    if not isinstance(channel, ConversationChannel) or channel.at_the_end != "finish" or not _leave(scenario, name):
        return
    for path, replies in _replies(scenario, name):
        mean_s = max(_thinking_s(replies, channel, time_s) for time_s in replies.thinking)
        if mean_s > LONG_S:
            about = format_duration(round(mean_s / _MINUTE_S) * _MINUTE_S)
            # Who thinks for longer than that writes no more.
            about = about if channel.auto_close_s is None else f"up to {about}"
            what = (
                f"customers think for {about} in a conversation on average, and agents whose work ends stay until all "
                "conversations in hand have ended, so they may stay for hours."
            )
            place = "auto_close" if channel.auto_close_s is None else "a shorter auto_close"
            # Where agents are a number, no end of a shift is theirs.
            shifts = all(one.shifts is not None for one in _groups(scenario, name))
            others = "at_shift_end: hand_over" if shifts else "shifts for its agents and at_shift_end: hand_over"
            hint = f"Write {place} for channel '{kind.channel}', or {others}, or check 'number' and 'thinking'."
            at = (*path, "thinking")
            yield problem(key_mark(tree, *at), dotted(*at), what, hint)


def _leave(scenario: Scenario, name: str) -> bool:
    """Return whether agents who serve a type ever leave: at closing, unless the run is stopped, or by their plan."""
    closes = scenario.horizon.run_on_s is None
    return closes or any(one.shifts is not None or len(one.headcount) > 1 for one in _groups(scenario, name))


def _groups(scenario: Scenario, name: str) -> list[AgentGroup]:
    return [group for group in scenario.agent_groups.values() if name in group.serves]


def _replies(scenario: Scenario, name: str) -> Iterator[tuple[tuple[str, ...], Replies]]:
    """Yield where it is said how conversations of a type go, of the type and of its segments."""
    kind = scenario.contact_types[name]
    if kind.replies is not None:
        yield ("contact_types", name, "replies"), kind.replies
    for segment, one in kind.segments.items():
        if one.replies is not None:
            yield ("contact_types", name, "segments", segment, "replies"), one.replies


def _thinking_s(replies: Replies, channel: ConversationChannel, time_s: float) -> float:
    """Return the mean thinking in a conversation, awake and no longer at a time than until it is closed."""
    if channel.auto_close_s is None:
        return replies.thinking_s_mean(time_s)
    each_s = min(in_force(replies.thinking, time_s).mean_s, channel.auto_close_s)
    return (replies.number.mean_number - 1.0) * each_s
