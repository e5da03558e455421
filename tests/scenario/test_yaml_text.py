"""The text becomes a tree by the rules of YAML 1.2's core schema, with a position for everything."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ScenarioError
from simulator.scenario.text import yaml_text
from simulator.scenario.text.nodes import Mapping, Mark, Scalar, plain
from simulator.scenario.text.yaml_text import NODES_MAX, read_mapping, read_nodes

WRONG = Path(__file__).parent / "wrong"


def values(text: str) -> object:
    return plain(read_nodes(text, "x.yaml"))


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "y", "9:30", "09:30", "26:00", "2024-01-01", "1_000", "4m", "80%", "12e", "1e",
    ".", "+", "0b1", "0o8", "0x", "<", "=", "1.2.3", ".infinity"],
)  # fmt: skip
def test_what_looks_odd_stays_a_text(text: str) -> None:
    assert values(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ("NULL", None), ("true", True), ("False", False), ("0", 0),
    ("-7", -7), ("+7", 7), ("010", 10), ("0o17", 15), ("0xfF", 255), ("1.5", 1.5), (".5", 0.5), ("5.", 5.0),
    ("-1.5e3", -1500.0), ("1E-2", 0.01)],
)  # fmt: skip
def test_plain_values_follow_the_core_schema(text: str, value: object) -> None:
    found = values(f"a: {text}")
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize("text", ["null", "true", "12", "1.5", "~", ""])
def test_quotes_make_a_text(text: str) -> None:
    assert values(f'a: "{text}"') == {"a": text}
    assert values(f"a: '{text}'") == {"a": text}


def test_values_and_keys_know_their_places() -> None:
    tree = read_mapping("a:\n  b: {c: 1}\n  d: [x, y]\n", "x.yaml")
    inner = tree.section("a")
    assert inner.entries["b"].key == Mark("x.yaml", 2, 3)
    assert inner.entries["b"].value.mark == Mark("x.yaml", 2, 6)
    assert inner.section("b").entries["c"].value.mark == Mark("x.yaml", 2, 10)
    assert inner.entries["d"].value.mark == Mark("x.yaml", 3, 6)


def test_columns_count_characters_and_not_bytes() -> None:
    tree = read_mapping('é: {ö: "ü", b: 1}\n', "x.yaml")
    assert tree.section("é").entries["b"].key == Mark("x.yaml", 1, 13)


def test_a_reference_repeats_what_it_names() -> None:
    assert values("a: &x {b: [1, 2]}\nc: *x\n") == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert values("\ufeffa: 1\r\nb:\r\n  c: 2\r\n") == {"a": 1, "b": {"c": 2}}


def test_a_value_from_elsewhere_has_that_place() -> None:
    place = Mark("x.yaml", 0, 0, "--set a=1")
    node = read_nodes("{b: 1}", "x.yaml", place)
    assert isinstance(node, Mapping)
    assert node.entries["b"].value == Scalar(1, place)


def test_several_problems_of_a_text_are_told_together() -> None:
    with pytest.raises(ScenarioError) as refused:
        read_nodes("a: 1\na: 2\n3: x\nb: !!int 4\nc: .inf\n", "x.yaml")
    assert [(one.line, one.column) for one in refused.value.problems] == [(2, 1), (3, 1), (4, 4), (5, 4)]


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_a_million_brackets_are_refused_and_not_followed(bracket: str) -> None:
    with pytest.raises(ScenarioError, match="nested too deeply"):
        read_nodes("a:\n  " + bracket * 1_000_000, "x.yaml")


@pytest.mark.parametrize("bracket", ["[", "{"])
def test_a_parser_that_counts_levels_itself_is_understood_whatever_it_says(
    monkeypatch: pytest.MonkeyPatch, bracket: str
) -> None:
    text = f"a: {bracket * 1000}"
    mark = yaml.Mark("x.yaml", 700, 0, 700, None, None)

    class Strict(yaml.SafeLoader):
        def check_event(self, *choices: Any) -> bool:
            raise yaml.scanner.ScannerError("words", mark, "that nobody knows", mark)

    monkeypatch.setattr(yaml_text, "_LOADER", Strict)
    with pytest.raises(ScenarioError, match="1:701  nested too deeply"):
        read_nodes(text, "x.yaml")


# The two parsers know different grammars there: one takes a directive that the other refuses, or finds the error later.
OTHERWISE = {"directive", "not_expected_here"}


def test_the_slow_parser_refuses_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = refusals()
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    wrong = {path: words for path, words in fast.items() if words and path.stem not in OTHERWISE}
    assert len(wrong) > 20
    assert {path: refusal(path.read_text("utf-8", "replace"), path.name) for path in wrong} == wrong


@pytest.mark.long
def test_the_slow_parser_refuses_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    right = [path for path, words in refusals().items() if not words and path.stem not in OTHERWISE]
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    assert [path for path in right if refusal(path.read_text("utf-8", "replace"), path.name)] == []


def refusals() -> dict[Path, str]:
    return {path: refusal(path.read_text("utf-8", "replace"), path.name) for path in sorted(WRONG.glob("*.yaml"))}


def refusal(text: str, name: str) -> str:
    try:
        read_nodes(text, name)
    except ScenarioError as error:
        return str(error)
    return ""


def test_a_reference_bomb_is_refused_while_it_is_small() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 20)]
    with pytest.raises(ScenarioError, match=f"more than {NODES_MAX} values"):
        read_nodes("\n".join(lines), "x.yaml")


def test_references_cannot_nest_deeper_than_brackets() -> None:
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [[[[[[*a{i - 1}]]]]]]" for i in range(1, 400))]
    with pytest.raises(ScenarioError, match="nested too deeply") as refused:
        read_nodes("\n".join(lines), "x.yaml")
    # The outermost mapping is a level, and each line adds six to the one list of the first.
    assert refused.value.problems[0].line == 8


def test_too_large_a_text_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"too large: 6\.0 MB"):
        read_nodes("#" * 6_000_000, "x.yaml")


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: {b: 1, 'c': [no, 9:30]}\nd: |\n  two\n  lines\ne: &x 3\nf: *x\n"
    fast = read_nodes(text, "x.yaml")
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    assert read_nodes(text, "x.yaml") == fast


def test_the_fast_parser_is_used_where_it_exists() -> None:
    assert yaml_text._LOADER is (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(trees)
def test_what_is_written_as_json_is_read_back(tree: object) -> None:
    assert values(json.dumps({"a": tree}, ensure_ascii=False)) == {"a": tree}
