"""Times and add over whatever an analyst would try them on: every form of durations, of arrivals, whole numbers.

The forms are those of the nouns, so a new one that nobody can multiply is found here.
"""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_texts import SMALL

from simulator.demand.source_cases import expected_of_source
from simulator.demand.workload import draw
from simulator.errors import ScenarioError
from simulator.scenario.nouns import Arrivals, Campaign, Distribution, Scenario
from simulator.scenario.nouns.mean_and_spread import MeanAndSpread
from simulator.scenario.reader import Study, load_text
from simulator.scenario.resolved.origin import origins

FORMS: dict[str, list[str]] = {
    "exponential": ["{mean: 4m}"],
    "lognormal": ["{mean: 4m, sd: 3m}", "{mean: 4m, cv: 0.9}", "{p50: 3m, p90: 8m}", "{p25: 1m30s, p75: 5m}"],
    "gamma": ["{mean: 4m, sd: 3m}", "{mean: 4m, cv: 60%}", "{p50: 3m, p95: 11m}"],
    "erlang": ["{mean: 4m, phases: 3}"],
    "weibull": ["{mean: 3m, cv: 130%}", "{p50: 3m, p90: 8m}"],
    "log_logistic": ["{mean: 3m, cv: 130%}", "{p50: 3m, p90: 8m}"],
    "normal": ["{mean: 4m, sd: 1m}", "{mean: 4m, cv: 20%}", "{p50: 4m, p90: 5m}"],
    "uniform": ["{from: 20s, to: 1m}"],
    "triangular": ["{from: 1m, mode: 3m, to: 10m}"],
    "deterministic": ["4m"],
    "empirical": ["{file: past.csv, column: talk_s}", "{file: past.csv, column: talk_s, factor: 110%}"],
    "mixture": [
        "{quick: {share: 70%, of: {gamma: {mean: 2m, cv: 60%}}}, slow: {share: 30%, of: {empirical: "
        "{file: past.csv, column: talk_s}}}}"
    ],
    "shifted": ["{by: 10s, of: {lognormal: {mean: 4m, cv: 0.9}}}"],
    "zero": ["{share: 10%, of: {exponential: {mean: 5m}}}"],
}
"""Every shape of a duration, and in how many ways it is written."""
DURATIONS = [
    "4m",
    *(f"{{{shape}: {text}}}" for shape, texts in FORMS.items() for text in texts),
    '{"08:00": {gamma: {mean: 4m, cv: 60%}}, "13:00": {zero: {share: 5%, of: 6m}}, "15:00": 5m}',
]

ARRIVALS: dict[str, list[str]] = {
    "rate": ["40/h", '{rate: {"08:00": 40/h, "12:00": 1/min}}', "{rate: 40/h, weekday: {monday: 120%}}"],
    "per_hour": ['{per_hour: {"08:00": 40, "12:00": 95}}', "{per_hour: 40, weekday: {monday: 50%}}"],
    "linear": ['{linear: {"08:00": 40, "10:00": 95, "18:00": 20}}'],
    "smooth": ['{smooth: {"08:00": 40, "10:00": 95, "18:00": 20}}'],
    "per_day": [
        "{per_day: 1200}",
        '{per_day: 1200, profile: {"08:00": 20%, "10:00": 80%}, curve: smooth, weekday: {monday: 120%}}',
    ],
    "count": ["{count: 1200}", '{count: 1200, profile: {"08:00": 20%, "10:00": 80%}}'],
    "counts": [
        "{counts: {file: counts.csv, interval: 1h, drawn: on_average}}",
        "{counts: {file: counts.csv, interval: 1h, drawn: on_average, factor: 50%}}",
    ],
}
"""Every form of arrivals that can be multiplied, and in how many ways it is written; recorded ones cannot."""

