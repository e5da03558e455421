"""What people did against their plan, worked out with a pencil. Seconds count from 08:00; the shift ends at 14400."""

import pytest
from building import OPENS_S, center, day

from simulator.catalogue import METRICS
from simulator.engine.simulate import simulate
from simulator.metrics.measure import MEASURES, measure

ALL_DAY = {"agents": 1, "from": "08:00", "to": "12:00"}
CALLS = {"serves": {"calls": {}}}
PAUSE = {"for": "10m", "at": "09:00"}


def hotline(breaks=None, *, shift=ALL_DAY, **group):
    team = {"shifts": {"day": shift}, "breaks": breaks or {}, **CALLS, **group}
    return center(types={"calls": {}}, groups={"front": team}, to="12:00", interval="2h")


def found(scenario, *contacts, cell=0):
    """Return what metrics are; one that divides by nothing is None."""
    sums = measure(simulate(scenario, day(*(contacts or ((14000, 10),))))).sums[:, cell]

    def value(name):
        top, bottom = (
            sum(sums[MEASURES.index(one)] for one in part)
            for part in (METRICS[name].numerator, METRICS[name].denominator)
        )
        return top / bottom if bottom else None

    return value


def test_who_is_as_planned_adheres_and_conforms():
    value = found(hotline({"pause": PAUSE}))
    names = ("adherence", "adherence_with_absence", "conformance", "conformance_of_shifts")
    assert [value(name) for name in names] == [1, 1, 1, 1]


def test_a_fixed_break_that_begins_late_counts_twice():
    # Due at 3600, talking until 3800: 3600 to 3800 at work instead of on a break, 4200 to 4400 the other way round.
    value = found(hotline({"pause": PAUSE}), (3500, 300))
    assert value("adherence") == (14400 - 2 * 200) / 14400
    assert value("conformance") == 1


def test_a_break_with_some_choice_is_measured_from_when_it_had_to_begin():
    soft = {"for": "10m", "from": "09:00", "to": "09:15"}
    # It may begin from 3600 to 3900. At 3800, when the call ends, it is free to begin: as planned.
    assert found(hotline({"pause": soft}), (3500, 300))("adherence") == 1
    # At 4200 it begins 300 s after it had to.
    assert found(hotline({"pause": soft}), (3500, 700))("adherence") == (14400 - 2 * 300) / 14400


def test_a_missed_break_is_no_adherence_and_more_than_all_conformance():
    # Due at 13500, talking until 14300: 10 minutes do not fit any more.
    value = found(hotline({"pause": {"for": "10m", "at": "11:45"}}), (13400, 900))
    assert value("adherence") == (14400 - 600) / 14400
    assert value("conformance") == 14400 / (14400 - 600)


def test_a_break_that_is_due_at_the_end_while_busy_is_missed_as_well():
    value = found(hotline({"pause": {"for": "10m", "at": "11:45"}}), (13400, 1100))
    assert value("adherence") == (14400 - 600) / 14400
    # 100 s of overtime are on the phone, too, and nobody planned them.
    assert value("conformance") == 14500 / (14400 - 600)
    assert value("conformance_of_shifts") == 14500 / 14400


def test_two_breaks_due_one_during_the_other_are_planned_one_after_the_other():
    training = {"for": "20m", "at": "09:05", "counts_as": "off_phone"}
    value = found(hotline({"pause": PAUSE, "training": training}))
    # Pause 3600 to 4200, then the training at once, 4200 to 5400.
    assert value("adherence") == 1
    assert value("conformance") == 1


def test_an_unpaid_break_is_planned_and_adhered_to():
    value = found(hotline({"pause": {**PAUSE, "paid": False}}), (3500, 300))
    assert value("adherence") == (14400 - 2 * 200) / 14400
    assert value("conformance_of_shifts") == 1


