"""The picture of the README is the one that the lines on the page of pictures make, and it says what they find."""

import re
from pathlib import Path

import pytest

from simulator import compare, load, pictures

ROOT = Path(__file__).parents[3]
PICTURE = ROOT / "docs/pictures/cyber_monday.svg"
SCENARIO = ROOT / "scenarios/cyber_monday.yaml"


def written(svg):
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def test_it_names_every_strategy_and_is_small():
    text = "\n".join(written(PICTURE.read_text(encoding="utf-8")))
    for name in load(SCENARIO).strategies:
        assert name in text
    assert "30 replications" in text
    assert PICTURE.stat().st_size < 150_000


def test_the_page_says_which_lines_make_it():
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/pictures.md").read_text(), flags=re.DOTALL)
    assert f'"{PICTURE.relative_to(ROOT)}"' in example
    assert f'"{SCENARIO.relative_to(ROOT)}"' in example


@pytest.mark.long
def test_it_says_what_a_run_finds():
    run = compare(load(SCENARIO))
    assert written(pictures.svg_text(pictures.differences(run))) == written(PICTURE.read_text(encoding="utf-8"))
