"""Whatever hands and editors do to scenarios, the answer is a Study or problems with places, never a traceback."""

import random
from pathlib import Path

import pytest
import yaml
from damages import damaged
from scenario_texts import DEMAND, RICH, SMALL

from simulator.errors import Problem, ScenarioError
from simulator.scenario.reader import load, load_text
from simulator.scenario.text import yaml_text

BELOW = RICH
ABOVE = """\
extends: [below.yaml, side.yaml]
name: Above
contact_types: {accounts: {talk: {times: 1.2}}, advice: {short_abandon: {add: 3s}}}
agent_groups: {front: {agents: {"9:00": 15, "12:00": null}}, extra: {agents: 3, serves: {advice: {}}}}
strategies:
  two_more_and_faster: null
  two_more: {agent_groups: {back: {agents: {add: 1}}}}
  four_more: {based_on: two_more, agent_groups: {front: {agents: {add: 2}}}}
checks: [asa_s < 1m]
"""
SIDE = "# Only what is different on the side.\nchannels: {voice: {lines: {times: 150%}}}\nfutures: {later: null}\n"
SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def check_damage(text: str, folder: str | Path, seed: int) -> None:
    text = damaged(text, random.Random(seed))
    for problem in problems_of(text, folder, seed):
        assert 1 <= problem.line <= text.count("\n") + 2, f"seed {seed}: {problem}"
        assert problem.column >= 1, f"seed {seed}: {problem}"
        assert problem.what, f"seed {seed}"
        assert str(problem).isprintable(), f"seed {seed}: {problem}"
        assert "nput should" not in problem.what, f"seed {seed}: the validator's own words: {problem}"


def check_damaged_files(folder: Path, seed: int) -> None:
    """Damage one of three files that extend one another; what is wrong has a place in the file it names."""
    rng = random.Random(seed)
    texts = {"above": ABOVE, "below": BELOW, "side": SIDE}
    name = rng.choice(["above", "above", "below", "side"])
    texts[name] = damaged(texts[name], rng)
    paths = {str(folder / f"{one}.yaml"): text for one, text in texts.items()}
    for path, text in paths.items():
        Path(path).write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(folder / "above.yaml").warnings()
    except ScenarioError as error:
        for problem in error.problems:
            assert problem.file in paths, f"seed {seed}: {problem.file}: {problem}"
            assert 1 <= problem.line <= paths[problem.file].count("\n") + 2, f"seed {seed}: {problem.file}: {problem}"
            assert problem.column >= 1, f"seed {seed}: {problem}"
            assert str(problem).isprintable(), f"seed {seed}: {problem}"
    except Exception as error:
        error.add_note(f"seed {seed}, {name}:\n{texts[name]}")
        raise


def problems_of(text: str, folder: str | Path, seed: int) -> tuple[Problem, ...]:
    """Return why a text is refused; nothing when it is still a good scenario."""
    try:
        load_text(text, folder).warnings()
    except ScenarioError as error:
        return error.problems
    except Exception as error:
        error.add_note(f"seed {seed}, text:\n{text}")
        raise
    return ()


@pytest.mark.parametrize("block", range(4))
def test_damaged_scenarios_are_refused_with_places(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        check_damage((RICH, SMALL, DEMAND, SMALL)[seed % 4], ".", seed)


def test_the_files_that_are_damaged_are_good(tmp_path: Path) -> None:
    for name, text in (("above", ABOVE), ("below", BELOW), ("side", SIDE)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    assert load(tmp_path / "above.yaml").strategies == ("as_today", "two_more", "four_more")
    assert load_text(DEMAND).warnings() == ()


def test_damaged_files_that_extend_one_another_are_refused_with_places(tmp_path: Path) -> None:
    for seed in range(100):
        check_damaged_files(tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(10))
def test_thousands_of_damaged_files_that_extend_one_another_are_refused_with_places(tmp_path: Path, block: int) -> None:
    for seed in range(20_000 + block * 500, 20_500 + block * 500):
        check_damaged_files(tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_ten_thousand_damaged_scenarios_are_refused_with_places(block: int) -> None:
    for seed in range(1000 + block * 500, 1500 + block * 500):
        path = SHIPPED[seed % len(SHIPPED)]
        if seed % 3:
            check_damage((DEMAND, RICH, SMALL)[seed // 3 % 3], ".", seed)
        else:
            check_damage(path.read_text("utf-8"), path.parent, seed)


def test_damaged_scenarios_are_refused_with_places_where_the_fast_parser_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    for seed in range(5000, 5060):
        check_damage(SMALL, ".", seed)


@pytest.mark.long
def test_garbage_is_refused_with_places() -> None:
    rng = random.Random(3)
    for seed in range(2000):
        text = "".join(rng.choice(" \n\t:-{}[]#&*!|>'\"%@`,?ab01\x00é\U0001f600") for _ in range(rng.randint(0, 60)))
        check_damage(text, ".", seed)
