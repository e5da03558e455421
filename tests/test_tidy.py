"""The house rules that a test can hold: layers, homes of libraries, sizes, docs that name what exists."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "simulator"

LAYERS = [
    {"errors", "printable", "units", "time_grid", "buffers", "which_engine", "arguments", "shown"},
    {"catalogue", "scenario"},
    {"demand"},
    {"work"},
    {"routing"},
    {"log", "engine"},
    {"metrics"},
    {"stats"},
    {"execution"},
    {
        "answers",
        "compared",
        "comparison",
        "given_run",
        "own_answers",
        "asked_rows",
        "comparing",
        "standing",
        "checking",
        "day_checks",
        "run_seen",
        "rarely",
        "unused",
        "unused_rules",
        "describing",
        "tracing",
        "routing_tests",
    },
    {"report"},
    {"run_folder"},
    {"cli"},
]
"""Imports point down only; parts of one layer may import each other where the layer is one thing."""

ROOMS = {
    "scenario": ["text", "nouns", "language", "judged", "layers", "rules", "days", "sound", "resolved", "reader"],
    "report": [
        "blocks",
        "words",
        "media",
        "description",
        "tables",
        "records",
        "files",
        "traces",
        "pictures",
        "page",
        "notebook",
    ],
}
"""The folders (and the few files) of the two large parts, in order: imports between them point down as well."""

TWICE: set[str] = set()
"""Classes that still share their name with another one; to be emptied, and nothing to be added."""

IN_A_CIRCLE: set[str] = set()
"""Files that still import each other in a circle; to be emptied, and nothing to be added."""

# `shown` names the types of what it hands on, and imports neither.
HOMES = {
    "yaml": {"scenario"},
    "pydantic": {"scenario"},
    "openpyxl": {"scenario"},
    "scipy": {"demand", "stats"},
    "simpy": {"engine"},
    "pandas": {"metrics", "shown"},
    "concurrent": {"execution"},
    "multiprocessing": {"execution"},
    "duckdb": {"execution"},
    "rich": {"report", "cli"},
    "matplotlib": {"report", "shown"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "typer": {"cli"},
    "random": set(),
}

LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 400, 60
LONGER: set[str] = set()
"""Functions that may be longer, with the reason in their docstring."""

FILES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def layer_of(part: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def imports(path: Path) -> list[tuple[str, int]]:
    """Return the modules a file imports anywhere in it, with the line."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            found.append((node.module or "", node.lineno))
    return found


def imports_point_down(path):
    part = part_of(path)
    if part == "__init__":
        return
    for module, line in imports(path):
        if module.startswith("simulator."):
            other = module.split(".")[1]
            assert layer_of(other) <= layer_of(part), f"{path}:{line}: {part} imports {other}, which is above it"
        # The package itself offers names from every layer; only its version is everybody's.
        elif module == "simulator":
            assert part in {
                "cli",
                "run_folder",
                "report",
                "compared",
                "comparison",
                "comparing",
                "standing",
                "checking",
            }, f"{path}:{line}: import the part, not the package"


def imports_between_rooms_point_down(path):
    part, *inside = path.relative_to(PACKAGE).with_suffix("").parts
    if part not in ROOMS or inside == ["__init__"]:
        return
    rooms = ROOMS[part]
    for module, line in imports(path):
        if module.startswith(f"simulator.{part}."):
            other = module.split(".")[2]
            assert rooms.index(other) <= rooms.index(inside[0]), f"{path}:{line}: {inside[0]} imports {other}, above it"


def each_library_has_one_home(path):
    for module, line in imports(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or part_of(path) in homes, f"{path}:{line}: {module} belongs in {homes}"


def files_and_functions_are_short_and_say_what_they_are(path):
    text, tree = path.read_text(), parsed(path)
    assert len(text.splitlines()) < LINES_OF_A_FILE, f"{path} has {len(text.splitlines())} lines"
    assert ast.get_docstring(tree), f"{path} does not say what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length < LINES_OF_A_FUNCTION or node.name in LONGER, (
                f"{path}:{node.lineno}: {node.name} has {length}"
            )


def public_names_are_documented(path):
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path}:{node.lineno}: {node.name} has no docstring"


def test_no_two_files_share_a_name():
    homes: dict[str, list[Path]] = {}
    for path in FILES:
        if path.name != "__init__.py":
            homes.setdefault(path.name, []).append(path.relative_to(PACKAGE))
    shared = {name: paths for name, paths in homes.items() if len(paths) > 1}
    assert not shared, f"one word, one thing: {shared}"


def test_no_two_classes_share_a_name():
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    shared = {name: places for name, places in homes.items() if len(places) > 1}
    assert not shared.keys() - TWICE, f"one word, one thing: {shared}"
    assert not TWICE - shared.keys(), f"these are one by now, take them from TWICE: {TWICE - shared.keys()}"


