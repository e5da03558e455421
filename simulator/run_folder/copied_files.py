"""The scenario's own files, copied as they were written: with their comments, in the places they name each other by.

So the run can be repeated from its folder alone. A very large file of data is named with its hash and not copied.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.run_folder.identity import digest_of, inputs_of

if TYPE_CHECKING:
    from simulator.comparing import Asked
    from simulator.scenario.resolved.study import Study

FOLDER = "scenario"
BYTES_MAX = 50_000_000
"""A larger file is not copied."""


@dataclass(frozen=True)
class Sources:
    """Where the files of a scenario are, and where their copies go: below `FOLDER`, as seen from one another."""

    main: str
    """The place of the scenario's own file among the copies."""
    paths: dict[str, Path]
    """{place among the copies: file}; of the main file only when the study was read from one."""
    outside: bool
    """Whether some are not in the folder of the scenario's own file."""


def sources_of(asked: "Asked") -> Sources:
    """Return the files of what was asked."""
    study = next(iter(asked.studies.values()))
    own = Path(study.path)
    main = own if own.is_file() else Path(study.folder.path, "scenario.yaml")
    inputs = [Path(path) for path in inputs_of(asked.runs).values()]
    extended = [Path(layer.name) for layer in study.layers[:-1]]
    files = [Path(os.path.abspath(path)) for path in (*extended, *inputs) if path.is_file()]
    home = Path(os.path.abspath(main)).parent
    root = _root(home, files)
    paths = {_place(path, root): path for path in files if path.is_relative_to(root)}
    mine = _place(home / main.name, root)
    if own.is_file():
        paths[mine] = Path(os.path.abspath(own))
    return Sources(mine, dict(sorted(paths.items())), any(not path.is_relative_to(home) for path in files))


def copy_sources(asked: "Asked", sources: Sources, folder: Path) -> list[dict[str, Any]]:
    """Copy the files below ``folder`` and return what the manifest says of them. Raises OSError."""
    said = []
    for place, path in sources.paths.items():
        copied = path.stat().st_size <= BYTES_MAX
        if copied:
            target = folder / FOLDER / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        said.append(_said(place, path, copied))
    if sources.main not in sources.paths:
        target = folder / FOLDER / sources.main
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_text(next(iter(asked.studies.values()))), encoding="utf-8", newline="\n")
        said.append(_said(sources.main, target, True))
    return sorted(said, key=lambda one: str(one["file"]))


def _said(place: str, path: Path, copied: bool) -> dict[str, Any]:
    size = path.stat().st_size
    return {"file": f"{FOLDER}/{place}", "bytes": size, "sha256": digest_of(path), "copied": copied}


def _root(home: Path, files: list[Path]) -> Path:
    """Return the folder that holds all files, unless that would be the whole disk: then the scenario's own."""
    try:
        root = Path(os.path.commonpath([home, *(path.parent for path in files)]))
    except ValueError:  # On different drives.
        return home
    return home if root == Path(root.anchor) else root


def _place(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _text(study: "Study") -> str:
    """Return a scenario that stands in no file as the text of one."""
    from simulator.scenario.text.yaml_write import yaml_lines

    return "\n".join(yaml_lines(study.root, remarks=False)) + "\n"
