"""The log as pandas tables: words for numbers, missing for nobody, the same values as the measures."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hand_log import TWO_OF_EACH, Contact, log_of, random_log

from simulator.catalogue import METRICS
from simulator.log import NOBODY, Cause, EndedBy, Names, SpanKind, State
from simulator.metrics import frames, service, waits, work
from simulator.metrics.measure import measure


def test_what_overflow_rules_did_comes_in_words():
    none = frames.overflow_frame(log_of([Contact(0, 9)]))
    assert (len(none), list(none.columns)) == (0, list(frames.OVERFLOW_COLUMNS))
    rows = [(0, "ask", 5, 0), (0, "move_on", 7, 1), (1, "enough", 8, -1)]
    frame = frames.overflow_frame(log_of([Contact(0, 9)] * 2, overflow=rows))
    assert list(frame.columns) == list(frames.OVERFLOW_COLUMNS)
    assert frame["rule"].tolist() == ["ask", "move_on", "enough"]
    assert frame["verb"].tolist() == ["offer", "move", "end"]
    assert frame["did"].tolist() == ["declined", "applied", "left_out"]
    assert (frame["contact"].tolist(), frame["at_s"].tolist()) == ([0, 0, 1], [5, 7, 8])


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
    for group in ("answered_group", "closed_group"):
        assert frame[group].isna().tolist() == [False, True, True]
        assert frame[group][0] == "back"
    assert frame["answered_by"].isna().tolist() == [False, True, True]
    assert frame["solved"].tolist() == [True, False, False]
    assert frame["reported"].all()
    assert frame["handle_s"][0] == 65
    assert frame["handle_s"].isna().tolist() == [False, True, True]
    assert frame["parent"].isna().all()
    assert isinstance(frame["type"].dtype, pd.CategoricalDtype)
    assert list(frame["ended_by"].cat.categories) == [ending.name.lower() for ending in EndedBy]


def test_who_came_in_the_warm_up_is_told_apart_and_in_no_interval():
    frame = frames.contacts_frame(log_of([Contact(-60, 0), Contact(60, 0)], reports_from_s=0.0))
    assert frame["reported"].tolist() == [False, True]
    assert frame["interval"].isna().tolist() == [True, False]


def test_what_nobody_knows_yet_is_missing():
    frame = frames.contacts_frame(log_of([Contact(60, ended_by=EndedBy.STILL_OPEN)]))
    assert frame["solved"].isna().all()
    assert frame["ended_s"].isna().all()


def test_spans_come_in_words_those_of_agents_alone_last():
    contacts = [Contact(0, 9, talk_s=60, wrap_up_s=5, group=1)]
    frame = frames.spans_frame(log_of(contacts, stays=[(1, 1, 0.0, 3600.0)]))
    assert frame["kind"].tolist() == ["queue", "talk", "wrap_up", "duty"]
    assert frame["contact"].isna().tolist() == [False, False, False, True]
    assert frame["group"].isna().tolist() == [True, False, False, False]
    assert frame["agent"].isna().tolist() == [True, False, False, False]
    assert (frame["to_s"] - frame["from_s"]).tolist() == [9, 60, 5, 3600]


def test_replies_come_in_words_and_without_any_there_is_an_empty_table():
    none = frames.replies_frame(log_of([Contact(0, 9)]))
    assert (len(none), list(none.columns)) == (0, list(frames.REPLY_COLUMNS))
    frame = frames.replies_frame(log_of([Contact(0, 9)], replies=[(0, 1, 4, 1, 5.0, 20.0, 35.0)]))
    assert list(frame.columns) == list(frames.REPLY_COLUMNS)
    assert (frame["group"][0], frame["sent_s"][0]) == ("back", 35)


def test_hand_overs_come_in_words_and_without_any_there_is_an_empty_table():
    none = frames.hand_overs_frame(log_of([Contact(0, 9)]))
    assert (len(none), list(none.columns)) == (0, list(frames.HAND_OVER_COLUMNS))
    frame = frames.hand_overs_frame(log_of([Contact(0, 9)], hand_overs=[(0, 1, 1, 60.0, 0, 1), (0, 1, 1, 90.0, 1, 0)]))
    assert list(frame.columns) == list(frames.HAND_OVER_COLUMNS)
    assert frame["group"].tolist() == ["back", "back"]
    assert (frame["parked"].tolist(), frame["owed"].tolist()) == ([False, True], [True, False])


def test_silent_customers_come_in_words_and_without_any_there_is_an_empty_table():
    none = frames.silences_frame(log_of([Contact(0, 9)]))
    assert (len(none), list(none.columns)) == (0, list(frames.SILENCE_COLUMNS))
    rows = [(0, 60.0, NOBODY, np.nan, np.nan, 90.0, 3), (1, 70.0, 1, 20.0, 80.0, 95.0, 1)]
    frame = frames.silences_frame(log_of([Contact(0, 9), Contact(0, 9)], silences=rows))
    assert list(frame.columns) == list(frames.SILENCE_COLUMNS)
    assert frame["how"].tolist() == ["sent_away", "noticed"]
    assert frame["agent"].isna().tolist() == [True, False]


def test_who_was_passed_on_comes_in_words_and_without_any_there_is_an_empty_table():
    none = frames.passed_frame(log_of([Contact(0, 9)]))
    assert (len(none), list(none.columns)) == (0, list(frames.PASSED_COLUMNS))
    frame = frames.passed_frame(log_of([Contact(0, 9)], passed=[(0, 1, 20, 35), (0, NOBODY, 50, np.nan)]))
    assert list(frame.columns) == list(frames.PASSED_COLUMNS)
    assert (frame["group"][0], frame["answered_s"][0]) == ("back", 35)
    assert frame["group"].isna().tolist() == frame["answered_s"].isna().tolist() == [False, True]


def test_every_vocabulary_of_the_log_has_its_words():
    words = frames.vocabulary(TWO_OF_EACH)
    assert words["kind"] == tuple(kind.name.lower() for kind in SpanKind)
    assert words["cause"] == tuple(cause.name.lower() for cause in Cause)
    assert words["closed_group"] == words["answered_group"] == words["group"] == ("front", "back")
    named = frames.vocabulary(Names((), (), (), ("ana", "bo")))
    assert named["answered_by"] == named["closed_by"] == named["agent"] == ("ana", "bo")


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
    assert work.occupancy(open_time) == work.occupancy(log.agent_sums, intervals=len(log.facts.open_s))
    np.testing.assert_equal(work.average_handle_time(frame), work.average_handle_time(by_hand(log)))


def by_hand(log):
    """Return the contacts of a log with the handle time that spans say."""
    return log.contacts | {"handle_s": work.handle_s(log.spans, len(log.contacts["case"]))}


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
