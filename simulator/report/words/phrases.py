"""Small parts of sentences that every report uses."""


def named(name: str) -> str:
    """Return a strategy's name as it stands in a sentence: in quotes when it has spaces."""
    return f"'{name}'" if " " in name else name


def round_up(number: int) -> int:
    """Return a number rounded up to two digits: more would pretend to know.

    >>> round_up(1234)
    1300
    """
    step = int(10 ** max(0, len(str(number)) - 2))
    return -(-number // step) * step
