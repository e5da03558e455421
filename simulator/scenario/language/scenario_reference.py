"""The reference of the scenario file, written from the nouns: ``docs/scenario-reference.md``.

    python -m simulator.scenario.language.scenario_reference > docs/scenario-reference.md

Generated, so that what is written, read and checked cannot drift apart; a test compares the file with this.
"""

import sys

from pydantic.fields import FieldInfo

from simulator.catalogue import METRICS, Unit
from simulator.scenario.language import around, prose, prose_of_layers
from simulator.scenario.language.shape import fields_of
from simulator.scenario.language.warning_kinds import AFTER_A_RUN, KINDS
from simulator.scenario.language.written import (
    AnyOf,
    ByName,
    DaySteps,
    ListOf,
    Nothing,
    Words,
    Written,
    as_yaml,
    default_of,
    example_of,
    meaning_of,
    name_of,
    shape_written,
    written,
)
from simulator.scenario.nouns import Family, Noun, Scenario, family_of, is_family
from simulator.scenario.text import forms
from simulator.scenario.text.forms import CERTAIN_DAY_FORM, SOME_DAY_FORM, Form

_FORMS = [one for one in vars(forms).values() if isinstance(one, Form)]
_LIMITS = {
    Unit.SHARE: "`80%`",
    Unit.SECONDS: "`20s`",
    Unit.PER_HOUR: "`12/h` or `12`",
    Unit.CONTACTS: "`100`",
    Unit.HOURS: "`40h` or `40`",
    Unit.MONEY: "`4.50` or `4.50 EUR`",
    Unit.RATIO: "`1.2`",
}
_HEAD = ["| key | what it means | written as | example | if left out |", "|---|---|---|---|---|"]


def reference() -> str:
    """Return the whole reference in Markdown."""
    sections = [
        prose.BEGINNING,
        prose.SHAPE.replace("{example}", Scenario.example),
        *_top(),
        prose.VALUES,
        *_forms(),
        prose.AFTER_VALUES,
        prose.NOUNS,
        *(line for noun in nouns() for line in _noun(noun)),
        prose_of_layers.CHANGES,
        prose_of_layers.EXTENDS,
        prose.CHECKS.removesuffix("\n"),
        *_checks(),
        prose.GOAL.removesuffix("\n"),
        prose.EQUAL_PLANS.removesuffix("\n"),
        prose.ACKNOWLEDGED.removesuffix("\n"),
        *_warning_kinds(),
        prose.RULES,
    ]
    return "\n".join(sections).rstrip("\n") + "\n"


def nouns() -> list[type[Noun]]:
    """Return the nouns inside a scenario, in the order of the file, each once."""
    found: list[type[Noun]] = []

    def look(around: type[Noun]) -> None:
        named = [] if around.named is None else [shape_written(around.named)]
        for way in [*map(written, fields_of(around).values()), *named]:
            for one in _inside(way):
                if isinstance(one, type) and issubclass(one, Noun) and one not in found:
                    for noun in _with_members(one):
                        found.append(noun)
                        look(noun)

    look(Scenario)
    return found


def _with_members(noun: type[Noun]) -> list[type[Noun]]:
    return [noun, *noun.members.values()] if is_family(noun) else [noun]


def _top() -> list[str]:
    rows = [_row(word, info) for word, info in fields_of(Scenario).items()]
    for word, key in around.FILE_KEYS.items():
        meaning, _, left_out = key.description.partition(" Left out: ")
        link = "strategies-and-futures" if word in ("strategies", "futures") else word
        rows.append(f"| `{word}` | {meaning} | [{word}](#{link}) | | {left_out.rstrip('.')} |")
    return ["The keys of the file:", "", *_HEAD, *rows, ""]


def _forms() -> list[str]:
    lines = ["| form | how it is written | examples | `{add: …}` |", "|---|---|---|---|"]
    for form in _FORMS:
        examples = ", ".join(f"`{as_yaml(one)}`" for one in form.examples)
        add = ", ".join(f"`{as_yaml(one)}`" for one in form.add)
        lines.append(f"| {form.words} | {form.says} | {examples} | {add} |")
    return lines


def _noun(noun: type[Noun]) -> list[str]:
    family = family_of(noun)
    if family is not None and not is_family(noun):
        return _member(noun, family)
    rows = [_row(word, info) for word, info in fields_of(noun).items()]
    if noun.named is not None:
        rows.append(f"| *a name* | {noun.named_said} | {_ways(shape_written(noun.named))} | | |")
    keys = ", ".join(f"`{key}`" for key in noun.exactly_one)
    notes = [f"Give exactly one of {keys}.", ""] if keys else []
    notes += [f"At most one of {', '.join(f'`{key}`' for key in noun.at_most_one)} is given.", ""] * bool(
        noun.at_most_one
    )
    notes += [f"At least one of {', '.join(f'`{key}`' for key in noun.at_least_one)} is given.", ""] * bool(
        noun.at_least_one
    )
    notes += [f"Give {noun.ways_said}", ""] if noun.ways else []
    notes += _choice(family) if family is not None else []
    head = [f"### {name_of(noun)}", "", f"{_said(noun)} It stands under {_keys_of(noun)}.", ""]
    return [*head, *_HEAD, *rows, "", *notes, *_example(noun)]


