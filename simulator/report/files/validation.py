"""What is wrong or odd in a scenario, as a result that shows itself: the command ``validate``, called from Python."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.arguments import yes_or_no
from simulator.day_checks import too_few_replications
from simulator.demand.look import look
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.metrics.frames import records_frame
from simulator.report.blocks import Blocks, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.files.problems import Judged, count_of
from simulator.routing_tests.asking import impossible_situations
from simulator.scenario.reader import Study, load
from simulator.scenario.resolved.acknowledged import in_vain, sorted_out
from simulator.scenario.text.given import NAME
from simulator.shown import ShowsItself
from simulator.work.odd import odd

if TYPE_CHECKING:
    from simulator.metrics.frames import DataFrame


@dataclass(frozen=True, repr=False)
class Validation(ShowsItself):
    """What was found in a scenario: its problems (any makes it invalid), its warnings, and what is in it."""

    file: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    content: str = ""
    """What there is of each noun; empty where it is invalid."""
    acknowledged: tuple[Problem, ...] = ()
    """The warnings that the scenario says are known."""

    @property
    def valid(self) -> bool:
        """Return whether it can be run."""
        return not self.problems

    @property
    def said(self) -> str:
        """Return in a few words what was found."""
        counts = [f"fine ({self.content})"] if self.valid else []
        counts += [count_of(len(found), word) for found, word in _by_word(self)[:2] if found]
        counts += [f"{len(self.acknowledged)} acknowledged"] * bool(self.acknowledged)
        return ", ".join(counts)

    def blocks(self) -> Blocks:
        """Yield what a report shows of it."""
        yield Paragraph(f"{self.file}: {self.said}", Tone.STRONG)
        lines = [(one, word) for found, word in _by_word(self) for one in found]
        if not lines:
            return
        places = [one.place_with_file for one, _ in lines]
        columns = (
            column("", [TableCell(word, _TONE[word]) for _, word in lines], left=True),
            column("where", [one.where for one, _ in lines], left=True),
            column("what", [f"{one.what} {one.hint}".strip() for one, _ in lines], left=True),
        )
        yield Sheet((column("place", places),), columns, "what was found")

    def to_frame(self) -> "DataFrame":
        """Return its problems and warnings as a pandas table."""
        return records_frame(
            {
                "severity": word,
                "kind": one.kind,
                "file": one.file,
                "line": one.line or None,
                "column": one.column or None,
                "where": one.where,
                "message": one.what,
                "hint": one.hint,
            }
            for found, word in _by_word(self)
            for one in found
        )


_TONE = {"problem": Tone.BAD, "warning": Tone.UNSURE, "acknowledged": Tone.QUIET}


def validate(
    source: "str | os.PathLike[str] | Mapping[str, Any] | Study",
    settings: str | Sequence[str] = (),
    strict: bool = False,
    allow_outside: bool = False,
    folder: "str | os.PathLike[str] | None" = None,
) -> Validation:
    """Return all that is wrong or odd in a scenario; nothing is run, and nothing that is wrong in it is raised.

    The arguments are those of `load`, or a study that is loaded already, which has its settings. Every strategy and
    future is read, recorded files are looked into. With ``strict`` warnings are problems. Raises UsageError for
    arguments of another kind, and for settings of a study.
    """
    yes_or_no("strict", strict)
    if isinstance(source, Study):
        if settings or allow_outside or folder is not None:
            raise UsageError("settings, allow_outside and folder are for load: a study that is loaded stays as it is.")
        study = source
        return _validation(found_in(study.path, lambda: study, strict))
    file = NAME if isinstance(source, Mapping) else str(source)
    return _validation(found_in(file, lambda: load(source, settings, allow_outside, folder), strict))


def found_in(file: str, read: Callable[[], Study], strict: bool = False) -> Judged:
    """Return what is to be said of one file, whose study is ``read``."""
    try:
        study = read()
        found = look(study, futures=(None, *study.futures))
        too_few = too_few_replications(study, [study.resolve(name) for name in study.strategies])
    except ScenarioError as error:
        return Judged(file, error.problems, ())
    # Whoever comes is not known when a file is wrong: that nobody does would be said of the same cause.
    work = study.warnings() if found.wrong else odd(study)
    warnings, known = sorted_out(tuple(sorted((*work, *found.odd, *too_few))), study.acknowledged)
    # What a lower file says of itself may be true there, and nobody can take it out here.
    mine = [one for one in study.acknowledged if one.mark.file == study.path]
    if not found.wrong and in_vain(known, mine):
        # Some are true in a future only.
        elsewhere = [one for future in study.futures for one in odd(study, future=future)]
        vain = in_vain((*known, *elsewhere), mine)
        warnings = tuple(sorted((*warnings, *sorted_out(vain, study.acknowledged).new)))
    problems = (*found.wrong, *impossible_situations(study))
    if strict:
        problems, warnings = tuple(sorted((*problems, *warnings))), ()
    return Judged(file, problems, warnings, _content(study), known)


def _validation(one: Judged) -> Validation:
    return Validation(*one)


def _content(study: Study) -> str:
    scenario = study.resolve()
    tests = {name for strategy in study.strategies for name in study.resolve(strategy).routing_tests}
    counts = (
        (len(scenario.contact_types), "contact type"),
        (len(scenario.agent_groups), "agent group"),
        (len(study.strategies), "strategy"),
        (len(study.futures), "future"),
        (len(study.checks), "check"),
        (len(tests), "routing test"),
    )
    return ", ".join(count_of(number, word) for number, word in counts if number)


def _by_word(one: Validation) -> tuple[tuple[tuple[Problem, ...], str], ...]:
    return (one.problems, "problem"), (one.warnings, "warning"), (one.acknowledged, "acknowledged")
