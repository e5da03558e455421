"""Who answered what: groups and nobody add up to the offered, in every medium, and strategies that route apart."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hotline import TEXT, study
from printing import printed

from simulator.comparing import compare
from simulator.comparison import Comparison
from simulator.report.records.document import document
from simulator.report.tables.table import comparison_blocks
from simulator.report.tables.who import answered, who_blocks, who_sheet
from simulator.run_folder.replications import read_replications, write_replications
from simulator.scenario.reader import load_text

BACK_HELPS = "  back_helps: {agent_groups: {back: {agents: 1, serves: {orders: {after: 20s}}}}}\n"


@pytest.fixture(scope="module")
def compared():
    file = load_text(
        TEXT.replace("futures:\n", f"{BACK_HELPS}futures:\n").replace("back: {agents: 0", "back: {agents: 1")
    )
    return compare(file, ["three", "back_helps"], replications=6, jobs=1)


def alone(compared, name) -> Comparison:
    one = compared.first
    return Comparison(
        one.name, "", one.path, name, None, one.seed, one.replications, one.confidence,
        {name: one.stacks[name]}, {name: one.scenarios[name]},
    )  # fmt: skip


def test_groups_and_nobody_add_up_to_the_offered(compared):
    for name in compared.strategies:
        orders, returns = answered(compared.first, name)
        assert list(orders.by) == ["front", "back"]
        assert list(returns.by) == ["front"]
        for row in (orders, returns):
            assert row.offered == compared.row(name, "offered", f"type:{row.type}").value
            assert sum(row.by.values()) == pytest.approx(compared.row(name, "answered", f"type:{row.type}").value)
            assert row.nobody == pytest.approx(row.unserved["abandoned"])
            assert row.nobody > 0


def test_a_table_has_types_below_and_groups_beside_each_other_with_a_dash_for_what_is_not_served(compared):
    sheet = who_sheet(alone(compared, "as_today"), "as_today")
    assert [cell.text for cell in sheet.labels[0].cells] == ["orders", "returns", "all"]
    assert [column.head for column in sheet.columns][:3] == ["offered", "front", "back"]
    assert sheet.columns[2].cells[1].text == "–"
    assert sheet.columns[3].head.startswith("nobody")
    # A share of orders and returns together is that of neither.
    assert all("%" not in column.cells[2].text for column in sheet.columns)
    (row,) = (row for row in answered(compared.first, "as_today") if row.type == "orders")
    assert sheet.columns[2].cells[0].short == f"{100 * row.by['back'] / row.offered:.1f} %"


def test_what_became_of_the_unserved_stands_beside_nobody_where_it_is_not_one_thing(compared):
    sheet = who_sheet(alone(compared, "as_today"), "as_today")
    heads = [column.head for column in sheet.columns]
    assert "blocked\n(not offered)" in heads
    assert "abandoned" in heads


def test_one_type_and_one_group_need_no_table():
    gone = ("contact_types.returns=null", "agent_groups.back=null", "agent_groups.front.serves.returns=null")
    file = study(settings=(*gone, "contact_types.orders.share=100%"))
    assert not list(who_blocks(compare(file, ["as_today"], replications=2, jobs=1).first))
    assert list(who_blocks(compare(study(), ["as_today"], replications=2, jobs=1).first))


def test_strategies_stand_side_by_side_only_where_they_route_apart(compared):
    (sheet,) = who_blocks(compared.first)
    assert [column.head for column in sheet.columns] == ["as_today", "three", "back_helps"]
    labels = list(zip(*([cell.text for cell in column.cells] for column in sheet.labels), strict=True))
    assert labels == [("orders", "front"), ("", "back"), ("", "nobody"), ("returns", "front"), ("", "nobody")]
    assert "back_helps" in printed([sheet], 80)
    same = compare(study(), ["as_today", "three"], replications=2, jobs=1)
    assert not list(who_blocks(same.first))


def test_the_document_says_it_for_every_strategy(compared):
    records = json.loads("\n".join(document(compared)))["answered_by"]
    mine = [one for one in records if (one["strategy"], one["type"]) == ("as_today", "orders")]
    assert [one["group"] for one in mine] == ["front", "back", None]
    assert sum(one["share"] for one in mine) == pytest.approx(1)
    assert {one["n"] for one in records} == {6}


def test_a_kept_run_has_it_and_one_of_an_older_version_goes_without(compared, tmp_path):
    stack = compared.first.stacks["as_today"]
    write_replications([stack], tmp_path / "kept.npz")
    (read,) = read_replications(tmp_path / "kept.npz")
    np.testing.assert_array_equal(read.answered_by, stack.answered_by)
    older = alone(compared, "as_today")
    older.stacks["as_today"] = replace(stack, answered_by=None)
    assert who_sheet(older, "as_today") is None
    assert not list(who_blocks(older))


def test_a_comparison_has_it_before_its_answer_where_strategies_route_apart(compared):
    text = printed(comparison_blocks(compared.first), 100)
    assert text.count("who answered what") == 1
    same = compare(study(), ["as_today", "three"], replications=2, jobs=1)
    assert "who answered what" not in printed(comparison_blocks(same.first), 100)
