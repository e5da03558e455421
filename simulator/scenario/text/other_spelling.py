"""What somebody probably meant with a number or a time that is written as other programs write them."""

import re

_THOUSANDS = re.compile(r"\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})+")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_HALF_DAY = re.compile(r"\d{1,2}(?::\d\d){0,2}\s*[ap]\.?m\.?", re.IGNORECASE)
_DATE_AND_TIME = re.compile(r"\S*\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[ T]+\d{1,2}:\d\d.*")
_FROM_TO = re.compile(r"\d{1,2}:\d\d\s*(?:-|–|to)\s*\d{1,2}:\d\d")


def number_hint(text: str) -> str:
    """Return how to write what is no number here; empty when nobody knows.

    >>> number_hint("1 020"), number_hint("1,5")
    ('Write a thousand without a sign in between: 1020.', 'Write decimals with a point: 1.5.')
    """
    if found := _THOUSANDS.fullmatch(text):
        plain = re.sub(r"\D", "", text)
        if found[1] == "," and text.count(",") == 1:
            return f"Write thousands without a separator, {plain}, or decimals with a point, {_point(text)}."
        return f"Write thousands without a separator: {plain}."
    if _DECIMAL_COMMA.fullmatch(text):
        return f"Write decimals with a point: {_point(text)}."
    return "It is a percentage." if _PERCENT.fullmatch(text) else ""


def time_hint(text: str) -> str:
    """Return how to write what is no time here; empty when nobody knows.

    >>> time_hint("2026-11-02 09:03")
    'Put the date and the time into a column each, the time as 09:30:15.'
    """
    if _DATE_AND_TIME.fullmatch(text):
        return "Put the date and the time into a column each, the time as 09:30:15."
    if _HALF_DAY.fullmatch(text):
        return "Write times of 24 hours, as 17:45."
    return "Write the beginning alone, as 09:30." if _FROM_TO.fullmatch(text) else number_hint(text)


def _point(text: str) -> str:
    return text.replace(",", ".")
