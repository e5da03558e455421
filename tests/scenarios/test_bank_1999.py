"""The bank's weekday: its numbers are those of the committed tables, and what the page says of February is so."""

import csv
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.scenario.days.steps import at
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.reader import Study, load
from simulator.units import HOUR_S

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "scenarios" / "bank_1999"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
SCRIPTS = ("tables", "fit", "simulated", "calibrate", "judge", "picture", "extract")


@pytest.fixture(scope="module")
def bank() -> Iterator[SimpleNamespace]:
    """The scripts of the folder, which import each other as they do when they are run."""
    sys.path.insert(0, str(FOLDER))
    yield SimpleNamespace(**{name: importlib.import_module(name) for name in SCRIPTS})
    sys.path.remove(str(FOLDER))
    for name in SCRIPTS:
        del sys.modules[name]


@pytest.fixture(scope="module")
def study() -> Study:
    return load(ROOT / "scenarios" / "bank_1999.yaml")


@pytest.fixture(scope="module")
def judged() -> dict[tuple[str, str, str], dict[str, float]]:
    """The committed numbers by month, what they are of, and measure."""
    with (FOLDER / "judged.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["month"], row["of"], row["measure"]): {
                key: float(value) for key, value in row.items() if key not in ("month", "of", "measure")
            }
            for row in csv.DictReader(file)
        }


def off(one: dict[str, float]) -> float:
    """By how many standard errors the simulated value is above the recorded one."""
    return (one["simulated"] - one["recorded"]) / float(np.hypot(one["recorded_error"], one["simulated_error"]))


def parts(distribution: Distribution) -> tuple[tuple[float, Distribution], ...]:
    assert distribution.mixture
    return tuple((part.share, part.of) for part in distribution.mixture.values())


def test_talk_is_what_the_records_say(bank: SimpleNamespace, study: Study) -> None:
    for kind, name in bank.tables.KINDS.items():
        talk = bank.fit.talk_of(kind)
        (short_share, short), (_, others) = parts(study.resolve().contact_types[name].talk[0.0])
        assert short_share == round(talk.short_share, 2)
        assert short.uniform
        assert (short.uniform.from_s, short.uniform.to_s) == tuple(round(each) for each in talk.short_ends_s)
        assert others.lognormal
        assert others.mean_s == pytest.approx(round(talk.long_mean_s))
        assert others.lognormal.spread == round(talk.long_cv, 2)
        assert talk.apart < 0.06


def test_patience_and_priority_are_what_the_records_say(bank: SimpleNamespace, study: Study) -> None:
    scenario = study.resolve()
    for who in bank.fit.customers():
        name, _, level = who.partition(", ")
        one = scenario.contact_types[name]
        stated = one.segments["priority_customers"].patience[0.0] if level == "priority" else one.patience[0.0]
        patience = bank.fit.patience_of_customers(who)
        if patience.hasty_share:
            (share, hasty), (_, others) = parts(stated)
            assert (share, hasty.mean_s) == (round(patience.hasty_share, 2), round(patience.hasty_mean_s))
            assert others.mean_s == round(patience.mean_s)
        else:
            assert stated.exponential
            assert stated.mean_s == round(patience.mean_s)
    for kind, name in bank.tables.KINDS.items():
        segments = scenario.contact_types[name].segments
        if kind in bank.fit.WITH_PRIORITY:
            assert segments["priority_customers"].share == round(bank.fit.priority_share(kind), 2)
            assert segments["priority_customers"].age_credit_s == 90
        else:
            assert not segments


def test_busyness_is_what_the_records_say(bank: SimpleNamespace, study: Study) -> None:
    scenario, busy = study.resolve(), bank.fit.busyness()
    for kind, name in bank.tables.KINDS.items():
        stated = scenario.sources[f"{name}_callers"].busyness
        assert (stated.cv if stated else 0.0) == round(busy.own.get(kind, 0.0), 2)
    assert busy.common < 0.005
    assert scenario.busyness.common is None
    assert scenario.busyness.between_parts == round(busy.between_parts, 2)
    assert [start_s / HOUR_S for start_s in scenario.busyness.part_starts_s] == list(bank.fit.PARTS.values())


def test_arrivals_are_the_calls_of_sound_days(bank: SimpleNamespace) -> None:
    for month in bank.tables.MONTHS:
        for kind in bank.tables.KINDS:
            mine = [row for row in bank.tables.rows("arrivals.csv") if row["contact_type"] == kind]
            by_hour = np.zeros(24)
            for row in mine:
                by_hour[int(row["from"][:2])] += float(row[month])
            wanted = bank.tables.recorded(month, kind).offered.mean(axis=0)
            assert by_hour[7:] == pytest.approx(wanted, abs=2e-4)
    assert {month: len(days) for month, days in bank.tables.sound_days().items()} == {"january": 16, "february": 18}


