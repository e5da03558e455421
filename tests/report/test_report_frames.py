"""A comparison as pandas tables says what the JSON document says."""

import json

import pandas as pd
import pytest
from hotline import study

from simulator.comparing import compare
from simulator.errors import UsageError
from simulator.report.records.document import document
from simulator.report.records.result_frames import differences_frame, rows_frame


@pytest.fixture(scope="module")
def run():
    return compare(study(), replications=3, jobs=1)


def test_tables_hold_what_the_document_holds(run):
    known = json.loads("\n".join(document(run)))
    for frame, records in ((rows_frame(run), known["rows"]), (differences_frame(run), known["differences"])):
        assert len(frame) == len(records)
        for column in records[0]:
            told = [None if pd.isna(value) else value for value in frame[column]]
            assert told == [record[column] for record in records], column


def test_words_are_categories_and_numbers_are_numbers(run):
    types = {name: str(kind) for name, kind in differences_frame(run).dtypes.items()}
    assert {types[name] for name in ("strategy", "metric", "of", "interval", "verdict")} == {"category"}
    assert {types[name] for name in ("difference", "low", "high")} == {"float64"}
    assert types["n"] == "int64"
    assert types["customers_differ"] == "bool"


def test_a_grid_has_a_column_for_each_of_its_settings():
    path = "agent_groups.front.agents"
    frame = rows_frame(compare(study(), replications=1, jobs=1, vary=[f"{path}=2..3:1"]))
    assert list(frame[f"point {path}"].unique()) == ["2", "3"]


def test_what_is_not_there_is_refused_with_a_hint(run):
    strategy = run.strategies[1]
    for ask, what in (
        (lambda: run.row(strategy + "x", "asa_s"), f"no strategy '{strategy}x' in this comparison. Did you mean"),
        (lambda: run.row(strategy, "asa"), "no metric 'asa'. Did you mean 'asa_s'"),
        (lambda: run.delta(strategy, "asa"), "no metric 'asa'"),
        (lambda: run.delta(strategy + "x", "asa_s"), "no strategy"),
        (lambda: run.first.delta(strategy, "asa_s", against="nobody"), "no strategy 'nobody'"),
    ):
        with pytest.raises(UsageError, match=what):
            ask()
