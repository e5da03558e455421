"""Plans in sheets for tests: written as CSV files and as workbooks, and what a scenario that reads them simulates."""

import csv
import datetime
from dataclasses import replace
from pathlib import Path

from digest_of_engines import digest

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.scenario.reader import load_text

CENTER = """\
version: 1
name: Sheets
horizon: {from: "08:00", to: "20:00", days: 2, date: "2026-11-30"}
channels: {voice: {}}
sources: {callers: {arrivals: 40/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, wrap_up: 30s, patience: 5m}
"""
GROUP = "agent_groups: {front: {serves: {orders: {}}}}\n"
HEADINGS = ("Name", "Date", "Start", "End", "Activity")
COLUMNS = "columns: {person: Name, date: Date, from: Start, to: End, activity: Activity}"
ACTIVITIES = "activities: {Phone: {counts_as: contacts}, Lunch: {paid: false}, Training: {counts_as: off_phone}}"
LIST = f"layout: list, group: front, {COLUMNS}, {ACTIVITIES}"

MONDAY, TUESDAY = datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)


def at(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def csv_file(folder: Path, rows, name="plan.csv") -> str:
    """Write rows as CSV, times as a planner sees them."""
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[_seen(one) for one in row] for row in rows])
    return name


def _seen(value: object) -> object:
    return value.strftime("%H:%M") if isinstance(value, datetime.time) else value


def workbook(folder: Path, rows, name="plan.xlsx", title="Week 48", change=None) -> str:
    """Write rows as a workbook; ``change`` gets it and its sheet before it is saved."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book, sheet)
    book.save(folder / name)
    return name


def plan(file: str, said: str = LIST, more: str = GROUP) -> str:
    return f"{CENTER}{more}plans: {{week: {{file: {file}, {said}}}}}\n"


def log_of(text: str, folder: Path, strategy: str | None = None, nameless: bool = False) -> str:
    """Return the digest of what a scenario simulates; ``nameless``: whatever agents are called."""
    scenario = load_text(text, folder).resolve(strategy)
    log = simulate(scenario, draw(scenario, 3, 0))
    agents = tuple(map(str, range(len(log.names.agents))))
    return digest(replace(log, names=replace(log.names, agents=agents)) if nameless else log)
