"""What a recorded file would say late, or not at all, is said before anything is run."""

from pathlib import Path

import pytest

from simulator.demand.look import look
from simulator.scenario.reader import load, load_text
from simulator.scenario.resolved.study import Study

TEXT = """\
version: 1
name: Day
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: {recorded: {file: day.csv, time: at}}}}
contact_types: {orders: {from: shoppers, channel: voice, talk: 4m, patience: 2m}}
agent_groups: {front: {agents: 4, serves: {orders: {}}}}
strategies:
  as_today: {}
  longer: {horizon: {to: "20:00"}}
futures:
  tuesday: {sources: {shoppers: {arrivals: {recorded: {file: tuesday.csv}}}}}
"""


def study(folder: Path, rows: str, **others: str) -> Study:
    for name, text in {"day": rows, "tuesday": "at\n36000\n", **others}.items():
        (folder / f"{name}.csv").write_text(text)
    return load_text(TEXT, folder)


def test_a_file_whose_rows_are_all_of_the_day_is_not_worth_a_word(tmp_path: Path) -> None:
    assert look(study(tmp_path, "at\n28800\n64799\n")) == ((), ())


def test_rows_outside_the_day_are_counted_at_the_file_that_is_named(tmp_path: Path) -> None:
    rows = "at\n" + "".join(f"{second}\n" for second in (7 * 3600, 8 * 3600, 9 * 3600, 18 * 3600, 19 * 3600))
    found = look(study(tmp_path, rows), ["as_today"])
    assert [str(one) for one in found.odd] == [
        "5:50  sources.shoppers.arrivals.recorded.file: 3 of 5 recorded arrivals are not between 08:00 and 18:00 "
        "and are left out."
    ]
    assert found.wrong == ()
    assert (
        "1 of 5 recorded arrivals is not between 08:00 and 20:00" in look(study(tmp_path, rows), ["longer"]).odd[0].what
    )


def test_what_cannot_be_read_is_told_once_for_all_strategies(tmp_path: Path) -> None:
    found = look(study(tmp_path, "at\n28800\nnoon\n"))
    assert [(Path(one.file).name, one.line) for one in found.wrong] == [("day.csv", 3)]
    assert found.odd == ()


@pytest.mark.parametrize(("futures", "count"), [((None,), 0), ((None, "tuesday"), 1)])
def test_only_the_futures_that_are_asked_for_are_looked_at(
    tmp_path: Path, futures: tuple[str | None, ...], count: int
) -> None:
    found = look(study(tmp_path, "at\n28800\n", tuesday="when\n36000\n"), futures=futures)
    assert len(found.wrong) == count


def test_a_file_that_an_extended_scenario_names_says_who_extends_it(tmp_path: Path) -> None:
    study(tmp_path, "at\n28800\n90000\n")
    (tmp_path / "below.yaml").write_text(TEXT)
    (tmp_path / "top.yaml").write_text("extends: below.yaml\n")
    (odd,) = look(load(tmp_path / "top.yaml"), ["as_today"]).odd
    assert (odd.file, odd.line) == (str(tmp_path / "below.yaml"), 5)
    assert odd.where.endswith(f"(extended by {tmp_path / 'top.yaml'})")
