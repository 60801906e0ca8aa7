"""Every saved question of a large database, over Datasette as it comes: it cuts a question off after a second.

`SCALE=fleet.db pytest Tests/python/test_scale.py -s` asks a database that is there already, such as one of 100,000
snapshots, and prints what each answer took; without it, a small one is made, which shows that the questions are understood.
"""

import json
import os
import time
import urllib.parse
from pathlib import Path

import pytest
from nodes import PAIR, SAMPLES, ingest, rows, twinstore
from served import datasette_of, fetch

# Datasette's presets: https://docs.datasette.io/en/stable/settings.html
ROWS = 1000


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    if given := os.environ.get("SCALE"):
        return Path(given).resolve()
    return ingest(tmp_path_factory.mktemp("scale") / "fleet.db", *SAMPLES, *PAIR)


@pytest.fixture(scope="module")
def datasette(database):
    with datasette_of(database) as address:
        # The first page counts every table.
        fetch(f"{address}/{database.stem}")
        yield f"{address}/{database.stem}"


@pytest.fixture(scope="module")
def values(database):
    """What a question may need: a node with images stored twice, a name that is in many lists, dates with all between."""
    [node] = rows(database, "SELECT node FROM duplicate_image ORDER BY node LIMIT 1")
    [dates] = rows(database, "SELECT min(collected_at) AS first, max(collected_at) AS last FROM node_latest")
    return {"node": node["node"], "image": "nginx", "from": dates["first"][:10], "to": dates["last"][:10]}


QUESTIONS = json.loads(twinstore("query", "--list", "--format", "json").stdout)


def test_there_are_questions_to_ask():
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"])
def test_datasette_answers_within_its_second(question, database, datasette, values):
    given = {name: values[name] for name in values if f"{name}=…" in question["parameters"].split()}
    query = urllib.parse.urlencode({"sql": question["sql"], "_shape": "objects", **given})
    began = time.monotonic()
    answer = json.loads(fetch(f"{datasette}.json?{query}"))
    print(f"{(time.monotonic() - began) * 1000:6.0f} ms, {len(answer['rows'])} rows{'+' * answer['truncated']}")
    assert answer["ok"]
    words = [word for name, value in given.items() for word in ("--param", f"{name}={value}")]
    own = twinstore("query", "--database", database, "--format", "json", "--limit", ROWS, question["question"], *words)
    assert own.returncode == 0, own.stderr
    assert answer["rows"] == json.loads(own.stdout)
