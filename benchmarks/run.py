"""``python -m benchmarks.run [single|small|skills|draw|all] [--quick] [--memory]``: race the engines, print a table.

It exits with 1 when the engines disagree. A missed aim is printed, not failed: how fast a machine is today is no bug.
"""

import argparse
import importlib.util
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

from benchmarks import dispatcher, drawing, memory, ours, tutorial
from benchmarks.days import SINGLE, SKILLS, SMALL, Model, days_of, scenario_of
from benchmarks.race import Disagreement, Entrant, Timing, race

OURS, TUTORIAL, BY_HAND, CIW = "ccsim", "SimPy tutorial", "SimPy by hand", "Ciw"
DRAW = "draw"


@dataclass(frozen=True)
class Race:
    """What is raced: a model, how often, on how many days the slowest takes part, which ratios are aimed at."""

    model: Model
    rounds: int
    ciw_days: int
    aims: dict[str, float]


RACES = {
    "single": Race(SINGLE, rounds=7, ciw_days=1, aims={TUTORIAL: 6.0, CIW: 20.0}),
    "small": Race(SMALL, rounds=5, ciw_days=100, aims={TUTORIAL: 4.0}),
    "skills": Race(SKILLS, rounds=7, ciw_days=0, aims={BY_HAND: 3.0}),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the races that were asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Race the engines on the same days.")
    parser.add_argument("which", nargs="?", choices=[*RACES, DRAW, "all"], default="all")
    parser.add_argument("--quick", action="store_true", help="an hour or fifty days, two rounds: a look only")
    parser.add_argument("--memory", action="store_true", help="the peak memory of a million contacts instead")
    options = parser.parse_args(argv)
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    if options.memory:
        print(memory.measure())
        return 0
    chosen = [*RACES, DRAW] if options.which == "all" else [options.which]
    try:
        for name in chosen:
            if name == DRAW:
                print(drawing.report(drawing.measure(2 if options.quick else drawing.ROUNDS)), flush=True)
            else:
                _run(quick(RACES[name]) if options.quick else RACES[name])
    except Disagreement as disagreement:
        print(f"The engines disagree. {disagreement}", file=sys.stderr)
        return 1
    return 0


def quick(race: Race) -> Race:
    """Return a shorter race of the same kind."""
    model = race.model
    shorter = replace(model, minutes=60) if model.days == 1 else replace(model, days=50)
    return Race(shorter, rounds=2, ciw_days=min(race.ciw_days, 10), aims=race.aims)


def entrants_of(race: Race) -> list[Entrant]:
    """Return this engine and the others that can run the model and are installed, ours first."""
    days = race.model.days
    found = [Entrant(OURS, partial(ours.run, scenario_of(race.model)), days)]
    if len(race.model.teams) > 1:
        # Neither a Resource nor a node of Ciw knows who can do what.
        return [*found, Entrant(BY_HAND, dispatcher.run, days)]
    found.append(Entrant(TUTORIAL, tutorial.run, days))
    if importlib.util.find_spec("ciw"):
        from benchmarks import ciw_model  # only here: it is an optional dependency

        found.append(Entrant(CIW, ciw_model.run, race.ciw_days))
    else:
        print("Ciw is not installed (pip install 'ccsim[bench]'): raced without it.")
    return found


def _run(chosen: Race) -> None:
    model = chosen.model
    rates, talks = (_each(values) for values in zip(*((one.per_min, one.talk_min) for one in model.types), strict=True))
    print(
        f"\n{model.name}: {rates}/min over {model.minutes} min, {_each([team.agents for team in model.teams])} agents, "
        f"mean talk {talks} min, mean patience {model.patience_min:g} min, {_many(model.days, 'day')}, "
        f"{_many(chosen.rounds, 'round')}"
    )
    timings = race(entrants_of(chosen), days_of(model, scenario_of(model)), chosen.rounds)
    print("waits and abandonments agree to the bit, customer by customer")
    print("\n".join(table(timings, chosen.aims)), flush=True)


def table(timings: Sequence[Timing], aims: dict[str, float]) -> list[str]:
    """Return the lines of the table: contacts per second, and how many times as fast the first is."""
    first = timings[0]
    lines = [f"{'engine':<16}{'contacts':>10}  {'contacts/s: median (min–max)':<30}  {first.entrant.name} is faster by"]
    for timing in timings:
        ordered = sorted(timing.per_s)
        speed = f"{median(timing.per_s):>9,.0f} ({ordered[0]:,.0f}–{ordered[-1]:,.0f})"
        lines.append(f"{timing.entrant.name:<16}{timing.contacts:>10,}  {speed:<30}  {_faster(first, timing, aims)}")
    return lines


def _faster(first: Timing, other: Timing, aims: dict[str, float]) -> str:
    if other is first:
        return "–"
    middle, low, high = first.ratio(other)
    aim = aims.get(other.entrant.name)
    verdict = f", aim {aim:g}: {'met' if middle >= aim else 'MISSED'}" if aim else ""
    return f"{middle:.1f} times ({low:.1f}–{high:.1f}){verdict}"


def _each(values: Sequence[float]) -> str:
    return " + ".join(f"{value:g}" for value in values)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


if __name__ == "__main__":
    sys.exit(main())
