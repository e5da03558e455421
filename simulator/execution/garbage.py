"""Python's search for garbage that refers to itself, in processes that are ours: seldom, and not among what stays.

It looks after every 700 objects, mostly at modules, scenarios and results, which all stay; in a short command it took a
fifteenth of the time. A simulated day leaves some hundred small objects that refer to each other, and its contacts are
freed without being looked for.
"""

import gc

_OBJECTS = 50_000
"""So many new ones are some megabytes."""


def look_seldom() -> None:
    """Look after so many new objects only; for whoever uses the library in a process of their own, nothing changes."""
    gc.set_threshold(_OBJECTS, 20, 20)
