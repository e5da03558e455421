"""Names in all languages: letters are letters, one spelling is one name, and ASCII is what it was."""

import doctest
import unicodedata
from importlib import import_module

import pytest

from simulator.comparing import compare
from simulator.errors import ScenarioError, UsageError
from simulator.scenario.reader import load_text
from simulator.scenario.text.spelling import NAME_MAX, is_name, one_spelling, wrong_label, wrong_title

TEXT = """\
version: 1
name: Atención
horizon: {from: "08:00", to: "10:00"}
channels: {teléfono: {lines: 60}}
sources:
  señal: {arrivals: 40/h, campaigns: {año_nuevo: {at: "08:30", lift: 5/h, for: 10m}}}
contact_types:
  atención:
    {from: señal, channel: teléfono, talk: 4m, patience: 3m, segments: {niñez: {share: 30%}, más: {share: 70%}}}
agent_groups:
  Müller: {agents: 4, serves: {atención: {}}}
follow_ups:
  otra_vez_más: {of: atención, when: {ended: abandoned}, share: 50%, after: 8m}
strategies:
  día: {}
  más: {agent_groups: {Müller: {agents: {add: 1}}}}
  más todavía: {based_on: más, agent_groups: {Müller: {agents: {add: 1}}}}
futures:
  año nuevo: {sources: {señal: {arrivals: {times: 1.2}}}}
checks: ["service_level(atención) >= 10%", "occupancy(group:Müller) <= 100%"]
goal: {best: served_in_time(atención), within: {ocupación: occupancy(group:Müller) <= 100%}}
"""


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def rows(text: str, **asked: object) -> list[tuple[str, str, float]]:
    run = compare(load_text(text), replications=2, jobs=1, **asked)  # type: ignore[arg-type]
    return [
        (name, of, row.value)
        for one in run
        for name in one.strategies
        for of in ("type:atención", "group:Müller", "channel:teléfono", "segment:niñez")
        for row in [one.row(name, "aht_s", of)]
    ]


def test_letters_of_other_languages_are_good_names_everywhere() -> None:
    study = load_text(TEXT, settings=["agent_groups.Müller.agents=5"])
    assert study.strategies == ("día", "más", "más todavía")
    assert study.resolve("más").agent_groups["Müller"].agents == {0.0: 5}
    assert load_text(TEXT).warnings() == ()
    asked = compare(study, ["más"], "día", replications=1, jobs=1, vary=["sources.señal.arrivals=40/h,50/h"])
    assert len(asked) == 2


def test_two_spellings_of_the_same_letters_are_one_name_with_the_same_draws() -> None:
    assert nfd(TEXT) != TEXT
    plain = rows(TEXT, strategies=["más"], futures=["año nuevo"])
    assert rows(nfd(TEXT), strategies=[nfd("más")], baseline=nfd("día"), futures=[nfd("año nuevo")]) == plain
    once = TEXT.replace("service_level(atención)", nfd("service_level(atención)"))
    assert load_text(once, settings=[nfd("agent_groups.Müller.agents=5")]).resolve("día")


def test_names_stay_apart_that_only_look_alike() -> None:
    assert one_spelling("ﬁ") == "ﬁ"
    assert one_spelling("front_desk") == "front_desk"


def test_a_column_is_found_however_its_letters_are_stored(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "calls.csv").write_text(nfd("día,línea\n08:10:00,señal\n08:20:00,otra\n"), "utf-8")
    recorded = "arrivals: {recorded: {file: calls.csv, time: día, where: {línea: señal}}}"
    text = TEXT.replace('arrivals: 40/h, campaigns: {año_nuevo: {at: "08:30", lift: 5/h, for: 10m}}', recorded)
    text = text.split("futures:")[0]
    run = compare(load_text(text, tmp_path), ["día"], replications=1, jobs=1)
    assert run.first.row("día", "arrived", "type:atención").value == 1


@pytest.mark.parametrize(
    "name",
    [
        "front_desk",
        "a-1",
        "señal",
        "Müller",
        "ß",
        "Ωμέγα",
        "отдел",
        "客服",
        "サポート",
        "دعم",
        "हिन्दी",
        "می‌خواهم",
        "٣ب"[::-1],
    ],
)
def test_letters_of_any_language_make_a_name(name: str) -> None:
    assert is_name(name)
    assert wrong_label(name) == ("", "")


@pytest.mark.parametrize(
    "name",
    ["", "1st", "-x", "_x", "a b", "a.b", "a,b", "½", "a½", "a²", "🙂", "a\u200bb", "a\u200db", "ab\u200c", "a\u00adb",
     "a\u202eb", "a\n", "\u3164", "a\ufe0f", "a\u034fb", "x" * (NAME_MAX + 1)],
)  # fmt: skip
def test_anything_else_makes_none(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize(
    "name", ["two more", "2 more", "a,b", "<b>", "50%", "más (2)", "🙂 👨‍👩‍👧 ✔️", "שלום", "x" * NAME_MAX]
)
def test_labels_may_have_blanks_and_signs(name: str) -> None:
    assert wrong_label(name) == ("", "")


@pytest.mark.parametrize(
    "name",
    ["", " ", " a", "a ", "=1", "+1", "-1", "@a", "＝1", "a\tb", "a\rb", "a\nb", "a\x1b[31m", "a\x00", "a\x85b",
     "a\u2028b", "\u202ea", "a\u2066b", "a\u200fb", "a\u200bb", "a\ufeffb", "a\u00a0b", "a\u200db",
     "a\ud800", "a\ufe0f", "x" * (NAME_MAX + 1)],
)  # fmt: skip
def test_labels_have_no_signs_that_nobody_sees(name: str) -> None:
    what, _ = wrong_label(name)
    assert what.endswith(".")


def test_a_title_is_a_line() -> None:
    assert wrong_title("12 people, 09–13 and 16–20") == ("", "")
    assert wrong_title("a\nb")[0]
    assert load_text(TEXT.replace("name: Atención", "name: >\n  Atención\n  y más")).name == "Atención y más"


def test_a_name_of_a_megabyte_is_refused_in_few_words() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(TEXT.replace("Müller", "M" * 1_000_000).replace("día:", f"{'d' * 1_000_000}:"))
    assert len(str(refused.value)) < 20_000


def test_a_name_that_does_not_exist_is_shown_harmless_and_short() -> None:
    study = load_text(TEXT)
    with pytest.raises(UsageError, match="there is no strategy"):
        study.resolve("más" * 100)
    with pytest.raises(UsageError) as refused:
        study.resolve("x" * 100_000)
    assert len(str(refused.value)) < 1000


@pytest.mark.parametrize(
    "module",
    [
        "simulator.printable",
        "simulator.scenario.text.spelling",
        "simulator.scenario.text.trade_words",
        "simulator.scenario.resolved.acknowledged",
        "simulator.report.words.titled",
    ],
)
def test_the_examples_of_docstrings_are_right(module: str) -> None:
    found = doctest.testmod(import_module(module))
    assert found.attempted > 0
    assert not found.failed
