"""What all pictures have in common: frame, axes, legends, files; names of users do no harm in them."""

import re
import warnings
from itertools import pairwise

import pytest

from simulator.errors import UsageError
from simulator.report.pictures.axes import count_axis, share_axis, ticks_s, time_of_day_axis
from simulator.report.pictures.frame import broken, framed, legend_above, plain
from simulator.report.pictures.picture_files import check_format, picture_bytes, save, svg_text
from simulator.report.pictures.style import LOOKS, house_style, in_house_style, line_look, look

HOSTILE = ["<script>alert(1)</script>", "$x_1$ & \\frac", "_hidden", "مرحبا 😀", "x" * 300]
HOUR = 3600.0


@in_house_style
def a_picture(title="A title", labels=("one", "two")):
    figure, [[axes]] = framed(title, "a subtitle", "a footer")
    lines = [axes.plot([8 * HOUR, 26 * HOUR], [number, number + 1])[0] for number in range(len(labels))]
    time_of_day_axis(axes, 8 * HOUR, 26 * HOUR)
    count_axis(axes, "agents", 3.0)
    legend_above(axes, lines, labels)
    return figure


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_picture_gives_the_same_bytes_without_a_date(form):
    one, other = (picture_bytes(a_picture(), form) for _ in range(2))
    assert one == other
    assert b"Matplotlib" not in one
    assert not re.search(rb"<dc:date>", one)


def test_what_a_machine_prefers_changes_nothing():
    import matplotlib

    wanted = picture_bytes(a_picture(), "svg")
    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "black", "svg.hashsalt": "other"}):
        assert picture_bytes(a_picture(), "svg") == wanted
        assert matplotlib.rcParams["font.size"] == 20


def test_names_are_only_letters():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = svg_text(a_picture(HOSTILE[0] + " $x$", HOSTILE))
    assert text.startswith("<svg")
    assert "<script" not in text
    assert "$x_1$ &amp; \\frac" in text
    assert "_hidden" in text
    assert "x" * 300 not in text


def test_a_file_says_its_format_and_others_are_refused(tmp_path):
    save(a_picture(), str(tmp_path / "a.svg"))
    save(a_picture(), str(tmp_path / "a.PNG"))
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UsageError, match=r"\.svg or \.png, got a\.pdf"):
        check_format("a.pdf")


def test_a_picture_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        save(a_picture(), str(tmp_path / "none" / "a.svg"))
    (tmp_path / "b.svg").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        save(a_picture(), str(tmp_path / "b.svg"))
    assert [path.name for path in tmp_path.iterdir()] == ["b.svg"]


def test_letters_of_an_svg_stay_letters_with_a_font_to_fall_back_on():
    text = svg_text(a_picture())
    assert ">A title<" in text
    assert "'DejaVu Sans', 'Verdana', sans-serif" in text


@pytest.mark.parametrize(
    ("from_s", "to_s", "first", "step_s"),
    [
        (8 * HOUR, 18 * HOUR, 8 * HOUR, HOUR),
        (8 * HOUR, 26 * HOUR, 8 * HOUR, 2 * HOUR),
        (8.25 * HOUR, 9 * HOUR, 8.25 * HOUR, 300.0),
        (0.0, 7 * 24 * HOUR, 0.0, 24 * HOUR),
        (0.0, 100 * 24 * HOUR, 0.0, 8 * 24 * HOUR),
    ],
)
def test_times_of_day_are_round_and_few(from_s, to_s, first, step_s):
    found = ticks_s(from_s, to_s)
    assert len(found) <= 13
    assert found[0] == first
    assert all(b - a == step_s for a, b in pairwise(found))


def test_hours_go_on_after_midnight():
    axes = a_picture().axes[0]
    assert [text.get_text() for text in axes.get_xticklabels()][-1] == "26:00"
    assert axes.get_xlabel() == "time of day"


def test_shares_are_percentages():
    with house_style():
        figure, [[axes]] = framed("A title")
        share_axis(axes, "served in time")
        figure.canvas.draw()
    assert "80 %" in [text.get_text() for text in axes.get_yticklabels()]
    assert axes.get_ylim() == (0.0, 1.0)


def test_counts_tell_thousands_apart_and_begin_at_nothing():
    with house_style():
        figure, [[axes]] = framed("A title")
        count_axis(axes, "cases", 4000.0)
        figure.canvas.draw()
    assert "2,000" in [text.get_text() for text in axes.get_yticklabels()]
    assert axes.get_ylim()[0] == 0.0


def test_long_titles_are_broken_and_cut():
    lines = broken("many words " * 100, 8.0, 13.0, "bold", 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert broken("", 8.0, 13.0, "bold", 2) == []
    assert len(plain("word " * 50)) <= 48


def test_neighbouring_looks_differ_in_colour_dashes_and_hatch():
    for one, other in pairwise(LOOKS):
        assert one.colour != other.colour
        assert one.dashes != other.dashes
        assert one.hatch != other.hatch
        assert abs(brightness(one.colour) - brightness(other.colour)) > 0.05
    assert look(len(LOOKS)) == LOOKS[0]


def test_no_two_of_many_lines_look_alike():
    lines = [line_look(number) for number in range(36)]
    assert len({(one.colour, one.dashes) for one in lines[:12]}) == 12
    assert len({one.marker for one in lines[:12]}) == 12
    assert len({(one.colour, one.dashes, one.marker) for one in lines}) == 36


def brightness(colour):
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
