"""Numbers that a file leaves out have a default, and changing them changes that."""

from typing import Any

import pytest
from scenario_texts import SMALL

from simulator.errors import ScenarioError
from simulator.scenario.reader import Study, load_text
from simulator.scenario.resolved.origin import origins


def study(change: str, *settings: str) -> Study:
    return load_text(f"{SMALL}\nstrategies: {{other: {change}}}\n", settings=settings)


def at(tree: dict[str, Any], path: str) -> Any:
    for part in path.split("."):
        tree = tree[part]
    return tree


CHANGES = [
    ("agent_groups.front.serves.orders.handle_time", "{times: 1.1}", 1.1),
    ("agent_groups.front.serves.orders.handle_time", "{talk: {times: 1.1}}", {"talk": 1.1, "wrap_up": 1.0}),
    ("agent_groups.front.capacity", "{times: 120%}", 1.2),
    ("agent_groups.front.serves.orders.after", "{add: 20s}", "20s"),
    ("agent_groups.front.serves.orders.priority", "{add: 1}", 2),
    ("sources.shoppers.keep", "{times: 0.8}", "80%"),
    ("run.replications", "{times: 2}", 100),
    ("horizon.warm_up", "{add: 1d}", "24h"),
    ("horizon.interval", "{times: 2}", "1h"),
]


@pytest.mark.parametrize(("path", "change", "becomes"), CHANGES)
def test_a_number_that_is_left_out_is_changed_from_its_default(path: str, change: str, becomes: object) -> None:
    body = change
    for part in reversed(path.split(".")):
        body = f"{{{part}: {body}}}"
    assert at(study(body).resolved_tree("other"), path) == becomes
    assert at(study("{}", f"{path}={change}").resolved_tree("other"), path) == becomes
    if change.startswith(("{times: ", "{add: ")):
        word, value = change.strip("{}").split(": ")
        assert at(study("{}", f"{path}.{word}={value}").resolved_tree("other"), path) == becomes


def test_where_it_came_from_says_what_changed_it() -> None:
    there = study("{agent_groups: {front: {capacity: {times: 120%}}}}")
    [one] = origins(there, ("agent_groups", "front", "capacity"), "other")
    assert [step.said for step in one.steps] == ["times: 120%, which makes 1.2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{contact_types: {orders: {age_credit: {times: 2}}}}", "it is 0s by default, which 'times' cannot change."),
        ("{horizon: {at_close: {times: 2}}}", "it is serve_out by default, which 'times' cannot change."),
        ("{contact_types: {orders: {service_level: {times: 2}}}}", "it is 80% in 20s by default, which 'times'"),
    ],
)
def test_a_default_that_cannot_be_changed_is_named(change: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        study(change)
    [one] = caught.value.problems
    assert one.what.startswith(said)
    assert one.hint == "Write the value itself."


def test_what_has_no_default_is_still_an_error() -> None:
    with pytest.raises(ScenarioError, match=r"there is no number here for 'times' to change\. Write the value itself"):
        study("{contact_types: {orders: {queue_limit: {times: 2}}}}")