def test_time_away_does_not_adhere():
    late = {"share": "100%", "by": "15m"}
    # 900 s late; the break of 600 s lasts 900 s longer.
    value = found(hotline({"pause": PAUSE}, adherence={"late": late, "long_breaks": late}))
    assert value("adherence") == (14400 - 2 * 900) / 14400
    assert value("conformance") == (13800 - 2 * 900) / 13800
    assert value("conformance_of_shifts") == (14400 - 2 * 900) / 14400


def test_by_interval_each_second_counts_where_it_was():
    scenario = hotline({"pause": PAUSE})
    assert found(scenario, (3500, 300), cell=1)("adherence") == (7200 - 400) / 7200
    assert found(scenario, (3500, 300), cell=2)("adherence") == 1


def test_the_absent_are_in_one_adherence_and_not_in_the_other():
    scenario = hotline(shift={**ALL_DAY, "agents": 40}, absence="50%")
    log = simulate(scenario, day((14000, 10)))
    absent = int((log.spans["kind"] == 13).sum())
    assert 0 < absent < 40
    value = found(scenario)
    assert value("adherence") == 1
    assert value("adherence_with_absence") == (40 - absent) / 40


def test_whoever_is_absent_is_so_during_their_unpaid_break_as_well():
    scenario = hotline({"pause": {**PAUSE, "paid": False}}, absence="99.999999%")
    value = found(scenario, (100, 10, 50))
    assert [value(name) for name in ("adherence", "conformance_of_shifts")] == [None, None]
    assert value("adherence_with_absence") == 0
    # Paid are 14400 s without 600 s; scheduled, and not done, is all of it.
    sums = measure(simulate(scenario, day((100, 10, 50)))).sums[:, 0]
    assert [sums[MEASURES.index(name)] for name in ("paid_s", "absent_s", "planned_s")] == [13800, 13800, 14400]


def test_utilisation_is_of_paid_or_of_logged_in_time():
    # 700 s of talk; with a paid break the paid time is that of the shift, with an unpaid one less.
    value = found(hotline({"pause": PAUSE}), (100, 700))
    assert value("utilisation_of_paid_time") == value("utilisation_of_logged_in_time") == 700 / 14400
    value = found(hotline({"pause": {**PAUSE, "paid": False}}), (100, 700))
    assert value("utilisation_of_paid_time") == 700 / 13800
    # Overtime counts on both sides: 300 s from 14300 on end at 14600.
    assert found(hotline(), (14300, 300))("utilisation_of_paid_time") == 300 / 14600


def test_of_shrinkage_alone_nobody_knows_what_was_planned():
    team = {"agents": 2, "shrinkage": "30%", **CALLS}
    value = found(center(types={"calls": {}}, groups={"front": team}, to="12:00", interval="2h"))
    assert value("adherence") is None
    assert value("conformance") is None


def test_a_center_of_headcounts_has_utilisation_and_no_adherence():
    value = found(
        center(types={"calls": {}}, groups={"front": {"agents": 1, **CALLS}}, to="12:00", interval="2h"), (0, 720)
    )
    assert value("utilisation_of_paid_time") == 0.05
    assert value("adherence") is None


def test_costs_per_something_divide_the_cost_by_what_was_achieved():
    # Four hours of 9 EUR. Three calls: one at once, one after 300 s, one that gives up.
    value = found(hotline(cost="9 EUR/h"), (100, 400), (200, 60), (210, 60, 30))
    assert value("cost_per_contact") == 12
    assert value("cost_per_answered") == 18
    assert value("cost_per_served_in_time") == 36
    assert value("cost_per_solved_case") == 18


def test_the_log_says_which_breaks_were_due():
    log = simulate(hotline({"pause": PAUSE}), day((3500, 300)))
    assert {name: column.tolist() for name, column in log.breaks.items()} == {
        "agent": [0],
        "off_phone": [0],
        "due_s": [OPENS_S + 3600],
        "lasts_s": [600],
        "begun_s": [OPENS_S + 3800],
    }


@pytest.mark.parametrize("name", ["adherence", "conformance", "utilisation_of_paid_time", "cost_per_contact"])
def test_they_are_left_out_of_lists_where_only_headcounts_are_known(name):
    assert METRICS[name].where == ("scheduled_s",)
