"""What version 0.1.0 said of two hundred random centers, the log still says; and the comparison finds what differs."""

import json

import numpy as np
import pytest
from same_as_0_1 import KEPT, center_number, differs_on_purpose, first_difference, given, in_old_words, kept
from version_asked import digest, digests, in_vain, shared, workload_of

from simulator.engine.simulate import simulate
from simulator.log import NOBODY, EndedBy, SpanKind
from simulator.scenario.nouns import Scenario

TABLES = ("contacts", "spans", "stays", "overtime", "agent_time")


@pytest.mark.parametrize("first", range(0, len(KEPT), 50))
def test_the_log_says_what_0_1_0_said(first):
    for seed in KEPT[first : first + 50]:
        center, (made_of, *said) = center_number(seed), kept()[str(seed)]
        assert given(center) == made_of, f"center {seed} itself is another one: --write makes the digests anew"
        if differs_on_purpose(center):
            continue
        differ = [table for table, old, new in zip(TABLES, said, digests(center), strict=True) if old != new]
        assert not differ, f"center {seed}: {differ} differ; python -m tests.same_as_0_1 --first {seed} shows where"


def test_only_the_waits_of_who_still_waits_are_left_out():
    found = 0
    for seed in KEPT[:50]:
        center = center_number(seed)
        scenario = Scenario.model_validate(json.loads(center.text))
        log = simulate(scenario, workload_of(scenario, center))
        left_out, contacts = in_vain(log), log.contacts
        waiting = (contacts["ended_by"] == EndedBy.STILL_OPEN) & ~np.isnan(contacts["queued_s"])
        assert log.spans["contact"][left_out].tolist() == np.flatnonzero(waiting).tolist()
        assert (log.spans["kind"][left_out] == SpanKind.QUEUE).all()
        kept_spans = (log.spans["contact"] != NOBODY).sum() - left_out.sum()
        assert len(shared(center)["spans"]["contact"]) == kept_spans
        found += left_out.sum()
    assert found, "nobody waits in vain, so nothing was tried"


def test_one_bit_is_found():
    tables = shared(center_number(0))
    assert tuple(tables) == TABLES
    assert first_difference(tables, tables) == ""
    for table, columns in tables.items():
        for name, column in columns.items():
            spoiled = column.astype(np.float64)
            spoiled[-1] = 0.0 if np.isnan(column[-1]) else np.nextafter(spoiled[-1], np.inf)
            other = columns | {name: spoiled}
            assert digest(other) != digest(columns)
            assert first_difference(tables, tables | {table: other}).startswith(
                f"{table}.{name}: row {len(column) - 1}"
            )


def test_what_differs_on_purpose_is_little_and_does_differ():
    centers = [center_number(seed) for seed in KEPT]
    reasons = [differs_on_purpose(one) for one in centers]
    assert reasons.count("") > 0.5 * len(centers)
    other = [one for one, why in zip(centers, reasons, strict=True) if why]
    assert sum(kept()[str(one.seed)][1:] != digests(one) for one in other) > 0.2 * len(other)


def test_what_only_one_version_runs_differs():
    assert first_difference("Traceback\nKeyError: 'x'", {}) == "0.1.0: KeyError: 'x'; this version: ran"


def test_the_old_version_is_given_its_own_words():
    texts = [(center_number(seed).text, in_old_words(center_number(seed)).text) for seed in range(20)]
    assert any("voicemail_after" in now for now, _ in texts)
    assert not any("voicemail_after" in then for _, then in texts)
