"""The log as pandas tables with words instead of numbers, for whoever wants to look for themselves.

The only place that imports pandas, and only when a function is called. What is unknown is NaN or NA, never −1.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import LOG, of_kind
from simulator.catalogue import METRICS
from simulator.log import NOBODY, Cause, Columns, Context, EndedBy, Facts, Names, RunLog, SilenceEnd, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.metrics.cells import cells_for, interval_labels, interval_of
from simulator.metrics.helped import helps_table
from simulator.metrics.intervened import interventions_table
from simulator.metrics.measure import Summary
from simulator.metrics.overflowed import DID, LEFT_OUT
from simulator.metrics.values import metric_values, stack
from simulator.metrics.work import handle_s

if TYPE_CHECKING:
    import pandas as pd
    from pandas import DataFrame as DataFrame

AFTER_CLOSING = "after closing"
"""The label of agents' time after closing; before it the day's name, where there are several."""
_WORDS: dict[str, type[IntEnum]] = {
    "ended_by": EndedBy,
    "cause": Cause,
    "context": Context,
    "how": SilenceEnd,
    "kind": SpanKind,
    "state": State,
}
MAY_BE_NOBODY = ("contact", "parent", "agent", "answered_by", "closed_by", "helper")
"""Columns of numbers in which −1 stands for nobody."""
YES_OR_NO = ("solved", "parked", "owed")
"""Columns of 1 and 0, in which −1 stands for what nobody knows yet."""
REPLY_COLUMNS = ("contact", "number", "agent", "group", "asked_s", "begun_s", "sent_s")
HAND_OVER_COLUMNS = ("contact", "agent", "group", "at_s", "parked", "owed")
SILENCE_COLUMNS = ("contact", "left_s", "agent", "taken_s", "told_s", "over_s", "how")
PASSED_COLUMNS = ("contact", "group", "passed_s", "answered_s")
HELP_COLUMNS = ("contact", "help", "agent", "called_s", "helper", "begun_s", "joined_s", "until_s")
INTERVENTION_COLUMNS = ("intervention", "at_s", "number")
OVERFLOW_COLUMNS = ("contact", "rule", "verb", "at_s", "did")
_GROUPS = ("group", "answered_group", "closed_group")
_AGENTS = ("agent", "answered_by", "closed_by", "helper")


def vocabulary(names: Names) -> dict[str, tuple[str, ...]]:
    """Return, for each column whose numbers stand for words, the words in the order of the numbers."""
    words = {column: tuple(word.name.lower() for word in numbers) for column, numbers in _WORDS.items()}
    words |= {"type": names.types, "channel": names.channels, "segment": names.segments}
    words |= {"rule": names.overflow, "verb": names.verbs, "did": DID}
    words |= {"intervention": names.interventions, "help": names.helps, "team": names.teams}
    words |= dict.fromkeys(_GROUPS, names.groups)
    return words | (dict.fromkeys(_AGENTS, names.agents) if names.agents else {})


def contacts_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per contact: the log's columns in words, and what is known of each from elsewhere.

    Added are ``reported`` (False: came in the warm-up), ``interval`` (of arrival; missing outside the horizon) and
    ``handle_s`` (talk + wrap-up, whoever did it; missing when nobody answered). The functions of `service`, `waits` and
    `work` take the frame; where contacts were moved or passed on, all of it.
    """
    of_kind("log", log, RunLog, LOG)
    handled_s = handle_s(log.spans, len(log.contacts["arrived_s"]))
    arrived_s = np.asarray(log.contacts["arrived_s"], dtype=np.float64)
    return _frame(log, log.contacts).assign(
        reported=arrived_s >= log.facts.reports_from_s,
        interval=_categorical(_masked(interval_of(arrived_s, log.facts), log), interval_labels(log.facts)),
        handle_s=np.where(np.isnan(log.contacts["answered_s"]), np.nan, handled_s),
    )


def spans_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per span: a contact in a queue or with an agent, an agent on duty, in overtime, away."""
    of_kind("log", log, RunLog, LOG)
    return _frame(log, log.spans)


def agent_time_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per agent, interval and state, with its seconds; the time after closing is labelled so."""
    of_kind("log", log, RunLog, LOG)
    time = agent_time(log)
    return _frame(log, time).assign(interval=_categorical(time["interval"], agent_time_labels(log.facts)))


def replies_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per message of a customer that was asked of an agent; empty where no channel works by replies."""
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, log.replies) if log.replies else pd.DataFrame(columns=list(REPLY_COLUMNS))


def hand_overs_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per conversation that an agent whose shift ended handed over or parked; empty where none did."""
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, log.hand_overs) if log.hand_overs else pd.DataFrame(columns=list(HAND_OVER_COLUMNS))


