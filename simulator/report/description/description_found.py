"""Tables of what is stated beside what is drawn: sources with their days, durations with their moments."""

import math
from collections.abc import Iterator

from simulator.catalogue import Unit
from simulator.describing.description import BusynessFound, Description, DurationFound, Moments, SourceFound
from simulator.report.blocks import Sheet, column
from simulator.report.description.description_rows import number, of_a_day
from simulator.report.words.numbers import MINUTE_S, NOTHING, format_value, listed
from simulator.report.words.titled import called
from simulator.units import format_duration
from simulator.units import format_time_of_day as clock

_BELOW = "· "
"""Before what belongs to the row above."""
_PAIRS_SHOWN = 6
_NOTHING_AT_ALL = Moments(0.0, 0.0, 0.0)
_WORDS = {"talk": "talk", "wrap_up": "wrap-up", "patience": "patience"} | {
    "replies.work": "work on a reply",
    "replies.thinking": "thinking",
    "replies.patience": "patience, later replies",
}
_NONE_OF_IT = ("wrap_up", "replies.thinking")
"""What is not told where there is none of it."""


def sources_sheet(one: Description) -> Sheet:
    """Return the sources with what they bring a day, and their campaigns below them."""
    labels, rows = [], []
    for each in one.sources:
        drawn = [of_a_day(each.drawn.p10), of_a_day(each.drawn.p90)]
        cases = [of_a_day(each.expected), of_a_day(each.forecast), *drawn]
        labels.append(each.name)
        rows.append([each.form.replace("_", " "), *cases, _busy_days(one, each)])
        for campaign in each.campaigns:
            labels.append(f"{_BELOW}campaign {campaign.name}")
            cases = [of_a_day(campaign.cases), of_a_day(campaign.forecast)]
            rows.append([f"{clock(campaign.from_s)}-{_end(campaign.to_s)}", *cases, "", "", ""])
    heads = ("arrivals", "a day", "forecast", "quiet\nday", "busy\nday", "busyness, cv")
    columns = [
        column(head, texts, left=head in ("arrivals", "busyness, cv"))
        for head, texts in zip(heads, zip(*rows, strict=True), strict=True)
    ]
    if all(math.isclose(each.expected, each.forecast) for each in one.sources):
        columns = [each for each in columns if each.head != "forecast"]
    return Sheet((column("source", labels),), tuple(columns))


def _end(to_s: float) -> str:
    """Return when a campaign is over, to the minute: what fades ends at no round time."""
    return clock(math.ceil(to_s / MINUTE_S) * MINUTE_S)


def _busy_days(one: Description, each: SourceFound) -> str:
    """Return how days differ beyond chance; what is common to all sources is told below."""
    if each.busyness:
        return f"{each.busyness.form} {_percent(each.busyness.cv)}"
    if each.same_every_day:
        return "same every day"
    return NOTHING if one.together.common is None or each.fixed else "common"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _busyness_said(busyness: BusynessFound) -> str:
    return f"{busyness.form}, cv {_percent(busyness.cv)}"


def told_of_sources(one: Description) -> Iterator[str]:
    """Yield what does not fit into a table: truths, thinning, batches, and what busy days have in common."""
    yield from _of_each(one)
    yield from _of_all(one)


def _of_each(one: Description) -> Iterator[str]:
    for each in one.sources:
        said = [f"true demand is {100 * each.volume:.4g} % of the forecast"] * (each.volume != 1.0)
        if each.shift_s:
            way = "later" if each.shift_s > 0 else "earlier"
            said.append(f"the day's profile is {format_duration(abs(each.shift_s))} {way} than forecast")
        said += ["the mix of contact types differs from the forecast"] * each.other_mix
        said += [f"{100 * each.keep:.4g} % of the cases arrive, the others stay away"] * (each.keep != 1.0)
        said += [f"an arrival brings {each.batch_mean:.4g} cases on average"] * (each.batch_mean != 1.0)
        if said:
            yield f"{each.name}: {listed(said)}."


