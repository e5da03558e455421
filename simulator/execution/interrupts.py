"""An interrupt that cannot be lost: it is remembered, and whoever works for long looks whether there was one.

Python answers Ctrl-C with an exception wherever the main thread happens to be, and that can be a place that drops it (a
destructor, a library that tries something and clears the error). And where the system hands the signal to another
thread of the process, as numerical libraries start some, a main thread that computes learns nothing of it until it next
asks. So a run asks between two replications, and an interrupt that was dropped is raised again there.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Interrupts:
    """What a handler may touch: it runs between any two steps of the main thread, so there is no lock in it."""

    def __init__(self) -> None:
        self.came = False
        self.deferred = False

    def remember(self, _number: int, _frame: FrameType | None) -> None:
        """Take the signal."""
        self.came = True
        if not self.deferred:
            raise KeyboardInterrupt


_interrupts = _Interrupts()


@contextmanager
def interrupts_remembered() -> Iterator[None]:
    """Remember interrupts inside the block; each still raises KeyboardInterrupt at once, a second one too.

    Does nothing where interrupts are another's affair: outside of the main thread, or when a handler of its own, or
    none, was chosen before.
    """
    _interrupts.came = False
    mine = threading.current_thread() is threading.main_thread()
    if not mine or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _interrupts.remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _interrupts.came = False


@contextmanager
def interrupts_deferred() -> Iterator[None]:
    """Let an interrupt wait until the end of the block, where it is remembered: for what must not be done by half.

    To block the signal is not enough: another thread may take it, and Python then raises in the main thread anyway.
    """
    _interrupts.deferred = True
    try:
        yield
    finally:
        _interrupts.deferred = False
    if _interrupts.came:
        raise KeyboardInterrupt


def raise_interrupt() -> None:
    """Raise KeyboardInterrupt when there was an interrupt that nobody has answered yet; else cost a microsecond."""
    if hasattr(signal, "pthread_sigmask"):
        # Changes nothing, but has Python look for signals that came to other threads.
        signal.pthread_sigmask(signal.SIG_BLOCK, ())
    if _interrupts.came:
        raise KeyboardInterrupt
