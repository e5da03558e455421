"""All that is measured beside other versions, in one go: races, instructions, a whole comparison, cost against size.

    python -m benchmarks.everything --old CHECKOUT --compiled PYTHON [--quick] > measured.md

About an hour with nobody else on the machine; ``--quick`` is a look, ten minutes.
"""

import argparse
import platform
import subprocess
import sys

from benchmarks.versions import HERE


def main() -> None:
    """Run one after the other; the first that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", required=True)
    parser.add_argument("--compiled", metavar="PYTHON", required=True)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    both = ["--old", asked.old, "--compiled", asked.compiled]
    rounds = ["--rounds", "2" if asked.quick else "9"]
    sizes = ["--most", "1e6"] if asked.quick else ["--most", "1e7", "--picture", str(HERE / "size.png")]
    parts = {
        "Races": ["against", *both, *rounds],
        "Instructions": ["counted", *both, *(["single"] if asked.quick else [])],
        "A whole comparison": ["whole_comparison", *both, *rounds],
        "Cost against size": ["size", "--compiled", asked.compiled, *sizes],
        "A week": ["memory", "--compiled", asked.compiled, "week", "2"],
    }
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for title, (module, *arguments) in parts.items():
        print(f"\n## {title}\n", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{module}", *arguments], check=True, cwd=HERE.parent)


if __name__ == "__main__":
    main()
