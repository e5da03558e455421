"""A resolved scenario, written as a file, reads back to the same scenario; a value says where it came from."""

import random
from pathlib import Path

import pytest
import yaml
from damages import damaged, varied
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_texts import RICH, SMALL, changed

from simulator.errors import ScenarioError, UsageError
from simulator.scenario.language.defaults import with_defaults
from simulator.scenario.layers.changes import changes_between
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load, load_text
from simulator.scenario.resolved.as_yaml import resolved_text
from simulator.scenario.resolved.origin import origins
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, Sequence, plain
from simulator.scenario.text.yaml_text import read_mapping
from simulator.scenario.text.yaml_write import yaml_lines, yaml_value

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
HERE = Mark("x.yaml", 1, 1)


def body(text: str) -> list[str]:
    """Return the text without the comment that names its file."""
    first, *lines = text.splitlines()
    assert first.startswith("# ")
    return lines


def alone(scenario: Scenario, strategy: str) -> Scenario:
    """Return the scenario with the routing tests of its strategy alone, which name no strategies."""
    mine = {name: one for name, one in scenario.routing_tests.items() if one.is_of(strategy)}
    tests = {name: one.model_copy(update={"strategies": None}) for name, one in mine.items()}
    return scenario.model_copy(update={"routing_tests": tests})


def check_shown(study: Study, folder: str | Path = ".") -> None:
    """Show every variant of a study: it reads back to the same, and shows the same again."""
    for strategy in study.strategies:
        for future in (None, *study.futures):
            for defaults in (False, True):
                text = resolved_text(study, strategy, future, defaults)
                again = load_text(text, folder)
                assert again.resolve() == alone(study.resolve(strategy, future), strategy)
                assert body(resolved_text(again, defaults=defaults)) == [
                    line.partition("  # ")[0] for line in body(text)
                ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_scenarios_are_shown_as_what_they_are(path: Path) -> None:
    check_shown(load(path), path.parent)


def test_routing_tests_of_other_strategies_are_not_shown() -> None:
    study = load(next(path for path in SHIPPED if path.name == "routing_policies.yaml"))
    for strategy in study.strategies:
        scenario = study.resolve(strategy)
        shown = yaml.safe_load(resolved_text(study, strategy))["routing_tests"]
        assert list(shown) == [name for name, one in scenario.routing_tests.items() if strategy in one.strategies]
    assert "first_ring_waits" in resolved_text(study, "rings")
    assert "first_ring_waits" not in resolved_text(study, "flatten")


def test_what_is_shown_reads_back_to_the_same() -> None:
    check_shown(load_text(RICH))
    check_shown(load_text(RICH, settings=["agent_groups.front.agents.times=2", "name='odd: name # 1'"]))


def shown_if_good(seed: int) -> bool:
    text = (damaged if seed % 3 == 0 else varied)(RICH if seed % 2 else SMALL, random.Random(seed))
    try:
        study = load_text(text)
    except ScenarioError:
        return False
    try:
        check_shown(study)
    except Exception as error:
        error.add_note(f"seed {seed}, text:\n{text}")
        raise
    return True


def test_scenarios_that_survive_a_change_are_shown_as_what_they_are() -> None:
    assert sum(shown_if_good(seed) for seed in range(24)) > 8


@pytest.mark.long
def test_many_scenarios_that_survive_a_change_are_shown_as_what_they_are() -> None:
    assert sum(shown_if_good(seed) for seed in range(10_000, 10_600)) > 150


def test_keys_keep_their_order_and_values_their_writing() -> None:
    lines = body(resolved_text(load_text(SMALL)))
    assert lines[:8] == [
        "version: 1",
        "name: Peak",
        "horizon:",
        '  from: "08:00"',
        '  to: "18:00"',
        "channels:",
        "  voice:",
        "    lines: 60",
    ]
    assert "    wrap_up: 30s" in lines
    assert '      "12:00": 8' in lines


def test_defaults_are_left_out_unless_they_are_asked_for() -> None:
    study = load_text(SMALL)
    assert "at_close" not in resolved_text(study)
    shown = resolved_text(study, defaults=True)
    for line in (
        "  interval: 30m  # default",
        "  at_close: serve_out  # default",
        "    service_level: 80% in 20s  # default",
        "    share: 100%  # default",
        "        priority: 1  # default",
        "routing:  # default",
        "  agent: longest_idle",
        "  confidence: 95%",
    ):
        assert line in shown.splitlines()


def test_the_first_line_says_what_it_is_of() -> None:
    text = resolved_text(load_text(RICH, settings=["run.seed=3"]), "two_more", "busy")
    assert text.startswith("# scenario.yaml, strategy 'two_more', future 'busy', --set run.seed=3\nversion: 1\n")


def test_checks_that_the_strategy_cannot_be_judged_by_are_left_out() -> None:
    text = SMALL + "strategies:\n  a: {}\n  b: {agent_groups: {extra: {agents: 1, serves: {orders: {}}}}}\n"
    study = load_text(text + "checks:\n  - asa_s < 20s\n  - occupancy(group:extra) < 80%\n")
    assert body(resolved_text(study, "a"))[-2:] == ["checks:", "  - asa_s < 20s"]
    assert body(resolved_text(study, "b"))[-2:] == ["  - asa_s < 20s", '  - "occupancy(group:extra) < 80%"']


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3m30s", "3m30s"), ("80%", "80%"), ("240/h", "240/h"), ("14 EUR/h", "14 EUR/h"), ("front-desk", "front-desk"),
        ("Is it, perhaps?", "Is it, perhaps?"), ("09:30", '"09:30"'), ("no", '"no"'), ("On", '"On"'), ("12", '"12"'),
        ("1_000", '"1_000"'), ("2024-01-01", '"2024-01-01"'), ("null", '"null"'), ("", '""'), (" a", '" a"'),
        ("a: b", '"a: b"'), ("a # b", '"a # b"'), ("- a", '"- a"'), ("don't", '"don\'t"'), ('"', '"\\""'),
        ("a\nb", '"a\\nb"'), ("\x07", '"\\x07"'), ("\u2028", '"\\u2028"'), ("Straße", "Straße"), ("😀", '"😀"'),
        (1, "1"), (1.5, "1.5"), (1e-7, "1e-07"), (True, "true"), (None, "null"), ("<<", '"<<"'), ("=", '"="'),
    ],
)  # fmt: skip
def test_a_value_is_quoted_only_where_somebody_could_misread_it(value: object, text: str) -> None:
    assert yaml_value(value) == text  # type: ignore[arg-type]


