"""Whether the log says what version 0.1.0 said, to the bit, on thousands of random centers.

Both versions run beside each other, each from its own checkout, and answer with digests of the tables they share;
where digests differ, both are asked for the tables and the first difference is shown. What differs on purpose is said
in `differs_on_purpose`, and such centers are not compared; they are counted. Make a checkout and run it with

    git worktree add ../v0.1.0 5972f2c
    python -m tests.same_as_0_1 --old ../v0.1.0 --centers 10000

Left out are the waits of contacts that still wait when a run ends, of which version 0.1.0 wrote no span
(`version_asked.in_vain`); the naive engine knows them. The exit code is 1 when anything differs. Without the old
version the fast suite compares with the digests it made once, in `tests/said_by_0_1.json` (``--write`` makes them anew,
for the centers `KEPT`).
"""

import argparse
import json
import pickle
import subprocess
import sys
import time
from collections import Counter
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from plain_centers import drawn_center, plain_center
from version_asked import Center, Table

HERE = Path(__file__).parent
KEPT = tuple(seed for seed in range(267) if seed % 4 != 3)
"""Centers whose digests are kept: none that draws its cases, for last digits of a law belong to scipy's version."""
_AT_ONCE = 40
"""Centers of one request."""
_SHOWN_MAX = 10
"""Differences that are shown; the others are counted."""
_OLD_WORDS = {"voicemail_after": "message_after"}
"""Keys of the scenario that were renamed since: now and then."""


def center_number(seed: int) -> Center:
    """Return a center that both versions know; every fourth draws its cases itself, in the others much coincides."""
    if seed % 4 == 3:
        return Center(seed, json.dumps(drawn_center(seed)), None)
    tree, cases = plain_center(seed)
    return Center(seed, json.dumps(tree), dict(vars(cases)))


def in_old_words(center: Center) -> Center:
    """Return the center as version 0.1.0 reads it."""
    text = center.text
    for now, then in _OLD_WORDS.items():
        text = text.replace(f'"{now}"', f'"{then}"')
    return center._replace(text=text)


def differs_on_purpose(center: Center) -> str:
    """Return in words why a center may differ from version 0.1.0; empty where it must not.

    Hands are filled by units since, so that where one group serves channels with different slots a contact fits in
    another hand; and where agents share themselves, one rule for all says who leaves when the headcount falls.
    """
    tree = json.loads(center.text)
    for group in tree["agent_groups"].values():
        slots = {tree["channels"][tree["contact_types"][name]["channel"]].get("slots") for name in group["serves"]}
        if len(slots - {None}) > 1:
            return "a group serves channels with different slots"
        if slots - {None} and _may_fall(group, tree["horizon"]):
            return "the headcount of a group with slots may fall"
    return ""


def _may_fall(group: dict[str, Any], horizon: dict[str, Any]) -> bool:
    """Return whether a group may have too many people at some time: in the day, or in the morning after a late one."""
    plans = [group["agents"], *group.get("agents_on", {}).values()]
    steps = [list(one.values()) if isinstance(one, dict) else [one] for one in plans]
    if any(after < before for one in steps for before, after in pairwise(one)):
        return True
    return "days" in horizon and len({people for one in steps for people in one}) > 1


