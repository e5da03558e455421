"""What can go wrong for a user, in the form it is shown: where, what, what to do.

Every error a user can cause is one of these, so that the command line can turn it into a message and an exit code
and nobody ever sees a traceback. Everything else that is raised is a bug of ours.
"""

import errno
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from simulator.printable import one_line

_Item = TypeVar("_Item")
_ARGUMENT = re.compile(r"\{(\w+)\}")

PROBLEMS_MAX = 100
"""So many problems of a file are shown, the others are counted."""

_PART_MAX = 2000
"""Of a message, so that a check of a megabyte is not repeated as one."""


class ExitCode(IntEnum):
    """What the process answers to a shell or a CI job."""

    FINE = 0
    CHECK_FAILED = 1
    INVALID = 2
    INCOMPLETE = 3
    UNDECIDED = 4
    UNFORESEEN = 70
    NOT_PRINTED = 74
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in the input, at a place (line and column count from 1; 0 when there is no such place)."""

    file: str
    line: int
    column: int
    where: str
    what: str
    hint: str = ""
    kind: str = ""
    """Of a warning: by this name, and its place, a file acknowledges it."""
    cell: str = ""
    """In a sheet of a workbook: how the place is called there, as C7."""

    @property
    def place(self) -> str:
        """Return the place in the file."""
        return self.cell or f"{self.line}:{self.column}"

    @property
    def place_with_file(self) -> str:
        """Return the file, and where in it."""
        if not self.line:
            return self.file
        return f"{self.file}, {self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        place = f"{self.place}  " if self.line else ""
        where = f"{self.where}: " if self.where else ""
        hint = f" {one_line(self.hint, _PART_MAX)}" if self.hint else ""
        # A file may hold line breaks and terminal codes in its texts; a message is one harmless line.
        return f"{place}{one_line(where, _PART_MAX)}{one_line(self.what, _PART_MAX)}{hint}"


class CcsimError(Exception):
    """Base of all errors a user can cause."""

    exit_code = ExitCode.INVALID

    def on_command_line(self) -> str:
        """Return the text as a command prints it."""
        return str(self)


class UsageError(CcsimError):
    """The command or the call asks for something that does not exist or does not fit."""


class ArgumentsError(UsageError):
    """A usage error whose text names arguments, each in braces: a command prints them as its options.

    >>> error = ArgumentsError("give one of {contact} and {at}.")
    >>> str(error), error.on_command_line()
    ('give one of contact and at.', 'give one of --contact and --at.')
    """

    def __str__(self) -> str:
        return _ARGUMENT.sub(r"\1", super().__str__())

    def on_command_line(self) -> str:
        """Return the text with the options of the command."""
        return _ARGUMENT.sub(r"--\1", super().__str__())


class ScenarioError(CcsimError):
    """The scenario is wrong; ``problems`` holds all of it, sorted by file and place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        # The constructor's argument goes to super().__init__ so that the error survives pickling between processes.
        super().__init__(problems)
        self.problems = tuple(sorted(problems))

    def __str__(self) -> str:
        return "\n".join(_by_file(self.problems))


class IncompleteRun(CcsimError):
    """The run could not be finished; what is there is not the whole answer."""

    exit_code = ExitCode.INCOMPLETE


def _by_file(problems: tuple[Problem, ...]) -> list[str]:
    lines: list[str] = []
    for file in dict.fromkeys(problem.file for problem in problems):
        mine = [problem for problem in problems if problem.file == file]
        lines.append(f"{one_line(file)}: {len(mine)} problem{'s' if len(mine) != 1 else ''}")
        first, more = first_of(mine, "problem")
        lines.extend(f"  {line}" for line in (*first, *more))
    return lines


def first_of(items: Sequence[_Item], word: str) -> tuple[Sequence[_Item], list[str]]:
    """Return the first hundred items, and a line of how many more of the ``word`` there are; one more is shown.

    >>> first_of("x" * 102, "problem")[1], first_of("x" * 101, "problem")[1]
    (['and 2 more problems'], [])
    """
    rest = len(items) - PROBLEMS_MAX
    return (items, []) if rest <= 1 else (items[:PROBLEMS_MAX], [f"and {rest:,} more {word}s"])


_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EEXIST: "something with that name already exists",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENOTEMPTY: "the folder is not empty",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "the file is too large",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk does not answer",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the links form a circle",
    errno.EBUSY: "another program is using it",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


def reason_of(error: OSError) -> str:
    """Return why the system refuses, in our words: its own differ from one system and language to the next.

    >>> reason_of(OSError(errno.ENOSPC, "Kein Platz")), reason_of(OSError(errno.ENOTTY, "")), reason_of(OSError())
    ('the disk is full', 'error ENOTTY', 'unknown reason')
    """
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"error {errno.errorcode.get(error.errno, error.errno)}" if error.errno else "unknown reason"
