"""What is said or drawn of a run may be given whatever holds one: a comparison, a check, a run that was kept."""

from typing import Protocol

from simulator.arguments import COMPARED, wrong_kind
from simulator.compared import Compared
from simulator.comparison import Comparison


class HoldsRun(Protocol):
    """What was made of a run and knows it: the answer of ``check``, or of ``load_run``."""

    @property
    def compared(self) -> Compared:
        """Return the run."""


AnyRun = Compared | HoldsRun


def whole_run(given: AnyRun) -> Compared:
    """Return the run that ``given`` is or holds. Raises `UsageError` for anything else."""
    held = given if isinstance(given, Compared) else getattr(given, "compared", None)
    if not isinstance(held, Compared):
        hint = "It is one place of a comparison." if isinstance(given, Comparison) else ""
        raise wrong_kind("run", COMPARED, given, hint)
    return held


def first_place(given: AnyRun | Comparison) -> Comparison:
    """Return the place that ``given`` is, or the first one of the run that it is or holds; else raises `UsageError`."""
    return given if isinstance(given, Comparison) else whole_run(given).first