def _of_all(one: Description) -> Iterator[str]:
    together = one.together
    if together.common:
        yield f"All sources have busyness in common: {_busyness_said(together.common)}."
    if together.between_sources:
        yield f"Between the sources' own busyness the correlation is {100 * together.between_sources:.3g} %."
    if together.parts:
        parts = listed([f"{name} from {clock(from_s)}" for name, from_s in together.parts])
        alike = 100 * (together.between_parts or 0.0)
        yield (
            f"Parts of the day have a busyness of their own: {parts}; the correlation of neighbouring parts is "
            f"{alike:.3g} %."
        )
    pairs = [pair for pair in together.pairs if not math.isnan(pair[2])]
    if pairs:
        shown = [f"{a} and {b} {r:.2f}" for a, b, r in pairs[:_PAIRS_SHOWN]]
        more = [f"{len(pairs) - _PAIRS_SHOWN} more pairs"] if len(pairs) > _PAIRS_SHOWN else []
        yield f"Correlation of cases over the drawn days: {listed([*shown, *more])}."


def durations_sheet(one: Description) -> Sheet:
    """Return mean, sd and p90 of each duration, stated and drawn side by side; of what is always the same that."""
    labels: list[str] = []
    rows: list[list[str]] = []
    strong: list[int] = []
    before: tuple[str, str | None] | None = None
    titles = called(one.titles, "contact_types", list(dict.fromkeys(each.type for each in one.durations)))
    for each in one.durations:
        if each.what in _NONE_OF_IT and each.stated == _NOTHING_AT_ALL:
            continue
        if (each.type, each.segment) != before:
            before = each.type, each.segment
            strong.append(len(labels))
            labels.append(_whose(each, one, titles[each.type]))
            rows.append([""] * 6)
        when = "" if each.from_s is None else f" from {clock(each.from_s)}"
        labels.append(f"{_BELOW}{_what(one, each)}{when}, {_form(each)}")
        rows.append(_cells(each))
    heads = [f"{what}\n{how}" for what in ("mean", "sd", "p90") for how in ("stated", "drawn")]
    columns = [column(head, texts) for head, texts in zip(heads, zip(*rows, strict=True), strict=True)]
    return Sheet((column("stated and drawn", labels),), tuple(columns), strong=tuple(strong))


def _what(one: Description, each: DurationFound) -> str:
    """Return what a duration is; in conversations there are two patiences."""
    first = each.what == "patience" and any(other.type == each.type for other in one.conversations)
    return f"{_WORDS[each.what]}, first reply" if first else _WORDS[each.what]


def _whose(each: DurationFound, one: Description, title: str) -> str:
    # Where a duration has steps, each was drawn for those who came in it.
    mine = [
        other
        for other in one.durations
        if (other.type, other.segment, other.what) == (each.type, each.segment, each.what)
    ]
    name = f"{title}: {each.segment}" if each.segment else title
    return f"{name}, {sum(other.cases for other in mine):,} drawn"


def _form(each: DurationFound) -> str:
    return "fixed" if each.form == "deterministic" else each.form.replace("_", "-")


def _cells(each: DurationFound) -> list[str]:
    """Return stated and drawn in turn; what is the same for everybody has a mean alone."""
    if each.form in ("deterministic", "endless"):
        return [_seconds(each.stated.mean_s) if each.form == "deterministic" else "", "", "", "", "", ""]
    both: list[tuple[float, float]] = list(zip(_values(each.stated), _values(each.drawn), strict=True))
    return [_seconds(value) for pair in both for value in pair]


def _values(moments: Moments) -> tuple[float, float, float]:
    return moments.mean_s, moments.sd_s, moments.p90_s


def _seconds(value: float) -> str:
    return format_value(value, Unit.SECONDS) if math.isfinite(value) else number(value)
