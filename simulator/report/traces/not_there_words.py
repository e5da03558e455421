"""Why an agent with a shift is not there, in words."""

from simulator.tracing.off_duty import Gone, NotThere

_IN_SHORT = {Gone.BREAK: "break", Gone.OFF_PHONE: "off the phone", Gone.BACK_LATE: "back late", Gone.ON_CALL: "on call"}


def not_there_in_short(one: NotThere) -> str:
    """Return it as an entry of a table."""
    if one.name and one.why in (Gone.BREAK, Gone.OFF_PHONE):
        return one.name
    return _IN_SHORT.get(one.why, str(one.why))


def not_there_said(one: NotThere) -> str:
    """Return it with until when."""
    if one.why is Gone.ABSENT:
        return "absent today"
    if one.why is Gone.ON_CALL:
        return f"on call until {one.until}"
    if one.why is Gone.LATE:
        return f"comes late, at {one.until}"
    if one.why is Gone.AWAY:
        return f"away until {one.until}"
    if one.why is Gone.BACK_LATE:
        return f"back late from {one.name or 'a break'}, at {one.until}"
    if one.why is Gone.OFF_PHONE:
        return f"off the phone{f' ({one.name})' if one.name else ''} until {one.until}"
    return f"on {one.name or 'a break'} until {one.until}"
