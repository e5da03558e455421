"""``--html FILE``: the whole report as one page, of a run that was shown."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.cli.answering import complain
from simulator.errors import reason_of
from simulator.execution.interrupts import interrupts_deferred

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.report.page.background import Background
    from simulator.scenario.judged.checks import Measured


def check_page(file: str | None) -> None:
    """Raise UsageError when a page cannot be written to ``file``: before anything is run."""
    if file is not None:
        from simulator.report.page.page_files import check_target

        check_target(file)


def write_page(
    run: "Compared",
    checked: "Checked | None",
    background: "Callable[[], Background]",
    file: str | None,
    quiet: bool = False,
    show: "Sequence[Measured]" = (),
) -> None:
    """Write the page of a run to ``file``, nothing when None. Raises NotWritten when it cannot be written."""
    if file is None:
        return
    from simulator.report.page.html_page import page
    from simulator.report.page.page_files import check_target, save_page
    from simulator.run_folder.place import NotWritten

    target = check_target(file)
    text = page(run, background(), checked, show=show)
    try:
        with interrupts_deferred():
            save_page(text, target)
    except OSError as error:
        raise NotWritten(f"{file} cannot be written: {reason_of(error)}.") from None
    if not quiet:
        complain(f"wrote {file}")
