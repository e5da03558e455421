"""What is named exists, what exists is used, and it adds up."""

import pytest
from scenario_texts import RICH, SMALL, changed

from simulator.errors import ScenarioError
from simulator.scenario.reader import load_text


def problems(*pairs: tuple[str, str], text: str = SMALL) -> list[str]:
    with pytest.raises(ScenarioError) as refused:
        load_text(changed(text, *pairs))
    return [str(problem) for problem in refused.value.problems]


def test_a_misspelt_name_is_one_problem_and_not_also_an_unused_thing() -> None:
    assert len(problems(("from: shoppers\n    channel", "from: shoper\n    channel"))) == 1
    assert len(problems(("channel: voice", "channel: voise"))) == 1
    assert len(problems(("{orders: {}}", "{order: {}}"))) == 1


def test_references_are_checked_although_something_else_is_wrong() -> None:
    found = problems(("lines: 60", "lines: x"), ("channel: voice", "channel: voise"))
    assert [one.split()[0] for one in found] == ["5:18", "11:14"]


def test_a_section_that_is_missing_is_not_also_missed_name_by_name() -> None:
    found = problems(("channels:\n  voice: {lines: 60}\n", ""))
    assert len(found) == 1
    assert "'channels' is missing" in found[0]


def test_shares_of_a_third_each_written_with_enough_digits_add_up() -> None:
    third = RICH.replace("share: 60%", "share: 33.3333333333%").replace("share: 40%", "share: 66.6666666667%")
    load_text(third)
    (problem,) = problems(("share: 60%", "share: 33%"), ("share: 40%", "share: 66%"), text=RICH)
    assert "add up to 99%, not to 100% (orders 33%, advice 66%)" in problem


def test_a_share_that_a_strategy_changed_is_the_place() -> None:
    text = RICH.replace("  as_today: {}", "  as_today: {}\n  split: {contact_types: {orders: {share: 50%}}}")
    (problem,) = problems(text=text)
    assert problem.startswith("47:43  sources.shoppers (from strategy 'split')")


def test_a_type_of_which_nobody_comes_needs_nobody_on_duty() -> None:
    load_text(changed(SMALL, ('{"08:00": 40, "12:00": 95}', '{"08:00": 0}'), ('{"08:00": 4, "12:00": 8}', "0")))
    assert "ever on duty" in problems(('{"08:00": 4, "12:00": 8}', "0"))[0]


def test_agents_who_are_there_only_before_opening_are_never_on_duty() -> None:
    assert "ever on duty" in problems(('{"08:00": 4, "12:00": 8}', '{"06:00": 4, "07:00": 0}'))[0]


def test_things_of_different_kinds_may_have_the_same_name() -> None:
    load_text(changed(SMALL, ("voice", "orders"), ("shoppers", "orders"), ("front", "orders")))


@pytest.mark.parametrize("name", ["1st", "front desk", "a.b", "½x", "-x", "times", "add", "_x"])
def test_a_name_that_checks_could_not_spell_is_refused(name: str) -> None:
    assert len(problems(("  front:", f'  "{name}":'))) == 1


@pytest.mark.parametrize("name", ["a", "A-1", "night_shift", "no", "off"])
def test_other_names_are_free(name: str) -> None:
    load_text(changed(SMALL, ("  front:", f"  {name}:")))
