"""The log of many replications as Parquet files, a file per table: the only place that imports duckdb.

Workers put each replication's columns aside as they are, which costs next to nothing; when all are done they are turned
into words and written in their order. What stands in a file, and in which pieces, depends on nothing but the log.
"""

import os
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from simulator.errors import CcsimError, ExitCode
from simulator.log import Columns, RunLog
from simulator.log.agent_time import agent_time
from simulator.metrics.frames import MAY_BE_NOBODY, YES_OR_NO, agent_time_labels, overflow_table, vocabulary
from simulator.metrics.helped import helps_table
from simulator.metrics.intervened import interventions_table

if TYPE_CHECKING:
    import duckdb

TABLES = (
    "contacts", "spans", "agent_time", "replies", "hand_overs", "silences", "passed", "overflow", "interventions",
    "helps",
)  # fmt: skip
"""Replies only where any channel works by them, hand_overs only where agents handed any over or parked them, silences
only where customers left silently, passed only where somebody was passed on within a type, overflow, interventions and
helps only where there are such rules."""
BATCH_ROWS = 500_000
"""About so many rows are held in memory at once."""
_GLOB = str.maketrans({sign: f"[{sign}]" for sign in "*?["})


class LogTarget(NamedTuple):
    """Where the log of one run goes, and what its rows say of the run."""

    folder: str
    run: int
    """Its place among all runs."""
    labels: tuple[tuple[str, str | None], ...]
    """(column, value) of every row: strategy, future, …"""

    def part(self, replication: int) -> Path:
        """Return the file a replication is put aside in."""
        return Path(self.folder, f"{self.run:05d}-{replication:07d}.part")


class LogNotKept(CcsimError):
    """The log could not be put aside completely; the results do not need it."""

    exit_code = ExitCode.INCOMPLETE


def put_aside(log: RunLog, target: LogTarget) -> None:
    """Keep the tables of a replication until all are done. What cannot be written is missed by `write_tables`."""
    words = vocabulary(log.names) | {"interval": agent_time_labels(log.facts)}
    by_rules = (overflow_table(log), interventions_table(log), helps_table(log))
    by_replies = (log.replies, log.hand_overs, log.silences)
    columns = (log.contacts, log.spans, agent_time(log), *by_replies, log.passed, *by_rules)
    tables = dict(zip(TABLES, columns, strict=True))
    path = target.part(log.facts.replication)
    try:
        # Renamed when it is whole: a full disk leaves half a file.
        path.with_suffix(".half").write_bytes(pickle.dumps((words, tables), protocol=pickle.HIGHEST_PROTOCOL))
        os.replace(path.with_suffix(".half"), path)
    except OSError:
        path.with_suffix(".half").unlink(missing_ok=True)


def write_tables(targets: Sequence[LogTarget], replications: int, folder: Path) -> None:
    """Write what was put aside as one Parquet file per table into ``folder``.

    Rows stand in the order of the targets and in each of the replications; strategies' words are those of the scenario,
    what is unknown is null. Raises `LogNotKept` when replications are missing or a table cannot be written.
    """
    import duckdb

    missing = sum(not target.part(number).exists() for target in targets for number in range(replications))
    if missing:
        raise LogNotKept(
            f"the log of {missing:,} of {len(targets) * replications:,} replications could not be stored. Is the "
            "disk full?"
        )
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            for table in TABLES:
                _write(connection, table, targets, replications, folder)
        except duckdb.Error as error:
            why = "Is the disk full?" if isinstance(error, duckdb.IOException) else f"({type(error).__name__})"
            raise LogNotKept(f"its tables could not be written. {why}") from None


def _write(
    connection: "duckdb.DuckDBPyConnection", table: str, targets: Sequence[LogTarget], replications: int, folder: Path
) -> None:
    """Write one table: its batches, then all of them as one file."""
    pieces: list[Path] = []
    for target in targets:
        for words, columns in _batches(target, table, replications):
            pieces.append(Path(target.folder, f"{table}-{len(pieces):05d}.parquet"))
            query, values = _in_words(columns, words, target.labels)
            connection.register("columns", columns)
            _copy(connection, query, pieces[-1], values)
            connection.unregister("columns")
    if not pieces:
        return
    names = [str(piece).translate(_GLOB) for piece in pieces]
    # What only some strategies have is null with the others.
    query = "SELECT * FROM read_parquet($files, union_by_name = true)"
    _copy(connection, query, folder / f"{table}.parquet", {"files": names})


def _copy(connection: "duckdb.DuckDBPyConnection", query: str, path: Path, values: dict[str, Any]) -> None:
    target = str(path).replace("'", "''")
    connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)", values)


def _batches(target: LogTarget, table: str, replications: int) -> Iterator[tuple[dict[str, tuple[str, ...]], Columns]]:
    """Yield (words, columns) of consecutive replications, as many at once as make a batch."""
    held: list[Columns] = []
    rows = 0
    for number in range(replications):
        words, tables = pickle.loads(target.part(number).read_bytes())
        columns = tables[table]
        if columns:
            length = len(next(iter(columns.values())))
            held.append({"replication": np.full(length, number, dtype=np.int32), **columns})
            rows += length
        if held and (rows >= BATCH_ROWS or number == replications - 1):
            yield words, {name: np.concatenate([one[name] for one in held]) for name in held[0]}
            held, rows = [], 0


def _in_words(
    columns: Columns, words: dict[str, tuple[str, ...]], labels: Sequence[tuple[str, str | None]]
) -> tuple[str, dict[str, Any]]:
    """Return the query that turns ``columns`` into words, and the values it refers to."""
    values: dict[str, Any] = {}
    parts = []
    for place, (label, text) in enumerate(labels):
        values[f"label_{place}"] = text
        parts.append(f"$label_{place}::VARCHAR AS {_quoted(label)}")
    for name, column in columns.items():
        known, here = words.get(name), _quoted(name)
        if known is not None:
            # A place outside the list is nothing: −1 becomes null.
            values[f"words_{name}"] = list(known)
            parts.append(f"list_extract($words_{name}::VARCHAR[], {here}::BIGINT + 1) AS {here}")
        elif name in MAY_BE_NOBODY:
            parts.append(f"nullif({here}, -1) AS {here}")
        elif name in YES_OR_NO:
            parts.append(f"nullif({here}, -1)::BOOLEAN AS {here}")
        elif np.issubdtype(column.dtype, np.floating):
            parts.append(f"CASE WHEN isnan({here}) THEN NULL ELSE {here} END AS {here}")
        else:
            parts.append(here)
    return f"SELECT {', '.join(parts)} FROM columns", values


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
