"""What is asked to be shown beside the usual: metrics as checks write them, without a limit; read before any run."""

from collections.abc import Iterable, Sequence

from simulator.errors import UsageError
from simulator.scenario.judged.checks import Complaint, Measured, parse_measured
from simulator.scenario.nouns import Scenario


def read_measured(texts: Sequence[str], scenarios: Iterable[Scenario]) -> tuple[Measured, ...]:
    """Return what ``texts``, each METRIC(OF), are about, each once.

    One may speak of what only one strategy has, or what is there at one point only; it is refused when none of the
    ``scenarios`` has it. Raises UsageError with all that is wrong in all of them.
    """
    known = list({id(one): one for one in scenarios}.values()) if texts else []
    found: dict[str, Measured] = {}
    wrong: list[str] = []
    for text in texts:
        parsed = [parse_measured(text, scenario) for scenario in known]
        good = next((one for one in parsed if isinstance(one, Measured)), None)
        if good is not None:
            found[good.text] = good
        else:
            # What differs between strategies is said as the first of them has it.
            wrong += [_said(text, one) for one in parsed[0] if isinstance(one, Complaint)]  # type: ignore[union-attr]
    if wrong:
        raise UsageError("\n".join(wrong))
    return tuple(found.values())


def _said(text: str, complaint: Complaint) -> str:
    return f"--show {text}: {complaint.what} {complaint.hint}".strip()
