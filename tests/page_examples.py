"""Pages of docs whose examples are applied to a center of their own, each separately, like a strategy."""

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.scenario.reader import load_text


def changed(center: str, change: str) -> str:
    """Return the text of a center with a strategy that makes a change."""
    inside = "".join(f"    {line}\n" for line in change.splitlines())
    return f"{center}strategies:\n  changed:\n{inside}"


def changes_what_happens(center: str, change: str) -> RunLog:
    """Check that a change is read and that contacts fare otherwise with it; return the log of a day with it."""
    study = load_text(changed(center, change))
    logs = []
    for strategy in ("base", "changed"):
        scenario = study.resolve(strategy, None)
        logs.append(simulate(scenario, draw(scenario, 1, 0)))
    before, after = ({name: log.contacts[name].tolist() for name in ("ended_by", "ended_s")} for log in logs)
    assert before != after
    return logs[1]
