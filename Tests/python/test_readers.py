"""The database opens in the readers that people have, and its views say the same in each."""

import csv
import io
import json
import subprocess
import sys
import urllib.parse
from pathlib import Path

import duckdb
import duckdb_extension_sqlite_scanner
import pytest
import sqlite_utils
from nodes import PAIR, ROOT, SAMPLES, ingest, members, renamed, rows, twinstore, write_bundle
from served import datasette_of, fetch

# Every column that is there by contract, in an order that every reader keeps.
QUERIES = {
    "node_verdict": "SELECT * FROM node_verdict ORDER BY node, snapshot_id",
    "duplicate_image": "SELECT * FROM duplicate_image ORDER BY node, names, snapshot_id",
    "fleet_image": "SELECT * FROM fleet_image ORDER BY duplicated_bytes DESC, config_digest, names",
    "residue": "SELECT * FROM residue ORDER BY node, kind, path",
    "evidence": "SELECT * FROM evidence ORDER BY node, snapshot_id, rule, capture, line, quote",
    "verdict_change": "SELECT * FROM verdict_change ORDER BY node, changed_at",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return ingest(tmp_path_factory.mktemp("readers") / "fleet.db", *SAMPLES, *PAIR)


@pytest.fixture(scope="module", params=QUERIES)
def view(request, database):
    """A query of a view, and its answer: not read by twinstore, which cannot vouch for its own file."""
    expected = rows(database, QUERIES[request.param])
    assert len(expected) > 0
    return QUERIES[request.param], expected


def test_what_the_readers_are_compared_with_is_what_is_known_of_the_samples(database):
    assert len(rows(database, QUERIES["node_verdict"])) == len(SAMPLES) + 1
    assert {row["verdict"] for row in rows(database, QUERIES["node_verdict"])} == {
        "duplicated", "partly-duplicated", "leftover", "same-store", "separate"}
    [change] = rows(database, QUERIES["verdict_change"])
    assert (change["node"], change["before"], change["verdict"]) == ("two-live-pair", "duplicated", "separate")
    assert {row["kind"] for row in rows(database, QUERIES["residue"])} == {"stopped-docker", "stopped-containerd"}


def test_the_file_itself_tells_whose_it_is_and_of_which_schema(database):
    """Where `file` looks: https://sqlite.org/fileformat.html#the_database_header"""
    header = Path(database).read_bytes()[:100]
    assert header[68:72] == b"twin"
    assert int.from_bytes(header[60:64]) == rows(database, "PRAGMA user_version")[0]["user_version"] >= 2


def columns_of_views(database):
    views = [row["name"] for row in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'view'")]
    return {view: [row["name"] for row in rows(database, f"PRAGMA table_info({view})")] for view in views}


def test_a_view_keeps_its_columns_in_every_later_schema(database):
    fixtures = sorted((ROOT / "Tests/StorageTests/Fixtures").glob("schema-*.db"))
    assert fixtures
    now = columns_of_views(database)
    for fixture in fixtures:
        then = columns_of_views(fixture)
        assert len(then) > 10
        for view, columns in then.items():
            assert set(columns) <= set(now.get(view, [])), f"{view} of {fixture.name}"


def test_tables_and_views_are_named_by_what_one_row_is(database):
    names = [row["name"] for row in rows(database, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
    assert len(names) > 40
    assert [name for name in names if name.endswith("s") and not name.endswith("ss")] == []


def test_no_column_holds_a_document(database):
    """Where a column belongs, there is one; only lines that were captured may happen to be JSON."""
    for table in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('text', 'process')"):
        for column in rows(database, f"PRAGMA table_info({table['name']})"):
            sql = f"""SELECT "{column['name']}" AS value FROM "{table['name']}"
                WHERE typeof(value) = 'text' AND substr(value, 1, 1) IN ('{{', '[') AND json_valid(value)"""
            assert rows(database, sql) == [], (table["name"], column["name"])


def test_sqlite3_program(view, database):
    sql, expected = view
    run = subprocess.run(["sqlite3", "-readonly", "-json", database, sql], capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout) == expected


def test_sqlite_utils_library(view, database):
    sql, expected = view
    connection = sqlite_utils.Database(database)
    try:
        assert list(connection.query(sql)) == expected
    finally:
        connection.close()


def test_sqlite_utils_program(database):
    run = subprocess.run([sys.executable, "-m", "sqlite_utils", "rows", database, "node_verdict", "--csv"],
                         capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    found = sorted(row["node"] + row["headline"] for row in csv.DictReader(io.StringIO(run.stdout)))
    assert found == sorted(row["node"] + row["headline"] for row in rows(database, QUERIES["node_verdict"]))


def opened_by_duckdb(database):
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    [extension] = Path(duckdb_extension_sqlite_scanner.__file__).parent.glob("extensions/*/*.duckdb_extension")
    connection.execute(f"LOAD '{extension}'")
    connection.execute(f"ATTACH '{database}' AS fleet (TYPE sqlite, READ_ONLY)")
    return connection


@pytest.fixture(scope="module")
def duck(database):
    connection = opened_by_duckdb(database)
    yield connection
    connection.close()


def test_duckdb(view, duck):
    """`sqlite_query` gives every column as text: DuckDB reads the views' SQL as its own otherwise, which it is not."""
    sql, expected = view
    answer = duck.execute("SELECT * FROM sqlite_query('fleet', ?)", [sql])
    columns = [column[0] for column in answer.description]
    found = [dict(zip(columns, row)) for row in answer.fetchall()]
    assert found == [{name: None if value is None else str(value) for name, value in row.items()} for row in expected]


def test_duckdb_reads_every_view_by_its_name(tmp_path):
    """In a file in which something was refused, too; DuckDB runs a view's SQL, or prints it for SQLite in its own words."""
    database = ingest(tmp_path / "fleet.db", *SAMPLES, *PAIR)
    other = renamed(members(SAMPLES[0]), root="/elsewhere")
    write_bundle(tmp_path / "other.tar.gz", other)
    (tmp_path / "damaged.tar.gz").write_bytes(b"no archive")
    run = twinstore("ingest", "--quiet", "--database", database, tmp_path / "other.tar.gz", tmp_path / "damaged.tar.gz")
    assert run.returncode == 2
    duck = opened_by_duckdb(database)
    views = [row["name"] for row in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert len(views) > 20
    for view in views:
        found = duck.execute(f"SELECT * FROM fleet.{view}").fetchall()
        expected = [tuple(row.values()) for row in rows(database, f"SELECT * FROM {view}")]
        assert as_text(found) == as_text(expected), view
    assert {row["problem"] for row in rows(database, "SELECT problem FROM bundle_problem")} == {"conflict", "unreadable"}
    duck.close()


def as_text(found):
    return sorted(str([None if value is None else str(value) for value in row]) for row in found)


def test_duckdb_joins_tables_of_the_file(duck, database):
    sql = "SELECT name, count(*) FROM {0}node AS node JOIN {0}snapshot ON node.id = node_id GROUP BY 1 ORDER BY 1"
    expected = [tuple(row.values()) for row in rows(database, sql.format(""))]
    assert duck.execute(sql.format("fleet.")).fetchall() == expected


def test_duckdb_reads_the_lines_of_facts(duck, database, tmp_path):
    lines = tmp_path / "facts.ndjson"
    lines.write_text(twinstore("facts", *SAMPLES).stdout)
    found = duck.execute(
        f"SELECT node, verdict, duplicatedBytes.bytes FROM '{lines}' ORDER BY node, collectedAt").fetchall()
    assert found == [(row["node"], row["verdict"], row["duplicated_bytes"])
                     for row in rows(database, "SELECT * FROM node_verdict ORDER BY node, collected_at")
                     if row["node"] != "two-live-pair"]


@pytest.fixture(scope="module")
def metadata(database, tmp_path_factory):
    """What the file's own documentation says, for Datasette."""
    run = twinstore("schema", "--database", database, "--format", "datasette")
    assert run.returncode == 0, run.stderr
    path = tmp_path_factory.mktemp("metadata") / "metadata.json"
    path.write_text(run.stdout)
    return path


@pytest.fixture(scope="module")
def datasette(database, metadata):
    """The address of a Datasette on loopback that serves the file."""
    with datasette_of(database, "--metadata", metadata, sql_time_limit_ms=30000, max_returned_rows=10000) as address:
        yield address


def test_datasette_answers_queries(view, datasette):
    sql, expected = view
    query = urllib.parse.urlencode({"sql": sql, "_shape": "array"})
    assert json.loads(fetch(f"{datasette}/fleet.json?{query}")) == expected


def test_datasette_pages_through_a_view(datasette, database):
    found = json.loads(fetch(f"{datasette}/fleet/evidence.json?rule=endpoint&_shape=array&_size=max"))
    expected = rows(database, "SELECT * FROM evidence WHERE rule = 'endpoint'")
    assert sorted(map(str, found)) == sorted(map(str, expected))
    assert len(found) > 0


def test_datasette_shows_a_page_of_every_view(datasette, database):
    views = [row["name"] for row in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert len(views) > 10
    for view in views:
        assert f"<title>fleet: {view}: " in fetch(f"{datasette}/fleet/{view}")


def test_datasette_shows_what_the_file_says_of_its_views(datasette, database):
    for view in QUERIES:
        [documented] = rows(database, f"SELECT meaning FROM schema_doc WHERE object = '{view}' AND \"column\" = ''")
        assert documented["meaning"].split(".")[0] in fetch(f"{datasette}/fleet/{view}").replace("&#39;", "'")
