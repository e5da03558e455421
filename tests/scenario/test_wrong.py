"""Every message has a file that provokes it, and stands beside it: wrong/NAME.yaml and wrong/NAME.txt.

A file that begins with ``# --set PATH=VALUE`` is right in itself; the setting is wrong. Files in odd/ are allowed, and
what stands beside them are their warnings. What they read of the past is in files/.
"""

from pathlib import Path

import pytest

from simulator.demand.look import look
from simulator.errors import ScenarioError
from simulator.scenario.reader import load
from simulator.scenario.resolved.study import Study
from simulator.work.odd import odd

WRONG = Path(__file__).parent / "wrong"
FILES = sorted(path.name for path in WRONG.glob("*.yaml"))
ODD = Path(__file__).parent / "odd"
ODD_FILES = sorted(path.name for path in ODD.glob("*.yaml"))


def settings_of(path: Path) -> list[str]:
    first = path.read_bytes().split(b"\n", 1)[0].decode("latin-1")
    return [first.removeprefix("# --set ")] if first.startswith("# --set ") else []


def look_into(study: Study) -> None:
    """Raise ScenarioError when a file beside the scenario is wrong, as each command does before it begins."""
    if wrong := look(study).wrong:
        raise ScenarioError(wrong)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_scenario_is_refused_in_these_words_at_places_that_are_there(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(WRONG)
    with pytest.raises(ScenarioError) as refused:
        look_into(load(name, settings_of(WRONG / name)))
    assert f"{refused.value}\n" == (WRONG / name).with_suffix(".txt").read_text("utf-8")
    if name.startswith("set_"):
        return
    for problem in refused.value.problems:
        lines = (WRONG / problem.file).read_bytes().split(b"\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@pytest.mark.parametrize("name", ODD_FILES)
def test_an_odd_scenario_is_warned_of_in_these_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ODD)
    study = load(name)
    warnings = sorted((*odd(study), *look(study).odd))
    assert "".join(f"{one.file}:{one}\n" for one in warnings) == (ODD / name).with_suffix(".txt").read_text("utf-8")


def test_every_wrong_or_odd_scenario_has_its_message_beside_it() -> None:
    for folder, names in ((WRONG, FILES), (ODD, ODD_FILES)):
        assert [path.stem for path in sorted(folder.glob("*.txt"))] == [Path(name).stem for name in names]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none\.yaml: 1 problem\n  there is no such file\."):
        load(tmp_path / "none.yaml")


def test_a_folder_is_not_a_scenario(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="this is a folder"):
        load(tmp_path)


def test_a_path_that_cannot_be_is_refused() -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        load("peak\0.yaml")


def test_a_file_of_recorded_data_is_not_read_as_a_scenario(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b"#" * 5_100_000)
    with pytest.raises(ScenarioError, match=r"too large: 5\.1 MB, at most 5 MB"):
        load(tmp_path / "large.yaml")
