"""Durations from a file are those of the file, each as often as it stands there; what is wrong has its line."""

import math
from pathlib import Path

import numpy as np
import pytest
from demand_scenarios import ORDERS, a_scenario

from simulator.demand.distributions import durations_s, quantile
from simulator.demand.draws import Purpose, derive_column
from simulator.demand.look import look
from simulator.errors import ScenarioError
from simulator.scenario.nouns import Distribution, Empirical
from simulator.scenario.nouns.observed import files_are_in
from simulator.scenario.reader import load
from simulator.units import GRID_PER_S
from simulator.work.odd import odd

CALLS = """talk,kind,outcome
60,PS,answered
3m30s,PS,answered
0:01:00,NW,answered
0.5,PS,answered
,PS,abandoned
600,NW,answered
"""
EVEN = (np.arange(1000) + 0.5) / 1000
SCENARIO = """\
version: 1
name: Measured
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 40/h}}
contact_types:
  orders:
    from: shoppers
    channel: voice
    talk: {empirical: {file: calls.csv, column: talk, where: {outcome: answered}}}
    patience: endless
agent_groups: {front: {agents: 4, serves: {orders: {}}}}
"""


def measured(folder: Path, text: str = CALLS, **how) -> Distribution:
    (folder / "calls.csv").write_text(text)
    with files_are_in(str(folder)):
        return Distribution.model_validate({"empirical": {"file": "calls.csv", "column": "talk", **how}})


def answered(folder: Path, text: str = CALLS) -> Distribution:
    return measured(folder, text, where={"outcome": "answered"})


def complaints(folder: Path, text: str, **how) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        quantile(measured(folder, text, **how), EVEN)
    return [str(problem).strip() for problem in error.value.problems]


def test_each_value_comes_as_often_as_it_stands_in_the_file(tmp_path):
    values, counts = np.unique(quantile(answered(tmp_path), EVEN), return_counts=True)
    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == {0.5: 200, 60.0: 400, 210.0: 200, 600.0: 200}


def test_mean_and_spread_are_those_of_the_rows_that_are_taken(tmp_path):
    values = np.array([60, 210, 60, 0.5, 600])
    assert answered(tmp_path).mean_s == pytest.approx(values.mean(), rel=1e-15)
    assert answered(tmp_path).sd_s == pytest.approx(values.std(), rel=1e-15)
    assert measured(tmp_path, where={"kind": "NW"}).mean_s == 330


def test_the_order_of_the_rows_does_not_matter(tmp_path):
    head, *rows = CALLS.splitlines(keepends=True)
    here = quantile(answered(tmp_path), EVEN)
    assert (quantile(answered(tmp_path, head + "".join(reversed(rows))), EVEN) == here).all()


def test_the_longest_comes_last_and_nothing_beyond_it(tmp_path):
    ends = quantile(answered(tmp_path), np.array([2.0**-53, 0.2, 0.2 + 1e-15, 1 - 2.0**-53]))
    assert ends.tolist() == [0.5, 0.5, 60.0, 600.0]


@pytest.mark.parametrize("rows", [1, 2, 3, 5, 7, 1023, 1024, 1025])
def test_the_whole_file_is_drawn_from_whatever_its_length(tmp_path, rows):
    text = "talk\n" + "".join(f"{value}\n" for value in range(rows))
    seconds = quantile(measured(tmp_path, text), np.array([2.0**-53, 1 - 2.0**-53]))
    assert seconds.tolist() == [0.0, rows - 1]


def test_a_duration_is_put_on_the_grid(tmp_path):
    assert quantile(measured(tmp_path, "talk\n0.1\n"), EVEN[:1])[0] == round(0.1 * GRID_PER_S) / GRID_PER_S


def test_a_changed_file_is_read_again(tmp_path):
    assert measured(tmp_path, "talk\n10\n").mean_s == 10
    assert measured(tmp_path, "talk\n20\n30\n").mean_s == 25


def test_a_file_is_read_once(tmp_path, monkeypatch):
    distribution = answered(tmp_path)
    before = quantile(distribution, EVEN)
    monkeypatch.setattr("simulator.scenario.text.csv_lines._text", None)
    assert (quantile(distribution, EVEN) == before).all()
    assert distribution.mean_s > 0


