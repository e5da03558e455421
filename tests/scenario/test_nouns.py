"""Every field says what it means, how it is written, what it is when left out, with examples that are true."""

import datetime
from typing import Annotated

import pytest
from building import center
from each import for_each
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from simulator.scenario.language.json_schema import scenario_schema
from simulator.scenario.language.scenario_reference import nouns
from simulator.scenario.language.shape import fields_of
from simulator.scenario.language.written import (
    AnyOf,
    ByName,
    DaySteps,
    ListOf,
    Nothing,
    Words,
    default_of,
    name_of,
    written,
)
from simulator.scenario.nouns import Cost, Horizon, Scenario, Target, Wage, WithShortForm, is_family
from simulator.scenario.text import forms
from simulator.scenario.text.forms import Form
from simulator.units import WEEKDAYS

FIELDS = {
    f"{name_of(noun)}.{word}": (noun, word, info)
    for noun in (Scenario, *nouns())
    for word, info in fields_of(noun).items()
}
every_field = for_each(FIELDS)
SCHEMA = scenario_schema()


def of_field(noun, word):
    """Return the schema of a field's values, with all definitions."""
    return {**_properties(noun)[word], "$defs": SCHEMA["$defs"]}


def _properties(noun):
    if noun is Scenario:
        return SCHEMA["else"]["properties"]
    definition = SCHEMA["$defs"][noun.__name__]
    if is_family(noun):
        usual = SCHEMA["$defs"][noun.members[noun.usual()].__name__]
        return {**usual["properties"], **definition["properties"]}
    mapping = definition if "properties" in definition else definition["anyOf"][-1]
    return mapping["properties"]


def read(info, value):
    """Return ``value`` as the field's validator reads it."""
    return TypeAdapter(noun_field(info)).validate_python(value, strict=True)


def noun_field(info):
    """Return the field's type with all it is checked by."""
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


@every_field
def test_a_field_says_what_it_means_and_gives_an_example(name):
    info = FIELDS[name][2]
    assert info.description
    assert info.description.endswith(".")
    assert info.examples


@every_field
def test_an_example_is_accepted_by_validator_and_schema(name):
    noun, word, info = FIELDS[name]
    for example in info.examples:
        read(info, example)
        Draft202012Validator(of_field(noun, word)).validate(example)


@every_field
def test_what_is_left_out_has_a_default_that_can_be_read_or_is_described(name):
    noun, word, info = FIELDS[name]
    default = default_of(info)
    if info.is_required():
        assert default is None
        assert "Left out" not in info.description
    elif default is None or default == "":
        assert "Left out: " in info.description
    else:
        assert read(info, default) == info.get_default(call_default_factory=True)
        Draft202012Validator(of_field(noun, word)).validate(default)


@every_field
def test_a_field_is_written_in_forms_words_and_nouns(name):
    def leaves(way):
        if isinstance(way, AnyOf):
            return [leaf for one in way.ways for leaf in leaves(one)]
        if isinstance(way, ListOf):
            return leaves(way.value)
        return [way.key, *leaves(way.value)] if isinstance(way, DaySteps | ByName) else [way]

    for leaf in leaves(written(FIELDS[name][2])):
        assert isinstance(leaf, Form | Words | Nothing) or leaf in nouns()


def test_every_form_is_shown_by_examples_that_fit_its_pattern():
    for form in (one for one in vars(forms).values() if isinstance(one, Form)):
        for example in form.examples:
            Draft202012Validator(form.pattern).validate(example)


def test_the_bare_form_of_a_noun_is_one_of_its_keys():
    for noun in nouns():
        if issubclass(noun, WithShortForm):
            assert noun.bare in fields_of(noun)


def horizon(**more):
    return Horizon.model_validate({"from": "08:00", "to": "18:00", **more})


def test_a_date_and_a_weekday_must_agree():
    assert horizon(date="2026-11-30", weekday="monday").weekday == "monday"
    with pytest.raises(ValidationError, match="expected the 'weekday' of the date, which is a monday, got tuesday"):
        horizon(date="2026-11-30", weekday="tuesday")


def test_a_date_is_year_month_day_and_exists():
    assert horizon(date="2024-02-29").date.isoformat() == "2024-02-29"
    for wrong in ("2026-02-29", "30.11.2026", "20261130", "2026-W01-1", 20261130):
        with pytest.raises(ValidationError):
            horizon(date=wrong)


def test_weekdays_are_spelt_as_the_calendar_has_them():
    for number, word in enumerate(WEEKDAYS):
        assert horizon(weekday=word, date=str(datetime.date(2026, 11, 30) + datetime.timedelta(number)))


def test_a_cost_has_an_amount_and_a_currency():
    groups = {"front": {"agents": 1, "cost": "14.50 EUR/h", "serves": {"calls": {}}}}
    scenario = center(types={"calls": {}}, groups=groups)
    assert scenario.agent_groups["front"].cost == Cost(hour=Wage(14.5, "EUR"))
    assert scenario.currency == "EUR"
    assert center().currency is None


@pytest.mark.parametrize("text", ["14", 14, "14/h", "14 Euro/h", "14 EUR", "14 EUR/d", "-1 EUR/h"])
def test_a_cost_without_currency_or_hour_is_refused(text):
    with pytest.raises(ValidationError, match="money per hour"):
        center(types={"calls": {}}, groups={"front": {"agents": 1, "cost": text, "serves": {"calls": {}}}})


def test_a_target_is_written_as_it_is_read():
    scenario = center(types={"calls": {"service_level": "92.5 % in 1m30s"}})
    target = scenario.contact_types["calls"].service_level
    assert target == Target(0.925, 90.0)
    assert str(target) == "92.5% in 1m30s"


def test_patience_that_is_left_empty_is_not_endless():
    with pytest.raises(ValidationError, match="expected a duration, a distribution or endless, got nothing"):
        center(types={"calls": {"patience": None}})


def test_a_coefficient_of_variation_may_be_more_than_all():
    talk = {"lognormal": {"mean": "2m", "cv": "113%"}}
    assert center(types={"calls": {"talk": talk}}).contact_types["calls"].talk[0.0].lognormal.spread == pytest.approx(
        1.13
    )
