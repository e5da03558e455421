"""What a file leaves out, written into its tree as if it had said it."""

from typing import Any

from pydantic import BaseModel

from simulator.scenario.language.shape import chosen, fields_of, inside, noun_of
from simulator.scenario.language.written import default_of
from simulator.scenario.nouns import Noun, Scenario
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar

BY_DEFAULT = "default"
_LEFT_OUT = " Left out: "
"""What stands before the meaning of a key that is left out, where it is no plain default."""
_HERE = Mark("", 0, 0, BY_DEFAULT)


def with_defaults(tree: Mapping) -> Mapping:
    """Return the ``tree`` of a valid scenario with every default behind what is written; it came via ``default``."""
    full = _filled(tree, Scenario)
    assert isinstance(full, Mapping)
    return full


def usual_value(shape: Any, key: str, mark: Mark) -> Node | None:
    """Return what ``key`` of a noun of ``shape`` means where a file leaves it out, as at ``mark``.

    None where that cannot be written, or depends on more than the noun.
    """
    noun = noun_of(shape)
    info = fields_of(noun).get(key) if noun is not None else None
    if info is None or info.is_required():
        return None
    if isinstance(info.get_default(call_default_factory=True), Noun):
        return Mapping({}, mark)
    value = None if _LEFT_OUT in (info.description or "") else default_of(info)
    return None if value in (None, "") else Scalar(value, mark)


def _filled(node: Node, shape: Any) -> Node:
    if not isinstance(node, Mapping):
        return node
    shape = chosen(shape, node)
    noun = noun_of(shape)
    entries = {key: Entry(one.key, _filled(one.value, inside(shape, key))) for key, one in node.entries.items()}
    return Mapping(entries | (_left_out(noun, entries) if noun else {}), node.mark)


def _left_out(noun: type[BaseModel], given: dict[str, Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for word, info in fields_of(noun).items():
        if word in given or info.is_required():
            continue
        usual = info.get_default(call_default_factory=True)
        value = default_of(info)
        if value not in (None, ""):
            found[word] = Entry(_HERE, Scalar(value, _HERE))
        elif isinstance(usual, Noun):
            found[word] = Entry(_HERE, _filled(Mapping({}, _HERE), type(usual)))
    return found
