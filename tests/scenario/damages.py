"""Random damage to a good text, as hands and editors do it: characters, lines, types, keys."""

import random
import re

_SIGNS = "aZ0 :{}[]\"'#&*!%@`|>-?,~\t\n\\./=<\x00\x1bé€\u2028\ufeff"
_VALUES = (
    "null", "true", "no", "3", "-1", "1.5", ".inf", ".nan", "1e400", "9" * 400, "0x1F", "'text'", '""', "[1, 2]",
    "{}", "{a: b}", "{times: 2}", "{add: 1}", "{times: x, add: y}", "9:30", "2024-01-01", "80%", "4m",
    "240/h", "*orders",
    "&a [*a]", "!!int 3", "<<", "endless", "\u0663", "-0", "1_000", "~",
)  # fmt: skip
_KEYS = ("from", "times", "add", "based_on", "folder", "<<", "12", "null", "orders", "9:00", "x y", "[a]", "")


def damaged(text: str, rng: random.Random) -> str:
    """Return ``text`` after one to three damages drawn from ``rng``."""
    for _ in range(rng.randint(1, 3)):
        text = rng.choice((_character, _line, _value, _key))(text, rng)
    return text


def varied(text: str, rng: random.Random) -> str:
    """Return ``text`` with one to four of its numbers changed, which often leaves a good scenario."""
    for _ in range(rng.randint(1, 4)):
        text = _replaced(
            text, list(re.finditer(r"(?<=[ :{])[1-9]\d?(?=[smh%,}\n ])", text)), str(rng.randint(1, 60)), rng
        )
    return text


def _character(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + rng.randint(1, 5) :]
    return text[:at] + rng.choice(_SIGNS) + text[at + (kind == 1) :]


def _line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(5)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(to, lines[at])
    elif kind == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif kind == 3:
        lines[at] = rng.choice(("  ", " ", "\t", "- ")) + lines[at]
    else:
        lines[at] = lines[at][rng.randint(1, 4) :]
    return "\n".join(lines)


def _value(text: str, rng: random.Random) -> str:
    found = list(re.finditer(r"(?<=: )[^\s{}\[\],]+", text))
    return _replaced(text, found, rng.choice(_VALUES), rng)


def _key(text: str, rng: random.Random) -> str:
    found = list(re.finditer(r"[\w\":]+(?=: )", text))
    return _replaced(text, found, rng.choice(_KEYS), rng)


def _replaced(text: str, found: list[re.Match[str]], new: str, rng: random.Random) -> str:
    if not found:
        return text
    one = rng.choice(found)
    return text[: one.start()] + new + text[one.end() :]
