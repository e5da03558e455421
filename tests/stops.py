"""A run that ends early: whoever is told of its progress stops it."""


class Stop:
    """Ends a run when so many replications are done, all runs together."""

    def __init__(self, after, error=KeyboardInterrupt):
        self.left, self.error = after, error

    def started(self, runs, replications):
        pass

    def finished(self, run, replications):
        self.left -= replications
        if self.left <= 0:
            raise self.error
