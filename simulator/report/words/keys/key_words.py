"""Where a change is, in words: each section of a scenario has an area that knows its keys; others stay as written."""

from collections.abc import Mapping
from typing import NamedTuple

from simulator.report.words.keys.center_keys import (
    busyness_said,
    horizon_said,
    nothing_below,
    routing_said,
    run_said,
)
from simulator.report.words.keys.channel_keys import channel_said
from simulator.report.words.keys.group_keys import group_said
from simulator.report.words.keys.intervention_keys import intervention_said
from simulator.report.words.keys.overflow_keys import overflow_said
from simulator.report.words.keys.plan_keys import plan_said
from simulator.report.words.keys.routing_test_keys import routing_test_said
from simulator.report.words.keys.rule_keys import follow_up_said, help_said, transfer_said
from simulator.report.words.keys.shift_keys import person_said, team_said, training_said
from simulator.report.words.keys.source_keys import source_said
from simulator.report.words.keys.type_keys import type_said
from simulator.report.words.keys.vocabulary import Area, Path
from simulator.report.words.keys.work_rule_keys import work_rules_said

BETWEEN = " › "


class _Section(NamedTuple):
    said: str
    one: str
    """What one of its names is called; empty where what stands below it are keys and no names."""
    area: Area


SECTIONS: Mapping[str, _Section] = {
    "version": _Section("version", "", nothing_below),
    "name": _Section("name", "", nothing_below),
    "question": _Section("question", "", nothing_below),
    "horizon": _Section("horizon", "", horizon_said),
    "channels": _Section("channels", "channel", channel_said),
    "sources": _Section("sources", "source", source_said),
    "busyness": _Section("busyness", "", busyness_said),
    "contact_types": _Section("contact types", "contact type", type_said),
    "agent_groups": _Section("agent groups", "agent group", group_said),
    "people": _Section("people", "person", person_said),
    "teams": _Section("teams", "team", team_said),
    "trainings": _Section("trainings", "training", training_said),
    "plans": _Section("plans", "plan", plan_said),
    "routing": _Section("routing", "", routing_said),
    "overflow": _Section("overflow rules", "overflow rule", overflow_said),
    "interventions": _Section("interventions", "intervention", intervention_said),
    "transfers": _Section("transfers", "transfer", transfer_said),
    "helps": _Section("help", "help", help_said),
    "follow_ups": _Section("follow-ups", "follow-up", follow_up_said),
    "routing_tests": _Section("routing tests", "routing test", routing_test_said),
    "work_rules": _Section("work rules", "work rules", work_rules_said),
    "run": _Section("run", "", run_said),
}
"""The sections of a scenario, each with the area that puts its keys into words."""


def path_in_words(path: Path) -> str:
    """Return where a change is, as a reader says it; of a key without words, as it is written.

    >>> path_in_words(("agent_groups", "front", "serves", "orders")), path_in_words(("horizon", "to"))
    ('agent group front › serves › orders', 'horizon › to')
    >>> path_in_words(("contact_types", "orders", "wrap_up", "new_key")), path_in_words(())
    ('contact type orders › wrap-up › new_key', 'the scenario')
    """
    return BETWEEN.join(parts_in_words(path)) or "the scenario"


def key_in_words(path: Path) -> str:
    """Return the last part of a path in words.

    >>> key_in_words(("contact_types", "orders", "wrap_up"))
    'wrap-up'
    """
    return _said(path)[-1]


def parts_in_words(path: Path) -> list[str]:
    """Return the parts of a path in words; the name in a section is one with what it names."""
    said, section = _said(path), SECTIONS.get(path[0]) if path else None
    if section is not None and section.one and len(said) > 1:
        return [f"{section.one} {said[1]}", *said[2:]]
    return said


def has_words(path: Path) -> bool:
    """Return whether every key of a path has words."""
    return path[0] in SECTIONS and SECTIONS[path[0]].area(path[1:]) is not None


def _said(path: Path) -> list[str]:
    """Return each part of a path in words; from the first key on that has none, as it is written."""
    known = next((number for number in range(len(path), 0, -1) if has_words(path[:number])), 0)
    if not known:
        return list(path)
    section = SECTIONS[path[0]]
    return [section.said, *(section.area(path[1:known]) or []), *path[known:]]
