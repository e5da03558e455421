"""Files that exist twice say the same to the bit: Python with numpy, and compiled loops; compiled ones look where they
write. What is not compiled here is skipped, and says so."""

from typing import Any

import numpy as np
import pytest
from both_forms import as_python, compiled
from swarm import random_center

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, RunLog, SpanKind
from simulator.log.agent_time import _STATE_OF
from simulator.metrics.came import came, decided_at_s, is_reported, requests_of
from simulator.metrics.outcomes import Outcome
from simulator.metrics.queue_length import steps_of
from simulator.metrics.wait_bins import upper_s
from simulator.metrics.wait_counts import _ENDING_OF, EDGES_S, ENDINGS

ROWS, TIMES = "simulator.engine.log_rows", "simulator.log.time_sums"
CELLS, CONTACTS = "simulator.metrics.cell_sums", "simulator.metrics.contact_rows"
WAITS, HASHES = "simulator.metrics.wait_rows", "simulator.demand.hash_columns"
GRID = 2.0**-20


def same(one: Any, other: Any) -> None:
    """Check that two results are the same to the bit, kinds of numbers included."""
    if isinstance(one, dict):
        assert list(one) == list(other)
        one, other = list(one.values()), list(other.values())
    if isinstance(one, tuple | list):
        assert len(one) == len(other)
        for mine, theirs in zip(one, other, strict=True):
            same(mine, theirs)
    elif isinstance(one, np.ndarray):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        assert one.tobytes() == np.ascontiguousarray(other).tobytes()
    else:
        assert one == other


