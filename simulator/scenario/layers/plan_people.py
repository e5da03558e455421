"""People as sheets call them: each has one name in the scenario, and the sheet's as title; and what they can do."""

from collections.abc import Iterable

from simulator.errors import Problem
from simulator.scenario.layers.called import Called
from simulator.scenario.layers.plan_skills import SkilledPerson
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import text_in
from simulator.scenario.text.nodes import Entry, Mapping, Scalar, dotted, is_nothing, problem
from simulator.scenario.text.sheets import PlanSheet
from simulator.scenario.text.spelling import as_name, wrong_title
from simulator.units import shown

_TAKEN = ("times", "add")
"""No names: strategies use them to change numbers."""


class PlannedPeople:
    """The people of a scenario, and those that its sheets add."""

    def __init__(self, people: Mapping) -> None:
        self.problems: list[Problem] = []
        """What does not fit of their skills."""
        self.entries = dict(people.entries)
        self._mark = people.mark
        self._called = Called(people, "person")
        self._texts = {name: text for text, name in self._called.by_text.items()}
        self._joined: dict[str, str] = {}

    @property
    def node(self) -> Mapping:
        """Return all people as the scenario has them."""
        return Mapping(self.entries, self._mark)

    def join(self, name: str, team: str, cell: SheetCell, sheet: PlanSheet, problems: list[Problem]) -> None:
        """Put a person into a team, unless the scenario says in which they are."""
        entry = self.entries.get(name)
        said = entry.value.entries if entry is not None and isinstance(entry.value, Mapping) else {}
        if entry is None or ("team" in said and name not in self._joined):
            return
        if self._joined.setdefault(name, team) != team:
            what = f"{shown(self._texts[name])} is in team '{team}' here and in '{self._joined[name]}' in another plan."
            problems.append(sheet.problem(cell, "", what, "Somebody has one team all day."))
            return
        mark = sheet.mark_of(cell)
        with_team = Mapping({**said, "team": Entry(mark, Scalar(team, mark))}, entry.value.mark)
        self.entries[name] = Entry(entry.key, with_team)

    def name_of(self, cell: SheetCell, sheet: PlanSheet, problems: list[Problem]) -> str:
        """Return the name of the person in a cell; who is not there yet is added."""
        text = text_in(cell.value)
        if known := self._called.name_of(text, cell, sheet, problems):
            return known
        name = as_name(text, "p")
        name = f"p_{name}" if name in _TAKEN else name
        self._called.add(text, name)
        what, hint = wrong_title(text)
        if what:
            problems.append(sheet.problem(cell, "", what, hint))
        elif name in self.entries:
            what = f"{shown(text)} and {shown(self._texts[name])} would both be called {name}."
            hint = f"Give one of them another name, with a title: people: {{{name}_2: {{title: {shown(text)}}}}}."
            problems.append(sheet.problem(cell, "", what, hint))
        else:
            mark = sheet.mark_of(cell)
            said = {} if name == text else {"title": Entry(mark, Scalar(text, mark))}
            self.entries[name] = Entry(mark, Mapping(said, mark))
            self._texts[name] = text
        self._called.name_of(text, cell, sheet, problems)
        return name

    def add_skills(self, plan: str, sheet: PlanSheet, people: Iterable[SkilledPerson]) -> None:
        """Add the skills of a matrix."""
        for one in people:
            before = len(self.problems)
            name = self.name_of(one.person, sheet, self.problems)
            if name not in self.entries or len(self.problems) > before:
                continue
            entry, mark = self.entries[name], sheet.mark_of(one.person)
            entries = entry.value.entries if isinstance(entry.value, Mapping) else {}
            given = entries.get("skills")
            if given is not None and not is_nothing(given.value):
                what = f"the plan '{plan}' says what {name} serves, and so does 'skills'."
                self.problems.append(problem(given.key, dotted("people", name, "skills"), what, "Remove one of them."))
                continue
            marks = {type_: (skill, sheet.mark_of(cell)) for type_, (skill, cell) in one.skills.items()}
            skills = {type_: Entry(at, Scalar(skill, at)) for type_, (skill, at) in marks.items()}
            said = {**entries, "skills": Entry(mark, Mapping(skills, mark))}
            self.entries[name] = Entry(entry.key, Mapping(said, entry.value.mark))
