"""The mark of too few days stays where there is no room for an interval; one replication has none."""

from hotline import by_hand, study
from printing import in_one_line, printed

from simulator.comparing import compare
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.table import cell
from simulator.report.words.notes import left_out


def test_a_value_keeps_its_mark_where_there_is_no_room_for_its_interval():
    row = by_hand({"today": [800.0, 820.0]}).row("today", "served_in_time")._replace(enough=False)
    assert cell(row, shorter=True).short == "81.0 %°"
    assert cell(row, sure=False).text == "81.0 %°"


def test_one_replication_has_no_intervals_and_so_no_marks():
    run = compare(study(), ["three"], replications=1, jobs=1)
    assert "°" not in printed(compared_blocks(run))


def test_who_is_in_no_service_level_is_told_where_every_strategy_leaves_out_as_many():
    full = study(settings=("sources.shoppers.arrivals=120/h", "channels.voice.lines=3"))
    run = compare(full, [], replications=8, jobs=1)
    blocked = run.row("as_today", "blocked").value
    said = f"Service level and its target leave out blocked contacts ({blocked:,.0f} a day)."
    assert said in in_one_line(printed(run_blocks(run)))
    assert said in " ".join(left_out(run.first))
    roomy = study(settings=("channels.voice.lines=200",))
    assert not list(left_out(compare(roomy, [], replications=2, jobs=1).first))
