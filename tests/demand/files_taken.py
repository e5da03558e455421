"""Scenarios that read a file, and what is said of it: the one problem or the one warning."""

from pathlib import Path

import pytest

from simulator.demand.look import Look, look
from simulator.demand.workload import draw
from simulator.describing.whole_description import describe
from simulator.errors import ScenarioError
from simulator.scenario.reader import load_text
from simulator.scenario.resolved.study import Study
from simulator.units import format_duration, format_time_of_day

TEXT = """\
version: 1
name: From files
horizon: {from: "09:00", to: "18:00", date: 2026-11-02}
channels: {voice: {}}
sources: {callers: {arrivals: ARRIVALS}}
contact_types: {help: {from: callers, channel: voice, talk: TALK, patience: PATIENCE}}
agent_groups: {desk: {agents: 8, serves: {help: {}}}}
"""
HALF_HOURS = "".join(f"{format_time_of_day(32400 + 1800 * place)},20\n" for place in range(18))
DAYS = [f"2026-11-{day:02d}" for day in range(2, 16)]


def text_of(arrivals: str = "10/h", talk: str = "3m", patience: str = "endless") -> str:
    return TEXT.replace("ARRIVALS", arrivals).replace("TALK", talk).replace("PATIENCE", patience)


def a_study(
    folder: Path, arrivals: str = "10/h", talk: str = "3m", patience: str = "endless", **files: str | bytes
) -> Study:
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return load_text(text_of(arrivals, talk, patience), folder)


def counts_of(more: str = "", interval: str = "30m", drawn: str = "on_average") -> str:
    """Return arrivals by counts of g.csv."""
    also = f", {more}" if more else ""
    return f"{{counts: {{file: g.csv, interval: {interval}, drawn: {drawn}{also}}}}}"


def counts(folder: Path, file: str | bytes, more: str = "") -> Study:
    return a_study(folder, counts_of(more), g=file)


def place_after(text: str, words: str) -> str:
    """Return line and column of what stands behind ``words``, as a message names them."""
    before, there, after = text.partition(words)
    assert there
    assert words not in after
    line = before.count("\n") + 1
    return f"{line}:{len((before + words).splitlines()[-1]) + 1}"


def in_words(seconds: float) -> str:
    return format_duration(float(round(seconds)))


def said(found: Look) -> tuple[list[str], list[str]]:
    return tuple([f"{Path(one.file).name}:{one}" for one in some] for some in (found.wrong, found.odd))


def only_wrong(study: Study) -> str:
    """Return the one problem, said alike before a run, in a description and, at least of the file, in the run."""
    (wrong,) = look(study).wrong
    with pytest.raises(ScenarioError) as described:
        describe(study)
    assert described.value.problems == (wrong,)
    with pytest.raises(ScenarioError):
        draw(study.resolve(), 1, 0)
    return str(wrong)


def only_odd(study: Study) -> str:
    found = look(study)
    assert found.wrong == ()
    (one,) = found.odd
    assert one in describe(study).warnings
    return str(one)
