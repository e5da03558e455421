"""The log as Parquet: what happened, in words, the same whoever worked it out."""

from dataclasses import replace

import duckdb
import numpy as np
import pytest
from hotline import study
from overflow_log import TEXT as OVERFLOWING
from overflow_log import overflowing

from simulator.comparing import ask, run_asked
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.execution import log_files
from simulator.execution.log_files import TABLES, LogNotKept, LogTarget, put_aside, write_tables
from simulator.metrics.frames import contacts_frame, overflow_frame
from simulator.scenario.reader import load_text

STRATEGIES = ["as_today", "two_lines"]


def kept(folder, jobs=1, replications=3):
    """Run two strategies of the hotline, write their log into ``folder`` and return the asked."""
    folder.mkdir(exist_ok=True)
    asked = ask(study(), STRATEGIES, replications=replications)
    targets = {
        run: LogTarget(str(folder), number, (("strategy", run.strategy), ("future", run.place.future)))
        for number, run in enumerate(asked.runs)
    }
    run_asked(asked, jobs, None, targets)
    write_tables(list(targets.values()), replications, folder)
    return asked


def words_of(column):
    """Return the words of a column; None where there is none, which is written differently from version to version."""
    return [None if missing else str(word) for word, missing in zip(column, column.isna(), strict=True)]


def test_the_log_says_what_happened_in_words(tmp_path):
    asked = kept(tmp_path)
    scenario = asked.runs[next(iter(asked.runs))]
    log = simulate(scenario, draw(scenario, asked.seed, 2))
    wanted = contacts_frame(log)
    found = duckdb.sql(
        f"SELECT * FROM '{tmp_path}/contacts.parquet' WHERE strategy = 'as_today' AND replication = 2"
    ).df()
    assert found["contact"].tolist() == wanted["contact"].tolist()
    for column in ("type", "channel", "ended_by", "cause", "context", "answered_group"):
        assert words_of(found[column]) == words_of(wanted[column]), column
    for column in ("arrived_s", "wait_s", "patience_s", "closed_s"):
        assert found[column].equals(wanted[column]), column
    assert found["solved"].tolist() == wanted["solved"].tolist()
    assert found["answered_by"].isna().tolist() == wanted["answered_by"].isna().tolist()
    assert found["future"].isna().all()
    assert found["segment"].isna().all(), "nobody is in a segment"
    assert found["parent"].isna().all(), "nobody has a parent"


def test_rows_stand_in_the_order_of_strategies_and_replications(tmp_path):
    kept(tmp_path)
    rows = duckdb.sql(f"SELECT strategy, replication FROM '{tmp_path}/spans.parquet'").fetchall()
    order = list(dict.fromkeys(rows))
    assert order == [(name, number) for name in STRATEGIES for number in range(3)]
    assert rows == sorted(rows, key=order.index)


@pytest.mark.long
def test_the_number_of_processes_does_not_change_a_byte(tmp_path):
    kept(tmp_path / "one")
    kept(tmp_path / "two", jobs=2)
    absent = {"replies", "hand_overs", "passed", "overflow", "interventions", "helps"}
    for table in absent:
        assert not (tmp_path / "one" / f"{table}.parquet").exists(), (
            "no replies, nobody hands over or is passed on, no rules"
        )
    for table in set(TABLES) - absent:
        first, second = ((tmp_path / name / f"{table}.parquet").read_bytes() for name in ("one", "two"))
        assert first == second


@pytest.mark.long
def test_batches_change_nothing_of_what_stands_there(tmp_path, monkeypatch):
    kept(tmp_path / "one", replications=2)
    monkeypatch.setattr(log_files, "BATCH_ROWS", 1)
    kept(tmp_path / "many", replications=2)
    one, many = (
        duckdb.sql(f"SELECT * FROM '{tmp_path}/{name}/contacts.parquet'").fetchall() for name in ("one", "many")
    )
    assert repr(one) == repr(many)


@pytest.mark.long
def test_a_folder_with_an_odd_name_is_no_pattern(tmp_path):
    kept(tmp_path / "it's [odd]*?")
    assert (tmp_path / "it's [odd]*?" / "contacts.parquet").exists()


def test_what_could_not_be_put_aside_is_missed_and_the_run_goes_on(tmp_path):
    scenario = study().resolve("as_today")
    target = LogTarget(str(tmp_path / "gone"), 0, (("strategy", "as_today"),))
    put_aside(simulate(scenario, draw(scenario, 1, 0)), target)
    with pytest.raises(LogNotKept, match="the log of 1 of 1 replications could not be stored"):
        write_tables([target], 1, tmp_path)


def test_spans_have_words_and_those_of_agents_alone_have_no_contact(tmp_path):
    kept(tmp_path, replications=1)
    rows = duckdb.sql(f"SELECT kind, contact IS NULL, \"group\" IS NULL FROM '{tmp_path}/spans.parquet'").fetchall()
    assert {("queue", False, True), ("talk", False, False), ("duty", True, False)} <= set(rows)


