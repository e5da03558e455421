"""Every replication's value of every metric as a table."""

from pathlib import Path

import numpy as np
import own
import pandas as pd
import pytest
from drawn import hotline_run
from hotline import TEXT

import ccsim as cc
from simulator.metrics.frames import values_frame
from simulator.scenario.reader import load_text

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def compared():
    return hotline_run("as_today", "three", replications=3, futures=(None, "busy"))


def test_it_has_a_row_for_each_replication_of_what_is_said_of_the_whole_horizon(compared):
    frame = cc.replications_frame(compared)
    assert list(frame.columns) == ["strategy", "future", "replication", "metric", "of", "value"]
    rows = cc.rows_frame(compared).query("interval.isna()")
    assert len(frame) == 3 * len(rows)
    keys = ["strategy", "metric", "of"]
    assert set(map(tuple, frame[keys].astype(str).to_numpy())) == set(map(tuple, rows[keys].astype(str).to_numpy()))
    assert not frame.duplicated(["strategy", "future", "replication", "metric", "of"]).any()


def test_each_value_is_that_of_the_replication_alone(compared):
    study = load_text(TEXT)
    scenario = study.resolve("three", "busy")
    alone = values_frame(cc.measure(cc.simulate(scenario, cc.draw(scenario, 3, 2)))).query("interval.isna()")
    frame = cc.replications_frame(compared).query("strategy == 'three' and future == 'busy' and replication == 2")
    assert len(frame) > 100
    both = frame.merge(alone, on=["metric", "of"], how="left", suffixes=("", "_alone"))
    np.testing.assert_allclose(both["value"], both["value_alone"])


def test_counts_average_to_the_value_of_the_run(compared):
    frame = cc.replications_frame(compared, metrics="arrived", of="type:orders").query("future.isna()")
    means = frame.groupby("strategy", observed=True)["value"].mean()
    for name in compared.strategies:
        assert means[name] == pytest.approx(compared.row(name, "arrived", "type:orders").value)


def test_words_are_categories_in_the_order_of_the_run(compared):
    frame = cc.replications_frame(compared, ["asa_s", "arrived"])
    assert list(frame["strategy"].cat.categories) == ["as_today", "three"]
    assert list(frame["metric"].cat.categories) == ["asa_s", "arrived"]
    assert frame["future"].isna().sum() * 2 == len(frame)
    assert frame["replication"].dtype.kind == "i"
    assert isinstance(frame["of"].dtype, pd.CategoricalDtype)


def test_a_grid_has_a_column_for_each_setting():
    grid = hotline_run("as_today", vary=("agent_groups.front.agents=1,2",), replications=2)
    frame = cc.replications_frame(grid, "asa_s", "all")
    assert list(frame["point agent_groups.front.agents"]) == ["1", "1", "2", "2"]


def test_a_run_that_was_kept_has_the_same_frame():
    stored = cc.load_run(ROOT / "results/example")
    frame = cc.replications_frame(stored, "service_level")
    assert frame.equals(cc.replications_frame(stored.compared, "service_level"))
    assert frame["replication"].nunique() == stored.compared.replications


def test_own_metrics_are_in_it():
    run = cc.compare(load_text(TEXT), "three", replications=3, jobs=1, metrics={"came": own.came})
    frame = cc.replications_frame(run).query("metric == 'came'")
    assert set(frame["of"]) == {"all"}
    assert list(frame["value"]) == list(cc.replications_frame(run, "arrived", "all")["value"])
    assert cc.replications_frame(run, "came", "type:orders").empty


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"metrics": "asa"}, "there is no metric 'asa'. Did you mean 'asa_s'?"),
        ({"of": "type:oders"}, "of: there is no 'type:oders'. Did you mean 'type:orders'?"),
    ],
    ids=str,
)
def test_names_that_do_not_exist_are_said(compared, arguments, words):
    with pytest.raises(cc.UsageError) as raised:
        cc.replications_frame(compared, **arguments)
    assert str(raised.value) == words
