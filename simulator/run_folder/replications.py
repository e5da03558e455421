"""The numbers behind a run in one file of numpy arrays: what any table or picture can be made of again.

A zip of plain arrays, `replications.npz`, that ``numpy.load`` reads. ``about.json`` in it says which runs there are and
what the rows and columns stand for. Of each run:

    RUN/PART/known         (measures, cells), packed bits: whether there is a number
    RUN/PART/u1, u2, g5, f8   (units, numbers): measure by measure, each one's known cells in order; ``kinds`` in
                           about.json says in which a measure is (u0: all 0); g5 is steps of 2⁻²⁰ s: high · 2³² + low
    RUN/PART/sizes         (units,): replications in each unit; left out: one in each
    RUN/PART/wait_bins/…   starts, place, number, count; ``wait_steps`` says how fine the bins are
    RUN/PART/further_bins/…   the same of further waits; left out where nobody had any
    RUN/PART/reply_bins/…     the same of times to a reply; left out where no channel works by replies
    RUN/promised           (questions, replications, 2): days that keep what is asked of every interval, days judged
    RUN/answered_by, RUN/queue, RUN/waits, RUN/plan/…, RUN/agents/…, RUN/used/…

What parts and units are says `metrics/values.py`. Nothing depends on the clock.
"""

import json
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Grain
from simulator.errors import UsageError
from simulator.log import Columns, Names
from simulator.metrics.cells import Cell
from simulator.metrics.day_question import DayQuestion
from simulator.metrics.details import Details, Timetable
from simulator.metrics.measure import MEASURES
from simulator.metrics.sums import STORED, Sums
from simulator.metrics.used import Used
from simulator.metrics.values import Stack, Units
from simulator.metrics.wait_bins import STEPS, WaitBins
from simulator.run_folder.manifest_read import AGAIN, OF_DAMAGE
from simulator.run_folder.seals import NUMBERS, ArraysSeal, Seal

FILE = NUMBERS
FORM = 2
"""Of this file: 1 was that of versions before 0.3, a number for every measure of every cell of every replication."""
_ABOUT, _NPY = "about.json", ".npy"
_LARGE = 2**30
"""Bytes of an array that may need the larger kind of archive."""
_AT_ONCE = 2**18
"""Bytes that are compressed at once: numpy would copy 16 MiB for each large array."""
_MOST_PACKED = 1100
"""So many times smaller no file gets."""
_LEVEL = 1
"""Of compression: the next levels take three times as long for a tenth less."""
_BINS = ("starts", "place", "number", "count")
"""The arrays of the waits."""
_BESIDE = {Grain.WAIT: "further_bins", Grain.REPLY: "reply_bins"}
"""Where other waits than first ones are."""
_WORDS = ("names", "intervals")
_PLAN = [field.name for field in fields(Timetable) if field.name not in _WORDS]
"""The plan's arrays."""
_USED = [field.name for field in fields(Used)]

Arrays = dict[str, NDArray[Any]]
KnownCells = dict[tuple[Cell, ...], int]


