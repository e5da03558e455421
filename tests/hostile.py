"""Names nobody would give in good faith, and a hotline whose strategies have them: no report may stumble over them."""

from dataclasses import replace
from functools import cache

from hotline import TEXT

from simulator.compared import Compared
from simulator.comparing import compare
from simulator.scenario.reader import Study, load_text
from simulator.scenario.text.nodes import Mapping

HOSTILE = (
    "=1+1",
    "<script>alert(1)</script>",
    "a|b`c`[d](e)*f*_g_&amp;\\",
    "line\nbreak",
    "\x1b[31mred",
    "🙂 👨‍👩‍👧",
    "שלום",
    "\u202eright to left",
    "x" * 300,
    "-",
)


def hostile_study() -> Study:
    """Return the hotline with a strategy of each hostile name, all of them equal to the first.

    The reader refuses such names; they are given afterwards, so that reports need not rely on the reader.
    """
    plain = {f"h{number}": name for number, name in enumerate(HOSTILE)}
    strategies = "".join(f"  {name}: {{name: Hotline}}\n" for name in plain)
    study = load_text(TEXT.replace("futures:\n", f"{strategies}futures:\n"))
    overrides = {(plain.get(name, name), future): changes for (name, future), changes in study.overrides.items()}
    names = tuple(plain.get(name, name) for name in study.strategies)
    root = renamed(study.root, plain)
    return replace(study, strategies=names, overrides=overrides, root=root, _made={})


def renamed(root: Mapping, names: dict[str, str]) -> Mapping:
    """Return a file's tree in which strategies have other ``names``."""
    given = root.section("strategies")
    entries = {names.get(name, name): entry for name, entry in given.entries.items()}
    strategies = root.entries["strategies"]._replace(value=Mapping(entries, given.mark))
    return Mapping({**root.entries, "strategies": strategies}, root.mark)


@cache
def hostile_run() -> Compared:
    """Return all of them compared on two days; run once, for nobody changes it."""
    return compare(hostile_study(), HOSTILE, replications=2, jobs=1)
