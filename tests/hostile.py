"""Names nobody would give in good faith, and a hotline whose strategies have them: no report may stumble over them."""

import json
from functools import cache

from hotline import TEXT

from simulator.comparing import compare
from simulator.comparison import Compared
from simulator.scenario.reader import Study, load_text

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
    """Return the hotline with a strategy of each hostile name, all of them equal to the first."""
    strategies = "".join(f"  {json.dumps(name, ensure_ascii=False)}: {{name: Hotline}}\n" for name in HOSTILE)
    return load_text(TEXT.replace("futures:\n", f"{strategies}futures:\n"))


@cache
def hostile_run() -> Compared:
    """Return all of them compared on two days; run once, for nobody changes it."""
    return compare(hostile_study(), HOSTILE, replications=2, jobs=1)
