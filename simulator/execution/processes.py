"""All cores: tasks run in this process or in worker processes, and nobody can tell from the results which.

Results are put in their place by index, so neither the number of workers nor who finishes first can matter. A worker
that is killed (usually by a machine short of memory) loses nothing but time: its tasks are given to a new pool. An
error raised by a task is the task's own answer and is not tried again.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from types import ModuleType
from typing import Generic, TypeVar

from simulator.errors import IncompleteRun
from simulator.execution.garbage import look_seldom
from simulator.execution.interrupts import interrupts_deferred, raise_interrupt
from simulator.execution.warm_workers import cool_down, how_to_start, starting, track_resources

Given = TypeVar("Given")
Common = TypeVar("Common")
Result = TypeVar("Result")

LOOK_S = 1.0
"""Who waits for workers looks this often whether there was an interrupt."""
MAX_ATTEMPTS = 4
"""How often one task may be in the hands of a pool that breaks."""


def map_tasks(
    function: Callable[[Given], Result],
    tasks: Sequence[Given],
    jobs: int,
    on_done: Callable[[int], None] | None = None,
) -> list[Result]:
    """Return ``[function(task) for task in tasks]``, worked out by ``jobs`` processes (1: in this one).

    Function and tasks must be picklable and the function pure. ``on_done`` is told the index of each finished task, in
    the order they finish. Raises what a task raises (of several, that of the first task), and `IncompleteRun` when
    workers keep dying.
    """
    with closing(results_of(_Alone(function), None, tasks, jobs, on_done)) as results:
        return list(results)


def results_of(
    function: Callable[[Common, Given], Result],
    common: Common,
    tasks: Sequence[Given],
    jobs: int,
    on_done: Callable[[int], None] | None = None,
) -> Generator[Result, None, None]:
    """Yield ``function(common, task)`` for all ``tasks``, in their order, each as soon as it and those before are done.

    As `map_tasks`, but what all tasks need is sent to each process once, and no result is held that was yielded. To be
    closed by who does not take all of them (`contextlib.closing`): then workers stop.
    """
    if jobs <= 1 or len(tasks) <= 1:
        for index, task in enumerate(tasks):
            result = function(common, task)
            if on_done:
                on_done(index)
            yield result
        return
    yield from _Pools(function, common, tasks, on_done).run(jobs)


class _Alone(Generic[Given, Result]):
    """A function of a task alone."""

    def __init__(self, function: Callable[[Given], Result]) -> None:
        self.function = function
        self.__module__ = function.__module__

    def __call__(self, _: None, task: Given) -> Result:
        return self.function(task)


class _Pools(Generic[Common, Given, Result]):
    """The state of a run over one pool after another: which tasks are done, who was there when a pool broke."""

    def __init__(
        self,
        function: Callable[[Common, Given], Result],
        common: Common,
        tasks: Sequence[Given],
        on_done: Callable[[int], None] | None,
    ) -> None:
        self.function, self.common = function, common
        self.tasks = tasks
        self.on_done = on_done
        self.results: dict[int, Result] = {}
        """Those that wait for one before them."""
        self.yielded = 0
        self.done = 0
        self.attempts = [0] * len(tasks)

    def run(self, jobs: int) -> Generator[Result, None, None]:
        """Work until every result is there, on a new pool whenever one broke."""
        broken = 0
        while missing := self._missing():
            # A machine short of memory kills again: from the second broken pool on, each is half as large.
            workers = max(1, jobs >> max(0, broken - 1))
            lost = yield from self._one_pool(missing, min(workers, len(missing)))
            if not lost:
                break
            broken += 1
            cool_down()
            self._blame(lost)

    def _missing(self) -> list[int]:
        return [index for index in range(self.yielded, len(self.tasks)) if index not in self.results]

    def _in_order(self) -> Iterator[Result]:
        while self.yielded in self.results:
            self.yielded += 1
            yield self.results.pop(self.yielded - 1)

    def _blame(self, lost: list[int]) -> None:
        # Which of the tasks in flight was with the killed worker is unknown: each is counted.
        for index in lost:
            self.attempts[index] += 1
        if max(self.attempts) >= MAX_ATTEMPTS:
            raise IncompleteRun(
                f"worker processes died {MAX_ATTEMPTS} times on the same part of the run; {self.done} of "
                f"{len(self.tasks)} parts are done. Often the cause is a lack of memory: try fewer --jobs, or "
                "--jobs 1 to run in one process."
            )

    def _one_pool(self, missing: list[int], workers: int) -> Generator[Result, None, list[int]]:
        """Work through ``missing`` on a new pool; return the tasks that were in flight when it broke, or none."""
        waiting = iter(missing)
        flying: dict[Future[Result], int] = {}
        others = set(multiprocessing.active_children())
        finished = False
        with interrupts_deferred():
            track_resources()
            pool = ProcessPoolExecutor(workers, how_to_start(), _start_worker, (self.common,))
        try:
            while True:
                # One more than there are workers keeps them busy; few in flight are few to suspect when a pool breaks.
                while len(flying) <= workers and (index := next(waiting, None)) is not None:
                    flying[self._submit(pool, index)] = index
                if not flying:
                    finished = True
                    return []
                raise_interrupt()
                done, _ = wait(flying, LOOK_S, return_when=FIRST_COMPLETED)
                self._collect(done, flying)
                yield from self._in_order()
        except BrokenProcessPool:
            return sorted(flying.values()) or self._missing()[:1]
        finally:
            # After a bad end nobody wants what the workers still do.
            with interrupts_deferred():
                if not finished:
                    _kill(set(multiprocessing.active_children()) - others)
                pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, pool: ProcessPoolExecutor, index: int) -> "Future[Result]":
        # A worker that is left while it starts finds nothing to begin with, and says so with a traceback.
        with interrupts_deferred(), starting(), _quiet_start(self.function):
            try:
                return pool.submit(_do, self.function, self.tasks[index])
            except (OSError, EOFError) as error:
                # No worker could be started: no memory, no more processes allowed, or a fork server that is gone.
                raise BrokenProcessPool(str(error)) from error

    def _collect(self, done: "set[Future[Result]]", flying: "dict[Future[Result], int]") -> None:
        """Take finished tasks from ``flying`` in the order of their index."""
        for future in sorted(done, key=flying.__getitem__):
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                raise error
            if error is not None:
                self._raise_first(future, flying)
            index = flying.pop(future)
            self.results[index] = future.result()
            self.done += 1
            if self.on_done:
                self.on_done(index)

    def _raise_first(self, failed: "Future[Result]", flying: "dict[Future[Result], int]") -> None:
        """Raise the first task's error: tasks start in order, so those before a failed one are in flight or done."""
        earlier = sorted((index, future) for future, index in flying.items() if index <= flying[failed])
        for _, future in earlier:
            error = future.exception()
            if error is not None:
                raise error


def _do(function: Callable[..., Result], task: object) -> Result:
    return function(_common[0], task)


@contextmanager
def _quiet_start(function: Callable[..., object]) -> Iterator[None]:
    """Start workers (submitting does) so that neither an interrupt nor the caller's script disturbs them.

    A worker is born with the interrupt blocked: Ctrl-C in a terminal goes to all processes, and a worker that is still
    importing would answer with a traceback. And it does not import the caller's script again, which would run it again
    where the script does not guard itself with ``if __name__ == "__main__"``.
    """
    main = sys.modules["__main__"]
    if function.__module__ != "__main__":
        sys.modules["__main__"] = ModuleType("__main__")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


_common: list[object] = []
"""In a worker: what all its tasks need."""


def _start_worker(common: object) -> None:
    """Ignore the interrupt, which is the parent's to handle, and leave when the parent is gone however it went."""
    _common[:] = [common]
    # Whatever was imported stays.
    gc.freeze()
    look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _kill(children: set[multiprocessing.process.BaseProcess]) -> None:
    for child in children:
        child.kill()
