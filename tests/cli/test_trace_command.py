"""ccsim trace and ccsim show --routing as a user types them."""

import json
import re
from pathlib import Path

import pytest
from hotline import write
from printing import in_one_line
from typer.testing import CliRunner

import ccsim as cc
from simulator.cli.main import app

RUNNER = CliRunner()
ROOT = Path(__file__).parents[2]


def ccsim(*arguments: str, width: int = 100):
    return RUNNER.invoke(app, [*arguments], env={"COLUMNS": str(width)})


def test_a_contact_is_told_with_its_number_in_the_log(tmp_path):
    path = write(tmp_path)
    done = ccsim("trace", path, "--contact", "1")
    assert (done.exit_code, done.stderr) == (0, "")
    study = cc.load(path)
    log = cc.simulate(study.resolve(), cc.draw(study.resolve(), 3, 0))
    agent = log.names.agents[log.contacts["answered_by"][1]]
    assert f", answered by {agent}, " in done.stdout
    assert done.stdout.splitlines()[:2] == ["Hotline", "One replication (number 0, seed 3), strategy as_today"]


def test_seed_replication_future_strategy_and_settings_choose_what_is_simulated(tmp_path):
    path = write(tmp_path)
    chosen = ("-s", "three", "--future", "busy", "--seed", "9", "--replication", "4", "--set", "channels.voice.lines=5")
    done = ccsim("trace", path, "--worst", "1", *chosen, "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert {key: document[key] for key in ("strategies", "future", "seed", "replication", "question")} == {
        "strategies": ["three"], "future": "busy", "seed": 9, "replication": 4, "question": "worst",
    }  # fmt: skip
    study = cc.load(path, settings=("channels.voice.lines=5",))
    scenario = study.resolve("three", "busy")
    log = cc.simulate(scenario, cc.draw(scenario, 9, 4))
    ((case,),) = [beside["told"] for beside in document["cases"]]
    frame = cc.contacts_frame(log)
    assert case["contacts"][0]["waited_s"] == max(frame["wait_s"])


@pytest.mark.parametrize("width", [80, 100, 120])
def test_nothing_is_wider_than_the_paper(tmp_path, width):
    path = write(tmp_path)
    for question in (
        ("--worst", "3"), ("--contact", "7"), ("--agent", "front 1"), ("--at", "09:00"),
        ("--contact", "7", "-s", "as_today", "-s", "three"), ("--worst", "2", "-s", "as_today", "-s", "two_lines"),
    ):  # fmt: skip
        done = ccsim("trace", path, *question, width=width)
        assert done.exit_code == 0, done.output
        assert max(map(len, done.stdout.splitlines())) <= width, question
    assert max(map(len, ccsim("show", path, "--routing", width=width).stdout.splitlines())) <= width


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "trace answers one question: give one of --contact, --agent, --at and --worst, got none.\n"),
        (
            ("--contact", "1", "--at", "09:00"),
            "trace answers one question: give one of --contact, --agent, --at and --worst, got --contact and --at.\n",
        ),
        (("--contact", "1", "-s", "thre"), "there is no strategy 'thre'. Did you mean 'three'?\n"),
        (("--contact", "1", "--future", "all"), "trace shows one future; name one of the file, or as_stated.\n"),
        (
            ("--at", "09:00", "-s", "three", "-s", "twin"),
            "--at is shown for one strategy, got 2; --contact and --worst compare two.\n",
        ),
        (("--contact", "1", "-s", "twin", "-s", "twin"), "trace compares two different strategies at most.\n"),
        (
            ("--contact", "1", "-s", "twin", "-s", "three", "-s", "two_lines"),
            "trace compares two different strategies at most.\n",
        ),
        (("--agent", "front 8"), "there is no agent 'front 8'. Known: front 1 to 2.\n"),
    ],
)
def test_what_cannot_be_answered_is_refused(tmp_path, words, said):
    done = ccsim("trace", write(tmp_path), *words)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)


def test_a_contact_that_does_not_come_is_refused_with_the_option_that_lists_some(tmp_path):
    said = ccsim("trace", write(tmp_path), "--contact", "999999").stderr
    assert said.startswith("there is no contact 999999. The cases of this replication are 0 to ")
    assert said.endswith("; --worst lists the longest waits.\n")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "trace answers one question: give one of contact, agent, at and worst, got none."),
        (
            {"contact": 1, "at": "09:00"},
            "trace answers one question: give one of contact, agent, at and worst, got contact and at.",
        ),
        (
            {"at": "09:00", "strategies": ["three", "twin"]},
            "at is shown for one strategy, got 2; contact and worst compare two.",
        ),
    ],
)
def test_python_is_refused_with_its_arguments(tmp_path, asked, said):
    with pytest.raises(cc.UsageError) as raised:
        cc.trace(cc.load(write(tmp_path)), **asked)
    assert str(raised.value) == said


def test_the_log_of_a_trace_is_that_of_python(tmp_path):
    path = write(tmp_path)
    trace = cc.trace(cc.load(path), worst=2, strategies="three", replication=1)
    assert trace.summary() + "\n" == ccsim("trace", path, "--worst", "2", "-s", "three", "--replication", "1").stdout


def test_few_groups_stand_beside_each_other(tmp_path):
    done = ccsim("show", write(tmp_path), "--routing", "-s", "three")
    assert done.exit_code == 0
    assert done.stdout.startswith("Hotline\nRouting of strategy three\n\nWho may take what\n")
    assert "orders        priority 1  priority 1\nreturns       priority 1  –\n" in done.stdout


