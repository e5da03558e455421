"""Names in a sentence: each in quotation marks, the last one after *and*."""

from collections.abc import Iterable


def quoted(names: Iterable[str]) -> str:
    """Return names as a message lists them; nothing where there are none.

    >>> quoted(["orders"]), quoted(["orders", "advice", "chats"])
    ("'orders'", "'orders', 'advice' and 'chats'")
    """
    marked = [f"'{name}'" for name in names]
    return " and ".join(filter(None, (", ".join(marked[:-1]), *marked[-1:])))