def _member(noun: type[Noun], family: type[Family]) -> list[str]:
    """Return the section of one member of a family: the keys that it has besides those of all."""
    by, word = family.by, next(word for word, one in family.members.items() if one is noun)
    among = f"a {_link(family)} with `{by}: {word}`" + (f", or without `{by}`" if word == family.usual() else "")
    rows = [_row(word, info) for word, info in fields_of(noun).items() if word not in fields_of(family)]
    head = [f"### {name_of(noun)}", "", f"{_said(noun)} It is {among}, and has more keys:", ""]
    return [*head, *_HEAD, *rows, "", *_example(noun)]


def _choice(family: type[Family]) -> list[str]:
    """Return what a family says of its members."""
    links = ", ".join(f"[`{word}`](#{_anchor(one)})" for word, one in family.members.items())
    more = f" A strategy that changes it removes the keys that a {name_of(family)} then does not have."
    return [f"More keys go with each `{family.by}`: {links}.{more if len(family.members) > 1 else ''}", ""]


def _said(noun: type[Noun]) -> str:
    return " ".join((noun.__doc__ or "").split())


def _example(noun: type[Noun]) -> list[str]:
    return ["```yaml", noun.example.rstrip("\n"), "```", ""]


def _keys_of(noun: type[Noun]) -> str:
    """Return the keys under which a noun stands."""
    every: list[type[Noun]] = [Scenario, *nouns()]
    fields = [(word, written(info)) for one in every for word, info in fields_of(one).items()]
    fields += [("expect", ByName(forms.NAME_FORM, shape_written(one.named))) for one in every if one.named is not None]
    mine = [(word, way) for word, way in fields if noun in _inside(way)]
    keys = [*dict.fromkeys(f"`{word}`" + (f", {_by(way)}" if isinstance(way, ByName) else "") for word, way in mine)]
    return " and ".join(filter(None, (", ".join(keys[:-1]), keys[-1])))


def _inside(way: Written) -> list[Written]:
    if isinstance(way, AnyOf):
        return [one for each in way.ways for one in _inside(each)]
    return _inside(way.value) if isinstance(way, ByName | ListOf | DaySteps) else [way]


def _row(word: str, info: FieldInfo) -> str:
    example = f"`{word}: {as_yaml(example_of(info))}`"
    return f"| `{word}` | {meaning_of(info)} | {_ways(written(info))} | {example} | {_left_out(info)} |"


def _left_out(info: FieldInfo) -> str:
    if info.is_required():
        return "*required*"
    said, default = (info.description or "").partition(" Left out: ")[2], default_of(info)
    return said.rstrip(".") if said or default is None else f"`{as_yaml(default)}`"


def _by(way: ByName) -> str:
    return "by day" if way.key in (CERTAIN_DAY_FORM, SOME_DAY_FORM) else "by name"


def _ways(way: Written) -> str:
    """Return in words how a value is written, with links to the nouns."""
    if isinstance(way, AnyOf):
        return " or ".join(filter(None, map(_ways, way.ways)))
    if isinstance(way, Nothing):
        # It means what leaving out means, and the last column says that.
        return ""
    if isinstance(way, Words):
        return ", ".join(f"`{as_yaml(word)}`" for word in way.words)
    if isinstance(way, DaySteps):
        return f"{_ways(way.value)}, also by time of day"
    if isinstance(way, ByName):
        said = f"{_by(way)}: {_ways(way.value)}"
        return f"{_ways(way.bare)}, or {said}" if way.bare else said
    if isinstance(way, ListOf):
        return f"list: {_ways(way.value)}"
    if isinstance(way, Form):
        return way.words
    return _link(way)


def _link(noun: type[Noun]) -> str:
    return f"[{name_of(noun)}](#{_anchor(noun)})"


def _anchor(noun: type[Noun]) -> str:
    return name_of(noun).replace(" ", "-")


def _checks() -> list[str]:
    rows = [
        f"| [`{one.name}`](metrics.md#{one.name}) | {one.title} | {_LIMITS[one.unit]} | {', '.join(one.of)} |"
        for one in METRICS.values()
    ]
    return [*rows, ""]


def _warning_kinds() -> list[str]:
    return [*(f"| `{kind}` | {meaning} |" for kind, meaning in {**KINDS, **AFTER_A_RUN}.items()), ""]


if __name__ == "__main__":
    # The bytes are the same whatever the language of the machine.
    sys.stdout.buffer.write(reference().encode())
