"""What a run is: everything that decides its numbers, as one document with a hash.

Two runs with the same identity have the same numbers, so a folder may be written again by the same run and by no other.
What decides nothing (the number of processes, the clock, comments in the files) is not in it.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import __version__
from simulator.printable import one_line
from simulator.run_folder.trees import Tree, changes_between, plain_tree, with_changes
from simulator.scenario.language.shape import nouns_in
from simulator.scenario.nouns import Noun, Scenario
from simulator.scenario.resolved.titles import without_titles
from simulator.scenario.text.nodes import dotted, plain

if TYPE_CHECKING:
    from simulator.comparing import Asked, StrategyRun

Identity = dict[str, Any]
FEW = 6
"""So many differences are told; more are counted."""
_LISTS = ("strategies", "futures", "checks", "grid")


def identity_of(asked: "Asked") -> Identity:
    """Return the identity of a run. Raises OSError when a file of the scenario cannot be read."""
    runs = list(asked.runs)
    base, *others = (_tree(asked, run) for run in runs)
    study = next(iter(asked.studies.values()))
    changed = [
        {**run_labels(run), "changes": changes}
        for run, tree in zip(runs[1:], others, strict=True)
        if (changes := list(changes_between(base, tree)))
    ]
    goal = {} if study.goal is None else {"goal": plain(study.goal)}
    return {
        "ccsim": __version__,
        "seed": asked.seed,
        "replications": asked.replications,
        "confidence": asked.confidence,
        "baseline": asked.baseline,
        "strategies": list(asked.strategies),
        "futures": list(dict.fromkeys(run.place.future for run in runs)),
        "grid": [{"path": axis.path, "values": list(axis.values)} for axis in asked.grid.axes],
        "checks": [text for text, _ in study.checks],
        **goal,
        "scenario": base,
        "changes": changed,
        **kept_of(asked),
        "inputs": {name: digest_of(path) for name, path in inputs_of(asked.runs).items()},
    }


def kept_of(asked: "Asked") -> dict[str, Any]:
    """Return what was kept of every replication beside the whole horizon and the days, where that is not everything."""
    keep = next(iter(asked.keeps.values()))
    return {} if keep.blocks is None else {"kept": {"blocks": keep.blocks, "intervals": sorted(keep.intervals)}}


def run_labels(run: "StrategyRun") -> dict[str, Any]:
    """Return what a run is called in documents."""
    return {"strategy": run.strategy, "future": run.place.future, "point": dict(run.place.point)}


def trees_of(identity: Identity) -> Iterator[tuple[dict[str, Any], Tree]]:
    """Yield (labels, tree) of every run, in the order they were run."""
    changes = {_key(one): one["changes"] for one in identity["changes"]}
    points = _points(identity)
    for future in identity["futures"]:
        for point in points:
            for strategy in identity["strategies"]:
                labels = {"strategy": strategy, "future": future, "point": point}
                yield labels, with_changes(identity["scenario"], changes.get(_key(labels), []))


def hash_of(identity: Identity) -> str:
    """Return the SHA-256 of an identity, in hexadecimal."""
    text = json.dumps(identity, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def digest_of(path: str | Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs_of(scenarios: Mapping["StrategyRun", Scenario]) -> dict[str, str]:
    """Return the data files that the scenarios use: {name as seen from the scenario's folder: path}."""
    found: dict[str, str] = {}
    for scenario in scenarios.values():
        for name in scenario.plan_files:
            found[name.replace(os.sep, "/")] = os.path.join(scenario.folder, name)
        for noun in nouns_in(scenario, Noun):
            file = getattr(noun, "file", None)
            if isinstance(file, str):
                found[file.replace(os.sep, "/")] = os.path.join(scenario.folder, file)
    return dict(sorted(found.items()))


def differences(there: Identity, here: Identity) -> list[str]:
    """Return in words what differs between two identities, a line each; the first few of very many."""
    found = list(_differences(there, here))
    more = len(found) - FEW
    return [*found[:FEW], f"and {more:,} more"] if more > 1 else found


def _differences(there: Identity, here: Identity) -> Iterator[str]:
    for key in ("ccsim", "seed", "replications", "confidence", "baseline"):
        yield from _value(key, there.get(key), here.get(key))
    for key in _LISTS:
        yield from _value(key, _listed(there.get(key)), _listed(here.get(key)))
    yield from _value("goal", there.get("goal"), here.get("goal"))
    yield from _value("kept", there.get("kept"), here.get("kept"))
    for path, *ends in _leaves_that_differ(there["scenario"], here["scenario"]):
        yield from _value(path, *ends)
    old, new = (_by_run(identity) for identity in (there, here))
    for run in dict.fromkeys((*old, *new)):
        one = old.get(run) or new[run]
        # That one of them has a strategy and the other has not is told already.
        both = all(one["strategy"] in identity["strategies"] for identity in (there, here))
        if both and old.get(run) != new.get(run):
            future = f" in future {one['future']}" if one["future"] else ""
            yield f"strategy '{one['strategy']}'{future} is different"
    for name in dict.fromkeys((*there["inputs"], *here["inputs"])):
        if there["inputs"].get(name) != here["inputs"].get(name):
            yield f"{name} has different content"


def _leaves_that_differ(there: Tree, here: Tree) -> Iterator[tuple[str, Any, Any]]:
    for change in changes_between(there, here):
        old, new = (_at(tree, change["path"]) for tree in (there, here))
        yield dotted(*change["path"]) or "the order of the keys", old, new


def _at(tree: Any, path: list[str]) -> Any:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _value(name: str, there: Any, here: Any) -> Iterator[str]:
    if there != here:
        yield f"{name}: {_shown(there)} there, {_shown(here)} here"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    harmless = one_line(text)
    return harmless if len(harmless) <= 60 else f"{harmless[:59]}…"


def _listed(values: Any) -> str:
    texts = ["as stated" if one is None else one if isinstance(one, str) else one["path"] for one in values or ()]
    return ", ".join(texts) or "none"


def _key(labels: dict[str, Any]) -> tuple[Any, ...]:
    return (labels["strategy"], labels["future"], *labels["point"].items())


def _by_run(identity: Identity) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {_key(one): one for one in identity["changes"]}


def _points(identity: Identity) -> list[dict[str, str]]:
    points: list[dict[str, str]] = [{}]
    for axis in identity["grid"]:
        points = [{**point, axis["path"]: value} for point in points for value in axis["values"]]
    return points


def _tree(asked: "Asked", run: "StrategyRun") -> Tree:
    study = asked.studies[run.place.point]
    tree: Tree = plain_tree(without_titles(study.resolved_tree(run.strategy, run.place.future)))
    # What a test expects decides no number.
    tree.pop("routing_tests", None)
    return tree
