"""The page of a run: whole, harmless, the same every time, and with the numbers of every other report."""

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hostile import HOSTILE, hostile_study
from hotline import study
from pages import Page

from simulator import __version__
from simulator.checking import check_points
from simulator.comparing import ask, compare, run_asked
from simulator.errors import UsageError
from simulator.printable import printable
from simulator.report.page.formulas import LEFT_OUT
from simulator.report.page.glossary_words import glossary, words_in
from simulator.report.page.html_page import page
from simulator.report.page.page_files import check_target, save_page
from simulator.report.page.page_pictures import drawn, inline, title_of
from simulator.report.pictures.paired_differences import differences
from simulator.report.pictures.picture_files import svg_text
from simulator.report.records.document import document
from simulator.report.tables.lines import LABELS, labels
from simulator.report.words.answer import answer
from simulator.run_folder.page_background import background_of
from simulator.which_engine import engine_kind

ROOT = Path(__file__).parent.parent.parent


def made(study, *arguments, pictures=False, command="compare", **how):
    asked = ask(study, *arguments, **{"replications": 3, **how})
    run = run_asked(asked, 1)
    promises = check_points([], run) if asked.grid.axes and not run.others else None
    return run, page(run, background_of(asked, command), promises, pictures)


CHECKS = "checks: [service_level(orders) >= 10%, abandonment_rate <= 1%]\n"


@pytest.fixture(scope="module")
def plain():
    return made(study(CHECKS), ["three", "two_lines", "twin"])


@pytest.fixture(scope="module")
def hostile():
    return made(hostile_study(), list(HOSTILE), replications=2)


@cache
def read(text):
    found = Page(text)
    assert found.wrong == []
    return found


def test_the_page_is_whole_and_asks_for_nothing(plain, hostile):
    for _, text in (plain, hostile):
        found = read(text)
        assert found.tags.count("h1") == found.tags.count("main") == 1
        assert text.startswith("<!DOCTYPE html>")
        assert not re.search(r"https?://", text)


