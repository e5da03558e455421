"""What is drawn in a picture, found by the names of its artists; and names that must do no harm in one."""

from functools import cache

from hotline import study

from simulator import compare

HOSTILE = ["<script>alert(1)</script>", "$x_1$ & \\frac", "_hidden", "مرحبا 😀", "x" * 300]


def artists(figure):
    """Return the artists of each panel by their names; of several of one name the last."""
    return [{one.get_gid(): one for one in axes.get_children() if one.get_gid()} for axes in figure.axes]


def words(figure):
    """Return all that is written in a picture, as one text; NBSP are spaces."""
    from matplotlib.text import Text

    texts = [one.get_text() for one in figure.findobj(Text) if one.get_visible() and one.get_text()]
    return "\n".join(texts).replace("\u00a0", " ")


def legend(figure):
    """Return the labels of the legend above all panels."""
    return [text.get_text() for one in figure.legends for text in one.get_texts()]


@cache
def hotline_run(*strategies, replications=4, futures=(None,), vary=()):
    """Return the hotline's strategies, all unless named, run with their details; kept, for nobody changes it."""
    chosen = list(strategies) or None
    return compare(study(), chosen, replications=replications, jobs=1, futures=list(futures), vary=list(vary))
