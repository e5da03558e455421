"""What an intervention did, in a few words."""

_DONE = {
    "move_people": "{number} agent{s} moved",
    "call_in": "{number} agent{s} called in",
    "open": "{number} contact type{s} opened",
    "close": "{number} contact type{s} closed",
    "extend": "{number} contact type{s} or group{s} extended",
}


def done_by(verb: str, number: int) -> str:
    """Return what was done, to how many.

    >>> done_by("close", 2)
    '2 contact types closed'
    """
    return _DONE[verb].format(number=number, s="s" * (number != 1))
