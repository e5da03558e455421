"""The picture of a description: load against staff through the day."""

from typing import TYPE_CHECKING

from simulator.describing.description import Description
from simulator.report.description.description_erlang import finite, is_whole, leave
from simulator.report.pictures.load_picture import LoadPanel, LoadPicture, draw_load
from simulator.report.words.load_titled import described_for_people, variant_of
from simulator.report.words.numbers import format_day, listed
from simulator.work.load_against_staff import Load
from simulator.work.load_nouns import Pool

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PANELS_MAX = 6
"""Of more sets of types that share agents, those are drawn in which work is nearest to the agents, or above."""


def load_figure(one: Description) -> "Figure":
    """Return the picture of load against staff: a panel for each set of types that share agents."""
    return draw_load(load_picture(one))


def load_picture(one: Description) -> LoadPicture:
    """Return what the picture shows, in plain numbers."""
    day, variant = format_day(one.horizon.date, one.horizon.weekday), variant_of(one)
    one = described_for_people(one)
    return LoadPicture(
        title=f"{one.name}, {day}" if day else one.name,
        subtitle=f"{variant}: work against agents on duty" if variant else "Work against agents on duty",
        footer=about_work(one, one.by_rules),
        panels=load_panels(one),
    )


def load_panels(one: Description | Load) -> list[LoadPanel]:
    """Return a panel for each set of types that share agents; of very many, the tightest."""
    return [_panel(one, pool) for pool in _drawn(one)]


def about_work(one: Description | Load, by_rules: bool = False) -> str:
    """Return what must be said of the work in the panels: how it is counted, what is left out.

    ``by_rules``: whether overflow rules, interventions or gates may move some of it, or of the agents.
    """
    said = "Work is contacts × mean handle time, as the number of agents it keeps busy; abandonment reduces it."
    if any(each.at_once > 1.0 for each in one.types):
        said += " Where agents handle several contacts at once, the minimum is shown."
    if not all(each.as_it_comes for each in one.types):
        said += " Contacts that arrive while closed are work only at the opening, or as another type, or not at all."
    if by_rules:
        said += " Overflow rules, interventions and gates are left out."
    left_out = len(one.pools) - len(_drawn(one))
    if left_out:
        said += f" Not drawn: {left_out} more sets of contact types, with more agents for their work."
    return said


def _drawn(one: Description | Load) -> list[Pool]:
    tightest = sorted(
        one.pools, key=lambda pool: -max((share for share in pool.occupancy if share == share), default=0.0)
    )
    return sorted(tightest[:PANELS_MAX], key=one.pools.index)


def _panel(one: Description | Load, pool: Pool) -> LoadPanel:
    kinds = [kind for kind in one.types if kind.name in pool.types]
    found = one.erlang[one.pools.index(pool)] if isinstance(one, Description) else None
    asked = found if found is not None and found.applies and is_whole(found, pool) else None
    return LoadPanel(
        name=f"{listed(pool.types)}, served by {listed(pool.groups)}",
        edges_s=one.edges_s,
        work={kind.name: kind.agents for kind in kinds},
        staff=pool.staff_steps,
        planned=pool.planned_steps,
        short=[(gap.from_s, gap.to_s) for gap in one.gaps if set(gap.types) <= set(pool.types)],
        forecast=None if all(kind.as_forecast for kind in kinds) else pool.agents_forecast,
        needed=finite(asked.needed) if asked else None,
        formula="Erlang A" if asked and leave(asked) else "Erlang C",
    )