FACTORS = ["1.5", "150%", "0.5", "2"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("past")
    (folder / "past.csv").write_text("talk_s\n30\n90.5\n3m\n0:07:00\n211\n")
    (folder / "counts.csv").write_text("time,count\n09:00,12\n10:00,30\n14:00,7\n")
    (folder / "recorded.csv").write_text("time\n09:00\n10:00:30\n14:00\n")
    return folder


def study(folder: Path, change: str, **keys: str) -> Study:
    text = SMALL
    usual = {
        "horizon": '{from: "08:00", to: "18:00", weekday: monday}',
        "talk": "{lognormal: {mean: 4m, sd: 3m}}",
        "arrivals": '{per_hour: {"08:00": 40, "12:00": 95}}',
        "agents": '{"08:00": 4, "12:00": 8}',
    }
    text = text.replace('{from: "08:00", to: "18:00"}', usual["horizon"])
    for key, value in keys.items():
        assert f"{key}: {usual[key]}" in text
        text = text.replace(f"{key}: {usual[key]}", f"{key}: {value}")
    return load_text(f"{text}strategies:\n  base: {{}}\n  other: {change}\n", folder)


def talks(folder: Path, talk: str, change: str) -> tuple[list[Distribution], list[Distribution]]:
    """Return the talks of each time of day without and with a change."""
    there = study(folder, f"{{contact_types: {{orders: {{talk: {change}}}}}}}", talk=talk)
    before, after = (list(there.resolve(name).contact_types["orders"].talk.values()) for name in ("base", "other"))
    return before, after


def expected(scenario: Scenario) -> list[float]:
    edges = tuple(3600.0 * hour for hour in range(8, 19))
    return expected_of_source(scenario, "shoppers", edges, truth=True).tolist()


def test_every_form_of_the_nouns_is_tried() -> None:
    assert set(FORMS) == set(Distribution.exactly_one)
    assert {*ARRIVALS, "recorded"} == set(Arrivals.exactly_one)
    ways = {word for texts in FORMS.values() for text in texts for word in MeanAndSpread.ways[0] if word in text}
    assert ways == {"mean", "sd"}


@pytest.mark.parametrize("by", FACTORS)
@pytest.mark.parametrize("talk", DURATIONS)
def test_times_scales_mean_and_sd_of_every_duration_by_exactly_that(folder: Path, talk: str, by: str) -> None:
    factor = float(by.rstrip("%")) / (100 if by.endswith("%") else 1)
    for before, after in zip(*talks(folder, talk, f"{{times: {by}}}"), strict=True):
        assert after.mean_s == pytest.approx(before.mean_s * factor, rel=1e-9)
        assert after.sd_s == pytest.approx(before.sd_s * factor, rel=1e-9)


@pytest.mark.parametrize("talk", DURATIONS)
def test_a_duration_times_one_is_what_it_was(folder: Path, talk: str) -> None:
    there = study(folder, "{contact_types: {orders: {talk: {times: 1}}}}", talk=talk)
    assert there.resolve("other") == there.resolve("base")
    assert list(there.resolved_tree("other")) == list(there.resolved_tree("base"))


@pytest.mark.parametrize("talk", [talk for talk in DURATIONS if "empirical" not in talk and "zero" not in talk])
def test_add_moves_the_mean_and_leaves_what_is_written_of_the_spread(folder: Path, talk: str) -> None:
    for before, after in zip(*talks(folder, talk, "{add: 10s}"), strict=True):
        for shape in Distribution.exactly_one:
            one, other = getattr(before, shape), getattr(after, shape)
            if isinstance(one, MeanAndSpread):
                assert (other.stated_sd_s, other.stated_cv) == (one.stated_sd_s, one.stated_cv)
        if not (before.lognormal and before.lognormal.p50_s) and "p" not in talk.partition(":")[2]:
            assert after.mean_s == pytest.approx(before.mean_s + 10.0, rel=1e-9)


def test_add_to_a_mean_with_an_sd_leaves_the_sd(folder: Path) -> None:
    (before,), (after,) = talks(folder, "{lognormal: {mean: 3m, sd: 2m}}", "{add: 10s}")
    assert (before.mean_s, before.sd_s) == (180.0, 120.0)
    assert (after.mean_s, after.sd_s) == (190.0, 120.0)


def test_add_to_a_shifted_duration_shifts_it_further(folder: Path) -> None:
    (before,), (after,) = talks(folder, FORMS["shifted"][0].join(("{shifted: ", "}")), "{add: 10s}")
    assert (after.mean_s, after.sd_s) == (before.mean_s + 10.0, before.sd_s)


def test_endless_stays_endless_beside_steps_that_are_multiplied(folder: Path) -> None:
    text = SMALL.replace("{exponential: {mean: 3m}}", '{"08:00": 2m, "12:00": endless}')
    change = "{contact_types: {orders: {patience: {times: 2}}}}"
    patience = load_text(f"{text}strategies: {{more: {change}}}\n").resolve().contact_types["orders"].patience
    assert [one and one.mean_s for one in patience.values()] == [240.0, None]


@pytest.mark.parametrize("by", FACTORS)
@pytest.mark.parametrize("arrivals", [text for texts in ARRIVALS.values() for text in texts])
def test_times_scales_every_form_of_arrivals_by_exactly_that(folder: Path, arrivals: str, by: str) -> None:
    factor = float(by.rstrip("%")) / (100 if by.endswith("%") else 1)
    there = study(folder, f"{{sources: {{shoppers: {{arrivals: {{times: {by}}}}}}}}}", arrivals=arrivals)
    before, after = expected(there.resolve("base")), expected(there.resolve("other"))
    assert sum(before) > 0
    assert after == pytest.approx([factor * one for one in before], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "arrivals", [*(text for texts in ARRIVALS.values() for text in texts), "{recorded: {file: recorded.csv}}"]
)
def test_arrivals_times_one_are_what_they_were(folder: Path, arrivals: str) -> None:
    there = study(folder, "{sources: {shoppers: {arrivals: {times: 1}}}}", arrivals=arrivals)
    assert there.resolve("other") == there.resolve("base")


@pytest.mark.parametrize("arrivals", [text for texts in ARRIVALS.values() for text in texts])
def test_who_comes_anyway_comes_when_more_come(folder: Path, arrivals: str) -> None:
    there = study(folder, "{sources: {shoppers: {arrivals: {times: 1.5}}}}", arrivals=arrivals)
    few, many = (draw(there.resolve(name), 7, 0) for name in ("base", "other"))
    came = dict(zip(many.key.tolist(), many.arrived_s.tolist(), strict=True))
    assert 0 < len(few.key) < len(many.key)
    assert [came[key] for key in few.key.tolist()] == few.arrived_s.tolist()


def test_more_of_exact_counts_keep_those_who_were_there(folder: Path) -> None:
    arrivals = "{counts: {file: counts.csv, interval: 1h, drawn: exactly}}"
    there = study(folder, "{sources: {shoppers: {arrivals: {times: 2}}}}", arrivals=arrivals)
    few, many = (draw(there.resolve(name), 7, 0) for name in ("base", "other"))
    assert (len(few.key), len(many.key)) == (49, 98)
    assert set(few.key.tolist()) <= set(many.key.tolist())


def test_the_same_customers_talk_by_a_factor_longer(folder: Path) -> None:
    talk = "{empirical: {file: past.csv, column: talk_s}}"
    there = study(folder, "{contact_types: {orders: {talk: {times: 120%}}}}", talk=talk)
    before, after = (draw(there.resolve(name), 7, 0) for name in ("base", "other"))
    assert after.key.tolist() == before.key.tolist()
    assert after.talk_s == pytest.approx(before.talk_s * 1.2, abs=1e-6)


@pytest.mark.parametrize(
    ("campaign", "lift"),
    [("{at: '10:00', lift: 30/h, for: 1h}", 36.0), ("{at: '10:00', lift_of_source: 50%, for: 1h}", 0.6)],
)
def test_a_campaign_is_lifted_and_nothing_else_of_it(campaign: str, lift: float) -> None:
    text = SMALL.replace("95}}}", f"95}}}}, campaigns: {{mailing: {campaign}}}}}")
    for change in ("{mailing: {times: 1.2}}", "{times: 1.2}"):
        changed = f"{text}strategies: {{more: {{sources: {{shoppers: {{campaigns: {change}}}}}}}}}\n"
        one: Campaign = load_text(changed).resolve().sources["shoppers"].campaigns["mailing"]
        assert (one.lift_per_hour or one.lift_of_source) == pytest.approx(lift)
        assert (one.at_s, one.for_s) == (36000.0, 3600.0)


@pytest.mark.parametrize(
    ("agents", "change", "becomes"),
    [
        ("9", "{times: 110%, round: up}", [10]),
        ("9", "{times: 110%, round: down}", [9]),
        ("9", "{times: 110%, round: nearest}", [10]),
        ("10", "{times: 110%, round: up}", [11]),
        ("100", "{times: 1.1, round: up}", [110]),
        ("9", "{times: 1, round: up}", [9]),
        ("3", "{times: 50%, round: nearest}", [2]),
        ("20", "{times: 1.1}", [22]),
        ('{"08:00": 9, "12:00": 13}', "{times: 110%, round: up}", [10, 15]),
        ('{"08:00": 9, "12:00": 13}', '{"12:00": {times: 110%, round: up}}', [9, 15]),
    ],
)
def test_whole_numbers_are_rounded_as_is_said_each_by_itself(
    folder: Path, agents: str, change: str, becomes: list[int]
) -> None:
    there = study(folder, f"{{agent_groups: {{front: {{agents: {change}}}}}}}", agents=agents)
    assert list(there.resolve("other").agent_groups["front"].agents.values()) == becomes


@given(st.integers(0, 10_000), st.integers(0, 300))
def test_rounding_is_exact(number: int, percent: int) -> None:
    product = number * percent
    up, down = -(-product // 100), product // 100
    for word, whole in (("up", up), ("down", down), ("nearest", (product + 50) // 100)):
        text = SMALL.replace('{"08:00": 4, "12:00": 8}', str(number))
        change = f"agent_groups.front.agents={{times: {percent}%, round: {word}}}"
        try:
            agents = load_text(text, settings=[change]).resolve().agent_groups["front"].agents
        except ScenarioError:
            assert whole == 0 or number == 0
        else:
            assert agents == {0.0: whole}


@pytest.mark.parametrize(
    ("path", "by", "becomes"),
    [
        ("channels.voice.lines", "110%", 66),
        ("contact_types.orders.queue_limit", "105%", 22),
        ("run.replications", "1.25", 26),
    ],
)
def test_other_whole_numbers_are_rounded_too(path: str, by: str, becomes: int) -> None:
    text = SMALL.replace("    wrap_up: 30s\n", "    wrap_up: 30s\n    queue_limit: 21\n") + "run: {replications: 21}\n"
    node: Any = load_text(text, settings=[f"{path}={{times: {by}, round: down}}"]).resolved_tree()
    for part in path.split("."):
        node = node[part]
    assert node == becomes


def test_a_count_is_whole_and_says_how_to_round_it(folder: Path) -> None:
    for change, words in (("{times: 125%}", r"301 × 125% is 376\.25"), ("{times: 125%, rnd: up}", "got times, rnd")):
        with pytest.raises(ScenarioError, match=words):
            study(folder, f"{{sources: {{shoppers: {{arrivals: {change}}}}}}}", arrivals="{count: 301}")
    rounded = "{sources: {shoppers: {arrivals: {times: 125%, round: nearest}}}}"
    assert study(folder, rounded, arrivals="{count: 301}").resolve("other").sources["shoppers"].arrivals.count == 376


def test_percentages_above_all_are_multiplied_too() -> None:
    text = SMALL.replace("orders: {}}", "orders: {handle_time: 110%}}")
    setting = "agent_groups.front.serves.orders.handle_time={times: 120%}"
    handle_time = load_text(text, settings=[setting]).resolve().agent_groups["front"].serves["orders"].handle_time
    assert handle_time == pytest.approx(1.32)


def test_a_factor_that_is_left_out_stands_in_no_file(folder: Path) -> None:
    talk = "{empirical: {file: past.csv, column: talk_s}}"
    there = study(folder, "{contact_types: {orders: {talk: {times: 1.1}}}}", talk=talk)
    assert "factor" not in str(there.resolved_tree("base"))
    tree = there.resolved_tree("other")["contact_types"]["orders"]["talk"]["empirical"]
    assert tree == {"file": "past.csv", "column": "talk_s", "factor": 1.1}


def test_where_a_value_came_from_tells_of_a_factor_only_where_it_changed_something(folder: Path) -> None:
    there = study(folder, "{contact_types: {orders: {talk: {times: 1.1}}}}", talk="{lognormal: {mean: 4m, cv: 0.9}}")
    found = {one.path.rpartition(".")[2]: one for one in origins(there, ("contact_types", "orders", "talk"), "other")}
    assert [step.said for step in found["mean"].steps] == ["4m", "times: 1.1, which makes 4m24s"]
    assert [step.said for step in found["cv"].steps] == ["0.9"]
    talk = "{empirical: {file: past.csv, column: talk_s}}"
    there = study(folder, "{contact_types: {orders: {talk: {times: 1.1}}}}", talk=talk)
    found = {one.path.rpartition(".")[2]: one for one in origins(there, ("contact_types", "orders", "talk"), "other")}
    assert [step.said for step in found["factor"].steps] == ["times: 1.1, which makes 1.1"]
    assert [step.said for step in found["file"].steps] == ["past.csv"]
