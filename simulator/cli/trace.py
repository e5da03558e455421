"""``ccsim trace FILE``: why a contact went where it went, what an agent did and why, who waited for whom."""

from typing import Annotated

import typer

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table
from simulator.errors import ExitCode

Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="N",
        help="The case with this number, as --worst and the event log show it; cases count from 0. 17.2 is the second "
        "contact of case 17.",
    ),
]
AgentOption = Annotated[str | None, typer.Option("--agent", metavar="NAME", help="An agent, such as 'front 2'.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="A time, such as 10:32; with several days, such as 'friday 10:32'."),
]
Worst = Annotated[
    int | None, typer.Option("--worst", metavar="N", min=1, max=1_000, help="The N longest waits, answered or not.")
]
TracedStrategies = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy",
        "-s",
        metavar="NAME",
        help="A strategy; give two to follow the same customer in both. [default: the first]",
    ),
]
Replication = Annotated[
    int, typer.Option("--replication", min=0, max=999_999, metavar="R", help="Which replication; 0 is the first.")
]
TracedDay = Annotated[
    str | None,
    typer.Option("--day", metavar="NAME", help="The day of --agent or --at, such as monday. [default: the first]"),
]


@answering
def trace(
    file: options.File,
    contact: Contact = None,
    agent: AgentOption = None,
    at: At = None,
    worst: Worst = None,
    strategies: TracedStrategies = None,
    future: options.Future = None,
    replication: Replication = 0,
    seed: options.Seed = None,
    day: TracedDay = None,
    settings: options.Settings = None,
    allow_outside: options.AllowOutside = False,
    json: options.JsonDocument = False,
) -> ExitCode:
    """Simulate one replication and explain it: a contact, an agent's day, an instant, or the longest waits.

    Give one of --contact, --agent, --at and --worst.
    """
    from simulator.execution.interrupts import interrupts_remembered
    from simulator.report.traces.trace_blocks import trace_blocks
    from simulator.report.traces.trace_document import trace_document
    from simulator.tracing.traces import trace as traced

    study = open_study(file, settings, allow_outside)
    with interrupts_remembered():
        found = traced(study, contact, agent, at, worst, strategies, future, replication, seed, day)
    if json:
        say(trace_document(found))
    else:
        from simulator.report.media.terminal import show

        say_table(lambda console: show(console, trace_blocks(found)))
    return ExitCode.FINE
