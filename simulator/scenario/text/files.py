"""The files a scenario is made of: their text, and where they may be.

What a scenario names lies in its own folder, so that the folder can be moved and handed over as a whole, and so that
nobody's scenario reads what it was not meant to. Who wants it otherwise says so (``--allow-outside``).
"""

from pathlib import Path
from typing import BinaryIO, NamedTuple

from simulator.errors import Problem, ScenarioError, reason_of
from simulator.scenario.text.bounded import NotRead, read_at_most
from simulator.scenario.text.yaml_text import BYTES_MAX
from simulator.units import shown


class Folder(NamedTuple):
    """The folder of a scenario, and whether what it names may lie elsewhere."""

    path: str
    allow_outside: bool = False


def read_text(path: Path) -> str:
    """Return the text of a scenario file. Raises ScenarioError when it cannot be had."""
    try:
        return decoded(read_at_most(path, BYTES_MAX), str(path))
    except NotRead as error:
        raise _unreadable(path, str(error)) from None
    except FileNotFoundError:
        raise _unreadable(path, "there is no such file.") from None
    except IsADirectoryError:
        raise _unreadable(path, "this is a folder; a scenario is a file.") from None
    except OSError as error:
        raise _unreadable(path, f"the file cannot be read: {reason_of(error)}.") from None
    except ValueError:
        raise _unreadable(path, "the file cannot be read: no file can have such a name.") from None


def read_stream(stream: BinaryIO | None, name: str) -> str:
    """Return the text of a stream that is open, called ``name`` in messages; None has none. Raises ScenarioError."""
    try:
        content = stream.read(BYTES_MAX + 1) if stream else b""
    except (OSError, ValueError):
        raise _unreadable(Path(name), "the standard input cannot be read") from None
    if len(content) > BYTES_MAX:
        raise _unreadable(Path(name), f"the text is too large: at most {BYTES_MAX / 1e6:.0f} MB.")
    return decoded(content, name)


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file's ``content``; ``name`` is what messages call it. Raises ScenarioError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        what = "the file is not UTF-8 text."
        raise ScenarioError((Problem(name, line, column, "", what, "Save it as UTF-8."),)) from None


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path`` lies in ``folder``, links followed. Raises OSError, ValueError or RuntimeError."""
    return path.resolve().is_relative_to(folder.resolve())


def wrong_file(text: str, folder: Folder) -> tuple[str, str]:
    """Return why a scenario in ``folder`` cannot use the file called ``text``, and what to do; empty: it can."""
    path = Path(folder.path, text)
    try:
        inside, there = is_inside(path, Path(folder.path)), path.is_file()
    except (OSError, ValueError, RuntimeError):
        return f"{shown(text)} is not a file's name.", ""
    if not (inside and not Path(text).is_absolute()) and not folder.allow_outside:
        hint = "Put the file beside the scenario, or use --allow-outside."
        return f"{shown(text)} is not in the scenario's folder.", hint
    if not there:
        if path.exists():
            return f"{shown(text)} is not a file but a {'folder' if path.is_dir() else 'device or a pipe'}.", ""
        return f"there is no file {shown(text)} in the scenario's folder.", ""
    return "", ""


def _unreadable(path: Path, what: str) -> ScenarioError:
    return ScenarioError((Problem(str(path), 0, 0, "", what),))
