"""The options that several commands share, each defined once."""

from typing import Annotated

import typer

File = Annotated[str, typer.Argument(metavar="FILE", help="The scenario file.", show_default=False)]
Strategies = Annotated[
    list[str] | None,
    typer.Option("--strategy", "-s", metavar="NAME", help="A strategy of the file; may be repeated. [default: all]"),
]
Strategy = Annotated[
    str | None,
    typer.Option("--strategy", "-s", metavar="NAME", help="A strategy of the file. [default: the first]"),
]
CheckedStrategies = Annotated[
    list[str] | None,
    typer.Option("--strategy", "-s", metavar="NAME", help="A strategy; may be repeated. [default: the first]"),
]
Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="NAME", help="The strategy others are compared with. [default: the first]"),
]
Future = Annotated[
    str | None,
    typer.Option("--future", metavar="NAME", help="A future of the file. [default: what the file expects]"),
]
Replications = Annotated[
    int | None,
    typer.Option("--replications", "-n", min=1, metavar="REPS", help="Days per strategy. [default: the file's]"),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", min=0, metavar="N", help="Where all chance comes from. [default: the file's]"),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the file; may be repeated."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="Processes; changes no result. [default: all cores]"),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document with everything, for machines.")]
