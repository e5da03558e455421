"""What docs/costs.md shows by examples is read and worked out: each is laid over the page's center."""

import re
from pathlib import Path

import pytest
from building import center, day, spans_of
from page_examples import changed

from simulator.engine.simulate import simulate
from simulator.log import SpanKind
from simulator.metrics.measure import MEASURES, measure
from simulator.report.words.plan_words import plans_said
from simulator.scenario.reader import load_text
from simulator.work.odd import odd
from simulator.work.planned_hours import planned_hours

PAGE = (Path(__file__).parents[2] / "docs/costs.md").read_text("utf-8")
CENTER, FACTORS, WAGES, PLANS = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)


def test_what_is_more_adds_up():
    # 40 hours on a Sunday, of them two agents' from 20:00 to 22:00 in the evening: 40 × 21 + 4 × 3.50 EUR.
    assert planned_hours(load_text(CENTER).resolve()) == (40, 40, 560)
    assert planned_hours(load_text(changed(CENTER, FACTORS)).resolve("changed")).cost == 40 * 21 + 4 * 3.5


def test_a_wage_of_ones_own_has_the_supplements_of_the_group():
    assert planned_hours(load_text(changed(CENTER, WAGES)).resolve("changed")).cost == 32 * 21 + 8 * 27


def test_the_example_by_pencil():
    evening = {"from": "09:15", "to": "24:00", "pays": "125%"}
    cost = {"hour": "10 EUR/h", "overtime": "150%", "supplements": {"evening": evening}}
    group = {"agents": 1, "cost": cost, "serves": {"calls": {}}}
    log = simulate(center(types={"calls": {}}, groups={"front": group}), day((7000, 500)))
    (total,) = re.findall(r"\| ([\d.]+) EUR \|", PAGE)
    assert measure(log).sums[MEASURES.index("cost"), 0] == pytest.approx(float(total), abs=0.005)


def test_who_is_absent_is_paid_as_the_page_says():
    lunch, hours, *times = re.search(
        r"`lunch: (\{.*?\})`, somebody is paid ([\d.]+) hours.* ([\d:]+) to ([\d:]+)\.", PAGE
    ).groups()
    text = CENTER.replace("    cost:", f"    breaks: {{lunch: {lunch}}}\n    absence: 99.999999%\n    cost:")
    log = simulate(load_text(text).resolve(), day((60, 10, 5)))
    stays = [(from_s / 3600, to_s / 3600) for _, _, agent, from_s, to_s in spans_of(log, SpanKind.DUTY) if agent == 0]
    from_, to = (int(one.partition(":")[0]) + int(one.partition(":")[2]) / 60 for one in times)
    assert stays == [(0, from_ - 8), (to - 8, 8)]
    assert sum(to_h - from_h for from_h, to_h in stays) == float(hours)


def test_the_plans_are_told_as_on_the_page_and_are_not_equal():
    study = load_text(CENTER + PLANS)
    said = "\n".join(plans_said({name: study.resolve(name) for name in study.strategies}))
    assert f"```\n{said}\n```" in PAGE
    (warning,) = [one for one in odd(study) if one.kind == "unequal_plans"]
    assert "as_today 560, unpaid_lunch 525 (-6.2 %)" in warning.what
