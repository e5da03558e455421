"""The loop's own twins, agenda and columns: whatever is asked of them in whatever order, both forms answer the same."""

import numpy as np
import pytest
from both_forms import as_python, compiled

from simulator.engine.book import birth

AGENDA, COLUMNS = "simulator.engine.agenda", "simulator.engine.columns"
HEARD, ROWS = "simulator.engine.heard", "simulator.engine.log_rows"
COLUMN_NAMES = as_python(COLUMNS).Columns.__slots__


def told_by(form, seed: int) -> list[tuple[float, str, int]]:
    """Return what a day of random events tells: some plan more, some free somebody, many at one instant."""
    dice = np.random.default_rng(seed)
    told: list[tuple[float, str, int]] = []
    agenda = form.Agenda(0.0)
    # So long that much is planned for later than what the heap holds; or not.
    step_s = float(dice.choice([1.0, form.LATER_S / 2]))
    orders = [getattr(form, name) for name in ("STEP", "SERVICE_ENDS", "STAFF_ENDS", "ARRIVAL", "TIMER", "PATIENCE")]

    class Center(form.Dispatcher):
        def arrive(self, row):
            told.append((agenda.now_s, "arrive", row))
            more(row)

        def dispatch(self):
            told.append((agenda.now_s, "dispatch", len(self.freed)))
            self.freed.clear()

        def stop(self):
            told.append((agenda.now_s, "stop", 0))
            return bool(seed % 3)

    class Event(form.Moment):
        def __init__(self, name):
            self.name = name

        def happen(self, entity):
            told.append((agenda.now_s, self.name, entity))
            more(entity)

    def more(entity):
        if dice.random() < 0.3:
            center.freed.append(entity)
        for _ in range(dice.integers(0, 3) if len(told) < 400 else 0):
            # Not before what has happened already: an order at this instant may only be a later one.
            time_s = agenda.now_s + step_s * float(dice.integers(1, 6))
            entry = (time_s, int(dice.choice(orders)), int(dice.integers(0, 5)), int(dice.integers(0, 3)))
            if dice.random() < 0.5:
                agenda.plan(*entry)
            else:
                form.heappush(agenda.heap, entry)

    center = Center()
    center.freed = []
    assert [agenda.enroll(Event(name)) for name in "abc"] == [0, 1, 2]
    arrivals_s = (step_s * np.sort(dice.integers(0, 100, 30))).tolist()
    agenda.run_day(arrivals_s, center, step_s * float(dice.integers(20, 90)) if seed % 2 else float("inf"))
    return [*told, (agenda.now_s, "now", len(agenda.heap)), (agenda.stopped_s, "stopped", 0)]


def test_a_day_of_random_events_goes_the_same_way():
    loops, python = compiled(AGENDA), as_python(AGENDA)
    for seed in range(200):
        assert told_by(loops, seed) == told_by(python, seed), seed
    assert len(told_by(python, 2)) > 100


def columns_of(form, seed: int) -> list[list[object]]:
    """Return what columns hold after rows were added and numbers written at random."""
    dice = np.random.default_rng(seed)
    cases = int(dice.integers(0, 5))
    book = form.Columns(*(dice.integers(0, 9, cases).astype(kind) for kind in (float, np.int64, float, float, float)))
    for _ in range(300):
        if dice.random() < 0.5 or not len(book):
            assert (
                book.add_row(int(dice.integers(0, 4)), *(float(one) for one in dice.integers(0, 9, 4))) == len(book) - 1
            )
        name, row = str(dice.choice([one for one in COLUMN_NAMES if one != "cases"])), int(dice.integers(0, len(book)))
        if name in ("arrived_s", "patience_s"):
            continue
        kind = float if name.endswith("_s") else int
        getattr(book, name)[row] = kind(dice.integers(0, 2))
        getattr(book, name)[-1] = kind(1)
    seen = [[book.cases, len(book)]]
    for name in sorted(set(COLUMN_NAMES) - {"cases"}):
        column = getattr(book, name)
        assert len(column) == len(book)
        with pytest.raises(IndexError):
            column[len(book)]
        seen += [list(column), list(column[2:-1]), [column[-1]]]
    written = book.written()
    seen += [[str(one.dtype), *one.tolist()] for one in written]
    book.let_go()
    return seen


