"""Every replication's numbers in one file of numpy arrays: what any table or picture can be made of again.

A zip of plain arrays, `replications.npz`, that ``numpy.load`` reads. ``about.json`` in it says which runs there are and
what the rows and columns stand for; ``wait_steps`` in it says how fine the bins of the waits are. Nothing depends on
the clock.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.errors import UsageError
from simulator.log import Columns, Names
from simulator.metrics.cells import Cell
from simulator.metrics.details import Details, Timetable
from simulator.metrics.measure import MEASURES
from simulator.metrics.used import Used
from simulator.metrics.values import Stack
from simulator.metrics.wait_bins import STEPS, WaitBins

FILE = "replications.npz"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ABOUT, _NPY = "about.json", ".npy"
_LEVEL = 1
"""Of compression: the next levels take three times as long for a tenth less."""


def write_replications(stacks: list[Stack], path: Path) -> None:
    """Write the stacks of all runs, in their order. Raises OSError."""
    cells: list[tuple[Cell, ...]] = []
    about: list[dict[str, Any]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for number, stack in enumerate(stacks):
            if stack.cells not in cells:
                cells.append(stack.cells)
            words = {key: getattr(stack.details.plan, key) for key in _WORDS} if stack.details else None
            about.append({"cells": cells.index(stack.cells), "plan": words})
            for name, array in _arrays(stack):
                _put(archive, f"{number}/{name}{_NPY}", _bytes_of(array))
        head = {"measures": MEASURES, "wait_steps": STEPS, "cells": cells, "runs": about}
        _put(archive, _ABOUT, json.dumps(head, default=asdict).encode("ascii"))


def read_replications(path: Path) -> list[Stack]:
    """Return the stacks of all runs. Raises UsageError when the file is damaged, OSError when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(_ABOUT))
            if about.get("wait_steps") != STEPS:
                raise UsageError(f"{path} was written by another version of ccsim. Run the scenario again.")
            files = [name for name in archive.namelist() if name != _ABOUT]
            arrays = {name.removesuffix(_NPY): _array(archive.read(name)) for name in files}
        cells = [tuple(Cell(of, interval) for of, interval in each) for each in about["cells"]]
        return [_stack(about, arrays, cells, number) for number in range(len(about["runs"]))]
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError):
        raise UsageError(f"{path} is damaged. Run the scenario again.") from None


def same_numbers(one: Path, other: Path) -> bool:
    """Return whether two files hold the same, however they are compressed. Raises OSError."""
    try:
        with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
            names = first.namelist()
            return names == second.namelist() and all(first.read(name) == second.read(name) for name in names)
    except zipfile.BadZipFile:
        return False


def _arrays(stack: Stack) -> Iterator[tuple[str, NDArray[np.generic]]]:
    yield "sums", stack.sums
    for name in _BINS:
        yield f"wait_bins/{name}", getattr(stack.waits, name)
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


_BINS = ("starts", "place", "number", "count")
"""The arrays of the waits."""
_WORDS = ("names", "intervals")
_PLAN = [field.name for field in fields(Timetable) if field.name not in _WORDS]
"""The plan's arrays."""
_USED = [field.name for field in fields(Used)]


def _stack(about: dict[str, Any], arrays: dict[str, NDArray[Any]], cells: list[tuple[Cell, ...]], number: int) -> Stack:
    run = about["runs"][number]
    mine = {name.partition("/")[2]: array for name, array in arrays.items() if name.startswith(f"{number}/")}
    starts, place, number_of_bin, count = (mine[f"wait_bins/{name}"] for name in _BINS)
    return Stack(
        cells[run["cells"]],
        _in_order(mine["sums"], about["measures"], MEASURES),
        WaitBins(cells[run["cells"]], starts, place, number_of_bin, count),
        _details(mine, run["plan"]) if run["plan"] else None,
        mine.get("answered_by"),
    )


def _in_order(array: NDArray[Any], had: list[str], wanted: tuple[str, ...]) -> NDArray[np.float64]:
    """Return the measures that are known now; one that an older version did not have is NaN, or as it was then."""
    if tuple(had) == wanted:
        return array
    found = np.full((array.shape[0], len(wanted), array.shape[2]), np.nan)
    for place, name in enumerate(wanted):
        name = name if name in had else _BEFORE.get(name, name)
        if name in had:
            found[:, place] = array[:, had.index(name)]
        elif name in _NOBODY_BEFORE:
            found[:, place] = 0.0
    return found


_BEFORE = {"decided": "arrived"}
_NOBODY_BEFORE = ("open_late", "not_yet_decided")
"""Until it was told who is not yet decided, all who were still open counted as arrived, and in no service level."""


def _details(mine: dict[str, NDArray[Any]], words: dict[str, Any]) -> Details:
    agents: Columns = {name.partition("/")[2]: column for name, column in mine.items() if name.startswith("agents/")}
    plan = Timetable(
        names=Names(**{key: tuple(each) for key, each in words["names"].items()}),
        intervals=tuple(words["intervals"]),
        **{name: mine[f"plan/{name}"] for name in _PLAN},
    )
    came = Used(**{name: mine[f"used/{name}"] for name in _USED}) if f"used/{_USED[0]}" in mine else None
    return Details(plan, mine["queue"], mine["waits"], agents or None, came)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # The usual way would write down the time.
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=_LEVEL)


def _bytes_of(array: NDArray[np.generic]) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _array(content: bytes) -> NDArray[Any]:
    array: NDArray[Any] = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    return array