RULES = """\
version: 1
name: Many rules
horizon: {from: "08:00", to: "18:00", at_close: clear}
channels:
  voice: {lines: 9, hours: {from: "09:00", to: "17:00"}, when_closed: {redirect: night}}
  chat: {slots: 3, agent: pack, keep_empty: 1, lines: {per_agent: 3.5}}
sources: {s: {arrivals: 40/h}, w: {arrivals: 20/h}}
contact_types:
  orders:
    from: s
    channel: voice
    talk: 4m
    patience: 3m
    ranks: {front: 1, helpers: 2}
    age_credit: 30s
    lines: 1
    queue_limit: 7
    voicemail_after: 2m
    segments: {vip: {share: 10%, priority: 1}, new: {share: 5%, age_credit: 90s}}
  chats: {from: w, channel: chat, talk: 8m, patience: 5m}
  night: {channel: voice, hours: {from: "08:00", to: "18:00"}, when_closed: voicemail, talk: 3m, patience: 3m}
agent_groups:
  front: {agents: 3, serves: {orders: {}, night: {priority: 2}}}
  helpers: {agents: 2, serves: {orders: {after: 45s, handle_time: {talk: 1.2, wrap_up: 0.8}}, chats: {keep_free: 1}}}
  writers: {agents: 2, capacity: 120%, at_most: {chat: 2}, serves: {chats: {handle_time: 1.5}}}
transfers:
  up: {of: orders, share: [5%, 1%], at: 30%, pass: {group: helpers, place: front}}
follow_ups:
  redial: {of: orders, when: {ended: abandoned}, share: 50%, after: 8m}
"""


def test_every_rule_is_said_in_words(tmp_path):
    (tmp_path / "rules.yaml").write_text(RULES)
    done = ccsim("show", str(tmp_path / "rules.yaml"), "--routing")
    expected = Path(__file__).parents[1] / "report" / "routing_rules.txt"
    assert done.stdout == expected.read_text("utf-8")


ORDERS = """\
version: 1
name: Orders
horizon: {from: "08:00", to: "18:00"}
channels:
  voice: {queue_limit: 9}
  chat: {slots: 3, agent: fewest_contacts, keep_empty: {"08:00": 1, "12:00": 0}}
sources: {s: {arrivals: 40/h}, w: {arrivals: 20/h}}
contact_types:
  orders:
    from: s
    channel: voice
    talk: 4m
    patience: 3m
    age_rate: 1.5
    age_cap: 10m
    segments: {vip: {share: 10%, age_rate: 3, age_cap: 20m}, new: {share: 5%, age_rate: 1}}
  chats: {from: w, channel: chat, talk: 8m, patience: 5m}
agent_groups:
  front: {agents: 3, serves: {orders: {keep_free: {"08:00": 2, "12:30": 0}}, chats: {}}}
routing: {agent: round_robin}
"""


def routing_said(tmp_path, text):
    (tmp_path / "orders.yaml").write_text(text)
    return in_one_line(ccsim("show", str(tmp_path / "orders.yaml"), "--routing").stdout)


def test_orders_of_contacts_and_agents_are_said_in_words(tmp_path):
    (tmp_path / "orders.yaml").write_text(ORDERS)
    done = ccsim("show", str(tmp_path / "orders.yaml"), "--routing")
    expected = Path(__file__).parents[1] / "report" / "routing_orders.txt"
    assert done.stdout == expected.read_text("utf-8")


def test_a_part_of_the_target_is_said_in_words(tmp_path):
    plain = ORDERS.replace("age_rate: 1.5", "age_credit: 0s").replace("    age_cap: 10m\n", "")
    plain = re.sub("segments: .*", "", plain)
    said = routing_said(tmp_path, plain.replace("{agent: round_robin}", "{contact: ratio_to_target}"))
    assert "the largest part of the target time used up: (time in line + age credit) / time of the" in said
    assert "age rate" not in said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("longest_since_contact", "of the best rank, to the agent whose last contact ended first, of whatever day."),
        ("fewest_contacts", "to the agent with the fewest contacts today, in a tie the one idle longest."),
    ],
)
def test_an_order_of_agents_is_said_in_words(tmp_path, rule, said):
    assert said in routing_said(tmp_path, ORDERS.replace("round_robin", rule))


@pytest.mark.parametrize("width", [80, 100])
def test_twenty_types_and_groups_stay_readable(tmp_path, width):
    groups = "".join(
        f"  team_{k}: {{agents: 1, serves: {{type_{k}: {{}}, type_{(k + 1) % 20}: {{priority: 2, after: 30s}}}}}}\n"
        for k in range(20)
    )
    sources = "".join(f"  s_{k}: {{arrivals: 5/h}}\n" for k in range(20))
    types = "".join(f"  type_{k}: {{from: s_{k}, channel: voice, talk: 3m, patience: 3m}}\n" for k in range(20))
    text = (
        'version: 1\nname: Twenty\nhorizon: {from: "08:00", to: "10:00"}\nchannels: {voice: {}}\n'
        f"sources:\n{sources}contact_types:\n{types}agent_groups:\n{groups}"
    )
    (tmp_path / "twenty.yaml").write_text(text)
    done = ccsim("show", str(tmp_path / "twenty.yaml"), "--routing", width=width)
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= width
    at = lines.index("type_7")
    assert [line.split() for line in lines[at + 1 : at + 3]] == [
        ["team_6", "–", "2", "30s"],
        ["team_7", "–", "1", "–"],
    ]


def test_routing_stands_alone(tmp_path):
    done = ccsim("show", write(tmp_path), "--routing", "--why", "channels")
    assert (done.exit_code, done.stderr) == (
        2,
        "--routing shows who takes which contacts; leave out --why and --defaults.\n",
    )
