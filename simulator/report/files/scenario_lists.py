"""What scenario files hold, for people: a table of a folder's scenarios, and one file's strategies and futures."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.printable import one_line, printable
from simulator.report.words.changed import changed_lines
from simulator.scenario.layers.strategies import BASE
from simulator.scenario.resolved.study import Study
from simulator.scenario.resolved.titles import TITLED
from simulator.scenario.text.nodes import plain

QUESTION_WIDTH = 24
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
    """Print a scenario's question, what each of its strategies and futures changes, and its checks."""
    console.print(Text(one_line(study.name), style="bold"))
    question = study.resolve().question
    if question:
        console.print(Text(printable(question)))
    titles = study.titles
    for title, names in (("strategies", study.strategies), ("futures", study.futures)):
        if names:
            console.print()
            console.print(Text(title, style="bold"))
            for name in names:
                said = titles.get(title, {}).get(name, {})
                called = f": {said['title']}" if "title" in said else ""
                console.print(Text(one_line(f"  {name}{called}{_basis(study, title, name)}")), soft_wrap=True)
                for line in said.get("note", "").splitlines():
                    console.print(Text(one_line(f"      {line}"), style="italic"), soft_wrap=True)
                for line in _changes(study, name, is_future=title == "futures"):
                    console.print(Text(one_line(f"      {line}")), soft_wrap=True)
    for section in TITLED:
        if section in titles:
            console.print()
            console.print(Text(section.replace("_", " "), style="bold"))
            for name, said in titles[section].items():
                called = f": {said['title']}" if "title" in said else ""
                note = f" ({' '.join(said['note'].split())})" if "note" in said else ""
                console.print(Text(one_line(f"  {name}{called}{note}")), soft_wrap=True)
    if study.checks:
        console.print()
        console.print(Text("checks", style="bold"))
        for text, _ in study.checks:
            console.print(Text(one_line(f"  {text}")), soft_wrap=True)


def _basis(study: Study, section: str, name: str) -> str:
    basis = study.root.section(section).section(name).get("based_on")
    return f", based on {plain(basis)}" if basis is not None else ""


def _changes(study: Study, name: str, is_future: bool) -> Iterator[str]:
    """Yield what a strategy (or a future, of the scenario without any) changes, a line for each place."""
    tree = study.variant(BASE, name).tree if is_future else study.variant(name).tree
    lines = list(changed_lines(study.variant(BASE).tree, tree, SHOWN_MAX))
    yield from lines or ["nothing: as the scenario stands"]
