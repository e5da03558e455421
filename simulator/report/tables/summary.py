"""A run as one page of Markdown, whatever was asked: one strategy, several, in several futures, along a grid."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Blocks
from simulator.report.media.markdown import markdown
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.overview import compared_blocks

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.scenario.judged.checks import Measured


def summary(run: "Compared", promises: "Checked | None" = None) -> str:
    """Return the page; ``promises`` are what `check_points` found along a grid."""
    return markdown(result_blocks(run, promises))


def result_blocks(run: "Compared", promises: "Checked | None" = None, show: "Sequence[Measured]" = ()) -> Blocks:
    """Yield what is to be said of ``run``: one strategy in one place in detail, anything else as a comparison."""
    if run.others or len(run) > 1:
        return compared_blocks(run, promises, show=show)
    return run_blocks(run, show=show)
