"""The HTML reports in a real browser: on a phone, on a laptop and on paper, in light and in dark.

Pictures of all of them are left in .build/pages.
"""

import os
import struct
import zlib
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from browser import Browser

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "Samples").rglob("*.html"))
GOLDEN = [ROOT / "Tests/ReportingTests/Golden" / name for name in (
    "hostile.html", "hostile-fleet.html", "fleet.html", "unknown.html", "contested.html", "compare-fleet.html")]
LOOKS = [("phone", "light"), ("phone", "dark"), ("laptop", "light"), ("laptop", "dark"), ("print", "light"),
         ("print", "dark")]
PICTURES = ROOT / ".build/pages"


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


def test_there_are_pages_of_nodes_of_a_fleet_and_of_a_comparison():
    names = [path.stem for path in SAMPLES]
    assert len(names) >= 8
    assert {"two-live", "fleet", "compare"} <= set(names)


@pytest.mark.parametrize("size,scheme", LOOKS)
@pytest.mark.parametrize("page", SAMPLES + GOLDEN, ids=lambda path: path.stem)
def test_page(browser, page, size, scheme):
    browser.look(size, scheme)
    said, asked, opened = browser.open(page)
    assert opened
    assert said == [], "it complains on the console"
    assert asked == [], "it asks for more than itself"
    assert browser.overflow() == [], "it is wider than the screen"
    if (size, scheme) != ("print", "dark"):
        browser.picture(PICTURES / f"{page.stem}.{size}.{scheme}.png")
    if size == "print":
        folded = browser.run("return [...document.querySelectorAll('details > :not(summary)')]"
                             ".filter(e => e.getBoundingClientRect().height === 0).length")
        assert folded == 0, "paper cannot be unfolded"
        assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    else:
        browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
        assert browser.overflow() == [], "it is wider than the screen once unfolded"
    if scheme == "dark" or size == "print":
        # What else axe-core looks at is the same in every colour.
        violations, passes = browser.violations(["color-contrast"])
        assert set(passes) == {"color-contrast"}
    else:
        violations, passes = browser.violations()
        assert {"color-contrast", "heading-order", "landmark-one-main", "document-title"} <= set(passes)
    assert violations == []


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("page", SAMPLES, ids=lambda path: path.stem)
def test_the_first_screen_answers(browser, page, size):
    browser.look(size, "light")
    browser.open(page)
    bottom, height, questions = browser.run(
        "const c = document.querySelector('.cards');"
        "return [c.getBoundingClientRect().bottom, innerHeight, c.querySelectorAll('dt').length]")
    assert questions >= 3
    assert bottom <= height


def test_the_first_key_leads_to_the_report_and_the_next_ones_to_everything_that_scrolls_or_folds(browser):
    browser.look("laptop", "light")
    browser.open(ROOT / "Samples/two-live.html")
    seen = []
    for _ in range(60):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        now = browser.run(
            "const e = document.activeElement;"
            "return [e.tagName, e.getAttribute('class'), e.getBoundingClientRect().top, e.textContent.slice(0, 20)]")
        if now[0] == "BODY":
            break
        seen.append(now)
    assert seen[0][1] == "skip" and seen[0][2] >= 0, "the skip link comes first, and is seen"
    wanted = browser.run("return document.querySelectorAll('a, summary, .scroll').length")
    assert len(seen) == wanted


def test_a_footnote_leads_to_the_sql_that_is_shown_with_its_number(browser):
    browser.look("laptop", "light")
    browser.open(ROOT / "Samples/fleet.html")
    notes = browser.run(
        "return [...document.querySelectorAll('sup a')].map(a => ["
        "a.textContent, document.querySelector(a.getAttribute('href')).value])")
    assert {note for note, _ in notes} >= {"[1]", "[2]", "[4]", "[7]"}
    assert [note for note, _ in notes] == [f"[{number}]" for _, number in notes]


@pytest.mark.parametrize("page", [ROOT / "Samples/two-live.html", ROOT / "Samples/fleet.html"], ids=lambda p: p.stem)
def test_it_prints_on_few_sheets(browser, page):
    browser.look("laptop", "dark")
    browser.open(page)
    browser.cdp("Emulation.setEmulatedMedia", media="", features=[])
    file = PICTURES / f"{page.stem}.pdf"
    browser.pdf(file)
    sheets = file.read_bytes().count(b"/Type /Page\n")
    assert 1 <= sheets <= 8


def test_the_checks_find_what_they_are_for(browser, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>bad</title><h1>bad</h1><p style='color:#bbb;background:#fff'>pale</p>"
        "<div style='width:3000px'>wide</div><img alt='' src='nowhere.png'><script>console.error('no')</script>")
    browser.look("phone", "light")
    said, asked, _ = browser.open(page)
    assert any("no" in line for line in said)
    assert [url for url in asked if url.endswith("nowhere.png")]
    assert browser.overflow()
    violations, _ = browser.violations()
    assert any(line.startswith("color-contrast") for line in violations)


def test_the_readme_shows_the_sample(browser):
    picture = ROOT / "Samples/two-live.png"
    browser.look("laptop", "light")
    browser.open(ROOT / "Samples/two-live.html")
    # Fonts differ from machine to machine, words do not: the picture has those of the part that it shows.
    words = browser.run("return document.querySelector('main').firstElementChild.innerText")
    assert "stored twice" in words
    if os.environ.get("RECORD") == "1":
        browser.screen(picture)
        describe(picture, words)
        pytest.fail("recorded Samples/two-live.png; look at it, then run again without RECORD=1")
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1280, 800)
    assert description(words) in data, "the page is another one by now: RECORD=1 takes its picture anew"
    assert "(Samples/two-live.png)" in (ROOT / "README.md").read_text()


def description(words):
    """A chunk iTXt of PNG: https://www.w3.org/TR/png-3/#11iTXt"""
    content = b"iTXt" + b"Description\0\0\0\0\0" + words.encode()
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def describe(picture, words):
    # After the header, which has 13 bytes between length, name and sum of eight, four and four.
    data, header = picture.read_bytes(), 8 + 25
    picture.write_bytes(data[:header] + description(words) + data[header:])
