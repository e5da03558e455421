"""The reference agrees with the catalogue and the functions, and every example in a docstring is true."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.catalogue import METRICS
from simulator.metrics.reference import FUNCTIONS, reference

DOCS = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_the_written_reference_is_what_the_catalogue_says():
    hint = "run: python -m simulator.metrics.reference > docs/metrics.md"
    assert DOCS.read_text(encoding="utf-8") == reference(), hint


def test_every_metric_has_a_section_with_its_formula_and_function():
    text = reference()
    assert set(FUNCTIONS) == set(METRICS)
    for metric in METRICS.values():
        section = text.split(f"## `{metric.name}`\n")[1].split("\n## ")[0]
        assert metric.formula in section
        assert FUNCTIONS[metric.name].__name__ in section


def test_the_command_in_the_reference_writes_it():
    found = subprocess.run(
        [sys.executable, "-m", "simulator.metrics.reference"], capture_output=True, check=True, encoding="utf-8"
    )
    assert found.stdout == reference()


@pytest.mark.parametrize("module", ["cells", "outcomes", "resolution", "service", "waits", "work"])
def test_the_examples_in_docstrings_are_true(module):
    failed, tried = doctest.testmod(importlib.import_module(f"simulator.metrics.{module}"))
    assert failed == 0
    assert tried > 0


@pytest.mark.parametrize("function", sorted(set(FUNCTIONS.values()), key=lambda function: function.__name__))
def test_a_metrics_docstring_says_what_no_data_gives(function):
    said = function.__doc__ or ""
    assert "NaN" in said or ": 0." in said
