"""A mistake is reported where it is, and not once more for every strategy in which it shows."""

import pytest
from scenario_texts import SMALL

from simulator.errors import ScenarioError
from simulator.scenario.reader import load_text

TALK, AGENTS = "{lognormal: {mean: 4m, sd: 3m}}", '{"08:00": 4, "12:00": 8}'
STRATEGIES = """
strategies:
  as_today: {}
  more: {agent_groups: {front: {agents: {add: 1}}}}
  longer: {contact_types: {orders: {talk: {times: 1.1}}}}
  both: {based_on: longer, agent_groups: {front: {agents: {times: 2}}}}
  another: {contact_types: {orders: {wrap_up: 1m}}}
futures:
  busy: {sources: {shoppers: {arrivals: {times: 1.2}}}}
  slow: {contact_types: {orders: {talk: {times: 1.2}}}}
"""


def problems(text: str, strategies: str = STRATEGIES) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_text(text + strategies)
    return [f"{one.where}: {one.what}" for one in caught.value.problems]


WRONG = {
    "shares of a mixture": (TALK, "{mixture: {a: {share: 50%, of: 2m}, b: {share: 40%, of: 3m}}}"),
    "an unknown key": (TALK, "{lognormal: {meen: 4m}}"),
    "no form": (TALK, "{}"),
    "keys that do not go together": (TALK, "{lognormal: {mean: 4m, cv: 1, sd: 3m}}"),
    "percentiles in the wrong order": (TALK, "{lognormal: {p50: 4m, p90: 3m}}"),
    "half an agent": (AGENTS, '{"08:00": 4.5}'),
    "a text for agents": (AGENTS, '{"08:00": many}'),
    "a profile": ('{per_hour: {"08:00": 40, "12:00": 95}}', '{per_day: 100, profile: {"08:00": 50%, "12:00": 40%}}'),
    "two forms of arrivals": ('{per_hour: {"08:00": 40, "12:00": 95}}', "{per_hour: 40, per_day: 60}"),
    "no such source": ("from: shoppers", "from: shopers"),
    "shares of types": ("channel: voice", "channel: voice\n    share: 50%"),
    "no such type": ("serves: {orders: {}}", "serves: {ordrs: {}}"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_of_the_base_is_reported_once(mistake: str) -> None:
    found = problems(SMALL.replace(*WRONG[mistake]))
    assert len(found) == 1, found
    assert "strategy" not in found[0]
    assert "future" not in found[0]


def test_a_mistake_of_a_strategy_is_reported_once_whatever_builds_on_it() -> None:
    wrong = STRATEGIES.replace("{talk: {times: 1.1}}", "{talk: {lognormal: {sd: null, p90: 3m}}}")
    found = problems(
        SMALL, wrong.replace("based_on: longer,", "based_on: longer, contact_types: {orders: {talk: {times: 2}}},")
    )
    assert len(found) == 1, found
    assert "from strategy 'longer'" in found[0]


def test_other_mistakes_beside_one_of_the_base_are_reported_too() -> None:
    base = SMALL.replace(TALK, "{lognormal: {meen: 4m}}")
    own = STRATEGIES.replace("{add: 1}", "{times: -1}").replace("wrap_up: 1m", "wrap_up: much")
    found = problems(base, own)
    assert len(found) == 3, found
    assert any("talk" in one for one in found)
    assert any("agents (from strategy 'more')" in one for one in found)
    assert any("wrap_up (from strategy 'another')" in one for one in found)


def test_the_same_with_other_numbers_is_the_same_mistake() -> None:
    after = '{per_day: 100, profile: {"08:00": 50%, "19:00": 50%}}'
    text = SMALL.replace('{per_hour: {"08:00": 40, "12:00": 95}}', after)
    longer = '\nstrategies: {as_today: {}, longer: {horizon: {to: "18:30"}}}\n'
    found = problems(text, longer)
    assert found == problems(text, "\n")
    assert all("18:00" in one for one in found)
    # Of a base that is right, the strategy says what is wrong in it.
    assert all("18:30" in one for one in problems(text.replace('to: "18:00"', 'to: "20:00"'), longer))
