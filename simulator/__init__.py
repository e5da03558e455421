"""ccsim: a discrete-event simulator of contact centers.

Three lines answer a question::

    from simulator import answer, compare, load
    study = load("scenarios/bank_day.yaml")
    answer(compare(study))

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import Any

from simulator.which_engine import prefer_what_engine_kind_says

prefer_what_engine_kind_says()

__version__ = "0.4.0"

_HOMES = {
    "load": "simulator.scenario.reader",
    "draw": "simulator.demand.workload",
    "simulate": "simulator.engine.simulate",
    "measure": "simulator.metrics.measure",
    "describe": "simulator.describing.whole_description",
    "erlang_a": "simulator.stats.erlang",
    "erlang_b": "simulator.stats.erlang",
    "erlang_c": "simulator.stats.erlang",
    "agents_needed": "simulator.stats.erlang",
    "compare": "simulator.comparing",
    "check": "simulator.checking",
    "answer": "simulator.report.words.answer",
    "load_run": "simulator.run_folder.stored",
    "rows_frame": "simulator.report.records.result_frames",
    "differences_frame": "simulator.report.records.result_frames",
    "contacts_frame": "simulator.metrics.frames",
    "spans_frame": "simulator.metrics.frames",
    "agent_time_frame": "simulator.metrics.frames",
    "replies_frame": "simulator.metrics.frames",
}

_MODULES = {"pictures": "simulator.report.pictures"}

__all__ = ["__version__", *_HOMES, *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name not in _HOMES:
        raise AttributeError(f"module 'simulator' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
