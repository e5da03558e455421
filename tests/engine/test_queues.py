"""Queues by place: joining anywhere, leaving from anywhere, moving on, coming again."""

import numpy as np
from building import day

from simulator.engine.book import Book
from simulator.engine.queues import Queue, Room

ROWS = 40


def queues() -> tuple[Book, Room, Queue, Queue]:
    book = Book(day(*[(float(row), 1.0) for row in range(ROWS)]), None)
    room = Room(book)
    return book, room, Queue(0.0, room), Queue(0.0, room)


def test_in_the_order_of_places_whoever_joins_when():
    book, _, queue, _ = queues()
    book.place_s[5] = book.place_s[1]
    for row in (3, 0, 5, 7, 1, 4):
        queue.put(row, 100.0)
    # Of one place the smaller row.
    assert queue.rows() == [0, 1, 5, 3, 4, 7]
    assert (queue.head, queue.length) == (0, 6)


def test_whoever_left_may_come_again_and_stands_at_the_new_place():
    book, room, queue, _ = queues()
    for row in (0, 1, 2):
        queue.put(row, 10.0)
    queue.take(1, 20.0)
    book.place_s[1] = -5.0
    queue.put(1, 30.0)
    assert queue.rows() == [1, 0, 2]
    assert (book.since_s[1], room.count) == (30.0, 3)
    assert book.waits.tolist() == [1, 10, 20]


def test_whoever_moves_on_keeps_place_and_wait():
    book, room, queue, other = queues()
    for row in (0, 1, 2):
        queue.put(row, 10.0)
    other.put(3, 12.0)
    queue.move(1, other)
    assert (queue.rows(), other.rows()) == ([0, 2], [1, 3])
    assert (book.since_s[1], bool(book.waiting[1]), room.count) == (10.0, True, 4)
    assert not book.waits


class Counted(list[int]):
    """A column that counts how often it is read."""

    reads = 0

    def __getitem__(self, row):
        self.reads += 1
        return super().__getitem__(row)


def test_whoever_is_put_in_front_or_joins_the_end_passes_nobody():
    book = Book(day(*[(float(row), 1.0) for row in range(ROWS)]), None)
    book.ahead, book.behind = Counted(book.ahead), Counted(book.behind)
    queue = Queue(0.0, Room(book))
    for row in range(10, ROWS):
        queue.put(row, 50.0)
    for row in (9, 8, 7):
        queue.put(row, 60.0)
    assert (book.ahead.reads, book.behind.reads) == (0, 0)
    assert queue.rows() == list(range(7, ROWS))
    # Who stands between others passes those behind, and no more.
    queue.take(ROWS - 3, 70.0)
    book.ahead.reads = 0
    queue.put(ROWS - 3, 80.0)
    assert book.ahead.reads == 2
    assert queue.rows() == list(range(7, ROWS))


def test_rows_may_leave_while_all_are_looked_at():
    _, _, queue, _ = queues()
    for row in range(6):
        queue.put(row, 0.0)
    seen = []
    for row in queue.rows():
        seen.append(row)
        queue.take(row, 1.0)
    assert seen == list(range(6))
    assert (queue.rows(), queue.head, queue.length) == ([], -1, 0)


def test_any_order_of_joining_leaving_and_moving_is_that_of_sorted_lists():
    dice = np.random.default_rng(7)
    book, room, *both = queues()
    lists: list[list[int]] = [[], []]
    for _ in range(5000):
        row, at = int(dice.integers(0, ROWS)), int(dice.integers(0, 2))
        where = next((number for number in (0, 1) if row in lists[number]), None)
        if where is None:
            book.place_s[row] = float(dice.integers(0, 8))
            both[at].put(row, 0.0)
            lists[at].append(row)
        elif dice.random() < 0.5:
            both[where].take(row, 0.0)
            lists[where].remove(row)
        elif where != at:
            both[where].move(row, both[at])
            lists[where].remove(row)
            lists[at].append(row)
        for queue, rows in zip(both, lists, strict=True):
            rows.sort(key=lambda row: (book.place_s[row], row))
            assert queue.rows() == rows
            assert (queue.head, queue.length) == (rows[0] if rows else -1, len(rows))
        assert room.count == len(lists[0]) + len(lists[1])
