"""Metrics of whoever asks: functions of a replication's log, each of which returns one number.

They are asked where the log is, of every replication, and only the numbers come back. What a function says must depend
on the log alone: then it says the same in whichever process it is asked. So each gets a log of its own to read, in
which nothing can be written, and functions travel to worker processes only where Python can send them.
"""

import math
import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import kind_of, wrong_kind
from simulator.catalogue import METRICS
from simulator.errors import UsageError
from simulator.log import Columns, Facts, RunLog
from simulator.units import shown

Function = Callable[[RunLog], float]
_EXPECTED = "a mapping of names to functions of a log, as {'longest_wait_s': longest_wait_s}"
_LETTERS_MAX = 60


class OwnMetrics:
    """Functions by name, checked; they are sent to another process as bytes and read there when they are needed."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        """Take the functions. Raises UsageError for names that are taken or unfit, and for what cannot be called."""
        if not isinstance(functions, Mapping):
            raise wrong_kind("metrics", _EXPECTED, functions)
        for name, function in functions.items():
            _check_name(name)
            if not callable(function):
                raise wrong_kind(f"metrics['{name}']", "a function of a log", function)
        self.names = tuple(functions)
        self._functions: tuple[Function, ...] | None = tuple(functions.values())
        self._sent = b""

    def __bool__(self) -> bool:
        return bool(self.names)

    def who_cannot_travel(self) -> str | None:
        """Return the name of a function that no other process could find; None when all can be sent.

        What is written where a program begins, a notebook or a script, is not there in another process.
        """
        assert self._functions is not None, "asked where they were given"
        for name, function in zip(self.names, self._functions, strict=True):
            try:
                sent = pickle.dumps(function)
            except Exception:
                return name
            if b"__main__" in sent:
                return name
        return None

    def of(self, log: RunLog) -> NDArray[np.float64]:
        """Return what each function says of ``log``, NaN for no value. Raises UsageError when one says no number."""
        functions = self._here()
        return np.array([_asked(*one, log) for one in zip(self.names, functions, strict=True)], dtype=np.float64)

    def _here(self) -> tuple[Function, ...]:
        if self._functions is None:
            try:
                self._functions = pickle.loads(self._sent)
            except Exception as error:
                raise UsageError(
                    f"metrics: a function is not found in a worker process ({_said(error)}). Write it in a module "
                    "that can be imported, or run with jobs=1."
                ) from error
        assert self._functions is not None
        return self._functions

    def __getstate__(self) -> dict[str, Any]:
        return {"names": self.names, "_functions": None, "_sent": self._sent or pickle.dumps(self._functions)}


NO_OWN = OwnMetrics({})


def _check_name(name: object) -> None:
    if not isinstance(name, str):
        raise wrong_kind("metrics", "names that are texts", name)
    if not name.isidentifier() or len(name) > _LETTERS_MAX:
        raise UsageError(f"metrics: a name has letters, digits and _, as 'longest_wait_s', got {shown(name)}.")
    if name in METRICS:
        raise UsageError(f"metrics: '{name}' is a metric of ccsim. Choose another name.")


def _asked(name: str, function: Function, log: RunLog) -> float:
    """Return what ``function`` says of a log of its own."""
    which = f"metrics['{name}'], replication {log.facts.replication}"
    try:
        given: Any = function(to_read(log))
    except Exception as error:
        raise UsageError(f"{which}: the function failed with {_said(error)}.") from error
    if getattr(given, "ndim", None) == 0:
        given = given.item()
    if not isinstance(given, Real):
        hint = "Does the function return anything? NaN stands for no value." if given is None else ""
        raise UsageError(f"{which}: expected a number, got {kind_of(given)}. {hint}".strip())
    try:
        value = float(given)
    except OverflowError:
        raise UsageError(f"{which}: the number is too large; the largest is about 1.8e308.") from None
    if math.isinf(value):
        raise UsageError(f"{which}: expected a finite number, or NaN for no value, got {value}.")
    return value


def _said(error: Exception) -> str:
    first = str(error).strip().split("\n")[0]
    said = f"{type(error).__name__}: {first}" if first else type(error).__name__
    return said if len(said) <= 200 else f"{said[:199]}…"


def to_read(log: RunLog) -> RunLog:
    """Return the same log with columns in which nothing can be written: other runs share some of them."""
    return replace(
        log,
        contacts=_locked(log.contacts),
        spans=_locked(log.spans),
        replies=_locked(log.replies),
        passed=_locked(log.passed),
        overflow=_locked(log.overflow),
        agent_sums=None if log.agent_sums is None else _locked(log.agent_sums),
        extra={name: _locked(table) for name, table in log.extra.items()},
        facts=_facts(log.facts),
    )


def _locked(columns: Columns) -> Columns:
    return {name: _view(column) for name, column in columns.items()}


def _view(column: NDArray[Any]) -> NDArray[Any]:
    view = column.view()
    view.flags.writeable = False
    return view


def _facts(facts: Facts) -> Facts:
    one = object.__new__(Facts)
    known = {name: _view(each) if isinstance(each, np.ndarray) else each for name, each in vars(facts).items()}
    vars(one).update(known)
    return one
