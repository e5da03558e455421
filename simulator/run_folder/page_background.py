"""The background of a run for its page: read from a manifest, or from what was asked when nothing was kept.

Both ways give the same, so that a page of a kept run has the bytes it had on the day it was run.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.comparing import Place
from simulator.errors import reason_of
from simulator.report.page.background import Background, Tree
from simulator.run_folder.copied_files import sources_of
from simulator.run_folder.identity import Identity, hash_of, identity_of, trees_of
from simulator.run_folder.manifest import Manifest, repeat, versions
from simulator.run_folder.place import NotWritten
from simulator.which_engine import engine_kind

if TYPE_CHECKING:
    from simulator.comparing import Asked


def background_of_kept(manifest: Manifest) -> Background:
    """Return the background of a run that was kept."""
    identity = manifest["identity"]
    return Background(
        _trees(identity),
        tuple(identity["checks"]),
        manifest["repeat"],
        manifest["hash"],
        manifest["versions"],
        # Folders of versions before 0.4 do not say.
        manifest.get("engine", ""),
    )


def background_of(asked: "Asked", command: str, settings: Sequence[str] = ()) -> Background:
    """Return the background of a run that ``command`` asked for. Raises `NotWritten` when a file cannot be read."""
    try:
        identity = identity_of(asked)
        again = repeat(asked, command, settings, sources_of(asked))
    except OSError as error:
        raise NotWritten(f"{error.filename} cannot be read: {reason_of(error)}.") from None
    checks = tuple(identity["checks"])
    return Background(_trees(identity), checks, again, hash_of(identity), versions(), engine_kind())


def _trees(identity: Identity) -> dict[Place, dict[str, Tree]]:
    found: dict[Place, dict[str, Tree]] = {}
    for labels, tree in trees_of(identity):
        place = Place(labels["future"], tuple(labels["point"].items()))
        found.setdefault(place, {})[labels["strategy"]] = tree
    return found