def test_columns_hold_the_same_whatever_was_written():
    for seed in range(60):
        assert repr(columns_of(compiled(COLUMNS), seed)) == repr(columns_of(as_python(COLUMNS), seed)), seed


def test_a_row_that_is_not_there_is_refused():
    book = compiled(COLUMNS).Columns(*(np.zeros(2, dtype=kind) for kind in (float, np.int64, float, float, float)))
    for row in (2, -3):
        with pytest.raises(IndexError):
            book.talk_s[row]
        with pytest.raises(IndexError):
            book.talk_s[row] = 1.0
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = book.nothing_such


def line_of(form, seed: int) -> list[object]:
    """Return what a line tells of the people that come, go and stand in between, many of them."""
    dice = np.random.default_rng(seed)
    line, seen, number = form.Line(range(int(dice.integers(0, 3)))), [], 100
    for _ in range(600):
        choice, number = dice.random(), number + 1
        if choice < 0.45:
            line.append(number)
        elif choice < 0.85 and line:
            seen.append(line.popleft())
        elif choice < 0.9:
            line.insert(int(dice.integers(0, len(line) + 1)), number)
        elif choice < 0.95 and line:
            line.remove(line[int(dice.integers(0, len(line)))])
        elif choice > 0.999:
            line.clear()
        seen += [len(line), bool(line), line[0] if line else None, line[-1] if line else None]
    for wrong in (lambda: line.remove("nobody"), lambda: line[len(line)]):
        with pytest.raises((ValueError, IndexError)):
            wrong()
    return [*seen, list(line)]


def test_a_line_keeps_its_people_in_order():
    for seed in range(60):
        assert line_of(compiled(COLUMNS), seed) == line_of(as_python(COLUMNS), seed)


@pytest.mark.parametrize(
    "numbers", [[], [1.0], [1.0, 1.0, 2.0], [2.0, 1.0], [0.0, np.nan], [np.nan, 0.0], [-np.inf, -0.0, 0.0, np.inf]]
)
def test_what_is_in_order_is_so_in_both_forms(numbers):
    column = np.array(numbers)
    assert compiled(COLUMNS).in_order(column) is as_python(COLUMNS).in_order(column)
    assert compiled(COLUMNS).in_order(column[::-1]) is as_python(COLUMNS).in_order(column[::-1])


def heard_by(form, seed: int) -> list[object]:
    """Return what is known of who has heard cases, while random pools answer them in random attempts."""
    dice = np.random.default_rng(seed)
    heard, seen = form.Heard(5), []
    for _ in range(60):
        case, attempt, pool = int(dice.integers(0, 5)), int(dice.integers(1, 4)), int(dice.integers(0, 3))
        seen += [heard.ever(case), heard.by_in(case, attempt)]
        if dice.random() < 0.4:
            heard.note(case, attempt, pool)
    return seen


def test_who_has_heard_a_case_is_the_same():
    for seed in range(20):
        assert heard_by(compiled(HEARD), seed) == heard_by(as_python(HEARD), seed)
    heard = compiled(HEARD).Heard(5)
    heard.note(4, 1, 0)
    with pytest.raises(IndexError):
        heard.note(5, 1, 0)
    heard.forget()
    with pytest.raises(IndexError):
        heard.ever(4)


def test_births_say_the_same():
    births = [birth(7, 5, 2, 3, 1, 4, -1, 2), birth(0, 0, 1, 1, 1, 0, 3, 0)]
    for told in (births, []):
        mine, theirs = compiled(ROWS).born(told), as_python(ROWS).born(told)
        assert (mine.dtype, mine.tolist()) == (theirs.dtype, theirs.tolist())
        assert mine.shape == (len(told), 8)
