"""The closing sentence says the answer, and says so when there is none."""

import pytest
from hotline import by_hand, with_money

from simulator.metrics.measure import MEASURES
from simulator.report.words.sentence import sentence

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]


def shifted(by: float, wobble: float = 1.0) -> list[float]:
    """Return the days with ``by`` more served, give or take ``wobble``."""
    return [day + by + (wobble if number % 2 else -wobble) for number, day in enumerate(DAYS)]


def test_a_better_strategy_is_named_with_size_sureness_and_cost():
    said = sentence(by_hand({"today": DAYS, "more": shifted(30)}, {"today": 40.0, "more": 48.0}))
    assert said == (
        "more is better than today: it serves 83.7 % of all contacts in time, 3.0 points more than today "
        "(95 % confidence: 2.9 to 3.1), for 8.0 more agent hours a day."
    )


def test_the_best_of_several_is_best():
    said = sentence(by_hand({"today": DAYS, "more": shifted(30), "most": shifted(60), "less": shifted(-30)}))
    assert said.startswith("most is best: it serves 86.7 %")
    assert "6.0 points more than today" in said
    assert "with the same agent hours" in said


def test_what_can_be_had_without_more_hours_is_told_too():
    hours = {"today": 40.0, "more": 48.0, "moved": 40.0}
    said = sentence(by_hand({"today": DAYS, "more": shifted(60), "moved": shifted(20)}, hours))
    assert said.endswith("; without more agent hours moved gains 2.0 points.")


def test_two_good_ones_that_cannot_be_told_apart_are_both_named():
    said = sentence(by_hand({"today": DAYS, "early": shifted(30, 2), "late": shifted(30.5, -2)}))
    assert said.startswith("late is better than today")
    assert said.endswith("; the difference to early is undecided.")


def test_two_that_do_exactly_the_same_are_told_to():
    said = sentence(by_hand({"today": DAYS, "early": shifted(30), "copy": shifted(30)}))
    assert said.startswith("early is best: it serves")
    assert said.endswith("; copy does exactly as well.")


def test_when_nothing_is_better_the_baseline_is_best():
    said = sentence(by_hand({"today": DAYS, "less": shifted(-30), "least": shifted(-90)}, {"less": 32.0}))
    assert said == (
        "today is best: it serves 80.7 % of all contacts in time; the nearest, less, serves 3.0 points fewer "
        "(95 % confidence: 2.9 to 3.1), with 8.0 fewer agent hours a day."
    )


def test_a_single_worse_strategy_is_not_called_the_nearest():
    said = sentence(by_hand({"today": DAYS, "less": shifted(-30)}))
    assert said.startswith(
        "today is better than less: it serves 80.7 % of all contacts in time; less serves 3.0 points"
    )


def test_what_cannot_be_told_is_said_with_how_many_replications_would():
    said = sentence(by_hand({"today": DAYS, "other": shifted(1, 5)}))
    assert said == (
        "It is undecided whether other serves more or fewer contacts in time than today "
        "(+0.1 ± 0.6 points after 6 replications), with the same agent hours; "
        "about 400 replications should settle it."
    )


def test_unclear_worse_and_same_are_all_told():
    days = {"today": DAYS, "a": shifted(1, 5), "b": shifted(0.5, 5), "bad": shifted(-50), "copy": DAYS}
    said = sentence(by_hand(days))
    assert "whether a or b serves more or fewer" in said
    assert "the highest, a, is at +0.1" in said
    assert said.endswith("; copy is exactly as good; bad is worse.")


def test_the_same_is_called_the_same():
    said = sentence(by_hand({"today": DAYS, "copy": DAYS}, {"copy": 41.5}))
    assert said == (
        "copy does exactly as well as today in every replication: it serves 80.7 % of all contacts in time, "
        "for 1.5 more agent hours a day."
    )


def test_one_strategy_alone_is_described():
    said = sentence(by_hand({"today": DAYS}))
    assert said == "today serves 80.7 % ± 1.4 of all contacts in time, with 40.0 agent hours a day."


def test_one_replication_is_no_proof():
    said = sentence(by_hand({"today": [800.0], "more": [900.0]}))
    assert said.startswith(
        "One replication cannot separate the strategies: more served most contacts in time in this replication (90.0"
    )
    assert "gives no confidence interval" in sentence(by_hand({"today": [800.0]}))