texts = st.text(max_size=12) | st.sampled_from(["no", "9:30", "3m", "1e3", "0x1F", "~", "- a", "? b", "{", "a: b", "#"])
scalars = (texts | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none()).map(
    lambda value: Scalar(value, HERE)
)
nodes: st.SearchStrategy[Node] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: Sequence(tuple(items), HERE))
        | st.dictionaries(texts, inner, max_size=3).map(
            lambda entries: Mapping({key: Entry(HERE, node) for key, node in entries.items()}, HERE)
        )
    ),
    max_leaves=12,
)
mappings = st.dictionaries(texts, nodes, min_size=1, max_size=4).map(
    lambda entries: Mapping({key: Entry(HERE, node) for key, node in entries.items()}, HERE)
)


@settings(max_examples=60)
@given(mappings)
def test_any_tree_is_written_so_that_it_reads_back(tree: Mapping) -> None:
    text = "\n".join(yaml_lines(tree))
    assert read_mapping(text, "x.yaml").plain == tree.plain


@given(st.dictionaries(texts, texts, min_size=1, max_size=4))
def test_texts_stay_texts_by_the_rules_of_yaml_1_1_too(values: dict[str, str]) -> None:
    tree = Mapping({key: Entry(HERE, Scalar(value, HERE)) for key, value in values.items()}, HERE)
    assert yaml.safe_load("\n".join(yaml_lines(tree))) == values


def test_defaults_change_nothing() -> None:
    study = load_text(RICH)
    full = with_defaults(study.tree)
    assert load_text("\n".join(yaml_lines(full))).resolve() == study.resolve("base")
    assert with_defaults(full) == full


def test_changes_are_where_two_trees_differ() -> None:
    study = load_text(RICH)
    found = changes_between(study.variant("base").tree, study.variant("two_more_and_faster").tree)
    assert [(".".join(one.path), one.old and plain(one.old), one.new and plain(one.new)) for one in found] == [
        ("contact_types.orders.wrap_up.exponential.mean", "30s", "24s"),
        ("contact_types.advice.queue_limit", 20, None),
        ("agent_groups.front.agents.08:00", 14, 16),
        ("agent_groups.front.agents.12:00", 20, 22),
    ]
    assert changes_between(study.tree, study.variant("as_today").tree) == []


# Where values came from. Places are those of SMALL and what is written below it.

CHAIN = """\
strategies:
  as_today: {}
  more: {agent_groups: {front: {agents: {add: 2}}}}
  most: {based_on: more, agent_groups: {front: {agents: {"12:00": {times: 1.5}}}}}
futures:
  sick: {agent_groups: {front: {agents: {"9:00": 3}}}}
"""


def why(study: Study, path: str, strategy: str | None = None, future: str | None = None) -> list[tuple[str, str, list]]:
    found = origins(study, tuple(path.split("/")), strategy, future)
    return [(one.path, one.value, [tuple(step) for step in one.steps]) for one in found]


