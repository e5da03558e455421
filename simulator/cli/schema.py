"""``ccsim schema``: the JSON Schema of scenario files, for editors."""

from simulator.cli.answering import answering, say
from simulator.errors import ExitCode


@answering
def schema() -> ExitCode:
    """Print the JSON Schema of scenario files, for editors that complete and explain keys."""
    from simulator.scenario.language.json_schema import schema_text

    say(schema_text().splitlines())
    return ExitCode.FINE
