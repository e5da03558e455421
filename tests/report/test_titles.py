"""Titles and notes: people are told them, programs keep the names, and no number and no hash depends on them."""

import csv
import io
import json
import re

import pytest
from printing import in_one_line, printed
from typer.testing import CliRunner

from simulator import describe
from simulator.checking import check
from simulator.cli.main import app
from simulator.comparing import ask, compare
from simulator.errors import ScenarioError
from simulator.report.description.description_blocks import description_blocks
from simulator.report.media.markdown import markdown
from simulator.report.pictures.albums import album
from simulator.report.pictures.description_picture import load_picture
from simulator.report.records.document import document
from simulator.report.records.tidy import checks_csv, everything_csv, rows_csv
from simulator.report.tables.promises import checks_blocks
from simulator.report.tables.summary import summary
from simulator.report.words.goal_words import goal_label
from simulator.report.words.sentence import sentence
from simulator.report.words.titled import for_people
from simulator.run_folder.identity import hash_of, identity_of
from simulator.run_folder.stored import load_run
from simulator.scenario.reader import load_text

PLAIN = """\
version: 1
name: Titles
horizon: {from: "08:00", to: "10:00"}
channels:
  voice: {lines: 60}
  chat: {}
sources:
  shoppers: {arrivals: 40/h}
contact_types:
  orders: {from: shoppers, share: 80%, channel: voice, talk: 4m, patience: 3m}
  chats: {from: shoppers, share: 20%, channel: chat, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 4, serves: {orders: {}, chats: {}}}
strategies:
  as_today: {}
  more: {agent_groups: {front: {agents: {add: 1}}}}
  title: {agent_groups: {front: {agents: {add: 2}}}}
futures:
  busy: {sources: {shoppers: {arrivals: {times: 1.2}}}}
checks: [service_level(orders) >= 10%]
"""
TITLED = (
    PLAIN.replace("voice: {", "voice: {title: The telephone, ")
    .replace("orders: {from", "orders: {title: Orders by phone, note: From the shop, from")
    .replace("front: {agents: 4", "front: {title: The front desk, note: All of them, agents: 4")
    .replace("as_today: {}", "as_today: {title: As it is today}")
    .replace("more: {", "more: {title: 12 people, note: 12 people 09–13 and 16–20, ")
    .replace("busy: {", "busy: {title: 20 % more customers, ")
)
SAID = ("The telephone", "Orders by phone", "As it is today", "12 people", "20 % more customers")


def run(text, **asked):
    return compare(load_text(text), replications=2, jobs=1, futures=["all"], **asked)


@pytest.fixture(scope="module")
def titled():
    return run(TITLED)


@pytest.fixture(scope="module")
def plain():
    return run(PLAIN)


def test_a_title_changes_no_hash_and_no_number(titled, plain):
    one, other = (identity_of(ask(load_text(text), futures=["all"])) for text in (TITLED, PLAIN))
    assert one == other
    assert hash_of(one) == hash_of(other)
    rows = [row for run in (titled, plain) for row in csv.DictReader(io.StringIO(rows_csv(run)))]
    half = len(rows) // 2
    for mine, theirs in zip(rows[:half], rows[half:], strict=True):
        assert {key: text for key, text in mine.items() if not key.endswith("_title")} == theirs


def test_without_titles_nothing_is_other_than_it_was(plain):
    assert for_people(plain) is plain
    assert "_title" not in rows_csv(plain)
    assert "titles" not in json.loads("".join(document(plain)))
    assert "what names stand for" not in summary(plain)


def test_people_read_titles(titled):
    text = summary(titled)
    for words in (*SAID, "12 people 09–13 and 16–20", "The front desk", "All of them", "From the shop"):
        assert words in text
    answer = re.findall(r"\*\*.*is better.*\*\*|\*\*.*\*\*", text)[0]
    assert "as_today" not in answer
    assert "in 20 % more customers" in text
    checks = markdown(checks_blocks(check(load_text(TITLED), ["more", "as_today"], replications=2, jobs=1)))
    assert "As it is today" in checks
    assert "as_today" not in checks


