"""A winner that pays for its gain in another channel: the sentence says so, and only where that is told."""

from pathlib import Path

from simulator.comparing import compare
from simulator.report.words.notes import notes
from simulator.report.words.sentence import sentence
from simulator.scenario.reader import load

ROOT = Path(__file__).parent.parent.parent
SCREENS = ROOT / "tests/report/first_screens"


def test_what_the_best_makes_worse_is_said_with_its_size():
    one = compare(load(ROOT / "scenarios/first_steps.yaml"), ["experts_help"], replications=30, jobs=1).first
    said = sentence(one)
    points = 100 * abs(one.delta("experts_help", "served_in_time", "type:advice").difference)
    assert f"; but the share of advice served in time falls by {points:.1f} points." in said


def test_nothing_is_said_where_no_part_is_told_to_be_worse():
    one = compare(load(ROOT / "scenarios/first_steps.yaml"), ["one_more_in_front"], replications=10, jobs=1).first
    assert "; but " not in sentence(one)


def test_who_leaves_is_said_where_as_many_are_served_in_time():
    one = compare(load(SCREENS / "starved.yaml"), replications=20, jobs=1).first
    points = 100 * abs(one.delta("own_agents", "abandonment_rate", "type:calls").difference)
    assert f"the abandonment rate of calls rises by {points:.1f} points" in sentence(one)


def test_who_has_other_customers_is_not_said_to_have_faced_the_same():
    one = compare(load(SCREENS / "bot.yaml"), replications=10, jobs=1).first
    (said,) = (note for note in notes(one) if "faced the same customers" in note)
    assert said.startswith("as_today and one_more faced")
