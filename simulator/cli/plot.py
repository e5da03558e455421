"""``ccsim plot RUN``: the pictures of a run that was kept, drawn again without simulating."""

from typing import TYPE_CHECKING

from simulator.cli import options
from simulator.cli.answering import answering, complain, say
from simulator.errors import ExitCode, UsageError
from simulator.execution.interrupts import interrupts_remembered

if TYPE_CHECKING:
    from simulator.compared import Compared


@answering
def plot(
    folder: options.RunFolder,
    only: options.Only = None,
    to: options.To = None,
    formats: options.PictureFormats = None,
    listing: options.ListPictures = False,
) -> ExitCode:
    """Draw the pictures of a kept run, without simulating again."""
    from pathlib import Path

    from simulator.report.pictures.albums import KINDS, album, writing_album
    from simulator.report.pictures.picture_files import FORMATS
    from simulator.run_folder.stored import load_run

    unknown = [one for one in formats or () if one not in FORMATS]
    if unknown:
        raise UsageError(f"--format is {' or '.join(FORMATS)}, got {unknown[0]}.")
    run = load_run(folder).compared
    if listing:
        kinds = dict.fromkeys(picture.kind for picture in album(run, only or ()))
        say(f"{kind:<12} {KINDS[kind]}" for kind in kinds)
        return ExitCode.FINE
    wanted = tuple(dict.fromkeys(formats or FORMATS))
    with interrupts_remembered():
        say(str(path) for path in writing_album(run, to or Path(folder) / "pictures", only or (), wanted))
    return ExitCode.FINE


def check_plot(folder: str | None) -> None:
    """Raise UsageError when pictures cannot be drawn into ``folder``: before anything is run."""
    if folder is not None:
        from simulator.report.pictures.albums import folder_for_pictures

        folder_for_pictures(folder)


def draw(run: "Compared", folder: str | None, quiet: bool) -> None:
    """Draw all pictures of a run that was shown into ``folder``; nothing when None."""
    if folder is None:
        return
    from simulator.report.pictures.albums import write_album

    files = write_album(run, folder)
    if not quiet:
        complain(f"drew {len({file.stem for file in files})} pictures into {folder}")
