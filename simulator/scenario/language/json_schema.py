"""The JSON Schema of a scenario file, for editors: help while writing, and a first check.

It describes the file as it is written, with units and short forms, and is made from the nouns. What needs the scenario
as a whole (names that exist, shares that add up) only the reader can say. Draft 2020-12, in words that older editors
know.
"""

import json
import re

from simulator.catalogue import METRICS, Better
from simulator.scenario.language import around
from simulator.scenario.language.around import Key
from simulator.scenario.language.shape import fields_of, known_keys
from simulator.scenario.language.warning_kinds import AFTER_A_RUN, KINDS
from simulator.scenario.language.written import (
    AnyOf,
    ByName,
    DaySteps,
    ListOf,
    Nothing,
    Words,
    Written,
    default_of,
    name_of,
    shape_written,
    written,
)
from simulator.scenario.nouns import Family, Noun, Scenario, WithShortForm, family_of, is_family
from simulator.scenario.text.forms import (
    COUNT_FORM,
    DURATION_FORM,
    NAME_FORM,
    NOTE_FORM,
    RATIO_FORM,
    ROUNDINGS,
    SHARE_FORM,
    TIME_FORM,
    TITLE_FORM,
    WHOLE_FORM,
    Form,
    Json,
    text_like,
)
from simulator.scenario.text.spelling import LABEL_PATTERN, NAME_MAX

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MORE_THAN_NOTHING = "[1-9]"
"""A digit that is not 0 stands somewhere in the text."""
_NULL: Json = {"type": "null"}


def schema_text() -> str:
    """Return the schema as it stands in the file that editors read."""
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


def scenario_schema() -> Json:
    """Return the JSON Schema of a scenario file."""
    definitions = _Definitions()
    whole, extending = definitions.file(change=False), definitions.file(change=True)
    return {
        "$schema": _DRAFT,
        "title": "ccsim scenario",
        "description": "A contact center, its customers, and what could be changed about both.",
        "type": "object",
        # A file that extends another needs to write only what differs.
        "if": {"required": ["extends"], "properties": {"extends": {"not": _NULL}}},
        "then": extending,
        "else": whole,
        "$defs": dict(sorted(definitions.made.items())),
    }


