"""A contact that is born inside a run is the same customer, and what it brings is drawn by attempt and hop."""

from building import OPENS_S, center, day

from simulator.demand.draws import u
from simulator.demand.later import Later
from simulator.engine.births import Births
from simulator.engine.book import Book
from simulator.engine.tables import tables_of
from simulator.log import Cause

CALLS, ADVICE = 0, 1
VIP = 0


def test_whoever_is_born_is_the_same_customer_and_brings_what_attempt_and_hop_say():
    talk = {"08:00": {"exponential": {"mean": "4m"}}, "08:05:15": {"lognormal": {"mean": "1h", "cv": 1}}}
    kind = {"talk": talk, "patience": {"exponential": {"mean": "2m"}}}
    segments = {"vip": {"share": "10%", "priority": 1, "talk": {"exponential": {"mean": "9m"}}}}
    scenario = center(types={"calls": kind, "advice": {**kind, "segments": segments}})
    # Case 1 is a vip, whom only advice knows as one; a call of hers is told as anybody's.
    tables = tables_of(scenario)
    book = Book(day((0, 60), (40, 5), segments=[-1, VIP]), tables.eligibility.of_segment)
    births, later = Births(tables, book), Later(scenario)

    again = births.bear(1, CALLS, Cause.REDIAL, attempt=2, hop=0, at_s=OPENS_S + 300)
    passed = births.bear(again, ADVICE, Cause.TRANSFER, attempt=2, hop=1, at_s=OPENS_S + 310)
    other = births.bear(0, ADVICE, Cause.REDIRECT, attempt=1, hop=1, at_s=OPENS_S + 320)

    assert (again, passed, other) == (2, 3, 4)
    assert [book.born_later[row - 2].parent for row in (again, passed, other)] == [1, again, 0]
    assert [book.case_of(row) for row in (again, passed, other)] == [1, 1, 0]
    assert [book.segment_of(row) for row in (again, passed, other)] == [VIP, VIP, -1]
    assert [(book.attempt_of(row), book.hop_of(row)) for row in (again, passed, other)] == [(2, 0), (2, 1), (1, 1)]
    assert [one.cause for one in book.born_later] == [Cause.REDIAL, Cause.TRANSFER, Cause.REDIRECT]
    assert [one.type for one in book.born_later] == [CALLS, ADVICE, ADVICE]
    assert book.arrived_s[2:] == [OPENS_S + 300, OPENS_S + 310, OPENS_S + 320]
    assert list(book.place_s[2:]) == book.arrived_s[2:]
    brought = list(zip(book.talk_s[2:], book.wrap_up_s[2:], book.patience_s[2:], strict=True))
    assert brought == [
        later.drawn(1, VIP, CALLS, 2, 0, OPENS_S + 300),
        later.drawn(1, VIP, ADVICE, 2, 1, OPENS_S + 310),
        later.drawn(0, -1, ADVICE, 1, 1, OPENS_S + 320),
    ]
    # By the time of the own birth: at 08:05:15 talks become others.
    assert brought[0] != later.drawn(1, VIP, CALLS, 2, 0, OPENS_S + 320)
    assert brought[2] != later.drawn(0, -1, ADVICE, 1, 1, OPENS_S + 310)
    assert len(set(brought)) == 3
    queue_of = tables.eligibility.queue_of
    assert book.queue[2:] == [queue_of(CALLS, VIP), queue_of(ADVICE, VIP), queue_of(ADVICE, -1)]
    assert len(set(book.queue[2:])) == 3


def test_what_a_case_draws_does_not_depend_on_whether_all_cases_draw_it_at_once():
    book = Book(day((0, 60), (40, 5), (50, 5)), None)
    keys = book.workload.key.tolist()
    for case in (1, 2, 0, 1):
        for purpose in (7, 2**63 + 11):
            for ordinal in (0, 1, 1 << 20):
                assert book.firsts.uniform(case, purpose, ordinal) == u(keys[case], purpose, ordinal)