def test_replies_have_a_file_where_any_strategy_works_by_them(tmp_path):
    scenario = study().resolve("as_today")
    log = simulate(scenario, draw(scenario, 1, 0))
    replied = {"contact": np.array([3]), "agent": np.array([-1]), "sent_s": np.array([np.nan])}
    targets = [LogTarget(str(tmp_path), number, (("strategy", name),)) for number, name in enumerate(STRATEGIES)]
    put_aside(log, targets[0])
    put_aside(replace(log, replies=replied), targets[1])
    write_tables(targets, 1, tmp_path)
    found = duckdb.sql(f"SELECT strategy, replication, contact, agent, sent_s FROM '{tmp_path}/replies.parquet'")
    assert found.fetchall() == [("two_lines", 0, 3, None, None)]


def test_who_was_passed_on_and_never_answered_has_no_time_of_an_answer(tmp_path):
    scenario = study().resolve("as_today")
    log = simulate(scenario, draw(scenario, 1, 0))
    passed = {"contact": [3, 4], "group": [0, -1], "passed_s": [20.0, 30.0], "answered_s": [25.0, np.nan]}
    target = LogTarget(str(tmp_path), 0, (("strategy", "as_today"),))
    put_aside(replace(log, passed={name: np.array(column) for name, column in passed.items()}), target)
    write_tables([target], 1, tmp_path)
    found = duckdb.sql(f"SELECT contact, \"group\", passed_s, answered_s FROM '{tmp_path}/passed.parquet'")
    assert found.fetchall() == [(3, log.names.groups[0], 20, 25), (4, None, 30, None)]


def test_what_overflow_rules_did_and_what_was_announced_stands_there_in_words(tmp_path):
    study = load_text(OVERFLOWING)
    targets = [LogTarget(str(tmp_path), place, (("strategy", name),)) for place, name in enumerate(study.strategies)]
    for target, name in zip(targets, study.strategies, strict=True):
        scenario = study.resolve(name)
        log = overflowing(scenario, draw(scenario, 1, 0))
        put_aside(log, target)
        if log.overflow:
            expected, said_s = overflow_frame(log), log.contacts["announced_s"]
    write_tables(targets, 1, tmp_path)
    query = f"SELECT contact, rule, verb, at_s, did FROM '{tmp_path}/overflow.parquet'"
    assert duckdb.sql(query).fetchall() == list(expected.itertuples(index=False, name=None))
    assert {"applied", "declined", "left_out"} == set(expected["did"])
    counts = "count(*), count(announced_s), count(*) FILTER (ended_by = 'sent_away')"
    query = f"SELECT {counts} FROM '{tmp_path}/contacts.parquet' WHERE strategy = 'as_today'"
    ((contacts, announced, sent_away),) = duckdb.sql(query).fetchall()
    assert (contacts, announced) == (len(said_s), np.isfinite(said_s).sum())
    assert sent_away == (expected["verb"] == "end").sum() > 0


def test_a_wait_without_an_end_in_sight_is_infinite_and_not_missing(tmp_path):
    scenario = study().resolve("as_today")
    log = simulate(scenario, draw(scenario, 1, 0))
    said_s = np.full(len(log.contacts["case"]), np.nan)
    said_s[:2] = np.inf, 60.0
    target = LogTarget(str(tmp_path), 0, (("strategy", "as_today"),))
    put_aside(replace(log, contacts={**log.contacts, "announced_s": said_s}), target)
    write_tables([target], 1, tmp_path)
    found = duckdb.sql(f"SELECT announced_s FROM '{tmp_path}/contacts.parquet' LIMIT 3").fetchall()
    assert found == [(np.inf,), (60.0,), (None,)]


def test_the_time_after_each_closing_has_its_own_name(tmp_path):
    week = study(settings=("horizon.days=2", "horizon.weekday=friday"))
    scenario = week.resolve("two_lines", "busy")
    target = LogTarget(str(tmp_path), 0, (("strategy", "two_lines"),))
    put_aside(simulate(scenario, draw(scenario, 3, 0)), target)
    write_tables([target], 1, tmp_path)
    found = duckdb.sql(f"SELECT DISTINCT interval FROM '{tmp_path}/agent_time.parquet'").fetchall()
    assert {(f"{day} after closing",) for day in ("friday", "saturday")} <= set(found)
    assert len(found) == 6


def test_what_only_some_strategies_have_is_null_with_the_others(tmp_path):
    targets = [LogTarget(str(tmp_path), number, (("strategy", name),)) for number, name in enumerate("abc")]
    scenario = study().resolve("as_today")
    log = simulate(scenario, draw(scenario, 1, 0))
    passes = np.arange(len(log.contacts["contact"]), dtype=np.int16)
    put_aside(log, targets[0])
    put_aside(replace(log, contacts=log.contacts | {"passes": passes, "again_s": passes * np.nan}), targets[1])
    put_aside(log, targets[2])
    write_tables(targets, 1, tmp_path)
    found = duckdb.sql(f"SELECT * FROM '{tmp_path}/contacts.parquet'").df()
    assert found["strategy"].tolist() == [name for name in "abc" for _ in passes]
    assert found["contact"].tolist() == log.contacts["contact"].tolist() * 3
    assert found["passes"].isna().tolist() == [name != "b" for name in found["strategy"]]
    assert found["passes"].dropna().tolist() == passes.tolist()
    assert found["again_s"].isna().all()
    assert list(found.columns)[-2:] == ["passes", "again_s"]