def test_a_caller_on_other_work_steps_in_at_the_recorded_median(bank: SimpleNamespace, study: Study) -> None:
    waits_s = {row["month"]: float(row["wait_s_q50"]) for row in bank.tables.rows("readiness.csv")}
    for one in study.resolve().agent_groups["on_other_work"].serves.values():
        assert one.after_s == waits_s["january"]


def test_two_sorts_of_patience_are_told_from_one(bank: SimpleNamespace) -> None:
    chance = np.random.default_rng(3)
    number = 100_000
    offered_s = chance.exponential(90.0, number)

    def estimated(patience_s: np.ndarray) -> object:
        left = patience_s < offered_s
        # To the second: who left had that patience at most, who was answered had it at least.
        seconds = np.where(left, np.ceil(patience_s), np.floor(offered_s)).astype(int)
        times_s = np.unique(seconds)
        counts = [np.bincount(seconds[which], minlength=times_s[-1] + 1)[times_s] for which in (left, ~left)]
        return bank.fit.patience_of(np.column_stack([times_s, *counts]).astype(float))

    hasty = chance.random(number) < 0.3
    two = estimated(np.where(hasty, chance.exponential(40.0, number), chance.exponential(900.0, number)))
    assert two.hasty_share == pytest.approx(0.3, abs=0.03)
    assert two.hasty_mean_s == pytest.approx(40, rel=0.1)
    assert two.mean_s == pytest.approx(900, rel=0.1)
    one = estimated(chance.exponential(300.0, number))
    assert one.hasty_share == 0
    assert one.mean_s == pytest.approx(300, rel=0.03)


def test_those_still_waiting_by_hand(bank: SimpleNamespace) -> None:
    # At 10 s one of four leaves; at 20 s one of the remaining three is answered; at 30 s one of two leaves.
    waits = np.array([[10, 1, 0], [20, 0, 1], [30, 1, 0], [40, 0, 1]], dtype=float)
    assert bank.fit.still_waiting(waits, (9, 25, 30)) == pytest.approx([1, 3 / 4, 3 / 8])


def test_faulty_days_are_those_with_far_too_few_or_too_many_calls(bank: SimpleNamespace) -> None:
    call = bank.extract.Call("1999-01-04", 8 * 3600, "PS", 0, 0, False, 60, "agent_01")
    calls = [
        call._replace(date=f"1999-01-0{day}", offered_s=hour * 3600)
        for day in (3, 4, 5)
        for hour in range(7, 24)
        for _ in range({(4, 10): 1, (5, 21): 81}.get((day, hour), 20))
    ]
    assert bank.extract.faulty_days(calls) == {"1999-01-04": [10], "1999-01-05": [21]}


def test_the_search_finds_the_nearest_plan_and_keeps_halves_alike(bank: SimpleNamespace) -> None:
    best = {hour * 3600.0 + half: hour % 5 + 1 + (half > 0) for hour in bank.tables.HOURS for half in (0.0, 1800.0)}

    def miss(plan: dict[float, int]) -> float:
        return float(sum((plan[time_s] - best[time_s]) ** 2 for time_s in plan))

    start = dict.fromkeys(best, 3)
    coarse, _ = bank.calibrate.descend(start, [(h * 3600.0, h * 3600.0 + 1800.0) for h in bank.tables.HOURS], miss)
    assert all(coarse[time_s] == coarse[time_s + 1800.0] for time_s in coarse if time_s % 3600 == 0)
    plan, left = bank.calibrate.descend(coarse, [(time_s,) for time_s in coarse], miss, even=True)
    assert (plan, left) == (best, 0.0)
    assert bank.calibrate.as_written({0.0: 2, 1800.0: 2, 3600.0: 3}) == {"00:00": 2, "01:00": 3}


def agents_by_half_hour(scenario: Scenario) -> dict[float, int]:
    steps = scenario.agent_groups["agents"].agents
    return {number * 1800.0: int(at(steps, number * 1800.0)) for number in range(14, 48)}


def test_the_strategies_change_what_they_say(study: Study) -> None:
    assert study.strategies == ("as_today", "two_more_at_peak", "evening_earlier", "credit_off")
    before = agents_by_half_hour(study.resolve())

    def changed(strategy: str) -> dict[float, int]:
        after = agents_by_half_hour(study.resolve(strategy))
        return {s / HOUR_S: after[s] - before[s] for s in before if after[s] != before[s]}

    peak, evening = (15.0, 15.5, 16.0, 16.5), (19.0, 19.5, 20.0, 20.5)
    assert changed("two_more_at_peak") == dict.fromkeys(peak, 2)
    assert changed("evening_earlier") == dict.fromkeys(peak, 1) | dict.fromkeys(evening, -1)
    assert changed("credit_off") == {}
    segments = [each for one in study.resolve("credit_off").contact_types.values() for each in one.segments.values()]
    assert len(segments) == 4
    assert all(one.age_credit_s == 0 for one in segments)


