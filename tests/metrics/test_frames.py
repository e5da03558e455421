"""The log as pandas tables: words for numbers, missing for nobody, the same values as the measures."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hand_log import Contact, log_of, random_log

from simulator.catalogue import METRICS
from simulator.log import EndedBy, State
from simulator.metrics import frames, service, waits, work
from simulator.metrics.measure import measure


def test_contacts_come_in_words():
    log = log_of(
        [
            Contact(0, 0, talk_s=60, wrap_up_s=5, group=1),
            Contact(1800, 3, EndedBy.ABANDONED, type=1, channel=1),
            Contact(3600, ended_by=EndedBy.BLOCKED),
        ]
    )
    frame = frames.contacts_frame(log)
    assert frame["type"].tolist() == ["orders", "returns", "orders"]
    assert frame["channel"].tolist() == ["voice", "chat", "voice"]
    assert frame["segment"].isna().all()
    assert frame["ended_by"].tolist() == ["agent", "abandoned", "blocked"]
    assert frame["cause"].tolist() == ["first"] * 3
    assert frame["interval"].isna().tolist() == [False, False, True]
    assert frame["interval"].tolist()[:2] == ["00:00-00:30", "00:30-01:00"]
    assert frame["group"].isna().tolist() == [False, True, True]
    assert frame["group"][0] == "back"
    assert frame["handle_s"][0] == 65
    assert frame["handle_s"].isna().tolist() == [False, True, True]
    assert frame["parent"].isna().all()
    assert isinstance(frame["type"].dtype, pd.CategoricalDtype)
    assert list(frame["ended_by"].cat.categories) == [ending.name.lower() for ending in EndedBy]


def test_legs_come_in_words():
    frame = frames.legs_frame(log_of([Contact(0, 9, talk_s=60, wrap_up_s=5, group=1)]))
    assert frame["kind"].tolist() == ["queue", "talk", "wrap_up"]
    assert frame["group"].isna().tolist() == [True, False, False]
    assert frame["agent"].isna().tolist() == [True, False, False]
    assert (frame["to_s"] - frame["from_s"]).tolist() == [9, 60, 5]


def test_agents_time_after_closing_is_labelled_so():
    frame = frames.agent_time_frame(log_of([], [(0, 1, State.TALK, 30), (1, 2, State.WRAP_UP, 60)]))
    assert frame["interval"].tolist() == ["00:30-01:00", frames.AFTER_CLOSING]
    assert frame["state"].tolist() == ["talk", "wrap_up"]
    assert frame["group"].tolist() == ["front", "back"]


@pytest.mark.parametrize("rows", [0, 500])
def test_the_functions_say_the_same_of_a_frame_and_of_the_log(rows):
    log = random_log(5, rows)
    frame = frames.contacts_frame(log)
    np.testing.assert_equal(service.service_level(frame, 20), service.service_level(log.contacts, 20))
    np.testing.assert_equal(waits.wait_quantile(frame, 0.9), waits.wait_quantile(log.contacts, 0.9))
    time = frames.agent_time_frame(log)
    open_time = time[time["interval"] != frames.AFTER_CLOSING]
    assert work.occupancy(open_time) == work.occupancy(log.agent_time, intervals=len(log.facts.open_s))
    assert work.last_group(log.legs, rows).tolist() == frame["group"].cat.codes.tolist()


def test_values_have_a_row_per_metric_and_cell_it_is_defined_for():
    log = random_log(6, 500)
    frame = frames.values_frame(measure(log))
    whole = frame[frame["interval"].isna() & (frame["of"] == "all")]
    assert whole["metric"].tolist() == list(METRICS)
    assert not frame.duplicated(["metric", "of", "interval"]).any()
    occupancy = frame[frame["metric"] == "occupancy"]
    assert set(occupancy["of"]) == {"all", "group:front", "group:back"}
    assert float(whole.loc[whole["metric"] == "arrived", "value"].item()) == 500


def test_measuring_needs_no_pandas_and_no_scipy():
    code = (
        "import sys, simulator.metrics.measure, simulator.metrics.frames, simulator.stats.estimate;"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
