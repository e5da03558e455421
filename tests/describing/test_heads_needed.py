"""Agents needed on the phone as heads on the plan."""

import csv
import io
import json

import numpy as np
import pytest
from building import center

from simulator.describing.heads_needed import needs_by_day
from simulator.describing.whole_description import describe
from simulator.report.description.description_blocks import description_blocks
from simulator.report.description.description_document import description_document
from simulator.report.media.terminal import lines_for, show
from simulator.report.records.need_table import COLUMNS, need_csv


def hotline(more=None, types=None, channels=None, horizon=None, **group):
    kinds = types or {"calls": {"arrivals": "100/h", "talk": "4m"}}
    team = {"serves": {name: {} for name in kinds}, **group}
    groups = {"front": team, **(more or {})}
    return center(types=kinds, groups=groups, channels=channels, to="12:00", **(horizon or {}))


def need(**what):
    (one,) = describe(hotline(**what), days=1).needs
    return one


def test_needed_is_divided_by_what_is_left_and_never_multiplied():
    plain, shrunk = need(agents=10), need(agents=10, shrinkage="30%")
    assert plain.heads == plain.on_phone
    assert shrunk.on_phone == plain.on_phone
    assert shrunk.heads == pytest.approx([one / 0.7 for one in plain.on_phone])
    assert shrunk.gap == pytest.approx([10 - one / 0.7 for one in plain.on_phone])
    assert shrunk.expected == pytest.approx([7] * len(shrunk.expected))


def test_what_a_plan_has_deducted_is_counted_among_its_heads():
    paid, deducted = need(agents=10, shrinkage="30%"), need(agents=7, shrinkage="30%", agents_are="on_duty")
    for name in ("on_phone", "heads", "planned", "expected", "gap"):
        assert getattr(deducted, name) == pytest.approx(getattr(paid, name)), name


def test_while_many_are_at_lunch_more_heads_are_needed():
    lunch = {"lunch": {"for": "30m", "at": "10:00", "share": "50%"}}
    one = need(shifts={"day": {"agents": 12, "from": "08:00", "to": "12:00"}}, breaks=lunch)
    assert [round(heads / asked, 3) for heads, asked in zip(one.heads, one.on_phone, strict=True)] == [
        1, 1, 1, 1, 2, 1, 1, 1,
    ]  # fmt: skip


def test_where_nobody_is_planned_the_rest_of_the_day_says_what_is_left():
    shifts = {"day": {"agents": 10, "from": "10:00", "to": "12:00"}}
    one = need(shifts=shifts, absence="20%")
    assert one.planned[0] == 0
    assert one.heads[0] == pytest.approx(one.on_phone[0] / 0.8)
    assert one.gap[0] == -one.heads[0]


def test_types_that_share_agents_have_the_need_of_the_tightest_set():
    kinds = {"calls": {"arrivals": "100/h", "talk": "4m"}, "rare": {"arrivals": "1/h", "talk": "1m"}}
    more = {"both": {"agents": 4, "serves": {"rare": {}}}}
    (one,) = describe(hotline(more, kinds, agents=8, shrinkage="20%"), days=1).needs
    assert set(one.sets) == {("calls",)}
    assert one.planned[0] == 8


def test_where_the_formulas_do_not_apply_there_is_no_need():
    one = need(types={"calls": {"arrivals": "10/h", "channel": "chat"}}, channels={"chat": {"slots": 3}}, agents=3)
    assert all(np.isnan(one.heads))
    text = need_csv(
        needs_by_day(hotline(agents=3, types={"calls": {"channel": "chat"}}, channels={"chat": {"slots": 3}})),
        "s",
        None,
    )
    assert next(csv.DictReader(io.StringIO(text)))["heads_needed"] == ""


def test_a_gap_in_which_breaks_leave_nobody_for_a_while_says_when():
    lunch = {"lunch": {"for": "30m", "at": "10:00"}}
    said = text(hotline(shifts={"day": {"agents": 5, "from": "08:00", "to": "12:00"}}, breaks=lunch))
    assert "calls: at 10:00 no agent on duty can serve them" in " ".join(said.split())


def document(scenario):
    return json.loads("\n".join(description_document(describe(scenario, days=1))))


def text(scenario):
    class Narrow(io.StringIO):
        encoding = "utf-8"

    return "\n".join(lines_for(Narrow(), lambda console: show(console, description_blocks(describe(scenario, days=1)))))


def test_descriptions_of_headcounts_say_nothing_of_it():
    plain = hotline(agents=10)
    assert "needs" not in document(plain)
    assert "heads" not in text(plain)
    assert "gap" in document(hotline(agents=10, shrinkage="30%"))["needs"][0]
    assert "Need and plan: calls, served by front" in text(hotline(agents=10, shrinkage="30%"))


def test_the_table_for_planners_has_all_days_or_the_one_that_is_asked_for():
    scenario = hotline(agents=10, shrinkage="30%", horizon={"days": 3, "weekday": "monday"})
    rows = list(csv.DictReader(io.StringIO(need_csv(needs_by_day(scenario), "base", None))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["day"] for row in rows[::8]] == ["monday", "tuesday", "wednesday"]
    assert (rows[0]["from"], rows[0]["to"], rows[0]["types"], rows[0]["heads_planned"]) == (
        "08:00", "08:30", "calls", "10.0",
    )  # fmt: skip
    assert float(rows[0]["gap"]) == pytest.approx(10 - float(rows[0]["needed_on_phone"]) / 0.7, abs=1e-5)
    assert [one.day.name for one in needs_by_day(scenario, "tuesday")] == ["tuesday"]


def chains(**group):
    return describe(hotline(**group), days=1).chains


def test_the_chain_of_a_day_says_what_each_stage_leaves():
    lunch = {"lunch": {"for": "30m", "at": "10:00"}}
    plan = {"shifts": {"day": {"agents": 10, "from": "08:00", "to": "12:00"}}, "breaks": lunch}
    late = {"share": "80%", "late": {"share": "50%", "by": "12m"}}
    (one,) = chains(**plan, absence="10%", adherence=late)
    # 40 hours; 36 are worked; half an hour of each 4 is lunch; 12 minutes of every second shift, and a fifth.
    assert (one.heads, one.present, one.on_phone) == pytest.approx((40, 36, 31.5))
    assert one.on_duty == pytest.approx(0.8 * 0.9 * 10 * (3.5 - 0.5 * 0.2))


def test_the_chain_counts_what_the_plan_has_deducted():
    paid = {"absence": "6%", "off_phone": "12%", "adherence": "92%"}
    (one,) = chains(agents=10, agents_are="on_duty", **paid)
    assert one.on_duty == pytest.approx(40)
    assert (one.on_phone, one.present) == pytest.approx((40 / 0.92, 40 / 0.92 / 0.88))
    assert one.heads == pytest.approx(40 / 0.92 / 0.88 / 0.94)
    (one,) = chains(agents=10, shrinkage="30%")
    assert (one.heads, one.present, one.on_phone, one.on_duty) == (40, None, None, pytest.approx(28))
    assert chains(agents=10) == ()
