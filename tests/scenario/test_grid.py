"""A grid means what it says: both ends, units kept, products; and a wrong one says how to write it."""

import pytest

from simulator.errors import UsageError
from simulator.scenario.layers.grid import POINTS_MAX, Axis, Grid, read_grid, settings_of


def values(text: str) -> list[str]:
    (axis,) = read_grid([f"a.b={text}"]).axes
    assert axis.path == "a.b"
    return list(axis.values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20..24:2", ["20", "22", "24"]),
        ("20..25:2", ["20", "22", "24"]),  # A step that does not meet the end stops before it.
        ("0.8..1.2:0.1", ["0.8", "0.9", "1", "1.1", "1.2"]),
        ("-2..1:1", ["-2", "-1", "0", "1"]),
        (" 20 .. 22 : 1 ", ["20", "21", "22"]),
        ("3m..4m:30s", ["3m", "3m30s", "4m"]),
        ("60s..180s:60s", ["60s", "120s", "180s"]),
        ("0.5h..1.5h:0.5h", ["0.5h", "1h", "1.5h"]),
        ("-30m..30m:30m", ["-30m", "0m", "30m"]),
        ("80%..90%:5%", ["80%", "85%", "90%"]),
        ("80%..120%:20%", ["80%", "100%", "120%"]),
        ("200/h..300/h:50/h", ["200/h", "250/h", "300/h"]),
        ("4/min..300/h:30/h", ["240/h", "270/h", "300/h"]),
        ('"08:00".."09:00":30m', ["08:00", "08:30", "09:00"]),
        ("08:00..09:10:30m", ["08:00", "08:30", "09:00"]),
        ("20,25,40", ["20", "25", "40"]),
        ("20..24:2,30", ["20", "22", "24", "30"]),
        ("longest_idle, random", ["longest_idle", "random"]),
        ("{exponential: {mean: 3m}},{normal: [1, 2]}", ["{exponential: {mean: 3m}}", "{normal: [1, 2]}"]),
        ('"a, b",c', ['"a, b"', "c"]),
        ("day.csv,../other/day.csv", ["day.csv", "../other/day.csv"]),
        ("here/../day.csv,day.csv", ["here/../day.csv", "day.csv"]),
    ],
)  # fmt: skip
def test_a_range_or_a_list_gives_its_values(text, expected):
    assert values(text) == expected


HOW = "Write it as agent_groups.front.agents=20..30:2 (from, to, step) or agent_groups.front.agents=20,25,30."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", f"expected a path, an equals sign and values. {HOW}"),
        ("a.b", f"expected a path, an equals sign and values. {HOW}"),
        ("a.b=", f"a value is missing after the equals sign. {HOW}"),
        ("a.b=5,", f"a value is missing beside a comma. {HOW}"),
        ("a.b=5", f"this is a single value, '5'; use --set for that. {HOW}"),
        ("a.b=5,6,5", "'5' is given twice."),
        ("a.b=20..24:2,22", "'22' is given twice."),
        ("a.b=20..30", f"a step is missing. {HOW}"),
        ("a.b=08:00..10:00", f"a step is missing. {HOW}"),
        ("a.b=..30:1", f"a number is missing. {HOW}"),
        ("a.b=20..:1", f"a number is missing. {HOW}"),
        ("a.b=20..30:", f"a number is missing. {HOW}"),
        ("a.b=20..thirty:1", f"'thirty' is not a number. {HOW}"),
        ("a.b=20..30:0", "expected a step of more than 0, got '0'."),
        ("a.b=20..30:-1", "expected a step of more than 0, got '-1'."),
        ("a.b=30..20:1", "a range must go up, but '20' is not more than '30'."),
        ("a.b=20..20:1", "a range must go up, but '20' is not more than '20'."),
        ("a.b=20s..30:2", "from, to and step do not fit together: from is a duration, to is a number, the step is a "
        f"number. {HOW}"),
        ("a.b=08:00..10:00:2", f"from is a time of day, to is a time of day, the step is a number. {HOW}"),
        ("a.b=0..1000000000:0.001", f"at most {POINTS_MAX} can be run at once. Use larger steps."),
        (
            "a.b=8,c.d=2",
            "'c.d=2' starts another path. Repeat --vary for all combinations, or write a.b+c.d=1+2,3+4.",
        ),
        ("run.seed=1,2", "all points share the same run settings: use -n for the replications and --seed for the "
        "seed."),
    ],
)  # fmt: skip
def test_a_wrong_grid_says_what_is_wrong_and_how_to_write_it(text, words):
    with pytest.raises(UsageError) as caught:
        read_grid([text])
    assert str(caught.value).startswith(f"--vary {text}: ")
    assert str(caught.value).endswith(words)


def test_all_wrong_grids_are_told_together():
    with pytest.raises(UsageError) as caught:
        read_grid(["a=1..2", "b=1,2", "c=5", "b=3,4"])
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        "--vary a=1..2",
        "--vary c=5",
        "--vary b=3,4",
    ]
    assert str(caught.value).endswith("this path is varied twice.")


