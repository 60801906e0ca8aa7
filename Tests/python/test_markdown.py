"""A CommonMark renderer shows the tables of the report, cell by cell, and nothing of a node's text becomes markup."""

import re

import markdown_it
import pytest
import reports

PAIRS = reports.pairs(".md")
NODES = [pair for pair in PAIRS if reports.load(pair[1])["fleet"]["nodes"] == 1]
FLEETS = [pair for pair in PAIRS if reports.load(pair[1])["fleet"]["nodes"] > 1]
ALL = reports.files(".md")
PARSER = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def plain(inline):
    """What a reader sees of a line. The only HTML in one is `<code>`, where a pipe would end a cell."""
    out = ""
    for token in inline.children or []:
        if token.type in ("text", "code_inline", "text_special"):
            out += token.content
        elif token.type == "html_inline":
            assert token.content in ("<code>", "</code>"), token.content
        elif token.type == "softbreak":
            out += " "
        else:
            assert token.type in ("strong_open", "strong_close", "em_open", "em_close"), token.type
    return out


def parse(path):
    """Tables by the heading above them: the columns and the rows, those that are folded away too."""
    tables, heading, cells, inside, table, in_body = {}, "", [], None, None, False
    for token in PARSER.parse(path.read_text(encoding="utf-8")):
        if token.type in ("heading_open", "th_open", "td_open"):
            inside = token.type
        elif token.type == "tr_open":
            cells = []
        elif token.type == "thead_close":
            # The rows that are folded away are a table of the same columns below the same heading.
            table = tables.get(heading)
            if table is None:
                table = tables[heading] = (cells, [])
            elif table[0] != cells:
                table = tables[(heading, *cells)] = (cells, [])
        elif token.type == "tr_close" and in_body:
            assert len(cells) == len(table[0])
            table[1].append(dict(zip(table[0], cells)))
        elif token.type in ("tbody_open", "tbody_close"):
            in_body = token.type == "tbody_open"
        elif token.type == "inline":
            if inside == "heading_open":
                heading = re.sub(r"( \[\d+\]|: \d+)$", "", plain(token))
            elif inside is not None:
                cells.append(plain(token))
            else:
                plain(token)
            inside = None
        elif token.type == "html_block":
            assert re.fullmatch(r"(</?details>|<summary>[^<>]*</summary>|\s)*", token.content), token.content
    return tables


def shows(cell, value):
    """A cell is its value, or the value's two ends around one `…`."""
    value = reports.visible(value)
    if cell == value:
        return True
    head, mark, tail = cell.partition("…")
    return mark == "…" and value.startswith(head) and value.endswith(tail) and len(cell) < len(value)


def expect(table, columns, rows):
    """Each row that is expected is there, in order; columns may be left out where the width did not suffice."""
    found, records = table
    assert set(found) <= set(columns) and found[0] == columns[0]
    assert len(records) == len(rows)
    for record, row in zip(records, rows):
        for column, value in zip(columns, row):
            if column in record:
                assert shows(record[column], value), (column, record[column], value)


@pytest.mark.parametrize("path", ALL, ids=reports.identify)
def test_nothing_but_the_formats_own_markup_is_markup(path):
    parse(path)
    text = path.read_text(encoding="utf-8")
    assert text.count("<details>") == text.count("</details>")
    assert len(text) <= 65_000
    assert not reports.HOSTILE.search(text.replace("\n", ""))


@pytest.mark.parametrize("path", [path for path, _ in FLEETS], ids=reports.identify)
def test_every_footnote_has_the_sql_of_its_number_as_it_is_rendered(path):
    tokens = PARSER.parse(path.read_text(encoding="utf-8"))
    texts = [plain(token) for token in tokens if token.type == "inline"]
    start = next(place for place, token in enumerate(tokens) if "SQL behind the numbers" in token.content)
    # A list would number them anew.
    assert not any(token.type == "ordered_list_open" for token in tokens[start:])
    notes = {number for text in texts for number in re.findall(r"\[(\d+)\]$", text)}
    titles = [number for text in texts for number in re.findall(r"^\[(\d+)\] \w", text)]
    queries = [token for token in tokens if token.type == "fence" and token.info == "sql"]
    assert {"2", "4"} <= notes
    # The sums have theirs where there is a sum.
    assert notes <= set(titles) <= notes | {"1"} and len(titles) == len(queries)


