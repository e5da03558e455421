"""All pictures of a run by name: which there are, what each is called as a file, how it is drawn when it is wanted.

Drawing one takes a third of a second, so nothing is drawn before somebody asks for it. What is of a place (a future)
has its name where there are several, and what is of one strategy has the strategy's.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.arguments import texts
from simulator.errors import UsageError, reason_of
from simulator.given_run import whole_run
from simulator.report.files.written_files import try_folder
from simulator.report.pictures.across_futures import futures
from simulator.report.pictures.agents_day import agents
from simulator.report.pictures.along_grid import along
from simulator.report.pictures.conversations_day import conversations, has_conversations
from simulator.report.pictures.grid_map import over_two
from simulator.report.pictures.paid_hours import has_hours, hours
from simulator.report.pictures.paired_differences import differences, pages
from simulator.report.pictures.picture_files import FORMATS, save
from simulator.report.pictures.plan_day import has_plan, plan
from simulator.report.pictures.single_days import REPLICATIONS_MIN, days_met
from simulator.report.pictures.staffed import staff
from simulator.report.pictures.through_day import closed, queue, service
from simulator.report.pictures.waiting import waits
from simulator.report.words.numbers import listed
from simulator.report.words.parts import ResultPart, parts
from simulator.report.words.titled import for_people, own_name
from simulator.scenario.text.suggest import did_you_mean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

KINDS = {
    "differences": "every strategy against the baseline, with intervals and verdicts",
    "futures": "strategies in futures: which is best in which future, and the possible loss",
    "service": "service level and abandonment through the day",
    "waits": "share of contacts answered within any time",
    "days": "on how many days each type meets its target, and how the days' service levels are spread",
    "queue": "number of contacts waiting through the day",
    "closed": "contacts closed per hour through the day",
    "conversations": "active and inactive conversations per agent through the day",
    "load": "work against agents on duty, a picture for each strategy",
    "hours": "paid hours by what agents do: on duty, on breaks, off the phone, away, absent",
    "plan": "one day's shifts and breaks as planned, and what people did, a picture for each strategy",
    "agents": "one day's agents as bars, a picture for each strategy",
    "grid": "metrics along a grid of one setting, or maps over two",
}
"""The kinds of pictures, in the order they are drawn, and what they show."""
ROWS_MAX = 6
"""A picture of the day with more rows of panels becomes one for each part of the center."""
NAME_MAX = 40
"""Letters of a strategy or future in a file's name."""


@dataclass(frozen=True)
class Picture:
    """One picture that can be drawn. ``name`` is safe as the name of a file, and no other picture has it."""

    kind: str
    name: str
    draw: "Callable[[], Figure]"
    strategy: str | None = None
    future: str | None = None
    part: str | None = None
    """The part of the center it is of, where each has a picture."""


def album(run: "AnyRun", only: str | Sequence[str] = ()) -> list[Picture]:
    """Return the pictures that there are of ``run``; of the kinds ``only`` where any are named.

    A grid has its own pictures and no others. Pictures of a strategy's load and agents are of the first future: the
    staff is the same in all. Raises UsageError for a kind that does not exist.
    """
    run, only = whole_run(run), texts("only", only)
    for kind in only:
        if kind not in KINDS:
            raise UsageError(f"there is no picture '{kind}'. {did_you_mean(kind, list(KINDS))}".strip())
    found = [one for one in _unlike(_all(for_people(run))) if not only or one.kind in only]
    return sorted(found, key=lambda one: list(KINDS).index(one.kind))


def write_album(
    run: "AnyRun", folder: str | Path, only: str | Sequence[str] = (), formats: str | Sequence[str] = FORMATS
) -> list[Path]:
    """Write pictures of ``run`` into ``folder``, made when it is not there, and return the files.

    Files of these names are replaced, others stay. Raises UsageError when there is no such picture, or none of these
    kinds of this run, or when a file cannot be written.
    """
    return list(writing_album(whole_run(run), folder, texts("only", only), texts("formats", formats)))


def writing_album(
    run: "Compared", folder: str | Path, only: Sequence[str] = (), formats: Sequence[str] = FORMATS
) -> Iterator[Path]:
    """Do what `write_album` does, and yield each file when it is there."""
    pictures = album(run, only)
    if not pictures:
        raise UsageError(
            f"this run has no picture of {listed(only, 'or') if only else 'any kind'}: {_why_not(run, only)}."
        )
    where = folder_for_pictures(folder)
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{where} cannot be made: {reason_of(error)}.") from None
    for picture in pictures:
        figure = picture.draw()
        for form in formats:
            path = where / f"{picture.name}.{form}"
            save(figure, str(path))
            yield path


def folder_for_pictures(folder: str | Path) -> Path:
    """Return ``folder``, which need not be there yet. Raises UsageError when it is a file or cannot be written into."""
    if Path(folder).exists() and not Path(folder).is_dir():
        raise UsageError(f"{folder} is a file; pictures are written into a folder.")
    return try_folder(folder)


def _why_not(run: "Compared", only: Sequence[str]) -> str:
    """Return why pictures may be missing of ``run``."""
    if run.grid.axes:
        return "a grid has pictures of one or two settings" if len(run.grid.axes) > 2 else "a grid has only its own"
    few = "days" in only and run.replications < REPLICATIONS_MIN
    why = {
        "it has one future": len(run.futures) == 1,
        "it has one strategy": not run.others,
        "no agents have shifts or rates": not has_hours(run.first) and not {"plan", "hours"}.isdisjoint(only),
        f"it has fewer than {REPLICATIONS_MIN} replications": few,
        "it has no conversations": "conversations" in only and not has_conversations(run.first),
    }
    return " and ".join(["there is no grid", *(text for text, holds in why.items() if holds)])


