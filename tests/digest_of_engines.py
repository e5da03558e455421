"""Whether the compiled engine says what its sources say, to the bit, on thousands of random centers.

Both run beside each other, each in a process of its own and with what the installation has of it, and answer with a
digest of every table: who was drawn, contacts, spans, facts, agents' time, measures, what pictures need; of some
centers also every decision, and some have a routing rule in plain Python. Where ccsim is installed compiled, run it
with

    python -m tests.digest_of_engines --centers 2000

Half of the centers have rules of who comes again and is passed on, and every fifth draws its customers itself. The
exit code is 1 when anything differs.
"""

import argparse
import dataclasses
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE))

ENGINES = ("interpreted", "compiled")
CENTERS = 2000
_SHOWN_MAX = 10


def digest(value: Any) -> str:
    """Return a short text that is another one when any number is, or its kind: in a table, a record, a list."""
    made = blake2b(digest_size=8)
    for part in _parts(value):
        made.update(part)
    return made.hexdigest()


def _parts(value: Any) -> Iterator[bytes]:
    if isinstance(value, np.ndarray) and value.dtype != object:
        yield f"{value.dtype} {value.shape}".encode()
        yield value.tobytes()
    elif dataclasses.is_dataclass(value):
        yield from _parts({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield repr(key).encode()
            yield from _parts(one)
    elif isinstance(value, list | tuple | np.ndarray):
        yield f"{len(value)} of".encode()
        for one in value:
            yield from _parts(one)
    elif hasattr(value, "__slots__") and not isinstance(value, str | bytes):
        yield from _parts({name: getattr(value, name) for name in value.__slots__})
    else:
        # An object that only says where it lies in memory would differ in every process.
        said = repr(value)
        assert " at 0x" not in said, said
        yield said.encode()


def digests(seed: int) -> dict[str, str]:
    """Return a digest by table of what the engine that runs here says of center number ``seed``."""
    from plain_centers import drawn_center
    from swarm import random_center

    from simulator.demand.workload import draw
    from simulator.engine.record import Witness
    from simulator.engine.simulate import simulate
    from simulator.log.agent_time import agent_time, group_time
    from simulator.metrics.details import details
    from simulator.metrics.measure import measure
    from simulator.scenario.nouns import Scenario

    if seed % 5 == 4:
        scenario = Scenario.model_validate(drawn_center(seed))
        workload = draw(scenario, seed, 0)
    else:
        scenario, workload = random_center(seed, **_kinds_of(seed))
    decisions = Witness() if seed % 7 == 3 else None
    with _a_rule_of_ones_own() if seed % 7 == 5 and not _has_slots(scenario) else nullcontext():
        log = simulate(scenario, workload, decisions)
    tables = {
        "decisions": decisions, "passed": log.passed, "overflow": log.overflow,
        "interventions": log.interventions, "helps": log.helps, "hand_overs": log.hand_overs,
        "silences": log.silences,
        "workload": workload, "contacts": log.contacts, "spans": log.spans, "facts": log.facts, "replies": log.replies,
        "agent_time": agent_time(log), "group_time": group_time(log), "measures": measure(log), "details": details(log),
    }  # fmt: skip
    return {name: digest(table) for name, table in tables.items()}


def _kinds_of(seed: int) -> dict[str, bool]:
    """Return what there is in a center: conversations and ends of shifts, customers who leave silently, or help."""
    coming_again = seed % 2 == 1
    if seed % 5 == 3:
        return {"coming_again": coming_again, "conversations": True, "shifts": True, "leaving": True}
    if seed % 5 == 2:
        return {"coming_again": coming_again, "conversations": seed % 3 > 0, "silent": True}
    return {"coming_again": coming_again, "helps": seed % 3 == 2}


@contextmanager
def _a_rule_of_ones_own() -> Iterator[None]:
    """Let a rule in plain Python decide which agent takes a contact: who has been idle for the shortest time."""
    from simulator.engine import furnishing
    from simulator.routing.protocol import AgentRule

    class LastIn(AgentRule):
        def choose(self, groups: Any) -> Any:
            idle = [agent for group in groups for agent in group.idle]
            return max(idle, key=lambda agent: (agent.idle_since_s, agent.id), default=None)

    usual = furnishing.agent_rule
    furnishing.agent_rule = lambda *said, **more: LastIn()
    try:
        yield
    finally:
        furnishing.agent_rule = usual


def _has_slots(scenario: Any) -> bool:
    return any(one.slots for one in scenario.channels.values())


class Said:
    """What one engine says of some centers, a line for each, from a process of its own."""

    def __init__(self, engine: str, seeds: range) -> None:
        import simulator

        self._engine = engine

        # The very package that is here, whichever folder it is in.
        place = str(Path(str(simulator.__file__)).parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "digest_of_engines.py"), "--say", str(seeds.start), str(len(seeds))],
            env={**os.environ, "CCSIM_ENGINE": engine, "PYTHONPATH": place},
            stdout=subprocess.PIPE,
            text=True,
        )

    def lines(self) -> Iterator[dict[str, str]]:
        """Yield the digests of one center after another."""
        assert self._process.stdout is not None
        # A comparison of an engine with itself would find nothing, ever.
        ran = self._process.stdout.readline().strip()
        assert ran == self._engine, f"the {self._engine} engine was asked, and answered: {ran or 'nothing'}"
        for line in self._process.stdout:
            yield dict(one.split("=") for one in line.split())
        assert self._process.wait() == 0, "the engine did not say all of it"


def different(seeds: range) -> dict[int, list[str]]:
    """Return by center the tables of which the two engines do not say the same."""
    interpreted, compiled = (Said(engine, seeds) for engine in ENGINES)
    both = zip(seeds, interpreted.lines(), compiled.lines(), strict=True)
    found = {seed: differing(one, other) for seed, one, other in both}
    return {seed: names for seed, names in found.items() if names}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the tables of which two engines do not say the same; what did not run at all says nothing right."""
    failed = [
        f"{engine}: {said['failed']}" for engine, said in zip(ENGINES, (one, other), strict=True) if "failed" in said
    ]
    return failed or [name for name in one if one[name] != other.get(name)]


def _engine_that_runs() -> str:
    """Return the kind of engine by the file that the loop was loaded from, not by what was wished for."""
    from simulator.engine import center
    from simulator.which_engine import SUFFIX

    return "compiled" if str(center.__file__).endswith(SUFFIX) else "interpreted"


def _said_of(seed: int) -> dict[str, str]:
    try:
        return digests(seed)
    except Exception as error:
        traceback.print_exc()
        return {"failed": type(error).__name__}


def _main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--centers", type=int, default=CENTERS, help="how many random centers")
    asked.add_argument("--first", type=int, default=0, help="the seed of the first one")
    asked.add_argument("--say", type=int, nargs=2, help=argparse.SUPPRESS)
    how = asked.parse_args()
    if how.say:
        first, count = how.say
        print(_engine_that_runs(), flush=True)
        for seed in range(first, first + count):
            print(*(f"{name}={text}" for name, text in _said_of(seed).items()), flush=True)
        return 0
    if how.centers < 1:
        asked.error("--centers: expected at least 1, or nothing is compared")
    began = time.perf_counter()
    found = different(range(how.first, how.first + how.centers))
    for seed, names in list(found.items())[:_SHOWN_MAX]:
        print(f"center {seed} differs in {', '.join(names)}")
    seconds = time.perf_counter() - began
    print(f"{how.centers} random centers: {len(found)} differ ({how.centers / seconds:.0f} centers a second)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())
