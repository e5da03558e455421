"""What is told of wishes that one talk does not settle, and that nothing is told of them elsewhere."""

from dataclasses import replace

import numpy as np
from hotline import study

from simulator.comparing import compare
from simulator.metrics.measure import MEASURES
from simulator.report.tables.lines import SOLVED, labels
from simulator.report.words.notes import notes

STRATEGY = "as_today"


def run_with(**sums):
    """Return a run of one strategy with some measures of everything set, and so with each type's."""
    comparison = compare(study(), [STRATEGY], replications=3).first
    stack = comparison.stacks[STRATEGY]
    numbers = np.array(stack.sums)
    for name, count in sums.items():
        numbers[:, MEASURES.index(name)] = count
    stacks = {STRATEGY: type(stack).of(stack.cells, numbers, stack.waits)}
    return replace(comparison, stacks=stacks)


def told(comparison):
    """Return the lines of wishes, and the notes."""
    return [name for name in labels(comparison) if name in SOLVED], " ".join(notes(comparison))


def test_where_every_talk_settles_a_wish_nothing_is_told_of_it():
    lines, said = told(run_with())
    assert lines == []
    assert "Passed on:" not in said
    assert "Would come again:" not in said


def test_each_line_is_there_where_it_says_something():
    unsolved = ["first_contact_resolution", "solved_share", "contacts_per_solved_case"]
    assert told(run_with(closed_unsolved=3))[0] == unsolved
    assert told(run_with(passed_on=3))[0] == unsolved
    assert told(run_with(cases_repeated=3))[0] == list(SOLVED)[:-1]
    assert told(run_with(stories_repeated=3))[0] == ["stories_repeated"]


def test_notes_say_how_who_is_passed_on_counts_and_of_whom_nobody_knows_how_they_end():
    assert "Passed on: contacts of" in told(run_with(passed_on=3))[1]
    assert "Would come again: the customers of 3.0 cases" in told(run_with(would_come_again=3))[1]
