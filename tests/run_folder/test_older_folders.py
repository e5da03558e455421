"""A folder that an older version wrote, as it wrote it (`written_by_0_1`), is refused in a sentence and left alone."""

import shutil
from pathlib import Path

import pytest

from simulator import __version__
from simulator.cli.main import main
from simulator.comparing import ask
from simulator.errors import UsageError
from simulator.run_folder.keeper import Keeper
from simulator.run_folder.replications import read_replications
from simulator.run_folder.stored import load_run
from simulator.scenario.reader import load

OLD = Path(__file__).parent / "written_by_0_1"


def test_it_says_by_which_version_and_how_to_have_the_answer_again():
    with pytest.raises(UsageError) as caught:
        load_run(OLD)
    assert str(caught.value) == (
        f"{OLD} was written by ccsim 0.1.0, and ccsim {__version__} does not read its folders. Run it again: "
        "`ccsim compare scenario/hotline.yaml --baseline base --strategy base -n 2 --seed 1` in the folder."
    )


def test_the_command_that_it_names_still_runs(tmp_path):
    scenario = load(str(OLD / "scenario" / "hotline.yaml"))
    kept = Keeper(ask(scenario, ["base"], replications=2, seed=1), "compare", str(tmp_path / "run"))
    assert load_run(kept.write(kept.run(jobs=1))).compared.replications == 2


def test_the_command_line_answers_with_2(capsys):
    with pytest.raises(SystemExit) as left:
        main(["report", str(OLD)])
    assert left.value.code == 2
    assert "was written by ccsim 0.1.0" in capsys.readouterr().err


def test_its_numbers_alone_are_refused_too():
    with pytest.raises(UsageError, match="written by another version of ccsim"):
        read_replications(OLD / "replications.npz")


def test_it_is_not_overwritten(tmp_path):
    shutil.copytree(OLD, tmp_path / "run")
    with pytest.raises(UsageError, match="written by another version of ccsim; it was left as it is"):
        Keeper(ask(load(str(OLD / "scenario" / "hotline.yaml"))), "compare", str(tmp_path / "run"))
