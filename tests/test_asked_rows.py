"""What is asked of a comparison by name: which arguments are missing, what there is, what was probably meant."""

import pytest
from drawn import hotline_run
from hotline import TEXT

import ccsim as cc
from simulator.scenario.reader import load_text


@pytest.fixture(scope="module")
def compared():
    return hotline_run("as_today", "three", replications=2)


def said(asked, *arguments, **named):
    with pytest.raises(cc.UsageError) as raised:
        asked(*arguments, **named)
    return str(raised.value)


def test_missing_arguments_are_named_with_what_there_is(compared):
    text, known = said(compared.row, of="orders"), "There is strategy: as_today, three"
    assert text.startswith(f"strategy and metric are missing. {known}; metric: served_in_time, ")
    assert text.endswith("of: all, type:orders, type:returns, channel:voice, group:front, group:back.")
    assert said(compared.row, metric="asa_s").startswith(f"strategy is missing. {known}; of: ")
    assert said(compared.row, "three").startswith("metric is missing. There is metric: served_in_time, ")
    assert "strategy and metric are missing" in said(compared.first.row)


def test_one_strategy_needs_no_name(compared):
    alone = hotline_run("as_today", replications=2)
    assert alone.row(metric="asa_s") == alone.row("as_today", "asa_s")
    assert compared.delta(metric="asa_s") == compared.delta("three", "asa_s")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (("asa_s", "orders"), "there is no asa_s of orders. Did you mean 'type:orders'?"),
        (("asa_s", "front"), "there is no asa_s of front. Did you mean 'group:front'?"),
        (("asa_s", "type:oders"), "there is no asa_s of type:oders. Did you mean 'type:orders'?"),
        (("agent_hours", "type:orders"), "there is no agent_hours of type:orders. It is of all, group, team."),
        (("asa_s", "all", "08:00"), "there is no asa_s of all in 08:00. There is 08:00-09:00, 09:00-10:00."),
        (("asa_ss",), "there is no metric 'asa_ss'. Did you mean 'asa_s'?"),
    ],
)
def test_what_was_probably_meant_is_said(compared, asked, hint):
    assert said(compared.row, "three", *asked) == hint
    assert said(compared.delta, "three", *asked) == hint


def test_a_title_leads_to_the_name():
    text = (
        TEXT.replace("  orders:\n    {", "  orders:\n    {title: Orders by phone, ")
        .replace("front: {", "front: {title: Orders by phone, ", 1)
        .replace("as_today: {}", "as_today: {title: As it is}", 1)
    )
    run = cc.compare(load_text(text), ["as_today", "three"], replications=2, jobs=1)
    both = "Did you mean 'type:orders' or 'group:front'?"
    assert said(run.row, "three", "asa_s", "Orders by phone") == f"there is no asa_s of Orders by phone. {both}"
    assert said(run.row, "three", "asa_s", "type:orders by phone").endswith("Did you mean 'type:orders'?")
    assert said(run.row, "three", "average handle time").endswith("Did you mean 'aht_s'?")
    assert said(run.row, "As it is", "asa_s").endswith("in this comparison. Did you mean 'as_today'?")


@pytest.mark.parametrize(
    "arguments", [{"strategy": 3}, {"metric": 3}, {"of": None}, {"of": ["all"]}, {"interval": 9}], ids=str
)
def test_another_kind_of_argument_is_named(compared, arguments):
    asked = {"strategy": "three", "metric": "asa_s"} | arguments
    (name,) = arguments
    assert said(compared.row, **asked).startswith(f"{name}: expected ")
    assert said(compared.delta, **asked).startswith(f"{name}: expected ")
