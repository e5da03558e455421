"""A trace as blocks: what was simulated, then the answer to the question."""

from simulator.report.blocks import Blocks, Paragraph, Tone
from simulator.report.traces.agent_day_blocks import agent_blocks
from simulator.report.traces.case_blocks import beside_blocks, case_blocks
from simulator.report.traces.state_blocks import state_blocks
from simulator.report.traces.trace_titled import names_sheet, trace_for_people
from simulator.report.words.numbers import listed
from simulator.report.words.phrases import named
from simulator.tracing.traces import Question, Trace


def trace_blocks(trace: Trace) -> Blocks:
    """Yield the blocks of a trace, as people read it."""
    sheet = names_sheet(trace)
    trace = trace_for_people(trace)
    names = listed([named(one) for one in trace.strategies])
    word = "strategy" if len(trace.strategies) == 1 else "strategies"
    future = f", future {named(trace.future)}" if trace.future is not None else ""
    yield Paragraph(trace.name, Tone.TITLE, closed=False)
    said = f"One replication (number {trace.replication}, seed {trace.seed}), {word} {names}{future}"
    yield Paragraph(said, Tone.QUIET)
    if trace.question is Question.WORST:
        yield Paragraph(_worst_said(trace))
    for beside in trace.cases:
        if len(trace.strategies) > 1:
            yield from beside_blocks(beside, trace.strategies)
        elif beside.told[0] is not None:
            yield from case_blocks(beside.told[0], is_short=trace.question is Question.WORST)
    if trace.agent is not None:
        yield from agent_blocks(trace.agent)
    if trace.state is not None:
        yield from state_blocks(trace.state)
    if sheet is not None:
        yield sheet


def _worst_said(trace: Trace) -> str:
    if not trace.cases:
        return "No contact waited."
    count = len(trace.cases)
    what = "The longest wait" if count == 1 else f"The {count} longest waits"
    return f"{what}, answered or not. --contact and the number of a contact show all of its story."
