"""The command ``ccsim``: read, call, print. Nothing heavy is imported before a command needs it."""

import sys
from collections.abc import Sequence
from typing import Annotated, Protocol, runtime_checkable

import typer

from simulator import __version__
from simulator.cli.answering import complain, say
from simulator.cli.check import check
from simulator.cli.compare import compare
from simulator.cli.describe import describe
from simulator.cli.early_workers import process_is_ours
from simulator.cli.init import init
from simulator.cli.listing import list_scenarios
from simulator.cli.once import OnceCommand
from simulator.cli.outlets import after_printing, outlets
from simulator.cli.plan import plan
from simulator.cli.plot import plot
from simulator.cli.report import report
from simulator.cli.run import run
from simulator.cli.schema import schema
from simulator.cli.show import show
from simulator.cli.trace import trace
from simulator.cli.unforeseen import tell_unforeseen
from simulator.cli.validate import validate
from simulator.errors import CcsimError
from simulator.execution.garbage import look_seldom
from simulator.execution.interrupts import exit_code, interrupted_by, interrupts_remembered
from simulator.which_engine import engine_kind

app = typer.Typer(
    name="ccsim",
    help="Simulate a contact center: how many people, on which shifts, with which skills, under which rules.",
    epilog="Exit codes: 0 done, 1 a check is broken, 2 invalid input, 3 not finished or not written, 4 a check is "
    "undecided, 70 internal error, 74 the result could not be printed, 129/130/143 interrupted. "
    "Industry terms (AHT, SLA, skill, queue, trunk, shrinkage): GLOSSARY.md maps them to the terms used here; so "
    "does the error when one is used as a key.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        try:
            say([f"ccsim {__version__} ({engine_kind()} engine)"])
        except CcsimError as refused:
            say([f"ccsim {__version__}"])
            complain(str(refused))
            raise typer.Exit(int(refused.exit_code)) from None
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show version and engine, and exit."),
    ] = False,
) -> None:
    """Take what stands before the command."""


app.command(cls=OnceCommand)(run)
app.command(cls=OnceCommand)(compare)
app.command(cls=OnceCommand)(check)
app.command(cls=OnceCommand)(describe)
app.command(cls=OnceCommand)(plan)
app.command(cls=OnceCommand)(report)
app.command(cls=OnceCommand)(plot)
app.command(cls=OnceCommand)(validate)
app.command(cls=OnceCommand)(show)
app.command(cls=OnceCommand)(trace)
app.command("list", cls=OnceCommand)(list_scenarios)
app.command(cls=OnceCommand)(init)
app.command(cls=OnceCommand)(schema)


def answer(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (None: this process's, which then is the command's own) and return its exit code."""
    if arguments is None:
        process_is_ours()
        look_seldom()
    with outlets():
        if arguments is None:
            return after_printing(_answered(arguments))
        with interrupts_remembered():
            return after_printing(_answered(arguments))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (None: this process's) and exit with its code."""
    sys.exit(answer(arguments))


def _answered(arguments: Sequence[str] | None) -> int:
    """Return the exit code of a command; whatever it raises ends here."""
    try:
        code = app(args=arguments, standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    except CcsimError as error:
        complain(error.on_command_line())
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        complain("interrupted")
        return exit_code()
    except BaseException as error:
        if interrupted_by():
            # An interrupt that came out as something else, as where a class was being made.
            complain("interrupted")
        elif isinstance(error, _WrongCall):
            error.show()
            code = error.exit_code
        else:
            code = tell_unforeseen(error)
    # A library may have dropped an interrupt, and nobody has asked since.
    return exit_code() if interrupted_by() else int(code or 0)


@runtime_checkable
class _WrongCall(Protocol):
    """What the library of the command line raises for arguments that it does not understand."""

    exit_code: int

    def show(self) -> None:
        """Print what is wrong to stderr."""
