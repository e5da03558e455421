"""What sheets call people and teams: by the name that the scenario has for them, or by their title."""

from simulator.scenario.text.nodes import Mapping, Scalar
from simulator.scenario.text.spelling import one_spelling


def names_by_text(section: Mapping) -> dict[str, str]:
    """Return the names in a section of a scenario by what a sheet may call them; a name counts before a title."""
    called = {name: name for name in section.entries}
    for name, one in section.items():
        title = one.get("title") if isinstance(one, Mapping) else None
        if isinstance(title, Scalar) and isinstance(title.value, str):
            called.setdefault(" ".join(one_spelling(title.value).split()), name)
    return called
