"""Many small cases of one kind as one test: a test each costs more than what it looks at."""

import functools
from collections.abc import Callable, Iterable
from typing import TypeVar

CaseT = TypeVar("CaseT")


def for_each(cases: Iterable[CaseT]) -> Callable[[Callable[[CaseT], None]], Callable[[], None]]:
    """Make one test of a test of a case; a failure says of which one."""

    def all_of(test: Callable[[CaseT], None]) -> Callable[[], None]:
        def run() -> None:
            for case in cases:
                try:
                    test(case)
                except BaseException as error:
                    error.add_note(f"of {getattr(case, 'name', case)}")
                    raise

        # Not wrapped: pytest would ask the test itself for its arguments.
        functools.update_wrapper(run, test)
        del run.__wrapped__  # type: ignore[attr-defined]
        return run

    return all_of