def test_nobody_came():
    nobody = by_hand({"today": DAYS, "more": DAYS})
    for stack in nobody.stacks.values():
        stack.sums[:] = 0.0
    assert sentence(nobody) == "No contacts arrived in any replication, so there is nothing to report."


def test_other_customers_do_not_make_a_strategy_best_and_nobody_is_best_over_it():
    days = {"today": DAYS, "earned": shifted(30), "fewer_came": shifted(90)}
    said = sentence(by_hand(days, customers_differ=("fewer_came",)))
    assert said.startswith("earned is better than today: it serves 83.7 %")
    assert " best" not in said
    assert said.endswith(
        "fewer_came has other customers, about as many (1,000 contacts a day), so it is not ranked with the rest; it "
        "serves 89.7 % of its own in time."
    )


def test_how_many_fewer_came_is_said_with_numbers():
    days = {"today": DAYS, "fewer": shifted(-300)}
    one = by_hand(days, customers_differ=("fewer",))
    for measure in ("arrived", "cases_decided"):
        one.stacks["fewer"].sums[:, MEASURES.index(measure), 0] = 600.0
    assert sentence(one).endswith(
        "fewer has 40 % fewer contacts (600 instead of 1,000 a day), so it is not ranked with the rest; it serves "
        "84.4 % of them in time."
    )


def test_where_all_others_have_other_customers_nobody_is_best():
    said = sentence(by_hand({"today": DAYS, "fewer_came": shifted(90)}, customers_differ=("fewer_came",)))
    assert said.startswith(
        "No strategy can be called best: fewer_came has other customers than today. today serves 80.7 %"
    )
    both = {"today": DAYS, "a": shifted(90), "b": shifted(-90)}
    assert sentence(by_hand(both, customers_differ=("a", "b"))).startswith(
        "No strategy can be called best: all others have other customers than today."
    )


def test_a_name_with_spaces_stands_in_quotes():
    assert sentence(by_hand({"as today": DAYS})).startswith("'as today' serves")


@pytest.mark.parametrize("gap", [0.2, 5])
def test_the_interval_in_the_sentence_never_contains_zero_when_it_tells(gap):
    said = sentence(by_hand({"today": DAYS, "more": shifted(gap * 10, gap)}))
    assert "better" in said
    assert "confidence: 0.0 to" not in said


def test_a_difference_nobody_would_mind_is_called_that():
    said = sentence(by_hand({"today": DAYS, "tiny": shifted(0.5, 0.2)}, {"tiny": 44.0}))
    assert said.startswith("tiny is better than today, but by too little to matter: it serves")
    assert "0.05 points more than today" in said


def test_what_cannot_differ_by_more_than_anybody_minds_is_as_good_and_its_hours_are_told():
    said = sentence(by_hand({"today": DAYS, "lean": shifted(0.01, 0.3)}, {"lean": 36.0}))
    assert said == (
        "lean serves 80.7 % of all contacts in time, level with today within 0.04 points, "
        "with 4.0 fewer agent hours a day."
    )


def test_of_two_that_cannot_be_told_apart_the_hours_between_them_are_told():
    hours = {"today": 40.0, "early": 36.0, "late": 50.0}
    said = sentence(by_hand({"today": DAYS, "early": shifted(30, 2), "late": shifted(30.5, -2)}, hours))
    assert said.startswith("late is better than today")
    assert said.endswith("; the difference to early (14.0 fewer agent hours a day) is undecided.")


def test_money_is_said_where_it_is_known():
    days = by_hand({"today": DAYS, "more": shifted(30)}, {"more": 48.0})
    assert sentence(with_money(days, {"today": 560.0, "more": 700.0})).endswith(
        "for 8.0 more agent hours a day (140 EUR more)."
    )


def test_the_best_of_many_must_beat_the_others_in_intervals_that_hold_together():
    # Of three strategies late is told to be best; of forty-three that is too easily chance.
    few = {"today": DAYS, "early": shifted(30), "late": [day + 31.5 + 1.5 * (n % 3) for n, day in enumerate(DAYS)]}
    assert sentence(by_hand(few)).startswith("late is best")
    many = few | {f"bad_{number}": shifted(-30 - number) for number in range(40)}
    assert "the difference to early is undecided" in sentence(by_hand(many))
