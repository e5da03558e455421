"""Read a run back from its folder: what it was, and all its numbers, as if it had just been run.

Nothing is simulated. What comes back is the `Compared` that the run gave, so every table, sentence and picture is made
by the same code, at any width and in any format.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.arguments import wrong_kind, yes_or_no
from simulator.checking import Checked, check_points
from simulator.compared import Compared
from simulator.comparing import Asked, Place, StrategyRun, compared_of
from simulator.errors import CcsimError, IncompleteRun, UsageError, reason_of
from simulator.run_folder.copied_files import FOLDER
from simulator.run_folder.fitting import fits
from simulator.run_folder.identity import trees_of
from simulator.run_folder.manifest import COMPLETE, FILE, KEPT, VERSION, Manifest
from simulator.run_folder.manifest_read import OF_DAMAGE, DamagedFolder, read_manifest
from simulator.run_folder.replications import FILE as REPLICATIONS
from simulator.run_folder.replications import holds_numbers, read_sealed
from simulator.run_folder.seals import changes_in
from simulator.scenario.judged.checks import Check, parse_check
from simulator.scenario.judged.goal import goal_of
from simulator.scenario.layers.grid import Axis, Grid
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.titles import Titles
from simulator.scenario.text.nodes import Mapping, as_node
from simulator.shown import HasPicture


@dataclass(frozen=True, eq=False, repr=False)
class StoredRun(HasPicture):
    """A run as it was kept."""

    folder: Path
    manifest: Manifest
    compared: Compared
    checked: Checked | None
    """The promises along a grid, where they were judged."""

    @property
    def log(self) -> dict[str, Path]:
        """Return the log's Parquet files by table; empty when no log was kept."""
        return {path.stem: path for path in sorted((self.folder / "log").glob("*.parquet"))}


def load_run(path: "str | os.PathLike[str]", unfinished: bool = False) -> StoredRun:
    """Return the run in the folder ``path``.

    ``unfinished``: also what a run that ended early had done, as far as all strategies and futures had; then
    ``compared.first.planned`` says how many replications there were to be.

    Raises UsageError when it is no run folder or is damaged, IncompleteRun when the run did not finish.
    """
    if not isinstance(path, str | os.PathLike):
        raise wrong_kind("path", "the path of a run folder", path)
    yes_or_no("unfinished", unfinished)
    folder = Path(path)
    try:
        manifest = _manifest(folder, unfinished)
        stacks, seal = read_sealed(folder / REPLICATIONS)
        changed = changes_in(folder, manifest, seal)
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be read: {reason_of(error)}.") from None
    if changed:
        raise DamagedFolder(str(folder), "; ".join(changed))
    try:
        asked = _asked(folder, manifest)
        runs = asked.runs
        if len(runs) != len(stacks):
            raise DamagedFolder(str(folder), f"{FILE} and {REPLICATIONS} are not of the same run")
        if not all(map(fits, stacks, runs.values(), repeat(asked.replications))):
            raise DamagedFolder(str(folder), f"{REPLICATIONS} has arrays of a different size than the run")
        compared = compared_of(asked, dict(zip(runs, stacks, strict=True)))
        return StoredRun(folder, manifest, compared, _checked(compared, manifest))
    except CcsimError:
        raise
    except OF_DAMAGE as error:
        missing = isinstance(error, KeyError) and error.args
        what = f"'{error.args[0]}' is missing" if missing else "a value is not understood"
        made_by = manifest["versions"].get("ccsim", "another version")
        raise UsageError(
            f"{folder}/{FILE} cannot be used: {what}. It was made by ccsim {made_by}; run the scenario again."
        ) from None


