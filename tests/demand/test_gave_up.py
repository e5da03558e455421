"""A word for giving up does not say by itself that somebody did."""

import pytest

from simulator.demand.gave_up import GaveUp, gave_up

CELLS = {
    GaveUp.YES: (
        "abandoned", "Abandoned", "ABAND", "hung up", "caller hung up", "gave up", "reneged", "left queue", "lost",
        "abandoned: yes", "not answered, abandoned", "not answered abandoned", "left without being served",
    ),
    GaveUp.NO: (
        "answered", "agent", "", "not abandoned", "NOT_ABANDONED", "non-abandoned", "never abandoned", "unabandoned",
        "answered (not abandoned)", "has not been abandoned", "did not hang up", "didn't hang up", "not lost",
        "no abandon", "abandoned: no", "abandoned=false", "nicht abandoned",
    ),
    GaveUp.UNCERTAIN: ("left a message", "left voicemail", "abandoned after answer", "lost in transfer"),
}  # fmt: skip
FLAGS = {
    GaveUp.YES: ("1", "Y", "yes", "TRUE", "True", "abandoned"),
    GaveUp.NO: ("0", "N", "no", "false", "", "not abandoned", "answered", "served"),
    GaveUp.UNCERTAIN: ("maybe", "2", "17:30"),
}


@pytest.mark.parametrize(("meaning", "cell"), [(meaning, cell) for meaning in CELLS for cell in CELLS[meaning]])
def test_what_an_outcome_says_of_giving_up(meaning, cell):
    assert gave_up("outcome", cell) is meaning


@pytest.mark.parametrize(("meaning", "cell"), [(meaning, cell) for meaning in FLAGS for cell in FLAGS[meaning]])
def test_what_stands_under_a_heading_of_giving_up(meaning, cell):
    assert gave_up("abandoned", cell) is meaning


def test_a_heading_may_say_the_opposite():
    assert gave_up("not_abandoned", "1") is GaveUp.NO
    assert gave_up("not_abandoned", "0") is GaveUp.YES
