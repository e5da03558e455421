"""Contact types to which nobody ever comes: without a source, and nothing brings them contacts in any variant.

Which strategy brings somebody, and which does not, is often the very question; so one that does is enough.
What no variant reaches is a slip: a forgotten ``from``, most of the time.
"""

from collections.abc import Iterable

from simulator.errors import Problem
from simulator.scenario.sound.bringing import BRINGS
from simulator.scenario.text.nodes import Mapping, Mark, dotted, is_nothing, problem
from simulator.scenario.text.suggest import nearest


def nobody_comes(trees: Iterable[Mapping], changes: Iterable[Mapping]) -> list[Problem]:
    """Return the types without a source to which nothing brings anybody in any of the variants' ``trees``.

    What ``changes`` make of variants counts as well: a setting that undoes it in all of them is asked for, and no slip.
    """
    trees = list(trees)
    named = {to for tree in (*trees, *changes) for each in BRINGS for to in each.named_in(tree)}
    types = dict.fromkeys(name for tree in trees for name in tree.section("contact_types").entries)
    # A name that does not exist is told of already; it probably means one that does.
    reached = {to if to in types else nearest(to, types) for to in named}
    alone: dict[str, tuple[Mark, Mapping]] = {}
    for tree in trees:
        for name, entry in tree.section("contact_types").entries.items():
            if isinstance(entry.value, Mapping) and _sourceless(entry.value):
                alone.setdefault(name, (entry.key, tree))
    return [_problem(name, mark, tree) for name, (mark, tree) in alone.items() if name not in reached]


def _sourceless(one: Mapping) -> bool:
    """Return whether a type has no source, and what a type has at least; what lacks more is told of already."""
    return "channel" in one.entries and (one.get("from") is None or is_nothing(one.entries["from"].value))


def _problem(name: str, mark: Mark, tree: Mapping) -> Problem:
    source = next(iter(tree.section("sources").entries), "shoppers")
    *all_but_one, last = (each.nobody for each in BRINGS)
    what = f"no contacts of this type: it has no 'from', and no {', '.join(all_but_one)} or {last} leads to it."
    hint = f"Write {', or '.join((f'from: {source}', *(each.would_bring(name) for each in BRINGS)))}."
    return problem(mark, dotted("contact_types", name), what, hint)
