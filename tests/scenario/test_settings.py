"""``--set PATH=VALUE`` is an override in one line, applied last."""

import pytest
from scenario_texts import RICH, SMALL

from simulator.errors import ScenarioError
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study, load_text


def with_settings(*settings: str, text: str = SMALL, strategy: str | None = None) -> Scenario:
    return load_text(text, settings=settings).resolve(strategy)


def refusal(*settings: str, text: str = SMALL) -> str:
    with pytest.raises(ScenarioError) as refused:
        load_text(text, settings=settings)
    (problem,) = refused.value.problems
    assert f"--set {settings[0]}" in problem.where
    return str(problem)


@pytest.mark.parametrize(
    ("setting", "agents"),
    [
        ("agent_groups.front.agents=12", {0.0: 12}),
        (" agent_groups.front.agents = 12 ", {0.0: 12}),
        ('agent_groups.front.agents={"09:00": 5}', {28800.0: 4, 32400.0: 5, 43200.0: 8}),
        ('agent_groups.front.agents."10:00"=5', {28800.0: 4, 36000.0: 5, 43200.0: 8}),
        ("agent_groups.front.agents.'10:00'=5", {28800.0: 4, 36000.0: 5, 43200.0: 8}),
        ("agent_groups.front.agents.10:00=5", {28800.0: 4, 36000.0: 5, 43200.0: 8}),
        ("agent_groups.front.agents.8:00=5", {28800.0: 5, 43200.0: 8}),
        ('agent_groups.front.agents."08:00"=null', {43200.0: 8}),
        ("agent_groups.front.agents={times: 2}", {28800.0: 8, 43200.0: 16}),
        ("agent_groups.front.agents.times=2", {28800.0: 8, 43200.0: 16}),
        ('agent_groups.front.agents."08:00".add=-1', {28800.0: 3, 43200.0: 8}),
    ],
)
def test_a_setting_changes_what_its_path_names(setting: str, agents: dict[float, int]) -> None:
    assert with_settings(setting).agent_groups["front"].agents == agents


def test_a_setting_may_name_what_the_file_leaves_out() -> None:
    scenario = with_settings("run.seed=9", "contact_types.orders.queue_limit=3", "routing.agent=longest_idle")
    assert (scenario.run.seed, scenario.contact_types["orders"].queue_limit) == (9, 3)


def test_a_setting_may_replace_a_short_form() -> None:
    assert with_settings("contact_types.orders.patience=endless").contact_types["orders"].patience == {0.0: None}
    wrap_up = with_settings("contact_types.orders.wrap_up.exponential.mean=1m").contact_types["orders"].wrap_up[0.0]
    assert wrap_up.exponential is not None
    assert wrap_up.exponential.mean_s == 60.0


def test_a_setting_may_add_a_whole_thing() -> None:
    scenario = with_settings("agent_groups.extra={agents: 3, serves: {orders: {}}}")
    assert scenario.agent_groups["extra"].agents == {0.0: 3}


def test_settings_come_last_in_every_strategy() -> None:
    study = load_text(RICH, settings=["agent_groups.front.agents=3"])
    assert [study.resolve(name).agent_groups["front"].agents for name in study.strategies] == [{0.0: 3}] * 3


def test_the_later_of_two_settings_wins() -> None:
    assert with_settings("run.seed=1", "run.seed=2").run.seed == 2


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            "agent_groups.frnt.agents=3",
            "agent_groups (from --set agent_groups.frnt.agents=3): there is no 'frnt' here.",
        ),
        ("agent_groups.frnt.agents=3", "Did you mean 'front'?"),
        ("agent_groups.frnt={agents: 3}", "there is no agent group 'frnt' to change. Did you mean 'front'?"),
        ("agent_groups.nobody=3", "there is no 'nobody' here. Known: front."),
        ("agentgroups.front.agents=3", "Did you mean 'agent_groups'?"),
        ("agent_groups.front.agnts=3", "Did you mean 'agents'?"),
        ("horizon.from.hour=3", "this is a single value, so there is no 'hour' in it"),
        ("strategies.a={}", "'strategies' cannot be set"),
        ("version=1", "'version' cannot be set"),
        ("agent_groups.front.agents", "expected a path, an equals sign and a value"),
        ("=3", "expected a path, an equals sign and a value"),
        ("a..b=3", "expected a path, an equals sign and a value"),
        ("", "expected a path, an equals sign and a value"),
        ("name=[1", "the bracket [ opened here is not closed"),
        ("name=", "a value is missing after the equals sign"),
        ("agent_groups.front.agents=3.5", "expected a whole number of agents, got 3.5."),
        ("agent_groups.front.agents.noon=3", "expected a time of day, got 'noon'"),
        ("agent_groups.front.agents.10:00.add=3", "there is no '10:00' here. Known: 08:00, 12:00."),
        ("contact_types.orders.queue_limit=null", "there is no 'queue_limit' to remove"),
    ],
)
def test_a_setting_that_leads_nowhere_says_where_it_ends(setting: str, words: str) -> None:
    assert words in refusal(setting)