class _Definitions:
    """The parts of the schema, each made once; a *change* is what strategies write: parts, null, times, add."""

    def __init__(self) -> None:
        self.made: dict[str, Json] = {}

    def file(self, change: bool) -> Json:
        """Return the schema of a file that states everything, or (``change``) extends another one."""
        schema = self._mapping(Scenario, change)
        if change:
            # These are the same for the whole file: no strategy writes them, another file may.
            schema["properties"]["version"] = self._field(Scenario, "version", change=False)
        schema["properties"] |= {
            "extends": _described(around.EXTENDS, _one_or_more({"type": "string"}), "extends"),
            "strategies": _described(around.STRATEGIES, self._named("Strategy", around.STRATEGY), "strategies"),
            "futures": _described(around.FUTURES, self._named("Future", around.FUTURE), "futures"),
            "checks": _described(around.CHECKS, {"type": ["array", "null"], "items": _check()}, "checks"),
            "acknowledged": _described(
                around.ACKNOWLEDGED,
                {"type": ["array", "null"], "items": text_like(rf"(?:{'|'.join((*KINDS, *AFTER_A_RUN))})\s+at\s+\S.*")},
                "acknowledged",
            ),
            "goal": _described(around.GOAL, _goal(), "goal"),
            "equal_plans": _described(around.EQUAL_PLANS, _equal_plans(), "equal_plans"),
        }
        return schema

    def _named(self, title: str, key: Key) -> Json:
        """Return the schema of strategies or futures."""
        if title not in self.made:
            self.made[title] = {}
            change = self._mapping(Scenario, change=True)
            based_on = _described(around.BASED_ON, {"type": "string"}, "based_on")
            fields = {name: one for name, one in change["properties"].items() if name != "version"}
            said = {
                "title": _described(around.TITLE, _any_of(dict(TITLE_FORM.pattern), _NULL), "title"),
                "note": _described(around.NOTE, _any_of(dict(NOTE_FORM.pattern), _NULL), "note"),
            }
            properties = {"based_on": based_on, **said, **fields}
            body = {**change, "type": ["object", "null"], "title": title, "properties": properties}
            self.made[title] = {**body, "description": key.description}
        return {
            "type": ["object", "null"],
            "propertyNames": {"pattern": LABEL_PATTERN, "maxLength": NAME_MAX},
            "additionalProperties": {"$ref": f"#/$defs/{title}"},
        }

    def _mapping(self, noun: type[Noun], change: bool) -> Json:
        fields = fields_of(noun)
        schema: Json = {
            "type": "object",
            "properties": {word: self._field(noun, word, change) for word in fields},
            "additionalProperties": False,
        }
        if noun.named is not None:
            value = self._value(shape_written(noun.named), change)
            schema["additionalProperties"] = _any_of(value, _NULL) if change else value
            schema["propertyNames"] = self._form(NAME_FORM, change=False)
            schema["minProperties"] = 1
        if change and (others := _of_other_members(noun)):
            # They may be removed by name, though with another member they go by themselves; no editor offers them.
            schema["patternProperties"] = {f"^(?:{'|'.join(others)})$": dict(_NULL)}
        required = [word for word, info in fields.items() if info.is_required()]
        if required and not change:
            schema["required"] = required
        if noun.exactly_one and not change:
            ways = noun.exactly_one
            schema["oneOf"] = [{"required": [word], "properties": {word: {"not": _NULL}}} for word in ways]
        if noun.at_most_one and not change:
            both = {"required": [*noun.at_most_one], "properties": {word: {"not": _NULL} for word in noun.at_most_one}}
            schema["allOf"] = [{"not": both}]
        if noun.at_least_one and not change:
            schema["anyOf"] = [{"required": [word], "properties": {word: {"not": _NULL}}} for word in noun.at_least_one]
        if noun.ways and not change:
            name = f"WaysOf{next(one.__name__ for one in noun.__mro__ if 'ways' in vars(one))}"
            said = f"Give {noun.ways_said}"
            one_of = [_one_way(way, noun.ways) for way in noun.ways]
            self.made[name] = {"title": "ways", "description": said, "oneOf": one_of}
            schema["allOf"] = [{"$ref": f"#/$defs/{name}"}]
        return schema

    def _field(self, noun: type[Noun], word: str, change: bool) -> Json:
        info = fields_of(noun)[word]
        way = written(info)
        schema = self._value(way, change)
        if change:
            schema = _any_of(schema, _NULL)
        elif any(getattr(mark, "min_length", None) for mark in info.metadata) and schema.get("type") == "object":
            schema["minProperties"] = 1
        elif any(getattr(mark, "gt", None) == 0 for mark in info.metadata):
            first = schema["anyOf"][0] if isinstance(way, AnyOf) else schema
            first["pattern"] = _MORE_THAN_NOTHING
        default = default_of(info)
        return {
            "title": word,
            "description": info.description,
            **schema,
            **({} if default is None else {"default": default}),
            "examples": info.examples,
        }

    def _value(self, way: Written, change: bool) -> Json:
        if isinstance(way, Form):
            return self._form(way, change)
        if isinstance(way, Words):
            return {"const": way.words[0]} if len(way.words) == 1 else {"enum": list(way.words)}
        if isinstance(way, Nothing):
            return dict(_NULL)
        if isinstance(way, AnyOf):
            return _any_of(*(self._value(one, change) for one in way.ways))
        if isinstance(way, DaySteps):
            return _any_of(self._value(way.value, change), self._keyed(way, change))
        if isinstance(way, ByName):
            return self._keyed(way, change)
        if isinstance(way, ListOf):
            listed: Json = {"type": "array", "items": self._value(way.value, change=False)}
            return _any_of(listed, self._of_numbers()) if change else listed
        return self._noun(way, change)

    def _keyed(self, way: DaySteps | ByName, change: bool) -> Json:
        value = self._value(way.value, change)
        schema: Json = {
            "type": "object",
            "propertyNames": self._form(way.key, change=False),
            "additionalProperties": _any_of(value, _NULL) if change else value,
        }
        if isinstance(way, DaySteps):
            return {**schema, "minProperties": 1}
        if way.bare is not None:
            keys = self._mapping(way.bare, change)["properties"]
            schema |= {"properties": keys, "propertyNames": _any_of(schema["propertyNames"], {"enum": [*keys]})}
            schema |= {} if change else {"minProperties": 1}
        return _any_of(schema, self._of_numbers()) if change else schema

    def _of_numbers(self) -> Json:
        """Return the schema of an operation on whatever numbers are inside."""
        said = "Multiplies the existing numbers or adds to them; round says how they become whole numbers."
        keys = {"times": "The factor.", "round": "How to round to a whole number.", "add": "The amount to add."}
        operation = _operation()
        named = {key: {**one, "description": keys[key]} for key, one in operation["properties"].items()}
        self.made["change_of_numbers"] = {"description": said, **operation, "properties": named}
        return {"$ref": "#/$defs/change_of_numbers"}

    def _form(self, form: Form, change: bool) -> Json:
        name = re.sub(r"\W+", "_", form.words)
        self.made[name] = {"title": form.words, "description": form.says, **form.pattern, "examples": [*form.examples]}
        if not (change and form.add):
            return {"$ref": f"#/$defs/{name}"}
        self.made[f"change_of_{name}"] = _any_of({"$ref": f"#/$defs/{name}"}, _operation(form))
        return {"$ref": f"#/$defs/change_of_{name}"}

    def _noun(self, noun: type[Noun], change: bool) -> Json:
        name = f"{noun.__name__}Change" if change else noun.__name__
        if name not in self.made:
            self.made[name] = {}
            schema = self._family(noun, change) if is_family(noun) else self._mapping(noun, change)
            if issubclass(noun, WithShortForm):
                schema = self._or_bare(noun, schema, change)
            # Of a family, each member takes an operation.
            if change and not is_family(noun):
                schema = _any_of(schema, self._of_numbers())
            said = " ".join((noun.__doc__ or "").split())
            self.made[name] = {"title": name_of(noun), "description": said, **schema}
        return {"$ref": f"#/$defs/{name}"}

    def _family(self, family: type[Family], change: bool) -> Json:
        """Return the schema of whatever member the word under the family's key chooses.

        A choice by if and then: an editor completes the chosen member's keys alone, and of a wrong one it says what is
        wrong in that member and not that no member fits. A change that does not choose may be one of any of them.
        """
        by, members = family.by, {word: self._noun(one, change) for word, one in family.members.items()}
        given: Json = {"required": [by]}
        choices: list[Json] = []
        for word, member in members.items():
            usual = word == family.usual()
            one: Json = {"enum": [word, None]} if usual and change else {"const": word}
            condition = {"properties": {by: one}} if usual and not change else {**given, "properties": {by: one}}
            choices.append({"if": condition, "then": member})
        if change:
            choices.append({"if": given, "else": _any_of(*members.values())})
        return {"type": "object", "properties": {by: self._field(family, by, change)}, "allOf": choices}

    def _or_bare(self, noun: type[WithShortForm], mapping: Json, change: bool) -> Json:
        """Return the schema of a noun, or of the bare value of one of its keys."""
        values = [one for key in (noun.bare, noun.bare_text) if key for one in self._bare(noun, key, change)]
        return _any_of(*values, mapping)

    def _bare(self, noun: type[WithShortForm], key: str, change: bool) -> list[Json]:
        bare = written(fields_of(noun)[key])
        # Where one name may stand, a list of some may; what a noun's bare value cannot be is nothing, or many kinds.
        ways = bare.ways if isinstance(bare, AnyOf) else (bare,)
        ways = ways if isinstance(ways[-1], ListOf) else ways[:1]
        return [self._value(way.value if isinstance(way, DaySteps) else way, change) for way in ways]


