"""Numbers of contacts in sentences: with a decimal only where there are few, and how far they are certain."""

_NEAR = 0.005


def about(number: float) -> str:
    """Return a number of contacts.

    >>> about(1432.6), about(7.25), about(0.0)
    ('1,433', '7.2', '0')
    """
    return f"{number:,.0f}" if number >= 10 or number == 0 else f"{number:.1f}"


def between(number: float, least: float, most: float) -> str:
    """Return a number of contacts, with its bounds where they are apart.

    >>> between(38.0, 38.0, 38.0), between(38.0, 20.0, 60.0)
    ('38', 'about 38')
    """
    return about(number) if _is_sure(number, least, most) else f"about {about(number)}"


def whose(number: float, least: float, most: float) -> str:
    """Return between which bounds a number lies, in words; empty where it is certain.

    >>> whose(38.0, 20.0, 60.0)
    ', between 20 and 60, depending on who answers'
    """
    if _is_sure(number, least, most):
        return ""
    return f", between {about(least)} and {about(most)}, depending on who answers"


def _is_sure(number: float, least: float, most: float) -> bool:
    return most - least <= _NEAR * number
