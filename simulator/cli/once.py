"""An option that has one value is given once: of two, the last would win without a word, and the first be forgotten."""

from collections import Counter
from typing import Any

from typer.core import TyperCommand

from simulator.errors import UsageError


class OnceCommand(TyperCommand):
    """A command that refuses options given twice, unless they may be repeated or are flags."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError for an option with one value that is there several times."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        if not any(one.is_eager for one in given):  # Who asks for help gets it.
            single = [one for one in given if not getattr(one, "multiple", True) and not getattr(one, "is_flag", True)]
            for one, times in Counter(single).items():
                if times > 1:
                    raise UsageError(f"{max(one.opts, key=len)}: expected once, got {times} times.")
        rest: list[str] = super().parse_args(ctx, args)
        return rest
