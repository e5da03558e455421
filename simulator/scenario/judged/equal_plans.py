"""Plans that are meant to be equal: which strategies have the same hours, or cost the same, if they are to be compared.

equal_plans: {budget: {of: [as_today, staggered], in: paid_hours, within: 1%}}
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mapping, Mark, Node, Scalar, dotted, is_nothing, plain, problem
from simulator.scenario.text.nodes import Sequence as Items
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import parse_share, shown

KEY = "equal_plans"
MEASURES = ("paid_hours", "staff_cost")
WITHIN = 0.01
_KEYS = ("of", "in", "within")
_HOW = "Write it as budget: {of: [as_today, staggered], in: paid_hours, within: 1%}."


class EqualPlans(NamedTuple):
    """Strategies whose plans are meant to be equal in a measure, up to a share of the first one's."""

    name: str
    of: tuple[str, ...]
    measure: str
    within: float
    mark: Mark

    @property
    def where(self) -> str:
        """Return the path it stands at."""
        return dotted(KEY, self.name)


def read_equal_plans(root: Mapping, strategies: Sequence[str], wrong: list[Problem]) -> tuple[EqualPlans, ...]:
    """Return what stands under ``equal_plans:``; what cannot be read is told to ``wrong``."""
    given = root.get(KEY)
    if given is None or is_nothing(given):
        return ()
    if not isinstance(given, Mapping):
        wrong.append(problem(given.mark, KEY, f"expected plans by name, got {shown(plain(given))}.", _HOW))
        return ()
    found = []
    for name, entry in given.entries.items():
        if is_nothing(entry.value):
            continue
        said = list(_problems(name, entry.value, strategies))
        wrong += said
        if not said and isinstance(entry.value, Mapping):
            of, measure = plain(entry.value)["of"], entry.value.get("in")
            within = entry.value.get("within")
            found.append(
                EqualPlans(
                    name,
                    tuple(dict.fromkeys(of)),
                    MEASURES[0] if measure is None else str(plain(measure)),
                    WITHIN if within is None else parse_share(plain(within)),
                    entry.key,
                )
            )
    return tuple(found)


def _problems(name: str, node: Node, strategies: Sequence[str]) -> Iterator[Problem]:
    at = (KEY, name)
    if not isinstance(node, Mapping):
        yield problem(node.mark, dotted(*at), f"expected 'of', 'in' and 'within', got {shown(plain(node))}.", _HOW)
        return
    for key, entry in node.entries.items():
        if key not in _KEYS:
            yield problem(entry.key, dotted(*at), f"unknown key '{key}'.", did_you_mean(key, _KEYS))
    yield from _of_problems(at, node, strategies)
    measure, within = node.get("in"), node.get("within")
    if measure is not None and plain(measure) not in MEASURES:
        what = f"expected {' or '.join(MEASURES)}, got {shown(plain(measure))}."
        yield problem(measure.mark, dotted(*at, "in"), what)
    if within is not None:
        try:
            parse_share(plain(within))
        except ValueError as error:
            yield problem(within.mark, dotted(*at, "within"), str(error))


def _of_problems(at: tuple[str, str], node: Mapping, strategies: Sequence[str]) -> Iterator[Problem]:
    of = node.get("of")
    if not isinstance(of, Items) or len({plain(one) for one in of.items if isinstance(one, Scalar)}) < 2:
        got = "nothing" if of is None else shown(plain(of))
        mark = node.mark if of is None else of.mark
        yield problem(mark, dotted(*at, "of"), f"expected a list of two strategies or more, got {got}.", _HOW)
        return
    for one in of.items:
        if plain(one) not in strategies:
            what = f"there is no strategy {shown(plain(one))}."
            yield problem(one.mark, dotted(*at, "of"), what, did_you_mean(str(plain(one)), strategies))
