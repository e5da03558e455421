"""The page of a shipped scenario as tests read it: the outputs of its commands, its YAML, its prose and its picture."""

import re
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from simulator.cli.main import app

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class ScenarioPage:
    """``scenarios/NAME/README.md``, the scenario beside it, and its one picture."""

    name: str
    picture_name: str

    @property
    def scenario(self) -> Path:
        """Return where the scenario is."""
        return ROOT / "scenarios" / f"{self.name}.yaml"

    @property
    def text(self) -> str:
        """Return the page."""
        return (ROOT / "scenarios" / self.name / "README.md").read_text(encoding="utf-8")

    @property
    def picture(self) -> list[str]:
        """Return all that is written in the picture."""
        return written((ROOT / "scenarios" / self.name / self.picture_name).read_text(encoding="utf-8"))

    @property
    def outputs(self) -> list[tuple[str, str]]:
        """Return (command without ``ccsim``, what the page shows of its output)."""
        return re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", self.text, flags=re.DOTALL)

    @property
    def yaml(self) -> list[str]:
        """Return the pieces of YAML."""
        return re.findall(r"```yaml\n(.*?)```", self.text, flags=re.DOTALL)

    @property
    def numbered(self) -> tuple[str, ...]:
        """Return what the numbered paragraphs are about."""
        return tuple(re.findall(r"^\*\*\d\. ([^*]+)\.\*\*", self.text, flags=re.MULTILINE))

    def shows_as_the_file_has_them(self, strategies: tuple[str, ...], left_out: tuple[str, ...] = ()) -> None:
        """Fail unless each strategy has a paragraph and a piece of the scenario's YAML, in the order of the file."""
        assert self.numbered == strategies
        text = self.scenario.read_text(encoding="utf-8")
        shown = [block for block in self.yaml if block not in left_out]
        assert len(shown) == len(strategies)
        for block in shown:
            assert block in text, block

    def numbers_from_nowhere(self) -> set[str]:
        """Return the numbers with a decimal in sentences that no output, picture or scenario has; there are many."""
        prose = re.sub(r"```.*?```|<!--.*?-->", "", self.text, flags=re.DOTALL)
        shown = "\n".join(
            [*(block for _, block in self.outputs), *self.picture, self.scenario.read_text(encoding="utf-8")]
        )
        numbers = set(re.findall(r"\d+\.\d+", prose))
        assert len(numbers) > 7
        return {one for one in numbers if not re.search(rf"(?<![\d.]){re.escape(one)}(?!\d)", shown)}


def printed(*words: str) -> str:
    """Return what ``ccsim`` prints, 80 columns wide; a broken check makes its exit code 1."""
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})
    assert done.exit_code in (0, 1), done.output
    return done.stdout


def shows(block: str, text: str) -> None:
    """Fail unless each part of a block, between ellipses, is in the text."""
    for part in block.split("…\n\n"):
        assert part in text, part


def written(svg: str) -> list[str]:
    """Return the texts of a picture."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)
