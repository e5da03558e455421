"""The sentence over futures says who is best where, whether one is best everywhere, and what choosing one may lose."""

from dataclasses import replace

from hotline import by_hand, with_money
from places import at_points, in_futures, shifted
from printing import printed

from simulator.compared import Compared
from simulator.report.tables.overview import compared_blocks
from simulator.report.words.answer import answer
from simulator.scenario.nouns import Intervention

TODAY, MORE, MOST = shifted(0), shifted(30, 1), shifted(60, 1)


def test_one_that_is_best_everywhere_is_the_answer():
    served = {"today": TODAY, "more": MORE, "less": shifted(-20)}
    said = answer(in_futures({None: served, "busy": served | {"more": MOST}, "calm": served}, {"more": 48.0}))
    assert said == (
        "more is best in all 3 futures: it serves 83.7 % to 86.7 % of all contacts in time, 3.0 to 6.0 points more "
        "than today, for 8.0 more agent hours a day; choosing it loses nothing in any of them."
    )


def test_of_two_one_is_better_in_both():
    said = answer(in_futures({None: {"today": TODAY, "more": MORE}, "busy": {"today": TODAY, "more": MOST}}))
    assert said.startswith("more is better than today in both futures: it serves 83.7 % to 86.7 %")
    assert said.endswith("choosing it loses nothing in either of them.")


def test_the_baseline_may_be_best_everywhere():
    served = {"today": MOST, "more": MORE, "less": TODAY}
    said = answer(in_futures({None: served, "busy": served}))
    assert said == (
        "today is best in both futures: it serves 86.7 % of all contacts in time, at least 3.0 points more than any "
        "other."
    )


def test_a_best_one_that_somewhere_is_only_level_is_not_called_better_there():
    said = answer(in_futures({None: {"today": TODAY, "more": MORE}, "calm": {"today": TODAY, "more": TODAY}}))
    assert said.startswith("more is best or level in both futures")


def test_different_bests_are_named_with_the_choice_that_risks_least():
    said = answer(
        in_futures(
            {
                None: {"today": TODAY, "more": MORE, "other": shifted(-20)},
                "busy": {"today": TODAY, "more": shifted(10, 1), "other": MOST},
                "calm": {"today": TODAY, "more": MORE, "other": TODAY},
            },
            {"more": 38.5},
        )
    )
    assert said.startswith(
        "No strategy is best in all 3 futures: more is best as stated and in calm; other is best in busy. "
        "Choosing more everywhere risks least: at worst it loses 5.0"
    )
    assert said.endswith("points (served in time) against other (in busy), with 1.5 fewer agent hours a day.")


def test_a_future_that_cannot_be_told_is_not_claimed():
    said = answer(in_futures({None: {"today": TODAY, "more": MORE}, "busy": {"today": TODAY, "more": shifted(1, 20)}}))
    assert said == (
        "more is best as stated; in busy the difference between today and more is undecided. "
        "more is ahead or level in both futures so far: choosing it loses nothing measurable "
        "(at most 2.2 points), with the same agent hours."
    )


def test_when_nothing_can_be_told_it_says_so_and_how_many_replications_would():
    said = answer(
        in_futures({None: {"today": TODAY, "more": shifted(1, 5)}, "busy": {"today": TODAY, "more": shifted(-2, 20)}})
    )
    assert said.startswith("Which strategy serves most contacts in time is undecided in both futures.")
    assert "Choosing today everywhere risks least: at worst it loses 0.1 ± 0.6 points" in said
    assert said.endswith(" replications should settle it.")


def test_without_a_candidate_nobody_is_best_everywhere_even_where_little_can_be_told():
    said = answer(
        in_futures(
            {
                None: {"a": MOST, "b": shifted(60, 20), "c": TODAY},
                "busy": {"a": TODAY, "b": TODAY, "c": MOST},
            }
        )
    )
    assert said.startswith(
        "No strategy is best in both futures: c is best in busy; as stated the difference between a and b is undecided"
    )