def test_a_step_cannot_be_set_in_a_single_number() -> None:
    text = SMALL.replace('{"08:00": 4, "12:00": 8}', "24")
    assert "it is 24, so there is no '10:00' in it" in refusal("agent_groups.front.agents.10:00=3", text=text)


def test_what_a_setting_breaks_elsewhere_is_not_blamed_on_the_file() -> None:
    with pytest.raises(ScenarioError, match=r"contact_types.orders \(after --set\): 'talk' is missing"):
        load_text(SMALL, settings=["contact_types.orders.talk=null"])


def test_all_settings_are_checked_together_with_the_file() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(SMALL.replace("lines: 60", "lines: 0"), settings=["run.sed=3", "name", "run.replications=0"])
    assert len(refused.value.problems) == 4


EXTRA = f"""{SMALL}strategies:
  as_today: {{}}
  more: {{agent_groups: {{extra: {{agents: {{"08:00": 1, "10:00": 3}}, serves: {{orders: {{}}}}}}}}}}
  most: {{based_on: more, agent_groups: {{extra: {{agents: 5}}}}}}
futures:
  busy: {{sources: {{shoppers: {{campaigns: {{mailing: {{at: "10:00", for: 1h, lift: 30/h}}}}}}}}}}
"""


def agents_of_extra(study: Study) -> dict[str, object]:
    groups = {name: study.resolve(name).agent_groups.get("extra") for name in study.strategies}
    return {name: group and group.agents for name, group in groups.items()}


def test_a_path_that_only_some_strategies_have_is_set_in_those() -> None:
    study = load_text(EXTRA, settings=["agent_groups.extra.agents=7"])
    assert agents_of_extra(study) == {"as_today": None, "more": {0.0: 7}, "most": {0.0: 7}}
    assert study.only == {"agent_groups.extra.agents": ("more", "most")}
    assert study.resolve("as_today") == load_text(EXTRA).resolve("as_today")
    later = load_text(EXTRA).with_settings(["agent_groups.extra.agents=7"])
    assert agents_of_extra(later) == agents_of_extra(study)
    assert later.only == study.only


def test_a_part_that_only_one_strategy_has_is_set_in_that_one() -> None:
    study = load_text(EXTRA, settings=['agent_groups.extra.agents."10:00".add=1'])
    assert agents_of_extra(study) == {"as_today": None, "more": {28800.0: 1, 36000.0: 4}, "most": {0.0: 5}}
    assert study.only == {'agent_groups.extra.agents."10:00".add': ("more",)}


def test_what_only_a_future_has_is_set_in_it() -> None:
    study = load_text(EXTRA, settings=["sources.shoppers.campaigns.mailing.lift=60/h"])
    assert study.resolve("more", "busy").sources["shoppers"].campaigns["mailing"].lift_per_hour == 60.0
    assert not study.resolve("more").sources["shoppers"].campaigns


def test_what_everybody_has_is_set_everywhere_and_nothing_is_noted() -> None:
    assert load_text(EXTRA, settings=["agent_groups.front.agents=7"]).only == {}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("agent_groups.extr.agents=7", "there is no 'extr' here. Did you mean 'extra'?"),
        (
            "agent_groups.extra.agnts=7",
            "agent_groups.extra (from --set agent_groups.extra.agnts=7): there is no 'agnts'",
        ),
        ("agent_groups.nobody.agents=7", "there is no 'nobody' here. Known: front."),
        ("strategies.more.agent_groups.extra.agents=7", "Write agent_groups.extra.agents: this changes it in every"),
        ("futures.busy.sources.shoppers.keep=80%", "Write sources.shoppers.keep: this changes it in every"),
        ("more.agent_groups.extra.agents=7", "'more' is not part of the center. Write agent_groups.extra.agents: this"),
    ],
)
def test_a_path_that_nobody_has_is_told_the_one_that_works(setting: str, words: str) -> None:
    assert words in refusal(setting, text=EXTRA)


def test_no_path_is_named_that_would_not_work() -> None:
    assert refusal("strategies.more.agent_groups.nobody.agents=7", text=EXTRA).endswith("change the center itself.")
