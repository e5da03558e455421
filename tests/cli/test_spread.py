"""A dataclass among a command's parameters stands for its fields."""

import inspect
from dataclasses import dataclass

from simulator.cli.spread import spread


@dataclass(frozen=True)
class Pair:
    left: int = 1
    right: str = "r"


@spread
def told(file: str, pair: Pair, more: bool = False) -> tuple[str, Pair, bool]:
    """Say what was given."""
    return file, pair, more


def test_the_signature_has_the_fields_behind_the_other_parameters():
    parameters = inspect.signature(told).parameters
    assert list(parameters) == ["file", "more", "left", "right"]
    assert parameters["left"].default == 1
    assert parameters["right"].annotation is str
    assert parameters["file"].default is inspect.Parameter.empty


def test_the_command_gets_the_dataclass_it_asked_for():
    assert told(file="a", left=2, right="x", more=True) == ("a", Pair(2, "x"), True)
    assert told(file="a", more=False) == ("a", Pair(), False)


def test_the_command_keeps_its_name_and_its_help():
    assert (told.__name__, told.__doc__) == ("told", "Say what was given.")
