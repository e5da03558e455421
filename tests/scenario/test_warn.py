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


def test_warnings_are_only_of_the_strategies_that_are_asked_for() -> None:
    text = SMALL + "strategies:\n  as_today: {}\n  fewer: {agent_groups: {front: {agents: {add: -3}}}}\n"
    assert load_text(changed(text, ENDLESS)).warnings(["as_today"]) == ()
    assert load_text(changed(text, ENDLESS)).warnings([]) == ()


def test_channels_that_fill_hands_to_one_number_or_to_no_number_starve_nobody() -> None:
    text = (Path(__file__).parent / "odd" / "chats_behind_messages.yaml").read_text("utf-8")
    alike = text.replace("slots: 5", "slots: 3").replace("slots: 4", "slots: 3")
    beside_calls = text.replace("{slots: 5}", "{}").replace("{slots: 4}", "{}")
    # Different teams have different hands.
    apart = text.replace("      chats: {priority: 1}\n", "").replace("      mails: {priority: 2}\n", "")
    apart += "  mail_team: {agents: 2, serves: {mails: {}}}\n"
    for fine in (alike, beside_calls, apart):
        assert not [one for one in load_text(fine).warnings() if "in hand" in str(one)]
