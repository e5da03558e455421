"""Warnings name what is allowed but probably not meant, with the numbers."""

from pathlib import Path

import pytest
from scenario_texts import RICH, SMALL, changed

from simulator.scenario.reader import load_text

ENDLESS = ("patience: {exponential: {mean: 3m}}", "patience: endless")


def warnings(*pairs: tuple[str, str], text: str = SMALL) -> list[str]:
    return [str(one) for one in load_text(changed(text, *pairs)).warnings()]


def test_a_sound_scenario_has_no_warnings() -> None:
    assert warnings() == []
    assert warnings(text=RICH) == []


def test_more_work_than_agents_is_told_with_the_numbers_of_the_worst_time() -> None:
    # 95 contacts an hour of 4m30s are 7.125 erlangs; 40 are 3.0, which 2 agents cannot do either, but it is less.
    (warning,) = warnings(ENDLESS, ('"08:00": 4, "12:00": 8', '"08:00": 2, "12:00": 5'))
    assert "9:3  contact_types.orders:" in warning
    assert "at 12:00 there is work for 7.1 agents, but only 5 serve it" in warning


def test_customers_who_lose_patience_overload_nobody_for_ever() -> None:
    # 7.1 erlangs from 12:00 on, but the day as a whole has agents enough.
    assert warnings(('"12:00": 8', '"12:00": 7')) == []


def test_a_day_with_more_work_than_agents_is_told_with_its_hours() -> None:
    # 4 h of 3.0 erlangs and 6 h of 7.125 are 54.75 agent hours; 4 × 4 + 6 × 5 = 46 are there: 16 % too few.
    (warning,) = warnings(('"12:00": 8', '"12:00": 5'))
    assert warning.startswith("9:3  contact_types.orders: the day brings 54.8 agent hours of work")
    assert "on duty for 46.0: about 16% or more cannot be answered while they are on duty." in warning


def test_work_in_slots_counts_as_what_an_agent_gets_done_with_all_of_them() -> None:
    # Three in hand at 0.7 are 2.1 contacts in the time of one: 54.75 hours of work take 26.1 agent hours.
    slots = ("voice: {lines: 60}", "voice: {slots: 3, speed: [1, 0.85, 0.7]}")
    assert warnings(slots, ('"08:00": 4, "12:00": 8', '"08:00": 2, "12:00": 4')) == []
    (warning,) = warnings(slots, ('"08:00": 4, "12:00": 8', '"08:00": 2, "12:00": 2'))
    assert "the day brings 26.1 agent hours of work" in warning


def test_enough_agents_for_endless_patience_are_no_reason_to_warn() -> None:
    assert warnings(ENDLESS) == []


def test_types_that_share_agents_are_added_up() -> None:
    second = """\
  advice:
    from: shoppers
    share: 50%
    channel: voice
    talk: 6m
    patience: endless
agent_groups:
"""
    # Orders 47.5 × 4.5 min = 3.6 erlangs, advice 47.5 × 6 min = 4.8: each alone is less than 8, together 8.3.
    found = warnings(
        ENDLESS,
        ("wrap_up: 30s", "wrap_up: 30s\n    share: 50%"),
        ("agent_groups:\n", second),
        ("{orders: {}}", "{orders: {}, advice: {}}"),
    )
    (warning,) = found
    assert "at 12:00 there is work for 8.3 agents, with advice, but only 8 serve it" in warning


def test_contacts_that_arrive_while_nobody_is_there_are_told() -> None:
    (warning,) = warnings(('"08:00": 4,', '"09:30": 4,'))
    assert "contacts arrive while no agent who serves them is on duty, 08:00 to 09:30." in warning


def test_two_spells_without_agents_are_told_together() -> None:
    found = warnings(('"08:00": 4, "12:00": 8', '"08:00": 4, "11:00": 0, "12:00": 8, "17:00": 0, "17:30": 0'))
    assert "11:00 to 12:00 and 17:00 to 18:00" in found[0]


def test_who_waits_endlessly_needs_somebody_at_closing() -> None:
    found = warnings(ENDLESS, ('"12:00": 8}', '"12:00": 8, "17:00": 0}'))
    assert any("at closing, 18:00, no agent" in one for one in found)
    found = warnings(ENDLESS, ('"12:00": 8}', '"12:00": 8, "17:00": 0}'), ('"18:00"', '"18:00", at_close: clear'))
    assert not any("at closing" in one for one in found)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            '"12:00": 8}',
            '"12:00": 8, "18:00": 2}',
            "17:38",
            "the step at 18:00 changes nothing: the center closes at 18:00.",
        ),
        (
            '"08:00": 4,',
            '"6:00": 2, "07:00": 4,',
            "17:14",
            "the step at 06:00 changes nothing: the center opens at 08:00.",
        ),
        ('"12:00": 95}', '"12:00": 95, "20:00": 5}', "7:62", "the step at 20:00 changes nothing"),
    ],
)
def test_a_step_outside_the_day_is_told_at_its_place(old: str, new: str, place: str, words: str) -> None:
    (warning,) = warnings((old, new))
    assert warning.startswith(f"{place}  ")
    assert words in warning


def test_a_step_that_holds_at_opening_is_not_outside() -> None:
    assert warnings(('"08:00": 4,', '"06:00": 4,')) == []


def test_a_warning_of_one_strategy_names_it_and_one_of_all_does_not() -> None:
    text = SMALL + "strategies:\n  as_today: {}\n  fewer: {agent_groups: {front: {agents: {add: -3}}}}\n"
    (warning,) = load_text(changed(text, ENDLESS)).warnings()
    assert "(in strategy 'fewer')" in str(warning)
    (warning,) = load_text(changed(text, ENDLESS, ('"12:00": 8', '"12:00": 4'))).warnings(["as_today"])
    assert "strategy" not in str(warning)


def test_warnings_are_only_of_the_strategies_that_are_asked_for() -> None:
    text = SMALL + "strategies:\n  as_today: {}\n  fewer: {agent_groups: {front: {agents: {add: -3}}}}\n"
    assert load_text(changed(text, ENDLESS)).warnings(["as_today"]) == ()
    assert load_text(changed(text, ENDLESS)).warnings([]) == ()


def test_recorded_arrivals_are_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "day.csv").write_text("time\n36000\n")
    recorded = ('{per_hour: {"08:00": 40, "12:00": 95}}', "{recorded: {file: day.csv}}")
    assert load_text(changed(SMALL, recorded, ENDLESS), tmp_path).warnings() == ()


def test_channels_that_fill_hands_to_one_number_or_to_no_number_starve_nobody() -> None:
    text = (Path(__file__).parent / "odd" / "chats_behind_messages.yaml").read_text("utf-8")
    alike = text.replace("slots: 5", "slots: 3").replace("slots: 4", "slots: 3")
    beside_calls = text.replace("{slots: 5}", "{}").replace("{slots: 4}", "{}")
    # Different teams have different hands.
    apart = text.replace("      chats: {priority: 1}\n", "").replace("      mails: {priority: 2}\n", "")
    apart += "  mail_team: {agents: 2, serves: {mails: {}}}\n"
    for fine in (alike, beside_calls, apart):
        assert not [one for one in load_text(fine).warnings() if "in hand" in str(one)]
