"""A trace as people read it: strategies, types, channels, groups and teams, and agents by their group, have titles.

Documents for machines keep the names. Without titles it is the trace itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from simulator.report.blocks import Sheet
from simulator.report.words.titled import called, sheet_of
from simulator.scenario.resolved.titles import TITLED
from simulator.tracing.traces import Trace

_Rename = Callable[[Any], Any]


def trace_for_people(trace: Trace) -> Trace:
    """Return a trace with titles for names."""
    if not any(trace.titles.get(section) for section in trace.parts):
        return trace
    names = {section: called(trace.titles, section, parts) for section, parts in trace.parts.items()}
    strategies = names["strategies"]
    view: Trace = _retold(trace, _of_fields(*(names[section] for section in TITLED)))
    future = None if trace.future is None else names["futures"].get(trace.future, trace.future)
    return replace(view, strategies=tuple(strategies[one] for one in trace.strategies), future=future)


def names_sheet(trace: Trace) -> Sheet | None:
    """Return what the titles of a trace stand for, with the notes; None where there are none."""
    return sheet_of(trace.titles, trace.parts)


def _of_fields(
    channels: Mapping[str, str], types: Mapping[str, str], groups: Mapping[str, str], teams: Mapping[str, str]
) -> dict[str, _Rename]:
    """Return how what stands in a field is called, by the name of the field."""

    def type_(name: str) -> str:
        return types.get(name, name)

    def channel(name: str) -> str:
        return channels.get(name, name)

    def group(name: str) -> str:
        return groups.get(name, name)

    def agent(name: str) -> str:
        # An agent is the group and a number; whoever was not chosen may be a contact, which has no blank.
        of, blank, number = name.rpartition(" ")
        return f"{group(of)}{blank}{number}"

    return {
        "type": type_,
        "channel": channel,
        "group": group,
        "team": lambda name: teams.get(name, name),
        "agent": lambda found: agent(found) if isinstance(found, str) else found,
        "answered_by": agent,
        "closed_by": agent,
        "handed_over_by": agent,
        "nothing_new_of": lambda found: tuple(map(channel, found)),
        "against": agent,
        "other": agent,
        "other_group": group,
        "agents": lambda found: tuple(agent(one) if isinstance(one, str) else one for one in found),
        "groups": lambda found: tuple(group(one) if isinstance(one, str) else one for one in found),
        "later": lambda found: tuple((group(one), clock) for one, clock in found),
    }


def _retold(told: Any, of_fields: Mapping[str, _Rename]) -> Any:
    """Return what is told with every field called as people call it."""
    if isinstance(told, tuple):
        return tuple(_retold(one, of_fields) for one in told)
    if not is_dataclass(told) or isinstance(told, type):
        return told
    found = {}
    for one in fields(told):
        value = getattr(told, one.name)
        called_so = of_fields[one.name](value) if value is not None and one.name in of_fields else value
        found[one.name] = _retold(called_so, of_fields)
    return replace(told, **found)
