"""The commands as a user types them: what they print where, and what they answer to the shell."""

import json
import sys

import pytest
from hotline import write
from typer.testing import CliRunner

from simulator import __version__
from simulator.cli.main import app
from simulator.errors import IncompleteRun
from simulator.which_engine import engine_kind

RUNNER = CliRunner()


def ccsim(*arguments: str):
    return RUNNER.invoke(app, [*arguments], env={"COLUMNS": "80"})


def test_compare_prints_a_table_on_stdout_and_progress_on_stderr(tmp_path):
    done = ccsim("compare", write(tmp_path), "-s", "three", "-n", "3", "--jobs", "1")
    assert done.exit_code == 0
    assert "against as_today" in done.stdout
    assert done.stdout.rstrip().endswith(".")
    assert done.stderr == "as_today: 3 replications done\nthree: 3 replications done\n"


def test_all_strategies_are_compared_unless_some_are_named(tmp_path):
    done = ccsim("compare", write(tmp_path), "-n", "2", "--jobs", "1")
    assert [line.partition(":")[0] for line in done.stderr.splitlines() if line.endswith("done")] == [
        "as_today",
        "three",
        "twin",
        "two_lines",
        "fewer_customers",
    ]


def test_run_shows_one_strategy_and_its_details(tmp_path):
    path = write(tmp_path)
    first, third = ccsim("run", path, "-n", "2"), ccsim("run", path, "-s", "three", "-n", "2")
    assert (first.exit_code, third.exit_code) == (0, 0)
    assert "by interval" in first.stdout
    assert first.stdout.rstrip().rpartition("\n\n")[2].startswith("as_today serves")
    assert "three serves" in third.stdout


def test_json_is_one_document_and_nothing_else_on_stdout(tmp_path):
    for command in ("run", "compare"):
        done = ccsim(command, write(tmp_path), "-n", "2", "--json")
        assert done.exit_code == 0
        assert json.loads(done.stdout)["schema_version"] == 1
    assert {row["strategy"] for row in json.loads(done.stdout)["rows"]} >= {"as_today", "three"}


def test_options_reach_the_run(tmp_path):
    arguments = ["-s", "twin", "--baseline", "three", "-n", "2", "--seed", "9", "--future", "busy"]
    done = ccsim("compare", write(tmp_path), *arguments, "--set", "name=Renamed", "--json")
    read = json.loads(done.stdout)
    assert (read["scenario"], read["seed"], read["replications"]) == ("Renamed", 9, 2)
    assert {(one["strategy"], one["baseline"], one["future"]) for one in read["differences"]} == {
        ("twin", "three", "busy")
    }


def test_set_changes_what_is_simulated(tmp_path):
    path = write(tmp_path)
    usual, quiet = (
        json.loads(ccsim("run", path, "-n", "3", "--json", *more).stdout)["rows"]
        for more in ((), ("--set", "sources.shoppers.arrivals=1/h"))
    )
    arrived = [next(row["value"] for row in rows if row["metric"] == "arrived") for rows in (usual, quiet)]
    assert arrived[1] < arrived[0] / 5


@pytest.mark.parametrize(
    ("check", "code"),
    [("served_in_time >= 1%", 0), ("asa_s < 0.1s", 1), ("asa_s < 20", 2), ("happiness > 1", 2)],
)
def test_check_answers_with_its_exit_code(tmp_path, check, code):
    done = ccsim("check", write(tmp_path, f"checks:\n  - {check}\n"), "-n", "4")
    assert done.exit_code == code
    assert (done.stdout == "") == (code == 2)


def test_an_undecided_check_answers_four(tmp_path):
    # One replication has no interval.
    done = ccsim("check", write(tmp_path, "checks:\n  - served_in_time >= 1%\n"), "-n", "1")
    assert done.exit_code == 4
    assert "undecided" in done.stdout


