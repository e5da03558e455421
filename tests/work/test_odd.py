"""What is odd about work is told with the numbers of a description, whatever form arrivals have."""

from pathlib import Path

import pytest
from scenario_texts import RICH, SMALL, changed

from simulator import describe
from simulator.scenario.reader import load_text
from simulator.work.load_against_staff import load_of
from simulator.work.odd import odd

ENDLESS = ("patience: {exponential: {mean: 3m}}", "patience: endless")
ARRIVALS = '{per_hour: {"08:00": 40, "12:00": 95}}'


def warnings(*pairs: tuple[str, str], text: str = SMALL) -> list[str]:
    return [str(one) for one in odd(load_text(changed(text, *pairs)))]


def test_a_sound_scenario_has_no_warnings() -> None:
    assert warnings() == []
    assert warnings(text=RICH) == []


def test_more_work_than_agents_is_told_with_the_numbers_of_the_worst_time() -> None:
    # 95 contacts an hour of 4m30s are 7.125 erlangs; 40 are 3.0, which 2 agents cannot do either, but it is less.
    (warning,) = warnings(ENDLESS, ('"08:00": 4, "12:00": 8', '"08:00": 2, "12:00": 5'))
    assert "9:3  contact_types.orders:" in warning
    assert "at 12:00 there is work for 7.1 agents, but only 5 are on duty" in warning


def test_customers_who_lose_patience_overload_nobody_for_ever() -> None:
    # 7.1 erlangs from 12:00 on, but the day as a whole has agents enough.
    assert warnings(('"12:00": 8', '"12:00": 7')) == []


def test_a_day_with_more_work_than_agents_is_told_with_its_hours() -> None:
    # 4 h of 3.0 erlangs and 6 h of 7.125 are 54.75 agent hours; 4 × 4 + 6 × 5 = 46 are there: 16 % too few.
    (warning,) = warnings(('"12:00": 8', '"12:00": 5'))
    assert warning.startswith("9:3  contact_types.orders: the day brings 54.8 agent hours of work")
    assert "on duty for 46.0: about 16% or more cannot be answered in that time." in warning


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
    assert "at 12:00 there is work for 8.3 agents, with advice, but only 8 are on duty" in warning


def test_contacts_that_arrive_while_nobody_is_there_are_told() -> None:
    (warning,) = warnings(('"08:00": 4,', '"09:30": 4,'))
    assert "contacts arrive while no agent who serves them is on duty, 08:00 to 09:30." in warning


def test_two_spells_without_agents_are_told_together() -> None:
    found = warnings(('"08:00": 4, "12:00": 8', '"08:00": 4, "11:00": 0, "12:00": 8, "17:00": 0, "17:30": 0'))
    assert "11:00 to 12:00 and 17:00 to 18:00" in found[0]


def test_a_warning_of_one_strategy_names_it_and_one_of_all_does_not() -> None:
    text = SMALL + "strategies:\n  as_today: {}\n  fewer: {agent_groups: {front: {agents: {add: -3}}}}\n"
    (warning,) = odd(load_text(changed(text, ENDLESS)))
    assert "(in strategy 'fewer')" in str(warning)
    (warning,) = odd(load_text(changed(text, ENDLESS, ('"12:00": 8', '"12:00": 4'))), ["as_today"])
    assert "strategy" not in str(warning)


def test_a_peak_of_a_line_is_told_when_it_is_too_much():
    line = '{linear: {"08:00": 0, "14:00": 180, "18:00": 0}}'
    text = changed(SMALL, (ARRIVALS, line), ("patience: {exponential: {mean: 3m}}", "patience: endless"))
    (warning,) = odd(load_text(text))
    # From 150 to 180 an hour between 13:00 and 14:00: 172.5 in its second half, 4.5 minutes each.
    assert "at 13:30 there is work for 12.9 agents, but only 8 are on duty" in warning.what
    # So a description says it, of the same half hour.
    gap = max(describe(load_text(text), days=1).gaps, key=lambda one: one.agents - one.staff)
    assert (gap.worst_s, round(gap.agents, 1), gap.staff) == (13.5 * 3600, 12.9, 8)


