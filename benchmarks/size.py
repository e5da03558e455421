"""What a contact costs in a small and in a large center: seconds and memory against size, as a table and a picture.

    python -m benchmarks.size [--compiled PYTHON] [--most 1e7] [--picture benchmarks/size.png] [contacts|types|agents …]

Each point is a process of its own. What a scenario takes once (its tables, and what is drawn from) is told apart; a
replication is drawn, simulated and measured again and again for a while, and the quickest counts. What is drawn
is as much for all points of an axis as can be; where the cost of a contact rises with the size, something in the engine
looks at everybody.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

AXES = {
    "contacts": (1e2, 1e3, 1e4, 1e5, 1e6, 1e7),
    "types": (1, 2, 5, 10, 20, 50, 100, 200),
    "groups": (1, 2, 5, 10, 20, 50, 100),
    "agents": (1, 10, 100, 1_000, 5_000),
    "headcount": (10, 100, 1_000, 5_000),
    "queue": (1e2, 1e3, 1e4, 1e5),
}
"""What grows, and the sizes that are measured: contacts; types of one center; groups that all serve fifty types;
agents; agents of whom half leave every half hour and come back; contacts that wait at once."""
_TALK_MIN = 4
AGAIN_S = 0.6
"""A replication that takes less is repeated for so long."""


class Point(NamedTuple):
    """What one size took."""

    axis: str
    size: int
    contacts: int
    once_s: float
    """What the first replication takes longer than later ones: what holds for the scenario is made."""
    simulate_s: float
    whole_s: float
    """With drawing and measuring."""
    memory_mb: float
    """Above what the process had before anything was drawn."""


def tree(axis: str, size: int) -> dict[str, Any]:
    """Return the center of a size."""
    if axis == "contacts":
        # A large center for as many hours or days as it takes; below an hour, an hour of a smaller one.
        hours = size / 3600
        return _center(min(60.0, size / 60), minutes=min(1440, max(60, hours * 60)), days=max(1, round(hours / 24)))
    if axis == "types":
        return _center(60, minutes=300, types=size, groups=5)
    if axis == "groups":
        return _center(60, minutes=300, types=50, groups=size)
    if axis == "headcount":
        return _center(size / _TALK_MIN * 0.7, minutes=600, agents=size, halved=True)
    if axis == "agents":
        # About as many contacts always, so nobody who is larger is longer at it.
        per_min = size / _TALK_MIN * (0.97 if size >= 100 else 0.8)
        minutes = 20_000 / per_min
        return _center(per_min, minutes=min(1440, minutes), days=max(1, round(minutes / 1440)), agents=size)
    # So few serve them that nearly all of them stand in one line.
    return _center(size / 60, minutes=60, agents=max(1, round(size / 400)), patience="endless")


def _center(
    per_min: float,
    minutes: float,
    days: int = 1,
    types: int = 1,
    groups: int = 1,
    agents: int | None = None,
    patience: Any = None,
    halved: bool = False,
) -> dict[str, Any]:
    agents = max(1, round(per_min * _TALK_MIN * 1.02)) if agents is None else agents
    minute = max(2, round(minutes))
    kind = {
        "channel": "voice",
        "talk": {"exponential": {"mean": f"{_TALK_MIN}m"}},
        "patience": patience or {"exponential": {"mean": "3m"}},
    }
    there: Any = max(1, agents // groups)
    if halved:
        half_hours = range(0, minute, 30)
        there = {f"{at // 60:02d}:{at % 60:02d}": agents // (1 + at // 30 % 2) for at in half_hours}
    names = [f"type_{number}" for number in range(types)]
    return {
        "version": 1,
        "name": "Size",
        "horizon": {"from": "00:00", "to": f"{minute // 60:02d}:{minute % 60:02d}", "days": days, "interval": "30m"},
        "channels": {"voice": {}},
        "sources": {f"of_{name}": {"arrivals": {"rate": f"{per_min * 60 / types:.6f}/h"}} for name in names},
        "contact_types": {name: {"from": f"of_{name}"} | kind for name in names},
        "agent_groups": {
            f"group_{number}": {"agents": there, "serves": {name: {} for name in names}} for number in range(groups)
        },
    }


def measured(axis: str, size: int) -> Point:
    """Return what a size takes, measured in this process: it is to be a fresh one."""
    from simulator.demand.workload import draw
    from simulator.engine.simulate import simulate
    from simulator.metrics.details import details
    from simulator.metrics.measure import measure
    from simulator.scenario.nouns import Scenario

    # What is worked out once in a process is, by another center.
    small = Scenario.model_validate(tree("contacts", 100))
    measure(simulate(small, draw(small, 1, 0)))
    scenario, before_mb = Scenario.model_validate(tree(axis, size)), _peak_mb()

    def replicate() -> tuple[float, float, int]:
        started_s = time.process_time()
        workload = draw(scenario, 1, 0)
        drawn_s = time.process_time()
        log = simulate(scenario, workload)
        simulated_s = time.process_time()
        measure(log)
        details(log)
        return time.process_time() - started_s, simulated_s - drawn_s, len(log.contacts["arrived_s"])

    first_s, simulate_s, contacts = replicate()
    whole_s, memory_mb, until_s = first_s, _peak_mb() - before_mb, time.process_time() + AGAIN_S
    while first_s < AGAIN_S and time.process_time() < until_s:
        again = replicate()
        whole_s, simulate_s = min(whole_s, again[0]), min(simulate_s, again[1])
    return Point(axis, size, contacts, first_s - whole_s, simulate_s, whole_s, memory_mb)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def draw_picture(points: list[Point], path: Path) -> None:
    """Draw seconds and memory of a contact against size, a column for each axis; the scales of a row are one."""
    from matplotlib.figure import Figure

    axes_told = list(dict.fromkeys(point.axis for point in points))
    figure = Figure(figsize=(2.4 * len(axes_told), 4.4), layout="constrained")
    panels = figure.subplots(2, len(axes_told), squeeze=False, sharey="row")
    for column, axis in enumerate(axes_told):
        mine = [point for point in points if point.axis == axis]
        sizes = [point.size for point in mine]
        upper, lower = panels[0][column], panels[1][column]
        upper.plot(sizes, [1e6 * one.whole_s / one.contacts for one in mine], "o-", label="draw, simulate, measure")
        upper.plot(sizes, [1e6 * one.simulate_s / one.contacts for one in mine], "s--", label="simulate")
        lower.plot(sizes, [1e3 * one.memory_mb / one.contacts for one in mine], "o-", color="tab:green")
        upper.set_title(axis if axis != "queue" else "waiting at once")
        for panel in (upper, lower):
            panel.set(xscale="log", yscale="log")
            panel.grid(alpha=0.3)
    panels[0][0].set_ylabel("µs a contact")
    panels[1][0].set_ylabel("KB a contact, at the peak")
    panels[0][0].legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def main() -> None:
    """Measure all sizes that were asked for and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("axes", nargs="*", default=list(AXES))
    parser.add_argument("--most", type=float, default=1e6, help="contacts of the largest point")
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--compiled", metavar="PYTHON", help="of an environment in which it is installed compiled")
    parser.add_argument("--one", nargs=2, metavar=("AXIS", "SIZE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measured(asked.one[0], int(asked.one[1]))))
        return
    from benchmarks.versions import versions

    version = versions(None, asked.compiled)[-1]
    print(f"{version.name}\n")
    print("| what grows | size | contacts | µs a contact: simulate | all | once, ms | KB a contact |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    points: list[Point] = []
    for axis in asked.axes:
        for size in (int(one) for one in AXES[axis] if axis != "contacts" or one <= asked.most):
            command = [version.python, __file__, "--one", axis, str(size)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=version.environment)
            points.append(one := Point(*json.loads(done.stdout)))
            each_us = (1e6 * one.simulate_s / one.contacts, 1e6 * one.whole_s / one.contacts)
            memory = f"{1e3 * one.memory_mb / one.contacts:.2f}"
            numbers = " | ".join(f"{value:.2f}" for value in each_us)
            once_ms = f"{1e3 * one.once_s:,.0f}"
            print(f"| {axis} | {size:,} | {one.contacts:,} | {numbers} | {once_ms} | {memory} |", flush=True)
    if asked.picture:
        draw_picture(points, asked.picture)


if __name__ == "__main__":
    main()
