"""Whatever hands and editors do to a scenario, the answer is a Study or problems with places, never a traceback."""

import random
from pathlib import Path

import pytest
import yaml
from damages import damaged
from scenario_texts import RICH, SMALL

from simulator.errors import Problem, ScenarioError
from simulator.scenario import yaml_text
from simulator.scenario.reader import load_text

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def check_damage(text: str, folder: str | Path, seed: int) -> None:
    text = damaged(text, random.Random(seed))
    for problem in problems_of(text, folder, seed):
        assert 1 <= problem.line <= text.count("\n") + 2, f"seed {seed}: {problem}"
        assert problem.column >= 1, f"seed {seed}: {problem}"
        assert problem.what, f"seed {seed}"
        assert str(problem).isprintable(), f"seed {seed}: {problem}"
        assert "nput should" not in problem.what, f"seed {seed}: the validator's own words: {problem}"


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
        check_damage(RICH if seed % 4 == 0 else SMALL, ".", seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_ten_thousand_damaged_scenarios_are_refused_with_places(block: int) -> None:
    for seed in range(1000 + block * 500, 1500 + block * 500):
        path = SHIPPED[seed % len(SHIPPED)]
        if seed % 3:
            check_damage(RICH if seed % 2 else SMALL, ".", seed)
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
