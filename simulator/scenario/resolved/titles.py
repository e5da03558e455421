"""Titles and notes: what people are told in place of a name, or beside it. No number and no hash depends on them.

Strategies, futures, channels, contact types, agent groups and teams may have them. They are kept apart from what
decides a run (`without_titles`), so that whoever mends a title has the same run.
"""

from collections.abc import Iterable
from typing import Any

from simulator.errors import Problem
from simulator.scenario.layers.strategies import WORDS
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, Scalar, dotted, is_nothing, plain, problem
from simulator.scenario.text.spelling import wrong_note, wrong_title
from simulator.units import shown

Titles = dict[str, dict[str, dict[str, str]]]
"""By section of the file (``strategies``), then by name: ``title`` and ``note``, those that there are."""
TITLE, NOTE = "title", "note"
KEYS = (TITLE, NOTE)
TITLED = ("channels", "contact_types", "agent_groups", "teams")
"""The sections of the center whose things have titles."""
SECTION_OF = {"type": "contact_types", "channel": "channels", "group": "agent_groups", "team": "teams"}
"""Those sections by the kind of a row, as results have it: ``type:orders``."""
_WRONG = {TITLE: wrong_title, NOTE: wrong_note}


def title_problems(root: Mapping) -> list[Problem]:
    """Return what is wrong with the titles and notes of strategies and futures; those of the center are nouns' keys."""
    wrong = []
    for section in WORDS:
        for name, body in root.section(section).items():
            for key, entry in body.entries.items() if isinstance(body, Mapping) else ():
                if key in KEYS and not is_nothing(entry.value):
                    value, where = plain(entry.value), dotted(section, name, key)
                    what, hint = f"expected a text, got {shown(value)}.", "Put it in quotes."
                    if isinstance(value, str):
                        what, hint = _WRONG[key](value) if value.strip() else ("", "")
                    if what:
                        wrong.append(problem(entry.value.mark, where, what, hint))
    return wrong


def titles_of(root: Mapping, trees: Iterable[Mapping]) -> Titles:
    """Return all titles and notes: strategies' and futures' from the file's ``root``, the others' from the ``trees``.

    What several trees have is called as in the first that says so.
    """
    found: Titles = {section: _said(root.section(section)) for section in WORDS}
    for tree in trees:
        for section in TITLED:
            mine = found.setdefault(section, {})
            for name, said in _said(tree.section(section)).items():
                mine.setdefault(name, said)
    return {section: said for section, said in found.items() if said}


def _said(section: Mapping) -> dict[str, dict[str, str]]:
    found = {}
    for name, body in section.items():
        values = {key: body.get(key) for key in KEYS} if isinstance(body, Mapping) else {}
        said = {
            key: " ".join(value.value.split()) if key == TITLE else value.value.strip()
            for key, value in values.items()
            if isinstance(value, Scalar) and isinstance(value.value, str) and value.value.strip()
        }
        if said:
            found[name] = said
    return found


def without_titles(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario as plain data without its titles and notes: what is left decides the numbers."""
    return {key: _bare(value) if key in TITLED else value for key, value in tree.items()}


def _bare(section: Any) -> Any:
    if not isinstance(section, dict):
        return section
    return {
        name: {key: value for key, value in one.items() if key not in KEYS} if isinstance(one, dict) else one
        for name, one in section.items()
    }


def untitled(scenario: Scenario) -> Scenario:
    """Return ``scenario`` without its titles and notes."""
    bare = {
        section: {name: one.model_copy(update=dict.fromkeys(KEYS)) for name, one in getattr(scenario, section).items()}
        for section in TITLED
        if any(one.title or one.note for one in getattr(scenario, section).values())
    }
    return scenario.model_copy(update=bare) if bare else scenario
