"""What is watched tells whoever reads it that it may be another now; what it is, they ask."""


class Listener:
    """Who is told that something it reads may have changed."""

    __slots__ = ()

    def changed(self) -> None:
        """Look again, at this instant but not at once: other things may be about to change as well."""
        raise NotImplementedError


class Unheard(Listener):
    """Is told of changes and does nothing: whoever reads is asked at other instants."""

    __slots__ = ()

    def changed(self) -> None:
        """Do nothing."""


class Watched:
    """Base of what is watched."""

    __slots__ = ("_listeners", "is_heard")

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self.is_heard = False
        """Whether anybody listens: whoever would tell often asks first."""

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` from now on, once however often it asks."""
        if listener not in self._listeners:
            self._listeners.append(listener)
            self.is_heard = True

    def tell(self) -> None:
        """Tell all who listen."""
        for listener in self._listeners:
            listener.changed()


class Barrier(Listener):
    """What may keep agents from contacts, by how things stand."""

    __slots__ = ()

    def is_open(self, now_s: float) -> bool:
        """Return whether a contact may be taken now, by whoever asks because they would take it."""
        raise NotImplementedError

    def holds(self, now_s: float) -> bool:
        """Return whether a contact might be taken now, if anybody asked."""
        raise NotImplementedError