def test_grids_multiply_and_the_last_moves_fastest():
    grid = read_grid(["a=1,2", "b.c=x,y"])
    assert grid.points == (
        (("a", "1"), ("b.c", "x")),
        (("a", "1"), ("b.c", "y")),
        (("a", "2"), ("b.c", "x")),
        (("a", "2"), ("b.c", "y")),
    )
    assert settings_of(grid.points[1]) == ("a=1", "b.c=y")


def test_a_product_that_is_too_large_is_refused_with_its_size():
    with pytest.raises(UsageError, match=r"the grid has 30 × 30 = 900 points; at most 200"):
        read_grid(["a=1..30:1", "b=1..30:1"])


def test_no_grid_is_the_scenario_itself():
    assert read_grid([]).points == ((),)
    assert settings_of(()) == ()


def test_neighbours_differ_by_one_step_on_one_axis():
    one, other = (("a", "1"), ("b", "x")), (("a", "2"), ("b", "x"))
    assert Grid((Axis("a", ("1", "2")), Axis("b", ("x",)))).neighbours() == ((other, one),)
    assert len(read_grid(["a=1..3:1", "b=1..4:1"]).neighbours()) == 2 * 4 + 3 * 3


@pytest.mark.parametrize(
    ("text", "rises"),
    [("1..3:1", True), ("3m,300s", True), ("3,1", False), ("a,b", False), ("1,2s", False), ("80%,120%", True)],
)
def test_an_axis_rises_when_its_values_are_numbers_in_order(text, rises):
    assert read_grid([f"a={text}"]).axes[0].rises is rises


def test_a_path_may_have_quotation_marks_and_an_equals_sign_in_them():
    (axis,) = read_grid(['agents."08:00=x"=1,2']).axes
    assert axis.path == 'agents."08:00=x"'


def test_paths_joined_with_a_plus_move_together():
    grid = read_grid(["a.x+b.y=8+1, 9 + 2"])
    assert grid.axes == (Axis("a.x+b.y", ("8+1", "9+2")),)
    assert [settings_of(point) for point in grid.points] == [("a.x=8", "b.y=1"), ("a.x=9", "b.y=2")]
    assert len(grid.neighbours()) == 1


def test_two_vary_multiply_where_a_plus_joins():
    assert len(read_grid(["a=1,2", "b=1,2"]).points) == 4
    assert len(read_grid(["a+b=1+1,2+2"]).points) == 2
    grid = read_grid(["a+b=1+1,2+2", "c=x,y"])
    assert [settings_of(point) for point in grid.points][1] == ("a=1", "b=1", "c=y")


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("a.\"10:00\"+b.'11+1'=1+2,3+4", ('a."10:00"=1', "b.'11+1'=2")),
        ("a+b={x: 1+1}+[2, 3+4],1+2", ("a={x: 1+1}", "b=[2, 3+4]")),
        ('a+b="+1"+"2,+3",1+2', ('a="+1"', 'b="2,+3"')),
        ("a+b+c=1+2+3,4+5+6", ("a=1", "b=2", "c=3")),
        ("a+b=8..10:1+1..3:1", ("a=8", "b=1")),
        ("a=+1m,+2m", ("a=+1m",)),
    ],
)
def test_a_plus_in_quotation_marks_and_brackets_joins_nothing(text, settings):
    assert settings_of(read_grid([text]).points[0]) == settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a+b=8,9", "2 paths move together, but '8' has 1 value. Join one for each with +"),
        ("a+b=8+1,9", "2 paths move together, but '9' has 1 value."),
        ("a+b=8+1,9+2+3", "2 paths move together, but '9+2+3' has 3 values."),
        ("a+b=8+,9+2", "2 paths move together, but '8+' has 1 value."),
        ("a+b=8..10:1+1..2:1", "paths that move together need the same number of values: 8..10:1 has 3, 1..2:1 has 2."),
        ("a+b=8..10:1+1", "paths that move together need the same number of values: 8..10:1 has 3, 1 has 1."),
        ("a+a=8+1,9+2", "this path is varied twice."),
        ("a+=8+1,9+2", "expected a path, an equals sign and values."),
        ("a+run.seed=8+1,9+2", "all points share the same run settings"),
        ("a+b=8+1", "this is a single value, '8+1'; use --set for that."),
        ("a+b=8+1,8+1", "'8+1' is given twice."),
    ],
)
def test_wrong_numbers_of_joined_values_are_told(text, words):
    with pytest.raises(UsageError) as caught:
        read_grid([text])
    assert words in str(caught.value)


def test_a_joined_path_is_varied_once():
    with pytest.raises(UsageError, match=r"--vary b=1,2: this path is varied twice"):
        read_grid(["a+b=1+1,2+2", "b=1,2"])


@pytest.mark.parametrize(("text", "rises"), [("1+1,2+3", True), ("1+3,2+2", False), ("1+x,2+y", False)])
def test_joined_values_rise_where_each_does_and_have_no_place_on_a_scale(text, rises):
    (axis,) = read_grid([f"a+b={text}"]).axes
    assert axis.rises is rises
    assert axis.amounts == ()