def test_equal_ones_are_told_to_be_equal():
    same = {"today": TODAY, "copy": TODAY}
    assert (
        answer(in_futures({None: same, "busy": same}))
        == "today and copy do exactly as well as each other in both futures."
    )
    served = {"today": TODAY, "more": MORE, "copy": MORE}
    assert answer(in_futures({None: served, "busy": served})).endswith("; copy does exactly as well.")


def test_many_futures_are_counted_and_not_listed():
    served = {"today": TODAY, "more": MORE}
    other = {"today": MORE, "more": TODAY}
    said = answer(in_futures({None: other, **{f"f{number}": served for number in range(6)}}))
    assert "more is best in 6 of 7 futures" in said


def test_one_strategy_says_how_good_and_how_bad_it_gets():
    said = answer(in_futures({None: {"today": MORE}, "busy": {"today": TODAY}, "calm": {"today": MOST}}))
    assert said == "today serves 80.7 % (in busy) to 86.7 % (in calm) of all contacts in time."


def test_one_replication_tells_no_strategies_apart():
    said = answer(in_futures({None: {"a": [800.0], "b": [900.0]}, "busy": {"a": [700.0], "b": [750.0]}}))
    assert said == (
        "One replication cannot separate the strategies: b served most contacts in time as stated and in busy, which "
        "may be "
        "chance."
    )


def test_strategies_with_other_customers_do_not_lead():
    served = {"today": TODAY, "earned": MORE, "fewer_came": MOST}
    said = answer(in_futures({None: served, "busy": served}, customers_differ=("fewer_came",)))
    assert said.startswith("earned is better than today in both futures")


def test_nobody_came():
    nobody = in_futures({None: {"a": TODAY, "b": TODAY}, "busy": {"a": TODAY, "b": TODAY}})
    for one in nobody:
        for stack in one.stacks.values():
            stack.sums[:] = 0.0
    assert answer(nobody) == "No contacts arrived in any replication, so there is nothing to report."


def test_neighbouring_points_are_told_as_a_stretch():
    few, many = {"a": MORE, "b": TODAY}, {"a": TODAY, "b": MORE}
    said = answer(at_points({"20": few, "22": few, "24": many, "26": many, "28": many}))
    assert "a is best at agents = 20 and 22; b is best from agents = 24 on" in said


def reacting(hours: dict[str | None, float], money: dict[str | None, float] | None = None) -> Compared:
    """Return futures in which another number of agent hours is worked, because people are called in."""
    called = Intervention.model_validate({"when": {"waiting": 5}, "call_in": {"number": 2, "to": "front"}})
    ones = []
    for future, more in hours.items():
        one = replace(by_hand({"today": TODAY, "more": MORE}, {"more": more}), future=future)
        if money:
            one = with_money(one, {"today": 800.0, "more": money[future]})
        scenario = one.scenarios["more"]
        one.scenarios["more"] = scenario.model_copy(update={"interventions": {"xs": called}})
        ones.append(one)
    return Compared(tuple(ones))


def test_who_is_called_in_costs_something_else_in_each_future():
    assert ", for 2.5 to 8.0 more agent hours a day; " in answer(reacting({None: 42.5, "busy": 48.0}))
    assert ", with 2.5 to 8.0 fewer agent hours a day; " in answer(reacting({None: 37.5, "busy": 32.0}))
    assert ", with 2.5 fewer to 8.0 more agent hours a day; " in answer(reacting({None: 37.5, "busy": 48.0}))
    assert ", for 8.0 more agent hours a day; " in answer(reacting({None: 48.0, "busy": 48.0}))


def test_the_money_is_that_of_each_future_too():
    said = answer(reacting({None: 42.5, "busy": 48.0}, {None: 850.0, "busy": 960.0}))
    assert ", for 2.5 to 8.0 more agent hours a day (50 to 160 EUR more); " in said


def test_the_table_of_futures_goes_from_the_least_to_the_most_where_people_are_called_in():
    shown = printed(compared_blocks(reacting({None: 48.0, "busy": 42.5})))
    assert "from the least to the most of any future" in shown
    assert "42.5–48.0" in shown
    decided = printed(
        compared_blocks(in_futures({None: {"today": TODAY, "more": MORE}, "busy": {"today": TODAY, "more": MORE}}))
    )
    assert "agent hours a day" in decided
    assert "from the least" not in decided