def logs(count: int = 60) -> list[RunLog]:
    """Return logs of random centers: births, second waits, closings, days, warm-ups, hands, a day without anybody."""
    found = [simulate(*random_center(seed, again)) for seed in range(count // 2) for again in (False, True)]
    scenario, _ = random_center(1)
    empty = Workload.of(types=[], arrived_s=[], talk_s=[])
    return [*found, simulate(scenario, empty)]


@pytest.mark.parametrize("count", [0, 1, 7, 40_000])
def test_hashes_and_uniforms_are_the_same(count):
    loops, numpy = compiled(HASHES), as_python(HASHES)
    dice = np.random.default_rng(count)
    bits, moves = (dice.integers(0, 2**64, count, dtype=np.uint64) for _ in range(2))
    bits[:1], bits[-1:] = 0, 2**64 - 1
    same(loops.uniforms(bits.copy()), numpy.uniforms(bits.copy()))
    for move, rounds in ((moves, 2), (np.uint64(2**64 - 1), 2), (np.uint64(0), 1)):
        same(loops.hashed(bits.copy(), move, rounds), numpy.hashed(bits.copy(), move, rounds))


@pytest.fixture(scope="module")
def some_logs() -> list[RunLog]:
    return logs()


def _book(dice: np.random.Generator, contacts: int, simple: bool) -> dict[str, np.ndarray]:
    """Return records of a run that never was: times on the grid, many of them alike."""

    def at(rows: int, *columns: int) -> np.ndarray:
        return np.sort(dice.integers(0, 40, (rows, *columns)), axis=1) * GRID

    def records(rows: np.ndarray, *middle: np.ndarray, times: int) -> np.ndarray:
        return np.column_stack((rows, *middle, at(len(rows), times))).astype(np.float64)

    def agents(rows: np.ndarray) -> np.ndarray:
        return dice.integers(0, 3, len(rows))

    closed = np.flatnonzero(dice.random(contacts) < 0.7)
    waited = np.flatnonzero(dice.random(contacts) < 0.5)
    open_ = np.setdiff1d(np.arange(contacts), closed)
    served = open_ if simple else dice.integers(0, contacts, contacts // 2) if contacts else open_
    if not simple and contacts:
        waited = np.sort(np.concatenate((waited, dice.integers(0, contacts, contacts // 3))))
    others = np.empty(0, dtype=np.int64) if simple or not contacts else dice.integers(0, contacts, dice.integers(0, 4))
    return {
        "waits": records(waited, times=2),
        "closings": records(closed, agents(closed), times=3),
        "services": records(served, agents(served), times=3),
        "others": records(others, np.full(len(others), int(SpanKind.HOLD)), agents(others), times=2),
    }


@pytest.mark.parametrize("seed", range(60))
def test_spans_stand_in_the_same_order(seed):
    dice = np.random.default_rng(seed)
    contacts = int(dice.integers(0, 30))
    book = _book(dice, contacts, simple=seed % 2 == 0)
    own = np.array([(agent, 0.0, int(SpanKind.DUTY), 40 * GRID) for agent in range(seed % 4)]).reshape(-1, 4)
    group_of = np.array([0, 1, 1, NOBODY], dtype=np.int16)
    forms = (compiled(ROWS), as_python(ROWS))
    same(*(form.spans(*book.values(), own, contacts, group_of) for form in forms))


@pytest.mark.parametrize("seed", range(30))
def test_spans_of_agents_alone_stand_in_the_same_order(seed):
    dice = np.random.default_rng(seed)
    stays = [
        (int(dice.integers(0, 3)), *(dice.integers(0, 4, 2) * GRID).tolist(), [np.inf, 2.0 * GRID][dice.integers(0, 2)])
        for _ in range(seed)
    ]
    others = np.column_stack((np.full(seed, NOBODY), dice.integers(0, 4, (seed, 4)))).astype(np.float64)
    same(*(form.agents_own(stays, others) for form in (compiled(ROWS), as_python(ROWS))))


@pytest.mark.parametrize("seed", range(30))
def test_closings_tell_the_same_of_contacts(seed):
    found = []
    for form in (compiled(ROWS), as_python(ROWS)):
        dice = np.random.default_rng(seed)
        contacts = int(dice.integers(0, 30))
        book = _book(dice, contacts, simple=True)
        some = dice.random(contacts) < 0.3
        written = {
            "type_": dice.integers(0, 2, contacts).astype(np.int16),
            "arrived_s": dice.integers(0, 9, contacts) * GRID,
            "queued_s": np.where(dice.random(contacts) < 0.5, np.nan, 9 * GRID),
            "answered_s": np.where(some, 11 * GRID, np.nan),
            "answered_by": np.where(some, 2, NOBODY).astype(np.int32),
            "ended_s": np.where(some, np.nan, 12 * GRID),
            "ended_by": dice.integers(0, 9, contacts).astype(np.int8),
            "solved": np.full(contacts, NOBODY, dtype=np.int8),
        }
        of = {"channel_of": np.array([1, 0], dtype=np.int16), "group_of": np.array([0, 1, 1, NOBODY], dtype=np.int16)}
        told = form.fates(book["closings"], **written, **of)
        # What was handed in as `queued_s` may be written to or not: the one returned counts.
        written.pop("queued_s")
        found.append((told, written))
    same(*found)


def test_agents_time_is_the_same_by_agent_and_by_group(some_logs):
    loops, numpy = compiled(TIMES), as_python(TIMES)
    for log in some_logs:
        same(loops.by_agent(log, _STATE_OF), numpy.by_agent(log, _STATE_OF))
        same(loops.by_group(log, _STATE_OF), numpy.by_group(log, _STATE_OF))


def test_agents_whose_numbers_are_far_apart_are_the_same(some_logs):
    loops, numpy = compiled(TIMES), as_python(TIMES)
    for log in some_logs:
        agent = log.spans["agent"].astype(np.int32)
        far = RunLog(
            log.contacts, log.spans | {"agent": np.where(agent < 0, agent, agent * 100_000)}, log.facts, log.names
        )
        same(loops.by_agent(far, _STATE_OF), numpy.by_agent(far, _STATE_OF))
        same(loops.by_group(far, _STATE_OF), numpy.by_group(far, _STATE_OF))


def test_agents_with_conversations_in_hand_are_the_same(some_logs):
    loops, numpy, dice = compiled(TIMES), as_python(TIMES), np.random.default_rng(7)
    kinds = np.array(
        [SpanKind.TALK, SpanKind.WRAP_UP, SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.INACTIVE], dtype=np.int8
    )
    for log in some_logs:
        # Whatever agents have of contacts becomes anything, and longer, so that it meets breaks and each other.
        mine = (log.spans["contact"] >= 0) & (log.spans["agent"] >= 0)
        kind, to_s = log.spans["kind"].copy(), log.spans["to_s"].copy()
        kind[mine] = dice.choice(kinds, mine.sum())
        to_s[mine] += np.floor(dice.random(mine.sum()) * 2**30) * GRID
        lying = RunLog(log.contacts, log.spans | {"kind": kind, "to_s": to_s}, log.facts, log.names)
        same(loops.by_agent(lying, _STATE_OF), numpy.by_agent(lying, _STATE_OF))
        same(loops.by_group(lying, _STATE_OF), numpy.by_group(lying, _STATE_OF))


def test_what_contacts_count_as_is_the_same(some_logs):
    loops, numpy = compiled(CONTACTS), as_python(CONTACTS)
    for log in some_logs:
        rows, last, columns, _ = requests_of(log)
        asked = (log, rows, last, columns, decided_at_s(log.facts))
        same(tuple(loops.whereabouts(*asked)), tuple(numpy.whereabouts(*asked)))
        same(tuple(loops.closings(log)), tuple(numpy.closings(log)))
        outcome = numpy.whereabouts(*asked).outcome
        solved, ended_by = log.contacts["solved"][rows], log.contacts["ended_by"][rows]
        same(loops.single_cases(outcome, solved, ended_by), numpy.single_cases(outcome, solved, ended_by))


@pytest.mark.parametrize("seed", range(40))
def test_sums_by_cell_and_the_sheet_are_the_same(seed):
    loops, numpy = compiled(CELLS), as_python(CELLS)
    dice = np.random.default_rng(seed)
    types, channels, intervals, days = (int(dice.integers(1, 4)) for _ in range(4))
    days = 0 if days == 1 else days
    slots, rows = intervals * max(days, 1) + max(days, 1), int(dice.integers(0, 200))
    intervals = slots - max(days, 1)
    day_of_slot = np.append(np.sort(dice.integers(0, max(days, 1), intervals)), np.arange(max(days, 1)))
    code = dice.integers(0, 3, rows).astype(np.int8)
    table, weighed = np.ascontiguousarray(dice.integers(0, 2, (3, 4)) * 1.0), np.ones((3, 2))
    weight = dice.integers(0, 2**30, rows) * GRID
    cell = dice.integers(0, slots, rows), dice.integers(0, types * channels, rows), slots, types * channels
    amounts = [form.by_cell(*cell, code, table, weight, weighed) for form in (loops, numpy)]
    same(*amounts)
    same(*(form.by_cell(*cell, code, table) for form in (loops, numpy)))
    tables = [form.by_place(amounts[0], slots, types, channels) for form in (loops, numpy)]
    same(*tables)
    found = []
    for form in (loops, numpy):
        sums = np.full((9, 3 + types + channels, 1 + days + intervals), np.nan)
        form.put(sums, 2, 5, 0, 1 + types + channels, tables[0], 1, day_of_slot, days, intervals)
        # A single member goes into all rows.
        form.put(sums, 7, 2, 1, 2, np.ascontiguousarray(tables[0][:, :1]), 0, day_of_slot, days, intervals)
        # Beside the grid, as costs are: several measures at once are added up in the slots' order.
        form.put(sums, 0, 2, 0, 1, tables[0] * 0.1, 4, day_of_slot, days, intervals)
        found.append(sums)
    same(*found)
    judged = np.ascontiguousarray(np.eye(6)[:, :2])
    share = dice.choice([0.0, 0.5, 0.8, 1.0], types)
    same(*(form.days_met(amounts[0], judged, share, channels, day_of_slot, days, intervals) for form in (loops, numpy)))


def test_queues_and_who_is_taken_from_them_are_the_same(some_logs):
    loops, numpy = compiled(WAITS), as_python(WAITS)
    for log in some_logs:
        same(loops.queued(log, is_reported(log)), numpy.queued(log, is_reported(log)))
        for among in (None, np.arange(len(log.contacts["type"])) % 2 == 0):
            same(loops.answered(log, among), numpy.answered(log, among))
        edges_s = steps_of(log.facts).edges_s
        same(loops.in_queue_s(log, edges_s), numpy.in_queue_s(log, edges_s))
        one, types, channels = came(log), len(log.names.types), len(log.names.channels)
        slots, who = len(log.facts.partition.edges_s), one.who
        bins = one.outcome, one.wait_s, one.slot, slots, who.place, types * channels
        same(
            *(form.in_bins(*bins, who.segment, len(log.names.segments)) for form in (loops, numpy)),
        )
        ended = one.outcome, one.wait_s, one.kind, types, _ENDING_OF, len(ENDINGS), EDGES_S
        same(loops.in_buckets(*ended), numpy.in_buckets(*ended))


@pytest.mark.parametrize("seed", range(20))
def test_waits_at_the_edges_of_bins_buckets_and_steps_are_the_same(seed):
    loops, numpy = compiled(WAITS), as_python(WAITS)
    dice = np.random.default_rng(seed)
    ends_s = np.concatenate((upper_s(np.arange(0, 9000, 37)), EDGES_S))
    wait_s = np.concatenate((ends_s, np.nextafter(ends_s, np.inf), np.nextafter(ends_s[1:], 0.0), [np.nan]))
    rows = len(wait_s)
    outcome = dice.integers(0, len(Outcome), rows).astype(np.int8)
    slot, place, segment = (dice.integers(0, most, rows) for most in (3, 2, 3))
    same(*(form.in_bins(outcome, wait_s, slot, 3, place, 2, segment, 2) for form in (loops, numpy)))
    same(*(form.in_bins(outcome, wait_s, slot, 3, place, 2, None, 0) for form in (loops, numpy)))
    ended = outcome, wait_s, place, 2, _ENDING_OF, len(ENDINGS), EDGES_S
    same(loops.in_buckets(*ended), numpy.in_buckets(*ended))
    edges_s = np.array([0.0, 10.0, 10.5, 50.0])
    times_s = np.sort(dice.choice([-3.0, 0.0, 5.0, 10.0, 10.25, 10.5, 49.0, 50.0, 70.0], (40, 2)), axis=1)
    waits = dice.integers(0, 2, 40), *np.ascontiguousarray(times_s.T), 2, edges_s
    same(loops.seconds_in(*waits), numpy.seconds_in(*waits))


def test_loops_refuse_what_they_cannot_place():
    cells = compiled(CELLS)
    ones, code, table = np.zeros(1, dtype=np.intp), np.zeros(1, dtype=np.int8), np.ones((1, 1))
    for slot, member in ((ones + 1, ones), (ones, ones - 1), (ones, ones + 2)):
        with pytest.raises(IndexError):
            cells.by_cell(slot, member, 1, 2, code, table)
    with pytest.raises(IndexError):
        cells.by_cell(ones, ones, 1, 1, code + 1, table)
    with pytest.raises(TypeError):
        cells.by_cell(ones.astype(np.float64), ones, 1, 1, code, table)
    waited = np.full(1, int(Outcome.IN_TIME), dtype=np.int8)
    with pytest.raises(IndexError):
        compiled(WAITS).in_bins(waited, np.ones(1), ones + 1, 1, ones, 1, None, 0)
    with pytest.raises(ValueError, match="below 0 s"):
        compiled(WAITS).in_bins(waited, -np.ones(1), ones, 1, ones, 1, None, 0)
    with pytest.raises(IndexError):
        compiled(WAITS).seconds_in(ones + 1, np.zeros(1), np.ones(1), 1, np.array([0.0, 1.0]))
    with pytest.raises(IndexError):
        cells.put(np.zeros((1, 1, 2)), 0, 2, 0, 1, np.zeros((2, 1, 2)), 0, np.zeros(2, dtype=np.intp), 0, 1)


@pytest.mark.parametrize("which", ["waits", "closings", "services", "others"])
def test_loops_refuse_records_of_contacts_and_agents_that_there_are_not(which):
    form, group_of = compiled(ROWS), np.array([0, 1, 1, NOBODY], dtype=np.int16)
    book = _book(np.random.default_rng(5), 20, simple=False)
    assert all(len(records) for records in book.values())
    form.spans(*book.values(), np.empty((0, 4)), 20, group_of)
    for place, wrong in ((0, 20), (0, -1), (1 if which in ("closings", "services") else 2, 4)):
        spoiled = book[which].copy()
        if which == "waits" and place:
            continue
        spoiled[-1, place] = wrong
        with pytest.raises(IndexError):
            form.spans(*(book | {which: spoiled}).values(), np.empty((0, 4)), 20, group_of)


def test_loops_write_to_nothing_that_may_not_be_written_to():
    bits = np.arange(4, dtype=np.uint64)
    bits.flags.writeable = False
    for form in (compiled(HASHES), as_python(HASHES)):
        with pytest.raises(ValueError, match="read-only"):
            form.hashed(bits, np.uint64(1), 2)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("contacts", "type", 99),
        ("contacts", "channel", -1),
        ("contacts", "answered_group", 99),
        ("contacts", "ended_by", 99),
    ],
)
def test_loops_refuse_contacts_of_what_the_log_does_not_know(some_logs, table, column, value):
    contacts = compiled(CONTACTS)
    log = next(log for log in some_logs if len(log.contacts["type"]))
    wrong = {**log.contacts, column: np.full_like(log.contacts[column], value)}
    with pytest.raises(IndexError):
        contacts.whereabouts(
            RunLog(wrong, log.spans, log.facts, log.names), slice(None), slice(None), wrong, decided_at_s(log.facts)
        )


@pytest.mark.parametrize(("column", "value"), [("kind", 99), ("group", 99)])
def test_loops_refuse_spans_of_what_the_log_does_not_know(some_logs, column, value):
    loops = compiled(TIMES)
    log = next(log for log in some_logs if len(log.spans["kind"]))
    wrong = RunLog(log.contacts, {**log.spans, column: np.full_like(log.spans[column], value)}, log.facts, log.names)
    with pytest.raises(IndexError):
        loops.by_group(wrong, _STATE_OF)


def test_the_random_logs_are_not_all_of_a_kind(some_logs):
    assert any((log.contacts["cause"] > 0).any() for log in some_logs)
    assert any(len(log.facts.days) > 1 for log in some_logs)
    assert any(log.facts.in_slots.any() for log in some_logs)
    assert any((log.spans["kind"] == SpanKind.OVERTIME).any() for log in some_logs)
    assert any(not len(log.contacts["type"]) for log in some_logs)
    assert any(log.names.segments for log in some_logs)
    assert len(Outcome) < 32, "a loop has room for so many"
