"""A draw that is shared is the draw that each scenario would have had for itself."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hotline import study

from simulator.demand import shared
from simulator.demand.shared import SharedDraws
from simulator.demand.workload import draw
from simulator.scenario.reader import load

FILES = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def assert_same(one, other):
    for field in fields(one):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_strategy_in_every_future_gets_its_own_draw(path):
    one = load(str(path))
    scenarios = [one.resolve(name, future) for future in (None, *one.futures) for name in one.strategies]
    draws = SharedDraws(scenarios)
    for replication in (0, 3):
        found = dict(draws.of(5, replication))
        assert sorted(found) == list(range(len(scenarios)))
        for place, workload in found.items():
            assert_same(workload, draw(scenarios[place], 5, replication))


def test_strategies_that_leave_customers_alone_share_all_of_it_and_are_drawn_once(monkeypatch):
    names = ("as_today", "three", "twin", "two_lines", "fewer_customers")
    calls = []
    for name in ("comers", "wishes"):
        made = getattr(shared, name)
        monkeypatch.setattr(shared, name, lambda *given, made=made, name=name: calls.append(name) or made(*given))
    found = dict(SharedDraws([study().resolve(name) for name in names]).of(1, 0))
    assert found[0] is found[1] is found[2]
    assert (found[0].key == found[3].key).all()
    assert len(found[4]) < len(found[0])
    # Another number of lines might be something a draw depends on; another number of customers is.
    assert (calls.count("comers"), calls.count("wishes")) == (2, 3)


def test_who_wants_something_else_is_still_the_same_who_comes(monkeypatch):
    calls = []
    made = shared.comers
    monkeypatch.setattr(shared, "comers", lambda *given: calls.append(given) or made(*given))
    longer = study(settings=("contact_types.orders.talk=7m",)).resolve("as_today")
    found = dict(SharedDraws([study().resolve("as_today"), longer]).of(1, 0))
    assert len(calls) == 1
    np.testing.assert_array_equal(found[0].arrived_s, found[1].arrived_s)
    assert (found[0].talk_s != found[1].talk_s).any()


def test_the_order_of_sources_keeps_scenarios_apart():
    one = study().resolve("as_today")
    other = one.model_copy(update={"sources": {"nobody": one.sources["shoppers"], **one.sources}})
    assert shared.comers_of(one) != shared.comers_of(other)
    assert shared.comers_of(other) != shared.comers_of(
        one.model_copy(update={"sources": dict(reversed(other.sources.items()))})
    )
