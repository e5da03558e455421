"""Pictures: functions from a finished comparison to a matplotlib Figure, all in one look; the home of matplotlib.

    from ccsim import compare, load, pictures
    run = compare(load("scenarios/first_steps.yaml"))
    pictures.save(pictures.differences(run), "differences.svg")

Each picture has a file: its frozen plain data, what of a comparison goes into it, and how it is drawn. Beside them are
`style.py` the look, `frame.py` titles, panels and legends, `axes.py` what axes say, `captions.py` what stands
around, `picture_files.py` files and bytes, `albums.py` all pictures of a run.

The names below are loaded when they are first used: who draws one picture need not know of the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.report.pictures.across_futures import futures
    from simulator.report.pictures.agents_day import agents
    from simulator.report.pictures.albums import album, write_album
    from simulator.report.pictures.along_grid import along
    from simulator.report.pictures.conversations_day import conversations
    from simulator.report.pictures.grid_map import over_two
    from simulator.report.pictures.paid_hours import hours
    from simulator.report.pictures.paired_differences import differences
    from simulator.report.pictures.picture_files import save, svg_text
    from simulator.report.pictures.plan_day import plan
    from simulator.report.pictures.single_days import days_met
    from simulator.report.pictures.staffed import staff
    from simulator.report.pictures.through_day import closed, queue, service
    from simulator.report.pictures.waiting import waits

__all__ = [
    "agents",
    "album",
    "along",
    "closed",
    "conversations",
    "days_met",
    "differences",
    "futures",
    "hours",
    "over_two",
    "plan",
    "queue",
    "save",
    "service",
    "staff",
    "svg_text",
    "waits",
    "write_album",
]

_HOMES = {
    "differences": "paired_differences",
    "futures": "across_futures",
    "service": "through_day",
    "waits": "waiting",
    "days_met": "single_days",
    "queue": "through_day",
    "closed": "through_day",
    "conversations": "conversations_day",
    "staff": "staffed",
    "hours": "paid_hours",
    "plan": "plan_day",
    "agents": "agents_day",
    "along": "along_grid",
    "over_two": "grid_map",
    "album": "albums",
    "write_album": "albums",
    "save": "picture_files",
    "svg_text": "picture_files",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
