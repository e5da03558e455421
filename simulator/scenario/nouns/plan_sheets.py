"""The noun of plans in sheets: which file has them, how it is laid out, and what its words mean here."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Cell, File, Name, Note, Noun, Text, Title, note_of, title_of
from simulator.scenario.text import forms
from simulator.units import shown

PLANS = "plans"
"""The key under which plans stand, by name."""

Layout = Literal["list", "matrix", "grid", "skills"]

_LIST = """\
horizon: {date: "2026-11-30"}
agent_groups: {front: {agents: null, serves: {orders: {}}}}
plans:
  week:
    file: week_48/plan.csv
    layout: list
    groups: {Orders: front}
    columns: {person: Name, date: Date, from: Start, to: End, activity: Activity, group: Team}
    activities:
      Phone: {counts_as: contacts}
      Lunch: {paid: false}
      Training: {counts_as: off_phone}
      Holiday: {counts_as: nothing}
"""


class PlanColumns(Noun):
    """What the columns of a sheet are called; a column that is left out is looked for under the name of its key."""

    example: ClassVar[str] = _LIST

    person: Text = Field(
        "person", description="The column with the name of the person (list, matrix, skills).", examples=["Name"]
    )
    date: Text | None = Field(
        None,
        description="The column with the date, or the day of the week, on which the row begins (list, grid). Left out: "
        "`date`, if there is such a column; else the sheet holds on every day.",
        examples=["Date"],
    )
    from_: Text = Field(
        "from", alias="from", description="The column with the time at which the row begins (list).", examples=["Start"]
    )
    to: Text = Field("to", description="The column with the time at which it ends (list).", examples=["End"])
    time: Text = Field(
        "time", description="The column with the beginning of the interval (grid).", examples=["Interval"]
    )
    activity: Text | None = Field(
        None,
        description="The column that says what a row is (list). Left out: `activity`, if there is such a column; else "
        "all rows are work on contacts.",
        examples=["Activity"],
    )
    group: Text | None = Field(
        None,
        description="The column with the agent group (list). Left out: `group`, if there is such a column; else the "
        "plan's `group`.",
        examples=["Team"],
    )
    shift: Text | None = Field(
        None,
        description="The column with the name of the shift (list). Left out: `shift`, if there is such a column; else "
        "shifts are named by their times.",
        examples=["Shift"],
    )
    team: Text | None = Field(
        None,
        description="The column with the team of the person (list). Left out: `team`, if there is such a column and it "
        "is not that of the group; else the scenario says it.",
        examples=["Team"],
    )


class Activity(Noun):
    """What people do in the rows of a list that have this activity."""

    example: ClassVar[str] = _LIST

    counts_as: Literal["break", "off_phone", "contacts", "nothing"] = Field(
        "break",
        description="What the time counts as: `break`; `off_phone`, work but not on contacts, such as training; "
        "`contacts`, work on contacts; `nothing`, the row does not count, such as a holiday.",
        examples=["off_phone"],
    )
    paid: Literal[True, False] = Field(
        True, description="Whether the time is paid, where it is a break or off the phone.", examples=[False]
    )


class PlanCode(Noun):
    """What a code in the cells of a matrix means: a shift of a group."""

    example: ClassVar[str] = """\
horizon: {date: "2026-11-30"}
agent_groups:
  front:
    agents: null
    shifts: {early: {from: "08:00", to: "14:00"}, late: {from: "12:00", to: "18:00"}}
    serves: {orders: {}}
plans:
  week:
    file: week_48/codes.csv
    layout: matrix
    columns: {person: Name}
    codes: {E: {group: front, shift: early}, L: {group: front, shift: late}}
    off: [X, holiday]
"""

    group: Name = Field(description="The agent group.", examples=["front"])
    shift: Name = Field(
        description="Its shift, whose hours and breaks are in the scenario, without `agents` and `people`.",
        examples=["early"],
    )


def _one_or_more(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


_Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more), forms.OrOne()]
"""Texts, one or a list."""
_OF_LAYOUT = {
    "group": ("list",),
    "activities": ("list",),
    "where": ("list", "grid", "skills"),
    "groups": ("list", "grid"),
    "types": ("skills",),
    "codes": ("matrix",),
    "off": ("matrix",),
}


class Plan(Noun):
    """A plan that stands in a sheet: a CSV file, or a sheet of an Excel workbook.

    It is read when the scenario is, and means the same as shifts, numbers of agents, or skills of people, written in
    the scenario.
    """

    example: ClassVar[str] = """\
