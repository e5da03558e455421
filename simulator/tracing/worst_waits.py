"""The longest waits of a replication, whether or not anybody answered; who came in the warm-up is left out."""

import numpy as np

from simulator.log import SpanKind
from simulator.tracing.playback import Playback


def worst_waits(play: Playback, count: int) -> list[int]:
    """Return the contacts with the longest waits, the longest first; of equal ones who came first.

    A contact that waited several times counts with all its waits together; who did not wait is in no list.
    """
    spans, arrived_s = play.log.spans, np.asarray(play.log.contacts["arrived_s"], dtype=np.float64)
    waits = spans["kind"] == int(SpanKind.QUEUE)
    from_s, to_s = (np.asarray(spans[name], dtype=np.float64)[waits] for name in ("from_s", "to_s"))
    waited_s = np.bincount(spans["contact"][waits], to_s - from_s, minlength=len(arrived_s))
    waited_s[arrived_s < play.reports_from_s] = 0.0
    order = np.argsort(-waited_s, kind="stable")[:count].tolist()
    return [row for row in order if waited_s[row] > 0.0]
