"""The database opens in the readers that people have, and its views say the same in each."""

import csv
import io
import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import duckdb
import duckdb_extension_sqlite_scanner
import pytest
import sqlite_utils
from nodes import PAIR, SAMPLES, ingest, rows, twinstore

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


@pytest.fixture(scope="module")
def duck(database):
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    [extension] = Path(duckdb_extension_sqlite_scanner.__file__).parent.glob("extensions/*/*.duckdb_extension")
    connection.execute(f"LOAD '{extension}'")
    connection.execute(f"ATTACH '{database}' AS fleet (TYPE sqlite, READ_ONLY)")
    yield connection
    connection.close()


def test_duckdb(view, duck):
    """`sqlite_query` gives every column as text: DuckDB reads the views' SQL as its own otherwise, which it is not."""
    sql, expected = view
    answer = duck.execute("SELECT * FROM sqlite_query('fleet', ?)", [sql])
    columns = [column[0] for column in answer.description]
    found = [dict(zip(columns, row)) for row in answer.fetchall()]
    assert found == [{name: None if value is None else str(value) for name, value in row.items()} for row in expected]


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
def datasette(database, metadata, tmp_path_factory):
    """The address of a Datasette on loopback that serves the file."""
    log = tmp_path_factory.mktemp("datasette") / "log"
    settings = ["--setting", "sql_time_limit_ms", "30000", "--setting", "max_returned_rows", "10000"]
    with log.open("w") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "datasette", "serve", "--host", "127.0.0.1", "--port", "0", "--metadata", metadata,
             *settings, database],
            stdout=errors, stderr=subprocess.PIPE, text=True)
    try:
        address = None
        for line in server.stderr:  # ends where the server does
            if found := re.search(r"Uvicorn running on (http://127\.0\.0\.1:\d+)", line):
                address = found[1]
                break
        assert address, "it ended before it served"
        yield address
    finally:
        server.terminate()
        server.communicate()


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


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
