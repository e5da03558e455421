"""Terms of help: what a running day asks of a rule by which agents call for help, in numbers."""

from simulator.time_grid import on_grid


class HelpTerms:
    """One rule."""

    __slots__ = ("after_s", "groups", "number", "purpose", "ready_s", "share", "solved", "talk", "wrap_up")

    def __init__(
        self,
        number: int,
        purpose: int,
        share: float,
        after_s: float,
        groups: tuple[int, ...],
        talk: float,
        wrap_up: float,
        solved: float | None,
        ready_s: float,
    ) -> None:
        self.number, self.purpose, self.share = number, purpose, share
        self.after_s = on_grid(after_s)
        self.groups = groups
        """Those whose agents help, the first of them first."""
        self.talk, self.wrap_up = talk, wrap_up
        """How many times as long what is left of the talk, and wrap-up, take with help."""
        self.solved = -1.0 if solved is None else solved
        """The share that is solved with help; below 0: as without."""
        self.ready_s = on_grid(ready_s)
