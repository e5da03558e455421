"""Results show themselves: in a line, in a notebook, as text, as a table, as a picture."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import own
import pandas as pd
import pytest
from drawn import HOSTILE, hotline_run
from hotline import TEXT
from printing import printed

import ccsim as cc
from simulator import pictures
from simulator.report import notebook
from simulator.report.description.description_blocks import description_blocks
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.promises import checks_blocks
from simulator.scenario.reader import load_text

ROOT = Path(__file__).parent.parent.parent
CHECKED = TEXT + "checks: [abandonment_rate <= 99%, service_level(orders) >= 99.9%]\n"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def results():
    study = load_text(CHECKED)
    compared = hotline_run("as_today", "three", replications=4)
    return {
        "compared": compared,
        "comparison": compared.first,
        "alone": hotline_run("as_today", replications=4),
        "futures": hotline_run("as_today", "three", replications=4, futures=(None, "busy")),
        "grid": hotline_run("as_today", vary=("agent_groups.front.agents=1,2",), replications=2),
        "checked": cc.check(study, ["as_today", "three"], replications=4, jobs=1),
        "description": cc.describe(study, "three", days=20),
        "stored": cc.load_run(ROOT / "results/example"),
        "fine": cc.validate(study),
        "wrong": cc.validate({"version": 1, "chanels": {}}),
    }


NAMES = [
    "compared", "comparison", "alone", "futures", "grid", "checked", "description", "stored", "fine", "wrong",
]  # fmt: skip
DRAWN = ["compared", "comparison", "alone", "futures", "grid", "description", "stored"]


class Tags(HTMLParser):
    """Which tags are open at the end, and what is written between them."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.styles = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        (self.styles if "style" in self.open else self.words).append(data)


def read(html):
    tags = Tags()
    tags.feed(html)
    assert not tags.open
    return tags


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_tables_that_stand_alone(results, name):
    html = results[name]._repr_html_()
    tags = read(html)
    assert html.startswith('<div class="ccsim">')
    assert not re.search(r"<script|<link|<img|https?:|@import|url\(", html)
    assert "<table" in html
    # The style reaches nothing but the result itself, and no colour but the notebook's own.
    for selector in re.findall(r"([^{}]+)\{", "".join(tags.styles)):
        assert all(one.strip().startswith(".ccsim ") for one in selector.split(",")), selector
    assert "#" not in "".join(tags.styles)
    assert len(html) < 100_000
    assert results[name]._repr_html_() == html


@pytest.mark.parametrize("name", NAMES)
def test_a_line_says_what_it_is(results, name):
    line = repr(results[name])
    assert line.startswith("<")
    assert line.endswith(">")
    assert "\n" not in line
    assert len(line) < 200


def test_lines_say_how_much_there_is(results):
    said = "<Compared of Hotline: 2 strategies (as_today, three), 4 replications, seed 3>"
    assert repr(results["compared"]) == said
    assert "2 futures" in repr(results["futures"])
    assert "1 strategy (as_today), 2 points, 2 replications" in repr(results["grid"])
    assert repr(results["checked"]).startswith("<Checked of Hotline: ")
    assert repr(results["description"]) == "<Description of Hotline: three, as stated>"
    assert repr(results["stored"]).startswith("<StoredRun of ")
    assert repr(results["wrong"]).startswith("<Validation of <mapping>: ")
    study = load_text(TEXT)
    assert repr(study) == "<Study 'Hotline' of scenario.yaml: 5 strategies, 1 future>"
    log = cc.simulate(study.resolve(), cc.draw(study.resolve(), 1, 2))
    assert repr(log) == f"<RunLog of replication 2, seed 1: {len(log.contacts['arrived_s'])} contacts>"


def test_a_summary_is_what_the_command_prints(results):
    assert results["compared"].summary(80) == printed(compared_blocks(results["compared"]), 80).rstrip()
    assert results["comparison"].summary() == results["compared"].summary()
    assert results["checked"].summary(80) == printed(checks_blocks(results["checked"]), 80).rstrip()
    assert results["description"].summary(100) == printed(description_blocks(results["description"]), 100).rstrip()
    assert results["stored"].summary() == results["stored"].compared.summary()
    assert "by contact type" in results["alone"].summary() or "orders" in results["alone"].summary()
    for name in NAMES:
        assert max(map(len, results[name].summary(70).splitlines())) <= 70, name
    with pytest.raises(cc.UsageError, match="width: expected a whole number, got the text 'wide'"):
        results["compared"].summary("wide")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_the_summary_is_in_the_notebook(results, name):
    html = " ".join("".join(read(results[name]._repr_html_()).words).split())
    last = results[name].summary(100_000).splitlines()[-1]
    assert " ".join(last.split())[-30:] in html or name in ("fine", "wrong")


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_a_table(results, name):
    frame = results[name].to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) > 0 or name == "fine"


