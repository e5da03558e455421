"""What takes longest begins first: with several processes the others have the rest to do meanwhile."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_what_is_marked_slowest_comes_before_all_others():
    words = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", "-m", "long"]
    done = subprocess.run([*words, "tests/engine/test_theory.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    named = [line for line in done.stdout.split("\n") if "::" in line]
    assert len(named) > 30
    assert named[0].endswith("::test_the_whole_table_of_erlang_a[31]")
