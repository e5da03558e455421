"""``ccsim validate FILE…``: all that is wrong in scenario files, for people, editors and CI jobs."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.cli import options
from simulator.cli.answering import answering, say
from simulator.errors import ExitCode

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
    """Report every error and warning in scenario files.

    Reads every strategy and future and the recorded files; simulates nothing. Exit code 0 if all files are valid, 2
    if one is not.
    """
    from simulator.report.files.problems import problem_lines, problems_document

    judged = [judge(file, settings or (), strict, allow_outside) for file in dict.fromkeys(files)]
    say(problems_document(judged) if json else problem_lines(judged))
    return ExitCode.FINE if all(one.valid for one in judged) else ExitCode.INVALID


def judge(file: str, settings: Sequence[str] = (), strict: bool = False, allow_outside: bool = False) -> "Judged":
    """Return what is to be said of one file; ``-`` is the standard input, with its files in the current folder."""
    from simulator.report.files.validation import found_in
    from simulator.scenario.reader import load, load_text
    from simulator.scenario.text.files import read_stream

    def study() -> "Study":
        if file == STDIN:
            text = read_stream(sys.stdin.buffer if sys.stdin else None, STDIN)
            return load_text(text, name=STDIN, settings=settings, allow_outside=allow_outside)
        return load(file, tuple(settings), allow_outside)

    return found_in(file, study, strict)