def imported_files() -> dict[str, set[str]]:
    """Return by file, named as ``engine.clock``, the files it imports anywhere in it, for its types too."""
    names = {
        path: ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__") for path in FILES
    }
    known = set(names.values())
    found: dict[str, set[str]] = {name: set() for name in known}
    for path, name in names.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                # What is imported from a folder may be a file in it; else it is what the folder itself offers.
                within = [f"{node.module}.{alias.name}" for alias in node.names]
                wanted = [one if one.removeprefix("simulator.") in known else node.module or "" for one in within]
            else:
                continue
            found[name] |= {one.removeprefix("simulator.") for one in wanted if one.startswith("simulator.")} & known
    return found


def test_files_import_each_other_in_no_circle():
    left = imported_files()
    assert sum(map(len, left.values())) > 1000, "the imports were not found"
    # Who imports only what is in no circle is in none; likewise who is imported only by such.
    while free := {name for name, wanted in left.items() if not wanted & left.keys()}:
        left = {name: wanted for name, wanted in left.items() if name not in free}
    while free := left.keys() - {one for wanted in left.values() for one in wanted}:
        left = {name: wanted & left.keys() for name, wanted in left.items() if name not in free}
    circle = {name: sorted(wanted & left.keys()) for name, wanted in left.items()}
    assert not circle.keys() - IN_A_CIRCLE, f"a circle, or between two: {circle}"
    assert not IN_A_CIRCLE - circle.keys(), f"in no circle by now: {sorted(IN_A_CIRCLE - circle.keys())}"


def test_no_other_randomness():
    for path in FILES:
        text = path.read_text()
        assert "np.random" not in text, path
        assert "default_rng" not in text, path


def no_message_is_made_of_the_words_of_a_library_or_of_the_system(path):
    # Their words change with the next release: what is told is judged by kinds, and the system's by reason_of().
    for number, line in enumerate(path.read_text().splitlines(), 1):
        assert not re.search(r"\.strerror|error\.(problem|context|note)\b|\[\"msg\"\]|removeprefix\(\"Value", line), (
            f"{path}:{number}"
        )


def test_no_todo_and_no_print():
    for path in FILES:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not re.search(r"\b(TODO|FIXME|XXX)\b", line), f"{path}:{number}"
            if "reference.py" not in str(path):
                assert not re.match(r"\s*print\(", line), f"{path}:{number}: the command line prints, nobody else"


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from simulator.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'scipy', 'matplotlib', 'numpy', 'simpy', 'pydantic', 'duckdb', 'jinja2'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


MARKDOWN = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    *ROOT.glob("*/README.md"),
    *ROOT.glob("scenarios/*/README.md"),
]


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_docs_name_only_paths_that_exist(page):
    text = page.read_text()
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
    for target in re.findall(r"`((?:simulator|tests|scenarios|docs|benchmarks|results)/[\w./-]+)`", text):
        assert (ROOT / target).exists(), f"{page.name} names {target}"


def test_files_of_the_package_are_named_as_they_are():
    # In pages and docstrings a file is named by its part, as `engine/clock.py`.
    wrong = [
        f"{page.relative_to(ROOT)} names {target}"
        for page in (*MARKDOWN, *FILES)
        for target in re.findall(r"`((?:\w+/)+\w+\.py)`", page.read_text())
        if not ((PACKAGE / target).exists() or (ROOT / target).exists())
    ]
    assert not wrong


def test_every_part_has_its_layer_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for parts in LAYERS:
        for part in parts:
            assert f"`{part}`" in text or f"`{part}/`" in text, f"ARCHITECTURE.md does not name {part}"


def test_every_room_is_in_the_architecture_in_its_order():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for part, rooms in ROOMS.items():
        inside = {path.relative_to(PACKAGE / part).parts[0] for path in FILES if part_of(path) == part}
        assert set(rooms) == {name.removesuffix(".py") for name in inside} - {"__init__"}, f"{part}/ has other rooms"
        section = text.partition(f"### The rooms of `{part}/`")[2].partition("\n#")[0]
        assert re.findall(r"^\| `(\w+)(?:/|\.py)` \|", section, re.MULTILINE) == rooms


RULES = (
    imports_point_down,
    imports_between_rooms_point_down,
    each_library_has_one_home,
    files_and_functions_are_short_and_say_what_they_are,
    public_names_are_documented,
    no_message_is_made_of_the_words_of_a_library_or_of_the_system,
)


@pytest.mark.parametrize("part", sorted({part_of(path) for path in FILES}))
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_house_rules(rule, part):
    # Part by part: a test for each of three hundred files would take longer to be found than to run.
    for path in FILES:
        if part_of(path) == part:
            rule(path)
