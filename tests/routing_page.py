"""What docs/routing.md says, as tests read it: the rows of its tables, and the words in them."""

from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs/routing.md").read_text("utf-8")


def rows_under(beginning: str) -> list[tuple[str, ...]]:
    """Return the cells of the first table after the paragraph that begins so."""
    table = PAGE.split(f"\n**{beginning}**", 1)[1].split("\n\n")[1]
    _, _, *lines = table.splitlines()
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


def named(text: str) -> dict[str, str]:
    """Return ``expert 1, all-rounder 2`` as a mapping; ``none`` and ``equal`` are empty."""
    return {} if text in ("none", "equal") else dict(part.rsplit(" ", 1) for part in text.split(", "))


def numbered(text: str) -> dict[str, int]:
    """Return the same with numbers."""
    return {name: int(number) for name, number in named(text).items()}


ARRIVALS = rows_under("An order arrives.")
FREED = rows_under("The all-rounder becomes free.")