def test_headings_skip_no_level(plain):
    levels = [level for level, _ in read(plain[1]).headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_question_and_then_the_answer_come_first(plain):
    run, text = plain
    said = read(text).text
    assert said.index("Does a third person pay?") < said.index(answer(run)) < said.index("Results")


def test_every_section_is_there(plain):
    titles = [words for _, words in read(plain[1]).headings]
    for title in ("The answer", "Strategies", "Results", "In detail", "Targets", "Assumptions", "The whole scenario",
                  "Confidence", "Formulas", "Glossary", "Run it again"):  # fmt: skip
        assert title in titles


def number(text):
    """Return a number as a reader of a table understands it: percentages as shares, times in seconds."""
    value = re.split(r"±| \(", text)[0].replace(",", "").strip()
    minutes = re.fullmatch(r"(?:(\d+)h)?(\d+)m(?:(\d\d)s)?", value)
    if minutes:
        hours, first, second = (int(part or 0) for part in minutes.groups())
        return hours * 3600 + first * 60 + second, 0.5
    digits = re.match(r"-?\d+(?:\.(\d+))?", value)
    factor = 0.01 if "%" in value else 1.0
    return float(digits[0]) * factor, 0.5 * 10.0 ** -len(digits[1] or "") * factor


def test_the_numbers_of_the_table_are_those_of_the_document(plain):
    run, text = plain
    rows = json.loads("\n".join(document(run)))["rows"]
    known = {(r["strategy"], r["metric"]): r["value"] for r in rows if r["of"] == "all" and r["interval"] is None}
    table = read(text).table("All strategies with their values")
    strategies = [head.split()[0] for head in table.rows[0][1:]]
    metrics = {label: metric for metric, label in labels(run.first).items()}
    assert strategies == list(run.strategies)
    for label, *cells in table.rows[1:]:
        for strategy, cell in zip(strategies, cells, strict=True):
            shown, within = number(cell)
            assert shown == pytest.approx(known[strategy, metrics[label.removesuffix(" †")]], abs=within * 1.001)


def test_every_row_of_a_table_has_as_many_cells_as_its_head(plain, hostile):
    for _, text in (plain, hostile):
        for table in read(text).tables:
            assert table.caption
            assert len({len(row) for row in table.rows}) == 1


def test_names_are_shown_and_never_obeyed(hostile):
    _, text = hostile
    found = read(text)
    for each in HOSTILE:
        assert " ".join(printable(each).split()) in found.text
    assert "<script" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text


def test_a_line_break_in_a_name_does_not_break_the_answer(hostile):
    assert hostile[1].count('<p class="answer">') == 1


def test_a_strategy_is_told_by_what_it_changes(plain):
    said = read(plain[1]).text
    assert "agent group front › agents: 2 → 3" in said
    assert "channel voice › lines: 6 → 2" in said
    assert "nothing: exactly as as_today" in said


def test_futures_are_told_and_all_of_them_are_judged():
    _, text = made(study(CHECKS), ["three"], futures=[None, "busy"])
    found = read(text)
    assert "source shoppers › arrivals: 40/h → 80/h" in found.text
    assert len(found.table("The targets, and what became of them").rows) == 1 + 2 * 2 * (2 + 2)


def test_without_checks_the_targets_of_the_types_are_judged():
    said = read(made(study(), ["three"])[1]).text
    assert "The scenario states no checks" in said
    assert "service_level(orders) >= 80%" in said


def test_what_each_check_came_to_is_said(plain):
    table = read(plain[1]).table("The targets, and what became of them")
    assert {row[0] for row in table.rows[1:]} == {
        "service_level(orders) >= 10%",
        "abandonment_rate <= 1%",
        "service_level(orders) >= 80%",
        "service_level(returns) >= 80%",
    }
    assert {row[-1].split(",")[0].split(":")[0] for row in table.rows[1:]} <= {"holds", "broken", "undecided"}


@pytest.mark.long
def test_one_strategy_and_a_grid_have_pages_too():
    one = read(made(study(), ["three"], "three", command="run")[1])
    assert one.table("three: the whole day")
    grid = read(made(study(), vary=["agent_groups.front.agents=2,3"])[1])
    assert "agent_groups.front.agents" in grid.text
    assert "at every point of the grid" in grid.text
    several = read(made(study(), ["three"], vary=["channels.voice.lines=4,5"])[1])
    assert "Targets" not in [title for _, title in several.headings]


def test_assumptions_say_what_is_written_and_what_that_comes_to(plain):
    found = read(plain[1])
    written = found.table("Contact types, as written")
    assert written.rows[0][1:5] == ["from", "share", "channel", "talk"]
    assert written.rows[1][:3] == ["orders", "shoppers", "60%"]
    assert "exponential: {mean: 3m}" in written.rows[1]
    agents = found.table("Agents of front on duty")
    assert agents.rows[1] == ["08:00", "2", "3", "2", "2"]
    assert found.table("Durations, as stated and as drawn")


def test_the_scenario_is_there_as_text_that_can_be_run(plain):
    from simulator.scenario.reader import load_text

    run, text = plain
    blocks = re.findall(r"<details.*?<code>(.*?)</code>", text, flags=re.DOTALL)
    assert len(blocks) == len(run.strategies)
    assert load_text(unescape(blocks[1])).resolve() == run.first.scenarios["three"]


def test_a_page_says_how_to_make_its_run_again(plain):
    said = read(plain[1]).text
    assert "ccsim compare scenario/" in said
    assert "-n 3 --seed 3" in said
    assert re.search(r"SHA-256 of everything that determines the numbers is [0-9a-f]{64};", said)


def test_it_says_which_engine_ran_where_that_is_known(plain):
    run, asked = plain[0], ask(study(CHECKS), ["three", "two_lines", "twin"])
    background = background_of(asked, "compare")
    for engine, said in (("compiled", " (compiled engine)"), ("", "")):
        text = read(page(run, replace(background, engine=engine), with_pictures=False)).text
        assert f"Made with ccsim {__version__}{said}, python" in text
    assert background.engine == engine_kind()


def test_every_metric_of_the_table_has_its_formula(plain):
    said = read(plain[1]).text
    for metric in (*LABELS, "offered"):
        assert f" {metric} = " in said
    counts = {"arrived", "offered", "answered", "closed", "agent_hours"}
    assert LABELS.keys() - counts - {"closed_per_agent_hour"} <= LEFT_OUT.keys()


def test_the_words_of_a_page_are_those_of_the_glossary(plain):
    copy = ROOT / "simulator" / "report" / "page" / "glossary.md"
    assert copy.read_text("utf-8") == (ROOT / "GLOSSARY.md").read_text("utf-8"), f"cp GLOSSARY.md {copy}"
    assert words_in("One batch, many strategies, no erlang.").keys() == {"batch", "erlang", "strategy"}
    assert not words_in("Nothing here. Casement.")
    assert "patience" in words_in(read(plain[1]).text)
    assert len(glossary()) > 50
    assert "word" not in glossary()


def test_the_same_run_gives_the_same_bytes(plain):
    assert made(study(CHECKS), ["three", "two_lines", "twin"])[1] == plain[1]


def test_who_has_other_customers_is_named():
    said = read(made(study(), ["fewer_customers", "three"])[1]).text
    assert "In fewer_customers the customers differ" in said


def test_one_replication_promises_no_interval():
    said = read(made(study(), ["three"], replications=1)[1]).text
    assert "One replication has no interval" in said
    assert "Bonferroni" not in said


def test_a_data_file_that_is_gone_costs_a_part_and_not_the_page(tmp_path):
    (tmp_path / "came.csv").write_text("time\n08:01:00\n08:20:00\n")
    path = tmp_path / "hotline.yaml"
    from hotline import TEXT

    from simulator.scenario.reader import load

    path.write_text(TEXT.replace("arrivals: 40/h}\ncontact", "arrivals: {recorded: {file: came.csv}}}\ncontact"))
    asked = ask(load(str(path)), ["three"], replications=2)
    run, background = run_asked(asked, 1), background_of(asked, "compare")
    (tmp_path / "came.csv").unlink()
    assert "cannot be computed here" in read(page(run, background, with_pictures=False)).text


@pytest.fixture(scope="module")
def two_svgs():
    run = compare(hostile_study(), list(HOSTILE[:3]), replications=2, jobs=1)
    figure = differences(run)
    return [str(inline(svg_text(figure), prefix, title_of(figure))) for prefix in ("p1", "p2")]


def test_several_pictures_on_a_page_do_not_meet(two_svgs):
    found = read("".join(two_svgs))
    assert found.ids
    assert {one.split("-")[0] for one in found.ids} == {"p1", "p2"}


def test_a_picture_is_read_aloud_and_its_names_are_letters(two_svgs):
    svg = two_svgs[0]
    assert 'role="img" aria-labelledby="p1-title"' in svg
    assert re.search(r'<title id="p1-title">[^<]{10,}</title>', svg)
    assert "&lt;script&gt;" in svg
    assert "<script" not in svg
    assert "<style" not in svg
    assert "<metadata" not in svg


def test_a_name_that_looks_like_a_reference_stays_a_name():
    svg = '<svg viewBox="0 0 1 1"><text id="a">id="a" url(#a)</text><use href="#b"/><g id="b"/></svg>'
    out = str(inline(svg, "p1", "t"))
    assert '<text>id="a" url(#a)</text><use href="#p1-b"/><g id="p1-b"/>' in out


@pytest.mark.long
def test_all_pictures_of_a_run_are_on_its_page_once():
    run, text = made(study(), ["three", "two_lines"], futures=[None, "busy"], pictures=True)
    found = read(text)
    pictures = list(drawn(run))
    assert found.tags.count("figure") == found.tags.count("figcaption") == len(pictures) >= 10
    assert len({one.caption for one in pictures}) == len(pictures)
    assert made(study(), ["three", "two_lines"], futures=[None, "busy"], pictures=True)[1] == text


def test_a_page_is_written_whole_or_not_at_all(tmp_path):
    target = check_target(tmp_path / "page.html")
    save_page("é", target)
    assert target.read_bytes() == "é".encode()
    with pytest.raises((NotADirectoryError, FileNotFoundError, IsADirectoryError)):
        save_page("x", tmp_path / "nowhere" / "page.html")
    with pytest.raises(UnicodeEncodeError):
        save_page("\ud800", target)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert target.read_bytes() == "é".encode()


def test_where_no_page_can_be_is_said_before_a_run(tmp_path):
    (tmp_path / "file").write_text("")
    for path, what in ((tmp_path, "is a folder"), (tmp_path / "a" / "b.html", "does not exist"),
                       (tmp_path / "file" / "b.html", "is a file")):  # fmt: skip
        with pytest.raises(UsageError, match=what):
            check_target(path)


BEHIND = ("details", "assumptions", "formulas", "words")
LINES_OF_A_PAGE, LINES_OF_A_PICTURE, SIGNS_OF_A_LINE = 60, 21, 110


def test_what_is_printed_is_short_where_no_browser_is_there_to_count_pages(plain):
    """Count lines as a stand-in for pages; test_page_in_browser.py prints and counts them."""
    css = Path("simulator/report/page/page.css").read_text("utf-8")
    assert f":is({', '.join(f'#{one}' for one in BEHIND)}) {{ display: none; }}" in css
    assert "figure:nth-of-type(n + 6) { display: none; }" in css
    _, text = plain
    for section in BEHIND:
        text = re.sub(rf'<section id="{section}".*?</section>', "", text, flags=re.DOTALL)
    pictures = min(5, text.count("<figure"))
    text = re.sub(r"<svg.*?</svg>|<style.*?</style>", "", text, flags=re.DOTALL)
    told = [
        re.sub(r"<[^>]*>", "", one)
        for one in re.findall(r"<(?:p|dt|dd|h[123])\b.*?</(?:p|dt|dd|h[123])>", text, re.DOTALL)
    ]
    lines = text.count("<tr") + sum(1 + len(one) // SIGNS_OF_A_LINE for one in told) + pictures * LINES_OF_A_PICTURE
    assert lines / LINES_OF_A_PAGE <= 8
    assert 'id="everything"' in text


def test_no_name_of_a_value_is_left_in_a_page(plain):
    said = read(plain[1]).text
    assert not re.search(r"\{[A-Z_]+\}", said)
