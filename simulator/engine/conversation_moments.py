"""What happens to conversations at times that are planned: replies end, customers write, are silent, leave.

Each is planned once and stays planned; whoever is told looks whether it is still due.
"""

from simulator.engine.agenda import Moment
from simulator.engine.threads import ThreadWork


class WorkInTime(ThreadWork):
    """Who is told of it; see `Conversing`."""

    __slots__ = ()

    def ends(self, row: int) -> None:
        """The agent is through with a reply, or with the wrap-up after the last one, if it is still due now."""
        raise NotImplementedError

    def writes(self, row: int) -> None:
        """The customer of a conversation writes, if it is still expected now."""
        raise NotImplementedError

    def silent(self, row: int) -> None:
        """A conversation becomes inactive, if its customer is still silent."""
        raise NotImplementedError

    def times_out(self, row: int) -> None:
        """A conversation whose customer is silent is closed, if it still is to be."""
        raise NotImplementedError

    def gives_up(self, row: int) -> None:
        """A customer leaves who still waits for a reply."""
        raise NotImplementedError

    def looks(self, row: int) -> None:
        """A conversation that was handed over looks for an agent, if it still waits."""
        raise NotImplementedError

    def choose(self, number: int) -> None:
        """Agent ``number`` chooses what to answer next, unless there is something else to do."""
        raise NotImplementedError


class ReplyEnds(Moment):
    """An agent has written a reply, or wrapped up."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let what follows begin, if it is due now."""
        self._service.ends(row)


class Message(Moment):
    """A customer writes."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let the message of ``row`` come."""
        self._service.writes(row)


class FallsSilent(Moment):
    """A conversation becomes inactive."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let ``row``."""
        self._service.silent(row)


class TimesOut(Moment):
    """A conversation is closed because its customer is silent."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let ``row`` be closed."""
        self._service.times_out(row)


class GivesUp(Moment):
    """The patience with a reply ends."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let the customer of ``row`` leave."""
        self._service.gives_up(row)


class LooksForAgent(Moment):
    """A conversation that was handed over looks for an agent."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, row: int) -> None:
        """Let ``row`` look."""
        self._service.looks(row)


class ChoosesNext(Moment):
    """An agent chooses what to answer next."""

    __slots__ = ("_service",)

    def __init__(self, service: WorkInTime) -> None:
        self._service = service

    def happen(self, number: int) -> None:
        """Let agent ``number`` choose."""
        self._service.choose(number)
