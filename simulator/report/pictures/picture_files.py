"""Pictures as files and bytes: the same picture gives the same bytes, with no date and no version in them."""

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import UsageError, reason_of
from simulator.report.files.written_files import write_whole
from simulator.report.pictures.style import FONTS, in_house_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png")
DPI = 160
"""Of PNG: sharp on a screen that has two dots for one, and on paper."""
NOTEBOOK_DPI = 100
"""In a notebook, which shows a dot for a dot."""
_NOTHING_OF_THE_MACHINE = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}


def check_format(path: str) -> str:
    """Return the format that a file's name asks for. Raises UsageError for one that there is not."""
    form = Path(path).suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(f"a picture is written as .svg or .png, got {path}.")
    return form


def save(figure: "Figure", path: str) -> None:
    """Write a picture to ``path``, whose ending says how. Raises UsageError when it has another or cannot be written.

    It is written beside its place first, so that there is never half a picture.
    """
    data = picture_bytes(figure, check_format(path))
    try:
        write_whole(data, Path(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {reason_of(error)}.") from None


def svg_text(figure: "Figure") -> str:
    """Return a picture as an ``<svg>`` element that can stand in an HTML page."""
    text = picture_bytes(figure, "svg").decode()
    return text[text.index("<svg") :]


@in_house_style
def picture_bytes(figure: "Figure", form: str, dpi: int = DPI) -> bytes:
    """Return a picture as the bytes of a file in one of `FORMATS`."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A name may have signs that no letter of the font stands for: a box is drawn, and that is no news.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format=form, dpi=dpi, metadata=_NOTHING_OF_THE_MACHINE[form])
    data = buffer.getvalue()
    if form != "svg":
        return data
    # Who shows it may not have the font it was measured with; the next is as wide.
    first, *others = FONTS
    wanted = ", ".join([f"'{first}'", *(name if name == "sans-serif" else f"'{name}'" for name in others)])
    return data.decode().replace(f"'{first}'", wanted).encode()
