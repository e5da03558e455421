"""An interrupt is noticed wherever it falls: where it is dropped, and where another thread gets it."""

import ctypes
import os
import signal
import sys
import threading
import time

import pytest
from hotline import study

from simulator.execution import processes, tasks
from simulator.execution.interrupts import interrupts_deferred, interrupts_remembered, raise_interrupt
from simulator.execution.processes import map_tasks

DAYS = 100_000
"""Many minutes of work: who ends soon was interrupted."""


@pytest.fixture(autouse=True)
def usual_handler():
    # A suite that runs in the background of a shell ignores interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def drop_one_interrupt() -> None:
    """Be interrupted where the exception goes nowhere: in a destructor, or where somebody clears every error."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        return
    raise AssertionError("there was no interrupt")


def run(jobs: int = 1) -> None:
    tasks.run_all({"three": study().resolve("three")}, DAYS, 1, jobs)


def dropped_in_the_third_replication(monkeypatch):
    count = iter(range(DAYS))
    simulate = tasks.simulate

    def simulated(*arguments):
        if next(count) == 2:
            drop_one_interrupt()
        return simulate(*arguments)

    monkeypatch.setattr(tasks, "simulate", simulated)
    return count


def test_an_interrupt_that_was_dropped_is_raised_before_the_next_replication(monkeypatch):
    count = dropped_in_the_third_replication(monkeypatch)
    with interrupts_remembered(), pytest.raises(KeyboardInterrupt):
        run()
    assert next(count) == 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_in_a_destructor_is_raised_by_the_next_look():
    class Dropped:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def forget() -> None:
        Dropped()

    with interrupts_remembered():
        forget()
        with pytest.raises(KeyboardInterrupt):
            raise_interrupt()


def interrupt_in_a_thread_of_a_library() -> None:
    """Have a thread that Python knows nothing of get the interrupt, compute for a while, and look."""
    library = ctypes.CDLL(None)
    thread = ctypes.c_ulong()
    assert library.pthread_create(ctypes.byref(thread), None, library.pause, None) == 0
    library.pthread_kill(thread, int(signal.SIGINT))
    until = time.perf_counter() + 0.3
    while time.perf_counter() < until:
        pass
    raise_interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="the thread is made with the C library")
def test_an_interrupt_that_the_thread_of_a_library_gets_is_raised_by_the_next_look():
    with interrupts_remembered(), pytest.raises(KeyboardInterrupt):
        interrupt_in_a_thread_of_a_library()


def wait_long(_: int) -> None:
    time.sleep(60)


def test_an_interrupt_that_was_dropped_ends_the_wait_for_workers():
    started = time.monotonic()
    with interrupts_remembered():
        remember = signal.getsignal(signal.SIGINT)

        def remember_and_drop(number: int, frame: object) -> None:
            with pytest.raises(KeyboardInterrupt):
                remember(number, frame)

        signal.signal(signal.SIGINT, remember_and_drop)
        threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            map_tasks(wait_long, [1, 2], 2)
    assert time.monotonic() - started < 30


def test_a_second_interrupt_is_raised_at_once_like_the_first():
    with interrupts_remembered():
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)


def test_what_was_answered_is_forgotten_afterwards():
    with interrupts_remembered():
        drop_one_interrupt()
    raise_interrupt()
    with interrupts_remembered():
        raise_interrupt()


def mine(number: int, frame: object) -> None:
    """A handler that a program chose for itself."""


@pytest.mark.parametrize("handler", [mine, signal.SIG_IGN])
def test_a_handler_that_was_chosen_before_stays(handler):
    signal.signal(signal.SIGINT, handler)
    with interrupts_remembered():
        assert signal.getsignal(signal.SIGINT) is handler


def test_elsewhere_than_in_the_main_thread_nothing_is_touched():
    seen = []

    def work() -> None:
        with interrupts_remembered():
            raise_interrupt()
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


def test_an_interrupt_waits_where_nothing_may_be_left_half_done():
    done = []

    def work():
        with interrupts_deferred():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")
        done.append("never")

    with interrupts_remembered(), pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]


def test_an_interrupt_while_a_worker_starts_leaves_it_started(monkeypatch):
    # However the signal comes while a worker is born: the main thread may hear of it although it blocks it.
    submitted = processes.ProcessPoolExecutor.submit
    whole = []

    def interrupted(pool, *arguments):
        signal.getsignal(signal.SIGINT)(signal.SIGINT, None)
        future = submitted(pool, *arguments)
        whole.append(future)
        return future

    monkeypatch.setattr(processes.ProcessPoolExecutor, "submit", interrupted)
    with interrupts_remembered(), pytest.raises(KeyboardInterrupt):
        map_tasks(abs, [-1, -2], jobs=2)
    assert len(whole) == 1
