"""How a command answers: results to stdout, the rest to stderr, an exit code, and never a traceback for a user.

Wrapping a command in `answering` is all it needs: errors a user can cause become their message and exit code, an
interrupt becomes one line.
"""

import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ParamSpec

import typer

from simulator.errors import CcsimError, ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.scenario.reader import Study

P = ParamSpec("P")


def answering(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """Return ``command`` as typer wants it: it ends by raising its exit code."""

    @functools.wraps(command)
    def answer(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except CcsimError as error:
            complain(str(error))
            code = ExitCode(error.exit_code)
        except KeyboardInterrupt:
            complain("interrupted")
            code = ExitCode.INTERRUPTED
        raise typer.Exit(int(code))

    return answer


def open_study(file: str, settings: Sequence[str] | None) -> "Study":
    """Return the study of ``file`` with ``settings`` applied."""
    from simulator.scenario.reader import load

    return load(file, tuple(settings or ()))


def warn(study: "Study", strategies: Sequence[str], future: str | None) -> None:
    """Print what is allowed in these strategies but probably not meant."""
    for warning in study.warnings(strategies, future):
        complain(f"warning: {warning.file}:{warning}")


def complain(text: str) -> None:
    """Print a message to stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def say(lines: Iterable[str]) -> None:
    """Print lines to stdout; a reader who has seen enough (a closed pipe) is no error."""
    try:
        for line in lines:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would complain again when the process ends: let nobody have it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say_table(show: "Callable[[Console], None]") -> None:
    """Print what ``show`` puts on a console."""
    from simulator.report.table import lines_for

    say(lines_for(sys.stdout, show))
