"""Commands that are sent signals at some moment, and what is wrong with how they end: the proof that nothing is lost.

A moment is counted from when the command has its handlers, which Linux tells: before, the interpreter answers itself.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ENTRY = "from simulator.cli.entry import main; main()"
HANG_S = 40
"""Who has not ended so long after a signal hangs."""
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@dataclass(frozen=True)
class Kill:
    """A signal at a moment."""

    arguments: tuple[str, ...]
    number: signal.Signals
    after_s: float
    group: bool
    """Whether all processes get it, as from a terminal, or the command alone."""
    twice: bool = False
    once: str = ""
    """A pattern of files: the moment is counted from when there is one."""


def faults(kill: Kill, folder: Path, ends: tuple[int, ...] = (0,)) -> list[str]:
    """Do it in ``folder`` and return what is wrong; ``ends`` are the codes of a command that was done before."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, *kill.arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,
        # Wherever it works, it is the package that is tried here.
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        preexec_fn=_usual_handlers,
    )
    _wait_for(lambda: _catches(process.pid, signal.SIGHUP) or process.poll() is not None)
    if kill.once:
        _wait_for(lambda: any(folder.glob(kill.once)) or process.poll() is not None, 60)
    time.sleep(kill.after_s)
    for _ in range(1 + kill.twice):
        if process.poll() is None:
            (os.killpg if kill.group else os.kill)(process.pid, kill.number)
            time.sleep(0.05 * kill.twice)
    try:
        _, errors = process.communicate(timeout=HANG_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return ["hangs"]
    text, code = errors.decode(errors="replace"), process.returncode
    wrong = []
    if code != CODES[kill.number] and code not in ends:
        wrong.append(f"exit code {code}")
    if code == CODES[kill.number] and "interrupted" not in text:
        wrong.append("no word")
    wrong += [f"says {word}" for word in ("Traceback", "Exception", "resource_tracker", "leaked") if word in text]
    wrong += [f"left {path.name}" for path in folder.rglob("*") if path.name.endswith((".part", ".half"))]
    if not _wait_for(lambda: not _somebody_in(process.pid)):
        wrong.append("workers live")
        os.killpg(process.pid, signal.SIGKILL)
    return [f"{one}\n{text}" for one in wrong]


def _usual_handlers() -> None:
    # A suite that runs in the background of a shell ignores interrupts, and so would its children.
    for number in CODES:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _wait_for(true: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def _catches(process: int, number: signal.Signals) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), "0")
    return bool(int(caught, 16) >> (number - 1) & 1)


def _somebody_in(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
