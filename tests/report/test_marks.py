"""The mark of too few days stays where there is no room for an interval; one replication has none."""

from dataclasses import replace

from hotline import by_hand, study
from printing import printed

from simulator.comparing import compare
from simulator.report.overview import compared_blocks
from simulator.report.table import cell


def test_a_value_keeps_its_mark_where_there_is_no_room_for_its_interval():
    row = replace(by_hand({"today": [800.0, 820.0]}).row("today", "served_in_time"), enough=False)
    assert cell(row, shorter=True).short == "81.0 %°"
    assert cell(row, sure=False).text == "81.0 %°"


def test_one_replication_has_no_intervals_and_so_no_marks():
    run = compare(study(), ["three"], replications=1, jobs=1)
    assert "°" not in printed(compared_blocks(run))