def silences_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per customer who left silently; empty where nobody did.

    ``told_s`` is when an agent first wrote in vain, ``over_s`` when the center was through with the contact, ``how``:
    *noticed*, *closed_in_vain* with a last reply, *sent_away* from the queue, *not_yet*.
    """
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, log.silences) if log.silences else pd.DataFrame(columns=list(SILENCE_COLUMNS))


def passed_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per time at which an agent passed a contact on within its type; empty where none did."""
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, log.passed) if log.passed else pd.DataFrame(columns=list(PASSED_COLUMNS))


def overflow_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per time at which an overflow rule was checked for a contact and held; empty where none did.

    ``did`` is *applied*, *declined* by the customer, or *left_out* by the share of the rule.
    """
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, overflow_table(log)) if log.overflow else pd.DataFrame(columns=list(OVERFLOW_COLUMNS))


def interventions_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per intervention that was carried out; empty where none was.

    ``number`` is how many agents were moved or called in, or how many types and groups were opened, closed or extended.
    """
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, interventions_table(log)) if log.interventions else pd.DataFrame(columns=[*INTERVENTION_COLUMNS])


def helps_frame(log: RunLog) -> "pd.DataFrame":
    """Return a row per call for help; empty where none was made.

    ``begun_s`` is when the helper came, ``joined_s`` when help began to change the talk, ``until_s`` when it was over;
    what did not come is missing.
    """
    of_kind("log", log, RunLog, LOG)
    import pandas as pd

    return _frame(log, helps_table(log)) if log.helps else pd.DataFrame(columns=[*HELP_COLUMNS])


def overflow_table(log: RunLog) -> Columns:
    """Return what overflow rules did as columns whose numbers stand for words; nothing where there are no rules."""
    if not log.overflow:
        return {}
    mine = {"verb": log.overflow["rule"], "did": log.overflow["did"] - LEFT_OUT}
    return {name: mine[name] if name in mine else log.overflow[name] for name in OVERFLOW_COLUMNS}


def agent_time_labels(facts: Facts) -> tuple[str, ...]:
    """Return what the intervals of agents' time are called: those of the horizon, then the time after each closing."""
    after = (f"{day.name} {AFTER_CLOSING}".lstrip() for day in facts.days)
    return (*interval_labels(facts), *after)


def values_frame(summary: Summary) -> "pd.DataFrame":
    """Return a row per metric and cell of one replication: metric, of, interval (missing: whole horizon), value."""
    import pandas as pd

    rows: list[tuple[str, str, str | None, float]] = []
    alone = stack([summary])
    for name, metric in METRICS.items():
        places = cells_for(metric, summary.cells)
        values = metric_values(metric, alone, places)[0].tolist()
        rows.extend((name, *summary.cells[place], value) for place, value in zip(places.tolist(), values, strict=True))
    return pd.DataFrame(rows, columns=["metric", "of", "interval", "value"])


def records_frame(records: Iterable[Mapping[str, Any]]) -> "pd.DataFrame":
    """Return records of one shape as a table: words as categories in the order they first came, missing ones as NaN.

    Columns whose values are mappings (the ``point`` of a grid) become one column for each key, as ``point PATH``.
    """
    import pandas as pd

    flat = [_flat(record) for record in records]
    frame = pd.DataFrame(flat, columns=list(dict.fromkeys(key for record in flat for key in record)))
    for name in frame.columns:
        known = [value for value in frame[name] if value is not None and value == value]
        if all(isinstance(value, str) for value in known):
            frame[name] = pd.Categorical(frame[name], categories=list(dict.fromkeys(known)))
        elif any(isinstance(value, float) for value in known):
            frame[name] = frame[name].astype("float64")
    return frame


def words_frame(words: Mapping[str, Sequence[Any]], numbers: Mapping[str, Any]) -> "pd.DataFrame":
    """Return long columns as a table: ``words`` as categories in the order they first came, None as missing."""
    import pandas as pd

    frame = {
        name: pd.Categorical(each, categories=list(dict.fromkeys(one for one in each if one is not None)))
        for name, each in words.items()
    }
    return pd.DataFrame(frame | dict(numbers))


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        flat |= {f"{key} {path}": one for path, one in value.items()} if isinstance(value, Mapping) else {key: value}
    return flat


def _frame(log: RunLog, columns: Columns) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame({name: _in_words(log, name, values) for name, values in columns.items()})


def _in_words(log: RunLog, name: str, values: NDArray[np.generic]) -> Any:
    import pandas as pd

    known = vocabulary(log.names)
    if name in known:
        return _categorical(values, known[name])
    if name in MAY_BE_NOBODY:
        return pd.arrays.IntegerArray(values.astype(np.int64), mask=values == NOBODY)
    if name in YES_OR_NO:
        return pd.arrays.BooleanArray(values == 1, mask=values == NOBODY)
    return values


def _categorical(codes: Any, words: tuple[str, ...]) -> Any:
    import pandas as pd

    # pandas reads the code −1 as missing, and so does the log.
    return pd.Categorical.from_codes(codes, categories=pd.Index(words))


def _masked(interval: NDArray[np.intp], log: RunLog) -> NDArray[np.intp]:
    return np.where(interval >= len(log.facts.open_s), NOBODY, interval)