class Version:
    """A version of the engine in a process of its own."""

    def __init__(self, checkout: Path) -> None:
        # Nothing of this checkout is imported there but the program itself: -P keeps its folder off the path.
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "version_asked.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=checkout,
            env={"PYTHONPATH": str(checkout)},
        )
        self.name, place = self._read()
        assert Path(place).is_relative_to(checkout), f"{place} is not in {checkout}"

    def ask(self, what: str, centers: list[Center]) -> None:
        """Ask for ``digests`` or ``tables``; `answer` waits for them."""
        assert self._process.stdin is not None
        pickle.dump((what, [tuple(one) for one in centers]), self._process.stdin)
        self._process.stdin.flush()

    def answer(self) -> list[Any]:
        """Return the answer to the oldest request, per center; a text is what an exception said."""
        answer: list[Any] = self._read()
        return answer

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)

    def end(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def first_difference(old: Any, new: Any) -> str:
    """Return in words where two answers for ``tables`` differ first; empty where they do not."""
    if isinstance(old, str) or isinstance(new, str):
        said = (one.strip().splitlines()[-1] if isinstance(one, str) else "ran" for one in (old, new))
        return "0.1.0: {}; this version: {}".format(*said)
    for table, columns in old.items():
        for name, column in columns.items():
            found = _in_column(column.astype(np.float64), new[table][name].astype(np.float64))
            if found:
                return f"{table}.{name}: {found}{_row_of(new[table], columns, found)}"
    return ""


def _in_column(old: np.ndarray, new: np.ndarray) -> str:
    if len(old) != len(new):
        return f"{len(old)} rows in 0.1.0, {len(new)} in this version"
    differ = np.flatnonzero(~((old == new) | (np.isnan(old) & np.isnan(new))))
    return f"row {differ[0]}: {old[differ[0]]!r} in 0.1.0, {new[differ[0]]!r} in this version" if len(differ) else ""


def _row_of(new: Table, old: Table, found: str) -> str:
    if not found.startswith("row "):
        return ""
    row = int(found.split()[1].rstrip(":"))
    lines = ({name: column[row].item() for name, column in table.items()} for table in (old, new))
    return "\n    0.1.0:        {}\n    this version: {}".format(*lines)


def different(old: Version, new: Version, seeds: range) -> list[Center]:
    """Return the centers of which the versions do not say the same, or that 0.1.0 does not run at all."""
    found, before = [], list[Center]()
    for at in range(0, len(seeds) + _AT_ONCE, _AT_ONCE):
        # The next centers are drawn and asked for while the last ones are simulated.
        asked = [center_number(seed) for seed in seeds[at : at + _AT_ONCE]]
        asked = [one for one in asked if not differs_on_purpose(one)]
        old.ask("digests", [in_old_words(one) for one in asked])
        new.ask("digests", asked)
        if at:
            answers = zip(before, old.answer(), new.answer(), strict=True)
            found += [center for center, said, says in answers if said != says or isinstance(said, str)]
        before = asked
    # The last request was about nobody.
    assert old.answer() == new.answer() == []
    return found


def difference(old: Version, new: Version, center: Center) -> str:
    """Return in words where the two versions differ first."""
    old.ask("tables", [in_old_words(center)])
    new.ask("tables", [center])
    return first_difference(old.answer()[0], new.answer()[0])


def kept() -> dict[str, list[str]]:
    """Return by seed the digests that version 0.1.0 made: of what it was given, then of each table."""
    found: dict[str, list[str]] = json.loads((HERE / "said_by_0_1.json").read_text())["centers"]
    return found


def given(center: Center) -> str:
    """Return a digest of what a center is made of: of other dice nothing can be compared."""
    columns = b"".join(column.tobytes() for column in (center.cases or {}).values())
    return blake2b(center.text.encode() + columns, digest_size=6).hexdigest()


def _write(old: Version) -> None:
    centers = [center_number(seed) for seed in KEPT]
    old.ask("digests", [in_old_words(one) for one in centers])
    lines = [
        f'  "{center.seed}": {json.dumps([given(center), *said])}'
        for center, said in zip(centers, old.answer(), strict=True)
    ]
    text = f'{{"version": "{old.name}", "commit": "5972f2c", "centers": {{\n' + ",\n".join(lines) + "\n}}\n"
    (HERE / "said_by_0_1.json").write_text(text)


def _main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--old", type=Path, required=True, help="a checkout of version 0.1.0, commit 5972f2c")
    asked.add_argument("--centers", type=int, default=10_000, help="how many random centers")
    asked.add_argument("--first", type=int, default=0, help="the seed of the first one")
    asked.add_argument("--write", action="store_true", help="write the digests that the fast suite compares with")
    how = asked.parse_args()
    old = Version(how.old.resolve())
    if how.write:
        _write(old)
        print(f"wrote {len(KEPT)} centers as version {old.name} has them")
        return 0
    new = Version(HERE.parent.resolve())
    began = time.perf_counter()
    seeds = range(how.first, how.first + how.centers)
    reasons = Counter(differs_on_purpose(center_number(seed)) for seed in seeds)
    found = different(old, new, seeds)
    seconds = time.perf_counter() - began
    for center in found[:_SHOWN_MAX]:
        print(f"center {center.seed} differs: {difference(old, new, center)}")
        print(f"  again: python -m tests.same_as_0_1 --old {how.old} --first {center.seed} --centers 1")
    print(
        f"{how.centers} random centers, seeds {how.first} to {how.first + how.centers - 1}: "
        f"{len(found)} differ from version {old.name} ({how.centers / seconds:.0f} centers a second)"
    )
    compared = reasons.pop("", 0)
    print(f"{compared} of them were compared; of the others it is not asked, because")
    for reason, count in reasons.items():
        print(f"  {reason}: {count}")
    old.end()
    new.end()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())