def test_february_is_february_and_nothing_else(study: Study) -> None:
    base, future = study.resolve(), study.resolve(None, "february")
    assert {one.arrivals.counts.count for one in base.sources.values()} == {"january"}
    assert {one.arrivals.counts.count for one in future.sources.values()} == {"february"}
    assert base.model_copy(update={"sources": future.sources}) == future


def test_january_fits_also_where_it_was_not_fitted(judged: dict) -> None:
    for measure in ("wait_s", "abandoned", "in_time"):
        assert abs(off(judged["january", "day", measure])) < 2
    assert abs(off(judged["january", "regular", "wait_s"])) < 2
    near = [abs(off(one)) < 2 for key, one in judged.items() if key[0] == "january" and key[1].endswith(":00")]
    assert sum(near) / len(near) > 0.85
    # The peak is worse than the simulated one: the page says so.
    assert off(judged["january", "16:00", "abandoned"]) < -2


def test_february_agrees_for_regular_customers_and_not_for_prospective_ones(judged: dict) -> None:
    regular, prospective = judged["february", "regular", "wait_s"], judged["february", "prospective", "wait_s"]
    assert abs(off(regular)) < 2
    assert regular["simulated"] == pytest.approx(regular["recorded"], rel=0.2)
    assert off(prospective) < -4
    day = judged["february", "day", "wait_s"]
    assert -4 < off(day) < -2
    assert day["simulated"] > 0.7 * day["recorded"]
    # Single hours: chance leaves one in twenty outside two standard errors; here it is more than a third.
    near = [abs(off(one)) < 2 for key, one in judged.items() if key[0] == "february" and key[1].endswith(":00")]
    assert 0.5 < sum(near) / len(near) < 0.7


def test_the_page_shows_the_committed_numbers(bank: SimpleNamespace) -> None:
    def kept(name: str, kind: type) -> list:
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        types = {field.name: field.type for field in fields(kind)}
        return [kind(**{key: types[key](value) for key, value in row.items()}) for row in rows]

    judge = bank.judge
    found = kept("judged.csv", judge.Judged), kept("waited.csv", judge.Waited), kept("days.csv", judge.Spread)
    assert judge.written_into(README, judge.all_tables(*found)) == README


def test_the_page_shows_what_the_fit_prints(bank: SimpleNamespace) -> None:
    assert "\n".join(bank.fit.report()) in README


def test_the_picture_draws_both_months_and_all_measures(bank: SimpleNamespace) -> None:
    with (FOLDER / "judged.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            SimpleNamespace(**{k: v if k in ("month", "of", "measure") else float(v) for k, v in row.items()})
            for row in csv.DictReader(file)
        ]
    figure = bank.picture.draw(rows)
    assert len(figure.axes) == 6
    simulated = figure.axes[3].lines[0].get_ydata()
    wanted = [
        one.simulated for one in rows if (one.month, one.measure) == ("february", "abandoned") and one.of[-3:] == ":00"
    ]
    assert list(simulated) == wanted


@pytest.mark.long
def test_the_committed_numbers_are_simulated_again(bank: SimpleNamespace, judged: dict) -> None:
    for month in bank.tables.MONTHS:
        for one in bank.judge.month_of(month).judged:
            kept = judged[month, one.of, one.measure]
            for name in ("recorded", "recorded_error", "simulated", "simulated_error", "p5", "p95"):
                assert getattr(one, name) == pytest.approx(kept[name], rel=1e-5, abs=1e-9)


@pytest.mark.long
def test_no_half_hour_of_the_rush_is_better_with_one_agent_more_or_fewer(bank: SimpleNamespace, study: Study) -> None:
    calibrate, scenario = bank.calibrate, study.resolve()
    customers = bank.simulated.workloads(scenario, calibrate.DAYS, calibrate.SEED)
    wanted, plan = bank.tables.recorded(calibrate.CALIBRATED_ON), agents_by_half_hour(scenario)

    def miss(tried: dict[float, int]) -> float:
        logs = bank.simulated.logs_of(bank.simulated.staffed(scenario, tried), customers)
        return float(np.sqrt((calibrate.misses(wanted, bank.simulated.by_hour(logs)) ** 2).mean()))

    rush = [(number * 1800.0,) for number in range(28, 36)]
    assert calibrate.descend(plan, rush, miss, even=True)[0] == plan


@pytest.mark.long
def test_the_page_shows_what_the_comparison_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ((command, block),) = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    done = CliRunner().invoke(app, command.split(), env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    for part in block.split("…\n\n"):
        assert part in done.stdout
