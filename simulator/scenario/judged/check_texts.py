"""The texts under ``checks:``, read together with the file: a slip in them should not cost a night of simulation.

A check may speak of what only one strategy has; it is refused here only when no strategy can be judged by it.
"""

from collections.abc import Sequence

from simulator.errors import Problem
from simulator.scenario.judged.checks import HOW_TO_WRITE, Check, parse_check
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, Mark, Scalar, is_nothing, plain, problem
from simulator.scenario.text.nodes import Sequence as Items
from simulator.units import shown

CHECKS_MAX = 1_000
"""More are no targets that anybody has set."""

Texts = tuple[tuple[str, Mark], ...]


def read_texts(root: Mapping, wrong: list[Problem]) -> Texts:
    """Return the texts under ``checks:`` with their places; what is no text is told to ``wrong``."""
    given = root.get("checks")
    if given is None or is_nothing(given):
        return ()
    if not isinstance(given, Items):
        what = f"expected a list of checks, got {shown(plain(given))}."
        wrong.append(problem(given.mark, "checks", what, "Write each on a line of its own, as - service_level >= 80%."))
        return ()
    if len(given.items) > CHECKS_MAX:
        wrong.append(
            problem(given.mark, "checks", f"expected at most {CHECKS_MAX:,} checks, got {len(given.items):,}.")
        )
        return ()
    texts = []
    for number, item in enumerate(given.items, start=1):
        if isinstance(item, Scalar) and isinstance(item.value, str):
            texts.append((item.value, item.mark))
        else:
            what = f"expected a check, got {shown(plain(item))}."
            wrong.append(problem(item.mark, f"checks[{number}]", what, HOW_TO_WRITE))
    return tuple(texts)


def unreadable(checks: Texts, scenarios: Sequence[Scenario | None]) -> list[Problem]:
    """Return what is wrong in ``checks`` for every one of ``scenarios``; nothing while one of them is not valid."""
    valid = [one for one in scenarios if one is not None]
    if len(valid) < len(scenarios):
        return []
    wrong = []
    for number, (text, mark) in enumerate(checks, start=1):
        parsed = [parse_check(text, scenario) for scenario in valid]
        complaints = [() if isinstance(one, Check) else one for one in parsed]
        everywhere = [one for one in complaints[0] if all(one in others for others in complaints)]
        if all(complaints):
            # What differs between strategies is said as the first of them has it.
            listed = everywhere or complaints[0]
            wrong += [problem(mark, f"checks[{number}]", one.what, one.hint) for one in listed]
    return wrong
