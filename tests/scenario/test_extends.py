"""A file that extends others is laid over them: they below, it on top, each once."""

from pathlib import Path

import pytest
from scenario_texts import RICH, SMALL, changed

from simulator.errors import ScenarioError
from simulator.scenario.reader import load, load_text
from simulator.scenario.text.nodes import Mark

AGENTS = {28800.0: 4, 43200.0: 8}


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def refusal(folder: Path, name: str = "top", allow_outside: bool = False) -> list[str]:
    with pytest.raises(ScenarioError) as refused:
        load(folder / f"{name}.yaml", allow_outside=allow_outside)
    return [f"{Path(one.file).name}:{one}" for one in refused.value.problems]


@pytest.mark.parametrize("text", ["extends: below.yaml\n", "extends: [below.yaml]\n", "extends: ./below.yaml\n"])
def test_a_file_that_only_extends_another_is_the_other(tmp_path: Path, text: str) -> None:
    write(tmp_path, below=RICH, top=text)
    below, top = load(tmp_path / "below.yaml"), load(tmp_path / "top.yaml")
    assert (top.strategies, top.futures) == (below.strategies, below.futures)
    assert [text for text, _ in top.checks] == [text for text, _ in below.checks]
    for strategy in (*below.strategies, "base"):
        for future in (None, *below.futures):
            assert top.resolve(strategy, future) == below.resolve(strategy, future)


@pytest.mark.parametrize("text", ["extends:\n", "extends: []\n", "extends: null\n"])
def test_extending_nothing_is_the_file_itself(text: str) -> None:
    assert load_text(text + RICH).resolve("two_more", "busy") == load_text(RICH).resolve("two_more", "busy")


def test_the_upper_file_overrides_as_a_strategy_does(tmp_path: Path) -> None:
    write(
        tmp_path,
        below=RICH,
        top="""\
extends: below.yaml
name: Above
contact_types: {advice: {short_abandon: null}, accounts: {talk: {times: 2}}}
agent_groups: {front: {agents: {"8:00": {add: 2}}}, extra: {agents: 3, serves: {advice: {}}}}
""",
    )
    scenario = load(tmp_path / "top.yaml").resolve()
    assert scenario.name == "Above"
    assert scenario.contact_types["advice"].short_abandon_s is None
    assert scenario.contact_types["accounts"].talk[0.0].mean_s == 180.0
    assert scenario.agent_groups["front"].agents == {28800.0: 16, 43200.0: 20}
    assert list(scenario.agent_groups) == ["front", "back", "extra"]


def test_strategies_and_futures_are_added_changed_and_removed_by_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        below=RICH,
        top="""\
extends: below.yaml
strategies:
  two_more_and_faster: null
  two_more: {agent_groups: {front: {agents: {add: 3}}, back: {agents: {add: 1}}}}
  four_more: {based_on: two_more, agent_groups: {front: {agents: {add: 1}}}}
futures:
  later: null
  quiet: {sources: {firms: {arrivals: {times: 0.5}}}}
""",
    )
    study = load(tmp_path / "top.yaml")
    assert (study.strategies, study.futures) == (("as_today", "two_more", "four_more"), ("busy", "quiet"))
    # What both files change, the upper one changes: 3 more, not 5.
    assert study.resolve("two_more").agent_groups["front"].agents == {28800.0: 17, 43200.0: 23}
    assert study.resolve("four_more").agent_groups["front"].agents == {28800.0: 18, 43200.0: 24}
    assert study.resolve("four_more").agent_groups["back"].agents == {0.0: 13}


def test_a_strategy_of_the_lower_file_keeps_what_the_upper_one_does_not_name(tmp_path: Path) -> None:
    more = "extends: below.yaml\nstrategies: {two_more_and_faster: {contact_types: {orders: {queue_limit: 9}}}}\n"
    write(tmp_path, below=RICH, top=more)
    scenario = load(tmp_path / "top.yaml").resolve("two_more_and_faster")
    assert scenario.contact_types["orders"].queue_limit == 9
    assert scenario.contact_types["orders"].wrap_up[0.0].mean_s == 24.0
    assert scenario.agent_groups["front"].agents == {28800.0: 16, 43200.0: 22}


def test_null_in_a_strategy_stays_a_change_of_the_strategy(tmp_path: Path) -> None:
    top = "extends: below.yaml\nstrategies: {more: {agent_groups: {front: {agents: {'12:00': null}}}}}\n"
    below = SMALL + "strategies:\n  more: {agent_groups: {front: {agents: {'12:00': 9}}}}\n"
    write(tmp_path, below=below, top=top)
    assert load(tmp_path / "top.yaml").resolve("more").agent_groups["front"].agents == {28800.0: 4}


