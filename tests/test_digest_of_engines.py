"""Both engines say the same, to the bit, where there are both; and the digest that tells sees a single bit."""

import importlib.util
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from digest_of_engines import CENTERS, Said, different, differing, digest, digests

import simulator
from simulator.which_engine import SUFFIX, engine_kind

PACKAGE = Path(str(simulator.__file__)).parent


@dataclass
class Told:
    table: dict[str, np.ndarray]
    stops_s: float | None = None


def of(*numbers: float) -> str:
    return digest({"wait_s": np.array(numbers)})


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, CENTERS, 500))
def test_the_compiled_engine_says_what_its_sources_say(first):
    if engine_kind() != "compiled":
        pytest.skip("the engine is not compiled here")
    assert different(range(first, first + 500)) == {}


def test_the_same_center_has_the_same_digests_and_another_has_others():
    one, again, other = digests(0), digests(0), digests(2)
    assert one == again
    assert {"workload", "contacts", "spans", "facts", "agent_time", "measures", "details"} <= one.keys()
    assert all(one[name] != other[name] for name in ("workload", "contacts", "spans", "agent_time", "measures"))


def test_a_digest_sees_a_bit_a_name_a_kind_and_a_place():
    assert of(1.0, 2.0) == of(1.0, 2.0)
    assert of(1.0, 2.0) != of(1.0, np.nextafter(2.0, 3.0))
    assert of(1.0, 2.0) != of(2.0, 1.0)
    assert of(1.0) != digest({"talk_s": np.array([1.0])})
    assert of(1.0) != digest({"wait_s": np.array([1.0], np.float32)})
    assert digest(Told({"a": np.arange(3)})) != digest(Told({"a": np.arange(3)}, 0.0))


def test_the_sign_of_a_zero_and_of_a_missing_number_is_a_bit():
    assert of(0.0) != of(-0.0)
    assert of(np.nan) != of(np.copysign(np.nan, -1.0))
    assert of(np.nan) != of(0.0)


def test_decisions_are_told_where_they_are_recorded_and_a_rule_of_ones_own_decides(monkeypatch):
    assert len({digests(seed)["decisions"] for seed in (3, 10, 17)}) == 3
    assert digests(0)["decisions"] == digests(2)["decisions"] == digest(None)
    ruled = [digests(seed) for seed in range(5, 60, 7)]
    monkeypatch.setattr("digest_of_engines._a_rule_of_ones_own", nullcontext)
    usual = [digests(seed) for seed in range(5, 60, 7)]
    assert [one["workload"] for one in ruled] == [one["workload"] for one in usual]
    assert sum(one["contacts"] != other["contacts"] for one, other in zip(ruled, usual, strict=True)) > 1


def test_what_differs_is_named_and_what_did_not_run_is_no_agreement():
    assert differing({"a": "1", "b": "2"}, {"a": "1", "b": "2"}) == []
    assert differing({"a": "1", "b": "2"}, {"a": "1", "b": "3"}) == ["b"]
    failed = {"failed": "KeyError"}
    assert differing(failed, failed) == ["interpreted: KeyError", "compiled: KeyError"]
    assert differing({"a": "1"}, failed) == ["compiled: KeyError"]


def test_an_engine_that_is_not_the_one_asked_for_is_no_agreement(monkeypatch):
    monkeypatch.setattr("digest_of_engines.ENGINES", ("interpreted", "interpreted"))
    assert different(range(1)) == {}
    said = Said("interpreted", range(1))
    said._engine = "compiled"
    with pytest.raises(AssertionError, match="the compiled engine was asked, and answered: interpreted"):
        list(said.lines())


def test_where_the_compiled_engine_is_missing_nothing_is_compared():
    if engine_kind() == "compiled":
        pytest.skip("the engine is compiled here")
    with pytest.raises(AssertionError, match="the compiled engine was asked, and answered: nothing"):
        different(range(1))


def test_the_form_that_runs_is_the_one_that_is_told():
    """Every module that lies there compiled is imported compiled, or none is."""
    for made in PACKAGE.glob(f"**/*{SUFFIX}"):
        name = ".".join(("simulator", *made.relative_to(PACKAGE).parts)).removesuffix(SUFFIX)
        found = importlib.util.find_spec(name)
        assert found is not None
        assert (found.origin == str(made)) == (engine_kind() == "compiled"), name


def test_what_is_declared_is_compiled_where_the_engine_is():
    if engine_kind() != "compiled":
        pytest.skip("the engine is not compiled here")
    declared = {one.with_suffix("") for ending in ("pxd", "pyx") for one in PACKAGE.glob(f"**/*.{ending}")}
    sources = {one for one in declared if one.with_suffix(".py").exists() or one.with_suffix(".pyx").exists()}
    made = {Path(str(one).removesuffix(SUFFIX)) for one in PACKAGE.glob(f"**/*{SUFFIX}")}
    assert {one for one in sources if one.name != "__init__"} == made
