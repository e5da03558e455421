"""Contact types to which nobody ever comes: without a source, and nobody is brought to them in any variant.

Redirects, transfers and follow-ups bring somebody. Which strategy does so, and which does not, is often the very
question; so a type may be reached in one of them only.
What no variant reaches is a slip: a forgotten ``from``, most of the time.
"""

from collections.abc import Iterable, Iterator

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mapping, Mark, Scalar, dotted, is_nothing, problem
from simulator.scenario.text.suggest import nearest

_WAYS = (
    ("channels", "when_closed", "redirect"),
    ("contact_types", "when_closed", "redirect"),
    ("transfers", "pass", "type"),
    ("follow_ups", "come", "type"),
)
"""Under which keys of the names in a section a type stands to which it brings somebody."""


def nobody_comes(trees: Iterable[Mapping], changes: Iterable[Mapping]) -> list[Problem]:
    """Return the types without a source to which nobody is brought in any of the variants' ``trees``.

    What ``changes`` make of variants counts as well: a setting that undoes it in all of them is asked for, and no slip.
    """
    trees = list(trees)
    named = {to for tree in (*trees, *changes) for to in _brought(tree)}
    types = dict.fromkeys(name for tree in trees for name in tree.section("contact_types").entries)
    # A name that does not exist is told of already; it probably means one that does.
    reached = {to if to in types else nearest(to, types) for to in named}
    alone: dict[str, tuple[Mark, Mapping]] = {}
    for tree in trees:
        for name, entry in tree.section("contact_types").entries.items():
            if isinstance(entry.value, Mapping) and _sourceless(entry.value):
                alone.setdefault(name, (entry.key, tree))
    return [_problem(name, mark, tree) for name, (mark, tree) in alone.items() if name not in reached]


def _brought(tree: Mapping) -> Iterator[str]:
    """Yield the types to which a tree says that somebody is redirected, passed on, or comes again."""
    for section, *way in _WAYS:
        for name in tree.section(section).entries:
            to = tree.section(section).section(name).section(way[0]).get(way[1])
            if isinstance(to, Scalar) and isinstance(to.value, str):
                yield to.value


def _sourceless(one: Mapping) -> bool:
    """Return whether a type has no source, and what a type has at least; what lacks more is told of already."""
    return "channel" in one.entries and (one.get("from") is None or is_nothing(one.entries["from"].value))


def _problem(name: str, mark: Mark, tree: Mapping) -> Problem:
    source = next(iter(tree.section("sources").entries), "shoppers")
    what = "nobody comes to it: it has no 'from', and nobody is redirected or passed on to it or comes again as it."
    hint = f"Write from: {source}, or let another type have when_closed: {{redirect: {name}}}."
    return problem(mark, dotted("contact_types", name), what, hint)
