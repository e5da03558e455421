"""``ccsim run FILE``: one strategy in detail."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say_result, warn
from simulator.cli.keeping import keeping_run, kept_after, run_kept
from simulator.cli.page import check_page, write_page
from simulator.cli.plot import check_plot, draw
from simulator.cli.spread import spread
from simulator.errors import ExitCode, UsageError


@answering
@spread
def run(
    file: options.File,
    how: options.Running,
    keeping: options.Keeping,
    strategy: options.Strategy = None,
    future: options.Future = None,
    by: options.Breakdown = None,
    show: options.Show = None,
    plot: options.Pictures = None,
    html: options.Page = None,
) -> ExitCode:
    """Simulate one strategy and show it in detail: totals, contact types, agent groups, intervals."""
    from simulator.comparing import ask, chosen_futures
    from simulator.report.tables.breakdown import check_by, run_blocks
    from simulator.run_folder.page_background import background_of
    from simulator.scenario.judged.asked_metrics import read_measured

    wanted = how.wanted
    check_plot(plot)
    check_page(html)
    options.check_show(show, by)
    study = open_study(file, how.settings, how.allow_outside)
    name = strategy or study.strategies[0]
    futures = chosen_futures(study, [future])
    if len(futures) > 1:
        raise UsageError(f"run shows one future; for all of them: ccsim compare {file} -s {name} --future all")
    check_by(by, study.resolve(name, futures[0]))
    warn(study, [name], futures, strict=how.strict, replications=how.replications)
    asked = ask(study, [name], name, how.replications, how.seed, futures)
    shown = read_measured(show or (), asked.runs.values())
    asked = asked.showing(one.interval for one in shown)
    with keeping_run(asked, "run", keeping, how) as keeper:
        result = run_kept(asked, keeper, how)
        with kept_after(keeper, result, None, how):
            say_result(wanted, run_blocks(result, by, shown), result)
        draw(result, plot, how.quiet)
        write_page(result, None, lambda: background_of(asked, "run", how.settings or ()), html, how.quiet, shown)
    return ExitCode.FINE
