"""What a contact is, in a cell: its type, and its segment behind it."""


def type_said(type_: str, segment: str | None) -> str:
    """Return a type with its segment, if there is one."""
    return f"{type_} ({segment})" if segment else type_
