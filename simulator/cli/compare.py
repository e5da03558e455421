"""``ccsim compare FILE``: which strategy is better, by how much, how sure; in which futures, along which grid."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table, warn
from simulator.errors import ExitCode


@answering
def compare(
    file: options.File,
    strategies: options.Strategies = None,
    baseline: options.Baseline = None,
    futures: options.Futures = None,
    vary: options.Vary = None,
    replications: options.Replications = None,
    seed: options.Seed = None,
    settings: options.Settings = None,
    jobs: options.Jobs = None,
    strict: options.Strict = False,
    allow_outside: options.AllowOutside = False,
    json: options.Json = False,
) -> ExitCode:
    """Run strategies on the same customers and say which is better, by how much, how sure."""
    from simulator.checking import check_points, read_checks
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparing import chosen_futures
    from simulator.comparing import compare as run_comparison
    from simulator.report.document import document
    from simulator.report.overview import show_compared

    study = open_study(file, settings, allow_outside)
    first = baseline or study.strategies[0]
    chosen = strategies or ([] if vary else study.strategies)
    warn(study, list(dict.fromkeys((first, *chosen))), chosen_futures(study, futures), vary or (), strict)
    # A grid of one strategy is asked where its promises hold, so they are read before anything is run.
    alone = bool(vary) and set(chosen) <= {first}
    asked = read_checks(study, {first: study.resolve(first)}) if alone else []
    with progress_on_stderr() as progress:
        run = run_comparison(study, chosen, baseline, replications, seed, jobs, futures, vary or (), progress)
    checked = check_points([promise for _, promise in asked], run) if alone else None
    if json:
        say(document(run, checked))
    else:
        say_table(lambda console: show_compared(run, console, checked))
    return ExitCode.FINE
