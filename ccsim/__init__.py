"""ccsim, a simulator of contact centers, under the name it is installed by: ``import ccsim as cc``.

Nothing is written here: every name is that of the package ``simulator``, loaded when it is first used.
"""

from typing import TYPE_CHECKING, Any

import simulator

if TYPE_CHECKING:
    from simulator import (
        CcsimError,
        Checked,
        Compared,
        Decisions,
        Description,
        IncompleteRun,
        RunLog,
        Scenario,
        ScenarioError,
        StoredRun,
        Study,
        Trace,
        UsageError,
        Validation,
        Workload,
        agent_time_frame,
        agents_needed,
        answer,
        check,
        compare,
        contacts_frame,
        describe,
        differences_frame,
        draw,
        erlang_a,
        erlang_b,
        erlang_c,
        load,
        load_run,
        measure,
        pictures,
        replications_frame,
        replies_frame,
        rows_frame,
        simulate,
        spans_frame,
        trace,
        validate,
    )

__version__ = simulator.__version__

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


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'ccsim' has no attribute {name!r}")
    return getattr(simulator, name)


def __dir__() -> list[str]:
    return __all__
