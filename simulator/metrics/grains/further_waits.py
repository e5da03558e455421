"""The grain *wait*: further waits, of who was passed on by an agent, redirected, or moved by an overflow rule.

A further wait counts where it begins, as what the contact is then and by the target of that type; with a group as well
where the contact was passed to that group alone. It is no request: what it came as has been counted where it came.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import RunLog
from simulator.metrics.came import Came, decided_at_s
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import COUNTS, Outcome, outcomes
from simulator.metrics.sent_on import FurtherWaits, of_log
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet, place_of, segment_of, somebody

COUNTED_AS: dict[str, str] = {
    "further_waits": "offered",
    "further_answered": "answered",
    "further_in_time": "answered_in_time",
    "further_abandoned": "abandoned",
    "further_sent_away": "sent_away",
    "further_open_late": "open_late",
    "further_ended": "waited",
}
"""The measures that count further waits, and what each would be if it were the wait of a request."""
MEASURES = (*COUNTED_AS, "further_wait_s")


class SentOn(NamedTuple):
    """The further waits that began in the time that is reported, shape (waits,) each."""

    slot: Ints
    who: Owners
    """The group is the one that alone may take it."""
    outcome: NDArray[np.int8]
    wait_s: Floats


def fill(sheet: SumSheet, log: RunLog, came: Came) -> SentOn | None:
    """Fill `MEASURES`; return who waited, None where nobody was sent on, which is what mostly happens."""
    if came.found is None and not log.passed:
        sheet.count_nothing(MEASURES, groups=True)
        return None
    sent = _reported(log, of_log(log.contacts, came.found, log.passed or None), sheet.groups)
    known = ~np.isnan(sent.wait_s)
    wait_s = np.where(known, sent.wait_s, 0.0)
    counts = [_COUNTED[:, number][sent.outcome] for number in range(len(COUNTED_AS))]
    counts[_ENDED] &= known
    columns = [*(one.astype(np.float64) for one in counts), wait_s * counts[_ENDED]]
    sheet.count(MEASURES, sent.who, sheet.added(sent.slot, columns))
    return sent


def _reported(log: RunLog, waits: FurtherWaits, groups: int) -> SentOn:
    facts = log.facts
    slot = interval_of(waits.arrived_s, facts)
    mine = np.flatnonzero(slot >= 0)
    waits = waits.of(mine)
    kind = log.contacts["type"][waits.contact].astype(np.intp)
    return SentOn(
        slot[mine],
        Owners(place_of(log, waits.contact), segment_of(log, waits.contact), somebody(waits.group, groups)),
        outcomes(waits.columns, facts.within_s[kind], facts.short_s[kind], decided_at_s(facts)),
        waits.wait_s,
    )


_COUNTED: NDArray[np.bool_] = np.array(
    [[outcome in COUNTS[name] for name in COUNTED_AS.values()] for outcome in Outcome]
)
"""Shape (outcomes, measures): whether a wait that ended so is counted."""
_ENDED = list(COUNTED_AS).index("further_ended")