def test_programs_keep_the_names(titled):
    rows = list(csv.DictReader(io.StringIO(everything_csv(titled))))
    assert {row["strategy"] for row in rows} == {"as_today", "more", "title"}
    assert {(row["strategy"], row["strategy_title"]) for row in rows} == {
        ("as_today", "As it is today"), ("more", "12 people"), ("title", ""),
    }  # fmt: skip
    assert {(row["future"], row["future_title"]) for row in rows} == {("", ""), ("busy", "20 % more customers")}
    found = json.loads("".join(document(titled)))
    assert {row["strategy"] for row in found["rows"]} == {"as_today", "more", "title"}
    assert found["titles"]["agent_groups"]["front"] == {"title": "The front desk", "note": "All of them"}
    assert "strategy_title" in checks_csv(check(load_text(TITLED), replications=1, jobs=1))


def test_a_description_and_its_picture_call_types_and_groups_by_their_titles():
    one = describe(load_text(TITLED), "as_today", days=2)
    text = in_one_line(printed(description_blocks(one), 100))
    assert "Orders by phone and chats, served by The front desk" in text
    assert "The front desk is busiest" in text
    assert not re.search(r"served by front|orders, \d+ drawn|\borders and chats\b", text)
    picture = load_picture(one)
    assert picture.subtitle == "As it is today: work against agents on duty"
    assert picture.panels[0].name == "Orders by phone and chats, served by The front desk"


def test_a_goal_is_told_with_titles():
    goal = "goal: {best: {served_in_time(orders): 2, served_in_time(chats): 1}}\n"
    weighed = goal_label(compare(load_text(TITLED + goal), ["as_today"], replications=1, jobs=1).first)
    assert weighed == "served in time (Orders by phone) × 2, served in time (chats) × 1"
    alone = compare(load_text(TITLED + "goal: {best: asa_s(orders)}\n"), replications=2, jobs=1)
    assert "average speed of answer of Orders by phone" in sentence(alone.first)


def test_pictures_are_drawn_with_titles_and_called_by_names(titled, plain):
    assert [one.name for one in album(titled)] == [one.name for one in album(plain)]
    assert {one.strategy for one in album(titled, ["load"])} == {"As it is today", "12 people", "title"}
    assert [one.future for one in album(titled, ["differences"])][-1] == "20 % more customers"


def test_two_of_the_same_title_are_told_apart():
    text = TITLED.replace("title: 12 people", "title: As it is today")
    assert for_people(run(text)).strategies == ("As it is today (as_today)", "As it is today (more)", "title")


def test_a_strategy_that_has_only_a_title_is_the_center_as_it_stands():
    study = load_text(TITLED)
    assert study.warnings() == ()
    two_more = "title: {agent_groups: {front: {agents: {add: 2}}}}"
    only = TITLED.replace(two_more, "other: {agent_groups: {front: {title: X}}}")
    assert [one.where for one in load_text(only).warnings()] == ["strategies.other"]


def test_wrong_titles_stand_at_their_place():
    with pytest.raises(ScenarioError) as refused:
        load_text(TITLED.replace("title: 12 people", "title: [12]").replace("The telephone", '"a\\eb"'))
    assert [one.where for one in refused.value.problems] == ["channels.voice.title", "strategies.more.title"]


def test_a_run_that_was_kept_has_its_titles_and_lists_and_descriptions_show_them(tmp_path):
    def ccsim(*arguments):
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == 0, done.output
        return done.stdout

    path, kept = tmp_path / "titled.yaml", tmp_path / "kept"
    path.write_text(TITLED, "utf-8")
    shown = ccsim("compare", str(path), "-n", "2", "--future", "all", "--out", str(kept), "-q")
    assert ccsim("report", str(kept)) == shown
    assert all(words in shown for words in SAID[2:])
    assert load_run(kept).compared.first.titles == load_text(TITLED).titles
    page = kept / "page.html"
    ccsim("report", str(kept), "--html", str(page))
    assert all(words in page.read_text("utf-8") for words in ("As it is today", "12 people 09–13 and 16–20"))
    assert '<dd class="quiet">12 people 09–13 and 16–20</dd>' in page.read_text("utf-8")
    listed = ccsim("list", str(path))
    for words in (*SAID, "12 people 09–13 and 16–20", "From the shop", "All of them"):
        assert words in listed
    described = ccsim("describe", str(path), "-s", "more")
    for words in ("Orders by phone", "12 people", "The front desk", "All of them"):
        assert words in described
    assert json.loads(ccsim("describe", str(path), "--json"))["titles"]["channels"]
    # Titles are mended, and it is the same run.
    path.write_text(TITLED.replace("12 people", "Twelve people"), "utf-8")
    ccsim("compare", str(path), "-n", "2", "--future", "all", "--out", str(kept), "-q")
    assert "Twelve people" in ccsim("report", str(kept))
