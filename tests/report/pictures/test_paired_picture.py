"""Paired differences: every metric its panel, better to the right, verdicts by colour, mark and word."""

import dataclasses
import math

import pytest
from drawn import HOSTILE, artists, hotline_run, legend, words
from hotline import by_hand

from simulator.catalogue import Better, Unit
from simulator.report.pictures.frame import FROM_LEFT, plain
from simulator.report.pictures.paired_differences import (
    MARKS,
    DifferencesPanel,
    DifferencesPicture,
    Stroke,
    differences,
    differences_of,
    draw_differences,
)
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.style import BAD, GOOD, PAPER
from simulator.report.words.signs import Sign

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]


def up(by, wobble=0.0):
    return [day + by + (wobble if number % 2 else -wobble) for number, day in enumerate(DAYS)]


def drawn(*strokes, better=Better.HIGHER, unit=Unit.SHARE, least=0.01):
    figure = draw_differences(
        DifferencesPicture("A title", [DifferencesPanel("a metric", better, unit, strokes, least)])
    )
    (found,) = artists(figure)
    return figure, found


def stroke(name="a", size=0.02, half=0.005, sign=Sign.BETTER):
    return Stroke(name, size, size - half, size + half, sign, "in words")


def test_what_it_amounts_to_has_its_colour_its_mark_and_its_word():
    looks = {}
    for sign in Sign:
        figure, found = drawn(stroke(sign=sign))
        point = found[f"{MARKS[sign].word}:a"]
        assert found["interval:a"].get_color() == point.get_color()
        looks[sign] = (point.get_color(), point.get_marker(), point.get_markerfacecolor() == PAPER)
        assert legend(figure) == [MARKS[sign].word]
    assert looks[Sign.BETTER][0] == GOOD
    assert looks[Sign.WORSE][0] == BAD
    # Without any colour no two are alike.
    assert len({look[1:] for look in looks.values()}) == len(Sign)


@pytest.mark.parametrize(
    ("better", "word"), [(Better.HIGHER, "better →"), (Better.LOWER, "better →"), (Better.NEITHER, "more →")]
)
def test_better_is_to_the_right(better, word):
    figure, _ = drawn(stroke(), better=better)
    (axes,) = figure.axes
    left, right = axes.get_xlim()
    assert (left < right) == (better is not Better.LOWER)
    assert word in words(figure)


def test_the_interval_is_drawn_and_a_missing_one_is_not():
    _, found = drawn(stroke("a"), stroke("b", half=math.nan), stroke("c", size=math.nan))
    assert list(found["interval:a"].get_xdata()) == [pytest.approx(0.015), pytest.approx(0.025)]
    assert "interval:b" not in found
    assert "better:b" in found
    assert not [name for name in found if name.endswith(":c")]


def test_nought_is_always_seen_and_a_trifle_looks_like_one():
    figure, _ = drawn(stroke(size=0.3, half=0.01))
    assert figure.axes[0].get_xlim()[0] < 0 < figure.axes[0].get_xlim()[1]
    figure, _ = drawn(stroke(size=1e-5, half=1e-6))
    assert figure.axes[0].get_xlim()[0] <= -0.01
    assert figure.axes[0].get_xlim()[1] >= 0.01
    figure, _ = drawn(stroke(size=0.0, half=0.0, sign=Sign.SAME), least=0.0)
    assert figure.axes[0].get_xlim()[0] < figure.axes[0].get_xlim()[1]


def test_all_strategies_and_headline_metrics_of_a_comparison_are_there():
    run = hotline_run()
    figure = differences(run)
    assert len(figure.axes) == 5
    for axes, found in zip(figure.axes, artists(figure), strict=True):
        assert len([name for name in found if name.split(":")[0] in {mark.word for mark in MARKS.values()}]) == len(
            run.others
        )
        assert len(axes.get_yticks()) == len(run.others)
    text = words(figure)
    for part in ("served in time", "abandoned", "agent hours a day", "Hotline", "4 replications", "seed 3", "95 %"):
        assert part in text
    assert "fewer_customers (customers dif" in text
    assert "exactly the same" in text


def test_staff_cost_takes_the_place_of_hours_where_it_is_known():
    one = by_hand({"today": DAYS, "more": up(30)})
    assert [panel.label for panel in differences_of(one).panels][-1] == "agent hours a day"
    from simulator.metrics.measure import MEASURES

    for stack in one.stacks.values():
        stack.sums[:, MEASURES.index("cost"), 0] = 700.0
    priced = differences_of(dataclasses.replace(one)).panels[-1]
    assert priced.label.startswith("staff cost a day")
    assert priced.least == pytest.approx(0.015 * 700)


def test_the_title_says_who_is_best_or_that_nobody_is_shown_to_be():
    titles = {
        "more serves 83.7 % in time, 3.0 points more than today": {"today": DAYS, "more": up(30, 2), "less": up(-20)},
        "today serves most in time": {"today": DAYS, "less": up(-20, 1)},
        "No strategy is shown to serve more in time than today yet": {"today": DAYS, "unsure": up(1, 40)},
        "No strategy serves more in time than today": {"today": DAYS, "twin": DAYS},
        "No strategy serves noticeably more in time than today": {"today": DAYS, "nearly": up(0.2, 0.1)},
        "Only one replication: differences may be chance": {"today": DAYS[:1], "more": up(30)[:1]},
    }
    for title, served in titles.items():
        assert differences_of(by_hand(served)).title == title


def test_a_strategy_with_other_customers_does_not_win_the_title():
    one = by_hand({"today": DAYS, "more": up(10, 1), "other": up(90, 1)}, customers_differ=("other",))
    assert differences_of(one).title.startswith("more serves")


def test_one_replication_has_marks_and_no_intervals():
    figure = differences(by_hand({"today": DAYS[:1], "more": up(30)[:1]}))
    found = artists(figure)[0]
    assert "undecided:more" in found
    assert "interval:more" not in found


def test_hours_are_facts_and_hours_that_hardly_differ_do_not_matter():
    for hours, word in ((40.0, "exactly the same"), (40.1, "too close to matter"), (44.0, "more"), (36.0, "less")):
        one = by_hand({"today": DAYS, "other": DAYS}, agent_hours={"today": 40.0, "other": hours})
        assert differences_of(one).panels[-1].strokes[0].text.endswith(f", {word}")


def test_a_name_from_the_right_turns_nothing_around():
    one = by_hand({"today": DAYS, HOSTILE[3]: up(30, 2)})
    title = differences_of(one).title
    assert title.startswith(f"{FROM_LEFT}{HOSTILE[3]}{FROM_LEFT} serves 83.7 %")
    assert f"{FROM_LEFT}{HOSTILE[3]}{FROM_LEFT}" in words(differences(one))
    assert plain(plain(HOSTILE[3])) == plain(HOSTILE[3])


@pytest.mark.long
def test_hostile_names_and_many_strategies_do_no_harm():
    served = {"today": DAYS} | {name: up(number) for number, name in enumerate([*HOSTILE, "sixth"])}
    one = by_hand(served)
    text = svg_text(differences(one))
    assert "<script" not in text
    assert "$x_1$ &amp; \\frac" in text
    assert "x" * 60 not in text
    figure = differences(dataclasses.replace(one, name="$y^2$" * 80))
    assert "$y^2$" in words(figure)
    width, height = figure.get_size_inches()
    assert (width, height < 12) == (8.0, True)
