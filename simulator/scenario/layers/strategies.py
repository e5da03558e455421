"""Strategies and futures: named overrides of a scenario, each possibly based on another of its kind.

Both have the same shape; what differs is who decides: the center its strategies, nobody the futures.
"""

from dataclasses import dataclass

from simulator.errors import Problem
from simulator.scenario.language.around import APART
from simulator.scenario.text.nodes import Mapping, came_via, dotted, is_nothing, plain, problem
from simulator.scenario.text.spelling import wrong_label
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import shown

BASE = "base"
"""The strategy that changes nothing; it exists in every scenario, under this name."""

WORDS = {"strategies": "strategy", "futures": "future"}
_FIXED = ("version", *APART)
_ABOUT_ITSELF = ("based_on", "title", "note")
"""Keys of a strategy or future that change nothing of the center."""
NAMED_MAX = 1000
"""Strategies, or futures, in one file."""
PAIRS_MAX = 2000
"""Strategies times futures: each pair is a scenario of its own, which is validated before anything runs."""
CHAIN_MAX = 50
"""Strategies that are based on one another, one after the other."""


@dataclass(frozen=True)
class Named:
    """A strategy or future: the overrides to apply, in order, its own last."""

    name: str
    changes: tuple[Mapping, ...]


def read_named(root: Mapping, section: str, wrong: list[Problem]) -> dict[str, Named]:
    """Return the strategies or futures of the file's ``root``, in its order; problems go to ``wrong``."""
    given = root.get(section)
    if given is None or is_nothing(given):
        return {}
    if not isinstance(given, Mapping):
        word = WORDS[section]
        what = f"expected {section} by name, as {{my_{word}: {{}}}}, got {shown(plain(given))}."
        wrong.append(problem(given.mark, section, what))
        return {}
    if (too_many := _too_many(root, section, given)) is not None:
        wrong.append(too_many)
        return {}
    for name, entry in given.entries.items():
        what, hint = wrong_label(name)
        if what:
            wrong.append(problem(entry.key, section, what, hint))
    # Without a name it would be taken for the file itself where problems are told.
    bodies = {name: _body(root, section, name, wrong) for name in given.entries if name}
    return {name: Named(name, _chain(root, section, name, bodies, wrong)) for name in bodies}


def _too_many(root: Mapping, section: str, given: Mapping) -> Problem | None:
    """Return what is wrong where a file has more strategies or futures than are read."""
    count = len(given.entries)
    hint = "Put them into files of their own that extend this one."
    if count > NAMED_MAX:
        what = f"expected at most {NAMED_MAX:,} {section}, got {count:,}."
        return problem(root.entries[section].key, section, what, hint)
    pairs = count * max(1, len(root.section("strategies").entries))
    if section == "futures" and pairs > PAIRS_MAX:
        what = f"strategies times futures are {pairs:,}; at most {PAIRS_MAX:,} are possible."
        return problem(root.entries[section].key, section, what, hint)
    return None


def _body(root: Mapping, section: str, name: str, wrong: list[Problem]) -> Mapping:
    """Return the override of one strategy or future; an empty one when it is wrong."""
    given = root.section(section).get(name)
    assert given is not None
    nothing = Mapping({}, given.mark)
    if is_nothing(given):
        return nothing
    where = dotted(section, name)
    if not isinstance(given, Mapping):
        what = f"expected a mapping of what the {WORDS[section]} changes, {{}} for nothing, got {shown(plain(given))}."
        wrong.append(problem(given.mark, where, what))
        return nothing
    for key in _FIXED:
        if key in given.entries:
            what = f"a {WORDS[section]} cannot change '{key}'."
            wrong.append(problem(given.entries[key].key, where, what, "It is the same for the whole file."))
    body = came_via(given.without(*_FIXED, *_ABOUT_ITSELF), f"{WORDS[section]} '{name}'")
    assert isinstance(body, Mapping)
    return body


def _chain(
    root: Mapping, section: str, name: str, bodies: dict[str, Mapping], wrong: list[Problem]
) -> tuple[Mapping, ...]:
    """Return the overrides from the first that ``name`` is based on to its own."""
    chain, seen = [bodies[name]], [name]
    while (basis := _basis(root, section, seen[-1], bodies, wrong if len(seen) == 1 else [])) is not None:
        if basis in seen:
            if basis == name:
                given = root.section(section).section(name).get("based_on")
                assert given is not None
                circle = " → ".join((*seen, name))
                wrong.append(
                    problem(
                        given.mark,
                        dotted(section, name, "based_on"),
                        f"these {section} are based on one another in a circle: {circle}.",
                    )
                )
            break
        chain.insert(0, bodies[basis])
        seen.append(basis)
        if len(seen) > CHAIN_MAX + 1:
            return tuple(chain)
    if len(seen) == CHAIN_MAX + 1:
        # Of those that are based on this one nothing more is said.
        what = f"at most {CHAIN_MAX} {section} can be based on one another."
        wrong.append(problem(root.section(section).entries[name].key, dotted(section, name), what))
    return tuple(chain)


def _basis(root: Mapping, section: str, name: str, bodies: dict[str, Mapping], wrong: list[Problem]) -> str | None:
    """Return what ``name`` is based on; None for the scenario itself."""
    given = root.section(section).section(name).get("based_on")
    if given is None:
        return None
    where, value = dotted(section, name, "based_on"), plain(given)
    if not isinstance(value, str):
        what = f"expected the name of another {WORDS[section]}, got {shown(value)}."
        wrong.append(problem(given.mark, where, what))
        return None
    if value in bodies:
        return value
    if value != BASE or section != "strategies":
        known = [one for one in bodies if one != name]
        what = f"there is no {WORDS[section]} {shown(value)}."
        wrong.append(problem(given.mark, where, what, did_you_mean(value, known)))
    return None
