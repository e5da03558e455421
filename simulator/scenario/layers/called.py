"""What sheets call people and teams: by the name that the scenario has for them, or by their title.

Large and small letters make no other person or team, unless the scenario has both. In one sheet, two spellings of one
are told: there they may be two as well.
"""

from collections.abc import Iterable

from simulator.errors import Problem
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.nodes import Mapping, Scalar
from simulator.scenario.text.sheets import PlanSheet
from simulator.scenario.text.spelling import as_name, as_spoken, one_spelling
from simulator.units import shown


class Called:
    """The names of people, or of teams, by what sheets call them."""

    def __init__(self, section: Mapping, noun: str, others: Iterable[str] = ()) -> None:
        self.by_text = {name: name for name in (*section.entries, *others)}
        """A name counts before a title."""
        for name, one in section.items():
            title = one.get("title") if isinstance(one, Mapping) else None
            if isinstance(title, Scalar) and isinstance(title.value, str):
                self.by_text.setdefault(" ".join(one_spelling(title.value).split()), name)
        self._noun = noun
        self._spoken: dict[str, dict[str, str]] = {}
        for text, name in self.by_text.items():
            self._spoken.setdefault(as_spoken(text), {}).setdefault(name, text)
        self._first: dict[tuple[str, str], tuple[str, SheetCell]] = {}
        self._told: set[tuple[str, str]] = set()

    def add(self, text: str, name: str) -> None:
        """Take a ``name`` that a sheet calls ``text``."""
        self.by_text[text] = name
        self._spoken.setdefault(as_spoken(text), {}).setdefault(name, text)

    def name_of(self, text: str, cell: SheetCell, sheet: PlanSheet, problems: list[Problem]) -> str | None:
        """Return the name of what a ``cell`` calls ``text``; None where there is none. Tell of other spellings."""
        alike = self._spoken.get(as_spoken(text), {})
        name = self.by_text.get(text) or next(iter(alike), None)
        if name is None or (sheet.file, text) in self._told:
            return name
        first, there = self._first.setdefault((sheet.file, f"{name} {as_spoken(text)}"), (text, cell))
        if text not in self.by_text and len(alike) > 1:
            what = f"{shown(text)} may be {' or '.join(map(shown, alike.values()))}."
            self._tell(text, sheet.problem(cell, "", what, "Write it as the scenario does."), sheet, problems)
        elif first != text:
            what = f"{shown(text)} and {shown(first)} ({sheet.place_of(there)}) are two spellings of one {self._noun}."
            hint = f"Write one of them. If they are two, state both in the scenario: {self._both(first, text)}."
            self._tell(text, sheet.problem(cell, "", what, hint), sheet, problems)
        return name

    def _both(self, first: str, text: str) -> str:
        section, name = ("people" if self._noun == "person" else "teams"), as_name(first, self._noun[0])
        return f"{section}: {{{name}: {{title: {shown(first)}}}, {name}_2: {{title: {shown(text)}}}}}"

    def _tell(self, text: str, told: Problem, sheet: PlanSheet, problems: list[Problem]) -> None:
        self._told.add((sheet.file, text))
        problems.append(told)
