"""``ccsim compare FILE``: which strategy is better, by how much, how sure; in which futures, along which grid."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say_result, strategies_of, warn
from simulator.cli.early_workers import start_workers
from simulator.cli.keeping import keeping_run, kept_after, run_kept
from simulator.cli.page import check_page, write_page
from simulator.cli.plans_said import say_plans, warn_of_unequal
from simulator.cli.plot import check_plot, draw
from simulator.cli.spread import spread
from simulator.errors import ExitCode


@answering
@spread
def compare(
    file: options.File,
    how: options.Running,
    keeping: options.Keeping,
    strategies: options.Strategies = None,
    baseline: options.Baseline = None,
    futures: options.Futures = None,
    vary: options.Vary = None,
    by: options.Breakdown = None,
    show: options.Show = None,
    plot: options.Pictures = None,
    html: options.Page = None,
) -> ExitCode:
    """Compare strategies on the same customers: which is better, by how much, with what confidence."""
    wanted = how.wanted
    check_plot(plot)
    check_page(html)
    options.check_show(show, by)
    if how.replications is None:
        # Nearly every file says enough of them, and reading it takes as long as half a worker's start.
        start_workers(how.jobs)
    study = open_study(file, how.settings, how.allow_outside)
    first = baseline or study.strategies[0]
    chosen = strategies or strategies_of(study, vary or ())
    stated = study.resolve(first)
    start_workers(how.jobs, (how.replications or stated.run.replications) * len({first, *chosen}))

    # Only now, because workers begin to start above.
    from simulator.checking import check_points, read_checks
    from simulator.comparing import ask, chosen_futures
    from simulator.report.tables.breakdown import check_by
    from simulator.report.tables.overview import compared_blocks
    from simulator.run_folder.page_background import background_of
    from simulator.scenario.judged.asked_metrics import read_measured

    check_by(by, stated)
    asked_for = list(dict.fromkeys((first, *chosen))), chosen_futures(study, futures), vary or ()
    warn(study, *asked_for, how.strict, how.replications)
    say_plans(study, *asked_for, how.quiet)
    # A grid of one strategy is asked where its promises hold, so they are read before anything is run.
    alone = bool(vary) and set(chosen) <= {first}
    promises = read_checks(study, {first: study.resolve(first)}) if alone else []
    asked = ask(study, chosen, baseline, how.replications, how.seed, futures, vary or ())
    shown = read_measured(show or (), asked.runs.values())
    asked = asked.showing(one.interval for one in shown)
    with keeping_run(asked, "compare", keeping, how) as keeper:
        run = run_kept(asked, keeper, how)
        checked = check_points([promise for _, promise in promises], run) if alone else None
        with kept_after(keeper, run, checked, how):
            say_result(wanted, compared_blocks(run, checked, by, shown), run, checked)
            warn_of_unequal(study, run)
        draw(run, plot, how.quiet)
        write_page(run, checked, lambda: background_of(asked, "compare", how.settings or ()), html, how.quiet, shown)
    return ExitCode.FINE