def write_replications(stacks: list[Stack], path: Path) -> Seal:
    """Write the stacks of all runs, in their order, and return the file's seal. Raises OSError."""
    seal = ArraysSeal()
    cells: KnownCells = {}
    about: list[dict[str, Any]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for number, stack in enumerate(stacks):
            about.append(_about(stack, cells))
            for name, array in _arrays(stack):
                _put(archive, f"{number}/{name}{_NPY}", array)
                seal.add(f"{number}/{name}", array)
        head = {"form": FORM, "measures": MEASURES, "wait_steps": STEPS, "cells": list(cells), "runs": about}
        text = json.dumps(head, default=_plain).encode("ascii")
        seal.add_text(_ABOUT, text)
        with archive.open(_ABOUT, "w") as file:
            file.write(text)
    return seal.seal


def read_replications(path: Path) -> list[Stack]:
    """Return the stacks of all runs. Raises UsageError when the file is damaged, OSError when it cannot be read."""
    return read_sealed(path)[0]


def read_sealed(path: Path) -> tuple[list[Stack], Seal]:
    """Return the stacks of all runs, and the seal of what was read. Errors are those of `read_replications`."""
    seal = ArraysSeal()
    try:
        with zipfile.ZipFile(_file(path)) as archive:
            text = archive.read(_ABOUT)
            about = json.loads(text)
            if [about.get(key) for key in ("form", "wait_steps", "measures")] != [FORM, STEPS, list(MEASURES)]:
                raise UsageError(f"{path} was written by another version of ccsim. Run the scenario again.")
            cells = [tuple(Cell(of, interval) for of, interval in each) for each in about["cells"]]
            runs: list[Arrays] = [{} for _ in about["runs"]]
            for info in archive.infolist():
                if info.filename != _ABOUT:
                    array = _array(archive, info)
                    runs[int(info.filename.partition("/")[0])][_within(info.filename)] = array
                    seal.add(info.filename.removesuffix(_NPY), array)
            seal.add_text(_ABOUT, text)
            return [_stack(run, mine, cells) for run, mine in zip(about["runs"], runs, strict=True)], seal.seal
    except OF_DAMAGE:
        raise UsageError(f"{path} is damaged. {AGAIN}") from None


def _file(path: Path) -> Path:
    """Return the path of a file that is one; of a device or a pipe nobody reads. Raises OSError."""
    if path.exists() and not path.is_file():
        raise ValueError("no file")
    return path


def holds_numbers(path: Path) -> bool:
    """Return whether a file is one that `write_replications` wrote, of whatever version. Raises OSError."""
    try:
        with zipfile.ZipFile(_file(path)) as archive:
            return "measures" in json.loads(archive.read(_ABOUT))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OF_DAMAGE:
        return False


def same_numbers(one: Path, other: Path) -> bool:
    """Return whether two files hold the same, however they are compressed. Raises OSError."""
    try:
        with zipfile.ZipFile(_file(one)) as first, zipfile.ZipFile(other) as second:
            names = first.namelist()
            return names == second.namelist() and all(first.read(name) == second.read(name) for name in names)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OF_DAMAGE:
        return False


def _about(stack: Stack, cells: KnownCells) -> dict[str, Any]:
    """Return the words of a run; its cells are among ``cells`` afterwards."""
    words = {key: getattr(stack.details.plan, key) for key in _WORDS} if stack.details else None
    parts = [
        {"cells": _number(part.cells, cells), "wait_cells": _number(part.waits.cells, cells), "kinds": part.sums.kinds}
        for part in stack.parts
    ]
    return {"cells": _number(stack.cells, cells), "parts": parts, "plan": words, "promised": list(stack.promised)}


def _number(mine: tuple[Cell, ...], cells: KnownCells) -> int:
    return cells.setdefault(mine, len(cells))


def _arrays(stack: Stack) -> Iterator[tuple[str, NDArray[Any]]]:
    for number, part in enumerate(stack.parts):
        yield f"{number}/known", np.packbits(part.sums.known)
        yield from ((f"{number}/{kind}", part.sums.columns[kind]) for kind in STORED)
        if part.sizes is not None:
            yield f"{number}/sizes", part.sizes
        yield from ((f"{number}/wait_bins/{name}", getattr(part.waits, name)) for name in _BINS)
        for grain, folder in _BESIDE.items():
            if grain in part.beside:
                yield from ((f"{number}/{folder}/{name}", getattr(part.beside[grain], name)) for name in _BINS)
    if stack.promised:
        yield "promised", np.stack(list(stack.promised.values()))
    if stack.answered_by is not None:
        yield "answered_by", stack.answered_by
    if stack.details:
        yield "queue", stack.details.queue
        yield "waits", stack.details.waits
        for name in _PLAN:
            yield f"plan/{name}", getattr(stack.details.plan, name)
        for name, column in (stack.details.agents or {}).items():
            yield f"agents/{name}", column
        if stack.details.used is not None:
            yield from ((f"used/{name}", getattr(stack.details.used, name)) for name in _USED)


def _stack(run: Mapping[str, Any], mine: Arrays, cells: list[tuple[Cell, ...]]) -> Stack:
    questions = [DayQuestion(*each) for each in run["promised"]]
    return Stack(
        cells[run["cells"]],
        tuple(_part(part, mine, f"{number}/", cells) for number, part in enumerate(run["parts"])),
        _details(mine, run["plan"]) if run["plan"] else None,
        mine.get("answered_by"),
        dict(zip(questions, mine["promised"], strict=True)) if questions else {},
    )


def _part(part: Mapping[str, Any], mine: Arrays, at: str, cells: list[tuple[Cell, ...]]) -> Units:
    here = cells[part["cells"]]
    shape = (len(MEASURES), len(here))
    known = np.unpackbits(mine[f"{at}known"], count=int(np.prod(shape))).reshape(shape).astype(np.bool_)
    sums = Sums(known, tuple(part["kinds"]), {kind: mine[at + kind] for kind in STORED})
    waits = _bins(mine, f"{at}wait_bins/", cells[part["wait_cells"]])
    others = {grain: _bins(mine, f"{at}{folder}/", cells[part["wait_cells"]]) for grain, folder in _BESIDE.items()}
    beside = {grain: bins for grain, bins in others.items() if bins is not None}
    if waits is None:
        raise KeyError(f"{at}wait_bins")
    return Units(here, sums, waits, mine.get(f"{at}sizes"), beside)


def _bins(mine: Arrays, at: str, cells: tuple[Cell, ...]) -> WaitBins | None:
    if at + _BINS[0] not in mine:
        return None
    starts, place, number, count = (mine[at + name] for name in _BINS)
    return WaitBins(cells, starts, place, number, count)


def _details(mine: dict[str, NDArray[Any]], words: dict[str, Any]) -> Details:
    agents: Columns = {name.partition("/")[2]: column for name, column in mine.items() if name.startswith("agents/")}
    plan = Timetable(
        names=Names(**{key: tuple(each) for key, each in words["names"].items()}),
        intervals=tuple(words["intervals"]),
        **{name: mine[f"plan/{name}"] for name in _PLAN},
    )
    # What a run of before knew nothing of is left out.
    found = {name: mine[f"used/{name}"] for name in _USED if f"used/{name}" in mine}
    came = Used(**found) if found else None
    return Details(plan, mine["queue"], mine["waits"], agents or None, came)


def _plain(names: Names) -> dict[str, Any]:
    """Return names as they are written; where nobody has a team, as versions without teams wrote them."""
    return {key: each for key, each in asdict(names).items() if each or key != "teams"}


def _within(name: str) -> str:
    """Return the name of an array among those of its run."""
    return name.partition("/")[2].removesuffix(_NPY)


def _put(archive: zipfile.ZipFile, name: str, array: NDArray[Any]) -> None:
    # Opened by its name, a file in the archive has no date.
    with archive.open(name, "w", force_zip64=array.nbytes > _LARGE) as file:
        array = np.ascontiguousarray(array)
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        stretch = array.reshape(-1).view(np.uint8)
        for first in range(0, len(stretch), _AT_ONCE):
            file.write(stretch[first : first + _AT_ONCE].data)


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> NDArray[Any]:
    """Return an array that has the size its head claims: memory is taken for what is there."""
    if info.file_size > _MOST_PACKED * (info.compress_size + 1):
        raise ValueError("no archive packs so much")
    with archive.open(info) as file:
        np.lib.format.read_magic(file)
        shape, _, dtype = np.lib.format.read_array_header_1_0(file)
        if math.prod(shape) * dtype.itemsize + file.tell() != info.file_size:
            raise ValueError("a different size")
        file.seek(0)
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array
