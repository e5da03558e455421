"""Strategies × futures: a field for each, the best marked, the loss at worst."""

from dataclasses import replace

import pytest
from drawn import HOSTILE, artists, words
from hotline import with_money
from matplotlib.colors import to_hex
from places import DAYS, in_futures, shifted

from simulator.compared import Compared
from simulator.metrics.measure import MEASURES
from simulator.report.pictures.across_futures import BARRED, BEST, LEAST, LEVEL, futures, futures_of
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.style import GRID, INK
from simulator.scenario.judged.checks import Check
from simulator.scenario.judged.goal import Condition, Goal

RUN = in_futures({None: {"today": DAYS, "more": shifted(30, 2)}, "busy": {"today": DAYS, "more": shifted(-10, 2)}})


def test_each_field_says_the_level_and_what_is_lost():
    picture = futures_of(RUN)
    assert list(picture.columns) == ["as stated", "busy", "loss at worst"]
    found = {name: [(one.text, one.remark) for one in fields] for name, fields in picture.rows}
    assert found == {
        "today": [("80.7 %", "-3.0 points"), ("80.7 %", BEST), ("-3.0 points", "")],
        "more": [("83.7 %", BEST), ("79.7 %", "-1.0 points"), ("-1.0 points", LEAST)],
    }
    assert picture.title == "Choosing more risks least: at worst it loses 1.0 points of served in time"


def test_the_best_have_a_thick_frame_and_more_loss_is_darker():
    (found,) = artists(futures(RUN))
    frames = {name: (box.get_linewidth(), box.get_edgecolor()) for name, box in found.items() if "field" in name}
    assert len(frames) == 6
    thick = [name for name, (width, _) in frames.items() if width > 1]
    assert thick == ["field:0:1", "field:1:0", "field:1:2"]
    light = {name: sum(found[name].get_facecolor()[:3]) for name in frames}
    assert light["field:0:1"] == 3.0
    assert light["field:1:1"] > light["field:0:0"]
    assert INK


def test_what_cannot_be_told_from_the_best_is_level_and_that_is_explained():
    run = in_futures({None: {"today": DAYS, "more": shifted(1, 40)}, "busy": {"today": DAYS, "more": shifted(1, 40)}})
    picture = futures_of(run)
    assert [one.remark for one in picture.rows[0][1][:2]] == [LEVEL, LEVEL]
    assert picture.rows[1][1][0].remark == LEVEL
    assert LEVEL in picture.footer.lower()
    assert LEVEL not in futures_of(RUN).footer.lower()


def test_who_is_best_everywhere_loses_nothing():
    picture = futures_of(in_futures({name: {"today": DAYS, "more": shifted(30, 2)} for name in (None, "busy")}))
    assert picture.title == "more is best in all 2 futures"
    assert picture.rows[1][1][-1].text == "nothing"


def within(budget: float) -> Compared:
    """Return two futures of three strategies, of which the one that serves most costs 950 EUR a day."""
    condition = Condition("budget", Check(f"staff_cost <= {budget} EUR", "staff_cost", "all", None, "<=", budget))
    run = in_futures({name: {"today": DAYS, "more": shifted(30, 2), "most": shifted(60)} for name in (None, "busy")})
    money = {"today": 700.0, "more": 800.0, "most": 950.0}
    found = [replace(with_money(one, money), goal=Goal(within=(condition,))) for one in run]
    for stack in (stack for one in found for stack in one.stacks.values()):
        stack.sums[:, MEASURES.index("cost"), 0] += [-1.0, 1.0] * 3
    return Compared(tuple(found))


def test_who_breaks_a_condition_is_grey_says_so_and_has_no_loss():
    picture = futures_of(within(900.0))
    found = {name: [(one.text, one.remark) for one in fields] for name, fields in picture.rows}
    assert found["most"] == [("86.7 %", BARRED), ("86.7 %", BARRED), ("–", BARRED)]
    assert [remark for _, remark in found["more"]] == [BEST, BEST, LEAST]
    (drawn,) = artists(futures(within(900.0)))
    assert [to_hex(drawn[f"field:{row}:0"].get_facecolor()) == GRID for row in range(3)] == [False, False, True]
    assert BARRED not in [one.remark for _, fields in futures_of(within(1000.0)).rows for one in fields]


def test_a_strategy_whose_customers_differ_does_not_lead():
    served = {"today": DAYS, "more": shifted(30, 2), "other": shifted(90)}
    picture = futures_of(in_futures(dict.fromkeys((None, "busy"), served), customers_differ=("other",)))
    assert "more is best" in picture.title
    (name, fields) = picture.rows[2]
    assert name == "other (customers differ)"
    assert fields[-1].text == "–"


@pytest.mark.long
def test_many_futures_make_it_wider_and_hostile_names_do_no_harm():
    served = {"today": DAYS} | {name: shifted(place) for place, name in enumerate(HOSTILE)}
    figure = futures(in_futures(dict.fromkeys([None, *HOSTILE, "a", "b"], served)))
    assert figure.get_size_inches()[0] > 8
    text = svg_text(figure)
    assert "<script" not in text
    assert "$x_1$ &amp; \\frac" in text
    assert "x" * 100 not in words(figure)
