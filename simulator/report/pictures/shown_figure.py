"""A picture that shows itself in a notebook, as the picture that it is: no window, no pyplot, no setting of anybody."""

from matplotlib.figure import Figure

from simulator.report.pictures.picture_files import NOTEBOOK_DPI, picture_bytes


class ShownFigure(Figure):
    """A matplotlib Figure like any other, which a notebook shows when it is the last thing in a cell."""

    def _repr_png_(self) -> bytes:
        return picture_bytes(self, "png", NOTEBOOK_DPI)
