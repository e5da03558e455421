"""Pictures as parts of a page: one <svg> each, with words for who cannot see it and nothing that meets another's.

Letters stay letters, so that a page can be searched and stays small; what is only for a file of its own (identifiers
that nobody refers to, a style for everything) is taken out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from simulator.errors import CcsimError
from simulator.report.media.html_blocks import text
from simulator.report.pictures.albums import KINDS, album
from simulator.report.pictures.picture_files import svg_text
from simulator.report.words.places import future_label
from simulator.standing import standing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.compared import Compared
    from simulator.report.pictures.albums import Picture

LOADS_MAX = 6
"""Of more strategies only the load of those that matter most is drawn."""
TALL = 0.85
"""A picture that is higher than this, as a multiple of its width, gets more of a printed page."""
_IN_EVERY_FUTURE = ("differences", "grid", "futures")
"""What is drawn for each future; the day itself is drawn in the first."""
_ORDER = (
    "futures",
    "grid",
    "differences",
    "load",
    "service",
    "waits",
    "days",
    "queue",
    "closed",
    "conversations",
    "hours",
    "plan",
    "agents",
)
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_OWN_ID = re.compile(r'\sid="([^"]*)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^")]*)')
_FOR_FILES = re.compile(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class PagePicture:
    """A picture in a page: what it shows in words, and the element."""

    caption: str
    svg: Markup


def drawn(run: "Compared") -> Iterator[PagePicture]:
    """Yield the pictures of a run for its page, those that answer the question first."""
    chosen = sorted((one for one in album(run) if _belongs(one, run)), key=lambda one: _ORDER.index(one.kind))
    for number, picture in enumerate(chosen, start=1):
        try:
            figure = picture.draw()
        except CcsimError:
            # A file of the scenario is gone: the picture that needs it is left out, the others are there.
            continue
        yield PagePicture(_caption(picture, run), inline(svg_text(figure), f"p{number}", title_of(figure)))


def _belongs(picture: "Picture", run: "Compared") -> bool:
    if picture.kind in ("load", "plan", "agents"):
        found = standing(run.first)
        matter = {run.baseline, *(found.ahead if found and len(found.ahead) < len(found.among) else ())}
        return picture.strategy in matter or (picture.kind == "load" and len(run.strategies) <= LOADS_MAX)
    # Of a part there is one picture, of the first future: the others are told by the whole center's.
    everywhere = picture.kind in _IN_EVERY_FUTURE and picture.part is None
    return everywhere or picture.future == run.first.future


def _caption(picture: "Picture", run: "Compared") -> str:
    what = KINDS[picture.kind].removesuffix(", a picture for each strategy")
    whose = f", {picture.strategy}" if picture.strategy and run.others else f", {picture.part}" if picture.part else ""
    future = "" if picture.kind == "futures" or len(run.futures) == 1 else f", {future_label(picture.future)}"
    return f"{what[0].upper()}{what[1:]}{whose}{future}"


def title_of(figure: "Figure") -> str:
    """Return the title that stands in a picture: what it shows, in a sentence."""
    return " ".join(one.get_text() for one in figure.texts if one.get_fontweight() == "bold")


def inline(svg: str, prefix: str, title: str) -> Markup:
    """Return a picture's element with ``title`` as what is read aloud, and all that it refers to under ``prefix``."""
    svg = _FOR_FILES.sub("", svg)
    tags = _TAG.findall(svg)
    wanted = {found for tag in tags for _, found in _REFERENCE.findall(tag)}

    def renamed(tag: re.Match[str]) -> str:
        own = _OWN_ID.sub(lambda one: f' id="{prefix}-{one[1]}"' if one[1] in wanted else "", tag[0])
        return _REFERENCE.sub(lambda one: f"{one[1]}{prefix}-{one[2]}", own)

    svg = _TAG.sub(renamed, svg)
    opening, _, rest = svg.partition(">")
    box = re.search(r'viewBox="([^"]*)"', opening)
    assert box is not None
    wide, high = map(float, box[1].split()[2:])
    tall = Markup(' class="tall"' if high > TALL * wide else "")
    element = Markup('<svg {}{} role="img" aria-labelledby="{}-title">\n<title id="{}-title">{}</title>').format(
        Markup(box[0]), tall, prefix, prefix, text(title)
    )
    return element + Markup("\n".join(line.strip() for line in rest.splitlines() if line.strip())) + Markup("\n")