def test_a_value_of_the_file_came_from_the_file() -> None:
    assert why(load_text(SMALL), "horizon/from") == [("horizon.from", '"08:00"', [('"08:00"', "scenario.yaml:3:17")])]


def test_every_say_in_a_value_is_told_in_order() -> None:
    study = load_text(SMALL + CHAIN, settings=["agent_groups.front.agents.add=-1"])
    assert why(study, "agent_groups/front/agents", "most", "sick") == [
        (
            'agent_groups.front.agents."08:00"',
            "5",
            [
                ("4", "scenario.yaml:17:23"),
                ("add: 2, which makes 6", "scenario.yaml:21:41, strategy 'more'"),
                ("add: -1, which makes 5", "--set agent_groups.front.agents.add=-1"),
            ],
        ),
        (
            'agent_groups.front.agents."12:00"',
            "14",
            [
                ("8", "scenario.yaml:17:35"),
                ("add: 2, which makes 10", "scenario.yaml:21:41, strategy 'more'"),
                ("times: 1.5, which makes 15", "scenario.yaml:22:67, strategy 'most'"),
                ("add: -1, which makes 14", "--set agent_groups.front.agents.add=-1"),
            ],
        ),
        (
            'agent_groups.front.agents."9:00"',
            "2",
            [
                ("3", "scenario.yaml:24:50, future 'sick'"),
                ("add: -1, which makes 2", "--set agent_groups.front.agents.add=-1"),
            ],
        ),
    ]


def test_a_time_of_day_is_found_however_it_is_written() -> None:
    assert why(load_text(SMALL), "agent_groups/front/agents/8:00")[0][0] == 'agent_groups.front.agents."08:00"'


def test_what_replaced_a_mapping_tells_what_was_there() -> None:
    study = load_text(SMALL, settings=["contact_types.orders.talk=5m"])
    assert why(study, "contact_types/orders/talk") == [
        (
            "contact_types.orders.talk",
            "5m",
            [
                ("{lognormal: {mean: 4m, sd: 3m}}", "scenario.yaml:12:11"),
                ("5m", "--set contact_types.orders.talk=5m"),
            ],
        )
    ]


def test_what_was_removed_tells_by_whom() -> None:
    study = load_text(SMALL + "strategies:\n  a: {}\n  b: {contact_types: {orders: {wrap_up: null}}}\n")
    assert why(study, "contact_types/orders/wrap_up", "b") == [
        ("contact_types.orders.wrap_up", "0s", [("0s", "by default")])
    ]
    study = load_text(
        changed(SMALL, ("    wrap_up: 30s\n", "    queue_limit: 3\n")),
        settings=["contact_types.orders.queue_limit=null"],
    )
    assert why(study, "contact_types/orders/queue_limit") == [
        (
            "contact_types.orders.queue_limit",
            "",
            [("3", "scenario.yaml:13:18"), ("removed", "--set contact_types.orders.queue_limit=null")],
        )
    ]


def test_a_value_that_is_left_out_came_by_default() -> None:
    assert why(load_text(SMALL), "horizon/interval") == [("horizon.interval", "30m", [("30m", "by default")])]
    assert [path for path, _, _ in why(load_text(SMALL), "run")] == ["run.replications", "run.seed", "run.confidence"]


def test_a_value_of_an_extended_file_says_who_extends_it(tmp_path: Path) -> None:
    (tmp_path / "below.yaml").write_text(SMALL)
    (tmp_path / "top.yaml").write_text("extends: below.yaml\nagent_groups: {front: {agents: {'12:00': 9}}}\n")
    above, below = tmp_path / "top.yaml", tmp_path / "below.yaml"
    assert why(load(above), "agent_groups/front/agents/12:00")[0][2] == [
        ("8", f"{below}:17:35, extended by {above}"),
        ("9", f"{above}:2:42"),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("agent_groups/frnt", "there is no 'frnt' in agent_groups. Did you mean 'front'?"),
        ("agentgroups", "there is no 'agentgroups'. Did you mean 'agent_groups'?"),
        ("horizon/from/hour", 'there is no horizon.from.hour: horizon.from is "08:00", so there is nothing inside.'),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ends(path: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        why(load_text(SMALL), path)
    assert str(refused.value) == words


@pytest.mark.parametrize("strategy", ["as_today", "two_more", "two_more_and_faster"])
def test_the_last_say_is_the_value(strategy: str) -> None:
    study = load_text(RICH)
    for future in (None, *study.futures):
        for one in (found for key in study.tree.entries for found in origins(study, (key,), strategy, future)):
            assert one.steps
            last = one.steps[-1].said
            assert last in (one.value, "removed") or last.endswith(f" makes {one.value}")