@pytest.mark.parametrize(
    ("checks", "kept"), [("", 1), ("checks: [asa_s < 20s, blocked < 3]\n", 2), ("checks: null\n", 0)]
)
def test_a_list_replaces_a_list(tmp_path: Path, checks: str, kept: int) -> None:
    write(tmp_path, below=RICH, top=f"extends: below.yaml\n{checks}")
    assert len(load(tmp_path / "top.yaml").checks) == kept


def test_several_files_lie_over_one_another_in_their_order(tmp_path: Path) -> None:
    five, six = (f"agent_groups: {{front: {{agents: {{'08:00': {number}}}}}}}\n" for number in (5, 6))
    write(tmp_path, below=SMALL, five=five, six=six, top="extends: [below.yaml, five.yaml, six.yaml]\n")
    write(tmp_path, other="extends: [below.yaml, six.yaml, five.yaml]\n")
    assert load(tmp_path / "top.yaml").resolve().agent_groups["front"].agents[28800.0] == 6
    assert load(tmp_path / "other.yaml").resolve().agent_groups["front"].agents[28800.0] == 5


def test_it_does_not_matter_how_files_are_put_together(tmp_path: Path) -> None:
    write(
        tmp_path,
        a=SMALL,
        b="agent_groups: {front: {agents: {add: 1}}}\n",
        c="agent_groups: {front: {agents: {times: 2}}}\n",
        ab="extends: [a.yaml, b.yaml]\n",
        bc="extends: [b.yaml, c.yaml]\n",
        ab_c="extends: [ab.yaml, c.yaml]\n",
        a_bc="extends: [a.yaml, bc.yaml]\n",
        abc="extends: [a.yaml, b.yaml, c.yaml]\n",
    )
    found = [load(tmp_path / f"{name}.yaml").resolve() for name in ("ab_c", "a_bc", "abc")]
    assert found[0] == found[1] == found[2]
    assert found[0].agent_groups["front"].agents == {28800.0: 10, 43200.0: 18}


def test_a_file_that_two_others_extend_is_laid_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        common=SMALL,
        more="extends: common.yaml\nagent_groups: {front: {agents: {add: 1}}}\n",
        lines="extends: common.yaml\nchannels: {voice: {lines: 90}}\n",
        top="extends: [more.yaml, lines.yaml]\n",
    )
    scenario = load(tmp_path / "top.yaml").resolve()
    assert scenario.channels["voice"].lines == 90
    # A second layer of common.yaml would have brought the 4 back.
    assert scenario.agent_groups["front"].agents[28800.0] == 5


def test_recorded_files_are_beside_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "monday.csv").write_text("time\n36000\n")
    arrivals = "{arrivals: {per_hour: null, recorded: {file: monday.csv}}}"
    write(tmp_path, below=SMALL, days__monday=f"sources: {{shoppers: {arrivals}}}\n")
    write(tmp_path, top="extends: [below.yaml, days/monday.yaml]\n")
    write(
        tmp_path,
        chosen="extends: days/plan.yaml\nname: x\n",
        days__plan=f"extends: ../below.yaml\nstrategies: {{replayed: {{sources: {{shoppers: {arrivals}}}}}}}\n",
    )
    scenarios = load(tmp_path / "top.yaml").resolve(), load(tmp_path / "chosen.yaml").resolve("replayed")
    for scenario in scenarios:
        recorded = scenario.sources["shoppers"].arrivals.recorded
        assert recorded is not None
        assert recorded.file == "days/monday.csv"


def test_values_keep_the_places_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path, below=SMALL, top="extends: below.yaml\nagent_groups: {front: {agents: {'08:00': {add: 1}}}}\n")
    agents = load(tmp_path / "top.yaml").tree.section("agent_groups").section("front").section("agents")
    assert agents.entries["08:00"].value.mark == Mark(str(tmp_path / "top.yaml"), 2, 42)
    assert agents.entries["12:00"].value.mark == Mark(str(tmp_path / "below.yaml"), 17, 35)


def test_what_is_wrong_is_told_where_it_stands_and_who_extends_it(tmp_path: Path) -> None:
    write(tmp_path, below=changed(SMALL, ("lines: 60", "lines: 0")), middle="extends: below.yaml\n")
    write(tmp_path, top="extends: middle.yaml\nagent_groups: {front: {agents: 0.5}}\n")
    assert refusal(tmp_path) == [
        f"below.yaml:5:18  channels.voice.lines (extended by {tmp_path / 'middle.yaml'}): expected more than 0, got 0.",
        "top.yaml:2:32  agent_groups.front.agents: expected a whole number of agents, got 0.5.",
    ]


