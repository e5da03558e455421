"""Who answered what: contacts by type and agent group, and who was offered and never served.

A speed of answer says how long; this says by whom, and shows at a glance a group that never helps and a type that
nobody takes. Shares are of the type's own offered contacts, so the groups and *nobody* add up to all of them; whom
another type's agents answered after a move counts where he came. Several strategies stand side by side, and only where
they route differently: otherwise one of them tells it all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Column, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.words.moved import only_moved_to
from simulator.report.words.numbers import NOTHING, format_value, listed
from simulator.report.words.titled import label
from simulator.scenario.resolved.titles import untitled

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import ContactType, Order, Scenario

NOBODY = "nobody"
UNSERVED = {
    "abandoned": "abandoned",
    "voicemail": "left a\nvoicemail",
    "sent_away": "sent away\nby a rule",
    "cleared": "sent away\nat closing",
    "still_open": "still open",
    "blocked": "blocked\n(not offered)",
    "came_closed": "met a closed door\n(not offered)",
}
"""How contacts went without an answer, with the heads of their columns."""
NOT_OFFERED = ("blocked", "came_closed")
"""Those of them whom nobody let wait."""
ALL = "all"
TYPES_MAX, NAMED_MAX = 6, 6
"""Of more types than this a comparison shows those in which most moved, and so many of the others are named."""
MOVED_LEAST = 0.001
"""A type of which no share moved so far is named, not shown."""


@dataclass(frozen=True)
class Answered:
    """What became of the contacts of one type with one strategy; contacts per replication."""

    type: str
    offered: float
    by: dict[str, float]
    """By the groups that serve it, or that answered what it was moved to, in the scenario's order."""
    unserved: dict[str, float]
    """How many went without an answer, by `UNSERVED`; who left a voicemail at a closed door only came while closed."""
    together: bool = False
    """Whether it is of all types."""

    @property
    def nobody(self) -> float:
        """Return how many of the offered were never answered."""
        return self.offered - sum(self.by.values())

    def share(self, count: float) -> float:
        """Return ``count`` as a share of the offered; NaN where nobody was."""
        return count / self.offered if self.offered else float("nan")


def answered(comparison: "Comparison", strategy: str) -> tuple[Answered, ...]:
    """Return who answered what, by type for which anybody comes; nothing for a run in which that was not kept."""
    stack, scenario = comparison.stacks[strategy], comparison.scenarios[strategy]
    if stack.answered_by is None:
        return ()
    table = stack.answered_by.mean(axis=0)
    moved = only_moved_to(scenario)
    return tuple(
        Answered(
            kind,
            comparison.row(strategy, "offered", f"type:{kind}").value,
            {
                name: float(table[place, number])
                for number, (name, group) in enumerate(scenario.agent_groups.items())
                if kind in group.serves or table[place, number]
            },
            _unserved(comparison, strategy, f"type:{kind}"),
        )
        for place, kind in enumerate(scenario.contact_types)
        if kind not in moved
    )


def _unserved(comparison: "Comparison", strategy: str, of: str) -> dict[str, float]:
    found = {measure: comparison.row(strategy, measure, of).value for measure in UNSERVED}
    at_the_door = found["came_closed"] - comparison.row(strategy, "refused", of).value
    # Each of many sums of whole numbers, divided by as many: what is left of nothing may be a rounding error.
    return found | {"voicemail": max(round(found["voicemail"] - at_the_door, 9), 0.0)}


def who_blocks(comparison: "Comparison") -> Blocks:
    """Yield the table of one strategy, where there is more than one type or group; of several, if they route apart."""
    if comparison.others:
        apart = [name for name in comparison.others if _differs(comparison, name)]
        if apart and (sheet := who_compared_sheet(comparison, comparison.strategies, most=True)):
            yield sheet
            yield from _not_shown(comparison, comparison.strategies)
        return
    scenario = comparison.scenarios[comparison.baseline]
    if (len(scenario.contact_types), len(scenario.agent_groups)) != (1, 1):
        sheet = who_sheet(comparison, comparison.baseline)
        if sheet is not None:
            yield sheet


def who_sheet(comparison: "Comparison", strategy: str) -> Sheet | None:
    """Return who answered what with one strategy: types below each other, groups side by side; None where unknown."""
    found = answered(comparison, strategy)
    if not found:
        return None
    rows = (*found, _together(found)) if len(found) > 1 else found
    groups = comparison.scenarios[strategy].agent_groups
    columns = [column("offered", [_count(row.offered) for row in rows])]
    columns += [
        Column(label(comparison, f"group:{group}"), tuple(_cell(row, row.by.get(group)) for row in rows))
        for group in groups
    ]
    columns += _nobody(rows)
    title = f"who answered what: share of the offered, and contacts {comparison.period}"
    labels = (column("type", [label(comparison, f"type:{row.type}") for row in rows]),)
    return Sheet(labels, tuple(columns), title, feet=len(rows) - len(found))


