"""An interrupt that cannot be lost: it is remembered, and whoever works for long looks whether there was one.

Python answers Ctrl-C with an exception wherever the main thread happens to be, and that can be a place that drops it (a
destructor, a library that tries something and clears the error). And where the system hands the signal to another
thread of the process, as numerical libraries start some, a main thread that computes learns nothing of it until it next
asks. So a run asks between two replications, and an interrupt that was dropped is raised again there.

Where the process is a command's own, the signals that end a process (SIGTERM) or its terminal (SIGHUP) are interrupts
like Ctrl-C, and while nothing could be left behind the process ends at once: an exception in the middle of an import
may come out as anything. This file imports next to nothing, so that the handler is there before everything else.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from types import FrameType
from typing import NoReturn

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Which signals are interrupts where the process is ours; Windows has no SIGHUP."""
_ENDED_BY = 128
"""What shells add to the number of the signal that ended a process."""


class _Interrupts:
    """What a handler may touch: it runs between any two steps of the main thread, so there is no lock in it."""

    def __init__(self) -> None:
        self.count = 0
        self.number = 0
        """The first signal that came, which says how the process ends."""
        self.borne: float = 0
        """How many interrupts may have come without being answered now."""
        self.ours = False
        self.at_once = False
        """Whether the process ends where it is, because it would leave nothing behind."""

    def remember(self, number: int, _frame: FrameType | None) -> None:
        """Take the signal."""
        self.count += 1
        self.number = self.number or number
        self.answer()

    def answer(self) -> None:
        """Answer interrupts that may not wait any longer."""
        if self.count > self.borne:
            if self.at_once:
                leave()
            raise KeyboardInterrupt


_interrupts = _Interrupts()


def take_signals() -> None:
    """Make signals that end a process interrupts, in a process that is a command's own; to be called first of all.

    Until `interrupts_remembered` they end the process at once. Who was told to ignore one (as by `nohup`) still does.
    """
    if _interrupts.ours:
        return
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) in (signal.default_int_handler, signal.SIG_DFL):
            signal.signal(number, _interrupts.remember)
    _interrupts.ours = _interrupts.at_once = True
    others = sys.unraisablehook

    def unless_interrupted(what: "sys.UnraisableHookArgs") -> None:
        # An interrupt that was dropped is remembered, so it is no news.
        if what.exc_type is not KeyboardInterrupt:
            others(what)

    sys.unraisablehook = unless_interrupted


@contextmanager
def interrupts_remembered() -> Iterator[None]:
    """Remember interrupts inside the block; each still raises KeyboardInterrupt at once, a second one too.

    Does nothing where interrupts are another's affair: outside of the main thread, or when a handler of its own, or
    none, was chosen before. Where the process is ours, the block is what must be cleaned up after.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
    elif _interrupts.ours:
        before = _interrupts.at_once
        try:
            _interrupts.at_once = False
            yield
        finally:
            _interrupts.at_once = before
    else:
        with _remembered_here():
            yield


@contextmanager
def _remembered_here() -> Iterator[None]:
    _forget()
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _interrupts.remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _forget()


def _forget() -> None:
    _interrupts.count = _interrupts.number = 0


@contextmanager
def interrupts_deferred(unless_again: bool = False) -> Iterator[None]:
    """Let an interrupt wait until the end of the block, where it is remembered: for what must not be done by half.

    With ``unless_again`` a second one does not wait. To block the signal is not enough: another thread may take it, and
    Python then raises in the main thread anyway.
    """
    before, count = _interrupts.borne, _interrupts.count
    _interrupts.borne = max(before, 1) if unless_again else inf
    try:
        yield
    finally:
        _interrupts.borne = before
    # One that came before is on its way already, with more to say.
    if _interrupts.count > count:
        _interrupts.answer()


def raise_interrupt() -> None:
    """Raise KeyboardInterrupt when there was an interrupt that nobody has answered yet; else cost a microsecond."""
    if hasattr(signal, "pthread_sigmask"):
        # Changes nothing, but has Python look for signals that came to other threads.
        signal.pthread_sigmask(signal.SIG_BLOCK, ())
    _interrupts.answer()


def interrupted_by() -> int:
    """Return the number of the signal that was the first interrupt; 0 when there was none."""
    return _interrupts.number


def exit_code() -> int:
    """Return the exit code of a process that was interrupted, as shells know it: 130 for Ctrl-C."""
    return _ENDED_BY + (_interrupts.number or signal.SIGINT)


def leave() -> NoReturn:
    """End the process where it is, with a word and the code of the interrupt."""
    with suppress(OSError):
        os.write(2, b"interrupted\n")
    os._exit(exit_code())