def test_a_measured_duration_may_be_part_of_another(tmp_path):
    distribution = answered(tmp_path)
    with files_are_in(str(tmp_path)):
        shifted = Distribution.model_validate({"shifted": {"by": "10s", "of": distribution}})
        part = {"share": "50%", "of": distribution}
        mixture = Distribution.model_validate({"mixture": {"seen": part, "new": {"share": "50%", "of": "1h"}}})
    assert (quantile(shifted, EVEN) == quantile(distribution, EVEN) + 10).all()
    values, counts = np.unique(quantile(mixture, EVEN), return_counts=True)
    wanted = {0.5: 100, 60.0: 200, 210.0: 100, 600.0: 100, 3600.0: 500}
    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == wanted
    assert mixture.mean_s == (distribution.mean_s + 3600) / 2


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("", "nothing"), ("soon", "'soon'"), ("-3", "'-3'"), ("03:30", "'03:30'"), ("nan", "'nan'"), ("1e99", "'1e99'")],
)
def test_what_is_no_duration_is_said_with_its_line(tmp_path, cell, shown):
    hint = "Write seconds, or 3m30s, or 0:03:30; leave out rows without a duration with 'where'."
    assert complaints(tmp_path, f"talk,who\n60,ann\n{cell},ben\n") == [
        f"3:1  talk: expected a duration, got {shown}. {hint}"
    ]


def test_a_column_that_is_not_there_and_rows_that_are_not_there_are_said(tmp_path):
    assert complaints(tmp_path, "wait,who\n60,ann\n") == ["1:1  no column 'talk'. Known: wait, who."]
    assert complaints(tmp_path, CALLS, where={"kind": "XX"}) == ["no row has kind = XX. kind has 'PS', 'NW'."]
    assert complaints(tmp_path, "") == ["the file is empty. The first line names the columns, each other is one row."]


def test_a_scenario_finds_the_file_in_its_folder(tmp_path):
    (tmp_path / "calls.csv").write_text(CALLS)
    types = {
        "orders": {**ORDERS, "talk": {"empirical": {"file": "calls.csv", "column": "talk", "where": {"kind": "NW"}}}}
    }
    talk = a_scenario(contact_types=types, folder=str(tmp_path)).contact_types["orders"].talk[0.0]
    assert talk.mean_s == 330
    drawn = durations_s(talk, derive_column(1, np.arange(100)), Purpose.TALK)
    assert set(drawn) == {60.0, 600.0}


def test_a_file_that_cannot_be_used_is_found_before_anything_is_run(tmp_path):
    (tmp_path / "measured.yaml").write_text(SCENARIO)
    (tmp_path / "calls.csv").write_text("talk,outcome\nsoon,answered\n")
    study = load(tmp_path / "measured.yaml")
    (wrong,) = look(study).wrong
    assert (wrong.file, wrong.line, wrong.column) == (str(tmp_path / "calls.csv"), 2, 1)
    # Nobody knows how much work that is, and a warning would be guessing.
    assert math.isnan(study.resolve().contact_types["orders"].talk[0.0].mean_s)
    assert odd(study) == ()
    (tmp_path / "calls.csv").write_text(CALLS)
    assert look(study).wrong == ()


def test_warnings_know_how_long_the_measured_contacts_are(tmp_path):
    (tmp_path / "measured.yaml").write_text(SCENARIO.replace("agents: 4", "agents: 2"))
    (tmp_path / "calls.csv").write_text(CALLS)
    (warning,) = odd(load(tmp_path / "measured.yaml"))
    # 40/h × (60 + 210 + 60 + 0.5 + 600) / 5 s = 2.07 erlangs.
    assert "there is work for 2.1 agents, but only 2 are on duty" in warning.what


def test_a_file_of_an_extended_scenario_is_beside_that_scenario(tmp_path):
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "measured.yaml").write_text(SCENARIO)
    (tmp_path / "days" / "calls.csv").write_text(CALLS)
    (tmp_path / "top.yaml").write_text("extends: days/measured.yaml\n")
    talk = load(tmp_path / "top.yaml").resolve().contact_types["orders"].talk[0.0]
    assert isinstance(talk.empirical, Empirical)
    assert talk.empirical.file == "days/calls.csv"
    assert talk.mean_s == pytest.approx(186.1)


def test_a_file_that_is_not_there_is_a_problem_of_the_scenario(tmp_path):
    (tmp_path / "measured.yaml").write_text(SCENARIO)
    with pytest.raises(ScenarioError, match=r"10:30  contact_types\.orders\.talk\.empirical\.file: there is no file"):
        load(tmp_path / "measured.yaml")
    assert math.isnan(Distribution.model_validate({"empirical": {"file": "no/such.csv", "column": "talk"}}).mean_s)