def _manifest(folder: Path, unfinished: bool) -> Manifest:
    """Return the manifest of a run that has results. Raises UsageError, IncompleteRun, OSError."""
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise UsageError(f"{folder} {what}; expected a run folder, as `ccsim compare` writes it below results/.")
    manifest = read_manifest(folder)
    if manifest is None and holds_numbers(folder / REPLICATIONS):
        raise DamagedFolder(str(folder), f"it has no {FILE} that can be understood")
    if manifest is None:
        raise UsageError(f"{folder} is not a run folder: it has no {FILE} of ccsim.")
    if manifest["manifest_version"] != VERSION:
        raise UsageError(_another_version(folder, manifest))
    kept = manifest.get(KEPT, 0)
    if manifest["status"] != COMPLETE and not (unfinished and kept):
        shown = f" `ccsim report` shows the {kept:,} that all strategies and futures have in common." if kept else ""
        done, planned = (sum(one[key] for one in manifest["runs"]) for key in ("done", "planned"))
        raise IncompleteRun(
            f"the run in {folder} did not finish: {done:,} of {planned:,} replications were done."
            f"{shown} Repeat its command; the folder is then replaced."
        )
    return manifest


def _another_version(folder: Path, manifest: Manifest) -> str:
    """Return what is to be said of a folder of another version: which one, and how to have its answer again."""
    versions, again = manifest.get("versions"), manifest.get("repeat")
    made_by = versions.get("ccsim") if isinstance(versions, dict) else None
    by = f"ccsim {made_by}" if isinstance(made_by, str) else "another version of ccsim"
    how = f": `{again}` in the folder" if isinstance(again, str) else ""
    return f"{folder} was written by {by}, and ccsim {__version__} does not read its folders. Run it again{how}."


def _asked(folder: Path, manifest: Manifest) -> Asked:
    identity = manifest["identity"]
    scenarios: dict[Place, dict[str, Scenario]] = {}
    for run, tree in _runs(identity):
        scenario = Scenario.model_validate({**tree, "folder": str(folder / FOLDER)})
        scenarios.setdefault(run.place, {})[run.strategy] = scenario
    goal = as_node(identity["goal"]) if "goal" in identity else None
    first = next(iter(scenarios.values()))[identity["baseline"]]
    planned = None if manifest["status"] == COMPLETE else identity["replications"]
    grid = Grid(tuple(Axis(axis["path"], tuple(axis["values"])) for axis in identity["grid"]))
    return Asked(
        path=manifest["file"],
        studies={},
        baseline=identity["baseline"],
        strategies=tuple(identity["strategies"]),
        replications=identity["replications"] if planned is None else manifest[KEPT],
        seed=identity["seed"],
        confidence=identity["confidence"],
        grid=grid,
        scenarios=scenarios,
        checks=tuple(identity["checks"]),
        titles=_titles(manifest.get("titles")),
        acknowledged=_texts(manifest.get("acknowledged")),
        goal=goal_of(goal if isinstance(goal, Mapping) else None, first)[0],
        planned=planned,
    )


def _texts(kept: object) -> tuple[str, ...]:
    """Return the texts that were kept in a list; none where somebody else wrote something there."""
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()


def _titles(kept: object) -> Titles:
    """Return the titles that were kept; none where somebody else wrote something there."""
    sections = kept.items() if isinstance(kept, dict) else ()
    found: Titles = {}
    for section, names in sections:
        for name, said in names.items() if isinstance(names, dict) else ():
            texts = {key: text for key, text in said.items() if isinstance(text, str)} if isinstance(said, dict) else {}
            found.setdefault(section, {})[name] = texts
    return found


def _runs(identity: dict[str, Any]) -> Iterator[tuple[StrategyRun, dict[str, Any]]]:
    for labels, tree in trees_of(identity):
        yield StrategyRun(labels["strategy"], Place(labels["future"], tuple(labels["point"].items()))), tree


def _checked(compared: Compared, manifest: Manifest) -> Checked | None:
    """Return the promises along a grid of one strategy, judged again from the same numbers."""
    if not compared.grid.axes or compared.others:
        return None
    scenario = compared.first.scenarios[compared.baseline]
    parsed = [parse_check(text, scenario) for text in manifest["identity"]["checks"]]
    return check_points([check for check in parsed if isinstance(check, Check)], compared)
