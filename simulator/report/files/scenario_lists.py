"""What scenario files hold, for people: a table of a folder's scenarios, and one file's strategies and futures."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.printable import one_line, printable
from simulator.report.media.wrapping import wrapped
from simulator.report.words.changed import changed_lines
from simulator.scenario.layers.strategies import BASE
from simulator.scenario.resolved.study import Study
from simulator.scenario.resolved.titles import NOTE, TITLE, TITLED
from simulator.scenario.text.nodes import plain

QUESTION_WIDTH = 24
HANGING = 4
"""So much further in are the lines after the first of a text."""
SHOWN_MAX = 12
"""Changes of a strategy that are listed; the others are counted."""


class Listed(NamedTuple):
    """A scenario file of a folder: its study, or how many problems keep it from being one."""

    file: str
    study: Study | None
    problems: int = 0


def show_folder(files: Sequence[Listed], console: Console) -> None:
    """Print a table of scenario files."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("file", no_wrap=True)
    table.add_column("question", min_width=QUESTION_WIDTH)
    table.add_column("strategies", no_wrap=True)
    table.add_column("futures", no_wrap=True)
    table.add_column("checks", justify="right")
    for one in files:
        if one.study is None:
            count = f"{one.problems} problem{'s' if one.problems != 1 else ''}"
            table.add_row(one_line(one.file), Text(f"does not load: {count}", style="red"), "", "", "")
            continue
        study = one.study
        question = Text.assemble((one_line(study.name), "bold"), f"\n{printable(study.resolve().question)}".rstrip())
        table.add_row(one_line(one.file), question, *_names(study), str(len(study.checks) or ""))
    console.print(table)


def _names(study: Study) -> tuple[str, str]:
    return "\n".join(map(one_line, study.strategies)), "\n".join(map(one_line, study.futures))


def show_file(study: Study, console: Console) -> None:
    """Print a scenario's question, what each of its strategies and futures changes, its titles and its checks."""
    _show(console, study.name, 0, "bold")
    for line in study.resolve().question.splitlines():
        _show(console, line)
    titles = study.titles
    for section, names in (("strategies", study.strategies), ("futures", study.futures)):
        if names:
            _head(console, section)
        for name in names:
            said = titles.get(section, {}).get(name, {})
            called = f": {said[TITLE]}" if TITLE in said else ""
            _show(console, f"{name}{called}{_basis(study, section, name)}", 2)
            for line in said.get(NOTE, "").splitlines():
                _show(console, line, 6, "italic")
            for line in _changes(study, name, is_future=section == "futures"):
                _show(console, line, 6)
    for section in TITLED:
        if section in titles:
            _head(console, section.replace("_", " "))
        for name, said in titles.get(section, {}).items():
            note = f" ({' '.join(said[NOTE].split())})" if NOTE in said else ""
            _show(console, f"{name}{f': {said[TITLE]}' if TITLE in said else ''}{note}", 2)
    if study.checks:
        _head(console, "checks")
    for text, _ in study.checks:
        _show(console, text, 2)


def _head(console: Console, words: str) -> None:
    console.print()
    _show(console, words, 0, "bold")


def _show(console: Console, text: str, indent: int = 0, style: str = "") -> None:
    """Print a text in lines that fit, those after the first further in."""
    hanging = HANGING if indent else 0
    first, *others = wrapped(one_line(text), max(1, console.width - indent - hanging))
    for line, further in ((first, 0), *((other, hanging) for other in others)):
        console.print(Text(" " * (indent + further) + line, style=style), soft_wrap=True)


def _basis(study: Study, section: str, name: str) -> str:
    basis = study.root.section(section).section(name).get("based_on")
    return f", based on {plain(basis)}" if basis is not None else ""


def _changes(study: Study, name: str, is_future: bool) -> Iterator[str]:
    """Yield what a strategy (or a future, of the scenario without any) changes, a line for each place."""
    tree = study.variant(BASE, name).tree if is_future else study.variant(name).tree
    lines = list(changed_lines(study.variant(BASE).tree, tree, SHOWN_MAX))
    yield from lines or ["nothing: as the scenario stands"]
