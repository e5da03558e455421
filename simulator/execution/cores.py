"""How many processes can work at once here."""

import os


def usable_cores() -> int:
    """Return how many cores this process may use, which in a container is fewer than the machine has."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
