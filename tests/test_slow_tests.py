"""The list of slow tests names tests that there are, and is made of what pytest says of durations."""

import re
from pathlib import Path

from slow_tests import LIST, slow_tests

ROOT = Path(__file__).parents[1]


def test_every_test_on_the_list_is_there():
    listed = LIST.read_text(encoding="utf-8").split()
    assert len(listed) == len(set(listed)) > 100
    for name in listed:
        path, _, called = name.partition("::")
        assert re.search(rf"^def {called}\(", (ROOT / path).read_text(encoding="utf-8"), flags=re.MULTILINE), name


def test_what_takes_too_long_is_slow_whatever_its_parameters():
    report = [
        "0.61s call     tests/a.py::test_b[c d]",
        "0.75s setup    tests/a.py::test_e",
        "0.29s call     tests/a.py::test_f",
        "(29307 durations < 0.03s hidden.)",
    ]
    assert slow_tests(report) == ["tests/a.py::test_b", "tests/a.py::test_e"]


def test_the_readme_leaves_out_what_is_slow(request):
    assert '-m "not long and not slow"' in (ROOT / "README.md").read_text(encoding="utf-8")
    assert request.node.get_closest_marker("slow") is None