def test_check_json_has_the_checks(tmp_path):
    done = ccsim("check", write(tmp_path, "checks:\n  - asa_s < 0.1s\n"), "--json", "-s", "three")
    assert done.exit_code == 1
    (found,) = json.loads(done.stdout)["checks"]
    assert (found["check"], found["strategy"], found["verdict"]) == ("asa_s < 0.1s", "three", "broken")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "{file}", "-s", "thre"], "there is no strategy 'thre'. Did you mean 'three'?"),
        (["run", "{file}", "-s", "thre"], "there is no strategy 'thre'"),
        (["compare", "{file}", "--future", "bus"], "there is no future 'bus'. Did you mean 'busy'?"),
        (["compare", "{file}", "--future", "all", "--future", "bus"], "there is no future 'bus'"),
        (["check", "{file}", "--future", "bus"], "there is no future 'bus'"),
        (["run", "{file}", "--future", "all"], "run shows one future"),
        (["compare", "{file}", "--vary", "agent_groups.front.agents=1..3"], "a step is missing. Write it as"),
        (["compare", "{file}", "--vary", "agent_groups.frnt.agents=1,3"], "Did you mean 'front'?"),
        (["compare", "{file}", "--vary", "agent_groups.front.agents=0..3:1"], "(at agent_groups.front.agents=0)"),
        (["compare", "{file}", "--vary", "agent_groups.front.agents=1..9999:1"], "at most 200"),
        (["compare", "{file}", "--set", "agents=3"], "agents"),
        (["check", "{file}"], "no checks to judge"),
        (["run", "nowhere.yaml"], "nowhere.yaml"),
        (["run", "{file}", "-n", "0"], "'--replications' / '-n'"),
        (["run", "{file}", "--jobs", "0"], "--jobs"),
        (["run", "{file}", "--seed", "-1"], "--seed"),
        (["run", "{file}", "--seed", "one"], "--seed"),
        (["run"], "Missing argument"),
        (["jump", "{file}"], "No such command"),
    ],
)
def test_wrong_usage_answers_two_with_a_message_on_stderr(tmp_path, arguments, words):
    path = write(tmp_path)
    done = ccsim(*(path if argument == "{file}" else argument for argument in arguments))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_warnings_of_the_study_go_to_stderr(tmp_path):
    # A center that cannot keep up, with customers who never give up.
    busy = ["--set", "sources.shoppers.arrivals=200/h", "--set", "contact_types.orders.patience=endless"]
    done = ccsim("run", write(tmp_path), "-n", "1", *busy)
    assert done.exit_code == 0
    assert "warning: " in done.stderr
    assert "hotline.yaml:10:3  contact_types.orders" in done.stderr
    assert "warning" not in done.stdout


def test_the_version_is_told():
    assert ccsim("--version").stdout == f"ccsim {__version__} ({engine_kind()} engine)\n"


def test_without_a_command_the_help_is_shown():
    done = ccsim()
    assert done.exit_code == 2
    for command in ("run", "compare", "check"):
        assert command in done.output


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (IncompleteRun("half of it is missing"), 3, "half of it is missing\n"),
        (KeyboardInterrupt(), 130, "interrupted before anything was simulated\n"),
    ],
)
def test_a_run_that_does_not_end_well_says_so_in_its_exit_code(tmp_path, monkeypatch, error, code, message):
    def fail(*_arguments):
        raise error

    monkeypatch.setattr(sys.modules["simulator.comparing"], "run_all", fail)
    done = ccsim("run", write(tmp_path))
    assert (done.exit_code, done.stdout, done.stderr) == (code, "", message)


CHECKS = "checks:\n  - asa_s < 45s\n"


@pytest.mark.parametrize(
    ("futures", "code"),
    [([], 0), (["as_stated"], 0), (["busy"], 1), (["as_stated", "busy"], 1), (["all"], 1)],
)
def test_a_check_answers_for_the_worst_of_the_chosen_futures(tmp_path, futures, code):
    chosen = [word for name in futures for word in ("--future", name)]
    done = ccsim("check", write(tmp_path, CHECKS), "-n", "8", *chosen)
    assert done.exit_code == code


def test_an_undecided_future_answers_four_unless_another_is_broken(tmp_path):
    # One replication has no interval, so nothing is decided in any future.
    done = ccsim("check", write(tmp_path, CHECKS), "-n", "1", "--future", "all")
    assert done.exit_code == 4


def test_compare_takes_futures_and_a_grid(tmp_path):
    path = write(tmp_path, CHECKS)
    done = ccsim("compare", path, "-n", "4", "-s", "three", "--future", "all")
    assert done.exit_code == 0
    assert "three is better than as_today in both futures" in " ".join(done.stdout.split())
    assert "three in busy: 4 replications done" in done.stderr
    done = ccsim("compare", path, "-n", "4", "--vary", "agent_groups.front.agents=2..4:1")
    assert done.exit_code == 0
    assert "< 45s" in done.stdout.partition("─")[0]
    assert "asa_s < 45s holds" in " ".join(done.stdout.split())
    assert "as_today, agent_groups.front.agents=3: 4 replications done" in done.stderr
    assert "three" not in done.stderr


def test_a_grid_in_json_has_points_and_promises(tmp_path):
    arguments = ["-n", "2", "--vary", "agent_groups.front.agents=2,3", "--future", "busy", "--json"]
    read = json.loads(ccsim("compare", write(tmp_path), *arguments).stdout)
    assert {(row["future"], row["point"]["agent_groups.front.agents"]) for row in read["rows"]} == {
        ("busy", "2"),
        ("busy", "3"),
    }
    assert {check["check"] for check in read["checks"]} == {
        "service_level(orders) >= 80%",
        "service_level(returns) >= 80%",
    }


def test_a_warning_of_one_end_of_a_grid_says_of_which(tmp_path):
    endless = ["--set", "contact_types.orders.patience=endless"]
    done = ccsim("compare", write(tmp_path), "-n", "1", *endless, "--vary", "agent_groups.front.agents=1,9")
    (warning,) = (line for line in done.stderr.splitlines() if "contact_types.orders" in line)
    assert warning.endswith("(at agent_groups.front.agents=1)")