def _of_other_members(noun: type[Noun]) -> list[str]:
    """Return the keys that a member's family has in other members alone."""
    family = family_of(noun)
    return [] if family is None else [word for word in known_keys(family) if word not in known_keys(noun)]


def _one_way(way: tuple[str, ...], ways: tuple[tuple[str, ...], ...]) -> Json:
    """Return the schema of a mapping that gives all keys of one way and none of the others."""
    others = dict.fromkeys(word for other in ways for word in other if word not in way)
    return {
        "required": list(way),
        "properties": {word: {"not": _NULL} for word in way} | {word: dict(_NULL) for word in others},
    }


def _one_or_more(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "array", "items": schema}, _NULL]}


def _operation(form: Form | None = None) -> Json:
    """Return the schema of {times: …}, with round for whole numbers, and {add: …}; for any when not known which."""
    add = {"type": ["number", "string"]} if form is None else _signed(DURATION_FORM if form is TIME_FORM else form)
    times: Json = {} if form is TIME_FORM else {"times": RATIO_FORM.pattern}
    alone = {"additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    if form not in (None, WHOLE_FORM, COUNT_FORM):
        return {"type": "object", "properties": {**times, "add": add}, **alone}
    return {
        "type": "object",
        "properties": {**times, "round": {"enum": list(ROUNDINGS)}, "add": add},
        "additionalProperties": False,
        "oneOf": [
            {"required": ["times"], "not": {"required": ["add"]}},
            {"required": ["add"], "maxProperties": 1},
        ],
    }


def _signed(form: Form) -> Json:
    def signed(pattern: Json) -> Json:
        if "anyOf" in pattern:
            return {"anyOf": [signed(one) for one in pattern["anyOf"]]}
        if "pattern" in pattern:
            return {"type": "string", "pattern": pattern["pattern"].replace(r"^\s*", r"^\s*[-+]?\s*", 1)}
        return {"type": pattern["type"]}

    return {**signed(form.pattern), "examples": list(form.add)}


def _check() -> Json:
    metrics = "|".join(METRICS)
    compared = r"\s*(?:>=|<=|>|<)\s*[^\s<>=()][^()]*"
    check = rf"\s*(?:{metrics})\s*(?:\([^()]*\))?{compared}"
    pattern = rf"^(?:{check}|\s*days\s*\({check}\){compared})$"
    return _described(around.CHECK, {"type": "string", "pattern": pattern}, "check")


def _goal() -> Json:
    """Return the schema of what best means: a measure or weights, and conditions."""
    known = "|".join(name for name, metric in METRICS.items() if metric.better is not Better.NEITHER)
    measure = rf"^\s*(?:{known})\s*(?:\([^()]*\))?\s*$"
    text: Json = {"type": "string", "pattern": measure}
    weights: Json = {
        "type": "object",
        "propertyNames": {"pattern": measure},
        "additionalProperties": {"type": "number", "exclusiveMinimum": 0},
        "minProperties": 1,
    }
    within: Json = {"type": ["object", "null"], "additionalProperties": _check()}
    return {
        "type": ["object", "null"],
        "properties": {
            "best": _described(around.BEST, {"anyOf": [text, weights, _NULL]}, "best"),
            "within": _described(around.WITHIN, within, "within"),
        },
        "additionalProperties": False,
    }


def _described(key: Key, schema: Json, title: str) -> Json:
    return {"title": title, "description": key.description, **schema, "examples": list(key.examples)}


def _any_of(*schemas: Json) -> Json:
    """Return the schema of what fits any of ``schemas``, flat."""
    ways: list[Json] = []
    for schema in schemas:
        ways.extend(one for one in (schema["anyOf"] if [*schema] == ["anyOf"] else [schema]) if one not in ways)
    return ways[0] if len(ways) == 1 else {"anyOf": ways}


def _equal_plans() -> Json:
    of: Json = {"type": "array", "items": {"type": "string"}, "minItems": 2}
    one: Json = {
        "type": ["object", "null"],
        "properties": {
            "of": _described(around.EQUAL_OF, of, "of"),
            "in": _described(around.EQUAL_IN, {"enum": ["paid_hours", "staff_cost"]}, "in"),
            "within": _described(around.EQUAL_WITHIN, dict(SHARE_FORM.pattern), "within"),
        },
        "required": ["of"],
        "additionalProperties": False,
    }
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": LABEL_PATTERN, "maxLength": NAME_MAX},
        "additionalProperties": one,
    }
