"""What goes by the time of day: one value all day, or steps, which strategies and settings replace and remove."""

import pytest
from scenario_texts import SMALL, changed

from simulator.errors import ScenarioError
from simulator.scenario.nouns import in_force
from simulator.scenario.reader import load, load_text

LOGNORMAL = "talk: {lognormal: {mean: 4m, sd: 3m}}"
STEPS = '{"08:00": {exponential: {mean: 4m}}, "12:00": {exponential: {mean: 5m}}}'
H = 3600.0


def text(talk: str, change: str = "") -> str:
    strategy = f"strategies: {{other: {{contact_types: {{orders: {{talk: {change}}}}}}}}}\n" if change else ""
    return changed(SMALL, (LOGNORMAL, f"talk: {talk}")) + strategy


def means(scenario) -> dict[float, float]:
    """Return the mean talk by time of day, in hours and seconds."""
    return {time_s / H: talk.mean_s for time_s, talk in scenario.contact_types["orders"].talk.items()}


def test_a_single_duration_goes_all_day_and_steps_are_sorted():
    assert means(load_text(text("4m")).resolve()) == {0.0: 240.0}
    assert means(load_text(text('{"18:00": 5m, "8:00": 4m}')).resolve()) == {8.0: 240.0, 18.0: 300.0}


def test_before_the_first_time_it_is_as_after_the_last():
    steps = {8 * H: "morning", 12 * H: "noon", 18 * H: "evening"}
    at = {0: "evening", 7.99: "evening", 8: "morning", 11.99: "morning", 12: "noon", 18: "evening", 26: "evening"}
    assert {hour: in_force(steps, hour * H) for hour in at} == at
    assert in_force({0.0: "all day"}, 30 * H) == "all day"


def test_patience_may_be_endless_at_some_times_only():
    steps = 'patience: {"08:00": endless, "12:00": 3m}'
    scenario = load_text(changed(SMALL, ("patience: {exponential: {mean: 3m}}", steps))).resolve()
    one = scenario.contact_types["orders"]
    assert [None if each is None else each.mean_s for each in one.patience.values()] == [None, 180.0]
    assert one.endless
    assert (one.patience_s_mean(9 * H), one.patience_s_mean(12 * H)) == (float("inf"), 180.0)


def test_a_segment_without_durations_has_those_of_its_type_at_every_time():
    more = f"talk: {STEPS}\n    segments: {{vip: {{share: 50%}}, slow: {{share: 50%, talk: 10m}}}}"
    one = load_text(changed(SMALL, (LOGNORMAL, more))).resolve().contact_types["orders"]
    assert [one.kinds[0].talk_s_mean(hour * H) for hour in (9, 13)] == [240.0, 300.0]
    assert [one.work_s_mean(hour * H) for hour in (9, 13)] == [450.0, 480.0]
    assert one.steps_s == (8 * H, 12 * H)


@pytest.mark.parametrize(
    ("talk", "change", "expected"),
    [
        (STEPS, "{times: 2}", {8.0: 480.0, 12.0: 600.0}),
        (STEPS, '{"12:00": {times: 2}}', {8.0: 240.0, 12.0: 600.0}),
        (STEPS, '{"12:00": {exponential: {mean: {add: 1m}}}}', {8.0: 240.0, 12.0: 360.0}),
        (STEPS, '{"12:00": 3m}', {8.0: 240.0, 12.0: 180.0}),
        (STEPS, '{"12:00": {lognormal: {mean: 9m, cv: 1}}}', {8.0: 240.0, 12.0: 540.0}),
        (STEPS, '{"14:00": 6m}', {8.0: 240.0, 12.0: 300.0, 14.0: 360.0}),
        (STEPS, '{"12:00": null, "13:00": 1m}', {8.0: 240.0, 13.0: 60.0}),
        # One for the whole day takes the place of steps, and steps that of one.
        (STEPS, "3m", {0.0: 180.0}),
        (STEPS, "{exponential: {mean: 3m}}", {0.0: 180.0}),
        ("{lognormal: {mean: 4m, sd: 3m}}", STEPS, {8.0: 240.0, 12.0: 300.0}),
        ("4m", STEPS, {8.0: 240.0, 12.0: 300.0}),
    ],
)
def test_a_strategy_changes_steps_or_puts_them_in_place_of_one(talk, change, expected):
    assert means(load_text(text(talk, change)).resolve("other")) == expected


def test_settings_and_grids_reach_into_a_step():
    setting = 'contact_types.orders.talk."12:00".exponential.mean=7m'
    assert means(load_text(text(STEPS), settings=[setting]).resolve()) == {8.0: 240.0, 12.0: 420.0}
    assert means(load_text(text(STEPS), settings=['contact_types.orders.talk."12:00"=7m']).resolve())[12.0] == 420.0
    assert means(load_text(text(STEPS), settings=["contact_types.orders.talk={times: 2}"]).resolve())[12.0] == 600.0
    with pytest.raises(ScenarioError, match=r"there is no '13:00' here. Known: 08:00, 12:00"):
        load_text(text(STEPS), settings=['contact_types.orders.talk."13:00"=7m'])
    with pytest.raises(ScenarioError, match=r"it is the same all day, so there is no .12:00. in it. By time of day"):
        load_text(text("{exponential: {mean: 4m}}"), settings=['contact_types.orders.talk."12:00"=7m'])


