"""Warnings that are known: by kind and place, in every strategy, and never for ever."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.comparing import ask
from simulator.report.files.validation import validate
from simulator.run_folder.identity import hash_of, identity_of
from simulator.scenario.language.warning_kinds import KINDS
from simulator.scenario.reader import load, load_text
from simulator.work.odd import odd

# Two warnings on one line: nobody is there at first, and too much work comes later.
TEXT = """\
version: 1
name: Known
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 120/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 4m, patience: endless}
agent_groups:
  front: {agents: {"09:00": 7, "17:00": 9}, serves: {orders: {}}}
strategies:
  as_today: {}
  fewer: {agent_groups: {front: {agents: {add: -1}}}}
"""
OVERLOAD, NOBODY = "overload at contact_types.orders", "nobody_on_duty at contact_types.orders"


def with_known(*known: str) -> str:
    return TEXT + "acknowledged:\n" + "".join(f"  - {one}\n" for one in known)


def kinds(text: str) -> list[str]:
    return [one.kind for one in odd(load_text(text))]


@pytest.fixture
def ccsim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)

    def run(text: str, *arguments: str):  # type: ignore[no-untyped-def]
        (tmp_path / "known.yaml").write_text(text, "utf-8")
        command, *others = arguments
        return CliRunner().invoke(app, [command, "known.yaml", *others])

    return run


def test_two_warnings_on_one_line_have_kinds_of_their_own() -> None:
    found = odd(load_text(TEXT))
    assert {one.line for one in found} == {7}
    assert {one.kind for one in found} == {"overload", "nobody_on_duty"}


def test_what_is_acknowledged_is_counted_and_no_longer_shown(ccsim) -> None:  # type: ignore[no-untyped-def]
    before, after = ccsim(TEXT, "validate").stdout, ccsim(with_known(OVERLOAD), "validate").stdout
    assert "[overload]" in before
    assert "[overload]" not in after
    assert "[nobody_on_duty]" in after
    assert " acknowledged" in after
    assert "acknowledged" not in before


def test_strict_lets_pass_what_is_acknowledged_and_nothing_else(ccsim) -> None:  # type: ignore[no-untyped-def]
    assert ccsim(with_known(OVERLOAD), "validate", "--strict").exit_code == 2
    assert ccsim(with_known(OVERLOAD, NOBODY), "validate", "--strict").exit_code == 0
    options = ("-n", "1", "--no-out", "--strict", "-q")
    refused = ccsim(with_known(NOBODY), "compare", *options)
    assert refused.exit_code == 2
    assert "[overload]" in refused.stderr
    done = ccsim(with_known(OVERLOAD, NOBODY), "compare", *options)
    assert done.exit_code == 0, done.output
    assert "warning: known.yaml:7" not in done.stderr


def test_it_is_known_whatever_the_numbers_are(ccsim) -> None:  # type: ignore[no-untyped-def]
    for settings in ((), ("--set", "sources.shoppers.arrivals=130/h")):
        assert ccsim(with_known(OVERLOAD, NOBODY), "validate", "--strict", *settings).exit_code == 0


def test_what_no_longer_occurs_is_a_warning(ccsim) -> None:  # type: ignore[no-untyped-def]
    text = with_known(OVERLOAD, NOBODY, "no_work at agent_groups.front")
    done = ccsim(text, "validate")
    assert (
        "16:5  warning: acknowledged: this warning does not occur: no_work at agent_groups.front. Remove it."
        in done.stdout
    )
    assert done.exit_code == 0
    assert ccsim(text, "validate", "--strict").exit_code == 2


def test_what_occurs_in_a_future_only_is_not_in_vain(ccsim) -> None:  # type: ignore[no-untyped-def]
    calm = TEXT.replace("120/h", "60/h").replace('{"09:00": 7, "17:00": 9}', "7")
    busy = "futures:\n  busy: {sources: {shoppers: {arrivals: {times: 3}}}}\n"
    assert "acknowledged" not in ccsim(calm + busy + f"acknowledged: [{OVERLOAD}]\n", "validate").stdout
    assert "this warning does not occur" in ccsim(calm + f"acknowledged: [{OVERLOAD}]\n", "validate").stdout


def test_documents_say_the_kind_and_what_is_acknowledged(ccsim) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(ccsim(with_known(OVERLOAD), "validate", "--json").stdout)["files"][0]["problems"]
    assert {(one["severity"], one["kind"]) for one in found} == {
        ("acknowledged", "overload"), ("warning", "nobody_on_duty"),
    }  # fmt: skip
    described = ccsim(with_known(OVERLOAD), "describe")
    assert "acknowledged in the file: overload" in " ".join(described.stdout.split())
    document = json.loads(ccsim(with_known(OVERLOAD), "describe", "--json").stdout)
    assert [one["kind"] for one in document["acknowledged"]] == ["overload"]
    assert "overload" not in [one["kind"] for one in document["warnings"]]


def test_it_decides_nothing() -> None:
    one, other = (hash_of(identity_of(ask(load_text(text)))) for text in (TEXT, with_known(OVERLOAD)))
    assert one == other


def test_what_extended_files_acknowledge_is_known_besides_what_the_file_does(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(with_known(OVERLOAD, NOBODY), "utf-8")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\nacknowledged: [cost_unknown at agent_groups]\n", "utf-8")

    def known(text: str) -> list[tuple[str, str]]:
        (tmp_path / "c.yaml").write_text(f"extends: b.yaml\n{text}\n", "utf-8")
        return [
            (f"{one.kind} at {one.place}", Path(one.mark.file).name) for one in load(tmp_path / "c.yaml").acknowledged
        ]

    lower = [(OVERLOAD, "a.yaml"), (NOBODY, "a.yaml"), ("cost_unknown at agent_groups", "b.yaml")]
    assert known("") == known("acknowledged: []") == lower
    # What is in both counts once, for the upper file.
    assert known(f"acknowledged: [{OVERLOAD}, overtime at agent_groups.front]") == [
        *lower[1:],
        (OVERLOAD, "c.yaml"),
        ("overtime at agent_groups.front", "c.yaml"),
    ]
    assert known("acknowledged: null") == []


def test_whether_warnings_after_a_run_occur_is_not_known_before_one() -> None:
    assert kinds(with_known("overtime at agent_groups.front")) == kinds(TEXT)


def test_an_extending_file_has_the_list_of_the_lower_one_or_its_own(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(with_known(OVERLOAD), "utf-8")
    (tmp_path / "over.yaml").write_text("extends: base.yaml\nname: Over\n", "utf-8")
    study = load(tmp_path / "over.yaml")
    assert [(one.kind, one.place) for one in study.acknowledged] == [("overload", "contact_types.orders")]


def test_what_a_lower_file_acknowledges_need_not_occur_in_the_one_that_extends_it(tmp_path: Path) -> None:
    (tmp_path / "lower.yaml").write_text(with_known(OVERLOAD, NOBODY), encoding="utf-8")
    upper = tmp_path / "upper.yaml"
    upper.write_text("extends: lower.yaml\nagent_groups: {front: {agents: 90}}\n", encoding="utf-8")
    assert validate(upper).warnings == ()
    # Its own list is its own affair.
    upper.write_text(upper.read_text() + f"acknowledged: [{NOBODY}]\n", encoding="utf-8")
    assert [one.kind for one in validate(upper).warnings] == ["acknowledged_in_vain"]


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "odd").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_warning_has_a_kind(path: Path) -> None:
    study = load(path)
    assert {one.kind for one in odd(study)} <= KINDS.keys()
