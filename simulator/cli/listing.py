"""``ccsim list``: the scenarios of a folder, or what the strategies and futures of one file change."""

from pathlib import Path

from simulator.cli import options
from simulator.cli.answering import answering, complain, say_table
from simulator.errors import ExitCode, ScenarioError, UsageError


@answering
def list_scenarios(path: options.FileOrFolder = ".", allow_outside: options.AllowOutside = False) -> ExitCode:
    """List scenarios, or what the strategies and futures of a file change.

    PATH is a folder of scenarios, or one scenario file.
    """
    from simulator.report.files.scenario_lists import Listed, show_file, show_folder
    from simulator.scenario.reader import load

    def listed(file: Path) -> Listed:
        try:
            return Listed(file.name, load(file, allow_outside=allow_outside))
        except ScenarioError as error:
            return Listed(file.name, None, len(error.problems))

    if not Path(path).is_dir():
        study = load(path, allow_outside=allow_outside)
        say_table(lambda console: show_file(study, console))
        return ExitCode.FINE
    files = sorted(file for file in Path(path).iterdir() if file.suffix in (".yaml", ".yml") and file.is_file())
    if not files:
        raise UsageError(f"there is no scenario (*.yaml) in {path}. `ccsim init` writes one to start from.")
    found = [listed(file) for file in files]
    say_table(lambda console: show_folder(found, console))
    wrong = sum(one.study is None for one in found)
    if wrong:
        complain(f"{wrong} of {len(found)} files do not load; ccsim validate shows why")
    return ExitCode.FINE
