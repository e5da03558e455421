"""Options that several commands share are written once: a dataclass among a command's parameters stands for its fields.

Typer reads a function's signature. `spread` gives it one in which each field is a parameter of its own, and hands the
command the dataclass it asked for.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import ParamSpec, TypeVar, get_type_hints

P = ParamSpec("P")
Answer = TypeVar("Answer")


def spread(command: Callable[P, Answer]) -> Callable[..., Answer]:
    """Return ``command`` with the fields of its dataclasses as keywords; every field has a default."""
    hints = get_type_hints(command, include_extras=True)
    groups = {name: kind for name, kind in hints.items() if isinstance(kind, type) and is_dataclass(kind)}
    alone = [one for one in inspect.signature(command).parameters.values() if one.name not in groups]
    together = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=get_type_hints(kind, include_extras=True)[field.name],
        )
        for kind in groups.values()
        for field in fields(kind)
    ]

    @functools.wraps(command)
    def spread_out(**given: object) -> Answer:
        for name, kind in groups.items():
            given[name] = kind(**{field.name: given.pop(field.name) for field in fields(kind) if field.name in given})
        return command(**given)  # type: ignore[call-arg, arg-type]

    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[one.name]) for one in alone]
    signature = inspect.Signature([*parameters, *together], return_annotation=hints["return"])
    vars(spread_out)["__signature__"] = signature
    spread_out.__annotations__ = {one.name: one.annotation for one in (*parameters, *together)}
    return spread_out
