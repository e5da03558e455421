"""What is wrong with scenario files, for people and for editors and CI jobs."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from simulator.errors import Problem, first_of
from simulator.printable import one_line

SCHEMA_VERSION = 1


class Judged(NamedTuple):
    """A scenario file: its problems (any makes it invalid), its warnings, and what is in it when it is valid."""

    file: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    summary: str = ""
    acknowledged: tuple[Problem, ...] = ()
    """The warnings that the file says are known."""

    @property
    def valid(self) -> bool:
        """Return whether the file can be run."""
        return not self.problems


def problem_lines(files: Sequence[Judged]) -> Iterator[str]:
    """Yield the lines for people: for every file that it is fine, or all there is to say of it."""
    for one in files:
        counts = [count_of(len(one.problems), "problem")] * bool(one.problems)
        counts += [count_of(len(one.warnings), "warning")] * bool(one.warnings)
        counts += [f"{len(one.acknowledged)} acknowledged"] * bool(one.acknowledged)
        fine = [f"fine ({one.summary})"] * one.valid
        yield f"{one_line(one.file)}: {', '.join([*fine, *counts])}"
        problems, more_problems = first_of(one.problems, "problem")
        warnings, more_warnings = first_of(one.warnings, "warning")
        said = [(problem, "") for problem in problems] + [(warning, "warning: ") for warning in warnings]
        for problem, word in sorted(said):
            elsewhere = f"{problem.file}{', ' if problem.cell else ':'}" if problem.file != one.file else ""
            kind = f" [{problem.kind}]" if problem.kind else ""
            yield f"  {elsewhere}{_placed(problem, word)}{kind}"
        yield from (f"  {line}" for line in (*more_problems, *more_warnings))
    if len(files) > 1:
        wrong = sum(not one.valid for one in files)
        yield f"{len(files)} files: {'all fine' if not wrong else f'{wrong} wrong'}"


def problems_document(files: Sequence[Judged]) -> Iterator[str]:
    """Yield the lines of one JSON document about all ``files``."""
    document = {"schema_version": SCHEMA_VERSION, "files": [_file(one) for one in files]}
    yield from json.dumps(document, indent=2, ensure_ascii=True).splitlines()


def _placed(problem: Problem, word: str) -> str:
    text = str(problem)
    place = f"{problem.place}  " if problem.line else ""
    return f"{place}{word}{text.removeprefix(place)}"


def count_of(number: int, word: str) -> str:
    """Return a number with what it counts.

    >>> count_of(1, "strategy"), count_of(2, "strategy"), count_of(0, "problem")
    ('1 strategy', '2 strategies', '0 problems')
    """
    if number == 1:
        return f"1 {word}"
    return f"{number} {word[:-1]}ies" if word.endswith("y") else f"{number} {word}s"


def _file(one: Judged) -> dict[str, Any]:
    problems = [*(_entry("error", problem) for problem in one.problems)]
    problems += [_entry("warning", warning) for warning in one.warnings]
    problems += [_entry("acknowledged", warning) for warning in one.acknowledged]
    return {"file": one.file, "valid": one.valid, "problems": problems}


def _entry(severity: str, problem: Problem) -> dict[str, Any]:
    return {
        "severity": severity,
        "file": problem.file,
        # 0 stands for no place; an editor would take it for one.
        "line": problem.line or None,
        "column": problem.column or None,
        "where": problem.where,
        "message": problem.what,
        "hint": problem.hint,
    } | {key: said for key, said in (("kind", problem.kind), ("cell", problem.cell)) if said}
