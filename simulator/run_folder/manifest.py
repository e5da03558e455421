"""The manifest: what a run is, how far it came, when and with which versions; the only file that knows the time."""

import datetime
import json
import platform
import shlex
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from simulator import __version__
from simulator.run_folder.copied_files import FOLDER, Sources
from simulator.run_folder.identity import Identity, hash_of, run_labels
from simulator.which_engine import engine_kind

if TYPE_CHECKING:
    from simulator.comparing import Asked

FILE = "manifest.json"
VERSION = 2
"""Of the folder: 1 was that of versions before 0.3."""
COMPLETE, INCOMPLETE = "complete", "incomplete"
WRITTEN, SEALED, KEPT = "written", "sealed", "kept"
"""The keys of the seals of the files, of the manifest's own, and of the replications that an unfinished run left."""
_LIBRARIES = ("numpy", "scipy", "simpy", "pandas")

Manifest = dict[str, Any]


def manifest_of(
    asked: "Asked",
    identity: Identity,
    command: str,
    settings: Sequence[str],
    sources: Sources,
    copied: Sequence[dict[str, Any]],
    done: Mapping[str, int],
    started: datetime.datetime,
    ended: datetime.datetime,
    written: Mapping[str, Any],
    kept: int = 0,
) -> Manifest:
    """Return the manifest of a run; ``done`` are the finished replications by the text of each run.

    ``written`` are the seals of the files beside it, ``kept`` the replications that are in the folder of a run that did
    not finish.
    """
    runs = [{**run_labels(run), "planned": asked.replications, "done": done.get(str(run), 0)} for run in asked.runs]
    complete = all(one["done"] == one["planned"] for one in runs)
    manifest = {
        "manifest_version": VERSION,
        "status": COMPLETE if complete else INCOMPLETE,
        "hash": hash_of(identity),
        "command": command,
        "repeat": repeat(asked, command, settings, sources),
        "file": asked.path,
        "settings": list(settings),
        "started": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "wall_s": round((ended - started).total_seconds(), 3),
        "versions": versions(),
        "engine": engine_kind(),
        "machine": f"{platform.system()} {platform.machine()}",
        "runs": runs,
        **({} if complete else {KEPT: kept}),
        "sources": list(copied),
        **({"titles": asked.titles} if asked.titles else {}),
        **({"acknowledged": list(asked.acknowledged)} if asked.acknowledged else {}),
        WRITTEN: dict(written),
        "identity": identity,
    }
    return manifest | {SEALED: seal_of_manifest(manifest)}


def seal_of_manifest(manifest: Mapping[str, Any]) -> str:
    """Return the hash of everything else in a manifest. Raises ValueError for numbers that JSON cannot hold."""
    return hash_of({key: value for key, value in manifest.items() if key != SEALED})


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as the text of its file."""
    return json.dumps(manifest, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def repeat(asked: "Asked", command: str, settings: Sequence[str], sources: Sources) -> str:
    """Return the command that makes the run again, given in its folder."""
    words = ["ccsim", command, f"{FOLDER}/{sources.main}"]
    if command == "run":
        words += _option("--strategy", asked.baseline)
    else:
        words += _option("--baseline", asked.baseline)
        words += [word for name in asked.strategies for word in _option("--strategy", name)]
    futures = dict.fromkeys(place.future for place in asked.scenarios)
    if list(futures) != [None]:
        words += [word for name in futures for word in _option("--future", name or "as_stated")]
    words += [word for axis in asked.grid.axes for word in _option("--vary", f"{axis.path}={','.join(axis.values)}")]
    words += ["-n", str(asked.replications), "--seed", str(asked.seed)]
    words += [word for setting in settings for word in _option("--set", setting)]
    return shlex.join([*words, *(["--allow-outside"] if sources.outside else [])])


def _option(name: str, value: str) -> list[str]:
    # A name that begins with a hyphen would be taken for an option.
    return [f"{name}={value}"] if value.startswith("-") else [name, value]


def versions() -> dict[str, str]:
    """Return the versions of all that has a say in the numbers."""
    found = {"ccsim": __version__, "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