def _unlike(pictures: Iterator[Picture]) -> Iterator[Picture]:
    """Yield the pictures, with a number where a future and a part together read like another future."""
    taken: set[str] = set()
    for one in pictures:
        number, name = 1, one.name
        while name in taken:
            number += 1
            name = f"{one.name}-{number}"
        taken.add(name)
        yield replace(one, name=name)


def _all(run: "Compared") -> Iterator[Picture]:
    names = _file_names(run)
    if run.grid.axes:
        yield from _of_grid(run, names)
        return
    for one in run:
        yield from _of_place(one, f"-{_future(one.future, names)}" if len(run.futures) > 1 else "")
    if len(run.futures) > 1:
        yield Picture("futures", "futures", partial(futures, run))
    for strategy in run.strategies:
        after = f"-{names[strategy]}" if run.others else ""
        there = run.first
        yield Picture("load", f"load{after}", partial(staff, there, strategy), strategy, there.future)
        if has_plan(there, strategy):
            yield Picture("plan", f"plan{after}", partial(plan, there, strategy), strategy, there.future)
        yield Picture("agents", f"agents{after}", partial(agents, there, strategy), strategy, there.future)


def _file_names(run: "Compared") -> dict[str, str]:
    """Return what stands for strategies and futures in names of files: their names, whatever they are called."""
    own = {name: own_name(run.first, "strategies", name) for name in run.strategies}
    own |= {name: own_name(run.first, "futures", name) for name in run.futures if name is not None}
    safe = safe_names([name for name in own.values() if name is not None])
    return {shown: safe[name] for shown, name in own.items() if name is not None}


def _of_place(one: "Comparison", after: str) -> Iterator[Picture]:
    if one.others:
        yield Picture("differences", f"differences{after}", partial(differences, one), future=one.future)
        yield from _of_parts(one, "differences", differences, after, pages(one))
    for kind, draw in (("service", service), ("queue", queue), ("closed", closed)):
        split = _split(one, abreast=1 if kind == "service" else 2)
        if not split:
            yield Picture(kind, f"{kind}{after}", partial(draw, one), future=one.future)
        yield from _of_parts(one, kind, draw, after, split)
    if has_conversations(one):
        yield Picture("conversations", f"conversations{after}", partial(conversations, one), future=one.future)
    yield Picture("waits", f"waits{after}", partial(waits, one), future=one.future)
    if one.replications >= REPLICATIONS_MIN:
        yield Picture("days", f"days{after}", partial(days_met, one), future=one.future)
    if has_hours(one):
        yield Picture("hours", f"hours{after}", partial(hours, one), future=one.future)


def _split(one: "Comparison", abreast: int) -> tuple[ResultPart, ...]:
    """Return the parts that need a picture of the day each: all where one had too many rows, else none.

    So many strategies stand ``abreast``.
    """
    found = parts(one)
    rows = len(found) * -(-len(one.strategies) // abreast)
    return found if len(found) > 1 and rows > ROWS_MAX else ()


def _of_parts(
    one: "Comparison", kind: str, draw: "Callable[..., Figure]", after: str, found: Sequence[ResultPart]
) -> Iterator[Picture]:
    own = {part.label: part.of.partition(":")[2] or part.label for part in found}
    safe = safe_names(list(own.values()))
    names = {shown: safe[name] for shown, name in own.items()}
    for part in found:
        name = f"{kind}{after}-{names[part.label]}"
        yield Picture(kind, name, partial(draw, one, part.of), future=one.future, part=part.label)


def _of_grid(run: "Compared", names: dict[str, str]) -> Iterator[Picture]:
    for future in run.futures:
        after = f"-{_future(future, names)}" if len(run.futures) > 1 else ""
        if len(run.grid.axes) == 1:
            yield Picture("grid", f"grid{after}", partial(along, run, future), future=future)
        elif len(run.grid.axes) == 2:
            for strategy in run.strategies:
                mine = f"-{names[strategy]}" if run.others else ""
                yield Picture("grid", f"grid{after}{mine}", partial(over_two, run, strategy, future), strategy, future)


def _future(future: str | None, names: dict[str, str]) -> str:
    return "as-stated" if future is None else names[future]


def safe_names(names: Sequence[str]) -> dict[str, str]:
    """Return for each name what stands for it in the name of a file: letters, digits and hyphens, no two alike.

    >>> safe_names(["as_today", "Größe/2", "…", "as today", "客服_二"])
    {'as_today': 'as-today', 'Größe/2': 'groe-2', '…': 'x', 'as today': 'as-today-2', '客服_二': '客服-二'}
    """
    found: dict[str, str] = {}
    # Beside other names nobody may be taken for the scenario as stated.
    taken = {"as-stated"}
    for name in dict.fromkeys(names):
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
        # A name in another script keeps its letters: nothing would be left of it.
        words = re.findall("[a-z0-9]+", letters) or re.findall(r"[^\W_]+", name.lower())
        short = "-".join(words)[:NAME_MAX].strip("-") or "x"
        number, unlike = 1, short
        while unlike in taken:
            number += 1
            unlike = f"{short}-{number}"
        taken.add(unlike)
        found[name] = unlike
    return found
