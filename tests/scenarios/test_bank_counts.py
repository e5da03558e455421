"""The bank's day counted by half hour is the recorded day, counted."""

import csv
from collections import Counter
from pathlib import Path

BANK = Path(__file__).parents[2] / "scenarios" / "bank_day"


def rows(name: str) -> list[dict[str, str]]:
    with (BANK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_half_hours_of_the_bank_are_its_calls_counted():
    calls = Counter((int(one["offered_s"]) // 1800, one["contact_type"]) for one in rows("calls.csv"))
    counted = {}
    for one in rows("calls_by_half_hour.csv"):
        hour, minute = one["from"].split(":")
        counted[2 * int(hour) + int(minute) // 30, one["contact_type"]] = int(one["offered"])
    assert {half_hour: number for half_hour, number in counted.items() if number} == calls
    assert sum(counted.values()) == 1433
