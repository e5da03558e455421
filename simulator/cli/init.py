"""``ccsim init``: a commented scenario to begin with, and the schema beside it for editors. It never overwrites."""

import os
import re
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from simulator.cli import options
from simulator.cli.answering import answering, say
from simulator.errors import ExitCode, UsageError, reason_of
from simulator.execution.interrupts import interrupts_deferred

FIRST = "first_steps"
SCHEMA_FILE = "scenario.schema.json"
_POINTER = re.compile(r"\A# yaml-language-server: \$schema=.*\n")


@answering
def init(
    folder: options.NewFolder = ".", template: options.Template = FIRST, show_list: options.ListTemplates = False
) -> ExitCode:
    """Write a scenario to start from.

    It is commented and ready to run, with the schema for editors beside it. Existing files are never overwritten.
    """
    known = templates()
    if show_list:
        width = max(map(len, known))
        say(f"{name:<{width}}  {about(text)}" for name, text in known.items())
        return ExitCode.FINE
    if template not in known:
        from simulator.scenario.text.suggest import did_you_mean

        raise UsageError(f"there is no template '{template}'. {did_you_mean(template, known)}")
    scenario, schema = Path(folder, f"{template}.yaml"), Path(folder, SCHEMA_FILE)
    if scenario.exists():
        raise UsageError(f"{scenario} already exists; nothing was written. Name another folder: ccsim init FOLDER.")
    written = _write(scenario, schema, fitted(known[template], template, scenario))
    command = f"ccsim compare {scenario}" if "\nstrategies:" in known[template] else f"ccsim run {scenario}"
    say([f"wrote {' and '.join(written)}", f"next: {command}"])
    return ExitCode.FINE


def templates() -> dict[str, str]:
    """Return the templates' texts by name, the one for a first try first."""
    found = {
        Path(one.name).stem: one.read_text("utf-8")
        for one in (files("simulator") / "templates").iterdir()
        if one.name.endswith(".yaml")
    }
    return {name: found[name] for name in sorted(found, key=lambda name: (name != FIRST, name))}


def about(text: str) -> str:
    """Return what a template is, from its first comment."""
    comment = re.search(r"^# (?!yaml-language-server)(.*?)(?:\.\s|\n)", text, re.MULTILINE)
    return comment[1] if comment else ""


def fitted(text: str, name: str, path: Path) -> str:
    """Return a template's text as it stands at ``path``, with the schema beside it."""
    text = _POINTER.sub("", text).replace(f"scenarios/{name}.yaml", str(path))
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\n{text}"


def _write(scenario: Path, schema: Path, text: str) -> list[str]:
    """Write both files, or none, and return their names; a schema that is there already stays."""
    from simulator.scenario.language.json_schema import schema_text

    texts = {scenario: text, schema: schema_text()}
    if schema.exists():
        del texts[schema]
    try:
        # An interrupt waits: what is begun is small, and is either all there or not at all.
        with interrupts_deferred():
            _write_all(texts)
    except OSError as error:
        name = error.filename2 or error.filename or os.fspath(scenario)
        raise UsageError(f"{name} cannot be written: {reason_of(error)}. Nothing was written.") from None
    return [str(path) for path in texts]


def _write_all(texts: dict[Path, str]) -> None:
    """Write files that are not there yet, beside their places first. Raises OSError, and then nothing is left."""
    folder = next(iter(texts)).parent
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    done: list[Path] = []
    spares = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in texts}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, spare in spares.items():
            spare.write_text(texts[path], encoding="utf-8", newline="\n")
        for path, spare in spares.items():
            _place(spare, path)
            done.append(path)
    except BaseException:
        for path in done:
            path.unlink(missing_ok=True)
        raise
    finally:
        for spare in spares.values():
            with suppress(OSError):
                spare.unlink(missing_ok=True)
        for one in made if len(done) < len(texts) else ():
            with suppress(OSError):
                one.rmdir()


def _place(spare: Path, path: Path) -> None:
    """Give a file its name, unless somebody else took it at the same moment. Raises OSError."""
    try:
        os.link(spare, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without links: then the name is taken first.
        with open(path, "x", encoding="utf-8"):
            pass
        os.replace(spare, path)
