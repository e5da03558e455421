"""Every replication's numbers in one file of numpy arrays: what any table or picture can be made of again.

A zip of plain arrays, `replications.npz`, that ``numpy.load`` reads. ``about.json`` in it says which runs there are and
what the rows and columns stand for. Nothing in it depends on the clock.
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
from simulator.metrics.details import Details, Plan
from simulator.metrics.measure import MEASURES, QUANTILES
from simulator.metrics.values import Stack

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
        head = {"measures": MEASURES, "quantiles": QUANTILES, "cells": cells, "runs": about}
        _put(archive, _ABOUT, json.dumps(head, default=asdict).encode("ascii"))


def read_replications(path: Path) -> list[Stack]:
    """Return the stacks of all runs. Raises UsageError when the file is damaged, OSError when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(_ABOUT))
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
    yield "quantiles", stack.quantiles
    if stack.details:
        yield "queue", stack.details.queue
        yield "waits", stack.details.waits
        for name in _PLAN:
            yield f"plan/{name}", getattr(stack.details.plan, name)
        for name, column in (stack.details.agents or {}).items():
            yield f"agents/{name}", column


_WORDS = ("names", "intervals")
_PLAN = [field.name for field in fields(Plan) if field.name not in _WORDS]
"""The plan's arrays."""


def _stack(about: dict[str, Any], arrays: dict[str, NDArray[Any]], cells: list[tuple[Cell, ...]], number: int) -> Stack:
    run = about["runs"][number]
    mine = {name.partition("/")[2]: array for name, array in arrays.items() if name.startswith(f"{number}/")}
    sums, quantiles = mine["sums"], mine["quantiles"]
    return Stack(
        cells[run["cells"]],
        _in_order(sums, about["measures"], MEASURES),
        _in_order(quantiles, about["quantiles"], QUANTILES),
        _details(mine, run["plan"]) if run["plan"] else None,
    )


def _in_order(array: NDArray[Any], had: list[str], wanted: tuple[str, ...]) -> NDArray[np.float64]:
    """Return the measures that are known now; one that an older version did not have is NaN."""
    if tuple(had) == wanted:
        return array
    found = np.full((array.shape[0], len(wanted), array.shape[2]), np.nan)
    for place, name in enumerate(wanted):
        if name in had:
            found[:, place] = array[:, had.index(name)]
    return found


def _details(mine: dict[str, NDArray[Any]], words: dict[str, Any]) -> Details:
    agents: Columns = {name.partition("/")[2]: column for name, column in mine.items() if name.startswith("agents/")}
    plan = Plan(
        names=Names(**{key: tuple(each) for key, each in words["names"].items()}),
        intervals=tuple(words["intervals"]),
        **{name: mine[f"plan/{name}"] for name in _PLAN},
    )
    return Details(plan, mine["queue"], mine["waits"], agents or None)


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