SERVES = "serves: {orders: {}}"


def times(said: str, change: str = "", settings: tuple[str, ...] = ()) -> tuple[float, float]:
    """Return how many times as long talk and wrap-up take."""
    tree = changed(SMALL, (SERVES, f"serves: {{orders: {{{said}}}}}"))
    where = "agent_groups: {front: {serves: {orders: {handle_time: "
    tree += f"strategies: {{other: {{{where}{change}}}}}}}}}}}}}\n" if change else ""
    study = load_text(tree, settings=list(settings))
    serves = study.resolve("other" if change else "base").agent_groups["front"].serves["orders"]
    return serves.talk_times, serves.wrap_up_times


def test_talk_and_wrap_up_have_one_factor_or_one_each():
    assert times("") == (1.0, 1.0)
    assert times("handle_time: 120%") == (1.2, 1.2)
    assert times("handle_time: {talk: 1.2}") == (1.2, 1.0)
    assert times("handle_time: {wrap_up: 80%, talk: 1.1}") == (1.1, 0.8)


@pytest.mark.parametrize(
    ("said", "change", "expected"),
    [
        # One number is one for each of the two: who changes one of them leaves the other.
        ("handle_time: 1.2", "{talk: 1.5}", (1.5, 1.2)),
        ("handle_time: 1.2", "{talk: {times: 2}}", (2.4, 1.2)),
        ("handle_time: 1.2", "{times: 2}", (2.4, 2.4)),
        ("handle_time: {talk: 1.1, wrap_up: 2}", "{talk: 3}", (3.0, 2.0)),
        ("handle_time: {talk: 1.1, wrap_up: 2}", "{times: 2}", (2.2, 4.0)),
        ("handle_time: {talk: 1.1, wrap_up: 2}", "1.5", (1.5, 1.5)),
        ("handle_time: {talk: 1.1, wrap_up: 2}", "{talk: null}", (1.0, 2.0)),
        ("handle_time: {talk: 1.1, wrap_up: 2}", "null", (1.0, 1.0)),
        ("", "{talk: 1.5}", (1.5, 1.0)),
    ],
)
def test_a_strategy_changes_one_factor_or_both(said, change, expected):
    assert times(said, change) == expected


def test_a_setting_of_one_factor_leaves_the_other():
    path = "agent_groups.front.serves.orders.handle_time"
    assert times("handle_time: 1.2", settings=(f"{path}.talk=2",)) == (2.0, 1.2)
    assert times("", settings=(f"{path}.wrap_up=50%",)) == (1.0, 0.5)
    assert times("handle_time: 1.2", settings=(f"{path}=2",)) == (2.0, 2.0)


def test_a_file_on_another_changes_one_factor_of_a_strategy_and_leaves_the_other(tmp_path):
    below = changed(SMALL, (SERVES, "serves: {orders: {handle_time: 1.2}}"))
    where = "agent_groups: {front: {serves: {orders: {handle_time: "
    (tmp_path / "below.yaml").write_text(f"{below}strategies: {{other: {{{where}1.3}}}}}}}}}}}}\n")
    (tmp_path / "above.yaml").write_text(
        f"extends: below.yaml\nstrategies: {{other: {{{where}{{talk: 2}}}}}}}}}}}}}}\n"
    )
    serves = load(tmp_path / "above.yaml").resolve("other").agent_groups["front"].serves["orders"]
    assert (serves.talk_times, serves.wrap_up_times) == (2.0, 1.3)


KEPT = "agent_groups.front.serves.orders.keep_free"


@pytest.mark.parametrize(
    ("said", "change", "expected"),
    [
        ("2", "", {0.0: 2}),
        ('{"12:00": 0, "8:00": 2}', "", {8.0: 2, 12.0: 0}),
        ('{"08:00": 2, "12:00": 0}', "{times: 2}", {8.0: 4, 12.0: 0}),
        ('{"08:00": 2, "12:00": 0}', "{add: 1}", {8.0: 3, 12.0: 1}),
        ('{"08:00": 2, "12:00": 0}', '{"08:00": 4}', {8.0: 4, 12.0: 0}),
        ("2", '{"08:00": 1, "12:00": 0}', {8.0: 1, 12.0: 0}),
        ('{"08:00": 2, "12:00": 0}', "null", {0.0: 0}),
    ],
)
def test_a_strategy_changes_how_many_are_kept_at_a_time(said, change, expected):
    text_ = changed(SMALL, (SERVES, f"serves: {{orders: {{keep_free: {said}}}}}"))
    if change:
        text_ += (
            f"strategies: {{other: {{agent_groups: {{front: {{serves: {{orders: {{keep_free: {change}}}}}}}}}}}}}\n"
        )
    scenario = load_text(text_).resolve("other" if change else None)
    kept = scenario.agent_groups["front"].serves["orders"].keep_free
    assert {time_s / H: number for time_s, number in kept.items()} == expected


def test_a_setting_changes_how_many_are_kept_at_one_time():
    text_ = changed(SMALL, (SERVES, 'serves: {orders: {keep_free: {"08:00": 2, "12:00": 0}}}'))
    scenario = load_text(text_, settings=(f"{KEPT}.12:00=1",)).resolve()
    assert scenario.agent_groups["front"].serves["orders"].keep_free == {8 * H: 2, 12 * H: 1}
