"""The page of the chat concurrency shows what its commands print, and what it says holds with other seeds."""

import math
import re
import shlex

import pytest
from scenario_pages import ROOT, ScenarioPage, printed, shows, written

from simulator import compare, load, pictures
from simulator.compared import Compared
from simulator.comparison import Comparison
from simulator.scenario.reader import Study

PAGE = ScenarioPage("chat_concurrency", "closed.svg")
STRATEGIES = ("one", "two", "three", "four", "five", "six")
THINKING = "contact_types.chats.replies.thinking.lognormal.mean"


@pytest.fixture(scope="module")
def study() -> Study:
    return load(PAGE.scenario)


@pytest.fixture
def prose() -> str:
    return re.sub(r"```.*?```|<!--.*?-->", "", PAGE.text, flags=re.DOTALL)


def test_the_strategies_differ_in_the_number_of_chats_at_once(study: Study) -> None:
    assert study.strategies == STRATEGIES
    scenarios = [study.resolve(name) for name in STRATEGIES]
    assert [one.channels["chat"].slots for one in scenarios] == [1, 2, 3, 4, 5, 6]
    assert len({repr((one.agent_groups, one.contact_types, one.sources)) for one in scenarios}) == 1


def test_the_page_shows_pieces_of_the_file() -> None:
    text = PAGE.scenario.read_text(encoding="utf-8")
    assert PAGE.yaml
    for block in PAGE.yaml:
        assert block in text


def test_every_number_with_a_decimal_in_a_sentence_is_one_of_an_output_or_computed_from_two() -> None:
    # Thinking divided by work, and one; fewer leave before the first reply, more later, with six instead of three.
    computed = {"1.75": 30 / 40 + 1, "2.5": 60 / 40 + 1, "1.5": 11.4 - 9.9, "0.7": 3.5 - 2.8}
    assert PAGE.numbers_from_nowhere() <= set(computed)
    assert [f"{value:.2f}" for value in computed.values()] == [f"{float(said):.2f}" for said in computed]
    for shown in ("11.4 %", "9.9 %", "3.5 %", "2.8 %"):
        assert f" {shown} " in PAGE.outputs[1][1]


def test_every_time_in_a_sentence_is_one_of_an_output(prose: str) -> None:
    shown = "\n".join(block for _, block in PAGE.outputs)
    times = re.findall(r"\d+m\d\ds", prose)
    assert len(times) > 7
    assert all(time in shown for time in times)


def test_the_picture_names_every_strategy() -> None:
    assert set(STRATEGIES) <= set(PAGE.picture)


def test_idle_agents_have_as_many_first_replies_in_time_as_the_page_says(study: Study, prose: str) -> None:
    work = study.resolve().contact_types["chats"]
    assert "80 % of first replies within 60 s" in prose
    assert work.service_level.within_s == 60
    # Lognormal of mean 40 s and cv 0.8, at 60 s.
    sigma = math.sqrt(math.log(1 + 0.8**2))
    below = (1 + math.erf((math.log(60 / 40) + sigma**2 / 2) / sigma / math.sqrt(2))) / 2
    assert f"only {100 * below:.0f} % are in time" in prose
    _, idle = compare(study, ["six"], vary=["agent_groups.chat_team.agents=30,60"], replications=2, jobs=1)
    assert idle.row("six", "served_in_time", "all").value == pytest.approx(below, abs=0.03)


@pytest.mark.long
@pytest.mark.parametrize(("command", "block"), PAGE.outputs, ids=[command for command, _ in PAGE.outputs])
def test_the_page_shows_what_its_commands_print(command: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shows(block, printed(*shlex.split(command)))


@pytest.mark.long
def test_the_picture_says_what_a_run_finds(study: Study) -> None:
    assert written(pictures.svg_text(pictures.closed(compare(study)))) == PAGE.picture


def values(run: Compared | Comparison, metric: str) -> dict[str, float]:
    """Return a metric of the whole day, by strategy."""
    return {name: run.row(name, metric, "all").value for name in run.strategies}


@pytest.mark.long
@pytest.mark.parametrize("future", ["as_stated", "busy_day"])
@pytest.mark.parametrize("seed", [3, 4])
def test_what_the_page_says_holds_with_other_seeds(study: Study, seed: int, future: str) -> None:
    run = compare(study, futures=future, seed=seed, replications=20)
    closed = values(run, "closed_per_agent_hour")
    assert closed["two"] > 1.45 * closed["one"]
    assert 1.05 < closed["three"] / closed["two"] < 1.2
    assert abs(closed["six"] / closed["three"] - 1) < 0.04
    assert abs(closed["six"] / closed["four"] - 1) < 0.015
    # Customers leave later instead of earlier.
    early, late = values(run, "abandonment_rate"), values(run, "left_waiting_share")
    assert early["one"] - early["two"] > 0.25
    assert 0.06 < early["two"] - early["three"] < 0.15
    assert 0 < early["three"] - early["six"] < 0.05
    assert late["one"] < 0.01 < late["two"] < 0.022 < late["three"] < late["six"] < 0.065
    # Replies: first ones sooner, all of them later; with one, later replies are nothing but writing.
    first, every = values(run, "asa_s"), values(run, "reply_s_mean")
    assert first["one"] > first["two"] > first["three"] > first["six"]
    assert every["one"] < every["two"] < every["three"] < every["six"]
    sent, answered = values(run, "replies"), values(run, "answered")
    later = {
        name: (every[name] * sent[name] - first[name] * answered[name]) / (sent[name] - answered[name])
        for name in STRATEGIES
    }
    assert later["one"] == pytest.approx(40, abs=1)
    assert later["six"] > every["six"] > first["six"]
    # Room for six is not filled; occupancy is alike in all, occupancy in focus is not.
    assert 2 < values(run, "active_mean")["six"] < 3
    busy, focus = values(run, "occupancy"), values(run, "occupancy_in_focus")
    assert max(busy.values()) - min(busy.values()) < 0.012
    assert focus["one"] < 0.5
    assert focus["two"] + 0.03 < focus["three"] < focus["six"] < focus["three"] + 0.03
    assert max(values(run, "served_in_time").values()) < 0.6


@pytest.mark.long
@pytest.mark.parametrize("seed", [3, 4])
def test_the_rule_of_thumb_holds_with_other_seeds(study: Study, seed: int) -> None:
    named = ["two", "three", "four", "six"]
    run = compare(study, named, vary=[f"{THINKING}=30s,60s,120s"], seed=seed, replications=10)
    for thinking_s, one in zip((30, 60, 120), run, strict=True):
        closed = values(one, "closed_per_agent_hour")
        enough = math.ceil(thinking_s / 40 + 1)
        assert closed[STRATEGIES[enough - 1]] > 0.94 * closed["six"]
        assert closed[STRATEGIES[enough - 2]] < 0.94 * closed["six"]


@pytest.mark.long
@pytest.mark.parametrize("seed", [3, 4])
def test_an_agent_more_helps_more_than_a_fourth_chat_with_other_seeds(study: Study, seed: int) -> None:
    run = compare(study, ["three", "four"], vary=["agent_groups.chat_team.agents=9,10"], seed=seed, replications=10)
    nine, ten = run
    early = [values(nine, "abandonment_rate"), values(ten, "abandonment_rate")]
    assert early[1]["three"] < early[0]["four"] < early[0]["three"]
    replies = [values(nine, "reply_s_mean"), values(ten, "reply_s_mean")]
    assert replies[1]["three"] < replies[0]["three"] < replies[0]["four"]