def test_tables_have_what_is_promised(results):
    assert results["compared"].to_frame().equals(cc.rows_frame(results["compared"]))
    assert results["comparison"].to_frame().equals(cc.rows_frame(results["compared"]))
    assert results["stored"].to_frame().equals(cc.rows_frame(results["stored"]))
    checks = results["checked"].to_frame()
    assert set(checks["verdict"]) <= {"holds", "broken", "undecided"}
    assert len(checks) == 4
    assert list(checks.columns[:3]) == ["check", "strategy", "future"]
    assert "reason" in checks
    load = results["description"].to_frame()
    assert list(load.columns) == ["of", "interval", "contacts", "busy_agents", "staff"]
    assert load.query("of == 'type:orders'")["contacts"].sum() == pytest.approx(48)
    assert load.query("of == 'group:front'")["staff"].tolist() == [3, 3]
    wrong = results["wrong"].to_frame()
    assert set(wrong["severity"]) == {"problem"}
    assert "unknown key 'chanels'." in set(wrong["message"])


@pytest.mark.parametrize("name", DRAWN)
def test_it_has_a_picture_that_shows_itself(results, name):
    picture = results[name].plot()._repr_png_()
    assert picture.startswith(PNG)
    assert 5_000 < len(picture) < 500_000
    # What a Figure would say instead where it thinks it lives in a window.
    assert results[name].plot()._repr_html_() is None


def test_the_picture_is_the_one_that_says_most(results):
    kinds = {"compared": pictures.differences, "alone": pictures.service, "futures": pictures.futures}
    kinds["grid"] = pictures.along
    for name, draw in kinds.items():
        assert pictures.svg_text(results[name].plot()) == pictures.svg_text(draw(results[name]))
    waits = results["compared"].plot("waits")
    assert pictures.svg_text(waits) == pictures.svg_text(pictures.waits(results["compared"]))


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("compared", "wait", "there is no picture 'wait'. Did you mean 'waits'"),
        ("alone", "differences", "there is no picture 'differences' of this run. Known: service, "),
        ("description", "waits", "there is no picture 'waits' of a description. Known: load."),
        ("compared", 3, "kind: expected the name of a picture, as 'service', got the number 3."),
    ],
)
def test_a_picture_that_there_is_not_is_said(results, name, kind, words):
    with pytest.raises(cc.UsageError) as raised:
        results[name].plot(kind)
    assert str(raised.value).startswith(words)


def test_no_window_is_opened_and_no_pyplot_loaded():
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "import ccsim as cc; from hotline import TEXT; from simulator.scenario.reader import load_text\n"
        "run = cc.compare(load_text(TEXT), 'three', replications=2, jobs=1)\n"
        "assert 'simulator.report' not in sys.modules and 'matplotlib' not in sys.modules\n"
        "run._repr_html_(); assert 'matplotlib' not in sys.modules\n"
        "run.plot()._repr_png_(); sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_hostile_names_are_harmless_in_a_notebook():
    strategies = "".join(f"  {name!r}: {{}}\n" for name in HOSTILE[:3])
    text = TEXT.replace("strategies:\n", f"strategies:\n{strategies}")
    run = cc.compare(load_text(text), HOSTILE[0], replications=2, jobs=1)
    html = run._repr_html_()
    read(html)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\n" not in repr(run)


def test_long_tables_are_cut_and_say_so(monkeypatch, results):
    whole = results["alone"]._repr_html_()
    assert "more: summary() has all of it" not in whole
    monkeypatch.setattr(notebook, "ROWS_MAX", 3)
    monkeypatch.setattr(notebook, "COLUMNS_MAX", 1)
    monkeypatch.setattr(notebook, "BLOCKS_MAX", 4)
    html = results["alone"]._repr_html_()
    read(html)
    assert len(html) < len(whole)
    assert re.search(r"… \d+ rows.* more: summary\(\) has all of it\.", html)
    assert "… more: summary() has all of it." in html
    monkeypatch.setattr(notebook, "RUNS_MAX", 3)
    assert "Too much for a notebook" not in results["grid"]._repr_html_()
    assert "Too much for a notebook" in results["futures"]._repr_html_()
    assert "Too much for a notebook" not in results["futures"].summary()
    monkeypatch.setattr(notebook, "STRATEGIES_MAX", 1)
    assert "Too much for a notebook" in results["comparison"]._repr_html_()


def test_own_metrics_are_shown():
    run = cc.compare(load_text(TEXT), "three", replications=3, jobs=1, metrics={"came": own.came})
    assert "your metrics" in run._repr_html_()


def test_validate_finds_what_the_command_finds(tmp_path):
    path = tmp_path / "hotline.yaml"
    path.write_text(TEXT.replace("lines: 6", "linse: 6"))
    found = cc.validate(path)
    assert not found.valid
    assert [(one.line, one.where) for one in found.problems] == [(6, "channels.voice")]
    assert cc.validate({}).problems[0].what == "the mapping is empty."
    path.write_text(TEXT)
    fine = cc.validate(path)
    assert fine.valid
    assert fine.content == "2 contact types, 2 agent groups, 5 strategies, 1 future"
    assert fine.warnings
    strict = cc.validate(str(path), strict=True)
    assert (strict.problems, strict.warnings) == (fine.warnings, ())
    assert cc.validate(cc.load(path)).warnings == fine.warnings
    assert "no such file" in cc.validate(tmp_path / "nothing.yaml").problems[0].what
    assert cc.validate(path, "run.replications=x").problems
    for more in ({"settings": "run.replications=x"}, {"allow_outside": True}, {"folder": tmp_path}):
        with pytest.raises(cc.UsageError, match="a study that is loaded stays as it is"):
            cc.validate(cc.load(path), **more)
