"""The Markdown of a report, rendered, shows the tables of its HTML: the same ones in the same order, cell by cell.

What differs by design is named here: Markdown is at most 100 columns wide, so it may leave out columns that HTML has and
cut a text around one `…`.
"""

import html.parser
import re

import pytest
import reports
from test_markdown import PARSER, plain, shows

PAIRS = [(path, path.with_suffix(".html")) for path in reports.files(".md") if path.with_suffix(".html").exists()]


def line(text):
    """As a reader sees it: runs of blanks are one, and those that do not break look like others."""
    return re.sub(r"[ \n\u00a0]+", " ", text).strip(" ")


class Table:
    def __init__(self, heading):
        self.heading, self.columns, self.rows = heading, [], []


def of_markdown(path):
    """The tables as a CommonMark renderer finds them, those that are folded away too."""
    found, heading, cells, inside = [], "", None, None
    for token in PARSER.parse(path.read_text(encoding="utf-8")):
        if token.type in ("heading_open", "th_open", "td_open"):
            inside = token.type
        elif token.type == "table_open":
            found.append(Table(heading))
        elif token.type == "tr_open":
            cells = []
        elif token.type == "thead_close":
            found[-1].columns = cells
        elif token.type == "tr_close" and cells is not found[-1].columns and found[-1].columns:
            found[-1].rows.append(cells)
        elif token.type == "inline" and inside is not None:
            if inside == "heading_open":
                heading = line(plain(token))
            else:
                cells.append(line(plain(token)))
            inside = None
        if token.type == "tbody_open":
            cells = None
    return found


class Page(html.parser.HTMLParser):
    """The tables of a page; what is drawn and what is only a footnote's number are left out."""

    def __init__(self, text):
        super().__init__()
        self.found, self.heading, self.cells, self.text, self.drawing = [], "", [], None, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "svg":
            self.drawing += 1
        elif tag == "table":
            self.found.append(Table(self.heading))
        elif tag == "tr":
            self.cells = []
        elif tag in ("th", "td", "h1", "h2", "h3"):
            self.text = ""

    def handle_endtag(self, tag):
        if tag == "svg":
            self.drawing -= 1
        elif tag in ("h1", "h2", "h3"):
            self.heading, self.text = line(self.text), None
        elif tag in ("th", "td"):
            self.cells.append(line(self.text))
            self.text = None
        elif tag == "tr":
            if self.found[-1].columns:
                self.found[-1].rows.append(self.cells)
            else:
                self.found[-1].columns = self.cells

    def handle_data(self, data):
        if self.text is not None and not self.drawing:
            self.text += data


def of_html(path):
    return Page(path.read_text(encoding="utf-8")).found


def check(shown, whole):
    """One table of Markdown against the same one of HTML."""
    assert shown.heading == whole.heading
    places = [whole.columns.index(column) for column in shown.columns]
    assert places == sorted(places) and places[0] == 0
    for row, other in zip(shown.rows, whole.rows):
        assert len(row) == len(shown.columns) and len(other) == len(whole.columns)
        for cell, place in zip(row, places):
            assert shows(cell, other[place]), (shown.heading, cell, other[place])


@pytest.mark.parametrize("markdown,page", PAIRS, ids=reports.identify)
def test_markdown_shows_the_tables_of_html(markdown, page):
    tables, others = of_markdown(markdown), of_html(page)
    assert [(one.heading, len(one.rows)) for one in tables] == [(one.heading, len(one.rows)) for one in others]
    for table, other in zip(tables, others):
        check(table, other)


def test_there_are_tables_of_every_kind():
    names = {re.sub(r" \[\d+\]$|: \d+$", "", table.heading) for markdown, _ in PAIRS for table in of_markdown(markdown)}
    assert {
        "Verdicts", "Nodes by what their plans free", "Images by bytes stored twice", "Set-ups", "By label",
        "Images in more than one store", "Images stored twice", "Images that came or went",
        "Nodes that could not be judged, by what is missing", "Disks over 85 %"} <= names, names
    assert sum(len(table.rows) for markdown, _ in PAIRS for table in of_markdown(markdown)) > 100


@pytest.mark.parametrize("change", [
    lambda table: table.rows[0].__setitem__(1, "9 MB"), lambda table: table.columns.insert(0, "other"),
    lambda table: table.columns.reverse(), lambda table: setattr(table, "heading", "Another")])
def test_a_difference_is_found(change):
    table = of_markdown(reports.ROOT / "Samples/fleet.md")[0]
    other = of_html(reports.ROOT / "Samples/fleet.html")[0]
    check(table, other)
    change(table)
    with pytest.raises((AssertionError, ValueError)):
        check(table, other)
