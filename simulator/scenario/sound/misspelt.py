"""Names that an override misspells: it means to change a thing, makes a new one, and that lacks nearly everything.

So what comes first is which one was probably meant, and what is missing in the new one only after that.
"""

from simulator.scenario.text.nodes import Mapping, Node, came_later
from simulator.scenario.text.suggest import nearest


def meant_by(name: str, around: Node) -> str:
    """Return the older name in ``around`` that the newer ``name`` was probably meant to be; empty when none is near."""
    if not isinstance(around, Mapping) or name not in around.entries:
        return ""
    if not came_later(around.entries[name].key, around.mark):
        return ""
    older = [key for key, entry in around.entries.items() if not came_later(entry.key, around.mark)]
    return nearest(name, older) or ""
