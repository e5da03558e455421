"""How a command answers: results to stdout, the rest to stderr, an exit code, and never a traceback for a user.

Wrapping a command in `answering` is all it needs: errors a user can cause become their message and exit code, an
interrupt becomes one line.
"""

import functools
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from textwrap import fill
from typing import TYPE_CHECKING, ParamSpec

import typer

from simulator.cli.options import Format
from simulator.errors import CcsimError, ExitCode, ScenarioError, first_of
from simulator.execution.interrupts import exit_code
from simulator.printable import printable
from simulator.report.media.line_width import width_of

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.errors import Problem
    from simulator.report.blocks import Block
    from simulator.routing_tests.asking import RoutingOutcomes
    from simulator.scenario.reader import Study

P = ParamSpec("P")


def answering(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """Return ``command`` as typer wants it: it ends by raising its exit code."""

    @functools.wraps(command)
    def answer(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except CcsimError as error:
            complain(error.on_command_line())
            code = ExitCode(error.exit_code)
        except KeyboardInterrupt as interrupt:
            complain(str(interrupt) or "interrupted")
            code = ExitCode(exit_code())
        raise typer.Exit(int(code))

    return answer


def open_study(file: str, settings: Sequence[str] | None, allow_outside: bool = False) -> "Study":
    """Return the study of ``file`` with ``settings`` applied."""
    from simulator.scenario.reader import load

    study = load(file, tuple(settings or ()), allow_outside)
    for path, have in study.only.items():
        complain(f"note: {path} is set in {', '.join(have)} only: the other strategies do not have it.")
    return study


def strategies_of(study: "Study", vary: Sequence[str]) -> tuple[str, ...]:
    """Return the strategies that are run where none is named."""
    from simulator.scenario.resolved.varied import chosen_strategies

    return chosen_strategies(study, vary)


def warn(
    study: "Study",
    strategies: Sequence[str],
    futures: "Sequence[str | None]" = (None,),
    vary: Sequence[str] = (),
    strict: bool = False,
    replications: int | None = None,
) -> None:
    """Print what is allowed in these strategies but probably not meant, each once; ``strict`` makes it an error.

    Of a grid the first and the last point are looked at: what is too little or too much is so at an end. Recorded files
    are looked into. ``replications`` are those asked for, None: the scenario's. Raises ScenarioError for what is wrong
    in recorded files.
    """
    from simulator.day_checks import too_few_replications
    from simulator.demand.look import look
    from simulator.scenario.layers.grid import read_grid, settings_of
    from simulator.scenario.resolved.acknowledged import sorted_out, with_kind
    from simulator.work.odd import odd

    points = read_grid(vary).points
    ends = dict.fromkeys((points[0], points[-1]))
    found: dict[Problem, list[str]] = {}
    for point in ends:
        there = study.with_settings(settings_of(point)) if point else study
        if point and not _resolves(there, strategies, futures):
            continue  # What is wrong at a point is told when all are resolved, with all points that have it.
        data = look(there, strategies, futures)
        if data.wrong:
            raise ScenarioError(data.wrong)
        said = [one for future in futures for one in odd(there, strategies, future)]
        resolved = [there.resolve(name, future) for name in strategies for future in futures]
        said += too_few_replications(there, resolved, replications)
        for warning in sorted_out((*said, *data.odd), study.acknowledged).new:
            found.setdefault(warning, []).append(", ".join(settings_of(point)))
    if strict and found:
        raise ScenarioError(tuple(replace(one, hint=f"{one.hint} [{one.kind}]".lstrip()) for one in found))
    lines = []
    for warning, where in found.items():
        only = f" (at {where[0]})" if len(where) < len(ends) else ""
        lines.append(f"warning: {warning.file}:{with_kind(warning)}{only}")
    first, more = first_of(lines, "warning")
    for line in (*first, *more):
        complain(line)


def _resolves(study: "Study", strategies: Sequence[str], futures: "Sequence[str | None]") -> bool:
    try:
        for future in futures:
            for name in strategies:
                study.resolve(name, future)
    except ScenarioError:
        return False
    return True


def complain(text: str) -> None:
    """Print a message to stderr; where nobody can read it, nothing is lost but the message.

    On a terminal its lines break between words; elsewhere they stay whole, for who searches them.
    """
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{_between_words(printable(text))}\n")
        sys.stderr.flush()


def _between_words(text: str) -> str:
    if not sys.stderr.isatty():
        return text
    width = width_of(sys.stderr)
    return "\n".join(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> str:
    further = " " * (len(line) - len(line.lstrip()) + 2)
    return fill(line, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)


def say(lines: Iterable[str]) -> None:
    """Print lines to stdout as `printable` has them."""
    _say_as_they_are(printable(line) for line in lines)


def _say_as_they_are(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_table(show: "Callable[[Console], None]") -> None:
    """Print what ``show`` puts on a console."""
    from simulator.report.media.terminal import lines_for

    _say_as_they_are(lines_for(sys.stdout, show))


def say_result(wanted: Format, blocks: "Iterable[Block]", run: "Compared", checked: "Checked | None" = None) -> None:
    """Print a result as it is wanted: ``blocks`` to read, or everything that is in ``run`` and ``checked``."""
    if wanted is Format.TABLE:
        from simulator.report.media.terminal import show

        say_table(lambda console: show(console, blocks))
    elif wanted is Format.JSON:
        from simulator.report.records.document import document

        say(document(run, checked))
    elif wanted is Format.CSV:
        from simulator.report.records.tidy import everything_csv

        _say_file(everything_csv(run, checked))
    else:
        from simulator.report.media.markdown import markdown

        _say_file(markdown(blocks))
    _warn_of_unused(run)


def say_tests(wanted: Format, blocks: "Iterable[Block]", routing: "RoutingOutcomes") -> None:
    """Print what routing tests found where nothing was run, as it is wanted."""
    if wanted is Format.TABLE:
        from simulator.report.media.terminal import show

        say_table(lambda console: show(console, blocks))
    elif wanted is Format.JSON:
        from simulator.report.records.document import routing_document

        say(routing_document(routing))
    elif wanted is Format.CSV:
        from simulator.report.records.tidy import routing_csv

        _say_file(routing_csv(routing))
    else:
        from simulator.report.media.markdown import markdown

        _say_file(markdown(blocks))


def _warn_of_unused(run: "Compared") -> None:
    """Print what the run shows to be without effect, or to go wrong, each once."""
    from simulator.unused import unknown_yet

    for finding in unknown_yet(run):
        complain(f"warning: {run.first.path}: {finding}")


def _say_file(text: str) -> None:
    """Print the text of a file: in a pipe its bytes are the same whatever the language of the machine."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    _say_as_they_are([text.removesuffix("\n")])
