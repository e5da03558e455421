"""Patience that is read from waits: who gave up is counted, who did not is not, and what is uncertain is said."""

from pathlib import Path

from files_taken import a_study, only_odd

from simulator.demand.look import look
from simulator.scenario.resolved.study import Study
from simulator.scenario.text import whole_table


def patience(folder: Path, rows: str, where: str = "") -> Study:
    """Return a study whose patience are the waits in a file of ``rows``, each a wait and an outcome."""
    key = f", where: {{outcome: {where}}}" if where else ""
    return a_study(folder, patience=f"{{empirical: {{file: w.csv, column: wait_s{key}}}}}", w=f"wait_s,outcome\n{rows}")


def test_who_did_not_abandon_is_nobody_who_gave_up(tmp_path):
    rows = "10,not abandoned\n" * 6 + "30,abandoned\n" * 3
    assert "divided by the 3 who gave up, 'exponential: {mean: 50s}'" in only_odd(patience(tmp_path, rows))
    assert look(patience(tmp_path, "10,not abandoned\n20,answered\n")) == ((), ())
    assert look(patience(tmp_path, rows, "not abandoned")) == ((), ())


def test_an_outcome_whose_meaning_is_uncertain_is_told_and_not_counted(tmp_path):
    rows = "10,answered\n" * 6 + "30,abandoned\n" * 3 + "40,left a message\n"
    one = only_odd(patience(tmp_path, rows))
    assert "divided by the 3 who gave up" in one
    assert "It is uncertain whether outcome = 'left a message' means it, too; these are not counted." in one
    one = only_odd(patience(tmp_path, rows, "left a message"))
    assert "it is uncertain whether outcome = left a message means that customers gave up. If it does, they" in one
    one = only_odd(patience(tmp_path, rows.replace("abandoned", "answered")))
    assert "it is uncertain whether outcome = 'left a message' means that customers gave up." in one


def test_of_more_rows_than_are_looked_at_it_is_said_how_many_were(tmp_path, monkeypatch):
    monkeypatch.setattr(whole_table, "ROWS_MAX", 10)
    rows = ("10,answered\n" * 4 + "30,abandoned\n") * 4
    one = only_odd(patience(tmp_path, rows, "abandoned"))
    assert "the waits of 2 customers who gave up among the first 10 rows, 30s on average" in one
    # Both numbers are of the same rows: 8 × 10 s and 2 × 30 s.
    assert "waits in w.csv among the first 10 rows divided by the 2 who gave up, 'exponential: {mean: 1m10s}'" in one
    exactly = "10,answered\n" * 8 + "30,abandoned\n" * 2
    assert "among the first" not in only_odd(patience(tmp_path, exactly, "abandoned"))
