"""``ccsim validate FILE…``: all that is wrong in scenario files, for people, editors and CI jobs."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.cli import options
from simulator.cli.answering import answering, say
from simulator.errors import ExitCode, ScenarioError

if TYPE_CHECKING:
    from simulator.report.files.problems import Judged
    from simulator.scenario.resolved.study import Study

STDIN = "-"


@answering
def validate(
    files: options.Files,
    settings: options.Settings = None,
    strict: options.Strict = False,
    allow_outside: options.AllowOutside = False,
    json: options.JsonDocument = False,
) -> ExitCode:
    """Tell all that is wrong or odd in scenario files.

    Every strategy and future is read, recorded files are looked into, nothing is run. Exit code 0 when all are fine, 2
    when one is wrong.
    """
    from simulator.report.files.problems import problem_lines, problems_document

    judged = [judge(file, settings or (), strict, allow_outside) for file in dict.fromkeys(files)]
    say(problems_document(judged) if json else problem_lines(judged))
    return ExitCode.FINE if all(one.valid for one in judged) else ExitCode.INVALID


def judge(file: str, settings: Sequence[str] = (), strict: bool = False, allow_outside: bool = False) -> "Judged":
    """Return what is to be said of one file; ``-`` is the standard input, with its files in the current folder."""
    from simulator.day_checks import too_few_replications
    from simulator.demand.look import look
    from simulator.report.files.problems import Judged
    from simulator.scenario.reader import load, load_text
    from simulator.scenario.text.files import decoded
    from simulator.work.odd import odd

    try:
        if file == STDIN:
            text = decoded(sys.stdin.buffer.read(), STDIN)
            study = load_text(text, name=STDIN, settings=settings, allow_outside=allow_outside)
        else:
            study = load(file, settings, allow_outside)
        found = look(study, futures=(None, *study.futures))
        too_few = too_few_replications(study, [study.resolve(name) for name in study.strategies])
    except ScenarioError as error:
        return Judged(file, error.problems, ())
    # Whoever comes is not known when a file is wrong: that nobody does would be said of the same cause.
    work = study.warnings() if found.wrong else odd(study)
    problems, warnings = found.wrong, tuple(sorted((*work, *found.odd, *too_few)))
    if strict:
        problems, warnings = tuple(sorted((*problems, *warnings))), ()
    return Judged(file, problems, warnings, _summary(study))


def _summary(study: "Study") -> str:
    scenario = study.resolve()
    counts = (
        (len(scenario.contact_types), "contact type"),
        (len(scenario.agent_groups), "agent group"),
        (len(study.strategies), "strategy"),
        (len(study.futures), "future"),
        (len(study.checks), "check"),
    )
    return ", ".join(f"{number} {_plural(word) if number > 1 else word}" for number, word in counts if number)


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