def test_a_strategy_of_an_extended_file_is_named_too(tmp_path: Path) -> None:
    below = SMALL + "strategies:\n  more: {agent_groups: {front: {agents: {add: 0.5}}}}\n"
    write(tmp_path, below=below, top="extends: below.yaml\n")
    assert "(from strategy 'more') (extended by" in refusal(tmp_path)[0]


def test_what_is_missing_altogether_is_missing_in_the_upper_file(tmp_path: Path) -> None:
    write(tmp_path, below="version: 1\nname: x\n", top="\nextends: below.yaml\n")
    (problem,) = refusal(tmp_path)
    assert problem.startswith("top.yaml:2:1  'horizon', 'channels'")


def test_a_warning_in_an_extended_file_says_so(tmp_path: Path) -> None:
    write(tmp_path, below=changed(SMALL, ('"12:00": 8}', '"12:00": 8, "18:00": 2}')), top="extends: below.yaml\n")
    (warning,) = load(tmp_path / "top.yaml").warnings()
    assert f"(extended by {tmp_path / 'top.yaml'})" in warning.where
    assert Path(warning.file).name == "below.yaml"


def test_a_setting_comes_after_all_files(tmp_path: Path) -> None:
    write(tmp_path, below=SMALL, top="extends: below.yaml\nagent_groups: {front: {agents: {add: 1}}}\n")
    study = load(tmp_path / "top.yaml", ["agent_groups.front.agents.times=2"])
    assert study.resolve().agent_groups["front"].agents == {28800.0: 10, 43200.0: 18}
    with pytest.raises(ScenarioError) as refused:
        load(tmp_path / "top.yaml", ["agent_groups.frnt.agents=2"])
    assert refused.value.problems[0].file == str(tmp_path / "top.yaml")


def test_circles_of_any_length_are_found(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, **{f"f{number}": f"extends: f{(number + 1) % 5}.yaml\n"})
    (problem,) = refusal(tmp_path, "f0")
    assert problem.startswith("f4.yaml:1:10  extends")
    assert problem.count("→") == 5


def test_files_outside_the_folder_are_refused_unless_allowed(tmp_path: Path) -> None:
    write(tmp_path, below=SMALL, inner__top="extends: ../below.yaml\n", inner__linked="extends: link.yaml\n")
    write(tmp_path, inner__absolute=f"extends: {tmp_path / 'below.yaml'}\n")
    (tmp_path / "inner" / "link.yaml").symlink_to(tmp_path / "below.yaml")
    for name in ("top", "linked", "absolute"):
        assert "is not in the scenario's folder" in refusal(tmp_path / "inner", name)[0]
        scenario = load(tmp_path / "inner" / f"{name}.yaml", allow_outside=True).resolve()
        assert scenario.agent_groups["front"].agents == AGENTS


def test_recorded_files_outside_the_folder_are_refused_unless_allowed(tmp_path: Path) -> None:
    recorded = ('{per_hour: {"08:00": 40, "12:00": 95}}', "{recorded: {file: ../day.csv}}")
    (tmp_path / "day.csv").write_text("time\n36000\n")
    write(tmp_path, inner__top=changed(SMALL, recorded))
    assert "is not in the scenario's folder" in refusal(tmp_path / "inner")[0]
    assert load(tmp_path / "inner" / "top.yaml", allow_outside=True).resolve().sources["shoppers"].arrivals.recorded


def test_a_link_in_a_circle_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    write(tmp_path, top="extends: a.yaml\n")
    (problem,) = refusal(tmp_path)
    assert problem.startswith("top.yaml:1:10  extends: 'a.yaml':")


def test_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    write(tmp_path, top='extends: ["a\\0b.yaml", "", "a/b/c.yaml"]\n', long=f"extends: {'x' * 5000}\n")
    assert [problem.split("  ")[0] for problem in refusal(tmp_path)] == [
        "top.yaml:1:11",
        "top.yaml:1:24",
        "top.yaml:1:28",
    ]
    assert refusal(tmp_path, "long")[0].startswith("long.yaml:1:10  extends: 'xxx")


def test_a_text_without_a_file_may_extend_one(tmp_path: Path) -> None:
    write(tmp_path, below=SMALL)
    assert load_text("extends: below.yaml\n", tmp_path).resolve().name == "Peak"
