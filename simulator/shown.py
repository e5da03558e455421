"""Results show themselves: a line where one is printed, tables in a notebook, and what is usually asked of them next.

What is shown is made by the report, far above what is shown. So it is named here and not imported, and loaded when
somebody looks: whoever computes loads no tables, and no layer knows one above it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

_REPORT = "simulator.report.notebook"


def _report() -> Any:
    return import_module(_REPORT)


class ShowsItself:
    """What shows itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        found: str = _report().line_of(self)
        return found

    def _repr_html_(self) -> str:
        found: str = _report().html_of(self)
        return found

    def summary(self, width: int = 100) -> str:
        """Return what the command prints of it, as text at most so many letters wide: ``print(result.summary())``."""
        found: str = _report().summary_of(self, width)
        return found


class HasTable(ShowsItself):
    """What can be a pandas table as well."""

    __slots__ = ()

    def to_frame(self) -> "DataFrame":
        """Return it as a pandas table; shares are 0 to 1, times in seconds."""
        found: DataFrame = _report().frame_of(self)
        return found


class HasPicture(HasTable):
    """What has a picture as well."""

    __slots__ = ()

    def plot(self, kind: str | None = None) -> "Figure":
        """Return its picture; ``kind`` names another one. Raises `UsageError` when there is no such picture of it."""
        found: Figure = _report().figure_of(self, kind)
        return found
