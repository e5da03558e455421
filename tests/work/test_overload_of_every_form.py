"""Too much work has a warning whatever form arrivals have: 560 an hour of 3 minutes are 28 erlangs, and 8 agents work.

The forms come from the noun, so that a new one is red until somebody writes down what is 560 an hour in it.
"""

from pathlib import Path
from typing import get_args

import pytest

from simulator.scenario.nouns import Arrivals, Counts
from simulator.scenario.nouns.arrivals import FROM_FILES
from simulator.scenario.reader import load_text
from simulator.units import format_time_of_day
from simulator.work.odd import odd

TEXT = """\
version: 1
name: Twenty-eight
horizon: {from: "09:00", to: "18:00", date: 2026-11-02}
channels: {voice: {}}
sources: {callers: SOURCE}
contact_types: {help: {from: callers, channel: voice, talk: 3m, patience: PATIENCE}}
agent_groups: {desk: {agents: AGENTS, serves: {help: {}}}}
"""
POINTS = '{"09:00": 560, "18:00": 560}'
FORMS = {
    "rate": "560/h",
    "per_hour": '{"09:00": 560}',
    "linear": POINTS,
    "smooth": POINTS,
    "per_day": "5040",
    "count": "5040",
    "counts": "{file: counted.csv, interval: 30m, drawn: on_average}",
    "recorded": "{file: recorded.csv}",
}
BESIDE = {
    "profile": 'profile: {"09:00": 100%, "18:00": 0%}',
    "curve": 'profile: {"09:00": 50%, "13:30": 50%, "18:00": 0%}, curve: smooth',
    "weekday": "weekday: {monday: 100%}",
}
DRAWN = get_args(Counts.model_fields["drawn"].annotation)
PAIRS = [(key, form) for key, forms in Arrivals.beside.items() for form in forms]


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    counted = "".join(f"{format_time_of_day(32400 + 1800 * place)},280\n" for place in range(18))
    (tmp_path / "counted.csv").write_text(f"time,count\n{counted}")
    recorded = "".join(f"{32400 + 32400 * place / 5040:.3f}\n" for place in range(5040))
    (tmp_path / "recorded.csv").write_text(f"time\n{recorded}")


def said(folder: Path, source: str, patience: str = "endless", agents: int = 8) -> str:
    """Return the warnings, of which there is at most one."""
    text = TEXT.replace("SOURCE", source).replace("PATIENCE", patience).replace("AGENTS", str(agents))
    return "".join(str(one) for one in odd(load_text(text, folder)))


def test_every_form_is_here() -> None:
    assert set(FORMS) == set(Arrivals.exactly_one)
    assert set(BESIDE) == set(Arrivals.beside)


@pytest.mark.parametrize("form", Arrivals.exactly_one)
def test_more_work_than_agents_is_told_in_every_form(tmp_path: Path, form: str) -> None:
    source = f"{{arrivals: {{{form}: {FORMS[form]}}}}}"
    assert "there is work for 28.0 agents, but only 8 are on duty" in said(tmp_path, source)
    assert said(tmp_path, source, agents=30) == ""
    # Who loses patience overloads nobody for ever, but the day as a whole has too few: 252 hours of work for 72.
    assert "the day brings 252.0 agent hours of work" in said(tmp_path, source, "2m")
    assert "on duty for 72.0" in said(tmp_path, source, "2m")


@pytest.mark.parametrize(("beside", "form"), PAIRS)
def test_more_work_than_agents_is_told_with_what_may_stand_beside_a_form(
    tmp_path: Path, beside: str, form: str
) -> None:
    source = f"{{arrivals: {{{form}: {FORMS[form]}, {BESIDE[beside]}}}}}"
    assert "there is work for 28.0 agents, but only 8 are on duty" in said(tmp_path, source)
    assert said(tmp_path, source, agents=30) == ""


@pytest.mark.parametrize("drawn", DRAWN)
def test_more_work_than_agents_is_told_however_counts_are_drawn(tmp_path: Path, drawn: str) -> None:
    source = f"{{arrivals: {{counts: {{file: counted.csv, interval: 30m, drawn: {drawn}}}}}}}"
    assert "there is work for 28.0 agents, but only 8 are on duty" in said(tmp_path, source)


@pytest.mark.parametrize("form", [form for form in Arrivals.exactly_one if form not in FROM_FILES])
def test_more_work_than_agents_is_told_of_the_arrivals_of_one_day(tmp_path: Path, form: str) -> None:
    source = f"{{arrivals: 0/h, arrivals_on: {{2026-11-02: {{{form}: {FORMS[form]}}}}}}}"
    assert "there is work for 28.0 agents, but only 8 are on duty" in said(tmp_path, source)