@pytest.mark.parametrize("command", ["run", "compare", "check"])
def test_every_format_goes_to_stdout_alone_and_gives_the_same_exit_code(tmp_path, command):
    path = write(tmp_path, "checks:\n  - served_in_time >= 1%\n")
    asked = (command, path, "-n", "4", "-q", "-s", "three")
    found = {name: ccsim(*asked, "--format", name) for name in ("table", "md", "csv", "json")}
    assert {done.exit_code for done in found.values()} == {0}
    assert not any("replications" in done.stderr for done in found.values())
    assert found["table"].stdout.startswith("Hotline\n")
    assert found["md"].stdout.startswith("# Hotline\n")
    assert found["csv"].stdout.startswith("table,check,strategy,")
    assert json.loads(found["json"].stdout)["scenario"] == "Hotline"
    assert ccsim(*asked, "--json").stdout == found["json"].stdout
    assert ("\nchecks," in found["csv"].stdout) == (command == "check")


def test_two_formats_at_once_are_refused_before_anything_runs(tmp_path):
    done = ccsim("run", write(tmp_path), "--json", "--format", "csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--json and --format csv contradict each other" in done.stderr
    assert ccsim("run", write(tmp_path), "-n", "1", "--json", "--format", "json").exit_code == 0


def test_quiet_shows_no_progress_but_still_warns(tmp_path):
    busy = ["--set", "sources.shoppers.arrivals=200/h", "--set", "contact_types.orders.patience=endless"]
    done = ccsim("run", write(tmp_path), "-n", "1", "--quiet", *busy)
    assert done.exit_code == 0
    assert "replication" not in done.stderr
    assert "warning: " in done.stderr


@pytest.mark.parametrize("by", ["interval", "type", "channel", "group"])
def test_results_can_be_broken_down(tmp_path, by):
    path = write(tmp_path)
    for command in ("run", "compare"):
        done = ccsim(command, path, "-n", "3", "-q", "--by", by)
        assert done.exit_code == 0
        assert f"by {by}" in done.stdout
    done = ccsim("compare", path, "-n", "3", "-q", "--by", by, "--vary", "channels.voice.lines=5,6")
    assert done.exit_code == 0
    assert f"by {by}" in done.stdout
    assert "lines = 6" in done.stdout


@pytest.mark.parametrize("command", ["run", "compare"])
def test_more_can_be_shown_than_the_usual(tmp_path, command):
    path = write(tmp_path)
    wanted = ["--show", "occupancy(group:back)", "--show", "asa_s(orders, 08:00-09:00)"]
    for format in ("table", "md"):
        done = ccsim(command, path, "-n", "3", "-q", "--format", format, *wanted)
        assert done.exit_code == 0
        assert "also asked for" in done.stdout
        assert "occupancy(group:back)" in done.stdout
        assert "orders, 08:00-09:00" in done.stdout


@pytest.mark.long
def test_more_is_shown_along_a_grid_and_of_a_kept_run_and_on_its_page(tmp_path):
    path, kept, page = write(tmp_path), str(tmp_path / "kept"), tmp_path / "page.html"
    arguments = ["--vary", "channels.voice.lines=5,6", "--show", "closed(returns)"]
    done = ccsim("compare", path, "-n", "2", "-q", "--out", kept, *arguments)
    assert "closed" in done.stdout
    assert "(returns)" in done.stdout
    assert "closed" not in ccsim("report", kept).stdout
    again = ccsim("report", kept, "--show", "closed(returns)", "--html", str(page))
    assert again.stdout == done.stdout
    assert "closed (returns)" in page.read_text(encoding="utf-8")


def test_what_cannot_be_shown_is_refused_before_anything_runs(tmp_path):
    path = write(tmp_path)
    done = ccsim("compare", path, "--show", "service_lvel(orders)", "--show", "asa_s(order)", "--show", "asa_s < 20s")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "replications done" not in done.stderr
    assert "--show service_lvel(orders): unknown metric 'service_lvel'. Did you mean 'service_level'?" in done.stderr
    assert "--show asa_s(order): unknown contact type 'order'. Did you mean 'orders'?" in done.stderr
    assert "--show asa_s < 20s: expected a metric without a limit" in done.stderr
    done = ccsim("run", path, "--show", "asa_s", "--by", "type")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "choose one of them" in done.stderr
    assert "One part in a row: --show 'asa_s(type:NAME)'; all metrics of all parts: --format csv." in done.stderr


def test_segments_that_are_not_there_are_refused_before_anything_runs(tmp_path):
    path = write(tmp_path)
    for command in ("run", "compare"):
        done = ccsim(command, path, "--by", "segment")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "no contact type of this scenario has segments" in done.stderr
    vip = ["--set", "contact_types.orders.segments={vip: {share: 10%}}"]
    assert "by segment" in ccsim("compare", path, "-n", "2", "--by", "segment", *vip).stdout


def test_a_wrong_breakdown_is_refused_in_plain_words():
    done = ccsim("run", "whatever.yaml", "--by", "hour")
    assert done.exit_code == 2
    assert "expected day, interval, type, segment, channel, group or team, got hour." in " ".join(done.stderr.split())
    assert "Value error" not in done.stderr