@pytest.mark.parametrize("path", ALL, ids=reports.identify)
def test_no_table_is_wider_than_100_columns(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not line.startswith("|") or len(line) <= 100, line


@pytest.mark.parametrize("path,model", NODES, ids=reports.identify)
def test_a_node_has_its_images_in_a_table(path, model):
    report = reports.load(model)
    tables = parse(path)
    twice = [image for image in report["nodes"][-1]["images"] if len(image["stores"]) > 1]
    if not twice:
        assert "Images in more than one store" not in tables
        return
    columns, rows = tables["Images in more than one store"]
    assert len(rows) == len(twice)
    wasted = lambda image: image["duplicated"]["bytes"] if image["duplicated"] else -1
    for row, image in zip(rows, sorted(twice, key=wasted, reverse=True)):
        names = [reports.visible(name) for name in image["names"]]
        shown = re.sub(r" \+\d+$", "", row["image"])
        assert any(shows(shown, name) for name in names), (row["image"], names)
        assert row["2nd copy"] == reports.figure(image["duplicated"])
        assert (row["may go"] == "no") == (not image["removable"])
        if "id" in row:
            assert row["id"] == (image["configDigest"] or "sha256:–")[7:19]


@pytest.mark.parametrize("path,model", FLEETS, ids=reports.identify)
def test_a_fleet_has_its_rankings_in_tables(path, model):
    fleet = reports.load(model)["fleet"]
    tables = parse(path)

    def sums(item, *names):
        return [reports.amount(item[name], item[name + "Tier"]) for name in names]

    expect(
        tables["Verdicts"], ["verdict", "nodes", "twice", "left over", "plans free", "meaning"],
        [[each["verdict"], f"{each['nodes']:,}", *sums(each, "duplicatedBytes", "leftOver", "planned"), each_title(each)]
         for each in fleet["verdicts"]])
    if fleet["images"]:
        expect(
            tables["Images by bytes stored twice"],
            ["image", "config digest", "nodes", "stored twice"],
            [[each["name"], (each["configDigest"] or "sha256:–")[7:19], f"{each['nodes']:,}",
              *sums(each, "duplicatedBytes")] for each in fleet["images"]])
    if fleet["disks"]:
        _, rows = tables["Disks over 85 %"]
        assert [(row["node"], row["used"]) for row in rows] == [
            (each["node"], f"{each['percent']} %") for each in fleet["disks"]]
    if fleet["notJudged"]:
        expect(
            tables["Nodes that could not be judged, by what is missing"],
            ["nodes", "missing", "why", "example node"],
            [[f"{each['nodes']:,}", each["capture"], each["why"], each["example"]] for each in fleet["notJudged"]])
        commands = [
            token.content for token in PARSER.parse(path.read_text(encoding="utf-8"))
            if token.type == "fence" and token.info == "sh"]
        for each in fleet["notJudged"]:
            assert reports.visible(each["settleWith"]) + "\n" in commands, "it can be copied"
    if fleet["labels"]:
        expect(
            tables["By label"], ["label", "nodes", "with waste", "stored twice", "plans free"],
            [[f"{each['key']}={each['value']}", f"{each['nodes']:,}", f"{each['wasteful']:,}",
              *sums(each, "duplicatedBytes", "planned")] for each in fleet["labels"]])
    _, rows = tables["Set-ups"]
    assert len(rows) == len(fleet["configurations"])
    for row, each in zip(rows, fleet["configurations"]):
        assert shows(row["stores and the commands that list them"], each["description"])
    columns, rows = tables["Nodes by what their plans free"]
    assert len(rows) == fleet["nodes"]
    for row, each in zip(rows, fleet["nodesByFreed"]):
        assert shows(row["node"], each["node"]) and row["verdict"] == each["verdict"]
        assert [row["plan frees"], row["stored twice"]] == sums(each, "planned", "duplicatedBytes")


TITLES = {
    "duplicated": "stored twice", "partly-duplicated": "content once, unpacked twice",
    "leftover": "an old copy is left on disk", "separate": "two runtimes, nothing stored twice",
    "same-store": "one store seen through two command lines", "single-store": "nothing to compare",
    "unknown": "the evidence does not decide",
}


def each_title(each):
    return TITLES[each["verdict"]]


def test_the_reader_of_cells_tells_a_wrong_one():
    assert shows("a…c", "abbbc") and shows("abc", "abc") and shows("ab…", "abcd")
    assert not shows("a…d", "abbbc") and not shows("abd", "abc") and not shows("a…c", "ac")
