"""ccsim: a discrete-event simulator of contact centers.

Three lines answer a question::

    import ccsim as cc
    study = cc.load("scenarios/bank_day.yaml")
    cc.answer(cc.compare(study))

The names below are all that is promised; ``ccsim`` has the same. They are loaded when they are first used, so that
importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.which_engine import prefer_what_engine_kind_says

if TYPE_CHECKING:
    from simulator.checking import Checked, check
    from simulator.compared import Compared
    from simulator.comparing import compare
    from simulator.demand.workload import Workload, draw
    from simulator.describing.description import Description
    from simulator.describing.whole_description import describe
    from simulator.engine.record import Decisions
    from simulator.engine.simulate import simulate
    from simulator.errors import CcsimError, IncompleteRun, ScenarioError, UsageError
    from simulator.log import RunLog
    from simulator.metrics.frames import agent_time_frame, contacts_frame, replies_frame, spans_frame
    from simulator.metrics.measure import measure
    from simulator.report import pictures
    from simulator.report.files.validation import Validation, validate
    from simulator.report.records.replication_frames import replications_frame
    from simulator.report.records.result_frames import differences_frame, rows_frame
    from simulator.report.words.answer import answer
    from simulator.run_folder.stored import StoredRun, load_run
    from simulator.scenario.nouns import Scenario
    from simulator.scenario.reader import Study, load
    from simulator.stats.erlang import agents_needed, erlang_a, erlang_b, erlang_c
    from simulator.tracing.traces import Trace, trace

prefer_what_engine_kind_says()

__version__ = "0.4.0"

__all__ = [
    "CcsimError",
    "Checked",
    "Compared",
    "Decisions",
    "Description",
    "IncompleteRun",
    "RunLog",
    "Scenario",
    "ScenarioError",
    "StoredRun",
    "Study",
    "Trace",
    "UsageError",
    "Validation",
    "Workload",
    "__version__",
    "agent_time_frame",
    "agents_needed",
    "answer",
    "check",
    "compare",
    "contacts_frame",
    "describe",
    "differences_frame",
    "draw",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "load",
    "load_run",
    "measure",
    "pictures",
    "replications_frame",
    "replies_frame",
    "rows_frame",
    "simulate",
    "spans_frame",
    "trace",
    "validate",
]

_HOMES = {
    "load": "scenario.reader",
    "draw": "demand.workload",
    "simulate": "engine.simulate",
    "measure": "metrics.measure",
    "describe": "describing.whole_description",
    "erlang_a": "stats.erlang",
    "erlang_b": "stats.erlang",
    "erlang_c": "stats.erlang",
    "agents_needed": "stats.erlang",
    "compare": "comparing",
    "check": "checking",
    "answer": "report.words.answer",
    "load_run": "run_folder.stored",
    "rows_frame": "report.records.result_frames",
    "replications_frame": "report.records.replication_frames",
    "differences_frame": "report.records.result_frames",
    "contacts_frame": "metrics.frames",
    "spans_frame": "metrics.frames",
    "agent_time_frame": "metrics.frames",
    "replies_frame": "metrics.frames",
    "trace": "tracing.traces",
    "Trace": "tracing.traces",
    "validate": "report.files.validation",
    "Validation": "report.files.validation",
    "Study": "scenario.reader",
    "Scenario": "scenario.nouns",
    "Workload": "demand.workload",
    "RunLog": "log",
    "Decisions": "engine.record",
    "Compared": "compared",
    "Checked": "checking",
    "Description": "describing.description",
    "StoredRun": "run_folder.stored",
    "CcsimError": "errors",
    "ScenarioError": "errors",
    "UsageError": "errors",
    "IncompleteRun": "errors",
}

_MODULES = {"pictures": "report.pictures"}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"simulator.{_MODULES[name]}")
    if name not in _HOMES:
        raise AttributeError(f"module 'simulator' has no attribute {name!r}")
    return getattr(import_module(f"simulator.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
