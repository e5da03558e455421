"""``ccsim report RUN``: a run that was kept, shown again without simulating."""

from simulator.cli import options
from simulator.cli.answering import answering, complain, say_result
from simulator.cli.page import check_page, write_page
from simulator.errors import ExitCode


@answering
def report(
    folder: options.RunFolder,
    format: options.Formats = options.Format.TABLE,
    by: options.Breakdown = None,
    show: options.Show = None,
    html: options.Page = None,
) -> ExitCode:
    """Show a kept run in any format, without simulating again."""
    from simulator.report.tables.breakdown import run_blocks
    from simulator.report.tables.overview import compared_blocks
    from simulator.report.words.stopped import stopped_said
    from simulator.run_folder.page_background import background_of_kept
    from simulator.run_folder.stored import load_run
    from simulator.scenario.judged.asked_metrics import read_measured

    check_page(html)
    options.check_show(show, by)
    run = load_run(folder, unfinished=True)
    if stopped := stopped_said(run.compared.first):
        complain(f"{folder}: {stopped[:1].lower()}{stopped[1:]}. Repeat its command for the full run.")
    scenarios = [scenario for one in run.compared for scenario in one.scenarios.values()]
    shown = read_measured(show or (), scenarios)
    detailed = run.manifest["command"] == "run"
    blocks = run_blocks(run.compared, by, shown) if detailed else compared_blocks(run.compared, run.checked, by, shown)
    say_result(format, blocks, run.compared, run.checked)
    write_page(run.compared, run.checked, lambda: background_of_kept(run.manifest), html, show=shown)
    return ExitCode.INCOMPLETE if stopped else ExitCode.FINE
