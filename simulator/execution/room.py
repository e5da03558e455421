"""Whether there is room for a run: what it needs against what the machine, or the container, has left.

Nothing that is found here changes a result: a run is refused, with what would make it smaller, or done as it is.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from simulator.errors import UsageError
from simulator.execution.cores import usable_cores
from simulator.execution.needs import Extent, needs_of

LARGE = 1e9
"""Bytes from which on a run is told of before it starts."""
_NEWER, _OLDER = "/sys/fs/cgroup/memory.", "/sys/fs/cgroup/memory/memory."
_GROUPS = (
    (f"{_NEWER}max", f"{_NEWER}current", f"{_NEWER}stat"),
    (f"{_OLDER}limit_in_bytes", f"{_OLDER}usage_in_bytes", f"{_OLDER}stat"),
)
"""Where Linux says what a container may have and what it has taken, in its newer way and in the older."""
_CACHED = ("inactive_file", "active_file", "total_inactive_file", "total_active_file")
"""What is taken only until somebody needs it."""
_LESS = "To need less, use fewer replications{fit}, longer reporting intervals (horizon.interval) or fewer days."


def check_memory(extents: Sequence[Extent], replications: int, jobs: int | None) -> None:
    """Raise UsageError when a run needs more memory than there is; None as ``jobs``: all cores, at most."""
    left = memory_left()
    if left is None:
        return
    workers = usable_cores() if jobs is None else jobs

    def memory(count: int) -> float:
        needs = needs_of(extents, count)
        return needs.memory + (needs.worker * workers if workers > 1 else max(0.0, needs.worker - needs.memory / 2))

    if memory(replications) > left:
        raise UsageError(
            f"this run would need about {size(memory(replications))} of memory, but only {size(left)} are free. "
            + _LESS.format(fit=_that_fit(memory, replications, left))
        )


def check_disk(extents: Sequence[Extent], replications: int, folder: Path, log: bool = False) -> None:
    """Raise UsageError when a run's folder, perhaps with its log, needs more room than there is where it will be."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), None)
    if there is None:
        return
    try:
        left = shutil.disk_usage(there).free
    except OSError:
        return

    def room(count: int) -> float:
        needs = needs_of(extents, count)
        return needs.folder + (needs.log if log else 0.0)

    if room(replications) > left:
        raise UsageError(
            f"{folder} would need about {size(room(replications))}, but only {size(left)} are free there. "
            + _LESS.format(fit=_that_fit(room, replications, left))
            + " --no-out keeps nothing."
        )


def told_of_size(extents: Sequence[Extent], replications: int) -> str:
    """Return what is to be said of a large run before it starts; nothing of an ordinary one."""
    needs = needs_of(extents, replications)
    if max(needs.memory, needs.folder) < LARGE:
        return ""
    return f"this run needs about {size(needs.memory)} of memory and {size(needs.folder)} in its folder"


def memory_left() -> float | None:
    """Return how many bytes of memory this process may still have; None where nobody says."""
    found = [each for each in (_of_machine(), *(_of_group(*files) for files in _GROUPS)) if each is not None]
    return min(found, default=None)


def size(count: float) -> str:
    """Return a number of bytes as people say it.

    >>> size(2_340_000_000), size(48_000_000), size(5_100_000_000_000)
    ('2.3 GB', '48 MB', '5,100 GB')
    """
    if count < 1e9:
        return f"{max(count / 1e6, 1):.0f} MB"
    return f"{count / 1e9:.1f} GB" if count < 1e11 else f"{count / 1e9:,.0f} GB"


def _that_fit(needed: Callable[[int], float], replications: int, left: float) -> str:
    """Return in words how many replications there is room for, rounded down; nothing where there is none for one."""
    if needed(1) > left:
        return ""
    few, many = 1, replications
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if needed(middle) <= left else (few, middle)
    digits = 10 ** max(len(str(few)) - 2, 0)
    return f" (there is room for about {few // digits * digits:,})"


def _of_machine() -> float | None:
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return float(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, OSError, ValueError):
        return None


def _of_group(most: str, taken: str, stat: str) -> float | None:
    """Return what a container has left."""
    try:
        limit = Path(most).read_text("ascii").strip()
        if limit == "max":
            return None
        lines = [line.split() for line in Path(stat).read_text("ascii").splitlines()]
        cached = {name: float(count) for name, count in lines if name in _CACHED}
        # The older way tells twice: with and without what is below.
        files = sum(count for name, count in cached.items() if name.startswith("total_") or len(cached) <= 2)
        return float(limit) - float(Path(taken).read_text("ascii")) + files
    except (OSError, ValueError):
        return None
