"""Run folders by hand: manifests that are whole, and what becomes of them."""

import json
from pathlib import Path
from typing import Any

from simulator.run_folder.identity import hash_of
from simulator.run_folder.manifest import SEALED, VERSION, WRITTEN, seal_of_manifest


def whole_manifest(identity: dict[str, Any], **others: Any) -> dict[str, Any]:
    """Return a manifest that has all it needs, of a run of no files."""
    return {
        "manifest_version": VERSION, "status": "complete", "hash": hash_of(identity), "command": "compare",
        "repeat": "ccsim compare", "file": "hotline.yaml", "settings": [], "started": "", "ended": "", "wall_s": 0.1,
        "versions": {"ccsim": "0.3.0"}, "machine": "Linux", "runs": [], "sources": [], "identity": identity, **others,
    }  # fmt: skip


def manifest_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def put(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def sealed_again(folder: Path, manifest: dict[str, Any]) -> None:
    """Put a manifest as if it had been written like this: its hashes are right."""
    try:
        manifest = {**manifest, "hash": hash_of(manifest["identity"])}
        put(folder, {**manifest, SEALED: seal_of_manifest(manifest)} if WRITTEN in manifest else manifest)
    except ValueError:
        # It holds what no manifest can, as NaN.
        put(folder, manifest)


def as_of_0_3(folder: Path) -> None:
    """Turn a folder into one that says nothing of what its files were, as version 0.3 wrote them."""
    put(folder, {key: value for key, value in manifest_in(folder).items() if key not in (SEALED, WRITTEN, "engine")})