def who_compared_sheet(comparison: "Comparison", strategies: Sequence[str], most: bool = False) -> Sheet | None:
    """Return who answered what with several strategies side by side, a row for each type and group; None where unknown.

    ``most`` keeps to the types in which most moved between them, where there are many.
    A dash stands where the group does not serve the type, or neither is there.
    """
    found = {name: {row.type: row for row in answered(comparison, name)} for name in strategies}
    if not all(found.values()):
        return None
    moved = _most_moved(list(found.values()))
    kept = set(_shown_kinds(moved)) if most else {kind for kind, _ in moved}
    found = {name: {kind: row for kind, row in rows.items() if kind in kept} for name, rows in found.items()}
    rows = list(_pairs(list(found.values())))
    columns = tuple(
        Column(name, tuple(_share_of(mine.get(kind), group) for kind, group in rows)) for name, mine in found.items()
    )
    kinds = [label(comparison, f"type:{kind}") for kind, _ in rows]
    first = [kind if number == 0 or kinds[number - 1] != kind else "" for number, kind in enumerate(kinds)]
    by = [group if group == NOBODY else label(comparison, f"group:{group}") for _, group in rows]
    labels = (column("type", first, left=True), column("answered by", by, left=True))
    return Sheet(labels, columns, "who answered what: share of the type's offered contacts", alike=True)


def _most_moved(found: Sequence[dict[str, Answered]]) -> list[tuple[str, float]]:
    """Return the types by how far a group's share of them moves between strategies, the farthest first."""
    moves: dict[str, float] = {}
    for kind, group in _pairs(found):
        known = [rows[kind] for rows in found if kind in rows]
        shares = [row.share(row.nobody if group == NOBODY else row.by.get(group, 0.0)) for row in known]
        shares = [share for share in shares if share == share]
        # Where a strategy has no such type, all of it moved.
        move = max(shares, default=0.0) - min(shares, default=0.0) if len(known) == len(found) else 1.0
        moves[kind] = max(moves.get(kind, 0.0), move)
    return sorted(moves.items(), key=lambda each: -each[1])


def _shown_kinds(moved: Sequence[tuple[str, float]]) -> list[str]:
    """Return the types of a table: those in which something moved, as many as have room."""
    return [kind for kind, share in moved[:TYPES_MAX] if share >= MOVED_LEAST] or [kind for kind, _ in moved[:1]]


def _not_shown(comparison: "Comparison", strategies: Sequence[str]) -> Blocks:
    """Yield which types the table leaves out, and by how much at most anything moved in them."""
    moved = _most_moved([{row.type: row for row in answered(comparison, name)} for name in strategies])
    shown = _shown_kinds(moved)
    left = {kind: share for kind, share in moved if kind not in shown}
    if left:
        names = list(left)
        more = len(names) - NAMED_MAX
        told = f"{', '.join(names[:NAMED_MAX])} and {more} more" if more > 0 else listed(names)
        most = 100 * max(left.values())
        how = f"by at most {most:.1f} points" if most >= 100 * MOVED_LEAST else "by less than 0.1 points"
        yield Paragraph(f"Not shown: {told}, whose shares differ {how}.", Tone.QUIET)


def _nobody(rows: Sequence[Answered]) -> Iterator[Column]:
    """Yield who was never answered; what became of them stands beside it, or at its head where it is one thing."""
    happened = [measure for measure in UNSERVED if any(row.unserved[measure] for row in rows)]
    alone = len(happened) == 1 and happened[0] not in NOT_OFFERED
    head = f"{NOBODY}:\n{UNSERVED[happened[0]]}" if alone else NOBODY
    yield Column(head, tuple(_cell(row, row.nobody) for row in rows))
    for measure in () if alone else happened:
        yield column(UNSERVED[measure], [_count(row.unserved[measure]) for row in rows])


def _pairs(found: Sequence[dict[str, Answered]]) -> Iterator[tuple[str, str]]:
    """Yield each type with each group that serves it in any strategy, then with nobody."""
    for kind in dict.fromkeys(kind for rows in found for kind in rows):
        for group in dict.fromkeys(group for rows in found if kind in rows for group in rows[kind].by):
            yield kind, group
        yield kind, NOBODY


def _share_of(row: Answered | None, group: str) -> TableCell:
    if row is None:
        return TableCell(NOTHING)
    count = row.nobody if group == NOBODY else row.by.get(group)
    return TableCell(NOTHING if count is None else format_value(row.share(count), Unit.SHARE))


def _together(rows: Sequence[Answered]) -> Answered:
    groups = dict.fromkeys(group for row in rows for group in row.by)
    return Answered(
        ALL,
        sum(row.offered for row in rows),
        {group: sum(row.by.get(group, 0.0) for row in rows) for group in groups},
        {measure: sum(row.unserved[measure] for row in rows) for measure in UNSERVED},
        together=True,
    )


def _cell(row: Answered, count: float | None) -> TableCell:
    """Return a share of the offered with the number of contacts; a dash for a group that does not serve the type.

    Of all together only the number is told: a share of several types' contacts is that of none of them.
    """
    if count is None:
        return TableCell(NOTHING)
    if row.together:
        return TableCell(_count(count))
    share = format_value(row.share(count), Unit.SHARE)
    return TableCell(f"{share} ({_count(count)})", short=share)


def _count(count: float) -> str:
    return format_value(count, Unit.CONTACTS)


def _differs(comparison: "Comparison", name: str) -> bool:
    one, other = (_routing(comparison.scenarios[each]) for each in (name, comparison.baseline))
    return one != other


def _routing(scenario: "Scenario") -> tuple[object, ...]:
    """Return what decides who gets which contact, but for how many agents there are."""
    scenario = untitled(scenario)
    return (
        scenario.routing,
        scenario.overflow,
        scenario.interventions,
        scenario.helps,
        scenario.channels,
        {name: group.serves for name, group in scenario.agent_groups.items()},
        {name: (one.channel, one.ranks, one.steps, _orders(one)) for name, one in scenario.contact_types.items()},
    )


def _orders(kind: "ContactType") -> list[tuple[str | None, "Order"]]:
    return [(one.segment, one.order) for one in kind.kinds]
