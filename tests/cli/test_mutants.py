"""Scenarios damaged by hands and editors, as the command line answers them: fine or wrong, nothing else, and soon."""

import random
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.cli.main import app

sys.path.insert(0, str(Path(__file__).parents[1] / "scenario"))
from damages import damaged, varied
from scenario_texts import DEMAND, RICH, SMALL

TEXTS = [
    *((text, Path()) for text in (DEMAND, RICH, SMALL)),
    *(
        (path.read_text("utf-8"), path.parent)
        for path in sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
    ),
]
SOON_S = 30.0


def check_mutant(seed: int, monkeypatch: pytest.MonkeyPatch) -> int:
    rng = random.Random(seed)
    text, folder = TEXTS[rng.randrange(len(TEXTS)) if seed % 4 == 0 else seed % 3]
    mutant = (damaged if seed % 5 else varied)(text, rng)
    # What a file names is beside it.
    monkeypatch.chdir(folder)
    words = ("validate", "-", *(("--json",) if seed % 7 == 0 else ()), *(("--strict",) if seed % 11 == 0 else ()))
    began_s = time.monotonic()
    done = CliRunner().invoke(app, words, input=mutant.encode("utf-8", "surrogatepass"))
    try:
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code in (0, 2), done.output
        assert done.stdout
        assert "\x1b" not in done.output
        assert time.monotonic() - began_s < SOON_S
    except BaseException as error:
        error.add_note(f"seed {seed}:\n{mutant}")
        raise
    return done.exit_code


def test_mutants_are_fine_or_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {check_mutant(seed, monkeypatch) for seed in range(60)} == {0, 2}


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_ten_thousand_mutants_are_fine_or_wrong(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(1000 + block * 500, 1500 + block * 500):
        check_mutant(seed, monkeypatch)