def test_work_knows_segments_mix_and_truth():
    text = changed(
        SMALL,
        (
            "    wrap_up",
            '    segments: {slow: {share: 50%, talk: 10m}}\n    share: {"08:00": 50%, "12:00": 20%}\n    wrap_up',
        ),
        (f"{{arrivals: {ARRIVALS}}}", "{arrivals: 60/h, truth: {volume: 150%}}"),
        (
            "agent_groups",
            '  rest: {from: shoppers, channel: voice, talk: 1m, patience: 2m, share: {"08:00": 50%, "12:00": 80%}}\n'
            "agent_groups",
        ),
        ("{orders: {}}", "{orders: {}, rest: {}}"),
    )
    scenario = load_text(text).resolve()
    # 45 an hour of 7.5 min (half of them 10 min and 30 s, half 4 min and 30 s), then 18.
    orders = load_of(scenario).types[0]
    assert orders.erlangs[0] == pytest.approx(45 * 7.5 / 60)
    assert orders.erlangs[-1] == pytest.approx(18 * 7.5 / 60)


def test_a_line_that_begins_with_nobody_is_work_all_the_same():
    line = '{linear: {"08:00": 0, "12:00": 120, "18:00": 0}}'
    text = changed(SMALL, (ARRIVALS, line))
    scenario = load_text(text).resolve()
    (orders,) = load_of(scenario).types
    assert sum(orders.offered[:2]) == pytest.approx(15)
    assert sum(orders.offered) == pytest.approx(4 * 60 + 6 * 60)
    nobody = odd(load_text(changed(text, ('{"08:00": 4,', '{"09:00": 4,'))))
    assert any("08:00 to 09:00" in one.what for one in nobody)


# --- what a file alone does not say ---


def counted(tmp_path: Path, numbers: str, drawn: str, *pairs: tuple[str, str]) -> list[str]:
    (tmp_path / "halves.csv").write_text(f"time,count\n{numbers}")
    form = f"{{counts: {{file: halves.csv, interval: 30m, drawn: {drawn}}}}}"
    return [str(one) for one in odd(load_text(changed(SMALL, (ARRIVALS, form), *pairs), tmp_path))]


@pytest.mark.parametrize("drawn", ["exactly", "on_average"])
def test_counted_arrivals_are_work_like_others(tmp_path: Path, drawn: str) -> None:
    # 80 in half an hour of 4.5 minutes each: 12 agents, 4 are there.
    (warning,) = counted(tmp_path, "09:00,80\n12:30,20\n", drawn, ENDLESS)
    assert "at 09:00 there is work for 12.0 agents, but only 4 are on duty" in warning
    # Who loses patience is told of only when the whole day's agents, 64 hours, are too few.
    assert counted(tmp_path, "09:00,80\n12:30,20\n", drawn) == []
    (warning,) = counted(tmp_path, "09:00,80\n12:30,820\n", drawn)
    assert "the day brings 67.5 agent hours of work, but its agents are on duty for 64.0" in warning


def test_recorded_arrivals_are_counted(tmp_path: Path) -> None:
    recorded = (ARRIVALS, "{recorded: {file: day.csv}}")
    # From 10:00 to 10:30 so many that they keep 6 agents busy, and 4 are there.
    (tmp_path / "day.csv").write_text("time\n" + "".join(f"{36000 + 45 * number}\n" for number in range(40)))
    (warning,) = odd(load_text(changed(SMALL, recorded, ENDLESS), tmp_path))
    assert "at 10:00 there is work for 6.0 agents, but only 4 are on duty" in warning.what
    assert odd(load_text(changed(SMALL, recorded), tmp_path)) == ()
    (nobody,) = odd(load_text(changed(SMALL, recorded, ('"08:00": 4,', '"10:30": 4,')), tmp_path))
    assert "contacts arrive while no agent who serves them is on duty, 10:00 to 10:30." in nobody.what


