"""The page opened in a real browser: it reads, draws, prints, and complains of nothing. Skipped where there is none."""

import re
import shutil
import struct
import subprocess
import zlib

import pytest
from hostile import HOSTILE, hostile_study
from pages import Page

from simulator.comparing import ask, run_asked
from simulator.report.page.html_page import page
from simulator.run_folder.page_background import background_of
from simulator.scenario.reader import load

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT_S = 120

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def browser():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser on PATH to open the page with: none of {', '.join(BROWSERS)}")
    return found


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    """Return what opens a file with more options: (stdout, what the page complained of)."""
    profile = tmp_path_factory.mktemp("profile")

    def open_(path, *options):
        done = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
             f"--user-data-dir={profile}", *options, path.as_uri()],
            capture_output=True, text=True, timeout=TIMEOUT_S, check=True,
        )  # fmt: skip
        return done.stdout, re.findall(r"CONSOLE.*", done.stderr)

    return open_


def written(study, folder, *arguments, **how):
    asked = ask(study, *arguments, **how)
    path = folder / "page.html"
    path.write_text(page(run_asked(asked, 1), background_of(asked, "compare")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def first_steps(tmp_path_factory):
    return written(load("scenarios/first_steps.yaml"), tmp_path_factory.mktemp("page"), replications=3)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return written(hostile_study(), tmp_path_factory.mktemp("hostile"), list(HOSTILE[:9]), replications=2)


PAGES = ["first_steps", "hostile"]


@pytest.mark.parametrize("which", PAGES)
def test_a_browser_understands_the_page_as_it_was_written(which, request, opened):
    path = request.getfixturevalue(which)
    dom, complaints = opened(path, "--dump-dom")
    assert complaints == []
    there, written = (Page(text) for text in (dom, path.read_text("utf-8")))
    assert there.headings == written.headings
    assert [(table.caption, table.rows) for table in there.tables] == [
        (table.caption, table.rows) for table in written.tables
    ]
    # A browser mends what is wrong by moving it: nothing was.
    assert there.tags == written.tags


def test_a_page_that_complains_is_noticed(opened, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<!DOCTYPE html><title>x</title><script>console.error('gone wrong')</script>")
    assert "gone wrong" in " ".join(opened(path, "--dump-dom")[1])


@pytest.mark.parametrize("which", PAGES)
@pytest.mark.parametrize("width", [1280, 500])
def test_it_is_drawn_on_wide_and_narrow_screens_and_never_wider_than_they_are(which, width, request, opened, tmp_path):
    # A script of the test's own measures what the browser laid out.
    path, probe = request.getfixturevalue(which), tmp_path / "probe.html"
    measure = "<script>document.title = document.documentElement.scrollWidth + ' of ' + innerWidth</script></body>"
    probe.write_text(path.read_text("utf-8").replace("</body>", measure), encoding="utf-8")
    picture = tmp_path / "page.png"
    opened(path, f"--window-size={width},1600", "--hide-scrollbars", f"--screenshot={picture}")
    dom, _ = opened(probe, f"--window-size={width},1600", "--hide-scrollbars", "--dump-dom")
    laid_out, wide = map(int, re.search(r"<title>(\d+) of (\d+)</title>", dom).groups())
    assert laid_out <= wide == width
    assert len(set(pixels(picture))) > 20


def pixels(path):
    """Return the bytes of a PNG's picture, unpacked: enough to see that something was drawn."""
    data, place, packed = path.read_bytes(), 8, b""
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        packed += data[place + 8 : place + 8 + size] if kind == b"IDAT" else b""
        place += 12 + size
    return zlib.decompress(packed)


def printed(opened, path, folder):
    """Return on how many A4 pages a page prints."""
    paper = folder / "page.pdf"
    opened(path, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))


@pytest.mark.parametrize("name", ["first_steps", "cyber_monday", "blended"])
def test_a_page_of_two_strategies_prints_on_at_most_8_pages_and_as_a_whole_when_asked(name, opened, tmp_path):
    study = load(f"scenarios/{name}.yaml")
    path = written(study, tmp_path, list(study.strategies[:2]), replications=3)
    assert 3 <= printed(opened, path, tmp_path) <= 8
    whole = path.read_text("utf-8").replace('id="everything"', 'id="everything" checked')
    path.write_text(whole, encoding="utf-8")
    assert printed(opened, path, tmp_path) > 8