agent_groups: {front: {agents: null, serves: {orders: {}}}}
plans:
  week:
    file: week_48/grid.csv       # or an Excel workbook, with `sheet`
    layout: grid                 # a row per interval, a column per agent group
    columns: {time: Interval}
    groups: {Orders: front}      # the column Total does not count then
"""

    file: File = Field(
        description="A CSV file, or an Excel workbook (.xlsx), in the scenario's folder.", examples=["plan.xlsx"]
    )
    sheet: Text | None = Field(
        None, description="The sheet of the workbook. Left out: the only one there is.", examples=["Week 48"]
    )
    layout: Layout = Field(
        description="How the sheet is laid out: `list`, a row per person, day and activity; `matrix`, a row per "
        "person, a column per day, and codes in the cells; `grid`, a row per interval and a column per agent group, "
        "with numbers of agents; `skills`, a row per person, a column per contact type, and priorities in the cells.",
        examples=["list"],
    )
    columns: PlanColumns = Field(
        default_factory=PlanColumns,
        description="What the columns of the sheet are called. Left out: as the keys.",
        examples=[{"person": "Name", "date": "Date"}],
    )
    group: Name | None = Field(
        None,
        description="The agent group of all rows of a list. Left out: a column says it.",
        examples=["front"],
    )
    groups: dict[Text, Name] = Field(
        default_factory=dict,
        description="The agent groups by what the sheet calls them; in a grid, by the heading of the column, and other "
        "columns do not count. Left out: the sheet calls them as the scenario does.",
        examples=[{"Team A": "front"}],
    )
    types: dict[Text, Name] = Field(
        default_factory=dict,
        description="The contact types of a matrix of skills by the headings of their columns; other columns do not "
        "count. Left out: the sheet calls them as the scenario does.",
        examples=[{"Orders": "orders"}],
    )
    activities: dict[Text, Activity] = Field(
        default_factory=dict,
        description="What the activities of a list are. A row without an activity is work on contacts. Left out: there "
        "are no others.",
        examples=[{"Lunch": {"paid": False}}],
    )
    codes: dict[Text, PlanCode] = Field(
        default_factory=dict,
        description="What the codes of a matrix mean. Left out: there are none.",
        examples=[{"E": {"group": "front", "shift": "early"}}],
    )
    off: _Texts | None = Field(
        None,
        description="The codes of days off; one, or a list. Empty cells are days off anyway. Left out: none.",
        examples=[["X", "holiday"]],
    )
    first: Literal["lowest", "highest"] = Field(
        "lowest",
        description="Which numbers of a matrix of skills people serve first: `lowest`, priorities; `highest`, grades "
        "of proficiency, of which each person's highest becomes priority 1, the next one 2.",
        examples=["highest"],
    )
    skip: _Texts | None = Field(
        None,
        description="What rows and columns that do not count are called, such as totals; one, or a list, in any case. "
        "Left out: all count, and a row that is called like a total is an error.",
        examples=["Total"],
    )
    where: dict[Text, Cell] = Field(
        default_factory=dict,
        description="Which rows are used: those whose columns have these values. Left out: all rows.",
        examples=[{"Site": "Valencia"}],
    )
    title: Title | None = title_of("the plan")
    note: Note | None = note_of("the plan")

    @model_validator(mode="after")
    def _of_its_layout(self) -> "Plan":
        for key, layouts in _OF_LAYOUT.items():
            if getattr(self, key) and self.layout not in layouts:
                raise ValueError(f"'{key}' stands beside layout {' or '.join(layouts)} only, not beside {self.layout}.")
        if self.first == "highest" and self.layout != "skills":
            raise ValueError(f"'first' stands beside layout skills only, not beside {self.layout}.")
        if self.layout == "matrix" and not self.codes:
            raise ValueError("a matrix needs 'codes', as {E: {group: front, shift: early}}.")
        both = [code for code in self.off or () if code in self.codes]
        if both:
            raise ValueError(f"the code {shown(both[0])} is both a shift and a day off.")
        if self.sheet is not None and not self.is_workbook:
            raise ValueError("'sheet' is of an Excel workbook only (.xlsx).")
        return self

    @property
    def is_workbook(self) -> bool:
        """Return whether the file is an Excel workbook, by its name."""
        return self.file.lower().endswith((".xlsx", ".xlsm"))