def test_a_file_that_cannot_be_used_brings_no_warning_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "day.csv").write_text("hour\n10\n")
    assert odd(load_text(changed(SMALL, (ARRIVALS, "{recorded: {file: day.csv}}"), ENDLESS), tmp_path)) == ()


def test_groups_that_take_longer_have_more_work() -> None:
    # 7.1 erlangs at the usual pace for 8 agents; half as long again they are 10.7.
    (warning,) = warnings(ENDLESS, ("{orders: {}}", "{orders: {handle_time: 1.5}}"))
    assert "at 12:00 there is work for 10.7 agents, but only 8 are on duty" in warning


def test_types_with_agents_in_common_are_told_together_even_when_each_alone_is_too_much() -> None:
    # Told one by one, the same 8 agents would have been counted twice.
    second = """\
  advice: {from: shoppers, share: 50%, channel: voice, talk: 20m, patience: endless}
agent_groups:
"""
    (warning,) = warnings(
        ENDLESS,
        ("talk: {lognormal: {mean: 4m, sd: 3m}}", "talk: 12m"),
        ("wrap_up: 30s", "wrap_up: 30s\n    share: 50%"),
        ("agent_groups:\n", second),
        ("{orders: {}}", "{orders: {}, advice: {}}"),
    )
    # 47.5 an hour of 12.5 and of 20 minutes: 9.9 and 15.8.
    assert "at 12:00 there is work for 25.7 agents, with advice, but only 8 are on duty" in warning


def test_whatever_is_warned_of_is_a_gap_of_the_description_with_the_same_numbers() -> None:
    # An hour with 6 agents on average for 4.5 erlangs begins with half an hour of 2.
    text = changed(
        SMALL, ENDLESS, ('to: "18:00"', 'to: "10:00", interval: 1h'), (ARRIVALS, "60/h"),
        ('{"08:00": 4, "12:00": 8}', '{"08:00": 2, "08:30": 10}'),
    )  # fmt: skip
    study = load_text(text)
    (warning,) = odd(study)
    assert "at 08:00 there is work for 4.5 agents, but only 2 are on duty" in warning.what
    (gap,) = describe(study, days=1).gaps
    assert (gap.from_s, gap.to_s, gap.agents, gap.staff) == pytest.approx((8 * 3600, 8.5 * 3600, 4.5, 2))
    # Who loses patience is told of by whole intervals, here as there.
    patient = load_text(text.replace("patience: endless", "patience: {exponential: {mean: 3m}}"))
    assert (odd(patient), describe(patient, days=1).gaps) == ((), ())


def test_a_type_whose_source_brings_nobody_is_told_unless_others_come_to_it() -> None:
    second = """\
  advice:
    from: firms
    channel: voice
    talk: 4m
    patience: 3m
"""
    firms = ("contact_types:\n", "  firms: {arrivals: 5/h}\ncontact_types:\n")
    both = ("agent_groups:\n", f"{second}agent_groups:\n"), ("{orders: {}}", "{orders: {}, advice: {}}"), firms
    nobody = ("5/h", "{per_day: 0}")
    assert warnings(*both) == []
    (warning,) = warnings(*both, nobody)
    assert "contact_types.advice: no contacts of this type arrive: its source firms brings none." in warning
    passed_on = "transfers: {t: {of: orders, share: 2%, pass: {type: advice}}}\n"
    assert warnings(*both, nobody, ("agent_groups:\n", f"{passed_on}agent_groups:\n")) == []
    # A group of its own without work says it already.
    alone = (both[0], firms, nobody, ("agent_groups:\n", "agent_groups:\n  back: {agents: 1, serves: {advice: {}}}\n"))
    (warning,) = warnings(*alone)
    assert "agent_groups.back: the group has agents but no work: no contacts arrive for advice." in warning


def test_arrivals_times_nothing_say_that_nobody_comes() -> None:
    found = odd(load_text(RICH, settings=["sources.firms.arrivals={times: 0}"]))
    assert [(one.kind, one.where) for one in found] == [("no_contacts", "contact_types.accounts")]
