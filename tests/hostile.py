"""Names nobody would give in good faith, and a hotline whose strategies have them: no report may stumble over them."""

import json

from hotline import TEXT

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
