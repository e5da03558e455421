"""validate, show, list and init as a user types them, and the options that all commands on files share."""

import json
from pathlib import Path

import pytest
from hotline import TEXT, write
from typer.testing import CliRunner

from simulator.cli.init import SCHEMA_FILE, templates
from simulator.cli.main import app
from simulator.scenario.reader import load, load_text
from simulator.work.odd import odd

RUNNER = CliRunner()
ROOT = Path(__file__).parents[2]
KIND = "[changes_nothing]"
TWIN = "strategies.twin: this strategy changes nothing: it is the scenario as it stands."


def ccsim(*arguments: str, text: str | None = None):
    return RUNNER.invoke(app, [*arguments], env={"COLUMNS": "80"}, input=text)


def put(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def place(words: str, at: str = "") -> str:
    """Return line:column of ``at`` (nothing: the first word) in the hotline's line that holds ``words``."""
    lines = TEXT.splitlines()
    number = next(number for number, line in enumerate(lines) if words in line)
    line = lines[number]
    return f"{number + 1}:{line.index(at or line.split()[0]) + 1}"


AT_TWIN = place("twin:")


# validate


def test_a_good_file_is_fine_and_says_what_is_in_it(tmp_path):
    path = put(tmp_path / "a.yaml", TEXT.replace("  twin: {name: Hotline}\n", ""))
    done = ccsim("validate", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{path}: fine (2 contact types, 2 agent groups, 4 strategies, 1 future)\n"


def test_warnings_are_told_and_leave_a_file_fine(tmp_path):
    path = write(tmp_path)
    done = ccsim("validate", path)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        f"{path}: fine (2 contact types, 2 agent groups, 5 strategies, 1 future), 1 warning",
        f"  {AT_TWIN}  warning: {TWIN} {KIND}",
    ]


def test_strict_makes_warnings_errors(tmp_path):
    done = ccsim("validate", write(tmp_path), "--strict")
    assert done.exit_code == 2
    assert f"1 problem\n  {AT_TWIN}  {TWIN} {KIND}\n" in done.stdout


def test_all_problems_of_all_files_are_told_and_files_are_counted(tmp_path):
    good = put(tmp_path / "a.yaml", (ROOT / "scenarios" / "first_steps.yaml").read_text("utf-8"))
    wrong = put(tmp_path / "b.yaml", TEXT.replace("lines: 6", "lines: 0").replace("40/h", "40"))
    done = ccsim("validate", good, wrong, str(tmp_path / "none.yaml"))
    assert done.exit_code == 2
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{good}: fine")
    assert lines[1] == f"{wrong}: 2 problems"
    assert [line.split("  ")[1] for line in lines[2:4]] == [place("lines: 6", "6"), place("40/h", "40/h")]
    assert lines[-3:] == [f"{tmp_path / 'none.yaml'}: 1 problem", "  there is no such file.", "3 files: 2 wrong"]


def test_problems_in_an_extended_file_name_it(tmp_path):
    below = put(tmp_path / "below.yaml", TEXT.replace("lines: 6", "lines: 0"))
    path = put(tmp_path / "top.yaml", "extends: below.yaml\n")
    done = ccsim("validate", path)
    assert f"\n  {below}:{place('lines: 6', '6')}  channels.voice.lines (extended by {path}): expected" in done.stdout


def test_validate_json_is_a_document_for_editors(tmp_path):
    good, wrong = write(tmp_path), put(tmp_path / "b.yaml", TEXT.replace("voice, talk", "voce, talk", 1))
    done = ccsim("validate", good, wrong, str(tmp_path / "none.yaml"), "--json")
    assert (done.exit_code, done.stderr) == (2, "")
    document = json.loads(done.stdout)
    assert document["schema_version"] == 1
    assert [(one["file"], one["valid"]) for one in document["files"]] == [
        (good, True),
        (wrong, False),
        (str(tmp_path / "none.yaml"), False),
    ]
    assert document["files"][0]["problems"] == [
        {
            "severity": "warning",
            "file": good,
            "line": int(AT_TWIN.partition(":")[0]),
            "column": 3,
            "where": "strategies.twin",
            "message": TWIN.partition(": ")[2],
            "hint": "",
            "kind": "changes_nothing",
        }
    ]
    (problem,) = document["files"][1]["problems"]
    assert (problem["severity"], problem["column"], problem["hint"]) == ("error", 43, "Did you mean 'voice'?")
    assert document["files"][2]["problems"][0]["line"] is None


def test_the_standard_input_can_be_validated():
    assert ccsim("validate", "-", text=TEXT).stdout.startswith("-: fine")
    assert ccsim("validate", "-", text="version: 2\n").exit_code == 2
    done = RUNNER.invoke(app, ["validate", "-"], input=b"version: 1\nname: caf\xe9\n")
    assert (done.exit_code, done.stdout) == (2, "-: 1 problem\n  2:10  the file is not UTF-8 text. Save it as UTF-8.\n")


def test_a_recorded_file_is_looked_into(tmp_path):
    text = TEXT.replace("{arrivals: 40/h}", "{arrivals: {recorded: {file: day.csv}}}")
    text = "".join(line for line in text.splitlines(True) if "fewer" not in line and "busy" not in line)
    path = put(tmp_path / "a.yaml", text.replace("futures:\n", ""))
    put(tmp_path / "day.csv", "time\n30000\n50000\n")
    assert "warning: sources.shoppers.arrivals.recorded.file: 1 of 2 recorded" in ccsim("validate", path).stdout
    assert "1 of 2 recorded arrivals" in ccsim("run", path, "-n", "1").stderr
    put(tmp_path / "day.csv", "when\n30000\n")
    done = ccsim("validate", path)
    assert done.exit_code == 2
    assert (
        "8:25  sources.shoppers.arrivals.recorded.time: day.csv, line 1: no column 'time'. Known: when." in done.stdout
    )
    assert ccsim("run", path, "-n", "1").exit_code == 2


# --strict, --allow-outside


@pytest.mark.parametrize("command", ["run", "compare", "check"])
def test_strict_stops_a_run_before_it_begins(tmp_path, command):
    more = ["-s", "twin", "-n", "6"]
    path = write(tmp_path, "checks: [served_in_time >= 1%]\n")
    done = ccsim(command, path, *more, "--strict")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{path}: 1 problem\n  {AT_TWIN}  {TWIN} {KIND}\n"
    assert ccsim(command, path, *more).exit_code == 0
    assert f"warning: {path}:{AT_TWIN}  {TWIN} {KIND}" in ccsim(command, path, *more).stderr


@pytest.mark.parametrize("command", ["run", "compare", "check", "validate", "show", "list"])
def test_files_outside_the_folder_are_allowed_when_it_is_said(tmp_path, command):
    (tmp_path / "inner").mkdir()
    write(tmp_path, "checks: [served_in_time >= 1%]\n")
    path = put(tmp_path / "inner" / "top.yaml", "extends: ../hotline.yaml\nrun: {replications: 6}\n")
    refused = ccsim(command, path)
    assert refused.exit_code == 2
    assert "is not in the scenario's folder" in refused.output
    assert ccsim(command, path, "--allow-outside").exit_code == 0


# show


def test_show_prints_a_file_that_reads_back(tmp_path):
    path = write(tmp_path)
    done = ccsim("show", path, "-s", "three", "--future", "busy", "--set", "run.seed=8")
    assert (done.exit_code, done.stderr) == (0, "")
    expected = load(path, ["run.seed=8"]).resolve("three", "busy")
    assert load_text(done.stdout, tmp_path).resolve() == expected


def test_show_with_defaults_has_what_is_left_out(tmp_path):
    assert "at_close" not in ccsim("show", write(tmp_path)).stdout
    assert "  at_close: serve_out  # default\n" in ccsim("show", write(tmp_path), "--defaults").stdout


def test_why_tells_where_values_came_from(tmp_path):
    path = write(tmp_path)
    done = ccsim("show", path, "-s", "three", "--why", "agent_groups.front.agents", "--why", "horizon")
    assert done.stdout.splitlines() == [
        "agent_groups.front.agents: 3",
        f"  2  {path}:{place('front: {', '2')}",
        f"  3  {path}:{place('three: {', '3')}, strategy 'three'",
        "",
        f'horizon.from: "08:00"        {path}:4:17',
        f'horizon.to: "10:00"          {path}:4:30',
        f"horizon.interval: 1h         {path}:4:49",
        "horizon.days: 1              by default",
        "horizon.at_close: serve_out  by default",
        "horizon.warm_up: 0s          by default",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-s", "thre"], "there is no strategy 'thre'. Did you mean 'three'?"),
        (["--future", "bus"], "there is no future 'bus'"),
        (["--why", "agent_groups.frnt"], "there is no 'frnt' in agent_groups. Did you mean 'front'?"),
        (["--why", "a..b"], "expected a path, as agent_groups.front.agents, got 'a..b'."),
        (["--set", "agents=3"], "there is no 'agents' here"),
    ],
)
def test_show_refuses_what_does_not_exist(tmp_path, arguments, words):
    done = ccsim("show", write(tmp_path), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


# list


def test_list_shows_the_scenarios_of_a_folder(tmp_path):
    write(tmp_path)
    put(tmp_path / "wrong.yml", "version: 1\n")
    put(tmp_path / "note.txt", "no scenario")
    done = ccsim("list", str(tmp_path))
    assert done.exit_code == 0
    for words in ("hotline.yaml", "Hotline", "Does a third", "two_lines", "busy", "wrong.yml"):
        assert words in done.stdout
    assert "note.txt" not in done.stdout
    assert "does not load: 1 problem" in done.stdout
    assert done.stderr == "1 of 2 files do not load; ccsim validate shows why\n"


def test_list_of_a_file_tells_what_its_strategies_change(tmp_path):
    lines = [line.strip() for line in ccsim("list", write(tmp_path, "checks: [asa_s < 20s]\n")).stdout.splitlines()]
    assert lines[:2] == ["Hotline", "Does a third person pay?"]
    after = {name: lines[lines.index(name) + 1] for name in ("as_today", "three", "two_lines", "busy", "checks")}
    assert after == {
        "as_today": "nothing: as the scenario stands",
        "three": "agent_groups.front.agents: 2 → 3",
        "two_lines": "channels.voice.lines: 6 → 2",
        "busy": "sources.shoppers.arrivals: 40/h → 80/h",
        "checks": "asa_s < 20s",
    }


def test_list_puts_changes_that_stand_side_by_side_on_a_line(tmp_path):
    path = put(tmp_path / "a.yaml", templates()["peak_day"])
    lines = " ".join(ccsim("list", path).stdout.split())
    assert "all_round.agents: 08:00 6 → 4, 10:00 8 → 6, 16:00 9 → 7, 18:00 5 → 3 " in lines
    assert "agent_groups.all_round.serves.dealer_calls: {priority: 1} removed " in lines
    assert "agent_groups.dealer_desk: {agents: 2, serves: {dealer_calls: {}}} (new) " in lines
    assert " both, based on dealers_own_team " in lines


def test_an_empty_folder_says_how_to_begin(tmp_path):
    done = ccsim("list", str(tmp_path))
    assert done.exit_code == 2
    assert "ccsim init" in done.stderr


# init


@pytest.mark.parametrize("name", list(templates()))
def test_every_template_is_written_and_runs(tmp_path, name):
    done = ccsim("init", str(tmp_path / "new"), "--template", name)
    scenario, schema = tmp_path / "new" / f"{name}.yaml", tmp_path / "new" / SCHEMA_FILE
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"wrote {scenario} and {schema}\nnext: ccsim compare {scenario}\n"
    assert scenario.read_text("utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
    assert json.loads(schema.read_text("utf-8"))["title"] == "ccsim scenario"
    study = load(scenario)
    assert odd(study) == ()
    assert study.checks
    assert ccsim("compare", str(scenario), "-n", "2", "--jobs", "1").exit_code == 0


def test_the_commands_in_a_template_name_the_file_that_was_written(tmp_path):
    ccsim("init", str(tmp_path))
    text = (tmp_path / "first_steps.yaml").read_text("utf-8")
    assert f"ccsim compare {tmp_path / 'first_steps.yaml'}" in text
    assert "scenarios/first_steps.yaml" not in text.replace(str(tmp_path), "")


def test_nothing_is_ever_overwritten(tmp_path):
    path = put(tmp_path / "first_steps.yaml", "mine")
    done = ccsim("init", str(tmp_path))
    assert done.exit_code == 2
    assert f"{path} already exists; nothing was written." in done.stderr
    assert Path(path).read_text() == "mine"
    assert not (tmp_path / SCHEMA_FILE).exists()
    put(tmp_path / SCHEMA_FILE, "mine too")
    assert ccsim("init", str(tmp_path), "-t", "one_queue").stdout.startswith(f"wrote {tmp_path / 'one_queue.yaml'}\n")
    assert (tmp_path / SCHEMA_FILE).read_text() == "mine too"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    put(tmp_path / "file", "")
    done = ccsim("init", str(tmp_path / "file" / "inner"))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_templates_are_listed_the_first_one_first():
    lines = ccsim("init", "--list").stdout.splitlines()
    assert lines[0] == "first_steps  A first scenario: a small voice center, two kinds of calls, two teams"
    assert [line.split()[0] for line in lines] == list(templates())


def test_an_unknown_template_is_refused_with_a_hint():
    done = ccsim("init", "-t", "peek_day")
    assert done.exit_code == 2
    assert done.stderr == "there is no template 'peek_day'. Did you mean 'peak_day'?\n"


def test_the_template_for_a_first_try_is_the_shipped_scenario():
    assert templates()["first_steps"] == (ROOT / "scenarios" / "first_steps.yaml").read_text("utf-8")


def test_templates_are_part_of_the_package():
    assert 'simulator = ["templates/*.yaml"]' in (ROOT / "pyproject.toml").read_text("utf-8")
